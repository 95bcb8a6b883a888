"""Rows of tables of tasks, goals and figures, with headers that help, lack or lie."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.made import duties, table

HEADERS = {
    "vi": ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"),
    "hi": ("क्रम सं.", "कार्य", "नोडल विभाग", "सहयोगी विभाग", "समय सीमा", "परिणाम"),
    "bn": ("ক্রম", "কাজ", "দায়িত্বপ্রাপ্ত সংস্থা", "সহযোগী সংস্থা", "সময়সীমা", "ফলাফল"),
    "en": ("No.", "Task", "Lead agency", "Coordinating agencies", "Deadline", "Product"),
}
ROWS = {
    "vi": ("1", "Rà soát toàn bộ hồ sơ bệnh án", "Sở Y tế", "Sở Tài chính", "30/6/2026", "Báo cáo"),
    "hi": ("1", "सभी अभिलेखों की समीक्षा करना", "स्वास्थ्य विभाग", "वित्त विभाग", "30 जून 2026", "रिपोर्ट"),
    "bn": ("১", "সকল নথি পর্যালোচনা করা", "স্বাস্থ্য বিভাগ", "অর্থ বিভাগ", "৩০ জুন ২০২৬", "প্রতিবেদন"),
    "en": ("1", "Review all the records", "Department of Health", "Department of Finance", "30 June 2026", "Report"),
}


@pytest.mark.parametrize("language", HEADERS)
def test_a_row_is_read_by_its_header(language: str) -> None:
    row = ROWS[language]
    document = table(language, HEADERS[language], row)
    (fact,) = duties(document)
    assert (fact.action, fact.agency, fact.agency_name) == (row[1], row[2], "department/health")
    assert (fact.coordinating, fact.product, fact.flags) == ((row[3],), row[5], ())
    assert fact.deadline and fact.deadline.end == date(2026, 6, 30)
    assert document.text[fact.deadline.start_char : fact.deadline.end_char] == row[4]


@pytest.mark.parametrize("language", HEADERS)
def test_without_a_header_the_cells_tell(language: str) -> None:
    row = ROWS[language]
    (fact,) = duties(table(language, ("",) * 4, (row[0], row[1], row[2], row[4])))
    assert (fact.action, fact.agency_name, fact.flags) == (row[1], "department/health", ("no_header",))
    assert fact.deadline and fact.deadline.end == date(2026, 6, 30)


@pytest.mark.parametrize("language", HEADERS)
def test_where_header_and_cells_differ_the_row_is_flagged(language: str) -> None:
    row, header = ROWS[language], HEADERS[language]
    (fact,) = duties(table(language, (*header[:3], header[4]), (row[0], row[1], row[4], row[2])))
    assert (fact.action, fact.agency_name, fact.flags) == (row[1], "department/health", ("unclear_header",))
    assert fact.deadline and fact.deadline.end == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("language", "header", "row"),
    [
        ("vi", ("Chỉ tiêu", "Đơn vị tính", "Hiện trạng", "Năm 2027", "Năm 2030"), ("Hồ sơ", "%", "60", "80", "95")),
        ("en", ("Indicator", "Unit", "Baseline", "2027", "2030"), ("Applications", "%", "60", "80", "95")),
        ("hi", ("सूचक", "इकाई", "वर्तमान", "वर्ष 2027", "वर्ष 2030"), ("ऑनलाइन आवेदन", "%", "६०", "८०", "९५")),
        ("bn", ("সূচক", "একক", "বর্তমান", "২০২৭ সাল", "২০৩০ সাল"), ("অনলাইন আবেদন", "%", "৬০", "৮০", "৯৫")),
    ],
)
def test_goals_by_year(language: str, header: tuple[str, ...], row: tuple[str, ...]) -> None:
    found = duties(table(language, header, row))
    assert [fact.kind for fact in found] == ["target"] * 2
    assert [(f.amount and (f.amount.value, f.amount.unit), f.deadline and f.deadline.end) for f in found] == [
        ((80, "%"), date(2027, 12, 31)),
        ((95, "%"), date(2030, 12, 31)),
    ]


def test_totals_and_short_rows_give_no_task() -> None:
    document = table("vi", HEADERS["vi"], ("", "Tổng cộng", "", "", "", ""), ("Chỉ một ô",))
    assert duties(document) == []


def test_a_table_of_figures() -> None:
    document = table("vi", ("Địa bàn", "Số hộ"), ("Xã An Phú", "1.250"))
    (fact,) = document.facts[-1:]
    assert fact.kind == "figure" and fact.amount and (fact.amount.value, fact.amount.unit) == (1250, "Số hộ")
