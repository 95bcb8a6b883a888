"""What the facts and the terms of a sentence have to do with a question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.question import Question
from assistant.register import Row
from ingest.agencies import same_agency
from ingest.terms import TermBase


def fact_features(question: Question, rows: Sequence[Row], bodies: Collection[str]) -> dict[str, float]:
    """Features of a sentence; `rows` are the facts read from it, `bodies` those that the question names."""
    valid = [row for row in rows if row.validity == "current" and row.review != "rejected"]
    acts = any(same_agency(row.agency_name, body) for row in valid if row.agency_name for body in bodies)
    return {
        "fact": float(any(answering(question, row, bodies) for row in valid)),
        "superseded": float(any(row.validity == "superseded" for row in rows)),
        "body": float(acts),
    }


def answering(question: Question, row: Row, bodies: Collection[str]) -> frozenset[str]:
    """What of the things asked for a fact gives that the question does not: date, agency, number, document."""
    given = set()
    asked = {(p.start, p.end, p.recurrence) for p in question.periods}
    dated = row.date_end is not None or row.recurrence is not None
    if row.is_obligation and dated and (row.date_start, row.date_end, row.recurrence) not in asked:
        given.add("date")
    if row.recurrence:
        given.add("often")
    if row.is_obligation and row.agency and not any(same_agency(row.agency_name, body) for body in bodies):
        given.add("agency")
    if row.number is not None and not any(q.value == row.number for q in question.quantities):
        given |= {"number", "percent"} if row.unit == "%" else {"number"}
    if row.kind == "reference":
        given.add("document")
    return frozenset(given & question.wants)


@lru_cache(maxsize=20_000)
def concepts(text: str, language: str, terms: TermBase) -> frozenset[str]:
    """Ids of the terms of a text (see `ingest.terms`), the same in every language."""
    return frozenset(term.id for term in terms.find_terms(text, language))
