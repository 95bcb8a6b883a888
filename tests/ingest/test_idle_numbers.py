"""Numbers that count nothing, and people who are counted although they are only given something."""

from __future__ import annotations

import pytest

from ingest.amounts import is_object, telling
from ingest.numbers import find_quantities


def told(text: str, language: str) -> list[str]:
    return [q.text for q in telling(find_quantities(text, language), text, 0, len(text))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "nâng cấp sàn phiên bản 2.0"),
        ("vi", "họp mỗi tháng ít nhất 01 lần"),
        ("vi", "báo cáo trước ngày 25"),
        ("vi", "riêng 2 xã Phú Lạc và Tân Hiệp"),
        ("en", "run the hotline 1022"),
        ("en", 'insert: "3.7 The Authority shall mark crossings"'),
        ("hi", "संस्करण 2"),
        ("hi", "10 तारीख तक"),
        ("bn", "হটলাইন 333"),
        ("bn", "১০ তারিখের মধ্যে"),
    ],
)
def test_numbers_of_names_and_times_tell_nothing(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("vi", "số hóa 410.000 hồ sơ, hơn một nửa số hồ sơ trễ hạn", "410.000"),
        ("en", "recruit 640 teachers, half of them women", "640"),
        ("hi", "640 शिक्षक, जिनमें आधे महिलाएँ", "640"),
        ("bn", "৬৪০ শিক্ষক, অর্ধেক নারী", "৬৪০"),
    ],
)
def test_a_number_is_surer_than_a_half(language: str, text: str, number: str) -> None:
    assert told(text, language) == [number]


@pytest.mark.parametrize(
    ("language", "text"),
    [("vi", "bồi dưỡng nghiệp vụ cho 960 công chức"), ("en", "run a training course for 960 clerks")],
)
def test_people_trained_are_counted(language: str, text: str) -> None:
    (quantity,) = find_quantities(text, language)
    assert is_object(quantity, text)


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("bn", "প্রতিটিতে ১টি করে মোট ৬১টি মেডিকেল টিম", ["৬১"]),
        ("en", "92% of schools, up from 68%", ["92%"]),
        ("vi", "đạt 72%, so với 61% năm trước", ["72%"]),
    ],
)
def test_neither_what_each_has_nor_what_was_before(language: str, text: str, numbers: list[str]) -> None:
    assert [found.rstrip("টি") for found in told(text, language)] == numbers


def test_where_something_is_done_is_not_how_much() -> None:
    assert told("11 कमजोर क्षेत्रों में टीमें बनाकर 2,500 लोगों को प्रशिक्षण", "hi") == ["2,500 लोगों"]


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("vi", "số giường bệnh trên 10.000 dân đạt 35 giường", ["35"]),
        ("en", "cut deaths per 1,000 births to 18", ["18"]),
        ("hi", "होर्डिंग हटाएँ, अन्यथा 50 हजार रुपये का जुर्माना", []),
    ],
)
def test_the_measure_of_a_rate_and_a_fine_tell_nothing(language: str, text: str, numbers: list[str]) -> None:
    assert told(text, language) == numbers


def test_a_total_is_counted() -> None:
    text = "a total of 3,000 street lights are to be replaced"
    (quantity,) = find_quantities(text, "en")
    assert is_object(quantity, text)
