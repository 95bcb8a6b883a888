"""How quick is an answer, and how heavy the process that gives it? At about 1,000 passages, in four languages.

Beside it LangChain's retrieval alone (`embed_query` with sentence-transformers and Chroma's `similarity_search`), over
the same vectors, in the same process, in turns with ours; it finds passages, where ours answers with citations.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from evals.bench import (
    CORPUS,
    LANGUAGES,
    arguments,
    data_folder,
    fill,
    note,
    paragraphs,
    quantile,
    report,
    settings,
    with_path,
    write,
)
from evals.bench_ingest import Embeddings

COLD = 5
GOALS = {"warm_p50_ms": 60.0, "cold_median_s": 2.0, "serving_mb": 500.0}
# The serving process without its socket: the index open, the page built, questions answered.
SERVING = """
import sys
from pathlib import Path
from assistant.assistant import Assistant
from assistant.web.application import build, mount
from evals.bench import memory_mb, settings
if __name__ == "__main__":
    with Assistant.open(settings(Path(sys.argv[1])), write=True, worker=sys.argv[2] == "worker") as assistant:
        mount(build(assistant, max_file_mb=100), max_file_mb=100)
        for question in sys.argv[4:]:
            assistant.ask(question)
        list(assistant.ingest([Path(sys.argv[3])]))
        print(memory_mb(), int("torch" in sys.modules))
        assistant.remove(Path(sys.argv[3]).name)
"""


def main() -> None:
    options = {"questions": {"type": int, "default": 60, "metavar": "N", "help": "questions of each language"}}
    given = arguments(__doc__, **options)
    with data_folder(given.data) as folder:
        passages = prepare(folder)
        asked = questions(given.questions)
        results = {"passages": passages, "questions": len(asked), **cold(folder / "index", asked)}
        results |= serving(folder, asked)
        results |= warm(folder / "index", asked)
    results["goals"] = {name: results[name] <= goal for name, goal in GOALS.items()}
    report(results, _lines(results), as_json=given.as_json)


def prepare(folder: Path) -> int:
    """An index of the sample documents, of XQuAD's articles and of its paragraphs; gives the number of its passages."""
    by_article: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for paragraph in paragraphs(language):
            by_article.setdefault(f"article-{paragraph.article:02}-{language}.txt", []).append(paragraph.text)
    files = write(folder / "articles", {name: "\n\n".join(texts) for name, texts in sorted(by_article.items())})
    files += write(
        folder / "paragraphs", {f"{language}-{p.name}": p.text for language in LANGUAGES for p in paragraphs(language)}
    )
    fill(folder / "index", [CORPUS, *files])
    with Assistant.open(settings(folder / "index")) as assistant:
        return sum(info.passages for info in assistant.documents())


