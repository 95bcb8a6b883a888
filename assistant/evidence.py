"""How well a sentence answers a question: one linear score over what can be seen of both.

The weights are those of a conditional logit: the log-probability that, of all sentences retrieved, this is the one that
answers. `evals/fit_evidence.py` fits them; no weight knows a language, a document or a question.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.fact_features import concepts, fact_features
from assistant.question import Question
from assistant.register import Row
from index.fuse import COVERAGE
from index.records import DocumentInfo, StoredPassage, StoredSentence
from index.retrieve import CLAUSE_DISCOUNT, Candidate
from index.schema import nest
from index.tokens import tokenise, without_diacritics
from ingest.dates import Period, find_periods
from ingest.names import name_keys
from ingest.numbers import Quantity, find_quantities
from ingest.recitals import is_recital
from ingest.references import Reference, find_references, matches
from ingest.terms import TermBase, default

WEIGHTS = {
    "sentence": 10.2,  # centred cosine of the sentence, or of its best clause less a discount
    "passage": 10.6,  # centred cosine of the passage around it
    "own": 4.3,  # the sentence stands in the very document that the question names by number
    "named": 0.6,  # it names that document, which itself is not to be had
    "near": 1.3,  # only its passage names it,
    "document": -0.2,  # or only its document does
    "absent": -2.5,  # nothing here has to do with it
    "dated": 3.8,  # gives a day for the document whose date is asked for
    "undated": 0.2,  # names that document without one
    "unit": 1.5,  # holds a figure in the unit asked for: "how many hours"
    "value": 1.8,  # gives a date, figure or document number of the kind asked for that the question does not give
    "no_value": -1.8,  # a date, figure or document number is asked for, and none is given
    "period": 1.6,  # speaks of the time that the question speaks of
    "other_period": -1.6,  # does not, nor does its passage
    "quantity": 3.3,  # holds a figure that the question holds
    "wording": 3.2,  # share of the question's words in it, by rarity, where the languages are the same
    "names_document": 3.6,  # share of the question's names in its document, by rarity, whatever the scripts
    "names_sentence": 1.0,  # … in the sentence itself
    "amended": 0.3,  # stands in a document that another one changes,
    "amending": 0.6,  # which is this
    "heading": -3.1,  # a heading or a line of the letterhead
    "recital": -2.3,  # says on what a document rests, or whom it is for
    "short": 2.6,  # how much it falls short of 60 characters
    "same_language": -3.0,  # what centring leaves of the pull between texts of one language
    "novel": 0.6,  # words beyond those of the question, up to twelve
    "lead": -1.4,  # stands in the document's first passage
    "fact": 0.6,  # a fact of it gives what is asked for: a time, a body, an amount, a document
    "superseded": -2.8,  # a fact of it holds no more
    "body": 0.3,  # a body that the question names must act in it
    "terms_sentence": 4.2,  # share of the question's terms that it has in whatever language, by rarity
    "terms_passage": 1.4,  # … that its passage has
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a piece of text speaks of."""

    references: tuple[Reference, ...]
    periods: tuple[Period, ...]
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known beside the pool, for one question."""

    documents: Mapping[int, DocumentInfo]
    names: Mapping[str, float]  # phonetic keys of the question's names, with their rarity among the documents
    document_names: Mapping[int, frozenset[str]]  # keys that occur in each document
    held: frozenset[int]  # ids of the documents that the question names by number
    naming: frozenset[int]  # ids of the documents that speak of one of those
    amended: frozenset[int]  # ids of documents that others in the pool change
    amending: frozenset[int]  # ids of those others
    rarity: Mapping[str, float]  # of the question's tokens; empty where the languages differ
    plain: bool  # the question was typed without diacritics
    rows: Mapping[int, Sequence[Row]] = field(default_factory=dict)  # facts by the passage that they stand in
    term_base: TermBase = field(default_factory=default)
    terms: Mapping[str, float] = field(default_factory=dict)  # concepts of the question, with their rarity in the pool
    bodies: frozenset[str] = frozenset()  # canonical names of the bodies that the question names


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or table row of a candidate, with the clause of it that is nearest to the question."""

    candidate: Candidate
    sentence: StoredSentence
    clause: StoredSentence  # within the sentence, or the sentence itself
    contents: Contents  # of the sentence
    values: frozenset[str]  # kinds of value given beyond the question's: date, often, percent, number, document
    missing_periods: tuple[Period, ...]  # asked about, and neither here nor in the passage
    features: Mapping[str, float]
    score: float
    rows: tuple[Row, ...] = ()  # the facts read from it

    @property
    def passage(self) -> StoredPassage:
        return self.candidate.passage


