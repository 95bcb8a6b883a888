"""By when and how much, as a native reader would say it, and as our own readers of dates and numbers read it back."""

from __future__ import annotations

import json
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import row_wording
from assistant.row_wording import (
    row_agency,
    row_amount,
    row_date,
    row_kind,
    row_label,
    row_status,
    row_text,
    say_amount,
    say_count,
    say_interval,
)  # fmt: skip
from ingest.dates import find_periods
from ingest.numbers import find_quantities
from tests.assistant.rows import dated, row
from tests.assistant.small import LANGUAGES

TEXT = Path(row_wording.__file__).with_name("row_wording.json").read_text(encoding="utf-8")
CATALOGUE: dict[str, Any] = json.loads(TEXT)
TODAY = date(2026, 11, 25)
CODES = ("en", "vi", "hi", "bn")


def strings(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, list | dict):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from strings(child, (*path, str(key)))


def test_every_language_has_the_same_words() -> None:
    assert set(CATALOGUE) == set(LANGUAGES) and unicodedata.is_normalized("NFC", TEXT)
    open_ended = {"scales", "scales_lakh", "genitives", "relations", "amounts"}  # what each language needs of them
    for language in LANGUAGES:
        for group, words in CATALOGUE["en"].items():
            other = CATALOGUE[language][group]
            if isinstance(words, dict) and group not in open_ended:
                assert other.keys() == words.keys(), (language, group)
        assert CATALOGUE[language]["relations"].keys() >= {"before", "by", "from", "after"}
        assert CATALOGUE[language]["amounts"].keys() >= {">=", "<=", ">", "<", "~", "increase", "decrease", "range"}


def test_every_sentence_takes_the_same_values() -> None:
    for language in LANGUAGES:
        for group in ("texts", "every_nth"):
            for path, words in strings(CATALOGUE[language][group]):
                fields = {name for _, name, _, _ in Formatter().parse(words) if name}
                english = {name for _, name, _, _ in Formatter().parse(CATALOGUE["en"][group][path[0]]) if name}
                assert words.strip() and fields == english, (language, path)


def test_words_are_in_their_script() -> None:
    scripts = {"hi": ("\u0900", "\u097f"), "bn": ("\u0980", "\u09ff")}
    for language, (first, last) in scripts.items():
        for group in ("kinds", "statuses", "columns", "validities", "reviews", "every", "flags"):
            for path, words in strings(CATALOGUE[language][group]):
                assert any(first <= char <= last for char in words), (language, group, path)


