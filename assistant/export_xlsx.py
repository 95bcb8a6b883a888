"""The register as an Excel workbook: the rows, and the progress by agency and by document with a chart each."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from assistant.charts import STAGES, Progress, progress
from assistant.export_columns import COLUMNS, Cell, cells, header
from assistant.register import STATUSES, Row
from assistant.row_wording import row_label, row_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767  # UTF-16 units in a cell
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_CHARTED = 20  # bars that can be told apart; the table holds all
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_WIDTHS = {
    "agency": 28, "action": 48, "when": 26, "amount": 20, "status": 16, "kind": 15, "start": 12, "end": 12,
    "recurrence": 15, "number": 15, "number_high": 15, "unit": 12, "coordinating": 28, "product": 24, "references": 22,
    "title": 40, "document_number": 18, "document": 24, "page": 8, "section": 28, "quote": 70, "validity": 14,
    "changed_by": 34, "conflicts": 34, "twins": 34, "flags": 18, "review": 14, "note": 28, "evidence": 28, "url": 34,
    "id": 20,
}  # fmt: skip
_COLOURS = {  # text and fill of a status
    "overdue": ("#9B1C1C", "#FDE2E2"),
    "done": ("#14532D", "#DCF5E3"),
    "in_progress": ("#1E3A8A", "#DFE9FD"),
    "not_applicable": ("#52525B", "#EDEDED"),
}
_BARS = {
    "done": "#15803D",
    "in_progress": "#1D4ED8",
    "open": "#94A3B8",
    "overdue": "#B91C1C",
    "not_applicable": "#D4D4D8",
}


def as_xlsx(rows: Sequence[Row], language: str, today: date) -> bytes:
    """Three sheets. Texts are texts, whatever they begin with; days are dates and numbers numbers."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": row_text(language, "register")})
        _register(book, rows, language, today)
        for by in ("agency", "document"):
            _progress(book, progress(rows, today, language, by), language, by)
    return out.getvalue()


def _register(book: Workbook, rows: Sequence[Row], language: str, today: date) -> None:
    sheet = _sheet(book, row_text(language, "register"))
    styles: dict[str, dict[str, Any]] = {
        "text": {"text_wrap": True, "num_format": "@"},
        "long": {"text_wrap": True},  # Excel shows long cells of the format above as a row of #
        "day": {"num_format": "yyyy-mm-dd", "align": "left"},
        "whole": {"num_format": "#,##0"},
        "part": {"num_format": "#,##0.######"},
    }
    formats = {name: book.add_format({"valign": "top", **style}) for name, style in styles.items()}
    _heading(book, sheet, header(language), [_WIDTHS[column] for column in COLUMNS])
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(cells(row, language, today)):
            _write(sheet, at, column, cell, formats)
    sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
    sheet.freeze_panes(1, 2)  # the header, and who must do what
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    status = COLUMNS.index("status")
    for key in ("overdue", *STATUSES):
        if key in _COLOURS:
            colour, fill = _COLOURS[key]
            shown = book.add_format({"font_color": colour, "bg_color": fill})
            word = row_label(language, "statuses", key).replace('"', '""')
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": shown}
            sheet.conditional_format(1, status, max(1, len(rows)), status, rule)


def _sheet(book: Workbook, name: str) -> Worksheet:
    return book.add_worksheet(name[:31])


def _heading(book: Workbook, sheet: Worksheet, names: Sequence[str], widths: Sequence[int]) -> None:
    bold = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "top",
            "bg_color": "#E2E8F0",
            "bottom": 1,
            "bottom_color": "#475569",
        }
    )
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)


def _write(sheet: Worksheet, at: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, date) and cell >= _FIRST_DAY:
        sheet.write_datetime(at, column, cell, formats["day"])
    elif isinstance(cell, int | Decimal) and len(str(abs(cell)).replace(".", "")) <= 15:  # a float's digits
        whole = cell == int(cell)
        sheet.write_number(at, column, int(cell) if whole else float(cell), formats["whole" if whole else "part"])
    else:
        text = cell.isoformat() if isinstance(cell, date) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
        sheet.write_string(at, column, fitting(text), formats["text" if len(text) < 256 else "long"])


def fitting(text: str) -> str:
    """The text without control characters, cut where Excel's cells end; letters beyond the first plane count twice."""
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    units = text.encode("utf-16-le")
    if len(units) // 2 <= _LONGEST:
        return text
    return units[: 2 * (_LONGEST - 1)].decode("utf-16-le", errors="ignore") + "…"


def _progress(book: Workbook, counts: Sequence[Progress], language: str, by: Literal["agency", "document"]) -> None:
    name = row_text(language, f"by_{by}")
    sheet = _sheet(book, name)
    stages = [row_label(language, "statuses", stage) for stage in STAGES]
    first = row_label(language, "columns", "agency" if by == "agency" else "title")
    _heading(book, sheet, [first, *stages, row_text(language, "total")], [48, *[16] * (len(STAGES) + 1)])
    wrap, number = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"valign": "top"})
    for at, count in enumerate(counts, 1):
        sheet.write_string(at, 0, fitting(count.name or row_text(language, "unnamed")), wrap)
        for column, value in enumerate([*map(count.count, STAGES), count.total], 1):
            sheet.write_number(at, column, value, number)
    sheet.autofilter(0, 0, max(1, len(counts)), len(STAGES) + 1)
    sheet.freeze_panes(1, 1)
    if counts:
        sheet.insert_chart(1, len(STAGES) + 3, _chart(book, name, len(counts), language, by))


def _chart(book: Workbook, sheet: str, count: int, language: str, by: str) -> Any:
    shown = min(count, _CHARTED)
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, stage in enumerate(STAGES, 1):
        chart.add_series(
            {
                "name": [sheet, 0, column],
                "categories": [sheet, 1, 0, shown, 0],
                "values": [sheet, 1, column, shown, column],
                "fill": {"color": _BARS[stage]},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 45,
            }
        )
    title = row_text(language, f"progress_{by}")
    if shown < count:
        title = f"{title} ({row_text(language, 'excerpt', shown=shown, total=count)})"
    chart.set_title({"name": title, "name_font": {"size": 13}, "overlay": False})
    chart.set_y_axis({"reverse": True})  # the first row on top
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#E2E8F0"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 180 + 34 * shown})
    return chart
