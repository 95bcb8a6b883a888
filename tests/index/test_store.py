"""The opened index: reading, replacing, and other processes."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.build import ingest
from index.records import StoreError
from index.tokens import tokenise
from tests.index.small import DIRECTIVES, Elsewhere, HashEmbedder, ingest_files, opened, read_meanwhile, write_files


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("eight")
    assert set(ingest_files(folder / "data", write_files(folder / "files", 8))) == {"added"}
    return folder / "data"


@pytest.fixture
def data(eight: Path, tmp_path: Path) -> Path:
    """An index of eight documents that a test may change."""
    return Path(shutil.copytree(eight, tmp_path / "data"))


def question(text: str) -> np.ndarray:
    return HashEmbedder().encode_passages([text])[0]


def test_reading_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no index in .* yet: run `directives ingest PATH` first\."):
        opened(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("language", sorted(DIRECTIVES))
def test_words_and_vectors_lead_to_the_passage(data: Path, language: str) -> None:
    wanted = f"{language}-{sorted(DIRECTIVES).index(language)}.txt"
    text = DIRECTIVES[language].format(n=100 * sorted(DIRECTIVES).index(language) + 1)
    with opened(data) as store, store.reading():
        sentences = [id_ for id_, _ in store.vectors.query("sentences", ("public",), question(text), 5)]
        near = store.passages(list(store.passage_ids_of_sentences(sentences).values()))
        assert near[0].document.startswith(language)
        worded = store.passages([id_ for id_, _ in store.keyword.search(tokenise(text), 3)])
        assert worded[0].document == wanted
        own, units = store.vectors_of([worded[0].id])[worded[0].id]
        assert own.shape == (384,) and units.shape == (len(worded[0].sentences), 384)


def test_an_unknown_document_is_named_with_near_ones(data: Path) -> None:
    with opened(data) as store:
        with pytest.raises(StoreError, match=r"no document vi-4\.txt.*did you mean .*vi-3\.txt"):
            store.text("vi-4.txt")
        with pytest.raises(StoreError, match="directives documents"):
            store.document("zzzzzzzz")
        assert store.document("vi-3.txt").language == "vi"
        assert store.text("vi-3.txt").startswith("Nghị quyết số 57-NQ/TW")


def test_a_document_number_leads_to_the_passages_that_name_it(data: Path) -> None:
    with opened(data) as store:
        named = {passage.document[:2] for passage in store.passages(store.mentions(["57/NQTW"]))}
        assert named == {"vi", "hi", "bn"}
        assert "57/NQTW" in store.mentioned()
        assert len(store.sentence_mentions(["57/NQTW"])) >= 6


def test_the_fingerprint_changes_with_the_documents_alone(data: Path, tmp_path: Path) -> None:
    with opened(data) as store:
        before = store.fingerprint()
    ingest_files(data, write_files(tmp_path / "files", 8))
    with opened(data) as store:
        assert store.fingerprint() == before
    ingest_files(data, write_files(tmp_path / "files", 1, edition=1))
    with opened(data) as store:
        assert store.fingerprint() != before


def test_another_embedder_is_refused_with_the_remedy(data: Path) -> None:
    for write in (False, True):
        with pytest.raises(StoreError, match=r"made with the embedding model “hash”.*not “other”.*new folder"):
            opened(data, embedder="other", write=write)


def test_another_centring_only_rebuilds_the_vectors(data: Path) -> None:
    with opened(data, share=0.5) as store:
        assert any("other options" in finding for finding in store.findings)
        id_, similarity = store.vectors.query("passages", ("public",), question("report"), 1)[0]
    with opened(data, share=0.5) as store:
        assert store.findings == []
        assert store.vectors.query("passages", ("public",), question("report"), 1)[0] == (id_, similarity)


def test_a_reader_cannot_write_and_two_sessions_exclude_each_other(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.SESSION_PATIENCE", 0.1)
    with opened(data) as store, pytest.raises(StoreError, match="reading only"):
        store.remove("vi-3.txt")
    with opened(data, write=True) as store, store.writing(), pytest.raises(StoreError, match="under way"):
        store.remove("vi-3.txt")


def test_a_second_writer_is_refused_within_a_second_while_readers_read(data: Path) -> None:
    with Elsewhere("hold", data) as holder:
        assert holder.told() == "held"
        began = time.monotonic()
        with pytest.raises(StoreError, match=f"process {holder.process.pid}"):
            opened(data, write=True)
        assert time.monotonic() - began < 1
        with opened(data) as store:
            assert len(store.documents()) == 8
    with opened(data, write=True) as store:
        assert store.findings == []


def test_removing_erases_the_words_from_every_file(data: Path) -> None:
    with opened(data, write=True) as store:
        store.remove("en-1.txt")
        store.remove("en-5.txt")
        with pytest.raises(StoreError, match="no document en-1"):
            store.remove("en-1.txt")
        assert len(store.documents()) == 6
        assert store.keyword.search(["agency"], 5) == []
        assert store.catalog.generation() == store.manifest.generation
    content = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    with closing(sqlite3.connect(data / "catalog.sqlite")) as catalogue:
        for column in ("sql", "name"):  # a column and its index are called so
            found = f"SELECT {column} FROM sqlite_master WHERE {column} LIKE '%agency%'"
            for (words,) in catalogue.execute(found).fetchall():
                content = content.replace(words.encode(), b"")
    assert b"Agency" not in content and b"agency" not in content
    assert b"shall" not in content and b"june" not in content.lower()
    with opened(data) as store:
        assert store.findings == []


def whole_versions(data: Path, writer: Elsewhere) -> set[str]:
    """Read a document again and again until a process has ended; every reading must see one whole version."""
    seen: set[str] = set()
    with opened(data) as store:
        while writer.process.is_alive():
            with store.reading():
                text = store.text("bn-0.txt")
                ids = {id_ for id_, _ in store.vectors.query("passages", ("public",), question(text), 20)}
                passages = [p for p in store.passages(sorted(ids)) if p.document == "bn-0.txt"]
                facts = [each for own in store.facts_of_passages([p.id for p in passages]).values() for each in own]
                assert facts and all(text[each.fact.start : each.fact.end] == each.quote for each in facts)
                assert passages, "the vectors know no version that the catalogue knows"
                assert all(p.text == text[p.start : p.end] for p in passages)
                worded = [id_ for id_, _ in store.keyword.search(tokenise(text), 20)]
                assert {p.id for p in passages} <= set(worded)
                assert store.vectors_of([p.id for p in passages]).keys() == {p.id for p in passages}
                assert [each for each in store.facts() if each.document == "bn-0.txt"] == facts
                seen.add(text)
    return seen


def test_readers_of_another_process_never_see_half_a_replacement(data: Path, tmp_path: Path) -> None:
    with Elsewhere("replace", data, tmp_path / "files", 10) as writer:
        seen = whole_versions(data, writer)
        assert writer.told() == "done"
    assert writer.process.exitcode == 0
    assert len(seen) >= 2


def test_readers_of_the_same_process_never_see_half_a_replacement(data: Path, tmp_path: Path) -> None:
    seen: set[str] = set()
    with opened(data, write=True) as store:

        def read() -> None:
            with store.reading():
                text = store.text("bn-0.txt")
                ids = [id_ for id_, _ in store.vectors.query("passages", ("public",), question(text), 20)]
                passages = [p for p in store.passages(ids) if p.document == "bn-0.txt"]
                assert passages and all(p.text == text[p.start : p.end] for p in passages)
                assert {p.id for p in passages} <= {i for i, _ in store.keyword.search(tokenise(text), 20)}
                seen.add(text)

        with read_meanwhile(read):
            for edition in range(1, 11):
                files = write_files(tmp_path / "files", 1, edition=edition)
                assert [e.outcome for e in ingest(store, files, HashEmbedder())][-1] == "replaced"
    assert len(seen) >= 2
