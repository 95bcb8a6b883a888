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


@pytest.mark.parametrize(
    ("language", "header", "row"),
    [
        ("vi", ("TT", "Chỉ tiêu", "Đơn vị", "Năm 2025", "Năm 2027"), ("1", "Hồ sơ", "%", "60", "80")),
        ("en", ("Objective", "Key result", "2025", "Target 2027"), ("Safe water", "Households (%)", "60", "80")),
        ("hi", ("क्र.सं.", "संकेतक", "इकाई", "2024-25", "लक्ष्य 2027"), ("1", "आवेदन", "%", "६०", "८०")),
        ("bn", ("সূচক", "একক", "২০২৫ সালের অর্জন", "২০২৭ সালের লক্ষ্যমাত্রা"), ("আবেদন", "%", "৬০", "৮০")),
    ],
)
def test_a_year_that_is_over_sets_no_goal(language: str, header: tuple[str, ...], row: tuple[str, ...]) -> None:
    (fact,) = duties(table(language, header, row))
    assert fact.amount and (fact.amount.value, fact.amount.unit) == (80, "%")
    assert (fact.deadline and fact.deadline.end, fact.agency) == (date(2027, 12, 31), "")


@pytest.mark.parametrize(
    ("language", "header", "row", "amount"),
    [
        (
            "vi",
            ("Đơn vị", "Việc phải làm", "Khối lượng", "Hoàn thành"),
            ("Sở Y tế", "Đặt bồn", "24 bồn", "30/6/2026"),
            24,
        ),
        ("en", ("Item", "Works", "Body", "Date"), ("1", "Replace 185 km of mains", "Water Board", "30 June 2026"), 185),
        ("hi", ("विभाग", "कार्य", "मात्रा", "तिथि"), ("स्वास्थ्य विभाग", "टंकी लगाना", "24 टंकी", "30 जून 2026"), 24),
        ("bn", ("দপ্তর", "কাজ", "পরিমাণ", "তারিখ"), ("স্বাস্থ্য বিভাগ", "খাল খনন", "২৪ কিলোমিটার", "৩০ জুন ২০২৬"), 24),
    ],
)
def test_how_much_stands_in_a_column_or_in_the_task(
    language: str, header: tuple[str, ...], row: tuple[str, ...], amount: int
) -> None:
    (fact,) = duties(table(language, header, row))
    assert fact.amount and fact.amount.value == amount
    assert fact.deadline and fact.deadline.end == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("language", "header", "row", "start", "end"),
    [
        ("vi", ("Việc", "Bắt đầu", "Kết thúc"), ("Rà soát hồ sơ", "01/4/2026", "30/6/2026"), (4, 1), (6, 30)),
        ("en", ("Task", "Start", "End"), ("Review the records", "1 April 2026", "30 June 2026"), (4, 1), (6, 30)),
        ("hi", ("कार्य", "प्रारंभ", "समाप्ति"), ("अभिलेख समीक्षा", "1 अप्रैल 2026", "30 जून 2026"), (4, 1), (6, 30)),
        ("bn", ("কাজ", "শুরু", "সমাপ্তি"), ("নথি পর্যালোচনা", "১ এপ্রিল ২০২৬", "৩০ জুন ২০২৬"), (4, 1), (6, 30)),
        ("en", ("Task", "When"), ("Review the records", "March and April 2026"), (3, 1), (4, 30)),
        ("vi", ("Nhóm nhiệm vụ", "Nhiệm vụ", "Hạn"), ("Hạ tầng", "Nâng cấp mạng", "15/4"), (4, 15), (4, 15)),
    ],
)
def test_times_in_two_columns_and_in_short(
    language: str, header: tuple[str, ...], row: tuple[str, ...], start: tuple[int, int], end: tuple[int, int]
) -> None:
    document = table(language, header, row)
    (fact,) = duties(document)
    assert fact.deadline and (fact.deadline.start, fact.deadline.end) == (date(2026, *start), date(2026, *end))
    assert document.text[fact.deadline.start_char : fact.deadline.end_char] == fact.deadline.text


