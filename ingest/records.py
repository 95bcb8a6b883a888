"""What the rooms hand to each other: plain, frozen records and nothing else.

Offsets are character offsets into `Document.text`, half open, so that
`document.text[x.start : x.end]` is exactly the text of a sentence or a passage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
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


FactKind = Literal["deadline", "responsibility", "target", "figure", "reference"]
FACT_KINDS: tuple[FactKind, ...] = ("deadline", "responsibility", "target", "figure", "reference")
OBLIGATIONS: tuple[FactKind, ...] = ("deadline", "responsibility", "target")  # the others only inform


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when, whatever the script: the first and the last day named, both included.

    Both are None where the words give no calendar date ("every month"), or count from a day that is not known.
    """

    start: date | None
    end: date | None
    relation: str | None  # "on", "by", "before", "from", "within", "after"
    recurrence: str | None  # "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"
    text: str
    start_char: int  # where its words stand in the document's text: perhaps in a heading outside the fact's own span
    end_char: int
    rule: str = ""  # the day of a recurrence in iCalendar's words: "BYMONTHDAY=25", "BYDAY=FR"
    counted: bool = False  # counted from the date of the document ("15 working days from signing")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: a number multiplied out, its unit ("%", "VND", "people", or the noun counted), and its relation."""

    value: Decimal
    unit: str | None
    relation: str | None  # ">=", "<=", ">", "<", "=", "~", "increase", "decrease", "range"
    text: str
    high: Decimal | None = None  # the upper end of a range


@dataclass(frozen=True, slots=True)
class Fact:
    """What a document asks of whom, by when and how much; or a figure, or a document that it names.

    `text[start:end]` of the document is the quote that it was read from.
    """

    kind: FactKind
    start: int
    end: int
    action: str  # what is to be done, or what a figure counts, in the document's words
    agency: str = ""  # who must, in the document's words
    agency_name: str = ""  # the same in canonical form (see `ingest.agencies`)
    coordinating: tuple[str, ...] = ()  # who helps, in the document's words
    product: str = ""
    deadline: Deadline | None = None
    amount: Amount | None = None
    references: tuple[str, ...] = ()  # canonical numbers of documents named in it
    flags: tuple[str, ...] = ()  # what a reader should check, as keys: "impossible_date", "other_calendar", …
    section: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """Words that could not be made a fact of, for the summary of an ingestion."""

    start: int
    end: int
    text: str
    reason: str  # a key: "impossible_date", "other_calendar", "no_header", "too_many_rows", …


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
    facts: tuple[Fact, ...] = ()  # in the order of the text
    flaws: tuple[Flaw, ...] = ()


class IngestError(Exception):
    """A file cannot be taken in. The message is one sentence for the user and says what to do."""
