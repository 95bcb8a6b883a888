"""Recurrences: the days they fall on, by hand and by dateutil."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from assistant.recurrence import Parts, read_parts, schedule
from tests.assistant.rows import row

TODAY = date(2026, 11, 25)  # a Wednesday
DAYS: list[tuple[str, str, list[str]]] = [
    ("daily", "", ["2026-11-25", "2026-11-26", "2026-11-27"]),
    ("daily", "BYDAY=MO,TU,WE,TH,FR", ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"]),
    ("weekly", "", ["2026-11-27", "2026-12-04", "2026-12-11"]),
    ("weekly", "BYDAY=SA", ["2026-11-28", "2026-12-05", "2026-12-12"]),
    ("weekly", "BYDAY=MO,TH", ["2026-11-26", "2026-11-30", "2026-12-03"]),
    ("monthly", "", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
    ("monthly", "BYMONTHDAY=25", ["2026-11-25", "2026-12-25", "2027-01-25"]),
    ("monthly", "BYMONTHDAY=31", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
    ("monthly", "BYMONTHDAY=10,20", ["2026-12-10", "2026-12-20", "2027-01-10"]),
    ("monthly", "BYDAY=1MO", ["2026-12-07", "2027-01-04", "2027-02-01"]),
    ("monthly", "BYDAY=-1FR", ["2026-11-27", "2026-12-25", "2027-01-29"]),
    ("monthly", "BYDAY=FR;BYSETPOS=-1", ["2026-11-27", "2026-12-25", "2027-01-29"]),
    ("monthly", "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-11-30", "2026-12-31", "2027-01-29"]),
    ("monthly", "INTERVAL=2;BYMONTHDAY=5", ["2026-12-05", "2027-02-05", "2027-04-05"]),
    ("quarterly", "", ["2026-12-31", "2027-03-31", "2027-06-30"]),
    ("quarterly", "BYMONTHDAY=25", ["2026-12-25", "2027-03-25", "2027-06-25"]),
    ("quarterly", "BYMONTHDAY=5", ["2027-01-05", "2027-04-05", "2027-07-05"]),
    ("quarterly", "BYMONTH=3,6,9,12;BYMONTHDAY=25", ["2026-12-25", "2027-03-25", "2027-06-25"]),
    ("quarterly", "BYMONTH=1,4,7,10;BYMONTHDAY=15", ["2027-01-15", "2027-04-15", "2027-07-15"]),
    ("half-yearly", "", ["2026-12-31", "2027-06-30", "2027-12-31"]),
    ("half-yearly", "BYMONTH=1,6;BYMONTHDAY=10", ["2027-01-10", "2027-06-10", "2028-01-10"]),
    ("half-yearly", "BYMONTH=6,12;BYMONTHDAY=15", ["2026-12-15", "2027-06-15", "2027-12-15"]),
    ("yearly", "", ["2026-12-31", "2027-12-31", "2028-12-31"]),
    ("yearly", "BYMONTH=6;BYMONTHDAY=20", ["2027-06-20", "2028-06-20", "2029-06-20"]),
    ("yearly", "BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
    ("yearly", "BYMONTH=10", ["2027-10-31", "2028-10-31", "2029-10-31"]),
    ("yearly", "BYMONTH=9;BYDAY=1MO", ["2027-09-06", "2028-09-04", "2029-09-03"]),
]


def expanded(rule: dict[str, object], start: date, count: int) -> list[date]:
    """The first days of an RRULE as dateutil counts them."""
    words = [f"{key}={','.join(map(str, v)) if isinstance(v, list) else v}" for key, v in rule.items()]
    days = rrulestr(";".join(words), dtstart=datetime(start.year, start.month, start.day))
    return [day.date() for day in islice(days, count)]


@pytest.mark.parametrize(("recurrence", "rule", "days"), DAYS)
def test_the_first_days_of_a_recurrence(recurrence: str, rule: str, days: list[str]) -> None:
    found = schedule(recurrence, rule)
    assert found is not None
    first = found.first(TODAY)
    assert first is not None and first.isoformat() == days[0]
    assert [day.isoformat() for day in expanded(found.rrule(), first, len(days))] == days


@given(
    recurrence=st.sampled_from(["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]),
    interval=st.integers(1, 4),
    day=st.sampled_from(["", "BYMONTHDAY=1", "BYMONTHDAY=28", "BYMONTHDAY=-1", "BYDAY=TU", "BYDAY=2WE"]),
    months=st.sampled_from(["", "BYMONTH=5", "BYMONTH=3,9", "BYMONTH=2,3,11"]),
    since=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_the_rule_and_the_days_agree(recurrence: str, interval: int, day: str, months: str, since: date) -> None:
    found = schedule(recurrence, ";".join(filter(None, (f"INTERVAL={interval}", day, months))))
    assert found is not None
    first = found.first(since)
    assert first is not None and first >= since
    days = expanded(found.rrule(), first, 5)
    assert days[0] == first and all(map(found.falls_on, days))
    between = (days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1))
    assert [each for each in between if found.falls_on(each)] == days


def test_every_second_week_is_the_same_one_whenever_it_is_asked() -> None:
    found = schedule("weekly", "INTERVAL=2;BYDAY=WE")
    assert found is not None
    first = found.first(TODAY)
    assert first is not None and first - TODAY < timedelta(days=14)
    for later in range(1, (first - TODAY).days + 1):
        assert found.first(TODAY + timedelta(days=later)) == first
    assert found.first(first + timedelta(days=1)) == first + timedelta(days=14)


def test_what_cannot_be_has_no_day() -> None:
    never = schedule("yearly", "BYMONTH=2;BYMONTHDAY=30")
    assert never is not None and never.first(TODAY) is None
    assert schedule("sometimes", "") is None
    assert read_parts("BYMONTHDAY=0,32,x;BYDAY=ZZ;INTERVAL=-1;BYMONTH=13;BYSETPOS=-1") == Parts()


@pytest.mark.parametrize(
    ("changes", "since", "until", "day"),
    [
        ({}, TODAY, None, date(2026, 11, 30)),
        ({"date_start": date(2026, 1, 1), "date_end": date(2028, 12, 31)}, date(2026, 1, 1), date(2028, 12, 31),
         date(2026, 11, 30)),
        ({"date_start": date(2024, 1, 1), "date_end": date(2025, 12, 31)}, date(2024, 1, 1), date(2025, 12, 31), None),
        ({"day": date(2027, 1, 15), "date_relation": "from"}, date(2027, 1, 15), None, date(2027, 1, 31)),
        # a day that the words name is one of the days
        ({"day": date(2027, 1, 15), "date_relation": "by"}, date(2027, 1, 15), None, date(2027, 1, 15)),
    ],
)  # fmt: skip
def test_a_row_recurs_within_its_interval(
    changes: dict[str, Any], since: date, until: date | None, day: date | None
) -> None:
    monthly = row(recurrence="monthly", **changes)
    assert monthly.bounds(TODAY) == (since, until)
    assert monthly.next_day(TODAY) == day
