"""Serve the web application on one address until interrupted."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from index.records import StoreError

if TYPE_CHECKING:
    from assistant.settings import Settings

PATIENCE = 1.0  # seconds that answers under way are given when the server stops


def serve(settings: Settings, host: str, port: int, open_browser: bool = False) -> None:
    """Open the store for writing and serve until Ctrl-C or SIGTERM; the address goes to stderr when it is ready.

    Port 0 takes a free one. Raises StoreError when the address cannot be had or the store cannot be opened.
    """
    # Gradio reads these once, when it is imported: no look-ups abroad.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    with _listen(host, port) as listener:  # first: a taken port is found in no time, importing takes seconds
        from assistant.assistant import Assistant

        with Assistant.open(settings, write=True, worker=True) as assistant:
            from assistant.web.application import build, mount

            if assistant.documents():
                assistant.search("1")  # loads the model, so that the first asker does not wait for it
            blocks = build(assistant, max_file_mb=settings.max_file_mb)
            app = mount(blocks, max_file_mb=settings.max_file_mb)
            _run(app, listener, _address(host, listener), open_browser)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was left a moment ago is free
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        reasons = {
            errno.EADDRINUSE: f"Port {port} on {host} is taken: stop what uses it, or choose another with --port.",
            errno.EACCES: f"Port {port} on {host} is not open to this user: choose one above 1023 with --port.",
        }
        other = f"Cannot listen on {host}, port {port} ({error.strerror or error}): give another --host or --port."
        raise StoreError(reasons.get(error.errno or 0, other)) from error
    return listener


def _address(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def _run(app: object, listener: socket.socket, address: str, open_browser: bool) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            print(f"Serving on {address} (Ctrl-C stops)", file=sys.stderr, flush=True)
            if open_browser:
                import webbrowser

                webbrowser.open(address)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            asyncio.get_running_loop().call_later(PATIENCE, self.hang_up)
            await super().shutdown(sockets=sockets)

        def hang_up(self) -> None:
            """The event stream of an open page never ends by itself."""
            for connection in list(self.server_state.connections):
                connection.transport.close()

    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=10, server_header=False)  # type: ignore[arg-type]
    # uvicorn raises the signal that stopped it once more; as KeyboardInterrupt it lets the store be closed.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
