"""Fixed sentences and dates in four languages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import wording
from assistant.wording import LANGUAGES, format_day, say, spoken
from ingest.dates import find_periods

CATALOGUE: dict[str, dict[str, str]] = json.loads(
    Path(wording.__file__).with_name("wording.json").read_text(encoding="utf-8")
)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_sentence_is_there_in_every_language() -> None:
    assert set(CATALOGUE) == set(LANGUAGES)
    for language in LANGUAGES:
        assert CATALOGUE[language].keys() == CATALOGUE["en"].keys(), language
        for key, sentence in CATALOGUE[language].items():
            assert sentence.strip() and placeholders(sentence) == placeholders(CATALOGUE["en"][key]), (language, key)


def test_no_sentence_is_left_untranslated() -> None:
    scripts = {"hi": ("\u0900", "\u097f"), "bn": ("\u0980", "\u09ff")}
    for key, english in CATALOGUE["en"].items():
        for language in ("vi", "hi", "bn"):
            assert CATALOGUE[language][key] != english, (language, key)
        for language, (first, last) in scripts.items():
            assert any(first <= char <= last for char in CATALOGUE[language][key]), (language, key)


def test_a_language_without_words_gets_english() -> None:
    assert [spoken(code) for code in ("vi", "hi", "bn", "en", "und", "ta", "")] == ["vi", "hi", "bn", *["en"] * 4]
    assert say("und", "not_found") == CATALOGUE["en"]["not_found"]


def test_an_unknown_sentence_or_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("en", "no_such_sentence")
    with pytest.raises(KeyError):
        say("vi", "unknown_filter")
    assert "{braces}" in say("hi", "unknown_filter", name="{braces}")


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_day_that_is_shown_is_read_back_as_that_day(language: str, day: date) -> None:
    shown = format_day(day, language)
    assert [(found.start, found.end) for found in find_periods(shown, language)] == [(day, day)]
    if language == "bn":
        assert not any(char in "0123456789" for char in shown)
