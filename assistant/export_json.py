"""The register as JSON: one object a row, as `directives facts --format json` prints it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.answer import Citation
from assistant.register import Row


def rows_json(rows: Sequence[Row], today: date) -> str:
    """A JSON list; the citations are numbered in its order."""
    return json.dumps([as_json(row, today, n) for n, row in enumerate(rows, 1)], ensure_ascii=False, indent=1) + "\n"


def as_json(row: Row, today: date, n: int = 1) -> dict[str, Any]:
    """A row of the contract. `n` is the number of its citation; on `today` depends whether it is overdue."""
    return {
        "id": row.id,
        "document": row.document,
        "kind": row.kind,
        "agency": row.agency,
        "agency_name": row.agency_name,
        "action": row.action,
        "date": date_json(row),
        "number": number_json(row.number),
        "number_high": number_json(row.number_high),
        "unit": row.unit,
        "relation": row.number_relation,
        "coordinating": list(row.coordinating),
        "product": row.product,
        "references": list(row.references),
        "flags": list(row.flags),
        "quote": row.quote,
        "start": row.start,
        "end": row.end,
        "page": row.page,
        "section": row.section,
        "validity": row.validity,
        "changed_by": asdict(row.changed_by) if row.changed_by else None,
        "conflicts": [asdict(source) for source in row.conflicts],
        "twins": [asdict(source) for source in row.twins],
        "review": row.review,
        "status": row.status,
        "note": row.note,
        "evidence": row.evidence,
        "overdue": row.is_overdue(today),
        "citation": asdict(row_citation(row, n)),
    }


def row_citation(row: Row, n: int) -> Citation:
    """The words of a row as a citation."""
    return Citation(
        n, row.document, row.title, row.url, row.language, row.quote, row.start, row.end, row.page, row.section
    )


def date_json(row: Row) -> dict[str, str | None] | None:
    if not (row.date_start or row.date_end or row.recurrence or row.date_text):
        return None
    return {
        "start": row.date_start.isoformat() if row.date_start else None,
        "end": row.date_end.isoformat() if row.date_end else None,
        "relation": row.date_relation,
        "recurrence": row.recurrence,
        "rule": row.rule,
        "text": row.date_text,
    }


def number_json(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