def questions(count: int) -> list[str]:
    """Questions of every language in turn, spread over the articles."""
    spread = []
    for language in LANGUAGES:
        found = [question for p in paragraphs(language) for question in p.questions]
        spread.append(found[:: max(1, len(found) // count)][:count])
    return [question for group in zip(*spread, strict=True) for question in group]


def cold(data: Path, asked: Sequence[str]) -> dict[str, Any]:
    """Seconds of `directives ask` from start to end, each time a new process and another question."""
    seconds = []
    for question in asked[:COLD]:
        begun = time.perf_counter()
        command = [str(Path(sys.executable).with_name("directives")), "ask", "--json", "--data", str(data), question]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begun)
        note(f"cold: {seconds[-1]:.2f} s", 0, 1)
    return {"cold_median_s": round(quantile(seconds, 0.5), 2), "cold_s": [round(value, 2) for value in seconds]}


def serving(folder: Path, asked: Sequence[str]) -> dict[str, Any]:
    """Megabytes of the serving process after questions and an upload, embedded in a child or in the process itself."""
    upload = write(folder / "upload", {"upload.txt": paragraphs("en")[0].text + " Uploaded."})[0]
    results: dict[str, Any] = {}
    for way, name in (("worker", "serving"), ("here", "serving_with_torch")):
        script = write(folder / "scripts", {"serving.py": SERVING})[0]
        command = [sys.executable, str(script), str(folder / "index"), way, str(upload), *asked[:10]]
        root = Path(__file__).resolve().parents[1]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=root, env=with_path(root))
        megabytes, torch = run.stdout.split()
        results |= {f"{name}_mb": float(megabytes), f"{name}_has_torch": bool(int(torch))}
    return results


def warm(data: Path, asked: Sequence[str]) -> dict[str, Any]:
    """Milliseconds of an answer and of LangChain's search, in turns, everything loaded and used once before."""
    ours, theirs = [], []
    with Assistant.open(settings(data)) as assistant:
        search = langchain(assistant)
        for question in asked[-6:]:
            assistant.ask(question)
            search(question)
        for number, question in enumerate(asked, 1):
            begun = time.perf_counter()
            assistant.ask(question)
            between = time.perf_counter()
            search(question)
            ours.append((between - begun) * 1000)
            theirs.append((time.perf_counter() - between) * 1000)
            note(f"warm: {number}/{len(asked)}", number, len(asked))
        again = []
        for question in asked:
            begun = time.perf_counter()
            assistant.ask(question)
            again.append((time.perf_counter() - begun) * 1000)
    results = {
        f"{name}_p{percent}_ms": round(quantile(values, percent / 100), 1)
        for name, values in (("warm", ours), ("warm_again", again), ("langchain_retrieval", theirs))
        for percent in (50, 95)
    }
    return results | {"ratio_to_langchain_retrieval": round(quantile(ours, 0.5) / quantile(theirs, 0.5), 2)}


def langchain(assistant: Assistant) -> Any:
    """LangChain's search over a Chroma collection of our passages with the vectors that they have."""
    import chromadb
    from langchain_chroma import Chroma

    store = assistant._desk.store
    ids = [id_ for rows in store.catalog.all_rows() for id_ in rows.passages]
    vectors, passages = store.vectors_of(ids), store.passages(ids)
    client = chromadb.EphemeralClient()
    collection = client.get_or_create_collection("bench")
    for at in range(0, len(passages), 1_000):
        part = passages[at : at + 1_000]
        collection.add(
            ids=[str(p.id) for p in part],
            embeddings=np.stack([vectors[p.id][0] for p in part]),
            documents=[p.text for p in part],
        )
    embeddings = Embeddings(assistant.settings.model, assistant.settings.cache)
    return Chroma(client=client, collection_name="bench", embedding_function=embeddings).similarity_search  # type: ignore[arg-type]


def _lines(results: dict[str, Any]) -> list[str]:
    met = {name: "met" if good else "missed" for name, good in results["goals"].items()}
    return [
        f"{results['passages']} passages, {results['questions']} questions in English, Hindi and Vietnamese",
        f"warm answer       p50 {results['warm_p50_ms']} ms, p95 {results['warm_p95_ms']} ms"
        f" (goal p50 ≤ {GOALS['warm_p50_ms']:.0f}: {met['warm_p50_ms']})",
        f"the same again    p50 {results['warm_again_p50_ms']} ms, p95 {results['warm_again_p95_ms']} ms",
        f"LangChain search  p50 {results['langchain_retrieval_p50_ms']} ms, "
        f"p95 {results['langchain_retrieval_p95_ms']} ms; "
        f"ours takes {results['ratio_to_langchain_retrieval']} times as long",
        f"cold answer       median {results['cold_median_s']} s of {COLD}"
        f" (goal ≤ {GOALS['cold_median_s']:.0f}: {met['cold_median_s']})",
        f"serving process   {results['serving_mb']} MB after an upload (goal ≤ {GOALS['serving_mb']:.0f}:"
        f" {met['serving_mb']}); {results['serving_with_torch_mb']} MB with torch in it",
    ]


if __name__ == "__main__":
    main()
