"""The columns of the register's spreadsheets: what each holds, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assistant.register import Row, Source
from assistant.row_wording import row_agency, row_amount, row_date, row_kind, row_label, row_status, row_unit

Cell = str | int | Decimal | date | None

COLUMNS = (
    "agency", "action", "when", "amount", "status", "kind", "start", "end", "recurrence", "number", "number_high",
    "unit", "coordinating", "product", "references", "title", "document_number", "document", "page", "section",
    "quote", "validity", "changed_by", "conflicts", "twins", "flags", "review", "note", "evidence", "url", "id",
)  # fmt: skip


def header(language: str) -> list[str]:
    return [row_label(language, "columns", column) for column in COLUMNS]


def cells(row: Row, language: str, today: date) -> list[Cell]:
    """The values of a row, in the order of `COLUMNS`; None or "" where there is none."""
    values: dict[str, Cell] = {
        "agency": row_agency(row, language),
        "action": row.action,
        "when": row_date(row, language),
        "amount": row_amount(row, language),
        "status": row_status(row, language, today),
        "kind": row_kind(row, language),
        "start": row.date_start,
        "end": row.date_end,
        "recurrence": row_label(language, "every", row.recurrence) if row.recurrence else "",
        "number": row.number,
        "number_high": row.number_high,
        "unit": row_unit(row, language),
        "coordinating": "; ".join(row.coordinating),
        "product": row.product,
        "references": "; ".join(row.references),
        "title": row.title,
        "document_number": row.number_of_document or "",
        "document": row.document,
        "page": row.page,
        "section": row.section,
        "quote": row.quote,
        "validity": row_label(language, "validities", row.validity),
        "changed_by": _named([row.changed_by] if row.changed_by else []),
        "conflicts": _named(row.conflicts),
        "twins": _named(row.twins),
        "flags": "; ".join(row_label(language, "flags", flag) for flag in row.flags),
        "review": row_label(language, "reviews", row.review) if row.review else "",
        "note": row.note,
        "evidence": row.evidence,
        "url": row.url or "",
        "id": row.id,
    }
    return [values[column] for column in COLUMNS]


def _named(sources: Sequence[Source]) -> str:
    return "; ".join(f"{source.number or source.document}: “{source.quote}”" for source in sources)
