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


@pytest.mark.parametrize(
    ("language", "line", "value", "unit"),
    [
        ("vi", '1. Sửa đổi điểm 2 Mục I: "Trồng mới 900 ha rừng".', 900, "ha"),
        ("en", '1. In clause 7, for "2,400 hectares" substitute "3,000 hectares".', 3000, "hectares"),
        ("en", "1. In point 4, '60%' is replaced by '70%'.", 70, "%"),
        ("hi", '1. बिंदु 4 में "80 प्रतिशत" के स्थान पर "90 प्रतिशत" पढ़ा जाए।', 90, "%"),
        ("bn", '১. ধারা ২-এর "৫০টি কেন্দ্র" শব্দগুলোর পরিবর্তে "৬০টি কেন্দ্র" প্রতিস্থাপন করা হবে।', 60, "কেন্দ্র"),
    ],
)
def test_new_words_for_old_ones(language: str, line: str, value: int, unit: str) -> None:
    (fact,) = duties(made(language, line))
    assert fact.amount and (fact.amount.value, fact.amount.unit) == (value, unit)


@pytest.mark.parametrize(
    ("language", "line", "day"),
    [
        ("en", "1. In clause 3, for '30 May 2026' substitute '31 August 2026'.", date(2026, 8, 31)),
        ("hi", "1. अंतिम तिथि 15 मई, 2026 से बढ़ाकर 10 जून, 2026 की जाती है।", date(2026, 6, 10)),
        ("bn", '১. "৩০ জুন ২০২৬" এর স্থলে "৩১ আগস্ট ২০২৬" প্রতিস্থাপিত হবে।', date(2026, 8, 31)),
        ("vi", "1. Điều chỉnh thời hạn nhiệm vụ 4: lùi đến ngày 15/12/2026.", date(2026, 12, 15)),
    ],
)
def test_new_days_for_old_ones(language: str, line: str, day: date) -> None:
    (fact,) = duties(made(language, line))
    assert fact.deadline and fact.deadline.end == day and fact.amount is None


def test_a_length_of_time_takes_the_place_of_another() -> None:
    (fact,) = duties(made("en", '1. In clause 6, for "72 hours" substitute "48 hours".'))
    assert fact.deadline and (fact.deadline.relation, fact.deadline.text) == ("within", "48 hours")
    assert fact.amount is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "1. Sở Y tế sửa 14 km đường ống; hoàn thành trong quý IV/2026."),
        ("en", "1. The Department of Health shall repair 14 km of pipes; to be completed by 31 December 2026."),
    ],
)
def test_a_time_behind_a_semicolon_is_no_duty_of_its_own(language: str, line: str) -> None:
    (fact,) = duties(made(language, line))
    assert fact.amount and fact.amount.value == 14 and fact.deadline and fact.deadline.end == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "1. Theo bản tin dự báo, mặn có thể vào sâu 52 km trong nửa đầu tháng 3."),
        ("vi", "1. Ngày 06/01/2026, Phó Chủ tịch Ủy ban nhân dân tỉnh chủ trì cuộc họp nghe báo cáo tiến độ."),
        ("vi", "1. Một số việc giao cho các sở theo bảng dưới đây:"),
        ("en", "1. This Plan sets out what public bodies will do about it."),
        ("hi", "उपर्युक्त विषयक शासनादेश दिनांक 11 नवंबर, 2025 का संदर्भ ग्रहण करने का कष्ट करें।"),
        ("bn", "১. সভাপতি সভায় উপস্থিত সকলকে স্বাগত জানান।"),
    ],
)
def test_what_only_tells_or_leads_in_is_no_duty(language: str, line: str) -> None:
    assert duties(made(language, line)) == []


def test_a_lead_in_hands_down_only_the_time_of_its_last_sentence() -> None:
    document = made("vi", "Mặn vào sâu trong nửa đầu tháng 3. Chủ tịch tỉnh yêu cầu:", "1. Sở Y tế rà soát hồ sơ.")
    assert duties(document)[-1].deadline is None


def test_two_goals_of_one_unit_and_one_without() -> None:
    document = made(
        "vi", "# Mục tiêu năm 2026", "- Trồng mới 820 ha, trồng bổ sung 300 ha rừng.", "- Sau 6 tháng, 75% cây sống."
    )
    assert [fact.amount and fact.amount.value for fact in duties(document)] == [820, 300, 75]


@pytest.mark.parametrize(
    ("language", "line", "action"),
    [
        ("vi", "1. UBND cấp xã ban hành kế hoạch chậm nhất ngày 30/6/2026, gửi Sở Nội vụ.",
         "ban hành kế hoạch, gửi Sở Nội vụ"),
        ("en", "1. The Department of Health shall report, before 30 June 2026, to the Governor.",
         "shall report, to the Governor"),
    ],
)  # fmt: skip
def test_a_time_that_is_left_out_leaves_no_loose_comma(language: str, line: str, action: str) -> None:
    (fact,) = duties(made(language, line))
    assert fact.action == action
