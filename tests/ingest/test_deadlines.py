"""Limits that count from the signing or from an event, and what returns."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.made import duties, made

LIMITS = {
    "vi": (
        "1. Sở Y tế báo cáo trong vòng 15 ngày làm việc kể từ ngày ký Kế hoạch này.",
        "1. Sở Nội vụ trả kết quả trong thời hạn 5 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
        "1. Sở Y tế báo cáo hằng tháng, trước ngày 25.",
        "1. Sở Y tế báo cáo ba tháng một lần.",
    ),
    "hi": (
        "1. स्वास्थ्य विभाग आदेश जारी होने की तिथि से 15 कार्य दिवसों के भीतर रिपोर्ट भेजेगा।",
        "1. वित्त विभाग आवेदन प्राप्त होने की तिथि से 5 कार्य दिवसों के भीतर उत्तर देगा।",
        "1. स्वास्थ्य विभाग हर माह की 25 तारीख तक रिपोर्ट भेजेगा।",
        "1. स्वास्थ्य विभाग हर तीन महीने में एक बार रिपोर्ट भेजेगा।",
    ),
    "bn": (
        "১. স্বাস্থ্য বিভাগ আদেশ জারির তারিখ থেকে ১৫ কর্মদিবসের মধ্যে প্রতিবেদন পাঠাবে।",
        "১. অর্থ বিভাগ আবেদন পাওয়ার তারিখ থেকে ৫ কর্মদিবসের মধ্যে উত্তর দেবে।",
        "১. স্বাস্থ্য বিভাগ প্রতি মাসের ২৫ তারিখের মধ্যে প্রতিবেদন পাঠাবে।",
        "১. স্বাস্থ্য বিভাগ প্রতি তিন মাসে একবার প্রতিবেদন পাঠাবে।",
    ),
    "en": (
        "1. The Department of Health shall report within 15 working days of the signing of this Plan.",
        "1. The Department of Finance shall reply within 5 working days of receiving the application.",
        "1. The Department of Health shall report monthly, by the 25th.",
        "1. The Department of Health shall report once every three months.",
    ),
}


@pytest.mark.parametrize("language", LIMITS)
def test_limits_and_recurrences(language: str) -> None:
    deadlines = []
    for line in LIMITS[language]:
        (fact,) = duties(made(language, line))
        assert fact.kind == "deadline" and fact.deadline
        deadlines.append(fact.deadline)
    signed, event, monthly, quarterly = deadlines
    assert (signed.end, signed.relation, signed.counted) == (date(2026, 3, 4), "within", True)
    assert (event.start, event.end, event.relation, event.counted) == (None, None, "within", False)
    assert (monthly.recurrence, monthly.rule, monthly.end) == ("monthly", "BYMONTHDAY=25", None)
    assert (quarterly.recurrence, quarterly.end) == ("quarterly", None)


@pytest.mark.parametrize(
    "line",
    ["1. Sở Giáo dục và Đào tạo tổng kết vào cuối năm học.", "1. Các trường thực hiện trong năm học 2025 - 2026."],
)
def test_a_school_year_ends_on_no_known_day(line: str) -> None:
    assert all(fact.deadline is None or fact.deadline.end is None for fact in duties(made("vi", line)))
