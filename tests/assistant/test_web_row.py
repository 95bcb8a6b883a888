"""An opened row of the Register tab without a browser: its words, what is linked with it, what was recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assistant.register import Row
from assistant.web import register_row, register_words
from assistant.web.languages import LANGUAGES
from assistant.web.register_forms import Said
from assistant.web.register_languages import register_labels
from assistant.web.register_row import Opened
from index.records import Entry
from tests.assistant.rows import dated, row, source
from tests.assistant.web_reader import ANY_TEXT, Reader

TODAY = date(2026, 11, 25)


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
        language="vi",
        date_text=words,
        date_start=date(2026, 2, 12),
        date_end=date(2026, 3, 5),
        date_relation="within",
        counted=True,
    )
    html = register_words.when(counted, "en")
    assert Reader(html).text.endswith(f"({words})") and html.count(f'lang="vi">{words}</span>)') == 1


@given(ANY_TEXT.filter(bool), st.sampled_from(["vi", "en", "und", '"><b>']))
def test_words_in_a_language_stay_those_words(words: str, of: str) -> None:
    read = Reader(register_words.span(words, of, "en", "title"))
    assert read.names() == ["span"] and read.text == words


def test_the_forms_of_a_figure_ask_for_no_progress() -> None:
    assert 'data-form="progress"' in opened(row(kind="target"))
    assert 'data-form="progress"' not in opened(row(kind="figure"))


def test_progress_names_who_told_it_in_whatever_language() -> None:
    """The row shares the progress of its twin; nobody said anything of the row itself."""
    at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    given = row(status="in_progress", status_by="Mai", status_at=at, twins=(source(fact="t", language="vi"),))
    assert "Progress by Mai, 20 Nov 2026" in Reader(opened(given)).text
    assert "Progress by" not in Reader(opened(row())).text


def test_bengali_numbers_have_bengali_digits() -> None:
    given = row(page=12, language="bn")
    html = register_row.panel(Opened(given, given.quote.rjust(given.end)), "bn", TODAY)
    assert "পৃষ্ঠা ১২" in Reader(html).text
    assert "সারিহীন রেকর্ড: ১২" in register_row.orphans([said_by("confirm")] * 12, "bn")


def test_the_words_of_a_date_elsewhere_are_a_region_of_their_own() -> None:
    whole = "Quý III/2026\n" + "x " * 3_000 + "\nwords."
    start = whole.index("words.")
    html = opened(row(quote="words.", start=start, end=len(whole), date_at=(0, 12)), whole)
    regions = [tag for _, tag in Reader(html).tags if tag.get("role") == "region"]
    assert [region["class"] for region in regions] == ["words", "words short"]
    assert regions[1]["aria-label"] == register_labels("en").date_elsewhere
