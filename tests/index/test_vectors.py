"""The vector store against an exact search."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import VectorError, Vectors, collection_name


def unit(count: int, seed: int = 0) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, 384))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def ranked(matrix: NDArray[np.float32], ids: list[int], query: NDArray[np.float32], k: int) -> list[int]:
    return [ids[n] for n in np.argsort(-(matrix @ query), kind="stable")[:k]]


def test_the_nearest_are_the_exact_ones_with_their_cosine(tmp_path: Path) -> None:
    matrix, ids = unit(600), list(range(1000, 1600))
    vectors = Vectors.open(tmp_path)
    vectors.add("sentences", "public", ids, matrix)
    for query in unit(20, seed=1):
        found = vectors.query("sentences", ["public"], query, 10)
        assert [id_ for id_, _ in found] == ranked(matrix, ids, query, 10)
        assert found[0][1] == pytest.approx(float(matrix[found[0][0] - 1000] @ query), abs=1e-5)


def test_groups_are_apart_and_merged_on_demand(tmp_path: Path) -> None:
    matrix = unit(30)
    vectors = Vectors.open(tmp_path)
    for at, access in ((0, "public"), (10, "finance"), (20, "Sở Y tế")):
        vectors.add("passages", access, list(range(at, at + 10)), matrix[at : at + 10])
    query = matrix[15]
    assert {id_ for id_, _ in vectors.query("passages", ["public"], query, 30)} == set(range(10))
    assert vectors.query("passages", ["public", "finance"], query, 3)[0][0] == 15
    assert [id_ for id_, _ in vectors.query("passages", ["public", "finance", "Sở Y tế"], query, 30)] == ranked(
        matrix, list(range(30)), query, 30
    )
    assert vectors.query("passages", ["nobody"], query, 3) == []
    assert vectors.query("sentences", ["public"], query, 3) == []


def test_equal_vectors_are_ordered_by_id(tmp_path: Path) -> None:
    vectors = Vectors.open(tmp_path)
    vectors.add("passages", "public", [7, 5, 6], np.repeat(unit(1), 3, axis=0))
    assert [id_ for id_, _ in vectors.query("passages", ["public"], unit(1)[0], 3)] == [5, 6, 7]


def test_removed_ids_are_gone_and_an_emptied_collection_answers(tmp_path: Path) -> None:
    matrix = unit(5)
    vectors = Vectors.open(tmp_path)
    vectors.add("passages", "public", [1, 2, 3, 4, 5], matrix)
    vectors.remove("passages", "public", [1, 99])
    assert vectors.ids("passages", "public") == {2, 3, 4, 5}
    assert vectors.query("passages", ["public"], matrix[0], 50)[0][0] != 1
    vectors.remove("passages", "public", [2, 3, 4, 5])
    assert vectors.query("passages", ["public"], matrix[0], 5) == []
    vectors.add("passages", "public", [6], matrix[:1])
    assert vectors.query("passages", ["public"], matrix[0], 5)[0][0] == 6


def test_what_was_added_is_there_after_reopening_and_opening_changes_no_file(tmp_path: Path) -> None:
    matrix = unit(50)
    vectors = Vectors.open(tmp_path)
    vectors.add("passages", "public", list(range(50)), matrix)
    before, sizes = vectors.query("passages", ["public"], matrix[3], 50), vectors.sizes()
    vectors.close()
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*/*")}
    again = Vectors.open(tmp_path)
    assert again.query("passages", ["public"], matrix[3], 50) == before
    assert np.allclose(again.vectors("passages", "public", [3, 1]), matrix[[3, 1]], atol=1e-6)
    assert again.counts() == {"passages-public": 50}
    assert again.sizes() == sizes
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("*/*")} == stamps


def test_missing_ids_are_an_error_to_the_check(tmp_path: Path) -> None:
    vectors = Vectors.open(tmp_path)
    vectors.add("passages", "public", [1], unit(1))
    with pytest.raises(VectorError):
        vectors.vectors("passages", "public", [1, 2])


def test_reset_makes_an_empty_store_of_a_broken_one(tmp_path: Path) -> None:
    vectors = Vectors.open(tmp_path)
    vectors.add("passages", "public", [1], unit(1))
    vectors.close()
    database = tmp_path / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:5000])
    broken = Vectors(tmp_path)
    with pytest.raises(VectorError):
        Vectors.open(tmp_path)
    broken.reset()
    assert broken.counts() == {}
    broken.add("passages", "public", [1], unit(1))
    assert broken.ids("passages", "public") == {1}


@pytest.mark.parametrize("access", ["public", "Sở Y tế", "राज्य", "0x41", "a", "-", "x" * 200, "a b"])
def test_every_group_has_a_collection_of_its_own_that_chroma_accepts(access: str, tmp_path: Path) -> None:
    vectors = Vectors.open(tmp_path)
    vectors.add("sentences", access, [1], unit(1))
    assert vectors.ids("sentences", access) == {1}
    assert collection_name("sentences", access) != collection_name("sentences", access + "x")
