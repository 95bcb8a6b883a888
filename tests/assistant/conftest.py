"""An index of four papers, and commands that are run in this process."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.embed import Embedder
from tests.assistant.commands import PAPERS, Call, Ran, directives


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name, content in PAPERS.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def taken_in(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The data folder, and the command that made it, in a process of its own."""
    data = tmp_path_factory.mktemp("index") / "data"
    return data, directives("ingest", papers, "--json", "--data", data)


@pytest.fixture(scope="session")
def data(taken_in: tuple[Path, Ran]) -> Path:
    """An index of the four papers that no test changes."""
    folder, run = taken_in
    assert run.returncode == 0, run.stderr.decode()
    return folder


@pytest.fixture
def own(data: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may change."""
    return Path(shutil.copytree(data, tmp_path / "data"))


@pytest.fixture
def call(embedder: Embedder, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any) -> Call:
    """A command in this process, with the embedding model that is loaded already: what it printed, and its status."""
    from assistant.cli import main

    for name in [name for name in os.environ if name.startswith("DIRECTIVES_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr("ingest.terms._used", None)  # put back afterwards
    monkeypatch.setattr("assistant.assistant.Embedder", lambda *_, **__: embedder)

    def run(*words: str | Path, folder: Path | str = "/", stdin: bytes = b"", **changes: str) -> Ran:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as end, monkeypatch.context() as patched:
            patched.chdir(folder)
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            for name, value in changes.items():
                patched.setenv(name, value)
            main([*map(str, words)])
        printed = capfdbinary.readouterr()
        return subprocess.CompletedProcess(words, int(end.value.code or 0), printed.out, printed.err)

    return run
