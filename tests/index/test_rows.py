"""Ids of facts: the same words have the same id, whatever else changes in the file."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rows import fact_ids, fact_rows
from ingest.records import Amount, Deadline, Document, Fact, FactKind
from tests.index.small import DIRECTIVES, document, with_facts

Told = tuple[int, FactKind, str, str]
KINDS: tuple[FactKind, ...] = ("deadline", "target", "responsibility")
WORDS = ("hoàn thành trước ngày 30/6/2026", "३१ मार्च तक", "২২ ডিসেম্বরের মধ্যে", "by 30 June 2026", "")


def text_of(*lines: str) -> str:
    return "\n".join(lines)


def plain(name: str, lines: list[str], told: list[Told]) -> Document:
    """A document of these lines with a fact for each (line, kind, words of the deadline, words of the number)."""
    starts = [len(text_of(*lines[:n], "")) if n else 0 for n in range(len(lines))]
    facts = []
    for line, kind, deadline, number in sorted(told, key=lambda each: each[0]):
        start, end = starts[line], starts[line] + len(lines[line])
        due = Deadline(date(2026, 6, 30), date(2026, 6, 30), "by", None, deadline, 0, 1) if deadline else None
        amount = Amount(Decimal(5), "%", None, number) if number else None
        facts.append(Fact(kind, start, end, lines[line], deadline=due, amount=amount))
    return Document(name, "hash", text_of(*lines), "und", "", (), facts=tuple(facts))


FACTS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(KINDS), st.sampled_from(WORDS), st.sampled_from(["", "5%", "५%"])),
    max_size=12,
)
LINES = ("Sở Y tế báo cáo", "विभाग रिपोर्ट भेजे", "দপ্তর প্রতিবেদন দেবে", "The office reports")
OTHERS = st.lists(st.sampled_from(["Phụ lục kèm theo", "अनुलग्नक", "পরিশিষ্ট", "Annex", "Kế hoạch mới"]), max_size=4)


@given(FACTS, OTHERS, OTHERS, st.sampled_from(KINDS))
def test_what_else_stands_in_the_file_changes_no_id(
    told: list[Told], before: list[str], after: list[str], kind: FactKind
) -> None:
    own = fact_ids(plain("a.txt", list(LINES), told))
    lines = [*before, *LINES, *after]
    moved = [(line + len(before), own_kind, due, number) for line, own_kind, due, number in told]
    added: list[Told] = [
        (n, kind, "by 1 May 2026", "") for n in range(len(lines)) if not len(before) <= n < len(before) + 4
    ]
    changed = plain("a.txt", lines, moved + added)
    ids = dict(zip(map(id, changed.facts), fact_ids(changed), strict=True))
    kept = [ids[id(fact)] for fact in changed.facts if fact.action in LINES]
    assert kept == own
    assert len(set(ids.values())) == len(ids), "two facts of a document have one id"


@given(FACTS, st.sampled_from(KINDS))
def test_another_fact_of_the_same_words_changes_no_id(told: list[Told], kind: FactKind) -> None:
    own = fact_ids(plain("a.txt", list(LINES), told))
    more = plain("a.txt", list(LINES), [*((n, kind, "by 1 May 2027", "") for n in range(4)), *told])
    ids = fact_ids(more)
    kept = [id_ for id_, fact in zip(ids, more.facts, strict=True) if "2027" not in getattr(fact.deadline, "text", "")]
    assert kept == own and len(set(ids)) == len(ids)


@given(FACTS)
def test_the_same_words_in_another_document_are_another_fact(told: list[Told]) -> None:
    one, other = (fact_ids(plain(name, list(LINES), told)) for name in ("a.txt", "b.txt"))
    assert not set(one) & set(other)


@pytest.mark.parametrize("line", [*LINES, *(each.format(n=1) for each in DIRECTIVES.values())])
def test_composition_and_white_space_do_not_matter(line: str) -> None:
    told = [(0, "deadline", "by 30 June 2026", "")]
    own = fact_ids(plain("kế-hoạch.txt", [line], told))
    assert own == fact_ids(plain("kế-hoạch.txt", [unicodedata.normalize("NFD", line)], told))
    assert own == fact_ids(plain(unicodedata.normalize("NFD", "kế-hoạch.txt"), [line.replace(" ", "  ")], told))
    assert own != fact_ids(plain("kế-hoạch.txt", [f"{line} Not."], told))
    assert len(own[0]) == 16 and int(own[0], 16) >= 0


def test_of_two_documents_named_in_a_sentence_each_keeps_its_id() -> None:
    sentence = "It follows Resolution 57-NQ/TW and Resolution 71/NQ-CP."
    first, second = (Fact("reference", 0, len(sentence), name, references=(name,)) for name in ("57-NQ/TW", "71/NQ-CP"))
    both = Document("a.txt", "hash", sentence, "en", "", (), facts=(first, second))
    assert fact_ids(both)[1] == fact_ids(replace(both, facts=(second,)))[0]


def test_a_fact_belongs_to_the_passage_that_contains_it() -> None:
    made = with_facts(document("a.txt", *(DIRECTIVES["vi"].format(n=n) * 8 for n in range(6))))
    assert len(made.passages) > 3
    ids = list(range(100, 100 + len(made.passages)))
    owners = dict(zip(ids, made.passages, strict=True))
    rows = fact_rows(made, 7, ids)
    assert len(rows) == len(made.facts) > 40
    for row in rows:
        passage = owners[row["passage_id"]]
        assert passage.start <= row["start"] < row["end"] <= passage.end
        assert row["quote"] == made.text[row["start"] : row["end"]]
    across = replace(made.facts[0], start=made.passages[0].end - 3, end=made.passages[1].start + 3)
    (row,) = fact_rows(replace(made, facts=(across,)), 7, ids)
    assert row["passage_id"] is None
