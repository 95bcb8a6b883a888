"""Patterns of dates over the one-letter codes of `date_words`, and the intervals they mean.

A pattern's named groups say what stands where: `d`, `m`, `y` (day, month, year), `q` quarter, `p` part of a
year or month, `n` and `u` count and unit; `d0` and `q0` are the first day and quarter of a range.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from ingest.date_tokens import Token

Precision = Literal["day", "month", "quarter", "half", "year", "range"]


class Meaning(NamedTuple):
    """What a pattern says. `year` None: not said; then `interval` makes the dates once a year is known."""

    precision: Precision
    year: int | None = None
    interval: Callable[[int], tuple[date, date] | None] | None = None
    recurrence: str | None = None
    duration: tuple[int, str] | None = None  # count and unit code
    rule: str = ""  # of a recurrence, see `recurrence`


Groups = dict[str, Token]

_OF = r"(?:_(?:u_)*(?:y_)?|_?-_?(?:u_)*|,_?(?:y_)?|_?/_?)"  # between month or quarter and the year after it
_YEAR_FIRST = r"(?:y_)?(?P<y>Y)(?:_?-?_?[yuT]|,)*_"  # 2025-এর, 2025 की, সালের
_YEAR = rf"[.,]?{_OF}(?P<y>Y)(?:_y)?"
_YEAR_LAST = rf"(?:{_YEAR})?"
_VI_MONTH = r"(?P<m>d|w(?:_w)?|y(?=_y)|w_y(?=_y))"
_FIRST_DAY = r"(?:(?P<d0>d)(?:_?o)?_?[-t]_?)?"
_DAY = r"(?P<d>d)(?:_?o)?"
_ENDING = r"(?:_?-?_?[uT])*"  # -এর, की
_FISCAL = r"(?:y_)?(?P<s>[sX])_?(?:y_)?(?P<y>Y)(?:_?[-/]_?(?P<y2>[dY]))?"  # FY 2025-26, năm học 2025-2026
_FISCAL_LAST = r"(?P<y>Y)(?:_?[-/]_?(?P<y2>[dY]))?_(?:u_)?(?P<s>[sX])(?P<word>_y)?"
_SHORT = r"(?<![/.-])(?P<y>Y)_?-_?(?P<y2>d)(?![/.-]?[dnYx])"
_PART = rf"(?:{_ENDING}_(?P<p>[fOl])_(?P<part>[qh]))?"
_PART_FIRST = r"(?P<p>[fOl])_(?P<part>[qh])_(?:u_)*"
_CUT = r"(?![/.-]?[dnYx])"  # not the beginning of a longer number
_ALONE = r"(?![_-][dwmvqkaABW])"  # "2026 के अंत", not "2026 के अंतिम 5 महीने"

# Kind, codes without which it cannot match, pattern; the first that matches somewhere takes its tokens.
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    # fiscal years and their parts: 2025-26
    ("fiscal", "Y", rf"{_PART_FIRST}{_FISCAL}"),
    ("fiscal", "Yq", rf"(?P<part>q)_?(?P<p>[dR])_(?:u_)*{_FISCAL}"),
    ("fiscal", "Y", rf"{_FISCAL}{_PART}"),
    ("fiscal", "Y", rf"{_FISCAL_LAST}{_PART}"),
    ("fiscal", "Y-d", rf"{_PART_FIRST}{_SHORT}"),
    ("fiscal", "Y-d", rf"{_SHORT}{_PART}"),
    # 15/5/2025, ngày 15-5-2025, 15.5.2025; ngày 15/5 năm 2025
    ("day", "dY", r"(?<![/.])(?:D_)?(?P<d>d)_?(?P<sep>[/.-])_?(?P<m>d)_?(?P=sep)_?(?P<y>Y)(?!/x)"),
    ("day", "dyY", r"(?:D_)?(?P<d>d)[/-](?P<m>d)(?:,?_)y_(?P<y>Y)"),
    ("day", "dY", r"(?P<y>Y)(?P<sep>[/.-])(?P<m>d)(?P=sep)(?P<d>d)(?![/.-]?[dn])"),
    ("day", "d/", r"(?<![/.-])(?P<d>d)/(?P<m>d)/(?P<yy>d)(?![/.-])"),
    ("day", "d", r"[DT]:?_(?P<d>d)(?P<sep>[.-])(?P<m>d)(?P=sep)(?P<yy>d)"),
    # ngày 15 tháng 5 năm 2025; tháng 5 15, 2025
    (
        "day",
        "v",
        rf"(?<!k_)(?:D_)?(?:(?P<d0>d)_?[-t]_?(?:D_)?)?(?P<d>d)_?v_{_VI_MONTH}(?![dn]|_?o|_[vkaAW]){_YEAR_LAST}",
    ),
    ("day", "vY", r"v_(?P<m>d|w(?:_w)?)_(?P<d>d),?_(?P<y>Y)"),
    # 2024 সালের ২২ ডিসেম্বর; 15 मई, 2025; 15th of May 2025; 4–22 January 1995; June 22nd
    ("day", "MY", rf"(?:D_)?{_FIRST_DAY}(?P<d>[dw])(?:_?o(?:_a)?)?_?(?:u_)?-?(?P<m>M){_YEAR}"),
    ("ordinal", "MO", rf"(?P<d>O)_(?:a_)?(?P<of>u)_(?P<m>M){_YEAR_LAST}"),
    ("day", "MY", r"(?P<m>M)[.]?[_-](?P<d>[dw])(?:_?o)?(?:,_?|_)(?:y_)?(?P<y>Y)(?!/(?!_?~))"),
    ("day", "MY", rf"{_YEAR_FIRST}{_FIRST_DAY}{_DAY}_?(?:u_)?-?(?P<m>M)"),
    ("day", "M", rf"(?:D_)?{_FIRST_DAY}(?P<d>[dw])(?:_?o(?:_a)?)?(?:_T)?_?(?:u_)?-?(?P<m>M)"),
    ("day", "M", r"(?P<m>M)[.]?[_-](?P<d>[dw])(?:_?o)?(?:_T)?(?:,?_?(?:y_)?(?P<y>Y))?(?!/(?!_?~))"),
    ("day", "M", r"(?P<m>M)_u_(?P<d>[dw])(?:_?o|_T|(?=,?_?Y))(?:,?_?(?:y_)?(?P<y>Y))?(?!/(?!_?~))"),
    ("day", "Mm", r"(?P<m>M)_m_(?:u_)?(?P<d>[dw])_T"),
    ("day", "Mm", r"(?P<d>d)(?:_?o)?_(?:u_)+(?P<m>M)_m"),
    ("day", "D/", rf"D_(?P<d>d)/(?P<m>d){_CUT}"),
    ("day", "D-", rf"D_(?P<d>d)-(?P<m>d){_CUT}"),
    ("slashed", "/", rf"(?<=[pt]_)(?P<d>d)/(?P<m>d){_CUT}"),
    # parts of a year: 6 tháng đầu năm 2026; last five months of 2025; nửa đầu năm; first half
    ("part", "vy", r"(?P<n>[dw]|y)_v_(?P<p>[fl])_y(?:_(?P<y>Y))?"),
    ("part", "Y", rf"{_YEAR_FIRST}(?P<p>[fl])_(?P<n>[dw])_[mv]"),
    ("part", "", r"(?P<p>[fl])_(?P<n>[dw])_[mv](?:_(?:u_)*(?:y_)?(?P<y>Y))?"),
    ("part", "y", r"y_u_(?P<p>[fl])_(?P<n>[dw])_m"),
    ("half", "hy", r"h_(?P<p>[fl])_y(?:_(?P<y>Y))?"),
    ("week", "hv", rf"(?P<half>h)_(?P<p>[fl])_(?:u_)*v_{_VI_MONTH}{_YEAR_LAST}"),
    ("week", "hM", rf"(?P<p>[flO])_(?P<half>h)_(?:u_)*(?P<m>M){_YEAR_LAST}"),
    ("half", "hY", rf"(?P<p>[flO])_h{_YEAR}"),
    ("half", "hY", rf"{_YEAR_FIRST}(?P<p>[flO])_h"),
    ("half", "HY", rf"{_YEAR_FIRST}(?P<H>H)"),
    ("half", "h", r"(?P<p>[flO])_h"),
    ("half", "H", rf"(?P<H>H){_YEAR_LAST}"),
    ("half", "hY", r"h(?P<p>d)_?[-/]?_?(?P<y>Y)"),
    # quý III/2026; quý I, II năm 2026; 2026 की तीसरी तिमाही; the third quarter of 2026
    ("quarter", "qY", rf"q_?(?P<q0>[dR])(?:,_|_&_|_?-_?|_t_)(?:q_?)?(?P<q>[dR]){_YEAR}"),
    ("quarter", "q", rf"q_?(?P<q>[dRw]){_YEAR_LAST}"),
    ("quarter", "qY", rf"{_YEAR_FIRST}(?P<q>[fOl])_q"),
    ("quarter", "qY", rf"{_YEAR_FIRST}q_?(?P<q>[dR])"),
    ("quarter", "q", rf"(?P<q>[fOl]|d(?=o))o?_q{_YEAR_LAST}"),
    # nửa đầu tháng 6/2026; tuần đầu tháng 3/2026; the first week of March 2026; 2015 का दूसरा सप्ताह
    ("week", "kv", rf"k_(?:S_)?(?P<p>[fldwy])(?:_z)?_(?:u_)*v_{_VI_MONTH}{_YEAR_LAST}"),
    ("week", "Dv", rf"(?P<n>d)_D_(?P<p>[fl])_(?:u_)*v_{_VI_MONTH}{_YEAR_LAST}"),
    ("week", "kM", rf"(?P<p>[fOl])_(?P<k>k)_(?:u_)*(?P<m>M){_YEAR_LAST}"),
    ("week", "kMY", rf"{_YEAR_FIRST}(?P<m>M)(?:_m)?{_ENDING}_(?P<p>[fOl])_(?P<k>k)"),
    ("week", "kM", rf"(?P<m>M)(?:_m)?{_YEAR_LAST}{_ENDING}_(?P<p>[fOl])_(?P<k>k)"),
    ("week", "kY", rf"{_YEAR_FIRST}(?P<p>[fOl])_k"),
    # cuối năm 2026; end of June 2026; जून 2026 के अंत; 2026 के अंत; mid-2026
    ("season", "v", r"(?P<p>[flg])_v_(?P<m>d)(?!_[vkaAWD])(?:(?:_?[/-]_?|_y_|_)(?P<y>Y))?"),
    ("season", "yY", r"(?P<p>[flg])_y_(?P<y>Y)"),
    ("season", "MY", r"(?P<p>[lebg])(?:_u)*[_-](?P<m>M),?_(?:u_)*(?:y_)?(?P<y>Y)"),
    ("season", "MY", rf"(?P<m>M)(?:_m)?{_YEAR}{_ENDING}_(?P<p>[lebg]){_ALONE}"),
    ("season", "MY", rf"{_YEAR_FIRST}(?P<m>M)(?:_m)?{_ENDING}_(?P<p>[lebg]){_ALONE}"),
    ("season", "Y", r"(?:y-)?(?P<p>[lebg])(?:_u)*[_-](?:y_)?(?P<y>Y)(?:_y)?"),
    ("season", "Y", rf"{_YEAR_FIRST}(?P<p>[lebg]){_ALONE}"),
    ("season", "M", r"(?P<p>[ebg])(?:_u)*[_-](?P<m>M)"),
    ("season", "M", r"(?P<m>M)(?:_m)?(?:_u)+_(?P<p>[eg])"),
    ("season", "M", r"(?P<m>M)(?:_m)?_(?P<p>[eg])(?![_-][dMYnw])"),  # মাঝামাঝি, "by March end"
    ("season", "M", r"(?P<m>M)(?:_m)?_(?P<p2>l)(?!_[dw]_[mkaAvq]|_[mvqkhaABWO])"),
    ("season", "y", r"(?P<p>[flg])_y(?![_-]?[dYns])"),
    ("season", "y", r"(?P<p>[eg])_u_(?:u_)?y(?![_-]?[dYn])"),
    ("season", "y", rf"(?<!s_)y[_-](?:u_)?(?P<p>e){_ALONE}"),
    ("season", "y", rf"(?<!s_)y_(?P<p2>l){_ALONE}"),
    # tháng 6/2026; जून 2026; 2016 जून; 6/2026; 2016-11
    ("month", "v", rf"v_{_VI_MONTH}(?!_[vkaAW]){_YEAR_LAST}"),
    ("month", "MY", rf"(?P<m>M){_YEAR}"),
    ("month", "MY", rf"{_YEAR_FIRST}(?P<m>M)"),
    ("month", "M", r"(?P<m>M)(?=(?:_?[-t&,]_?)+M)"),
    ("named", "M", r"(?<=[put]_)(?P<m>M)(?:_m)?(?![_-]?[dn~])"),
    ("named", "M", r"(?P<m>M)(?:_m)?(?=_(?:u_)?p|_t_(?:f|p)|_u(?!_[dYM]))"),
    ("named", "Mm", r"(?P<m>M)_m(?![_-]?[dn~])"),
    ("month", "dY", r"(?<![/.,-])(?<!#_)(?P<m>d)_?[/-]_?(?P<y>Y)(?!_?[/-])"),
    ("month", "dY", r"(?<![/.,-])(?P<y>Y)[/-]_?(?P<m>d)(?![/.-]|[,]d)"),
    ("recurrence", "", r"(?P<rh>[qh])(?![dR])"),
    # 30 days, 15 ngày làm việc, 5-7 ngày
    ("duration", "", r"(?:[dnw]_?[-t]_?)?(?P<n>[dnw])_?-?(?P<W>[WX]_)?(?P<u>[aADIJkvmy])(?P<W2>_W_W)?"),
    ("year", "Y", r"(?:y_)?(?P<y>Y)(?:_?-?_?y)?"),
)


def patterns(codes: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Kind and pattern of those that can match somewhere in a line with these codes."""
    held = set(codes)
    for kind, needs, pattern in _compiled():
        if held.issuperset(needs):
            yield kind, pattern


