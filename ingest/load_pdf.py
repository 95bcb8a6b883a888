"""PDF files with a text layer: pages into paragraphs and tables, without what is repeated on every page."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.clean import fold
from ingest.load_lines import (
    MINOR,
    classify,
    continues,
    ends_sentence,
    is_item,
    is_minor_title,
    joined,
    merge_labels,
    starts_block,
)
from ingest.load_pdf_page import Line, Word, lines, page_layout, rows, text_of, words
from ingest.load_table import Cell, Grid, table_blocks
from ingest.records import Block, IngestError, Loaded

_ZONE = 0.12  # share of the page's height, above and below, in which page numbers and running lines stand
_PAGE_NUMBER = re.compile(
    r"[-–—\[(|\s]*(?:(?:page|trang|tr\.|पृष्ठ|पेज|পৃষ্ঠা|পাতা)\s*[:.]?\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|trên|में से|এর)\s*\d{1,4})?[-–—\])|.\s]*",
    re.IGNORECASE,
)
_DEFAULT_TITLE = re.compile(
    r"\W*(?:untitled|anonymous|microsoft word.*|.*\.(?:docx?|odt|pdf|html?)|document\s*\d*|about:blank)\W*",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<![^\W_])([A-Za-z]*[a-z]{2})[-\u2010]$")
_REST = re.compile(r"([a-z]{2,})(?![^\W\d_])")
# Words that English joins to the next with a hyphen of its own: "long-" and "term" at a line's end are no broken word.
_COMPOUND = re.compile(
    r"(?:all|cross|five|four|full|half|high|large|long|low|mid|non|one|self|short|small|three|two|well|year)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Table:
    top: float
    cells: list[list[Cell]]
    page: int


@dataclass(slots=True)
class Page:
    number: int
    height: float
    parts: list[Line | Table] = field(default_factory=list)


def load_pdf(path: Path) -> Loaded:
    """A .pdf file. Raises IngestError where it is encrypted, broken, or a scan without a text layer."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        with pdfplumber.open(path) as pdf:
            title = fold(str((pdf.metadata or {}).get("Title") or ""))
            pages = []
            for page in pdf.pages:
                pages.append(_read(page, path.name))
                page.close()  # frees what the page has cached; a thousand of them do not fit
    except (IngestError, OSError, MemoryError):
        raise
    except Exception as error:  # a broken file fails wherever the parser happens to be, with whatever that raises
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(e, PDFPasswordIncorrect) for e in error.args):
            raise IngestError(f"{path.name} is encrypted: remove its password and add it again.") from error
        raise _broken(path.name) from error
    if not pages:
        raise _broken(path.name)
    text = "".join(_letters(page) for page in pages)
    if len(text) < 5 * len(pages):  # a stamp or a page number is no text layer
        raise IngestError(f"{path.name} has no text layer (it is a scan): run OCR on it first, then add the result.")
    if text.count("\ufffd") > 0.2 * len(text):
        raise IngestError(
            f"{path.name} does not say which letters its fonts show: run OCR on it first, then add the result."
        )
    _drop_running(pages)
    blocks = merge_labels(_blocks(pages))
    return Loaded(tuple(blocks), title=title if title and not _DEFAULT_TITLE.fullmatch(title) else None)


def _broken(name: str) -> IngestError:
    return IngestError(f"{name} is damaged or no PDF: open it in a PDF reader and save or print it to PDF again.")


def _letters(page: Page) -> str:
    texts = (
        part.text if isinstance(part, Line) else " ".join(c or "" for row in part.cells for c in row)
        for part in page.parts
    )
    return "".join(c for text in texts for c in text if c.isalpha() or c == "\ufffd")


def _read(page: Any, name: str) -> Page:
    page._layout = page_layout(page)  # where pdfplumber keeps it; its own reading ignores declared letters
    left, top, right, bottom = page.bbox
    inside = [
        c
        for c in page.chars
        if left - 1 <= c["x0"] and c["x1"] <= right + 1 and top - 1 <= c["top"] and c["bottom"] <= bottom + 1
    ]
    found = words(inside, float(page.height))
    tables = [t for t in page.find_tables() if _column_count(t) > 1]
    result = Page(page.page_number, float(page.height))
    loose = found
    for table in tables:
        x0, y0, x1, y1 = table.bbox
        own = [w for w in loose if x0 <= w.centre[0] <= x1 and y0 <= w.centre[1] <= y1]
        taken = set(map(id, own))
        loose = [w for w in loose if id(w) not in taken]
        result.parts.append(Table(y0, _grid(table.cells, own), page.page_number))
    result.parts = _ordered(
        lines(loose, page.page_number, float(page.width)), [t for t in result.parts if isinstance(t, Table)]
    )
    return result


