from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from assistant.export_json import as_json, rows_json
from tests.assistant.rows import dated, row, source

TODAY = date(2026, 11, 25)
KEYS = [
    "id", "document", "kind", "agency", "agency_name", "action", "date", "number", "number_high", "unit", "relation",
    "coordinating", "product", "references", "flags", "quote", "start", "end", "page", "section", "validity",
    "changed_by", "conflicts", "twins", "review", "status", "note", "evidence", "overdue", "citation",
]  # fmt: skip


def test_a_row_has_the_fields_of_the_contract() -> None:
    target = dated(
        date(2026, 6, 30), "before", number=Decimal("12.50"), number_high=Decimal("20"), unit="%",
        date_text="30/6/2026", number_relation="range", changed_by=source(), coordinating=("Sở Y tế",),
        references=("57-NQ/TW",), page=2,
    )  # fmt: skip
    found = as_json(target, TODAY, 4)
    assert list(found) == KEYS
    assert found["date"] == {
        "start": "2026-06-30", "end": "2026-06-30", "relation": "before", "recurrence": None, "rule": "",
        "text": "30/6/2026",
    }  # fmt: skip
    assert (found["number"], found["number_high"], found["relation"]) == (12.5, 20, "range")
    assert found["overdue"] is True and found["coordinating"] == ["Sở Y tế"]
    assert found["changed_by"]["document"] == "sua-doi.txt" and found["changed_by"]["quote"]
    citation = found["citation"]
    assert list(citation) == ["n", "document", "title", "url", "language", "quote", "start", "end", "page", "section"]
    assert (citation["n"], citation["quote"], citation["start"]) == (4, target.quote, target.start)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("85", "85"), ("46500000000.00", "46500000000"), ("1E+9", "1000000000"), ("0.5", "0.5"), ("-3.20", "-3.2")],
)
def test_numbers_are_whole_where_they_are(value: str, shown: str) -> None:
    assert json.dumps(as_json(row(number=Decimal(value)), TODAY)["number"]) == shown


def test_what_is_not_there_is_null() -> None:
    found = as_json(row(), TODAY)
    assert found["date"] is found["number"] is found["changed_by"] is found["page"] is None
    assert found["overdue"] is False and found["conflicts"] == []
    assert as_json(row(recurrence="monthly", rule="BYMONTHDAY=20"), TODAY)["date"]["rule"] == "BYMONTHDAY=20"
    assert as_json(row(date_text="07 ngày"), TODAY)["date"]["end"] is None


def test_a_list_of_rows_is_one_json_value_in_plain_letters() -> None:
    printed = rows_json([row(action="कार्य"), row(id="f2", action="কাজ", quote='"\\')], TODAY)
    assert "कार्य" in printed and "কাজ" in printed and printed.endswith("\n")
    found = json.loads(printed)
    assert [each["citation"]["n"] for each in found] == [1, 2] and found[1]["quote"] == '"\\'
    assert json.loads(rows_json([], TODAY)) == []
