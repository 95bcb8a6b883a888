"""Readings of one process, and the pauses between them in which rows may leave the derived stores."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 10.0  # seconds for questions that are being answered, and for a pause


class Readers:
    """A thread's readings do not nest; see `inside`."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self._pausing = False
        self._local = threading.local()

    def inside(self) -> bool:
        return bool(getattr(self._local, "inside", False))

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._pausing, PATIENCE)
            self._count += 1
        self._local.inside = True
        try:
            yield
        finally:
            self._local.inside = False
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    @contextmanager
    def paused(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._pausing, PATIENCE)
            self._pausing = True
            self._changed.wait_for(lambda: self._count == 0, PATIENCE)
        try:
            yield
        finally:
            with self._changed:
                self._pausing = False
                self._changed.notify_all()
