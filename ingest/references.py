"""Document numbers, in every script and spelling: 57-NQ/TW, ৫৭-এনকিউ/টিডব্লিউ, "Nghị quyết 57", NQ57."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.digits import folded
from ingest.letters import spelled
from ingest.reference_keys import ascii_letters, dated_alike, is_year, key, same
from ingest.reference_styles import SEGMENT, canonical_letters, in_figures, lettered, looks_coded, with_nuktas
from ingest.reference_words import CODES, kind_behind, kind_of, kind_word, kinds, year_before, year_behind

__all__ = ["Reference", "find_references", "key", "matches", "same"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named at `text[start:end]`. `number` is canonical: ASCII digits, Latin letters as ASCII capitals
    ("57-NQ/TW", however it is written), other letters as they stand ("नीति/12/2026"), or the bare number ("57",
    "06") where no more is said; `kind` is "resolution", "plan", … where it is known."""

    start: int
    end: int
    number: str
    kind: str | None
    text: str


_CODED = re.compile(
    rf"(?<![\w.,/])(?<!\d-)(?P<digits>\d{{1,6}})(?:[/-](?P<year>(?:19|20)\d\d))?(?P<gap>[ ]?[-/][ ]?"
    rf"|[ ])(?P<code>{SEGMENT}(?:[ ]?[-/][ ]?{SEGMENT}){{0,4}})"
)
_PREFIXED = re.compile(
    r"(?<![^\W\d_])(?P<code>[A-ZĐa-zđ]{2,4})[ ]?(?P<digits>\d{1,5})(?P<rest>[-/][A-ZĐ]{2,6})?(?![\w%]|[.,/-]\d)"
)
_BARE = re.compile(r"(?<![\w.,/-])\d{1,5}(?:/(?:19|20)\d\d)?(?!\d|[.,/-]\d|[ ]?[-–][ ]?(?:19|20)\d\d|%|[ ]%)")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>|]+")
_SPLIT = re.compile(r"[ ]?([-/])[ ]?")


def find_references(text: str) -> list[Reference]:
    """The document numbers and short forms in a sentence, in order, not overlapping. Dates, periods, amounts, clause
    numbers and web addresses are none: a bare number needs the word for a kind of document before it, or "নং" and
    one behind."""
    if not _DIGIT.search(text):
        return []
    form = folded(text, lower=False)
    plain = _ADDRESS.sub(lambda address: "\ue000" * len(address.group()), form.text)
    lower = folded(text).text
    found: list[_Found] = []
    taken = bytearray(len(plain))
    _add(found, taken, (_near(lower, *span) for span in lettered(plain, lower)))
    _add(found, taken, (_coded(plain, lower, match) for match in _CODED.finditer(plain)))
    _add(found, taken, (_near(lower, *span) for span in in_figures(plain)))
    if kinds().search(lower):
        _add(found, taken, _bare_numbers(plain, lower))
        _add(found, taken, (_prefixed(match) for match in _PREFIXED.finditer(plain)))
    references = []
    for start, end, number, kind in sorted(found):
        first, last = form.span(start, end)
        written = text[first:last]
        references.append(Reference(first, last, with_nuktas(number, written), kind, written))
    return references


_Found = tuple[int, int, str, str | None]


def _add(found: list[_Found], taken: bytearray, more: Iterable[_Found | None]) -> None:
    """Add what overlaps nothing found before; `taken` marks the characters of that."""
    for item in more:
        if item and not any(taken[item[0] : item[1]]):
            found.append(item)
            taken[item[0] : item[1]] = b"\1" * (item[1] - item[0])


