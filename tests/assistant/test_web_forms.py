"""What the forms of an opened row show and send."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

from assistant.corrections import checked
from assistant.web import register_forms
from assistant.web.register_forms import Said, Sent
from tests.assistant.rows import dated, row
from tests.assistant.web_reader import Reader

TODAY = date(2026, 11, 25)


def sent(kind: str, who: str = "Lan", /, **values: object) -> Sent:
    """A form as the page sends it."""
    read = register_forms.sent(json.dumps({"id": "f1", "kind": kind, "who": who, "values": values}))
    assert read
    return read


def test_only_a_form_of_ours_is_read() -> None:
    assert sent("progress", " Lan  Anh ", status="done", n=3, note=" x\r\ny ") == Sent(
        "f1", "progress", "Lan Anh", {"status": "done", "note": "x\ny"}
    )
    whole = {"id": "f1", "kind": "confirm", "who": "Lan", "values": {}}
    assert register_forms.sent(json.dumps(whole))
    for wrong in ({"kind": "delete"}, {"kind": ["confirm"]}, {"id": 3}, {"who": None}, {"values": []}):
        assert register_forms.sent(json.dumps(whole | wrong)) is None, wrong
    for bad in ("", "[]", "{", "{}", "null", "3"):
        assert register_forms.sent(bad) is None, bad


def test_a_corrected_kind_is_not_taken_for_the_button() -> None:
    given = row(kind="deadline")
    read = sent("correct", **register_forms.as_text(given) | {"kind": "target", "who": "x", "id": "y"})
    assert (read.id, read.kind, read.who) == ("f1", "correct", "Lan")
    assert register_forms.changed(given, read) == {"kind": "target"}


def test_only_what_was_changed_is_recorded() -> None:
    given = dated(date(2026, 6, 30), number=Decimal("12.50"), coordinating=("A", "B"))
    before = register_forms.as_text(given)

    def change(**values: str) -> dict[str, str]:
        return register_forms.changed(given, sent("correct", **before | values))

    assert change() == {}
    assert change(agency=" Sở Y tế ", stranger="x") == {"agency": "Sở Y tế"}
    moved = change(date_end="15/7/2026")
    assert moved == {"date_end": "15/7/2026"}
    day = date(2026, 7, 15)
    assert checked(given, moved) == {"date_end": day, "date_start": day}, "a day stays a day"
    assert change(date_end="15/7/2026", date_start="1/7/2026") == {"date_end": "15/7/2026", "date_start": "1/7/2026"}
    assert change(number="") == {"number": ""}


def test_progress_that_was_recorded_already_is_not_recorded_again() -> None:
    first = sent("progress", status="open", note="", evidence="")
    values = {"status": "open", "note": "", "evidence": ""}
    assert register_forms.progress(row(), first) == values, "that a task has not begun is news, too"
    told = row(status="in_progress", note="thư đã gửi", status_by="Mai", status_at=datetime(2026, 11, 20, tzinfo=UTC))
    decomposed = unicodedata.normalize("NFD", "thư đã gửi ")
    assert register_forms.progress(told, sent("progress", status="in_progress", note=decomposed)) == {}
    assert register_forms.progress(told, sent("progress", status="done", note="thư đã gửi"))["status"] == "done"


def test_what_is_too_long_is_named() -> None:
    long = Sent("f1", "progress", "x" * 101, {"note": "y" * 2_000})
    assert register_forms.too_long(long) == "who"
    assert register_forms.too_long(dataclasses.replace(long, who="x" * 100)) == ""
    assert register_forms.too_long(dataclasses.replace(long, who="x", values={"note": "y" * 2_001})) == "note"


def test_an_error_stands_beside_its_field_and_is_tied_to_it() -> None:
    html = register_forms.correction_form(dated(TODAY), Said("correct", "No <day>", "date_end", bad=True), "en")
    controls = {attributes["name"]: attributes for _, attributes in Reader(html).tags if "maxlength" in attributes}
    assert set(controls) == set(register_forms.FIELDS)
    wrong = controls["date_end"]
    assert wrong["aria-invalid"] == "true" and "data-focus" in wrong
    assert "row-date_end-error" in (wrong["aria-describedby"] or "").split()
    assert [name for name, control in controls.items() if "aria-invalid" in control] == ["date_end"]
    assert "No <day>" in Reader(html).text
    details = next(attributes for tag, attributes in Reader(html).tags if tag == "details")
    assert "open" in details
