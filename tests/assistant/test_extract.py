"""Composing from the source's words: what is quoted, how much of it, and nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extract import MARGIN, QUOTE_LENGTH, STATEMENTS, Composed, compose, row_text
from ingest.sentences import split_clauses
from tests.assistant.small import LANGUAGES, Shelf, ask, assert_quotes, paragraphs, rows, scored

TOWN = {
    "en": [
        "The archive moves to the new hall.",
        "The archive office reports by 9 September 2026 to the mayor.",
        "The hall has 41 rooms for the files.",
    ],
    "vi": [
        "Kho lưu trữ chuyển sang nhà mới.",
        "Phòng lưu trữ báo cáo Chủ tịch trước ngày 9/9/2026.",
        "Nhà mới có 41 phòng để hồ sơ.",
    ],
    "hi": [
        "अभिलेखागार नए भवन में जाएगा।",
        "अभिलेख कार्यालय महापौर को ९ सितंबर, २०२६ से पहले रिपोर्ट देगा।",
        "भवन में फ़ाइलों के लिए ४१ कमरे हैं।",
    ],
    "bn": [
        "মহাফেজখানা নতুন ভবনে যাবে।",
        "নথি দপ্তর ৯ সেপ্টেম্বর, ২০২৬-এর আগে মেয়রকে প্রতিবেদন দেবে।",
        "ভবনে নথির জন্য ৪১টি কক্ষ আছে।",
    ],
}


def town(*languages: str) -> Shelf:
    """The same report in some languages, from one address: twins."""
    shelf = Shelf()
    for language in languages:
        blocks = [*paragraphs(*TOWN[language][:1]), *paragraphs(" ".join(TOWN[language][1:]))]
        shelf.add(f"{language}.txt", blocks, source="https://town.invalid/report", language=language)
    return shelf


def composed(shelf: Shelf, asked: str, language: str | None = None, *, scores: dict[str, float]) -> Composed:
    question = ask(asked, language)
    return compose(question, scored(shelf.weighed(question), scores), shelf.documents)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote_is_the_slice_of_the_document_at_its_offsets(language: str) -> None:
    shelf = town(language)
    scores = {sentence: 10.0 - n for n, sentence in enumerate(reversed(TOWN[language]))}
    result = composed(shelf, "when?", language, scores=scores)
    assert_quotes(result, shelf.texts.__getitem__)
    assert [s.text for s in result.statements] == list(reversed(TOWN[language]))
    assert [s.citations for s in result.statements] == [(1,), (2,), (3,)]
    assert [c.n for c in result.citations] == [1, 2, 3] and {s.kind for s in result.statements} == {"quote"}
    first = result.citations[0]
    assert (first.document, first.language, first.url) == (f"{language}.txt", language, "https://town.invalid/report")
    assert first.start > 0


def test_the_best_comes_first_and_far_worse_does_not_come() -> None:
    one, two, three = TOWN["en"]
    result = composed(town("en"), "what happens?", scores={one: 5.0, two: 9.0, three: 9.0 - MARGIN - 0.1})
    assert [s.text for s in result.statements] == [two, one]


def test_there_are_only_so_many_statements() -> None:
    shelf = Shelf()
    lines = [
        f"Office number {word} keeps the files of its own town." for word in ("one", "two", "three", "four", "six")
    ]
    shelf.add("a.txt", paragraphs(*lines))
    assert len(composed(shelf, "who?", scores=dict.fromkeys(lines, 5.0)).statements) == STATEMENTS


def test_nothing_to_compose_from_gives_nothing() -> None:
    assert compose(ask("when?"), [], {}) == Composed((), ())


def test_the_same_words_in_two_documents_are_said_once() -> None:
    shelf = Shelf()
    for name in ("copy.txt", "original.txt"):
        shelf.add(name, paragraphs(TOWN["en"][1]))
    result = composed(shelf, "when?", scores={TOWN["en"][1]: 5.0})
    assert len(result.statements) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_twins_the_one_in_the_asker_s_language_speaks_and_the_other_is_silent(language: str) -> None:
    shelf = town(*LANGUAGES)
    # The asker's own language scores least of all, as its neighbours often do.
    scores = {TOWN[code][1]: (5.0 if code == language else 6.0) for code in LANGUAGES}
    result = composed(shelf, "when?", language, scores=scores)
    assert [c.document for c in result.citations] == [f"{language}.txt"]
    assert_quotes(result, shelf.texts.__getitem__)


def test_a_twin_that_says_something_else_does_not_stand_in() -> None:
    result = composed(town("en", "vi"), "what happens?", "en", scores={TOWN["vi"][1]: 6.0, TOWN["en"][2]: 5.5})
    assert [c.document for c in result.citations] == ["vi.txt", "en.txt"]


def test_documents_that_are_no_twins_may_say_the_same() -> None:
    shelf = Shelf()
    for code in ("en", "vi"):
        shelf.add(f"{code}.txt", paragraphs(TOWN[code][1]), source=f"https://{code}.invalid/", language=code)
    result = composed(shelf, "when?", "en", scores={TOWN["vi"][1]: 6.0, TOWN["en"][1]: 5.5})
    assert [c.document for c in result.citations] == ["vi.txt", "en.txt"]


TABLES = {
    "en": (("No.", "Task", "Lead", "Deadline"), ("3", "Repaint the posts", "Harbour office", "9 September 2026")),
    "vi": (("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), ("3", "Sơn lại các cọc", "Cảng vụ", "Trước ngày 9/9/2026")),
    "hi": (("क्रम", "कार्य", "उत्तरदायी", "समय-सीमा"), ("३", "खंभे रंगना", "बंदरगाह कार्यालय", "९ सितंबर, २०२६")),
    "bn": (("ক্রম", "কাজ", "দায়িত্ব", "সময়সীমা"), ("৩", "খুঁটি রং করা", "বন্দর দপ্তর", "৯ সেপ্টেম্বর, ২০২৬")),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_row_reads_as_a_sentence_with_its_header(language: str) -> None:
    header, cells = TABLES[language]
    shelf = Shelf()
    shelf.add("t.txt", rows(header, cells), language=language)
    result = composed(shelf, "when?", language, scores={cells[1]: 5.0})
    assert result.statements[0].text == " — ".join(f"{h}: {c}" for h, c in zip(header, cells, strict=True))
    assert all(cell in result.citations[0].quote for cell in cells)
    assert_quotes(result, shelf.texts.__getitem__)


def test_empty_cells_and_missing_headers_are_left_out() -> None:
    assert row_text(("Task", "Lead", "Due"), ("Posts", "", "May")) == "Task: Posts — Due: May"
    assert row_text(("Task",), ("Posts", "Harbour office")) == "Task: Posts — Harbour office"
    assert row_text((), ("Posts", "May")) == "Posts — May"
    assert row_text(("Task", "Lead"), ("Posts",)) == "Task: Posts"


LONG = {
    "en": "; ".join(f"the office of district {n} keeps the files of its own towns in the hall" for n in range(1, 13))
    + ".",
    "vi": "; ".join(f"phòng lưu trữ quận {n} giữ hồ sơ của các phường mình trong kho mới" for n in range(1, 13)) + ".",
    "hi": "; ".join(f"ज़िला {n} का कार्यालय अपने नगरों की फ़ाइलें नए भवन में रखेगा" for n in range(1, 13)) + "।",
    "bn": "; ".join(f"জেলা {n}-এর দপ্তর নিজের শহরগুলোর নথি নতুন ভবনে রাখবে" for n in range(1, 13)) + "।",
}


@given(st.sampled_from(LANGUAGES), st.integers(0, 11))
def test_of_a_long_sentence_the_clauses_around_the_nearest_are_quoted(language: str, nearest: int) -> None:
    text = LONG[language]
    assert len(text) > QUOTE_LENGTH
    clauses = [text[start:end] for start, end in split_clauses(text)]
    shelf = Shelf()
    shelf.add("preface.txt", paragraphs("Something else comes before."))
    shelf.add("a.txt", paragraphs(text), language=language)
    question = ask("who?", language)
    ranked = shelf.weighed(question, lambda unit: 0.9 if unit == clauses[nearest] else 0.2)
    result = compose(question, [e for e in ranked if e.passage.document == "a.txt"][:1], shelf.documents)
    (citation,), (statement,) = result.citations, result.statements
    assert_quotes(result, shelf.texts.__getitem__)
    assert len(citation.quote) <= QUOTE_LENGTH
    assert statement.text == clauses[nearest] and clauses[nearest] in citation.quote
    assert any(citation.quote.startswith(clause) for clause in clauses)
    assert any(citation.quote.endswith(clause) for clause in clauses)


SUBJECTS = {
    "en": ("Department of Home Affairs", "draws up lists of files that the archives of the towns keep",
           "leads the merging of the registers", "Who leads the merging of the registers?"),
    "vi": ("Sở Nội vụ", "lập danh mục hồ sơ mà các kho lưu trữ của phường đang giữ", "chủ trì hợp nhất các sổ đăng ký",
           "Cơ quan nào chủ trì hợp nhất các sổ đăng ký?"),
    "hi": ("गृह विभाग", "नगरों के अभिलेखागारों में रखी फ़ाइलों की सूचियाँ तैयार करता है", "पंजियों के विलय का नेतृत्व करता है",
           "पंजियों के विलय का नेतृत्व कौन सा विभाग करता है?"),
    "bn": ("স্বরাষ্ট্র বিভাগ", "শহরগুলোর মহাফেজখানায় রাখা নথির তালিকা তৈরি করে", "নিবন্ধনগুলো একত্র করার কাজে নেতৃত্ব দেয়",
           "নিবন্ধনগুলো একত্র করার কাজে কোন বিভাগ নেতৃত্ব দেয়?"),
}  # fmt: skip


@pytest.mark.parametrize("other", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_acts_in_a_clause_of_a_long_sentence_stands_at_its_beginning(language: str, other: bool) -> None:
    body, task, asked, question = SUBJECTS[language]
    between = {"en": "the Department of Health", "vi": "Sở Y tế", "hi": "स्वास्थ्य विभाग", "bn": "স্বাস্থ্য বিভাগ"}[language]
    tasks = [f"{body} {task}", *[task] * 7, *([f"{between} {task}"] if other else []), asked]
    shelf = Shelf()
    shelf.add("a.txt", paragraphs("; ".join(tasks) + ("।" if language in ("hi", "bn") else ".")), language=language)
    ranked = shelf.weighed(ask(question, language), lambda unit: 0.9 if unit.startswith(asked) else 0.2)
    result = compose(ask(question, language), ranked[:1], shelf.documents)
    (statement,) = result.statements
    assert_quotes(result, shelf.texts.__getitem__)
    if other:  # who of the two is meant, nobody can say
        assert statement.kind == "quote" and statement.text.startswith(asked)
    else:
        assert statement.text.startswith(f"{body}: {asked}") and statement.citations == (1, 2)
        assert result.citations[1].quote == body


def test_a_list_is_quoted_whole() -> None:
    shelf = Shelf()
    shelf.add("a.txt", paragraphs(LONG["en"]))
    question = ask("What are the tasks of the offices? List them.")
    assert "list" in question.wants
    result = compose(question, shelf.weighed(question), shelf.documents)
    assert result.citations[0].quote == LONG["en"] == result.statements[0].text


def test_one_long_clause_is_quoted_whole_for_want_of_a_place_to_cut() -> None:
    text = "The office keeps " + "the files of the town and " * 30 + "nothing more."
    shelf = Shelf()
    shelf.add("a.txt", paragraphs(text))
    question = ask("who?")
    result = compose(question, shelf.weighed(question), shelf.documents)
    assert result.citations[0].quote == text


@pytest.mark.parametrize(
    "text", ["The clerks scan every book of the years after 2001.", "It stands in the notification of 2022."]
)
def test_a_year_that_only_tells_which_is_no_answer_to_when(text: str) -> None:
    shelf = Shelf()
    shelf.add("a.txt", paragraphs(text))
    (statement,) = composed(shelf, "इसे कब तक स्कैन करना है?", "hi", scores={text: 5.0}).statements
    assert (statement.kind, statement.text) == ("quote", text)
