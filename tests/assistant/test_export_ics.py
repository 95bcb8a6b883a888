"""The calendar: read back by a calendar library, its recurrences expanded and compared with days counted by hand."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from assistant.export_ics import as_ics
from assistant.register import Row
from tests.assistant.rows import dated, row, source
from tests.assistant.small import LANGUAGES

TODAY = date(2026, 11, 25)  # a Wednesday
NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
LATER = date(2026, 12, 31)


def calendar(rows: list[Row], language: str = "en", **options: Any) -> bytes:
    return as_ics(rows, language, TODAY, now=NOW, **options)


def events(rows: list[Row], language: str = "en", **options: Any) -> list[Event]:
    parsed = Calendar.from_ical(calendar(rows, language, **options))
    assert not parsed.errors and not any(event.errors for event in parsed.events)
    return list(parsed.events)


def test_a_deadline_is_an_event_on_its_last_day() -> None:
    (event,) = events([row(date_start=date(2026, 10, 1), date_end=LATER, date_relation="within", id="abc")])
    assert event["uid"] == "abc@directives"
    assert event.decoded("dtstart") == LATER and event.decoded("dtend") == date(2027, 1, 1)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["summary"] == "Department of Home Affairs: Publish the list of services"
    assert event.decoded("dtstamp") == NOW and event["sequence"] == 0 and event["status"] == "CONFIRMED"
    assert "last-modified" not in event and "rrule" not in event and event["transp"] == "TRANSPARENT"


def test_the_calendar_says_what_it_is() -> None:
    data = calendar([dated(LATER)], "vi")
    parsed = Calendar.from_ical(data)
    assert (parsed["version"], parsed["method"], parsed["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert parsed["prodid"].startswith("-//directives//")
    assert parsed["x-wr-calname"] == "Thời hạn trong văn bản chỉ đạo"


def test_the_description_holds_what_one_acts_on() -> None:
    target = dated(
        LATER, "before", number=Decimal(85), unit="%", number_relation=">=", coordinating=("Sở Y tế", "UBND cấp xã"),
        product="Danh mục", page=3, section="Điều 5", url="https://example.org/a;b,c?d=1&e=2", note="Chờ, ký; xong",
        quote="Trước ngày 31/12/2026,\nSở Nội vụ; công bố.", title="Kế hoạch", language="vi", kind="target",
    )  # fmt: skip
    (event,) = events([target], "vi")
    assert event["description"].splitlines() == [
        "Thời hạn: trước ngày 31 tháng 12 năm 2026",
        "“Trước ngày 31/12/2026, Sở Nội vụ; công bố.”",
        "Mức: ít nhất 85%",
        "Phối hợp: Sở Y tế; UBND cấp xã",
        "Sản phẩm: Danh mục",
        "Ghi chú: Chờ, ký; xong",
        "Văn bản: Kế hoạch (12/KH-UBND)",
        "Tệp: ke-hoach.docx · Điều 5 · Trang 3",
    ]
    assert event["url"] == "https://example.org/a;b,c?d=1&e=2"
    assert event.categories == ["Chỉ tiêu"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a.example/\r\nX: y", ""])
def test_only_addresses_of_pages_are_links(url: str) -> None:
    (event,) = events([dated(LATER, url=url)])
    assert "url" not in event and "x" not in event


RECURRING = [
    ("weekly", "BYDAY=FR", "FREQ=WEEKLY;BYDAY=FR", ["2026-11-27", "2026-12-04", "2026-12-11"]),
    ("weekly", "INTERVAL=2;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", ["2026-12-07", "2026-12-21", "2027-01-04"]),
    ("daily", "", "FREQ=DAILY", ["2026-11-25", "2026-11-26", "2026-11-27"]),
    ("monthly", "BYMONTHDAY=20", "FREQ=MONTHLY;BYMONTHDAY=20", ["2026-12-20", "2027-01-20", "2027-02-20"]),
    ("monthly", "", "FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-30", "2026-12-31", "2027-01-31"]),
    ("monthly", "BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO", ["2026-12-07", "2027-01-04", "2027-02-01"]),
    ("monthly", "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
     ["2026-11-30", "2026-12-31", "2027-01-29"]),
    ("quarterly", "BYMONTH=3,6,9,12;BYMONTHDAY=25", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25",
     ["2026-12-25", "2027-03-25", "2027-06-25"]),
    ("quarterly", "BYMONTHDAY=5", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5", ["2027-01-05", "2027-04-05", "2027-07-05"]),
    ("half-yearly", "BYMONTH=6,12;BYMONTHDAY=10", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=10",
     ["2026-12-10", "2027-06-10", "2027-12-10"]),
    ("half-yearly", "BYMONTH=1,6;BYMONTHDAY=10", "FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=1,6",
     ["2027-01-10", "2027-06-10", "2028-01-10"]),
    ("yearly", "BYMONTH=6;BYMONTHDAY=20", "FREQ=YEARLY;BYMONTHDAY=20;BYMONTH=6",
     ["2027-06-20", "2028-06-20", "2029-06-20"]),
]  # fmt: skip


@pytest.mark.parametrize(("recurrence", "rule", "rrule", "days"), RECURRING)
def test_what_recurs_does_so_on_its_days(recurrence: str, rule: str, rrule: str, days: list[str]) -> None:
    (event,) = events([row(recurrence=recurrence, rule=rule)])
    written = event["rrule"].to_ical().decode()
    assert sorted(written.split(";")) == sorted(rrule.split(";"))
    start = event.decoded("dtstart")
    assert event.decoded("dtend") == start + timedelta(days=1)
    found = rrulestr(written, dtstart=datetime(start.year, start.month, start.day))
    assert [day.date().isoformat() for day in islice(found, 3)] == days


def test_what_recurs_for_some_years_ends() -> None:
    bounded = row(recurrence="quarterly", date_start=date(2025, 1, 1), date_end=date(2026, 12, 31))
    (event,) = events([bounded])
    start = event.decoded("dtstart")
    assert start == date(2025, 3, 31) and event["rrule"]["UNTIL"] == [date(2026, 12, 31)]
    found = list(rrulestr(event["rrule"].to_ical().decode(), dtstart=datetime(2025, 3, 31)))
    assert len(found) == 8 and found[-1].date() == date(2026, 12, 31)
    assert not events([row(recurrence="yearly", rule="BYMONTH=2;BYMONTHDAY=30")])


def test_reminders_come_on_the_morning_of_their_day() -> None:
    (event,) = events([dated(LATER)])
    triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    midnight = datetime(2026, 12, 31)
    assert [midnight + each for each in triggers] == [datetime(2026, 12, 24, 9), datetime(2026, 12, 30, 9)]
    (alarm, _) = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY" and "Publish the list" in alarm["description"]


@pytest.mark.parametrize(
    ("given_", "alarms"),
    [
        (dated(date(2026, 11, 20)), 0),  # passed
        (dated(date(2026, 11, 28)), 1),  # a week before has passed
        (row(recurrence="daily"), 0),  # the day before is the last one
        (row(recurrence="weekly"), 1),
        (row(recurrence="monthly"), 2),
        (dated(LATER, status="done"), 0),
    ],
)
def test_no_reminder_comes_late_or_for_nothing(given_: Row, alarms: int) -> None:
    (event,) = events([given_])
    assert len(event.walk("VALARM")) == alarms


def test_only_what_is_asked_and_has_a_day_is_in() -> None:
    rows = [
        dated(LATER),
        row(id="undated", date_text="07 ngày làm việc"),
        dated(LATER, id="figure", kind="figure"),
        dated(LATER, id="reference", kind="reference"),
        dated(LATER, id="superseded", validity="superseded", changed_by=source()),
        dated(LATER, id="rejected", review="rejected"),
    ]
    found = [(event["uid"].partition("@")[0], event["status"]) for event in events(rows)]
    assert found == [("f1", "CONFIRMED"), ("superseded", "CANCELLED"), ("rejected", "CANCELLED")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "done"}, "Đã hoàn thành: "),
        ({"status": "not_applicable"}, "Không áp dụng: "),
        ({"validity": "superseded"}, "Đã bị thay thế: "),
        ({"review": "rejected"}, "Đã bác bỏ: "),
    ],
)
def test_what_is_over_is_cancelled_for_those_who_have_it(changes: dict[str, Any], said: str) -> None:
    (event,) = events([dated(LATER, **changes)], "vi")
    assert event["status"] == "CANCELLED" and event["summary"].startswith(said)


def test_a_second_import_updates_the_first() -> None:
    moments = [
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 0, 0, 1, tzinfo=UTC),
        datetime(2090, 1, 1, tzinfo=UTC),
    ]
    reviewed = [dated(LATER, review="corrected", reviewed_at=moment) for moment in moments]
    moved = dated(LATER, reviewed_at=moments[0], status_at=moments[1], status="done")
    before, after, far, both = (events([each])[0] for each in (*reviewed, moved))
    assert {each["uid"] for each in (before, after, far, both)} == {"f1@directives"}
    assert 0 < before["sequence"] < after["sequence"] == both["sequence"] < far["sequence"] < 2**31
    assert before.decoded("last-modified") == moments[0] and both.decoded("last-modified") == moments[1]


def test_what_begins_on_a_day_lies_on_that_day() -> None:
    (event,) = events([row(date_start=date(2027, 1, 1), date_end=date(2027, 12, 31), date_relation="from")])
    assert event.decoded("dtstart") == date(2027, 1, 1)
    (event,) = events([dated(date.max)])
    assert event.decoded("dtstart") == date.max and "dtend" not in event


HOSTILE = "Sở Y tế, “a”; b\\c\nहस्ताक्षर किए गए निर्देश – নির্দেশনা বাস্তবায়ন\r\nEND:VEVENT\r\nX-EVIL:1\x00\x0b 👩‍👩‍👧"


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_folded_between_letters_and_texts_escaped(language: str) -> None:
    target = dated(LATER, action=HOSTILE * 3, quote=HOSTILE * 20, title=HOSTILE, agency=HOSTILE, note=HOSTILE)
    data = calendar([target], language)
    for line in data.split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line and b"\r" not in line
        line.decode()  # never cut within a letter
    lines = unfolded(data)
    assert lines.count("END:VEVENT") == 1 and not any(line.startswith("X-EVIL") for line in lines)
    (event,) = events([target], language)
    assert "END:VEVENT" in event["description"] and "निर्देश" in event["description"]
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in event["description"])
    assert len(event["summary"]) <= 140


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_leaves_one_event(text: str) -> None:
    (event,) = events([dated(LATER, action=text, quote=text, title=text, product=text)])
    assert event["uid"] == "f1@directives" and event.decoded("dtstart") == LATER
