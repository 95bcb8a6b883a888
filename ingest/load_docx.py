"""Word documents: the body in its order, as Word shows it with all changes accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.clean import fold, normalize
from ingest.load_lines import MINOR, is_minor_title, is_title, merge_labels, text_blocks
from ingest.load_table import MAX_CELLS, Cell, Grid, table_blocks
from ingest.records import Block, IngestError, Loaded

if TYPE_CHECKING:
    from docx.document import Document

MAX_UNPACKED = 300 * 1024 * 1024  # bytes of all parts together

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted and moved-away text, text boxes (which Word stores twice) and field codes are not the text of a paragraph.
_SKIPPED = {_W + n for n in ("del", "moveFrom", "txbxContent", "instrText", "delText", "pPr", "rPr")} | {_MC_FALLBACK}
_CONTAINERS = {_W + n for n in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_DEFAULT_TITLE = re.compile(r"(?:word document|untitled|document\s*\d*|microsoft word.*|.*\.docx?)", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0"


def load_docx(path: Path, *, max_unpacked: int = MAX_UNPACKED) -> Loaded:
    """A .docx file. Raises IngestError where it is broken, locked by a password, or unpacks to too many bytes."""
    import docx

    _check(path, max_unpacked)
    try:
        document = docx.Document(str(path))
        styles = _Styles(document)
        blocks = merge_labels(_blocks(document.element.body, styles))
        title = fold(document.core_properties.title or "")
    except OSError:
        raise
    except Exception as error:  # python-docx raises whatever its XML does not fit, from KeyError to lxml's own
        raise _broken(path.name) from error
    return Loaded(tuple(blocks), title=title if title and not _DEFAULT_TITLE.fullmatch(title) else None)


def _broken(name: str) -> IngestError:
    return IngestError(
        f"{name} is damaged or no Word document: open it in Word or LibreOffice and save it again as DOCX."
    )


def _check(path: Path, max_unpacked: int) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLE:
        raise IngestError(f"{path.name} is locked by a password or an old .doc: save it as DOCX without a password.")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _broken(path.name) from error
    if unpacked > max_unpacked:
        raise IngestError(
            f"{path.name} unpacks to {unpacked // 2**20} MB, more than the limit of {max_unpacked // 2**20} MB: "
            "save it again without its images, or split it."
        )


class _Styles:
    """What a paragraph's style says of it: level of a heading, or an item of a list."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: style for style in document.styles}
        self._known: dict[str, tuple[int, bool]] = {}

    def of(self, paragraph: Any) -> tuple[int, bool]:
        """Heading level (0: none) and whether it is an item of a list."""
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return 0, False
        named = properties.find(_W + "pStyle")
        level, item = self._style(named.get(_W + "val")) if named is not None else (0, False)
        return _outline(properties) or level, item or properties.find(_W + "numPr") is not None

    def _style(self, style_id: str) -> tuple[int, bool]:
        if style_id not in self._known:
            self._known[style_id] = 0, False  # ends a chain of styles that goes round in a circle
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def _resolved(self, style_id: str) -> tuple[int, bool]:
        style = self._styles.get(style_id)
        if style is None:
            return 0, False
        name = (style.name or "").lower()
        heading = re.fullmatch(r"heading ([1-9])", name)
        if heading or name == "title":
            return min(int(heading[1]), 6) if heading else 1, False
        if name.startswith("list"):
            return 0, True
        properties = style.element.find(_W + "pPr")
        level = _outline(properties) if properties is not None else 0
        based = style.element.find(_W + "basedOn")
        inherited = self._style(based.get(_W + "val")) if based is not None else (0, False)
        return level or inherited[0], inherited[1] or (
            properties is not None and properties.find(_W + "numPr") is not None
        )


def _outline(properties: Any) -> int:
    outline = properties.find(_W + "outlineLvl")
    value = int(outline.get(_W + "val")) if outline is not None else 9
    return min(value + 1, 6) if value < 9 else 0


def _blocks(parent: Any, styles: _Styles) -> Iterator[Block]:
    for child in parent:
        if child.tag == _W + "p":
            yield from _paragraph(child, styles)
        elif child.tag == _W + "tbl":
            yield from table_blocks(_grid(child))
        elif child.tag in _CONTAINERS:
            yield from _blocks(child, styles)


def _paragraph(paragraph: Any, styles: _Styles) -> Iterator[Block]:
    text = _text(paragraph)
    level, item = styles.of(paragraph)
    for block in text_blocks(text):
        if block.kind == "heading" or not is_title(block.text):
            kind, depth = block.kind, level or block.level
        elif level:
            kind, depth = "heading", level
        elif block.kind == "paragraph" and not item and is_minor_title(block.text) and _is_bold(paragraph):
            kind, depth = "heading", MINOR
        else:
            kind, depth = block.kind, 0
        if item and kind == "paragraph":
            kind = "item"
        yield Block(kind, block.text, depth if kind == "heading" else 0)


def _text(element: Any) -> str:
    """Text of a paragraph or a cell, "\\n" between its lines, tracked deletions and hidden runs left out."""
    parts: list[str] = []
    _gather(element, parts)
    return normalize("".join(parts))


def _gather(element: Any, parts: list[str]) -> None:
    for child in element:
        if child.tag in _SKIPPED or (child.tag == _W + "r" and _is_on(child, "vanish")):
            continue
        if child.tag == _W + "t":
            parts.append(child.text or "")
        elif child.tag in (_W + "tab", _W + "ptab"):
            parts.append(" ")
        elif child.tag in (_W + "br", _W + "cr"):
            parts.append("\n")
        elif child.tag == _W + "noBreakHyphen":
            parts.append("-")
        else:
            _gather(child, parts)
            if child.tag == _W + "p":
                parts.append("\n")


def _is_on(run: Any, name: str) -> bool:
    properties = run.find(_W + "rPr")
    switch = properties.find(_W + name) if properties is not None else None
    return switch is not None and switch.get(_W + "val", "true") not in ("0", "false", "off")


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(_W + "r") if "".join(t.text or "" for t in run.iter(_W + "t")).strip()]
    return bool(runs) and all(_is_on(run, "b") for run in runs)


def _grid(table: Any) -> Grid:
    """Rows of a table; a vertically merged cell is repeated in each row, a horizontally merged one stands once."""
    rows: list[list[Cell]] = []
    headers = 0
    above: dict[int, str] = {}
    size = 0
    for row in _rows(table):
        cells: list[Cell] = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in _cells(row):
            span = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            column = len(cells)
            goes_on = merge is not None and merge.get(_W + "val", "continue") == "continue"
            text = above.get(column, "") if goes_on else _text(cell)
            above[column] = text
            cells += [text, *[None] * (span - 1)]
            size += span
            if size > MAX_CELLS:
                raise ValueError("a table claims more cells than any document has")
        marked = row.find(f"{_W}trPr/{_W}tblHeader")
        if headers == len(rows) and marked is not None and marked.get(_W + "val", "true") not in ("0", "false", "off"):
            headers += 1
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    return Grid([row + [""] * (width - len(row)) for row in rows], header_rows=headers or None)


def _number(element: Any, default: int) -> int:
    value = element.get(_W + "val") if element is not None else None
    return max(default, min(int(value), 1000)) if value else default


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == _W + "tr" and child.find(f"{_W}trPr/{_W}del") is None:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)