def _ordered(text: Sequence[Line], tables: Sequence[Table]) -> list[Line | Table]:
    """Tables between the lines that stand above and below them; columns keep the order that `lines` gave them."""
    parts: list[Line | Table] = list(text)
    for table in sorted(tables, key=lambda t: t.top):
        at = next(
            (i for i, p in enumerate(parts) if (p.base if isinstance(p, Line) else p.top) > table.top), len(parts)
        )
        parts.insert(at, table)
    return parts


def _edges(values: Sequence[float]) -> list[float]:
    """Sorted positions, those within two points of each other as one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > 2:
            result.append(value)
    return result


def _column_count(table: Any) -> int:
    return len(_edges([x for cell in table.cells for x in (cell[0], cell[2])])) - 1


def _grid(cells: Sequence[tuple[float, float, float, float]], own: Sequence[Word]) -> list[list[Cell]]:
    """Cells by row and column; one that reaches down is repeated, one that reaches to the right leaves None there."""
    xs, ys = _edges([x for c in cells for x in (c[0], c[2])]), _edges([y for c in cells for y in (c[1], c[3])])
    texts = {
        cell: _cell_text([w for w in own if cell[0] <= w.centre[0] < cell[2] and cell[1] <= w.centre[1] < cell[3]])
        for cell in cells
    }
    grid: list[list[Cell]] = []
    for top, bottom in pairwise(ys):
        row: list[Cell] = []
        for left, right in pairwise(xs):
            x, y = (left + right) / 2, (top + bottom) / 2
            cell = next((c for c in cells if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)
            row.append("" if cell is None else texts[cell] if abs(cell[0] - left) <= 2 else None)
        grid.append(row)
    return grid


def _cell_text(own: Sequence[Word]) -> str:
    """Text of a cell, wrapped lines joined, "\\n" where a line opens an item or a heading."""
    text = ""
    for row in rows(own):
        line = fold(text_of(row))
        text = line if not text else f"{text}\n{line}" if starts_block(line, text) else mended(text, line, set())
    return text


def _digits_folded(text: str) -> str:
    return "".join("0" if unicodedata.category(c) == "Nd" else c for c in fold(text))


def _drop_running(pages: Sequence[Page]) -> None:
    """Remove page numbers, and the lines that stand at the head or foot of most pages with only digits changing."""

    def zone(line: Line, page: Page) -> str | None:
        return "head" if line.base < _ZONE * page.height else "foot" if line.base > (1 - _ZONE) * page.height else None

    counts: Counter[tuple[str, str]] = Counter()
    for page in pages:
        counts.update({(z, _digits_folded(p.text)) for p in page.parts if isinstance(p, Line) and (z := zone(p, page))})
    needed = max(2, 0.4 * len(pages))
    for page in pages:
        kept: list[Line | Table] = []
        for part in page.parts:
            where = zone(part, page) if isinstance(part, Line) else None
            running = isinstance(part, Line) and (
                _PAGE_NUMBER.fullmatch(fold(part.text)) or counts[where or "", _digits_folded(part.text)] >= needed
            )
            if not (where and running):
                kept.append(part)
        page.parts = kept


def mended(before: str, after: str, known: set[str]) -> str:
    """Two lines as one: an English word broken at the line's end is whole again, "KH-" and "UBND" keep their hyphen.

    known are the words of the document, which decide where a compound word was broken at its own hyphen.
    """
    if before.endswith("\u00ad"):
        return before[:-1] + after
    head, tail = _HYPHEN.search(before), _REST.match(after)
    if not head or not tail:
        return joined(before, after)
    compound = f"{head[1]}-{tail[1]}".lower() in known and f"{head[1]}{tail[1]}".lower() not in known
    return before + after if compound or _COMPOUND.fullmatch(head[1]) else before[:-1] + after


def _blocks(pages: Sequence[Page]) -> Iterator[Block]:
    known = {
        word.strip(".,;:()\"'").lower()
        for page in pages
        for part in page.parts
        if isinstance(part, Line)
        for word in part.text.split()[:-1]
    }
    pitch = _pitch(pages)
    open_lines: list[Line] = []
    held: list[Block] = []  # rows of the last table, while it may go on at the top of the next page
    for page in pages:
        for n, part in enumerate(page.parts):
            if isinstance(part, Table):
                yield from _paragraph(open_lines, known)
                open_lines = []
                goes_on = n == 0 and bool(held)
                if not goes_on:
                    yield from held
                held = _table(part, held if goes_on else [])
            elif open_lines and _goes_on(open_lines, part, pitch):
                open_lines.append(part)
            else:
                yield from held
                held = []
                yield from _paragraph(open_lines, known)
                open_lines = [part]
    yield from _paragraph(open_lines, known)
    yield from held


def _table(table: Table, before: list[Block]) -> list[Block]:
    """Blocks of a table; with `before`, the blocks of the table that it may continue, joined to them."""
    last = next((b for b in reversed(before) if b.kind == "row"), None)
    cells = table.cells
    width = max(map(len, cells), default=0)
    if last is None or len(last.header or last.cells) != width:
        return [*before, *table_blocks(Grid(cells, page=table.page))]
    # A row that breaks over the page goes on without its number.
    first = [c or "" for c in cells[0]] if cells else []
    if last is before[-1] and first and not first[0] and any(first) and last.cells[0]:
        joined_cells = tuple(fold(f"{a} {b}") for a, b in zip(last.cells, first, strict=True))
        text = " | ".join(c for c in joined_cells if c)
        before = [*before[:-1], Block("row", text, page=last.page, header=last.header, cells=joined_cells)]
        cells = cells[1:]
    return [*before, *table_blocks(Grid(cells, page=table.page), inherited=last.header)]


def _pitch(pages: Sequence[Page]) -> float:
    """Usual distance between the base lines of neighbouring lines."""
    pairs = [
        (a, b)
        for page in pages
        for a, b in pairwise(page.parts)
        if isinstance(a, Line) and isinstance(b, Line) and 0 < b.base - a.base < 3 * a.size
    ]
    # The lower half: in a text of short paragraphs most distances are those between paragraphs.
    distances = sorted(b.base - a.base for a, b in pairs)
    return statistics.median(distances[: max(1, len(distances) // 2)]) if distances else 0.0


def _goes_on(open_lines: Sequence[Line], line: Line, pitch: float) -> bool:
    """Whether a line continues the paragraph, by its place on the page and by its words."""
    last = open_lines[-1]
    before, after = fold(last.text), fold(line.text)
    if not after or abs(line.size - last.size) > 0.15 * last.size:
        return False
    same_column = line.page == last.page and not (line.base <= last.base and line.x0 > last.x0)
    if (
        line.page == last.page and not same_column
    ):  # a letterhead's sides differ in width and have nothing to do with each other
        width = last.right - last.left
        if abs(line.right - line.left - width) > 0.15 * width:
            return False
    elif same_column and (line.base <= last.base or (pitch and line.base - last.base > 1.35 * pitch)):
        return False
    if line.page == last.page and line.base - last.base > 1.9 * last.size and ends_sentence(before):
        return False
    if last.bold and not line.bold and not after[0].islower():
        return False
    room = last.right - last.x1
    full = line.first_width + 0.25 * last.size > room - 0.02 * (last.right - last.left)
    if full and _is_indented(open_lines, line) and not after[0].islower():
        return False
    return continues(before, after, full=full)


def _is_indented(open_lines: Sequence[Line], line: Line) -> bool:
    """Whether a line starts further in than its paragraph does; the lines of an item hang, and are meant to."""
    last = open_lines[-1]
    if line.page != last.page or line.left != last.left:
        return line.x0 - line.left > 0.8 * line.size
    if len(open_lines) == 1 and is_item(fold(last.text)):
        return False
    return line.x0 - last.x0 > 0.8 * line.size


def _paragraph(open_lines: Sequence[Line], known: set[str]) -> Iterator[Block]:
    if not open_lines:
        return
    text = open_lines[0].text
    for line in open_lines[1:]:
        text = mended(text, line.text, known)
    text = fold(text)
    if not text:
        return
    kind, level = classify(text)
    bold = all(line.bold for line in open_lines)
    if kind == "paragraph" and bold and is_minor_title(text):
        kind, level = "heading", MINOR
    yield Block(kind, text, level, open_lines[0].page)
