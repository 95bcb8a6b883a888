"""Following up on rows: charts of them, files of them, their whole documents."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from assistant.row_wording import row_label, row_text
from assistant.web.register_languages import register_labels
from tests.browser.register_page import ROWS, Open, find, open_row, register_tab, total

pytestmark = pytest.mark.browser


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


def test_a_row_leads_to_its_whole_document(open_page: Open) -> None:
    page = register_tab(open_page("hi"), "hi")
    open_row(page).locator("button[data-event=read]").first.click()
    page.locator(".reader .whole").wait_for()
    assert page.locator(".reader").is_visible()
