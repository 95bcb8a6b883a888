"""Document numbers, in every script and spelling: 57-NQ/TW, ৫৭-এনকিউ/টিডব্লিউ, "Nghị quyết 57", NQ57."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.digits import folded
from ingest.letters import spelled
from ingest.reference_words import CODES, NUMBER_WORD, kind_behind, kind_of, kind_word, kinds


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named at `text[start:end]`. `number` is canonical: ASCII digits and capitals ("57-NQ/TW"), or
    the bare number ("57", "06") where no more is said; `kind` is "resolution", "plan", … where it is known."""

    start: int
    end: int
    number: str
    kind: str | None
    text: str


_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u09d7]|&)*"
_SEGMENT = rf"{_LETTERS}\d{{0,2}}"
_CODED = re.compile(
    rf"(?<![\w.,/])(?<!\d-)(?P<digits>\d{{1,6}})(?:[/-](?P<year>(?:19|20)\d\d))?(?P<gap>[ ]?[-/][ ]?"
    rf"|[ ])(?P<code>{_SEGMENT}(?:[ ]?[-/][ ]?{_SEGMENT}){{0,4}})"
)
_PREFIXED = re.compile(
    r"(?<![^\W\d_])(?P<code>[A-ZĐa-zđ]{2,4})[ ]?(?P<digits>\d{1,5})(?P<rest>[-/][A-ZĐ]{2,6})?(?![\w%]|[.,/-]\d)"
)
_BARE = re.compile(r"(?<![\w.,/-])\d{1,5}(?:/(?:19|20)\d\d)?(?!\d|[.,/-]\d|[ ]?[-–][ ]?(?:19|20)\d\d|%|[ ]%)")
_SPLIT = re.compile(r"[ ]?([-/])[ ]?")


@cache
def _introduced() -> re.Pattern[str]:
    words = folded(NUMBER_WORD, lower=False).text
    body = rf"\d{{1,6}}(?:[-/.]\d{{1,6}}){{0,5}}(?:[-/.](?:{_LETTERS}|\d{{1,6}}))+"
    return re.compile(rf"(?<![^\W\d_])(?P<word>{words})[ ]?:?[ ]?(?P<body>{body})", re.IGNORECASE)


def find_references(text: str) -> list[Reference]:
    """The document numbers and short forms in a sentence, in order, not overlapping. Dates, periods, amounts and
    clause numbers are none: a bare number needs the word for a kind of document before it, or "নং" and one behind."""
    form = folded(text, lower=False)
    plain = form.text
    lower = folded(text).text
    found: list[tuple[int, int, str, str | None]] = []
    for match in _CODED.finditer(plain):
        if coded := _coded(plain, lower, match):
            found.append(coded)
    _add(found, [_own_style(plain, match) for match in _introduced().finditer(plain)])
    if kinds().search(lower):
        _add(found, _bare_numbers(plain, lower))
        _add(found, [_prefixed(match) for match in _PREFIXED.finditer(plain)])
    references = []
    for start, end, number, kind in sorted(found):
        first, last = form.span(start, end)
        references.append(Reference(first, last, number, kind, text[first:last]))
    return references


_Found = tuple[int, int, str, str | None]


def _add(found: list[_Found], more: Sequence[_Found | None]) -> None:
    for item in more:
        if item and not any(start < item[1] and item[0] < end for start, end, *_ in found):
            found.append(item)


