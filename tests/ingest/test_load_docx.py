"""Word documents: body order, headings, lists, tables and tracked changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement

from ingest.load import load


def tracked(tag: str, text_tag: str, text: str) -> Any:
    change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
    words.text = text
    run.append(words)
    change.append(run)
    return change


def filled(table: Any, rows: list[list[str]]) -> Any:
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    return table


def test_a_plan_with_an_annex(tmp_path: Path) -> None:
    document = docx.Document()
    head = [
        ["ỦY BAN NHÂN DÂN\nTỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
        ["Số: 5/KH-UBND", "Tỉnh Mẫu, ngày 4 tháng 2 năm 2026"],
    ]
    filled(document.add_table(2, 2), head)
    document.add_heading("Kế hoạch chuyển đổi số", 1)
    changed = document.add_paragraph("Sở Nội vụ báo cáo ")
    changed.add_run("trước ngày 1/1/2027").bold = True
    changed._p.append(tracked("w:del", "w:delText", " ĐÃ XÓA"))
    changed._p.append(tracked("w:ins", "w:t", ", đã thêm."))
    hidden = document.add_paragraph("Hiện. ").add_run("ẨN")
    hidden.font.hidden = True
    document.add_paragraph("Việc thứ nhất", style="List Number")
    document.add_paragraph("Việc thứ hai.", style="List Bullet")
    document.add_paragraph("धारा 4. अनुपालन")
    document.add_paragraph("ধারা ৫। মন্ত্রণালয় প্রতি মাসে প্রতিবেদন দেবে।")
    document.add_paragraph().add_run("Tổ chức thực hiện").bold = True
    document.add_paragraph("PHỤ LỤC")
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Hạn"],
        ["I", "Hạ tầng", "", ""],
        ["1", "Xây mạng", "Sở A", "6/2026"],
        ["2", "Mua máy", "", ""],
    ]
    table = filled(document.add_table(4, 4), rows)
    table.cell(1, 1).merge(table.cell(1, 3))
    table.cell(2, 2).merge(table.cell(3, 2))
    document.add_paragraph("Sau bảng.")
    document.sections[0].header.paragraphs[0].text = "ĐẦU TRANG"
    document.core_properties.title = "Kế hoạch số 5"
    document.save(str(tmp_path / "a.docx"))

    result = load(tmp_path / "a.docx")
    assert result.title == "Kế hoạch số 5" and result.published is None
    blocks = result.blocks
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        ("heading", 1, "ỦY BAN NHÂN DÂN"),
        ("heading", 1, "TỈNH MẪU"),
        ("paragraph", 0, "Số: 5/KH-UBND"),
        ("heading", 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("paragraph", 0, "Độc lập - Tự do - Hạnh phúc"),
        ("paragraph", 0, "Tỉnh Mẫu, ngày 4 tháng 2 năm 2026"),
        ("heading", 1, "Kế hoạch chuyển đổi số"),
        ("paragraph", 0, "Sở Nội vụ báo cáo trước ngày 1/1/2027, đã thêm."),
        ("paragraph", 0, "Hiện."),
        ("item", 0, "Việc thứ nhất"),
        ("item", 0, "Việc thứ hai."),
        ("heading", 3, "धारा 4. अनुपालन"),
        ("paragraph", 0, "ধারা ৫। মন্ত্রণালয় প্রতি মাসে প্রতিবেদন দেবে।".replace("য়", "য়")),
        ("heading", 4, "Tổ chức thực hiện"),
        ("heading", 1, "PHỤ LỤC"),
        ("heading", 4, "I Hạ tầng"),
        ("row", 0, "1 | Xây mạng | Sở A | 6/2026"),
        ("row", 0, "2 | Mua máy | Sở A"),
        ("paragraph", 0, "Sau bảng."),
    ]
    assert blocks[-2].header == ("TT", "Nhiệm vụ", "Chủ trì", "Hạn")
    assert blocks[-2].cells == ("2", "Mua máy", "Sở A", "")


def test_a_marked_header_and_one_across(tmp_path: Path) -> None:
    document = docx.Document()
    rows = [["Task", "Budget", ""], ["", "2026", "2027"], ["Network", "10", "20"], ["Training", "1", "2"]]
    table = filled(document.add_table(4, 3), rows)
    table.cell(0, 1).merge(table.cell(0, 2))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.save(str(tmp_path / "a.docx"))
    blocks = load(tmp_path / "a.docx").blocks
    assert [b.text for b in blocks] == ["Network | 10 | 20", "Training | 1 | 2"]
    assert {b.header for b in blocks} == {("Task", "Budget 2026", "Budget 2027")}


def test_a_table_without_header_is_still_rows(tmp_path: Path) -> None:
    document = docx.Document()
    filled(document.add_table(2, 3), [["1", "Xây mạng", "Sở A"], ["2", "Mua máy", "Sở B"]])
    document.save(str(tmp_path / "a.docx"))
    blocks = load(tmp_path / "a.docx").blocks
    assert [(b.kind, b.text, b.header) for b in blocks] == [
        ("row", "1 | Xây mạng | Sở A", ()),
        ("row", "2 | Mua máy | Sở B", ()),
    ]


def test_default_titles_say_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    document.core_properties.title = "Microsoft Word - draft.docx"
    document.save(str(tmp_path / "a.docx"))
    assert load(tmp_path / "a.docx").title is None
