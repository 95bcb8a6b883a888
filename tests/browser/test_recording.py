"""What people record of a row: progress, corrections, a word on whether it is right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.row_wording import row_label, row_text
from assistant.web.languages import labels_for
from assistant.web.register_languages import register_labels
from tests.browser.register_page import PANEL, ROWS, Open, choose, find, more, open_row, register_tab, total
from tests.browser.running import Server, command, start, stop

pytestmark = pytest.mark.browser

PASSING_NAME = "thong-bao-tam.txt"
PASSING = "THÔNG BÁO\n\nSở Y tế hoàn thành kiểm kê 17 trạm y tế trước ngày 14/10/2027.\n"


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


def test_a_kind_is_corrected_and_the_same_progress_kept_once(open_page: Open, ledger: Server) -> None:
    labels = register_labels("en")
    page = register_tab(open_page("en", address=ledger.address))
    panel = open_row(page, nth=6)
    key = panel.get_attribute("data-key")
    kind, target = panel.locator("#row-kind"), row_label("en", "kinds", "target")
    assert kind.input_value() != "target"
    panel.locator("#row-who").fill("Lan")
    panel.locator("summary").filter(has_text=labels.correct).click()
    kind.select_option("target")
    panel.locator("form[data-form=correct] button").click()
    panel.get_by_text(labels.saved, exact=True).wait_for()
    page.locator(f'{ROWS}[data-open="{key}"] .notes').get_by_text(target, exact=True).wait_for()
    assert target in panel.locator(".history > li").inner_text() and kind.input_value() == "target"

    panel.locator("#row-note").fill("first line\nsecond line")
    panel.locator("form[data-form=progress] button").click()
    panel.locator(".history > li").nth(1).wait_for()
    panel.locator("form[data-form=progress] button").click()
    panel.get_by_text(labels.unchanged, exact=True).wait_for()
    assert panel.locator(".history > li").count() == 2
    assert panel.locator("#row-note").input_value() == "first line\nsecond line"


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
