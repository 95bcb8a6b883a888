"""Words for duties in four languages, and a duty's prohibition."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.duty_words import says
from tests.ingest.made import duties, made


@pytest.mark.parametrize(
    ("table", "language", "text"),
    [
        ("duty", "vi", "phải hoàn thành"),
        ("duty", "en", "shall report"),
        ("duty", "hi", "रिपोर्ट भेजेगा"),
        ("duty", "bn", "প্রতিবেদন পাঠাতে হবে"),
        ("effect", "vi", "có hiệu lực từ hôm nay"),
        ("effect", "en", "takes effect today"),
        ("effect", "hi", "आज से लागू होगा"),
        ("effect", "bn", "আজ থেকে কার্যকর হবে"),
    ],
)
def test_words_are_found_composed_and_decomposed(table: str, language: str, text: str) -> None:
    assert says(table, text, language)
    assert says(table, unicodedata.normalize("NFD", text), language)


def test_words_end_at_their_borders() -> None:
    assert not says("duty", "a willow by the river", "en")
    assert not says("duty", "thị trường giaothương", "vi")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "1. Các cơ quan không được thu thêm phí."),
        ("en", "1. Suppliers may not charge an additional fee."),
        pytest.param(
            "en", "1. No agency may charge an additional fee.",
            marks=pytest.mark.xfail(reason="“no … may” is not read as a prohibition", strict=True),
        ),
    ],
)  # fmt: skip
def test_what_is_forbidden_is_a_duty(language: str, line: str) -> None:
    assert len(duties(made(language, line))) == 1
