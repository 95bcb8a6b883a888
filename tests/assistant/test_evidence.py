"""Weighing sentences: what of question and text is seen, and which way it counts. No weight is written here."""

from __future__ import annotations

import math
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import (
    WEIGHTS,
    Evidence,
    contents,
    is_heading,
    name_rarity,
    new_values,
    rarity,
)
from index.fuse import COVERAGE
from ingest.recitals import is_recital
from tests.assistant.small import LANGUAGES, Shelf, ask, paragraphs, rows

# Question; the sentence that gives what is asked for; one about the same that does not.
PAIRS = {
    ("date", "en"): (
        "By when must the harbour office repaint the posts?",
        "The harbour office repaints the posts by 9 September 2026.",
        "The harbour office repaints the posts with the paint it holds.",
    ),
    ("date", "vi"): (
        "Cảng vụ phải sơn lại cọc khi nào?",
        "Cảng vụ sơn lại các cọc trước ngày 9/9/2026 theo phân công.",
        "Cảng vụ sơn lại các cọc bằng loại sơn đã được phân công.",
    ),
    ("date", "hi"): (
        "बंदरगाह कार्यालय खंभे कब तक रंगेगा?",
        "बंदरगाह कार्यालय ९ सितंबर, २०२६ तक सभी खंभे फिर से रंगेगा।",
        "बंदरगाह कार्यालय अपने रंग से सभी खंभे फिर से रंगेगा अवश्य।",
    ),
    ("date", "bn"): (
        "বন্দর দপ্তর কবে খুঁটি রং করবে?",
        "বন্দর দপ্তর ৯ সেপ্টেম্বর, ২০২৬-এর মধ্যে সব খুঁটি আবার রং করবে।",
        "বন্দর দপ্তর নিজের রং দিয়ে সব খুঁটি আবার যত্ন করে রং করবে।",
    ),
    ("number", "en"): (
        "How many posts are repainted?",
        "The harbour office repaints 41 posts along the northern quay.",
        "The harbour office repaints the posts along the northern quay.",
    ),
    ("number", "hi"): (
        "कितने खंभे रंगे जाएंगे?",
        "बंदरगाह कार्यालय उत्तरी घाट पर ४१ खंभे फिर से रंगेगा।",
        "बंदरगाह कार्यालय उत्तरी घाट पर सब खंभे फिर से रंगेगा।",
    ),
    ("percent", "vi"): (
        "Bao nhiêu phần trăm cọc được sơn?",
        "Cảng vụ sơn lại 85% số cọc dọc theo bến phía bắc năm nay.",
        "Cảng vụ sơn lại số cọc còn lại dọc theo bến phía bắc năm nay.",
    ),
    ("document", "bn"): (
        "কোন সিদ্ধান্তে কাজটি দেওয়া হয়?",
        "কাজটি সিদ্ধান্ত নং ১১২৫/QĐ-UBND অনুযায়ী বন্দর দপ্তরকে দেওয়া হয়।",
        "কাজটি আগের মতোই বন্দর দপ্তরকে লিখিতভাবে দেওয়া হয় বলে জানা যায়।",
    ),
}


@pytest.mark.parametrize(("want", "language"), sorted(PAIRS))
def test_of_two_equally_near_sentences_the_one_that_gives_what_was_asked_comes_first(want: str, language: str) -> None:
    asked, giving, silent = PAIRS[want, language]
    question = ask(asked, language)
    assert want in question.wants
    for order in ((giving, silent), (silent, giving)):
        shelf = Shelf()
        shelf.add("filler.txt", paragraphs(giving[:12]))
        for n, text in enumerate(order):
            shelf.add(f"{n}.txt", paragraphs(text), language=language)
        ranked = [e for e in shelf.weighed(question) if e.passage.document != "filler.txt"]
        assert ranked[0].sentence.text == giving
        assert want in ranked[0].values and want not in ranked[1].values


