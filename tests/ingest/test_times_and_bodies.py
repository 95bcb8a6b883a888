"""Indian years in Bengali, months that return, ends of months; posts by their initials; bodies in lists."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.agencies import agency_name, find_agencies
from ingest.dates import find_periods
from ingest.roles import roles


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("চলতি আর্থিক বছরের শেষে", (2026, 4, 1), (2027, 3, 31)),
        ("চলতি আর্থিক বছরে", (2026, 4, 1), (2027, 3, 31)),
        ("নভেম্বরের শেষে", (2026, 11, 21), (2026, 11, 30)),
        ("নভেম্বরের মাঝামাঝি", (2026, 11, 11), (2026, 11, 20)),
        ("by March end", (2026, 3, 21), (2026, 3, 31)),
    ],
)
def test_parts_of_years_and_months(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    (period,) = find_periods(text, reference=date(2026, 5, 6))
    assert (period.start, period.end) == (date(*start), date(*end))


@pytest.mark.parametrize(
    ("text", "recurrence", "rule"),
    [
        ("Every August", "yearly", "BYMONTH=8"),
        ("हर अगस्त", "yearly", "BYMONTH=8"),
        ("প্রতি আগস্টে", "yearly", "BYMONTH=8"),
        ("মাসে দু'বার", "monthly", ""),
    ],
)
def test_months_that_return(text: str, recurrence: str, rule: str) -> None:
    (period,) = find_periods(text)
    assert (period.recurrence, period.rule) == (recurrence, rule)


def test_each_may_is_no_month() -> None:
    assert find_periods("each may apply once the form is signed") == []


@pytest.mark.parametrize(
    ("short", "full", "language"),
    [
        ("सीडीओ", "मुख्य विकास अधिकारी", "hi"),
        ("डीएफओ", "प्रभागीय वनाधिकारी", "hi"),
        ("बीएसए", "बेसिक शिक्षा अधिकारी", "hi"),
        ("जिलाधिकारीगण", "जिलाधिकारी", "hi"),
        ("মহকুমাশাসকেরা", "মহকুমা শাসক", "bn"),
    ],
)
def test_posts_by_their_initials(short: str, full: str, language: str) -> None:
    assert agency_name(short, language) == agency_name(full, language)


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("bn", "স্বাস্থ্য বিভাগ ও ইউনিয়ন পরিষদ কাজ শেষ করবে।", "স্বাস্থ্য বিভাগ"),
        ("hi", "स्वास्थ्य विभाग और वित्त विभाग काम पूरा करेंगे।", "स्वास्थ्य विभाग"),
        ("bn", "বিডিওদের বলা হয়েছে, তালিকা জমা দিতে হবে।", "বিডিও"),
    ],
)
def test_the_first_of_several_leads(language: str, text: str, lead: str) -> None:
    found = roles(text, find_agencies(text, language), text).lead
    assert found is not None and found.text == lead


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("शिकायतों का निस्तारण सात दिन में करेंगे", 7),
        ("जर्जर तार 30 दिनों में बदलने के आदेश दिए गए", 30),
        ("पिछले 30 दिनों में 200 मामले आए", None),
    ],
)
def test_a_length_in_which_something_is_to_be_done(text: str, count: int | None) -> None:
    found = find_periods(text)
    assert [period.count for period in found] == ([count] if count else [])


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("hi", "सीएमओ को 15 दिन में रिपोर्ट देने के आदेश दिए गए।", "सीएमओ"),
        ("hi", "डीएम ने बीडीओ को सड़कें ठीक करने को कहा।", "बीडीओ"),
        ("bn", "প্রতিবেদন অতিরিক্ত জেলা প্রশাসক (সার্বিক) বরাবর দাখিল করতে হবে।", None),
        ("vi", "hết quý II/2026 đạt từ 50% trở lên, Chủ tịch UBND tỉnh yêu cầu:", None),
    ],
)
def test_who_is_told(language: str, text: str, lead: str | None) -> None:
    found = roles(text, find_agencies(text, language), text).lead
    assert (found and found.text) == lead


def test_a_field_of_work_may_begin_with_a_body() -> None:
    text = "the deadline for the Directorate of School Infrastructure to publish it is postponed"
    (agency,) = find_agencies(text, "en")
    assert agency.text == "Directorate of School Infrastructure"
    assert roles(text, [agency], text).lead == agency


@pytest.mark.parametrize("mark", [";", '"', "”", ".", ")"])
def test_a_mark_behind_a_day_is_no_part_of_it(mark: str) -> None:
    (period,) = find_periods(f"gửi kết quả trước ngày 20/8{mark}", reference=date(2026, 5, 6))
    assert period.end == date(2026, 8, 20)


def test_a_week_of_a_month() -> None:
    (period,) = find_periods("quyết định trong tuần 2 tháng 8/2026")
    assert (period.start, period.end) == (date(2026, 8, 8), date(2026, 8, 14))


@pytest.mark.parametrize(("language", "text"), [("hi", "जिला टीकाकरण अधिकारी"), ("bn", "জেলা টিকাদান কর্মকর্তা")])
def test_an_officer_of_a_subject(language: str, text: str) -> None:
    assert [agency.text for agency in find_agencies(text, language)] == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [("within fifteen (15) days", 15), ("trong thời hạn 05 (năm) ngày làm việc", 5)],
)
def test_a_number_said_twice(text: str, count: int) -> None:
    (period,) = find_periods(text)
    assert period.count == count


def test_so_many_rounds_a_year() -> None:
    (period,) = find_periods("kiểm tra tối thiểu 02 đợt/năm")
    assert period.recurrence == "half-yearly"


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("vi", "Đối với các dự án chậm, chủ đầu tư phải cam kết trước ngày 10/4/2026.", "chủ đầu tư"),
        (
            "vi",
            "Sau khi nhận hồ sơ, trong thời hạn 03 ngày, cơ quan tiếp nhận có trách nhiệm trả lời.",
            "cơ quan tiếp nhận",
        ),
        ("vi", "Tỷ lệ giải ngân phải bảo đảm tiến độ.", None),
        ("en", "The share of women in senior posts should reach one third.", None),
        ("hi", "मुख्य अभियंता को निर्देशित किया गया कि वे तटबंधों की मरम्मत करें।", "मुख्य अभियंता"),
    ],
)
def test_who_must_act_behind_words_before(language: str, text: str, lead: str | None) -> None:
    found = roles(text, find_agencies(text, language), text).lead
    assert (found and found.text) == lead
