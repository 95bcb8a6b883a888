"""When not to answer. A near miss, the right document without the fact, looks as similar as an answer does; what tells
it apart is what it does not say: no date where a date was asked for, another year, another document, another name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.question import Question
from ingest.references import Reference, matches

# A logistic regression over the best evidence, fitted by `evals/fit_evidence.py` with answerable and unanswerable
# questions weighing the same. The threshold lies below one half, since most questions that people ask have an answer.
THRESHOLD = 0.26
BIAS = -5.41
WEIGHTS = {
    "score": 0.32,  # of the evidence as a whole
    "sentence": 0.84,
    "passage": 0.80,
    "no_value": -0.86,
    "other_period": -1.95,
    "absent": -1.76,
    "document": -0.60,
    "undated": -0.87,
    "dated": 0.77,
    "named": 0.81,
    "value": -0.42,
    "quantity": -1.97,
    "same_language": -0.53,  # within a language everything is more alike
    "from_vietnamese": 0.41,  # to another language, which the model puts farther away than others from each other
    "romanised": 0.91,  # and a question in foreign letters is less alike to anything
    "asks_date": -0.93,
    "asks_figure": -1.41,
    "asks_document": 0.95,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the documents do not seem to answer: a key of `wording.json` and its values."""

    reason: str
    values: dict[str, str]


def doubt(question: Question, ranked: Sequence[Evidence]) -> Doubt | None:
    """None where the best evidence answers; else the reason."""
    if not ranked:
        return Doubt("not_found", {})
    unknown = [r for r in question.references if not any(_named(r, e) for e in ranked)]
    if unknown and len(unknown) == len(question.references):
        return Doubt(
            "unknown_document", {"numbers": ", ".join(dict.fromkeys(r.text.strip() or r.number for r in unknown))}
        )
    if confidence(question, ranked) >= THRESHOLD:
        return None
    return _reason(question, ranked)


def confidence(question: Question, ranked: Sequence[Evidence]) -> float:
    """Probability that the best evidence answers, 0 to 1."""
    features = observed(question, ranked)
    logit = BIAS + sum(weight * features.get(name, 0.0) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-logit))


def observed(question: Question, ranked: Sequence[Evidence]) -> dict[str, float]:
    """What the decision looks at, by name."""
    return {
        **ranked[0].features,
        "score": ranked[0].score,
        "from_vietnamese": float(question.language == "vi" and not ranked[0].features.get("same_language")),
        "romanised": float(question.romanised),
        "asks_date": float("date" in question.wants),
        "asks_figure": float(bool(question.wants & {"number", "percent"})),
        "asks_document": float("document" in question.wants),
    }


def _named(reference: Reference, evidence: Evidence) -> bool:
    if evidence.features.get("own") or evidence.features.get("named"):
        return True
    return any(matches(reference, other) for other in evidence.contents.references)


def _reason(question: Question, ranked: Sequence[Evidence]) -> Doubt:
    best = ranked[0]
    if question.references and not any(_named(r, best) for r in question.references):
        return Doubt("other_document", {"numbers": ", ".join(r.text.strip() for r in question.references)})
    if best.missing_periods:
        return Doubt("other_period", {"periods": ", ".join(p.text for p in best.missing_periods)})
    for want, key in (
        ("date", "no_date"),
        ("percent", "no_percent"),
        ("number", "no_number"),
        ("document", "no_reference"),
    ):
        if want in question.wants and want not in best.values:
            return Doubt(key, {})
    return Doubt("not_found", {})
