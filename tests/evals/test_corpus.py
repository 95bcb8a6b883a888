"""The sample corpus and its question set agree: every quote stands in its document, every fact in its quotes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evals import build_corpus

EVALS = Path(build_corpus.__file__).parent
CORPUS = EVALS / "corpus"
LANGUAGES = {"en", "vi", "hi", "bn"}
TYPES = {"deadline", "responsible", "target", "figure", "document", "list", "table", "amended", "followup"}
TYPES |= {"unanswerable"}
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (EVALS / "cases/first.jsonl").read_text(encoding="utf-8").splitlines()
]
FILES = sorted(path for path in CORPUS.iterdir() if path.is_file())


def flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """For comparing facts: case and digit script do not count."""
    digits = (str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in flat(text))
    return "".join(digits).casefold()


@cache
def text_of(path: Path) -> str:
    match path.suffix:
        case ".html":
            from bs4 import BeautifulSoup

            soup = BeautifulSoup(path.read_bytes(), "lxml")
            for tag in soup(["script", "style"]):
                tag.decompose()
            return flat(soup.get_text(" "))
        case ".docx":
            import docx

            word = docx.Document(str(path))
            return flat("\n".join([p.text for p in word.paragraphs] + [c for row in rows_of(path) for c in row]))
        case ".pdf":
            import pdfplumber

            with pdfplumber.open(path) as pdf:
                text = "\n".join(page.extract_text() for page in pdf.pages)
            return flat(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text))
        case _:
            return flat(path.read_text(encoding="utf-8"))


@cache
def rows_of(path: Path) -> list[tuple[str, ...]]:
    match path.suffix:
        case ".html":
            from bs4 import BeautifulSoup

            soup = BeautifulSoup(path.read_bytes(), "lxml")
            rows = [[cell.get_text() for cell in tr(["td", "th"])] for tr in soup("tr")]
        case ".docx":
            import docx

            rows = [[c.text for c in row.cells] for table in docx.Document(str(path)).tables for row in table.rows]
        case ".pdf":
            import pdfplumber

            with pdfplumber.open(path) as pdf:
                tables = [table for page in pdf.pages for table in page.extract_tables()]
            rows = [[cell or "" for cell in row] for table in tables for row in table]
        case _:
            lines = path.read_text(encoding="utf-8").splitlines()
            rows = [line.strip()[1:-1].split("|") for line in lines if line.startswith("|")]
    return [tuple(flat(cell) for cell in row) for row in rows]


def test_corpus_has_every_language_and_format() -> None:
    assert len(FILES) >= 12
    assert {path.suffix for path in FILES} == {".txt", ".md", ".html", ".docx", ".pdf"}
    # Share of a document's characters that tell its language: plain small letters fill English texts (over 0.7) but
    # not Vietnamese ones (about 0.5), whose double diacritics no other language here has.
    signs = {
        "hi": ("\u0900-\u097f", 0.4),
        "bn": ("\u0980-\u09ff", 0.4),
        "vi": ("\u1ea0-\u1ef9", 0.05),
        "en": ("a-z", 0.65),
    }
    for characters, least in signs.values():
        shares = [len(re.findall(f"[{characters}]", text_of(path))) / len(text_of(path)) for path in FILES]
        assert sum(share > least for share in shares) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_documents_are_of_a_realistic_length(path: Path) -> None:
    assert 250 <= len(text_of(path).split()) <= 950


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_addresses_are_reserved_for_examples(path: Path) -> None:
    source = path.read_text(encoding="utf-8") if path.suffix == ".html" else text_of(path)
    hosts = re.findall(r"https?://([^/\s\"'<)]+)", source)
    assert set(hosts) <= {"example.org", "example.gov.vn", "schema.org"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["family"])
def test_quotes_stand_in_their_documents(case: dict[str, Any]) -> None:
    for gold in case["gold"] + case.get("distractor", []):
        path = CORPUS / gold["doc"]
        if "cells" in gold:
            assert tuple(gold["cells"]) in rows_of(path)
        else:
            assert flat(gold["quote"]) in text_of(path)


@pytest.mark.parametrize("case", [c for c in CASES if c["answerable"]], ids=lambda case: case["family"])
def test_facts_stand_in_the_quotes_of_each_document(case: dict[str, Any]) -> None:
    assert case["gold"] and case["facts"]
    for document in {gold["doc"] for gold in case["gold"]}:
        evidence = fold(" ".join(gold["quote"] for gold in case["gold"] if gold["doc"] == document))
        for fact in case["facts"]:
            assert any(fold(alias) in evidence for alias in fact["aliases"]), (document, fact["value"])


def test_facts_have_surface_forms_in_every_script() -> None:
    for case in CASES:
        for fact in case["facts"]:
            forms = " ".join(fact["aliases"])
            for script in ("a-zA-Z0-9", "\u0900-\u097f", "\u0980-\u09ff"):
                assert re.search(f"[{script}]", forms), (case["family"], fact["value"])


def test_case_set_is_complete() -> None:
    kinds = Counter(case["type"] for case in CASES)
    assert set(kinds) == TYPES
    assert sum(case["answerable"] for case in CASES) >= 24
    assert kinds["unanswerable"] >= 8 and sum(case["near_miss"] for case in CASES) >= 5
    assert len({case["family"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert set(case["question"]) == LANGUAGES
        assert (case["type"] == "followup") == bool(case["history"])
        assert case["answerable"] != (case["type"] == "unanswerable")
    asked = {gold["doc"] for case in CASES for gold in case["gold"] + case.get("distractor", [])}
    assert asked == {path.name for path in FILES}


def test_examples_are_answerable_questions_of_the_set() -> None:
    examples = json.loads((EVALS / "examples.json").read_text(encoding="utf-8"))
    assert set(examples) == LANGUAGES
    for language, questions in examples.items():
        known = {case["question"][language] for case in CASES if case["answerable"] and not case["history"]}
        assert len(set(questions)) == 4 and set(questions) <= known


def test_built_files_hold_the_text_of_their_sources() -> None:
    """A source changed without a rebuild fails here, with and without the fonts."""
    sources = sorted((EVALS / "corpus_src").glob("*.*.md"))
    assert len(sources) == 4
    for path in sources:
        built = CORPUS / path.stem
        for part in build_corpus.parse(path.read_text(encoding="utf-8")).parts:
            if part.kind == "row":
                assert set(part.rows) <= set(rows_of(built))
            elif built.suffix == ".docx":
                assert flat(part.text) in text_of(built)
            else:  # a paragraph may go over a page, with the furniture between its halves
                start = flat(part.text.replace("&shy;", "")).split(". ")[0]
                assert start in text_of(built)


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    if not build_corpus.FONTS.exists():
        pytest.skip(f"the fonts of the PDF files are not installed ({build_corpus.FONTS})")
    first = build_corpus.build(EVALS / "corpus_src", tmp_path / "a")
    second = build_corpus.build(EVALS / "corpus_src", tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert [p.name for p in first] == sorted(p.name for p in FILES if p.suffix in build_corpus.BUILDERS)