DAY, MONTH = (date(2026, 6, 30),) * 2, (date(2026, 6, 1), date(2026, 6, 30))
QUARTER, HALF = (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 1, 1), date(2026, 6, 30))
YEAR, YEARS = (date(2030, 1, 1), date(2030, 12, 31)), (date(2025, 1, 1), date(2028, 12, 31))
MONTHS, DAYS = (date(2025, 8, 1), date(2025, 12, 31)), (date(2025, 8, 3), date(2025, 12, 15))
END_OF_MONTH, MIDDLE = (date(2026, 6, 21), date(2026, 6, 30)), (date(2026, 6, 11), date(2026, 6, 20))
END_OF_YEAR, MIDYEAR = (date(2026, 10, 1), date(2026, 12, 31)), (date(2026, 6, 1), date(2026, 7, 31))
INTERVALS: list[tuple[tuple[date, date], str | None, tuple[str, str, str, str]]] = [
    (DAY, None, ("30 June 2026", "ngày 30 tháng 6 năm 2026", "30 जून 2026", "৩০ জুন ২০২৬")),
    (DAY, "on", ("on 30 June 2026", "ngày 30 tháng 6 năm 2026", "30 जून 2026 को", "৩০ জুন ২০২৬ তারিখে")),
    (DAY, "by", ("by 30 June 2026", "chậm nhất ngày 30 tháng 6 năm 2026", "30 जून 2026 तक",
                 "৩০ জুন ২০২৬ তারিখের মধ্যে")),
    (DAY, "within", ("by 30 June 2026", "chậm nhất ngày 30 tháng 6 năm 2026", "30 जून 2026 तक",
                     "৩০ জুন ২০২৬ তারিখের মধ্যে")),
    (DAY, "before", ("before 30 June 2026", "trước ngày 30 tháng 6 năm 2026", "30 जून 2026 से पहले",
                     "৩০ জুন ২০২৬ তারিখের আগে")),
    (DAY, "from", ("from 30 June 2026", "từ ngày 30 tháng 6 năm 2026", "30 जून 2026 से", "৩০ জুন ২০২৬ থেকে")),
    (DAY, "after", ("after 30 June 2026", "sau ngày 30 tháng 6 năm 2026", "30 जून 2026 के बाद",
                    "৩০ জুন ২০২৬ তারিখের পরে")),
    (MONTH, "within", ("in June 2026", "trong tháng 6 năm 2026", "जून 2026 में", "২০২৬ সালের জুন মাসে")),
    (MONTH, "by", ("by June 2026", "chậm nhất tháng 6 năm 2026", "जून 2026 तक", "২০২৬ সালের জুন মাসের মধ্যে")),
    (END_OF_MONTH, "by", ("by the end of June 2026", "chậm nhất cuối tháng 6 năm 2026", "जून 2026 के अंत तक",
                          "২০২৬ সালের জুন মাসের শেষ নাগাদ")),
    (MIDDLE, "within", ("in mid-June 2026", "giữa tháng 6 năm 2026", "जून 2026 के मध्य में",
                        "২০২৬ সালের জুন মাসের মাঝামাঝি")),
    (QUARTER, "within", ("in the third quarter of 2026 (July–September)", "trong quý III năm 2026",
                         "2026 की तीसरी तिमाही में (जुलाई–सितंबर)",
                         "২০২৬ সালের তৃতীয় ত্রৈমাসিকে (জুলাই–সেপ্টেম্বর)")),
    (QUARTER, "before", ("before the third quarter of 2026 (July–September)", "trước quý III năm 2026",
                         "2026 की तीसरी तिमाही से पहले (जुलाई–सितंबर)",
                         "২০২৬ সালের তৃতীয় ত্রৈমাসিকের আগে (জুলাই–সেপ্টেম্বর)")),
    (HALF, "within", ("in the first half of 2026 (January–June)", "trong 6 tháng đầu năm 2026",
                      "2026 की पहली छमाही में (जनवरी–जून)", "২০২৬ সালের প্রথমার্ধে (জানুয়ারী–জুন)")),
    (HALF, "by", ("by the end of the first half of 2026 (January–June)", "đến hết 6 tháng đầu năm 2026",
                  "2026 की पहली छमाही तक (जनवरी–जून)", "২০২৬ সালের প্রথমার্ধের মধ্যে (জানুয়ারী–জুন)")),
    (YEAR, "by", ("by 2030", "đến năm 2030", "2030 तक", "২০৩০ সালের মধ্যে")),
    (YEAR, "within", ("in 2030", "trong năm 2030", "2030 में", "২০৩০ সালে")),
    (END_OF_YEAR, "by", ("by the end of 2026", "chậm nhất cuối năm 2026", "2026 के अंत तक", "২০২৬ সালের শেষ নাগাদ")),
    (MIDYEAR, "by", ("by mid-2026", "chậm nhất giữa năm 2026", "2026 के मध्य तक", "২০২৬ সালের মাঝামাঝি নাগাদ")),
    (MIDYEAR, None, ("from June to July 2026", "từ tháng 6 đến tháng 7 năm 2026", "जून से जुलाई 2026 तक",
                     "জুন থেকে জুলাই ২০২৬ পর্যন্ত")),
    (YEARS, None, ("from 2025 to 2028", "giai đoạn 2025–2028", "2025 से 2028 तक", "২০২৫ থেকে ২০২৮ সাল পর্যন্ত")),
    (MONTHS, "within", ("from August to December 2025", "từ tháng 8 đến tháng 12 năm 2025",
                        "अगस्त से दिसंबर 2025 तक", "আগস্ট থেকে ডিসেম্বর ২০২৫ পর্যন্ত")),
    (DAYS, None, ("from 3 August to 15 December 2025", "từ ngày 3 tháng 8 đến ngày 15 tháng 12 năm 2025",
                  "3 अगस्त से 15 दिसंबर 2025 तक", "৩ আগস্ট থেকে ১৫ ডিসেম্বর ২০২৫ পর্যন্ত")),
    (DAYS, "within", ("from 3 August to 15 December 2025", "từ ngày 3 tháng 8 đến ngày 15 tháng 12 năm 2025",
                      "3 अगस्त से 15 दिसंबर 2025 तक", "৩ আগস্ট থেকে ১৫ ডিসেম্বর ২০২৫ পর্যন্ত")),
    (DAYS, "by", ("by 15 December 2025", "chậm nhất ngày 15 tháng 12 năm 2025", "15 दिसंबर 2025 तक",
                  "১৫ ডিসেম্বর ২০২৫ তারিখের মধ্যে")),
]  # fmt: skip


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("interval", "relation", "said"), INTERVALS)
def test_an_interval_reads_as_the_language_writes_it(
    interval: tuple[date, date], relation: str | None, said: tuple[str, str, str, str]
) -> None:
    assert [nfc(say_interval(*interval, relation, code)) for code in CODES] == list(map(nfc, said))


