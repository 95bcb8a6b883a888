"""Facts of whole documents: what is an obligation, what only informs, and what holds for any text."""

from __future__ import annotations

import json
import time
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import understand
from ingest.facts import MOST_FIGURES, extract
from ingest.records import Block, Document, Loaded
from tests.ingest.date_forms import DIGITS
from tests.ingest.made import blocks, duties, made, quote, table

BLNS = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "blns" / "blns.json"
ORDERS = {
    "vi": (
        "1. Sở Y tế hoàn thành rà soát hồ sơ trước ngày 30/6/2026.",
        "2. Sở Tài chính hướng dẫn các đơn vị lập dự toán.",
        "3. Phấn đấu đến năm 2027 có ít nhất 85% hồ sơ được xử lý trực tuyến.",
        "Năm 2025, toàn tỉnh đã tiếp nhận 1.250 hồ sơ.",
        "4. Các sở thực hiện theo Nghị quyết số 57-NQ/TW.",
    ),
    "hi": (
        "1. स्वास्थ्य विभाग 30 जून 2026 तक अभिलेखों की समीक्षा पूरी करेगा।",
        "2. वित्त विभाग सभी कार्यालयों का मार्गदर्शन करेगा।",
        "3. वर्ष 2027 तक कम से कम 85% आवेदन ऑनलाइन निपटाए जाएँ।",
        "वर्ष 2025 में 1,250 आवेदन प्राप्त हुए थे।",
        "4. सभी विभाग संकल्प संख्या 57-NQ/TW का पालन करेंगे।",
    ),
    "bn": (
        "১. স্বাস্থ্য বিভাগ ৩০ জুন ২০২৬ তারিখের মধ্যে নথি পর্যালোচনা সম্পন্ন করবে।",
        "২. অর্থ বিভাগ সকল কার্যালয়কে নির্দেশনা দেবে।",
        "৩. ২০২৭ সালের মধ্যে অন্তত ৮৫% আবেদন অনলাইনে নিষ্পত্তি করতে হবে।",
        "২০২৫ সালে ১,২৫০টি আবেদন গৃহীত হয়েছিল।",
        "৪. সকল বিভাগ রেজোলিউশন নং 57-NQ/TW অনুসরণ করবে।",
    ),
    "en": (
        "1. The Department of Health shall complete the review of records by 30 June 2026.",
        "2. The Department of Finance shall guide the offices.",
        "3. By 2027, at least 85% of applications shall be processed online.",
        "In 2025, the province received 1,250 applications.",
        "4. All departments shall follow Resolution No. 57-NQ/TW.",
    ),
}


@pytest.mark.parametrize("language", ORDERS)
def test_every_kind_is_read(language: str) -> None:
    document = made(language, *ORDERS[language])
    assert (document.language, document.date) == (language, date(2026, 2, 11))
    first, second, third, fourth = duties(document)
    assert first.kind == "deadline" and first.agency_name == "department/health" and first.deadline
    assert first.deadline.end == date(2026, 6, 30)
    assert (second.kind, second.deadline) == ("responsibility", None)
    assert third.kind == "target" and third.amount and third.deadline and third.agency == ""
    assert (third.amount.value, third.amount.unit, third.amount.relation) == (85, "%", ">=")
    assert (third.deadline.start, third.deadline.end) == (date(2027, 1, 1), date(2027, 12, 31))
    assert fourth.references == ("57-NQ/TW",)
    (figure,) = (fact for fact in document.facts if fact.kind == "figure")
    assert figure.amount and figure.amount.value == 1250
    assert any(fact.kind == "reference" and fact.references == ("57-NQ/TW",) for fact in document.facts)


@pytest.mark.parametrize(
    "language",
    [
        "vi", "hi", "en",
        pytest.param(
            "bn", marks=pytest.mark.xfail(reason="সকল কার্যালয়কে, whom to guide, is taken for who must", strict=True)
        ),
    ],
)  # fmt: skip
def test_who_must_guide_is_not_who_is_guided(language: str) -> None:
    (_, second, *_) = duties(made(language, *ORDERS[language]))
    assert second.agency_name == "department/finance"


