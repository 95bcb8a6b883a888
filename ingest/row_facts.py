"""Facts of table rows: tasks with who and by when, goals by year, and figures, read by the header of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.agencies import Agency
from ingest.amounts import MEASURES, amount_of, is_object, telling
from ingest.context import Context
from ingest.dates import Period, find_periods
from ingest.duty_words import says
from ingest.numbers import TIMES, Quantity, find_quantities
from ingest.reading import Frame, deadline_of
from ingest.records import Amount, Deadline, Fact, Passage
from ingest.references import find_references
from ingest.task_table import Role, assigns, goal_columns, roles

MOST_FIGURES = 8  # of one row


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


def row_facts(row: Row, context: Context) -> Iterator[Fact]:
    """A task, goals or figures; nothing for a row of totals or of empty cells."""
    columns = roles(row.header)
    flags: tuple[str, ...] = ()
    if not columns and not any(row.header):
        columns, flags = _guessed(row), ("no_header",)
    goals = list(_goals(row, context, columns))
    if not goals and any(row.header):
        columns = _completed(row, columns)
    if goals:
        yield from goals
    elif assigns(columns):
        yield from _task(row, context, columns, flags)
    else:
        yield from _figures(row, columns)


def _cell(row: Row, columns: dict[Role, int], role: Role) -> Cell:
    at = columns.get(role, -1)
    return row.cells[at] if 0 <= at < len(row.cells) else Cell("", row.start)


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
    """With the columns that no header names but whose cell holds nothing but a body, or a time that is still to come."""
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
        found |= {"task": at for at in list(words)[:1]}
    return found


_RECEIVES = re.compile("trình|nhận|gửi|submit|recipient|approv|to whom|प्राप्तकर्ता|अनुमोदन|প্রাপক|অনুমোদন")


def _is_over(period: Period, day: date | None) -> bool:
    return day is not None and period.end is not None and period.end < day


def _task(row: Row, context: Context, columns: dict[Role, int], flags: tuple[str, ...]) -> Iterator[Fact]:
    task = _cell(row, columns, "task")
    if not any(map(str.isalpha, task.text)):
        task = next((c for i, c in enumerate(row.cells) if i not in columns.values() and len(c.text) > 3), task)
    if not any(map(str.isalpha, task.text)):
        return
    lead = first_body(_cell(row, columns, "lead").text, row.frame)
    deadline = _from_beginning(row, columns, _deadline(row, columns))
    if _is_time(_cell(row, columns, "lead").text, row) or (deadline is None and _is_body(row, columns)):
        flags = (*flags, "unclear_header")  # the header and the cells say different things: the cells are believed
        columns = {role: at for role, at in columns.items() if role not in ("lead", "deadline")} | _told(row, columns)
        lead, deadline = first_body(_cell(row, columns, "lead").text, row.frame), _deadline(row, columns)
    if deadline is None and "deadline" not in columns:
        deadline = _deadline_in(row, task, alone=False)
    if deadline is None and not _cell(row, columns, "deadline").text.strip():
        deadline = context.deadline
    agency_text, agency_name = lead
    if not agency_text and context.agency:
        agency_text, agency_name = context.agency.text, context.agency.name
    if not agency_text and deadline is None:
        return
    product = _cell(row, columns, "product").text.strip()
    telling_cells = [_cell(row, columns, role).text for role in ("target", "quantity", "product", "task")]
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
    begins = _deadline_in(row, _cell(row, columns, "begin"), alone=True) if "begin" in columns else None
    if begins is None or begins.start is None:
        return deadline
    if deadline is None:
        return replace(begins, relation="from")
    ordered = deadline.end is not None and begins.start <= deadline.end
    return replace(deadline, start=begins.start, relation=None) if ordered else deadline


def _helpers(row: Row, columns: dict[Role, int]) -> tuple[str, ...]:
    """Who helps: those of their own column, or behind the one that leads where one column holds both."""
    if "coordinating" in columns:
        return tuple(bodies(_cell(row, columns, "coordinating").text))
    lead = columns.get("lead", -1)
    title = row.header[lead] if 0 <= lead < len(row.header) else ""
    return tuple(bodies(_cell(row, columns, "lead").text)[1:]) if "/" in title else ()


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
    text = _cell(row, columns, "deadline").text.strip()
    agencies = row.frame.agencies(text)
    return bool(agencies) and agencies[0].end - agencies[0].start >= 0.8 * len(text)


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


def _deadline(row: Row, columns: dict[Role, int]) -> Deadline | None:
    return _deadline_in(row, _cell(row, columns, "deadline"), alone=True)


def _deadline_in(row: Row, cell: Cell, alone: bool) -> Deadline | None:
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
        for quantity in telling(_quantities(text, language), text, 0, len(text)):
            timed = quantity.unit in TIMES and quantity.relation is None
            if not timed and (quantity.relation or quantity.unit == "%" or is_object(quantity, text)):
                return amount_of(quantity, text, language)
    return None


def _quantities(text: str, language: str) -> list[Quantity]:
    spans = [(r.start, r.end) for r in find_references(text)]
    spans += [(p.start_char, p.end_char) for p in find_periods(text, language, exclude=spans)]
    return find_quantities(text, language, exclude=spans)


def _goals(row: Row, context: Context, columns: dict[Role, int]) -> Iterator[Fact]:
    """A goal for every column that sets one: "Chỉ tiêu | Đơn vị tính | Năm 2027 | Năm 2030"."""
    places = goal_columns(row.header, row.frame.language, row.frame.day)
    named = _indicator(row, columns, places) if places else None
    if named is None:
        return
    columns = _with_unit(row, columns)
    lead = first_body(_cell(row, columns, "lead").text, row.frame)
    unit, named_text = _cell(row, columns, "unit").text.strip(), row.cells[named].text
    for at in places:
        if at >= len(row.cells) or not (found := _quantities(row.cells[at].text, row.frame.language)):
            continue
        if not _is_number(row.cells[at].text):
            continue  # a text that holds a number, not the number of a goal
        deadline = _deadline(row, columns) or _of_header(row, at) or context.deadline
        yield Fact(
            "target",
            row.start,
            row.end,
            " ".join(named_text.split()),
            agency=lead[0],
            agency_name=lead[1],
            deadline=deadline,
            amount=amount_of(found[0], row.cells[at].text, row.frame.language, _symbol(unit or _inner(named_text))),
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
    return {role: column for role, column in columns.items() if role != "lead"} | {"unit": at}


def _symbol(unit: str) -> str | None:
    """The canonical unit of a column of units: "Tỷ lệ %" is "%"."""
    if not unit:
        return None
    found = find_quantities(f"1 {unit}", None)
    known = found[0].unit if found else None
    return known if known and known not in MEASURES else unit


def _of_header(row: Row, at: int) -> Deadline | None:
    """The year of a column; its words stand in the header, which is not a part of the row's text."""
    periods = [p for p in find_periods(row.header[at], row.frame.language) if p.start is not None]
    if not periods:
        return None
    found = deadline_of(periods[0], row.header[at], row.start)
    return replace(found, start_char=row.start, end_char=row.start)


def _figures(row: Row, columns: dict[Role, int]) -> Iterator[Fact]:
    """What a table of figures says: for every number its row and its column."""
    serial = columns.get("serial", -1)
    label = next((c.text for i, c in enumerate(row.cells) if i != serial and c.text and not _is_number(c.text)), "")
    given = [
        (i, found[0])
        for i, cell in enumerate(row.cells)
        if i != serial and _is_number(cell.text) and (found := _quantities(cell.text, row.frame.language))
    ]
    for at, quantity in given[:MOST_FIGURES]:
        title = row.header[at] if at < len(row.header) else ""
        scaled = find_quantities(f"{quantity.text} {_inner(title)}", row.frame.language) if _inner(title) else []
        amount = amount_of(scaled[0] if scaled else quantity, row.cells[at].text, row.frame.language, title or None)
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
