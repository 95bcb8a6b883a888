"""What people say of facts: kept in order, checked, and outliving the documents."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ledger import checked
from index.records import Entry, EntryKind, StoreError
from index.store import Store
from tests.index.small import DIRECTIVES, Elsewhere, document, keep, opened, with_facts

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NOTES = {
    "vi": "Đã hoàn thành 60% khối lượng; còn 2 xã chưa số hóa.",
    "hi": "६०% कार्य पूरा हुआ; दो ब्लॉक शेष हैं। क्‍षेत्र रिपोर्ट संलग्न।",
    "bn": "৬০% কাজ শেষ হয়েছে; দুটি ব্লক বাকি। র‍্যাম্প প্রস্তুত।",
    "en": "60% is done; two communes remain.\nSee the report.",
}


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document in each language, of four paragraphs."""
    data = tmp_path_factory.mktemp("four") / "data"
    made = {f"{key}.txt": [line.format(n=n) for n in range(4)] for key, line in DIRECTIVES.items()}
    with opened(data, write=True) as store:
        keep(store, *(with_facts(document(name, *lines)) for name, lines in made.items()))
    return data


@pytest.fixture
def store(four: Path, tmp_path: Path) -> Iterator[Store]:
    with opened(shutil.copytree(four, tmp_path / "data"), write=True) as made:
        yield made


def entry(fact: str, kind: EntryKind = "progress", who: str = "An", at: datetime = NOON, **values: str) -> Entry:
    return Entry(fact, "", kind, who, at, values)


@pytest.mark.parametrize("language", sorted(NOTES))
def test_an_entry_comes_back_as_it_was_said(store: Store, language: str) -> None:
    fact = store.facts(documents=(f"{language}.txt",))[0]
    kept = store.record(entry(fact.id, status="in_progress", note=NOTES[language], evidence="https://example.org/1"))
    said = {"status": "in_progress", "note": NOTES[language], "evidence": "https://example.org/1"}
    assert kept == Entry(fact.id, f"{language}.txt", "progress", "An", NOON, said, "public")
    assert store.entries() == [kept] and store.entries([fact.id]) == [kept]
    assert store.orphans() == []


def test_entries_are_in_the_order_in_which_they_were_said(store: Store) -> None:
    one, two, three = (fact.id for fact in store.facts()[:3])
    said: list[tuple[str, EntryKind]] = [
        (one, "confirm"),
        (two, "correct"),
        (one, "reject"),
        (three, "progress"),
        (one, "restore"),
        (two, "correct"),
    ]
    for n, (fact, kind) in enumerate(said):
        store.record(entry(fact, kind, at=NOON - timedelta(hours=n), agency=f"agency {n}"))
    assert [(each.fact, each.kind) for each in store.entries()] == said
    assert [each.values["agency"] for each in store.entries([two, one])] == [f"agency {n}" for n in (0, 1, 2, 4, 5)]
    assert store.entries([]) == [] and store.entries(["0" * 16]) == []
    store.entries().clear()
    assert len(store.entries()) == 6, "what is handed out may be changed"


def test_times_are_kept_in_utc(store: Store) -> None:
    fact = store.facts()[0].id
    hanoi = timezone(timedelta(hours=7))
    for at in (NOON.astimezone(hanoi), NOON.replace(tzinfo=None), NOON + timedelta(microseconds=1)):
        store.record(entry(fact, "confirm", at=at))
    times = [each.at for each in store.entries()]
    assert times == [NOON, NOON, NOON + timedelta(microseconds=1)]
    assert all(at.utcoffset() == timedelta(0) for at in times)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"fact": "0123456789abcdef"}, "There is no fact 0123456789abcdef in the index"),
        ({"fact": ""}, "There is no fact"),
        (
            {"kind": "delete"},
            "“delete” cannot be said of a fact: use one of correct, confirm, reject, restore, progress",
        ),
        ({"who": ""}, "Nobody is named"),
        ({"who": " \u202e\x00\n "}, "Nobody is named"),
        ({"who": "x" * 101}, "has 101 characters: use at most 100"),
        ({"note": "ক" * 2001}, "“note” has 2,001 characters: use at most 2,000"),
        ({"agency": "x" * 5000}, "“agency” has 5,000 characters"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(store: Store, changed: dict[str, Any], said: str) -> None:
    generation = store.catalog.generation()
    with pytest.raises(StoreError, match=said):
        store.record(entry(**{"fact": store.facts()[0].id, "kind": "progress", "status": "done"} | changed))
    assert store.entries() == [] and store.catalog.generation() == generation


def test_the_longest_are_kept(store: Store) -> None:
    kept = store.record(entry(store.facts()[0].id, who="य" * 100, note="न" * 2000))
    assert store.entries() == [kept] and len(kept.values["note"]) == 2000


@given(st.text(), st.text(alphabet=st.sampled_from("ab\x00\x07\x1b\x7f\x85\r\n\t\u202e\u2066\u200d\ufeff\ud800क्")))
def test_control_characters_are_taken_out(who: str, note: str) -> None:
    said = checked(entry("0" * 16, who=f"An {who[:40]}", note=note))
    assert said.who.startswith("An") and not any(char < " " or "\x7f" <= char < "\xa0" for char in said.who)
    kept = said.values["note"]
    assert not set(kept) & set("\x00\x07\x1b\x7f\x85\r\u202e\u2066\ufeff\ud800")
    assert [char for char in kept if char in "ab\u200d"] == [char for char in note if char in "ab\u200d"]
    kept.encode()


def test_it_can_be_said_while_documents_are_taken_in(store: Store) -> None:
    """Serving: an ingestion holds its session for minutes, and other threads record meanwhile."""
    ids = [fact.id for fact in store.facts()]
    failures: list[BaseException] = []

    def record(number: int) -> None:
        try:
            for n in range(12):
                store.record(entry(ids[n], "progress", who=f"person {number}", note=str(n)))
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=record, args=(number,)) for number in range(3)]
    with store.writing():
        before = store.catalog.generation()
        for thread in threads:
            thread.start()
        for n in range(8):
            keep(store, with_facts(document("new.txt", DIRECTIVES["en"].format(n=n))))
        store.record(entry(ids[0], "confirm", who="the same thread"))
        for thread in threads:
            thread.join()
    assert not failures, failures[0]
    for number in range(3):
        assert [e.values["note"] for e in store.entries() if e.who == f"person {number}"] == [str(n) for n in range(12)]
    assert store.catalog.generation() == before + 36 + 8 + 1
    assert not store.manifest.dirty


