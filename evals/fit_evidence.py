"""Fit the weights of `assistant.evidence` and `assistant.abstain` on question sets, and say what they are worth.

    python -m evals.fit_evidence CASES=DOCUMENTS …      (a question set like cases/first.jsonl, and its documents)

Evidence: a conditional logit. Of all sentences retrieved for a question, which holds the gold quote? Abstention: a
logistic regression over the best evidence, both classes weighing the same. Every figure is also given cross-fitted:
fitted on one set, measured on the others, since the figure on the set itself flatters.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import abstain, chat, evidence
from assistant.assistant import Assistant
from assistant.question import Question
from assistant.settings import Settings
from assistant.turn import Turn
from ingest.digits import fold

RIDGE = 0.0003  # on the weights of the conditional logit
ABSTAIN_PENALTY = 0.5  # inverse strength of the ridge of the logistic regression
OVERLAP = 0.5  # share of the shorter text's words that must stand in the longer in one run


@dataclass
class Case:
    family: str
    language: str
    answerable: bool
    features: NDArray[np.float64]  # (sentences, evidence features)
    gold: NDArray[np.bool_]  # (sentences,)
    turn: Turn


def main(arguments: Sequence[str]) -> int:
    if not arguments or not all("=" in argument for argument in arguments):
        sys.exit("Name question sets and their documents: CASES=DOCUMENTS …")
    names = list(evidence.WEIGHTS)
    pairs = [argument.split("=", 1) for argument in arguments]
    sets = [collect(Path(cases), Path(documents), names) for cases, documents in pairs]
    fits = [fit_evidence([case for other in sets if other is not own for case in other] or own) for own in sets]
    together = fit_evidence([case for cases in sets for case in cases])
    for argument, own, cross in zip(arguments, sets, fits, strict=True):
        print(f"{argument}: gold first, among three: now {ranked(own, current(names))}, ", end="")
        print(f"fitted {ranked(own, together)}, cross-fitted {ranked(own, cross)}")
    print(
        "WEIGHTS =", json.dumps({name: round(float(w), 2) for name, w in zip(names, together, strict=True)}, indent=4)
    )
    bias, weights = fit_abstention([case for cases in sets for case in cases])
    print("BIAS =", round(bias, 2), "WEIGHTS =", json.dumps(weights, indent=4))
    for argument, own in zip(arguments, sets, strict=True):
        print(f"{argument}: {decided(own)}")
    return 0


def fit_abstention(cases: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """A logistic regression, both classes weighing the same."""
    from sklearn.linear_model import LogisticRegression

    asked = [case for case in cases if case.turn.evidence]
    observed = [abstain.observed(_question(case), case.turn.evidence) for case in asked]
    features = [[each.get(name, 0.0) for name in abstain.WEIGHTS] for each in observed]
    model = LogisticRegression(C=ABSTAIN_PENALTY, class_weight="balanced", max_iter=2000)
    model.fit(np.array(features), np.array([case.answerable for case in asked]))
    weights = {name: round(float(w), 2) for name, w in zip(abstain.WEIGHTS, model.coef_[0], strict=True)}
    return float(model.intercept_[0]), weights


def decided(cases: Sequence[Case]) -> str:
    """Shares of right refusals and of attempts, as the assistant decides now."""
    refused = [abstain.doubt(_question(case), case.turn.evidence) is not None for case in cases]
    unanswerable = [r for r, case in zip(refused, cases, strict=True) if not case.answerable]
    answerable = [not r for r, case in zip(refused, cases, strict=True) if case.answerable]
    right = f"refused of the unanswerable {np.mean(unanswerable):.3f}"
    return f"{right}, attempted of the answerable {np.mean(answerable):.3f}"


def _question(case: Case) -> Question:
    assert case.turn.question is not None
    return case.turn.question


def current(names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([evidence.WEIGHTS[name] for name in names])


def collect(cases: Path, documents: Path, names: Sequence[str]) -> list[Case]:
    """Ask every question as far as the evidence."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment({}, data=Path(folder))
        with Assistant.open(settings, write=True) as assistant:
            for event in assistant.ingest([documents]):
                print(event.name, event.outcome, event.detail, file=sys.stderr)
        with Assistant.open(settings) as assistant:
            return observe(assistant, cases, names)


def observe(assistant: Assistant, cases: Path, names: Sequence[str]) -> list[Case]:
    families = [json.loads(line) for line in cases.read_text("utf-8").splitlines() if line.strip()]
    return [_case(assistant, family, language, names) for family in families for language in family["question"]]


def _case(assistant: Assistant, family: dict[str, Any], language: str, names: Sequence[str]) -> Case:
    turn = Turn(family["question"][language], (family.get("history") or {}).get(language) or ())
    desk = assistant._desk
    with desk.store.reading():
        chat.understood(desk, turn)
        chat.retrieved(desk, turn)
    gold = [any(_supports(found, each) for each in family["gold"]) for found in turn.evidence]
    features = [[found.features.get(name, 0.0) for name in names] for found in turn.evidence]
    return Case(family["family"], language, family["answerable"], np.array(features), np.array(gold, dtype=bool), turn)


def _supports(found: evidence.Evidence, gold: dict[str, Any]) -> bool:
    if found.passage.document != gold["doc"]:
        return False
    text = fold(found.sentence.text)
    cells = [fold(cell) for cell in gold.get("cells", []) if len(fold(cell)) > 3]
    if cells and sum(cell in text for cell in cells) >= 0.6 * len(cells):
        return True
    return _run(text.split(), fold(gold["quote"]).split()) >= OVERLAP


def _run(a: list[str], b: list[str]) -> float:
    """Longest common run of words, as a share of the shorter text."""
    from difflib import SequenceMatcher

    shorter = max(1, min(len(a), len(b)))
    if len(set(a) & set(b)) < OVERLAP * min(len(set(a)), len(set(b))):  # no run can be long enough
        return 0.0
    match = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
    return match.size / shorter


def fit_evidence(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Maximises the mean log-probability of the gold sentences under a softmax over all sentences of a question."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    used = [case for case in cases if case.answerable and case.gold.any()]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = 0.0, np.zeros_like(weights)
        for case in used:
            scores = case.features @ weights
            everything, right = logsumexp(scores), logsumexp(scores[case.gold])
            total += everything - right
            gradient += np.exp(scores - everything) @ case.features
            gradient -= np.exp(scores[case.gold] - right) @ case.features[case.gold]
        return float(total / len(used) + RIDGE * weights @ weights), gradient / len(used) + 2 * RIDGE * weights

    start = np.zeros(used[0].features.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def ranked(cases: Sequence[Case], weights: NDArray[np.float64]) -> str:
    """Shares of the answerable questions with a gold sentence first, and among three."""
    places = []
    for case in cases:
        if case.answerable:
            order = np.argsort(-(case.features @ weights), kind="stable")
            hits = np.flatnonzero(case.gold[order])
            places.append(int(hits[0]) if len(hits) else 10**6)
    first, three = (np.mean([place < k for place in places]) for k in (1, 3))
    return f"{first:.3f}, {three:.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
