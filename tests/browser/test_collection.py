"""The Documents tab, and documents that mean harm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.row_wording import row_label
from assistant.web.languages import LANGUAGES
from tests.browser.running import HOSTILE, HOSTILE_NAME, HOSTILE_QUESTION, Server, ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]
UPLOAD = "#upload, button:has-text('{words}')"


def documents_tab(page: Page, language: str = "en") -> None:
    page.get_by_role("tab", name=LANGUAGES[language].documents_tab, exact=True).click()
    page.locator(".listing table").wait_for()


def send(page: Page, files: list[Path], language: str = "en") -> None:
    """Upload files and wait until all of them are done."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=LANGUAGES[language].upload, exact=True).click()
    chooser.value.set_files([str(file) for file in files])
    page.locator(".uploads .notice").wait_for(timeout=120_000)  # the first passage of all imports the encoder


def row(page: Page, name: str) -> str:
    return f'.listing tr[data-name="{name}"]'


def test_the_table_shows_every_document_and_finds_them(open_page: Open, server: Server) -> None:
    page = open_page("vi")
    documents_tab(page, "vi")
    rows = page.locator(".listing tbody tr")
    total = rows.count()
    names = rows.evaluate_all("rows => rows.map(row => row.dataset.name)")
    assert set(server.texts) <= set(names)
    page.locator("#find textarea, #find input").fill("1125")
    page.wait_for_function(f"document.querySelectorAll('.listing tbody tr').length < {total}")
    assert rows.count() >= 1
    page.locator("#find textarea, #find input").fill("không có văn bản nào tên như vậy")
    page.get_by_text(LANGUAGES["vi"].no_match).wait_for()


def test_a_document_can_be_read(open_page: Open, server: Server) -> None:
    name = next(iter(server.texts))
    page = open_page("en")
    documents_tab(page)
    page.locator(f"{row(page, name)} button[data-event=read]").click()
    whole = page.locator(".reader .whole")
    whole.wait_for()
    shown = whole.evaluate("whole => whole.textContent")
    assert server.texts[name].rstrip("\n").startswith(shown.rstrip("\n"))
    page.locator(".reader .close").click()
    page.locator(".reader").wait_for(state="detached")


def test_the_source_panel_leads_to_the_whole_document(open_page: Open, questions: dict[str, list[str]]) -> None:
    page = open_page("en")
    ask(page, questions["en"][0])
    page.locator(".source button[data-event=read]").click()
    page.locator(".reader .whole").wait_for()


def test_upload_ask_and_remove(open_page: Open, tmp_path: Path) -> None:
    name = "घोषणा – Thông báo số 9 (bản sao).txt"
    good, empty, odd = tmp_path / name, tmp_path / "empty.txt", tmp_path / "picture.md"
    good.write_text(
        "NOTICE 9/TB-LG\n\nThe lighthouse keeper of Grey Point must replace 17 lamps by 14 October 2027.\n"
        "The keeper must report the work by 31/02/2028.\n",
        "utf-8",
    )
    empty.write_bytes(b"")
    odd.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    page = open_page("bn")
    labels = LANGUAGES["bn"]
    documents_tab(page, "bn")
    send(page, [good, empty, odd], "bn")
    assert labels.upload_done.format(kept="১", total="৩") in page.locator(".uploads").inner_text()
    unread = page.locator(".uploads li.added .detail")
    assert "31/02/2028" in unread.inner_text() and row_label("bn", "flags", "impossible_date") in unread.inner_text()
    failed = page.locator(".uploads li.failed")
    assert failed.count() == 2
    assert all(failed.nth(index).locator(".detail").inner_text().strip() for index in range(2)), "each with its reason"
    assert page.locator(row(page, name)).count() == 1, "the name is kept as it was"

    page.get_by_role("tab", name=labels.ask_tab, exact=True).click()
    ask(page, "By when must the lighthouse keeper of Grey Point replace the lamps?")
    assert "14 October 2027" in page.locator(".said").first.inner_text()
    page.locator("button.mark").first.click()
    page.locator(".source[data-state=open]").wait_for()
    assert name in page.locator(".source .facts").inner_text()

    documents_tab(page, "bn")
    page.locator(f"{row(page, name)} button[data-event=remove]").click()
    page.locator(f"{row(page, name)} button[data-event=cancel]").click()
    page.locator(f"{row(page, name)} button[data-event=remove]").click()
    page.locator(f"{row(page, name)} button[data-event=confirm]").click()
    page.get_by_text(labels.removed.format(name=name)).wait_for()
    assert page.locator(row(page, name)).count() == 0

    page.get_by_role("tab", name=labels.ask_tab, exact=True).click()
    page.locator("button.line").first.click()
    page.get_by_text(labels.changed).wait_for()
    assert "14 October 2027" in page.locator("mark").inner_text(), "what was quoted then still stands"


def test_a_hostile_document_stays_text(open_page: Open) -> None:
    """In the answer, the source panel, the table and the reader: nothing runs, nothing is fetched, nothing is drawn."""
    page = open_page("en")
    ask(page, HOSTILE_QUESTION)
    page.locator("button.mark, button.line").first.click()
    page.locator(".source[data-state=open]").wait_for()
    assert page.locator(".source .words").count() == 1
    assert HOSTILE_NAME in page.locator(".source .facts").inner_text()
    for question in (
        "When must the harbour office publish the tide table?",
        "Until when is the mooring register kept?",
    ):
        ask(page, question)
    documents_tab(page)
    page.locator(f"{row(page, HOSTILE_NAME)} button[data-event=read]").click()
    whole = page.locator(".reader .whole").evaluate("whole => whole.textContent")
    assert "${window.stolen = 4} {{window.stolen}}" in whole and 'onerror="window.stolen = 2"' in HOSTILE
    page.wait_for_timeout(500)
    assert page.evaluate("window.stolen") is None
    inside = ".conversation, .source, .listing, .reader"
    for selector in ("script", "img", "iframe", "svg", "style", "[onerror]", "[onclick]", "[onload]", "[onfocus]"):
        assert page.locator(f":is({inside}) {selector}").count() == 0, selector
    links = page.locator(f":is({inside}) a").evaluate_all("links => links.map(link => link.href)")
    assert not [link for link in links if "tests.invalid" in link]
