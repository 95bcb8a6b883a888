"""The workbook, read back by another library."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assistant.export_columns import COLUMNS
from assistant.export_xlsx import as_xlsx, fitting
from assistant.register import Row
from assistant.row_wording import row_label
from tests.assistant.rows import dated, row, source
from tests.assistant.small import LANGUAGES
from tests.assistant.test_export_csv import HOSTILE

TODAY = date(2026, 11, 25)
SAYINGS = {
    "vi": ("Sở Y tế", "Số hóa hồ sơ: đẩy mạnh chuyển đổi số, ưu tiên những xã đặc biệt khó khăn"),
    "hi": ("ज़िला शिक्षा अधिकारी", "शिक्षकों का प्रशिक्षण आयोजित करना"),
    "bn": ("ইউনিয়ন পরিষদ সচিব", "জন্ম নিবন্ধন সম্পন্ন করা"),
    "en": ("Department of Health", "Publish the list"),
}


def book(rows: list[Row], language: str = "en") -> Workbook:
    return load_workbook(io.BytesIO(as_xlsx(rows, language, TODAY)))


def cell(sheet: Any, column: str, at: int = 2) -> Any:
    return sheet.cell(at, COLUMNS.index(column) + 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_script_survives(language: str) -> None:
    rows = [row(id=code, language=code, agency=said[0], action=said[1]) for code, said in SAYINGS.items()]
    made = book(rows, language)
    sheet = made.worksheets[0]
    assert [each.value for each in sheet[1]] == [row_label(language, "columns", column) for column in COLUMNS]
    assert all(each.font.bold for each in sheet[1])
    found = {cell(sheet, "id", at).value: cell(sheet, "action", at).value for at in range(2, 6)}
    assert found == {code: said[1] for code, said in SAYINGS.items()}
    assert all(unicodedata.is_normalized("NFC", value) for value in found.values())
    assert len({sheet.title for sheet in made.worksheets}) == 3


def test_days_are_dates_and_numbers_numbers() -> None:
    made = book(
        [dated(date(2026, 6, 30), number=Decimal("46500000000"), unit="VND", page=3), row(number=Decimal("0.5"))]
    )
    sheet = made.worksheets[0]
    assert cell(sheet, "start").value == cell(sheet, "end").value == datetime(2026, 6, 30)
    assert cell(sheet, "start").number_format == "yyyy-mm-dd"
    assert (cell(sheet, "number").value, cell(sheet, "number", 3).value, cell(sheet, "page").value) == (
        46500000000,
        0.5,
        3,
    )
    assert cell(sheet, "amount").value == "46.5 billion VND" and cell(sheet, "note").value is None


def test_what_excel_cannot_hold_is_text() -> None:
    made = book([dated(date(1890, 5, 1), number=Decimal("12345678901234567890"))])
    sheet = made.worksheets[0]
    assert cell(sheet, "start").value == "1890-05-01"
    assert cell(sheet, "number").value == "12345678901234567890"


@pytest.mark.parametrize("text", [*HOSTILE, "http://example.org", "mailto:a@b", "{=1}", "12", "TRUE", "#REF!"])
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    data = as_xlsx([row(action=text, note=text, agency=text, title=text, url=text)], "en", TODAY)
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        assert not any(each.data_type == "f" or each.hyperlink for line in sheet.iter_rows() for each in line)
    found = cell(load_workbook(io.BytesIO(data)).worksheets[0], "action")
    assert found.data_type == "s" and found.value.strip() == text.replace("\r", "\n").strip()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets/" in name)


@settings(max_examples=25)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_gives_a_workbook_that_opens(text: str) -> None:
    sheet = book([row(action=text, quote=text)]).worksheets[0]
    assert cell(sheet, "id").value == "f1"


def test_a_cell_is_cut_where_excel_ends_it() -> None:
    assert fitting("क" * 32_767) == "क" * 32_767
    assert fitting("क" * 32_768) == "क" * 32_766 + "…"
    emoji = fitting("x" + "🙂" * 20_000)
    assert len(emoji.encode("utf-16-le")) // 2 <= 32_767 and emoji.endswith("🙂…")
    sheet = book([row(quote="দ" * 40_000, title="ট" * 40_000)]).worksheets[0]
    assert len(cell(sheet, "quote").value) == 32_767


def test_the_sheet_is_ready_to_work_with() -> None:
    rows = [dated(date(2026, 6, 30), id=f"f{n}") for n in range(3)]
    sheet = book(rows, "vi").worksheets[0]
    assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref == "A1:AE4"
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["G"].width
    assert cell(sheet, "action").alignment.wrap_text
    (coloured,) = sheet.conditional_formatting
    assert str(coloured.sqref) == "E2:E4"
    said = {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in coloured.rules}
    assert set(said) == {'"Quá hạn"', '"Đã hoàn thành"', '"Đang thực hiện"', '"Không áp dụng"'}
    assert len(set(said.values())) == 4 and cell(sheet, "status").value == "Quá hạn"


PROGRESS = [
    dated(date(2026, 6, 30), id="a", agency="Sở Y tế"),  # overdue
    dated(date(2026, 6, 30), id="b", agency="Sở Y tế", status="done"),
    dated(date(2027, 6, 30), id="c", agency="Sở Y tế", status="in_progress"),
    dated(date(2026, 6, 30), id="d", agency="sở y tế", status="not_applicable", document="khac.txt", title="Khác"),
    row(id="e", agency="Sở Tài chính", kind="responsibility"),
    row(id="f", agency="", kind="target", document="khac.txt", title="Khác"),
    row(id="g", agency="Sở Tài chính", kind="figure"),
    row(id="h", agency="Sở Tài chính", validity="superseded", changed_by=source()),
    row(id="i", agency="Sở Tài chính", review="rejected"),
]


def test_progress_is_counted_by_agency_and_by_document() -> None:
    _, by_agency, by_document = book(PROGRESS, "vi").worksheets
    shown = [[each.value for each in line] for line in by_agency.iter_rows()]
    assert shown == [
        ["Cơ quan", "Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Quá hạn", "Không áp dụng", "Tổng số"],
        ["Sở Y tế", 1, 1, 0, 1, 1, 4],
        ["Chưa nêu cơ quan", 0, 0, 1, 0, 0, 1],
        ["Sở Tài chính", 0, 0, 1, 0, 0, 1],
    ]
    counts = {line[0].value: [each.value for each in line[1:]] for line in by_document.iter_rows(min_row=2)}
    assert counts == {
        "12/KH-UBND · Plan 12 of the province of An Sơn": [1, 1, 1, 1, 0, 4],
        "12/KH-UBND · Khác": [0, 0, 1, 0, 1, 2],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_progress_sheet_has_a_stacked_bar_chart(language: str) -> None:
    made = book(PROGRESS, language)
    assert [len(sheet._charts) for sheet in made.worksheets] == [0, 1, 1]
    for sheet in made.worksheets[1:]:
        (chart,) = sheet._charts
        assert (chart.type, chart.grouping, chart.overlap) == ("bar", "stacked", 100)
        assert len(chart.series) == 5
        assert chart.series[0].val.numRef.f.endswith(f"$B$2:$B${sheet.max_row}")
        assert all(sheet.title in series.tx.strRef.f for series in chart.series)


def test_a_chart_of_many_agencies_says_how_many_it_shows() -> None:
    rows = [dated(date(2026, 6, 30), id=f"f{n}", agency=f"Ủy ban nhân dân xã {n}") for n in range(45)]
    data = as_xlsx(rows, "en", TODAY)
    sheet = load_workbook(io.BytesIO(data)).worksheets[1]
    assert sheet.max_row == 46 and sheet._charts[0].series[0].val.numRef.f.endswith("$21")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert "20 of 45 shown" in parts.read("xl/charts/chart1.xml").decode()


def test_an_empty_register_is_a_workbook_too() -> None:
    made = book([])
    assert [sheet.max_row for sheet in made.worksheets] == [1, 1, 1] and not made.worksheets[1]._charts
