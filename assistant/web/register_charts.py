"""The charts of the register: drawn wide and narrow, and as tables for who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from assistant import charts
from assistant.charts_svg import draw_progress, draw_timeline
from assistant.register import Row
from assistant.row_wording import row_label, row_text, say_count
from assistant.web.languages import day
from assistant.web.markup import lang, notice, text
from assistant.web.register_languages import register_labels

BARS = 20  # bodies or documents drawn; the table has all
MOST = 500  # deadlines in the table


def timeline(rows: Sequence[Row], language: str, today: date) -> str:
    """Deadlines by agency on a time line."""
    data = charts.timeline(rows, today, language)
    header = [row_label(language, "columns", key) for key in ("when", "agency", "action", "status")]
    lines = [
        (
            day(point.day, language),
            point.agency or row_text(language, "unnamed"),
            point.title,
            row_label(language, "statuses", point.state),
        )
        for point in data.points[:MOST]
    ]
    table, labels, total = _table(header, lines), register_labels(language), len(data.points)
    if total > MOST:
        counts = {"shown": say_count(MOST, language), "total": say_count(total, language)}
        table = notice(labels.first_rows.format(**counts)) + table
    drawings = draw_timeline(data, language), draw_timeline(data, language, True)
    return _chart(row_text(language, "timeline"), drawings, table, language)


def progress(rows: Sequence[Row], language: str, today: date) -> str:
    """How far the tasks have come, by agency and by document."""
    return _progress(rows, language, today, "agency") + _progress(rows, language, today, "document")


def _progress(rows: Sequence[Row], language: str, today: date, by: Literal["agency", "document"]) -> str:
    drawn = charts.progress(rows, today, language, by, BARS)
    column = row_label(language, "columns", "agency" if by == "agency" else "title")
    header = [column, row_text(language, "total"), *(row_label(language, "statuses", key) for key in charts.STAGES)]
    lines = []
    for count in charts.progress(rows, today, language, by):
        numbers = (count.total, *(count.count(stage) for stage in charts.STAGES))
        name = count.name or row_text(language, "unnamed")
        lines.append((name, *(say_count(number, language) for number in numbers)))
    drawings = draw_progress(drawn, language, by), draw_progress(drawn, language, by, True)
    return _chart(row_text(language, f"progress_{by}"), drawings, _table(header, lines), language)


def _table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in header)
    body = "".join(f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in line)}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _chart(title: str, drawings: tuple[str, str], table: str, language: str) -> str:
    """The drawings, wide and narrow, come escaped from `charts_svg`."""
    wide, narrow = drawings
    return (
        f'<section class="chart"{lang(language)}><h3>{text(title)}</h3><div class="wide">{wide}</div>'
        f'<div class="narrow">{narrow}</div><details><summary>{text(register_labels(language).as_table)}</summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text(title)}">{table}</div></details></section>'
    )
