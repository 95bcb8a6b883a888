"""Numbers in the styles of single offices, letters and figures in any order: EDU/31/2026, সেবা/১১৮/২০২৬, S.O. 123(E).

They follow no table of types, so it is their place in the sentence and a year that tells them from other figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ingest.date_words import lexicon
from ingest.digits import folded
from ingest.letters import spelled
from ingest.reference_keys import ascii_letters, drop_fiscal, is_year
from ingest.reference_words import MARKS, NUMBER_WORD, kind_word

Span = tuple[int, int, str]  # start, end, canonical number

LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{MARKS}&])*+"
SEGMENT = rf"{LETTERS}\d{{0,2}}"
_WORD = rf"{LETTERS}(?:\.{LETTERS})*+\.?\d{{0,2}}"
_MARK = r"(?:[-/]|(?<=\d)[ ]?/[ ]?|[ ]?/[ ]?(?=\d))"  # a slash may stand free beside figures
_MORE = rf"(?:(?:{_MARK}|(?<=\d)\.(?=\d))(?:{_WORD}|\d{{1,6}}(?!\d))){{0,6}}+"
_LEADING = rf"{_WORD}(?:[-/]{_WORD}){{0,3}}[ ]?[-/][ ]?\d{{1,6}}(?!\d){_MORE}"
_WIDE = rf"{_WORD}(?:[ ]?[-/][ ]?{_WORD}){{0,3}}[ ]?[-/][ ]?\d{{1,6}}(?!\d){_MORE}"
_FIGURES = rf"\d{{1,6}}(?:(?:[-.]|[ ]?/[ ]?)\d{{1,6}}){{0,5}}(?:(?:[-/.]|[ ]?/[ ]?(?=\d))(?:{LETTERS}|\d{{1,6}}))+"
_LETTERED = re.compile(rf"(?<![\w{MARKS}./&@-])(?P<body>{_LEADING})")
_GAZETTE = re.compile(
    rf"(?<![\w{MARKS}./])(?P<letters>(?:(?:[A-Z]|[\u0904-\u0939\u0985-\u09b9][{MARKS}]*)\.[ ]?){{2,4}}|[A-Z]{{2,4}}[ ])"
    rf"(?P<digits>\d{{1,5}})(?!\d)(?:[ ]?\((?P<part>[A-Z]|[\u0904-\u0939\u0985-\u09b9][{MARKS}]*)\)|(?![./-]?\w))"
)
_PARTS = re.compile(r"[ ]?[-/][ ]?|(?<=\d)\.")
# Bengali and Hindi postpositions that a hyphen joins to a number.
_ENDING = re.compile(r"এর|ের|র|তে|এ|কে|টি|ও|के|का|की|को|में|से|ने")
_DATE_WORDS = frozenset("MvmDkqhys")
_LONGEST = 12  # letters; a longer Indic word is a word of the sentence


@cache
def _introduced() -> re.Pattern[str]:
    words = folded(NUMBER_WORD, lower=False).text
    return re.compile(
        rf"(?<![^\W\d_])(?<![{MARKS}])(?P<word>{words})(?:[ ]?[:.-]{{1,2}}[ ]?|[ ]|(?<=\.)|(?=\d))"
        rf"(?:(?P<lettered>{_WIDE})|(?P<figures>{_FIGURES}))",
        re.IGNORECASE,
    )


def lettered(plain: str, lower: str) -> Iterator[Span]:
    """Numbers that begin with letters: behind a number word, behind the word for a kind of document, or with a year."""
    for match in _GAZETTE.finditer(plain):
        after_kind = kind_word().search(lower, max(0, match.start() - 40), match.start())
        if number := _gazette(match, after_kind is not None):
            yield match.start(), match.end(), number
    if "/" not in plain and "-" not in plain:
        return
    for match in _introduced().finditer(plain):
        if match["lettered"] and (found := _lettered(plain, match.start("lettered"), match["lettered"], 2)):
            yield found
    for match in _LETTERED.finditer(plain) if "/" in plain else ():
        kind = kind_word().search(lower, max(0, match.start() - 40), match.start())
        if found := _lettered(plain, match.start(), match["body"], 1 if kind else 0):
            yield found


def in_figures(plain: str) -> Iterator[Span]:
    """Numbers that begin with figures, believed only behind a number word: F.No. 12/34/2025-ABC, নং ০৫.০০.০০০০.১৭২."""
    for match in _introduced().finditer(plain):
        if match["figures"] and (found := _in_figures(match.start("figures"), match["figures"])):
            yield found


def canonical_letters(segment: str) -> str | None:
    """A segment of a code as ASCII capitals, or None where it is no abbreviation that ASCII could say."""
    head = segment.rstrip("0123456789")
    if head[0] >= "\u0900":
        name = spelled(head)
        return None if name is None else name + segment[len(head) :]
    latin = ascii_letters(segment)
    return latin.upper() if latin.isascii() else None


def looks_coded(segment: str) -> bool:
    """Capitals, but for one small letter at or near the end: TW, UBND, TTg, CTr, QĐi, QH15."""
    head = segment.rstrip("0123456789")
    if head[0] >= "\u0900":
        return len(spelled(head) or "") > 1
    small = [char for char in head if char.islower()]
    return len(head) > 1 and len(small) <= 1 and head[:2].isupper()


def with_nuktas(number: str, written: str) -> str:
    """The Indic letters of a canonical number with the dots that they have as they are written."""
    if number.isascii() or not re.search("[\u093c\u09bc]", composed := unicodedata.normalize("NFC", written)):
        return number
    indic = "[\u0900-\u0963\u0980-\u09e3]+"
    dotted = {folded(run, lower=False).text: run for run in re.findall(indic, composed)}
    return re.sub(indic, lambda run: dotted.get(run.group(), run.group()), number)


def _written(part: str) -> str:
    bare = part.replace(".", "")
    return bare if bare.isdecimal() else canonical_letters(bare) or bare.upper()


def _split(body: str) -> tuple[list[str], list[str], list[int]]:
    """Parts, the marks between them, and where each part ends."""
    marks = list(_PARTS.finditer(body))
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(body)]
    return [body[a:b] for a, b in zip(starts, ends, strict=True)], [mark.group().strip() for mark in marks], ends


def _joined(parts: list[str], marks: list[str]) -> str:
    return "".join(part + mark for part, mark in zip(map(_written, parts), [*marks, ""], strict=False))


def _is_tail(part: str, mark: str, trust: int) -> bool:
    """Whether letters behind the figures belong to the number, and are no word of the sentence."""
    if _ENDING.fullmatch(part):
        return mark == "/"
    if part[0] >= "\u0900":
        return trust > 0 or mark == "/"
    return part.isupper() or looks_coded(part) or (trust == 2 and part[0].isupper() and len(part) <= 6)


def _lettered(plain: str, start: int, body: str, trust: int) -> Span | None:
    """`trust`: 2 behind a number word, 1 behind the word for a kind of document, else 0."""
    parts, marks, ends = _split(body)
    first = next(at for at, part in enumerate(parts) if part[0].isdecimal())
    kept = first + 1
    while kept < len(parts) and (parts[kept].isdecimal() or _is_tail(parts[kept], marks[kept - 1], trust)):
        kept += 1
    parts, marks, end = parts[:kept], marks[: kept - 1], start + ends[kept - 1]
    end -= parts[-1].endswith(".")  # of the sentence
    if plain[end : end + 1].isascii() and plain[end : end + 1].isalpha():
        return None
    code, figures = parts[:first], drop_fiscal([part for part in parts if part.isdecimal()])
    if not _believed(code, figures, marks[first - 1], trust):
        return None
    return start, end, _joined(parts, marks[: kept - 1])


def _believed(code: list[str], figures: list[str], mark: str, trust: int) -> bool:
    words = [segment.replace(".", "").rstrip("0123456789") for segment in code]
    entries = [lexicon().get(word.lower()) for word in words]
    if all(entry and entry[0] in _DATE_WORDS for entry in entries) or any(len(word) > _LONGEST for word in words):
        return False
    latin = [word for word in words if word[0] < "\u0900"]
    capital = all(word.isupper() or looks_coded(word) for word in latin)
    serials = [figure for figure in figures if not is_year(figure)] or (figures[:-1] if trust == 2 else [])
    if not serials:
        return False
    if len(figures) > len(serials):  # with a year
        alone = capital and (len(latin) < len(words) or len("".join(latin)) > 1)
        return trust == 2 or (mark == "/" and (trust == 1 or alone))
    if len(serials) > 1:
        return trust == 2 and capital
    return trust > 0 and capital and mark == "/" and all(len(word) > 1 for word in words)


def _in_figures(start: int, body: str) -> Span | None:
    parts, marks, ends = _split(body)
    while len(parts) > 1 and marks[-1] == "-" and _ENDING.fullmatch(parts[-1]):
        parts, marks, ends = parts[:-1], marks[:-1], ends[:-1]
    body = body[: ends[-1]]
    letters = [part for part in parts if not part.isdecimal()]
    numbers = [part for part in parts if part.isdecimal()]
    if not letters:
        dotted = "." in marks and len(numbers) >= 4 and "/" not in marks
        dated = len(numbers) >= 2 and marks[-1] == "/" and is_year(numbers[-1]) and not _is_date(numbers)
        if not (dotted or dated):
            return None
    elif any(len(part) < 2 and part.islower() for part in letters) or not (len(numbers) > 1 or letters[0].isupper()):
        return None
    return start, start + len(body), _joined(parts, marks)


def _is_date(numbers: list[str]) -> bool:
    first, second = int(numbers[0]), int(numbers[1])
    return (len(numbers) == 3 and first <= 31 and second <= 12) or (len(numbers) == 2 and first <= 12)


def _gazette(match: re.Match[str], after_kind: bool) -> str | None:
    letters = [letter.strip() for letter in match["letters"].split(".") if letter.strip()]
    part = f"({match['part']})" if match["part"] else ""
    if "." not in match["letters"]:
        if match["part"] != "E":  # Extraordinary
            return None
        letters = list(letters[0])
    elif not part and not after_kind:
        return None
    return f"{'.'.join(letters)}. {match['digits']}{part}"
