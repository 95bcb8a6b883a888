"""Does a question find its paragraph? XQuAD, within each language and across every pair.

Each paragraph is a file of its own. One index a language; the questions of every language go to each.
A paragraph is worth its best passage, and one that scores as much as the right one counts as standing before it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant, Hit
from evals.bench import LANGUAGES, arguments, data_folder, fill, note, paragraphs, report, settings, write

DEPTH = 60  # passages asked for: a long paragraph has several
GOAL_FIRST, GOAL_FIVE = 0.94, 0.88  # first within a language, among five across two


def main() -> None:
    options = {"every": {"type": int, "default": 1, "metavar": "N", "help": "ask every N-th question only"}}
    given = arguments(__doc__, **options)
    results: dict[str, dict[str, Any]] = {}
    with data_folder(given.data) as folder:
        for indexed in LANGUAGES:
            files = write(folder / f"files-{indexed}", {p.name: p.text for p in paragraphs(indexed)})
            fill(folder / indexed, files)
        for indexed, asked in sorted(product(LANGUAGES, LANGUAGES), key=lambda pair: pair[0] != pair[1]):
            results[f"{asked}→{indexed}"] = _cached(folder, asked, indexed, given.every)
    report({"pairs": results, "goals": _goals(results)}, _lines(results), as_json=given.as_json)


def _cached(folder: Path, asked: str, indexed: str, every: int) -> dict[str, Any]:
    """A pair that an interrupted run has finished is not asked again, unless the index has changed since."""
    with Assistant.open(settings(folder / indexed)) as assistant:
        record = folder / f"{asked}-{indexed}-{every}-{assistant.ask('').fingerprint}.json"
        if not record.is_file():
            measured = _pair(assistant, asked, indexed, every)
            record.write_text(json.dumps(measured), encoding="utf-8")
    result: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
    return result


def _pair(assistant: Assistant, asked: str, indexed: str, every: int) -> dict[str, Any]:
    questions = [(p.name, question) for p in paragraphs(asked) for question in p.questions][::every]
    ranks = []
    for number, (name, question) in enumerate(questions, 1):
        ranks.append(rank(assistant.search(question, DEPTH), name))
        note(f"{asked} → {indexed}: {number}/{len(questions)}", number, len(questions), every=200)
    return {
        "questions": len(ranks),
        "first": round(sum(r == 1 for r in ranks) / len(ranks), 4),
        "five": round(sum(r <= 5 for r in ranks) / len(ranks), 4),
        "absent": sum(r == float("inf") for r in ranks),
    }


def rank(hits: Sequence[Hit], document: str) -> float:
    """Place of a document among the documents of these hits; infinite where it is not among them."""
    best: dict[str, float] = {}
    for hit in hits:
        best[hit.document] = max(hit.score, best.get(hit.document, hit.score))
    if document not in best:
        return float("inf")
    return sum(score >= best[document] for score in best.values())


def _goals(results: dict[str, dict[str, Any]]) -> dict[str, bool]:
    within = [results[f"{language}→{language}"]["first"] >= GOAL_FIRST for language in LANGUAGES]
    across = [r["five"] >= GOAL_FIVE for pair, r in results.items() if pair[:2] != pair[-2:]]
    return {"first_within": all(within), "five_across": all(across)}


def _lines(results: dict[str, dict[str, Any]]) -> list[str]:
    lines = ["questions→documents   first   among five   questions"]
    lines += [f"{pair:<21} {r['first']:.3f}   {r['five']:.3f}        {r['questions']}" for pair, r in results.items()]
    goals = {True: "met", False: "missed"}
    met = _goals(results)
    lines.append(f"Goal, first within a language ≥ {GOAL_FIRST}: {goals[met['first_within']]}")
    return [*lines, f"Goal, among five across languages ≥ {GOAL_FIVE}: {goals[met['five_across']]}"]


if __name__ == "__main__":
    main()
