"""Facts read anew: from an index of before there were any, by other rules, and while others read."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.facts import Extraction
from index.lock import WriterLock
from index.records import StoredFact, StoreError
from ingest.document import understand
from ingest.facts import VERSION
from ingest.records import FACT_KINDS, Block, Document, Fact, Flaw, Loaded
from ingest.terms import load
from tests.index.small import DIRECTIVES, document, keep, opened, read_meanwhile, rules


def agencies(found: Sequence[StoredFact]) -> set[str]:
    return {each.fact.agency for each in found}


def make_old(data: Path) -> None:
    """What a version of the program before facts has left."""
    with closing(sqlite3.connect(data / "catalog.sqlite")) as catalogue, catalogue:
        for statement in ("DROP TABLE fact", "DROP TABLE entry", "DELETE FROM state WHERE name LIKE 'facts%'"):
            catalogue.execute(statement)


@pytest.fixture(scope="module")
def made_old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("old") / "data"
    with opened(data, write=True, extraction=None) as store:
        keep(store, *(document(f"{k}.txt", *(v.format(n=n) for n in range(3))) for k, v in DIRECTIVES.items()))
        lines = [Block("heading", "PHỤ LỤC", level=1), Block("paragraph", "Sở Y tế báo cáo; Sở Nội vụ đôn đốc 2 lần.")]
        cells = ("1", "Số hóa 5 hồ sơ")
        lines += [Block("row", " | ".join(cells), page=2, header=("STT", "Nhiệm vụ"), cells=cells)]
        table = understand(Loaded(tuple(lines), published=date(2026, 2, 1)), "table.docx", "hash")
        keep(store, replace(table, number="87/KH-UBND", facts=(), flaws=()))
    make_old(data)
    return data


@pytest.fixture
def old(made_old: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_old, tmp_path / "data"))


@pytest.mark.parametrize("write", [False, True])
def test_a_folder_from_before_facts_gets_them_at_opening(
    old: Path, write: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    with opened(old, write=write, extraction=rules("first", heard)) as store:
        assert sorted(heard) == ["bn.txt", "en.txt", "hi.txt", "table.docx", "vi.txt"]
        assert {each.document for each in store.facts()} == set(heard)
        for each in store.facts():
            assert store.text(each.document)[each.fact.start : each.fact.end] == each.quote
            assert each.passage_id in store.passage_ids_of_documents([each.document])
        assert store.findings == []
    # What was derived before is as good as it was, and so are the facts from now on.
    monkeypatch.setattr("index.opening.heal", None)
    with opened(old, write=write, extraction=rules("first", heard)) as store:
        assert len(heard) == 5
        assert agencies(store.facts()) == {"first"}


def test_the_extraction_gets_the_document_as_it_was(made_old: Path, old: Path) -> None:
    received: list[Document] = []

    def extract(made: Document) -> tuple[tuple[Fact, ...], tuple[Flaw, ...]]:
        received.append(made)
        return (), ()

    with opened(old, extraction=Extraction(extract, "other")) as store:
        assert store.facts() == []
    by_name = {made.name: made for made in received}
    for language, pattern in DIRECTIVES.items():
        assert by_name[f"{language}.txt"] == document(f"{language}.txt", *(pattern.format(n=n) for n in range(3)))
    table = by_name["table.docx"]
    assert (table.number, table.date) == ("87/KH-UBND", date(2026, 2, 1))
    rows = [passage for passage in table.passages if passage.cells]
    assert [(row.header, row.cells, row.page) for row in rows] == [(("STT", "Nhiệm vụ"), ("1", "Số hóa 5 hồ sơ"), 2)]
    (parted,) = [passage for passage in table.passages if passage.clauses]
    whole = [table.text[unit.start : unit.end] for unit in parted.sentences]
    assert "Sở Y tế báo cáo; Sở Nội vụ đôn đốc 2 lần." in whole and len(parted.clauses) == 2


def test_beside_a_writer_an_old_folder_opens_without_facts_and_notices_them_later(old: Path) -> None:
    with WriterLock(old):
        store = opened(old, extraction=rules("first"))
    with store:
        ids = [info.id for info in store.documents()]
        assert store.facts() == [] and store.facts(kinds=("deadline",)) == []
        assert store.facts_of(ids) == {id_: [] for id_ in ids} and store.facts_of_passages([1]) == {1: []}
        assert store.entries() == [] and store.orphans() == []
        with pytest.raises(StoreError, match="no fact"):
            store.fact("0" * 16)
        assert len(store.fingerprint()) == 16
        with opened(old, write=True, extraction=rules("first")):
            pass
        assert len(store.facts()) > 10
        with store.reading():
            assert all(own for own in store.facts_of(ids).values())


def test_facts_of_other_rules_are_renewed_in_one_step(old: Path) -> None:
    with opened(old, write=True, extraction=rules("first")) as store:
        before = {each.id: each.fact for each in store.facts()}
        with opened(old, extraction=rules("second")) as other:
            assert agencies(other.facts()) == {"first"}, "it is being held"
    with opened(old, extraction=rules("second")) as store:
        assert agencies(store.facts()) == {"second"}
        assert {each.id for each in store.facts()} == before.keys()
        assert agencies(store.facts(kinds=("deadline",))) == {"second"}
    with opened(old, extraction=None) as store:
        assert agencies(store.facts()) == {"second"}


def test_a_document_that_cannot_be_read_anew_keeps_its_facts_and_is_named(old: Path) -> None:
    def hostile(made: Document) -> tuple[tuple[Fact, ...], tuple[Flaw, ...]]:
        if made.name == "hi.txt":
            raise RecursionError("too deep")
        return rules("second").extract(made)

    with opened(old, extraction=rules("first")):
        pass
    with opened(old, extraction=Extraction(hostile, "second")) as store:
        assert store.findings == ["The facts of hi.txt could not be read anew (RecursionError: too deep)."]
        assert {(each.document, each.fact.agency) for each in store.facts(documents=("hi.txt", "vi.txt"))} == {
            ("hi.txt", "first"),
            ("vi.txt", "second"),
        }
    with opened(old, extraction=Extraction(hostile, "second")) as store:
        assert store.findings == []


def test_an_interrupted_renewal_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(old, extraction=rules("first")):
        pass

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.facts.advance", fail)
    with pytest.raises(KeyboardInterrupt):
        opened(old, extraction=rules("second"))
    monkeypatch.undo()
    with opened(old, extraction=None) as store:
        assert agencies(store.facts()) == {"first"}
    with opened(old, extraction=rules("second")) as store:
        assert agencies(store.facts()) == {"second"}


def test_facts_taken_in_without_rules_are_read_anew_with_rules(old: Path) -> None:
    with opened(old, extraction=rules("first")):
        pass
    with opened(old, write=True, extraction=None) as store:
        keep(store, document("late.txt", DIRECTIVES["en"].format(n=1)))
        assert store.facts(documents=("late.txt",)) == []
    with opened(old, extraction=rules("first")) as store:
        assert store.facts(documents=("late.txt",)) != []


def test_facts_are_refreshed_while_others_read(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(old, write=True, extraction=rules("0")) as store:
        ids = [info.id for info in store.documents()]

        def read() -> None:
            with store.reading():
                of_documents = [each for own in store.facts_of(ids).values() for each in own]
                assert len(agencies(of_documents)) == 1
                assert agencies(store.facts(kinds=FACT_KINDS)) == agencies(of_documents)
            assert len(agencies(store.facts())) == 1

        with read_meanwhile(read):
            for turn in range(1, 15):
                assert store.refresh_facts(rules(str(turn))) == []
                assert agencies(store.facts()) == {str(turn)}
        with store.writing(), monkeypatch.context() as patched:
            patched.setattr("index.store.SESSION_PATIENCE", 0.1)
            with pytest.raises(StoreError, match="under way"):
                store.refresh_facts()
    monkeypatch.setattr("index.opening.heal", None)
    heard: list[str] = []
    with opened(old, write=True, extraction=rules("14", heard)) as store:
        assert heard == []
        store.refresh_facts()
        assert len(heard) == 5
    with opened(old) as store, pytest.raises(StoreError, match="reading only"):
        store.refresh_facts()


def test_the_version_names_rules_and_options(tmp_path: Path) -> None:
    plain, holidays = Extraction.standard(), frozenset({date(2026, 9, 2), date(2026, 4, 30)})
    other = Extraction.standard(holidays)
    assert plain.version.startswith(f"{VERSION}-")
    assert other.version == Extraction.standard(frozenset(sorted(holidays))).version
    assert Extraction.standard(terms=load()).version == plain.version  # the terms that come with the program
    own = "id\ten\tvi\thi\tbn\nsea_watch\tSea Watch\tCanh biển\tसमुद्री प्रहरी\tসমুদ্র প্রহরা\n"
    (tmp_path / "agencies.tsv").write_text(own, encoding="utf-8")
    assert len({plain.version, other.version, Extraction.standard(terms=load([tmp_path])).version}) == 3


def test_the_standard_rules_are_the_program_s() -> None:
    made = document("a.txt", "The Department of Agriculture shall register 0.1 million farms by 30 June 2026.")
    (fact,) = Extraction.standard().extract(made)[0]
    assert (fact.kind, made.text[fact.start : fact.end]) == ("deadline", made.text)
    assert fact.deadline and fact.deadline.end == date(2026, 6, 30)
