"""Dates, periods, time limits and recurrences in Vietnamese, Hindi, Bengali and English sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, cast

from ingest.date_grammar import Groups, Meaning, Precision, Token, after, patterns, read
from ingest.date_words import lexicon
from ingest.digits import folded

Relation = Literal["on", "by", "before", "from", "within", "after"]
Recurrence = Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: `text[start_char:end_char]` is its words, without the words of the relation.

    `start` and `end` are its first and last day, both included; both are None where the text does not say
    the year or counts from a day that is not known.
    """

    start_char: int
    end_char: int
    start: date | None
    end: date | None
    relation: Relation | None
    recurrence: str | None
    text: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class _Found:
    start: int  # offsets in the folded text
    end: int
    kind: str
    meaning: Meaning
    year: int | None
    relation: Relation | None = None
    until: _Found | None = None  # the other end of a range

    def interval(self) -> tuple[date, date] | None:
        if self.year is None or self.meaning.interval is None:
            return None
        return self.meaning.interval(self.year)


_token = re.compile(
    r"\d+|[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+|[\u0900-\u0963\u0970-\u097f]+"
    r"|[\u0980-\u09e5\u09f0-\u09ff]+|\s+|."
)
_worth_reading = re.compile(r"[dYwCEqHsh]|v|M")


def find_periods(
    text: str, language: str | None = None, reference: date | None = None, exclude: Sequence[tuple[int, int]] = ()
) -> list[Period]:
    """The time expressions of a sentence, in order, not overlapping.

    `language` is not needed: the words themselves are in one. `reference` is the day from which "within 30 days" counts
    and whose year a date without one takes. `exclude` are spans (document numbers) in which nothing is looked for.
    """
    form = folded(text)
    tokens = _tokens(form.text, form.inverse(list(exclude)))
    codes = "".join(token.code for token in tokens)
    if not _worth_reading.search(codes):
        return []
    found = _matches(tokens, codes)
    found = _join_ranges(form.text, _lend_years(form.text, found))
    if reference is not None:
        found = [item if item.year else replace(item, year=reference.year) for item in found]
    periods = []
    for item in found:
        related = _relate(form.text, item)
        if related is not None and (item.year is not None or item.kind not in ("month", "season")):
            start, end = form.span(item.start, (item.until or related).end)
            periods.append(_period(text, start, end, related, reference))
    return periods


def _tokens(text: str, exclude: Sequence[tuple[int, int]]) -> list[Token]:
    words = lexicon()
    tokens: list[Token] = []
    previous = ""
    for match in _token.finditer(text):
        word, (start, end) = match.group(), match.span()
        code, value = "x", 0 if not word.isdecimal() else int(word[:9])
        if word.isdecimal():
            code = "d" if end - start <= 2 else "Y" if end - start == 4 and 1900 <= value <= 2100 else "n"
        elif word in "/-.,":
            code = word
        elif word.isspace():
            code = "_" if "\n" not in word else "x"
        elif entry := words.get(word):
            code, value = entry  # type: ignore[assignment]
            if word == "nam" and previous in ("viet", "việt"):
                code = "x"
        if exclude and any(low < end and start < high for low, high in exclude):
            code = "x"
        tokens.append(Token(code, value, start, end))
        if code != "_":
            previous = word
    return tokens


def _matches(tokens: Sequence[Token], codes: str) -> list[_Found]:
    taken = bytearray(len(codes))
    found: list[_Found] = []
    for kind, pattern in patterns():
        for match in pattern.finditer(codes):
            first, last = match.span()
            if any(taken[first:last]):
                continue
            groups: Groups = {name: tokens[match.start(name)] for name, got in match.groupdict().items() if got}
            name = (
                next((name for name in ("m", "mb") if match[name]), None) if "m" in groups or "mb" in groups else None
            )
            month = [token for token in tokens[slice(*match.span(name))] if token.code in "dMwy"] if name else []
            meaning = read(kind, groups, month)
            if meaning is None or not _plausible(kind, tokens, codes, first, last):
                continue
            if meaning.year is not None and meaning.interval is not None and meaning.interval(meaning.year) is None:
                continue  # 31 April
            taken[first:last] = b"\x01" * (last - first)
            found.append(_Found(tokens[first].start, tokens[last - 1].end, kind, meaning, meaning.year))
    return sorted(found, key=lambda item: item.start)


