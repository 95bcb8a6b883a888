"""Composing without a model: the sentences that answer, in the source's words, and the status that goes with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Statement
from assistant.evidence import Evidence, contents
from assistant.question import Question
from assistant.verify import supported
from assistant.wording import format_period
from index.records import DocumentInfo, StoredPassage
from ingest.sentences import split_clauses

STATEMENTS = 3
MARGIN = 4.0  # a further statement may score this much less than the first (odds of 1 to 50)
TWIN_MARGIN = 2.5  # a translation in the asker's language may score this much less than the original
QUOTE_LENGTH = 360  # characters: of a longer sentence the clauses around the nearest one are quoted


@dataclass(frozen=True, slots=True)
class Composed:
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]  # behind each statement


def compose(question: Question, ranked: Sequence[Evidence], documents: Mapping[int, DocumentInfo]) -> Composed:
    """The statements for a question that `ranked` answers, the direct one first; each cites one quote."""
    chosen = choose(question, ranked, documents)
    statements, citations = [], []
    for n, evidence in enumerate(chosen, 1):
        citation = cite(n, evidence, documents[evidence.passage.document_id], question)
        citations.append(citation)
        statements.append(_statement(question, evidence, citation))
    return Composed(tuple(statements), tuple(citations), tuple(chosen))


def choose(question: Question, ranked: Sequence[Evidence], documents: Mapping[int, DocumentInfo]) -> list[Evidence]:
    """Up to `STATEMENTS` pieces of evidence that do not say the same twice."""
    chosen: list[Evidence] = []
    for evidence in ranked:
        if len(chosen) == STATEMENTS or (chosen and evidence.score < chosen[0].score - MARGIN):
            break
        evidence = _in_own_language(question, evidence, ranked, documents)
        if not any(_same(evidence, other, documents) for other in chosen) and _adds(question, evidence, chosen):
            chosen.append(evidence)
    return chosen


def _adds(question: Question, evidence: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Beside a statement that gives the date or figure asked for, one that gives none is noise."""
    measured = question.wants & {"date", "often", "number", "percent"}
    return not chosen or not (chosen[0].values & measured) or bool(evidence.values & measured)


def cite(n: int, evidence: Evidence, document: DocumentInfo, question: Question) -> Citation:
    """The words that an answer rests on: the sentence, or of a long one the clauses around the nearest."""
    passage = evidence.passage
    start, end = _extent(evidence, whole="list" in question.wants)
    return _citation(n, document, passage, passage.text[start - passage.start : end - passage.start], start)


def cite_passage(n: int, evidence: Evidence, document: DocumentInfo) -> Citation:
    """A passage that is near and does not answer."""
    sentence = evidence.sentence
    return _citation(n, document, evidence.passage, sentence.text, sentence.start)


def _citation(n: int, document: DocumentInfo, passage: StoredPassage, quote: str, start: int) -> Citation:
    return Citation(
        n=n,
        document=document.name,
        title=document.title,
        url=document.source,
        language=document.language,
        quote=quote,
        start=start,
        end=start + len(quote),
        page=passage.page,
        section=" › ".join(passage.section),
    )


def _extent(evidence: Evidence, whole: bool) -> tuple[int, int]:
    sentence = evidence.sentence
    if whole or evidence.passage.cells or len(sentence.text) <= QUOTE_LENGTH:
        return sentence.start, sentence.end
    spans = [(sentence.start + a, sentence.start + b) for a, b in split_clauses(sentence.text)]
    middle = max(
        range(len(spans)), key=lambda i: min(spans[i][1], evidence.clause.end) - max(spans[i][0], evidence.clause.start)
    )
    first = last = middle
    while True:
        # The clause before usually holds the subject, so it is taken first.
        if first > 0 and spans[last][1] - spans[first - 1][0] <= QUOTE_LENGTH:
            first -= 1
        elif last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= QUOTE_LENGTH:
            last += 1
        else:
            return spans[first][0], spans[last][1]


def _statement(question: Question, evidence: Evidence, citation: Citation) -> Statement:
    passage = evidence.passage
    if passage.cells:
        return Statement(row_text(passage.header, passage.cells), (citation.n,), "quote")
    clause = evidence.clause
    inside = citation.start <= clause.start and clause.end <= citation.end
    text = clause.text if inside and "list" not in question.wants else citation.quote
    translated = _day_in_own_words(question, text, citation)
    if translated and supported(f"{translated}: {text}", [citation]):
        return Statement(f"{translated}: {text}", (citation.n,), "fact")
    return Statement(text, (citation.n,), "quote")


def _day_in_own_words(question: Question, text: str, citation: Citation) -> str | None:
    """The date that was asked for, as the asker's language writes it, before words in another language.

    Only where the words hold one date beyond those of the question: choosing among several could give a wrong one.
    """
    if citation.language == question.language or not question.wants & {"date", "often"}:
        return None
    asked = {(p.start, p.end, p.recurrence) for p in question.periods}
    given = [p for p in contents(text, citation.language).periods if (p.start, p.end, p.recurrence) not in asked]
    return format_period(given[0], question.language) if len(given) == 1 else None


def row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    """A table row as a sentence reads: “Task: … — Lead: … — Deadline: …”; empty cells are left out."""
    titles = [*header, *[""] * (len(cells) - len(header))]
    return " — ".join(f"{t}: {c}" if t else c for t, c in zip(titles, cells, strict=False) if c)


def _in_own_language(
    question: Question, evidence: Evidence, ranked: Sequence[Evidence], documents: Mapping[int, DocumentInfo]
) -> Evidence:
    """The same statement in the asker's language, where a twin of the document makes it."""
    document = documents[evidence.passage.document_id]
    if document.language == question.language or not document.twins:
        return evidence
    for other in ranked:
        if other.score < evidence.score - TWIN_MARGIN:
            break
        twin = documents[other.passage.document_id]
        if twin.language == question.language and twin.name in document.twins and _values(other) == _values(evidence):
            return other
    return evidence


def _same(a: Evidence, b: Evidence, documents: Mapping[int, DocumentInfo]) -> bool:
    if a.sentence.id == b.sentence.id or a.sentence.text == b.sentence.text:
        return True
    one, two = (documents[e.passage.document_id] for e in (a, b))
    return two.name in one.twins and bool(_values(a)) and _values(a) == _values(b)


def _values(evidence: Evidence) -> frozenset[object]:
    """What a sentence says in numbers, the same in every language."""
    own = evidence.contents
    return frozenset(
        [(p.start, p.end) for p in own.periods] + [q.value for q in own.quantities] + [r.number for r in own.references]
    )