@pytest.mark.parametrize(
    ("language", "header", "row", "lead"),
    [
        ("hi", ("निर्णय", "कार्यवाही हेतु", "अवधि"), ("विज्ञापन जारी किया जाए", "वित्त विभाग", "एक माह"), "वित्त विभाग"),
        ("bn", ("আলোচনা", "সিদ্ধান্ত", "বাস্তবায়নে"), ("সংকট রয়েছে", "চাহিদা পাঠাতে হবে", "সিভিল সার্জন"), "সিভিল সার্জন"),
        ("en", ("Action point", "Who", "Evidence"), ("Circulate the draft", "Legal Unit", "Minutes"), "Legal Unit"),
        ("vi", ("Tên đề án", "Chủ trì/phối hợp", "Hạn"), ("Đề án A", "Sở Y tế/ Sở Tài chính", "5/2027"), "Sở Y tế"),
    ],
)
def test_who_under_other_headers(language: str, header: tuple[str, ...], row: tuple[str, ...], lead: str) -> None:
    (fact,) = duties(table(language, header, row))
    assert fact.agency == lead
    assert fact.coordinating == (("Sở Tài chính",) if language == "vi" else ())


@pytest.mark.parametrize(
    ("language", "header", "row"),
    [
        ("vi", ("Nội dung thực hiện", "Bộ phận thực hiện", "Từ ngày", "Đến ngày"), ("Dựng gian hàng", "Văn phòng Sở")),
        ("en", ("Activity", "Office", "From", "To"), ("Review the records", "Legal Unit")),
        ("hi", ("गतिविधि", "कार्यालय", "दिनांक से", "दिनांक तक"), ("अभिलेखों की समीक्षा", "वित्त विभाग")),
        ("bn", ("কাজ", "দপ্তর", "থেকে", "পর্যন্ত"), ("নথি পর্যালোচনা", "অর্থ বিভাগ")),
    ],
)
def test_from_one_day_to_another(language: str, header: tuple[str, ...], row: tuple[str, ...]) -> None:
    (fact,) = duties(table(language, header, (*row, "01/4/2026", "30/6/2026")))
    assert (fact.action, fact.agency) == row
    assert fact.deadline and (fact.deadline.start, fact.deadline.end) == (date(2026, 4, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("language", "header", "row", "value", "unit"),
    [
        (
            "vi",
            ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2027"),
            ("1", "Doanh thu bán lẻ", "Nghìn tỷ đồng", "4,5"),
            4_500_000_000_000,
            "VND",
        ),
        (
            "vi",
            ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2027"),
            ("1", "Khách du lịch", "Triệu lượt", "2,5"),
            2_500_000,
            "lượt",
        ),
        (
            "vi",
            ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2027"),
            ("1", "Diện tích rừng", "Nghìn ha", "12,5"),
            12_500,
            "ha",
        ),
        (
            "hi",
            ("क्र.", "संकेतक", "इकाई", "लक्ष्य 2027"),
            ("1", "अनाज भंडारण क्षमता", "लाख टन", "2.5"),
            250_000,
            "टन",
        ),
        ("bn", ("ক্রম", "সূচক", "একক", "লক্ষ্যমাত্রা ২০২৭"), ("১", "মাছ উৎপাদন", "লাখ টন", "২.৫"), 250_000, "টন"),
        (
            "en",
            ("No.", "Indicator", "Unit", "Target 2027"),
            ("1", "Fish landed", "thousand tonnes", "2.5"),
            2500,
            "tonnes",
        ),
    ],
)
def test_a_unit_multiplies(language: str, header: tuple[str, ...], row: tuple[str, ...], value: int, unit: str) -> None:
    (fact,) = duties(table(language, header, row))
    assert fact.amount and (fact.amount.value, fact.amount.unit) == (value, unit)
