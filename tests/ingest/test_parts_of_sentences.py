"""Sentences that say several things: words that lead to them, parts "of which", verbs that end a duty, the past."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.made import duties, made


def ends(language: str, *lines: str) -> list[date | None]:
    return [fact.deadline.end if fact.deadline else None for fact in duties(made(language, *lines))]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("hi", "5. वित्तीय वर्ष 2026-27 में निम्न लक्ष्य निर्धारित किए जाते हैं : संग्रहण 95% किया जाए; पृथक्करण कम से कम 70% हो।"),
        ("en", "5. In 2027 the following targets are set: collection shall reach 95%; at least 70% shall be sorted."),
        ("bn", "৫। ২০২৭ সালের মধ্যে নিম্নরূপ লক্ষ্য নির্ধারণ করা হলো: সংগ্রহ ৯৫% করতে হবে; অন্তত ৭০% পৃথক করতে হবে।"),
    ],
)
def test_words_that_lead_to_the_parts_give_them_their_time(language: str, line: str) -> None:
    found = ends(language, line)
    assert len(found) == 2 and found[0] == found[1] is not None


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("vi", ("# Mục tiêu đến năm 2028", "a) Tỷ trọng đạt tối thiểu 18%, trong đó riêng năm 2026 đạt 13%.")),
        ("hi", ("1. वर्ष 2028 तक 42 लाख पौधे लगाए जाने हैं, जिनमें से 18 लाख वर्ष 2026 तक लगाए जाएँ।",)),
    ],
)
def test_a_part_of_it_has_its_own_time(language: str, lines: tuple[str, ...]) -> None:
    assert ends(language, *lines) == [date(2028, 12, 31), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("hi", "1. स्वास्थ्य विभाग 10 जून 2026 तक समीक्षा करेगा तथा रिपोर्ट और सूची 15 जून 2026 तक भेजेगा।"),
        ("bn", "১। স্বাস্থ্য বিভাগ ১০ জুন ২০২৬ তারিখের মধ্যে পর্যালোচনা করবে এবং প্রতিবেদন ও তালিকা ১৫ জুন ২০২৬ তারিখের মধ্যে পাঠাবে।"),
    ],
)
def test_a_finite_verb_ends_a_duty(language: str, line: str) -> None:
    one, two = duties(made(language, line))
    assert (one.deadline and one.deadline.end, two.deadline and two.deadline.end) == (
        date(2026, 6, 10),
        date(2026, 6, 15),
    )
    assert one.agency_name == two.agency_name == "department/health"


def test_times_that_say_the_same_are_one() -> None:
    assert ends("vi", "1. Sở Y tế phải trả lời trong vòng 10 ngày, tức là chậm nhất ngày 26/4/2026.") == [
        date(2026, 4, 26)
    ]


@pytest.mark.parametrize(
    ("language", "heading", "line"),
    [
        ("vi", "# Mục tiêu", "Năm 2025, kinh tế số đóng góp 11,4% GRDP; có 3.120 hộ bán hàng trên sàn."),
        ("en", "# Targets", "In 2025, the share stood at 11.4%; 3,120 households sold online."),
    ],
)
def test_what_was_before_is_no_goal(language: str, heading: str, line: str) -> None:
    assert duties(made(language, heading, line)) == []


def test_a_sum_under_goals_is_a_goal() -> None:
    (fact,) = duties(made("vi", "# Mục tiêu đến năm 2028", "a) Doanh thu bán lẻ đạt 9.500 tỷ đồng, gấp đôi năm 2025."))
    assert fact.kind == "target" and fact.amount and fact.amount.unit == "VND"


def test_which_are_meant_is_not_what_was_done() -> None:
    line = "4. Sở Tài chính bố trí vốn trước ngày 30/6/2026; không bố trí vốn cho các công trình đã dừng hoạt động."
    assert [fact.agency_name for fact in duties(made("vi", line))] == ["department/finance"] * 2


def test_from_when_it_returns_is_no_time_of_its_own() -> None:
    (fact,) = duties(made("vi", "6. Công an tỉnh phân luồng giao thông hằng ngày, bắt đầu từ 01/9/2026."))
    assert fact.deadline and fact.deadline.recurrence == "daily"


def test_verbs_of_official_hindi() -> None:
    line = "4. स्वास्थ्य विभाग 1 जुलाई से 30 सितंबर 2026 तक टीकाकरण पूर्ण करावें, तथा सूची तीन दिवस में अपलोड की जावे।"
    assert [fact.kind for fact in duties(made("hi", line))] == ["deadline", "deadline"]


def test_one_body_is_told_to_do_both() -> None:
    line = (
        "1. वित्त विभाग को 30 जून 2026 तक संचालन शुरू करने और प्रत्येक माह की 25 तारीख को स्वास्थ्य विभाग को"
        " रिपोर्ट देने का काम सौंपा गया।"
    )
    assert [fact.agency_name for fact in duties(made("hi", line))] == ["department/finance"] * 2


def test_goals_of_two_kinds_in_one_clause() -> None:
    line = "लक्ष्य : मार्च 2028 तक अनुपात 173 से घटाकर 140 तथा टीकाकरण 95 प्रतिशत किया जाना है।"
    assert [str(fact.amount.value) for fact in duties(made("hi", line)) if fact.amount] == ["140", "95"]


@pytest.mark.parametrize(
    ("line", "end", "value"),
    [
        ('5. Paragraph 4(b): for "30 September 2026" read "31 March 2027".', date(2027, 3, 31), None),
        ("6. The target of 500 km of drains in item 3 is increased to 650 km.", None, "650"),
    ],
)
def test_words_of_amendments(line: str, end: date | None, value: str | None) -> None:
    (fact,) = duties(made("en", line))
    assert (fact.deadline and fact.deadline.end, fact.amount and str(fact.amount.value)) == (end, value)


def test_a_target_that_was_set_is_still_to_be_reached() -> None:
    (fact,) = duties(made("hi", "3. विभाग ने वर्ष 2026-27 के लिए 25 लाख मीट्रिक टन गेहूं खरीद का लक्ष्य रखा है।"))
    assert fact.deadline and fact.amount and fact.amount.value == 2_500_000


@pytest.mark.parametrize(
    ("language", "line", "value"),
    [
        ("vi", "4. Nâng tỷ lệ cán bộ nữ từ 18,5% lên 22% trong nhiệm kỳ 2025 - 2030.", "22"),
        ("en", "4. Raise the share of women in office from 18% to 22%.", "22"),
    ],
)
def test_a_change_that_nobody_is_named_for(language: str, line: str, value: str) -> None:
    (fact,) = duties(made(language, line))
    assert fact.kind == "target" and fact.amount and str(fact.amount.value) == value
