"""The register in a format: for a terminal, a program, a spreadsheet, a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, get_args

from assistant.register import Row

Format = Literal["table", "json", "csv", "xlsx", "ics"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "table": "text/plain; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


def export(
    rows: Sequence[Row],
    format: str,
    language: str,
    today: date,
    *,
    width: int = 100,
) -> bytes:
    """The rows as a file's bytes, worded in `language`. Raises ValueError for a format that is none of `FORMATS`.

    `width` is that of the terminal, in columns.
    """
    if format == "table":
        from assistant.export_table import as_table

        return f"{as_table(rows, language, today, width)}\n".encode()
    if format == "json":
        from assistant.export_json import rows_json

        return rows_json(rows, today).encode()
    if format == "csv":
        from assistant.export_csv import as_csv

        return as_csv(rows, language, today)
    if format == "xlsx":
        from assistant.export_xlsx import as_xlsx

        return as_xlsx(rows, language, today)
    if format == "ics":
        from assistant.export_ics import as_ics

        return as_ics(rows, language, today)
    raise ValueError(f"The format {format!r} is none of {', '.join(FORMATS)}.")
