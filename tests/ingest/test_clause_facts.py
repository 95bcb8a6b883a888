"""Sentences with several duties, amended values and coordinating bodies."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.made import duties, made


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "1. Sở Y tế rà soát hồ sơ trước ngày 30/6/2026; Sở Tài chính bố trí kinh phí trước ngày 31/8/2026."),
        (
            "hi",
            "1. स्वास्थ्य विभाग 30 जून 2026 तक अभिलेखों की समीक्षा करेगा; वित्त विभाग 31 अगस्त 2026 तक राशि उपलब्ध कराएगा।",
        ),
        (
            "bn",
            "১. স্বাস্থ্য বিভাগ ৩০ জুন ২০২৬ তারিখের মধ্যে নথি পর্যালোচনা করবে; অর্থ বিভাগ ৩১ আগস্ট ২০২৬ তারিখের মধ্যে অর্থ বরাদ্দ করবে।",
        ),
        (
            "en",
            "1. The Department of Health shall review the records by 30 June 2026; "
            "the Department of Finance shall provide the funds by 31 August 2026.",
        ),
    ],
)
def test_each_clause_has_its_own_body_and_day(language: str, line: str) -> None:
    found = [(fact.agency_name, fact.deadline and fact.deadline.end) for fact in duties(made(language, line))]
    assert found == [("department/health", date(2026, 6, 30)), ("department/finance", date(2026, 8, 31))]


@pytest.mark.parametrize(
    ("language", "line", "day"),
    [
        ("vi", '1. Sửa đổi khoản 2 Điều 3 như sau: "Sở Y tế hoàn thành trước ngày 31/10/2026."', date(2026, 10, 31)),
        ("vi", "1. Thời hạn của Sở Nội vụ được gia hạn từ ngày 30/6/2026 đến ngày 30/9/2026.", date(2026, 9, 30)),
        ("en", "1. The deadline is extended from 30 June 2026 to 30 September 2026.", date(2026, 9, 30)),
    ],
)
def test_an_amendment_gives_the_new_day(language: str, line: str, day: date) -> None:
    (fact,) = duties(made(language, line))
    assert fact.deadline and fact.deadline.end == day


def test_an_amendment_gives_the_new_share() -> None:
    (fact,) = duties(made("en", '1. In clause 3, "80%" is replaced by "85%".'))
    assert fact.amount and fact.amount.value == 85


def test_an_action_leaves_out_who_and_by_when() -> None:
    (fact,) = duties(made("vi", "1. Sở Y tế hoàn thành rà soát hồ sơ trước ngày 30/6/2026."))
    assert fact.action == "hoàn thành rà soát hồ sơ"
