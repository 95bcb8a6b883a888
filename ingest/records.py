"""What the rooms hand to each other: plain, frozen records and nothing else.

Offsets are character offsets into `Document.text`, half open, so that
`document.text[x.start : x.end]` is exactly the text of a sentence or a passage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row as a loader found it (NFC, not empty)."""

    kind: BlockKind
    text: str
    level: int = 0  # headings: 1 (outermost) … 6; else 0
    page: int | None = None  # 1-based, where the format has pages
    header: tuple[str, ...] = ()  # rows: the cells of the table's header
    cells: tuple[str, ...] = ()  # rows: the cells of this row, in the header's order


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file after parsing and cleaning, before anything is understood."""

    blocks: tuple[Block, ...]
    title: str | None = None  # what the format itself declares (HTML <title>, DOCX core properties, …)
    source: str | None = None  # address of the original page, if the file names one
    published: date | None = None  # what the format itself declares


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is retrieved: whole sentences of one section, within the embedder's budget."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]
    section: tuple[str, ...] = ()  # path of headings and clause labels, outermost first
    page: int | None = None
    header: tuple[str, ...] = ()  # of a table row
    cells: tuple[str, ...] = ()  # of a table row
    clauses: tuple[Sentence, ...] = ()  # the parts of those sentences that semicolons divide

    @property
    def units(self) -> tuple[Sentence, ...]:
        """All that is embedded on its own: the sentences, then their clauses."""
        return self.sentences + self.clauses


@dataclass(frozen=True, slots=True)
class Document:
    name: str  # base name of the file
    sha256: str  # of the file's bytes
    text: str  # the stored text, NFC, lines separated by "\n"
    language: str  # ISO 639-1, or "und"
    title: str
    passages: tuple[Passage, ...]
    source: str | None = None
    date: date | None = None  # of issue, else of publication
    number: str | None = None  # the document's own number, canonical
    references: tuple[str, ...] = field(default=())  # every document number named in the text, canonical


class IngestError(Exception):
    """A file cannot be taken in. The message is one sentence for the user and says what to do."""
