"""Latin letters spelled by their names in Devanagari and Bengali: एनक्यू and এনকিউ are NQ."""

from __future__ import annotations

import re
from functools import cache

from ingest.digits import folded

NAMES: dict[str, tuple[str, ...]] = {
    "A": ("ए", "এ"),
    "B": ("बी", "বি", "বী"),
    "C": ("सी", "সি", "সী"),
    "D": ("डी", "ডি", "ডী"),
    "E": ("ई", "ই"),
    "F": ("एफ", "एफ़", "এফ"),
    "G": ("जी", "জি", "জী"),
    "H": ("एच", "हेच", "এইচ", "এচ"),
    "I": ("आई", "आइ", "আই"),
    "J": ("जे", "জে"),
    "K": ("के", "কে"),
    "L": ("एल", "এল"),
    "M": ("एम", "এম"),
    "N": ("एन", "এন"),
    "O": ("ओ", "ও"),
    "P": ("पी", "পি", "পী"),
    "Q": ("क्यू", "क्यु", "কিউ", "কিয়ু"),
    "R": ("आर", "আর"),
    "S": ("एस", "এস"),
    "T": ("टी", "টি", "টী"),
    "U": ("यू", "यु", "ইউ", "ইঊ"),
    "V": ("वी", "भी", "ভি", "ভী"),
    "W": ("डब्ल्यू", "डब्ल्यु", "डब्लू", "डबल्यू", "डब्लयू", "ডব্লিউ", "ডব্লু", "ডাব্লিউ", "ডাবলিউ", "ডব্লিইউ"),
    "X": ("एक्स", "এক্স"),
    "Y": ("वाई", "वाय", "ওয়াই"),
    "Z": ("जेड", "ज़ेड", "জেড"),
}

_LONGEST = 60  # characters; more is no abbreviation
_LONGEST_NAME = 10
# Bengali case endings that may be glued to the last letter.
_ENDING = re.compile(r"(?:য়ের|য়ে|ের|এর|রও|র|তে|য়|টির|ে)$".replace("়", ""))


@cache
def _table() -> dict[str, str]:
    return {folded(name).text: letter for letter, names in NAMES.items() for name in names}


def spelled(word: str) -> str | None:
    """The Latin letters that `word` (nuktas removed) spells, or None; a Bengali case ending is left out."""
    if len(word) > _LONGEST:
        return None
    whole = _read(word)
    return whole if whole is not None else _read(_ENDING.sub("", word))


def _read(word: str) -> str | None:
    """Some names begin like others (जे is J, जेड is Z), so every way is kept until the end; longer names first."""
    letters = _table()
    readings: dict[int, str] = {0: ""}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_NAME), end):
            letter = letters.get(word[start:end])
            if letter is not None and start in readings:
                readings[end] = readings[start] + letter
                break
    return readings.get(len(word)) or None