HEADINGS = {
    "vi": (
        "# Trách nhiệm của Sở Y tế",
        "1. Rà soát hồ sơ bệnh án tại các bệnh viện.",
        "2. Báo cáo trước ngày 15/5/2026.",
    ),
    "hi": ("# स्वास्थ्य विभाग के दायित्व", "1. अस्पतालों के अभिलेखों की समीक्षा करे।", "2. 15 मई 2026 तक रिपोर्ट भेजे।"),
    "bn": (
        "# স্বাস্থ্য বিভাগের দায়িত্ব",
        "১. হাসপাতালের নথি পর্যালোচনা করতে হবে।",
        "২. ১৫ মে ২০২৬ তারিখের মধ্যে প্রতিবেদন পাঠাতে হবে।",
    ),
    "en": ("# Duties of the Department of Health", "1. Review the records in hospitals.", "2. Report by 15 May 2026."),
}


@pytest.mark.parametrize("language", HEADINGS)
def test_a_heading_hands_its_body_down(language: str) -> None:
    found = duties(made(language, *HEADINGS[language]))
    assert [fact.agency_name for fact in found] == ["department/health"] * 2
    assert found[1].deadline and found[1].deadline.end == date(2026, 5, 15)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("vi", ("1. Sở Nội vụ:", "- Tập huấn cho cán bộ cấp xã.", "- Gửi báo cáo hằng quý.")),
        ("en", ("The Department of Home Affairs shall:", "- train the staff;", "- send a report every quarter.")),
    ],
)
def test_a_lead_in_hands_its_body_down(language: str, lines: tuple[str, ...]) -> None:
    found = duties(made(language, *lines))
    assert [fact.agency_name for fact in found] == ["department/home_affairs"] * 2
    assert found[1].deadline and found[1].deadline.recurrence == "quarterly"


@pytest.mark.parametrize(
    ("language", "heading", "line", "words"),
    [
        (
            "vi",
            "# I. Nhiệm vụ hoàn thành trước ngày 30/9/2026",
            "1. Sở Y tế rà soát hồ sơ bệnh án.",
            "trước ngày 30/9/2026",
        ),
        (
            "hi",
            "# 30 सितंबर 2026 तक पूरे किए जाने वाले कार्य",
            "1. स्वास्थ्य विभाग अभिलेखों की समीक्षा करेगा।",
            "30 सितंबर 2026 तक",
        ),
        (
            "bn",
            "# ৩০ সেপ্টেম্বর ২০২৬ তারিখের মধ্যে সম্পন্ন করার কাজ",
            "১. স্বাস্থ্য বিভাগ নথি পর্যালোচনা করবে।",
            "৩০ সেপ্টেম্বর ২০২৬ তারিখের মধ্যে",
        ),
        (
            "en",
            "# Tasks to be completed by 30 September 2026",
            "1. The Department of Health shall review the records.",
            "by 30 September 2026",
        ),
    ],
)
def test_a_heading_hands_its_day_down_with_its_place(language: str, heading: str, line: str, words: str) -> None:
    document = made(language, heading, line)
    (fact,) = duties(document)
    when = fact.deadline
    assert when and (fact.kind, when.end, when.text) == (
        "deadline",
        date(2026, 9, 30),
        unicodedata.normalize("NFC", words),
    )
    assert document.text[when.start_char : when.end_char] == when.text
    assert when.end_char <= fact.start


