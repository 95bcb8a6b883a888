"""Each file of the index removed or cut: found, mended, and the same answers as before."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.doctor import Finding, examine
from index.records import StoreError
from index.tokens import tokenise
from tests.index.small import DIMENSION, DIRECTIVES, HashEmbedder, ShiftCentre, ingest_files, opened, write_files

Answers = list[list[tuple[int, float]]]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("healthy")
    ingest_files(folder / "data", write_files(folder / "files", 24))
    return folder / "data"


@pytest.fixture
def data(healthy: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(healthy, tmp_path / "data"))


def check(data: Path, **options: Any) -> list[Finding]:
    settings: dict[str, Any] = {"embedder": "hash", "dimension": DIMENSION, "centre": ShiftCentre()} | options
    return examine(data, **settings)


def answers(data: Path) -> Answers:
    """What every question finds, by vectors and by words; similarities to five digits."""
    with opened(data) as store:
        found: Answers = []
        for pattern in DIRECTIVES.values():
            for n in (0, 301, 1202):
                text = pattern.format(n=n)
                vector = HashEmbedder().encode_passages([text])[0]
                for kind in ("passages", "sentences"):
                    near = store.vectors.query(kind, ("public",), vector, 10)
                    found.append(sorted((id_, round(similarity, 5)) for id_, similarity in near))
                found.append(store.keyword.search(tokenise(text), 10))
        return found


@pytest.fixture(scope="module")
def before(healthy: Path) -> Answers:
    return answers(healthy)


def derived_files(data: Path) -> list[str]:
    names = {path.name for path in (data / "chroma").rglob("*") if path.is_file()}
    return ["manifest.json", "keyword.sqlite", *sorted(f"chroma/**/{name}" for name in names)]


def damaged(data: Path, pattern: str, change: Callable[[Path], object]) -> None:
    paths = [path for path in data.glob(pattern) if path.is_file()]
    assert paths
    for path in paths:
        change(path)


def cut(share: float) -> Callable[[Path], object]:
    return lambda path: os.truncate(path, int(path.stat().st_size * share))


def test_there_are_eight_files_to_lose(healthy: Path) -> None:
    assert [name.rpartition("/")[2] for name in derived_files(healthy)] == [
        "manifest.json",
        "keyword.sqlite",
        "chroma.sqlite3",
        "data_level0.bin",
        "header.bin",
        "index_metadata.pickle",
        "length.bin",
        "link_lists.bin",
    ]


def test_a_healthy_index_has_no_findings(data: Path) -> None:
    assert check(data) == []
    with opened(data) as store:
        assert store.findings == []


HNSW = ("data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin")
FILES = ("manifest.json", "keyword.sqlite", "chroma/chroma.sqlite3", *(f"chroma/*/{name}" for name in HNSW))


@pytest.mark.parametrize("how", ["removed", "cut"])
@pytest.mark.parametrize("pattern", FILES)
def test_a_lost_or_cut_file_is_found_and_mended(before: Answers, data: Path, pattern: str, how: str) -> None:
    change = {"removed": Path.unlink, "cut": cut(0.4)}[how]
    damaged(data, pattern, change)
    findings = check(data)
    assert findings and all(finding.mended for finding in findings), findings
    assert answers(data) == before


@pytest.mark.parametrize("pattern", FILES)
def test_opening_finds_and_mends_it_too(before: Answers, data: Path, pattern: str) -> None:
    damaged(data, pattern, cut(0.0))
    with opened(data) as store:
        assert store.findings
    assert answers(data) == before
    with opened(data) as store:
        assert store.findings == []


def test_a_whole_folder_of_vectors_can_be_lost(before: Answers, data: Path) -> None:
    shutil.rmtree(data / "chroma")
    assert [finding.code for finding in check(data)] == ["vectors"]
    assert answers(data) == before


def test_a_changed_vector_and_a_changed_word_are_found(before: Answers, data: Path) -> None:
    with opened(data, write=True) as store:
        (id_, *_) = sorted(store.vectors.ids("sentences", "public"))
        store.vectors.remove("sentences", "public", [id_])
        store.vectors.add("sentences", "public", [id_], HashEmbedder().encode_passages(["something else"]))
        with store._changing():
            pass
    with sqlite3.connect(data / "keyword.sqlite") as keyword:
        keyword.execute("UPDATE passages SET tokens = 'other words' WHERE rowid = 1")
    keyword.close()
    assert [finding.code for finding in check(data)] == ["vectors", "keyword"]
    assert answers(data) == before


def test_missing_and_superfluous_entries_are_found(before: Answers, data: Path) -> None:
    with opened(data, write=True) as store, store._changing():
        store.vectors.add("passages", "public", [9999], HashEmbedder().encode_passages(["nobody's"]))
        store.keyword.remove([1, 2])
        store.keyword.add([(9999, "nobody's")])
    codes = {finding.code: finding.message for finding in check(data)}
    assert "does not have" in codes["vectors"]
    assert "2 passages were missing and 1 superfluous" in codes["keyword"]
    assert answers(data) == before


def damage_catalogue(data: Path, statement: str) -> None:
    with sqlite3.connect(data / "catalog.sqlite") as catalogue:
        catalogue.execute(statement)
    catalogue.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE passage SET start = start + 1 WHERE id = 3", "not slices of its text"),
        ('UPDATE sentence SET "end" = "end" + 5000 WHERE id = 4', "leaves its passage"),
        ("UPDATE passage SET vector = x'0000' WHERE id = 3", "damaged"),
        ("UPDATE sentence SET vector = zeroblob(1532) WHERE id = 4", "damaged"),
        ("DELETE FROM passage WHERE id = 3", "without their document"),
    ],
)
def test_a_damaged_catalogue_is_reported_with_the_remedy(data: Path, statement: str, said: str) -> None:
    damage_catalogue(data, statement)
    (finding,) = check(data)
    assert (finding.code, finding.mended) == ("catalogue", False)
    assert said in finding.message
    assert "restore the folder from a copy, or ingest the files into a new folder" in finding.message


def test_a_cut_or_missing_catalogue_is_reported(data: Path, tmp_path: Path) -> None:
    os.truncate(data / "catalog.sqlite", 50_000)
    assert [(finding.code, finding.mended) for finding in check(data)] == [("catalogue", False)]
    (data / "catalog.sqlite").unlink()
    assert [(finding.code, finding.mended) for finding in check(data)] == [("catalogue", False)]
    assert [(finding.code, finding.mended) for finding in check(tmp_path / "nothing")] == [("no_index", False)]


def test_another_embedder_is_a_finding_and_a_writer_a_refusal(data: Path) -> None:
    assert [(finding.code, finding.mended) for finding in check(data, embedder="other")] == [("manifest", False)]
    (data / "manifest.json").unlink()
    assert not all(finding.mended for finding in check(data, embedder="other")), "the catalogue remembers the embedder"
    with opened(data, write=True), pytest.raises(StoreError, match="being written"):
        check(data)
