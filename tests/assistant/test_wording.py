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
from assistant.wording import LANGUAGES, format_day, format_period, say, spoken
from ingest.date_grammar import Precision
from ingest.dates import Period, Recurrence, Relation, find_periods

CATALOGUE: dict[str, dict[str, str]] = json.loads(
    Path(wording.__file__).with_name("wording.json").read_text(encoding="utf-8")
)


def period(
    start: date | None,
    end: date | None,
    precision: Precision,
    relation: Relation | None = None,
    every: str | None = None,
) -> Period:
    return Period(0, 0, start, end, relation, every, "", precision)


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
        if key == "date_on":
            continue
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


PERIODS: dict[str, tuple[date, date, Precision]] = {
    "day": (date(2025, 5, 15), date(2025, 5, 15), "day"),
    "month": (date(2026, 6, 1), date(2026, 6, 30), "month"),
    "quarter": (date(2026, 7, 1), date(2026, 9, 30), "quarter"),
    "half": (date(2026, 7, 1), date(2026, 12, 31), "half"),
    "year": (date(2030, 1, 1), date(2030, 12, 31), "year"),
    "years": (date(2025, 1, 1), date(2028, 12, 31), "range"),
    "days": (date(2025, 8, 1), date(2025, 12, 31), "range"),
}
SHOWN = {
    "en": {
        "day": "15 May 2025", "month": "June 2026", "quarter": "3rd quarter 2026",
        "half": "1 July 2026 to 31 December 2026", "year": "2030", "years": "2025 to 2028",
        "days": "1 August 2025 to 31 December 2025",
    },
    "vi": {
        "day": "ngày 15 tháng 5 năm 2025", "month": "tháng 6 năm 2026", "quarter": "quý 3 năm 2026",
        "half": "ngày 1 tháng 7 năm 2026 đến ngày 31 tháng 12 năm 2026", "year": "năm 2030",
        "years": "năm 2025 đến năm 2028", "days": "ngày 1 tháng 8 năm 2025 đến ngày 31 tháng 12 năm 2025",
    },
    "hi": {
        "day": "15 मई 2025", "month": "जून 2026", "quarter": "तीसरी तिमाही 2026",
        "half": "1 जुलाई 2026 से 31 दिसंबर 2026", "year": "2030", "years": "2025 से 2028",
        "days": "1 अगस्त 2025 से 31 दिसंबर 2025",
    },
    "bn": {
        "day": "১৫ মে ২০২৫", "month": "জুন ২০২৬", "quarter": "তৃতীয় ত্রৈমাসিক ২০২৬",
        "half": "১ জুলাই ২০২৬ থেকে ৩১ ডিসেম্বর ২০২৬", "year": "২০৩০", "years": "২০২৫ থেকে ২০২৮",
        "days": "১ আগস্ট ২০২৫ থেকে ৩১ ডিসেম্বর ২০২৫",
    },
}  # fmt: skip
RELATED: dict[str, dict[Relation, str]] = {
    "en": {"before": "before {}", "by": "by {}", "from": "from {}", "within": "within {}", "after": "after {}"},
    "vi": {"before": "trước {}", "by": "chậm nhất {}", "from": "từ {}", "within": "trong {}", "after": "sau {}"},
    "hi": {"before": "{} से पहले", "by": "{} तक", "from": "{} से", "within": "{} के भीतर", "after": "{} के बाद"},
    "bn": {"before": "{}-এর আগে", "by": "{}-এর মধ্যে", "from": "{} থেকে", "within": "{}-এর মধ্যে", "after": "{}-এর পরে"},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(PERIODS))
def test_a_period_reads_as_the_language_writes_it(language: str, name: str) -> None:
    shown = SHOWN[language][name]
    assert format_period(period(*PERIODS[name]), language) == shown
    assert format_period(period(*PERIODS[name], "on"), language) == shown
    for relation, pattern in RELATED[language].items():
        assert format_period(period(*PERIODS[name], relation), language) == pattern.format(shown)


RECURRING: dict[Recurrence, tuple[str, str, str, str]] = {
    "daily": ("every day", "hằng ngày", "हर दिन", "প্রতিদিন"),
    "weekly": ("every week", "hằng tuần", "हर सप्ताह", "প্রতি সপ্তাহে"),
    "monthly": ("every month", "hằng tháng", "हर महीने", "প্রতি মাসে"),
    "quarterly": ("every quarter", "hằng quý", "हर तिमाही", "প্রতি ত্রৈমাসিকে"),
    "half-yearly": ("every half-year", "sáu tháng một lần", "हर छमाही", "প্রতি ছয় মাসে"),
    "yearly": ("every year", "hằng năm", "हर साल", "প্রতি বছর"),
}


@pytest.mark.parametrize("every", sorted(RECURRING))
def test_what_returns_is_said_without_a_date(every: Recurrence) -> None:
    shown = tuple(format_period(period(None, None, "range", every=every), code) for code in ("en", "vi", "hi", "bn"))
    assert shown == RECURRING[every]


def test_without_a_calendar_date_there_is_nothing_to_show() -> None:
    found = [p for text in ("within 15 working days", "trong 15 ngày làm việc") for p in find_periods(text)]
    assert len(found) == 2 and [format_period(p, "en") for p in found] == [None, None]


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_day_that_is_shown_is_read_back_as_that_day(language: str, day: date) -> None:
    shown = format_day(day, language)
    assert [(found.start, found.end) for found in find_periods(shown, language)] == [(day, day)]
    if language == "bn":
        assert not any(char in "0123456789" for char in shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("relation", ["before", "by", "from", "after"])
def test_a_relation_that_is_shown_is_read_back(language: str, relation: Relation) -> None:
    shown = format_period(period(*PERIODS["day"], relation), language)
    assert shown is not None
    assert [found.relation for found in find_periods(shown, language)] == [relation]
