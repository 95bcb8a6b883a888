"""Dates and periods: every form of four languages and three digit scripts, and what only looks like one."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.dates import Period, find_periods
from tests.ingest.date_forms import FORMS, written

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "dates"


def only(text: str, reference: date | None = None) -> Period:
    found = find_periods(text, reference=reference)
    assert len(found) == 1, (text, found)
    return found[0]


def interval(text: str) -> tuple[str, str]:
    period = only(text)
    return str(period.start), str(period.end)


@settings(max_examples=150)
@given(
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.sampled_from([(language, form) for language, forms in FORMS.items() for form in forms]),
    st.sampled_from(["en", "hi", "bn"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_every_form_of_every_day_reads_back(day: date, form: tuple[str, str], script: str, composition: str) -> None:
    words = written(form[1], day.day, day.month, day.year, script)
    text = unicodedata.normalize(composition, f"({words}) x")
    period = only(text)
    assert (period.start, period.end, period.precision) == (day, day, "day")
    assert text[period.start_char : period.end_char] == period.text
    assert unicodedata.normalize("NFC", period.text) == unicodedata.normalize("NFC", words).removeprefix("दिनांक ")


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [*"/-., ।%()০२5 ", "2025", "ngày ", "tháng ", "मई", "সালের ", "of ", "से ", "quý III", "30", "year"]
        ),
        max_size=25,
    )
)
def test_spans_are_inside_in_order_and_not_empty(parts: list[str]) -> None:
    text = "".join(parts)
    at = 0
    for period in find_periods(text, reference=date(2025, 1, 31)):
        assert at <= period.start_char < period.end_char <= len(text)
        assert period.text == text[period.start_char : period.end_char] != ""
        assert period.start is None or period.end is None or period.start <= period.end
        at = period.end_char


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("quý III/2026", "2026-07-01", "2026-09-30"),
        ("quý 1 năm 2026", "2026-01-01", "2026-03-31"),
        ("Q3 2026", "2026-07-01", "2026-09-30"),
        ("the third quarter of 2026", "2026-07-01", "2026-09-30"),
        ("2026 की तीसरी तिमाही", "2026-07-01", "2026-09-30"),
        ("২০২৬ সালের তৃতীয় ত্রৈমাসিকে", "2026-07-01", "2026-09-30"),
        ("tháng 6/2026", "2026-06-01", "2026-06-30"),
        ("tháng 6 năm 2026", "2026-06-01", "2026-06-30"),
        ("tháng mười hai năm 2026", "2026-12-01", "2026-12-31"),
        ("फ़रवरी 2024", "2024-02-01", "2024-02-29"),
        ("২০২৫ সালের জুন মাসে", "2025-06-01", "2025-06-30"),
        ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30"),
        ("nửa cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("the first half of 2026", "2026-01-01", "2026-06-30"),
        ("2025 की पहली छमाही", "2025-01-01", "2025-06-30"),
        ("২০২৫ সালের প্রথমার্ধে", "2025-01-01", "2025-06-30"),
        ("in the last five months of 2025", "2025-08-01", "2025-12-31"),
        ("2025 के अंतिम 5 महीनों में", "2025-08-01", "2025-12-31"),
        ("২০২৫ সালের শেষ পাঁচ মাসে", "2025-08-01", "2025-12-31"),
        ("5 tháng cuối năm 2025", "2025-08-01", "2025-12-31"),
        ("giai đoạn 2025-2030", "2025-01-01", "2030-12-31"),
        ("2025 - 2028", "2025-01-01", "2028-12-31"),
        ("2025–2028", "2025-01-01", "2028-12-31"),
        ("2021 से 2025", "2021-01-01", "2025-12-31"),
        ("২০২১ থেকে ২০২৫", "2021-01-01", "2025-12-31"),
        ("from 2021 to 2025", "2021-01-01", "2025-12-31"),
        ("từ ngày 1/5 đến ngày 30/6/2026", "2026-05-01", "2026-06-30"),
        ("मार्च से मई 2025 तक", "2025-03-01", "2025-05-31"),
        ("মার্চ থেকে মে ২০২৫ পর্যন্ত", "2025-03-01", "2025-05-31"),
        ("4 से 22 जनवरी, 1995 तक", "1995-01-04", "1995-01-22"),
        ("वित्तीय वर्ष 2025-26", "2025-04-01", "2026-03-31"),
        ("২০২৫-২৬ অর্থবছর", "2025-07-01", "2026-06-30"),
        ("cuối năm 2026", "2026-10-01", "2026-12-31"),
        ("6 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("năm tháng đầu năm 2026", "2026-01-01", "2026-05-31"),
        ("quý I, II năm 2026", "2026-01-01", "2026-06-30"),
        ("trong quý III và quý IV/2026", "2026-07-01", "2026-12-31"),
        ("Q1 and Q2 2026", "2026-01-01", "2026-06-30"),
        ("tuần đầu tháng 3/2026", "2026-03-01", "2026-03-07"),
        ("tuần cuối tháng 2 năm 2024", "2024-02-23", "2024-02-29"),
        ("10 ngày đầu tháng 3/2026", "2026-03-01", "2026-03-10"),
        ("nửa cuối tháng 6/2026", "2026-06-16", "2026-06-30"),
        ("the second week of March 2026", "2026-03-08", "2026-03-14"),
        ("मार्च 2026 के पहले सप्ताह में", "2026-03-01", "2026-03-07"),
        ("২০২৬ সালের জুন মাসের শেষ সপ্তাহে", "2026-06-24", "2026-06-30"),
        ("2015 का दूसरा सप्ताह", "2015-01-05", "2015-01-11"),
        ("mid-2027", "2027-06-01", "2027-07-31"),
        ("giữa năm 2027", "2027-06-01", "2027-07-31"),
        ("end of June 2026", "2026-06-21", "2026-06-30"),
        ("सितंबर 2026 के अंत तक", "2026-09-21", "2026-09-30"),
        ("२०२६ के अंत तक", "2026-10-01", "2026-12-31"),
        ("২০২৬ সালের জুনের শেষে", "2026-06-21", "2026-06-30"),
        ("২০২৬ সালের শেষ নাগাদ", "2026-10-01", "2026-12-31"),
        ("FY 2026-27", "2026-04-01", "2027-03-31"),
        ("FY2026-27", "2026-04-01", "2027-03-31"),
        ("2026-27 में", "2026-04-01", "2027-03-31"),
        ("वित्त वर्ष 2026-27", "2026-04-01", "2027-03-31"),
        ("the 1999-00 financial year", "1999-04-01", "2000-03-31"),
        ("वित्तीय वर्ष २०२६-२७ की पहली तिमाही में", "2026-04-01", "2026-06-30"),
        ("Q3 of FY 2026-27", "2026-10-01", "2026-12-31"),
        ("২০২৬-২৭ অর্থবছরের প্রথম প্রান্তিকে", "2026-07-01", "2026-09-30"),
        ("the 2021-26 period", "2021-01-01", "2026-12-31"),
        ("trong 5 năm 2021-2025", "2021-01-01", "2025-12-31"),
        ("জুলাই–ডিসেম্বর ২০২৫", "2025-07-01", "2025-12-31"),
        ("15th day of June, 2026", "2026-06-15", "2026-06-15"),
        ("the fifteenth of June 2026", "2026-06-15", "2026-06-15"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    assert interval(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "relation", "words"),
    [
        ("trước ngày 30/6/2026 phải", "before", "ngày 30/6/2026"),
        ("truoc ngay 15/5/2025", "before", "ngay 15/5/2025"),
        ("chậm nhất là ngày 30/6/2026", "by", "ngày 30/6/2026"),
        ("không muộn hơn ngày 1-7-2026", "by", "ngày 1-7-2026"),
        ("đến năm 2030", "by", "năm 2030"),
        ("từ ngày 01 tháng 7 năm 2025", "from", "ngày 01 tháng 7 năm 2025"),
        ("kể từ 01/7/2025", "from", "01/7/2025"),
        ("trong quý III/2026", "within", "quý III/2026"),
        ("sau ngày 1/1/2026", "after", "ngày 1/1/2026"),
        ("Nghị quyết ngày 22/12/2024", "on", "ngày 22/12/2024"),
        ("15 मई, 2025 से पहले", "before", "15 मई, 2025"),
        ("2030 तक", "by", "2030"),
        ("1 जनवरी 2026 से लागू", "from", "1 जनवरी 2026"),
        ("22 दिसंबर, 2024 को", "on", "22 दिसंबर, 2024"),
        ("15 মে, 2025 এর আগে", "before", "15 মে, 2025"),
        ("১৫ই মে ২০২৫-এর আগে", "before", "১৫ই মে ২০২৫"),
        ("৩০ জুন ২০২৬ তারিখের মধ্যে", "by", "৩০ জুন ২০২৬"),
        ("২০৩০ সালের মধ্যে", "by", "২০৩০ সালের"),
        ("১ জুলাই ২০২৬ থেকে কার্যকর", "from", "১ জুলাই ২০২৬"),
        ("before 15 May 2025", "before", "15 May 2025"),
        ("by 2030", "by", "2030"),
        ("no later than 30 June 2026", "by", "30 June 2026"),
        ("effective from 1 July 2026", "from", "1 July 2026"),
        ("on 22 December 2024", "on", "22 December 2024"),
        ("2025 tak", "by", "2025"),
        ("đến hết năm 2027", "by", "năm 2027"),
        ("hết quý III/2026", "by", "quý III/2026"),
        ("trước 17 giờ ngày 30/6/2026", "before", "ngày 30/6/2026"),
        ("by 5 pm on 30 June 2026", "by", "30 June 2026"),
        ("by Friday, 30 June 2026", "by", "30 June 2026"),
        ("by mid-2027", "by", "mid-2027"),
        ("by the end of the fourth quarter of 2026", "by", "fourth quarter of 2026"),
        ("due on 15 January 2027", "on", "15 January 2027"),
        ("30 जून, 2026 की शाम 5 बजे तक", "by", "30 जून, 2026"),
        ("৩০ জুন ২০২৬ বিকেল ৫টার মধ্যে", "by", "৩০ জুন ২০২৬"),
        ("২০২৭ সালের শেষ নাগাদ", "by", "২০২৭ সালের শেষ"),
        ("2025 के पहले महीनों में", None, "2025"),
    ],
)
def test_relations(text: str, relation: str | None, words: str) -> None:
    period = only(text)
    assert (period.relation, period.text) == (relation, words)


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("báo cáo hằng tháng", "monthly"),
        ("hàng quý", "quarterly"),
        ("định kỳ hằng năm", "yearly"),
        ("6 tháng một lần", "half-yearly"),
        ("trước ngày 25 hằng tháng", "monthly"),
        ("मासिक बैठक", "monthly"),
        ("हर महीने", "monthly"),
        ("प्रतिमाह", "monthly"),
        ("त्रैमासिक", "quarterly"),
        ("वार्षिक", "yearly"),
        ("মাসিক", "monthly"),
        ("প্রতি মাসে", "monthly"),
        ("ত্রৈমাসিক", "quarterly"),
        ("বার্ষিক", "yearly"),
        ("monthly", "monthly"),
        ("every quarter", "quarterly"),
        ("annually", "yearly"),
        ("weekly", "weekly"),
        ("every 6 months", "half-yearly"),
        ("অর্ধবার্ষিক", "half-yearly"),
        ("साप्ताहिक", "weekly"),
        ("hằng ngày", "daily"),
    ],
)
def test_recurrences(text: str, recurrence: str) -> None:
    period = only(text)
    assert (period.recurrence, period.start, period.end) == (recurrence, None, None)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("within 30 days of signing", "2025-07-02"),
        ("30 दिनों के भीतर", "2025-07-02"),
        ("৩০ দিনের মধ্যে", "2025-07-02"),
        ("trong thời hạn 30 ngày", "2025-07-02"),
        ("chậm nhất 15 ngày làm việc kể từ ngày ký", "2025-06-23"),
        ("15 कार्य दिवसों के भीतर", "2025-06-23"),
        ("within 15 working days", "2025-06-23"),
        ("within three months", "2025-09-02"),
    ],
)
def test_time_limits_count_from_the_reference(text: str, end: str) -> None:
    period = only(text)
    assert (period.relation, period.start, period.end) == ("within", None, None)
    counted = only(text, reference=date(2025, 6, 2))
    assert (str(counted.start), str(counted.end)) == ("2025-06-02", end)


def test_a_time_limit_keeps_what_it_counts_from() -> None:
    assert only("chậm nhất 15 ngày làm việc kể từ ngày ký.").text == "15 ngày làm việc kể từ ngày ký"


def test_a_date_without_a_year_has_none_unless_a_reference_says_it() -> None:
    assert only("১৫ই মে").start is None
    assert only("ngày 30/6", reference=date(2026, 1, 1)).end == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "start", "end", "relation"),
    [
        ("trước 30/6", "2026-06-30", "2026-06-30", "before"),
        ("đến 30/6", "2026-06-30", "2026-06-30", "by"),
        ("trong tháng 6", "2026-06-01", "2026-06-30", "within"),
        ("6 tháng cuối năm", "2026-07-01", "2026-12-31", None),
        ("by the end of the year", "2026-10-01", "2026-12-31", "by"),
        ("वर्ष के अंत तक", "2026-10-01", "2026-12-31", "by"),
        ("বছরের শেষে", "2026-10-01", "2026-12-31", None),
        ("trong năm nay", "2026-01-01", "2026-12-31", "within"),
        ("cuối năm nay", "2026-10-01", "2026-12-31", None),
        ("by the end of this year", "2026-10-01", "2026-12-31", "by"),
        ("next year", "2027-01-01", "2027-12-31", None),
        ("इसी वर्ष", "2026-01-01", "2026-12-31", None),
        ("इस वर्ष के अंत तक", "2026-10-01", "2026-12-31", "by"),
        ("এ বছরের মধ্যেই", "2026-01-01", "2026-12-31", "by"),
        ("चालू वित्त वर्ष के अंत तक", "2025-04-01", "2026-03-31", "by"),
        ("চলতি অর্থবছরে", "2025-07-01", "2026-06-30", None),
        ("by June", "2026-06-01", "2026-06-30", "by"),
        ("early July", "2026-07-01", "2026-07-10", None),
        ("जून माह तक", "2026-06-01", "2026-06-30", "by"),
        ("জুনের মধ্যে", "2026-06-01", "2026-06-30", "by"),
        ("जुलाई से पहले", "2026-07-01", "2026-07-31", "before"),
        ("trong tuần này", "2026-02-09", "2026-02-15", "within"),
        ("xong trong tuần sau", "2026-02-16", "2026-02-22", "within"),
        ("tuần tới", "2026-02-16", "2026-02-22", None),
        ("by next week", "2026-02-16", "2026-02-22", "by"),
        ("अगले सप्ताह तक", "2026-02-16", "2026-02-22", "by"),
        ("আগামী সপ্তাহের মধ্যে", "2026-02-16", "2026-02-22", "by"),
    ],
)
def test_what_the_day_of_the_document_completes(text: str, start: str, end: str, relation: str | None) -> None:
    period = only(text, reference=date(2026, 2, 11))
    assert (str(period.start), str(period.end), period.relation) == (start, end, relation)
    assert all(found.start is None for found in find_periods(text))


@pytest.mark.parametrize(
    "text", ["năm học 2025 - 2026", "school year 2025-26", "सत्र २०२६-२७ के अंत तक", "cuối năm học 2025-2026"]
)
def test_school_years_have_no_dates_as_they_begin_and_end_everywhere_else(text: str) -> None:
    period = only(text, reference=date(2026, 2, 11))
    assert (period.start, period.end, period.recurrence) == (None, None, None)


def test_months_joined_by_and_share_the_year() -> None:
    for text in ("मार्च और अप्रैल 2025 में", "মার্চ এবং এপ্রিল ২০২৫ সালে", "March and April 2025", "tháng 3 và tháng 4/2025"):
        assert [(p.start, p.end) for p in find_periods(text)] == [
            (date(2025, 3, 1), date(2025, 3, 31)),
            (date(2025, 4, 1), date(2025, 4, 30)),
        ], text


@pytest.mark.parametrize(
    "text",
    [
        "15/2023/NĐ-CP",
        "Luật số 20/2023/QH15",
        "57-NQ/TW",
        "24/7",
        "1.5",
        "12,5%",
        "2.000.000 đồng",
        "2100-वर्षीय",
        "31/4/2025",
        "2000 लोगों",
        "30/6",
        "trong 3 năm qua",
        "3 tháng",
        "63 स्थानीय",
        "May I ask",
        "জন ১৫ মেয়ে",
        "5 ngân hàng",
        "Việt Nam",
        "đạt trên 3/4 số hộ",
        "may not",
        "मार्च के 10 लोग",
        "the following year",
        "",
    ],
)
def test_not_dates(text: str) -> None:
    assert find_periods(text) == []


@pytest.mark.parametrize("text", ["tuần sau khi nhận hồ sơ", "in the following week", "every next week", "पिछले सप्ताह"])
def test_weeks_that_the_day_of_the_document_does_not_tell(text: str) -> None:
    assert all(found.start is None for found in find_periods(text, reference=date(2026, 2, 11)))


def test_excluded_spans_are_not_read() -> None:
    assert find_periods("số 11-2016 ngày 1/2/2016", exclude=[(0, 10)]) == find_periods("số xx-xxxx ngày 1/2/2016")


def _parameters(language: str) -> list[tuple[str, date]]:
    cases = []
    for line in (SHARED / "dateparser_params_hi_bn_vi.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        dated = case["test"].startswith("test_dates_parsing") and re.search(r"\d{4}", case["args"][0])
        if case["lang"] == language and dated:
            numbers = [int(number) for number in re.findall(r"\d+", case["args"][1])]
            cases.append((case["args"][0], date(*numbers[:3])))
    return cases


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test data is not beside the project")
@pytest.mark.parametrize(("language", "count", "floor"), [("vi", 4, 1.0), ("hi", 7, 1.0), ("bn", 16, 0.87)])
def test_dates_of_another_parser(language: str, count: int, floor: float) -> None:
    cases = _parameters(language)
    wrong = [text for text, day in cases if day not in [period.start for period in find_periods(text)]]
    assert len(cases) >= count and 1 - len(wrong) / len(cases) >= floor, wrong


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test data is not beside the project")
@pytest.mark.parametrize(
    ("name", "floor"), [("recognizers_hi_DateParser.json", 0.9), ("recognizers_hi_DatePeriodParser.json", 0.91)]
)
def test_hindi_dates_of_another_recogniser(name: str, floor: float) -> None:
    right, wrong = 0, []
    for case in json.loads((SHARED / name).read_text(encoding="utf-8")):
        for result in case["Results"]:
            value = result["Value"].get("FutureResolution", {})
            expected = value.get("date") or value.get("startDate")
            absolute = "X" not in result["Value"]["Timex"] and re.search(r"\d{4}|\d/\d+/\d", case["Input"])
            if not absolute:
                continue
            if expected in [str(period.start) for period in find_periods(case["Input"])]:
                right += 1
            else:
                wrong.append(case["Input"])
    assert right / (right + len(wrong)) >= floor, wrong


def test_a_sentence_is_read_in_a_fraction_of_a_millisecond() -> None:
    sentences = [
        f"{n}. Trước ngày {n}/6/2026, các cơ quan báo cáo kết quả thực hiện kế hoạch giai đoạn 2025-2030 hằng quý."
        for n in range(1, 29)
    ]
    find_periods(sentences[0])
    best = min(_seconds([sentence + "!" * run for sentence in sentences]) for run in range(1, 4))
    assert best / len(sentences) < 0.002  # 0.2 ms on an idle machine


def _seconds(sentences: list[str]) -> float:
    """Sentences not read before, as the last ones are remembered."""
    start = time.perf_counter()
    for sentence in sentences:
        find_periods(sentence)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "words", ["hằng tháng ", "ngày 5/6 và ", "5 ", "2026-", "10 days after ", "শক ১৯৪৭ ", "31/02/2026 "]
)
def test_a_line_without_end_takes_time_in_proportion(words: str) -> None:
    find_periods(words)
    few, many = (min(_seconds([words * n + "!" * run]) for run in range(1, 4)) for n in (200, 1_600))
    assert many < 24 * few + 0.05  # eight times as long; three times that is still no square


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("trước ngày 10 tháng tới", "2026-10-10", "2026-10-10"),
        ("by the 5th of next month", "2026-10-05", "2026-10-05"),
        ("अगले महीने की 5 तारीख तक", "2026-10-05", "2026-10-05"),
        ("আগামী মাসের ৫ তারিখের মধ্যে", "2026-10-05", "2026-10-05"),
        ("अगले साल जुलाई में", "2027-07-01", "2027-07-31"),
        ("đến năm tới", "2027-01-01", "2027-12-31"),
        ("từ 01/3 đến 15/4/2026", "2026-03-01", "2026-04-15"),
    ],
)
def test_times_counted_from_the_day_of_the_document(text: str, start: str, end: str) -> None:
    (period,) = find_periods(text, reference=date(2026, 9, 9))
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "recurrence", "rule"),
    [
        ("माह के अंतिम शनिवार को", "monthly", "BYDAY=-1SA"),
        ("the last Friday of the month", "monthly", "BYDAY=-1FR"),
        ("সপ্তাহে অন্তত তিন দিন", "weekly", ""),
        ("three days a week", "weekly", ""),
        ("प्रत्येक त्रैमास में एक बार", "quarterly", ""),
        ("প্রতিদিনের হিসাব", "daily", ""),
    ],
)
def test_more_that_returns(text: str, recurrence: str, rule: str) -> None:
    (period,) = find_periods(text)
    assert (period.recurrence, period.rule) == (recurrence, rule)
