"""When two spellings of a document number are one: their keys, and the short forms that people ask by."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from ingest.digits import folded
from ingest.reference_words import CODES

_PIECE = re.compile("[0-9A-Z\u0900-\u0963\u0980-\u09ff]+")
_ABBREVIATED = re.compile(r"(?<=[^\d\W_])\.|(?<=[\u0900-\u09ff])\.")  # S.O. is SO
_YEAR = re.compile(r"(?:19|20)\d\d")
_INDIC = "\u0900"  # Latin letters come before, those of Devanagari and Bengali behind


class _Parts(NamedTuple):
    head: str  # the leading number without its zeros
    rest: str  # year or further numbers
    letters: tuple[str, ...]
    leading: bool  # whether letters come first


def ascii_letters(letters: str) -> str:
    """Latin letters without their diacritics (Đ → D); other scripts as they are."""
    bare = unicodedata.normalize("NFD", letters.replace("đ", "d").replace("Đ", "D"))
    kept = (char for char in bare if char >= _INDIC or not unicodedata.combining(char))
    return unicodedata.normalize("NFC", "".join(kept))


def is_year(digits: str) -> bool:
    return _YEAR.fullmatch(digits) is not None


def drop_fiscal(numbers: list[str]) -> list[str]:
    """Numbers without the second year of a financial or school year: 2025-26, 2025-2026."""
    return [
        number
        for at, number in enumerate(numbers)
        if not (at and is_year(numbers[at - 1]) and number in (str(int(numbers[at - 1]) + 1), _next(numbers[at - 1])))
    ]


def _next(year: str) -> str:
    return f"{(int(year) + 1) % 100:02d}"


@cache
def _parts(number: str) -> _Parts:
    plain = _ABBREVIATED.sub("", folded(number, lower=False).text)
    pieces = _PIECE.findall(ascii_letters(plain).upper())
    at = [place for place, piece in enumerate(pieces) if piece.isdecimal()]
    leading = bool(at) and at[0] > 0
    run = [piece for piece in pieces[at[0] :] if piece.isdecimal()] if leading else _beginning(pieces)
    letters = [piece for piece in pieces if not piece.isdecimal()] if leading else pieces[len(run) :]
    run = drop_fiscal(run)
    if leading and len(run) > 1 and is_year(run[0]) and not is_year(run[1]):
        run = [*run[1:], run[0]]  # EDU/2026/31
    head = run[0] if run else ""
    return _Parts(head.lstrip("0") or head[-1:], "/".join(run[1:]), tuple(letters), leading)


def _beginning(pieces: list[str]) -> list[str]:
    end = next((at for at, piece in enumerate(pieces) if not piece.isdecimal()), len(pieces))
    return pieces[:end]


def key(number: str) -> str:
    """The form in which spellings of one number are equal: number, year, letters; no leading zeros, one style of
    separators, no dots under Indic letters ("57/NQTW", "31/2026/EDU")."""
    parts = _parts(number)
    return "/".join(part for part in (parts.head, parts.rest, "".join(parts.letters)) if part)


def same(a: str, b: str) -> bool:
    """Whether two canonical numbers name one document as far as they say; a shorter one agrees with the full one
    ("57" or "57-NQ" with "57-NQ/TW", "15/ND-CP" with "15/2023/ND-CP", "412/2026" with "सूप्रौ/412/2026")."""
    one, two = _parts(a), _parts(b)
    if not one.head or one.head != two.head or (one.rest and two.rest and one.rest != two.rest):
        return False
    return _same_letters(one, two)


def dated_alike(a: str, b: str) -> bool:
    """Whether both numbers say the year, and the same one."""
    one, two = _parts(a).rest, _parts(b).rest
    return bool(one) and one == two and is_year(one[-4:])


def _same_letters(a: _Parts, b: _Parts) -> bool:
    short, long = sorted((a, b), key=lambda parts: len("".join(parts.letters)))
    one, two = "".join(short.letters), "".join(long.letters)
    if one == two or not one:
        return True
    if _script(one) != _script(two):  # মেঘ, मेघ and MEGH
        return _skeleton(one) == _skeleton(two) != ""
    starts = {"".join(parts.letters[:n]) for parts in (a, b) for n in range(1, len(parts.letters))}
    if two.startswith(one) and one in starts | {code for code in CODES if len(code) > 1}:
        return True
    ends = {"".join(long.letters[n:]) for n in range(1, len(long.letters))}
    return long.leading and one in ends  # the office's own letters without those of the house


def _script(letters: str) -> str:
    char = letters[0]
    return "latin" if char < _INDIC else "devanagari" if char < "\u0980" else "bengali"


@cache
def _skeleton(letters: str) -> str:
    """What transliterations of one abbreviation have in common: its consonants."""
    from anyascii import anyascii

    bare = re.sub("[^a-z]|[aeiouyh]", "", anyascii(letters).lower()).translate(str.maketrans("bwzq", "vvjk"))
    return re.sub(r"(.)\1+", r"\1", bare)
