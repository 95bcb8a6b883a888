"""What returns: how often, and on which day, in four languages and three digit scripts."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.dates import Period, find_periods
from tests.ingest.date_forms import DIGITS, written

DAY = date(2026, 2, 11)
WORKING = "BYDAY=MO,TU,WE,TH,FR"
WEEKDAYS = {
    "vi": ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"],
    "plain": ["thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat"],
    "hi": ["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"],
    "bn": ["সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
EVERY_WEEKDAY = {
    "vi": ("vào {} hằng tuần", "mỗi {}", "hàng tuần, vào {},"),
    "plain": ("vao {} hang tuan", "moi {}"),
    "hi": ("प्रत्येक {}", "हर {} को", "प्रति सप्ताह {} को"),
    "bn": ("প্রতি {}", "প্রতি সপ্তাহের {}"),
    "en": ("every {}", "each {}", "{} every week"),
}
MONTHLY = {
    "vi": ("ngày {} hằng tháng", "hằng tháng, trước ngày {}", "mỗi tháng, chậm nhất vào ngày {}", "ngay {} hang thang"),
    "hi": ("हर माह की {} तारीख", "प्रत्येक महीने की {} तारीख तक", "प्रतिमाह {} तारीख को"),
    "bn": ("প্রতি মাসের {} তারিখের মধ্যে", "প্রতি মাসে {} তারিখে"),
    "en": ("by the {}th of each month", "every month by the {}th", "monthly, no later than the {}th"),
}
YEARLY = {
    "vi": (
        "ngày {d}/{m} hằng năm",
        "trước ngày {d} tháng {m} hằng năm",
        "hằng năm, trước ngày {d}/{m}",
        "{d}/{m} hàng năm",
    ),
    "hi": ("प्रत्येक वर्ष {d} {hi} तक", "हर साल {d} {hi} से पहले", "{d} {hi} तक प्रतिवर्ष"),
    "bn": ("প্রতি বছর {d} {bn}ের মধ্যে", "প্রতিবছর {d} {bn} তারিখে"),
    "en": ("by {d} {en} each year", "every year by {d} {en}", "annually, on {en} {d}"),
}


def only(text: str) -> Period:
    """Of a sentence with a day of reference, which a recurrence does not heed."""
    found = find_periods(text, reference=DAY)
    assert len(found) == 1, (text, found)
    period = found[0]
    assert (period.start, period.end) == (None, None)
    assert text[period.start_char : period.end_char] == period.text
    return period


scripts = st.sampled_from(sorted(DIGITS))
compositions = st.sampled_from(["NFC", "NFD"])


@settings(max_examples=120)
@given(
    st.sampled_from([(language, form) for language, forms in EVERY_WEEKDAY.items() for form in forms]),
    st.integers(0, 6),
    compositions,
)
def test_every_day_of_the_week_reads_back(form: tuple[str, str], day: int, composition: str) -> None:
    language, pattern = form
    period = only(unicodedata.normalize(composition, pattern.format(WEEKDAYS[language][day])))
    assert (period.recurrence, period.rule) == ("weekly", f"BYDAY={('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[day]}")


@settings(max_examples=120)
@given(
    st.sampled_from([form for forms in MONTHLY.values() for form in forms]), st.integers(1, 31), scripts, compositions
)
def test_every_day_of_the_month_reads_back(form: str, day: int, script: str, composition: str) -> None:
    period = only(written(form.format(day), 1, 1, 0, script, composition))
    assert (period.recurrence, period.rule) == ("monthly", f"BYMONTHDAY={day}")


@settings(max_examples=150)
@given(
    st.sampled_from([form for forms in YEARLY.values() for form in forms]),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    scripts,
    compositions,
)
def test_every_day_of_the_year_reads_back(form: str, day: date, script: str, composition: str) -> None:
    if day.month == 5:
        form = form.replace("{bn}ের", "{bn}র")  # মে takes another ending
    period = only(written(form, day.day, day.month, 0, script, composition))
    assert (period.recurrence, period.rule) == ("yearly", f"BYMONTH={day.month};BYMONTHDAY={day.day}")


@pytest.mark.parametrize(
    ("text", "recurrence", "rule", "relation"),
    [
        # days of the month
        ("báo cáo hằng tháng, trước ngày 20.", "monthly", "BYMONTHDAY=20", "before"),
        ("chậm nhất ngày 05 của tháng sau, hằng tháng", "monthly", "BYMONTHDAY=5", "by"),
        ("vào ngày cuối cùng của mỗi tháng", "monthly", "BYMONTHDAY=-1", "on"),
        ("từ ngày 20 đến ngày 22 hằng tháng", "monthly", "BYMONTHDAY=20,21,22", None),
        ("हर माह की १० तारीख", "monthly", "BYMONTHDAY=10", "on"),
        ("प्रत्येक माह के अंत में", "monthly", "BYMONTHDAY=-1", "on"),
        ("প্রতি মাসের ৭ তারিখের মধ্যে", "monthly", "BYMONTHDAY=7", "by"),
        ("on the last day of each month", "monthly", "BYMONTHDAY=-1", "on"),
        ("by the fifth day of every month", "monthly", "BYMONTHDAY=5", "by"),
        # a day of the week in the month, the last working day
        ("प्रत्येक माह के पहले सोमवार को", "monthly", "BYDAY=1MO", "on"),
        ("on the last Friday of every month", "monthly", "BYDAY=-1FR", "on"),
        ("প্রতি মাসের দ্বিতীয় রবিবার", "monthly", "BYDAY=2SU", "on"),
        ("thứ Hai đầu tiên hằng tháng", "monthly", "BYDAY=1MO", "on"),
        ("প্রতি মাসের শেষ কর্মদিবসে", "monthly", f"{WORKING};BYSETPOS=-1", "on"),
        ("ngày làm việc cuối cùng của mỗi tháng", "monthly", f"{WORKING};BYSETPOS=-1", "on"),
        ("within five working days after the end of each month", "monthly", f"{WORKING};BYSETPOS=5", "by"),
        # quarters: of the last month, of the month that follows
        ("định kỳ hằng quý, trước ngày 25 của tháng cuối quý", "quarterly", "BYMONTH=3,6,9,12;BYMONTHDAY=25", "before"),
        ("trước ngày 25 của tháng cuối quý", "quarterly", "BYMONTH=3,6,9,12;BYMONTHDAY=25", "before"),
        ("chậm nhất ngày 10 của tháng đầu quý sau", "quarterly", "BYMONTH=1,4,7,10;BYMONTHDAY=10", "by"),
        ("by the 15th of the last month of each quarter", "quarterly", "BYMONTH=3,6,9,12;BYMONTHDAY=15", "by"),
        (
            "every quarter, by the fifth day of the following quarter",
            "quarterly",
            "BYMONTH=1,4,7,10;BYMONTHDAY=5",
            "by",
        ),
        ("प्रत्येक तिमाही के अंतिम माह की 25 तारीख तक", "quarterly", "BYMONTH=3,6,9,12;BYMONTHDAY=25", "by"),
        ("हर तिमाही की समाप्ति के 10 दिनों के भीतर", "quarterly", "BYMONTH=1,4,7,10;BYMONTHDAY=10", "by"),
        ("প্রতি ত্রৈমাসিক শেষ হওয়ার ১০ দিনের মধ্যে", "quarterly", "BYMONTH=1,4,7,10;BYMONTHDAY=10", "by"),
        ("chậm nhất 05 ngày sau khi kết thúc quý", "quarterly", "BYMONTH=1,4,7,10;BYMONTHDAY=5", "by"),
        ("तिमाही समीक्षा", "quarterly", "", None),
        # years
        ("Tháng 10 hằng năm", "yearly", "BYMONTH=10", None),
        ("tháng 6 và tháng 12 hằng năm", "yearly", "BYMONTH=6,12", None),
        ("প্রতি বছর জুন মাসে", "yearly", "BYMONTH=6", None),
        ("by the end of March every year", "yearly", "BYMONTH=3;BYMONTHDAY=-1", "by"),
        ("ngày 10 tháng 01 và ngày 10 tháng 6 hằng năm", "yearly", "BYMONTH=1,6;BYMONTHDAY=10", "on"),
        ("hai lần một năm, vào ngày 10/01 và ngày 10/6", "half-yearly", "BYMONTH=1,6;BYMONTHDAY=10", "on"),
        # so many times, every so many
        ("2 lần/năm", "half-yearly", "", None),
        ("twice a year", "half-yearly", "", None),
        ("साल में दो बार", "half-yearly", "", None),
        ("বছরে দুইবার", "half-yearly", "", None),
        ("four times a year", "quarterly", "", None),
        ("mỗi tuần một lần", "weekly", "", None),
        ("hai tuần một lần", "weekly", "INTERVAL=2", None),
        ("every two weeks", "weekly", "INTERVAL=2", None),
        ("fortnightly", "weekly", "INTERVAL=2", None),
        ("हर पखवाड़े", "weekly", "INTERVAL=2", None),
        ("every other Friday", "weekly", "INTERVAL=2;BYDAY=FR", None),
        ("প্রতি দুই মাসে", "monthly", "INTERVAL=2", None),
        ("15 ngày một lần", "daily", "INTERVAL=15", None),
        ("năm năm, 5 năm một lần", "yearly", "INTERVAL=5", None),
        # days of the week and of work
        ("thứ 2 và thứ 5 hằng tuần", "weekly", "BYDAY=MO,TH", None),
        ("từ thứ Hai đến thứ Tư hằng tuần", "weekly", "BYDAY=MO,TU,WE", None),
        ("हर सोमवार और गुरुवार को", "weekly", "BYDAY=MO,TH", None),
        ("on Mondays and Fridays", "weekly", "BYDAY=MO,FR", None),
        ("every working day", "daily", WORKING, None),
        ("mỗi ngày làm việc", "daily", WORKING, None),
        ("प्रत्येक कार्य दिवस", "daily", WORKING, None),
        ("প্রতি কর্মদিবসে", "daily", WORKING, None),
        ("every night", "daily", "", None),
        ("daily by 5 pm", "daily", "", "by"),
        ("प्रतिदिन शाम 5 बजे तक", "daily", "", "by"),
        ("প্রতিদিন বিকেল ৫টার মধ্যে", "daily", "", "by"),
        ("hằng ngày, trước 17 giờ", "daily", "", "before"),
        # a day of a month that no word names
        ("trước ngày 07 của tháng kế tiếp", "monthly", "BYMONTHDAY=7", "before"),
        ("by the 7th of the following month", "monthly", "BYMONTHDAY=7", "by"),
        ("माह की 10 तारीख तक", "monthly", "BYMONTHDAY=10", "by"),
        ("পরবর্তী মাসের ৭ তারিখের মধ্যে", "monthly", "BYMONTHDAY=7", "by"),
    ],
)
def test_which_day_and_what_relation(text: str, recurrence: str, rule: str, relation: str | None) -> None:
    period = only(text)
    assert (period.recurrence, period.rule, period.relation) == (recurrence, rule, relation)


def test_the_words_of_the_day_belong_to_the_recurrence() -> None:
    assert only("báo cáo định kỳ hằng quý, trước ngày 25 của tháng cuối quý.").text == (
        "hằng quý, trước ngày 25 của tháng cuối quý"
    )
    assert only("vào Chủ nhật hàng tuần").text == "Chủ nhật hàng tuần"
    assert only("reports by the 5th of each month").text == "5th of each month"


def test_days_that_no_one_rule_can_say_are_a_recurrence_each() -> None:
    found = find_periods("trước ngày 20/6 và ngày 15/12 hằng năm", reference=DAY)
    assert [(p.recurrence, p.rule, p.relation, p.text) for p in found] == [
        ("yearly", "BYMONTH=6;BYMONTHDAY=20", "before", "ngày 20/6"),
        ("yearly", "BYMONTH=12;BYMONTHDAY=15", "before", "ngày 15/12 hằng năm"),
    ]


def test_recurrences_beside_each_other_stay_apart() -> None:
    found = find_periods("báo cáo định kỳ hằng tháng, hằng quý, 6 tháng và hằng năm", reference=DAY)
    assert [p.recurrence for p in found] == ["monthly", "quarterly", "half-yearly", "yearly"]
    found = find_periods("định kỳ 6 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12)", reference=DAY)
    assert [(p.recurrence, p.rule) for p in found] == [
        ("half-yearly", "BYMONTH=6;BYMONTHDAY=15"),
        ("yearly", "BYMONTH=12;BYMONTHDAY=15"),
    ]


@pytest.mark.parametrize(
    ("text", "recurrence", "day"),
    [
        ("hằng tháng, trước ngày 20/6/2026", "monthly", date(2026, 6, 20)),
        ("every year by 31 March 2027", "yearly", date(2027, 3, 31)),
        ("प्रत्येक माह, 30 जून 2026 तक", "monthly", date(2026, 6, 30)),
        ("প্রতি সপ্তাহে, ৩০ জুন ২০২৬-এর মধ্যে", "weekly", date(2026, 6, 30)),
    ],
)
def test_a_date_with_its_year_does_not_recur(text: str, recurrence: str, day: date) -> None:
    every, once = find_periods(text, reference=DAY)
    assert (every.recurrence, every.rule, once.recurrence, once.end) == (recurrence, "", None, day)


@pytest.mark.parametrize(
    "text",
    [
        "cửa hàng thứ hai",
        "ngân hàng năm nào",
        "khách hàng tháng trước",
        "thứ hai, cần làm rõ",
        "May they",
        "दो तिमाही",
        "ba lần trong năm nay",
    ],
)
def test_what_only_looks_like_a_recurrence(text: str) -> None:
    assert not any(period.recurrence for period in find_periods(text))


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("প্রতি তিন মাসে একবার", "quarterly"),
        ("প্রতি ৩ মাসে একবার", "quarterly"),
        ("প্রতি ছয় মাসে একবার", "half-yearly"),
        ("প্রতি মাসে একবার", "monthly"),
        ("हर तीन महीने में एक बार", "quarterly"),
        ("प्रत्येक छः माह में एक बार", "half-yearly"),
        ("महीने में एक बार", "monthly"),
        ("साल में दो बार", "half-yearly"),
        ("once every three months", "quarterly"),
        ("once in every six months", "half-yearly"),
        ("once a month", "monthly"),
        ("ba tháng một lần", "quarterly"),
        ("mỗi 6 tháng một lần", "half-yearly"),
        ("hai lần một năm", "half-yearly"),
    ],
)
def test_once_in_so_many_months_is_not_monthly(text: str, recurrence: str) -> None:
    assert only(text).recurrence == recurrence


def test_months_of_every_year() -> None:
    (period,) = find_periods("every March and October")
    assert (period.recurrence, period.rule) == ("yearly", "BYMONTH=3,10")
