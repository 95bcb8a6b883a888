"""What the caller of a command gave, checked before anything heavy starts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from assistant.batch import LineError, read_history


class BadCall(click.ClickException):
    """The caller has to change the call: the message is one sentence that says how."""

    exit_code = 2


def utf8(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Arguments that the locale decoded, read as the UTF-8 that they are. A callback of click."""
    if isinstance(value, tuple):
        return tuple(utf8(context, parameter, one) for one in value)
    return os.fsencode(value).decode("utf-8", "replace") if isinstance(value, str) else value


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """A day in ISO form. A callback of click; raises BadCall."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadCall(f"{value!r} is not a day: write it as 2026-06-30.") from None


def write(path: Path, content: bytes) -> None:
    """A file, whole or not at all. Raises BadCall where it cannot be written."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        scratch.write_bytes(content)
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise BadCall(f"{path} cannot be written ({error.strerror or error}): name another file with --out.") from error


def question(given: str | None, batch: str | None, longest: int) -> str:
    """The question, read from stdin for "-"; empty where there is a batch instead. Raises BadCall."""
    if (given is None) == (batch is None):
        raise BadCall("give either one question or --batch FILE.")
    if given is None:
        return ""
    given = (_from_stdin(longest) if given == "-" else given).strip()
    if not given:
        raise BadCall("the question is empty: write what you want to know.")
    if len(given) > longest:
        raise BadCall(f"the question is too long: shorten it to {longest} characters.")
    return given


def _from_stdin(longest: int) -> str:
    """All of it, unless it is so long that it is refused anyway."""
    most = 8 * longest  # bytes: enough for every script, and for space around the question
    with click.open_file("-", "rb") as stdin:
        content: bytes = stdin.read(most + 1)
    try:
        return content.decode("utf-8-sig") if len(content) <= most else "?" * (longest + 1)
    except UnicodeDecodeError:
        raise BadCall("the question on stdin is not UTF-8 text.") from None


def history(file: IO[bytes] | None) -> list[dict[str, str]]:
    """The turns in a file. Raises BadCall."""
    try:
        return read_history(file.read()) if file else []
    except LineError as error:
        raise BadCall(f"the history in {getattr(file, 'name', 'the file')} cannot be used: {error}") from error


def document(name: str, stored: Iterable[str]) -> str:
    """The stored name that is meant, whatever its normal form. Raises BadCall that tells near names."""
    from difflib import get_close_matches
    from unicodedata import normalize

    names = {normalize("NFC", one): one for one in stored}
    given = normalize("NFC", name)
    if given in names:
        return names[given]
    near = get_close_matches(Path(given).name, names, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`directives documents` lists all."
    raise BadCall(f"there is no document {name!r}: {hint}")
