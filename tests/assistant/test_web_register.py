"""The table of the Register tab without a browser: its words, filters and order."""

from __future__ import annotations

import dataclasses
import string
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.register import Filter, Row, select
from assistant.web import register_filter, register_table, register_words
from assistant.web.languages import LANGUAGES
from assistant.web.register_filter import Chosen, PeriodError, typed_period
from assistant.web.register_labels import RegisterLabels
from assistant.web.register_languages import register_labels
from assistant.web.register_table import Order
from ingest.records import FACT_KINDS, OBLIGATIONS
from tests.assistant.rows import dated, row
from tests.assistant.web_reader import ANY_TEXT, Reader

TODAY = date(2026, 11, 25)


# --- labels


def test_every_language_says_everything_and_fills_the_same_gaps() -> None:
    def gaps(value: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(value) if name}

    english = register_labels("en")
    for code in LANGUAGES:
        labels = register_labels(code)
        assert labels.code == code
        for field in dataclasses.fields(RegisterLabels):
            value, expected = getattr(labels, field.name), getattr(english, field.name)
            if isinstance(expected, str):
                assert value.strip() and gaps(value) == gaps(expected), (code, field.name)
            else:
                assert value.keys() == expected.keys() and all(value.values()), (code, field.name)
    assert register_labels("xx") is english


# --- filters


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", (None, None)),
        ("2026-06-30", (date(2026, 6, 30), date(2026, 6, 30))),
        ("30/6/2026", (date(2026, 6, 30), date(2026, 6, 30))),
        ("ngày 30 tháng 6 năm 2026", (date(2026, 6, 30), date(2026, 6, 30))),
        ("quý II/2026", (date(2026, 4, 1), date(2026, 6, 30))),
        ("15 मई 2026", (date(2026, 5, 15), date(2026, 5, 15))),
        ("২২ ডিসেম্বর ২০২৬", (date(2026, 12, 22), date(2026, 12, 22))),
        ("৩০/৬/২০২৬", (date(2026, 6, 30), date(2026, 6, 30))),
        ("२०२६-०६-३०", (date(2026, 6, 30), date(2026, 6, 30))),
        (" June 2026 ", (date(2026, 6, 1), date(2026, 6, 30))),
    ],
)
def test_a_period_is_read_as_people_type_it(typed: str, expected: tuple[date | None, date | None]) -> None:
    assert typed_period(typed) == expected


@pytest.mark.parametrize("typed", ["soon", "31/02/2026", "x" * 200, "1/6/2026 và 2/6/2026", "<b>"])
def test_what_is_no_period_is_said_so(typed: str) -> None:
    with pytest.raises(PeriodError) as error:
        typed_period(typed)
    assert error.value.message == "bad_period" and len(error.value.given) <= 40
    for code in LANGUAGES:
        assert getattr(register_labels(code), error.value.message).format(given=error.value.given)


def test_a_period_that_ends_before_it_begins() -> None:
    with pytest.raises(PeriodError) as error:
        Chosen(start="2027-01-01", end="2026-01-01").filter("vi")
    assert error.value.message == "period_reversed"


def test_the_controls_begin_with_the_obligations_in_force_in_the_pages_language() -> None:
    assert Chosen.of(Chosen().values()) == Chosen()
    assert Chosen().filter("hi") == Filter(kinds=OBLIGATIONS, one_language="hi")
    assert Chosen(translations=True, rejected=True, kinds=()).filter("hi") == Filter(kinds=FACT_KINDS, rejected=True)
    assert Chosen().folded_away == 0
    assert Chosen(text="a", agency="b", due="soon", status="done").folded_away == 0, "those are in view"
    assert Chosen(start="2026", rejected=True).folded_away == 2


@given(st.lists(st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text())), min_size=11, max_size=11))
def test_whatever_a_page_sends_becomes_a_filter(values: list[Any]) -> None:
    chosen = Chosen.of(values)
    assert Chosen.of(chosen.values()) == chosen
    try:
        select([dated(TODAY)], chosen.filter("en"), TODAY)
    except PeriodError:
        assert chosen.start or chosen.end


