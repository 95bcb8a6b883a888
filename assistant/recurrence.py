"""What recurs: the days of a recurrence, read from the parts that a fact keeps, and the first of them from a day on.

A fact says "quarterly" and perhaps "BYMONTH=3,6,9,12;BYMONTHDAY=25". Where it leaves the day open, the last day of the
period counts, as for any other deadline: the end of the month, the quarter, the year; Friday for a week.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_HORIZON = 9 * 366  # days: 29 February comes back within them


@dataclass(frozen=True, slots=True)
class Parts:
    """What a fact says of the days, and nothing else."""

    interval: int = 1
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()  # of the month; -1 is the last
    weekdays: tuple[tuple[int, int], ...] = ()  # (which of the month, or 0 for each; 0 Monday … 6 Sunday)
    position: int = 0  # which of those days in the month: with Monday to Friday, -1 is the last working day


@dataclass(frozen=True, slots=True)
class Schedule:
    """A complete rule: `parts` leave nothing open."""

    frequency: Frequency
    parts: Parts

    def rrule(self, until: date | None = None) -> dict[str, object]:
        """The parts of an RRULE, as the calendar library takes them."""
        parts = self.parts
        rule: dict[str, object] = {"FREQ": self.frequency}
        if parts.interval > 1:
            rule["INTERVAL"] = parts.interval
        if parts.months and self.frequency == "YEARLY":
            rule["BYMONTH"] = list(parts.months)
        if parts.days:
            rule["BYMONTHDAY"] = list(parts.days)
        if parts.weekdays:
            rule["BYDAY"] = [f"{nth or ''}{WEEKDAYS[day]}" for nth, day in parts.weekdays]
        if parts.position:
            rule["BYSETPOS"] = parts.position
        if until is not None:
            rule["UNTIL"] = until
        return rule

    def falls_on(self, day: date) -> bool:
        """Whether `day` is one of the days. Every second week or month is counted from a fixed day, so that it is the
        same one whenever it is asked."""
        parts = self.parts
        if self.frequency == "DAILY":
            return day.toordinal() % parts.interval == 0
        if self.frequency == "WEEKLY":
            week = (day.toordinal() - 1) // 7  # 1 January of year 1 was a Monday
            return week % parts.interval == 0 and any(day.weekday() == one for _, one in parts.weekdays)
        if self.frequency == "YEARLY":
            in_turn = day.year % parts.interval == 0 and day.month in parts.months
        else:
            in_turn = (day.year * 12 + day.month - (parts.months or (0,))[0]) % parts.interval == 0
        return in_turn and _is_day(day, parts) and (not parts.position or _is_at(day, parts))

    def first(self, since: date, within: int | None = None) -> date | None:
        """The first day on or after `since`, or of the next `within` days; None where there is none, as for
        30 February."""
        room = (date.max - since).days
        far = _HORIZON * self.parts.interval if within is None else within
        days = (since + timedelta(days=n) for n in range(min(far, room) + 1))
        return next(filter(self.falls_on, days), None)


def _is_day(day: date, parts: Parts) -> bool:
    last = monthrange(day.year, day.month)[1]
    if parts.days and not {day.day, day.day - last - 1} & set(parts.days):
        return False
    if not parts.weekdays:
        return True
    nth, nth_last = (day.day - 1) // 7 + 1, -((last - day.day) // 7 + 1)
    return any(day.weekday() == one and which in (0, nth, nth_last) for which, one in parts.weekdays)


def _is_at(day: date, parts: Parts) -> bool:
    every = [day.replace(day=n) for n in range(1, monthrange(day.year, day.month)[1] + 1)]
    found = [one for one in every if _is_day(one, parts)]
    at = parts.position - 1 if parts.position > 0 else parts.position
    return -len(found) <= at < len(found) and found[at] == day


def read_parts(rule: str) -> Parts:
    """The parts of `BYMONTH=6;BYMONTHDAY=-1;INTERVAL=2`. What cannot be is passed over."""
    given = dict(part.strip().upper().split("=", 1) for part in rule.split(";") if "=" in part)
    intervals = _numbers(given.get("INTERVAL", ""), 1, 24)
    positions = _numbers(given.get("BYSETPOS", ""), -5, 5)
    position = positions[0] if len(positions) == 1 else 0
    weekdays = []
    for word in given.get("BYDAY", "").split(","):
        which, day = word.strip()[:-2], word.strip()[-2:]
        if day in WEEKDAYS and (not which or _numbers(which, -5, 5)):
            weekdays.append((int(which or 0), WEEKDAYS.index(day)))
    if position and len(weekdays) == 1 and not weekdays[0][0]:
        weekdays, position = [(position, weekdays[0][1])], 0
    return Parts(
        intervals[0] if intervals else 1,
        tuple(sorted(set(_numbers(given.get("BYMONTH", ""), 1, 12)))),
        tuple(sorted(set(_numbers(given.get("BYMONTHDAY", ""), -31, 31)), key=lambda day: (day < 0, day))),
        tuple(sorted(set(weekdays), key=lambda one: (one[1], one[0]))),
        position if weekdays else 0,
    )


def _numbers(text: str, low: int, high: int) -> list[int]:
    words = [word.strip().removeprefix("+") for word in text.split(",")]
    whole = [int(word) for word in words if word.removeprefix("-").isdecimal() and len(word) <= 3]
    return [number for number in whole if low <= number <= high and number]


def schedule(recurrence: str, rule: str, anchor: date | None = None) -> Schedule | None:
    """The complete rule of a recurrence; None for a word that is none.

    `anchor` is one of its days, where the fact names one ("every year, next on 20 November 2026").
    """
    parts = read_parts(rule)
    if anchor is not None and parts == Parts(parts.interval):
        parts = _anchored(recurrence, parts, anchor)
    if recurrence == "daily" and not parts.weekdays:
        return Schedule("DAILY", Parts(parts.interval))
    if recurrence in ("daily", "weekly"):
        days = tuple(sorted({(0, day) for _, day in parts.weekdays})) or ((0, WEEKDAYS.index("FR")),)
        return Schedule("WEEKLY", Parts(parts.interval, weekdays=days))
    if recurrence not in _MONTHS:
        return None
    if not parts.days and not parts.weekdays:
        parts = replace(parts, days=(-1,))
    return _by_month(_MONTHS[recurrence], parts)


def _anchored(recurrence: str, parts: Parts, anchor: date) -> Parts:
    if recurrence in ("daily", "weekly"):
        return replace(parts, weekdays=((0, anchor.weekday()),)) if recurrence == "weekly" else parts
    step = _MONTHS.get(recurrence, 1)
    months = tuple(sorted((anchor.month - 1 + n) % 12 + 1 for n in range(0, 12, step))) if step > 1 else ()
    return replace(parts, months=months, days=(anchor.day,))


def _is_early(parts: Parts) -> bool:
    return bool(parts.days) and 0 < parts.days[0] <= 10


def _by_month(step: int, parts: Parts) -> Schedule:
    """Months at even distances become "every third month": some calendars know no list of months."""
    months = parts.months
    if not months and step > 1:
        # A report on the 5th is on the quarter before; one on the 25th is due in the last month of its quarter.
        months = tuple(range(1 if _is_early(parts) and step < 12 else step, 13, step))
    distance = 12 // len(months) if months else 1
    even = months == tuple(range(months[0], 13, distance)) if months else True
    if not even or distance == 12 or (parts.interval > 1 and months and step != distance):
        return Schedule("YEARLY", replace(parts, months=months, interval=parts.interval if step == 12 else 1))
    # Months without a 31st are not passed over.
    days = tuple(dict.fromkeys(-1 if day == 31 else day for day in parts.days))
    return Schedule("MONTHLY", replace(parts, months=months[:1], days=days, interval=distance * parts.interval))
