"""A table row with its cells and their places, and the times, bodies and amounts that a cell holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.agencies import Agency
from ingest.amounts import amount_of, is_object, telling
from ingest.dates import find_periods
from ingest.duty_words import says
from ingest.numbers import TIMES, Quantity, find_quantities
from ingest.reading import Frame, deadline_of
from ingest.records import Amount, Deadline, Passage
from ingest.references import find_references
from ingest.task_table import Role


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    start: int  # offset in the document


@dataclass(frozen=True, slots=True)
class Row:
    """A table row with what is needed to read it."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    header: tuple[str, ...]
    passage: Passage
    frame: Frame


def row_of(text: str, passage: Passage, frame: Frame) -> Row:
    """The row that a passage is; cells that do not stand in the text as they are get its beginning as their place."""
    cells, at = [], passage.start
    for words in passage.cells:
        found = text.find(words, at, passage.end) if words else at
        place = found if found >= 0 else passage.start
        cells.append(Cell(words, place))
        at = place + len(words) if found >= 0 else at
    return Row(passage.start, passage.end, tuple(cells), passage.header, passage, frame)


def cell_of(row: Row, columns: dict[Role, int], role: Role) -> Cell:
    at = columns.get(role, -1)
    return row.cells[at] if 0 <= at < len(row.cells) else Cell("", row.start)


_SEPARATOR = re.compile(r"\s*[;\n•]\s*|(?<=[^\W\d])\s*/\s*(?=[^\W\d])|,\s+(?=[A-ZĐÀ-Ỹ])")


def bodies(text: str) -> list[str]:
    """The bodies of a cell that holds nothing else."""
    return [piece.strip(" .-–—") for piece in _SEPARATOR.split(text) if piece.strip(" .-–—")]


_NOTE = re.compile(r"\s*\([^()]*\)\s*\Z")  # "(phối hợp: Sở Tài chính)" behind the body that leads


def first_body(text: str, frame: Frame) -> tuple[str, str]:
    """The one that leads, as written, and its canonical name; a body that no rule knows counts by its place here."""
    words = _NOTE.sub("", text).strip(" *_.-–—")
    if not words:
        return "", ""
    agencies: Sequence[Agency] = frame.agencies(words)
    if agencies and agencies[0].start <= 3:
        return agencies[0].text, agencies[0].name
    first = (bodies(words) or [words])[0]
    return first, first


def deadline_cell(row: Row, columns: dict[Role, int]) -> Deadline | None:
    return deadline_in(row, cell_of(row, columns, "deadline"), alone=True)


def deadline_in(row: Row, cell: Cell, alone: bool) -> Deadline | None:
    """The time in a cell: of several the last; in a cell of another column only one that limits."""
    periods = row.frame.periods(cell.text)
    if not alone:
        periods = [p for p in periods if p.relation in ("by", "before", "within") or p.recurrence]
    if not periods:
        return _short_deadline(row, cell) if alone else None
    if alone and len(periods) == 2 and _TOGETHER.fullmatch(cell.text[periods[0].end_char : periods[1].start_char]):
        first = periods[0]
        if first.start and first.precision == "month" and not first.recurrence and periods[1].end:
            return replace(deadline_of(periods[1], cell.text, cell.start), start=first.start)
    title = " ".join(row.header)
    period = next((p for p in reversed(periods) if p.recurrence), periods[-1])
    if alone and period.relation in (None, "on") and says("before_title", title, row.frame.language):
        period = replace(period, relation="before")
    return deadline_of(period, cell.text, cell.start)


_TOGETHER = re.compile(r"\s*(?:,|&|and|và|और|एवं|व|ও|এবং)\s*")
_DAY_AND_MONTH = re.compile(r"\s*\d{1,2}\s?[/.-]\s?\d{1,2}\s*")
_AS_LIMIT = {"vi": ("trong ", ""), "en": ("within ", ""), "hi": ("", " के भीतर"), "bn": ("", " এর মধ্যে")}


def _short_deadline(row: Row, cell: Cell) -> Deadline | None:
    """A column of deadlines lets a day without a year and a mere length of time be told: "15/4", "एक माह"."""
    text, language = cell.text.strip(), row.frame.language
    if not text or len(text) > 40:
        return None
    before, behind = ("ngày ", "") if _DAY_AND_MONTH.fullmatch(text) else _AS_LIMIT.get(language, ("", ""))
    periods = row.frame.periods(f"{before}{text}{behind}")
    if len(periods) != 1 or periods[0].end_char - periods[0].start_char < 0.7 * len(text):
        return None
    found = deadline_of(periods[0], text, cell.start)
    place = cell.start + cell.text.find(text)
    return replace(found, text=text, start_char=place, end_char=place + len(text))


def best_amount(texts: Sequence[str], language: str) -> Amount | None:
    """How much, from the first of the texts that says it."""
    for text in texts:
        for quantity in telling(quantities_of(text, language), text, 0, len(text)):
            timed = quantity.unit in TIMES and quantity.relation is None
            if not timed and (quantity.relation or quantity.unit == "%" or is_object(quantity, text)):
                return amount_of(quantity, text, language)
    return None


def quantities_of(text: str, language: str) -> list[Quantity]:
    spans = [(r.start, r.end) for r in find_references(text)]
    spans += [(p.start_char, p.end_char) for p in find_periods(text, language, exclude=spans)]
    return find_quantities(text, language, exclude=spans)
