"""Small documents as the index hands them out, weighed without an embedder: similarities are given by the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from assistant.answer import Answer, Citation
from assistant.evidence import Evidence, Scope, weigh
from assistant.extract import Composed
from assistant.question import Question, understand
from index.records import DocumentInfo, StoredPassage, StoredSentence
from index.retrieve import Candidate
from ingest.document import understand as read
from ingest.records import Block, Document, Loaded
from ingest.terms import default as default_terms

LANGUAGES = ("en", "vi", "hi", "bn")


def paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", text) for text in texts]


def rows(header: Sequence[str], *lines: Sequence[str]) -> list[Block]:
    return [Block("row", " | ".join(cells), header=tuple(header), cells=tuple(cells)) for cells in lines]


class Shelf:
    """Documents, read by the real reader and numbered as the catalogue numbers them."""

    def __init__(self) -> None:
        self.documents: dict[int, DocumentInfo] = {}
        self.texts: dict[str, str] = {}
        self.passages: list[StoredPassage] = []

    def add(
        self, name: str, blocks: Sequence[Block], *, number: str | None = None, source: str | None = None,
        title: str = "", language: str | None = None,
    ) -> list[StoredPassage]:  # fmt: skip
        document = read(Loaded(tuple(blocks), title=title or None, source=source), name, "0" * 64)
        document = replace(document, number=number or document.number, language=language or document.language)
        id_ = len(self.documents) + 1
        own = _stored(document, id_, first=100 * id_)
        self.documents[id_] = DocumentInfo(
            id_, name, document.title, document.language, document.number, document.date, source, "public",
            len(own), sum(len(p.sentences) for p in own), len(document.text), document.sha256,
        )  # fmt: skip
        self._pair_twins()
        self.texts[name] = document.text
        self.passages += own
        return own

    def _pair_twins(self) -> None:
        for id_, info in self.documents.items():
            twins = [o.name for o in self.documents.values() if o.source and o.source == info.source and o.id != id_]
            self.documents[id_] = replace(info, twins=tuple(twins))

    def scope(self, question: Question, **changes: Any) -> Scope:
        names: dict[int, frozenset[str]] = {id_: frozenset() for id_ in self.documents}
        nothing: dict[str, Any] = {field.name: frozenset() for field in fields(Scope)}
        known = {
            "documents": self.documents, "names": {}, "document_names": names, "rarity": {}, "plain": False,
            "rows": {}, "term_base": default_terms(), "terms": {},
        }  # fmt: skip
        scope = Scope(**nothing | known)
        return replace(scope, **changes)

    def weighed(
        self, question: Question, near: Callable[[str], float] = lambda text: 0.5, **changes: Any
    ) -> list[Evidence]:
        """All sentences as evidence, best first; `near` gives each sentence's and passage's similarity by its text."""
        candidates = []
        for passage in self.passages:
            units = np.array([near(unit.text) for unit in passage.sentences], dtype=np.float32)
            dense = near(passage.text) + float(units.max())
            language = self.documents[passage.document_id].language
            candidates.append(Candidate(passage, language, dense, dense, 0.0, units))
        return weigh(question, candidates, self.scope(question, **changes))


def _stored(document: Document, id_: int, first: int) -> list[StoredPassage]:
    stored, next_unit = [], 10 * first
    for ordinal, passage in enumerate(document.passages):
        units = []
        for unit in passage.units:
            units.append(StoredSentence(next_unit, unit.start, unit.end, document.text[unit.start : unit.end]))
            next_unit += 1
        stored.append(
            StoredPassage(
                first + ordinal, id_, document.name, ordinal, passage.start, passage.end,
                document.text[passage.start : passage.end], passage.section, passage.page, passage.header,
                passage.cells, tuple(units),
            )
        )  # fmt: skip
    return stored


def ask(question: str, language: str | None = None) -> Question:
    return understand(question, language=language)


def scored(evidence: Sequence[Evidence], scores: Mapping[str, float]) -> list[Evidence]:
    """The evidence with other scores, by a part of the sentence; best first. What is not named is left out."""
    found = [
        replace(each, score=score) for each in evidence for part, score in scores.items() if part in each.sentence.text
    ]
    return sorted(found, key=lambda each: -each.score)


def assert_quotes(said: Answer | Composed, text: Callable[[str], str]) -> None:
    """Every quote is what stands in its document at its offsets, and every statement has quotes to bear it out."""
    for each in said.citations:
        assert text(each.document)[each.start : each.end] == each.quote != ""
    assert all(statement.citations for statement in said.statements)
    assert {n for statement in said.statements for n in statement.citations} == {each.n for each in said.citations}


def citation(text: str, quote: str, n: int = 1, document: str = "a.txt", language: str = "en") -> Citation:
    start = text.index(quote)
    return Citation(n, document, "", None, language, quote, start, start + len(quote), None, "")
