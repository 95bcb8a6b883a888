"""The register as CSV that spreadsheets open: UTF-8 with a byte order mark, RFC 4180."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assistant.export_columns import Cell, cells, header
from assistant.register import Row

# A spreadsheet runs a cell that begins so as a formula; some of them pass over blanks and take full-width signs.
_FORMULA = re.compile(r"[\t\r]|[\s\x00-\x20\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")


def as_csv(rows: Sequence[Row], language: str, today: date) -> bytes:
    """A header and one record a row. Days are ISO 8601, numbers have a decimal point and no grouping."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(neutral, header(language)))
    for row in rows:
        writer.writerow(map(_shown, cells(row, language, today)))
    return out.getvalue().encode("utf-8-sig")


def neutral(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutral(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)  # a date is ISO 8601
