"""Reading a question: what it asks for, in which language, and what it leans on."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import cues
from assistant.question import WANTS, Question, Want, clean, understand, wants_of
from tests.assistant.small import LANGUAGES

ASKING: dict[str, dict[Want, list[str]]] = {
    "en": {
        "date": ["By when must the offices report?", "What is the deadline for the survey?", "How long does it last?"],
        "agency": ["Who leads the task?", "Which agency is responsible for the survey?"],
        "percent": ["What percentage of files go online?"],
        "number": ["How many offices take part?", "How much does the survey cost?"],
        "document": ["Which decision sets up the office?"],
        "list": ["What are the tasks of the office?"],
        "summary": ["Summarise the plan."],
    },
    "vi": {
        "date": ["Các phòng phải báo cáo khi nào?", "Thời hạn khảo sát đến ngày nào?", "Khảo sát kéo dài bao lâu?"],
        "agency": ["Ai chủ trì việc này?", "Cơ quan nào chịu trách nhiệm khảo sát?"],
        "percent": ["Bao nhiêu phần trăm hồ sơ nộp trực tuyến?"],
        "number": ["Có bao nhiêu phòng tham gia?", "Khảo sát hết bao nhiêu tiền?"],
        "document": ["Phòng được lập theo quyết định nào?"],
        "list": ["Phòng có những việc gì?"],
        "summary": ["Tóm tắt kế hoạch."],
    },
    "hi": {
        "date": ["कार्यालयों को रिपोर्ट कब तक देनी है?", "सर्वेक्षण की अंतिम तिथि क्या है?"],
        "agency": ["यह काम कौन देखेगा?", "सर्वेक्षण के लिए कौन उत्तरदायी है?"],
        "percent": ["कितने प्रतिशत फ़ाइलें ऑनलाइन जाती हैं?"],
        "number": ["कितने कार्यालय भाग लेते हैं?", "सर्वेक्षण पर कितना खर्च होगा?"],
        "document": ["कार्यालय किस निर्णय से बना?"],
        "list": ["कार्यालय के क्या-क्या काम हैं?"],
        "summary": ["योजना का सारांश बताइए।"],
    },
    "bn": {
        "date": ["দপ্তরগুলো কবে প্রতিবেদন দেবে?", "জরিপের সময়সীমা কী?"],
        "agency": ["এই কাজ কে করবে?", "জরিপের দায়িত্ব কার?"],
        "percent": ["কত শতাংশ নথি অনলাইনে যায়?"],
        "number": ["কতটি দপ্তর অংশ নেয়?", "জরিপে কত টাকা লাগবে?"],
        "document": ["কোন সিদ্ধান্তে দপ্তরটি গঠিত হয়?"],
        "list": ["দপ্তরের কাজ কী কী?"],
        "summary": ["পরিকল্পনার সারাংশ বলুন।"],
    },
}
TYPED_PLAINLY = [
    ("cac phong phai bao cao khi nao?", "vi", "date"),
    ("co quan nao chiu trach nhiem khao sat?", "vi", "agency"),
    ("co bao nhieu phong tham gia khao sat?", "vi", "number"),
    ("karyalayon ko report kab tak deni hai?", "hi", "date"),
    ("yeh kaam kaun dekhega?", "hi", "agency"),
    ("kitne karyalay bhag lete hain?", "hi", "number"),
    ("doptorgulo kobe protibedon debe?", "bn", "date"),
    ("ei kaj ke korbe?", "bn", "agency"),
    ("kotogulo doptor ongsho nebe?", "bn", "number"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_for_is_told_by_its_words(language: str) -> None:
    for want, questions in ASKING[language].items():
        for text in questions:
            question = understand(text)
            assert question.language == language, text
            assert want in question.wants, (text, question.wants)
            # Without punctuation, shouted, and decomposed as some keyboards send it.
            shouted = text.upper() if not text.startswith("Ai ") else text
            for form in (text.rstrip("?।."), shouted, unicodedata.normalize("NFD", text)):
                assert want in understand(form).wants, form


@pytest.mark.parametrize(("text", "language", "want"), TYPED_PLAINLY)
def test_questions_typed_without_their_script_or_marks(text: str, language: str, want: Want) -> None:
    question = understand(text)
    assert (question.language, question.romanised) == (language, True)
    assert want in question.wants


def test_a_date_is_not_asked_for_as_a_count() -> None:
    for text in ("How long does it take?", "Mất bao lâu?", "কত দিন লাগবে?"):
        assert "date" in understand(text).wants and "number" not in understand(text).wants, text


def test_artificial_intelligence_is_nobody() -> None:
    assert "agency" not in understand("Ứng dụng AI trong trường học đạt mức nào?").wants
    assert "agency" in understand("ai chủ trì?", language="vi").wants


def test_a_shouted_question_asks_who() -> None:
    assert "agency" in understand("AI CHỦ TRÌ VIỆC NÀY?").wants


def test_a_cue_inside_a_word_is_none() -> None:
    for text in ("The wholesale market whoops", "undue haste"):
        assert not wants_of(text, "en") & {"agency", "date"}, text
    assert "agency" not in wants_of("মেকেলে কেন্দ্র", "bn")


@pytest.mark.parametrize("want", WANTS)
def test_every_kind_has_words_in_every_language(want: Want) -> None:
    assert all(cues.WANTS[want].get(language) for language in LANGUAGES)
    for language in LANGUAGES:
        phrase = cues.WANTS[want][language][0]
        assert wants_of(phrase, language), phrase


def test_a_language_without_words_of_its_own_is_read_by_all_of_them() -> None:
    assert "date" in wants_of("deadline?", "und")
    assert "agency" in wants_of("कौन?", "und")


DOCUMENTS = {
    "en": "By when does Decision 1125/QD-UBND ask for a report of 85% by 30 June 2026?",
    "vi": "Quyết định 1125/QĐ-UBND yêu cầu báo cáo 85% trước ngày 30/6/2026 khi nào?",
    "hi": "निर्णय 1125/QĐ-UBND 30 जून, 2026 तक 85% की रिपोर्ट कब माँगता है?",
    "bn": "সিদ্ধান্ত ১১২৫/QĐ-UBND ৩০ জুন, ২০২৬-এর মধ্যে ৮৫% প্রতিবেদন কবে চায়?",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_dates_and_figures_are_read_once_each(language: str) -> None:
    question = understand(DOCUMENTS[language])
    (reference,), (period,), (quantity,) = question.references, question.periods, question.quantities
    assert "1125" in reference.number and "UBND" in reference.number
    assert period.end is not None and period.end.isoformat() == "2026-06-30"
    assert (int(quantity.value), quantity.unit) == (85, "%")
    for start, end, words in (
        (reference.start, reference.end, reference.text),
        (period.start_char, period.end_char, period.text),
        (quantity.start, quantity.end, quantity.text),
    ):
        assert question.text[start:end] == words


FIRST = {
    "en": "By when must Lakeside digitise its files under Plan 77/KH-UBND?",
    "vi": "Ven Hồ phải số hóa hồ sơ theo Kế hoạch 77/KH-UBND trước ngày nào?",
    "hi": "योजना 77/KH-UBND के तहत झीलनगर को फ़ाइलें कब तक डिजिटल करनी हैं?",
    "bn": "পরিকল্পনা ৭৭/KH-UBND অনুযায়ী ঝিলনগর কবে নথি ডিজিটাল করবে?",
}
THEN = {
    "en": ("And the land records?", "Who is responsible for it?"),
    "vi": ("Thế còn hồ sơ đất đai?", "Ai chịu trách nhiệm việc đó?"),
    "hi": ("और भूमि अभिलेख?", "उसका उत्तरदायी कौन है?"),
    "bn": ("আর ভূমি নথি?", "তার দায়িত্ব কার?"),
}


def turns(*questions: str) -> list[dict[str, str]]:
    return [turn for q in questions for turn in ({"role": "user", "content": q}, {"role": "assistant", "content": "…"})]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_keeps_topic_document_and_kind(language: str) -> None:
    bare, other_kind = THEN[language]
    question = understand(bare, turns(FIRST[language]))
    assert question.asked == bare and question.language == language
    assert clean(FIRST[language]) in question.text and bare in question.text
    assert question.texts == (question.text, bare)
    assert any(reference.number.startswith("77") for reference in question.references)
    assert "date" in question.wants
    assert set(understand(FIRST[language]).tokens) <= set(question.tokens)
    changed = understand(other_kind, turns(FIRST[language]))
    assert "agency" in changed.wants and "date" not in changed.wants
    assert any(reference.number.startswith("77") for reference in changed.references)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_that_stands_alone_leans_on_nothing(language: str) -> None:
    question = understand(DOCUMENTS[language], turns(FIRST[language]))
    assert question == understand(DOCUMENTS[language])
    assert question.texts == (DOCUMENTS[language],)


def test_a_period_named_now_replaces_those_before() -> None:
    history = turns("How many offices go online by 2025?")
    years = [period.end.year for period in understand("And by 2030?", history).periods if period.end]
    assert years == [2030]
    years = [period.end.year for period in understand("And how many schools?", history).periods if period.end]
    assert years == [2025]


def test_only_what_the_asker_said_is_carried_over() -> None:
    history: list[dict[str, Any]] = [
        {"role": "system", "content": "Ignore Plan 99/KH-UBND."},
        {"role": "user", "content": FIRST["en"]},
        {"role": "assistant", "content": "By 1 May 2026, says Decision 88/QD-UBND."},
    ]
    question = understand("And the land records?", history)
    assert [reference.number for reference in question.references] == [
        reference.number for reference in understand(FIRST["en"]).references
    ]
    assert "88" not in question.text and "99" not in question.text
    assert understand("And the land records?", [{"role": "assistant", "content": FIRST["en"]}]).references == ()


def test_a_follow_up_to_a_follow_up_keeps_the_topic() -> None:
    question = understand("And who checks it?", turns(FIRST["en"], "And the land records?"))
    assert any(reference.number.startswith("77") for reference in question.references)
    assert "Lakeside" in question.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_without_words_stays_in_the_language_of_the_talk(language: str) -> None:
    assert understand("2030?", turns(FIRST[language])).language == language


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x01", "?", "।", "🙂", "57", "-", "\u200b", "\ud800"])
def test_what_is_hardly_a_question_is_read_without_complaint(text: str) -> None:
    for history in ([], turns(FIRST["vi"])):
        question = understand(text, history)
        assert isinstance(question, Question) and question.asked == clean(text)


def test_a_long_question_is_read_whole() -> None:
    text = "The office keeps its files. " * 200 + "By when must it report under Plan 77/KH-UBND?"
    question = understand(text)
    assert "date" in question.wants and len(question.references) == 1
    assert question.text == clean(text)


def test_the_language_can_be_given() -> None:
    question = understand("57-NQ/TW: khi nao?", language="bn")
    assert question.language == "bn" and not question.romanised
    assert understand("bao gio phai bao cao ket qua?", language="vi").romanised


@given(st.text(max_size=60), st.sampled_from([None, *LANGUAGES, "und"]))
def test_anything_is_read_and_offsets_point_into_the_text(text: str, language: str | None) -> None:
    question = understand(text, turns("Plan 77/KH-UBND: when?"), language)
    assert unicodedata.is_normalized("NFC", question.text) and "\n" not in question.text
    for reference in question.references:
        assert question.text[reference.start : reference.end] == reference.text
    for period in question.periods:
        assert question.text[period.start_char : period.end_char] == period.text
    assert question.wants <= set(WANTS)
