"""Work that goes on when whoever asked for it has closed the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def elsewhere(work: Callable[[], Iterator[T]]) -> Iterator[T]:
    """What `work()` yields, run from start to end on one thread of its own. Raises what it raises.

    Gradio steps a generator on changing threads and drops it with the page; writing to the store suffers neither.
    """
    handed: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            for result in work():
                handed.put((result, None))
        except BaseException as error:
            handed.put((None, error))
        else:
            handed.put((None, StopIteration()))

    Thread(target=run, name="directives-upload", daemon=True).start()
    while True:
        result, error = handed.get()
        if isinstance(error, StopIteration):
            return
        if error is not None:
            raise error
        yield result  # type: ignore[misc]
