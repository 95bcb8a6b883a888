"""End to end on the seed documents beside the checkout, scored by the scorer that comes with them."""

from __future__ import annotations

import importlib.util
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assistant.assistant import Assistant

LANGUAGES = ("en", "vi", "hi", "bn")
Answers = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    path = shared / "tools/score_gold.py"
    if not path.is_file():
        pytest.skip("the scorer ../shared/tools/score_gold.py is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score_gold", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold(shared: Path, scorer: ModuleType) -> list[dict[str, Any]]:
    path = shared / "gold/dev.jsonl"
    if not path.is_file():
        pytest.skip("the questions ../shared/gold/dev.jsonl are not beside this checkout")
    families: list[dict[str, Any]] = scorer.read_jsonl(path)
    return families


@pytest.fixture(scope="module")
def answers(seeds: Assistant, gold: list[dict[str, Any]], scorer: ModuleType) -> Answers:
    """By id, as the command line would print them."""

    def ask(line: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        answer = seeds.ask(line["question"], line.get("history", ()), id=line["id"])
        return line["id"], json.loads(json.dumps(answer.as_dict()))

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(ask, scorer.questions(gold)))


def test_every_quote_is_the_source_s_own_words(seeds: Assistant, answers: Answers) -> None:
    texts = {info.name: seeds.text(info.name) for info in seeds.documents()}
    cited = [citation for answer in answers.values() for citation in answer["citations"] + answer["nearest"]]
    assert len(cited) > len(answers)
    for citation in cited:
        assert texts[citation["document"]][citation["start"] : citation["end"]] == citation["quote"] != ""


def test_every_answer_has_its_status_citations_and_language(gold: list[dict[str, Any]], answers: Answers) -> None:
    for family in gold:
        for language in family["question"]:
            answer = answers[f"{family['family']}-{language}"]
            assert answer["status"] in ("answered", "partial", "not_found")
            assert bool(answer["statements"]) == (answer["status"] != "not_found") == (answer["reason"] == "")
            assert all(statement["citations"] for statement in answer["statements"])


def test_the_language_of_a_question_is_seen(gold: list[dict[str, Any]], answers: Answers) -> None:
    asked = [(f"{family['family']}-{language}", language) for family in gold for language in family["question"]]
    wrong = [id_ for id_, language in asked if answers[id_]["language"] != language]
    assert len(wrong) <= 0.01 * len(asked), wrong


def test_documents_that_are_twins_know_of_each_other(seeds: Assistant) -> None:
    twins = {info.name: info.twins for info in seeds.documents()}
    assert any(twins.values())
    assert all(name in twins[other] for name, others in twins.items() for other in others)


def means(
    scorer: ModuleType, gold: list[dict[str, Any]], answers: Answers, docs: Path, languages: tuple[str, ...]
) -> dict[str, float]:
    texts = scorer.load_docs(docs)
    rows = [
        scorer.score_one(family, answers.get(f"{family['family']}-{language}"), texts)
        for family in gold
        for language in languages
        if language in family["question"]
    ]
    return {name: scorer.mean([row[name] for row in rows])[0] for name in rows[0]}


# A few points below what was measured (.96, .66, .95, .88, .87, .87), so that a change that loses answers is seen.
FLOORS = {"attempt": 0.91, "abstain": 0.55, "document": 0.90, "quote": 0.83, "fact3": 0.82, "full": 0.82}


def test_so_many_are_right(scorer: ModuleType, gold: list[dict[str, Any]], answers: Answers, shared: Path) -> None:
    measured = means(scorer, gold, answers, shared / "seeds", LANGUAGES)
    assert all(measured[name] >= floor for name, floor in FLOORS.items()), measured
    assert measured["cited"] == pytest.approx(measured["attempt"])  # every statement that is made has a citation


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_left_behind(
    scorer: ModuleType, gold: list[dict[str, Any]], answers: Answers, shared: Path, language: str
) -> None:
    measured = means(scorer, gold, answers, shared / "seeds", (language,))
    assert measured["document"] >= FLOORS["document"] - 0.08, measured
    assert measured["full"] >= FLOORS["full"] - 0.12, measured
