"""The held-out register agrees with its documents, and has the hard things that it is there for."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from evals import build_corpus, build_heldout
from evals.register_cases import LANGUAGES, GoldRow, lint, load_gold, load_optional, read_corpus
from ingest.records import Document

HELDOUT = build_heldout.HERE
DOCUMENTS = HELDOUT / "documents"
ROWS = load_gold(HELDOUT / "register.jsonl")
OPTIONAL = load_optional(HELDOUT / "optional.jsonl")
RAW: list[dict[str, Any]] = [
    json.loads(line) for line in (HELDOUT / "register.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def documents() -> dict[str, Document]:
    return read_corpus(DOCUMENTS)


@cache
def texts() -> dict[str, str]:
    return {name: document.text for name, document in documents().items()}


def covered(name: str) -> float:
    """The share of a document's characters that some quote has."""
    text = texts()[name]
    marks = bytearray(len(text))
    for row in ROWS:
        if row.document == name:
            start, end = row.span(text)
            marks[start:end] = b"\x01" * (end - start)
    return sum(marks) / len(text)


def test_every_document_loads_and_has_rows() -> None:
    assert len(texts()) == 12
    assert {row.document for row in ROWS} == set(texts())
    assert {Path(name).suffix for name in texts()} == {".txt", ".md", ".html", ".docx", ".pdf"}


def test_languages_are_those_of_the_documents() -> None:
    languages = {name: document.language for name, document in documents().items()}
    assert all(row.language == languages[row.document] for row in ROWS)
    assert set(languages.values()) == set(LANGUAGES)


def test_register_is_well_formed_and_large_enough() -> None:
    """Quotes verbatim, dates and words valid, ids unique, links to rows of other documents."""
    assert lint(ROWS, texts(), least=230, least_language=40) == []


def test_quotes_are_one_line_and_dates_are_near_the_documents() -> None:
    for row in RAW:
        text, when = texts()[row["document"]], row["date"]
        assert row["occurrence"] <= text.count(row["quote"]), row["id"]
        assert row["quote"] == row["quote"].strip() and "\n" not in row["quote"], row["id"]
        if when:
            days = [date.fromisoformat(when[end]) for end in ("start", "end") if when[end]]
            assert days == sorted(days) and len(days) != 1, row["id"]
            assert all(date(2026, 1, 1) <= day <= date(2030, 12, 31) for day in days), row["id"]
            assert bool(days) + bool(when["recurrence"]) + (when["relation"] == "within" and not days) >= 1, row["id"]
            assert not (days and when["recurrence"]), row["id"]


def test_rows_stand_in_the_order_of_the_text_and_not_twice() -> None:
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in ROWS:
        spans.setdefault(row.document, []).append(row.span(texts()[row.document]))
    for name, found in spans.items():
        assert found == sorted(found), name
        assert all(one[1] <= two[0] for one, two in pairwise(found)), name


def test_every_document_has_words_that_oblige_nobody() -> None:
    assert all(covered(name) < 0.85 for name in texts())


def test_optional_passages_are_verbatim_and_apart_from_the_rows() -> None:
    for passage in OPTIONAL:
        start, end = passage.span(texts()[passage.document])
        for row in ROWS:
            if row.document == passage.document:
                low, high = row.span(texts()[row.document])
                assert high <= start or end <= low, (row.id, passage.quote)


def test_hard_things_are_there() -> None:
    dates = [row.date for row in ROWS if row.date]
    recurrences = Counter(when.recurrence for when in dates if when.recurrence)
    assert set(recurrences) == {"daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"}
    assert sum(recurrences.values()) >= 50 and sum(bool(when.rule) for when in dates) >= 30
    assert {when.relation for when in dates} == {None, "on", "by", "before", "from", "within"}
    assert sum(when.relation == "within" and not when.start for when in dates) >= 8  # counted from some event
    assert sum(bool(row.target) for row in ROWS) >= 80 and sum(len(row.coordinating) > 0 for row in ROWS) >= 30
    assert {row.target.relation for row in ROWS if row.target} >= {
        ">=",
        "<=",
        ">",
        "<",
        "increase",
        "decrease",
        "range",
    }


def test_inherited_agencies_and_dates_are_many_in_every_language() -> None:
    def inherited(row: GoldRow) -> bool:
        agency = row.agency is not None and not any(name in row.quote for name in row.agency.names)
        return agency or (row.date is not None and row.date.text not in row.quote)

    counts = Counter(row.language for row in ROWS if inherited(row))
    assert counts["vi"] >= 40 and min(counts[language] for language in LANGUAGES) >= 6, counts


def test_amendments_and_twins_are_linked() -> None:
    superseded = [row for row in ROWS if row.superseded_by]
    assert len(superseded) >= 8 and {row.language for row in superseded} == {"vi", "en"}
    assert sum(bool(row.twin_of) for row in ROWS) >= 15
    repealed = [row for row in RAW if "repealed_by" in row]
    assert len(repealed) == 2 and {row["repealed_by"] for row in repealed} <= set(texts())


def test_addresses_are_reserved_for_examples() -> None:
    for path in DOCUMENTS.iterdir():
        source = path.read_text(encoding="utf-8") if path.suffix in (".html", ".txt", ".md") else texts()[path.name]
        assert set(re.findall(r"https?://([^/\s\"'<)]+)", source)) <= {"example.org", "schema.org"}


def test_built_files_hold_the_text_of_their_sources() -> None:
    """A source changed without a rebuild fails here, with and without the fonts."""
    sources = sorted((HELDOUT / "src").glob("*.*.md"))
    assert len(sources) == 4
    for path in sources:
        text = " ".join(texts()[path.stem].split())
        for part in build_corpus.parse(path.read_text(encoding="utf-8")).parts:
            words = [cell for row in part.rows[1:] for cell in row] if part.kind == "row" else [part.text]
            assert all(word in text for word in words if word not in ("^", "<")), (path.name, words)


def test_merged_cells_are_merged(tmp_path: Path) -> None:
    """Building again gives the same words, each merged cell once a row."""
    source = HELDOUT / "src" / "ke-hoach-205-kh-ubnd.docx.md"
    package = build_corpus.build_docx(build_corpus.parse(source.read_text(encoding="utf-8")))
    (tmp_path / "merged.docx").write_bytes(build_heldout.merge_cells(package))
    assert read_corpus(tmp_path)["merged.docx"].text == texts()[source.stem]
    assert " ^" not in texts()[source.stem] and " <" not in texts()[source.stem]
