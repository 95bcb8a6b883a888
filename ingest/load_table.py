"""A grid of cells, however a format wrote it, into row blocks: which row is the header, which table is only layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.clean import compiled, fold
from ingest.load_lines import MINOR, TITLE_LENGTH, classify, ends_sentence, text_blocks
from ingest.records import Block

Cell = str | None  # None: covered by the cell to its left (merged across columns)

MAX_CELLS = 400_000  # of one table; a span of a hostile file can claim any number

_SERIAL = compiled(
    r"(?:stt|tt|số tt|số thứ tự|no\.?|s\.? ?no\.?|sl\.? ?no\.?|sr\.? ?no\.?|serial(?: no\.?)?|#"
    r"|ref(?:erence)?\.?(?: no\.?)?|item(?: no\.?)?|s/n"
    r"|क्रम(?: ?सं\.?| संख्या|ांक)?|क्र\.?(?: ?सं\.?)?"
    r"|ক্রম(?: ?নং\.?| সংখ্যা)?|ক্রমিক(?: নং\.?| সংখ্যা)?|নং)"
)
# Bordered or not, these tables only put things side by side: letterheads, signatures, lists of recipients.
_LETTERHEAD = compiled(
    r"cộng (?:hòa|hoà) xã hội chủ nghĩa|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam|nơi nhận\s*:|^số\s*:"
    r"|^\*?\s*số\s+\d+[-/]|^v/v\b"
    r"|\b(?:tm|kt|tl|tuq|q)\. |भारत सरकार|সরকার\s*$|গণপ্রজাতন্ত্রী|^संख्या\s*[:ः]|^নং\s*[:ঃ]"
    r"|^(?:f\.? ?)?no\.\s*[:\d]|^copy to\b|^(?:to|date)\s*:"
)
_COLUMN_NUMBER = re.compile(r"\(?(?:[0-9०-९০-৯]{1,2}|[A-Z])\)?(?:\s*=.*)?")
_ORDINAL = re.compile(r"[IVXLC]{1,6}|[A-ZĐ]|[0-9०-९০-৯]{1,3}(?:\.[0-9०-९০-৯]{1,3})*")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as rows of equal length; cells may hold "\\n" between their paragraphs.

    header_rows is the number of leading rows that the format marks as header, None where it marks none. originals are
    the rows' own lines (Markdown), which then stay the text of the blocks.
    """

    rows: Sequence[Sequence[Cell]]
    header_rows: int | None = None
    originals: Sequence[str] | None = None
    page: int | None = None


def table_blocks(grid: Grid, inherited: tuple[str, ...] = ()) -> list[Block]:
    """Rows with their header, headings for rows that run across, paragraphs where the table is only layout.

    inherited is the header of the table that this one continues on a new page; it is used where the columns agree.
    """
    rows = [
        [None if c is None else "\n".join(filter(None, map(fold, c.split("\n")))) for c in row] for row in grid.rows
    ]
    kept = [i for i, row in enumerate(rows) if any(row)]
    width = max((len(rows[i]) for i in kept), default=0)
    if not kept:
        return []
    if inherited and len(inherited) == width:
        header = inherited
        body = [i for i in kept if _flat(rows[i], width) != header]
        body = body[1:] if body and _is_numbering(rows[body[0]]) else body
    else:
        if _is_layout([rows[i] for i in kept], width, grid.header_rows):
            return _cell_by_cell([rows[i] for i in kept], grid.page)
        count = _header_count([rows[i] for i in kept], grid.header_rows)
        header = _header([rows[i] for i in kept[:count]], width)
        body = kept[count:]
    return [_row_block(rows[i], header, width, grid.originals[i] if grid.originals else None, grid.page) for i in body]


def _flat(row: Sequence[Cell], width: int) -> tuple[str, ...]:
    """One line a cell; a merged cell's text stands in each of its columns."""
    result: list[str] = []
    for cell in row:
        result.append((result[-1] if result else "") if cell is None else cell.replace("\n", " "))
    return tuple(result + [""] * (width - len(result)))


def _filled(row: Sequence[Cell]) -> list[str]:
    return [cell.replace("\n", " ") for cell in row if cell]


def _is_numbering(row: Sequence[Cell]) -> bool:
    """The row "(1) (2) (3)" or "A B 1 2" below a header, which numbers the columns."""
    filled = _filled(row)
    return len(filled) >= 3 and len(filled) >= len(row) - 1 and all(_COLUMN_NUMBER.fullmatch(c) for c in filled)


