"""The pieces of the Register tab that need no browser: filters, order, table, and the words of an opened row."""

from __future__ import annotations

import dataclasses
import string
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.register import Filter, Row, select
from assistant.web import register_filter, register_forms, register_row, register_table, register_words
from assistant.web.languages import LANGUAGES
from assistant.web.register_filter import Chosen, PeriodError, typed_period
from assistant.web.register_forms import Said
from assistant.web.register_labels import RegisterLabels
from assistant.web.register_languages import register_labels
from assistant.web.register_row import Opened
from assistant.web.register_table import Order
from index.records import Entry
from ingest.records import FACT_KINDS, OBLIGATIONS
from tests.assistant.rows import dated, row, source

TODAY = date(2026, 11, 25)
ANY_TEXT = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]))


class Reader(HTMLParser):
    """The tags of a piece of HTML, its text, and the text within the elements of one class."""

    def __init__(self, html: str, wanted: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.within, self.wanted, self.depth = "", "", wanted, 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag == "mark":
            self.depth += bool(self.depth) or dict(attributes).get("class") == self.wanted

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "mark" and self.depth > 0

    def handle_data(self, data: str) -> None:
        self.text += data
        self.within += data if self.depth else ""

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]


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


@settings(deadline=None)  # the first call reads the term base
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


@settings(deadline=None)  # the first call reads the term base
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_of_a_document_adds_a_tag_to_the_table(action: str, agency: str, title: str) -> None:
    def tags(action: str, agency: str, title: str) -> list[str]:
        given = row(action=action, agency=agency, title=title, language="vi", date_text=title)
        return Reader(register_table.table([given], Order(), "en", TODAY)).names()

    assert tags(action + "!", agency + "!", title + "!") == tags("a", "b", "c")


# --- an opened row


@settings(deadline=None)  # the first call reads the term base
@given(ANY_TEXT, st.data())
def test_the_marks_hold_exactly_the_quote_and_the_date(whole: str, data: st.DataObject) -> None:
    def span(low: int, high: int) -> tuple[int, int]:
        start = data.draw(st.integers(low, high))
        return start, data.draw(st.integers(start, high))

    first, last = span(0, len(whole))
    start, end = span(first, last)
    at = data.draw(st.one_of(st.none(), st.just(span(0, len(whole)))))
    given_row = row(quote=whole[start:end], start=start, end=end, date_at=at)
    html = register_row.marked(whole, first, last, given_row)
    assert Reader(html).text == whole[first:last]
    assert Reader(html, "cited").within == whole[start:end]
    shown = whole[max(at[0], first) : min(at[1], last)] if at else ""
    assert Reader(html, "date").within == shown


def opened(given: Row, whole: str = "", entries: tuple[Entry, ...] = (), said: Said | None = None) -> str:
    return register_row.panel(Opened(given, whole or given.quote.rjust(given.end), entries, "Lan", said), "en", TODAY)


def test_a_date_in_a_heading_is_shown_where_it_stands() -> None:
    whole = "Nhiệm vụ quý III/2026\n" + "x " * 3_000 + "\nSở Y tế báo cáo."
    start = whole.index("Sở Y tế")
    at = (whole.index("quý"), whole.index("\n"))
    given = row(
        quote="Sở Y tế báo cáo.", start=start, end=len(whole), date_at=at, date_text="quý III/2026", language="vi"
    )
    html = opened(given, whole)
    assert register_labels("en").date_elsewhere in html
    assert Reader(html, "date").within == "quý III/2026"
    assert Reader(html, "cited").within == "Sở Y tế báo cáo."


def test_words_that_are_no_longer_there_are_said_to_be_gone() -> None:
    given = row()
    html = opened(given, "Something else stands here now.")
    assert LANGUAGES["en"].changed in html
    assert Reader(html, "cited").within == given.quote


def test_the_panel_leads_to_twins_and_to_what_changed_the_row() -> None:
    given = row(
        twins=(source(fact="t", language="bn", quote="প্রতিবেদন"),),
        replaces=(source(fact="r"),),
        conflicts=(source(fact="c", quote="by <b>May</b>"),),
        changed_by=source(fact="", document="amendment.txt"),
    )
    read = Reader(opened(given))
    to = [(tag["data-event"], tag["data-value"]) for _, tag in read.tags if tag.get("class") == "line"]
    assert to == [("read", "amendment.txt"), ("open", "r"), ("open", "c"), ("open", "t")]
    assert "by <b>May</b>" in read.text and "b" not in read.names()


def said_by(kind: Any, who: str = "Mai", **values: str) -> Entry:
    return Entry("f1", "ke-hoach.docx", kind, who, datetime(2026, 11, 20, 9, 30, tzinfo=UTC), values)


def test_a_corrected_value_names_who_and_keeps_the_documents_words() -> None:
    given = dated(date(2026, 7, 15), corrected=("date_end",), review="corrected", date_text="30/6/2026")
    entries = (said_by("correct", date_end="2026-07-15"),)
    text = Reader(opened(given, entries=entries)).text
    assert "by 15 July 2026" in text and "In the document: 30/6/2026" in text
    assert "Corrected by Mai, 20 Nov 2026" in text
    taken_back = (*entries, said_by("restore", "An"))
    assert "Corrected by Mai" not in Reader(opened(dated(date(2026, 6, 30)), entries=taken_back)).text