def test_a_date_that_the_question_gives_itself_is_no_answer_to_it() -> None:
    question = ask("When is the survey of 1 May 2026 repeated?")
    assert new_values(question, contents("The survey of 1 May 2026 is repeated.", "en")) == frozenset()
    assert new_values(question, contents("The survey of 01/05/2026 is repeated.", "en")) == frozenset()
    assert "date" in new_values(question, contents("It is repeated on 2 May 2026.", "en"))
    percent = ask("Why is 85% asked for?")
    assert new_values(percent, contents("कम से कम ८५% अभिलेख", "hi")) == frozenset()
    assert new_values(percent, contents("at least 86%", "en")) == {"number", "percent"}
    named = ask("What does Decision 1125/QD-UBND say?")
    assert new_values(named, contents("সিদ্ধান্ত নং ১১২৫/QĐ-UBND", "bn")) == frozenset()
    assert new_values(named, contents("It amends Plan 214/KH-UBND.", "en")) == {"document"}


def test_nothing_is_read_as_two_kinds_of_thing() -> None:
    read = contents("Decision 1125/QD-UBND asks for 85% by 30 June 2026.", "en")
    assert len(read.references) == len(read.periods) == len(read.quantities) == 1
    assert int(read.quantities[0].value) == 85


TEXTS = (
    "The harbour office repaints the posts; the tide office measures the water; both report by 9 September 2026. "
    "The mayor is told.",
    "Cảng vụ sơn lại cọc; phòng thủy triều đo mực nước; cả hai báo cáo trước ngày 9/9/2026. Chủ tịch được báo cáo.",
    "बंदरगाह कार्यालय खंभे रंगेगा; ज्वार कार्यालय पानी मापेगा। महापौर को बताया जाएगा।",
    "বন্দর দপ্তর খুঁটি রং করবে; জোয়ার দপ্তর জল মাপবে। মেয়রকে জানানো হবে।",
)


def shelf() -> Shelf:
    made = Shelf()
    for n, text in enumerate(TEXTS):
        made.add(f"{n}.txt", paragraphs(text))
    made.add("table.txt", rows(("Task", "Deadline"), ("Repaint the posts", "9 September 2026")))
    return made


@given(st.integers(0, 10_000), st.sampled_from(["Who measures the water?", "कब?", "Cảng vụ làm gì?", "57-NQ/TW?"]))
def test_every_sentence_is_weighed_once_with_visible_arithmetic(seed: int, asked: str) -> None:
    made = shelf()
    ranked = made.weighed(ask(asked), lambda text: crc32(f"{seed} {text}".encode()) / 2**32)
    assert [e.score for e in ranked] == sorted((e.score for e in ranked), reverse=True)
    spans = {(e.passage.document, e.sentence.start, e.sentence.end) for e in ranked}
    assert len(spans) == len(ranked) == 9
    for each in ranked:
        assert each.score == pytest.approx(sum(WEIGHTS[name] * value for name, value in each.features.items()))
        assert all(math.isfinite(value) for value in each.features.values())
        assert each.sentence.start <= each.clause.start < each.clause.end <= each.sentence.end
        text = made.texts[each.passage.document]
        assert text[each.sentence.start : each.sentence.end] == each.sentence.text
        assert text[each.clause.start : each.clause.end] == each.clause.text


def test_the_nearest_clause_stands_for_a_long_sentence() -> None:
    ranked = shelf().weighed(ask("Who measures the water?"), lambda text: 0.9 if text.startswith("the tide") else 0.4)
    (found,) = (e for e in ranked if e.sentence.text.startswith("The harbour office"))
    assert found.clause.text == "the tide office measures the water;"
    assert 0.4 < found.features["sentence"] < 0.9  # a clause says less of its context


@given(st.floats(0.1, 0.8), st.floats(0.01, 0.2))
def test_all_else_equal_the_nearer_sentence_comes_first(low: float, more: float) -> None:
    texts = ("The first office keeps the files of the first town.", "The other office keeps the files of that town.")
    made = Shelf()
    for n, text in enumerate(texts):
        made.add(f"{n}.txt", paragraphs("Nothing here.", text))
    ranked = made.weighed(ask("Who keeps the files?"), lambda text: low + more if text == texts[1] else low)
    kept = [e.sentence.text for e in ranked if e.sentence.text in texts]
    assert kept[0] == texts[1]


def feature_of(question: str, text: str, held: bool = False, language: str | None = None) -> set[str]:
    made = Shelf()
    made.add("a.txt", paragraphs(text))
    ids = frozenset({1}) if held else frozenset()
    (evidence, *_) = made.weighed(ask(question, language), held=ids)
    return {name for name in ("own", "named", "near", "absent") if evidence.features.get(name)}


