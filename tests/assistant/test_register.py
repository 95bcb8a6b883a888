"""Which rows a filter lets pass."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import pytest

from assistant.register import Filter, Row, select, shown_status
from tests.assistant.rows import dated, row, source

TODAY = date(2026, 7, 1)


def ids(rows: list[Row], **wanted: Any) -> list[str]:
    return [each.id for each in select(rows, Filter(**wanted), TODAY)]


LAND = dated(date(2026, 6, 30), "before", id="land", agency="Sở Nông nghiệp và Môi trường", language="vi",
             agency_name="department/agriculture_environment", coordinating=("UBND cấp xã",),
             action="hoàn thành số hóa kho hồ sơ đất đai", quote="Sở Nông nghiệp và Môi trường số hóa hồ sơ đất đai.",
             title="Kế hoạch cải cách", number_of_document="214/KH-UBND", document="ke-hoach-214.txt")  # fmt: skip
HEALTH = dated(date(2026, 7, 20), id="health", agency="स्वास्थ्य विभाग", agency_name="department/health", language="hi",
               action="रिपोर्ट भेजना", quote="स्वास्थ्य विभाग २० जुलाई तक रिपोर्ट भेजेगा।", title="परिपत्र 19",
               number_of_document=None, document="paripatra-19.docx")  # fmt: skip
TARGET = row(id="target", kind="target", number=Decimal(80), unit="%", agency="", action="dossiers filed online",
             quote="80% of dossiers are filed online.", document="plan.md", number_of_document=None)  # fmt: skip
MONTHLY = row(id="monthly", kind="responsibility", recurrence="monthly", agency="কৃষি বিভাগ", language="bn",
              action="প্রতিবেদন দেওয়া", quote="কৃষি বিভাগ প্রতি মাসে প্রতিবেদন দেবে।", document="b.txt",
              number_of_document=None)  # fmt: skip
FIGURE = dated(date(2026, 3, 1), "on", id="figure", kind="figure", document="plan.md", number_of_document=None)
ROWS = [LAND, HEALTH, TARGET, MONTHLY, FIGURE]


def test_an_empty_filter_lets_all_pass_in_their_order() -> None:
    assert ids(ROWS) == ["land", "health", "target", "monthly", "figure"]
    assert ids(ROWS[::-1]) == ["figure", "monthly", "target", "health", "land"]


def test_kinds() -> None:
    assert ids(ROWS, kinds=("target", "figure")) == ["target", "figure"]


@pytest.mark.parametrize(
    ("agency", "found"),
    [
        ("Sở Nông nghiệp và Môi trường", ["land"]),
        (normalize("NFD", "Sở Nông nghiệp và Môi trường"), ["land"]),
        ("Department of Agriculture and Environment", ["land"]),
        ("Department of Health", ["health"]),
        ("Sở Y tế", ["health"]),
        ("স্বাস্থ্য বিভাগ", ["health"]),
        ("UBND cấp xã", ["land"]),  # it helps
        ("Sở Tài chính", []),
    ],
)
def test_a_body_in_any_language(agency: str, found: list[str]) -> None:
    assert ids([LAND, HEALTH, TARGET], agency=agency) == found


@pytest.mark.parametrize(
    "document",
    ["ke-hoach-214.txt", "ke-hoach-214", "214/KH-UBND", "Kế hoạch số 214/KH-UBND", "kế hoạch CẢI CÁCH"],
)
def test_a_document_by_name_number_or_title(document: str) -> None:
    assert ids(ROWS, document=document) == ["land"]


def test_another_number_is_another_document() -> None:
    assert ids([LAND], document="21/KH-UBND") == ids([LAND], document="2140") == []


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (date(2026, 6, 30), None, ["land", "health"]),
        (date(2026, 7, 1), None, ["health"]),
        (None, date(2026, 6, 30), ["land", "figure"]),
        (date(2026, 7, 20), date(2026, 7, 20), ["health"]),
        (date(2026, 7, 21), date(2026, 8, 1), []),
    ],
)
def test_a_period_takes_what_overlaps_it(start: date | None, end: date | None, found: list[str]) -> None:
    assert ids(ROWS, start=start, end=end) == found


def test_an_interval_overlaps_by_a_day() -> None:
    quarter = row(date_start=date(2026, 7, 1), date_end=date(2026, 9, 30))
    assert ids([quarter], start=date(2026, 9, 30), end=date(2026, 12, 1)) == ["f1"]
    assert ids([quarter], end=date(2026, 7, 1)) == ["f1"]
    assert ids([quarter], end=date(2026, 6, 30)) == []


def test_by_the_time_that_is_left() -> None:
    assert ids(ROWS, due="overdue") == ["land"]
    assert ids(ROWS, due="soon") == ["health"]
    assert ids(ROWS, due="dated") == ["land", "health", "monthly", "figure"]
    assert ids(ROWS, due="undated") == ["target"]


@pytest.mark.parametrize(("relation", "overdue"), [("before", True), ("by", False), ("on", False), ("from", False)])
def test_on_the_last_day_only_what_was_due_before_it_is_late(relation: str, overdue: bool) -> None:
    assert dated(TODAY, relation).is_overdue(TODAY) is overdue
    assert dated(date(2026, 6, 30), relation).is_overdue(TODAY) is (relation != "from")


@pytest.mark.parametrize(
    "changes",
    [{"status": "done"}, {"status": "not_applicable"}, {"validity": "superseded"}, {"recurrence": "monthly"},
     {"kind": "figure"}],
)  # fmt: skip
def test_what_is_never_overdue(changes: dict[str, Any]) -> None:
    late = {"day": date(2026, 1, 1), "date_relation": "by"}
    assert row(**late).is_overdue(TODAY)
    assert not row(**{**late, **changes}).is_overdue(TODAY)


def test_status_is_what_people_set_or_overdue() -> None:
    working = dated(date(2026, 12, 1), id="working", status="in_progress")
    late = dated(date(2026, 6, 1), id="late", status="in_progress")
    assert [shown_status(each, TODAY) for each in (working, late, LAND, TARGET)] == [
        "in_progress", "overdue", "overdue", "open",
    ]  # fmt: skip
    assert ids([working, late, TARGET], status="in_progress") == ["working"]
    assert ids([working, late, TARGET], status="overdue") == ["late"]
    assert ids([working, late, TARGET], status="open") == ["target"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hồ sơ đất đai", ["land"]),
        (normalize("NFD", "HỒ SƠ đất"), ["land"]),
        ("ho so dat dai", ["land"]),
        ("रिपोर्ट", ["health"]),
        ("20 जुलाई", ["health"]),  # the document has Devanagari digits
        ("প্রতিবেদন মাসে", ["monthly"]),
        ("online dossiers", ["target"]),
        ("online land", []),
    ],
)
def test_every_word_must_be_there(text: str, found: list[str]) -> None:
    assert ids([LAND, HEALTH, TARGET, MONTHLY], text=text) == found


def test_what_was_superseded_or_rejected_is_shown_on_demand() -> None:
    old, bad = row(id="old", validity="superseded"), row(id="bad", review="rejected")
    rows = [row(id="new"), old, bad]
    assert ids(rows) == ["new"]
    assert ids(rows, validity="superseded") == ["old"]
    assert ids(rows, validity="all") == ["new", "old"]
    assert ids(rows, validity="all", rejected=True) == ["new", "old", "bad"]


def test_of_translations_one_is_shown() -> None:
    vi = row(id="vi", language="vi", twins=(source(fact="en"), source(fact="hi")))
    en = row(id="en", language="en", twins=(source(fact="vi"), source(fact="hi")))
    hi = row(id="hi", language="hi", twins=(source(fact="vi"), source(fact="en")))
    alone = row(id="alone", language="bn")
    rows = [vi, en, alone, hi]
    assert ids(rows) == ["vi", "en", "alone", "hi"]
    assert ids(rows, one_language="en") == ["en", "alone"]
    assert ids(rows, one_language="hi") == ["alone", "hi"]
    assert ids(rows, one_language="bn") == ["vi", "alone"]  # none in Bengali: the first
    assert ids([vi, alone], one_language="en") == ["vi", "alone"]  # the twin did not pass the filter
