"""PDF files: reading order, running lines, paragraphs over pages, tables over pages, and files that hold no text."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ingest.load import load
from ingest.load_pdf import mended
from ingest.records import Block, IngestError

FOLDERS = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
SENTENCE = (
    "Cơ quan chủ trì tổng hợp tình hình thực hiện, đề xuất phương án tháo gỡ khó khăn và báo cáo Ủy ban nhân dân tỉnh "
    "theo định kỳ hằng quý để chỉ đạo kịp thời, bảo đảm tiến độ chung của kế hoạch đã được phê duyệt."
)


def font(name: str) -> str:
    """Register a font of the system with reportlab under its own name."""
    found = next((p for folder in FOLDERS for p in folder.rglob(f"{name}.ttf")), None)
    if found is None:
        pytest.skip(f"the font {name} is not installed on this machine")
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(found)))
    return name


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [b.text for b in blocks]


def running(canvas: Canvas, document: Any) -> None:
    canvas.setFont(font("DejaVuSans"), 8)
    canvas.drawString(60, 815, "Công báo tỉnh, số 7 năm 2026")
    canvas.drawCentredString(297, 25, f"Trang {document.page}")


def official(path: Path) -> None:
    plain, bold = font("DejaVuSerif"), font("DejaVuSerif-Bold")
    body = ParagraphStyle(
        "body", fontName=plain, fontSize=11, leading=15, alignment=4, firstLineIndent=24, spaceAfter=4
    )
    title = ParagraphStyle("title", fontName=bold, fontSize=11, leading=15, alignment=1, spaceAfter=4)
    small = ParagraphStyle("small", fontName=plain, fontSize=9, leading=12)
    head = Table(
        [
            [
                Paragraph("ỦY BAN NHÂN DÂN<br/>TỈNH MẪU", title),
                Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc", title),
            ],
            [Paragraph("Số: 12/QĐ-UBND", title), Paragraph("Tỉnh Mẫu, ngày 5 tháng 3 năm 2026", title)],
        ],
        colWidths=[180, 280],
    )
    story: list[Any] = [
        head,
        Paragraph("QUYẾT ĐỊNH", title),
        Paragraph("Chương I", title),
        Paragraph("QUY ĐỊNH CHUNG", title),
    ]
    story += [Paragraph(f"<font name={bold}>Điều 1. Phạm vi điều chỉnh</font>", body), Paragraph(SENTENCE, body)]
    story += [Paragraph(f"{n}. {SENTENCE}", body) for n in range(1, 13)]
    story += [Paragraph(f"<font name={bold}>Điều 2.</font> Sở Nội vụ báo cáo trước ngày 30/6/2026.", body)]
    story += [Paragraph("PHỤ LỤC I", title), Paragraph("DANH MỤC NHIỆM VỤ", title)]
    rows: list[list[Any]] = [["TT", "Nhiệm vụ", "Chủ trì", "Hạn"], ["I", "Hạ tầng", "", ""]]
    for n in range(1, 41):
        rows.append(
            [
                str(n),
                Paragraph(f"Xây dựng nền tảng số {n}, kết nối với các hệ thống của trung ương", small),
                "Sở A",
                f"{n}/2026",
            ]
        )
    table = Table(rows, colWidths=[30, 250, 90, 80])
    grid = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), plain, 9),
        ("SPAN", (1, 1), (3, 1)),
    ]
    table.setStyle(TableStyle([*grid, ("SPAN", (2, 2), (2, 4))]))
    story += [table, Paragraph("Lưu văn thư.", body)]
    pages = SimpleDocTemplate(str(path), pagesize=(595, 842), topMargin=50, bottomMargin=50, title="Quyết định mẫu")
    pages.build(story, onFirstPage=running, onLaterPages=running)


def test_an_official_text(tmp_path: Path) -> None:
    official(tmp_path / "a.pdf")
    result = load(tmp_path / "a.pdf")
    assert result.title == "Quyết định mẫu" and result.published is None
    blocks = result.blocks
    first = texts(blocks)[:9]
    assert first == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH MẪU",
        "Số: 12/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tỉnh Mẫu, ngày 5 tháng 3 năm 2026",
        "QUYẾT ĐỊNH",
        "Chương I QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
    ]
    assert blocks[7].level == 1 and blocks[8].kind == "heading"
    assert texts(blocks)[9:22] == [SENTENCE, *(f"{n}. {SENTENCE}" for n in range(1, 13))]
    assert (blocks[22].kind, blocks[22].text) == ("paragraph", "Điều 2. Sở Nội vụ báo cáo trước ngày 30/6/2026.")
    assert texts(blocks)[23:25] == ["PHỤ LỤC I DANH MỤC NHIỆM VỤ", "I Hạ tầng"]
    rows = [b for b in blocks if b.kind == "row"]
    assert [b.cells[0] for b in rows] == [str(n) for n in range(1, 41)]
    assert {b.header for b in rows} == {("TT", "Nhiệm vụ", "Chủ trì", "Hạn")}
    assert len({b.page for b in rows}) > 1 and rows[0].cells == (
        "1",
        "Xây dựng nền tảng số 1, kết nối với các hệ thống của trung ương",
        "Sở A",
        "1/2026",
    )
    assert rows[1].cells[2] == "Sở A"  # the cell of the row above reaches down
    assert texts(blocks)[-1] == "Lưu văn thư." and len(blocks) == 26 + 40
    assert [b.page for b in blocks] == sorted(b.page or 0 for b in blocks)
    assert not any("Trang" in b.text or "Công báo" in b.text for b in blocks)


def drawn(path: Path, pages: list[list[str]], name: str = "DejaVuSans", **options: Any) -> Path:
    """Lines on pages, one below the other."""
    canvas = Canvas(str(path), pagesize=(595, 842), **options)
    for lines in pages:
        canvas.setFont(font(name), 11)
        for n, line in enumerate(lines):
            canvas.drawString(60, 720 - 15 * n, line)
        canvas.showPage()
    canvas.save()
    return path


def test_lines_and_pages_are_mended(tmp_path: Path) -> None:
    pages = [
        [
            "The council approves the imple-",
            "mentation plan of the long-",
            "term programme for 2025-",
            "2028 under Plan 1780/KH-",
            "UBND and asks",
        ],
        ["every department to report on"],
    ]
    result = load(drawn(tmp_path / "a.pdf", pages))
    (block,) = result.blocks
    assert block.text == (
        "The council approves the implementation plan of the long-term programme for 2025-2028 under Plan "
        "1780/KH-UBND and asks every department to report on"
    )
    assert block.page == 1


@pytest.mark.parametrize(
    ("before", "after", "known", "result"),
    [
        ("imple-", "mentation", set(), "implementation"),
        ("a co\u00ad", "operation", set(), "a cooperation"),
        ("decision-", "making", {"decision-making"}, "decision-making"),
        ("long-", "term", set(), "long-term"),
        ("In-tơ-", "nét", set(), "In-tơ-nét"),
        ("57-", "NQ/TW", set(), "57-NQ/TW"),
        ("2025 -", "2028", set(), "2025 - 2028"),
        ("dòng một", "dòng hai", set(), "dòng một dòng hai"),
    ],
)
def test_mended(before: str, after: str, known: set[str], result: str) -> None:
    assert mended(before, after, known) == result


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.setFont(font("DejaVuSans"), 10)
    for n in range(12):
        canvas.drawString(60, 720 - 14 * n, f"left line {n} goes on and on to")
        canvas.drawString(320, 720 - 14 * n, f"right line {n} goes on and on to")
    canvas.save()
    text = " ".join(texts(load(tmp_path / "a.pdf").blocks))
    assert text.index("left line 11") < text.index("right line 0")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("NotoSansDevanagari-Regular", "धारा 4. मंत्रालय 15 मई, 2026 से पहले क्षेत्रीय कार्यक्रम की रिपोर्ट देगा।"),
        ("NotoSansBengali-Regular", "ধারা ৪। মন্ত্রণালয় ১৫ মে ২০২৬ এর আগে কার্যক্রমের প্রতিবেদন দেবে।"),
        ("DejaVuSans", "Điều 4. Sở Nội vụ báo cáo trước ngày 15/5/2026."),
    ],
)
def test_scripts(tmp_path: Path, name: str, line: str) -> None:
    assert texts(load(drawn(tmp_path / "a.pdf", [[line]], name)).blocks) == [unicodedata.normalize("NFC", line)]


@pytest.mark.browser
def test_letters_that_the_file_declares_for_its_glyphs(tmp_path: Path, browser: Any) -> None:
    """A browser prints conjuncts as glyphs without letters, in the order of the eye; the letters stand beside them."""
    lines = [
        "मंत्रालय क्षेत्रीय कार्यक्रम की रिपोर्ट 15 मई, 2026 से पहले प्रस्तुत करेगा।",
        "মন্ত্রণালয় ১৫ মে ২০২৬ এর আগে কার্যক্রম ও ক্ষেত্রের প্রতিবেদন জমা দেবে।",
        "Sở Nội vụ báo cáo trước ngày 15/5/2026.",
    ]
    font("NotoSansDevanagari-Regular")
    font("NotoSansBengali-Regular")
    page = browser.new_page()
    page.set_content('<body style="font-family:Noto Sans">' + "".join(f"<p>{line}</p>" for line in lines) + "</body>")
    page.pdf(path=str(tmp_path / "a.pdf"))
    page.close()
    assert texts(load(tmp_path / "a.pdf").blocks) == [unicodedata.normalize("NFC", line) for line in lines]


def test_a_row_that_breaks_over_the_page(tmp_path: Path) -> None:
    name = font("DejaVuSans")
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    pages = [
        [("TT", "Task", "Due"), ("1", "Network", "May"), ("2", "Training of all", "June")],
        [("", "departments", ""), ("3", "Audit", "July")],
    ]
    for rows in pages:
        table = Table([list(row) for row in rows], colWidths=[40, 200, 80], rowHeights=20)
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONT", (0, 0), (-1, -1), name, 9)]))
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, 60, 600)
        canvas.showPage()
    canvas.save()
    blocks = load(tmp_path / "a.pdf").blocks
    assert [b.cells for b in blocks] == [
        ("1", "Network", "May"),
        ("2", "Training of all departments", "June"),
        ("3", "Audit", "July"),
    ]
    assert [b.page for b in blocks] == [1, 1, 2] and {b.header for b in blocks} == {("TT", "Task", "Due")}


def test_encrypted(tmp_path: Path) -> None:
    secret = pdfencrypt.StandardEncryption("user", "owner", strength=128)
    drawn(tmp_path / "a.pdf", [["Some text that nobody reads."]], encrypt=secret)
    with pytest.raises(IngestError, match="password"):
        load(tmp_path / "a.pdf")
    drawn(tmp_path / "b.pdf", [["Some text that all may read."]], encrypt=pdfencrypt.StandardEncryption("", "owner"))
    assert texts(load(tmp_path / "b.pdf").blocks) == ["Some text that all may read."]


def test_a_scan(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for _ in range(2):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    with pytest.raises(IngestError, match="OCR"):
        load(tmp_path / "a.pdf")


def test_a_file_cut_short(tmp_path: Path) -> None:
    official(tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    (tmp_path / "b.pdf").write_bytes(data[: len(data) // 2])
    with pytest.raises(IngestError):
        load(tmp_path / "b.pdf")
