"""What cannot be read is said and never misread: impossible dates, and those of other calendars."""

from __future__ import annotations

import calendar
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.dates import find_flaws, find_periods
from tests.ingest.date_forms import DIGITS, FORMS, written

DAY = date(2026, 2, 11)
ERAS = ("शक संवत {}", "विक्रम संवत {}", "संवत् {}", "{} (शक)", "শকাব্দ {}", "{} শকাব্দ", "Saka {}", "Vikram Samvat {}")
BUDDHIST = (
    "năm {} Phật lịch",
    "Phật lịch {}",
    "B.E. {}",
    "बौद्ध संवत {}",
    "বুদ্ধাব্দ {}",
    "in the year {}",
    "15 May {}",
    "15/5/{}",
)
SOUP = [
    *"/-., ।():০5",
    "2025",
    "1947",
    "1432",
    "ngày ",
    "tháng ",
    "मई",
    "पौष ",
    "মাঘ ",
    "সালের ",
    "शक ",
    "31/02",
    "âm lịch",
    "Phật lịch ",
]


patterns = st.sampled_from([form for forms in FORMS.values() for form in forms])
scripts = st.sampled_from(sorted(DIGITS))
compositions = st.sampled_from(["NFC", "NFD"])


@settings(max_examples=200)
@given(
    st.sampled_from([(30, 2), (31, 2), (31, 4), (31, 6), (31, 9), (31, 11), (29, 2)]),
    st.integers(1950, 2090),
    patterns,
    scripts,
    compositions,
)
def test_a_day_that_the_calendar_does_not_have(
    day: tuple[int, int], year: int, pattern: str, script: str, composition: str
) -> None:
    year += day == (29, 2) and calendar.isleap(year)
    inside = written(pattern, *day, year, script, composition)
    text = f"({inside}) x"
    assert find_periods(text, reference=DAY) == []
    [(start, end, words, reason)] = find_flaws(text)
    assert reason == "impossible_date" and text[start:end] == words
    assert unicodedata.normalize("NFC", inside).removeprefix("दिनांक ") == unicodedata.normalize("NFC", words)


@settings(max_examples=150)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), patterns, scripts)
def test_a_day_that_there_is_has_no_flaw(day: date, pattern: str, script: str) -> None:
    assert find_flaws(f"x {written(pattern, day.day, day.month, day.year, script)}.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("trước ngày 31/02/2026", "ngày 31/02/2026"),
        ("ngày 32/13/2026", "ngày 32/13/2026"),
        ("ngày 32 tháng 13 năm 2026", "ngày 32 tháng 13 năm 2026"),
        ("ngày 30/2 hoàn thành", "ngày 30/2"),
        ("tháng 13/2026", "tháng 13/2026"),
        ("30 फ़रवरी तक", "30 फ़रवरी"),
        ("৩১ এপ্রিলের মধ্যে", "৩১ এপ্রিলের"),
        ("by 31 June 2026", "31 June 2026"),
        ("2026-02-30", "2026-02-30"),
    ],
)
def test_impossible_dates(text: str, words: str) -> None:
    assert [(found[2], found[3]) for found in find_flaws(text)] == [(words, "impossible_date")]
    assert find_periods(text, reference=DAY) == []


@settings(max_examples=150)
@given(st.sampled_from(ERAS), st.integers(1900, 2100), scripts, compositions)
def test_an_era_makes_a_year_another_one(form: str, year: int, script: str, composition: str) -> None:
    text = form.format(year).translate(str.maketrans(DIGITS["en"], DIGITS[script]))
    text = unicodedata.normalize(composition, f"x {text}, y")
    assert find_periods(text, reference=DAY) == []
    [(start, end, words, reason)] = find_flaws(text)
    assert reason == "other_calendar" and text[start:end] == words == text[2:-3]


