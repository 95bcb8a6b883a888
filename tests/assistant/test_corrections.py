"""What a person may type into a fact, and what it means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corrections import FIELDS, NUMBER_RELATIONS, CorrectionError, as_text, checked, corrected
from assistant.register import Row
from assistant.wording import format_day
from ingest.agencies import agency_name
from ingest.records import FACT_KINDS
from tests.assistant.rows import dated, row

ROW = dated(date(2026, 9, 30), "before")


@pytest.mark.parametrize(
    "typed",
    ["2026-10-15", "२०२६-१०-१५", "ngày 15 tháng 10 năm 2026", "15 October 2026", "15 अक्टूबर 2026", "১৫ অক্টোবর ২০২৬"],
)
def test_a_day_in_every_language_moves_the_whole_day(typed: str) -> None:
    day = date(2026, 10, 15)
    assert checked(ROW, {"date_end": typed}) == {"date_end": day, "date_start": day}
    assert checked(ROW, {"date_end": "2026-09-01"})["date_start"] == date(2026, 9, 1)  # earlier, too


def test_an_end_of_an_interval_moves_alone() -> None:
    quarter = row(date_start=date(2026, 7, 1), date_end=date(2026, 9, 30))
    assert checked(quarter, {"date_end": "2026-10-15"}) == {"date_end": date(2026, 10, 15)}


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("number", "৮৫", Decimal(85)),
        ("number", "1 200.5", Decimal("1200.5")),
        ("number", "46,5", Decimal("46.5")),
        ("number", "1.234,5", Decimal("1234.5")),
        ("number", "1,234.5", Decimal("1234.5")),
        ("number", "46.500.000", Decimal(46_500_000)),
        ("number", "१२,३४,५६७", Decimal(1_234_567)),
        ("number", "0.125", Decimal("0.125")),
        ("number", "1234.567", Decimal("1234.567")),
        ("number", "\u22123.2", Decimal("-3.2")),
        ("number", "", None),
        ("unit", " % ", "%"),
        ("coordinating", "Sở Y tế; Công an tỉnh;", ("Sở Y tế", "Công an tỉnh")),
        ("recurrence", "monthly", "monthly"),
        ("kind", "target", "target"),
    ],
)
def test_a_value_is_read(name: str, typed: str, value: Any) -> None:
    assert checked(ROW, {name: typed}) == {name: value}


def test_what_was_there_means_what_it_was() -> None:
    target = row(number=Decimal("1.575"), unit="%")
    assert checked(target, {"number": "1.575", "unit": "%"}) == {"number": Decimal("1.575"), "unit": "%"}


def test_a_day_that_a_person_gave_is_not_worked_out() -> None:
    limit = dated(date(2026, 9, 30), "within", counted=True, date_text="15 ngày làm việc")
    assert checked(limit, {"date_end": "2026-10-15"})["counted"] is False
    assert "counted" not in checked(limit, {"action": "report"})


def test_a_body_has_its_canonical_name() -> None:
    assert checked(ROW, {"agency": "Sở Y tế"}) == {"agency": "Sở Y tế", "agency_name": "department/health"}
    assert checked(ROW, {"agency": ""})["agency_name"] == ""


@pytest.mark.parametrize(
    ("values", "message", "field"),
    [
        ({"date_end": "2026-02-31"}, "bad_value", "date_end"),
        ({"date_end": "soon"}, "bad_value", "date_end"),
        ({"number": "NaN"}, "bad_value", "number"),
        ({"number": "many"}, "bad_value", "number"),
        ({"number": "46.500"}, "bad_value", "number"),
        ({"number": "46,500"}, "bad_value", "number"),
        ({"number": "1.234.5"}, "bad_value", "number"),
        ({"number": "1,2,3"}, "bad_value", "number"),
        ({"number": "5."}, "bad_value", "number"),
        ({"kind": "duty"}, "bad_value", "kind"),
        ({"recurrence": "hourly"}, "bad_value", "recurrence"),
        ({"quote": "other words"}, "unknown_field", "quote"),
        ({"date_start": "2026-10-02", "date_end": "2026-10-01"}, "dates_reversed", "date_end"),
    ],
)
def test_what_means_nothing_is_refused(values: dict[str, str], message: str, field: str) -> None:
    with pytest.raises(CorrectionError) as error:
        checked(ROW, values)
    assert (error.value.message, error.value.field) == (message, field)


def test_what_was_kept_and_means_nothing_is_passed_over() -> None:
    assert corrected(ROW, {"number": "many", "unit": "%", "gone": "x"}) == {"unit": "%"}


def test_a_row_is_typed_as_it_is_read() -> None:
    full = dated(date(2026, 9, 30), number=Decimal("4.2"), unit="VND", coordinating=("A", "B"), recurrence="yearly")
    texts = as_text(full)
    assert tuple(texts) == FIELDS
    assert {name: getattr(full, name) for name in FIELDS if texts[name]} == {
        name: value for name, value in checked(full, texts).items() if name in FIELDS and texts[name]
    }


NAMES = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters=";"), min_size=1, max_size=20)
TEXTS = st.lists(NAMES, max_size=4).map(" ".join)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
NUMBERS = st.none() | st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False)


@st.composite
def rows_of(draw: st.DrawFn) -> Row:
    days = draw(st.lists(DAYS, min_size=2, max_size=2).map(sorted))
    start, end = draw(st.sampled_from([(None, None), (days[0], days[1]), (days[0], None), (None, days[1])]))
    return row(
        kind=draw(st.sampled_from(FACT_KINDS)),
        action=draw(TEXTS),
        agency=draw(TEXTS),
        coordinating=tuple(draw(st.lists(NAMES, max_size=3))),
        product=draw(TEXTS),
        date_start=start,
        date_end=end,
        date_relation=draw(st.sampled_from([None, "on", "by", "before", "from", "within", "after"])),
        recurrence=draw(st.sampled_from([None, "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"])),
        number=draw(NUMBERS),
        number_high=draw(NUMBERS),
        unit=draw(st.none() | NAMES),
        number_relation=draw(st.sampled_from([None, *NUMBER_RELATIONS])),
    )


@given(rows_of())
def test_what_is_typed_as_it_was_read_changes_nothing(given_row: Row) -> None:
    values = checked(given_row, as_text(given_row))
    assert corrected(given_row, as_text(given_row)) == values
    assert values.pop("agency_name") == (agency_name(given_row.agency) if given_row.agency else "")
    assert values == {name: getattr(given_row, name) for name in FIELDS}


@given(rows_of(), st.dictionaries(st.sampled_from([*FIELDS, "quote", "id", ""]), st.text(max_size=12), max_size=5))
def test_any_words_are_taken_or_refused(given_row: Row, values: dict[str, str]) -> None:
    try:
        found = checked(given_row, values)
    except CorrectionError as error:
        assert error.message in ("unknown_field", "bad_value", "dates_reversed")
        found = corrected(given_row, values)
    replace(given_row, **found)
    assert set(found) <= {*FIELDS, "agency_name"}
    if found.get("number") is not None:
        assert found["number"].is_finite()
    assert isinstance(found.get("coordinating", ()), tuple)
    assert found.get("kind", "deadline") in FACT_KINDS


@pytest.mark.parametrize("language", ["vi", "hi", "bn", "en"])
@given(day=DAYS)
def test_a_day_as_we_write_it_is_read_back(language: str, day: date) -> None:
    assert checked(ROW, {"date_end": format_day(day, language)})["date_end"] == day
    assert checked(ROW, {"date_end": normalize("NFD", format_day(day, language))})["date_end"] == day


@pytest.mark.parametrize(
    "typed", ["quý III/2026", "tháng 7/2026", "from 1 June to 30 June 2026", "2026", "1/6, 2/7/2026"]
)
def test_a_period_or_two_days_are_no_day(typed: str) -> None:
    with pytest.raises(CorrectionError):
        checked(ROW, {"date_end": typed})


def test_a_day_is_taken_away_as_a_whole() -> None:
    assert checked(ROW, {"date_end": ""}) == {"date_end": None, "date_start": None}


def test_an_end_before_the_beginning_is_refused() -> None:
    quarter = row(date_start=date(2026, 7, 1), date_end=date(2026, 9, 30))
    with pytest.raises(CorrectionError) as error:
        checked(quarter, {"date_end": "2026-06-30"})
    assert (error.value.message, error.value.given) == ("dates_reversed", "2026-06-30")
    with pytest.raises(CorrectionError):
        checked(quarter, {"date_start": "2026-10-01"})
    assert checked(quarter, {"number": "3"}) == {"number": Decimal(3)}