MID_YEAR = {"en": "by mid-2026", "vi": "giữa năm 2026", "hi": "2026 के मध्य तक", "bn": "২০২৬ সালের মাঝামাঝি"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_middle_of_a_year_is_said_as_it_is_read(language: str) -> None:
    [period] = find_periods(MID_YEAR[language], language)
    assert (period.start, period.end) == MIDYEAR
    [again] = find_periods(say_interval(*MIDYEAR, "by", language), language)
    assert (again.start, again.end) == MIDYEAR


def test_half_an_interval_is_a_day() -> None:
    assert say_interval(None, DAY[0], "by", "en") == "by 30 June 2026"
    assert say_interval(DAY[0], None, None, "vi") == "từ ngày 30 tháng 6 năm 2026"
    assert say_interval(None, None, "by", "en") == ""
    assert say_interval(date.max, date.max, "by", "en") == "by 31 December 9999"


def test_years_on_both_sides_are_named() -> None:
    assert say_interval(date(2025, 8, 1), date(2026, 3, 31), None, "hi") == "अगस्त 2025 से मार्च 2026 तक"
    assert say_interval(date(2025, 8, 3), date(2026, 3, 30), None, "en") == "from 3 August 2025 to 30 March 2026"


@given(
    year=st.integers(2000, 2090),
    first=st.integers(1, 12),
    length=st.sampled_from([1, 3, 6, 12]),
    relation=st.sampled_from([None, "on", "by", "before", "after", "from", "within"]),
    language=st.sampled_from(LANGUAGES),
)
def test_what_is_said_of_a_period_is_read_back(
    year: int, first: int, length: int, relation: str | None, language: str
) -> None:
    first = first - (first - 1) % length  # where months, quarters, half-years and years begin
    last = first + length - 1
    start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    found = find_periods(say_interval(start, end, relation, language), language)
    assert [(period.start, period.end) for period in found] == [(start, end)]
    # the weaker "in" is not always read as a relation; what is read is never another one
    assert found[0].relation in (None, relation) or {found[0].relation, relation} <= {"on", "within"}


@given(
    day=st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    relation=st.sampled_from(["by", "before", "after", "from"]),
    language=st.sampled_from(LANGUAGES),
)
def test_what_is_said_of_a_day_is_read_back(day: date, relation: str, language: str) -> None:
    found = find_periods(say_interval(day, day, relation, language), language)
    assert [(period.start, period.end, period.relation) for period in found] == [(day, day, relation)]


RECURRING: list[tuple[dict[str, Any], tuple[str, str, str, str]]] = [
    ({"recurrence": "monthly"}, ("every month", "hằng tháng", "हर महीने", "প্রতি মাসে")),
    ({"recurrence": "monthly", "rule": "BYMONTHDAY=20"},
     ("every month, on the 20th", "hằng tháng, ngày 20", "हर महीने की 20 तारीख को", "প্রতি মাসের ২০ তারিখে")),
    ({"recurrence": "monthly", "rule": "BYMONTHDAY=25", "date_relation": "before"},
     ("every month, before the 25th", "hằng tháng, trước ngày 25", "हर महीने की 25 तारीख से पहले",
      "প্রতি মাসের ২৫ তারিখের আগে")),
    ({"recurrence": "monthly", "rule": "BYMONTHDAY=1,15"},
     ("every month, on the 1st and 15th", "hằng tháng, ngày 1 và 15", "हर महीने की 1 और 15 तारीख को",
      "প্রতি মাসের ১ এবং ১৫ তারিখে")),
    ({"recurrence": "monthly", "rule": "BYMONTHDAY=-1", "date_relation": "by"},
     ("every month, by the last day", "hằng tháng, chậm nhất ngày cuối cùng", "हर महीने के आख़िरी दिन तक",
      "প্রতি মাসের শেষ দিনের মধ্যে")),
    ({"recurrence": "monthly", "rule": "BYDAY=1MO"},
     ("every month, on the first Monday", "hằng tháng, vào thứ Hai đầu tiên", "हर महीने के पहले सोमवार को",
      "প্রতি মাসের প্রথম সোমবার")),
    ({"recurrence": "monthly", "rule": "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"},
     ("every month, on the last working day", "hằng tháng, vào ngày làm việc cuối cùng",
      "हर महीने के आख़िरी कार्य दिवस को", "প্রতি মাসের শেষ কর্মদিবসে")),
    ({"recurrence": "weekly", "rule": "BYDAY=FR"},
     ("every Friday", "thứ Sáu hằng tuần", "हर शुक्रवार", "প্রতি শুক্রবার")),
    ({"recurrence": "weekly", "rule": "BYDAY=FR", "date_relation": "before"},
     ("every week, before Friday", "hằng tuần, trước thứ Sáu", "हर सप्ताह शुक्रवार से पहले",
      "প্রতি সপ্তাহে শুক্রবারের আগে")),
    ({"recurrence": "weekly", "rule": "INTERVAL=2"},
     ("every 2 weeks", "2 tuần một lần", "हर 2 सप्ताह में", "প্রতি ২ সপ্তাহে")),
    ({"recurrence": "yearly", "rule": "BYMONTH=6;BYMONTHDAY=20", "date_relation": "before"},
     ("every year, before 20 June", "hằng năm, trước ngày 20 tháng 6", "हर वर्ष 20 जून से पहले",
      "প্রতি বছর ২০ জুন তারিখের আগে")),
    ({"recurrence": "half-yearly", "rule": "BYMONTH=6,12;BYMONTHDAY=10", "date_relation": "by"},
     ("every six months, by 10 June and 10 December", "6 tháng một lần, chậm nhất ngày 10 tháng 6 và ngày 10 tháng 12",
      "हर छमाही 10 जून और 10 दिसंबर तक", "প্রতি ছয় মাসে ১০ জুন এবং ১০ ডিসেম্বর তারিখের মধ্যে")),
    ({"recurrence": "yearly", "rule": "BYMONTH=10"},
     ("every year, in October", "hằng năm, trong tháng 10", "हर वर्ष अक्टूबर में", "প্রতি বছর অক্টোবর মাসে")),
    ({"recurrence": "daily", "rule": "BYDAY=MO,TU,WE,TH,FR"},
     ("every working day", "mỗi ngày làm việc", "हर कार्य दिवस", "প্রতি কর্মদিবসে")),
    ({"recurrence": "quarterly", "date_start": date(2025, 1, 1), "date_end": date(2028, 12, 31)},
     ("every quarter, from 2025 to 2028", "hằng quý, giai đoạn 2025–2028", "हर तिमाही, 2025 से 2028 तक",
      "প্রতি ত্রৈমাসিকে, ২০২৫ থেকে ২০২৮ সাল পর্যন্ত")),
    ({"recurrence": "monthly", "rule": "BYMONTHDAY=5", "day": date(2026, 7, 1), "date_relation": "from"},
     ("every month, on the 5th, from 1 July 2026", "hằng tháng, ngày 5, từ ngày 1 tháng 7 năm 2026",
      "हर महीने की 5 तारीख को, 1 जुलाई 2026 से", "প্রতি মাসের ৫ তারিখে, ১ জুলাই ২০২৬ থেকে")),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "said"), RECURRING)
