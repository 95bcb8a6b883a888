"""What the index hands out: plain records, nothing that holds a connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A row of the catalogue, without its text."""

    id: int
    name: str
    title: str
    language: str
    number: str | None
    date: date | None
    source: str | None
    access: str
    passages: int
    sentences: int
    characters: int
    sha256: str
    twins: tuple[str, ...] = ()  # names of documents with the same source address


@dataclass(frozen=True, slots=True)
class StoredSentence:
    id: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the catalogue keeps it; `text == document text[start:end]`."""

    id: int
    document_id: int
    document: str  # base name of the file
    ordinal: int
    start: int
    end: int
    text: str
    section: tuple[str, ...]
    page: int | None
    header: tuple[str, ...]
    cells: tuple[str, ...]
    sentences: tuple[StoredSentence, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """One event of an ingestion, in the order of the files."""

    name: str  # of the file
    outcome: Literal["started", "reading", "embedding", "added", "replaced", "unchanged", "failed"]
    done: int  # files finished
    total: int  # files in all
    detail: str = ""  # the reason, for a failure; else empty


class StoreError(Exception):
    """The index cannot do what was asked. The message is one sentence for the user and says what to do."""
