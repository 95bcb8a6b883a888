"""When the documents do not answer, and which reason is given."""

from __future__ import annotations

import pytest

from assistant.abstain import confidence, doubt
from assistant.wording import say
from tests.assistant.small import LANGUAGES, Shelf, ask, paragraphs


def shelf(*texts: str) -> Shelf:
    made = Shelf()
    for n, text in enumerate(texts):
        made.add(f"{n}.txt", paragraphs(text))
    return made


def nowhere_near(text: str) -> float:
    """A similarity at which no weight would answer."""
    return -0.5


def close(text: str) -> float:
    """A similarity at which the very sentence was found."""
    return 1.0


def test_without_evidence_nothing_is_said() -> None:
    reason = doubt(ask("By when?"), [])
    assert reason is not None and reason.reason == "not_found"


UNKNOWN = {
    "en": "When was Decision 4711/QD-UBND issued?",
    "vi": "Quyết định 4711/QĐ-UBND ban hành khi nào?",
    "hi": "निर्णय 4711/QĐ-UBND कब जारी हुआ?",
    "bn": "সিদ্ধান্ত ৪৭১১/QĐ-UBND কবে জারি হয়েছে?",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_that_nothing_names_is_named_to_the_asker(language: str) -> None:
    """However near the texts are: a plan of another number looks just like the one asked for."""
    question = ask(UNKNOWN[language])
    ranked = shelf("Decision 4117/QD-UBND was issued on 1 May 2026.", "Plan 12/KH-UBND is of 2025.").weighed(
        question, close
    )
    reason = doubt(question, ranked)
    assert reason is not None and reason.reason == "unknown_document"
    assert question.references[0].text in say(language, reason.reason, **reason.values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_that_is_named_is_not_unknown(language: str) -> None:
    question = ask(UNKNOWN[language])
    ranked = shelf("Decision 4711/QD-UBND was issued on 1 May 2026.", "The sea is wide and full of fish.").weighed(
        question, close
    )
    reason = doubt(question, ranked)
    assert reason is None or reason.reason != "unknown_document"
    held = shelf("It was issued on 1 May 2026.").weighed(question, close, held=frozenset({1}))
    reason = doubt(question, held)
    assert reason is None or reason.reason != "unknown_document"


ASKED = {
    "no_date": {
        "en": "By when must the posts be repainted?", "vi": "Khi nào phải sơn lại cọc?",
        "hi": "खंभे कब तक रंगे जाएंगे?", "bn": "খুঁটি কবে রং করা হবে?",
    },
    "no_number": {
        "en": "How many posts are there?", "vi": "Có bao nhiêu cọc?", "hi": "कितने खंभे हैं?", "bn": "কতটি খুঁটি আছে?",
    },
    "no_percent": {
        "en": "What percentage of posts?", "vi": "Bao nhiêu phần trăm số cọc?", "hi": "कितने प्रतिशत खंभे?",
        "bn": "কত শতাংশ খুঁটি?",
    },
    "no_reference": {
        "en": "Which decision orders this work?", "vi": "Việc này theo quyết định nào?", "hi": "यह काम किस आदेश से है?",
        "bn": "এই কাজ কোন সিদ্ধান্তে হয়?",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(ASKED))
def test_what_is_missing_is_told(key: str, language: str) -> None:
    question = ask(ASKED[key][language], language)
    ranked = shelf("The harbour office repaints the posts along the quay.").weighed(question, nowhere_near)
    reason = doubt(question, ranked)
    assert reason is not None and reason.reason == key
    assert say(language, reason.reason, **reason.values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_year_is_told(language: str) -> None:
    asked = {
        "en": "How many posts in 2031?",
        "vi": "Năm 2031 có bao nhiêu cọc?",
        "hi": "2031 में कितने खंभे?",
        "bn": "২০৩১ সালে কতটি খুঁটি?",
    }
    question = ask(asked[language], language)
    ranked = shelf("In 2026 there are 41 posts along the quay.").weighed(question, nowhere_near)
    reason = doubt(question, ranked)
    assert reason is not None and reason.reason == "other_period"
    assert question.periods[0].text in say(language, reason.reason, **reason.values)


def test_the_document_that_does_not_answer_is_told() -> None:
    question = ask("By when must Decision 4711/QD-UBND be reported on?")
    made = shelf("The posts are painted.", "Decision 4711/QD-UBND is attached.")
    ranked = made.weighed(question, lambda text: 0.0 if "posts" in text else -3.0)
    reason = doubt(question, ranked)
    assert reason is not None and reason.reason == "other_document"
    assert "4711" in reason.values["numbers"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_very_sentence_is_an_answer(language: str) -> None:
    question = ask(ASKED["no_date"][language], language)
    ranked = shelf("The harbour office repaints the posts by 9 September 2026.").weighed(question, close)
    assert doubt(question, ranked) is None


def test_confidence_is_a_probability_that_grows_with_nearness_and_with_what_is_given() -> None:
    question = ask("By when must the posts be repainted?")

    def sure(text: str, near: float) -> float:
        ranked = shelf("Preface.", text).weighed(question, lambda unit: near)
        return confidence(question, [each for each in ranked if each.sentence.text == text])

    dated, silent = (
        "The office repaints the posts by 9 September 2026.",
        "The office repaints the posts along the quay.",
    )
    assert 0 <= sure(silent, -0.5) < sure(silent, 0.3) < sure(silent, 0.6) <= 1
    assert sure(dated, 0.4) > sure(silent, 0.4)
