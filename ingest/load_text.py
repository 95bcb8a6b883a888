"""Plain text and Markdown. The words of every block stand in the file as they are, white space apart."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from ingest.clean import fold, normalize
from ingest.load_lines import MINOR, classify, is_minor_title, is_title, merge_labels, paragraphs
from ingest.load_table import Grid, table_blocks
from ingest.records import Block, IngestError, Loaded

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"{\\rtf",
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?")
_BOLD = re.compile(r"(\*\*|__)(?P<title>[^*_]+)\1")
_EMPHASIS = re.compile(r"\*\*|__")
_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(title|date|published|source|url)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.IGNORECASE | re.MULTILINE)


def load_text(path: Path) -> Loaded:
    """A .txt or .md file. Raises IngestError where its bytes are no text in any encoding that we know."""
    text = normalize(decode(path.read_bytes(), path.name))
    markdown = path.suffix.lower() != ".txt"
    fields: dict[str, str] = {}
    if markdown:
        front = _FRONT_MATTER.match(text)
        if front:
            fields = {name.lower(): value for name, value in _FIELD.findall(front[1])}
            text = text[front.end() :]
        text = _COMMENT.sub("", text)
    blocks = merge_labels(_blocks([fold(line) for line in text.split("\n")], markdown))
    source = fields.get("source") or fields.get("url")
    return Loaded(
        tuple(blocks),
        title=fields.get("title"),
        source=source if source and source.startswith(("http://", "https://")) else None,
        published=_iso_date(fields.get("published") or fields.get("date") or ""),
    )


def _iso_date(text: str) -> date | None:
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Bytes as text: byte order mark, UTF-8, UTF-16 without a mark, the declared encoding, Vietnamese Windows, others.

    Raises IngestError where the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if data.startswith(_BINARY):
        raise _binary(name)
    text = _utf8(data)
    if text is None or "\0" in text:
        text = _utf16(data) or text
    if text is None and declared:
        text = _strict(data, declared)
    if text is None:
        text = _vietnamese(data) or _legacy(data)
    if text is None or _is_rubbish(text):
        raise _binary(name)
    return text


def _binary(name: str) -> IngestError:
    return IngestError(
        f"{name} holds no readable text: save the document as UTF-8 text, DOCX or PDF and add that file."
    )


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf8(data: bytes) -> str | None:
    """UTF-8, also where a few bytes are damaged: one bad byte is no reason to read a whole Hindi text as Latin."""
    strict = _strict(data, "utf-8")
    if strict is not None:
        return strict
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    valid = sum(ord(c) > 127 for c in text) - damaged
    return text if valid > 50 * damaged else None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in the right byte order nearly all characters are of alphabets, in the wrong one few."""
    even = data[: len(data) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(even, encoding)
        if text and sum(c < "\u2100" and (c >= " " or c in "\t\r\n") for c in text) > 0.95 * len(text):
            return text
    return None


def _vietnamese(data: bytes) -> str | None:
    """Windows-1258 writes most tones as marks of their own; where they all meet a vowel, it is Vietnamese."""
    text = _strict(data, "cp1258")
    if text is None:
        return None
    toned = [before for before, c in pairwise(text) if unicodedata.combining(c)]
    return text if toned and all(before.lower() in "aăâeêioôơuưy" for before in toned) else None


def _legacy(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["cp1252", "cp1258", "iso8859_15", "cp1250", "cp1251", "mac_roman"]).best()
    return str(best) if best else None


def _is_rubbish(text: str) -> bool:
    controls = sum(
        unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") and c not in "\t\r\n\f\v\x85" for c in text[:200_000]
    )
    return controls > 0.01 * len(text[:200_000])


def _blocks(lines: Sequence[str], markdown: bool) -> Iterator[Block]:
    """Blocks of folded lines: tables and marked headings by their marks, everything between by its words."""
    prose: list[str] = []
    i = 0
    while i < len(lines):
        line = _unquoted(lines[i], markdown)
        table = _table_length(lines, i)
        heading = _HEADING.fullmatch(line)
        title = heading[2] if heading else _starred_title(lines, i, markdown) or _underlined(lines, i, markdown)
        if not (table or title or _is_dropped(line, markdown)):
            prose.append(line)
            i += 1
            continue
        yield from _prose(prose)
        prose = []
        if table:
            yield from table_blocks(_grid(lines[i : i + table]))
        elif title:
            yield _marked_heading(title, len(heading[1]) if heading else _underline_level(lines, i))
        i += table or 1
    yield from _prose(prose)


def _unquoted(line: str, markdown: bool) -> str:
    return line.lstrip("> ") if markdown and line.startswith(">") else line


def _is_dropped(line: str, markdown: bool) -> bool:
    """Marks that are no text: rules, underlines, fences, images alone on their line, photo captions between bars."""
    if line.startswith("|") and line.endswith("|") and len(_cells(line)) < 2:
        return True
    if len(line) >= 3 and set(line) <= set("-_=*~ "):
        return True
    return markdown and (line.startswith(("```", "~~~")) or bool(_IMAGE.fullmatch(line)))


def _starred_title(lines: Sequence[str], i: int, markdown: bool) -> str | None:
    """ "* Title" alone between paragraphs of an article; several in a row, and any in Markdown, are a list."""
    line = lines[i]
    if markdown or not line.startswith("* ") or not is_title(line[2:]):
        return None
    near = [next((x for x in part if x), "") for part in (reversed(lines[max(0, i - 3) : i]), lines[i + 1 : i + 4])]
    return None if any(x.startswith("* ") for x in near) else line[2:]


def _underlined(lines: Sequence[str], i: int, markdown: bool) -> str | None:
    """A Markdown title underlined on the next line."""
    line, below = lines[i], lines[i + 1] if i + 1 < len(lines) else ""
    if not markdown or not line or not _UNDERLINE.fullmatch(below) or (i and lines[i - 1]) or not is_title(line):
        return None
    return line if set(line) - set("-=*_| ") else None


def _underline_level(lines: Sequence[str], i: int) -> int:
    return 1 if i + 1 < len(lines) and lines[i + 1].startswith("===") else 2


def _marked_heading(title: str, level: int) -> Block:
    text = title.strip()
    bold = _BOLD.fullmatch(text)
    text = bold["title"].strip() if bold else text
    kind, _ = classify(text)
    if kind != "heading" and not is_title(text):  # "### Điều 3. Sở … trước ngày 30/6/2026." is to be cited
        return Block(kind, text)
    return Block("heading", text, level)


def _prose(lines: Sequence[str]) -> Iterator[Block]:
    for paragraph in paragraphs(lines):
        bold = _BOLD.fullmatch(paragraph)
        text = bold["title"].strip() if bold else paragraph
        kind, level = classify(text)
        if bold and kind == "paragraph" and is_minor_title(text):
            kind, level = "heading", MINOR
        yield Block(kind, text, level)


def _cells(line: str) -> list[str]:
    """Cells of a table line; "\\|" is a bar inside a cell."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_EMPHASIS.sub("", cell).strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def _is_row(line: str) -> bool:
    return len(line) > 2 and line.startswith("|") and line.endswith("|")


def _table_length(lines: Sequence[str], start: int) -> int:
    """Number of lines of the table that starts here, 0 where none does."""
    second = lines[start + 1] if start + 1 < len(lines) else ""
    ruled = "|" in second and bool(_SEPARATOR.fullmatch(second)) and "|" in lines[start]
    if not ruled and not _is_row(lines[start]):
        return 0
    end = start
    while end < len(lines) and (_is_row(lines[end]) or (ruled and "|" in lines[end])):
        end += 1
    # A caption ("| … |", one cell) is no table, and neither are several of them.
    return end - start if ruled or sum(len(_cells(x)) > 1 for x in lines[start:end]) else 0


def _grid(lines: Sequence[str]) -> Grid:
    ruled = next((i for i, line in enumerate(lines) if _SEPARATOR.fullmatch(line)), None)
    kept = [line for line in lines if not _SEPARATOR.fullmatch(line)]
    return Grid([_cells(line) for line in kept], header_rows=ruled or None, originals=kept)
