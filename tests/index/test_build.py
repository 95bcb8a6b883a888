"""From files to the index: outcomes, order, failures and crashes."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.build import ingest, remove
from index.doctor import examine
from index.records import Progress, StoreError
from index.tokens import tokenise
from ingest.records import IngestError
from tests.index.small import (
    BUSY,
    DIMENSION,
    Elsewhere,
    HashEmbedder,
    ShiftCentre,
    ingest_files,
    opened,
    write_files,
)  # fmt: skip

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "10"))


def finished(events: Sequence[Progress]) -> list[tuple[str, str]]:
    return [(event.name, event.outcome) for event in events if event.outcome not in BUSY]


def run(data: Path, *paths: Path, **options: Any) -> list[Progress]:
    with opened(data, write=True) as store:
        return list(ingest(store, paths, HashEmbedder(), **options))


def test_files_are_added_once_and_replaced_when_they_change(tmp_path: Path) -> None:
    files = write_files(tmp_path / "files", 4)
    names = [path.name for path in sorted(files)]
    assert finished(run(tmp_path / "data", tmp_path / "files")) == [(name, "added") for name in names]
    assert finished(run(tmp_path / "data", tmp_path / "files")) == [(name, "unchanged") for name in names]
    write_files(tmp_path / "files", 1, edition=1)
    events = run(tmp_path / "data", tmp_path / "files")
    assert finished(events) == [(names[0], "replaced"), *((name, "unchanged") for name in names[1:])]
    assert [event.done for event in events if event.outcome not in BUSY] == [1, 2, 3, 4]
    assert {event.total for event in events} == {4}


def test_another_group_of_the_same_content_replaces_it(tmp_path: Path) -> None:
    files = write_files(tmp_path / "files", 1)
    assert ingest_files(tmp_path / "data", files) == ["added"]
    assert ingest_files(tmp_path / "data", files, "Sở Y tế") == ["replaced"]
    with opened(tmp_path / "data") as store:
        assert store.documents() == []
        assert [info.name for info in store.documents(("Sở Y tế",))] == [files[0].name]
        vector = HashEmbedder().encode_passages(["x"])[0]
        assert store.vectors.query("passages", ("public",), vector, 5) == []
        assert store.vectors.query("passages", ("Sở Y tế",), vector, 5) != []


def test_what_fails_is_reported_in_its_place_and_the_rest_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    write_files(folder, 3)
    (folder / "a-empty.txt").write_bytes(b"")
    (folder / "en-1-broken.docx").write_bytes(b"PK\x03\x04 this is no archive")
    (folder / "z-image.pdf").write_bytes(b"\x89PNG not a pdf")
    missing = tmp_path / "missing.txt"
    events = run(tmp_path / "data", folder, missing)
    assert [outcome for _, outcome in finished(events)] == [
        "failed",
        "added",
        "failed",
        "added",
        "added",
        "failed",
        "failed",
    ]
    for event in events:
        if event.outcome == "failed":
            assert event.name.split(".")[0] in event.detail and event.detail.endswith(".")
    with opened(tmp_path / "data") as store:
        assert len(store.documents()) == 3


def test_a_parser_that_raises_anything_fails_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import build

    files = write_files(tmp_path / "files", 3)
    load = build.load

    def hostile(path: Path, *, max_bytes: int) -> object:
        if path == files[1]:
            raise RecursionError("too deep")
        return load(path, max_bytes=max_bytes)

    monkeypatch.setattr(build, "load", hostile)
    events = run(tmp_path / "data", tmp_path / "files")
    assert sorted(outcome for _, outcome in finished(events)) == ["added", "added", "failed"]
    assert any("RecursionError: too deep" in event.detail for event in events)


def test_two_files_of_one_name_in_one_call_are_told_apart(tmp_path: Path) -> None:
    (one,) = write_files(tmp_path / "a", 1)
    write_files(tmp_path / "b", 1, edition=1)
    write_files(tmp_path / "c", 1)
    events = run(tmp_path / "data", tmp_path / "a", tmp_path / "b", tmp_path / "c")
    assert [outcome for _, outcome in finished(events)] == ["added", "failed", "unchanged"]
    assert any("rename one of them" in event.detail for event in events)
    with opened(tmp_path / "data") as store:
        assert store.text(one.name) == one.read_text("utf-8").replace("\n\n", "\n").strip()


def test_a_limit_and_an_empty_folder(tmp_path: Path) -> None:
    write_files(tmp_path / "files", 1)
    assert [event.outcome for event in run(tmp_path / "data", tmp_path / "files", max_bytes=10)][-1] == "failed"
    (tmp_path / "empty").mkdir()
    with pytest.raises(IngestError):
        run(tmp_path / "data", tmp_path / "empty")


def test_embedded_is_the_context_with_the_passage_and_the_bare_sentence(tmp_path: Path) -> None:
    (file,) = write_files(tmp_path / "files", 1)
    ingest_files(tmp_path / "data", [file])
    with opened(tmp_path / "data") as store:
        (passage,) = store.passages(store.passage_ids_of_documents([file.name]))
        _, units = store.vectors_of([passage.id])[passage.id]
        expected = HashEmbedder().encode_passages([unit.text for unit in passage.sentences])
        assert np.allclose(units, expected, atol=1e-6)
        found = store.vectors.query("sentences", ("public",), ShiftCentre().questions(expected[:1], "bn")[0], 9)
        assert found[0] == (passage.sentences[0].id, pytest.approx(1.0, abs=1e-5))


def test_a_row_of_a_table_is_embedded_with_its_header(tmp_path: Path) -> None:
    page = "<table><tr><th>Agency</th><th>Task</th></tr><tr><td>Health</td><td>Report</td></tr></table>"
    path = tmp_path / "table.html"
    path.write_text(f"<html><body><main><h1>Plan</h1><p>The tasks follow.</p>{page}</main></body></html>", "utf-8")
    assert ingest_files(tmp_path / "data", [path]) == ["added"]
    with opened(tmp_path / "data") as store:
        rows = [p for p in store.passages(store.passage_ids_of_documents([path.name])) if p.cells]
        assert [(row.header, row.cells) for row in rows] == [(("Agency", "Task"), ("Health", "Report"))]
        own, units = store.vectors_of([rows[0].id])[rows[0].id]
        assert np.allclose(own, units[0], atol=1e-6)
        assert store.keyword.search(["agency"], 5)[0][0] == rows[0].id


def test_facts_are_read_by_the_rules_of_the_index_and_counted(tmp_path: Path) -> None:
    files = write_files(tmp_path / "files", 2)
    (empty := tmp_path / "files" / "a.txt").write_text("Nothing is counted here. Nor is it here.", "utf-8")
    events = {event.name: event for event in run(tmp_path / "data", tmp_path / "files") if event.outcome not in BUSY}
    assert [flaw.text for flaw in events[empty.name].flaws] == ["Nothing is counted here.", "Nor is it here."]
    with opened(tmp_path / "data") as store:
        for path in [empty, *files]:
            facts = store.facts(documents=(path.name,))
            assert events[path.name].facts == len(facts) and bool(facts) == (path != empty)
            assert all(store.text(path.name)[each.fact.start : each.fact.end] == each.quote for each in facts)
    again = [event for event in run(tmp_path / "data", tmp_path / "files") if event.outcome == "unchanged"]
    assert [(event.facts, event.flaws) for event in again] == [(0, ())] * 3


def test_small_documents_are_embedded_together(tmp_path: Path) -> None:
    class Counting(HashEmbedder):
        calls: list[int]

        def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
            self.calls.append(len(texts))
            return super().encode_passages(texts)

    embedder = Counting()
    embedder.calls = []
    write_files(tmp_path / "files", 12)
    with opened(tmp_path / "data", write=True) as store:
        list(ingest(store, [tmp_path / "files"], embedder))
    assert len(embedder.calls) <= 2 and max(embedder.calls) > 60


def test_removing_through_build(tmp_path: Path) -> None:
    (file,) = write_files(tmp_path / "files", 1)
    ingest_files(tmp_path / "data", [file])
    with opened(tmp_path / "data", write=True) as store:
        remove(store, file.name)
        assert store.documents() == []
        with pytest.raises(StoreError, match="no document"):
            remove(store, file.name)
    assert ingest_files(tmp_path / "data", [file]) == ["added"]


def assert_whole(data: Path, files: Sequence[Path], acknowledged: set[str], earlier: set[str]) -> None:
    """Every document is one whole version, every acknowledged one is there, and nothing stands twice."""
    with opened(data) as store:
        names = [info.name for info in store.documents()]
        assert len(names) == len(set(names))
        assert acknowledged | earlier <= set(names)
        new = {path.name: path.read_text("utf-8").replace("\n\n", "\n").strip() for path in files}
        for name in names:
            text = store.text(name)
            assert name not in acknowledged or text == new[name]
            facts = store.facts(documents=(name,))
            assert facts and all(text[each.fact.start : each.fact.end] == each.quote for each in facts)
            passages = store.passages(store.passage_ids_of_documents([name]))
            assert "".join(p.text for p in passages).replace("\n", "") == text.replace("\n", "")
            for passage in passages:
                assert store.keyword.texts([passage.id])
                vectors = store.vectors.vectors("sentences", "public", [unit.id for unit in passage.sentences])
                assert len(vectors) == len(passage.sentences) > 0
            assert {p.id for p in passages} & {i for i, _ in store.keyword.search(tokenise(text), 50)}
    assert examine(data, embedder="hash", dimension=DIMENSION, centre=ShiftCentre()) == []


def killed_ingestion(data: Path, folder: Path, *at: Any, after: float = 0.0) -> set[str]:
    """Names of the documents that a process acknowledged before it was killed."""
    with Elsewhere("ingest", data, folder, *at) as other:
        assert other.told() == "open"
        if not at:
            time.sleep(after)
            other.process.kill()
        told = list(iter(other.told, None))
        other.process.join()
    assert other.process.exitcode in (-9, 0)
    return {name for outcome, name in told if outcome in ("added", "replaced")}


STEPS = (
    "Manifest.save",
    "Catalog.insert",
    "Vectors.add",
    "Keyword.add",
    "Catalog.publish",
    "Vectors.remove",
    "Keyword.remove",
)


@pytest.fixture(scope="module")
def first_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with four files and the index of them."""
    folder = tmp_path_factory.mktemp("first")
    ingest_files(folder / "data", write_files(folder / "files", 4))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_of_a_replacement_loses_and_doubles_nothing(
    step: str, when: str, first_edition: Path, tmp_path: Path
) -> None:
    shutil.copytree(first_edition, tmp_path, dirs_exist_ok=True)
    files = sorted((tmp_path / "files").iterdir())
    earlier = {path.name for path in files}
    write_files(tmp_path / "files", 4, edition=1)
    acknowledged = killed_ingestion(tmp_path / "data", tmp_path / "files", step, when, 2)
    assert acknowledged != earlier, "the process was not killed"
    assert_whole(tmp_path / "data", files, acknowledged, earlier)
    assert set(ingest_files(tmp_path / "data", files)) <= {"replaced", "unchanged"}


@pytest.mark.slow
def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    chance = random.Random(ROUNDS)
    earlier: set[str] = set()
    for edition in range(ROUNDS):
        files = write_files(tmp_path / "files", 8, edition=edition)
        after = chance.uniform(0.0, 1.5)
        acknowledged = killed_ingestion(tmp_path / "data", tmp_path / "files", after=after)
        earlier |= acknowledged
        assert_whole(tmp_path / "data", files, acknowledged, earlier)
