"""Web pages as blocks: the article and nothing around it, as `load_html_main` finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ingest.clean import fold, normalize
from ingest.load_html_main import main_elements, prune
from ingest.load_lines import MINOR, classify, is_minor_title, is_title, merge_labels, text_blocks
from ingest.load_table import MAX_CELLS, Cell, Grid, table_blocks
from ingest.load_text import decode
from ingest.records import Block, IngestError, Loaded

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_\-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNCLOSED = re.compile(r"</?(?:font|span|b|i|u|em|strong|a|center|big|small)\b[^>]*>", re.IGNORECASE)
_FRAMES = re.compile(r"</?(?:div|section|blockquote|dl|ul|ol)\b[^>]*>", re.IGNORECASE)
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr q ruby rb s samp small span strike
    strong sub sup time tt u var wbr
    """.strip().split()
)
_ITEMS = ("li", "dd")
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_PUBLISHED_META = (
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "citation_publication_date",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def load_html(path: Path) -> Loaded:
    """A saved web page. Raises IngestError where it has no article text."""
    tree = _parse(path)
    if tree is None:
        raise _no_text(path.name)
    # Before pruning: what declares a date may stand in a script, and a title in a header.
    source, published, declared = (
        _source(tree),
        _published(tree),
        _meta(tree).get("og:title") or tree.findtext(".//title"),
    )
    prune(tree)
    elements = main_elements(tree)
    blocks = merge_labels(block for element in elements for block in _blocks(element))
    if not any(c.isalpha() for block in blocks for c in block.text):
        raise _no_text(path.name)
    headings = [h for element in elements for h in element.iter("h1")] or tree.findall(".//h1")
    title = fold(_text(headings[0])) if len(headings) == 1 else ""
    return Loaded(tuple(blocks), title=title or fold(declared or "") or None, source=source, published=published)


def _no_text(name: str) -> IngestError:
    return IngestError(
        f"{name} has no article text: open the page in a browser, wait until it is complete, and save it again as HTML "
        "or PDF."
    )


def _parse(path: Path) -> Any:
    data = path.read_bytes()
    charset = _META_CHARSET.search(data[:4096])
    text = _DECLARATION.sub("", decode(data, path.name, declared=charset[1].decode("ascii") if charset else None))
    tree, too_deep = _tree(text)
    if too_deep:  # tags that nobody closed: the parser gives up below them, so read the page without the frames
        tree, _ = _tree(_FRAMES.sub("<p>", _UNCLOSED.sub("", text)))
    return tree


def _tree(text: str) -> tuple[Any, bool]:
    """The parsed page, and whether it nests deeper than the parser goes."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text.replace("\0", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing but comments or white space
        return None, False
    return tree, any("Excessive depth" in entry.message for entry in parser.error_log)


def _meta(tree: Any) -> dict[str, str]:
    """Declarations in <meta>, by lower-case name; the first of a name wins."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            found.setdefault(name.lower(), meta.get("content").strip())
    return found


def _source(tree: Any) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for address in [*links, _meta(tree).get("og:url")]:
        if address and address.strip().startswith(("http://", "https://")):
            return str(address.strip())
    return None


def _published(tree: Any) -> date | None:
    meta = _meta(tree)
    stated = [meta[name] for name in _PUBLISHED_META if name in meta]
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            stated += _JSON_DATE.findall(script.text or "")
    marked = [e for e in tree.iter("time") if e.get("itemprop") == "datePublished" or e.get("pubdate") is not None]
    stated += [time.get("datetime") or "" for time in marked or list(tree.iter("time"))[:1]]
    return next((day for text in stated if (day := _day(text))), None)


def _day(text: str) -> date | None:
    iso, local = _ISO_DATE.match(text), _DAY_FIRST.match(text)
    year, month, day = iso.groups() if iso else local.groups()[::-1] if local else ("0", "0", "0")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _blocks(element: Any) -> Iterator[Block]:
    """Blocks of an element in reading order: runs of inline content between block elements are paragraphs."""
    run: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag == "br":
            run.append("\n")
        elif tag in _INLINE and not _holds_blocks(child):
            run.append(_text(child))
        else:
            yield from _run(run, element)
            run = []
            yield from _block(child)
        run.append(_spaced(child.tail))
    yield from _run(run, element)


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""  # line ends in the source mean nothing; <br> does


def _holds_blocks(element: Any) -> bool:
    return any(
        isinstance(e.tag, str) and e.tag not in _INLINE and e.tag not in ("br", "img")
        for e in element.iterdescendants()
    )


def _run(parts: list[str], element: Any) -> Iterator[Block]:
    text = normalize("".join([_spaced(parts[0]), *parts[1:]]) if parts else "")
    if not text.strip():
        return
    parent = element.getparent()
    item = element.tag in _ITEMS or (parent is not None and parent.tag in _ITEMS and element.tag not in _HEADINGS)
    for block in text_blocks(text):
        bold = block.kind == "paragraph" and not item and is_minor_title(block.text) and _is_bold(element)
        if bold:
            yield Block("heading", block.text, MINOR)
        else:
            yield Block("item", block.text) if item and block.kind == "paragraph" else block


def _is_bold(element: Any) -> bool:
    """Whether all the text of a paragraph stands in <b> or <strong>."""
    if element.tag != "p" or (element.text or "").strip() or not len(element):
        return False
    return all(e.tag in ("b", "strong", "br") and not (e.tail or "").strip() for e in element)


def _block(element: Any) -> Iterator[Block]:
    level = _HEADINGS.get(element.tag)
    if level and not _holds_blocks(element):
        text = fold(_text(element))
        if text:
            kind, _ = classify(text)
            # A heading element that holds a statement ("<h3>Điều 3. Sở … trước ngày 30/6/2026.</h3>") is to be cited.
            named = kind == "heading" or is_title(text)
            yield Block("heading", text, level) if named else Block(kind, text)
    elif element.tag == "table":
        yield from _table(element)
    elif element.tag == "pre":
        yield from text_blocks(normalize(_text(element, keep_lines=True)))
    elif isinstance(element.tag, str) and element.tag not in ("img", "hr", "caption"):
        yield from _blocks(element)


def _text(element: Any, keep_lines: bool = False) -> str:
    """Text of an element with "\\n" for <br> and between block elements."""
    parts: list[str] = []

    def clean(text: str | None) -> str:
        return (text or "") if keep_lines else _spaced(text)

    def gather(node: Any) -> None:
        block = node is not element and node.tag not in _INLINE
        parts.append("\n" if block else "")
        parts.append(clean(node.text))
        for child in node:
            gather(child)
            parts.append(clean(child.tail))
        parts.append("\n" if block and node.tag != "br" else "")

    gather(element)
    return "".join(parts)


def _table(table: Any) -> Iterator[Block]:
    """A table of data as rows; one that arranges the page (tables or headings in it) as what its cells hold."""
    for caption in table.iterchildren("caption"):
        yield from text_blocks(normalize(_text(caption)))
    rows = _rows(table)
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    nested = any(next(cell.iterdescendants("table", "h1", "h2", "h3"), None) is not None for cell in cells)
    widest = max((len(list(row.iterchildren("td", "th"))) for row in rows), default=0)
    if nested or widest < 2 or _holds_prose(cells):
        for cell in cells:
            yield from _blocks(cell)
    else:
        yield from table_blocks(_grid(rows))


def _holds_prose(cells: list[Any]) -> bool:
    """A few cells with many paragraphs each are columns of a page, not data."""
    return len(cells) <= 3 and any(len(list(cell.iterdescendants("p", "li", "div"))) >= 6 for cell in cells)


def _rows(table: Any) -> list[Any]:
    """Rows of a table itself, the head first and the foot last, whatever order they are written in."""
    parts = (
        list(table.iterchildren("thead")) + list(table.iterchildren("tr", "tbody")) + list(table.iterchildren("tfoot"))
    )
    return [row for part in parts for row in ([part] if part.tag == "tr" else part.iterchildren("tr"))]


def _grid(rows: list[Any]) -> Grid:
    """Cells with rowspan and colspan resolved: repeated downwards, None to the right of a cell that spans columns."""
    grid: list[list[Cell]] = []
    below: dict[int, tuple[int, Cell]] = {}  # column → rows still to fill, and with what
    headers = size = 0
    for row in rows:
        line: list[Cell] = []
        cells = list(row.iterchildren("td", "th"))
        for cell in cells:
            _fill(line, below)
            down, right = _span(cell, "rowspan", len(rows)), _span(cell, "colspan", 200)
            for offset in range(right):
                text = None if offset else _text(cell)
                if down > 1:
                    below[len(line)] = down - 1, text
                line.append(text)
        _fill(line, below)
        is_head = row.getparent().tag == "thead" or (bool(cells) and all(cell.tag == "th" for cell in cells))
        headers += is_head and headers == len(grid)
        grid.append(line)
        size += len(line)
        if size > MAX_CELLS:
            raise IngestError("A table of this page claims more cells than any document has: save the page without it.")
    width = max(map(len, grid), default=0)
    return Grid([line + [""] * (width - len(line)) for line in grid], header_rows=headers or None)


def _fill(line: list[Cell], below: dict[int, tuple[int, Cell]]) -> None:
    """Append what cells of the rows above reach down with, from the next column on."""
    while len(line) in below:
        left, text = below.pop(column := len(line))
        if left > 1:
            below[column] = left - 1, text
        line.append(text)


def _span(cell: Any, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), most)) if value.isdecimal() else 1
