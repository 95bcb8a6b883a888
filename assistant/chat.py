"""The way of a question: understand, retrieve, compose, verify. Any step may end the turn with a status."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from assistant import abstain, extract, generate, progress
from assistant.answer import Answer, Statement
from assistant.evidence import Scope, name_rarity, rarity, weigh
from assistant.fact_features import concepts
from assistant.question import Question, clean, understand
from assistant.register_build import Register
from assistant.turn import Turn
from assistant.validity import amendments
from assistant.verify import verified
from assistant.wording import say
from index.records import DocumentInfo
from index.retrieve import Query, retrieve
from index.tokens import without_diacritics
from ingest.agencies import find_agencies
from ingest.names import name_keys
from ingest.references import find_references, matches, same

if TYPE_CHECKING:
    from index.centre import Centre
    from index.embed import Embedder
    from index.store import Store
    from ingest.terms import TermBase

log = logging.getLogger(__name__)
NEAREST = 3  # passages shown when the documents do not say it
WEIGHED = 60  # candidates whose sentences are weighed
TELLING_KEY = 3  # consonants of a name on its own: of two, one in ten matches by chance


@dataclass
class Desk:
    """What the steps work with."""

    store: Store
    embedder: Embedder
    centre: Centre
    accesses: tuple[str, ...]
    max_question_chars: int
    register: Register
    terms: TermBase
    model: generate.Model | None = None  # None: answers are quoted, not written
    prompt_tokens: int = 4_000
    writer: str = ""  # what the fingerprint says of the model and its prompts
    today: Callable[[], date] = date.today
    names: dict[int, frozenset[str]] = field(default_factory=dict)  # by document id, whose content never changes
    # The fingerprint of the index and, for it, what changes each document by id.
    changes: tuple[str, dict[int, frozenset[int]]] = field(default_factory=lambda: ("", {}))


def answer(desk: Desk, turn: Turn) -> Answer:
    """Run the steps in order, until one ends the turn. Raises nothing for a question; a crash is the status "error"."""
    started = time.perf_counter()
    turn.timings_ms = dict.fromkeys(_STEP_NAMES.values(), 0.0)
    try:
        turn.fingerprint = desk.store.fingerprint() + desk.writer
        with desk.store.reading():
            for step in STEPS:
                before = time.perf_counter()
                step(desk, turn)
                turn.timings_ms[_STEP_NAMES[step.__name__]] += _milliseconds(before)
                if turn.status:
                    break
    except Exception:
        log.exception("A question was not answered")
        turn.end("error", say(turn.spoken, "error"))
        turn.statements, turn.citations, turn.nearest = (), (), ()
    turn.timings_ms["total"] = _milliseconds(started)
    return _answer(turn)


def understood(desk: Desk, turn: Turn) -> None:
    """What is asked for, in which language; refuses what cannot be a question."""
    if len(turn.asked) > desk.max_question_chars:
        turn.question = understand(turn.asked[:200], language=turn.language)
        length, limit = f"{len(turn.asked):,}", f"{desk.max_question_chars:,}"
        return turn.end("blocked", say(turn.spoken, "long_question", length=length, limit=limit))
    turn.question = understand(turn.asked, turn.history, turn.language)
    if not clean(turn.asked):
        return turn.end("blocked", say(turn.spoken, "empty_question"))
    known = {info.name for info in desk.store.documents(desk.accesses)}
    if not known:
        return turn.end("not_found", say(turn.spoken, "no_documents"))
    for name in turn.documents or ():
        if name not in known:
            return turn.end("blocked", say(turn.spoken, "unknown_filter", name=name))
    return None


def followed_up(desk: Desk, turn: Turn) -> None:
    """A question on how far tasks have come is answered from the register, which alone knows."""
    question = _question(turn)
    status = progress.asked_for(question, desk.terms)
    if status is None or turn.documents:
        return None
    result = progress.compose(question, desk.register.rows(), _bodies(desk, question), desk.today(), status)
    if result is None:
        return None
    turn.statements, turn.citations, turn.beside, turn.facts = (
        result.statements, result.citations, result.beside, result.facts
    )  # fmt: skip
    return checked(desk, turn)


def retrieved(desk: Desk, turn: Turn) -> None:
    """Candidate passages, and every sentence of the best of them as evidence."""
    question = _question(turn)
    plain = question.romanised and question.language == "vi"
    tokens = tuple(map(without_diacritics, question.tokens)) if plain else question.tokens
    vector = desk.embedder.encode_question(question.texts)
    numbers = _known_numbers(desk, question)
    naming = set(desk.store.mentions(numbers, desk.accesses))
    turn.pool = retrieve(
        desk.store,
        desk.centre,
        Query(vector, question.language, tokens, plain, numbers, turn.documents, desk.accesses),
    )
    frequencies = desk.store.keyword.document_frequency(tokens, plain=plain)
    documents = {info.id: info for info in desk.store.documents(desk.accesses)}
    pooled = {c.passage.document_id for c in turn.pool.candidates}
    everywhere = _changed(desk, documents, pooled)  # a question may be asked of the changed document alone
    changed = {id_: changers & pooled for id_, changers in everywhere.items()}
    names = _document_names(desk, pooled)
    weighed = turn.pool.candidates[:WEIGHED]
    asked_terms = concepts(question.text, question.language, desk.terms) - ASKING
    turn.scope = Scope(
        documents=documents,
        names=name_rarity(_asked_names(question), names),
        document_names=names,
        held=frozenset(info.id for info in documents.values() if _is_asked(question, info)),
        naming=frozenset(c.passage.document_id for c in turn.pool.candidates if c.passage.id in naming),
        amended=frozenset(id_ for id_, changers in changed.items() if changers),
        amending=frozenset(id_ for changers in changed.values() for id_ in changers),
        rarity=rarity(tokens, frequencies, desk.store.keyword.count(), turn.pool.coverage),
        plain=plain,
        rows=desk.register.of_passages([c.passage.id for c in weighed], documents, everywhere),
        term_base=desk.terms,
        terms=name_rarity(
            asked_terms, {c.passage.id: concepts(c.passage.text, c.language, desk.terms) for c in weighed}
        ),
        bodies=_bodies(desk, question),
    )
    turn.evidence = weigh(question, weighed, turn.scope)


def composed(desk: Desk, turn: Turn) -> None:
    """The statements that answer; or, where the documents do not say it, why not and what is nearest."""
    question, scope = _question(turn), turn.scope
    assert scope is not None
    doubt = abstain.doubt(question, turn.evidence)
    if doubt is not None:
        shown = extract.choose(question, turn.evidence, scope.documents)[:NEAREST]
        turn.nearest = [
            extract.cite_passage(n, e, scope.documents[e.passage.document_id]) for n, e in enumerate(shown, 1)
        ]
        return turn.end("not_found", say(turn.spoken, doubt.reason, **doubt.values))
    result = extract.compose(question, turn.evidence, scope.documents, scope.bodies)
    if desk.model is not None and not result.by_people:  # a model would say what the documents do
        written = generate.compose(question, turn.evidence, scope.documents, desk.model, desk.prompt_tokens)
        result = written or result
    turn.statements, turn.citations = result.statements, result.citations
    turn.beside, turn.facts = result.beside, result.facts
    return None


def checked(desk: Desk, turn: Turn) -> None:
    """Only what stands in the source is said."""
    statements, citations = verified(
        turn.statements, turn.citations, lambda name: desk.store.text(name, desk.accesses), turn.beside
    )
    dropped = len(turn.statements) - len(statements)
    turn.statements, turn.citations = statements, citations
    if not statements:
        return turn.end("not_found", say(turn.spoken, "not_found"))
    return turn.end("partial" if dropped else "answered")


# Terms by which people ask: what answers them need not have them.
ASKING = frozenset({"deadline", "responsible", "responsibility", "lead_agency"})
STEPS: tuple[Callable[[Desk, Turn], None], ...] = (understood, followed_up, retrieved, composed, checked)
_STEP_NAMES = {
    "understood": "understand",
    "followed_up": "retrieve",
    "retrieved": "retrieve",
    "composed": "compose",
    "checked": "verify",
}


def _milliseconds(since: float) -> float:
    return round((time.perf_counter() - since) * 1000, 2)


def _question(turn: Turn) -> Question:
    assert turn.question is not None
    return turn.question


def _known_numbers(desk: Desk, question: Question) -> tuple[str, ...]:
    """Keys of the numbers in the documents that the question can mean: "57" means every 57-…"""
    if not question.references:
        return ()
    mentioned = desk.store.mentioned(desk.accesses)
    return tuple(key for key in mentioned if any(same(reference.number, key) for reference in question.references))


def _bodies(desk: Desk, question: Question) -> frozenset[str]:
    """Canonical names of the bodies that the question names."""
    found = find_agencies(question.text, question.language, desk.terms)
    return frozenset(agency.name for agency in found if agency.name)


def _is_asked(question: Question, info: DocumentInfo) -> bool:
    """Whether the question names this very document by its number."""
    if not question.references or not info.number:
        return False
    own = find_references(f"{info.title} {info.number}")
    return any(
        same(asked.number, info.number) and (not own or any(matches(asked, each) for each in own))
        for asked in question.references
    )


def _changed(desk: Desk, documents: dict[int, DocumentInfo], ids: set[int]) -> dict[int, frozenset[int]]:
    """What changes each document; remembered until any document comes or goes."""
    state = desk.store.fingerprint()
    if desk.changes[0] != state:
        desk.changes = (state, {})
    known = desk.changes[1]
    known.update(amendments(desk.store, documents, ids - known.keys(), desk.accesses))
    return {id_: known[id_] for id_ in ids}


def _document_names(desk: Desk, ids: set[int]) -> dict[int, frozenset[str]]:
    unknown = [id_ for id_ in ids if id_ not in desk.names]
    desk.names.update(desk.store.names(unknown))
    return {id_: desk.names[id_] for id_ in ids}


def _asked_names(question: Question) -> set[str]:
    """Phonetic keys of what may be names: pairs of words, and words with sounds enough to tell them apart."""
    spans = [(reference.start, reference.end) for reference in question.references]
    return {
        name.key
        for name in name_keys(question.text)
        if (len(name.key) >= TELLING_KEY or " " in question.text[name.start : name.end])
        and not any(start < name.end and name.start < end for start, end in spans)
    }


def _answer(turn: Turn) -> Answer:
    return Answer(
        id=turn.id,
        question=turn.asked,
        language=turn.spoken,
        status=turn.status or "error",
        answer=_markdown(turn),
        statements=tuple(turn.statements),
        citations=tuple(turn.citations),
        facts=tuple(fact for fact in turn.facts if any(fact["citation"] == c.n for c in turn.citations)),
        reason=turn.reason,
        nearest=tuple(turn.nearest),
        timings_ms=turn.timings_ms,
        fingerprint=turn.fingerprint,
    )


def _markdown(turn: Turn) -> str:
    """The statements with their marks; without any, the reason."""
    if not turn.statements:
        return turn.reason
    return "\n\n".join(_line(statement) for statement in turn.statements)


def _line(statement: Statement) -> str:
    return f"{statement.text} {''.join(f'[{n}]' for n in statement.citations)}"
