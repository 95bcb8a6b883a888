"""The scores of an extracted register, on cases small enough to count by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.register_cases import CORPUS, GoldRow, load_gold, parse
from evals.score_register import (
    Counts,
    Found,
    Scores,
    from_fact,
    from_row,
    lines,
    main,
    overlap,
    pair,
    same_agency,
    same_deadline,
    same_target,
    score,
    score_all,
)
from ingest.records import Amount, Deadline, Document, Fact
from tests.evals.reading import documents_of

# Four sentences of ten characters: A 0–10, B 10–20, C 20–30, D 30–40.
TEXT = "aaaaaaaaa.bbbbbbbbb.ccccccccc.ddddddddd."
A, B, C, D = ((start, start + 10) for start in (0, 10, 20, 30))
JUNE = (date(2026, 6, 30), date(2026, 6, 30), None)
WEEKLY = (None, None, "weekly")


def gold(span: tuple[int, int], id: str = "g", **parts: Any) -> GoldRow:
    quote = TEXT[slice(*span)]
    base = {"id": id, "document": "d.txt", "language": "en", "kind": "deadline", "quote": quote, "action": "do"}
    return parse({**base, **parts})


def found(span: tuple[int, int], **parts: Any) -> Found:
    return Found(
        **{"document": "d.txt", "quote": TEXT[slice(*span)], "kind": "deadline", **parts}, start=span[0], end=span[1]
    )


def when(start: str | None, recurrence: str | None = None) -> dict[str, Any]:
    return {"start": start, "end": start, "recurrence": recurrence, "text": "x"}


def amount(value: float, unit: str, *aliases: str, high: float | None = None) -> dict[str, Any]:
    return {"value": value, "unit": unit, "unit_aliases": list(aliases), "high": high}


def counts(value: Counts) -> tuple[int, int, int]:
    return value.right, value.gold, value.found


def test_measures_are_shares() -> None:
    one = Counts(right=3, gold=4, found=6)
    assert (one.precision, one.recall, one.f1) == (3 / 6, 3 / 4, 2 * 3 / (4 + 6))
    nothing = Counts()
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert Counts(0, 4, 0).f1 == 0.0 and Counts(0, 4, 0).precision is None


@pytest.mark.parametrize(
    ("one", "two", "share"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (5, 25), 0.5),  # 5 of the shorter's 10
        ((0, 40), (10, 20), 1.0),  # a clause within a sentence
        ((0, 10), (10, 20), 0.0),  # they touch
        ((0, 10), (30, 40), 0.0),
        ((5, 5), (0, 10), 0.0),  # an empty span has nothing in common
    ],
)
def test_overlap_is_of_the_shorter_span(one: tuple[int, int], two: tuple[int, int], share: float) -> None:
    assert overlap(one, two) == overlap(two, one) == share


def test_obligations_are_counted_one_to_one() -> None:
    # A is found twice, B by a few of its words, C is found, D is not: a figure is no obligation.
    golds = [gold(A, "a"), gold(B, "b"), gold(C, "c"), gold(D, "d")]
    facts = [found(A), found(A), found((17, 20)), found(C), found(D, kind="figure")]
    scores, misses = score(golds, facts, TEXT)
    assert counts(scores.obligation) == (3, 4, 4)  # the second A is one too many
    assert [(miss.fault, miss.gold) for miss in misses] == [("extra", ""), ("missed", "d")]
    assert misses[0].reason == "deadline: a already paired" and misses[1].reason == "nothing found there"


def test_less_than_half_is_no_match() -> None:
    scores, misses = score([gold(A, "a")], [found((6, 26))], TEXT)
    assert counts(scores.obligation) == (0, 1, 1)
    assert [miss.reason for miss in misses] == ["found there only 40% of it", "deadline: no obligation there"]


def test_pairs_agree_as_much_as_they_can() -> None:
    # Two goals in one sentence: only the numbers tell which is which, and they come in the other order.
    golds = [gold(A, "tea", target=amount(90, "%")), gold(A, "oranges", target=amount(75, "%"))]
    facts = [found(A, amount=(Decimal(75), None, "%")), found(A, amount=(Decimal(90), None, "%"))]
    assert pair(golds, [A, A], facts) == {0: 1, 1: 0}
    # The same by the day, and by the agency.
    golds = [gold(A, date=when("2026-07-01")), gold(A, date=when("2026-06-30"))]
    assert pair(golds, [A, A], [found(A, date=JUNE), found(A)]) == {0: 1, 1: 0}
    golds = [gold(A, agency={"text": "Sở Y tế"}), gold(A, agency={"text": "Công an"})]
    assert pair(golds, [A, A], [found(A, agency="Công an"), found(A)]) == {0: 1, 1: 0}


def test_a_pair_more_is_better_than_a_closer_one() -> None:
    # The long fact fits both rows, the short one only the first: 1 + 1 rather than 1 + 0.
    assert pair([gold(A), gold(B)], [A, B], [found((0, 20)), found(A)]) == {0: 1, 1: 0}


def test_fields_count_over_all_rows_and_all_facts() -> None:
    golds = [
        gold(A, "a", date=when("2026-06-30"), agency={"text": "UBND xã"}, target=amount(80, "%")),
        gold(B, "b", date=when("2026-07-01"), agency={"text": "Sở Y tế"}),
        gold(C, "c", date=when(None, "weekly")),
    ]
    facts = [
        found(A, date=JUNE, agency="UBND xã", amount=(Decimal(80), None, "%")),
        found(B, date=JUNE, amount=(Decimal(3), None, "days")),  # wrong day, no agency, a number too many
        found(D, date=WEEKLY, agency="Sở Y tế", kind="responsibility"),  # no obligation there
    ]
    scores, misses = score(golds, facts, TEXT)
    assert counts(scores.obligation) == (2, 3, 3)
    assert counts(scores.deadline) == (1, 3, 3)
    assert counts(scores.agency) == (1, 2, 2)
    assert counts(scores.target) == (1, 1, 2)
    assert counts(scores.kind) == (2, 2, 2)
    assert [(miss.fault, miss.gold) for miss in misses] == [
        ("wrong", "b"),
        ("wrong", "b"),
        ("wrong", "b"),
        ("missed", "c"),
        ("extra", ""),
    ]
    assert misses[0].reason == "deadline: 2026-07-01..2026-07-01, found 2026-06-30..2026-06-30"
    assert misses[1].reason == "agency: Sở Y tế, found none"
    assert misses[2].reason == "target: none, found 3 days"


def test_optional_fields_may_be_left_out_but_not_be_wrong() -> None:
    parts: dict[str, Any] = {"date": when("2026-06-30"), "optional": ["date", "target"]}
    absent, _ = score([gold(A, **parts)], [found(A)], TEXT)
    assert counts(absent.deadline) == (0, 0, 0)
    right, _ = score([gold(A, **parts)], [found(A, date=JUNE)], TEXT)
    assert counts(right.deadline) == (1, 1, 1)
    wrong, misses = score([gold(A, **parts)], [found(A, date=WEEKLY)], TEXT)
    assert counts(wrong.deadline) == (0, 0, 1) and misses[0].fault == "wrong"
    # Where the gold has nothing, an optional field says that something may stand there.
    extra, misses = score([gold(A, **parts)], [found(A, amount=(Decimal(42), None, "xã"))], TEXT)
    assert counts(extra.target) == (0, 0, 0) and not misses
    missing, _ = score([gold(A, **parts)], [], TEXT)
    assert counts(missing.deadline) == (0, 0, 0) and counts(missing.obligation) == (0, 1, 0)


def test_optional_rows_count_for_nothing() -> None:
    row = gold(A, optional=["row"], date=when("2026-06-30"))
    without, misses = score([row], [], TEXT)
    assert counts(without.obligation) == (0, 0, 0) and not misses
    having, misses = score([row], [found(A, date=JUNE, agency="Sở Y tế")], TEXT)
    assert counts(having.obligation) == counts(having.deadline) == counts(having.agency) == (0, 0, 0) and not misses
    assert counts(having.quotes) == (1, 1, 1)  # a quote has to be exact all the same
    # A row that must be there comes first where one fact could be either.
    both, _ = score([row, gold(A, "must")], [found(A)], TEXT)
    assert counts(both.obligation) == (1, 1, 1)


def test_quotes_have_to_be_the_text_s_own_words() -> None:
    facts = [
        found(A),
        found(B, quote="bbbbbbbbB."),
        Found("d.txt", 20, 99, TEXT[20:], "deadline"),
        Found("d.txt", -5, 40, "", "target"),
    ]
    scores, _ = score([], facts, TEXT)
    assert counts(scores.quotes) == (1, 4, 4)


@pytest.mark.parametrize(
    ("value", "date_", "same"),
    [
        (when("2026-06-30"), JUNE, True),
        (when("2026-06-30"), (date(2026, 6, 30), date(2026, 7, 1), None), False),
        (when("2026-06-30"), (*JUNE[:2], "weekly"), False),
        (when("2026-06-30"), None, False),
        (when(None, "weekly"), WEEKLY, True),
        (when(None, "weekly"), (None, None, "monthly"), False),
        (when(None), (None, None, None), True),  # "within 24 hours of its discovery"
        (None, JUNE, False),
    ],
)
def test_deadlines_are_equal_in_interval_and_recurrence(value: Any, date_: Any, same: bool) -> None:
    assert same_deadline(gold(A, date=value), found(A, date=date_)) is same


@pytest.mark.parametrize(
    ("target", "value", "same"),
    [
        (amount(80, "%"), (Decimal(80), None, "%"), True),
        (amount(1.5, "%"), (Decimal("1.50"), None, "%"), True),
        (amount(80, "%"), (Decimal(80), None, None), False),
        (amount(80, "%"), (Decimal(85), None, "%"), False),
        (amount(12_800_000_000, "VND"), (Decimal("12.8e9"), None, "VND"), True),
        (amount(16, "hours", "घंटे"), (Decimal(16), None, "घंटे"), True),
        (amount(36, "lớp tập huấn", "lớp"), (Decimal(36), None, "Lớp"), True),
        (amount(36, "lớp tập huấn", "lớp"), (Decimal(36), None, "trường"), False),
        (amount(10, "days", high=20), (Decimal(10), Decimal(20), "days"), True),
        (amount(10, "days", high=20), (Decimal(10), Decimal(30), "days"), False),
        (amount(80, "%"), None, False),
    ],
)
def test_targets_are_equal_in_value_and_unit(target: Any, value: Any, same: bool) -> None:
    assert same_target(gold(A, target=target), found(A, amount=value)) is same


@pytest.mark.parametrize(
    ("agency", "name", "same"),
    [
        ("UBND cấp xã", "", True),
        ("ubnd CẤP XÃ", "", True),
        ("Các UBND cấp xã", "", True),  # contains
        ("UBND", "", True),  # is contained
        ("Ủy ban nhân dân cấp xã", "", True),  # an alias
        ("कलेक्टर", "Commune People's Committee", True),  # the canonical name is an alias
        ("कलेक्टर", "", False),
        ("Sở Y tế", "Department of Health", False),
        ("", "", False),
    ],
)
def test_agencies_agree_by_words_or_by_name(agency: str, name: str, same: bool) -> None:
    row = gold(A, agency={"text": "UBND cấp xã", "aliases": ["Ủy ban nhân dân cấp xã", "Commune People's Committee"]})
    assert same_agency(row, found(A, agency=agency, agency_name=name)) is same
    assert not same_agency(gold(A), found(A, agency=agency, agency_name=name))


@pytest.mark.parametrize(
    ("gold_words", "found_words"),
    [("ज़िला कलेक्टर", "ज़िला कलेक्टर"), ("জেলা কৃষি কর্মকর্তা", "জেলা কৃষি কর্মকর্তার"), ("Sở Y tế", "Sở Y tế")],
)
def test_agencies_agree_across_spellings(gold_words: str, found_words: str) -> None:
    assert same_agency(gold(A, agency={"text": gold_words}), found(A, agency=found_words))


def test_rows_of_the_command_line_are_read() -> None:
    row = {
        "document": "d.txt",
        "kind": "target",
        "agency": None,
        "agency_name": "Department of Health",
        "action": "do",
        "date": {"start": "2026-06-30", "end": "2026-06-30", "relation": "by", "recurrence": None, "text": "x"},
        "number": 1.5,
        "unit": "%",
        "relation": "<",
        "quote": TEXT[:10],
        "start": 0,
        "end": 10,
        "superseded": None,
    }
    one = from_row(row)
    assert one == found(
        A, kind="target", agency_name="Department of Health", date=JUNE, amount=(Decimal("1.5"), None, "%")
    )
    bare = from_row({**row, "date": None, "number": None})
    assert bare.date is None and bare.amount is None
    with pytest.raises(KeyError):
        from_row({"kind": "target"})


def document(**parts: Any) -> Document:
    return Document(
        **{"name": "d.txt", "sha256": "", "text": TEXT, "language": "en", "title": "", "passages": (), **parts}
    )


def test_facts_of_a_document_are_read() -> None:
    fact = Fact(
        kind="deadline",
        start=0,
        end=10,
        action="do",
        agency="UBND xã",
        deadline=Deadline(JUNE[0], JUNE[1], "by", None, "x", 0, 1),
        amount=Amount(Decimal(10), "days", "range", "x", high=Decimal(20)),
    )
    assert from_fact(document(), fact) == found(
        A, agency="UBND xã", date=JUNE, amount=(Decimal(10), Decimal(20), "days")
    )


def test_languages_add_up() -> None:
    documents = {
        "d.txt": document(),
        "h.txt": document(name="h.txt", language="hi"),
        "empty.txt": document(name="empty.txt", language="vi"),
    }
    golds = [gold(A, "a"), gold(B, "b"), parse({**_plain(A), "document": "h.txt", "language": "hi"})]
    facts = [
        found(A),
        found(B),
        found(D),
        Found("h.txt", *A, TEXT[:10], "deadline"),
        Found("empty.txt", *A, TEXT[:10], "target"),
        Found("elsewhere.txt", *A, TEXT[:10], "target"),  # of another corpus: left aside
    ]
    scores, misses = score_all(golds, facts, documents)
    assert counts(scores["en"].obligation) == (2, 2, 3)
    assert counts(scores["hi"].obligation) == (1, 1, 1)
    assert counts(scores["vi"].obligation) == (0, 0, 1)
    assert counts(scores["all"].obligation) == (3, 3, 5)
    assert [miss.document for miss in misses] == ["d.txt", "empty.txt"]
    with pytest.raises(ValueError, match=r"gone\.txt"):
        score_all([parse({**_plain(A), "document": "gone.txt"})], [], documents)


def _plain(span: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": "p",
        "document": "d.txt",
        "language": "en",
        "kind": "target",
        "quote": TEXT[slice(*span)],
        "action": "do",
    }


def test_the_report_says_which_goals_are_met() -> None:
    scores = {"en": Scores(), "bn": Scores(), "all": Scores()}
    for part in (scores["en"], scores["all"]):
        part.obligation, part.quotes = Counts(8, 10, 9), Counts(9, 9, 9)
        part.deadline, part.target = Counts(92, 100, 100), Counts(91, 100, 100)
    report = list(lines(scores))
    assert [line.split()[0] for line in report[1:3]] == ["en", "all"]  # no line for a language without rows
    assert report[1].split()[1:4] == ["10", "9", "0.889/0.800/0.842"]
    assert [line.split()[-1] for line in report[3:]] == ["met", "missed", "missed", "met", "missed", "met"]


@pytest.fixture(scope="module")
def perfect(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gold register as rows of the command line."""
    texts = {name: each.text for name, each in documents_of(CORPUS).items()}
    rows = []
    for row in load_gold():
        start, end = row.span(texts[row.document])
        days = {key: str(value) if value else None for key, value in _days(row).items()}
        rows.append(
            {
                "document": row.document,
                "kind": row.kind,
                "agency": row.agency.aliases[-1]
                if row.agency and row.agency.aliases
                else row.agency and row.agency.text,
                "agency_name": "",
                "date": {**days, "recurrence": row.date.recurrence} if row.date else None,
                "number": float(row.target.value) if row.target else None,
                "unit": row.target.unit if row.target else None,
                "quote": row.quote,
                "start": start,
                "end": end,
            }
        )
    path = tmp_path_factory.mktemp("facts") / "facts.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def _days(row: GoldRow) -> dict[str, date | None]:
    return {"start": row.date.start, "end": row.date.end} if row.date else {"start": None, "end": None}


def test_the_gold_scored_against_itself_is_perfect(perfect: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--facts", str(perfect), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["misses"] == []
    for language in ("vi", "hi", "bn", "en", "all"):
        measures = printed["scores"][language]
        assert all(measures[name]["f1"] == 1.0 for name in ("obligation", "deadline", "agency", "target", "quotes"))
    assert printed["scores"]["all"]["obligation"]["gold"] == sum(row.counts for row in load_gold())


def test_misses_are_listed_by_document(perfect: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(perfect.read_text("utf-8"))
    left = [row for row in rows if row["document"] != "directive-07-data-sharing.md"]
    part = tmp_path / "part.json"
    part.write_text(json.dumps(left), encoding="utf-8")
    assert main(["--facts", str(part), "--misses", "3"]) == 0
    out = capsys.readouterr().out
    assert "directive-07-data-sharing.md" in out and out.count("  missed ") == 3
    assert "Each department and each commune People's Committee" in out
    assert "obligation precision 1.000  goal 0.85: met" in out
