"""What a piece of text speaks of: bodies, dates, quantities and document numbers, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ingest.agencies import Agency, find_agencies
from ingest.date_matches import Reason
from ingest.date_relations import span_in_words
from ingest.dates import Period, find_flaws, find_periods
from ingest.numbers import Quantity, find_quantities
from ingest.records import Deadline
from ingest.references import Reference, find_references
from ingest.terms import TermBase

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """All offsets are into the text that was read."""

    references: tuple[Reference, ...] = ()
    periods: tuple[Period, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    agencies: tuple[Agency, ...] = ()

    def within(self, start: int, end: int) -> Reading:
        """What begins in a part of the text."""
        return Reading(
            _inside(self.references, lambda r: r.start, start, end),
            _inside(self.periods, lambda p: p.start_char, start, end),
            _inside(self.quantities, lambda q: q.start, start, end),
            _inside(self.agencies, lambda a: a.start, start, end),
        )


def _inside(found: Iterable[T], place: Callable[[T], int], start: int, end: int) -> tuple[T, ...]:
    return tuple(each for each in found if start <= place(each) < end)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document's text is read with."""

    language: str
    day: date | None  # of the document: limits count from it, and a date without a year takes its year
    holidays: frozenset[date]
    terms: TermBase

    def periods(self, text: str, exclude: Sequence[tuple[int, int]] = ()) -> list[Period]:
        """Hours and minutes count as time limits, too."""
        found = find_periods(
            text, self.language, reference=self.day, exclude=exclude, holidays=self.holidays, hours=True
        )
        return [period for period in found if not _is_length(period, text)]

    def flaws(self, text: str, exclude: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int, str, Reason]]:
        return find_flaws(text, self.language, exclude, self.day)

    def agencies(self, text: str, exclude: Sequence[tuple[int, int]] = ()) -> list[Agency]:
        return find_agencies(text, self.language, self.terms, exclude)

    def read(self, text: str) -> Reading:
        references = tuple(find_references(text))
        spans = [(r.start, r.end) for r in references]
        periods = tuple(self.periods(text, spans))
        taken = spans + [(p.start_char, p.end_char) for p in periods]
        quantities = find_quantities(text, self.language, exclude=taken)
        if quantities:  # those of days that no calendar has, or of another calendar, count nothing
            flawed = [(start, end) for start, end, _, _ in self.flaws(text, spans)]
            quantities = [q for q in quantities if not any(start < q.end and q.start < end for start, end in flawed)]
        return Reading(references, periods, tuple(quantities), tuple(self.agencies(text, spans)))


_AT_MOST = re.compile(r"(?:không quá|tối đa|at most|no more than|not exceed|below|under|dưới|अधिकतम|সর্বোচ্চ)\s*\Z")


# "rút ngắn … xuống còn không quá 05 ngày", "shortened to at most 5 days"
_CUT_TO = re.compile(
    r"(?:(?:xuống|còn)\s+|(?:cut|reduc|shorten|lower)\w*\s(?:[^\s.;]+\s+){0,6}?to\s+)"
    r"(?:không quá\s+|tối đa\s+|dưới\s+|within\s+|at most\s+|(?:no|not) more than\s+)?\Z"
)
_INSIDE = re.compile(r"\s*-?(?:में|के भीतर|के अंदर|এর মধ্যে|মধ্যে|র মধ্যে|ের মধ্যে)")


def _is_length(period: Period, text: str) -> bool:
    """Whether it tells how long something may take ("không quá 10 phút", "rút ngắn còn 5 ngày"), not by when."""
    if period.count is not None and period.counts_from is None and _CUT_TO.search(text[: period.start_char].lower()):
        return True
    if period.unit not in ("hours", "minutes") or period.counts_from is not None:
        return False
    if _INSIDE.match(text, period.end_char):
        return False
    return _AT_MOST.search(text[: period.start_char].lower()) is not None


def deadline_of(period: Period, text: str, base: int) -> Deadline:
    """The period as a deadline with the words of its relation; `base` is the offset of `text` in its document."""
    start, end = span_in_words(text, period.start_char, period.end_char)
    # What counts from an event, or does not say from what, has no day that anyone could know.
    known = period.count is None or period.counts_from == "signing"
    return Deadline(
        period.start if known else None,
        period.end if known else None,
        period.relation,
        period.recurrence,
        text[start:end],
        base + start,
        base + end,
        period.rule,
        period.counts_from == "signing" and period.start is not None,
    )
