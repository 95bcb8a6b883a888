"""What the index hands out: plain records, nothing that holds a connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from ingest.records import Fact, Flaw


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
class StoredFact:
    """A fact as the catalogue keeps it."""

    id: str  # the same words of a document have the same id again when it is taken in anew
    document_id: int
    document: str  # base name of the file
    passage_id: int | None
    quote: str
    fact: Fact


EntryKind = Literal["correct", "confirm", "reject", "restore", "progress"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person said of a fact. Entries are only ever added; of each kind the latest counts.

    Values of "correct": the fields corrected, as text ("agency", "action", "date_start", "date_end", "number",
    "unit" …); of "progress": "status", "note", "evidence". "restore" takes corrections and a rejection back.
    """

    fact: str  # id of the fact
    document: str
    kind: EntryKind
    who: str
    at: datetime  # UTC
    values: Mapping[str, str] = field(default_factory=dict)
    access: str | None = None  # of the document when this was said; None: nobody knows


@dataclass(frozen=True, slots=True)
class Progress:
    """One event of an ingestion, in the order of the files."""

    name: str  # of the file
    outcome: Literal["started", "reading", "embedding", "added", "replaced", "unchanged", "failed"]
    done: int  # files finished
    total: int  # files in all
    detail: str = ""  # the reason, for a failure; else empty
    facts: int = 0  # found in a document that was added or replaced
    flaws: tuple[Flaw, ...] = ()  # its words that could not be made a fact of


class StoreError(Exception):
    """The index cannot do what was asked. The message is one sentence for the user and says what to do."""
