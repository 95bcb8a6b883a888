"""What the browser is allowed to do with our pages, and what nobody may ask of the server: one ASGI middleware."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1_000_000  # bytes of a request that is not an upload: a question is far smaller

# Gradio fetches what such a path names, from wherever it is: anyone could send the server to any address.
_FETCHES = re.compile(r"/(?:proxy=|file=\s*(?:[a-z][a-z0-9+.-]*:|//))", re.IGNORECASE)
# A list of all internal endpoints, which nobody needs: the page carries its own.
_DESCRIPTIONS = ("/openapi.json", "/gradio_api/info")
_SCRIPT = re.compile(rb"<script(?=[\s>])")
# Gradio compiles the templates of its HTML component, hence 'unsafe-eval'. Without 'unsafe-inline' no handler or script
# that a document might smuggle into the page can run.
_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; media-src 'self'; connect-src 'self'; worker-src 'self'; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Adds a Content-Security-Policy to every answer and refuses paths that fetch and bodies that are too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(18)
        path = scope["path"]
        sender = _Sender(send, nonce, page=path == "/")
        if _FETCHES.search(path):
            await _refuse(sender, 403, "This server fetches nothing for others.")
            return
        if path.rstrip("/").endswith(_DESCRIPTIONS):
            await _refuse(sender, 404, "Not found.")
            return
        upload = path.rstrip("/").endswith("/upload")
        if not upload and _length(scope) > LARGEST_BODY:
            await _refuse(sender, 413, f"A request may have at most {LARGEST_BODY} bytes.")
            return
        if path == "/":  # its scripts get the nonce, which cannot be done in a compressed body
            kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        await self.app(scope, receive if upload else _limited(receive), sender)


class _Sender:
    """Passes an answer on with our headers; the page itself is held until whole, and its scripts are signed."""

    def __init__(self, send: Send, nonce: str, page: bool) -> None:
        self.send, self.nonce, self.page = send, nonce, page
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [(name, value) for name, value in message["headers"] if name.decode("latin-1") not in _HEADERS]
            added = {"content-security-policy": _POLICY.format(nonce=self.nonce), **_HEADERS}
            headers += [(name.encode(), value.encode()) for name, value in added.items()]
            message = {**message, "headers": headers}
            self.page = self.page and any(
                name == b"content-type" and value.startswith(b"text/html") for name, value in headers
            )
            if self.page:
                self.start = message
                return
        elif self.page and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body") and self.start is not None:
                await self._send_page(self.start)
            return
        await self.send(message)

    async def _send_page(self, start: Message) -> None:
        body = _SCRIPT.sub(b'<script nonce="' + self.nonce.encode() + b'"', self.body)
        headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        headers += [(b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
        await self.send({**start, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def _length(scope: Scope) -> int:
    value = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(value) if value.isdigit() else 0


def _limited(receive: Receive) -> Receive:
    """A `receive` that ends a body sent in chunks, whose length nobody declared, at the limit."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > LARGEST_BODY else message

    return limited


async def _refuse(send: _Sender, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
