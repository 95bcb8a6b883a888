"""Facts in the opened index: as they went in, filtered, kept in memory, and removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from index.records import StoreError
from index.store import Store
from ingest.records import FACT_KINDS, Amount, Deadline, Document, Fact
from tests.index.small import DIRECTIVES, document, keep, matrices, opened, read_meanwhile, rules, with_facts

# Language → a sentence, who must, by when in its words, how much in its words and as a number.
SAID = {
    "vi": (
        "Sở Nông nghiệp và Môi trường số hóa 1.234,5 ha đất trước ngày 30/6/2026.",
        ("Sở Nông nghiệp và Môi trường", "trước ngày 30/6/2026", "1.234,5 ha", Decimal("1234.50")),
    ),
    "hi": (
        "कृषि विभाग ३१ मार्च २०२६ तक २५ लाख किसानों का पंजीकरण करेगा।",
        ("कृषि विभाग", "३१ मार्च २०२६ तक", "२५ लाख किसानों", Decimal(2_500_000)),
    ),
    "bn": (
        "কৃষি দপ্তর ২২ ডিসেম্বর ২০২৬-এর মধ্যে ৫০% কৃষকের নিবন্ধন করবে।",
        ("কৃষি দপ্তর", "২২ ডিসেম্বর ২০২৬-এর মধ্যে", "৫০%", Decimal(50)),
    ),
    "en": (
        "The Department of Agriculture shall register 0.1 million farms by 30 June 2026.",
        ("The Department of Agriculture", "by 30 June 2026", "0.1 million farms", Decimal("100000.0")),
    ),
}


def full(made: Document, sentence: str, agency: str, due: str, much: str, number: Decimal) -> Fact:
    """A fact with something in every field."""
    start, at = made.text.index(sentence), made.text.index(due)
    return Fact(
        "deadline",
        start,
        start + len(sentence),
        sentence[10:40],
        agency,
        agency.upper(),
        ("Sở Y tế", "गृह विभाग"),
        "প্রতিবেদন",
        Deadline(date(2026, 1, 1), date(2026, 6, 30), "by", "monthly", due, at, at + len(due), "BYMONTHDAY=25", True),
        Amount(number, "farms", "range", much, number * 3),
        ("57-NQ/TW", "71/NQ-CP"),
        ("impossible_date",),
        ("I. NHIỆM VỤ", "Điều 2"),
        3,
    )


@pytest.mark.parametrize("language", sorted(SAID))
def test_a_fact_comes_back_as_it_went_in(tmp_path: Path, language: str) -> None:
    sentence, told = SAID[language]
    made = document("a.txt", "The first line says nothing.", sentence)
    bare = Fact("reference", 4, 9, "first")
    undated = replace(bare, kind="target", deadline=Deadline(None, None, None, "yearly", "", 0, 0), amount=None)
    counted = replace(bare, kind="figure", amount=Amount(Decimal("0.10"), None, None, ""))
    wanted = (bare, undated, counted, full(made, sentence, *told))
    with opened(tmp_path, write=True) as store:
        keep(store, replace(made, facts=wanted))
    with opened(tmp_path) as store:
        found = store.facts()
        assert tuple(each.fact for each in found) == wanted
        assert [str(each.fact.amount.value) for each in found if each.fact.amount] == ["0.10", str(told[3])]
        assert [each.quote for each in found] == ["first"] * 3 + [sentence]
        (passage,) = store.passages(store.passage_ids_of_documents(["a.txt"]))
        assert {(each.document, each.document_id, each.passage_id) for each in found} == {
            ("a.txt", passage.document_id, passage.id)
        }
        assert len({each.id for each in found}) == 4
        assert [store.fact(each.id) for each in found] == found
        with pytest.raises(StoreError, match="no fact 0123456789abcdef in the index"):
            store.fact("0123456789abcdef")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two documents of each of two groups, with facts of every kind, dated or not."""
    with opened(tmp_path_factory.mktemp("shelf"), write=True) as store:
        for name, access in (("d.txt", "public"), ("a.txt", "public"), ("c.txt", "health"), ("b.txt", "health")):
            made = with_facts(document(name, *(DIRECTIVES["vi"].format(n=n) for n in range(12))))
            facts = []
            for n, fact in enumerate(made.facts):
                assert fact.deadline and fact.deadline.start
                first, last = fact.deadline.start, fact.deadline.start.replace(month=12)
                due = replace(fact.deadline, end=last) if n % 3 else replace(fact.deadline, start=None, end=None)
                facts.append(
                    replace(
                        fact,
                        kind=FACT_KINDS[n % len(FACT_KINDS)],
                        agency_name=f"agency {n % 4}",
                        deadline=None if n % 7 == 0 else replace(due, start=first) if n % 3 else due,
                    )
                )
            keep(store, replace(made, facts=tuple(facts)), access=access)
        yield store


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


