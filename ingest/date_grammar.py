"""Patterns of dates over the one-letter codes of `date_words`, and the intervals they mean.

A pattern's named groups say what stands where: `d`, `m`, `y` (day, month, year), `q` quarter, `p` part of a
year or month, `n` and `u` count and unit, `r` recurrence; `d0` is the first day of a range within one month.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "quarter", "half", "year", "range"]


class Token(NamedTuple):
    code: str
    value: int | str
    start: int
    end: int


class Meaning(NamedTuple):
    """What a pattern says. `year` None: not said; then `interval` makes the dates once a year is known."""

    precision: Precision
    year: int | None = None
    interval: Callable[[int], tuple[date, date] | None] | None = None
    recurrence: str | None = None
    duration: tuple[int, str] | None = None  # count and unit code


Groups = dict[str, Token]

_OF = r"(?:_(?:u_)*(?:y_)?|_?-_?(?:u_)*|,_?(?:y_)?|_?/_?)"  # between month or quarter and the year after it
_YEAR_FIRST = r"(?:y_)?(?P<y>Y)(?:_?-?_?[yuT]|,)*_"  # 2025-এর, 2025 की, সালের
_YEAR = rf"[.,]?{_OF}(?P<y>Y)(?:_y)?"
_YEAR_LAST = rf"(?:{_YEAR})?"
_VI_MONTH = r"(?P<m>d|w(?:_w)?|y(?=_y)|w_y(?=_y))"
_FIRST_DAY = r"(?:(?P<d0>d)(?:_?o)?_?[-t]_?)?"
_DAY = r"(?P<d>d)(?:_?o)?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("recurrence", r"(?:E_)?(?P<n>[dw])_(?P<u>[vmkqyaD])(?:/|_[wd]_)L"),
    # fiscal years: 2025-26
    ("fiscal", r"(?P<s>s)_(?:y_)?(?P<y>Y)(?:_?[-/]_?(?P<y2>[dY]))?|(?P<yb>Y)_?[-/]_?(?P<y2b>[dY])_(?:u_)?(?P<sb>s)"),
    # 15/5/2025, ngày 15-5-2025, 15.5.2025; ngày 15/5 năm 2025
    ("day", r"(?<![/.])(?:D_)?(?P<d>d)_?(?P<sep>[/.-])_?(?P<m>d)_?(?P=sep)_?(?P<y>Y)(?!/x)"),
    ("day", r"(?:D_)?(?P<d>d)[/-](?P<m>d)(?:,?_)y_(?P<y>Y)"),
    ("day", r"(?P<y>Y)(?P<sep>[/.-])(?P<m>d)(?P=sep)(?P<d>d)(?![/.-]?[dn])"),
    (
        "day",
        r"(?<![/.-])(?P<d>d)/(?P<m>d)/(?P<yy>d)(?![/.-])"
        r"|[DT]:?_(?P<db>d)(?P<sep>[.-])(?P<mb>d)(?P=sep)(?P<yyb>d)",
    ),
    # ngày 15 tháng 5 năm 2025; tháng 5 15, 2025
    ("day", rf"(?:D_)?(?:(?P<d0>d)_?[-t]_?(?:D_)?)?(?P<d>d)_?v_{_VI_MONTH}(?![dn]|_?o|_[vkaAW]){_YEAR_LAST}"),
    ("day", r"v_(?P<m>d|w(?:_w)?)_(?P<d>d),?_(?P<y>Y)"),
    # 2024 সালের ২২ ডিসেম্বর; 15 मई, 2025; 15th of May 2025; 4–22 January 1995; June 22nd
    ("day", rf"(?:D_)?{_FIRST_DAY}(?P<d>[dw])(?:_?o)?_?(?:u_)?-?(?P<m>M){_YEAR}"),
    ("day", r"(?P<m>M)[.]?[_-](?P<d>[dw])(?:_?o)?(?:,_?|_)(?:y_)?(?P<y>Y)(?![\d/])"),
    ("day", rf"{_YEAR_FIRST}{_FIRST_DAY}{_DAY}_?(?:u_)?-?(?P<m>M)"),
    ("day", rf"(?:D_)?{_FIRST_DAY}(?P<d>[dw])(?:_?o)?(?:_T)?_?(?:u_)?-?(?P<m>M)"),
    ("day", r"(?P<m>M)[.]?[_-](?:u_)?(?P<d>[dw])(?:_?o)?(?:_T)?(?:,?_?(?:y_)?(?P<y>Y))?(?![\d/])"),
    ("day", r"D_(?P<d>d)[/-](?P<m>d)(?![/.-]?[dnYx])"),
    # parts of a year: 6 tháng đầu năm 2026; last five months of 2025; nửa đầu năm; first half
    ("part", r"(?P<n>[dw])_v_(?P<p>[fl])_y(?:_(?P<y>Y))?"),
    ("part", rf"{_YEAR_FIRST}(?P<p>[fl])_(?P<n>[dw])_[mv]"),
    ("part", r"(?P<p>[fl])_(?P<n>[dw])_[mv](?:_(?:u_)*(?:y_)?(?P<y>Y))?"),
    ("part", r"y_u_(?P<p>[fl])_(?P<n>[dw])_m"),
    ("half", r"h_(?P<p>[fl])_y(?:_(?P<y>Y))?"),
    ("half", rf"(?P<p>[flO])_h{_YEAR}"),
    ("half", rf"{_YEAR_FIRST}(?:(?P<p>[flO])_h|(?P<H>H))"),
    ("half", r"(?P<p>[flO])_h"),
    ("half", rf"(?P<H>H){_YEAR_LAST}|h(?P<p>d)_?[-/]?_?(?P<yb>Y)"),
    ("quarter", rf"q_?(?P<q>[dRw]){_YEAR_LAST}"),
    ("quarter", rf"{_YEAR_FIRST}(?:(?P<q>[fOl])_q|q_?(?P<qb>[dR]))"),
    ("quarter", rf"(?P<q>[fOl]|d(?=o))o?_q{_YEAR_LAST}"),
    # cuối năm 2026; end of June 2026; 2026 के अंत; mid-2026
    ("season", r"(?P<p>[flg])_(?:(?:v_)(?P<m>d)(?:_?[/-]_?|_y_|_)(?P<y>Y)|y_(?P<yb>Y))"),
    ("season", r"(?P<p>[lebg])(?:_u)*[_-](?:(?P<m>M),?_(?:u_)*)?(?:y_)?(?P<y>Y)"),
    ("season", rf"{_YEAR_FIRST}(?P<p>[lebg])(?![_-][dwmvq])"),
    ("season", r"(?P<p>[flg])_y(?![_-]?[dYn])|(?P<pb>e)_u_(?:u_)?y(?![_-]?[dYn])"),
    # tháng 6/2026; जून 2026; 2016 जून; 6/2026; 2016-11
    ("month", rf"v_{_VI_MONTH}(?!_[vkaAW]){_YEAR_LAST}"),
    ("month", rf"(?P<m>M){_YEAR}"),
    ("month", rf"{_YEAR_FIRST}(?P<m>M)"),
    ("month", r"(?P<m>M)(?=(?:_?[-t&,]_?)+M)"),
    (
        "month",
        r"(?<![/.,-])(?<!#_)(?P<m>d)_?[/-]_?(?P<y>Y)(?!_?[/-])|(?<![/.,-])(?P<yb>Y)[/-]_?(?P<mb>d)(?![/.-]|[,]d)",
    ),
    # each month, by the 25th; định kỳ 6 tháng một lần; monthly
    ("recurrence", r"(?:D_)?(?P<d>d)(?:_?o)?(?:_u)?_E_[mvkqhy]|E_[mvq](?:_u)*_(?P<db>d)(?:_?o)?(?:_?T)?"),
    ("recurrence", r"E_(?:(?P<n>[dw])_)?(?P<u>[aDkvmqhy])(?![_-]?[dn])(?:_w_L)?|(?P<r>C)|(?P<rh>[qh])(?![\dR])"),
    # 30 days, 15 ngày làm việc
    ("duration", r"(?P<n>[dnw])_?-?(?P<W>W_)?(?P<u>[aADkvmy])(?P<W2>_W_W)?"),
    ("year", r"(?:y_)?(?P<y>Y)(?:_?-?_?y)?"),
)


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


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


def _first(groups: Groups, *names: str) -> Token | None:
    return next((groups[name] for name in names if name in groups), None)


def _year(groups: Groups) -> int | None:
    if token := _first(groups, "y", "yb"):
        return int(token.value)
    if token := _first(groups, "yy", "yyb"):
        return 2000 + int(token.value) if int(token.value) < 70 else 1900 + int(token.value)
    return None


def _read_day(groups: Groups, month: int) -> Meaning | None:
    day_token = _first(groups, "d", "db")
    if day_token is None:
        return None
    number = int(day_token.value)
    if month > 12 and number <= 12 and month <= 31:  # month first, the only reading left
        month, number = number, month
    first = int(groups["d0"].value) if "d0" in groups else number
    if not (1 <= month <= 12 and 1 <= first <= number <= calendar.monthrange(2024, month)[1]):
        return None

    def interval(year: int) -> tuple[date, date] | None:
        start, end = day(year, month, first), day(year, month, number)
        return (start, end) if start and end else None

    return Meaning("range" if first < number else "day", _year(groups), interval)


def _read_part(groups: Groups) -> Meaning | None:
    count = int(groups["n"].value)
    if not 1 <= count <= 11:
        return None
    span = (1, count) if groups["p"].code == "f" else (13 - count, 12)
    return Meaning("half" if count == 6 else "range", _year(groups), _months(*span))


def _read_half(groups: Groups) -> Meaning | None:
    token = _first(groups, "H", "p")
    assert token is not None  # every pattern of this kind has one
    number = 2 if token.code == "l" else int(token.value)
    return Meaning("half", _year(groups), _months(6 * number - 5, 6 * number)) if number in (1, 2) else None


def _read_quarter(groups: Groups) -> Meaning | None:
    token = _first(groups, "q", "qb")
    assert token is not None
    number = 4 if token.code == "l" else int(token.value)
    return Meaning("quarter", _year(groups), _months(3 * number - 2, 3 * number)) if 1 <= number <= 4 else None


def _read_season(groups: Groups, month: int) -> Meaning | None:
    """Beginning, middle or end: the first, middle or last ten days of a month, quarter of a year."""
    token = _first(groups, "p", "pb")
    assert token is not None
    which = {"f": 0, "b": 0, "g": 1, "l": 2, "e": 2}[token.code]
    if not month:
        return Meaning("range", _year(groups), _months(*((1, 3), (5, 8), (10, 12))[which]))
    if month > 12:
        return None

    def interval(year: int) -> tuple[date, date]:
        last = month_end(year, month)
        return (date(year, month, (1, 11, 21)[which]), (date(year, month, 10), date(year, month, 20), last)[which])

    return Meaning("range", _year(groups), interval)


def _read_fiscal(groups: Groups) -> Meaning | None:
    """Financial years: April to March in India, July to June in Bangladesh; as the word tells."""
    year = _year(groups)
    begins, end = _first(groups, "s", "sb"), _first(groups, "y2", "y2b")
    if year is None or begins is None:
        return None
    if end is not None and int(end.value) % 100 != (year + 1) % 100:
        return None
    first = int(begins.value)
    last = month_end(year + 1, first - 1)
    return Meaning("range", year, lambda start: (date(start, first, 1), last.replace(year=start + 1)))


_UNITS = {"a": "daily", "D": "daily", "k": "weekly", "v": "monthly", "m": "monthly", "q": "quarterly", "y": "yearly"}
_MULTIPLES = {3: "quarterly", 6: "half-yearly", 12: "yearly", 1: "monthly"}


def _read_recurrence(groups: Groups) -> Meaning | None:
    recurrence: str | None = None
    if "r" in groups:
        recurrence = str(groups["r"].value)
    elif "rh" in groups:
        recurrence = str(groups["rh"].value) or None
    elif "u" in groups:
        unit, count = groups["u"].code, int(groups["n"].value) if "n" in groups else 1
        recurrence = "half-yearly" if unit == "h" else _UNITS.get(unit) if count == 1 else None
        if unit in "vm" and count > 1:
            recurrence = _MULTIPLES.get(count)
    else:
        recurrence = "monthly"
    precisions: dict[str, Precision] = {"daily": "day", "monthly": "month", "quarterly": "quarter", "yearly": "year"}
    if recurrence is None or recurrence == "0":
        return None
    return Meaning(
        "half" if recurrence == "half-yearly" else precisions.get(recurrence, "range"), recurrence=recurrence
    )


def _read_duration(groups: Groups) -> Meaning:
    unit = groups["u"].code
    if "W" in groups or "W2" in groups:
        unit = "A"
    return Meaning("range", duration=(int(groups["n"].value), unit))


def read(kind: str, groups: Groups, month_tokens: Sequence[Token]) -> Meaning | None:
    """The meaning of a match, or None where its numbers are no date."""
    month = _number(month_tokens)
    if kind == "day":
        return _read_day(groups, month)
    if kind == "month":
        return Meaning("month", _year(groups), _months(month, month)) if 1 <= month <= 12 else None
    if kind == "year":
        return Meaning("year", _year(groups), _months(1, 12))
    if kind == "season":
        return _read_season(groups, month)
    readers = {
        "part": _read_part,
        "half": _read_half,
        "quarter": _read_quarter,
        "fiscal": _read_fiscal,
        "recurrence": _read_recurrence,
        "duration": _read_duration,
    }
    return readers[kind](groups)


def after(reference: date, count: int, unit: str) -> date:
    """The day `count` units after `reference`; working days skip Saturdays and Sundays."""
    if unit == "A":
        weeks, rest = divmod(count, 5)
        end = reference + timedelta(weeks=weeks)
        while rest:
            end += timedelta(days=1)
            rest -= end.weekday() < 5
        while end.weekday() > 4:
            end += timedelta(days=1)
        return end
    if unit in "vmy":
        months = reference.year * 12 + reference.month - 1 + count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(reference.day, calendar.monthrange(year, month + 1)[1]))
    return reference + timedelta(days=count * (7 if unit == "k" else 1))