def test_bodies_are_counted_under_one_name_whatever_the_language() -> None:
    rows = [
        row(id="a", language="vi", agency="Sở Y tế", agency_name="department/health"),
        row(id="b", language="en", agency="Department of Health", agency_name="department/health"),
        row(id="c", language="en", agency="Harbour office of Quiet Bay", agency_name=""),
        row(id="d", language="en", agency="", agency_name=""),
    ]
    for language, name in (("vi", "Sở Y tế"), ("en", "Department of Health"), ("hi", "स्वास्थ्य विभाग")):
        choices = register_filter.agencies(rows, language, "", register_labels(language))
        assert choices[0] == (register_labels(language).any_agency, "")
        assert (f"{name} (2)", "department/health") in choices
        assert ("Harbour office of Quiet Bay (1)", "Harbour office of Quiet Bay") in choices
        assert len(choices) == 3
    bengali = register_filter.agencies(rows, "bn", "gone", register_labels("bn"))
    assert [key for _, key in bengali].count("gone") == 1, "the one chosen stays, or the page would refuse it"
    assert any(name.endswith("(২)") for name, _ in bengali)


def test_names_longer_than_what_is_typed_are_chosen_whole() -> None:
    agency, document = "Agency " * 50, "d" * 230 + ".txt"
    values = dataclasses.replace(Chosen(), text="t" * 300, agency=agency, document=document).values()
    chosen = Chosen.of(values)
    assert (chosen.agency, chosen.document, len(chosen.text)) == (agency, document, register_filter.LONGEST)
    given = row(agency=agency, document=document)
    assert select([given], dataclasses.replace(chosen, text="").filter("en"), TODAY) == [given]


def test_documents_are_counted_by_file() -> None:
    rows = [row(id="a"), row(id="b"), row(id="c", document="other.txt", number_of_document=None, title="")]
    choices = register_filter.documents(rows, "en", "", register_labels("en"))
    assert choices[1:] == [
        ("12/KH-UBND · Plan 12 of the province of An Sơn (2)", "ke-hoach.docx"),
        ("other.txt (1)", "other.txt"),
    ]


# --- order and table


def ids(rows: list[Row]) -> str:
    return "".join(row.id for row in rows)


def test_rows_come_by_date_and_those_without_one_last() -> None:
    rows = [
        row(id="u"),
        dated(date(2027, 1, 1), id="b"),
        row(id="r", recurrence="monthly"),
        dated(date(2026, 1, 1), id="a"),
    ]
    assert ids(register_table.arranged(rows, Order(), "en", TODAY)) == "abru"
    assert ids(register_table.arranged(rows, Order(descending=True), "en", TODAY)) == "baru"


@pytest.mark.parametrize(
    ("column", "ascending", "descending"),
    [
        ("agency", "bcad", "acbd"),  # Á, B, C and none
        ("amount", "cbad", "abcd"),
        ("action", "dcba", "abcd"),
        ("status", "bcad", "acbd"),  # overdue, soon, open, and what asks nothing of anyone
    ],
)
def test_every_column_sorts_both_ways(column: str, ascending: str, descending: str) -> None:
    rows = [
        row(id="a", agency="Cục C", number=Decimal(30), action="z"),
        dated(date(2026, 1, 1), id="b", agency="Ấp", number=Decimal("2.5"), action="y"),
        dated(date(2026, 12, 1), id="c", agency="Ban B", number=Decimal(-4), action="x"),
        row(id="d", agency="", action="a", kind="figure"),
    ]
    assert ids(register_table.arranged(rows, Order(column), "en", TODAY)) == ascending
    assert ids(register_table.arranged(rows, Order(column, True), "en", TODAY)) == descending


def test_a_second_click_turns_the_order_round_and_begins_anew() -> None:
    order = Order().at(3).by("agency")
    assert order == Order("agency", False, 1)
    assert order.by("agency") == Order("agency", True, 1)
    assert order.by("agency").by("agency") == order
    assert order.by("id; drop table") == order
    assert Order().at(-5).page == 1


