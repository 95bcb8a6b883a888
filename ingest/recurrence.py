"""What returns: every month, "hằng quý, trước ngày 25 của tháng cuối quý", and its day in the words of iCalendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from ingest.date_grammar import Meaning, Precision
from ingest.date_tokens import Line
from ingest.recurrence_grammar import cores, pieces, yearday

_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKING = _WEEK[:5]
_SPOKEN = {"năm": 5, "nam": 5, "tu": 4, "sau": 6, "bay": 7}  # numbers that are other words as well
_LAST_MONTHS = {"quarterly": (3, 6, 9, 12), "half-yearly": (6, 12), "yearly": (12,)}
_FIRST_MONTHS = {"quarterly": (1, 4, 7, 10), "half-yearly": (1, 7), "yearly": (1,)}
_PRECISIONS: dict[str, Precision] = {
    "daily": "day", "monthly": "month", "quarterly": "quarter", "half-yearly": "half", "yearly": "year",
}  # fmt: skip
_UNITS = {"a": "daily", "D": "daily", "j": "daily", "k": "weekly", "y": "yearly"}
_MONTHS_IN = {"v": 1, "m": 1, "q": 3, "h": 6, "i": 6}
_BY_MONTHS = {1: "monthly", 3: "quarterly", 6: "half-yearly", 12: "yearly"}
_TIMES_A_YEAR = {1: "yearly", 2: "half-yearly", 4: "quarterly", 12: "monthly"}
# What is done once in each "तिमाही", a word that means both a quarter and quarterly.
_ROUTINE = "समीक्षा रिपोर्ट प्रतिवेदन बैठक बैठकें प्रगति विवरण विवरणी आधार लेखा जांच जाँच निरीक्षण"
Span = tuple[int, int]
Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    recurrence: str
    interval: int = 1
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    weekdays: tuple[str, ...] = ()
    position: int = 0

    def meaning(self) -> Meaning:
        parts = (
            ("INTERVAL", (self.interval,) if self.interval > 1 else ()),
            ("BYMONTH", self.months),
            ("BYMONTHDAY", self.days),
            ("BYDAY", self.weekdays),
            ("BYSETPOS", (self.position,) if self.position else ()),
        )
        words = ";".join(f"{name}={','.join(map(str, values))}" for name, values in parts if values)
        return Meaning(_PRECISIONS.get(self.recurrence, "range"), recurrence=self.recurrence, rule=words)


class Recurring(NamedTuple):
    """Tokens of a recurrence, and those of the words for its day, beside which its relation stands."""

    span: Span
    day: Span
    meaning: Meaning


def find_recurrences(line: Line) -> list[Recurring]:
    """The recurrences of a line, not overlapping; a day that belongs to one is part of it."""
    found: list[Recurring] = []
    taken = bytearray(len(line.codes))
    for kind, pattern in cores(line.codes):
        for core in pattern.finditer(line.codes):
            rule = None if any(taken[slice(*core.span())]) else _read_core(kind, core, line)
            if rule is not None:
                for one in _with_day(line, rule, core.span(), taken, needs_day=kind == "quarter"):
                    taken[slice(*one.span)] = b"\x01" * (one.span[1] - one.span[0])
                    found.append(one)
    return found


_REACH = 60  # tokens: how far from a core its day is looked for


def _with_day(line: Line, rule: _Rule, core: Span, taken: bytearray, needs_day: bool) -> list[Recurring]:
    """The core with the piece beside it that gives its day, where there is one."""
    low = max(0, core[0] - _REACH, taken.rfind(1, max(0, core[0] - _REACH), core[0]) + 1)
    high = taken.find(1, core[1], core[1] + _REACH)
    high = high if high >= 0 else min(len(line.codes), core[1] + _REACH)
    for where in ("tight", "right", "loose"):
        for kind, pattern in pieces(rule.recurrence, where):
            if where == "right":
                found = pattern.match(line.codes, core[1], high)
            else:
                found = pattern.search(line.codes, low, core[0])
            days = _read_piece(kind, found, line, rule) if found else []
            if days:
                words = (days[0][1][0], days[-1][1][1])
                return [
                    Recurring(_widened(line, _joined(core, span, days)), words, day.meaning()) for day, span in days
                ]
    return [] if needs_day else [Recurring(_widened(line, core), core, rule.meaning())]


def _widened(line: Line, span: Span) -> Span:
    """With the word before, where only both together mean something: định kỳ."""
    return (span[0] - 2 if line.is_second(span[0]) else span[0]), span[1]


def _joined(core: Span, day: Span, days: list[tuple[_Rule, Span]]) -> Span:
    """The day with the core, if of several days it is the one next to it."""
    if day[0] >= core[1]:
        return (core[0], day[1]) if day == days[0][1] else day
    return (day[0], core[1]) if day == days[-1][1] else day


def _read_core(kind: str, core: Match, line: Line) -> _Rule | None:
    """The rule that a core gives; None where its words mean something else."""
    readers: dict[str, Callable[[Match, Line], _Rule | None]] = {
        "word": _read_word,
        "adjective": _read_adjective,
        "weekdays": _read_weekdays,
        "nth": _read_nth,
        "yearday": _read_yearday,
        "once": _read_once,
        "times": _read_times,
        "limit": _read_limit,
        "every": _read_every,
        "monthday": _read_monthday,
    }
    if kind == "months":
        if line.words[core.start() : core.end()] == ["each", " ", "may"]:
            return None  # "each may apply"
        months = tuple(int(line.value(at)) for at in range(*core.span()) if line.codes[at] == "M")
        return _Rule("yearly", months=tuple(dict.fromkeys(months)))
    if kind == "days":
        return _Rule("weekly")
    if kind == "working":
        return _Rule("daily", weekdays=_WORKING)
    if kind == "quarter":
        return _Rule("quarterly", months=(_LAST_MONTHS if "l" in core.group() else _FIRST_MONTHS)["quarterly"])
    return readers[kind](core, line)


def _read_word(core: Match, line: Line) -> _Rule:
    word = str(line.value(core.start("r")))
    return _Rule("weekly", 2) if word == "fortnightly" else _Rule(word)


def _read_adjective(core: Match, line: Line) -> _Rule | None:
    at = core.start("u")
    after_number = at > 1 and line.codes[at - 2] in "fOdwR"
    routine = line.words[at] == "तिमाही" and line.words[at + 2] in _ROUTINE.split()
    return _Rule("quarterly") if routine and not after_number else None


def _read_weekdays(core: Match, line: Line) -> _Rule | None:
    if line.codes[core.start() : core.start() + 3] == "E_S" and line.value(core.start()):
        return None  # hàng thứ hai: the second row
    weekdays = _weekdays(line, core.span())
    return _Rule("weekly", 2 if core.groupdict().get("other") else 1, weekdays=weekdays) if weekdays else None


def _read_nth(core: Match, line: Line) -> _Rule | None:
    weekdays, position = _weekdays(line, core.span()), _position(line, core)
    if position == 2 and not core.groupdict().get("month"):
        return _Rule("weekly", 2, weekdays=weekdays)  # every second Friday
    return _nth_weekday(_Rule("monthly"), position, weekdays)


def _read_yearday(core: Match, line: Line) -> _Rule | None:
    days = _year_days(line, core.start() + 2, core.end())
    return _Rule("yearly", months=(days[0][0],), days=(days[0][1],)) if days else None


def _read_monthday(core: Match, line: Line) -> _Rule | None:
    """A day of a month that no word names; "next month", seen from the day of the document, is one month."""
    day, following = _number(line, core, "day"), core.groupdict().get("next")
    if not 1 <= day <= 31 or (following and line.value(core.start("next"))):
        return None
    return _Rule("monthly", days=(day,))


def _read_every(core: Match, line: Line) -> _Rule | None:
    count = _number(line, core, "n") or 1
    if core["u"] == "k" and line.value(core.start("u")):
        count *= int(line.value(core.start("u")))  # a fortnight
    return _every(count + (core.group()[0] == "Q"), core["u"])


def _every(count: int, unit: str) -> _Rule | None:
    months = _MONTHS_IN.get(unit)
    if count < 1 or count > 366:
        return None
    if months is None:
        return _Rule(_UNITS[unit], count)
    if months * count in _BY_MONTHS:
        return _Rule(_BY_MONTHS[months * count])
    return _Rule("yearly", months * count // 12) if months * count % 12 == 0 else _Rule("monthly", months * count)


def _read_once(core: Match, line: Line) -> _Rule | None:
    """Once in so many units; more often only in one."""
    if _number(line, core, "n") == 1:
        return _read_times(core, line)
    return _read_every(core, line) if _number(line, core, "t", "once") == 1 else None


def _read_times(core: Match, line: Line) -> _Rule | None:
    """So many times in one unit; of twice a week or a month no day follows."""
    count, unit = _number(line, core, "t", "once"), core["u"]
    if unit == "y" and count in _TIMES_A_YEAR:
        return _Rule(_TIMES_A_YEAR[count])
    return _every(1, unit) if count and unit != "y" else None


def _read_limit(core: Match, line: Line) -> _Rule | None:
    """So many days after the end of each quarter: a day of the month that follows it."""
    count, groups, rule = _number(line, core, "n"), core.groupdict(), _every(1, core["u"])
    if rule is None or not 1 <= count <= 31:
        return None
    rule = replace(rule, months=_FIRST_MONTHS.get(rule.recurrence, ()))
    if groups.get("W") or groups.get("W2") or groups.get("d") == "A":
        return replace(rule, weekdays=_WORKING, position=count)
    return replace(rule, days=(count,))


def _read_piece(kind: str, found: Match, line: Line, rule: _Rule) -> list[tuple[_Rule, Span]]:
    """The rules that a piece makes of a core's, with its tokens: several only where one rule cannot say them."""
    span = found.span("piece")
    if kind == "yearday":
        return _spread(line, span, rule)
    made = _of_year(kind, line, span, rule) if kind in ("month", "monthend") else _of_month(kind, found, line, rule)
    return [(made, span)] if made else []


