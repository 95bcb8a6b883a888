"""Coarse keys of names, equal across scripts: Lâm Đồng, Lam Dong, लाम डोंग and লাম ডং share them.

A key is a skeleton of consonant classes: transcribers agree on consonants, hardly on vowels, aspiration, the dental
or retroflex row, v and b, final n, ng and nh. One syllable leaves little to tell by, so pairs of neighbouring words
get a key of their own, and a pair is what should be looked up first.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from ingest.digits import folded


class NameKey(NamedTuple):
    start: int
    end: int
    key: str


_word = re.compile(
    r"[A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]+|[\u0900-\u0963\u0970-\u097f\u200c\u200d]+"
    r"|[\u0980-\u09e5\u09f0-\u09ff\u200c\u200d]+"
)
_abbreviation = re.compile(r"[B-DF-HJ-NP-TV-ZĐ]{2,}|U[B-DF-HJ-NP-TV-ZĐ]+")  # TW, UBND
_gap = re.compile(r"[ \u00a0\u200b-]{1,2}")
_NASALS = str.maketrans(
    {"ं": "न", "ँ": None, "ং": "ন", "ঁ": None, "ঙ": "ন", "ङ": "न", "়": None, "़": None, "\u200c": None, "\u200d": None}
)
_BENGALI_ENDING = re.compile(r"(?:য়ের|য়ে|য়|ের|দের|কে|তে|র|ে|ও|ই|টি|গুলি|গুলো)$".replace("়", ""))
# In order: spelling → consonant class. Capitals are classes, small letters still to be read.
_LATIN_SOUNDS = (
    (r"^(?:k(?=n)|w(?=r)|p(?=s))", ""),
    (r"^wh", "v"),
    (r"^mc", "mak"),
    (r"sch", "s"),
    (r"ch(?=r)", "k"),
    (r"tch|ch", "C"),
    (r"[tc]ion", "son"),
    (r"ck", "k"),
    (r"sc(?=[eiy])", "s"),
    (r"c(?=[eiy])", "s"),
    (r"[cq]", "k"),
    (r"^x", "s"),
    (r"x", "ks"),
    (r"g(?=e)", "j"),
    (r"(?<=[aeiou])gh(?=t|$)", ""),
    (r"(?<=[aeiouy])w(?![aeiouy])", ""),
)
_SOUNDS = (
    (r"c", "C"),
    (r"^ng", "g"),
    (r"n[gh]", "n"),
    (r"([kgtdpbjs])h", r"\1"),
    (r"(?<=.)h(?![aeiou])", ""),
    (r"[bw]", "v"),
    (r"f", "p"),
    (r"z", "j"),
    (r"m(?=[pv])", "n"),
    (r"(?<=[kgtdsCpj])v", ""),
)


def _compiled(rules: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), sound) for pattern, sound in rules)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[tuple[re.Pattern[str], str], ...], tuple[tuple[re.Pattern[str], str], ...]]:
    return _compiled(_LATIN_SOUNDS), _compiled(_SOUNDS)


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """The key of one word in any script; "" where it has no letters. A first vowel is kept as A."""
    latin, common = _rules()
    indic = any("\u0900" <= char <= "\u0dff" for char in word)
    letters = _ascii(word)
    for pattern, sound in common if indic else latin + common:
        letters = pattern.sub(sound, letters)
    if not letters:
        return ""
    key = re.sub(r"[aeiouy]", "", letters).upper()
    if letters[0] in "aeiouy":
        key = "A" + key
    return re.sub(r"(.)\1+", r"\1", key)


def _ascii(word: str) -> str:
    if word.isascii():
        return word.lower()
    composed = unicodedata.normalize("NFC", word)
    if all(char < "\u0300" or "\u1e00" <= char <= "\u1eff" or char in "ăĂđĐĩĨũŨơƠưƯ" for char in composed):
        bare = unicodedata.normalize("NFD", composed.replace("đ", "d").replace("Đ", "D"))
        plain = "".join(char for char in bare if not unicodedata.combining(char))
        if plain.isascii():
            return plain.lower()
    from anyascii import anyascii

    plain = unicodedata.normalize("NFD", composed).translate(_NASALS)
    return re.sub(r"[^a-z]", "", anyascii(plain).lower())


def name_keys(text: str) -> list[NameKey]:
    """Keys of the words that may be names and of pairs of them, in the order of the text.

    In Latin letters those with a capital, or all where the text has none; in other scripts all, and Bengali words
    also without a case ending. A single word needs two consonants; a pair may be one word elsewhere (Hà Nội, Hanoi).
    """
    words = [match for match in _word.finditer(text) if len(match.group()) > 1]
    capitals = any(match.group()[0].isupper() for match in words)
    keys: list[NameKey] = []
    previous: tuple[int, int, str] | None = None
    for match in words:
        word, (start, end) = match.group(), match.span()
        if word[0] < "\u0900" and ((capitals and not word[0].isupper()) or _abbreviation.fullmatch(word)):
            previous = None
            continue
        forms = _forms(word)
        keys.extend(NameKey(start, end, key) for key in forms if len(key) > 1)
        if previous and _gap.fullmatch(text, previous[1], start):
            keys.extend(NameKey(previous[0], end, previous[2] + key) for key in forms if len(previous[2] + key) > 1)
        previous = (start, end, forms[0]) if forms else None
    return keys


def _forms(word: str) -> list[str]:
    forms = [word_key(word)]
    if "\u0980" <= word[0] <= "\u09ff":
        bare = _BENGALI_ENDING.sub("", folded(word).text)
        if len(bare) > 1:
            forms.append(word_key(bare))
    return list(dict.fromkeys(form for form in forms if form))


def similarity(a_key: str, b_key: str) -> float:
    """How alike two keys are, 0 to 1: one minus the edit distance over the longer length."""
    if a_key == b_key:
        return 1.0 if a_key else 0.0
    if not a_key or not b_key:
        return 0.0
    row = list(range(len(b_key) + 1))
    for at, one in enumerate(a_key, 1):
        diagonal, row[0] = row[0], at
        for to, two in enumerate(b_key, 1):
            diagonal, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, diagonal + (one != two))
    return 1.0 - row[-1] / max(len(a_key), len(b_key))
