"""One form for what scripts and keyboards write differently: digits, joiners, dashes, case.

`fold_digits` keeps offsets; `fold` is for comparing two strings; `Folded` is a form to search in
whose offsets lead back to the text it was made from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

# Zero-width joiners and spaces, direction marks, soft hyphen, variation selectors, byte order mark.
_INVISIBLE = "".join(
    chr(code)
    for low, high in (
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2069),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
    )
    for code in range(low, high + 1)
)
# The dots under Devanagari and Bengali letters: typists leave them out (फरवरी, फ़रवरी).
_NUKTAS = "\u093c\u09bc"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SLASHES = "\u2044\u2215\uff0f"

_invisible = re.compile(f"[{_INVISIBLE}]")
_dropped = re.compile(f"[{_INVISIBLE}{_NUKTAS}]")
_dropped_chars = frozenset(_INVISIBLE + _NUKTAS)


class _Table(dict[int, str]):
    """A table for `str.translate` that asks a rule once per character and remembers the answer."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = value = self._rule(chr(code))
        return value


def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _plain(char: str) -> str:
    if char in _DASHES:
        return "-"
    if char in _SLASHES:
        return "/"
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029" else " "
    return _digit(char)


def _plain_lower(char: str) -> str:
    lower = char.lower()
    return _plain(lower if len(lower) == 1 else char)


_digits = _Table(_digit)
_plain_table = _Table(_plain)
_lower_table = _Table(_plain_lower)


def fold_digits(text: str) -> str:
    """`text` with every decimal digit of every script as ASCII; as long as before, so offsets stay valid."""
    return text if text.isascii() else text.translate(_digits)


def fold(text: str) -> str:
    """A form in which texts are equal that differ only in case, digit script, composition, joiners or white space.

    Not of the same length as `text`.
    """
    bare = _invisible.sub("", text)
    caseless = unicodedata.normalize("NFD", unicodedata.normalize("NFD", bare).casefold())
    return " ".join(unicodedata.normalize("NFC", caseless).translate(_digits).split())


@dataclass(frozen=True, slots=True)
class Folded:
    """A text to match patterns in: NFC, ASCII digits, plain dashes and slashes, no invisible marks, no nuktas."""

    text: str
    _origin: list[int] | None  # offset in the original of each character and of the end; None: the same offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of `text[start:end]`."""
        return (start, end) if self._origin is None else (self._origin[start], self._origin[end])

    def inverse(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Offsets of the original text as offsets of `text`."""
        if self._origin is None or not spans:
            return spans
        return [(bisect_left(self._origin, start), bisect_left(self._origin, end)) for start, end in spans]


def folded(text: str, lower: bool = True) -> Folded:
    """`text` as a `Folded`, in lower case unless told otherwise. Sentences are remembered, as several readers come."""
    return _remembered(text, lower) if len(text) < 2_000 else _fold_form(text, lower)


def _fold_form(text: str, lower: bool) -> Folded:
    table = _lower_table if lower else _plain_table
    origin: list[int] | None = None
    if not unicodedata.is_normalized("NFC", text):
        text, origin = _compose(text)
    if _dropped.search(text):
        kept = [at for at, char in enumerate(text) if char not in _dropped_chars]
        end = len(text) if origin is None else origin[-1]
        origin = [*kept, end] if origin is None else [*(origin[at] for at in kept), end]
        text = _dropped.sub("", text)
    return Folded(text.translate(table), origin)


_remembered = lru_cache(maxsize=64)(_fold_form)


def _compose(text: str) -> tuple[str, list[int]]:
    """NFC cluster by cluster, with the offset at which each character's cluster begins."""
    out: list[str] = []
    origin: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        cluster = unicodedata.normalize("NFC", text[at:end])
        out.append(cluster)
        origin.extend([at] * len(cluster))
        at = end
    return "".join(out), [*origin, len(text)]
