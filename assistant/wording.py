"""Fixed sentences, dates and numbers in the asker's language."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "hi", "bn", "en")
_BENGALI_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")


def digits(text: str, language: str) -> str:
    """Bengali has its own digits, as its documents do; the other languages are written with ours."""
    return text.translate(_BENGALI_DIGITS) if language == "bn" else text


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    catalogue: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("wording.json").read_text("utf-8"))
    return catalogue


def spoken(language: str) -> str:
    """The language we have words in: the asker's own, or English."""
    return language if language in LANGUAGES else "en"


def say(language: str, key: str, **values: object) -> str:
    """The fixed sentence `key` in the asker's language. Raises KeyError for an unknown key or a missing value."""
    return _catalogue()[spoken(language)][key].format(**values)


# Skeletons of CLDR would do but for Vietnamese, whose official texts write "ngày 15 tháng 5 năm 2025".
_PATTERNS = {"day": "d MMMM y", "month": "MMMM y", "quarter": "QQQQ y", "year": "y"}
_VIETNAMESE = {
    "day": "'ngày' d 'tháng' M 'năm' y",
    "month": "'tháng' M 'năm' y",
    "quarter": "'quý' Q 'năm' y",
    "year": "'năm' y",
}


def format_day(day: date, language: str, precision: str = "day") -> str:
    """The day, or the month, quarter or year it lies in."""
    from babel.dates import format_date

    patterns = _VIETNAMESE if language == "vi" else _PATTERNS
    return digits(format_date(day, patterns[precision], locale=spoken(language)), language)
