"""Fixtures for every test. What a single file needs stays in that file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from assistant.assistant import Assistant
    from index.embed import Embedder

ROOT = Path(__file__).resolve().parents[1]
SHARED = (ROOT / "../shared").resolve()
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing in the browser may reach for the network by itself: a test of ours counts the requests that leave the machine.
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_configure() -> None:
    """The environment of `make test`, for a bare `pytest` as well: no look-ups abroad, no telemetry."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    # As the command line has it: threads that spin while they wait take the processor from whatever else runs.
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    # How long an example takes says more of the machine than of the program: speed is measured in evals.
    hypothesis.settings.register_profile("any machine", deadline=None)
    hypothesis.settings.load_profile("any machine")
    os.environ.pop("DIRECTIVES_DATA", None)  # a test never touches the documents of the person who runs it


@pytest.fixture(scope="session")
def project_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, gold questions and data sets beside the checkout; without it, the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with seeds and gold questions is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The real bundled model, unpacked where the program unpacks it: once per machine."""
    from assistant.settings import Settings
    from index.embed import Embedder

    return Embedder("bundled", Settings.from_environment(os.environ, model="bundled").cache)


def _taken_in(folder: Path, data: Path, embedder: Embedder) -> Assistant:
    """An assistant that reads an index just made of a folder, every file of which is taken in."""
    from assistant.assistant import Assistant
    from tests.assistant.writing import assistant_on

    with assistant_on(data, embedder) as assistant:
        events = list(assistant.ingest([folder]))
    failed = [f"{event.name}: {event.detail}" for event in events if event.outcome == "failed"]
    assert not failed, failed
    return Assistant.open(assistant.settings)


@pytest.fixture(scope="session")
def sample(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant on the sample corpus, opened for reading."""
    with _taken_in(ROOT / "evals/corpus", tmp_path_factory.mktemp("sample") / "data", embedder) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def seeds(shared: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant on the seed documents beside the checkout, opened for reading; skips where there are none."""
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip("there are no seed documents in ../shared/seeds")
    with _taken_in(folder, tmp_path_factory.mktemp("seeds") / "data", embedder) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real headless Chromium. Per module: Playwright keeps an event loop running on this thread while it is open."""
    from playwright.sync_api import sync_playwright

    candidates = (os.environ.get("CHROMIUM"), *BROWSERS)
    executable = next((path for name in candidates if name and (path := shutil.which(name))), None)
    if executable is None:
        pytest.fail("no Chromium was found: run tests/install_browser.sh, or name one with CHROMIUM=/path/to/browser")
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=executable, args=list(BROWSER_ARGUMENTS))
        try:
            yield instance
        finally:
            instance.close()
