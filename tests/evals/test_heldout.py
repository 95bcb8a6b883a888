"""The held-out and the blind register agree with their documents, and have the hard things that they are there for.

No score is taken here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from evals import build_corpus, build_heldout
from evals.register_cases import LANGUAGES, GoldRow, lint, load_gold, load_optional, read_corpus
from ingest.records import Document
from tests.evals.reading import documents_of

RECURRENCES = {"daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"}


@dataclass(frozen=True)
class Expected:
    """What one of the two is to have."""

    formats: dict[str, int]  # how many documents, by the ending of their names
    rows: int
    rows_of_a_language: int
    hosts: set[str]  # of the addresses in the documents
    undated: set[str]  # relations of the dates that some event decides
    same_quote: set[str] = field(default_factory=set)  # documents where an indicator has two years, and so two rows


EXPECTED = {
    "heldout": Expected(
        {".txt": 5, ".md": 1, ".html": 2, ".docx": 2, ".pdf": 2}, 230, 40, {"example.org", "schema.org"}, {"within"}
    ),
    "blind": Expected(
        {".txt": 3, ".html": 2, ".docx": 2, ".pdf": 2}, 170, 16, {"example.org"}, {"within", "before"},
        {"chuong-trinh-29-ctr-ubnd.docx"},
    ),
}  # fmt: skip


class Gold:
    """A register that was made by hand, and its documents as the program reads them."""

    def __init__(self, name: str) -> None:
        self.folder = build_heldout.HERE.with_name(name)
        self.expected = EXPECTED[name]
        self.rows = load_gold(self.folder / "register.jsonl")
        self.optional = load_optional(self.folder / "optional.jsonl")
        lines = (self.folder / "register.jsonl").read_text(encoding="utf-8").splitlines()
        self.raw: list[dict[str, Any]] = [json.loads(line) for line in lines]
        self.documents: dict[str, Document] = documents_of(self.folder / "documents")
        self.texts = {name: document.text for name, document in self.documents.items()}
        self.sources = sorted((self.folder / "src").glob("*.*.md"))

    def spans(self, name: str) -> list[tuple[int, int]]:
        return [row.span(self.texts[name]) for row in self.rows if row.document == name]


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def gold(request: pytest.FixtureRequest) -> Gold:
    return Gold(request.param)


@pytest.fixture(scope="module")
def heldout() -> Gold:
    return Gold("heldout")


@pytest.fixture(scope="module")
def blind() -> Gold:
    return Gold("blind")


# What holds for both


def test_every_document_loads_has_rows_and_is_of_their_language(gold: Gold) -> None:
    assert Counter(Path(name).suffix for name in gold.documents) == gold.expected.formats
    languages = {name: document.language for name, document in gold.documents.items()}
    assert {row.document: row.language for row in gold.rows} == languages
    assert all(row.language == languages[row.document] for row in gold.rows)
    assert set(languages.values()) == set(LANGUAGES)


def test_the_register_is_well_formed_and_large_enough(gold: Gold) -> None:
    """Quotes verbatim, dates and words valid, ids unique, links to rows of other documents."""
    least, of_a_language = gold.expected.rows, gold.expected.rows_of_a_language
    assert lint(gold.rows, gold.texts, least=least, least_language=of_a_language) == []


def test_quotes_are_one_line(gold: Gold) -> None:
    for row in gold.rows:
        assert row.occurrence <= gold.texts[row.document].count(row.quote), row.id
        assert row.quote == row.quote.strip() and "\n" not in row.quote, row.id


def test_dates_are_whole_intervals_near_the_documents(gold: Gold) -> None:
    for row in gold.raw:
        when = row["date"]
        if when:
            days = [date.fromisoformat(when[end]) for end in ("start", "end") if when[end]]
            assert days == sorted(days) and len(days) != 1, row["id"]
            assert all(date(2026, 1, 1) <= day <= date(2030, 12, 31) for day in days), row["id"]
            assert days or when["recurrence"] or when["relation"] in gold.expected.undated, row["id"]
            assert not (days and when["recurrence"]), row["id"]


def test_rows_stand_in_the_order_of_the_text(gold: Gold) -> None:
    """Only two rows of one quote overlap, where that is expected."""
    for name in gold.texts:
        found = gold.spans(name)
        assert found == sorted(found), name
        same = name in gold.expected.same_quote
        assert all(one[1] <= two[0] or (same and one == two) for one, two in pairwise(found)), name
    twice = Counter((name, span) for name in gold.texts for span in gold.spans(name))
    assert {name for (name, _), count in twice.items() if count > 1} == gold.expected.same_quote


def test_every_document_has_words_that_oblige_nobody(gold: Gold) -> None:
    for name, text in gold.texts.items():
        marks = bytearray(len(text))
        for start, end in gold.spans(name):
            marks[start:end] = b"\x01" * (end - start)
        assert sum(marks) < 0.85 * len(text), name


def test_optional_passages_are_verbatim_and_apart_from_the_rows(gold: Gold) -> None:
    assert gold.optional
    for passage in gold.optional:
        start, end = passage.span(gold.texts[passage.document])
        assert all(high <= start or end <= low for low, high in gold.spans(passage.document)), passage.quote


def test_hard_things_are_there(gold: Gold) -> None:
    dates = [row.date for row in gold.rows if row.date]
    assert {when.recurrence for when in dates if when.recurrence} == RECURRENCES
    assert {when.relation for when in dates} == {None, "on", "by", "before", "from", "within"}
    assert sum(bool(row.target) for row in gold.rows) >= 80


def test_addresses_are_reserved_for_examples(gold: Gold) -> None:
    for path in (gold.folder / "documents").iterdir():
        plain = path.suffix in (".html", ".txt", ".md")
        source = path.read_text(encoding="utf-8") if plain else gold.texts[path.name]
        assert set(re.findall(r"https?://([^/\s\"'<)]+)", source)) <= gold.expected.hosts


def test_built_files_hold_the_text_of_their_sources(gold: Gold) -> None:
    """A source changed without a rebuild fails here, with and without the fonts."""
    built = {path.name for path in (gold.folder / "documents").iterdir() if path.suffix in (".docx", ".pdf")}
    assert {path.stem for path in gold.sources} == built
    for path in gold.sources:
        text = " ".join(gold.texts[path.stem].split())
        for part in build_corpus.parse(path.read_text(encoding="utf-8")).parts:
            words = [cell for row in part.rows[1:] for cell in row] if part.kind == "row" else [part.text]
            assert all(word in text for word in words if word not in ("^", "<")), (path.name, words)


def test_word_files_come_from_their_sources(gold: Gold, tmp_path: Path) -> None:
    """Building again gives the same words, each merged cell once a row."""
    (tmp_path / "src").mkdir()
    (tmp_path / "documents").mkdir()
    sources = [path for path in gold.sources if ".docx" in path.name]
    for path in sources:
        (tmp_path / "src" / path.name).write_bytes(path.read_bytes())
    made = build_heldout.build(tmp_path / "src", tmp_path / "documents")
    assert [path.name for path in made] == [path.stem for path in sources] != []
    for name, document in read_corpus(tmp_path / "documents").items():
        assert document.text == gold.texts[name]


# What holds for one


def test_the_blind_one_has_no_quote_twice_and_leans_to_vietnamese(blind: Gold) -> None:
    for row in blind.rows:
        assert blind.texts[row.document].count(row.quote) == 1, row.id
    counts = Counter(row.language for row in blind.rows)
    assert counts["vi"] >= 80 and min(counts["hi"], counts["bn"]) >= 25, counts


def test_targets_are_numbers_of_their_rows(blind: Gold) -> None:
    """The first two digits of a value stand in the quote or the product, or the number is written out there."""
    written = ("hai", "एक", "दो", "পাঁচ", "একজন")
    for row in blind.rows:
        if row.target:
            words = f"{row.quote} {row.product or ''}"
            digits = "".join(str(int(sign)) for sign in words if sign.isdecimal())
            value = re.sub(r"\D", "", str(row.target.value)).rstrip("0")[:2]
            assert value in digits or any(word in words.split() for word in written), row.id


def test_what_the_blind_one_inherits(blind: Gold) -> None:
    dates = [row.date for row in blind.rows if row.date]
    assert sum(not (when.start or when.recurrence) for when in dates) >= 10  # counted from some event
    assert sum(len(row.coordinating) > 0 for row in blind.rows) >= 18
    assert sum(row.date is not None and row.date.text not in row.quote for row in blind.rows) >= 30
    assert sum(row.agency is not None and not any(n in row.quote for n in row.agency.names) for row in blind.rows) >= 30


def test_merged_cells_leave_no_marks(heldout: Gold) -> None:
    (text,) = [text for name, text in heldout.texts.items() if name == "ke-hoach-205-kh-ubnd.docx"]
    assert " ^" not in text and " <" not in text


def test_what_the_held_out_one_recurs_and_counts(heldout: Gold) -> None:
    dates = [row.date for row in heldout.rows if row.date]
    assert sum(bool(when.recurrence) for when in dates) >= 50 and sum(bool(when.rule) for when in dates) >= 30
    assert sum(when.relation == "within" and not when.start for when in dates) >= 8  # counted from some event
    assert sum(len(row.coordinating) > 0 for row in heldout.rows) >= 30
    relations = {row.target.relation for row in heldout.rows if row.target}
    assert relations >= {">=", "<=", ">", "<", "increase", "decrease", "range"}


def test_inherited_agencies_and_dates_are_many_in_every_language(heldout: Gold) -> None:
    def inherited(row: GoldRow) -> bool:
        agency = row.agency is not None and not any(name in row.quote for name in row.agency.names)
        return agency or (row.date is not None and row.date.text not in row.quote)

    counts = Counter(row.language for row in heldout.rows if inherited(row))
    assert counts["vi"] >= 40 and min(counts[language] for language in LANGUAGES) >= 6, counts


def test_amendments_and_twins_are_linked(heldout: Gold) -> None:
    superseded = [row for row in heldout.rows if row.superseded_by]
    assert len(superseded) >= 8 and {row.language for row in superseded} == {"vi", "en"}
    assert sum(bool(row.twin_of) for row in heldout.rows) >= 15
    repealed = [row for row in heldout.raw if "repealed_by" in row]
    assert len(repealed) == 2 and {row["repealed_by"] for row in repealed} <= set(heldout.texts)
