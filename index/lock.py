"""Who may write, and who may touch the vector store's files: two file locks that the system releases on a crash."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index.records import StoreError

PATIENCE = 0.4  # seconds until a second writer is refused
GATE_PATIENCE = 60.0  # seconds; the gate is held for fractions of one
OWNER = "writer.json"


def _file_lock(path: Path) -> FileLock:
    # Every lock is an object of its own, so that two in one process exclude each other as two processes do.
    return FileLock(path, thread_local=False, is_singleton=False, fallback_to_soft=False)


class WriterLock:
    """The exclusive right to change a data folder, from `acquire` to `release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = _file_lock(folder / "writer.lock")

    def acquire(self, patience: float = PATIENCE) -> None:
        """Raises StoreError, naming the owner, when another holds the lock for longer than `patience` seconds."""
        try:
            self._lock.acquire(timeout=patience, poll_interval=0.05)
        except Timeout as error:
            raise StoreError(self._refusal()) from error
        except OSError as error:
            raise StoreError(
                f"The data folder {self._folder} cannot be written to ({error.strerror or error}): "
                "check its permissions, or choose another with --data."
            ) from error
        owner = {"pid": os.getpid(), "since": datetime.now().astimezone().isoformat(timespec="seconds")}
        (self._folder / OWNER).write_text(json.dumps(owner), "utf-8")

    def release(self) -> None:
        if self._lock.is_locked:
            (self._folder / OWNER).unlink(missing_ok=True)
            self._lock.release()

    def _refusal(self) -> str:
        owner = _owner(self._folder)
        who = f"process {owner['pid']} since {owner['since']}" if owner else "another process"
        return (
            f"The index in {self._folder} is being written by {who}: "
            "wait until it has finished, or stop it, and try again."
        )

    def __enter__(self) -> WriterLock:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def locked(folder: Path) -> WriterLock:
    """Acquired, in a folder that is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The data folder {folder} cannot be made ({error.strerror or error}): choose another with --data."
        ) from error
    lock = WriterLock(folder)
    lock.acquire()
    return lock


@contextmanager
def lock_if_free(folder: Path) -> Iterator[bool]:
    """The writer's lock inside; False, and no lock, where it cannot be had at once."""
    lock = WriterLock(folder)
    try:
        lock.acquire(patience=0)
    except StoreError:
        free = False
    else:
        free = True
    try:
        yield free
    finally:
        lock.release()


def is_being_written(folder: Path) -> bool:
    """Whether a living process (or another part of this one) holds the writer's lock."""
    lock = _file_lock(folder / "writer.lock")
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def _owner(folder: Path) -> dict[str, Any] | None:
    try:
        owner = json.loads((folder / OWNER).read_text("utf-8"))
    except (OSError, ValueError):  # not yet written, or just removed
        return None
    return owner if isinstance(owner, dict) and {"pid", "since"} <= owner.keys() else None


@contextmanager
def gate(folder: Path) -> Iterator[None]:
    """Held while the vector store's files are opened or changed.

    They are changed in place: a reader that opened them halfway would search a torn index without noticing.
    """
    lock = _file_lock(folder / "chroma.lock")
    try:
        with lock.acquire(timeout=GATE_PATIENCE, poll_interval=0.01):
            yield
    except Timeout as error:
        raise StoreError(f"The vector index in {folder} has been busy for a minute: try again.") from error
