"""Which numbers say how much."""

from __future__ import annotations

import pytest

from ingest.amounts import amount_of, is_object, telling
from ingest.numbers import find_quantities


def told(text: str, language: str) -> list[str]:
    return [q.text for q in telling(find_quantities(text, language), text, 0, len(text))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "theo khoản 3 của quy định"),
        ("en", "as in clause 3 of the rules"),
        ("hi", "धारा 3 के अनुसार"),
        ("bn", "ধারা 3 অনুযায়ী"),
    ],
)
def test_numbers_of_clauses_tell_nothing(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "value", "relation"),
    [
        ("vi", "đạt ít nhất 85% hồ sơ", 85, ">="),
        ("en", "at least 85% of applications", 85, ">="),
        ("hi", "कम से कम 85% आवेदन", 85, ">="),
        ("bn", "অন্তত ৮৫% আবেদন", 85, ">="),
    ],
)
def test_bounds(language: str, text: str, value: int, relation: str) -> None:
    (quantity,) = telling(find_quantities(text, language), text, 0, len(text))
    amount = amount_of(quantity, text, language)
    assert (amount.value, amount.unit, amount.relation) == (value, "%", relation)


def test_what_is_counted_is_an_object_and_a_place_is_none() -> None:
    for text, expected in (("mark 65 km of roads", True), ("install lamps in 27 unions", False)):
        (quantity,) = find_quantities(text, "en")
        assert is_object(quantity, text) is expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Nhiệm vụ 1. Rà soát hồ sơ"),
        ("vi", "đóng cống khi độ mặn vượt 15 gam"),
        ("en", "(1) The office is required to act"),
        ("en", "close the gates when the level exceeds 15 metres"),
        ("hi", "प्रस्तर-1 में शाम 5 बजे तक"),
        ("bn", "রাত ১১টা থেকে সকাল ৭টা পর্যন্ত"),
    ],
)
def test_labels_clocks_and_conditions_tell_nothing(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("vi", "thu gom 450 tấn rác", "tấn"),
        ("en", "convert 2,400 hectares to drip irrigation", "hectares"),
        ("hi", "२५० मीट्रिक टन बीज", "मीट्रिक टन"),
        ("bn", "৬৪ কিলোমিটার খাল", "কিলোমিটার"),
        ("en", "the number of road deaths shall fall to 900.", "road deaths"),
        ("bn", "সেচপাম্পের সংখ্যা ১,২০০ থেকে ২,০০০-এ উন্নীত করতে হবে", "সেচপাম্প"),
        ("hi", "8 लाख पौधे लगाएगा", "पौधे"),
        ("bn", "২১৫টি অবৈধ স্থাপনা উচ্ছেদ করবে", "অবৈধ স্থাপনা"),
    ],
)
def test_units_in_the_words_of_the_text(language: str, text: str, unit: str) -> None:
    (quantity,) = find_quantities(text, language)
    assert amount_of(quantity, text, language).unit == unit


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hi", "हर सप्ताह कम से कम 2 बार अभियान"),
        ("vi", "ít nhất 3 lần kiểm tra"),
        ("bn", "কমপক্ষে ৩ বার অভিযান"),
        ("en", "3 times"),
    ],
)
def test_how_often_is_no_amount(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Ngân hàng Nhà nước chi nhánh Khu vực 9 hướng dẫn"),
        ("vi", "đưa trạm biến áp 220 kV vào vận hành"),
        ("vi", "Đối với đề nghị bổ sung 20 tỷ đồng vốn: giao Sở Tài chính xem xét"),
        ("en", "Regarding the request for 20 million dollars: the Ministry shall examine it"),
        ("hi", "20 करोड़ रुपये की मांग के संबंध में: वित्त विभाग परीक्षण करे"),
        ("hi", "प्रत्येक माह की 10 तारीख तक"),
        ("bn", "২০ কোটি টাকার চাহিদার বিষয়ে: অর্থ বিভাগ পরীক্ষা করবে"),
        ("bn", "প্রতি মাসের ৭ তারিখের মধ্যে"),
    ],
)
def test_names_and_topics_tell_nothing(language: str, text: str) -> None:
    assert told(text, language) == []
