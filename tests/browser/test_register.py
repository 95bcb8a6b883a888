"""The Register tab, as a person uses it: find, sort, open."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.row_wording import row_label
from assistant.web.languages import LANGUAGES, labels_for
from assistant.web.register_languages import register_labels
from index.tokens import without_diacritics
from ingest.digits import fold
from tests.browser.register_page import (
    PANEL,
    ROWS,
    TEXT,
    Open,
    choose,
    counted,
    find,
    ids,
    more,
    open_row,
    register_tab,
    total,
)
from tests.browser.running import HOSTILE_NAME, Server, command, contrast, overflow

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def facts(server: Server, data: Path) -> dict[str, dict[str, Any]]:
    """Every row by its id, as the command line gives it."""
    found = json.loads(command(data, "facts", "--format", "json"))
    return {fact["id"]: fact for fact in found}


@pytest.fixture(scope="module")
def text_of(server: Server, data: Path) -> Callable[[str], str]:
    """The stored text of a document; the command line is asked once for each."""

    @cache
    def read(document: str) -> str:
        return server.texts.get(document) or command(data, "text", document)

    return read


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_opens_its_words_in_its_document(
    language: str, open_page: Open, text_of: Callable[[str], str], facts: dict[str, dict[str, Any]]
) -> None:
    page = register_tab(open_page(language), language)
    shown = ids(page)
    assert len(shown) == 50 and set(shown) <= facts.keys()
    for nth in (0, 7, 23):
        fact = facts[shown[nth]]
        panel = open_row(page, shown[nth])
        marks = panel.locator("mark.cited")
        assert marks.count() == 1
        words = marks.evaluate("mark => mark.textContent")
        assert words == fact["quote"]
        assert words == text_of(fact["document"])[fact["start"] : fact["end"]]
        box, frame = marks.bounding_box(), panel.locator(".words").first.bounding_box()
        assert box and frame and frame["y"] <= box["y"] < frame["y"] + frame["height"], "scrolled into view"
        assert fact["document"] in panel.locator(".facts").inner_text()
        spoken = fact["citation"]["language"]
        if spoken != "und":
            assert panel.locator(".words").first.get_attribute("lang") == spoken
        marked = "".join(panel.locator("mark.date").all_text_contents())
        assert marked.split() == fact["date"]["text"].split() != [], "the first rows by date have one"


def test_the_filters_narrow_the_table_and_can_be_reset(open_page: Open, facts: dict[str, dict[str, Any]]) -> None:
    page = register_tab(open_page("en"))
    every = total(page)
    find(page, "digital")
    found = total(page)
    assert 0 < found < every
    for id_ in ids(page):
        fact = facts[id_]
        said = " ".join(
            [fact["action"], fact["agency"], fact["quote"], fact["citation"]["title"], *fact["coordinating"]]
        )
        assert "digital" in said.lower()
    page.locator("#register-reset").click()
    page.wait_for_function("document.querySelectorAll('.register tbody tr').length === 50")
    assert page.locator(TEXT).input_value() == "" and total(page) == every

    choose(page, "#register-due", row_label("en", "statuses", "overdue"))
    page.locator(".register").wait_for()
    page.wait_for_function("[...document.querySelectorAll('.register tbody tr')].every(row => row.matches('.overdue'))")
    overdue = total(page)
    assert 0 < overdue < every
    choose(page, "#register-due", register_labels("en").undated)
    page.wait_for_function("document.querySelectorAll('.register tr.overdue').length === 0")
    undated = [facts[id_]["date"] or {} for id_ in ids(page)]
    assert undated and not [date for date in undated for part in ("start", "end", "recurrence") if date.get(part)]
    assert 0 < total(page) < every - overdue, "other rows have a date that has not passed"


def test_a_filter_without_rows_says_so(open_page: Open) -> None:
    page = register_tab(open_page("bn"), "bn")
    page.locator(TEXT).fill("zzz-nothing-zzz")
    page.get_by_text(register_labels("bn").no_match).wait_for()
    assert page.locator(ROWS).count() == 0


def test_bodies_are_found_by_typing_in_the_pages_language(open_page: Open) -> None:
    page = register_tab(open_page("en"))
    every = total(page)
    page.locator("#register-agency input").click()
    options = page.get_by_role("option").all_inner_texts()
    assert len(options) > 10
    named = next(option for option in options if option.startswith("Department of"))
    page.keyboard.type(named[:-2])  # takes the place of "All agencies"
    page.get_by_role("option", name=named, exact=True).click()
    count = int(named.rsplit("(", 1)[1].rstrip(")"))
    counted(page, register_labels("en").rows.format(total=count))
    name = named.rsplit(" (", 1)[0]
    assert count < every and name in page.locator("td.agency").first.inner_text()


def test_a_period_is_typed_as_people_write_it(open_page: Open, facts: dict[str, dict[str, Any]]) -> None:
    page = register_tab(open_page("vi"), "vi")
    more(page)
    start = page.locator("#register-start input, #register-start textarea")
    start.fill("31/02/2026")
    page.keyboard.press("Tab")
    notice = page.get_by_text(register_labels("vi").bad_period.format(given="31/02/2026"))
    notice.wait_for()
    assert page.locator(ROWS).count() == 50, "what was there stays"
    start.fill("quý IV/2026")
    page.keyboard.press("Tab")
    page.locator("#register-end input, #register-end textarea").fill("31/12/2026")
    page.keyboard.press("Enter")
    notice.wait_for(state="detached")
    page.get_by_text(f"{register_labels('vi').more_filters} (2)").wait_for()
    found = ids(page)
    assert 0 < len(found) < 50
    for id_ in found:
        date = facts[id_]["date"]
        assert (date["end"] or date["start"]) >= "2026-10-01" and (date["start"] or date["end"]) <= "2026-12-31"


def sorted_by(page: Page, column: str, facts: dict[str, dict[str, Any]]) -> list[Any]:
    """What the rows on the page are sorted by, top to bottom, of those that have it."""
    if column == "status":
        kinds = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.classList[0])")
        return [("overdue", "soon", "open").index(kind) for kind in kinds]
    shown = [facts[id_] for id_ in ids(page)]
    if column == "when":
        dates = [fact["date"] or {} for fact in shown]
        return [date.get("end") or date["start"] for date in dates if date.get("end") or date.get("start")]
    if column == "amount":
        return [fact["number"] for fact in shown if fact["number"] is not None]
    cell = {"action": "td.action button.line", "title": "td.title .title"}.get(column, f"td.{column}:not(.none)")
    return [without_diacritics(fold(words)) for words in page.locator(cell).all_text_contents()]


def test_every_column_sorts_by_keyboard(open_page: Open, facts: dict[str, dict[str, Any]]) -> None:
    page = register_tab(open_page("en"))
    assert page.locator("th[aria-sort]").get_attribute("class") == "when"
    for column in ("agency", "action", "amount", "title", "status", "when"):
        head = page.locator(f"th.{column} button")
        head.focus()
        for direction in ("ascending", "descending"):
            page.keyboard.press("Enter")
            page.locator(f"th.{column}[aria-sort={direction}]").wait_for()
            assert head.evaluate("head => head === document.activeElement"), "the focus stays where it is"
            assert page.locator("th[aria-sort]").count() == 1
            values = sorted_by(page, column, facts)
            assert len(values) > 10 and values == sorted(values, reverse=direction == "descending"), column
    find(page, "digital")
    page.locator("th.title button").focus()
    page.keyboard.press("Space")
    page.locator("th.title[aria-sort=ascending]").wait_for()
    titles = sorted_by(page, "title", facts)
    assert len(set(titles)) > 1 and titles == sorted(titles)


def test_pages_turn_by_keyboard(open_page: Open) -> None:
    page = register_tab(open_page("en"))
    first = page.locator(ROWS).first.get_attribute("data-open")
    on = page.get_by_role("button", name=register_labels("en").next)
    on.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Rows 51–100 of").wait_for()
    assert page.locator(ROWS).first.get_attribute("data-open") != first
    page.get_by_role("button", name=register_labels("en").previous).click()
    page.get_by_text("Rows 1–50 of").wait_for()
    assert page.locator(ROWS).first.get_attribute("data-open") == first


def test_a_row_opens_and_closes_by_keyboard(open_page: Open) -> None:
    page = register_tab(open_page("en"))
    opener = page.locator(f"{ROWS} button.line").nth(2)
    opener.focus()
    page.keyboard.press("Enter")
    page.locator(PANEL).wait_for()
    page.wait_for_function("document.querySelector('.register-row').contains(document.activeElement)")
    assert page.locator(f"{ROWS}.opened").count() == 1
    page.keyboard.press("Escape")
    page.locator(PANEL).wait_for(state="detached")
    page.wait_for_function("document.activeElement.matches('.register button.line')")
    assert opener.evaluate("opener => opener === document.activeElement")


def test_of_two_rows_chosen_at_once_the_last_is_shown(open_page: Open) -> None:
    page = register_tab(open_page("en"))
    shown = ids(page)

    def slowly(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/queue/join*", slowly)  # the second is chosen while the first is on its way
    page.locator(f"{ROWS} button.line").evaluate_all(
        "rows => { rows[1].click(); setTimeout(() => rows[3].click(), 200); }"
    )
    page.locator(f'{PANEL}[data-key="{shown[3]}"]').wait_for()
    page.locator(f'{ROWS}.opened[data-open="{shown[3]}"]').wait_for()


def test_another_language_keeps_filters_order_and_the_open_row(open_page: Open) -> None:
    page = register_tab(open_page("en"))
    choose(page, "#register-due", row_label("en", "statuses", "overdue"))
    page.wait_for_function("[...document.querySelectorAll('.register tbody tr')].every(row => row.matches('.overdue'))")
    page.locator("th.agency button").click()
    page.locator("th.agency[aria-sort=ascending]").wait_for()
    panel = open_row(page)
    key, quote = panel.get_attribute("data-key"), panel.locator("mark.cited").inner_text()
    panel.locator("#row-note").fill("half written")
    for language in ("hi", "bn", "vi"):
        words = register_labels(language)
        page.locator("#language label").filter(has_text=labels_for(language).name).click()
        page.locator(f"[data-language={language}]").wait_for()
        page.locator(f".register[lang={language}]").wait_for()
        page.locator(f"{PANEL}[lang={language}]").wait_for()
        assert page.locator("#register-due input").input_value() == row_label(language, "statuses", "overdue")
        assert page.locator("#register-agency input").input_value() == words.any_agency
        assert page.locator("th.agency").get_attribute("aria-sort") == "ascending"
        assert page.locator(ROWS).evaluate_all("rows => rows.every(row => row.matches('.overdue'))")
        assert page.locator(PANEL).get_attribute("data-key") == key
        assert page.locator(f"{PANEL} mark.cited").inner_text() == quote
        assert page.locator("#row-note").input_value() == "half written"
        for control, label in (("#register-text", words.search), ("#register-agency", words.agency)):
            assert page.locator(control).get_by_text(label, exact=True).is_visible()
        assert words.save in page.locator(PANEL).inner_text()
    page.locator(f"{ROWS} button.line").nth(1).click()
    page.locator(f'{PANEL}:not([data-key="{key}"])').wait_for()
    assert page.locator("#row-note").input_value() == "", "what was written belongs to its row"


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_nothing_hangs_over_the_edge(language: str, open_page: Open) -> None:
    page = register_tab(open_page(language, width=390, height=844), language)
    assert overflow(page) <= 0
    cell = page.locator(f"{ROWS} td.when").first.bounding_box()
    what = page.locator(f"{ROWS} td.action").first.bounding_box()
    assert cell and what and cell["y"] > what["y"] and cell["width"] > 250, "a card, not a row of columns"
    assert page.locator("th.agency button").is_visible(), "cards can be sorted, too"
    more(page)
    assert overflow(page) <= 0
    panel = open_row(page)
    assert overflow(page) <= 0
    box = panel.locator("mark.cited").bounding_box()
    assert box and 0 <= box["y"] < 844
    panel.locator("summary").filter(has_text=register_labels(language).correct).click()
    assert overflow(page) <= 0
    assert panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") <= 0
    panel.locator(".close").click()
    panel.wait_for(state="detached")
    for view in (1, 2):
        page.locator("#register-view label").nth(view).click()
        page.wait_for_function(f"document.querySelectorAll('.chart').length === {view}")
        assert overflow(page) <= 0


@pytest.mark.parametrize("width", [1000, 1300, 1800])
def test_no_width_needs_scrolling_sideways(width: int, open_page: Open) -> None:
    page = register_tab(open_page("hi", width=width), "hi")
    assert overflow(page) <= 0
    open_row(page)
    assert overflow(page) <= 0


@pytest.mark.parametrize("dark", [False, True])
def test_contrast_is_enough(dark: bool, open_page: Open) -> None:
    page = register_tab(open_page("en", dark=dark))
    panel = open_row(page)
    panel.locator("summary").filter(has_text=register_labels("en").correct).click()
    for selector in (
        ".chip.overdue", ".chip.soon", ".chip.kind", "td.when", "td.title .title", "button.line", "button.sort",
        ".counts .hint", ".values dt", ".values dd", ".own", "mark.cited", ".field label", ".field .hint", "#row-note",
        "button.plain.primary", "button.danger", "summary", ".register tr.opened td.title .title",
    ):  # fmt: skip
        assert contrast(page, selector) >= 4.5, selector


def test_a_hostile_document_stays_text(open_page: Open) -> None:
    page = register_tab(open_page("en"))
    more(page)
    page.locator("#register-kinds input").click()
    for kind in ("figure", "reference"):
        page.get_by_role("option", name=row_label("en", "kinds", kind), exact=True).click()
    page.keyboard.press("Escape")
    find(page, "harbour")
    rows = page.locator(ROWS)
    page.wait_for_function(
        "[...document.querySelectorAll('.register tbody tr')].every(row => /harbour/i.test(row.innerText))"
    )
    assert rows.count() >= 1
    for nth in range(rows.count()):
        panel = open_row(page, nth=nth)
        assert HOSTILE_NAME in panel.locator(".facts").inner_text()
        panel.locator("summary").filter(has_text=register_labels("en").correct).click()
    unwanted = ("script", "img", "iframe", "style", "[onerror]", "[onclick]", "[onload]", "[onfocus]")
    for selector in (*unwanted, "svg"):
        assert page.locator(f":is(.register, .register-row) {selector}").count() == 0, selector
    said = 'mooring posts <img src="https://tests.invalid/a.png', "<script>window.stolen = 1</script><img src=x"
    for charts in (1, 2):
        page.locator("#register-view label").nth(charts).click()
        page.wait_for_function(f"document.querySelectorAll('.chart').length === {charts}")
        assert page.locator(".chart svg").count() == 2 * charts, "wide and narrow, and none of the document's"
        words = "".join(page.locator(".chart").all_text_contents())
        assert said[charts - 1] in words, "markup of the document is shown as what it is"
        for selector in unwanted:
            assert page.locator(f".chart {selector}").count() == 0, selector
    assert page.evaluate("window.stolen") is None
