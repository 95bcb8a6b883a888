"""Paragraphs before the orders: they tell why, and hand down neither their silence nor their day."""

from __future__ import annotations

import pytest

from tests.ingest.made import duties, made

LEAD_INS = {
    "vi": (
        "Năm 2025, tỷ lệ giải ngân đạt thấp; nguyên nhân là vướng mặt bằng. Để khắc phục hạn chế trên, phấn đấu"
        " đến hết ngày 31/01/2027 giải ngân 95% kế hoạch vốn, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:",
        "1. Sở Tài chính rà soát các dự án chậm tiến độ.",
    ),
    "en": (
        "Little was spent. Given this situation, and so that 95% is spent by 31 January 2027, the Governor directs:",
        "1. The Department of Finance shall review the projects that are late.",
    ),
    "hi": (
        "वर्ष 2025 में प्रगति धीमी रही। वर्तमान स्थिति को देखते हुए 31 जनवरी 2027 तक सुधार हेतु निर्देश दिए जाते हैं:",
        "1. वित्त विभाग विलंबित परियोजनाओं की समीक्षा करेगा।",
    ),
    "bn": (
        "২০২৫ সালে অগ্রগতি কম ছিল। এই প্রেক্ষাপট বিবেচনায় ৩১ জানুয়ারি ২০২৭ তারিখের মধ্যে উন্নতির জন্য নির্দেশনা প্রদান করা হলো:",
        "১. অর্থ বিভাগ বিলম্বিত প্রকল্প পর্যালোচনা করবে।",
    ),
}


@pytest.mark.parametrize("language", LEAD_INS)
def test_orders_below_a_paragraph_on_the_background(language: str) -> None:
    fact = duties(made(language, *LEAD_INS[language]))[-1]
    assert (fact.kind, fact.agency_name, fact.deadline) == ("responsibility", "department/finance", None)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("vi", ("Chủ tịch Ủy ban nhân dân tỉnh có ý kiến chỉ đạo như sau:", "1. Kết quả được báo cáo hằng quý.")),
        ("en", ("The Minister of Finance orders as follows:", "1. Results shall be reported every quarter.")),
    ],
)
def test_who_orders_has_not_to_act(language: str, lines: tuple[str, ...]) -> None:
    (fact,) = duties(made(language, *lines))
    assert (fact.agency, fact.deadline and fact.deadline.recurrence) == ("", "quarterly")


def test_a_government_in_the_letterhead_does_not_lead() -> None:
    (fact,) = duties(made("en", "# GOVERNMENT OF MARWA", "1. At least 85% of cases will be online by 2027."))
    assert fact.agency == ""


def test_points_in_one_line_with_a_number_stand_beside_each_other() -> None:
    lines = ("4. (क) स्वास्थ्य विभाग रोस्टर जारी करेगा;", "(ख) शिकायतों का निस्तारण 24 घंटे में किया जाए।")
    first, second = duties(made("hi", *lines))
    assert (first.agency_name, second.agency) == ("department/health", "")