NOTHING = {
    "vi": (
        "Năm 2025, tỷ lệ hồ sơ trực tuyến đạt 72%, tăng 5% so với cùng kỳ.",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
        "1. Quyết định này có hiệu lực kể từ ngày 01/3/2026.",
        "2. Hồ sơ điện tử là hồ sơ được lập bằng phương tiện điện tử.",
        "3. Người dân có thể nộp hồ sơ tại trung tâm.",
        "4. Sở Y tế đã hoàn thành rà soát trước ngày 30/6/2025.",
    ),
    "hi": (
        "वर्ष 2025 में ऑनलाइन आवेदनों का हिस्सा 72% था।",
        "1. यह आदेश 1 मार्च 2026 से लागू होगा।",
        "2. इस आदेश में 'अभिलेख' से तात्पर्य इलेक्ट्रॉनिक दस्तावेज़ है।",
        "3. नागरिक केंद्र पर आवेदन दे सकते हैं।",
        "4. स्वास्थ्य विभाग ने 30 जून 2025 तक समीक्षा पूरी की थी।",
    ),
    "bn": (
        "২০২৫ সালে অনলাইন আবেদনের হার ৭২% ছিল।",
        "১. এই আদেশ ১ মার্চ ২০২৬ থেকে কার্যকর হবে।",
        "২. এই আদেশে নথি বলতে ইলেকট্রনিক দলিল বোঝাবে।",
        "৩. নাগরিকেরা কেন্দ্রে আবেদন করতে পারেন।",
        "৪. স্বাস্থ্য বিভাগ ৩০ জুন ২০২৫ তারিখের মধ্যে পর্যালোচনা সম্পন্ন করেছিল।",
    ),
    "en": (
        "In 2025, 72% of applications were made online.",
        "Having regard to the Local Government Act of 16 June 2025;",
        "1. This Plan takes effect on 1 March 2026.",
        '2. In this Plan, "record" means an electronic document.',
        "3. Citizens may file applications at the centre.",
        "4. The Department of Health completed the review by 30 June 2025.",
    ),
}


@pytest.mark.parametrize(("language", "line"), [(lang, line) for lang, lines in NOTHING.items() for line in lines])
def test_what_asks_nothing_is_no_obligation(language: str, line: str) -> None:
    assert duties(made(language, line)) == []


@pytest.mark.parametrize(
    ("language", "line", "reason"),
    [
        ("vi", "1. Sở Tài chính báo cáo trước ngày 31/02/2026.", "impossible_date"),
        ("vi", "1. Sở Nội vụ hoàn thành trước ngày 20/12/2569 Phật lịch.", "other_calendar"),
        ("hi", "1. वित्त विभाग 31 फ़रवरी 2026 तक रिपोर्ट भेजेगा।", "impossible_date"),
        ("hi", "1. वित्त विभाग शक संवत 1948 तक रिपोर्ट भेजेगा।", "other_calendar"),
        ("bn", "১. অর্থ বিভাগ ৩১ ফেব্রুয়ারি ২০২৬ তারিখের মধ্যে প্রতিবেদন পাঠাবে।", "impossible_date"),
        ("bn", "১. অর্থ বিভাগ ১৪৩৩ বঙ্গাব্দের মধ্যে প্রতিবেদন পাঠাবে।", "other_calendar"),
        ("en", "1. The Department of Finance shall report by 31 February 2026.", "impossible_date"),
        ("en", "1. The Department of Finance shall report by the year 2569 of the Buddhist era.", "other_calendar"),
    ],
)
def test_days_that_no_calendar_has_are_flagged(language: str, line: str, reason: str) -> None:
    document = made(language, line)
    (fact,) = duties(document)
    assert (fact.deadline, fact.amount, fact.flags) == (None, None, (reason,))
    (flaw,) = document.flaws
    assert flaw.reason == reason and document.text[flaw.start : flaw.end] == flaw.text


def test_holidays_are_no_working_days() -> None:
    document = made("vi", "1. Sở Y tế báo cáo trong vòng 15 ngày làm việc kể từ ngày ký Kế hoạch này.")
    facts, _ = extract(document, holidays=frozenset({date(2026, 2, 17), date(2026, 2, 18)}))
    ends = [fact.deadline.end for fact in facts if fact.deadline and fact.deadline.counted]
    assert ends == [date(2026, 3, 6)]
    assert [fact.deadline.end for fact in duties(document) if fact.deadline] == [date(2026, 3, 4)]


