"""Ranges of days whose year the document gives."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import find_periods


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("từ ngày 15/6 đến ngày 30/9", (2026, 6, 15), (2026, 9, 30)),
        ("from 1 November to 31 March", (2026, 11, 1), (2027, 3, 31)),
        ("15 अक्टूबर से 30 नवंबर के बीच", (2026, 10, 15), (2026, 11, 30)),
        ("১ আগস্ট থেকে ৩১ আগস্ট পর্যন্ত", (2026, 8, 1), (2026, 8, 31)),
    ],
)
def test_a_range_without_a_year(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    (period,) = find_periods(text, reference=date(2026, 5, 6))
    assert (period.start, period.end) == (date(*start), date(*end))