def test_what_recurs_is_said_with_its_day(given_: dict[str, Any], said: tuple[str, str, str, str]) -> None:
    assert [nfc(row_date(row(**given_), code)) for code in CODES] == list(map(nfc, said))


@pytest.mark.parametrize("rule", ["nonsense", "BYDAY=", "BYMONTHDAY=40", "INTERVAL=x;;=", "BYDAY=XX,9ZZ"])
def test_a_rule_that_is_none_is_passed_over(rule: str) -> None:
    assert row_date(row(recurrence="monthly", rule=rule), "en") == "every month"


def test_without_a_calendar_date_the_words_of_the_document_stay() -> None:
    assert row_date(row(date_text="07 ngày làm việc", date_relation="within"), "hi") == "07 ngày làm việc"
    assert row_date(row(), "vi") == ""


def test_a_counted_limit_is_a_day_and_the_words_that_it_was_counted_from() -> None:
    counted = row(
        date_start=date(2026, 2, 12), date_end=date(2026, 3, 5), date_relation="within", date_text="15 ngày làm việc",
        counted=True,
    )  # fmt: skip
    assert row_date(counted, "en") == "by 5 March 2026 (15 ngày làm việc)"
    assert row_date(counted, "vi") == "chậm nhất ngày 5 tháng 3 năm 2026 (15 ngày làm việc)"


