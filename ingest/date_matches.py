"""The patterns of `date_grammar` and `recurrence` applied to a sentence: what stands where, and what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal

from ingest.calendars import foreign_dates
from ingest.date_grammar import Groups, Meaning, is_impossible, patterns, read
from ingest.date_tokens import Line, Token, read_relative_months, read_relative_years
from ingest.recurrence import find_recurrences

Relation = Literal["on", "by", "before", "from", "within", "after"]
Reason = Literal["impossible_date", "other_calendar"]


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression; offsets are those of the folded text."""

    start: int
    end: int
    kind: str
    meaning: Meaning
    year: int | None
    relation: Relation | None = None
    until: Found | None = None  # the other end of a range
    day: tuple[int, int] | None = None  # of a recurrence: where the words for its day stand
    counts_from: Literal["signing", "event"] | None = None
    since: date | None = None  # the day from which a time limit counts, where the text names it

    def interval(self) -> tuple[date, date] | None:
        if self.year is None or self.meaning.interval is None:
            return None
        return self.meaning.interval(self.year)


@dataclass(frozen=True, slots=True)
class Unread:
    """Words for a date that cannot be one; offsets are those of the folded text."""

    start: int
    end: int
    reason: Reason


def find_matches(
    text: str, exclude: Sequence[tuple[int, int]], reference: date | None
) -> tuple[list[Found], list[Unread]]:
    """What a folded text says of time, in order, not overlapping; and what looks like a date and is none of ours."""
    line = Line(text, exclude)
    if not _worth_reading.search(line.codes):
        return [], []
    if reference is not None:
        read_relative_years(line, reference)
        read_relative_months(line, reference)
    foreign = foreign_dates(line)
    unread = [Unread(line.offsets[first], line.offsets[last], "other_calendar") for first, last in foreign]
    if foreign:
        line.mask(foreign)
    found = []
    taken = bytearray(len(line.codes))
    for span, day, meaning in find_recurrences(line):
        taken[slice(*span)] = b"\x01" * (span[1] - span[0])
        start, end = line.offsets[span[0]], line.offsets[span[1]]
        found.append(Found(start, end, "recurrence", meaning, None, day=(line.offsets[day[0]], line.offsets[day[1]])))
    _find_dates(line, taken, found, unread)
    if reference is not None:
        found += _find_weeks(line, taken, reference)
    return sorted(found, key=lambda item: item.start), sorted(unread, key=lambda item: item.start)


_worth_reading = re.compile(r"[^x|_,./:()u&cpzFT#t-]")


def _find_dates(line: Line, taken: bytearray, found: list[Found], unread: list[Unread]) -> None:
    for kind, pattern in patterns(line.codes):
        for match in pattern.finditer(line.codes):
            first, last = match.span()
            if any(taken[first:last]):
                continue
            groups: Groups = {name: line[match.start(name)] for name, got in match.groupdict().items() if got}
            month = [line[at] for at in range(*match.span("m")) if line.codes[at] in "dMwy"] if "m" in groups else []
            meaning = read(kind, groups, month)
            start, end = line.offsets[first], line.offsets[last]
            if meaning is None or (
                meaning.year is not None and meaning.interval and not meaning.interval(meaning.year)
            ):
                if _says_a_date(kind, line, match, groups, month) and _plausible(kind, line, first, last):
                    unread.append(Unread(start, end, "impossible_date"))
                    taken[first:last] = b"\x01" * (last - first)
                continue
            if _plausible(kind, line, first, last) and _has_no_other_year(line, meaning, last):
                taken[first:last] = b"\x01" * (last - first)
                found.append(Found(start, end, _KINDS.get(kind, kind), meaning, meaning.year))


_RELATIVE_WEEK = re.compile(r"(?<![EQfOld]_)(?:k_(?P<vi>[rF])(?!_[Fpk])|(?P<before>[rF])_k(?!_?[dw]))")


def _find_weeks(line: Line, taken: bytearray, reference: date) -> Iterator[Found]:
    """ "next week", "tuần này": Monday to Sunday, as seen from the day of the document; not "the following week"."""
    for match in _RELATIVE_WEEK.finditer(line.codes):
        first, last = match.span()
        at = match.start("vi" if match["vi"] else "before")
        ahead = line.codes[at] == "F"
        if any(taken[first:last]) or (ahead and not line.value(at) and line.words[at] != "sau"):
            continue
        monday = reference + timedelta(days=7 * ahead - reference.weekday())
        meaning = Meaning("range", reference.year, partial(_week_from, monday))
        yield Found(line.offsets[first], line.offsets[last], "week", meaning, reference.year)