@cache
def _compiled() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    return tuple((kind, frozenset(needs), re.compile(pattern)) for kind, needs, pattern in _PATTERNS)


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, number)


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(first: int, last: int) -> Callable[[int], tuple[date, date]]:
    return lambda year: (date(year, first, 1), month_end(year, last))


def _number(tokens: Sequence[Token]) -> int:
    """Vietnamese months in words are sums: mười hai; năm, five, has the code of a year."""
    return sum(5 if token.code == "y" else int(token.value) for token in tokens)


def _year(groups: Groups) -> int | None:
    if "y" in groups:
        return int(groups["y"].value)
    if "yy" in groups:
        short = int(groups["yy"].value)
        return 2000 + short if short < 70 else 1900 + short
    return None


def _ordinal(token: Token, of: int) -> int:
    """Which of `of` parts: "last" is the last one; năm, five, has the code of a year."""
    return of if token.code == "l" else 1 if token.code == "f" else 5 if token.code == "y" else int(token.value)


def _read_day(groups: Groups, month: int) -> Meaning | None:
    number = int(groups["d"].value)
    if month > 12 and number <= 12 and month <= 31:  # month first, the only reading left
        month, number = number, month
    first = int(groups["d0"].value) if "d0" in groups else number
    if not (1 <= month <= 12 and 1 <= first <= number <= calendar.monthrange(2024, month)[1]):
        return None

    def interval(year: int) -> tuple[date, date] | None:
        start, end = day(year, month, first), day(year, month, number)
        return (start, end) if start and end else None

    return Meaning("range" if first < number else "day", _year(groups), interval)


