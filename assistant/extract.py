"""Composing without a model: the sentences that answer, in the source's words, and the status that goes with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.answer import Citation, Statement
from assistant.direct import Direct, direct
from assistant.evidence import Evidence, contents
from assistant.export_json import date_json, number_json
from assistant.question import Question
from assistant.register import Row
from assistant.row_wording import row_label, say_interval
from assistant.verify import supported
from index.records import DocumentInfo, StoredPassage
from ingest.agencies import agency_in, find_agencies, same_agency
from ingest.sentences import split_clauses

STATEMENTS = 3
MARGIN = 4.0  # a further statement may score this much less than the first (odds of 1 to 50)
TWIN_MARGIN = 2.5  # a translation in the asker's language may score this much less than the original
_AT_ONCE = 12  # characters before the subject of a sentence: "1. ", "The "
QUOTE_LENGTH = 360  # characters: of a longer sentence the clauses around the nearest one are quoted


@dataclass(frozen=True, slots=True)
class Composed:
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    beside: Mapping[int, str] = field(default_factory=dict)  # what else bears out a quote, by its citation
    facts: tuple[dict[str, Any], ...] = ()  # behind the statements, as the contract has them
    by_people: bool = False  # a value is said that a person put in place of the document's


def compose(
    question: Question,
    ranked: Sequence[Evidence],
    documents: Mapping[int, DocumentInfo],
    bodies: Collection[str] = (),
) -> Composed:
    """The statements for a question that `ranked` answers, the direct one first; each cites a quote, and where the
    date stands above it that too. `bodies` are the canonical names of those that the question names."""
    chosen = choose(question, ranked, documents)
    made = _Answer(question, bodies)
    for evidence in chosen:
        made.add(evidence, documents[evidence.passage.document_id])
    return Composed(tuple(made.statements), tuple(made.citations), made.beside, tuple(made.facts), made.by_people)


class _Answer:
    """Statements with their citations, as they are added."""

    def __init__(self, question: Question, bodies: Collection[str]) -> None:
        self.question, self.bodies = question, bodies
        self.statements: list[Statement] = []
        self.citations: list[Citation] = []
        self.beside: dict[int, str] = {}
        self.facts: list[dict[str, Any]] = []
        self.by_people = False

    def add(self, evidence: Evidence, document: DocumentInfo) -> None:
        n = len(self.citations) + 1
        citation = cite(n, evidence, document, self.question)
        self.citations.append(citation)
        self.beside[n] = " | ".join(evidence.passage.header)
        words = _words(self.question, evidence, citation)
        said = direct(self.question, evidence, self.bodies)
        cited = [n]
        if said is None and (day := _day_in_own_words(self.question, evidence, words, citation)) is not None:
            said = Direct(day, None, None, "", "")
        said = said or _subject(self.question, evidence, citation, self.bodies)
        if said is not None and said.at is not None:
            self.citations.append(_elsewhere(n + 1, said, evidence.passage, citation))
            cited.append(n + 1)
        if said is not None and said.beside:
            self.beside[n] += " | " + said.beside
        text = f"{said.text}: {words}" if said else words
        used = [c for c in self.citations if c.n in cited]
        if said is None or not supported(text, used, self.beside):
            del self.citations[n:]
            self.statements.append(Statement(words, (n,), "quote"))
        else:
            self.statements.append(Statement(text, tuple(cited), "fact"))
            if said.row is not None:
                self.facts.append(as_fact(said.row, n))
                self.by_people |= bool(said.row.corrected)


def _elsewhere(n: int, said: Direct, passage: StoredPassage, citation: Citation) -> Citation:
    """The words of a date or a body that stand above the quote: in a heading, or where a list or a sentence begins."""
    assert said.at is not None
    start, end = said.at
    beside = replace(citation, n=n, quote=said.words, start=start, end=end)
    inside = passage.start <= start and end <= passage.end
    return beside if inside else replace(beside, page=None, section="")  # perhaps on an earlier page


def as_fact(row: Row, n: int) -> dict[str, Any]:
    """A fact of an answer in the contract's form."""
    date = date_json(row)
    return {
        "kind": row.kind,
        "agency": row.agency,
        "action": row.action,
        "date": date and {name: date[name] for name in ("start", "end", "relation", "recurrence", "text")},
        "number": number_json(row.number),
        "unit": row.unit,
        "relation": row.number_relation,
        "citation": n,
    }


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
    """Beside a statement that gives the date or figure asked for, one that gives none is noise; and beside one from a
    document on the place that the question names, one from elsewhere is another place's."""
    if not chosen:
        return True
    first, measured = chosen[0], question.wants & {"date", "often", "number", "percent"}
    elsewhere = evidence.features.get("names_document", 0.0) < first.features.get("names_document", 0.0) / 2
    return not elsewhere and (not first.values & measured or bool(evidence.values & measured))


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


def _words(question: Question, evidence: Evidence, citation: Citation) -> str:
    """What is said of a quote: the row of a table as a sentence, or the clause that is nearest."""
    passage, clause = evidence.passage, evidence.clause
    if passage.cells:
        return row_text(passage.header, passage.cells)
    inside = citation.start <= clause.start and clause.end <= citation.end
    return clause.text if inside and "list" not in question.wants else citation.quote


def _day_in_own_words(question: Question, evidence: Evidence, text: str, citation: Citation) -> str | None:
    """The date that was asked for, as the asker's language writes it, before words in another language.

    Only where the words hold one date beyond those of the question: choosing among several could give a wrong one.
    """
    if citation.language == question.language or not question.wants & {"date", "often"}:
        return None
    if any(row.is_obligation and (row.date_end or row.recurrence) for row in evidence.rows):
        return None  # the facts know the time, and did not say it: it was rejected, or is one of two
    asked = {(p.start, p.end, p.recurrence) for p in question.periods}
    given = [p for p in contents(text, citation.language).periods if (p.start, p.end, p.recurrence) not in asked]
    if len(given) != 1:
        return None
    [period] = given
    if period.relation == "after" or (period.precision == "year" and period.relation not in ("by", "before")):
        return None  # "registers from after 2001", "the notification of 2022"
    if period.recurrence and period.start is None:
        return row_label(question.language, "every", period.recurrence)
    return say_interval(period.start, period.end, period.relation, question.language) or None


def _subject(question: Question, evidence: Evidence, citation: Citation, bodies: Collection[str]) -> Direct | None:
    """Who acts in a clause of a long sentence, of which that clause alone is quoted: the body that the sentence begins
    with, where none other stands between them."""
    sentence = evidence.sentence
    if "agency" not in question.wants or evidence.passage.cells or citation.start <= sentence.start:
        return None
    found = find_agencies(sentence.text[: citation.end - sentence.start], citation.language)
    if len(found) != 1 or found[0].start > _AT_ONCE or any(same_agency(found[0].name, body) for body in bodies):
        return None
    at = sentence.start + found[0].start, sentence.start + found[0].end
    own = citation.language == question.language
    said = found[0].text if own else agency_in(found[0].name, question.language) or found[0].text
    return Direct(said, None, at, found[0].text, "")


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
