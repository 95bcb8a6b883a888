"""What the charts show."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assistant.charts import Progress, progress, timeline
from tests.assistant.rows import dated, row, source

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"day": date(2026, 11, 24), "date_relation": "by"}, "overdue"),
        ({"day": date(2026, 11, 25), "date_relation": "by"}, "soon"),
        ({"day": date(2026, 11, 25), "date_relation": "before"}, "overdue"),
        ({"day": date(2026, 12, 25), "date_relation": "by"}, "soon"),
        ({"day": date(2026, 12, 26), "date_relation": "by"}, "later"),
        ({"day": date(2026, 6, 30), "date_relation": "by", "status": "done"}, "done"),
        ({"day": date(2026, 6, 30), "date_relation": "by", "status": "in_progress"}, "overdue"),
        ({"recurrence": "weekly", "rule": "BYDAY=FR"}, "soon"),
        ({"day": date(2027, 6, 30), "date_relation": "by", "kind": "target", "action": ""}, "later"),
        # not deadlines, or deadlines no more
        ({"day": date(2026, 6, 30), "date_relation": "from"}, None),
        ({"day": date(2026, 6, 30), "status": "not_applicable"}, None),
        ({"day": date(2026, 6, 30), "kind": "figure"}, None),
        ({"day": date(2026, 6, 30), "validity": "superseded", "changed_by": source()}, None),
        ({"day": date(2026, 6, 30), "review": "rejected"}, None),
        ({}, None),
        ({"recurrence": "yearly", "rule": "BYMONTH=2;BYMONTHDAY=30"}, None),
    ],
)  # fmt: skip
def test_a_deadline_is_overdue_soon_later_or_done(changes: dict[str, Any], state: str | None) -> None:
    found = timeline([row(**changes)], TODAY, "en")
    assert [point.state for point in found.points] == ([state] if state else [])
    assert all(point.title and point.row == "f1" for point in found.points)


def test_what_recurs_is_drawn_where_it_comes_next() -> None:
    (point,) = timeline([row(recurrence="monthly", rule="BYMONTHDAY=20")], TODAY, "en").points
    assert point.day == date(2026, 12, 20)


def test_lanes_are_the_agencies_with_most_and_the_others() -> None:
    rows = [
        dated(date(2026, 12, 1 + at), id=f"{name}{at}", agency=name)
        for name in "ABCDEF"
        for at in range("FEDCBA".index(name) + 1)
    ]
    found = timeline(rows, TODAY, "en", lanes=3)
    assert [(lane.name, len(lane.points), lane.others) for lane in found.lanes] == [
        ("A", 6, 0), ("B", 5, 0), ("C", 4, 0), ("", 3 + 2 + 1, 3),
    ]  # fmt: skip
    assert [point.day for point in found.lanes[3].points] == sorted(point.day for point in found.lanes[3].points)
    whole = timeline(rows, TODAY, "en", lanes=5)  # one agency more than asked for takes no more room than "1 other"
    assert len(whole.lanes) == 6 and not any(lane.others for lane in whole.lanes)


def test_the_timeline_spans_whole_months_around_today() -> None:
    rows = [dated(date(2026, 9, 14), id="a"), dated(date(2027, 2, 3), id="b")]
    found = timeline(rows, TODAY, "en")
    assert (found.start, found.end) == (date(2026, 9, 1), date(2027, 2, 28))
    empty = timeline([], TODAY, "en")
    assert (empty.start, empty.end, empty.lanes) == (date(2026, 11, 1), date(2026, 11, 30), ())


def test_what_is_far_away_is_counted() -> None:
    days = [date(2020, 1, 1), date(2025, 10, 31), date(2025, 11, 1), date(2028, 11, 30), date(2028, 12, 1), date.max]
    found = timeline([dated(day, id=str(day)) for day in days], TODAY, "en")
    assert (found.earlier, found.later) == (2, 2)
    assert [point.day for point in found.points] == days[2:4]
    assert (found.start, found.end) == (date(2025, 11, 1), date(2028, 11, 30))


def rows_of(agency: str, *, overdue: int = 0, **statuses: int) -> list[Any]:
    made = [dated(TODAY - timedelta(days=1), id=f"{agency}o{n}", agency=agency) for n in range(overdue)]
    for status, count in statuses.items():
        made += [row(id=f"{agency}{status}{n}", agency=agency, status=status) for n in range(count)]
    return made


def test_progress_counts_each_obligation_once() -> None:
    rows = rows_of("Sở Y tế", overdue=2, done=3, open=1) + rows_of("Công an", in_progress=1, not_applicable=1)
    rows += [row(id="x", agency="SỞ Y TẾ", kind="target"), row(id="y", agency="Sở Y tế", kind="reference")]
    assert progress(rows, TODAY, "vi", "agency") == (
        Progress("Sở Y tế", done=3, in_progress=0, open=2, overdue=2, not_applicable=0),
        Progress("Công an", done=0, in_progress=1, open=0, overdue=0, not_applicable=1),
    )
    assert [count.total for count in progress(rows, TODAY, "vi", "agency")] == [7, 2]
    (whole,) = progress(rows, TODAY, "vi", "document")
    assert whole.total == 9 and whole.count("done") == 3 and whole.name.startswith("12/KH-UBND · Plan 12")


def test_progress_gathers_what_is_beyond_the_cap() -> None:
    rows = [each for n, name in enumerate("ABCDE") for each in rows_of(name, done=1, open=5 - n)]
    capped = progress(rows, TODAY, "en", "agency", cap=2)
    assert [(count.name, count.total, count.others) for count in capped] == [
        ("A", 6, 0),
        ("B", 5, 0),
        ("", 4 + 3 + 2, 3),
    ]
    assert capped[2].done == 3 and sum(count.total for count in capped) == len(rows)
    assert progress([], TODAY, "en", "agency") == ()


def test_an_agency_is_one_in_every_language() -> None:
    name = "department/health"
    rows = [
        dated(date(2026, 12, 1), id="a", agency="Sở Y tế", agency_name=name, language="vi"),
        dated(date(2026, 12, 2), id="b", agency="স্বাস্থ্য বিভাগ", agency_name=name, language="bn"),
        dated(date(2026, 12, 3), id="c", agency="", language="bn"),
    ]
    assert [(count.name, count.total) for count in progress(rows, TODAY, "vi", "agency")] == [("Sở Y tế", 2), ("", 1)]
    assert progress(rows, TODAY, "bn", "agency")[0].name == "স্বাস্থ্য বিভাগ"
    assert [lane.name for lane in timeline(rows, TODAY, "en").lanes] == ["Department of Health", ""]


def test_a_number_in_the_title_is_not_said_twice() -> None:
    given = [row(number_of_document="12/KH-UBND", title="Kế hoạch 12/KH-UBND về chuyển đổi số")]
    assert progress(given, TODAY, "vi", "document")[0].name == "Kế hoạch 12/KH-UBND về chuyển đổi số"