def test_the_history_tells_who_when_and_what_from_the_oldest() -> None:
    entries = (
        said_by("progress", status="in_progress", note="letter <sent>", evidence=""),
        said_by("correct", "An", date_relation="by", number=""),
        said_by("restore", "Lan"),
    )
    text = Reader(register_row._history(entries, register_labels("en"))).text
    expected = (
        "Mai", "Status: In progress", "Note: letter <sent>", "An", "Meaning of the date: by that day", "Number: none",
        "Lan", "Taken back",
    )  # fmt: skip
    places = [text.index(words) for words in expected]
    assert places == sorted(places) and "Evidence" not in text


def test_records_without_a_row_are_listed() -> None:
    assert register_row.orphans((), "vi") == ""
    text = Reader(register_row.orphans((said_by("confirm"),), "vi")).text
    assert "ke-hoach.docx" in text and "Mai" in text and "Đã xác nhận" in text


@settings(deadline=None)  # the first call reads the term base
@given(ANY_TEXT)
def test_no_text_of_a_document_or_person_adds_a_tag_to_the_panel(words: str) -> None:
    def tags(words: str) -> list[str]:
        given = dated(
            date(2026, 7, 15), action=words, agency=words, product=words, quote=words, start=0, end=len(words),
            section=words, title=words, note=words, evidence=words, unit=words, number=Decimal(3), date_text=words,
            twins=(source(quote=words, title=words),), corrected=("action",), language="vi",
        )  # fmt: skip
        entries = (said_by("progress", words, note=words), said_by("correct", words, action=words))
        said = Said("progress", words, "note", bad=True)
        return Reader(opened(given, words, entries, said)).names()

    assert tags(f"{words}!") == tags("a")


def test_a_date_in_the_documents_words_is_in_its_language() -> None:
    words = "trong 15 ngày làm việc"
    given = row(language="vi", date_text=words)
    assert register_words.when(given, "en") == f'<span dir="auto" lang="vi">{words}</span>'
    assert register_words.when(given, "vi") == words
    counted = row(
        language="vi", date_text=words, date_start=date(2026, 2, 12), date_end=date(2026, 3, 5), date_relation="within"
    )
    html = register_words.when(counted, "en")
    assert Reader(html).text.endswith(f"({words})") and html.count(f'lang="vi">{words}</span>)') == 1


@given(ANY_TEXT.filter(bool), st.sampled_from(["vi", "en", "und", '"><b>']))
def test_words_in_a_language_stay_those_words(words: str, of: str) -> None:
    read = Reader(register_words.span(words, of, "en", "title"))
    assert read.names() == ["span"] and read.text == words


# --- what forms send


def test_only_a_form_of_ours_is_read() -> None:
    good = '{"id": "f1", "kind": "progress", "who": " Lan  Anh ", "status": "done", "n": 3, "note": "x"}'
    sent = register_forms.sent(good)
    assert sent and (sent.id, sent.kind, sent.who, sent.values) == (
        "f1",
        "progress",
        "Lan Anh",
        {"status": "done", "note": "x"},
    )
    assert register_forms.progress(sent) == {"status": "done", "note": "x", "evidence": ""}
    for bad in ("", "[]", "{", '{"kind": "delete"}', '{"kind": ["progress"]}', "null", "3"):
        assert register_forms.sent(bad) is None, bad


def test_only_what_was_changed_is_recorded() -> None:
    given = dated(date(2026, 6, 30), number=Decimal("12.50"), coordinating=("A", "B"))
    before = register_forms.as_text(given)

    def change(**values: str) -> dict[str, str]:
        return register_forms.changed(given, register_forms.Sent("f1", "correct", "Lan", before | values))

    assert change() == {}
    assert change(agency=" Sở Y tế ", stranger="x") == {"agency": "Sở Y tế"}
    assert change(date_end="15/7/2026") == {"date_end": "15/7/2026", "date_start": "15/7/2026"}, "a day stays a day"
    assert change(date_end="15/7/2026", date_start="1/7/2026") == {"date_end": "15/7/2026", "date_start": "1/7/2026"}
    assert change(number="") == {"number": ""}


def test_what_is_too_long_is_named() -> None:
    sent = register_forms.Sent("f1", "progress", "x" * 101, {"note": "y" * 2_000})
    assert register_forms.too_long(sent) == "who"
    assert register_forms.too_long(dataclasses.replace(sent, who="x" * 100)) == ""
    assert register_forms.too_long(dataclasses.replace(sent, who="x", values={"note": "y" * 2_001})) == "note"


def test_an_error_stands_beside_its_field_and_is_tied_to_it() -> None:
    html = register_forms.correction_form(dated(TODAY), Said("correct", "No <day>", "date_end", bad=True), "en")
    controls = {attributes["name"]: attributes for _, attributes in Reader(html).tags if "maxlength" in attributes}
    assert set(controls) == set(register_forms.FIELDS)
    wrong = controls["date_end"]
    assert wrong["aria-invalid"] == "true" and "data-focus" in wrong
    assert "row-date_end-error" in (wrong["aria-describedby"] or "").split()
    assert [name for name, control in controls.items() if "aria-invalid" in control] == ["date_end"]
    assert "No <day>" in Reader(html).text
    details = next(attributes for tag, attributes in Reader(html).tags if tag == "details")
    assert "open" in details


def test_the_forms_of_a_figure_ask_for_no_progress() -> None:
    assert 'data-form="progress"' in opened(row(kind="target"))
    assert 'data-form="progress"' not in opened(row(kind="figure"))
