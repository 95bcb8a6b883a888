"""Make the DOCX and PDF files of the sample corpus from their sources.

    python -m evals.build_corpus [--out DIR]

`corpus_src/NAME.docx.md` becomes `corpus/NAME.docx`, `corpus_src/NAME.pdf.md` becomes `corpus/NAME.pdf`.
The markup is a small part of Markdown: a head of `key: value` lines, `#` headings, `-` lists, `|` tables
(first row: header), one paragraph a block; `@center` and `@right` align one, `&shy;` is where a word may break.
The same source gives the same bytes, so a rebuilt file differs only where its text does.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from docx.document import Document as Word
    from reportlab.platypus import Flowable, Table

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/noto")  # Debian's fonts-noto-core; the PDF embeds the glyphs it uses
EPOCH = datetime(2026, 1, 1)

Kind = Literal["heading", "item", "row", "paragraph"]


@dataclass(frozen=True, slots=True)
class Part:
    kind: Kind
    text: str = ""
    level: int = 0
    align: Literal["left", "center", "right"] = "left"
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, its header first


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed source file; `head` holds title, language and, for a PDF, header and footer."""

    head: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


def parse(text: str) -> Source:
    """Read the markup described above. Raises ValueError on a head line without a colon."""
    head_text, _, body = text.partition("\n\n")
    head: dict[str, str] = {}
    for line in head_text.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"head line without a colon: {line!r}")
        head[key.strip()] = value.strip()
    parts: list[Part] = []
    for block in filter(None, (b.strip() for b in body.split("\n\n"))):
        parts.extend(_block(block))
    return Source(head, tuple(parts))


def _block(block: str) -> list[Part]:
    lines = block.splitlines()
    if block.startswith("|"):
        rows = tuple(tuple(c.strip() for c in line.strip()[1:-1].split("|")) for line in lines)
        return [Part("row", rows=rows)]
    if block.startswith("- "):
        return [Part("item", line.removeprefix("- ")) for line in lines]
    text = " ".join(lines)
    if block.startswith("#"):
        marks, _, words = text.partition(" ")
        return [Part("heading", words, level=len(marks))]
    for align in ("center", "right"):
        if text.startswith(f"@{align} "):
            return [Part("paragraph", text.removeprefix(f"@{align} "), align=align)]
    return [Part("paragraph", text)]


def build_docx(source: Source) -> bytes:
    """A Word document with real heading styles, list items and tables."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    word = docx.Document()
    align = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    properties = word.core_properties
    properties.title, properties.language = source.head["title"], source.head["language"]
    properties.author, properties.comments = "", ""
    properties.created = properties.modified = EPOCH
    for part in source.parts:
        if part.kind == "row":
            _docx_table(word, part.rows)
        elif part.kind == "heading":
            word.add_heading(part.text, part.level)
        else:
            paragraph = word.add_paragraph(part.text, style="List Bullet" if part.kind == "item" else None)
            if part.align != "left":
                paragraph.alignment = align[part.align]
    buffer = io.BytesIO()
    word.save(buffer)
    return _undated(buffer.getvalue())


def _docx_table(word: Word, rows: tuple[tuple[str, ...], ...]) -> None:
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _undated(package: bytes) -> bytes:
    """The same zip archive with one fixed date on every member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, EPOCH.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def build_pdf(source: Source) -> bytes:
    """An A4 PDF with a text layer, a running header, a footer with the page number, and ruled tables.

    Raises FileNotFoundError where the fonts are absent.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    _register_fonts()
    head = source.head

    def furniture(canvas: Any, _document: Any) -> None:
        width, height = A4
        canvas.setFont("Sample", 8)
        canvas.drawCentredString(width / 2, height - 1.3 * cm, head["header"])
        canvas.drawString(2.5 * cm, 1.2 * cm, head["footer"])
        word = {"vi": "Trang"}.get(head["language"], "Page")
        canvas.drawRightString(width - 2.5 * cm, 1.2 * cm, f"{word} {canvas.getPageNumber()}")

    buffer = io.BytesIO()
    frame = Frame(2.5 * cm, 2 * cm, A4[0] - 5 * cm, A4[1] - 4 * cm)
    document = BaseDocTemplate(buffer, pagesize=A4, title=head["title"], lang=head["language"], invariant=1)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=furniture))
    document.build(_flowables(source))
    return buffer.getvalue()


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in (("Sample", "NotoSans-Regular.ttf"), ("Sample-Bold", "NotoSans-Bold.ttf")):
        if not (FONTS / file).exists():
            raise FileNotFoundError(f"{FONTS / file} is missing: install the package fonts-noto-core")
        pdfmetrics.registerFont(TTFont(name, FONTS / file))


def _flowables(source: Source) -> list[Flowable]:
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    base = ParagraphStyle("base", fontName="Sample", fontSize=11, leading=16, spaceAfter=7, embeddedHyphenation=1)
    styles = {
        "left": ParagraphStyle("left", base, alignment=TA_JUSTIFY),
        "center": ParagraphStyle("center", base, alignment=TA_CENTER),
        "right": ParagraphStyle("right", base, alignment=TA_RIGHT),
        "item": ParagraphStyle("item", base, leftIndent=14),
        "cell": ParagraphStyle("cell", base, fontSize=9, leading=12, spaceAfter=0),
    }
    heading = ParagraphStyle("heading", base, fontName="Sample-Bold", spaceBefore=6, keepWithNext=1)
    title = ParagraphStyle("title", heading, alignment=TA_CENTER, fontSize=13, leading=18)
    flowables: list[Flowable] = []
    for part in source.parts:
        text = part.text.replace("&shy;", "\N{SOFT HYPHEN}")
        if part.kind == "row":
            flowables.append(_pdf_table(part.rows, styles["cell"]))
        elif part.kind == "heading":
            flowables.append(Paragraph(text, title if part.level == 1 else heading))
        elif part.kind == "item":
            flowables.append(Paragraph(text, styles["item"], bulletText="-"))
        else:
            flowables.append(Paragraph(text, styles[part.align]))
    return flowables


def _pdf_table(rows: tuple[tuple[str, ...], ...], style: Any) -> Table:
    from reportlab.lib.colors import black
    from reportlab.platypus import Paragraph, Table

    cells = [[Paragraph(text, style) for text in row] for row in rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(cells, repeatRows=1, style=grid, spaceBefore=4, spaceAfter=10)


BUILDERS: dict[str, Callable[[Source], bytes]] = {".docx": build_docx, ".pdf": build_pdf}


def build(sources: Path, out: Path) -> list[Path]:
    """Build every source in `sources` into `out`; returns the files written, in the order of their names."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(sources.glob("*.*.md")):
        target = out / path.stem
        target.write_bytes(BUILDERS[target.suffix](parse(path.read_text(encoding="utf-8"))))
        written.append(target)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the DOCX and PDF files of the sample corpus.")
    parser.add_argument("--out", type=Path, default=HERE / "corpus")
    for path in build(HERE / "corpus_src", parser.parse_args().out):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