def _read_part(groups: Groups, month: int) -> Meaning | None:
    count = 5 if groups["n"].code == "y" else int(groups["n"].value)
    if not 1 <= count <= 11:
        return None
    span = (1, count) if groups["p"].code == "f" else (13 - count, 12)
    return Meaning("half" if count == 6 else "range", _year(groups), _months(*span))


def _read_half(groups: Groups, month: int) -> Meaning | None:
    number = int(groups["H"].value) if "H" in groups else _ordinal(groups["p"], 2)
    return Meaning("half", _year(groups), _months(6 * number - 5, 6 * number)) if number in (1, 2) else None


def _read_quarter(groups: Groups, month: int) -> Meaning | None:
    number = _ordinal(groups["q"], 4)
    first = _ordinal(groups["q0"], 4) if "q0" in groups else number
    if not 1 <= first <= number <= 4:
        return None
    return Meaning("range" if first < number else "quarter", _year(groups), _months(3 * first - 2, 3 * number))


def _read_week(groups: Groups, month: int) -> Meaning | None:
    """Weeks of a month are its days 1–7, 8–14 and so on, the last one its last seven; those of a year are ISO's."""
    count = int(groups["n"].value) if "n" in groups else 7
    halves = "half" in groups or ("k" in groups and groups["k"].value == 2)
    number = 0 if groups["p"].code == "l" else _ordinal(groups["p"], 5)
    if not (0 <= number <= (2 if halves else 5) and 1 <= count <= 20 and month <= 12):
        return None

    def interval(year: int) -> tuple[date, date] | None:
        if not month:
            last = date(year, 12, 28)  # always in the last week
            monday = date.fromisocalendar(year, number, 1) if number else last - timedelta(days=last.weekday())
            return monday, monday + timedelta(days=6)
        end = month_end(year, month)
        if halves:
            return (date(year, month, 1), date(year, month, 15)) if number == 1 else (date(year, month, 16), end)
        if not number:
            return end - timedelta(days=count - 1), end
        start = day(year, month, 7 * number - 6)
        return (start, min(end, start + timedelta(days=count - 1))) if start else None

    return Meaning("range", _year(groups), interval)


