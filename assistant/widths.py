"""How wide a text is, on a terminal or drawn, and where it may be broken: never between a letter and its marks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from unicodedata import category, east_asian_width

_VIRAMAS = "\u094d\u09cd"  # join the next letter to the one before


def columns(text: str) -> int:
    """Columns on a terminal: marks and joiners stand on the letter before, wide letters take two."""
    return sum(_columns_of(char) for char in text)


@cache
def _columns_of(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def ems(text: str) -> float:
    """About how wide a text is drawn in a sans-serif face, in ems, rather too wide than too narrow."""
    return sum(_ems_of(char) for char in text)


@cache
def _ems_of(char: str) -> float:
    kind = category(char)
    if kind in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if east_asian_width(char) in "WF":
        return 1.0
    if char in " .,;:!|'ijlt()[]/-":
        return 0.33
    if kind == "Mc":
        return 0.3
    if kind == "Lu" or char in "mwMW—%":
        return 0.75
    return 0.65 if "\u0900" <= char <= "\u09ff" else 0.57


def wrapped(text: str, width: float, most: int, measure: Callable[[str], float] = columns) -> list[str]:
    """At most `most` lines no wider than `width`, broken at blanks, else between letters; the last one ends in an
    ellipsis where that is not all."""
    lines: list[str] = [""]
    for word in text.split():
        for piece in _pieces(word, width, measure):
            joined = f"{lines[-1]} {piece}" if lines[-1] else piece
            if measure(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    if len(lines) > most:
        last = _pieces(lines[most - 1], width - measure("…"), measure)[0]
        lines = [*lines[: most - 1], f"{last.rstrip()}…"]
    return lines


def shortened(text: str, length: int) -> str:
    """In one line of at most `length` characters, cut at a blank where one is near."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    kept = ""
    for cluster in clusters(line):
        if len(kept) + len(cluster) > length - 1:
            break
        kept += cluster
    head, _, _ = f"{kept}{line[len(kept)]}".rpartition(" ")  # a word that ends there stays
    return (head if len(head) > length * 2 // 3 else kept).rstrip(" ,;:–-") + "…"


def _pieces(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    if measure(word) <= width:
        return [word]
    pieces, piece = [], ""
    for cluster in clusters(word):
        if piece and measure(piece + cluster) > width:
            pieces.append(piece)
            piece = ""
        piece += cluster
    return [*pieces, piece]


def clusters(text: str) -> list[str]:
    """Letters with what is written on them: marks, and in Indic scripts the letters that a virama joins."""
    found: list[str] = []
    for char in text:
        kind = category(char)
        if found and (kind[0] == "M" or kind == "Cf" or (found[-1][-1] in _VIRAMAS and kind[0] == "L")):
            found[-1] += char
        else:
            found.append(char)
    return found
