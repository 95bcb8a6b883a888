"""The first question set, asked of the sample corpus: what must hold for every answer, and how many are right."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant import wording
from assistant.answer import Answer
from assistant.assistant import Assistant
from ingest.digits import fold

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "evals/cases/first.jsonl").read_text(encoding="utf-8").splitlines()
]
QUESTIONS = {(case["family"], language): case for case in CASES for language in case["question"]}
WORDING: dict[str, dict[str, str]] = json.loads(
    Path(wording.__file__).with_name("wording.json").read_text(encoding="utf-8")
)
MOST = 3


def ask(assistant: Assistant, key: tuple[str, str]) -> Answer:
    case, language = QUESTIONS[key], key[1]
    return assistant.ask(case["question"][language], (case["history"] or {}).get(language) or (), id="-".join(key))


@pytest.fixture(scope="module")
def answers(sample: Assistant) -> dict[tuple[str, str], Answer]:
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(QUESTIONS, pool.map(lambda key: ask(sample, key), QUESTIONS), strict=True))


Answers = dict[tuple[str, str], Answer]


def test_every_question_has_an_outcome(answers: Answers) -> None:
    assert {answer.status for answer in answers.values()} <= {"answered", "partial", "not_found"}
    assert all(answer.answer for answer in answers.values())


def test_every_quote_is_the_source_s_own_words(sample: Assistant, answers: Answers) -> None:
    texts = {info.name: sample.text(info.name) for info in sample.documents()}
    cited = [citation for answer in answers.values() for citation in (*answer.citations, *answer.nearest)]
    assert len(cited) > len(CASES)
    for citation in cited:
        assert 0 <= citation.start < citation.end <= len(texts[citation.document])
        assert texts[citation.document][citation.start : citation.end] == citation.quote


def test_every_statement_is_cited_and_every_citation_used(answers: Answers) -> None:
    for answer in answers.values():
        assert len(answer.statements) <= MOST
        numbers = [citation.n for citation in answer.citations]
        assert sorted({n for statement in answer.statements for n in statement.citations}) == sorted(numbers)
        assert all(statement.citations and statement.text.strip() for statement in answer.statements)
        assert bool(answer.statements) == (answer.status in ("answered", "partial"))
        assert len({statement.text for statement in answer.statements}) == len(answer.statements)


def test_every_statement_is_made_of_words_of_its_quote(answers: Answers) -> None:
    """A table row is read out with its header, so there the words of the cells are looked for."""
    for answer in answers.values():
        quotes = {citation.n: fold(citation.quote) for citation in answer.citations}
        for statement in answer.statements:
            quote = " ".join(quotes[n] for n in statement.citations)
            own_words = statement.text.partition(": ")[2] if statement.kind == "fact" else statement.text
            if fold(own_words) in quote:
                continue
            cells = [part.partition(": ")[2] or part for part in own_words.split(" — ")]
            assert len(cells) > 1 and all(fold(cell) in quote for cell in cells), statement.text


def test_answers_are_in_the_asker_s_language(answers: Answers) -> None:
    for (family, language), answer in answers.items():
        assert answer.language == language, (family, language)
        if answer.reason:
            sentences = [re.escape(sentence) for sentence in WORDING[language].values()]
            filled = [re.sub(r"\\\{\w+\\\}", ".+", sentence) for sentence in sentences]
            assert any(re.fullmatch(sentence, answer.reason) for sentence in filled), answer.reason


def test_the_same_question_has_the_same_answer(sample: Assistant, answers: Answers) -> None:
    """Asked again in another order and alone, where the first time two were asked at once."""
    for key in list(QUESTIONS)[::-7]:
        again, before = ask(sample, key).as_dict(), answers[key].as_dict()
        again.pop("timings_ms"), before.pop("timings_ms")
        assert again == before, key


def plain(text: str) -> str:
    """For looking facts up: case, digit script and invisible characters do not count."""
    text = "".join(c for c in unicodedata.normalize("NFC", text).casefold() if unicodedata.category(c) != "Cf")
    return " ".join("".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in text).split())


def holds(answer: Answer, fact: dict[str, Any]) -> bool:
    said = " ".join([s.text for s in answer.statements] + [c.quote for c in answer.citations])
    return any(
        re.search(rf"(?<!\d){re.escape(plain(alias))}(?!\d)", plain(said)) is not None for alias in fact["aliases"]
    )


def shares(answers: Answers, languages: set[str]) -> dict[str, float]:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for (family, language), answer in answers.items():
        if language not in languages:
            continue
        case = QUESTIONS[family, language]
        if not case["answerable"]:
            asked["abstained"] += 1
            right["abstained"] += answer.status == "not_found"
            continue
        documents = {citation.document for citation in answer.citations}
        gold = {evidence["doc"] for evidence in case["gold"]}
        asked.update(["answered", "document", "full"])
        right["answered"] += bool(answer.statements)
        right["document"] += bool(documents & gold)
        right["full"] += bool(documents & gold) and all(holds(answer, fact) for fact in case["facts"])
    return {name: right[name] / asked[name] for name in asked}


# A few points below what was measured (.88, .83, .73, and .48 to .60 as weights were tuned), so that a change that
# loses answers is seen.
FLOORS = {"answered": 0.82, "document": 0.78, "full": 0.68, "abstained": 0.40}


def test_so_many_are_right(answers: Answers) -> None:
    measured = shares(answers, {"en", "vi", "hi", "bn"})
    assert all(measured[name] >= floor for name, floor in FLOORS.items()), measured


@pytest.mark.parametrize("language", ["en", "vi", "hi", "bn"])
def test_no_language_is_left_behind(answers: Answers, language: str) -> None:
    measured = shares(answers, {language})
    assert measured["document"] >= FLOORS["document"] - 0.1 and measured["full"] >= FLOORS["full"] - 0.15, measured
