"""Lines that say of the duty above who, with whom, by when and what comes of it."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.attributes import attribute, is_remark
from tests.ingest.made import duties, made

LINES = {
    "vi": (
        "1. Rà soát toàn bộ hồ sơ bệnh án.",
        "Cơ quan chủ trì: Sở Y tế.",
        "Cơ quan phối hợp: Sở Tài chính.",
        "Thời hạn hoàn thành: 30/6/2026.",
        "Sản phẩm: Báo cáo rà soát.",
    ),
    "hi": (
        "1. सभी अभिलेखों की समीक्षा की जाए।",
        "नोडल विभाग: स्वास्थ्य विभाग",
        "सहयोगी विभाग: वित्त विभाग",
        "समय सीमा: 30 जून 2026",
        "परिणाम: समीक्षा रिपोर्ट",
    ),
    "bn": (
        "১. সকল নথি পর্যালোচনা করতে হবে।",
        "দায়িত্বপ্রাপ্ত সংস্থা: স্বাস্থ্য বিভাগ",
        "সহযোগী সংস্থা: অর্থ বিভাগ",
        "সময়সীমা: ৩০ জুন ২০২৬",
        "ফলাফল: পর্যালোচনা প্রতিবেদন",
    ),
    "en": (
        "1. Review all the records kept by hospitals.",
        "Lead agency: Department of Health",
        "Coordinating agencies: Department of Finance",
        "Deadline: 30 June 2026",
        "Product: Review report",
    ),
}


@pytest.mark.parametrize("language", LINES)
def test_the_lines_below_a_task_complete_it(language: str) -> None:
    document = made(language, *LINES[language])
    (fact,) = duties(document)
    assert document.text[fact.start : fact.end] in LINES[language][0]
    assert (fact.kind, fact.agency_name) == ("deadline", "department/health")
    assert len(fact.coordinating) == 1 and fact.product
    assert fact.deadline and fact.deadline.end == date(2026, 6, 30)
    assert document.text[fact.deadline.start_char : fact.deadline.end_char] == fact.deadline.text


@pytest.mark.parametrize("language", LINES)
def test_the_roles_of_keys(language: str) -> None:
    found = [attribute(line) for line in LINES[language]]
    assert [each and each.role for each in found] == [None, "lead", "coordinating", "deadline", "product"]


def test_the_date_of_issue_is_no_deadline() -> None:
    assert attribute("Date: 11 February 2026") is None
    assert attribute("প্রকাশের তারিখ: ১১ ফেব্রুয়ারি ২০২৬") is None


@pytest.mark.parametrize(
    "words",
    [
        "Nhiệm vụ này do Sở Y tế thực hiện.",
        "Responsibility lies with the Department of Health.",
        "इसकी जिम्मेदारी वित्त विभाग की है।",
    ],
)
def test_remarks(words: str) -> None:
    assert is_remark(words)
    assert not is_remark(words + " x" * 100)


TITLES = {
    "vi": ("Nhiệm vụ 1. Rà soát 2.150 hồ sơ bệnh án", "Nhiệm vụ 2. Xây dựng kho dữ liệu"),
    "hi": ("कार्य 1. 2,150 अभिलेखों की समीक्षा", "कार्य 2. डेटा भंडार का निर्माण"),
    "bn": ("কাজ ১. ২,১৫০টি নথি পর্যালোচনা", "কাজ ২. তথ্যভান্ডার নির্মাণ"),
    "en": ("Task 1. Review 2,150 hospital records", "Task 2. A common data store"),
}


@pytest.mark.parametrize("language", LINES)
def test_titles_with_their_attributes_are_tasks(language: str) -> None:
    """The line above the attributes names the task; the heading above both is none, nor is its number an amount."""
    one, two = TITLES[language]
    document = made(language, "# II", one, *LINES[language][1:], two, LINES[language][1])
    first, second = duties(document)
    assert (document.text[first.start : first.end], first.agency_name, second.agency_name) == (
        one,
        "department/health",
        "department/health",
    )
    assert first.deadline and first.deadline.end == date(2026, 6, 30) and first.product and not second.deadline
    assert first.amount and first.amount.value == 2150 and second.amount is None
