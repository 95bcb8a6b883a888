"""Candidates for a question, over a real index with a small embedder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from index.fuse import fuse
from index.records import StoredPassage
from index.retrieve import PASSAGES, SENTENCES, Pool, Query, retrieve
from index.store import Store
from index.tokens import tokenise, without_diacritics
from ingest.references import find_references, key
from tests.index.small import HashEmbedder, ShiftCentre, ingest_files, opened

CENTRE: Any = ShiftCentre()
FILES = {
    "harbour-en.txt": "Plan 77/KH-UBND of the harbour.\n\n"
    "The harbour office repaints 41 mooring posts by 9 September 2026. "
    "The tide table is published every Monday.\n\nFishing boats pay no fee in winter.",
    "harbour-vi.txt": "Kế hoạch số 77/KH-UBND của cảng.\n\nCảng vụ sơn lại 41 cọc buộc tàu trước ngày 9/9/2026. "
    "Bảng thủy triều đăng mỗi thứ hai.\n\nTàu cá không nộp phí vào mùa đông.",
    "harbour-hi.txt": "बंदरगाह की योजना संख्या ७७/केएच-यूबीएनडी।\n\nबंदरगाह कार्यालय ४१ खंभे ९ सितंबर, २०२६ तक रंगेगा।",
    "harbour-bn.txt": "বন্দরের পরিকল্পনা।\n\nবন্দর দপ্তর ৪১টি খুঁটি ৯ সেপ্টেম্বর, ২০২৬-এর মধ্যে রং করবে।",
    "library.txt": "The library opens at nine. Readers return their books by Friday.",
}
SECRET = {"secret.txt": "The harbour office repaints 41 mooring posts of the secret quay by 1 May 2026."}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("retrieve")
    for access, files in (("public", FILES), ("council", SECRET)):
        paths = [folder / name for name in files]
        for path in paths:
            path.write_text(files[path.name], encoding="utf-8")
        assert set(ingest_files(folder / "data", paths, access)) == {"added"}
    with opened(folder / "data") as store, store.reading():
        yield store


def query(text: str, language: str = "en", **options: Any) -> Query:
    vector = HashEmbedder().encode_passages([text])[0]
    return Query(vector, language, tuple(tokenise(text)), **options)


def documents(pool: Pool) -> list[str]:
    return [candidate.passage.document for candidate in pool.candidates]


QUESTIONS = {
    "en": "The harbour office repaints 41 mooring posts by 9 September 2026.",
    "vi": "Cảng vụ sơn lại 41 cọc buộc tàu trước ngày 9/9/2026.",
    "hi": "बंदरगाह कार्यालय ४१ खंभे ९ सितंबर, २०२६ तक रंगेगा।",
    "bn": "বন্দর দপ্তর ৪১টি খুঁটি ৯ সেপ্টেম্বর, ২০২৬-এর মধ্যে রং করবে।",
}


@pytest.mark.parametrize("language", sorted(QUESTIONS))
def test_the_passage_is_found_and_scored_with_the_stored_vectors(store: Store, language: str) -> None:
    asked = query(QUESTIONS[language], language)
    pool = retrieve(store, CENTRE, asked)
    best = pool.candidates[0]
    assert best.passage.document == f"harbour-{language}.txt" and best.language == language
    assert QUESTIONS[language] in best.passage.text and best.lexical > 0
    vector = CENTRE.questions(asked.vector[None, :], language)[0]
    for candidate in pool.candidates:
        own, units = store.vectors_of([candidate.passage.id])[candidate.passage.id]
        unit_scores = CENTRE.passages(units, candidate.language) @ vector
        assert candidate.unit_scores == pytest.approx(unit_scores, abs=1e-5)
        similarity = float(CENTRE.passages(own[None, :], candidate.language)[0] @ vector)
        assert candidate.dense == pytest.approx(similarity + unit_scores.max(), abs=1e-5)
        assert len(candidate.unit_scores) == len(candidate.passage.sentences)


def test_candidates_are_distinct_and_in_the_order_of_their_fused_scores(store: Store) -> None:
    pool = retrieve(store, CENTRE, query(QUESTIONS["en"]))
    ids = [candidate.passage.id for candidate in pool.candidates]
    scores = np.array([candidate.score for candidate in pool.candidates], dtype=np.float32)
    assert len(set(ids)) == len(ids) > 3
    assert (np.diff(scores) <= 0).all()
    dense = np.array([candidate.dense for candidate in pool.candidates], dtype=np.float32)
    words = np.array([candidate.lexical for candidate in pool.candidates], dtype=np.float32)
    assert scores == pytest.approx(fuse(dense, words, pool.coverage), abs=1e-4)


def test_coverage_tells_whether_the_index_knows_the_words(store: Store) -> None:
    assert retrieve(store, CENTRE, query("The harbour office")).coverage == 1.0
    assert retrieve(store, CENTRE, query("harbour zeppelin")).coverage == 0.5
    assert retrieve(store, CENTRE, query("zeppelin")).coverage == 0.0


@pytest.mark.parametrize("only", [("harbour-vi.txt",), ("library.txt", "harbour-bn.txt"), ("nowhere.txt",), ()])
def test_only_the_documents_asked_for(store: Store, only: tuple[str, ...]) -> None:
    pool = retrieve(store, CENTRE, query(QUESTIONS["en"], documents=only))
    everything = [passage for name in only for passage in store.passage_ids_of_documents([name])]
    assert {candidate.passage.id for candidate in pool.candidates} == set(everything)
    assert set(documents(pool)) <= set(only)


def test_documents_of_other_groups_do_not_exist(store: Store) -> None:
    asked = QUESTIONS["en"] + " secret quay"
    for only in (None, ("secret.txt",)):
        assert "secret.txt" not in documents(retrieve(store, CENTRE, query(asked, documents=only)))
        pool = retrieve(store, CENTRE, query(asked, documents=only, accesses=("public", "council")))
        assert "secret.txt" in documents(pool)
    pool = retrieve(store, CENTRE, query(asked, accesses=("council",)))
    assert set(documents(pool)) == {"secret.txt"}
    assert retrieve(store, CENTRE, query(asked, accesses=())).candidates == ()
    assert retrieve(store, CENTRE, query(asked, accesses=("nobody",))) == Pool((), 0.0)


@pytest.mark.xfail(reason="document frequencies are counted over the documents of every group")
def test_words_of_other_groups_do_not_count_as_known(store: Store) -> None:
    assert retrieve(store, CENTRE, query("secret")).coverage == 0.0


def test_words_typed_without_diacritics_are_found(store: Store) -> None:
    tokens = tuple(map(without_diacritics, tokenise("cang vu son lai coc buoc tau")))
    vector = HashEmbedder().encode_passages(["zzz"])[0]
    plain = retrieve(store, CENTRE, Query(vector, "vi", tokens, plain=True))
    lexical = {candidate.passage.document for candidate in plain.candidates if candidate.lexical > 0}
    assert "harbour-vi.txt" in lexical and plain.coverage == 1.0
    exact = retrieve(store, CENTRE, Query(vector, "vi", tokens, plain=False))
    assert exact.coverage < 1.0


def test_a_passage_that_names_the_document_asked_for_is_always_a_candidate(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With hardly any places, neither vectors nor words would propose it."""
    monkeypatch.setattr("index.retrieve.SENTENCES", 1)
    monkeypatch.setattr("index.retrieve.PASSAGES", 1)
    asked = "Readers return their books by Friday."
    (reference,) = find_references("Plan 77/KH-UBND")

    def names_it(passage: StoredPassage) -> bool:
        return any(key(found.number) == key(reference.number) for found in find_references(passage.text))

    without = retrieve(store, CENTRE, query(asked))
    assert not any(names_it(candidate.passage) for candidate in without.candidates)
    having = retrieve(store, CENTRE, query(asked, numbers=(key(reference.number),)))
    naming = {c.passage.document for c in having.candidates if names_it(c.passage)}
    assert naming == {"harbour-en.txt", "harbour-vi.txt", "harbour-hi.txt"}


def test_the_same_question_has_the_same_candidates(store: Store) -> None:
    asked = query(QUESTIONS["hi"], "hi")
    first, second = (retrieve(store, CENTRE, asked) for _ in range(2))
    assert [(c.passage.id, c.score) for c in first.candidates] == [(c.passage.id, c.score) for c in second.candidates]


def test_the_pool_is_wide_enough_for_a_reranking() -> None:
    assert SENTENCES >= 100 and PASSAGES >= 50
