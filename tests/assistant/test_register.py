"""Which rows a filter lets pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.register import Due, Filter, Row, select, shown_status
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
    [
        "ke-hoach-214.txt", "ke-hoach-214", "214/KH-UBND", "Kế hoạch số 214/KH-UBND", "kế hoạch CẢI CÁCH",
        "214",
    ],
)  # fmt: skip
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
    assert ids(ROWS, due="soon") == ["health", "monthly"]
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


@pytest.mark.parametrize(
    ("changes", "soon"),
    [
        ({"day": date(2026, 7, 20)}, True), ({"day": TODAY}, True), ({"day": TODAY, "date_relation": "before"}, False),
        ({"day": date(2026, 8, 1)}, False), ({"day": date(2026, 7, 20), "date_relation": "from"}, False),
        ({"day": date(2026, 7, 20), "status": "done"}, False), ({"day": date(2026, 7, 20), "kind": "figure"}, False),
        ({"day": date(2026, 7, 20), "validity": "superseded"}, False), ({}, False), ({"recurrence": "monthly"}, True),
        ({"recurrence": "monthly", "status": "not_applicable"}, False),
        ({"recurrence": "yearly", "rule": "BYMONTH=7;BYMONTHDAY=20"}, True),
        ({"recurrence": "yearly", "rule": "BYMONTH=6;BYMONTHDAY=20"}, False),
        ({"recurrence": "monthly", "date_start": date(2027, 6, 1), "date_end": date(2027, 12, 31)}, False),
        ({"recurrence": "monthly", "date_start": date(2025, 1, 1), "date_end": date(2026, 6, 1)}, False),
    ],
)  # fmt: skip
def test_what_is_due_in_the_next_thirty_days(changes: dict[str, Any], soon: bool) -> None:
    assert row(**changes).is_soon(TODAY) is soon


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


def test_words_of_a_title_that_names_another_document_mean_its_own() -> None:
    title = "Decision amending Plan No. 214/KH-UBND"
    decision = row(id="decision", title=title, number_of_document="1125/QĐ-UBND", document="d.txt")
    assert ids([decision], document=title) == ["decision"]
    assert ids([decision], document="214/KH-UBND") == []


def test_the_name_of_a_file_means_that_file_alone() -> None:
    """Though its translation has the same number, which stands in the name."""
    rows = [row(id="vi", document="quyet-dinh-1125-qd-ubnd.md", number_of_document="1125/QD-UBND"),
            row(id="en", document="decision-1125-qd-ubnd.txt", number_of_document="1125/QD-UBND")]  # fmt: skip
    assert ids(rows, document="quyet-dinh-1125-qd-ubnd.md") == ["vi"]
    assert ids(rows, document="DECISION-1125-QD-UBND.txt") == ["en"]
    assert ids(rows, document="1125/QĐ-UBND") == ids(rows, document="Quyết định 1125") == ["vi", "en"]


def test_soon_is_what_has_to_be_done_by_then() -> None:
    soon = {"day": date(2026, 7, 10), "date_relation": "by"}
    assert ids([row(**soon)], due="soon") == ["f1"]
    assert ids([row(**soon, validity="superseded")], due="soon", validity="all") == []
    assert ids([row(**soon | {"date_relation": "from"})], due="soon") == []
    assert ids([row(**soon, status="done")], due="soon") == []
    today = [dated(TODAY, "before", id="late"), dated(TODAY, "by", id="today"), dated(date(2026, 7, 31), id="last"),
             dated(date(2026, 8, 1), id="later")]  # fmt: skip
    assert ids(today, due="overdue") == ["late"]
    assert ids(today, due="soon") == ["today", "last"]


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
WORDS = st.sampled_from(
    ["", "số hóa", "hồ sơ đất đai", "रिपोर्ट", "প্রতিবেদন", "online 80%", "%s", "(", "Sở Y tế", "214"]
)


@st.composite
def rows_of(draw: st.DrawFn) -> list[Row]:
    made = []
    for n in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(DAYS), draw(DAYS)))
        when = draw(st.sampled_from([(None, None), (start, end), (end, end), (start, None), (None, end)]))
        made.append(
            row(
                id=f"r{n}",
                kind=draw(st.sampled_from(["deadline", "responsibility", "target", "figure", "reference"])),
                agency=draw(WORDS),
                action=draw(WORDS),
                date_start=when[0],
                date_end=when[1],
                date_relation=draw(st.sampled_from([None, "by", "before", "on", "from", "within", "after"])),
                recurrence=draw(st.sampled_from([None, "monthly"])),
                validity=draw(st.sampled_from(["current", "superseded"])),
                review=draw(st.sampled_from(["", "corrected", "confirmed", "rejected"])),
                status=draw(st.sampled_from(["open", "in_progress", "done", "not_applicable"])),
                language=draw(st.sampled_from(["vi", "hi", "bn", "en"])),
                number_of_document=draw(st.sampled_from([None, "214/KH-UBND", "1125/QĐ-UBND"])),
            )
        )
    return made


FILTERS = st.builds(
    Filter,
    kinds=st.lists(st.sampled_from(["deadline", "target", "figure"]), max_size=2).map(tuple),
    agency=WORDS,
    document=st.sampled_from(["", "214/KH-UBND", "Plan 12", "12", "ke-hoach", "?"]),
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    due=st.sampled_from(["", "overdue", "soon", "dated", "undated"]),
    text=WORDS,
    validity=st.sampled_from(["current", "superseded", "all"]),
    status=st.sampled_from(["", "open", "in_progress", "done", "not_applicable", "overdue"]),
    rejected=st.booleans(),
)


@given(rows_of(), FILTERS)
def test_a_filter_invents_nothing_and_keeps_the_order(rows: list[Row], wanted: Filter) -> None:
    found = select(rows, wanted, TODAY)
    places = [rows.index(each) for each in found]
    assert places == sorted(set(places))
    assert select(found, wanted, TODAY) == found
    # Each row stands for itself: what is beside it in the list makes no difference.
    assert [each for each in rows if select([each], wanted, TODAY)] == found


@given(rows_of())
def test_an_open_filter_lets_everything_pass(rows: list[Row]) -> None:
    assert select(rows, Filter(validity="all", rejected=True), TODAY) == rows


@given(rows_of(), FILTERS, FILTERS)
def test_conditions_only_take_away(rows: list[Row], one: Filter, other: Filter) -> None:
    both = replace(one, due=other.due, text=other.text, status=other.status)
    loose = replace(one, due="", text="", status="")
    assert set(ids_of(select(rows, both, TODAY))) <= set(ids_of(select(rows, loose, TODAY)))


@given(rows_of())
def test_due_parts_the_rows(rows: list[Row]) -> None:
    everything = Filter(validity="all", rejected=True)

    def found(due: Due) -> list[str]:
        return ids_of(select(rows, replace(everything, due=due), TODAY))

    assert sorted(found("dated") + found("undated")) == ids_of(rows)
    late, soon = set(found("overdue")), set(found("soon"))
    assert not late & soon and late | soon <= set(found("dated"))


def ids_of(rows: list[Row]) -> list[str]:
    return [each.id for each in rows]


@given(st.lists(st.sampled_from(["vi", "hi", "bn", "en"]), min_size=1, max_size=4, unique=True), st.data())
def test_of_each_obligation_exactly_one_translation_is_shown(languages: list[str], data: st.DataObject) -> None:
    groups = data.draw(st.integers(1, 3))
    rows = [
        row(
            id=f"{group}-{code}",
            language=code,
            twins=tuple(source(fact=f"{group}-{other}") for other in languages if other != code),
        )
        for code in data.draw(st.permutations(languages))
        for group in range(groups)
    ]
    asked = data.draw(st.sampled_from(["vi", "hi", "bn", "en"]))
    found = select(rows, Filter(one_language=asked), TODAY)
    assert sorted(each.id.split("-")[0] for each in found) == [str(group) for group in range(groups)]
    if asked in languages:
        assert {each.language for each in found} == {asked}


@pytest.mark.parametrize("asked", ["214", "२१४", "২১৪", "Kế hoạch 214", "214/KH-UBND", "plan 214"])
def test_a_bare_number_names_a_document(asked: str) -> None:
    rows = [row(id=number, number_of_document=f"{number}/KH-UBND", title="Plan") for number in ("214", "1214", "2141")]
    assert ids(rows, document=asked) == ["214"]


def test_a_body_is_found_by_whole_words_of_its_name() -> None:
    rows = [
        row(id="ministry", agency="Bộ Y tế", language="vi", agency_name="ministry/health"),
        row(id="board", agency="Cán bộ thôn, Ban quản lý", language="vi"), row(id="squad", agency="Đội nội bộ hóa"),
    ]  # fmt: skip
    assert ids(rows, agency="quản lý") == ["board"]
    assert ids(rows, agency="nội") == ["squad"] and ids(rows, agency="hó") == []