def _plausible(kind: str, tokens: Sequence[Token], codes: str, first: int, last: int) -> bool:
    """Not part of a longer number, a document number, an amount."""
    before, behind = codes[max(0, first - 2) : first], codes[last : last + 2]
    if kind in ("day", "month", "year", "fiscal") and codes[first] in "dYn":
        if before[-1:] in ("/", "-", ".", ",") and before[:1] in ("d", "n", "Y") and len(before) == 2:
            return before[-1] == "-" and before[0] == "Y" and kind == "year"
        if behind[:1] == "/" and behind[1:] in ("x", "d", "n", "t", "R", "D", "q", "h"):
            return False
        if behind[:1] in ("-", ".", ",") and behind[1:] in ("d", "n"):
            return False
    if kind == "year" and codes[first] == "Y":
        if codes[:first].endswith("#_") or (
            behind[:1] == "-" and behind[1:] == "x" and tokens[last + 1].end - tokens[last + 1].start < 4
        ):
            return False
        return not (
            last - first == 1 and int(tokens[first].value) % 100 == 0 and behind != "" and behind[-1] in "xaAkmD"
        )
    return True


_and = re.compile(r"\s*(?:,|and|và|va|और|तथा|एवं|व|ও|এবং|আর|&)\s*(?:the\s+|ngày\s+)?")
_to = re.compile(
    r"\s*(?:-|(?:cho\s+)?(?:đến|den|tới|toi)(?:\s+hết|\s+het|\s+ngày|\s+cuối)?|to|through|until|till|up to"
    r"|से(?:\s+लेकर)?|se|থেকে|হতে|theke"
    r"|(?:-?\s*এর\s+)?থেকে)\s*(?:the\s+|ngày\s+)?"
)
_between = re.compile(r"(?:\bbetween|\btừ|\btu|giữa)\s*(?:ngày\s*)?$")
_midst = re.compile(r"\s*(?:-?(?:এর|র)\s*)?(?:के\s+बीच|মধ্যে|মাঝে)")


def _linked(text: str, one: _Found, two: _Found) -> bool:
    gap = text[one.end : two.start]
    if _to.fullmatch(gap):
        return True
    if not _and.fullmatch(gap):
        return False
    return bool(_between.search(text, max(0, one.start - 20), one.start) or _midst.match(text, two.end))


def _lend_years(text: str, found: list[_Found]) -> list[_Found]:
    """March and April 2025: a part without a year takes that of the next one where only "and" or "to" lies between."""
    lent = list(found)
    for at in range(len(lent) - 2, -1, -1):
        one, two = lent[at], lent[at + 1]
        gap = text[one.end : two.start]
        if one.year is None and one.meaning.interval and two.year and (_and.fullmatch(gap) or _to.fullmatch(gap)):
            lent[at] = replace(one, year=two.year)
    return lent


def _join_ranges(text: str, found: list[_Found]) -> list[_Found]:
    joined: list[_Found] = []
    for item in found:
        one = joined[-1] if joined else None
        if one and not one.until and one.kind in _ENDS and item.kind in _ENDS and _linked(text, one, item):
            start, end = one.interval(), item.interval()
            if start and end and start[0] <= end[1]:
                joined[-1] = replace(one, until=item)
                continue
        joined.append(item)
    return joined


_ENDS = ("day", "month", "year", "quarter", "season")

