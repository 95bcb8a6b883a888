"""The direct answer before a quote: who, by when, how much, in the asker's language; and who corrected it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from assistant.answer import Citation
from assistant.direct import Direct, direct
from assistant.evidence import Evidence
from assistant.extract import Composed, compose
from assistant.register import Row
from assistant.row_wording import row_date
from assistant.verify import verified
from assistant.wording import say
from tests.assistant.rows import dated, row, source
from tests.assistant.small import LANGUAGES, Shelf, ask, paragraphs

SENTENCES = {
    "vi": "Sở Tài chính cấp 85% kinh phí trước ngày 30/6/2026.",
    "hi": "वित्त विभाग 30 जून 2026 से पहले 85% धनराशि जारी करेगा।",
    "bn": "অর্থ বিভাগ ৩০ জুন ২০২৬ এর আগে ৮৫% অর্থ ছাড় করবে।",
    "en": "The Department of Finance shall release 85% of the funds before 30 June 2026.",
}
AGENCY = {"vi": "Sở Tài chính", "hi": "वित्त विभाग", "bn": "অর্থ বিভাগ", "en": "The Department of Finance"}
WHEN = {
    "vi": "Khi nào phải cấp kinh phí?",
    "hi": "धनराशि कब तक जारी होगी?",
    "bn": "অর্থ কবের মধ্যে ছাড় করতে হবে?",
    "en": "By when must the funds be released?",
}
WHO = {
    "vi": "Cơ quan nào cấp kinh phí?",
    "hi": "धनराशि कौन जारी करेगा?",
    "bn": "কে অর্থ ছাড় করবে?",
    "en": "Who releases the funds?",
}
HOW_MUCH = {
    "vi": "Cấp bao nhiêu phần trăm kinh phí?",
    "hi": "कितने प्रतिशत धनराशि जारी होगी?",
    "bn": "কত শতাংশ অর্থ ছাড় করতে হবে?",
    "en": "What percentage of the funds is released?",
}
BEFORE_JUNE = {
    "vi": "trước ngày 30 tháng 6 năm 2026",
    "hi": "30 जून 2026 से पहले",
    "bn": "৩০ জুন ২০২৬ তারিখের আগে",
    "en": "before 30 June 2026",
}
IN_OCTOBER = {"vi": "15 tháng 10 năm 2026", "hi": "15 अक्टूबर 2026", "bn": "১৫ অক্টোবর ২০২৬", "en": "15 October 2026"}


class Read:
    """One sentence with the facts read from it, as evidence for a question."""

    def __init__(self, language: str, *changes: dict[str, Any], blocks: Sequence[str] = ()) -> None:
        self.shelf = Shelf()
        sentence = SENTENCES[language]
        self.shelf.add("a.txt", paragraphs(*blocks, sentence), language=language)
        self.text = self.shelf.texts["a.txt"]
        start = self.text.index(sentence)
        made = {
            "document": "a.txt", "language": language, "kind": "deadline", "quote": sentence, "start": start,
            "end": start + len(sentence), "agency": AGENCY[language], "agency_name": "department/finance",
            "day": date(2026, 6, 30), "date_relation": "before", "number": Decimal(85), "unit": "%",
            "date_text": "30", "date_at": (start, start + 2),
        }  # fmt: skip
        self.rows = [row(**made | {"id": f"f{n}"} | change) for n, change in enumerate(changes or ({},))]

    def evidence(self, question: str, language: str) -> Evidence:
        rows = {passage.id: self.rows for passage in self.shelf.passages}
        found = self.shelf.weighed(ask(question, language), rows=rows)
        return next(each for each in found if each.rows)

    def direct(self, question: str, language: str, *bodies: str) -> Direct | None:
        return direct(ask(question, language), self.evidence(question, language), bodies)

    def composed(self, question: str, language: str) -> Composed:
        return compose(ask(question, language), [self.evidence(question, language)], self.shelf.documents)

    def holds(self, result: Composed) -> bool:
        kept, used = verified(result.statements, result.citations, lambda name: self.text, result.beside)
        return list(kept) == list(result.statements) and list(used) == list(result.citations)


@pytest.mark.parametrize("asker", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_comes_first_in_the_asker_s_language(asker: str, language: str) -> None:
    read = Read(language)
    expected = [(WHEN, BEFORE_JUNE[asker]), (HOW_MUCH, "৮৫%" if asker == "bn" else "85%")]
    for questions, said in expected:
        result = read.composed(questions[asker], asker)
        (statement,), (citation,) = result.statements, result.citations
        assert statement.kind == "fact" and statement.text.startswith(f"{said}: ")
        assert SENTENCES[language] in statement.text and citation.quote == SENTENCES[language]
        assert read.holds(result)
        (fact,) = result.facts
        assert (fact["kind"], fact["citation"], fact["number"], fact["unit"]) == ("deadline", 1, 85, "%")
        assert (fact["date"]["start"], fact["date"]["end"], fact["date"]["relation"]) == (
            "2026-06-30", "2026-06-30", "before",
        )  # fmt: skip


@pytest.mark.parametrize("asker", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_named_in_the_words_of_the_asker(asker: str, language: str) -> None:
    found = Read(language).direct(WHO[asker], asker)
    assert found is not None and found.text.removeprefix("The ") == AGENCY[asker].removeprefix("The ")


@pytest.mark.parametrize("asker", LANGUAGES)
def test_a_body_that_the_question_names_is_no_answer(asker: str) -> None:
    assert Read("en").direct(WHO[asker], asker, "department/finance") is None
    assert Read("en").direct(WHEN[asker], asker, "department/finance") is not None


@pytest.mark.parametrize("asker", LANGUAGES)
def test_what_was_not_asked_for_is_not_said(asker: str) -> None:
    questions = {"vi": "Kinh phí được cấp như thế nào?", "hi": "धनराशि कैसे जारी होगी?", "bn": "অর্থ কীভাবে ছাড় হবে?",
                 "en": "How are the funds released?"}  # fmt: skip
    read = Read(asker)
    assert read.direct(questions[asker], asker) is None
    (statement,) = read.composed(questions[asker], asker).statements
    assert (statement.kind, statement.text) == ("quote", SENTENCES[asker])


def test_a_question_s_own_date_is_no_answer() -> None:
    assert Read("en").direct("What is the deadline after 30 June 2026?", "en") is None


def test_between_two_values_nothing_is_chosen() -> None:
    other = {"day": date(2026, 9, 30)}
    assert Read("en", {}, other).direct(WHEN["en"], "en") is None
    assert Read("en", {}, {}).direct(WHEN["en"], "en") is not None  # the same twice
    assert Read("en", {}, other | {"review": "rejected"}).direct(WHEN["en"], "en") is not None


@pytest.mark.parametrize("asker", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_holds_no_more_says_so_and_what_changed_it(asker: str, language: str) -> None:
    changes = {"validity": "superseded", "changed_by": source(number="1125/QD-UBND")}
    read = Read(language, changes)
    result = read.composed(WHEN[asker], asker)
    note = say(asker, "superseded", document="1125/QD-UBND")
    assert result.statements[0].text == f"{BEFORE_JUNE[asker]} ({note}): {SENTENCES[language]}"
    assert read.holds(result)
    wrong = Read(language, changes | {"day": date(2027, 1, 31)}).composed(WHEN[asker], asker)
    assert wrong.statements[0].text == SENTENCES[language]  # the note bears out the number of the document alone


@pytest.mark.parametrize("asker", LANGUAGES)
def test_a_limit_that_was_counted_is_a_day_and_other_spans_are_spans(asker: str) -> None:
    span = {"date_start": date(2026, 6, 1), "date_end": date(2026, 6, 15), "date_relation": "within", "day": None}
    counted = Read("en", span | {"counted": True}).direct(WHEN[asker], asker)
    whole = Read("en", span).direct(WHEN[asker], asker)
    assert counted is not None and counted.beside and counted.text.startswith(row_date(dated(date(2026, 6, 15)), asker))
    assert whole is not None and whole.beside == "" and whole.text == row_date(row(**span), asker) != counted.text


def test_what_is_not_borne_out_leaves_no_fact() -> None:
    result = Read("en", {"day": date(2027, 1, 31)}).composed(WHEN["en"], "en")
    assert [statement.kind for statement in result.statements] == ["quote"] and result.facts == ()


@pytest.mark.parametrize("asker", LANGUAGES)
def test_of_two_values_none_is_chosen_though_one_holds_no_more(asker: str) -> None:
    old, new = {"validity": "superseded"}, {"day": date(2026, 9, 30)}
    for changes in ((old, new), (new, old)):
        assert Read("en", *changes).direct(WHEN[asker], asker) is None


@pytest.mark.parametrize("asker", LANGUAGES)
def test_a_value_that_one_fact_upholds_is_said_without_what_changed_another(asker: str) -> None:
    old = {"validity": "superseded", "changed_by": source(number="1125/QD-UBND")}
    for changes in ((old, {}), ({}, old)):
        said = Read("en", *changes).direct(WHEN[asker], asker)
        assert said is not None and said.text == BEFORE_JUNE[asker]


def test_a_rejected_fact_answers_nothing() -> None:
    read = Read("en", {"review": "rejected"})
    assert read.direct(WHEN["en"], "en") is None
    assert [statement.kind for statement in read.composed(WHEN["en"], "en").statements] == ["quote"]


@pytest.mark.parametrize("asker", LANGUAGES)
@pytest.mark.parametrize("rows", [[{"review": "rejected"}], [{"validity": "superseded"}, {"day": date(2026, 9, 30)}]])
def test_what_the_facts_do_not_give_is_not_read_off_the_words(rows: list[dict[str, Any]], asker: str) -> None:
    (statement,) = Read("en", *rows).composed(WHEN[asker], asker).statements
    assert (statement.kind, statement.text) == ("quote", SENTENCES["en"])


CORRECTED = {
    "day": date(2026, 10, 15), "review": "corrected", "corrected": ("date_end",), "corrected_by": "Trần Bình 2",
    "corrected_at": datetime(2026, 7, 1, 9, tzinfo=UTC),
}  # fmt: skip
ON_JULY_1 = {"vi": "1 tháng 7 năm 2026", "hi": "1 जुलाई 2026", "bn": "১ জুলাই ২০২৬", "en": "1 July 2026"}


@pytest.mark.parametrize("asker", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_corrected_value_is_said_with_who_corrected_it_and_what_the_document_says(asker: str, language: str) -> None:
    read = Read(language, CORRECTED)
    result = read.composed(WHEN[asker], asker)
    (statement,) = result.statements
    said, _, words = statement.text.partition("): ")
    assert statement.kind == "fact" and words == SENTENCES[language]
    for part in (IN_OCTOBER[asker], "Trần Bình 2", ON_JULY_1[asker]):
        assert part in said
    assert read.holds(result)
    assert result.facts[0]["date"]["end"] == "2026-10-15"


@pytest.mark.parametrize("asker", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_corrected_amount_is_said_however_numbers_are_written(asker: str, language: str) -> None:
    amount = {"number": Decimal("12345.5"), "unit": "people", "corrected": ("number", "unit"), "review": "corrected"}
    questions = {
        "vi": "Cấp cho bao nhiêu người?",
        "hi": "कितने लोगों को?",
        "bn": "কতজনকে দেওয়া হবে?",
        "en": "How many people?",
    }
    read = Read(language, CORRECTED | {"day": date(2026, 6, 30)} | amount)
    result = read.composed(questions[asker], asker)
    assert result.statements[0].kind == "fact" and "Trần Bình 2" in result.statements[0].text
    assert read.holds(result)


def test_a_correction_of_something_else_is_not_told() -> None:
    other = CORRECTED | {"day": date(2026, 6, 30), "corrected": ("action", "agency")}
    found = Read("en", other).direct(WHEN["en"], "en")
    assert found is not None and found.text == "before 30 June 2026"
    assert "Trần Bình" in (Read("en", other).direct(WHO["en"], "en") or found).text


def test_a_correction_that_was_confirmed_is_still_one() -> None:
    result = Read("en", CORRECTED | {"review": "confirmed"}).composed(WHEN["en"], "en")
    assert "15 October 2026" in result.statements[0].text


# A date that stands elsewhere

ABOVE = {
    "vi": "Các việc sau hoàn thành trước ngày 30/6/2026:",
    "hi": "निम्नलिखित कार्य 30 जून 2026 से पहले पूरे किए जाएँगे:",
    "bn": "নিচের কাজগুলো ৩০ জুন ২০২৬ এর আগে সম্পন্ন হবে:",
    "en": "The following shall be done before 30 June 2026:",
}
DAY = {"vi": "trước ngày 30/6/2026", "hi": "30 जून 2026 से पहले", "bn": "৩০ জুন ২০২৬ এর আগে", "en": "before 30 June 2026"}


@pytest.mark.parametrize("asker", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_above_the_sentence_is_cited_too(asker: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    undated = {"vi": "Sở Tài chính cấp kinh phí.", "hi": "वित्त विभाग धनराशि जारी करेगा।", "bn": "অর্থ বিভাগ অর্থ ছাড় করবে।",
               "en": "The Department of Finance shall release the funds."}  # fmt: skip
    monkeypatch.setitem(SENTENCES, language, undated[language])
    read = Read(language, blocks=[ABOVE[language]])
    at = read.text.index(DAY[language])
    read.rows = [replace(each, date_text=DAY[language], date_at=(at, at + len(DAY[language])), number=None, unit=None)
                 for each in read.rows]  # fmt: skip
    result = read.composed(WHEN[asker], asker)
    (statement,) = result.statements
    assert statement.text == f"{BEFORE_JUNE[asker]}: {undated[language]}"
    assert statement.citations == (1, 2) and statement.kind == "fact"
    assert [citation.quote for citation in result.citations] == [undated[language], DAY[language]]
    assert [citation.n for citation in result.citations] == [1, 2]
    assert read.holds(result)


@pytest.mark.parametrize("inside", [True, False])
def test_a_date_outside_the_passage_has_no_page_of_the_quote(inside: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SENTENCES, "en", "The Department of Finance shall release the funds.")
    read = Read("en", blocks=[ABOVE["en"]])
    at = read.text.index(DAY["en"])
    changes: dict[str, Any] = {"number": None, "unit": None, "date_text": DAY["en"]}
    read.rows = [replace(each, **changes, date_at=(at, at + len(DAY["en"]))) for each in read.rows]
    evidence = read.evidence(WHEN["en"], "en")
    start = 0 if inside else read.text.index(SENTENCES["en"])
    passage = replace(evidence.passage, page=3, section=("I",), start=start)
    evidence = replace(evidence, candidate=replace(evidence.candidate, passage=passage))
    result = compose(ask(WHEN["en"], "en"), [evidence], read.shelf.documents)
    (_, date_above) = result.citations
    assert (date_above.page, date_above.section) == ((3, "I") if inside else (None, ""))


def test_what_cannot_be_borne_out_is_only_quoted() -> None:
    """The fact has a date that stands nowhere: nobody corrected it, so the document's own words have to do."""
    wrong = Read("en", {"day": date(2027, 1, 31)})
    result = wrong.composed(WHEN["en"], "en")
    assert [(s.kind, s.text) for s in result.statements] == [("quote", SENTENCES["en"])]
    assert len(result.citations) == 1 and wrong.holds(result)


