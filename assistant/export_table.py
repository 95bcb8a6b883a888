"""The register as a table for a terminal: who, what, by when, how much, which document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.register import Row
from assistant.row_wording import row_agency, row_amount, row_date, row_label, row_status, row_text
from assistant.widths import columns, wrapped

_COLUMNS = ("agency", "action", "when", "amount", "title")
_SHARES = (18, 36, 20, 12, 14)  # of the width, in percent
_LEAST = 6  # columns a cell is given at least, so the table may be wider than a very narrow terminal
_GAP = "  "
_LINES = 4  # of a cell; what is longer ends in an ellipsis and stands whole in the other formats


def as_table(rows: Sequence[Row], language: str, today: date, width: int = 100) -> str:
    """Lines of at most `width` columns; a cell takes several lines where it has to."""
    if not rows:
        return row_text(language, "nothing")
    records = [[row_label(language, "columns", column) for column in _COLUMNS]]
    records += [_cells(row, language, today) for row in rows]
    widths = _widths(records, width - len(_GAP) * (len(_COLUMNS) - 1))
    head, *body = (_lines(record, widths) for record in records)
    rule = _GAP.join("─" * each for each in widths)
    return "\n".join([*head, rule, *(line for record in body for line in record)])


def _cells(row: Row, language: str, today: date) -> list[str]:
    when = row_date(row, language)
    if row.is_obligation and (row.status != "open" or row.is_overdue(today)):
        when = " · ".join(filter(None, (when, row_status(row, language, today))))
    if row.validity == "superseded":
        when = " · ".join(filter(None, (when, row_label(language, "validities", "superseded"))))
    return [
        row_agency(row, language) or "–",
        row.action or row.quote,
        when or "–",
        row_amount(row, language) or "–",
        row.number_of_document or row.document,
    ]


def _widths(records: Sequence[Sequence[str]], room: int) -> list[int]:
    """No wider than its widest cell; the shares decide where there is not room for all."""
    wanted = [max(map(columns, column)) for column in zip(*records, strict=True)]
    widths = [max(_LEAST, min(want, room * share // 100)) for want, share in zip(wanted, _SHARES, strict=True)]
    spare = room - sum(widths)
    for at in sorted(range(len(widths)), key=lambda at: -_SHARES[at]):
        more = max(0, min(spare, wanted[at] - widths[at]))
        widths[at] += more
        spare -= more
    return widths


def _lines(record: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrapped(cell, width, _LINES) for cell, width in zip(record, widths, strict=True)]
    lines = []
    for at in range(max(map(len, cells))):
        parts = [cell[at] if at < len(cell) else "" for cell in cells]
        padded = (part + " " * (width - columns(part)) for part, width in zip(parts, widths, strict=True))
        lines.append(_GAP.join(padded).rstrip())
    return lines
