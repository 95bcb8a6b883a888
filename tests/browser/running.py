"""The program as these tests run it: its commands, its server, and a person at a page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
LOCALES = {"vi": "vi-VN", "hi": "hi-IN", "bn": "bn-BD", "en": "en-GB"}
START = 60  # seconds until the address is printed, on a loaded machine

# Everything that a text might smuggle into a page. `tests.invalid` resolves nowhere, and any request for it is seen.
HOSTILE_NAME = "hostile-notice.txt"
HOSTILE = """<script>window.stolen = 1</script><img src=x onerror="window.stolen = 2"> NOTICE 77/TB-HN

The harbour office of Quiet Bay must repaint 41 mooring posts by 9 September 2026 <img src="https://tests.invalid/a.png"
onerror="window.stolen = 3"> and ![a picture](https://tests.invalid/b.png) is not one.

The harbour office of Quiet Bay must publish the tide table [click here](https://tests.invalid/c) every Monday of 2026,
${window.stolen = 4} {{window.stolen}} `${window.stolen = 5}` <svg onload="window.stolen = 6"></svg>.

The harbour office of Quiet Bay keeps the mooring register </div></mark></section><style>@import url(https://tests.invalid/d.css);
body { background: url(https://tests.invalid/e.png) }</style><iframe src="https://tests.invalid/f"></iframe> until 2031.

The harbour master's logbook "' onclick="window.stolen = 7" autofocus onfocus="window.stolen = 8" closes at 18:00.
"""
HOSTILE_QUESTION = "By when must the harbour office of Quiet Bay repaint the mooring posts?"


@dataclass
class Server:
    """A running `python app.py`. `errors` is what it has written to stderr."""

    address: str
    process: subprocess.Popen[str]
    reader: threading.Thread
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)  # by question, as the command line gave them
    texts: dict[str, str] = field(default_factory=dict)  # by document
    errors: list[str] = field(default_factory=list)


def environment(data: Path, **variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DIRECTIVES_", "GRADIO_"))}
    return {**kept, "DIRECTIVES_DATA": str(data), "PYTHONWARNINGS": "default", **variables}


def command(data: Path, *arguments: str, given: str | None = None) -> str:
    """What a command of the program prints; the test fails with its message where the command does."""
    run = subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments],
        cwd=ROOT, env=environment(data), input=given, capture_output=True, text=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, f"directives {' '.join(arguments)}: {run.stderr}"
    return run.stdout


def start(data: Path, **variables: str) -> Server:
    """`python app.py` on a free port, once it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT, env=environment(data, DIRECTIVES_PORT="0", **variables), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    errors: list[str] = []
    ready = threading.Event()

    def read() -> None:
        assert process.stderr
        for line in process.stderr:
            errors.append(line)
            if "http://" in line:
                ready.set()
        ready.set()  # it ended

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    ready.wait(START)
    address = re.search(r"http://\S+", "".join(errors))
    server = Server(address[0] if address else "", process, reader, errors=errors)
    if address is None:
        stop(server)
        pytest.fail("the server did not start: " + "".join(errors))
    return server


def stop(server: Server) -> int:
    """The exit status after SIGTERM."""
    server.process.send_signal(signal.SIGTERM)
    status = server.process.wait(20)
    server.reader.join(20)
    if server.process.stderr:
        server.process.stderr.close()
    return status


def ask(page: Page, question: str) -> None:
    """Type a question, send it with Enter and wait for the end of its answer."""
    before = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".turn").nth(before).locator(".tools").wait_for()


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return width


CONTRAST = """element => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => [r, g, b].map(c => linear(c / 255))
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  let behind = element, fill;
  do { fill = channels(getComputedStyle(behind).backgroundColor); behind = behind.parentElement; }
  while (behind && fill[3] === 0);
  if (fill[3] === 0) fill = channels(getComputedStyle(document.body).backgroundColor);
  const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(fill)].sort((x, y) => y - x);
  return (a + .05) / (b + .05);
}"""  # WCAG 2.2, relative luminance and contrast ratio


def contrast(page: Page, selector: str) -> float:
    ratio: float = page.locator(selector).first.evaluate(CONTRAST)
    return ratio