def test_a_limit_that_counts_from_signing_is_worked_out() -> None:
    counted = {"date_start": date(2026, 6, 1), "date_end": date(2026, 6, 19), "date_relation": "within",
               "date_text": "15 working days", "day": None, "counted": True}  # fmt: skip
    read = Read("en", counted)
    result = read.composed(WHEN["en"], "en")
    assert "19 June 2026" in result.statements[0].text and read.holds(result)


def test_a_recurring_task_is_told_by_its_rhythm() -> None:
    monthly = Read("vi", {"day": None, "date_relation": None, "recurrence": "monthly", "rule": "BYMONTHDAY=20"})
    question = {"vi": "Bao lâu một lần cấp kinh phí?", "en": "How often are the funds released?"}
    for asker, said in (("vi", "hằng tháng"), ("en", "every month")):
        found = monthly.direct(question[asker], asker)
        assert found is not None and said in found.text


def test_citations_of_all_statements_are_numbered_through() -> None:
    shelf = Shelf()
    shelf.add("a.txt", paragraphs(SENTENCES["en"]))
    shelf.add("b.txt", paragraphs("Funds are released by the Treasury before 1 May 2026."))
    question = ask(WHEN["en"])
    result = compose(question, shelf.weighed(question), shelf.documents)
    assert [citation.n for citation in result.citations] == list(range(1, len(result.citations) + 1))
    assert isinstance(result.citations[0], Citation)
    assert {n for statement in result.statements for n in statement.citations} == {c.n for c in result.citations}


def test_rows_are_those_of_the_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long sentence with several tasks, the clause that is nearest gives the answer."""
    two = (
        "The Treasury pays the first half before 31 March 2026; "
        "the Department of Finance pays the rest before 30 June 2026."
    )
    monkeypatch.setitem(SENTENCES, "en", two)
    read = Read("en", {"agency": "The Treasury", "agency_name": "treasury", "day": date(2026, 3, 31)}, {})
    middle = read.text.index(";")
    first, second = read.rows
    read.rows = [replace(first, end=middle), replace(second, start=middle + 2)]
    question = ask(WHEN["en"])
    rows: dict[int, list[Row]] = {passage.id: read.rows for passage in read.shelf.passages}
    for part, said in (("first half", "31 March"), ("the rest", "30 June")):
        near = read.shelf.weighed(
            question, lambda text, part=part: 0.9 if part in text and ";" not in text else 0.2, rows=rows
        )
        found = direct(question, near[0], ())
        assert found is not None and said in found.text