_BEFORE: dict[Relation, str] = {
    "by": r"chậm nhất|cham nhat|muộn nhất|muon nhat|không muộn hơn|khong muon hon|không quá|khong qua"
    r"|hạn chót|hạn cuối|thời hạn"
    r"|trước và trong|on or before|not later than|no later than|at the latest|latest by|by|until|till|up to"
    r"|(?:cho |kéo dài )?đến(?: hết)?|den(?: het)?|tới|to",
    "before": r"trước|truoc|before|prior to|ahead of",
    "from": r"kể từ|ke tu|bắt đầu từ|từ sau|từ|tu|from|since|starting(?: on| from)?|effective(?: from| on)?"
    r"|with effect from|w\.e\.f\.?",
    "within": r"trong vòng|trong thời hạn|trong thời gian|trong|within|during|in the course of",
    "after": r"sau|after|following",
    "on": r"on|vào|vao|dated",
}
_BEHIND: dict[Relation, str] = {
    "before": r"(?:से|se)\s+(?:पहले|पूर्व|पहिले|pehle|pahle)|(?:के|ke)\s+(?:पहले|पूर्व|pehle)(?!\s+(?:\d"
    r"|[महछतसआद]))|(?:আগে|আগেই|পূর্বে|age|aage)(?![a-z])",
    "after": r"(?:के|से|ke|se)\s+(?:बाद|पश्चात|उपरांत|baad)|পরে|পর(?![\u0980-\u09ff])|por\b",
    "within": r"(?:के\s+|ke\s+)?(?:भीतर|अंदर|अन्दर|दौरान|bhitar|andar)",
    "by": r"तक|tak\b|মধ্যে|মধ্যেই|modhye|moddhe|পর্যন্ত|porjonto|নাগাদ|ভিতরে|ভেতরে|at the latest|or earlier"
    r"|trở về trước",
    "from": r"से(?![\u0900-\u097f])(?!\s+(?:अधिक|कम|ज))|se\b|থেকে|হতে|theke|trở đi|tro di|onwards?|or later",
    "on": r"को(?![\u0900-\u097f])|ko\b|তারিখে(?!র)|তারিখ(?![\u0980-\u09ff])",
}


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BEFORE.items())
    filler = r"(?:là|la|vào|vao|ngày|ngay|the|end of|hết|het|cuối|năm|nam|tháng|date|day|as of|around|khoảng|:)"
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?:[\s:]+{filler})*[\s:(]*$")


@cache
def _behind() -> re.Pattern[str]:
    words = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BEHIND.items())
    filler = (
        r"(?:में|तारीख|तिथि|को|ईस्वी|তারিখের|তারিখ|সালের|সাল|सायं|tareekh|date|अंत|শেষের|शाम"
        r"|\d{1,2}(?::\d\d)?\s*बजे)"
    )
    return re.compile(rf"[\s)]*-?(?:(?:এর|ের|র|er)(?=[\s-]))?[\s)]*(?:{filler}\s+)*?(?:{words})")


def _relate(text: str, item: _Found) -> _Found | None:
    """The item with its relation; None for a length of time that is no time limit."""
    if item.until:
        return item
    behind = _behind().match(text, item.end)
    relation = cast("Relation | None", behind.lastgroup if behind else None)
    if relation in (None, "on", "from") or item.kind == "duration":
        # "từ … đến": the nearest word decides; what stands before is looked at last, as it may belong to the clause
        before = _before().search(text[max(0, item.start - 40) : item.start])
        if before:
            relation = (
                relation if relation == "from" and before.lastgroup == "on" else cast("Relation", before.lastgroup)
            )
    if item.kind == "duration":
        return _limit(text, item, relation)
    if item.meaning.recurrence:
        return replace(item, relation=relation if relation in ("before", "by") else None)
    if relation is None and item.meaning.precision == "day":
        relation = "on"
    if relation == "within" and item.meaning.precision == "day":
        relation = "by"
    if relation == "on" and item.meaning.precision != "day":
        relation = None
    return replace(item, relation=relation)


_tail = re.compile(
    r",?\s+(?:kể|tính|ke|tinh)\s+(?:từ|tu)\s+(?:ngày|khi|lúc|ngay|khi)(?:\s+[^\W\d_]+){1,2}"
    r"|\s+(?:of|from|after|following)\s+(?:the\s+)?(?:date\s+of\s+)?[a-z]+"
)
_LONGEST = 3_650  # units; a longer time limit is a misreading
_past = re.compile(r"\s+(?:qua|vừa qua|gần đây|trước|ago)\b")
_since = re.compile(r"\b(?:kể từ|ke tu|tính từ|tinh tu|của ngày)\b")


def _limit(text: str, item: _Found, relation: str | None) -> _Found | None:
    if _past.match(text, item.end) or (item.meaning.duration and item.meaning.duration[0] > _LONGEST):
        return None
    tail = _tail.match(text, item.end)
    if relation not in ("within", "by") and not (tail and _since.search(tail.group())):
        return None
    unit = item.meaning.duration[1] if item.meaning.duration else ""
    if unit == "y" and not tail and relation == "by":
        return None
    return replace(item, relation="within", end=tail.end() if tail else item.end)


def _period(text: str, start: int, end: int, item: _Found, reference: date | None) -> Period:
    first, last = item.interval() or (None, None)
    precision = item.meaning.precision
    if item.until:
        _, last = item.until.interval() or (None, None)
        precision = "range"
    if item.meaning.duration and reference is not None:
        first, last = reference, after(reference, *item.meaning.duration)
    return Period(start, end, first, last, item.relation, item.meaning.recurrence, text[start:end], precision)