@settings(max_examples=80)
@given(st.sampled_from(BUDDHIST), st.integers(2500, 2600))
def test_years_of_the_buddhist_era(form: str, year: int) -> None:
    text = form.format(year)
    assert find_periods(text, reference=DAY) == []
    assert [found[3] for found in find_flaws(text)] == ["other_calendar"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8 पौष 1947 (शक)", "8 पौष 1947 (शक)"),
        ("দিনাংক: ১৭ মাঘ ১৪৩২।", "১৭ মাঘ ১৪৩২"),
        ("১৭ মাঘ, ১৪৩২ বঙ্গাব্দ", "১৭ মাঘ, ১৪৩২ বঙ্গাব্দ"),
        ("১৪৩২ বঙ্গাব্দ", "১৪৩২ বঙ্গাব্দ"),
        ("১৪৩২ সালের ১৭ মাঘ", "১৪৩২ সালের ১৭ মাঘ"),
        ("বাংলা ১৪৩২ সন", "বাংলা ১৪৩২ সন"),
        ("১১ শাবান ১৪৪৭ হিজরি", "১১ শাবান ১৪৪৭ হিজরি"),
        ("1447 हिजरी", "1447 हिजरी"),
        ("वि.सं. 2082 में", "वि.सं. 2082"),
        ("ngày 10 tháng 3 âm lịch", "ngày 10 tháng 3 âm lịch"),
        ("ngày 10/3 (âm lịch)", "ngày 10/3 (âm lịch)"),
        ("ngày 10 tháng 3 năm Bính Ngọ", "ngày 10 tháng 3 năm Bính Ngọ"),
        ("ngày 15 tháng Giêng", "ngày 15 tháng Giêng"),
        ("Agrahayana 21, 1947 (Saka)", "Agrahayana 21, 1947 (Saka)"),
    ],
)
def test_dates_of_other_calendars(text: str, words: str) -> None:
    assert [(found[2], found[3]) for found in find_flaws(text)] == [(words, "other_calendar")]
    assert find_periods(text, reference=DAY) == []


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("৩১ জানুয়ারি ২০২৬ / ১৭ মাঘ ১৪৩২ বঙ্গাব্দ", date(2026, 1, 31), "১৭ মাঘ ১৪৩২ বঙ্গাব্দ"),
        ("১৭ মাঘ ১৪৩২/৩১ জানুয়ারি ২০২৬", date(2026, 1, 31), "১৭ মাঘ ১৪৩২"),
        ("12 दिसंबर 2025 / 21 अग्रहायण 1947 (शक)", date(2025, 12, 12), "21 अग्रहायण 1947 (शक)"),
        ("NEW DELHI, DECEMBER 12, 2025/AGRAHAYANA 21, 1947", date(2025, 12, 12), "AGRAHAYANA 21, 1947"),
        ("ngày 30/4/2026 (tức ngày 14 tháng 3 năm Bính Ngọ)", date(2026, 4, 30), "ngày 14 tháng 3 năm Bính Ngọ"),
    ],
)
def test_of_two_calendars_side_by_side_ours_is_read(text: str, day: date, words: str) -> None:
    assert [(found.start, found.end) for found in find_periods(text)] == [(day, day)]
    assert [(found[2], found[3]) for found in find_flaws(text)] == [(words, "other_calendar")]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("सन 1947 में", [1947]),
        ("১৯৪৭ সালে", [1947]),
        ("विक्रम ने 2025 में", [2025]),
        ("năm 1947", [1947]),
        ("Tết Bính Ngọ 2026", [2026]),
    ],
)
def test_years_of_ours_beside_such_words(text: str, years: list[int]) -> None:
    assert [found.start and found.start.year for found in find_periods(text)] == years
    assert find_flaws(text) == []


def test_a_year_before_ours_is_not_read_without_itself() -> None:
    assert find_periods("17 January 1789", reference=DAY) == find_flaws("17 January 1789") == []


@pytest.mark.parametrize(
    "text", ["", "24/7", "57 tháng 12 năm 2024", "Resolution 57, March 2026", "1.2.3", "45 मई", "số 31/02-QĐ"]
)
def test_no_flaws(text: str) -> None:
    assert find_flaws(text) == []


@settings(max_examples=150)
@given(st.lists(st.sampled_from(SOUP), max_size=25))
def test_what_is_flagged_is_not_read(parts: list[str]) -> None:
    text = "".join(parts)
    flaws = find_flaws(text)
    read = find_periods(text, reference=DAY)
    at = 0
    for start, end, words, _ in flaws:
        assert at <= start < end <= len(text) and text[start:end] == words
        assert not any(start < period.end_char and period.start_char < end for period in read)
        at = end