def days() -> st.SearchStrategy[date | None]:
    return st.one_of(st.none(), st.dates(date(2025, 11, 1), date(2027, 2, 1)))


def overlaps(fact: Fact, start: date | None, end: date | None) -> bool:
    first, last = (fact.deadline.start, fact.deadline.end) if fact.deadline else (None, None)
    if start is None and end is None:
        return True
    if first is None or last is None:
        return False
    return (start is None or last >= start) and (end is None or first <= end)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    groups=st.sampled_from([("public",), ("health",), ("public", "health"), (), None]),
    kinds=some(FACT_KINDS),
    names=some(["a.txt", "b.txt", "c.txt", "nothing.txt"]),
    agencies=some(["agency 0", "agency 3", "agency 9"]),
    start=days(),
    end=days(),
)
def test_filters_give_the_facts_that_fit_in_order(
    shelf: Store,
    groups: tuple[str, ...] | None,
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    agencies: tuple[str, ...],
    start: date | None,
    end: date | None,
) -> None:
    every = shelf.facts(None)
    visible = {"a.txt": "public", "d.txt": "public", "b.txt": "health", "c.txt": "health"}
    wanted = [
        each
        for each in every
        if (groups is None or visible[each.document] in groups)
        and (not kinds or each.fact.kind in kinds)
        and (not names or each.document in names)
        and (not agencies or each.fact.agency_name in agencies)
        and overlaps(each.fact, start, end)
    ]
    found = shelf.facts(groups, kinds=kinds, documents=names, agency_names=agencies, start=start, end=end)
    assert found == wanted


def test_facts_stand_by_document_then_in_the_order_of_the_text(shelf: Store) -> None:
    every = shelf.facts(None)
    assert [each.document for each in every] == sorted(each.document for each in every)
    assert {each.document for each in every} == {"a.txt", "b.txt", "c.txt", "d.txt"}
    for name in ("a.txt", "b.txt"):
        starts = [each.fact.start for each in every if each.document == name]
        assert starts == sorted(starts) and len(starts) == 36
    closed = [each for each in every if each.document == "b.txt"]
    assert shelf.fact(closed[0].id, ("health",)) == closed[0]
    with pytest.raises(StoreError):
        shelf.fact(closed[0].id)


def test_an_interval_overlaps_at_both_of_its_ends(shelf: Store) -> None:
    fact = next(each.fact for each in shelf.facts() if each.fact.deadline and each.fact.deadline.start)
    assert fact.deadline and fact.deadline.start and fact.deadline.end
    for start, end, inside in (
        (fact.deadline.end, None, True),
        (None, fact.deadline.start, True),
        (date.fromordinal(fact.deadline.end.toordinal() + 1), None, False),
        (None, date.fromordinal(fact.deadline.start.toordinal() - 1), False),
    ):
        assert (fact in [each.fact for each in shelf.facts(start=start, end=end)]) == inside


def test_facts_of_documents_and_passages(shelf: Store) -> None:
    every = shelf.facts(None)
    for id_ in {each.document_id for each in every}:
        assert shelf.facts_of([id_, 999])[id_] == [each for each in every if each.document_id == id_]
    passages = shelf.passage_ids_of_documents(["a.txt", "c.txt"], None)
    found = shelf.facts_of_passages([*passages, 99_999])
    assert found.pop(99_999) == []
    assert sorted(found) == passages
    assert [each for id_ in passages for each in found[id_]] == sorted(
        (each for each in every if each.document in ("a.txt", "c.txt")), key=lambda each: each.passage_id or 0
    )
    for id_, own in found.items():
        assert all(each.passage_id == id_ for each in own)
    assert shelf.facts_of([]) == {} and shelf.facts_of_passages([]) == {}