def _is_layout(rows: Sequence[Sequence[Cell]], width: int, header_rows: int | None) -> bool:
    if width < 2 or len(rows) < 2:
        return True
    if header_rows or _has_serial(rows[0]) or width > 2:
        return False
    cells = [cell for row in rows for cell in _filled(row)]
    if any(_LETTERHEAD.search(cell) for cell in cells):
        return len(rows) <= 4
    return len(rows) <= 3 and not _is_header_like(rows[0])


def _has_serial(row: Sequence[Cell]) -> bool:
    return any(_SERIAL.fullmatch(cell.strip("*: ")) for cell in _filled(row))


def _is_header_like(row: Sequence[Cell]) -> bool:
    filled = _filled(row)
    first = filled[0].strip("*_. ") if filled else ""
    short = all(len(c) <= 100 and (" " not in c or not ends_sentence(c)) for c in filled)  # "Ref.", "Qty."
    return len(filled) >= 2 and short and not re.fullmatch(r"[0-9०-९০-৯]+(?:\.[0-9]+)*", first)


def _header_count(rows: Sequence[Sequence[Cell]], marked: int | None) -> int:
    """How many leading rows are header: those marked, else the first if it looks like one, and what belongs to it."""
    count = min(marked, len(rows) - 1) if marked else int(_has_serial(rows[0]) or _is_header_like(rows[0]))
    if count == 1 and len(rows) > 2 and None in rows[0] and any(rows[0][1:]) and _is_second_header(rows[0], rows[1]):
        count = 2
    if 0 < count < len(rows) and _is_numbering(rows[count]):
        count += 1
    return count


def _is_second_header(first: Sequence[Cell], second: Sequence[Cell]) -> bool:
    """Whether the second row names the columns below a merged cell of the first, and nothing new beside them."""
    below = [b for a, b in zip(first, second, strict=False) if a is None and b]
    rest = [
        (a, b) for i, (a, b) in enumerate(zip(first, second, strict=False)) if a is not None and not _spans(first, i)
    ]
    grown = any(a and a == b for a, b in rest)  # a cell merged downwards: both rows are header
    return bool(below) and (grown or all(not b or a == b for a, b in rest))


def _spans(row: Sequence[Cell], column: int) -> bool:
    return column + 1 < len(row) and row[column + 1] is None


def _header(rows: Sequence[Sequence[Cell]], width: int) -> tuple[str, ...]:
    """The header rows as one: "Kinh phí" over "2026" is the column "Kinh phí 2026"."""
    levels = [_flat(row, width) for row in rows if not _is_numbering(row)]
    columns = zip(*levels, strict=True) if levels else ()
    return tuple(" ".join(dict.fromkeys(cell for cell in column if cell)) for column in columns)


def _row_block(
    row: Sequence[Cell], header: tuple[str, ...], width: int, original: str | None, page: int | None
) -> Block:
    filled = _filled(row)
    title = _across(row, filled, width)
    if title is not None:
        text = original.strip("| ") if original else title
        kind, level = classify(text)
        return Block("heading", text, level if kind == "heading" else MINOR, page)
    cells = _flat(row, width)
    header = header + ("",) * (width - len(header)) if header else ()
    return Block("row", original or " | ".join(filled), page=page, header=header, cells=cells)


def _across(row: Sequence[Cell], filled: list[str], width: int) -> str | None:
    """The title in a row that runs across ("I. Nhiệm vụ chung", or "I" and the title beside it), else None."""
    if width < 3 or not filled or len(" ".join(filled)) > TITLE_LENGTH or ends_sentence(filled[-1]):
        return None
    if len(filled) == 1 and (row[0] or (len(row) > 1 and row[1])) and not filled[0].isdecimal():
        return filled[0]
    if len(filled) == 2 and row[0] and row[1] and re.fullmatch(r"[IVX]{1,6}|[A-ZĐअ-हঅ-হ]", filled[0].strip("*. ")):
        return " ".join(filled)
    return None


def _cell_by_cell(rows: Sequence[Sequence[Cell]], page: int | None) -> list[Block]:
    """Column by column, as a reader takes a letterhead in: all of the left side, then all of the right."""
    columns = max(len(row) for row in rows)
    cells = [row[c] for c in range(columns) for row in rows if c < len(row)]
    return [block for cell in cells if cell for block in text_blocks(cell, page)]
