"""Tokens and the keyword index, in four scripts."""

from __future__ import annotations

import sqlite3
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.keyword import Keyword
from index.tokens import tokenise, without_diacritics

PASSAGES = {
    1: "Ủy ban nhân dân tỉnh hoàn thành việc số hóa trước ngày 30/6/2026.",
    2: "Nghị quyết số 57-NQ/TW về khoa học, công nghệ và đổi mới sáng tạo.",
    3: "विभाग को ३१ मार्च तक रिपोर्ट भेजनी होगी। नीति की समीक्षा होगी।",
    4: "দপ্তর ২২ ডিসেম্বরের মধ্যে প্রতিবেদন দেবে। নীতি পর্যালোচনা হবে।",
    5: "The agency shall report by 31 March under resolution 57-NQ/TW.",
}


@pytest.fixture
def keyword(tmp_path: Path) -> Keyword:
    index = Keyword.open(tmp_path / "keyword.sqlite")
    index.add(PASSAGES.items())
    return index


def found(keyword: Keyword, question: str, *, plain: bool = False) -> list[int]:
    return [id_ for id_, _ in keyword.search(tokenise(question), 10, plain)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Điều 12. Ủy ban", ["điều", "12", "ủy", "ban"]),
        ("नीति की समीक्षा।", ["नीति", "की", "समीक्षा"]),
        ("নীতি পর্যালোচনা হবে।", ["নীতি", "পর্যালোচনা", "হবে"]),
        ("३१ मार्च ২২", ["31", "मार्च", "22"]),
        ("क्\u200dष and ক্\u200cষ", ["क्ष", "and", "ক্ষ"]),
        ("soft\u00adware e\u0301tat", ["software", "état"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("a_b·c—d", ["a", "b", "c", "d"]),
        ("", []),
    ],
)
def test_tokens_are_runs_of_letters_marks_and_numbers(text: str, tokens: list[str]) -> None:
    assert tokenise(text) == [unicodedata.normalize("NFC", token) for token in tokens]


@pytest.mark.parametrize("text", ["Nghị quyết số 57-NQ/TW", "संकल्प संख्या 57-एनक्यू/टीडब्ल्यू", "সংকল্প নং ৫৭-এনকিউ/টিডব্লিউ"])
def test_every_spelling_of_a_document_number_has_one_token(text: str) -> None:
    assert tokenise(text)[-1] == "57nqtw"


def test_tokens_without_diacritics() -> None:
    assert [without_diacritics(word) for word in tokenise("Nghị quyết Đảng ủy")] == ["nghi", "quyet", "dang", "uy"]
    assert [without_diacritics(word) for word in tokenise("नीति নীতি")] == tokenise("नीति নীতি")


@given(st.text())
def test_tokens_hold_no_separator_and_come_out_the_same_when_put_in_again(text: str) -> None:
    tokens = tokenise(text)
    assert all(token and not any(char.isspace() or char == '"' for char in token) for token in tokens)
    assert tokenise(text) == tokenise(unicodedata.normalize("NFD", text)) or not unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("question", "id_"),
    [
        ("ỦY BAN số hóa", 1),
        (unicodedata.normalize("NFD", "nghị quyết khoa học"), 2),
        ("विभाग की रिपोर्ट", 3),
        ("দপ্তর প্রতিবেদন", 4),
        ("agency report", 5),
    ],
)
def test_a_question_finds_its_passage_first(keyword: Keyword, question: str, id_: int) -> None:
    assert found(keyword, question)[0] == id_


def test_vowel_signs_are_part_of_their_word(keyword: Keyword) -> None:
    assert keyword.document_frequency(["नीति", "नत", "নীতি", "নত"]) == {"नीति": 1, "नत": 0, "নীতি": 1, "নত": 0}
    assert found(keyword, "नत") == []


def test_a_document_number_is_found_across_scripts_and_a_day_across_digits(keyword: Keyword) -> None:
    assert set(found(keyword, "৫৭-এনকিউ/টিডব্লিউ")) == {2, 5}
    assert set(found(keyword, "31 March ३१")) >= {3, 5}


def test_vietnamese_typed_without_diacritics(keyword: Keyword) -> None:
    assert found(keyword, "nghi quyet doi moi") == []
    assert found(keyword, "nghi quyet doi moi", plain=True) == [2]
    assert keyword.document_frequency(["nhan", "nhân"], plain=True) == {"nhan": 1, "nhân": 1}


def test_scores_fall_and_ties_are_ordered_by_id(keyword: Keyword) -> None:
    keyword.add((id_, "twin passage") for id_ in (12, 10, 11))
    hits = keyword.search(["twin"], 10)
    assert [id_ for id_, _ in hits] == [10, 11, 12]
    assert hits[0][1] == hits[2][1] > 0
    assert len(keyword.search(["twin"], 2)) == 2


@pytest.mark.parametrize(
    "question", ['"', "AND OR NOT", "tokens:x", "NEAR(a b)", "'; DROP TABLE passages; --", "*", "^", "\x00", "", " "]
)
def test_no_question_is_an_operator(keyword: Keyword, question: str) -> None:
    keyword.search(tokenise(question), 5)
    keyword.search([question], 5)
    assert keyword.count() == len(PASSAGES)


def test_a_question_of_a_million_words_is_answered_at_once(keyword: Keyword) -> None:
    tokens = [f"w{number}" for number in range(1_000_000)]
    began = time.monotonic()
    assert keyword.search(tokens, 5) == []
    assert [id_ for id_, _ in keyword.search(["agency", *tokens], 5)] == [5]
    assert time.monotonic() - began < 5
    assert found(keyword, "x" * 100_000) == []


def test_adding_again_replaces_and_removing_removes(keyword: Keyword) -> None:
    keyword.add([(5, "other words")])
    assert keyword.count() == 5
    assert found(keyword, "agency") == []
    keyword.remove([5, 999])
    assert found(keyword, "other") == []
    assert keyword.ids() == {1, 2, 3, 4}


def test_removed_words_leave_the_disk(keyword: Keyword, tmp_path: Path) -> None:
    keyword.remove([5])
    keyword.erase_removed()
    keyword.close()
    assert b"agency" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_snapshot_does_not_see_what_comes_after(keyword: Keyword, tmp_path: Path) -> None:
    reader = Keyword.open(tmp_path / "keyword.sqlite")
    with reader.snapshot():
        keyword.remove([5])
        assert found(reader, "agency") == [5]
    assert found(reader, "agency") == []


def test_a_cut_file_is_noticed_and_reset(keyword: Keyword, tmp_path: Path) -> None:
    path = tmp_path / "keyword.sqlite"
    keyword.close()
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(sqlite3.Error):
        Keyword.open(path)
    fresh = Keyword(path)
    fresh.reset()
    assert fresh.count() == 0
