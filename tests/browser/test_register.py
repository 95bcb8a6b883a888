"""The Register tab, as a person uses it: find, sort, open, follow up, correct, take away."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.row_wording import row_label, row_text
from assistant.web.languages import LANGUAGES, labels_for
from assistant.web.register_languages import register_labels
from tests.browser.running import HOSTILE_NAME, Server, command, overflow, start, stop
from tests.browser.test_asking import contrast

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]

ROWS = ".register tbody tr"
PANEL = ".register-row[data-state=open]"
TEXT = "#register-text textarea, #register-text input"
PASSING_NAME = "thong-bao-tam.txt"
PASSING = "THÔNG BÁO\n\nSở Y tế hoàn thành kiểm kê 17 trạm y tế trước ngày 14/10/2027.\n"


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


@pytest.fixture(scope="module")
def ledger(data: Path) -> Iterator[Server]:
    """A server of its own for what people record, with a document that will be removed."""
    folder = data.parent / "recorded"
    shutil.copytree(data.parent / "untouched", folder)
    passing = data.parent / PASSING_NAME
    passing.write_text(PASSING, encoding="utf-8")
    command(folder, "ingest", str(passing))
    running = start(folder)
    yield running
    assert stop(running) == 0, "".join(running.errors)


def register_tab(page: Page, language: str = "en") -> Page:
    page.get_by_role("tab", name=row_text(language, "register"), exact=True).click()
    page.locator(".register table").wait_for()
    return page


def counted(page: Page, said: str) -> None:
    page.locator(".counts .hint").get_by_text(said, exact=True).wait_for()


def total(page: Page) -> int:
    """How many rows pass the filters, from the sentence above the table (in Latin digits)."""
    words = page.locator(".counts .hint").inner_text().replace("of", ":").split(":")
    return int(words[-1].strip().replace(",", ""))


def find(page: Page, words: str) -> None:
    """Type into the search, and wait until the table is that of these words."""
    before = page.locator(".counts .hint").inner_text()
    page.locator(TEXT).fill(words)
    page.wait_for_function("before => document.querySelector('.counts .hint')?.innerText !== before", arg=before)


def open_row(page: Page, id_: str = "", nth: int = 0) -> Locator:
    opener = page.locator(f'{ROWS} button[data-value="{id_}"]' if id_ else f"{ROWS} button.line").nth(nth)
    value = opener.get_attribute("data-value")
    opener.click()
    panel = page.locator(f'{PANEL}[data-key="{value}"]')
    panel.wait_for()
    return panel


def more(page: Page) -> None:
    page.locator("#register-more button").first.click()
    page.locator("#register-start").wait_for()


def choose(page: Page, control: str, option: str) -> None:
    page.locator(f"{control} input").click()
    page.get_by_role("option", name=option, exact=True).click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_opens_its_words_in_its_document(
    language: str, open_page: Open, text_of: Callable[[str], str], facts: dict[str, dict[str, Any]]
) -> None:
    page = register_tab(open_page(language), language)
    ids = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.open)")
    assert len(ids) == 50 and set(ids) <= facts.keys()
    for nth in (0, 7, 23):
        fact = facts[ids[nth]]
        panel = open_row(page, ids[nth])
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
        if fact["date"] and panel.locator("mark.date").count():
            shown = "".join(panel.locator("mark.date").all_text_contents())
            assert " ".join(shown.split()) == " ".join(fact["date"]["text"].split())


def test_the_filters_narrow_the_table_and_can_be_reset(open_page: Open, facts: dict[str, dict[str, Any]]) -> None:
    page = register_tab(open_page("en"))
    every = total(page)
    find(page, "digital")
    found = total(page)
    assert 0 < found < every
    for id_ in page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.open)"):
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
    assert all(cell == "—" or cell for cell in page.locator("td.when").all_inner_texts())
    assert total(page) + overdue <= every
    find(page, "no row says this at all")


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
    for id_ in page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.open)"):
        date = facts[id_]["date"]
        assert (date["end"] or date["start"]) >= "2026-10-01" and (date["start"] or date["end"]) <= "2026-12-31"


def test_every_column_sorts_by_keyboard(open_page: Open) -> None:
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
    find(page, "digital")
    page.locator("th.title button").focus()
    page.keyboard.press("Space")
    page.locator("th.title[aria-sort=ascending]").wait_for()
    titles = page.locator("td.title .title, td.title").all_inner_texts()
    assert titles


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


def test_the_charts_are_drawn_and_told(open_page: Open) -> None:
    page = register_tab(open_page("vi"), "vi")
    labels = register_labels("vi")
    views = page.locator("#register-view label")
    views.filter(has_text=labels.timeline).click()
    page.locator(".chart").wait_for()
    assert page.locator(".chart svg:visible").count() == 1
    assert page.locator(".chart svg:visible title").first.text_content() == row_text("vi", "timeline")
    page.locator(".chart summary").click()
    assert page.locator(".chart tbody tr").count() > 10
    views.filter(has_text=labels.progress).click()
    page.wait_for_function("document.querySelectorAll('.chart').length === 2")
    assert page.locator(".chart h3").all_inner_texts() == [
        row_text("vi", "progress_agency"),
        row_text("vi", "progress_document"),
    ]
    views.filter(has_text=labels.table).click()
    page.locator(".register table").wait_for()


def test_the_rows_shown_can_be_taken_away(open_page: Open, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    page = register_tab(open_page("en"))
    find(page, "report")
    shown = total(page)
    quoted = page.locator(f"{ROWS} button.line").first.inner_text()
    saved = {}
    for form in ("csv", "xlsx", "ics"):
        with page.expect_download() as download:
            page.locator(f"button[data-event=export][data-value={form}]").click()
        assert download.value.suggested_filename.endswith(f".{form}")
        download.value.save_as(tmp_path / f"rows.{form}")
        saved[form] = (tmp_path / f"rows.{form}").read_bytes()
    lines = list(csv.reader(io.StringIO(saved["csv"].decode("utf-8-sig"))))
    assert len(lines) == shown + 1 and lines[0][0] == row_label("en", "columns", "agency")
    assert any(quoted in cell for cell in lines[1]), "in the order of the page"
    assert zipfile.is_zipfile(io.BytesIO(saved["xlsx"]))
    sheet = load_workbook(io.BytesIO(saved["xlsx"])).worksheets[0]
    assert sheet.max_row >= shown + 1
    calendar = saved["ics"].decode()
    assert calendar.startswith("BEGIN:VCALENDAR") and calendar.rstrip().endswith("END:VCALENDAR")
    assert 0 < calendar.count("BEGIN:VEVENT") <= shown
    with page.expect_download() as download:  # once more: another file, not none
        page.locator("button[data-event=export][data-value=csv]").click()
    download.value.save_as(tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == saved["csv"]


def test_progress_is_recorded_and_there_after_a_reload(open_page: Open, ledger: Server) -> None:
    labels = register_labels("vi")
    page = register_tab(open_page("vi", address=ledger.address), "vi")
    panel = open_row(page, nth=1)
    key = panel.get_attribute("data-key")
    assert labels.no_history in panel.inner_text()
    panel.locator("#row-status").select_option("in_progress")
    panel.locator("#row-note").fill("Đã gửi công văn <b>số 5</b>")
    panel.locator("form[data-form=progress] button").click()
    panel.get_by_text(labels.name_missing).wait_for()
    assert panel.locator("#row-who").evaluate("field => field === document.activeElement")
    assert panel.locator("#row-note").input_value() == "Đã gửi công văn <b>số 5</b>", "nothing is lost"
    assert panel.locator("#row-status").input_value() == "in_progress"
    panel.locator("#row-who").fill("Trần Thị Mai")
    page.keyboard.press("Tab")
    panel.locator("form[data-form=progress] button").click()
    panel.get_by_text(labels.saved, exact=True).wait_for()
    page.locator(f'{ROWS}[data-open="{key}"]').get_by_text(row_label("vi", "statuses", "overdue")).wait_for()

    other = open_row(page, nth=3)
    assert other.locator("#row-who").input_value() == "Trần Thị Mai", "the name is asked for once"
    assert other.locator("#row-note").input_value() == ""

    page = register_tab(open_page("vi", address=ledger.address), "vi")
    choose(page, "#register-status", row_label("vi", "statuses", "overdue"))
    panel = open_row(page, str(key))
    assert panel.locator("#row-status").input_value() == "in_progress"
    history = panel.locator(".history").inner_text()
    assert "Trần Thị Mai" in history and "Đã gửi công văn <b>số 5</b>" in history
    panel.locator("#row-status").select_option("done")
    panel.locator("#row-who").fill("Lê Văn An")
    panel.locator("form[data-form=progress] button").click()
    panel.get_by_text(labels.saved, exact=True).wait_for()
    page.locator(f'{ROWS}[data-open="{key}"]').wait_for(state="detached")
    assert panel.locator(".history > li").count() == 2
    assert "Lê Văn An" in panel.locator(".history > li").last.inner_text(), "from the oldest to the newest"


def test_a_corrected_date_is_marked_and_can_be_taken_back(open_page: Open, ledger: Server) -> None:
    labels = register_labels("en")
    page = register_tab(open_page("en", address=ledger.address))
    find(page, "kiểm kê 17 trạm")
    panel = open_row(page)
    panel.locator("summary").filter(has_text=labels.correct).click()
    field, save = panel.locator("#row-date_end"), panel.locator("form[data-form=correct] button")
    assert field.input_value() == "2027-10-14"
    field.fill("31/02/2027")
    panel.locator("#row-who").fill("An")
    save.click()
    panel.get_by_text(labels.bad_day.format(given="31/02/2027")).wait_for()
    assert field.input_value() == "31/02/2027" and field.get_attribute("aria-invalid") == "true"
    assert "before 14 October 2027" in page.locator("td.when").inner_text(), "nothing was changed"
    field.fill("15/11/2027")
    save.click()
    by_whom = panel.locator(".values .corrected")
    by_whom.wait_for()
    assert "before 15 November 2027" in panel.locator(".values").inner_text()
    assert "14/10/2027" in panel.locator(".own").inner_text(), "the document's own words stay"
    assert "An" in by_whom.inner_text()
    page.locator("td.when").get_by_text("before 15 November 2027").wait_for()
    corrected = row_label("en", "reviews", "corrected")
    assert corrected in page.locator(ROWS).inner_text()

    page.locator("#language label").filter(has_text="বাংলা").click()
    page.locator(f"{PANEL}[lang=bn] .values .corrected").wait_for()
    panel.locator("button[value=restore]").click()
    by_whom.wait_for(state="detached")
    page.locator("#language label").filter(has_text="English").click()
    page.locator("td.when").get_by_text("before 14 October 2027").wait_for()
    assert panel.locator(".history > li").count() == 2


def test_a_rejected_row_is_hidden_until_it_is_asked_for(open_page: Open, ledger: Server) -> None:
    page = register_tab(open_page("en", address=ledger.address))
    every = total(page)
    panel = open_row(page, nth=4)
    key = panel.get_attribute("data-key")
    panel.locator("#row-who").fill("An")
    panel.locator("button[value=reject]").click()
    page.locator(f'{ROWS}[data-open="{key}"]').wait_for(state="detached")
    assert total(page) == every - 1
    assert panel.locator("button[value=reject]").is_disabled()
    more(page)
    page.get_by_label(register_labels("en").show_rejected).check()
    page.locator(f'{ROWS}.rejected[data-open="{key}"]').wait_for()
    panel.locator("button[value=confirm]").click()
    page.locator(f'{ROWS}.confirmed[data-open="{key}"]').wait_for()


def test_records_outlive_their_document(open_page: Open, ledger: Server) -> None:
    page = register_tab(open_page("en", address=ledger.address))
    find(page, "kiểm kê 17 trạm")
    panel = open_row(page)
    panel.locator("#row-who").fill("Nguyễn Bình")
    panel.locator("button[value=confirm]").click()
    panel.locator("button[value=confirm]:disabled").wait_for()
    labels = labels_for("en")
    page.get_by_role("tab", name=labels.documents_tab, exact=True).click()
    page.locator(f'.listing tr[data-name="{PASSING_NAME}"] button[data-event=remove]').click()
    page.locator(f'.listing tr[data-name="{PASSING_NAME}"] button[data-event=confirm]').click()
    page.get_by_text(labels.removed.format(name=PASSING_NAME)).wait_for()
    page.get_by_role("tab", name=row_text("en", "register"), exact=True).click()
    page.locator(".orphans summary").click()
    orphans = page.locator(".orphans").inner_text()
    assert PASSING_NAME in orphans and "Nguyễn Bình" in orphans and row_label("en", "reviews", "confirmed") in orphans


def test_a_row_leads_to_its_whole_document(open_page: Open) -> None:
    page = register_tab(open_page("hi"), "hi")
    open_row(page).locator("button[data-event=read]").first.click()
    page.locator(".reader .whole").wait_for()
    assert page.locator(".reader").is_visible()


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
    assert rows.count() >= 1
    for nth in range(rows.count()):
        panel = open_row(page, nth=nth)
        assert HOSTILE_NAME in panel.locator(".facts").inner_text()
        panel.locator("summary").filter(has_text=register_labels("en").correct).click()
    for view in (1, 2, 0):
        page.locator("#register-view label").nth(view).click()
        page.wait_for_timeout(700)
    assert page.evaluate("window.stolen") is None
    inside = ".register, .register-row"
    for selector in ("script", "img", "iframe", "svg", "style", "[onerror]", "[onclick]", "[onload]", "[onfocus]"):
        assert page.locator(f":is({inside}) {selector}").count() == 0, selector
