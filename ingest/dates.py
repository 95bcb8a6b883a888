"""Dates, periods, time limits and recurrences in Vietnamese, Hindi, Bengali and English sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from ingest.date_grammar import Precision
from ingest.date_matches import Found, Reason, Relation, find_matches
from ingest.date_relations import relate
from ingest.digits import Folded, folded
from ingest.limits import UNITS, after

Recurrence = Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]
CountsFrom = Literal["signing", "event"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: `text[start_char:end_char]` is its words, without the words of the relation.

    `start` and `end` are its first and last day, both included; both are None where the text does not say
    the year or counts from a day that is not known.
    """

    start_char: int
    end_char: int
    start: date | None
    end: date | None
    relation: Relation | None
    recurrence: str | None
    text: str
    precision: Precision
    rule: str = ""  # which day of a recurrence, as in iCalendar: "BYMONTH=3,6,9,12;BYMONTHDAY=25"
    counts_from: CountsFrom | None = None  # of a time limit: the document's own date, or what only happens later
    count: int | None = None  # of a time limit: so many
    unit: str | None = None  # of these: "days", "working days", "weeks", "months", "years", "hours", "minutes"


def find_periods(
    text: str,
    language: str | None = None,
    reference: date | None = None,
    exclude: Sequence[tuple[int, int]] = (),
    holidays: Collection[date] = frozenset(),
    hours: bool = False,
) -> list[Period]:
    """The time expressions of a sentence, in order, not overlapping.

    `language` is not needed: the words themselves are in one. `reference` is the day from which "within 30 days" counts
    and whose year a date without one takes; `holidays` are no working days. `exclude` are spans (document numbers) in
    which nothing is looked for. Limits in hours and minutes are times only with `hours`, else left for numbers.
    """
    form = folded(text)
    found, _ = _matched(form.text, tuple(form.inverse(list(exclude))), reference)
    found = _lend_years(form.text, found)
    if reference is not None:
        found = _in_year(form.text, found, reference.year)
    found = _join_ranges(form.text, found)
    periods = []
    for item in _count_from_days(form.text, found):
        if item.meaning.duration and item.meaning.duration[1] in "IJ" and not hours:
            continue
        related = relate(form.text, item)
        if related is None or (item.year is None and item.kind in ("month", "season", "week")):
            continue
        periods.append(_period(text, form, related, reference, holidays))
    return _apart(periods)


def find_flaws(
    text: str,
    language: str | None = None,
    exclude: Sequence[tuple[int, int]] = (),
    reference: date | None = None,
) -> list[tuple[int, int, str, Reason]]:
    """Start, end, words and reason of what is written as a date and cannot be one, in order.

    "impossible_date": the calendar has no such day; "other_calendar": it is one of another calendar or era. Cheap where
    `find_periods` was asked before, with the same `exclude` and `reference`.
    """
    if not _digit.search(text):
        return []  # years of other calendars and days that are too many are written in digits
    form = folded(text)
    _, unread = _matched(form.text, tuple(form.inverse(list(exclude))), reference)
    spans = [(form.span(item.start, item.end), item.reason) for item in unread]
    return [(start, end, text[start:end], reason) for (start, end), reason in spans]


_digit = re.compile(r"\d")
_matched = lru_cache(maxsize=64)(find_matches)  # flaws are asked for after periods, of the same sentence


_and = re.compile(r"\s*(?:,|and|và|va|और|तथा|एवं|व|ও|এবং|আর|&)\s*(?:the\s+|ngày\s+)?")
_to = re.compile(
    r"\s*(?:-|(?:cho\s+)?(?:đến|den|tới|toi)(?:\s+hết|\s+het|\s+ngày|\s+cuối)?|to|through|until|till|up to"
    r"|से(?:\s+लेकर)?|se|থেকে|হতে|theke"
    r"|(?:-?\s*এর\s+)?থেকে)\s*(?:the\s+|ngày\s+)?"
)
_between = re.compile(r"(?:\bbetween|\btừ|\btu|giữa)\s*(?:ngày\s*)?$")
_midst = re.compile(r"\s*(?:-?(?:এর|র)\s*)?(?:के\s+बीच|মধ্যে|মাঝে)")