def check(document: Document) -> None:
    """What holds for any document."""
    facts = document.facts
    assert [(fact.start, fact.end) for fact in facts] == sorted((fact.start, fact.end) for fact in facts)
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(document.text)
        assert quote(document, fact).strip()
        if when := fact.deadline:
            # The words of a column's year stand in the header, which is not a part of the text.
            assert document.text[when.start_char : when.end_char] in ("", when.text)
            assert not (when.start and when.end) or when.start <= when.end
    bare = replace(document, facts=(), flaws=())
    assert extract(bare) == (document.facts, document.flaws)


PIECES = [line for lines in (*ORDERS.values(), *NOTHING.values(), *HEADINGS.values()) for line in lines]
WORDS = sorted({word for line in PIECES for word in line.split()})
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join),
    st.sampled_from(PIECES),
)


@settings(max_examples=120)
@given(st.lists(texts, min_size=1, max_size=6), st.sampled_from(sorted(ORDERS)))
def test_any_text_is_read_and_read_again_alike(lines: list[str], language: str) -> None:
    lines = ["".join(char for char in line if not "\ud800" <= char <= "\udfff") for line in lines]
    lines = [" ".join(unicodedata.normalize("NFC", line).split()) for line in lines]
    check(made(language, *(line for line in lines if line)))


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=4, max_size=4), min_size=1, max_size=4), st.booleans())
def test_any_table_is_read_and_read_again_alike(rows: list[list[str]], with_header: bool) -> None:
    header = rows[0] if with_header else [""] * 4
    check(table("en", header, *rows))


@pytest.mark.parametrize("language", ORDERS)
@pytest.mark.parametrize("script", sorted(DIGITS))
def test_the_script_of_digits_changes_no_day_and_no_number(language: str, script: str) -> None:
    plain = [
        line.translate({ord(d): str(n) for ds in DIGITS.values() for n, d in enumerate(ds)})
        for line in ORDERS[language]
    ]
    other = [line.translate(str.maketrans("0123456789", "".join(DIGITS[script]))) for line in plain[:3]]

    def values(lines: list[str]) -> list[tuple[object, object]]:
        return [
            (fact.deadline and (fact.deadline.start, fact.deadline.end), fact.amount and fact.amount.value)
            for fact in duties(made(language, *lines))
        ]

    assert values(other) == values(plain[:3])


@pytest.mark.parametrize("language", ORDERS)
def test_decomposed_text_gives_the_same_facts(language: str) -> None:
    composed = made(language, *ORDERS[language])
    decomposed = [
        Block(b.kind, unicodedata.normalize("NFD", b.text), b.level) for b in blocks(language, *ORDERS[language])
    ]
    document = understand(Loaded(tuple(decomposed)), "made.txt", "0" * 64)
    assert [(f.deadline and f.deadline.end, f.amount and f.amount.value) for f in duties(document)] == [
        (f.deadline and f.deadline.end, f.amount and f.amount.value) for f in duties(composed)
    ]


def test_a_table_of_ten_thousand_rows_keeps_its_first_figures() -> None:
    began = time.process_time()
    document = table("vi", ("Địa bàn", "Số hộ"), *[(f"Xã số {n}", str(n + 7)) for n in range(10_000)])
    assert sum(fact.kind == "figure" for fact in document.facts) == MOST_FIGURES
    assert [flaw.reason for flaw in document.flaws] == ["too_many_rows"]
    assert time.process_time() - began < 60


def test_a_paragraph_of_a_megabyte_is_read_in_bounded_time() -> None:
    began = time.process_time()
    sentence = ORDERS["vi"][0].removeprefix("1. ") + " "
    document = made("vi", sentence * (1_000_000 // len(sentence)))
    assert len(duties(document)) == 1_000_000 // len(sentence)
    assert time.process_time() - began < 90


@pytest.mark.skipif(not BLNS.exists(), reason="the list of naughty strings is not there")
def test_naughty_strings_are_read() -> None:
    lines = [" ".join(unicodedata.normalize("NFC", line).split()) for line in json.loads(BLNS.read_text("utf-8"))]
    check(made("en", *(line for line in lines if line)))
