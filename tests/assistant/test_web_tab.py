"""What the Register tab says over a real library: where no row is to be seen, and where something goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest

from assistant.assistant import Assistant
from assistant.chat import Desk
from assistant.settings import Settings
from assistant.web.languages import labels_for
from assistant.web.register import RegisterTab, View
from assistant.web.register_filter import Chosen
from assistant.web.register_languages import register_labels
from ingest.terms import default
from tests.assistant.library import Library, directive, library
from tests.assistant.web_reader import Reader
from tests.index.small import HashEmbedder, ShiftCentre

TODAY = date(2026, 11, 25)
DATED = directive("12/KH-UBND", "1/2/2026", "KẾ HOẠCH", "Về y tế", "Sở Y tế hoàn thành kiểm kê trước ngày 14/10/2027.")
UNDATED = directive("13/KH-UBND", "1/2/2026", "KẾ HOẠCH", "Về báo cáo", "Sở Nội vụ chủ trì rà soát danh mục dịch vụ.")
PLAIN = "Thư mời\n\nTrời hôm nay đẹp.\n"
LABELS = register_labels("vi")


def event(value: object) -> gr.EventData:
    return cast(gr.EventData, SimpleNamespace(_data={"value": value, "page": 0}))


class Tab(RegisterTab):
    """The tab over a library of its own, as a page that has opened it uses it; without its components."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant, self.today = assistant, lambda: TODAY

    def shows(self, **chosen: Any) -> tuple[str, str]:
        """The sentence above the table, and the table, for a page with these filters."""
        values = self._refresh(View(shown=True), "vi", "table", *Chosen(**chosen).values())
        return values[4], values[5]

    def exports(self, form: str, **chosen: Any) -> tuple[str, str]:
        return self._export(event(form), View(shown=True), "vi", "table", *Chosen(**chosen).values())

    def record(self, id_: str, kind: str, /, **values: str) -> str:
        """The panel after a form was sent, as text."""
        sent = json.dumps({"id": id_, "kind": kind, "who": "Mai", "values": values})
        return Reader(self._record(event(sent), View(shown=True), "vi", "table", *Chosen().values())[0]).text

    def key(self, words: str) -> str:
        (found,) = [each for each in self.assistant.register(None, TODAY) if words in each.quote]
        return found.id


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Library]:
    with library(tmp_path, {}) as made:
        yield made


@pytest.fixture
def tab(books: Library) -> Tab:
    desk = Desk(books.store, HashEmbedder(), ShiftCentre(), ("public",), 2_000, books.register, default())
    return Tab(Assistant(Settings(), desk))


def test_why_there_is_no_row(tab: Tab, books: Library) -> None:
    assert labels_for("vi").no_documents in tab.shows()[1]
    books.add({"plain.txt": PLAIN})
    assert LABELS.no_facts in tab.shows()[1]
    books.add({"dated.txt": DATED})
    assert "kiểm kê" in tab.shows()[1]
    assert LABELS.no_match in tab.shows(text="không có đâu")[1]
    tab.record(tab.key("kiểm kê"), "reject")
    told = LABELS.all_rejected.format(show=LABELS.show_rejected)
    assert told in Reader(tab.shows()[1]).text, "there are rows, and how to see them is said"
    assert told in Reader(tab.exports("csv")[1]).text
    assert LABELS.no_match in tab.shows(text="không có đâu")[1]
    assert LABELS.no_match in tab.shows(rejected=True, text="không có đâu")[1]


def test_a_calendar_without_a_day_is_not_handed_over(tab: Tab, books: Library) -> None:
    books.add({"dated.txt": DATED, "undated.txt": UNDATED})
    assert tab.exports("ics", text="rà soát") == (
        "",
        f'<p class="notice" role="status" lang="vi">{LABELS.no_events}</p>',
    )
    for form, text in (("csv", "rà soát"), ("ics", "kiểm kê"), ("ics", "")):
        file, said = tab.exports(form, text=text)
        assert "data-base64" in file and said == "", (form, text)


def test_the_same_progress_is_kept_once(tab: Tab, books: Library) -> None:
    books.add({"dated.txt": DATED})
    key = tab.key("kiểm kê")
    told = {"status": "in_progress", "note": "đã gửi", "evidence": ""}
    assert LABELS.saved in tab.record(key, "progress", **told)
    assert LABELS.unchanged in tab.record(key, "progress", **told)
    assert len(tab.assistant.entries(key)) == 1
    assert LABELS.saved in tab.record(key, "progress", **told | {"status": "done"})
    assert len(tab.assistant.entries(key)) == 2


def test_a_kind_is_corrected(tab: Tab, books: Library) -> None:
    books.add({"dated.txt": DATED})
    key = tab.key("kiểm kê")
    assert tab.assistant.row(key).kind == "deadline"
    assert LABELS.saved in tab.record(key, "correct", kind="target")
    assert tab.assistant.row(key).kind == "target"


def test_an_internal_error_is_one_sentence_and_takes_nothing_away(
    tab: Tab, books: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    books.add({"dated.txt": DATED})
    key = tab.key("kiểm kê")

    def broken(*_: object) -> Any:
        raise OSError("the disk is gone")

    for method in ("register", "row", "orphans"):
        monkeypatch.setattr(tab.assistant, method, broken)
    said, body = tab.shows()
    assert LABELS.failed in said and body == gr.skip(), "the table stays as it is"
    relabelled = tab.relabel("vi", View(shown=True, opened=key), "table", *Chosen().values())
    assert LABELS.failed in relabelled[-3] and LABELS.failed in relabelled[-1]
    view, panel = tab._open(View(shown=True), "vi", event(key))
    assert LABELS.failed in panel and view.opened == key
    assert LABELS.failed in tab.exports("csv")[1]
    assert LABELS.failed in tab.record(key, "progress", status="done")
    monkeypatch.undo()
    assert caplog.text.count("the disk is gone") >= 4 and not tab.assistant.entries(key)


def test_progress_of_a_twin_stands_in_the_history(tab: Tab, books: Library) -> None:
    page = "<html><head><meta property='og:url' content='https://an-son.example/kh-12'></head><body>{}</body></html>"
    paragraphs = "".join(f"<p>{line}</p>" for line in DATED.split("\n") if line)
    english = "<p>PLAN 12/KH-UBND</p><p>The Department of Health shall count the stations before 14 October 2027.</p>"
    books.add({"vi.html": page.format(paragraphs), "en.html": page.format(english)})
    rows = [each for each in tab.assistant.register(None, TODAY) if each.twins]
    assert len(rows) == 2, "the two documents are twins"
    tab.record(rows[0].id, "progress", status="in_progress", note="đã gửi", evidence="")
    panel = Reader(tab._open(View(shown=True), "vi", event(rows[1].id))[1]).text
    assert "Mai" in panel and "đã gửi" in panel and LABELS.no_history not in panel