def test_a_span_of_days_is_said_whole() -> None:
    span = row(date_start=date(2026, 6, 1), date_end=date(2026, 6, 15), date_relation="within", date_text="1–15 June")
    assert row_date(span, "en") == "from 1 June to 15 June 2026"


AMOUNTS: list[tuple[tuple[str, str | None, str | None, str | None], tuple[str, str, str, str]]] = [
    (("85", None, "%", ">="), ("at least 85%", "ít nhất 85%", "कम से कम 85%", "অন্তত ৮৫%")),
    (("1.5", None, "%", "<"), ("less than 1.5%", "dưới 1,5%", "1.5% से कम", "১.৫%-এর কম")),
    (("46500000000", None, "VND", "="),
     ("46.5 billion VND", "46,5 tỷ đồng", "46.5 अरब वियतनामी डोंग", "৪,৬৫০ কোটি ভিয়েতনামি ডং")),
    (("465000000", None, "INR", ">"),
     ("more than 46.5 crore rupees", "trên 465 triệu rupee", "46.5 करोड़ रुपये से अधिक", "৪৬.৫ কোটি রুপির বেশি")),
    (("1250000", None, "BDT", "<="),
     ("at most 12.5 lakh taka", "tối đa 1,25 triệu taka", "अधिकतम 12.5 लाख टका", "সর্বোচ্চ ১২.৫ লাখ টাকা")),
    (("1575000000", None, "VND", None),
     ("1,575 million VND", "1.575 triệu đồng", "157.5 करोड़ वियतनामी डोंग", "১৫৭.৫ কোটি ভিয়েতনামি ডং")),
    (("1234567891", None, "VND", None),
     ("1,234,567,891 VND", "1.234.567.891 đồng", "1,23,45,67,891 वियतनामी डोंग", "১,২৩,৪৫,৬৭,৮৯১ ভিয়েতনামি ডং")),
    (("1500000000", "2000000000", "VND", "range"),
     ("1.5 billion to 2 billion VND", "1,5 tỷ đến 2 tỷ đồng", "1.5 अरब से 2 अरब वियतनामी डोंग",
      "১৫০ কোটি থেকে ২০০ কোটি ভিয়েতনামি ডং")),
    (("5", "10", "%", "range"), ("5% to 10%", "5% đến 10%", "5% से 10%", "৫% থেকে ১০%")),
    (("5", None, "%", "increase"), ("an increase of 5%", "tăng 5%", "5% की वृद्धि", "৫% বৃদ্ধি")),
    (("5", "10", "%", "decrease"),
     ("a decrease of 5% to 10%", "giảm 5% đến 10%", "5% से 10% की कमी", "৫% থেকে ১০% হ্রাস")),
    (("1", None, "people", None), ("1 person", "1 người", "1 व्यक्ति", "১ জন")),
    (("1200", None, "people", "<"), ("fewer than 1,200 people", "dưới 1.200 người", "1,200 से कम लोग", "১,২০০ জনের কম")),
    (("1500000", None, "people", "~"),
     ("about 1.5 million people", "khoảng 1,5 triệu người", "लगभग 15 लाख लोग", "প্রায় ১৫ লাখ মানুষ")),
    (("15", None, "days", ">"), ("more than 15 days", "trên 15 ngày", "15 दिन से अधिक", "১৫ দিনের বেশি")),
    (("200", None, "trường", ">="),
     ("at least 200 trường", "ít nhất 200 trường", "कम से कम 200 trường", "অন্তত ২০০ trường")),
    (("200", None, "trường", ">"),
     ("more than 200 trường", "trên 200 trường", "200 से अधिक trường", "২০০-এর বেশি trường")),
    (("61", None, None, ">"), ("more than 61", "trên 61", "61 से अधिक", "৬১-এর বেশি")),
    (("-3.2", None, "%", None), ("-3.2%", "-3,2%", "-3.2%", "-৩.২%")),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "said"), AMOUNTS)
