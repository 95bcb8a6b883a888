"""Keys of names that are equal across scripts, and seldom equal by chance."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.names import name_keys, similarity, word_key

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ntrex_dev"


@pytest.mark.parametrize(
    "spellings",
    [
        ("Lâm Đồng", "Lam Dong", "lam dong", "लाम डोंग", "লাম ডং", "ল্যাম ডং", "LÂM Đồng"),
        ("Bắc Ninh", "Bac Ninh", "बाक निन्ह", "বাক নিন"),
        ("Tuyên Quang", "Tuyen Quang", "तुयेन क्वांग", "তুয়েন কোয়াং"),
        ("Hà Nội", "Ha Noi", "Hanoi", "हनोई", "হ্যানয়", "হ্যানয়ে"),
        ("Hải Phòng", "हाई फोंग", "হাই ফং"),
        ("Đà Nẵng", "Da Nang", "दा नांग", "দা নাং"),
        ("Cần Thơ", "Can Tho", "कैन थो", "ক্যান থো"),
    ],
)
def test_spellings_share_the_key_of_the_whole(spellings: tuple[str, ...]) -> None:
    keys = [
        {found.key for found in name_keys(text) if (found.start, found.end) == (0, len(text))} for text in spellings
    ]
    assert set.intersection(*keys), keys


def test_bengali_case_endings_are_left_out() -> None:
    assert {found.key for found in name_keys("লাম ডংয়ের")} >= {found.key for found in name_keys("লাম ডং")}


def test_in_latin_letters_words_with_a_capital_are_names() -> None:
    text = "the plan of Lam Dong province"
    assert {text[found.start : found.end] for found in name_keys(text)} == {"Lam", "Dong", "Lam Dong"}


@pytest.mark.parametrize(("a", "b"), [("Bac", "Ninh"), ("Lam", "Dong"), ("Quang", "Tuyen")])
def test_other_names_have_other_keys(a: str, b: str) -> None:
    assert word_key(a) != word_key(b)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_spans_and_keys_are_sound(text: str) -> None:
    for found in name_keys(text):
        assert 0 <= found.start < found.end <= len(text)
        assert re.fullmatch(r"[A-Z]{2,}", found.key)


@given(st.text("ABKLMN", max_size=8), st.text("ABKLMN", max_size=8))
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert 0.0 <= similarity(a, b) == similarity(b, a) <= 1.0
    assert (similarity(a, b) == 1.0) == (a == b != "")


@pytest.mark.skipif(not DATA.exists(), reason="the shared test data is not beside the project")
@pytest.mark.parametrize("language", ["hi", "bn", "vi"])
def test_names_of_the_news_are_found_in_the_translation_and_not_elsewhere(language: str) -> None:
    english = (DATA / "en.txt").read_text(encoding="utf-8").splitlines()
    lines = (DATA / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    keys = [{found.key for found in name_keys(line)} for line in lines]
    choice = random.Random(7)
    aligned = elsewhere = total = 0
    for at, line in enumerate(english):
        for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", line):
            if len(key := word_key(word)) < 3:
                continue
            total += 1
            aligned += key in keys[at]
            elsewhere += key in keys[(at + choice.randrange(50, len(lines) - 50)) % len(lines)]
    # Weekdays, months and nationalities are translated, so not every word with a capital can be found.
    assert aligned / total >= 0.58, (aligned, total)
    assert elsewhere / total <= 0.015, (elsewhere, total)
