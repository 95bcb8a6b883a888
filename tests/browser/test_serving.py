"""The server without a browser: what it refuses, how it starts and stops, what it weighs."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.running import ROOT, Server, ask, environment, start, stop

if TYPE_CHECKING:
    from playwright.sync_api import Page


def get(address: str, body: bytes | None = None) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, data=body, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, {name.lower(): value for name, value in response.headers.items()}, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


def test_the_page_may_run_our_scripts_alone(server: Server) -> None:
    status, headers, body = get(server.address)
    assert status == 200
    policy = headers["content-security-policy"]
    nonce = re.search(r"script-src 'self' 'nonce-([\w-]+)' 'unsafe-eval';", policy)
    assert nonce and "'unsafe-inline'" not in policy.split("style-src")[0]
    scripts = re.findall(rb"<script[^>]*>", body)
    assert scripts and all(f'nonce="{nonce[1]}"'.encode() in script for script in scripts)
    assert "frame-ancestors 'none'" in policy and headers["x-content-type-options"] == "nosniff"
    assert get(server.address)[1]["content-security-policy"] != policy, "a nonce is used once"


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/file=http://127.0.0.1:1/a", "gradio_api/file=HTTPS://tests.invalid/a", "gradio_api/file=%68ttp://tests.invalid/",
        "gradio_api/file=//tests.invalid/a", "gradio_api/proxy=https://tests.invalid/a", "file=http://tests.invalid/a",
    ],
)  # fmt: skip
def test_the_server_fetches_nothing_for_others(server: Server, path: str) -> None:
    assert get(server.address + path)[0] == 403


@pytest.mark.parametrize(
    "path", ["openapi.json", "docs", "redoc", "monitoring", "gradio_api/openapi.json", "gradio_api/info"]
)
def test_nothing_describes_or_watches_the_server(server: Server, path: str) -> None:
    assert get(server.address + path)[0] in {403, 404, 405}


@pytest.mark.parametrize("path", ["/etc/passwd", "pyproject.toml", "../pyproject.toml", "{data}/catalog.sqlite"])
def test_files_of_the_machine_stay_here(server: Server, data: Path, path: str) -> None:
    assert get(f"{server.address}gradio_api/file={path.format(data=data)}")[0] in {403, 404}


def test_a_body_that_is_no_question_is_refused(server: Server) -> None:
    """By its declared length, and by what arrives where none is declared."""
    host = server.address.removeprefix("http://").rstrip("/")
    with closing(http.client.HTTPConnection(host, timeout=20)) as connection:
        connection.putrequest("POST", "/gradio_api/queue/join")
        connection.putheader("Content-Length", "20000000")
        connection.endheaders()
        assert connection.getresponse().status == 413
    with closing(http.client.HTTPConnection(host, timeout=20)) as connection, suppress(ConnectionError):
        chunks = (b"a" * 100_000 for _ in range(200))
        connection.request("POST", "/gradio_api/queue/join", chunks, {"Content-Type": "application/json"})
        assert connection.getresponse().status >= 400
    assert get(server.address)[0] == 200


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT, env=environment(tmp_path, DIRECTIVES_PORT=str(port)), capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1 and str(port) in run.stderr and "--port" in run.stderr


def test_it_serves_an_empty_folder_and_stops_cleanly(tmp_path: Path) -> None:
    running = start(tmp_path / "new")
    assert get(running.address)[0] == 200
    assert stop(running) == 0
    assert "Traceback" not in (said := "".join(running.errors)), said


def test_a_second_server_on_the_same_documents_is_refused(server: Server, data: Path) -> None:
    run = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT, env=environment(data, DIRECTIVES_PORT="0"), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert run.returncode == 1
    assert "Traceback" not in run.stderr and run.stderr.startswith("directives: ")
    assert get(server.address)[0] == 200


@pytest.mark.browser
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read from /proc")
def test_the_serving_process_is_light_and_stops_with_its_pages_open(
    data: Path, open_page: Callable[..., Page], questions: dict[str, list[str]]
) -> None:
    """A server that has answered questions: at most 500 MB, and no torch."""
    running = start(data.parent / "untouched")
    try:
        page = open_page("vi", address=running.address)
        for question in questions["vi"]:
            ask(page, question)
        status = Path(f"/proc/{running.process.pid}/status").read_text()
        resident = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert resident and int(resident[1]) <= 500_000
        assert "libtorch" not in Path(f"/proc/{running.process.pid}/maps").read_text()
        page.route("**", lambda route: route.abort())  # a page left open asks for its server again and again
    finally:
        assert stop(running) == 0
    assert "Traceback" not in (said := "".join(running.errors)), said
