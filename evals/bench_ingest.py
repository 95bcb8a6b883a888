"""How long does a folder take to become searchable? Ours beside LangChain's quickstart, in turns, on the same files.

Theirs: RecursiveCharacterTextSplitter (1,000 characters, 200 of overlap), the same model folder in float32 through
sentence-transformers, `Chroma.from_documents`. Both models are loaded and warm before the clock starts, and no time
goes to imports. Ours also finds language, structure and numbers, embeds every sentence beside its passage, and keeps
a catalogue and a keyword index.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from evals.bench import LANGUAGES, arguments, data_folder, note, paragraphs, report, settings, write
from index.bundled import model_folder
from index.embed import BUNDLED

GOAL = 1.5
ROUNDS = 4


def main() -> None:
    options = {"articles": {"type": int, "default": 8, "metavar": "N", "help": "articles of each language"}}
    given = arguments(__doc__, **options)
    with data_folder(given.data) as folder:
        files = write(folder / "articles", articles(given.articles))
        results = compare(folder, files)
    lines = [
        f"{len(files)} files, {results['characters']:,} characters, in {ROUNDS} rounds, the models loaded before",
        *(
            f"{name:<10} {results[f'{key}_seconds']:7.1f} s   {results[f'{key}_characters_per_second']:,} characters/s"
            for name, key in (("ours", "ours"), ("LangChain", "langchain"))
        ),
        f"ratio      {results['ratio']:7.2f}     goal ≥ {GOAL}: {'met' if results['ratio'] >= GOAL else 'missed'}",
    ]
    report(results, lines, as_json=given.as_json)


def articles(count: int) -> dict[str, str]:
    """Whole articles of XQuAD, the languages in turn, so that every round has its share of each."""
    texts: dict[str, str] = {}
    for article in range(count):
        for language in LANGUAGES:
            found = [p.text for p in paragraphs(language) if p.article == article]
            texts[f"article-{article:02}-{language}.txt"] = "\n\n".join(found)
    return texts


def compare(folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    """Seconds of both; the one that begins changes with every round."""
    characters = sum(len(file.read_text("utf-8")) for file in files)
    seconds = {"ours": 0.0, "langchain": 0.0}
    shutil.rmtree(folder / "ours", ignore_errors=True)  # of an interrupted run
    with Assistant.open(settings(folder / "ours"), write=True) as assistant:
        list(assistant.ingest(write(folder / "warm", {"warm.txt": "Warm."})))
        ways: dict[str, Callable[[Sequence[Path]], None]] = {"ours": ours(assistant), "langchain": langchain(assistant)}
        for number in range(ROUNDS):
            part = files[len(files) * number // ROUNDS : len(files) * (number + 1) // ROUNDS]
            for name in sorted(ways, reverse=bool(number % 2)):
                begun = time.perf_counter()
                ways[name](part)
                seconds[name] += time.perf_counter() - begun
                note(f"round {number + 1}: {name} {seconds[name]:.1f} s so far", 0, 1)
    return {
        "files": len(files),
        "characters": characters,
        **{f"{name}_seconds": round(value, 2) for name, value in seconds.items()},
        **{f"{name}_characters_per_second": round(characters / value) for name, value in seconds.items()},
        "ratio": round(seconds["langchain"] / seconds["ours"], 3),
    }


def ours(assistant: Assistant) -> Callable[[Sequence[Path]], None]:
    def ingest(files: Sequence[Path]) -> None:
        failed = [event for event in assistant.ingest(files) if event.outcome == "failed"]
        assert not failed, failed

    return ingest


def langchain(assistant: Assistant) -> Callable[[Sequence[Path]], None]:
    """The quickstart's way, with a warm model; every call makes a collection of its own."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = Embeddings(assistant.settings.model, assistant.settings.cache)
    embeddings.embed_query("Warm.")
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    folder = assistant.settings.data.parent / "langchain"
    shutil.rmtree(folder, ignore_errors=True)

    def ingest(files: Sequence[Path]) -> None:
        documents = [Document(file.read_text("utf-8"), metadata={"source": file.name}) for file in files]
        chunks = splitter.split_documents(documents)
        Chroma.from_documents(chunks, embeddings, persist_directory=str(folder))  # type: ignore[arg-type]

    return ingest


class Embeddings:
    """LangChain's protocol over sentence-transformers in float32, as its HuggingFaceEmbeddings does it."""

    def __init__(self, model: str, cache: Path) -> None:
        from sentence_transformers import SentenceTransformer

        folder = str(model_folder(cache)) if model == BUNDLED else model
        self._model = SentenceTransformer(folder, device="cpu", local_files_only=Path(folder).is_dir())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model.encode_document(texts, show_progress_bar=False).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._model.encode_query(text, show_progress_bar=False).tolist()
        return vector


if __name__ == "__main__":
    main()