def weigh(question: Question, candidates: Iterable[Candidate], scope: Scope) -> list[Evidence]:
    """Every sentence of the candidates as evidence, best first."""
    evidence = [e for candidate in candidates for e in _of_candidate(question, candidate, scope)]
    return sorted(evidence, key=lambda e: -e.score)


def rarity(tokens: Iterable[str], frequencies: Mapping[str, int], passages: int, coverage: float) -> dict[str, float]:
    """What each of the question's words is worth in `wording`: log of the inverse document frequency."""
    if coverage < COVERAGE:
        return {}
    return {token: math.log(1 + passages / (1 + frequencies.get(token, 0))) for token in set(tokens)}


def name_rarity(keys: Iterable[str], document_names: Mapping[int, frozenset[str]]) -> dict[str, float]:
    """What each name is worth: log of the pool's documents over those that hold it; only of names that some hold."""
    result = {}
    for key in set(keys):
        held = sum(key in names for names in document_names.values())
        if held:
            result[key] = math.log((len(document_names) + 0.5) / held)
    return result


@lru_cache(maxsize=20_000)
def contents(text: str, language: str) -> Contents:
    references = tuple(find_references(text))
    spans = [(r.start, r.end) for r in references]
    periods = tuple(find_periods(text, language, exclude=spans))
    spans += [(p.start_char, p.end_char) for p in periods]
    return Contents(references, periods, tuple(find_quantities(text, language, exclude=spans)))


@lru_cache(maxsize=20_000)
def _keys(text: str) -> frozenset[str]:
    return frozenset(name.key for name in name_keys(text))


@lru_cache(maxsize=20_000)
def _tokens(text: str, plain: bool) -> frozenset[str]:
    tokens = tokenise(text)
    return frozenset(map(without_diacritics, tokens) if plain else tokens)


def _of_candidate(question: Question, candidate: Candidate, scope: Scope) -> list[Evidence]:
    passage = candidate.passage
    whole, parts = nest(passage.sentences)
    around = contents(passage.text, candidate.language)
    found = []
    for i in whole:
        sentence = passage.sentences[i]
        clause, similarity = _nearest_clause(candidate, i, parts[i])
        own = contents(sentence.text, candidate.language)
        values = new_values(question, own)
        missing = _missing(question.periods, (*own.periods, *around.periods))
        features = {
            "sentence": similarity,
            "passage": candidate.dense - float(candidate.unit_scores.max()),
            **_number(question, own, around, passage, scope),
            **_value(question, own, values, missing),
            **_dated(question, own, passage, scope),
            "wording": _share(scope.rarity, _tokens(sentence.text, scope.plain)),
            "names_document": _share(scope.names, scope.document_names[passage.document_id]),
            "names_sentence": _share(scope.names, _keys(sentence.text)),
            **_form(question, sentence, candidate, scope),
            **fact_features(question, rows := _rows_of(sentence, passage, scope), scope.bodies),
            "terms_sentence": _share(scope.terms, concepts(sentence.text, candidate.language, scope.term_base)),
            "terms_passage": _share(scope.terms, concepts(passage.text, candidate.language, scope.term_base)),
        }
        score = sum(WEIGHTS[name] * value for name, value in features.items())
        found.append(Evidence(candidate, sentence, clause, own, values, missing, features, score, rows))
    return found


def _rows_of(sentence: StoredSentence, passage: StoredPassage, scope: Scope) -> tuple[Row, ...]:
    own = scope.rows.get(passage.id, ())
    return tuple(row for row in own if row.start < sentence.end and sentence.start < row.end)


def _nearest_clause(candidate: Candidate, whole: int, parts: Sequence[int]) -> tuple[StoredSentence, float]:
    """The clause nearest to the question, and the similarity of the sentence, for which a clause may stand in."""
    units, scores = candidate.passage.sentences, candidate.unit_scores
    if not parts:
        return units[whole], float(scores[whole])
    best = max(parts, key=lambda j: scores[j])
    return units[best], max(float(scores[whole]), float(scores[best]) - CLAUSE_DISCOUNT)