def _near(lower: str, start: int, end: int, number: str) -> _Found:
    return start, end, number, _kind_near(lower, start, end)


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
        letters = canonical_letters(segment)
        between = plain[end:place] if index else ""
        if index and (" " in between and (index > 1 or not looks_coded(segment))):
            break
        if letters is None or (index and _is_ending(segment, marks[index - 1], index)):
            break
        if (
            index
            and segment[0] < "\u0900"
            and not looks_coded(segment)
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
    year = is_year(match["digits"]) and not match["year"]
    capital = all(looks_coded(segment) or segment.isupper() for segment in raw)
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


_COUNTED = re.compile(
    r"[ -]?(?:%|năm|nam|tháng|thang|ngày|ngay|tuần|quý|giờ|tỷ|tỉ|ty|triệu|trieu|nghìn|đồng|người|phần trăm"
    r"|điểm|đợt|lần|days?|months?|weeks?|years?"
    r"|hours?|million|billion|thousand|crore|lakh|per ?cent|people|usd|vnd|दिन|वर्ष|साल|माह|महीन|घंट|प्रतिशत"
    r"|करोड|लाख|हजार|बिलियन|मिलियन|लोग|चरण"
    r"|দিন|বছর|মাস|ঘণ্টা|শতাংশ|কোটি|লাখ|লক্ষ|হাজার|বিলিয|মিলিয|জন|টি|টা)"
)
_GOES_ON = re.compile(
    r"\s*(?:$|[^\w\s\u0900-\u09ff]|(?:của|về|ngày|do|được|là|ban hành|có|và|tại|đã|theo|cua|ve|la|co|va|of|on"
    r"|is|was|and|to|has|dated|issued|from|for|date|says?|requires?|sets?|states?|applies|must|shall|will|should|may|can|be|are|were|do|does|by|in|under"
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
    before = kind_word().search(lower, max(0, start - 40), start)
    if before:
        kind, sure = kind_of(before)
        if not before["number"] and (
            is_year(number.split("/")[0])  # also "2025/2026"
            or _COUNTED.match(lower, end)
            or not _means_document(plain, lower, before, number, end, sure)
        ):
            return None
        return _of_year(lower, start, end, number, before.start(), kind, bool(before["number"]))
    behind = kind_behind().match(lower, end)
    if behind and behind["number"]:
        return _of_year(lower, start, end, number, start, kind_of(behind)[0], True)
    return None


def _of_year(lower: str, start: int, end: int, number: str, phrase: int, kind: str | None, sure: bool) -> _Found:
    """The year that stands apart from a number: Act No. 2 of 2025, 2025 का अधिनियम संख्या 2."""
    if "/" in number:
        return start, end, number, kind
    if (year := year_behind().match(lower, end)) and (sure or year["of"]):
        return start, year.end(), f"{number}/{year['year']}", kind
    if sure and (year := year_before().search(lower, max(0, phrase - 20), phrase)):
        return start, end, f"{number}/{year['year']}", kind
    return start, end, number, kind


def _means_document(plain: str, lower: str, word: re.Match[str], number: str, end: int, sure: bool) -> bool:
    """Whether "plan 151" is a document: not where it counts what follows ("plan 3 meetings", "quyết định 5 vấn đề")."""
    if number.startswith("0") or _GOES_ON.match(lower, end):
        return True
    if "/" in number and int(number.split("/")[0]) > 12:
        return True  # no month
    return len(number) > 1 and (sure or plain[word.start()].isupper())


def _prefixed(match: re.Match[str]) -> _Found | None:
    code = ascii_letters(match["code"]).upper()
    if code not in CODES or CODES[code] is None or (match["code"].islower() and code not in ("NQ", "QD", "CV")):
        return None
    if is_year(match["digits"]):
        return None
    return match.start(), match.end(), match["digits"] + ascii_letters(match["rest"] or ""), CODES[code]


# Kinds that translations do not tell apart; and those that they confuse with an order.
_ANNOUNCED = frozenset({"notice", "notification"})
_ORDERED = frozenset({"notice", "notification", "decision", "directive"})


def matches(question: Reference, other: Reference) -> bool:
    """`same` numbers whose kinds, where both are known, do not contradict. What is an order in one language may be a
    notification, a decision or a directive in another: that is believed where both numbers give the same year."""
    kinds_named = {question.kind, other.kind} - {None}
    if len(kinds_named) == 2 and not kinds_named <= _ANNOUNCED:
        others = kinds_named - {"order"}
        if len(others) > 1 or not others <= _ORDERED or not dated_alike(question.number, other.number):
            return False
    return same(question.number, other.number)