def _ascii(letters: str) -> str:
    bare = unicodedata.normalize("NFD", letters.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def _letters(segment: str) -> str | None:
    """A segment of a code as ASCII capitals, or None where it is a word of the sentence."""
    head = segment.rstrip("0123456789")
    if head[0] >= "\u0900":
        name = spelled(head)
        return None if name is None else name + segment[len(head) :]
    latin = _ascii(segment)
    return latin.upper() if latin.isascii() else None


def _looks_coded(segment: str) -> bool:
    """Capitals, but for one small letter at or near the end: TW, UBND, TTg, CTr, QĐi, QH15."""
    head = segment.rstrip("0123456789")
    if head[0] >= "\u0900":
        return len(spelled(head) or "") > 1
    small = [char for char in head if char.islower()]
    return len(head) > 1 and len(small) <= 1 and head[:2].isupper()


def _type_code(code: str) -> str | None:
    """The type at the beginning of a code: the whole of its first part, or its first letters (NQTW, QH15)."""
    part = code.rstrip("0123456789")
    if part in CODES:
        return part
    return next(
        (known for known in CODES if len(known) > 1 and part.startswith(known) and len(part) - len(known) <= 6), None
    )


def _known(raw: str, code: str) -> bool:
    """Whether a code begins with a type; one in small letters must be a type and nothing more (not "day" for DA)."""
    return _type_code(code) is not None if not raw.islower() else len(code) > 1 and code in CODES


def _coded(plain: str, lower: str, match: re.Match[str]) -> _Found | None:
    pieces = _SPLIT.split(match["code"])
    raw, marks = pieces[::2], pieces[1::2]
    at, end = match.start("code"), match.start("code")
    segments: list[str] = []
    for index, segment in enumerate(raw):
        place = plain.index(segment, at)
        letters = _letters(segment)
        between = plain[end:place] if index else ""
        if index and (" " in between and (index > 1 or not _looks_coded(segment))):
            break
        if letters is None or (index and _is_ending(segment, marks[index - 1], index)):
            break
        if (
            index
            and segment[0] < "\u0900"
            and not _looks_coded(segment)
            and any(map(str.isupper, raw[0]))
            and not (segment.isupper())
        ):
            break
        segments.append(letters)
        at = end = place + len(segment)
    if not segments or not _is_code(match, raw[: len(segments)], segments):
        return None
    first = match["gap"].strip() or "-"
    number = match["digits"] + (f"/{match['year']}" if match["year"] else "") + first + segments[0]
    number += "".join(mark + segment for mark, segment in zip(marks, segments[1:], strict=False))
    code = _type_code(segments[0])
    kind = CODES[code] if code else _kind_near(lower, match.start(), end)
    return match.start(), end, number, kind


def _is_ending(segment: str, mark: str, index: int) -> bool:
    """A Bengali case ending behind a hyphen: ৭১/এনকিউ-সিপি-এ, 57-NQ/TW-কে, -এর, -টি."""
    return mark == "-" and index > 0 and segment[0] >= "\u0980" and len(spelled(segment) or "x") == 1


def _is_code(match: re.Match[str], raw: list[str], segments: list[str]) -> bool:
    known = _known(raw[0], segments[0])
    year = re.fullmatch(r"(?:19|20)\d\d", match["digits"]) is not None and not match["year"]
    capital = all(_looks_coded(segment) or segment.isupper() for segment in raw)
    if match["gap"] == " ":
        return len(segments) > 1 and known and (capital or len(segments[1]) > 1)
    if year and match["gap"].count(" ") == 2:
        return False
    if len(segments) > 1:
        return (capital and any(len(segment) > 1 for segment in segments)) or known
    if match["year"]:
        return capital or known
    return known and capital and not year and len(segments[0]) > 1 and segments[0] != "QH"


def _kind_near(lower: str, start: int, end: int) -> str | None:
    if before := kind_word().search(lower[max(0, start - 40) : start]):
        return kind_of(before)[0]
    if behind := kind_behind().match(lower, end):
        return kind_of(behind)[0]
    return None


def _own_style(plain: str, match: re.Match[str]) -> _Found | None:
    """Numbers of other offices, believed only after a number word: F.No. 12/34/2025-ABC, স্মারক নং ০৫.০০.০০০০.১৭২."""
    body, start = match["body"], match.start("body")
    while ending := re.search(r"-(?:এর|ের|র|তে|এ|কে|টি)$", body):
        body = body[: ending.start()]
    parts = re.split(r"[-/.]", body)
    lettered = [part for part in parts if not part.isdecimal()]
    numbers = [part for part in parts if part.isdecimal()]
    if not lettered:
        dotted = "." in body and len(numbers) >= 4 and "/" not in body
        dated = re.search(r"/(?:19|20)\d\d$", body) and len(numbers) >= 2 and not _is_date(body)
        if not (dotted or dated):
            return None
    elif any(len(part) < 2 and part.islower() for part in lettered) or not (len(numbers) > 1 or lettered[0].isupper()):
        return None
    words = [part if part.isdecimal() else _letters(part) or _transliterated(part) for part in parts]
    marks = re.findall(r"[-/.]", body)
    number = "".join(word + mark for word, mark in zip(words, [*marks, ""], strict=True))
    return start, start + len(body), number, _kind_near(plain.lower(), match.start("word"), start + len(body))


def _transliterated(word: str) -> str:
    from anyascii import anyascii

    return re.sub(r"[^A-Z0-9]", "", anyascii(word).upper())


def _is_date(body: str) -> bool:
    numbers = [int(part) for part in re.split(r"[-/.]", body)]
    return (len(numbers) == 3 and numbers[0] <= 31 and numbers[1] <= 12) or (len(numbers) == 2 and numbers[0] <= 12)


_COUNTED = re.compile(
    r"[ -]?(?:%|năm|nam|tháng|thang|ngày|ngay|tuần|quý|giờ|tỷ|tỉ|ty|triệu|trieu|nghìn|đồng|người|phần trăm"
    r"|điểm|đợt|lần|days?|months?|weeks?|years?"
    r"|hours?|million|billion|thousand|crore|lakh|per ?cent|people|usd|vnd|दिन|वर्ष|साल|माह|महीन|घंट|प्रतिशत"
    r"|करोड|लाख|हजार|बिलियन|मिलियन|लोग|चरण"
    r"|দিন|বছর|মাস|ঘণ্টা|শতাংশ|কোটি|লাখ|লক্ষ|হাজার|বিলিয|মিলিয|জন|টি|টা)"
)
_GOES_ON = re.compile(
    r"\s*(?:$|[^\w\s\u0900-\u09ff]|(?:của|về|ngày|do|được|là|ban hành|có|và|tại|đã|theo|cua|ve|la|co|va|of|on"
    r"|is|was|and|to|has|dated|issued|from|for|date"
    r"|के|की|का|को|में|पर|ने|से|और|कब|कौन|এর|র|ও|এবং|কবে|কে|অনুযায|অনুসারে|kobe|er|ki|ke|ka|kab)(?![^\W\d_]))"
)


_LISTED = re.compile(r"\s*(?:,|and|và|và số|va|और|तथा|एवं|ও|এবং|&)\s*(?:số\s*)?")


def _bare_numbers(plain: str, lower: str) -> list[_Found | None]:
    found: list[_Found | None] = []
    last: _Found | None = None
    for match in _BARE.finditer(plain):
        item = _bare(plain, lower, *match.span())
        listed = last is not None and len(match.group()) > 1 and _LISTED.fullmatch(lower, last[1], match.start())
        if item is None and last and listed and (_GOES_ON.match(lower, match.end())):
            item = (*match.span(), match.group(), last[3])  # Resolutions 57, 59 and 68
        found.append(item)
        last = item or last
    return found


def _bare(plain: str, lower: str, start: int, end: int) -> _Found | None:
    """A number with nothing but a word for a kind of document beside it."""
    number = plain[start:end]
    year = re.fullmatch(r"(?:19|20)\d\d", number) is not None
    before = kind_word().search(lower, max(0, start - 40), start)
    if before:
        kind, sure = kind_of(before)
        if before["number"]:
            return start, end, number, kind
        if year or _COUNTED.match(lower, end) or not _means_document(plain, lower, before, number, end, sure):
            return None
        return start, end, number, kind
    behind = kind_behind().match(lower, end)
    if behind and behind["number"]:
        return start, end, number, kind_of(behind)[0]
    return None


def _means_document(plain: str, lower: str, word: re.Match[str], number: str, end: int, sure: bool) -> bool:
    """Whether "plan 151" is a document: not where it counts what follows ("plan 3 meetings", "quyết định 5 vấn đề")."""
    if number.startswith("0") or _GOES_ON.match(lower, end):
        return True
    return len(number) > 1 and (sure or plain[word.start()].isupper())


def _prefixed(match: re.Match[str]) -> _Found | None:
    code = _ascii(match["code"]).upper()
    if code not in CODES or CODES[code] is None or (match["code"].islower() and code not in ("NQ", "QD", "CV")):
        return None
    if re.fullmatch(r"(?:19|20)\d\d", match["digits"]):
        return None
    return match.start(), match.end(), match["digits"] + _ascii(match["rest"] or ""), CODES[code]


@cache
def _parts(number: str) -> tuple[str, str, tuple[str, ...]]:
    """Leading number without its zeros, year or further numbers, and the letters' segments."""
    pieces = [piece for piece in re.split(r"[^0-9A-Z]+", _ascii(folded(number, lower=False).text).upper()) if piece]
    if not pieces:
        return "", "", ()
    digits = next((at for at, piece in enumerate(pieces) if not piece.isdecimal()), len(pieces))
    head = pieces[0] if digits else ""
    return head.lstrip("0") or head[-1:], "/".join(pieces[1:digits]), tuple(pieces[digits:])


def key(number: str) -> str:
    """The form in which spellings of one number are equal: no leading zeros, one style of separators ("57/NQTW")."""
    head, year, letters = _parts(number)
    return "/".join(part for part in (head, year, "".join(letters)) if part)


def same(a: str, b: str) -> bool:
    """Whether two canonical numbers name one document as far as they say; a shorter one agrees with the full one
    ("57" or "57-NQ" with "57-NQ/TW", "15/ND-CP" with "15/2023/ND-CP")."""
    (head_a, year_a, letters_a), (head_b, year_b, letters_b) = _parts(a), _parts(b)
    if not head_a or head_a != head_b or (year_a and year_b and year_a != year_b):
        return False
    one, two = sorted(("".join(letters_a), "".join(letters_b)), key=len)
    if one == two or not one:
        return True
    starts = {"".join(letters[:n]) for letters in (letters_a, letters_b) for n in range(1, len(letters))}
    return two.startswith(one) and one in starts | {code for code in CODES if len(code) > 1}


def matches(question: Reference, other: Reference) -> bool:
    """`same` numbers whose kinds, where both are known, do not contradict."""
    if question.kind and other.kind and question.kind != other.kind:
        return False
    return same(question.number, other.number)
