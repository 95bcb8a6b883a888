"""Text → tokens of the keyword index, the same for documents and questions.

A token is a run of letters, marks and numbers (Unicode categories L, M, N), so that Indic vowel signs, which are
marks, stay in their word.
"""

from __future__ import annotations

import unicodedata

from ingest.references import find_references, key

VERSION = 2  # of the rules below: an index made by others is rebuilt
LONGEST = 64  # characters of a token: a run without a break is no word


class _Separate(dict[int, str | None]):
    """str.translate table: letters and marks stay, digits become ASCII, invisible characters go, the rest parts."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        category = unicodedata.category(char)
        value: str | None = " "
        if category == "Nd":
            value = str(unicodedata.decimal(char))
        elif category[0] in "LMN":
            value = char
        elif category == "Cf" and char != "\u200b":  # joiners, soft hyphens, direction marks; zero-width space parts
            value = None
        self[code] = value
        return value


class _Plain(dict[int, str | None]):
    """str.translate table: Latin letters without diacritics, every other script as it is."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0]
        value: str | None = char
        if char == "đ":
            value = "d"
        elif "\u0300" <= char <= "\u036f":  # left over by NFC, always after a Latin, Greek or Cyrillic letter
            value = None
        elif base != char and unicodedata.name(base, "").startswith("LATIN"):
            value = base
        self[code] = value
        return value


_SEPARATE, _PLAIN = _Separate(), _Plain()


def tokenise(text: str) -> list[str]:
    """Tokens in the order of the text, then every full document number in it as one token ("57nqtw").

    NFC, case folded, native digits as ASCII. No word is left out: what a frequent one is worth is the ranking's matter.
    """
    numbers = ("".join(words(key(reference.number))) for reference in find_references(text))
    return words(text) + [number for number in numbers if not number.isdecimal()]


def words(text: str) -> list[str]:
    """The tokens of `tokenise` without the canonical document numbers."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return [word[:LONGEST] for word in folded.translate(_SEPARATE).split()]


def without_diacritics(token: str) -> str:
    """A token as people type Vietnamese without its marks: "nghị" → "nghi", "điều" → "dieu"; "नीति" stays."""
    return token.translate(_PLAIN)
