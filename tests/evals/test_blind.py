"""The blind register agrees with its documents and has the hard things that it is there for; no score is taken here."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from evals import build_corpus, build_heldout
from evals.register_cases import lint, load_gold, load_optional, read_corpus
from ingest.records import Document

BLIND = build_heldout.HERE.with_name("blind")
DOCUMENTS = BLIND / "documents"
ROWS = load_gold(BLIND / "register.jsonl")
OPTIONAL = load_optional(BLIND / "optional.jsonl")
RAW: list[dict[str, Any]] = [
    json.loads(line) for line in (BLIND / "register.jsonl").read_text(encoding="utf-8").splitlines()
]
SOURCES = sorted((BLIND / "src").glob("*.*.md"))


@cache
def documents() -> dict[str, Document]:
    return read_corpus(DOCUMENTS)


@cache
def texts() -> dict[str, str]:
    return {name: document.text for name, document in documents().items()}


def spans(name: str) -> list[tuple[int, int]]:
    return [row.span(texts()[name]) for row in ROWS if row.document == name]


def test_every_document_loads_has_rows_and_is_of_their_language() -> None:
    languages = {name: document.language for name, document in documents().items()}
    assert len(languages) == 9
    assert {row.document: row.language for row in ROWS} == languages
    assert {Path(name).suffix for name in languages} == {".txt", ".html", ".docx", ".pdf"}


def test_register_is_well_formed_and_large_enough() -> None:
    """Quotes verbatim, dates and words valid, ids unique."""
    assert lint(ROWS, texts(), least=170, least_language=16) == []
    counts = Counter(row.language for row in ROWS)
    assert counts["vi"] >= 80 and min(counts["hi"], counts["bn"]) >= 25, counts


def test_quotes_are_one_line_and_stand_once() -> None:
    for row in ROWS:
        assert texts()[row.document].count(row.quote) == 1, row.id
        assert row.quote == row.quote.strip() and "\n" not in row.quote, row.id


def test_dates_are_whole_intervals_near_the_documents() -> None:
    for row in RAW:
        when = row["date"]
        if when:
            days = [date.fromisoformat(when[end]) for end in ("start", "end") if when[end]]
            assert days == sorted(days) and len(days) != 1, row["id"]
            assert all(date(2026, 1, 1) <= day <= date(2030, 12, 31) for day in days), row["id"]
            assert days or when["recurrence"] or when["relation"] in ("within", "before"), row["id"]
            assert not (days and when["recurrence"]), row["id"]


def test_rows_stand_in_the_order_of_the_text() -> None:
    """Two rows have one quote, where an indicator has two years, and no others overlap."""
    for name in texts():
        found = spans(name)
        assert found == sorted(found), name
        assert all(one == two or one[1] <= two[0] for one, two in pairwise(found)), name
    twice = Counter((row.document, row.quote) for row in ROWS)
    assert {name for (name, quote), count in twice.items() if count > 1} == {"chuong-trinh-29-ctr-ubnd.docx"}


def test_targets_are_numbers_of_their_rows() -> None:
    """The first two digits of a value stand in the quote or the product, or the number is written out there."""
    written = ("hai", "एक", "दो", "পাঁচ", "একজন")
    for row in ROWS:
        if row.target:
            words = f"{row.quote} {row.product or ''}"
            digits = "".join(str(int(sign)) for sign in words if sign.isdecimal())
            value = re.sub(r"\D", "", str(row.target.value)).rstrip("0")[:2]
            assert value in digits or any(word in words.split() for word in written), row.id


def test_optional_passages_are_verbatim_and_apart_from_the_rows() -> None:
    for passage in OPTIONAL:
        start, end = passage.span(texts()[passage.document])
        assert all(high <= start or end <= low for low, high in spans(passage.document)), passage.quote


def test_every_document_has_words_that_oblige_nobody() -> None:
    for name, text in texts().items():
        marks = bytearray(len(text))
        for start, end in spans(name):
            marks[start:end] = b"\x01" * (end - start)
        assert sum(marks) < 0.85 * len(text), name


def test_hard_things_are_there() -> None:
    dates = [row.date for row in ROWS if row.date]
    assert {when.recurrence for when in dates} >= {"daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"}
    assert {when.relation for when in dates} == {None, "on", "by", "before", "from", "within"}
    assert sum(not (when.start or when.recurrence) for when in dates) >= 10  # counted from some event
    assert sum(bool(row.target) for row in ROWS) >= 80 and sum(len(row.coordinating) > 0 for row in ROWS) >= 18
    assert sum(row.date is not None and row.date.text not in row.quote for row in ROWS) >= 30  # from a heading or line
    assert sum(row.agency is not None and not any(n in row.quote for n in row.agency.names) for row in ROWS) >= 30


def test_addresses_are_reserved_for_examples() -> None:
    for path in DOCUMENTS.iterdir():
        source = path.read_text(encoding="utf-8") if path.suffix in (".html", ".txt") else texts()[path.name]
        assert set(re.findall(r"https?://([^/\s\"'<)]+)", source)) <= {"example.org"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_built_files_hold_the_text_of_their_sources(path: Path) -> None:
    """A source changed without a rebuild fails here, with and without the fonts."""
    text = " ".join(texts()[path.stem].split())
    for part in build_corpus.parse(path.read_text(encoding="utf-8")).parts:
        words = [cell for row in part.rows[1:] for cell in row] if part.kind == "row" else [part.text]
        assert all(word in text for word in words if word not in ("^", "<")), words


def test_word_files_come_from_their_sources(tmp_path: Path) -> None:
    """Building again gives the same words, each merged cell once a row."""
    (tmp_path / "src").mkdir()
    for path in SOURCES:
        if ".docx" in path.name:
            (tmp_path / "src" / path.name).write_bytes(path.read_bytes())
    out = tmp_path / "documents"
    out.mkdir()
    assert [path.name for path in build_heldout.build(tmp_path / "src", out)] == [
        "chuong-trinh-29-ctr-ubnd.docx",
        "karyalaya-gyapan-pension.docx",
    ]
    assert all(document.text == texts()[name] for name, document in read_corpus(out).items())