def _read_season(groups: Groups, month: int) -> Meaning | None:
    """Beginning, middle or end: the first, middle or last ten days of a month; of a year the first or last three
    months, or June and July."""
    if "p2" in groups and not groups["p2"].value:  # "năm cuối" is a last year, "বছরের শেষ" the end of one
        return None
    which = {"f": 0, "b": 0, "g": 1, "l": 2, "e": 2}[(groups.get("p") or groups["p2"]).code]
    if not month:
        return Meaning("range", _year(groups), _months(*((1, 3), (6, 7), (10, 12))[which]))
    if month > 12:
        return None

    def interval(year: int) -> tuple[date, date]:
        last = month_end(year, month)
        return (date(year, month, (1, 11, 21)[which]), (date(year, month, 10), date(year, month, 20), last)[which])

    return Meaning("range", _year(groups), interval)


_INDIAN_YEAR = 4  # the month in which it begins; "2025-26" without a word is one
_BENGALI_YEAR = 7
_CALENDAR_YEAR = 1
_SCHOOL_YEAR = 9


def _read_fiscal(groups: Groups, month: int) -> Meaning | None:
    """Financial years: April to March in India, July to June in Bangladesh, as the word tells; school years."""
    year, begins = _year(groups), int(groups["s"].value) if "s" in groups else _INDIAN_YEAR
    if year is None:
        return None
    end = int(groups["y2"].value) if "y2" in groups else None
    if end is not None and end < 100:
        end += year // 100 * 100 + (100 if end < year % 100 else 0)
    if "s" not in groups and (end is None or end <= year or end % 100 <= 12):
        return None
    if begins == _CALENDAR_YEAR or ("s" not in groups and end != year + 1):
        return Meaning("range" if end else "year", year, lambda start: (date(start, 1, 1), date(end or start, 12, 31)))
    if begins == _SCHOOL_YEAR:  # which begins and ends elsewhere in every country, and for every kind of school
        return Meaning("range") if end == year + 1 else None
    if end is None and "word" not in groups and _behind(groups, "s") != _BENGALI_YEAR:
        return None
    if end is not None and end != year + 1:
        return None
    return _part_of_fiscal(groups, year, begins)


