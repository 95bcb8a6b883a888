"""What a person may type into a fact, and what it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.corrections import FIELDS, CorrectionError, as_text, checked, corrected
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
        ("number", "", None),
        ("unit", " % ", "%"),
        ("coordinating", "Sở Y tế; Công an tỉnh;", ("Sở Y tế", "Công an tỉnh")),
        ("recurrence", "monthly", "monthly"),
        ("kind", "target", "target"),
    ],
)
def test_a_value_is_read(name: str, typed: str, value: Any) -> None:
    assert checked(ROW, {name: typed}) == {name: value}


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
