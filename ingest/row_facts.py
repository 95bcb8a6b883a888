"""Facts of table rows: tasks with who and by when, goals by year, and figures, read by the header of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ingest.context import Context
from ingest.dates import Period
from ingest.goal_rows import figures_of, goals_of
from ingest.records import Deadline, Fact
from ingest.references import find_references
from ingest.rows import Row, best_amount, bodies, cell_of, deadline_cell, deadline_in, first_body
from ingest.task_table import Role, assigns, roles


def row_facts(row: Row, context: Context) -> Iterator[Fact]:
    """A task, goals or figures; nothing for a row of totals or of empty cells."""
    columns = roles(row.header)
    flags: tuple[str, ...] = ()
    if not columns and not any(row.header):
        columns, flags = _guessed(row), ("no_header",)
    goals = list(goals_of(row, context, columns))
    if not goals and any(row.header):
        columns = _completed(row, columns)
    if goals:
        yield from goals
    elif assigns(columns):
        yield from _task(row, context, columns, flags)
    else:
        yield from figures_of(row, columns)


def _guessed(row: Row) -> dict[Role, int]:
    """Columns by what their cells hold, where the table has no header: a day alone, a body alone, a text."""
    found: dict[Role, int] = {}
    for at, cell in enumerate(row.cells):
        words = cell.text.strip()
        periods = row.frame.periods(words)
        agencies = row.frame.agencies(words)
        if len(periods) == 1 and periods[0].end_char - periods[0].start_char >= 0.5 * len(words):
            found.setdefault("deadline", at)
        elif agencies and agencies[0].start == 0 and agencies[0].end >= 0.8 * len(words):
            found.setdefault("lead" if "lead" not in found else "coordinating", at)
        elif len(words.split()) >= 3:
            found.setdefault("task", at)
    return found


def _completed(row: Row, columns: dict[Role, int]) -> dict[Role, int]:
    """With columns that no header names but whose cell holds nothing but a body, or a time that is still to come."""
    if {"lead", "deadline"} <= columns.keys() or not ({"task", "lead", "deadline"} & columns.keys()):
        return columns
    free = [(at, cell) for at, cell in enumerate(row.cells) if at not in columns.values() and cell.text.strip()]
    found = dict(columns)
    for at, cell in free:
        periods = row.frame.periods(cell.text)
        agencies = row.frame.agencies(cell.text)
        if periods and _is_time(cell.text, row) and not _is_over(periods[0], row.frame.day):
            found.setdefault("deadline", at)
        elif (
            agencies
            and agencies[0].start <= 1
            and agencies[0].end >= 0.8 * len(cell.text.strip())
            and not _RECEIVES.search(row.header[at].lower())
        ):
            found.setdefault("lead", at)
    if "deadline" in found and "lead" in found and "task" not in found:
        words = (at for at, cell in free if at not in found.values() and len(cell.text.split()) >= 2)
        if (first := next(words, None)) is not None:
            found["task"] = first
    return found


_RECEIVES = re.compile("trình|nhận|gửi|submit|recipient|approv|to whom|प्राप्तकर्ता|अनुमोदन|প্রাপক|অনুমোদন")


def _is_over(period: Period, day: date | None) -> bool:
    return day is not None and period.end is not None and period.end < day


def _task(row: Row, context: Context, columns: dict[Role, int], flags: tuple[str, ...]) -> Iterator[Fact]:
    task = cell_of(row, columns, "task")
    if not any(map(str.isalpha, task.text)):
        task = next((c for i, c in enumerate(row.cells) if i not in columns.values() and len(c.text) > 3), task)
    if not any(map(str.isalpha, task.text)):
        return
    lead = first_body(cell_of(row, columns, "lead").text, row.frame)
    deadline = _from_beginning(row, columns, deadline_cell(row, columns))
    if _is_time(cell_of(row, columns, "lead").text, row) or (deadline is None and _is_body(row, columns)):
        flags = (*flags, "unclear_header")  # the header and the cells say different things: the cells are believed
        columns = {role: at for role, at in columns.items() if role not in ("lead", "deadline")} | _told(row, columns)
        lead, deadline = first_body(cell_of(row, columns, "lead").text, row.frame), deadline_cell(row, columns)
    if deadline is None and "deadline" not in columns:
        deadline = deadline_in(row, task, alone=False)
    if deadline is None and not cell_of(row, columns, "deadline").text.strip():
        deadline = context.deadline
    agency_text, agency_name = lead
    if not agency_text and context.agency:
        agency_text, agency_name = context.agency.text, context.agency.name
    if not agency_text and deadline is None:
        return
    product = cell_of(row, columns, "product").text.strip()
    telling_cells = [cell_of(row, columns, role).text for role in ("target", "quantity", "product", "task")]
    amount = best_amount(telling_cells, row.frame.language)
    yield Fact(
        "deadline" if deadline else "responsibility",
        row.start,
        row.end,
        " ".join(task.text.split()),
        agency=agency_text,
        agency_name=agency_name,
        coordinating=_helpers(row, columns),
        product=" ".join(product.split()),
        deadline=deadline,
        amount=amount,
        references=tuple(dict.fromkeys(r.number for r in find_references(task.text))),
        flags=flags,
        section=row.passage.section,
        page=row.passage.page,
    )


def _from_beginning(row: Row, columns: dict[Role, int], deadline: Deadline | None) -> Deadline | None:
    """The time from the day in a column "Start" to that in a column "End"."""
    begins = deadline_in(row, cell_of(row, columns, "begin"), alone=True) if "begin" in columns else None
    if begins is None or begins.start is None:
        return deadline
    if deadline is None:
        return replace(begins, relation="from")
    ordered = deadline.end is not None and begins.start <= deadline.end
    return replace(deadline, start=begins.start, relation=None) if ordered else deadline


def _helpers(row: Row, columns: dict[Role, int]) -> tuple[str, ...]:
    """Who helps: those of their own column, or behind the one that leads where one column holds both."""
    if "coordinating" in columns:
        return tuple(bodies(cell_of(row, columns, "coordinating").text))
    lead = columns.get("lead", -1)
    title = row.header[lead] if 0 <= lead < len(row.header) else ""
    return tuple(bodies(cell_of(row, columns, "lead").text)[1:]) if "/" in title else ()


def _told(row: Row, columns: dict[Role, int]) -> dict[Role, int]:
    """The columns of who and by when, by what the cells of the row hold."""
    found = _guessed(row)
    helping = columns.get("coordinating")
    return {role: at for role, at in found.items() if role in ("lead", "deadline") and at != helping}


def _is_time(text: str, row: Row) -> bool:
    """Whether a cell holds a time and nothing else."""
    periods = row.frame.periods(text)
    return len(periods) == 1 and periods[0].end_char - periods[0].start_char >= 0.7 * len(text.strip())


def _is_body(row: Row, columns: dict[Role, int]) -> bool:
    """Whether the column of deadlines holds a body."""
    text = cell_of(row, columns, "deadline").text.strip()
    agencies = row.frame.agencies(text)
    return bool(agencies) and agencies[0].end - agencies[0].start >= 0.8 * len(text)