def test_an_amount_reads_as_the_language_writes_it(
    given_: tuple[str, str | None, str | None, str | None], said: tuple[str, str, str, str]
) -> None:
    number, high, unit, relation = given_
    top = Decimal(high) if high else None
    target = row(number=Decimal(number), number_high=top, unit=unit, number_relation=relation)
    assert [nfc(row_amount(target, code)) for code in CODES] == list(map(nfc, said))


def test_a_row_without_a_number_has_no_amount() -> None:
    assert row_amount(row(), "hi") == ""


@given(
    number=st.integers(1, 10**14) | st.decimals(0, 10**6, places=2),
    unit=st.sampled_from(["%", "VND", "USD", "days", None]),
    relation=st.sampled_from([None, "=", ">=", "<=", "~"]),
    language=st.sampled_from(LANGUAGES),
)
def test_an_amount_that_is_said_is_read_back_exactly(
    number: int | Decimal, unit: str | None, relation: str | None, language: str
) -> None:
    said = say_amount(Decimal(number), None, unit, relation, language)
    found = find_quantities(said, language)
    assert [(quantity.value, quantity.unit) for quantity in found] == [(Decimal(number), unit)], said
    assert found[0].relation in (None, relation)


def test_counts_have_the_digits_of_the_language() -> None:
    assert [say_count(123456, code) for code in CODES] == ["123,456", "123.456", "1,23,456", "১,২৩,৪৫৬"]
    assert row_text("bn", "others", count=12) == "অন্যান্য ১২টি"


def test_the_state_of_an_obligation() -> None:
    late = dated(date(2026, 11, 24))
    assert [row_status(late, code, TODAY) for code in CODES] == ["Overdue", "Quá hạn", "समय-सीमा बीती", "মেয়াদোত্তীর্ণ"]
    assert row_status(dated(date(2026, 11, 24), status="done"), "en", TODAY) == "Done"
    assert row_status(dated(date(2026, 11, 25)), "en", TODAY) == "Open"
    assert row_status(row(kind="figure"), "en", TODAY) == ""
    assert [row_kind(late, code) for code in ("vi", "en", "und")] == ["Thời hạn", "Deadline", "Deadline"]
    assert row_label("hi", "flags", "some_new_flag") == "some new flag"


def test_an_agency_is_named_in_the_readers_language() -> None:
    health = row(language="vi", agency="Sở Y tế tỉnh An Sơn", agency_name="department/health")
    assert row_agency(health, "vi") == "Sở Y tế tỉnh An Sơn"
    assert row_agency(health, "en") == "Department of Health"
    assert "स्वास्थ्य" in row_agency(health, "hi") and "স্বাস্থ্য" in row_agency(health, "bn")
    unknown = row(language="vi", agency="Tổ công tác 7", agency_name="no_such_body")
    assert row_agency(unknown, "en") == "Tổ công tác 7"
