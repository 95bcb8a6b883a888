"""The Register tab, as a person at the page handles it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.row_wording import row_text

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Open = Callable[..., "Page"]

ROWS = ".register tbody tr"
PANEL = ".register-row[data-state=open]"
TEXT = "#register-text textarea, #register-text input"


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


def ids(page: Page) -> list[str]:
    """Of the rows on the page of the table, in their order."""
    shown: list[str] = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.open)")
    return shown
