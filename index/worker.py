"""A function in a process of its own, for what must not weigh on this one.

torch takes most of a gigabyte and never gives it back; in a child it goes when the child goes.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from index.bundled import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Heard = Callable[[int], None]
Encode = Callable[[Sequence[str], Heard | None], "NDArray[np.float32]"]

IDLE = 120.0  # seconds without work after which the child ends
PATIENCE = 5.0  # seconds that the child is given to end by itself


class Worker:
    """Calls the function that `make` returns in one spawned child, which starts at the first call.

    `make` and the texts are pickled, so `make` is a function of a module, or a partial of one. The child ends after
    `idle` seconds without work, at `close`, and with this process, however that ends.
    """

    def __init__(self, make: Callable[[], Encode], idle: float = IDLE) -> None:
        self._make = make
        self._idle = idle
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._timer: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """Of the child; None while there is none."""
        return self._process.pid if self._process and self._process.is_alive() else None

    def __call__(self, texts: Sequence[str], on_batch: Heard | None = None) -> NDArray[np.float32]:
        """What the function returns; `on_batch` is called here with the numbers that the child calls it with.

        Raises ModelError where the child was killed (the next call starts another), and what the function raises.
        """
        with self._lock:
            if self._timer:
                self._timer.cancel()
            if self.pid is None:
                self._stop()
                self._start()
            try:
                return self._exchange(list(texts), on_batch)
            except (EOFError, ConnectionError) as error:
                self._stop()
                raise ModelError(
                    "The process that embeds documents was ended from outside, perhaps for want of memory: try again."
                ) from error
            except BaseException:
                self._stop()  # its answer may still be on the way, and must not be taken for that of the next call
                raise
            finally:
                self._expire()

    def close(self) -> None:
        """End the child; a call that is under way is given a few seconds, and then ends with ModelError."""
        if not self._lock.acquire(timeout=PATIENCE):
            if process := self._process:
                process.kill()
            self._lock.acquire()
        try:
            if self._timer:
                self._timer.cancel()
            self._stop()
        finally:
            self._lock.release()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._make), name="embedding", daemon=True)
        self._process.start()
        theirs.close()  # or the end of the child would not be noticed

    def _exchange(self, texts: list[str], on_batch: Heard | None) -> NDArray[np.float32]:
        assert self._connection is not None
        self._connection.send(texts)
        while isinstance(message := self._connection.recv(), int):
            if on_batch:
                on_batch(message)
        if isinstance(message, Exception):
            raise message
        vectors: NDArray[np.float32] = message
        return vectors

    def _expire(self) -> None:
        if self._process:
            self._timer = threading.Timer(self._idle, self._end_if_idle)
            self._timer.daemon = True
            self._timer.start()

    def _end_if_idle(self) -> None:
        if self._lock.acquire(blocking=False):  # else there is work again
            try:
                self._stop()
            finally:
                self._lock.release()

    def _stop(self) -> None:
        if self._connection:
            self._connection.close()
        if self._process:
            self._process.join(PATIENCE)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
        self._process = self._connection = None


def _work(connection: Connection, make: Callable[[], Encode]) -> None:
    """The child: texts in, vectors out, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent closes the connection
    encode: Encode | None = None
    while True:
        try:
            texts = connection.recv()
        except EOFError:
            return
        try:
            encode = encode or make()
            connection.send(encode(texts, connection.send))
        except ConnectionError:  # the other end is gone
            return
        except Exception as error:
            connection.send(error if isinstance(error, ModelError) else ModelError(f"{type(error).__name__}: {error}"))
