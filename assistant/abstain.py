"""When not to answer. A near miss, the right document without the fact, looks as similar as an answer does; what tells
it apart is what it does not say: no date where a date was asked for, another year, another document, another name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.question import Question
from index.retrieve import Pool
from ingest.references import matches

# A logistic regression over the best evidence: above zero, answer. Fitted by `evals/fit_evidence.py`.
BIAS = -6.0
WEIGHTS = {
    "sentence": 7.0,
    "passage": 6.5,
    "no_value": -3.2,
    "other_period": -3.1,
    "absent": -1.2,
    "near": -0.7,
    "names_document": 0.5,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the documents do not seem to answer: a key of `wording.json` and its values."""

    reason: str
    values: dict[str, str]


def doubt(question: Question, ranked: Sequence[Evidence], pool: Pool) -> Doubt | None:
    """None where the best evidence answers; else the reason."""
    if not ranked:
        return Doubt("not_found", {})
    unknown = [r for r in question.references if not any(_named(r, e) for e in ranked)]
    if unknown and len(unknown) == len(question.references):
        return Doubt("unknown_document", {"numbers": ", ".join(dict.fromkeys(r.text.strip() or r.number for r in unknown))})
    if confidence(question, ranked) >= 0.5:
        return None
    return _reason(question, ranked)


def confidence(question: Question, ranked: Sequence[Evidence]) -> float:
    """Probability that the best evidence answers, 0 to 1."""
    features = observed(question, ranked)
    logit = BIAS + sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-logit))


def observed(question: Question, ranked: Sequence[Evidence]) -> dict[str, float]:
    """What the decision looks at, by name."""
    return dict(ranked[0].features)


def _named(reference: object, evidence: Evidence) -> bool:
    if evidence.features.get("own") or evidence.features.get("named"):
        return True
    return any(matches(reference, other) for other in evidence.contents.references)  # type: ignore[arg-type]


def _reason(question: Question, ranked: Sequence[Evidence]) -> Doubt:
    best = ranked[0]
    if question.references and not any(_named(r, best) for r in question.references):
        return Doubt("other_document", {"numbers": ", ".join(r.text.strip() for r in question.references)})
    if best.missing_periods:
        return Doubt("other_period", {"periods": ", ".join(p.text for p in best.missing_periods)})
    for want, key in (("date", "no_date"), ("percent", "no_percent"), ("number", "no_number"), ("document", "no_reference")):
        if want in question.wants and want not in best.values:
            return Doubt(key, {})
    return Doubt("not_found", {})