def test_a_table_has_fifty_rows_a_page_and_says_how_many_there_are() -> None:
    rows = [dated(date(2026, 1, 1), id=f"r{n}") for n in range(120)]
    first = Reader(register_table.table(rows, Order(), "en", TODAY))
    last = Reader(register_table.table(rows, Order(page=99), "bn", TODAY))
    assert first.names().count("tr") == 51 and last.names().count("tr") == 21
    assert "Rows 1–50 of 120" in first.text and "Overdue: 120" in first.text
    assert "১২০টির মধ্যে সারি ১০১–১২০" in last.text
    pages = [attributes for tag, attributes in first.tags if attributes.get("data-event") == "turn"]
    assert [page["data-page"] for page in pages] == ["2"], "there is no page before the first"


def test_only_the_sorted_column_is_marked_as_such() -> None:
    html = register_table.table([dated(TODAY)], Order("agency", True), "en", TODAY)
    heads = [attributes for tag, attributes in Reader(html).tags if tag == "th"]
    assert [head.get("aria-sort") for head in heads] == ["descending", None, None, None, None, None]


def test_what_is_urgent_is_said_in_words_too() -> None:
    rows = [dated(date(2026, 1, 1), id="o"), dated(date(2026, 12, 20), id="s"), dated(date(2027, 6, 1), id="l")]
    for language in LANGUAGES:
        html = register_table.table(rows, Order(), language, TODAY)
        kinds = [attributes["class"].split()[0] for tag, attributes in Reader(html).tags if "data-open" in attributes]  # type: ignore[union-attr]
        assert kinds == ["overdue", "soon", "open"]
        for key in ("overdue", "soon"):
            chip = register_words.chip(key, register_table.row_label(language, "statuses", key))
            assert html.count(chip) == 1, (language, key)


def test_done_and_superseded_tasks_are_not_urgent() -> None:
    late = {"id": "x", "day": date(2026, 12, 1), "date_relation": "by"}
    assert register_words.state(row(**late), TODAY) == "soon"
    assert register_words.state(row(**late, status="done"), TODAY) == "done"
    assert register_words.state(row(**late, validity="superseded"), TODAY) == "open"
    assert register_words.state(row(**late | {"date_relation": "from"}), TODAY) == "open"
    assert register_words.state(row(**late, kind="figure"), TODAY) == ""


def test_what_recurs_soon_is_due_soon() -> None:
    """What the table marks is what the filter finds."""
    monthly = row(recurrence="monthly", rule="FREQ=MONTHLY;BYMONTHDAY=10", kind="deadline")
    yearly = row(recurrence="yearly", rule="FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", kind="deadline")
    for recurring, state in ((monthly, "soon"), (yearly, "open")):
        assert register_words.state(recurring, TODAY) == state
        assert bool(select([recurring], Filter(due="soon"), TODAY)) == (state == "soon")


@pytest.mark.parametrize("language", LANGUAGES)
def test_foreign_words_name_their_language(language: str) -> None:
    own = row(
        language="bn", action="প্রতিবেদন দিন", agency="স্বাস্থ্য বিভাগ", agency_name="department/health", title="নির্দেশ"
    )
    tags = Reader(register_table.table([own], Order(), language, TODAY)).tags
    opened = next(attributes for tag, attributes in tags if attributes.get("data-event") == "open")
    assert opened.get("lang") == (None if language == "bn" else "bn")
    titles = [
        attributes.get("lang") for tag, attributes in tags if attributes.get("class") == "title" and tag == "span"
    ]
    assert titles == [None if language == "bn" else "bn"]


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_of_a_document_adds_a_tag_to_the_table(action: str, agency: str, title: str) -> None:
    def tags(action: str, agency: str, title: str) -> list[str]:
        given = row(action=action, agency=agency, title=title, language="vi", date_text=title)
        return Reader(register_table.table([given], Order(), "en", TODAY)).names()

    assert tags(action + "!", agency + "!", title + "!") == tags("a", "b", "c")
