"""A PDF page as lines in reading order: characters → words → lines → columns. Units are points, from the top left."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.load_lines import is_item

GLYPH_UNKNOWN = re.compile(r"\(cid:\d+\)")
_BOLD = re.compile(r"bold|black|heavy|[-,]bd", re.IGNORECASE)
_SMALLEST = 2.0  # points; smaller letters are not meant to be read


@dataclass(slots=True)
class Word:
    text: str
    x0: float
    x1: float
    base: float  # of the letters, measured from the top of the page
    size: float
    bold: bool

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, self.base - 0.3 * self.size


@dataclass(frozen=True, slots=True)
class Line:
    text: str  # as the file has it, not folded
    x0: float
    x1: float
    base: float
    size: float
    bold: bool  # all of it
    first_width: float  # of its first word
    page: int
    left: float = 0.0  # margins of the column that it stands in
    right: float = 0.0


def page_layout(page: Any) -> Any:
    """pdfminer's layout of a page, with the letters that the file declares for its glyphs ("ActualText").

    Word processors and browsers write Indic conjuncts as glyphs without letters of their own, and declare the letters
    beside them. Without these the text of a Hindi or Bengali PDF has holes and vowel signs on the wrong side.
    """
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    class Device(PDFPageAggregator):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.declared: list[str | None] = []  # one for each marked span that is open

        def begin_tag(self, tag: Any, props: Any = None) -> None:
            value = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
            self.declared.append(decode_text(value) if isinstance(value, bytes) else None)

        def end_tag(self) -> None:
            if self.declared:
                self.declared.pop()

        def render_char(self, *args: Any, **kwargs: Any) -> float:
            advance = super().render_char(*args, **kwargs)
            open_spans = [i for i, text in enumerate(self.declared) if text is not None]
            if open_spans and self.cur_item._objs:
                # The span's first glyph takes all its letters, the others none; the word's box covers them all.
                glyph: Any = self.cur_item._objs[-1]
                glyph._text = self.declared[open_spans[0]]
                self.declared[open_spans[0]] = ""
            return float(advance)

    device = Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return device.get_result()


def words(chars: Iterable[dict[str, Any]], height: float) -> list[Word]:
    """Characters, in the order of the file, as words. Rotated text (stamps, watermarks) is left out."""
    found: list[Word] = []
    current: Word | None = None
    for char in chars:
        size = char["size"]
        if not char["upright"] or size < _SMALLEST:
            continue
        text = GLYPH_UNKNOWN.sub("\ufffd", char["text"])
        base = height - char["matrix"][5]
        if text.isspace():
            current = None
        elif current and _same_word(current, char, base):
            current.text += text
            current.x0, current.x1 = min(current.x0, char["x0"]), max(current.x1, char["x1"])
            current.bold = current.bold and bool(_BOLD.search(char["fontname"]))
        else:
            current = Word(text, char["x0"], char["x1"], base, size, bool(_BOLD.search(char["fontname"])))
            found.append(current)
    return [word for word in found if word.text.strip()]


def _same_word(word: Word, char: dict[str, Any], base: float) -> bool:
    """Whether a character stands where the word goes on. Marks above and below letters may stand a little aside."""
    size = max(word.size, char["size"])
    return bool(abs(base - word.base) < 0.5 * size and word.x0 - 0.5 * size < char["x0"] < word.x1 + 0.15 * size)


def rows(found: Sequence[Word]) -> list[list[Word]]:
    """Words by line, top to bottom and left to right."""
    result: list[list[Word]] = []
    for word in sorted(found, key=lambda w: (w.base, w.x0)):
        last = result[-1] if result else []
        if last and abs(word.base - statistics.median(w.base for w in last)) < 0.35 * max(word.size, last[0].size):
            last.append(word)
        else:
            result.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in result]


def text_of(row: Sequence[Word]) -> str:
    return " ".join(word.text for word in row)


def lines(found: Sequence[Word], page: int, width: float) -> list[Line]:
    """Lines of a page in reading order: where two columns stand side by side, all of the left one comes first."""
    result: list[Line] = []
    plain: list[list[Word]] = []
    by_row = rows(found)
    whole = _margins(by_row, width)
    i = 0
    while i < len(by_row):
        count, gutter = _columns(by_row, i)
        if count:
            result += _with_margins(plain, page, whole)
            plain = []
            for side in (True, False):
                part = [[w for w in row if (w.centre[0] < gutter) == side] for row in by_row[i : i + count]]
                column = [row for row in part if row]
                result += _with_margins(column, page, (min(r[0].x0 for r in column), max(r[-1].x1 for r in column)))
            i += count
        else:
            plain.append(by_row[i])
            i += 1
    return result + _with_margins(plain, page, whole)


def _margins(by_row: Sequence[Sequence[Word]], width: float) -> tuple[float, float]:
    """Left and right margin of a page of this width, as x of both."""
    left = min((row[0].x0 for row in by_row), default=0.0)
    right = max((row[-1].x1 for row in by_row), default=0.0)
    near = sum(row[-1].x1 > right - 0.1 * width for row in by_row)
    # A few short lines show no right margin; then it is taken to be as wide as the left one.
    return left, right if near >= 4 else max(right, width - left)


def _with_margins(block: Sequence[list[Word]], page: int, margins: tuple[float, float]) -> list[Line]:
    left, right = margins
    return [
        Line(
            text=text_of(row),
            x0=row[0].x0,
            x1=row[-1].x1,
            base=statistics.median(w.base for w in row),
            size=max(w.size for w in row),
            bold=all(w.bold for w in row),
            first_width=row[0].x1 - row[0].x0,
            page=page,
            left=left,
            right=right,
        )
        for row in block
    ]


def _gaps(row: Sequence[Word]) -> list[tuple[float, float]]:
    """Places between words that are much wider than a blank, as (left, right)."""
    pairs = pairwise(row)
    wide = [(n, (a.x1, b.x0)) for n, (a, b) in enumerate(pairs, 1) if b.x0 - a.x1 > 1.6 * max(a.size, b.size)]
    return [gap for n, gap in wide if not is_item(text_of(row[:n]) + " ") or n > 2]


def _columns(by_row: Sequence[Sequence[Word]], start: int) -> tuple[int, float]:
    """How many rows from start on stand in two columns, and the x between them; 0 where they do not."""
    gaps = _gaps(by_row[start])
    if len(gaps) != 1:
        return 0, 0.0
    left, right = gaps[0]
    size = by_row[start][0].size
    both, last, end = 0, start, start
    for end in range(start, len(by_row)):
        row = by_row[end]
        if end > start and row[0].base - by_row[end - 1][0].base > 2.5 * size:
            break
        inner = [w for w in row if w.x1 > left + 0.01 and w.x0 < right - 0.01]
        middle = (left + right) / 2
        narrow = (
            max([left, *(w.x1 for w in inner if w.centre[0] < middle)]),
            min([right, *(w.x0 for w in inner if w.centre[0] >= middle)]),
        )
        if narrow[1] - narrow[0] < size:
            break
        left, right = narrow
        if row[0].centre[0] < middle < row[-1].centre[0]:
            both, last = both + 1, end
    else:
        end = len(by_row)
    values = [text_of([w for w in row if w.centre[0] > left]) for row in by_row[start : last + 1]]
    figures = sum(len(v) <= 15 and any(c.isdigit() for c in v) for v in values)
    if (both < 2 and right - left < 3 * size) or 2 * figures > len(values):  # labels and their values, read across
        return 0, 0.0
    # In a page set in columns the longer one runs on alone; below a letterhead the text takes the whole width again.
    return (end if both >= 8 else last + 1) - start, (left + right) / 2
