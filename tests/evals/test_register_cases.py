"""The hand-made register: what must hold for its rows, and that its lint finds what does not."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.register_cases import CORPUS, GoldRow, lint, load_gold, load_optional, main, parse
from ingest.records import Document
from tests.evals.reading import documents_of

ROWS = load_gold()
BY_ID = {row.id: row for row in ROWS}

VI = "Sở Y tế báo cáo hằng tháng; UBND xã nộp 12 hồ sơ trước ngày 30/6/2026."
HI = "सभी विभाग ३१ मार्च, २०२६ तक फ़ाइलें खोलेंगे। फ़ाइलें खोलेंगे।"
BN = "জেলা প্রশাসক ৭ মার্চ ২০২৬ তারিখের মধ্যে প্রতিবেদন পাঠাবেন।"
EN = "Each school shall equip 2 rooms. Each school reports."
TEXTS = {"vi.txt": VI, "hi.txt": HI, "bn.txt": BN, "en.txt": EN}


def row(**changes: Any) -> dict[str, Any]:
    """A row without fault, changed."""
    when = {"start": "2026-06-30", "end": "2026-06-30", "relation": "before", "text": "ngày 30/6/2026"}
    return {
        "id": "a",
        "document": "vi.txt",
        "language": "vi",
        "kind": "deadline",
        "quote": "UBND xã nộp 12 hồ sơ trước ngày 30/6/2026.",
        "occurrence": 1,
        "action": "nộp hồ sơ",
        "agency": {"text": "UBND xã", "aliases": ["Ủy ban nhân dân xã"]},
        "coordinating": ["Sở Y tế"],
        "date": when,
        "target": {"value": 12, "high": None, "unit": "hồ sơ", "unit_aliases": ["dossiers"], "relation": "="},
        "product": None,
        **changes,
    }


def faults(*rows: dict[str, Any]) -> list[str]:
    return lint([parse(each) for each in rows], TEXTS, least=0, least_language=0)


def date_with(**changes: Any) -> Callable[[], dict[str, Any]]:
    return lambda: row(date={**row()["date"], **changes})


def target_with(**changes: Any) -> Callable[[], dict[str, Any]]:
    return lambda: row(target={**row()["target"], **changes})


@pytest.fixture(scope="module")
def corpus() -> dict[str, Document]:
    return documents_of(CORPUS)


def test_the_register_is_without_fault(corpus: dict[str, Document]) -> None:
    assert lint(ROWS, {name: document.text for name, document in corpus.items()}) == []


def test_every_document_has_rows_in_its_own_language(corpus: dict[str, Document]) -> None:
    assert {item.document: item.language for item in ROWS} == {name: doc.language for name, doc in corpus.items()}


def test_the_register_has_every_kind_and_part_in_every_language() -> None:
    for language in ("vi", "hi", "bn", "en"):
        own = [item for item in ROWS if item.language == language and item.counts]
        assert min(Counter(item.kind for item in own)[kind] for kind in ("deadline", "responsibility", "target")) >= 4
        assert sum(item.agency is not None for item in own) >= 15
        assert sum(item.date is not None and item.date.recurrence is not None for item in own) >= 4
        assert sum(item.target is not None for item in own) >= 10


def test_amended_rows_lead_to_the_newer_ones() -> None:
    amended = {item.id: BY_ID[item.superseded_by] for item in ROWS if item.superseded_by}
    assert {(BY_ID[old].document, new.document) for old, new in amended.items()} == {
        ("ke-hoach-214-kh-ubnd.txt", "quyet-dinh-1125-qd-ubnd.md")
    }
    changes = [(BY_ID[old], new) for old, new in amended.items()]
    assert (Decimal(80), Decimal(85)) in [(o.target.value, n.target.value) for o, n in changes if o.target and n.target]
    days = [(str(o.date.end), str(n.date.end)) for o, n in changes if o.date and n.date]
    assert ("2026-06-30", "2026-09-30") in days


def test_twins_have_the_same_last_day_and_the_same_number() -> None:
    twins = [(item, BY_ID[item.twin_of]) for item in ROWS if item.twin_of]
    assert {one.language for one, _ in twins} == {"en", "hi", "bn"} and len(twins) >= 20
    for one, other in twins:
        assert (one.date and (one.date.end, one.date.recurrence)) == (
            other.date and (other.date.end, other.date.recurrence)
        )
        assert (one.target and one.target.value) == (other.target and other.target.value)
        assert one.kind == other.kind


def test_a_row_without_fault_has_none() -> None:
    assert faults(row()) == []
    least = {
        "id": "b",
        "document": "bn.txt",
        "language": "bn",
        "kind": "responsibility",
        "quote": BN,
        "action": "পাঠাবেন",
    }
    assert faults(row(), least) == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: row(quote="UBND xã nộp 13 hồ sơ"), "not verbatim"),
        (lambda: row(occurrence=2), "occurs less often"),
        (lambda: row(quote=" "), "empty"),
        (lambda: row(document="no.txt"), "no document no.txt"),
        (lambda: row(language="fr"), "language 'fr'"),
        (lambda: row(kind="figure"), "no obligation"),
        (lambda: row(agency={"text": "Sở Tài chính"}), "Sở Tài chính"),
        (lambda: row(agency={"text": "UBND xã", "aliases": [""]}), "empty or not in NFC"),
        (lambda: row(action=unicodedata.normalize("NFD", "nộp hồ sơ")), "NFC"),
        (lambda: row(coordinating=["Công an"]), "Công an"),
        (lambda: row(product="báo cáo tuần"), "product"),
        (lambda: row(date=None), "deadline without a date"),
        (lambda: row(target=None, kind="target"), "target without a number"),
        (lambda: row(kind="responsibility"), "responsibility with a date"),
        (lambda: row(optional=["quote"]), "optional ['quote']"),
        (date_with(text="ngày 31/6/2026"), "ngày 31/6/2026"),
        (date_with(end=None), "one end"),
        (date_with(end="2026-06-29"), "ends before it starts"),
        (date_with(relation="until"), "relation 'until'"),
        (date_with(recurrence="fortnightly"), "recurrence"),
        (date_with(rule="BYMONTHDAY=25"), "rule"),
        (date_with(recurrence="monthly", rule="on the 25th"), "rule"),
        (target_with(high=20), "upper end"),
        (target_with(high=10, relation="range"), "upper end"),
        (target_with(value=-1), "value -1"),
        (target_with(relation="≥"), "relation '≥'"),
        (target_with(unit=""), "empty"),
        (lambda: row(twin_of="a"), "no row of another document"),
        (lambda: row(superseded_by="zz"), "no row of another document"),
    ],
)
def test_lint_names_the_fault(make: Callable[[], dict[str, Any]], words: str) -> None:
    found = faults(make())
    assert any("a: " in fault and words in fault for fault in found), found


def test_lint_compares_rows() -> None:
    hindi = row(
        id="h", document="hi.txt", language="hi", quote=HI, agency=None, coordinating=[], date=None, kind="target"
    )
    assert faults(row(), {**hindi, "twin_of": "a"}) == []
    assert any("twin is in another language" in fault for fault in faults(row(), {**hindi, "superseded_by": "a"}))
    assert faults(row(), row()) == ["a: 2 rows have this id"]
    assert "vi.txt: rows of several languages" in faults(row(), row(id="b", language="en"))


def test_lint_counts_the_rows_that_count() -> None:
    rows = [parse(row(id=str(number))) for number in range(10)]
    assert lint(rows, TEXTS, 10, 0) == []
    assert lint(rows, TEXTS, 11, 0) == ["10 rows count, at least 11 should"]
    assert len(lint(rows, TEXTS, 0, 10)) == 3  # Hindi, Bengali, English
    may = [parse(row(id=f"o{number}", optional=["row"])) for number in range(2)]
    assert lint(rows + may[:1], TEXTS, 11, 0) == ["10 rows count, at least 11 should"]
    assert lint(rows + may, TEXTS, 10, 0) == ["2 of 12 rows are optional, at most 12% should"]


def test_the_span_is_that_of_the_occurrence() -> None:
    one = parse(row(document="hi.txt", quote="फ़ाइलें खोलेंगे।", occurrence=2))
    start, end = one.span(HI)
    assert HI[start:end] == "फ़ाइलें खोलेंगे।" and start == HI.rindex("फ़ाइलें")
    with pytest.raises(ValueError, match="occurrence 3"):
        parse(row(document="hi.txt", quote="फ़ाइलें खोलेंगे।", occurrence=3)).span(HI)


def test_parts_may_be_left_out(tmp_path: Path) -> None:
    bare = {key: row()[key] for key in ("id", "document", "language", "kind", "quote", "action")}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(bare) + "\n\n", encoding="utf-8")
    assert load_gold(path) == [GoldRow("a", "vi.txt", "vi", "deadline", bare["quote"], "nộp hồ sơ")]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"id": "a"}',
        json.dumps(row(date={"start": "2026-02-31", "text": "x"})),
        json.dumps(row(target={"value": "x"})),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row()) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        load_gold(path)


def test_optional_passages_are_rows_that_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "optional.jsonl"
    path.write_text(json.dumps({"document": "en.txt", "language": "en", "quote": "Each school reports.", "why": "…"}))
    (one,) = load_optional(path)
    assert not one.counts and one.span(EN) == (33, 53)


def test_the_command_lints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "vi.txt").write_text(VI, encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row()), encoding="utf-8")
    call = ["--gold", str(gold), "--corpus", str(documents)]
    assert main([*call, "--least", "1", "--least-language", "0"]) == 0
    assert capsys.readouterr().out.startswith("1 rows, 1 that count: vi 1")
    assert main(call) == 1
    assert "at least 150" in capsys.readouterr().out
