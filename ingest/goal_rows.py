"""Tables of goals and of figures: a goal for every column that sets one, a figure for every number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.amounts import amount_of
from ingest.context import Context
from ingest.dates import find_periods
from ingest.numbers import find_quantities
from ingest.reading import deadline_of
from ingest.records import Deadline, Fact
from ingest.row_units import scaled
from ingest.rows import Row, cell_of, deadline_cell, first_body, quantities_of
from ingest.task_table import Role, goal_columns

MOST_FIGURES = 8  # of one row


def goals_of(row: Row, context: Context, columns: dict[Role, int]) -> Iterator[Fact]:
    """A goal for every column that sets one: "Chỉ tiêu | Đơn vị tính | Năm 2027 | Năm 2030"."""
    places = goal_columns(row.header, row.frame.language, row.frame.day)
    named = _indicator(row, columns, places) if places else None
    if named is None:
        return
    columns = _with_unit(row, columns)
    lead = first_body(cell_of(row, columns, "lead").text, row.frame)
    unit, named_text = cell_of(row, columns, "unit").text.strip(), row.cells[named].text
    for at in places:
        if at >= len(row.cells) or not (found := quantities_of(row.cells[at].text, row.frame.language)):
            continue
        if not _is_number(row.cells[at].text):
            continue  # a text that holds a number, not the number of a goal
        deadline = deadline_cell(row, columns) or _of_header(row, at) or context.deadline
        yield Fact(
            "target",
            row.start,
            row.end,
            " ".join(named_text.split()),
            agency=lead[0],
            agency_name=lead[1],
            deadline=deadline,
            amount=scaled(found[0], row.cells[at].text, row.frame.language, unit or _inner(named_text)),
            section=row.passage.section,
            page=row.passage.page,
        )


def _indicator(row: Row, columns: dict[Role, int], places: Sequence[int]) -> int | None:
    """The column that names what the goals are of: by its header, else the first that holds words."""
    for role in ("target", "task"):
        if (at := columns.get(role, -1)) not in (-1, *places) and at < len(row.cells):
            return at
    others = {*places, *(at for role, at in columns.items() if role not in ("target", "task", "product"))}
    if (at := columns.get("product", -1)) not in (-1, *places) and at < len(row.cells):
        return at
    words = (i for i, cell in enumerate(row.cells) if i not in others and sum(map(str.isalpha, cell.text)) > 3)
    return next(words, None)


_ONLY_UNIT = re.compile("(?:đơn vị|don vi)\\W*")  # of measure, or a body that works


def _with_unit(row: Row, columns: dict[Role, int]) -> dict[Role, int]:
    """A column "Đơn vị" of a table of goals gives the units, unless bodies stand in it."""
    at = columns.get("lead", -1)
    if "unit" in columns or not 0 <= at < len(row.cells) or not _ONLY_UNIT.fullmatch(row.header[at].strip().lower()):
        return columns
    if row.frame.agencies(row.cells[at].text):
        return columns
    found: dict[Role, int] = {role: column for role, column in columns.items() if role != "lead"}
    found["unit"] = at
    return found


def _of_header(row: Row, at: int) -> Deadline | None:
    """The year of a column; its words stand in the header, which is not a part of the row's text."""
    periods = [p for p in find_periods(row.header[at], row.frame.language) if p.start is not None]
    if not periods:
        return None
    found = deadline_of(periods[0], row.header[at], row.start)
    return replace(found, start_char=row.start, end_char=row.start)


def figures_of(row: Row, columns: dict[Role, int]) -> Iterator[Fact]:
    """What a table of figures says: for every number its row and its column."""
    serial = columns.get("serial", -1)
    label = next((c.text for i, c in enumerate(row.cells) if i != serial and c.text and not _is_number(c.text)), "")
    given = [
        (i, found[0])
        for i, cell in enumerate(row.cells)
        if i != serial and _is_number(cell.text) and (found := quantities_of(cell.text, row.frame.language))
    ]
    for at, quantity in given[:MOST_FIGURES]:
        title = row.header[at] if at < len(row.header) else ""
        whole = find_quantities(f"{quantity.text} {_inner(title)}", row.frame.language) if _inner(title) else []
        amount = amount_of(whole[0] if whole else quantity, row.cells[at].text, row.frame.language, title or None)
        yield Fact(
            "figure",
            row.start,
            row.end,
            " — ".join(filter(None, (" ".join(label.split()), " ".join(title.split())))),
            amount=amount,
            section=row.passage.section,
            page=row.passage.page,
        )


_BRACKETS = re.compile(r"\(([^()]{1,40})\)")


def _inner(title: str) -> str:
    """The unit that a header gives in brackets: "Grant (million taka)"."""
    found = _BRACKETS.search(title)
    return found[1] if found else ""


def _is_number(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return any(char.isdecimal() for char in text) and letters <= 20 and len(text) <= 30