SPELLINGS = [
    "Resolution 57-NQ/TW",
    "Nghị quyết số 57-NQ/TW",
    "संकल्प संख्या ५७-एनक्यू/टीडब्ल्यू",
    "রেজোলিউশন নং ৫৭-এনকিউ/টিডব্লিউ",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_document_is_known_by_its_number_in_every_script(spelling: str) -> None:
    for language, asked in {
        "en": "What does Resolution 57 say?",
        "vi": "NQ 57 nói gì?",
        "hi": "संकल्प ५७ क्या कहता है?",
    }.items():
        assert feature_of(asked, f"{spelling}: 85%.", language=language) == {"named"}, asked
        assert feature_of(asked, f"{spelling}: 85%.", held=True, language=language) == {"own"}, asked
        assert feature_of(asked, "Resolution 71/NQ-CP: 85%.", language=language) == {"absent"}, asked


def test_a_question_that_names_no_document_is_not_weighed_by_documents() -> None:
    assert feature_of("What is the target?", "Resolution 57-NQ/TW sets a target of 85%.") == set()


def test_rare_words_are_worth_more_and_none_across_languages() -> None:
    worth = rarity(["plan", "harbour", "unseen", "plan"], {"plan": 80, "harbour": 2}, passages=100, coverage=1.0)
    # log(1 + 100 / (1 + n)) of n passages
    assert worth == pytest.approx(
        {"plan": math.log(1 + 100 / 81), "harbour": math.log(1 + 100 / 3), "unseen": math.log(101)}
    )
    assert rarity(["plan"], {"plan": 1}, 100, COVERAGE - 0.01) == {}


def test_a_name_that_every_document_holds_tells_little_and_one_that_none_holds_nothing() -> None:
    names = {1: frozenset({"LN", "TN"}), 2: frozenset({"LN"}), 3: frozenset({"LN"})}
    worth = name_rarity(["LN", "TN", "SN"], names)
    assert worth == pytest.approx({"LN": math.log(3.5 / 3), "TN": math.log(3.5)})


def evidence_of(text: str, *, title: str = "") -> Evidence:
    made = Shelf()
    made.add("a.txt", paragraphs("Preface of the whole document, which is long enough."), title=title)
    made.add("b.txt", paragraphs(text), title=title)
    return next(e for e in made.weighed(ask("who?")) if e.passage.document == "b.txt")


@pytest.mark.parametrize(
    "line", ["ARTICLE 5. TASKS", "KẾ HOẠCH CHUYỂN ĐỔI SỐ", "Tasks and solutions", "मुख्य कार्य", "প্রধান কাজ"]
)
def test_a_line_that_only_names_what_follows_is_a_heading(line: str) -> None:
    evidence = evidence_of(f"{line}")
    assert is_heading(line, evidence.passage, "Some other title")


@pytest.mark.parametrize("line", [
    "The office keeps all the files of the town for ten years.", "Báo cáo trước ngày 20.", "रिपोर्ट हर माह भेजें।",
    "প্রতি মাসে প্রতিবেদন দিন।", "The towns are:",
])  # fmt: skip
def test_a_sentence_is_no_heading(line: str) -> None:
    assert not is_heading(line, evidence_of(line).passage, "Some other title")


def test_a_table_row_is_no_heading() -> None:
    made = Shelf()
    (row,) = made.add("t.txt", rows(("TASK", "LEAD"), ("POSTS", "HARBOUR OFFICE")))
    assert row.cells and not is_heading(row.text, row, "")


RECITALS = {
    "en": ("Pursuant to the Law on Archives;", "The archive is kept pursuant to the law."),
    "vi": ("Căn cứ Luật Lưu trữ năm 2024;", "Việc lưu trữ có căn cứ pháp lý rõ ràng."),
    "hi": ("प्रतिलिपि: सभी कार्यालय", "सभी कार्यालय प्रतिलिपि रखेंगे।"),
    "bn": ("অনুলিপি: সকল দপ্তর", "সকল দপ্তর অনুলিপি রাখবে।"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_recitals_are_known_by_their_opening_alone(language: str) -> None:
    recital, order = RECITALS[language]
    assert is_recital(recital) and is_recital(f"- {recital}") and is_recital(f"1. {recital}")
    assert not is_recital(order) and not is_recital("")
