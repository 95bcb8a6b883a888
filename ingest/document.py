"""A file as a Document: its stored text, passages and sentences with their offsets, and what it says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.facts import extract
from ingest.head import issued, number_of, title_of
from ingest.language import detect
from ingest.load import load
from ingest.records import Document, Fact, Flaw, Loaded, Passage, Sentence
from ingest.references import find_references
from ingest.sentences import split_clauses
from ingest.split import BUDGET, CountTokens, build_passages, place_blocks, row_text
from ingest.structure import shorten

Extract = Callable[[Document], tuple[tuple[Fact, ...], tuple[Flaw, ...]]]
LONGEST_CONTEXT = 200  # characters, about 60 tokens
_SEPARATOR = " › "


def read_document(
    path: Path,
    count_tokens: CountTokens | None = None,
    budget: int = BUDGET,
    extract: Extract = extract,
) -> Document:
    """The document in a file; raises IngestError where `load` does. See `understand` for the parameters."""
    digest = hashlib.sha256()
    loaded = load(path)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return understand(loaded, path.name, digest.hexdigest(), count_tokens, budget, extract)


def understand(
    loaded: Loaded,
    name: str,
    sha256: str,
    count_tokens: CountTokens | None = None,
    budget: int = BUDGET,
    extract: Extract = extract,
) -> Document:
    """The document that loaded blocks make up.

    `count_tokens` gives for each text the tokens that the embedder makes of it (without it an estimate by characters is
    used); no `embedding_text` of the passages has more than `budget`. `extract` reads its facts.
    """
    text, placed = place_blocks(loaded.blocks)
    language = detect(text)
    title = title_of(loaded)
    number = number_of(loaded.blocks, title)
    called = _called(title, number)
    passages = build_passages(
        text, placed, budget, count_tokens or estimate_tokens, lambda section: _above(called, section) + "\n"
    )
    passages = tuple(replace(passage, clauses=_clauses(text, passage)) for passage in passages)
    document = Document(
        name=name,
        sha256=sha256,
        text=text,
        language=language,
        title=title,
        passages=passages,
        source=loaded.source,
        date=issued(loaded.blocks, language) or loaded.published,
        number=number,
        references=tuple(dict.fromkeys(found.number for found in find_references(text))),
    )
    facts, flaws = extract(document)
    return replace(document, facts=facts, flaws=flaws)


def _clauses(text: str, passage: Passage) -> tuple[Sentence, ...]:
    """The clauses of its sentences; a sentence that is one clause has none, nor has a table row."""
    if passage.cells:
        return ()
    found: list[Sentence] = []
    for sentence in passage.sentences:
        spans = split_clauses(text[sentence.start : sentence.end])
        if len(spans) > 1:
            found += [Sentence(sentence.start + start, sentence.start + end) for start, end in spans]
    return tuple(found)


def context(document_title: str, passage: Passage) -> str:
    """The line that says where a passage stands: title and section, without headings that the passage begins with."""
    return _above(document_title, passage.section)


def embedding_text(document: Document, passage: Passage) -> str:
    """What is embedded for a passage: a line of context, then its words; for a table row, each cell with its header."""
    words = document.text[passage.start : passage.end]
    lines = {shorten(line.strip("*# ")) for line in words.split("\n")}
    section = tuple(entry for entry in passage.section if entry not in lines)
    body = row_text(passage.header, passage.cells) if passage.cells else words
    said = words.startswith(document.title.rstrip("…"))
    above = _above("" if said else _called(document.title, document.number), section)
    return f"{above}\n{body or words}" if above else body or words


def _called(title: str, number: str | None) -> str:
    return f"{number} {title}" if number and number not in title else title


def _above(title: str, section: Sequence[str]) -> str:
    """Title and section within the limit; the inner entries of a section say more of a passage than the outer ones."""
    parts: list[str] = []
    room = LONGEST_CONTEXT - min(len(title), LONGEST_CONTEXT // 2) - len(_SEPARATOR)
    for entry in reversed([shorten(entry, 80) for entry in section if entry.casefold() not in title.casefold()]):
        if len(entry) > room:
            break
        parts.insert(0, entry)
        room -= len(entry) + len(_SEPARATOR)
    return _SEPARATOR.join([*([shorten(title, LONGEST_CONTEXT // 2)] if title else []), *parts])


def estimate_tokens(texts: Sequence[str]) -> list[int]:
    """A cheap upper guess at the tokens of each text, for where no tokenizer is at hand."""
    return [_estimate(text) for text in texts]


def _estimate(text: str) -> int:
    indic = sum("\u0900" <= char <= "\u0dff" for char in text)
    return 2 + round(indic / 3.0 + (len(text) - indic) / 3.5)