def _number(
    question: Question, own: Contents, around: Contents, passage: StoredPassage, scope: Scope
) -> dict[str, float]:
    """How the text stands to the document that the question names by its number."""
    if not question.references:
        return {}
    if passage.document_id in scope.held:
        return {"own": 1.0}
    if _names_any(question, own):
        return {} if scope.held else {"named": 1.0}
    if _names_any(question, around):
        return {"near": 1.0}
    return {"document": 1.0} if passage.document_id in scope.naming else {"absent": 1.0}


def _dated(question: Question, own: Contents, passage: StoredPassage, scope: Scope) -> dict[str, float]:
    """Whether a sentence that names the document asked about gives its day: of several numbers, the nearest has it."""
    if "date" not in question.wants or passage.document_id in scope.held or not _names_any(question, own):
        return {}
    days = [p for p in own.periods if p.precision == "day" and p.start]
    for day in days:
        nearest = min(own.references, key=lambda r: max(day.start_char - r.end, r.start - day.end_char))
        if any(matches(asked, nearest) for asked in question.references):
            return {"dated": 1.0}
    return {"undated": 1.0}


def _names_any(question: Question, text: Contents) -> bool:
    return any(matches(a, b) for a in question.references for b in text.references)


def new_values(question: Question, own: Contents) -> frozenset[str]:
    """Kinds of value that the text gives and the question does not: a question's own date is no answer to "when"."""
    asked_periods = {(p.start, p.end, p.recurrence, p.rule) for p in question.periods}
    asked_quantities = {(q.value, q.unit) for q in question.quantities}
    kinds = set()
    for period in own.periods:
        if (period.start, period.end, period.recurrence, period.rule) not in asked_periods:
            kinds.add("often" if period.recurrence and not any(map(str.isdigit, period.text)) else "date")
    for quantity in own.quantities:
        if (quantity.value, quantity.unit) not in asked_quantities:
            kinds |= {"number", "percent"} if quantity.unit == "%" else {"number"}
    if any(not any(matches(a, b) for a in question.references) for b in own.references):
        kinds.add("document")
    return frozenset(kinds)


def _value(question: Question, own: Contents, values: frozenset[str], missing: Sequence[Period]) -> dict[str, float]:
    wanted = question.wants & {"date", "often", "number", "percent", "document"}
    asked = {(q.value, q.unit) for q in question.quantities}
    return {
        "value": float(bool(values & question.wants)),
        "no_value": float(bool(wanted) and not values & wanted),
        "period": float(bool(question.periods) and not missing),
        "other_period": float(bool(missing)),
        "quantity": float(bool(asked & {(q.value, q.unit) for q in own.quantities})),
        "unit": float(bool(question.units & {q.unit for q in own.quantities})),
    }


def _missing(asked: Sequence[Period], given: Sequence[Period]) -> tuple[Period, ...]:
    return tuple(p for p in asked if p.start and not any(_overlap(p, other) for other in given))


def _overlap(a: Period, b: Period) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.start <= b.end and b.start <= a.end


def _form(question: Question, sentence: StoredSentence, candidate: Candidate, scope: Scope) -> dict[str, float]:
    tokens = _tokens(sentence.text, scope.plain)
    asked = set(map(without_diacritics, question.tokens)) if scope.plain else set(question.tokens)
    document = scope.documents[candidate.passage.document_id]
    return {
        "heading": float(is_heading(sentence.text, candidate.passage, document.title)),
        "recital": float(is_recital(sentence.text)),
        "short": max(0.0, 1 - len(sentence.text) / 60),
        "same_language": float(candidate.language == question.language),
        "novel": min(1.0, len(tokens - asked) / 12),
        "lead": float(candidate.passage.ordinal == 0),
        "amended": float(document.id in scope.amended),
        "amending": float(document.id in scope.amending),
    }


def is_heading(text: str, passage: StoredPassage, title: str) -> bool:
    """Whether a line names what follows rather than says it."""
    line = text.strip().strip("*# ")
    if passage.cells:
        return False
    if (
        line in title
        or _in_capitals(line)
        or any(line.startswith(entry) and len(line) < len(entry) + 5 for entry in passage.section)
    ):
        return True
    return len(line) < 40 and line[-1:] not in (".", "।", "॥", ";", ":")


def _in_capitals(line: str) -> bool:
    """Whether every letter is a capital; letters of scripts without case are none."""
    return line.isupper() and not any("\u0900" <= char <= "\u0dff" for char in line)


def _share(weights: Mapping[str, float], held: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(weight for key, weight in weights.items() if key in held) / total if total else 0.0