def _of_month(kind: str, found: Match, line: Line, rule: _Rule) -> _Rule | None:
    span = found.span("piece")
    if kind == "weekdays":
        weekdays = _weekdays(line, span)
        return replace(rule, weekdays=weekdays) if weekdays else None
    if kind == "nth":
        return _nth_weekday(rule, _position(line, found), _weekdays(line, span))
    if kind == "edge":
        if rule.recurrence == "yearly":
            return replace(rule, months=(12,))
        return replace(rule, months=rule.months or _LAST_MONTHS.get(rule.recurrence, ()), days=(-1,))
    months = rule.months or _months(found, rule.recurrence)
    if kind == "workday":
        return replace(rule, months=months, weekdays=_WORKING, position=_position(line, found))
    days = (-1,) if kind == "lastday" else _month_days(line, found)
    return replace(rule, months=months, days=days) if days else None


def _of_year(kind: str, line: Line, span: Span, rule: _Rule) -> _Rule | None:
    codes = line.codes
    months = tuple(int(line.value(at)) for at in range(*span) if codes[at] in "Mdw" and codes[at - 1 : at] != "S")
    if not months or not all(1 <= month <= 12 for month in months):
        return None
    if kind == "month" and len(months) == 2 and re.search(r"[-t]", codes[span[0] : span[1]]) and months[0] < months[1]:
        months = tuple(range(months[0], months[1] + 1))
    return replace(rule, months=months, days=(-1,) if kind == "monthend" else ())


