"""A row of the register, as tests need one."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from assistant.register import Row, Source

DEFAULTS: dict[str, Any] = {
    "id": "f1",
    "kind": "deadline",
    "document": "ke-hoach.docx",
    "title": "Plan 12 of the province of An Sơn",
    "number_of_document": "12/KH-UBND",
    "url": None,
    "language": "en",
    "action": "Publish the list of services",
    "agency": "Department of Home Affairs",
    "agency_name": "",
    "coordinating": (),
    "product": "",
    "date_start": None,
    "date_end": None,
    "date_relation": None,
    "recurrence": None,
    "rule": "",
    "date_text": "",
    "date_at": None,
    "counted": False,
    "number": None,
    "number_high": None,
    "unit": None,
    "number_relation": None,
    "references": (),
    "flags": (),
    "quote": "The Department of Home Affairs publishes the list of services.",
    "start": 10,
    "end": 72,
    "page": None,
    "section": "",
}


def row(**changes: Any) -> Row:
    """A row with defaults; `day=` sets both ends of its interval."""
    if day := changes.pop("day", None):
        changes |= {"date_start": day, "date_end": day}
    known = {field.name for field in fields(Row)}
    assert changes.keys() <= known, changes.keys() - known
    return Row(**{**DEFAULTS, **changes})


def dated(day: date, relation: str | None = "by", **changes: Any) -> Row:
    return row(day=day, date_relation=relation, **changes)


def source(**changes: Any) -> Source:
    given = {
        "fact": "f2", "document": "sua-doi.txt", "title": "Amendment", "number": "15/KH-UBND", "language": "en",
        "quote": "The deadline is extended.", "start": 3, "end": 28,
    }  # fmt: skip
    return Source(**{**given, **changes})