def test_an_entry_leaves_the_derived_stores_as_clean_as_they_were(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = store.facts()[0].id
    kept = store.record(entry(fact, "confirm"))
    store.close()
    monkeypatch.setattr("index.opening.heal", None)
    for write in (False, True):
        with opened(tmp_path / "data", write=write) as again:
            assert again.entries() == [kept] and again.findings == []


def test_readers_elsewhere_notice_and_the_fingerprint_changes(store: Store, tmp_path: Path) -> None:
    fact = store.facts()[0].id
    with opened(tmp_path / "data") as other:
        before = store.fingerprint()
        assert other.entries() == [] and other.fingerprint() == before
        with other.reading():
            kept = store.record(entry(fact, "reject"))
            assert other.entries() == [], "a reading is of one moment"
        assert other.entries() == [kept]
        assert other.fingerprint() == store.fingerprint() != before
        with other.reading():
            assert other.entries() == [kept]


def test_who_only_reads_is_refused(store: Store, tmp_path: Path) -> None:
    with opened(tmp_path / "data") as other, pytest.raises(StoreError, match="reading only"):
        other.record(entry(store.facts()[0].id, "confirm"))
    assert store.entries() == []


def test_a_second_process_is_refused_while_one_serves(store: Store, tmp_path: Path) -> None:
    fact = store.facts()[0].id
    store.close()
    data = tmp_path / "data"
    with Elsewhere("hold", data) as holder:
        assert holder.told() == "held"
        refusal = f"process {holder.process.pid} .*wait until it has finished, or stop it"
        with pytest.raises(StoreError, match=refusal):
            opened(data, write=True)
        with opened(data) as reader, pytest.raises(StoreError, match="reading only"):
            reader.record(entry(fact, "confirm"))


def test_entries_come_back_with_their_document(store: Store, tmp_path: Path) -> None:
    made = [with_facts(document("vi.txt", *(DIRECTIVES["vi"].format(n=n) for n in range(4))))]
    fact, stays = store.facts(documents=("vi.txt",))[2], store.facts(documents=("en.txt",))[0]
    kept = store.record(entry(fact.id, "correct", deadline_end="2026-12-31"))
    store.record(entry(stays.id, "confirm"))
    # Another edition with the same words among others.
    lines = ["Phần mở đầu có 9 dòng.", *(DIRECTIVES["vi"].format(n=n) for n in range(6))]
    assert keep(store, with_facts(document("vi.txt", *lines))) == ["replaced"]
    assert store.orphans() == [] and store.fact(fact.id).quote == fact.quote
    assert store.fact(fact.id).fact.start != fact.fact.start
    # Another edition without them.
    keep(store, with_facts(document("vi.txt", DIRECTIVES["vi"].format(n=99))))
    assert store.orphans() == [kept]
    with pytest.raises(StoreError, match="no fact"):
        store.record(entry(fact.id, "confirm"))
    store.remove("vi.txt")
    assert store.orphans() == [kept] and len(store.entries()) == 2
    # The same words under another name are another document's.
    keep(store, with_facts(document("other.txt", *lines)))
    assert store.orphans() == [kept]
    keep(store, *made)
    assert store.orphans() == [] and store.entries([fact.id]) == [kept]
    assert store.fact(fact.id).fact == fact.fact


def test_a_document_of_another_group_is_no_orphan(store: Store) -> None:
    made = with_facts(document("closed.txt", DIRECTIVES["hi"].format(n=5)))
    keep(store, made, access="health")
    fact = store.facts(("health",))[0]
    kept = store.record(entry(fact.id, "confirm"))
    assert kept.document == "closed.txt" and store.orphans() == []
    store.remove("closed.txt")
    assert store.orphans() == [] and store.orphans(("health",)) == [kept] == store.orphans(None)


def test_a_folder_of_an_earlier_version_gets_the_columns_that_it_lacks(tmp_path: Path) -> None:
    with opened(tmp_path / "data", write=True) as store:
        keep(store, with_facts(document("vi.txt", DIRECTIVES["vi"].format(n=1))))
        kept = store.record(entry(store.facts()[0].id, "confirm"))
        with store.catalog.transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE entry DROP COLUMN access")
    with opened(tmp_path / "data") as reading:
        assert reading.entries() == []  # until somebody has opened it for writing
    with opened(tmp_path / "data", write=True) as store:
        assert store.entries() == [replace(kept, access=None)]
