"""A served application over the sample corpus and documents that a test wrote, and pages that watch what they load."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from assistant.web.languages import labels_for
from tests.browser.running import HOSTILE, HOSTILE_NAME, LOCALES, ROOT, Server, command, start, stop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from assistant.assistant import Assistant


@pytest.fixture(scope="session")
def questions() -> dict[str, list[str]]:
    """The example questions by language."""
    found: dict[str, list[str]] = json.loads((ROOT / "evals/examples.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def data(sample: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample corpus and a hostile document."""
    folder = tmp_path_factory.mktemp("web")
    (folder / HOSTILE_NAME).write_text(HOSTILE, encoding="utf-8")
    shutil.copytree(sample.settings.data, folder / "data")
    command(folder / "data", "ingest", str(folder / HOSTILE_NAME))
    shutil.copytree(folder / "data", folder / "untouched")  # for servers besides, since one process writes to a store
    return folder / "data"


@pytest.fixture(scope="session")
def server(data: Path, questions: dict[str, list[str]]) -> Iterator[Server]:
    asked = [question for samples in questions.values() for question in samples]
    lines = "\n".join(json.dumps({"id": str(number), "question": question}) for number, question in enumerate(asked))
    batch = data.parent / "questions.jsonl"
    batch.write_text(lines + "\n", encoding="utf-8")
    answers = [json.loads(line) for line in command(data, "ask", "--batch", str(batch), "--json").splitlines()]
    documents = {citation["document"] for answer in answers for citation in answer["citations"]}
    texts = {name: command(data, "text", name) for name in sorted(documents)}
    running = start(data)
    running.answers = dict(zip(asked, answers, strict=True))
    running.texts = texts
    yield running
    assert stop(running) == 0, "".join(running.errors)


@dataclass
class Watch:
    """What pages did that none of ours may do."""

    abroad: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Opens the application in a browser of a given language and width; afterwards, no request may have gone abroad."""
    watch = Watch()
    contexts = []

    def request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            watch.abroad.append(url)

    def console(kind: str, words: str, stopped: bool) -> None:
        lost = "net::ERR_INCOMPLETE" in words or "net::ERR_CONNECTION" in words
        if kind == "error" and not (stopped and lost):  # a server besides is stopped with its page open
            watch.complaints.append(words)

    def opened(
        language: str = "en", width: int = 1280, height: int = 900, dark: bool = False, address: str = ""
    ) -> Page:
        context = browser.new_context(
            locale=LOCALES.get(language, language),
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda sent: request(sent.url))
        page.on("pageerror", lambda error: watch.complaints.append(str(error)))
        page.on("console", lambda said: console(said.type, said.text, bool(address)))
        page.on("dialog", lambda dialog: watch.complaints.append(f"dialog: {dialog.message}"))
        page.goto(address or server.address)
        labels = labels_for(language)
        page.locator(f"[data-language={labels.code}]").wait_for()
        page.get_by_placeholder(labels.placeholder, exact=True).wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not watch.abroad, "requests left the machine"
    assert not watch.complaints, "the page complained"
