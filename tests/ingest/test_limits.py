"""Time limits: what they count from, and the day on which they end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.dates import Period, find_periods
from ingest.limits import UNITS, after
from tests.ingest.date_forms import DIGITS, written

DAY = date(2026, 2, 11)  # a Wednesday
FORMS = {  # of limits that count from the date of the document, in days and in working days
    "chậm nhất {} ngày kể từ ngày ký": "days",
    "trong vòng {} ngày làm việc, kể từ ngày ban hành Kế hoạch này": "working days",
    "trong vong {} ngay ke tu ngay ky": "days",
    "within {} working days of the date of this Directive": "working days",
    "within {} days from the date of issue": "days",
    "इस आदेश की तिथि से {} दिनों के भीतर": "days",
    "परिपत्र जारी होने की तारीख से {} कार्य दिवसों के भीतर": "working days",
    "এই আদেশ জারির তারিখ থেকে {} দিনের মধ্যে": "days",
    "প্রজ্ঞাপন জারির {} কার্যদিবসের মধ্যে": "working days",
}


def only(text: str, **options: Any) -> Period:
    found = find_periods(text, **options)
    assert len(found) == 1, (text, found)
    assert text[found[0].start_char : found[0].end_char] == found[0].text
    return found[0]


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(FORMS)),
    st.integers(1, 99),
    days,
    st.sampled_from(sorted(DIGITS)),
    st.sampled_from(["NFC", "NFD"]),
)
def test_limits_from_the_date_of_the_document(form: str, count: int, day: date, script: str, composition: str) -> None:
    text = written(form.format(count), 1, 1, 0, script, composition)
    period = only(text, reference=day)
    assert (period.counts_from, period.relation, period.count, period.unit) == ("signing", "within", count, FORMS[form])
    assert (period.start, period.end) == (day, after(day, count, "A" if FORMS[form] == "working days" else "a"))
    assert only(text).start is None


@settings(max_examples=200)
@given(days, st.integers(1, 250), st.frozensets(st.integers(0, 400), max_size=30))
def test_working_days_skip_weekends_and_holidays(day: date, count: int, offsets: frozenset[int]) -> None:
    holidays = frozenset(day + timedelta(days=n) for n in offsets)
    end = after(day, count, "A", holidays)
    passed = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(one.weekday() < 5 and one not in holidays for one in passed) == count
    assert end.weekday() < 5 and end not in holidays
    assert end > after(day, count - 1, "A", holidays) or count == 1


@settings(max_examples=150)
@given(days, st.integers(0, 500), st.sampled_from(sorted(UNITS)))
def test_more_is_never_earlier(day: date, count: int, unit: str) -> None:
    assert day <= after(day, count, unit) <= after(day, count + 1, unit)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert after(date(2026, 1, 31), 1, "v") == date(2026, 2, 28)
    assert after(date(2024, 2, 29), 1, "y") == date(2025, 2, 28)
    assert (after(DAY, 24, "I"), after(DAY, 25, "I")) == (date(2026, 2, 12), date(2026, 2, 13))


def test_holidays_are_given_by_the_caller() -> None:
    text = "chậm nhất 03 ngày làm việc kể từ ngày ký"
    assert only(text, reference=DAY).end == date(2026, 2, 16)
    assert only(text, reference=DAY, holidays={date(2026, 2, 13), date(2026, 2, 16)}).end == date(2026, 2, 18)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "chậm nhất 05 ngày làm việc kể từ ngày phương án được phê duyệt.",
            "05 ngày làm việc kể từ ngày phương án được phê duyệt",
        ),
        ("trong vòng 20 ngày kể từ khi nhận đủ hồ sơ; Sở", "20 ngày kể từ khi nhận đủ hồ sơ"),
        (
            "trong 30 ngày kể từ ngày Nghị định này có hiệu lực thi hành",
            "30 ngày kể từ ngày Nghị định này có hiệu lực thi hành",
        ),
        ("trong vòng 30 ngày kể từ ngày ký hợp đồng", "30 ngày kể từ ngày ký hợp đồng"),
        (
            "no later than 7 working days after this Decision takes effect.",
            "7 working days after this Decision takes effect",
        ),
        ("within 7 days of the request.", "7 days of the request"),
        ("within 30 days from the date of issue of the licence", "30 days from the date of issue of the licence"),
        (
            "within 14 days after receipt of the complete application, the",
            "14 days after receipt of the complete application",
        ),
        ("शिकायत प्राप्त होने के 7 दिनों के भीतर", "प्राप्त होने के 7 दिनों"),
        ("आवेदन की प्राप्ति से १५ दिनों के भीतर", "प्राप्ति से १५ दिनों"),
        ("পূর্ণাঙ্গ আবেদন পাওয়ার ২০ দিনের মধ্যে", "আবেদন পাওয়ার ২০ দিনের"),
        ("জন্মের ৪৫ দিনের মধ্যে", "জন্মের ৪৫ দিনের"),
        ("সনদ জারির ১৫ দিনের মধ্যে", "জারির ১৫ দিনের"),
    ],
)
def test_limits_from_what_only_happens_later_have_no_date(text: str, words: str) -> None:
    period = only(text, reference=DAY)
    assert (period.counts_from, period.start, period.end, period.relation) == ("event", None, None, "within")
    assert period.text == words


@pytest.mark.parametrize(
    "text",
    [
        "trong vòng 03 ngày làm việc",
        "within 3 working days",
        "3 कार्य दिवसों के भीतर",
        "৩ কার্যদিবসের মধ্যে",
        "अधिकतम ३ कार्य दिवस में",
    ],
)
def test_limits_that_do_not_say_from_when(text: str) -> None:
    period = only(text, reference=DAY)
    assert (period.counts_from, period.count, period.unit) == (None, 3, "working days")
    assert (period.start, period.end) == (DAY, date(2026, 2, 16))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("trong thời hạn 30 ngày kể từ ngày 01/7/2026", "30 ngày kể từ ngày 01/7/2026"),
        ("within 30 days from 1 July 2026", "30 days from 1 July 2026"),
        ("1 जुलाई 2026 से 30 दिनों के भीतर", "1 जुलाई 2026 से 30 दिनों"),
        ("১ জুলাই ২০২৬ থেকে ৩০ দিনের মধ্যে", "১ জুলাই ২০২৬ থেকে ৩০ দিনের"),
    ],
)
def test_limits_from_a_day_that_is_named(text: str, words: str) -> None:
    period = only(text, reference=DAY)
    assert (period.start, period.end, period.text) == (date(2026, 7, 1), date(2026, 7, 31), words)


def test_limits_that_end_before_an_event_have_no_date() -> None:
    for text in ("ít nhất 30 ngày trước khi Trung tâm vận hành.", "at least 30 days before the meeting"):
        period = only(text, reference=DAY)
        assert (period.relation, period.counts_from, period.start, period.count) == ("before", "event", None, 30)
    for text in ("समीक्षा से दो दिन पूर्व", "সভার ২ দিন আগে"):
        period = only(text, reference=DAY)
        assert (period.relation, period.counts_from, period.start, period.count) == ("before", "event", None, 2)


@pytest.mark.parametrize(
    "text",
    ["within the next two weeks", "अगले दो सप्ताह में", "दो सप्ताह का समय दिया गया है", "দুই সপ্তাহ সময় দেওয়া হয়েছে"],
)
def test_the_next_weeks_and_the_time_that_is_given_are_limits(text: str) -> None:
    period = only(text, reference=DAY)
    assert (period.relation, period.count, period.unit) == ("within", 2, "weeks")


def test_what_takes_effect_after_a_time_does_so_on_its_last_day() -> None:
    period = only("có hiệu lực sau 45 ngày kể từ ngày ký", reference=DAY)
    assert (period.relation, period.start, period.end) == ("after", date(2026, 3, 28), date(2026, 3, 28))


def test_hours_are_limits_only_where_they_are_asked_for() -> None:
    for text in ("within 24 hours of its discovery", "trong vòng 24 giờ", "२४ घंटे के भीतर", "২৪ ঘণ্টার মধ্যে"):
        assert find_periods(text) == []
        assert only(text, hours=True).unit == "hours"
    assert only("within 36 hours", reference=DAY, hours=True).end == date(2026, 2, 13)


@pytest.mark.parametrize(
    "text",
    [
        "trong 3 năm qua",
        "up to 30 days",
        "30 दिनों तक",
        "৩০ দিন পর্যন্ত",
        "over the last 3 years",
        "पिछले 3 वर्षों के दौरान",
        "two days ago",
        "kéo dài đến 30 ngày",
        "an end to 139 years of disagreement",
        "reduced by 3 days",
    ],
)
def test_lengths_of_time_that_are_no_limits(text: str) -> None:
    assert find_periods(text, reference=DAY) == []