def _linked(text: str, one: Found, two: Found) -> bool:
    gap = text[one.end : two.start]
    if _to.fullmatch(gap):
        return True
    if not _and.fullmatch(gap):
        return False
    return bool(_between.search(text, max(0, one.start - 20), one.start) or _midst.match(text, two.end))


def _lend_years(text: str, found: list[Found]) -> list[Found]:
    """March and April 2025: a part without a year takes that of the next one where only "and" or "to" lies between."""
    lent = list(found)
    for at in range(len(lent) - 2, -1, -1):
        one, two = lent[at], lent[at + 1]
        gap = text[one.end : two.start]
        if one.year is None and one.meaning.interval and two.year and (_and.fullmatch(gap) or _to.fullmatch(gap)):
            lent[at] = replace(one, year=two.year)
    return lent


def _in_year(text: str, found: Sequence[Found], year: int) -> list[Found]:
    """Dates without a year as those of a year; from November to March ends in the next."""
    dated: list[Found] = []
    for item in found:
        one = dated[-1] if dated else None
        if item.year is None:
            days = item.meaning.interval(year) if item.meaning.interval else None
            first = one.interval() if one else None
            over = days and first and one and _to.fullmatch(text[one.end : item.start]) and days[1] < first[0]
            item = replace(item, year=year + 1 if over else year)
        dated.append(item)
    return dated


def _join_ranges(text: str, found: list[Found]) -> list[Found]:
    joined: list[Found] = []
    for item in found:
        one = joined[-1] if joined else None
        if one and not one.until and one.kind in _ENDS and item.kind in _ENDS and _linked(text, one, item):
            start, end = one.interval(), item.interval()
            if start and end and start[0] <= end[1]:
                joined[-1] = replace(one, until=item)
                continue
        joined.append(item)
    return joined


_from_behind = re.compile(
    r",? (?:(?:(?:kể|tính|ke|tinh) )?(?:từ|tu) (?:ngày |ngay )?|(?:from|of|after"
    r"|following|since) (?:the )?)"
)
_from_before = re.compile(r"(?: को)? (?:से|के बाद|থেকে|হতে|এর পর) (?:आगामी |अगले |পরবর্তী |আগামী )?")


def _count_from_days(text: str, found: list[Found]) -> list[Found]:
    """30 days from 1 July 2026, 1 जुलाई 2026 से 30 दिनों के भीतर: time limits that count from a day that is named."""
    joined: list[Found] = []
    for item in found:
        one = joined[-1] if joined else None
        days = item.interval()
        if one and one.meaning.duration and item.kind == "day" and days:
            if _from_behind.fullmatch(text, one.end, item.start):
                joined[-1] = replace(one, end=item.end, since=days[0])
                continue
        elif one and item.meaning.duration and one.kind == "day" and not one.until:
            days = one.interval()
            if days and _from_before.fullmatch(text, one.end, item.start):
                joined[-1] = replace(item, start=one.start, since=days[0])
                continue
        joined.append(item)
    return joined


_ENDS = ("day", "month", "year", "quarter", "season")


def _period(text: str, form: Folded, item: Found, reference: date | None, holidays: Collection[date]) -> Period:
    start, end = form.span(item.start, item.until.end if item.until else item.end)
    first, last = item.interval() or (None, None)
    precision = item.meaning.precision
    if item.until:
        _, last = item.until.interval() or (None, None)
        precision = "range"
    count, unit = item.meaning.duration or (None, "")
    since = item.since or (reference if item.counts_from != "event" else None)
    if count is not None and since is not None:
        last = after(since, count, unit, holidays)
        first = last if item.relation == "after" else since
    meaning = item.meaning
    return Period(
        start, end, first, last, item.relation, meaning.recurrence, text[start:end], precision, meaning.rule,
        item.counts_from, count, UNITS.get(unit),
    )  # fmt: skip


def _apart(periods: list[Period]) -> list[Period]:
    """What a time limit counts from may itself hold a time: the limit keeps it."""
    kept: list[Period] = []
    for period in sorted(periods, key=lambda p: (p.start_char, -p.end_char)):
        if not kept or period.start_char >= kept[-1].end_char:
            kept.append(period)
    return kept
