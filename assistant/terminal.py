"""Answers, hits and documents as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from assistant.assistant import Hit
    from index.records import DocumentInfo

MARGIN = "    "


def answer_text(answer: Answer) -> str:
    """What it says, the words it rests on, and why it says no more."""
    parts = [answer.answer.strip(), *map(_citation, answer.citations)]
    if answer.reason not in answer.answer:
        parts.append(answer.reason)
    if answer.nearest:
        parts += ["Nearest passages:", *map(_citation, answer.nearest)]
    return "\n\n".join(filter(None, parts))


def _citation(citation: Citation) -> str:
    page = f", p. {citation.page}" if citation.page else ""
    places = filter(None, (citation.title, citation.section, citation.document + page))
    return f"[{citation.n}] {' — '.join(places)}\n{indent(citation.quote, MARGIN)}"


def hits_text(hits: Iterable[Hit]) -> str:
    """Passages, best first: where each stands, its score, its words."""
    return "\n\n".join(_hit(rank, hit) for rank, hit in enumerate(hits, start=1))


def _hit(rank: int, hit: Hit) -> str:
    page = f", p. {hit.page}" if hit.page else ""
    return f"{rank}. {hit.document}{page} [{hit.start}:{hit.end}] {hit.score:.3f}\n{indent(hit.text, MARGIN)}"


def documents_text(infos: Sequence[DocumentInfo]) -> str:
    """A table. Titles come last: they are long, and terminals do not agree on the width of some scripts."""
    rows = [("name", "language", "number", "date", "passages", "access", "title")]
    for info in infos:
        day = info.date.isoformat() if info.date else "–"
        rows.append((info.name, info.language, info.number or "–", day, str(info.passages), info.access, info.title))
    return "\n".join(_aligned(rows))


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal, where marks and joiners stand on the letter before."""
    return sum(category(character) not in ("Mn", "Me", "Cf") for character in text)
