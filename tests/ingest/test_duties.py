"""Words for duties in four languages, and a duty's prohibition."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.duty_words import says
from tests.ingest.made import duties, made, report


@pytest.mark.parametrize(
    ("table", "language", "text"),
    [
        ("duty", "vi", "phải hoàn thành"),
        ("duty", "en", "shall report"),
        ("duty", "hi", "रिपोर्ट भेजेगा"),
        ("duty", "bn", "প্রতিবেদন পাঠাতে হবে"),
        ("effect", "vi", "có hiệu lực từ hôm nay"),
        ("effect", "en", "takes effect today"),
        ("effect", "hi", "आज से लागू होगा"),
        ("effect", "bn", "আজ থেকে কার্যকর হবে"),
    ],
)
def test_words_are_found_composed_and_decomposed(table: str, language: str, text: str) -> None:
    assert says(table, text, language)
    assert says(table, unicodedata.normalize("NFD", text), language)


def test_words_end_at_their_borders() -> None:
    assert not says("duty", "a willow by the river", "en")
    assert not says("duty", "thị trường giaothương", "vi")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "1. Các cơ quan không được thu thêm phí."),
        ("en", "1. Suppliers may not charge an additional fee."),
        ("en", "1. No agency may charge an additional fee."),
    ],
)
def test_what_is_forbidden_is_a_duty(language: str, line: str) -> None:
    assert len(duties(made(language, line))) == 1


SUPPOSED = {
    "vi": "Theo dự báo của Sở Y tế, số ca bệnh sẽ giảm 20% đến năm 2027.",
    "en": "According to estimates of the Department of Health, cases will fall by 20% by 2027.",
    "hi": "स्वास्थ्य विभाग के आकलन के अनुसार 2027 तक रोगियों की संख्या 20% घट जाएगी।",
    "bn": "স্বাস্থ্য বিভাগের পূর্বাভাস অনুযায়ী ২০২৭ সালের মধ্যে রোগীর সংখ্যা ২০% কমবে।",
}


@pytest.mark.parametrize("language", sorted(SUPPOSED))
def test_what_a_report_expects_is_no_duty(language: str) -> None:
    assert duties(report(SUPPOSED[language])) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hi", "अगर ज़िलाधिकारी ध्यान दें, तो यह काम बदल जाएगा।"),
        ("hi", "प्रधान सचिव रमेश कुमार ने कहा कि बैठक का उद्देश्य प्रगति का आकलन करना है।"),
        ("bn", "জেলা প্রশাসক যদি মনোযোগ দেন, তাহলে এই কাজ বদলে যাবে।"),
        ("bn", "মুখ্য সচিব বলেন যে সভার উদ্দেশ্য ছিল অগ্রগতি মূল্যায়ন করা।"),
        ("en", "The Minister said the aim of the meeting is to assess progress, and the Department will speak."),
        ("vi", "Mục đích của hội nghị là Sở Y tế sẽ đánh giá kết quả."),
    ],
)
def test_what_follows_from_a_condition_or_is_an_aim_of_a_meeting_is_no_duty(language: str, text: str) -> None:
    document = report(text)
    assert document.language == language and duties(document) == []
