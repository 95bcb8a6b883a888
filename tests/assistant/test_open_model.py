"""Chat models by setting, against a server on this machine that speaks the OpenAI protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from assistant.generate import Model, _ask, open_model
from assistant.settings import SettingsError

MESSAGES = [("system", "Write in Bengali."), ("human", "কবে?")]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        self.says = ["দপ্তর ২২ ডিসেম্বর", "ের মধ্যে জানাবে [1]।"]
        self.status = 200
        self.silent = False
        self.over = threading.Event()


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append(json.loads(body) | {"path": self.path, "key": self.headers["Authorization"]})
        if self.server.silent:
            self.server.over.wait(20)
            return
        self.send_response(self.server.status)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        chunks = [{"content": piece} for piece in self.server.says] if self.server.status == 200 else []
        for delta in chunks:
            choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": None}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        yield one
        one.over.set()
        one.shutdown()


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("OPENAI_API_KEY", "a-secret-key")
    return "a-secret-key"


def opened(server: Server, timeout_s: float = 20) -> Model:
    model = open_model("openai:some-model", f"http://127.0.0.1:{server.server_port}/v1", timeout_s)
    assert model is not None
    return model


def test_a_server_of_the_openai_protocol_answers(server: Server, key: str) -> None:
    assert _ask(opened(server), MESSAGES) == "".join(server.says)
    (request,) = server.requests
    assert request["path"] == "/v1/chat/completions"
    assert request["key"] == f"Bearer {key}"
    assert request["model"] == "some-model"
    assert request["temperature"] == 0
    assert request["stream"] is True
    assert [message["content"] for message in request["messages"]] == [text for _, text in MESSAGES]


@pytest.mark.usefixtures("key")
def test_a_silent_server_is_left_when_the_time_is_up(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    server.silent = True
    assert _ask(opened(server, 1.0), MESSAGES) == ""
    assert "did not answer within 1 seconds" in caplog.text


def test_a_refusal_is_a_warning_without_the_key(server: Server, key: str, caplog: pytest.LogCaptureFixture) -> None:
    server.status = 401
    assert _ask(opened(server), MESSAGES) == ""
    assert "The chat model failed:" in caplog.text
    assert "AuthenticationError" in caplog.text
    assert key not in caplog.text


def test_no_setting_is_no_model() -> None:
    assert open_model("") is None


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match=r"openai:some-model.*OPENAI_API_KEY"):
        open_model("openai:some-model")
    with pytest.raises(SettingsError, match=r"ollama:some-model.*langchain-ollama"):
        open_model("ollama:some-model")
    with pytest.raises(SettingsError, match="nobody:some-model"):
        open_model("nobody:some-model")
