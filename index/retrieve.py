"""Passages for a question: dense and lexical candidates in one pool, scored exactly and fused.

Chroma and the keyword index only propose; every candidate is then scored with the catalogue's own vectors, so that an
approximate index or a different proposer cannot change what a passage is worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.fuse import coverage, fuse
from index.records import StoredPassage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.centre import Centre
    from index.store import Store

SENTENCES = 150  # proposed by the sentence vectors
PASSAGES = 60  # proposed by the passage vectors, and as many by words
CLAUSE_DISCOUNT = 0.03  # a clause says less of its context than the sentence, so it must win by this much


@dataclass(frozen=True, slots=True)
class Query:
    vector: NDArray[np.float32]  # raw, (d,)
    language: str
    tokens: tuple[str, ...]
    plain: bool = False  # typed without diacritics: match words without theirs
    numbers: tuple[str, ...] = ()  # keys of document numbers: passages that name one are always candidates
    documents: tuple[str, ...] | None = None  # only these, by name
    accesses: tuple[str, ...] = ("public",)


@dataclass(frozen=True, slots=True)
class Candidate:
    passage: StoredPassage
    language: str  # of the document
    score: float  # fused, comparable within one pool only
    dense: float  # passage similarity plus the best sentence's, centred
    lexical: float  # BM25, 0 where no word matches
    unit_scores: NDArray[np.float32]  # centred similarity of each of `passage.sentences`


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates, best first, and how much of the question's wording the index knows at all."""

    candidates: tuple[Candidate, ...]
    coverage: float


def retrieve(store: Store, centre: Centre, query: Query) -> Pool:
    """Every candidate for the query, best first; ties keep the order of the documents."""
    vector = centre.questions(query.vector[None, :], query.language)[0]
    frequencies = store.keyword.document_frequency(query.tokens, plain=query.plain)
    lexical = dict(store.keyword.search(query.tokens, PASSAGES, plain=query.plain))
    ids = _proposed(store, query, vector) | set(lexical)
    passages = [p for p in store.passages(sorted(ids), query.accesses) if _wanted(p, query)]
    if not passages:
        return Pool((), 0.0)
    languages = {info.id: info.language for info in store.documents(query.accesses)}
    vectors = store.vectors_of([p.id for p in passages])
    candidates = list(_scored(passages, languages, vectors, centre, vector))
    dense = np.array([c[2] for c in candidates], dtype=np.float32)
    words = np.array([lexical.get(c[0].id, 0.0) for c in candidates], dtype=np.float32)
    known = coverage(query.tokens, frequencies)
    fused = fuse(dense, words, known)
    order = np.argsort(-fused, kind="stable")
    return Pool(
        tuple(
            Candidate(
                candidates[i][0], candidates[i][1], float(fused[i]), float(dense[i]), float(words[i]), candidates[i][3]
            )
            for i in order
        ),
        known,
    )


def _scored(
    passages: Sequence[StoredPassage],
    languages: Mapping[int, str],
    vectors: Mapping[int, tuple[NDArray[np.float32], NDArray[np.float32]]],
    centre: Centre,
    vector: NDArray[np.float32],
) -> Iterator[tuple[StoredPassage, str, float, NDArray[np.float32]]]:
    """Each passage with its language, dense score and the similarity of each of its units, in the given order."""
    similarities: dict[int, NDArray[np.float32]] = {}
    for language in {languages[p.document_id] for p in passages}:
        own = [p.id for p in passages if languages[p.document_id] == language]
        stacked = np.concatenate([np.vstack((vectors[id_][0][None, :], vectors[id_][1])) for id_ in own])
        cosines = centre.passages(stacked, language) @ vector
        ends = np.cumsum([1 + len(vectors[id_][1]) for id_ in own])
        similarities.update(zip(own, np.split(cosines, ends[:-1]), strict=True))
    for passage in passages:
        first, *_ = found = similarities[passage.id]
        yield passage, languages[passage.document_id], float(first) + float(found[1:].max()), found[1:]


def _proposed(store: Store, query: Query, vector: NDArray[np.float32]) -> set[int]:
    if query.documents is not None:
        return set(store.passage_ids_of_documents(query.documents, query.accesses))
    sentences = [id_ for id_, _ in store.vectors.query("sentences", query.accesses, vector, SENTENCES)]
    ids = set(store.passage_ids_of_sentences(sentences).values())
    ids |= {id_ for id_, _ in store.vectors.query("passages", query.accesses, vector, PASSAGES)}
    if query.numbers:
        ids |= set(store.mentions(query.numbers, query.accesses))
    return ids


def _wanted(passage: StoredPassage, query: Query) -> bool:
    return query.documents is None or passage.document in query.documents