def _behind(groups: Groups, name: str) -> int:
    """The value of a token behind the year; of one before it, that of the year that needs no more words."""
    return int(groups[name].value) if groups[name].start > groups["y"].start else _BENGALI_YEAR


def _part_of_fiscal(groups: Groups, year: int, begins: int) -> Meaning | None:
    size = 12 if "part" not in groups else 3 if groups["part"].code == "q" else 6
    number = _ordinal(groups["p"], 12 // size) if "p" in groups else 1
    if not 1 <= number <= 12 // size:
        return None
    ahead = begins - 1 + size * (number - 1)  # months from January

    def interval(start: int) -> tuple[date, date]:
        last = ahead + size - 1
        return date(start + ahead // 12, ahead % 12 + 1, 1), month_end(start + last // 12, last % 12 + 1)

    precision: Precision = "quarter" if size == 3 else "half" if size == 6 else "range"
    return Meaning(precision, year, interval)


def _read_recurring(groups: Groups, month: int) -> Meaning | None:
    """A word that means both a quarter or half of a year and what happens once in it."""
    recurrence = str(groups["rh"].value)
    if recurrence == "0":
        return None
    return Meaning("quarter" if recurrence == "quarterly" else "half", recurrence=recurrence)


def _read_duration(groups: Groups, month: int) -> Meaning:
    unit, count = groups["u"].code, int(groups["n"].value)
    if unit in "aD" and ("W2" in groups or ("W" in groups and groups["W"].code == "W")):
        unit = "A"
    if unit == "k":
        count *= int(groups["u"].value) or 1  # a fortnight
    return Meaning("range", duration=(count, unit))


_READERS: dict[str, Callable[[Groups, int], Meaning | None]] = {
    "day": _read_day,
    "slashed": _read_day,
    "ordinal": _read_day,
    "named": lambda groups, month: Meaning("month", None, _months(month, month)),
    "month": lambda groups, month: Meaning("month", _year(groups), _months(month, month)) if 1 <= month <= 12 else None,
    "year": lambda groups, month: Meaning("year", _year(groups), _months(1, 12)),
    "season": _read_season,
    "part": _read_part,
    "half": _read_half,
    "quarter": _read_quarter,
    "week": _read_week,
    "fiscal": _read_fiscal,
    "recurrence": _read_recurring,
    "duration": _read_duration,
}


def read(kind: str, groups: Groups, month_tokens: Sequence[Token]) -> Meaning | None:
    """The meaning of a match, or None where its numbers are no date."""
    return _READERS[kind](groups, _number(month_tokens))


def is_impossible(groups: Groups, month_tokens: Sequence[Token], year: int | None) -> bool:
    """Whether the numbers of a day that could not be read are beyond the calendar: 31/02, 32/13/2026."""
    month, number = _number(month_tokens), int(groups["d"].value)
    if month > 12 and number <= 12:
        month, number = number, month
    return not (1 <= month <= 12 and 1 <= number <= calendar.monthrange(year or 2024, month)[1])
