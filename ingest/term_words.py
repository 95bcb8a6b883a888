"""Words of a text as keys that spellings share: case, tone marks, plural and case endings, homorganic nasals.

A term is a path of such keys. Between its words a connector ("and", "&", a comma, a dash) is one key, `JOIN`, so that
"Văn hóa, Thể thao và Du lịch" and "Văn hóa - Thể thao - Du lịch" are one path.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

JOIN = "&"
LANGUAGES = ("en", "vi", "hi", "bn")


class Token(NamedTuple):
    """A word or a mark of a folded text; the first key is the word's own, the others are of its bare forms."""

    start: int
    end: int
    text: str
    keys: tuple[str, ...]
    kind: str  # "word", "join" (also has keys where it is a word), "hyphen" (between letters), "mark", "line"


_SIGNS = r"\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3"
_token = re.compile(
    rf"(?P<word>[\w{_SIGNS}]+(?:['’](?:[^\W\d_]+|(?=\s[A-Za-z])))?(?:&[^\W\d_]+)*)|(?P<line>\s*\n\s*)|(?P<mark>[^\s])"
)  # the apostrophe of People's and the ampersand of KH&CN stay inside a word
_JOINERS = frozenset(("and", "và", "va", "एवं", "एवम्", "और", "तथा", "व", "ও", "এবং"))
_JOIN_MARKS = frozenset(",&-+/")
_SAME = {
    "center": "centre", "labor": "labour", "defense": "defence", "program": "programme", "men": "man",
    "children": "child", "chairmen": "chairman", "people": "people", "women": "woman", "dept": "department",
    "deptt": "department", "govt": "government", "cooperative": "cooperative", "coop": "cooperative",
}  # fmt: skip
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_bare_y = re.compile(r"^([bcdđghklmnprstvx]{1,2})y$")
_nasals = re.compile("(?:ङ्(?=[कखगघ])|ञ्(?=[चछजझ])|ण्(?=[टठडढ])|न्(?=[तथदध])|म्(?=[पफबभ]))")
_HINDI_ENDINGS = (
    ("ियों", "ी"), ("ियों", "ि"), ("ियाँ", "ी"), ("ियाँ", "ि"), ("ियां", "ी"), ("ियां", "ि"), ("ाओं", "ा"), ("ाएँ", "ा"),
    ("ाएं", "ा"), ("ुओं", "ु"), ("ुओं", "ू"), ("इयों", "ई"), ("इयाँ", "ई"), ("इयां", "ई"), ("ओं", ""), ("एँ", ""),
    ("एं", ""), ("ों", ""), ("ों", "ा"), ("ें", ""), ("े", "ा"), ("गणों", ""), ("गण", ""), ("ँ", "ं"),
)  # fmt: skip
# Letters with nuktas are folded: য়ের is written যের here.
BENGALI_ENDINGS = (
    "গুলোর", "গুলোকে", "গুলোতে", "গুলোয", "গুলো", "গুলির", "গুলিকে", "গুলিতে", "গুলি", "সমূহের", "সমূহকে", "সমূহে",
    "সমূহ", "গণের", "গণকে", "গণ", "দেরকে", "দের", "েরা", "টির", "টিকে", "টিতে", "টি", "টা", "যের", "যে", "ের", "রা",
    "কে", "তে", "েও", "রও", "কেও", "ে", "র", "য", "ও", "ই",
)  # fmt: skip
_SHORTEST = 2  # letters that an ending must leave
_AMBIGUOUS = frozenset(("ে", "তে", "েও"))  # also endings of verbs: করতে, করে are no forms of কর, tax


def tokens(folded: str) -> list[Token]:
    """The words and marks of a text in folded form (`ingest.digits.folded`, case kept or not)."""
    out: list[Token] = []
    for match in _token.finditer(folded):
        kind, text = match.lastgroup or "mark", match.group()
        start, end = match.span()
        if kind == "word":
            keys = word_keys(text)
            out.append(Token(start, end, text, keys, "join" if keys[0] in _JOINERS else "word"))
        elif kind == "line":
            out.append(Token(start, end, text, (), "line"))
        else:
            out.append(Token(start, end, text, (), _mark_kind(folded, start, text)))
    return out


def _mark_kind(text: str, at: int, mark: str) -> str:
    if mark == "-" and 0 < at < len(text) - 1 and not text[at - 1].isspace() and not text[at + 1].isspace():
        return "hyphen"
    return "join" if mark in _JOIN_MARKS else "mark"


@lru_cache(maxsize=50_000)
def word_keys(word: str) -> tuple[str, ...]:
    """The key of a word, then those of its forms without a plural or case ending."""
    first = word[0]
    if "\u0900" <= first <= "\u097f":
        return _hindi(word)
    if "\u0980" <= first <= "\u09ff":
        return _bengali(word)
    return (_latin(word.lower()),)


def _hindi(word: str) -> tuple[str, ...]:
    word = _nasals.sub("ं", word)
    keys = [word.replace("ँ", "ं")]
    for ending, instead in _HINDI_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            keys.append((word[: -len(ending)] + instead).replace("ँ", "ं"))
    return tuple(dict.fromkeys(keys))


def _bengali(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_bengali_key(word[: len(word) - cut]) for cut in (0, *bengali_cuts(word))))


def _bengali_key(word: str) -> str:
    return word.replace("ী", "ি").replace("ূ", "ু")


@lru_cache(maxsize=20_000)
def bengali_cuts(word: str) -> tuple[int, ...]:
    """How many letters each case ending that the word may carry takes, longest first; endings may follow each other."""
    cuts: set[int] = set()
    for ending in BENGALI_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST + (ending in _AMBIGUOUS):
            cuts.add(len(ending))
    return tuple(sorted(cuts, reverse=True))


def _latin(word: str) -> str:
    word = word.replace("’", "'")
    if word.endswith("'s") or word.endswith("s'"):
        word = word[:-2]
    if not word.isascii():
        return _vietnamese(word)
    if match := _bare_y.match(word):
        return match[1] + "i"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = _singular(word)
    word = word.replace("iz", "is") if "ization" in word or "izing" in word else word
    return _SAME.get(word, word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]


def _vietnamese(word: str) -> str:
    """The tone behind the letters, so that hóa and hoá, uỷ and ủy are one; y behind a consonant is i."""
    marks, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = char
        else:
            marks.append(char)
    letters = unicodedata.normalize("NFC", "".join(marks))
    if match := _bare_y.match(letters):
        letters = match[1] + "i"
    return unicodedata.normalize("NFC", letters + tone)


def bare(key: str) -> str:
    """A key of Vietnamese without accents."""
    plain = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))
