"""The catalogue on its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from index.catalog import Catalog
from index.records import StoreError
from index.schema import Rows, facts, nest
from ingest.document import understand
from ingest.records import Block, Document, Loaded, Sentence
from tests.index.small import DIRECTIVES, document, matrices, with_facts


def publish(catalog: Catalog, made: Document, access: str = "public", seed: int = 0) -> Rows:
    rows = catalog.insert(made, access, matrices(made, seed), "2026-01-01T00:00:00+00:00")
    catalog.publish(rows.document)
    return rows


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    made = Catalog.open(tmp_path / "catalog.sqlite")
    made.create()
    return made


@pytest.mark.parametrize("language", sorted(DIRECTIVES))
def test_a_document_comes_back_as_it_went_in(catalog: Catalog, language: str) -> None:
    made = document("a.txt", *(DIRECTIVES[language].format(n=n) for n in range(20)))
    made = replace(made, number="57-NQ/TW", date=date(2024, 12, 22), source="https://example.org/a")
    rows = publish(catalog, made)
    own, units = matrices(made)
    (info,) = catalog.infos()
    assert (info.name, info.language, info.number, info.date) == ("a.txt", language, "57-NQ/TW", date(2024, 12, 22))
    assert (info.passages, info.characters) == (len(made.passages), len(made.text))
    assert catalog.text("a.txt") == made.text
    passages = catalog.passages(rows.passages)
    assert [passage.text for passage in passages] == [made.text[p.start : p.end] for p in made.passages]
    for passage in passages:
        assert all(unit.text == made.text[unit.start : unit.end] for unit in passage.sentences)
    vectors = catalog.vectors(rows.passages)
    assert all(np.array_equal(vectors[id_][0], own[n]) for n, id_ in enumerate(rows.passages))
    by_id = {unit.id: vectors[p.id][1][n] for p in passages for n, unit in enumerate(p.sentences)}
    assert all(np.array_equal(by_id[id_], units[n]) for n, id_ in enumerate(rows.sentences))
    assert catalog.numbered("57/NQTW") == ["a.txt"]


@pytest.mark.parametrize("language", sorted(DIRECTIVES))
def test_a_whole_document_comes_back_without_its_vectors(catalog: Catalog, language: str) -> None:
    lines = [Block("heading", "I. NHIỆM VỤ", level=1), Block("paragraph", DIRECTIVES[language].format(n=1))]
    lines.append(Block("paragraph", "The first office reports every month; the second office reports every year."))
    cells = ("1", DIRECTIVES[language].format(n=2))
    lines += [Block("row", " | ".join(cells), page=2, header=("No.", "Task"), cells=cells)]
    made = understand(
        Loaded(tuple(lines), source="https://example.org/a", published=date(2026, 2, 1)), "a.docx", "hash"
    )
    made = replace(made, number="57-NQ/TW", facts=(), flaws=())
    assert any(passage.clauses for passage in made.passages) and any(passage.cells for passage in made.passages)
    rows = publish(catalog, made)
    assert catalog.document(rows.document) == (made, rows.passages)
    assert catalog.stored(rows.document).document == made


def test_clauses_nest_in_their_sentences() -> None:
    spans = [Sentence(*span) for span in [(0, 30), (31, 60), (0, 10), (11, 30), (31, 45)]]
    whole, inside = nest(spans)
    assert whole == [0, 1] and {i: sorted(parts) for i, parts in inside.items()} == {0: [2, 3], 1: [4]}


def test_a_pending_version_is_seen_by_nobody(catalog: Catalog) -> None:
    old = publish(catalog, document("a.txt", "The old text stands."))
    made = document("a.txt", "The new text stands here.")
    new = catalog.insert(made, "public", matrices(made), "")
    assert catalog.text("a.txt") == "The old text stands."
    assert catalog.passages(new.passages) == []
    assert catalog.passages_of_sentences(new.sentences) == {}
    assert catalog.publish(new.document) == [old]
    assert catalog.text("a.txt") == "The new text stands here."
    assert catalog.passages(old.passages) == []
    assert len(catalog.infos()) == 1


def test_ids_are_never_used_twice(catalog: Catalog) -> None:
    first = publish(catalog, document("a.txt", "One sentence. Another sentence."))
    made = document("b.txt", "A pending one.")
    pending = catalog.insert(made, "public", matrices(made), "")
    assert catalog.drop_pending() == 1
    assert catalog.delete("a.txt") == [first]
    again = publish(catalog, document("a.txt", "One sentence. Another sentence."))
    assert again.document > max(first.document, pending.document)
    assert min(again.passages) > max(first.passages + pending.passages)
    assert min(again.sentences) > max(first.sentences + pending.sentences)


def test_deleting_a_document_leaves_no_row_of_it(catalog: Catalog) -> None:
    rows = publish(catalog, with_facts(document("a.txt", DIRECTIVES["en"].format(n=1))))
    with catalog.connected() as connection:
        assert len(connection.execute(select(facts)).all()) >= 2
    assert catalog.mentions(["18/CTTTG"]) != []
    catalog.delete("a.txt")
    assert catalog.mentions(["18/CTTTG"]) == []
    assert catalog.vectors(rows.passages) == {}
    with catalog.connected() as connection:
        assert connection.execute(select(facts)).all() == []
    assert catalog.problem() == ""


def test_passages_keep_the_order_asked_for_and_leave_out_what_is_not_there(catalog: Catalog) -> None:
    rows = publish(catalog, document("a.txt", *("A paragraph of its own. " * 60 for _ in range(8))))
    assert len(rows.passages) >= 3
    wanted = [rows.passages[2], 10_000, rows.passages[0], rows.passages[2], rows.passages[1]]
    found = [passage.id for passage in catalog.passages(wanted)]
    assert found == [rows.passages[2], rows.passages[0], rows.passages[1]]
    assert catalog.passages(list(range(5000)))[0].id == rows.passages[0]
    assert catalog.passages([]) == [] and catalog.vectors([]) == {}


def test_every_answer_is_filtered_by_group(catalog: Catalog) -> None:
    text = DIRECTIVES["vi"].format(n=1)
    open_rows = publish(catalog, document("open.txt", text, source="https://example.org/1"))
    closed_rows = publish(catalog, document("closed.txt", text, source="https://example.org/1"), "finance")
    both = open_rows.passages + closed_rows.passages
    key = catalog.mentioned()[0]
    for accesses, names, rows in (
        (("public",), ["open.txt"], [open_rows]),
        (("finance",), ["closed.txt"], [closed_rows]),
        (("public", "finance"), ["closed.txt", "open.txt"], [open_rows, closed_rows]),
        ((), [], []),
        (None, ["closed.txt", "open.txt"], [open_rows, closed_rows]),
    ):
        passages = [id_ for each in rows for id_ in each.passages]
        assert [info.name for info in catalog.infos(accesses)] == names
        assert [passage.id for passage in catalog.passages(both, accesses)] == passages
        assert catalog.passages_of_documents(["open.txt", "closed.txt"], accesses) == passages
        assert sorted({passage for passage, _ in catalog.mentions([key], accesses)}) == passages
        assert (catalog.text("closed.txt", accesses) is not None) == ("closed.txt" in names)
        twins = [info.twins for info in catalog.infos(accesses)]
        assert twins == ([("open.txt",), ("closed.txt",)] if len(names) == 2 else [()] * len(names))


def test_mentions_know_the_sentence(catalog: Catalog) -> None:
    made = document(
        "a.txt", "The first sentence names nothing. It follows Resolution 57-NQ/TW closely. The last is plain."
    )
    rows = publish(catalog, made)
    found = catalog.mentions(["57/NQTW"])
    sentences = {unit.id: unit.text for passage in catalog.passages(rows.passages) for unit in passage.sentences}
    assert found and all(passage == rows.passages[0] and sentence for passage, sentence in found)
    assert all("57-NQ/TW" in sentences[sentence] for _, sentence in found if sentence)


def test_a_snapshot_stays_at_its_moment(catalog: Catalog, tmp_path: Path) -> None:
    publish(catalog, document("a.txt", "The old text stands."))
    reader = Catalog.open(tmp_path / "catalog.sqlite")
    with reader.snapshot():
        publish(catalog, document("a.txt", "The new text stands here."))
        assert reader.text("a.txt") == "The old text stands."
        assert reader.latest_generation() == reader.generation() + 1
    assert reader.text("a.txt") == "The new text stands here."


def test_removed_text_leaves_the_disk(catalog: Catalog, tmp_path: Path) -> None:
    made = with_facts(document("a.txt", *(f"Unmistakable words number {n} stand here." for n in range(300))))
    assert len(made.facts) == 300
    publish(catalog, made)
    catalog.delete("a.txt")
    catalog.erase_removed()
    assert b"Unmistakable" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_cut_file_is_an_error_with_the_remedy(catalog: Catalog, tmp_path: Path) -> None:
    publish(catalog, document("a.txt", *(DIRECTIVES["hi"].format(n=n) for n in range(50))))
    catalog.erase_removed()
    catalog.close()
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(StoreError, match="directives doctor"):
        Catalog.open(path).infos()
