"""Work by the line: JSON lines in, one result a line out, in order, whatever a line does."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from assistant.answer import Answer

Entry = Mapping[str, Any]
STEPS = ("understand", "retrieve", "compose", "verify", "total")
log = logging.getLogger(__name__)


class LineError(ValueError):
    """A line, or a history, that is not what it should be. The message is one sentence."""


def results(
    lines: Iterable[bytes], work: Callable[[Entry], dict[str, Any]], failed: Callable[[Entry, str], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The result of `work` for every line that is not blank, each with the line's own id, whatever its type.

    A line that cannot be read, or on which `work` raises, yields `failed(entry, reason)`: a crash is a result, not a
    stop. `entry` is empty if the line is no JSON object.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        entry: Entry = {}
        try:
            entry = parse(line)
            result = work(entry)
        except Exception as error:
            log.debug("line %d", number, exc_info=True)
            known = isinstance(error, LineError)
            result = failed(entry, f"line {number}: {error if known else f'{type(error).__name__}: {error}'}")
        yield {"id": entry.get("id"), **{key: value for key, value in result.items() if key != "id"}}


def parse(line: bytes) -> dict[str, Any]:
    """The JSON object on a line. Raises LineError."""
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise LineError(f"it is not JSON in UTF-8 ({error}).") from error
    if not isinstance(entry, dict):
        raise LineError("it is not a JSON object.")
    return entry


def text_of(entry: Entry, field: str) -> str:
    """The text in a field. Raises LineError."""
    value = entry.get(field)
    if not isinstance(value, str):
        raise LineError(f'it has no text in "{field}".')
    return value


def turns(value: object) -> list[dict[str, str]]:
    """The turns of a conversation, None for no conversation. Raises LineError unless each has a role and a content."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(map(_is_turn, value)):
        raise LineError('the history is not a list of {"role", "content"}.')
    return [{"role": turn["role"], "content": turn["content"]} for turn in value]


def _is_turn(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("role"), str) and isinstance(value.get("content"), str)


def read_history(content: bytes) -> list[dict[str, str]]:
    """The turns in a file: a JSON list, or one turn a line. Raises LineError."""
    try:
        return turns(json.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise LineError("it is not UTF-8 text.") from error
    except json.JSONDecodeError:
        return turns([parse(line) for line in content.splitlines() if line.strip()])
    except LineError:
        return turns([parse(content)])  # one turn on one line


def no_answer(entry: Entry, reason: str) -> dict[str, Any]:
    """The answer to a line that could not be answered."""
    question = entry.get("question")
    return Answer(
        question=question if isinstance(question, str) else "",
        language="und",
        status="error",
        answer="",
        reason=reason,
        timings_ms=dict.fromkeys(STEPS, 0.0),
    ).as_dict()