def _months(found: Match, recurrence: str) -> tuple[int, ...]:
    """The months that "the last month of the quarter", "the following quarter" mean; none where nothing says."""
    groups = found.groupdict()
    if "l" in (groups.get("h"), groups.get("v"), groups.get("m")):
        return _LAST_MONTHS.get(recurrence, ())
    if any(groups.get(name) for name in ("h", "v", "m", "next", "next2", "then", "then2", "hnext")):
        return _FIRST_MONTHS.get(recurrence, ())
    return ()


def _month_days(line: Line, found: Match) -> tuple[int, ...]:
    first, last = found.span("piece")
    for name in ("v", "m"):  # the number of a month is none of a day
        if name in found.groupdict() and found[name]:
            last = min(last, found.start(name))
    codes = line.codes[first:last]
    days = tuple(int(line.value(first + at)) for at, code in enumerate(codes) if code in "dwfO")
    if len(days) == 2 and re.search(r"d(?:_?o)?(?:_?-_?|_t_)", codes) and days[0] < days[1]:
        days = tuple(range(days[0], days[1] + 1))
    return days if all(1 <= day <= 31 for day in days) else ()


def _year_days(line: Line, first: int, last: int) -> list[tuple[int, int, int, int]]:
    """Month, day and tokens of each day of a year."""
    days = []
    for match in yearday().finditer(line.codes, first, last):
        numbers = [at for at in range(*match.span()) if line.codes[at] in "dM"]
        values = [int(line.value(at)) for at in numbers]
        if line.codes[numbers[0]] != "M":
            values.reverse()
        month, day = values
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return []
        days.append((month, day, *match.span()))
    return days


def _spread(line: Line, span: Span, rule: _Rule) -> list[tuple[_Rule, Span]]:
    """One rule where every month has the same days, else one for each day."""
    days = _year_days(line, *span)
    months = tuple(sorted({month for month, *_ in days}))
    numbers = tuple(sorted({day for _, day, *_ in days}))
    if len({(month, day) for month, day, *_ in days}) == len(months) * len(numbers) > 0:
        return [(replace(rule, months=months, days=numbers), span)]
    yearly = replace(rule, recurrence="yearly")
    return [(replace(yearly, months=(month,), days=(day,)), (low, high)) for month, day, low, high in days]


def _number(line: Line, found: Match, *names: str) -> int:
    groups = found.groupdict()
    return next((int(line.value(found.start(name))) for name in names if groups.get(name)), 0)


def _position(line: Line, found: Match) -> int:
    name = "nth" if found.groupdict().get("nth") else "nth2"
    return -1 if found[name] == "l" else _number(line, found, name)


def _weekdays(line: Line, span: Span) -> tuple[str, ...]:
    """The days of the week named, from–to filled in."""
    days = []
    for at in range(*span):
        if line.codes[at] in "BP":
            days.append(str(line.value(at)))
        elif line.codes[at] == "S":
            number = _SPOKEN.get(line.words[at + 2]) or int(line.value(at + 2))
            if 2 <= number <= 7:
                days.append(_WEEK[number - 2])
    if len(days) == 2 and re.search(r"[BPdwy](?:_?-_?|_t_)", line.codes[span[0] : span[1]]):
        first, last = map(_WEEK.index, days)
        if first < last:
            return _WEEK[first : last + 1]
    return tuple(dict.fromkeys(days))


def _nth_weekday(rule: _Rule, position: int, weekdays: tuple[str, ...]) -> _Rule | None:
    if not weekdays or not -1 <= position <= 5:
        return None
    return replace(rule, weekdays=tuple(f"{position}{day}" for day in weekdays))
