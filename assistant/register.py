"""The register of obligations: who must do what, by when and how much, with the words that say so.

A row is a fact of a document together with what is known beside it: which later document changed it, which twin says
the same in another language, what people corrected, and how far the task has come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assistant.recurrence import Schedule, schedule
from index.tokens import without_diacritics
from ingest.agencies import same_agency
from ingest.digits import fold
from ingest.load import SUPPORTED
from ingest.records import OBLIGATIONS
from ingest.references import find_references, same

Validity = Literal["current", "superseded"]
Status = Literal["open", "in_progress", "done", "not_applicable"]  # as people set it
Stage = Literal[Status, "overdue"]  # as it is shown
STATUSES: tuple[Status, ...] = ("open", "in_progress", "done", "not_applicable")
Due = Literal["", "overdue", "soon", "dated", "undated"]
SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row is said, too: the same obligation in another language, a conflicting one, or what changed it."""

    fact: str  # id
    document: str
    title: str
    number: str | None
    language: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    id: str  # stable across re-ingestion
    kind: str  # see `ingest.records.FACT_KINDS`
    document: str  # base name of the file
    title: str
    number_of_document: str | None
    url: str | None
    language: str  # of the document
    action: str
    agency: str  # in the document's words
    agency_name: str  # canonical
    coordinating: tuple[str, ...]
    product: str
    date_start: date | None
    date_end: date | None
    date_relation: str | None
    recurrence: str | None
    rule: str  # the day of a recurrence in iCalendar's words
    date_text: str
    date_at: tuple[int, int] | None  # where the words of the date stand in the document
    counted: bool  # from the day of the document: "15 working days from signing"
    number: Decimal | None
    number_high: Decimal | None
    unit: str | None
    number_relation: str | None
    references: tuple[str, ...]
    flags: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None
    section: str
    validity: Validity = "current"
    changed_by: Source | None = None  # the later fact or document that superseded this one
    replaces: tuple[Source, ...] = ()  # what this one superseded
    conflicts: tuple[Source, ...] = ()  # other values for the same thing, none of which is known to be later
    twins: tuple[Source, ...] = ()  # the same obligation in other languages
    review: Literal["", "corrected", "confirmed", "rejected"] = ""
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    corrected: tuple[str, ...] = ()  # names of the fields that a person corrected
    corrected_by: str = ""
    corrected_at: datetime | None = None
    status: Status = "open"
    note: str = ""
    evidence: str = ""
    status_by: str = ""
    status_at: datetime | None = None

    @property
    def is_obligation(self) -> bool:
        return self.kind in OBLIGATIONS

    @property
    def is_waiting(self) -> bool:
        """Asks something of someone, is in force, and neither done nor not applicable."""
        return self.is_obligation and self.validity == "current" and self.status not in ("done", "not_applicable")

    def is_overdue(self, today: date) -> bool:
        """Past its last day and still waiting; what recurs is never overdue."""
        if self.date_end is None or self.recurrence or self.date_relation in ("from", "after") or not self.is_waiting:
            return False
        return today >= self.date_end if self.date_relation == "before" else today > self.date_end

    def is_soon(self, today: date) -> bool:
        """Its last day, or the next of its days, is one of the next SOON_DAYS days, and it is still waiting."""
        if not self.is_waiting or self.is_overdue(today):
            return False
        if self.recurrence:
            return self.next_day(today, SOON_DAYS) is not None
        if self.date_end is None or self.date_relation in ("from", "after"):
            return False
        return today <= self.date_end <= today + timedelta(days=SOON_DAYS)

    def schedule(self) -> Schedule | None:
        """The days of a row that recurs; None for one that does not."""
        if not self.recurrence:
            return None
        one_day = self.date_start == self.date_end and self.date_relation not in ("from", "after")
        return schedule(self.recurrence, self.rule, self.date_end if one_day else None)

    def bounds(self, today: date) -> tuple[date, date | None]:
        """From when and until when it recurs: its own days, else from today on."""
        start, end = self.date_start or self.date_end, self.date_end
        if start is None:
            return today, None
        if start == end or self.date_relation in ("from", "after"):
            return start, None
        return (today if self.date_start is None else start), end

    def next_day(self, today: date, within: int | None = None) -> date | None:
        """The first of the days it recurs on from today, or of the next `within` days; None where there is none."""
        days, (since, until) = self.schedule(), self.bounds(today)
        since = max(since, today)
        if within is not None and (within := within - (since - today).days) < 0:
            return None
        day = days.first(since, within) if days else None
        return None if day is None or (until is not None and day > until) else day


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows; an empty field lets all pass."""

    kinds: tuple[str, ...] = ()
    agency: str = ""  # a name in any language: matched by its canonical form
    document: str = ""  # base name, title or number
    start: date | None = None  # rows whose interval overlaps [start, end]
    end: date | None = None
    due: Due = ""  # overdue; soon: in the next SOON_DAYS days; with a date or without
    text: str = ""
    validity: Literal["current", "superseded", "all"] = "current"
    status: str = ""  # one of STATUSES, or "overdue"
    rejected: bool = False  # rows that a person rejected, too
    one_language: str = ""  # of translations of one obligation only that in this language, else the first


def select(rows: Iterable[Row], wanted: Filter, today: date) -> list[Row]:
    """The rows that pass every condition of the filter, in their order."""
    kept = [row for row in rows if _passes(row, wanted, today)]
    return _without_twins(kept, wanted.one_language) if wanted.one_language else kept


def _passes(row: Row, wanted: Filter, today: date) -> bool:
    if row.review == "rejected" and not wanted.rejected:
        return False
    if wanted.kinds and row.kind not in wanted.kinds:
        return False
    if wanted.validity not in ("all", row.validity):
        return False
    return (
        (not wanted.status or wanted.status == shown_status(row, today))
        and (not wanted.document or is_called(wanted.document, row.document, row.title, row.number_of_document))
        and (not wanted.agency or _concerns(row, wanted.agency))
        and _overlaps(row, wanted.start, wanted.end)
        and (not wanted.due or _is_due(row, wanted.due, today))
        and (not wanted.text or _holds(row, wanted.text))
    )


def shown_status(row: Row, today: date) -> Stage:
    """What people set, and "overdue" where the last day has passed on a task that is not done."""
    return "overdue" if row.is_overdue(today) else row.status


def is_called(asked: str, name: str, title: str, number: str | None) -> bool:
    """Whether a document is meant: by base name, by number in any spelling, or by words of the title."""
    if fold(asked) in (fold(name), fold(Path(name).stem), fold(title)):
        return True
    if Path(asked).suffix.lower() in SUPPORTED:
        return False  # the name of another file, which a number may stand in
    if number and (numbers := _numbers(asked)):
        return any(same(each, number) for each in numbers)
    return fold(asked) in fold(title)


@lru_cache(maxsize=64)
def _numbers(document: str) -> tuple[str, ...]:
    if fold(document).strip().isdigit():
        return (fold(document).strip(),)  # "87" is Plan 87 and Decision 87
    return tuple(each.number for each in find_references(document) or find_references(f"số {document}"))


def _concerns(row: Row, agency: str) -> bool:
    names = [row.agency_name, row.agency, *row.coordinating]
    if any(name and same_agency(name, agency) for name in names):
        return True
    return re.search(rf"(?<!\w){re.escape(fold(agency))}(?!\w)", fold(row.agency)) is not None


def _overlaps(row: Row, start: date | None, end: date | None) -> bool:
    if start is None and end is None:
        return True
    first, last = row.date_start or row.date_end, row.date_end or row.date_start
    if first is None or last is None:
        return False
    return (start is None or last >= start) and (end is None or first <= end)


def _is_due(row: Row, due: Due, today: date) -> bool:
    if due == "overdue":
        return row.is_overdue(today)
    if due == "soon":
        return row.is_soon(today)
    dated = row.date_start is not None or row.date_end is not None or row.recurrence is not None
    return dated == (due == "dated")


def _holds(row: Row, text: str) -> bool:
    """Every word, in what the row says or quotes; without diacritics too, where they were not typed."""
    words = (row.action, row.agency, *row.coordinating, row.product, row.quote, row.title, row.number_of_document or "")
    whole = fold(" ".join((*words, row.note)))
    plain = without_diacritics(whole)
    return all(word in whole or word in plain for word in fold(text).split())


def _without_twins(rows: Sequence[Row], language: str) -> list[Row]:
    dropped: set[str] = set()
    known = {row.id: row for row in rows}
    for row in rows:
        others = [known[twin.fact] for twin in row.twins if twin.fact in known and twin.fact not in dropped]
        if row.id in dropped or not others:
            continue
        kept = next((each for each in (row, *others) if each.language == language), row)
        dropped |= {each.id for each in (row, *others)} - {kept.id}
    return [row for row in rows if row.id not in dropped]