def _week_from(monday: date, _: int) -> tuple[date, date]:
    return monday, monday + timedelta(days=6)


_KINDS = {"slashed": "day", "ordinal": "day", "named": "month"}  # kinds whose plausibility is another


def _says_a_date(kind: str, line: Line, match: re.Match[str], groups: Groups, month: Sequence[Token]) -> bool:
    """Whether what cannot be a date is still written as one, and not two numbers or a number and a name."""
    if kind in ("month", "quarter"):  # tháng 13/2026
        return line.codes[match.start()] in "vq" and "y" in groups and line.codes[match.start("y") - 1] not in "-"
    if kind != "day":
        return False
    year = int(groups["y"].value) if "y" in groups else None
    if "yy" in groups or not is_impossible(groups, month, year):
        return False
    with_word = line.codes[match.start()] == "D"
    if "sep" not in groups and not with_word and int(groups["d"].value) > 31:
        return False
    return year is not None or with_word or groups["d"].start < groups["m"].start


def _has_no_other_year(line: Line, meaning: Meaning, last: int) -> bool:
    """17 January 1789 is read with its year or not at all."""
    if meaning.year is not None or meaning.interval is None or meaning.duration:
        return True
    behind = re.match(r",?_?(?:u_)?(?:y_)?n", line.codes[last : last + 8])
    return not (behind and len(line.words[last + behind.end() - 1]) == 4)


def _plausible(kind: str, line: Line, first: int, last: int) -> bool:
    """Not part of a longer number, a document number, an amount."""
    codes = line.codes
    before, behind = codes[max(0, first - 2) : first], codes[last : last + 2]
    if kind == "slashed":
        return _is_no_fraction(line, first)
    if kind == "ordinal":  # the fifteenth of June, not in June
        return "of" in line.words[first:last]
    if kind == "named":
        return _is_no_verb(line, first, last)
    if kind == "duration" and behind == "_Y":
        return False  # 5 năm 2021-2025
    if kind in ("day", "month", "year", "fiscal") and codes[first] in "dYn":
        if before[-1:] in ("/", "-", ".", ",") and before[:1] in ("d", "n", "Y") and len(before) == 2:
            return before[-1] == "-" and before[0] == "Y" and kind == "year"
        if behind[:1] == "/" and behind[1:] in ("x", "d", "n", "t", "R", "D", "q", "h"):
            return False
        if behind[:1] in ("-", ".", ",") and behind[1:] in ("d", "n"):
            return False
    if kind == "year" and codes[first] == "Y":
        if codes[:first].endswith("#_") or (
            behind[:1] == "-" and behind[1:] == "x" and line.offsets[last + 2] - line.offsets[last + 1] < 4
        ):
            return False
        counted = last - first == 1 and int(line.value(first)) % 100 == 0
        return not (counted and behind != "" and behind[-1] in "xaAkmD")
    return True


_ALWAYS_A_DATE = ("trước", "truoc", "before", "nhất", "nhat")


_TO_ANOTHER = re.compile(r"d/d_?[-t]_?(?:D_)?d/d")


def _is_no_fraction(line: Line, first: int) -> bool:
    """ "trước 1/6" is a day, "đạt trên 1/6" a share, "đến 30/6" a day again, as is "từ 1/3 đến 15/4"."""
    if _TO_ANOTHER.match(line.codes, first):
        return True
    return line.words[first - 2] in _ALWAYS_A_DATE or int(line.value(first)) > int(line.value(first + 2))


_BEFORE_MONTHS = {"by", "before", "in", "until", "till", "since", "during", "from", "to", "within"}


def _is_no_verb(line: Line, first: int, last: int) -> bool:
    """ "by May", "मई तक", "मई में": a month by its name alone, and not "may not", "मार्च के"."""
    if line.words[first].isascii():
        return first > 1 and line.words[first - 2] in _BEFORE_MONTHS
    return (
        line.codes[last : last + 2] != "_u"
        or line.words[last + 1] in ("में", "তে")
        or line.codes[last + 2 : last + 4] == "_p"
    )