@contextmanager
def reads(store: Store) -> Iterator[list[str]]:
    """The statements that read facts from the database meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM fact" in statement:
            seen.append(statement)

    event.listen(store.catalog._engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store.catalog._engine, "before_cursor_execute", note)


def test_facts_are_read_from_the_database_once(tmp_path: Path) -> None:
    with opened(tmp_path, write=True) as store:
        keep(store, *(with_facts(document(f"{n}.txt", DIRECTIVES["en"].format(n=n))) for n in range(5)))
        ids = [info.id for info in store.documents()]
        passages = store.passage_ids_of_documents(["1.txt", "3.txt"])
        with reads(store) as seen:
            before = store.facts()
            assert len(seen) == 1
        with reads(store) as seen:
            with store.reading():
                assert store.facts() == before and store.facts_of(ids) and store.facts_of_passages(passages)
            assert seen == []
        keep(store, with_facts(document("new.txt", DIRECTIVES["en"].format(n=7))))
        store.remove("0.txt")
        with reads(store) as seen:
            after = store.facts()
            assert len(seen) == 1, "only the new document's"
        assert {each.document for each in after} == {"1.txt", "2.txt", "3.txt", "4.txt", "new.txt"}
        assert store.facts_of(ids[:1]) == {ids[0]: []}
        after.clear()
        assert store.facts() != [], "what is handed out may be changed"


def test_a_pending_document_has_no_facts_and_a_replaced_one_none_either(tmp_path: Path) -> None:
    with opened(tmp_path, write=True) as store:
        keep(store, with_facts(document("a.txt", DIRECTIVES["vi"].format(n=1))))
        (old,) = {each.document_id for each in store.facts()}
        new = with_facts(document("a.txt", *(DIRECTIVES["vi"].format(n=n) for n in range(2, 5))))
        rows = store.catalog.insert(new, "public", matrices(new), "")
        assert {each.document_id for each in store.facts()} == {old}
        assert store.facts_of([rows.document]) == {rows.document: []}
        store.catalog.publish(rows.document)
        assert {each.document_id for each in store.facts()} == {rows.document}
        assert [each.fact for each in store.facts_of([rows.document, old])[rows.document]] == list(new.facts)
        assert store.facts_of([old]) == {old: []}


def test_the_same_words_have_the_same_id_when_they_are_taken_in_again(tmp_path: Path) -> None:
    lines = [pattern.format(n=1) for pattern in DIRECTIVES.values()]
    with opened(tmp_path, write=True) as store:
        keep(store, with_facts(document("a.txt", *lines)))
        before = {each.quote: each.id for each in store.facts()}
        assert len(before) > 8
        keep(store, with_facts(document("a.txt", "A new opening of 5 words.", *lines[::-1], "An annex of 3 pages.")))
        after = {each.quote: each.id for each in store.facts()}
        assert before.items() < after.items()
        store.remove("a.txt")
        keep(store, with_facts(document("a.txt", *lines)))
        assert {each.quote: each.id for each in store.facts()} == before


def test_readers_see_the_facts_of_one_whole_version(tmp_path: Path) -> None:
    editions = [
        with_facts(document("a.txt", *(DIRECTIVES["bn"].format(n=n) for n in range(3 * e + 1)))) for e in (1, 2)
    ]
    counts = {len(edition.facts): edition.text for edition in editions}
    assert len(counts) == 2
    seen: set[int] = set()
    with opened(tmp_path, write=True) as store:
        keep(store, editions[0], with_facts(document("b.txt", DIRECTIVES["en"].format(n=1))))

        def read() -> None:
            found = [each for each in store.facts() if each.document == "a.txt"]
            assert len(found) in counts
            with store.reading():
                (info,) = [info for info in store.documents() if info.name == "a.txt"]
                text, found = store.text("a.txt"), store.facts_of([info.id])[info.id]
                passages = store.passage_ids_of_documents(["a.txt"])
                inside = [each for own in store.facts_of_passages(passages).values() for each in own]
            assert counts[len(found)] == text and inside == found
            assert all(text[each.fact.start : each.fact.end] == each.quote for each in found)
            seen.add(len(found))

        with read_meanwhile(read):
            for turn in range(12):
                assert keep(store, editions[(turn + 1) % 2]) == ["replaced"]
    assert seen == set(counts)


def test_removing_erases_facts_from_every_file(tmp_path: Path) -> None:
    sentence, told = SAID["en"]
    made = document("a.txt", *(f"{sentence} Count {n}." for n in range(60)))
    facts = [replace(full(made, sentence, *told), start=n, end=n + 40, product="UnmistakableThing") for n in range(60)]
    with opened(tmp_path, write=True) as store:
        keep(store, with_facts(document("b.txt", DIRECTIVES["vi"].format(n=1))), replace(made, facts=tuple(facts)))
        store.refresh_facts(rules("second", agency="UnmistakableBody"))
        keep(store, replace(made, facts=tuple(facts)))
        store.remove("a.txt")
    content = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for words in ("Agriculture", "AGRICULTURE", "UnmistakableThing", "0.1 million", "30 June 2026", "गृह विभाग"):
        assert words.encode() not in content, words
    with opened(tmp_path, extraction=rules("second")) as store:
        assert {each.document for each in store.facts()} == {"b.txt"}
