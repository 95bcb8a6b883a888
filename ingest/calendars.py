"""Dates in other calendars: Indian national, Vikrami, Buddhist, Bengali, Islamic, Vietnamese lunar.

They are found so that 1947 of the Saka era is not read as a year of ours, and so that a reader can be told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from ingest.date_tokens import Line

_YEAR = r"[Yn]"
_ERA = r"Z(?:_Z)*"
_BEHIND = rf"(?:_?(?:\(_?)?(?:y_)?{_ERA}(?:_?\))?)"  # the era behind its year, perhaps in brackets
_OF_YEAR = rf"(?:,?_?-?(?:u_)*(?:y_)?(?:Z_)*{_YEAR}(?:_y)?)"

# Codes without which it cannot match, pattern over the codes of `date_words`.
_PATTERNS: tuple[tuple[str, str], ...] = (
    # ngày 10 tháng 3 (năm 2026) âm lịch, 10/3 âm lịch; ngày 10 tháng 3 năm Bính Ngọ
    ("vZ", rf"(?:D_)?(?:d_)?v_(?:[dwN]|y(?=_y))(?:_w)?(?:_?[/-]?_?(?:y_)?{_YEAR})?_?,?_?{_BEHIND}"),
    ("Z", rf"(?:D_)?d[/-]d(?:[/-]{_YEAR}|_y_{_YEAR})?{_BEHIND}"),
    ("vU", r"(?:D_)?d_v_[dwN](?:_w)?,?_(?:y_)?[xq]_U"),
    ("vN", rf"(?:D_)?d_v_N(?:_(?:y_)?{_YEAR})?"),
    # 8 पौष 1947 (शक), 17 মাঘ ১৪৩২ বঙ্গাব্দ; Agrahayana 21, 1947 (Saka); ১৪৩২ সালের ১৭ মাঘ
    ("N", rf"(?:D_)?(?:{_YEAR}(?:_?-?[yuZT])*_)?d(?:_?o)?(?:_?-?u)?_?N(?:_m)?{_OF_YEAR}?{_BEHIND}?"),
    ("N", rf"N_d(?:_?o)?{_OF_YEAR}{_BEHIND}?"),
    ("NZ", rf"N(?:_m)?{_OF_YEAR}{_BEHIND}"),
    # शक संवत 1947, ১৪৩২ বঙ্গাব্দ, năm 2569 Phật lịch
    ("Z", rf"{_ERA}(?::?_?(?:#_)?(?:y_)?){_YEAR}(?:_y)?"),
    ("Z", rf"(?:y_)?{_YEAR}{_BEHIND}"),
)
# A date whose year is beyond ours: nobody but the Buddhist calendar is there.
_DATED = re.compile(
    r"(?:D_)?(?:d(?:_?o)?_?(?:u_)?M,?_|M_d(?:_?o)?,?_|d(?P<s>[/.-])d(?P=s)|d_v_d_?(?:y_|/_?)"
    r"|v_d_?(?:y_|/))n"
)
# Eras written short, or told by a word for year beside a number that can be no year of ours.
_SHORT_BEFORE = re.compile(r"(?<![^\W\d_])(?:b\. ?e\.|v\. ?s\.|a\. ?h\.|p\. ?l\.|वि\. ?सं\.?) ?\Z")
_SHORT_BEHIND = re.compile(r" ?(?:b\. ?e\.|a\. ?h\.|v\. ?s\.)")
_BUDDHIST_BEFORE = re.compile(r"(?<![^\W\d_])(?:be|pl|năm|nam|year|वर्ष|সাল) \Z")
_BUDDHIST_BEHIND = re.compile(r" (?:be|সাল|সালের|সালে)(?![^\W\d_])")
_BENGALI_BEFORE = re.compile(r"(?:বাংলা|সন|বঙ্গাব্দ) \Z")
_BENGALI_BEHIND = re.compile(r" সন(?![\u0980-\u09ff])")
_BUDDHIST, _BENGALI = range(2400, 2701), range(1300, 1600)
# A word before the era that belongs to it.
_NAMED = re.compile(r"(?:विक्रम|विक्रमी|बौद्ध|शालिवाहन|राष्ट्रीय|বাংলা|বিক্রম|vikram|buddhist|phật|phat|âm|am) \Z")


def foreign_dates(line: Line) -> list[tuple[int, int]]:
    """Tokens (first, last) of the dates and years of other calendars in a line, in order, not overlapping."""
    held = set(line.codes)
    spans: list[tuple[int, int]] = []
    for needs, pattern in _compiled():
        if held.issuperset(needs):
            spans += [_widened(line, *match.span()) for match in pattern.finditer(line.codes)]
    if "n" in held:
        dated = (match.span() for match in _DATED.finditer(line.codes))
        spans += [span for span in dated if line.value(span[1] - 1) in _BUDDHIST]
    for at, code in enumerate(line.codes):
        if code in "nY" and len(line.words[at]) == 4 and (span := _short(line, at)):
            spans.append(span)
    return _apart(spans, len(line.codes)) if spans else []


@cache
def _compiled() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    return tuple((frozenset(needs), re.compile(pattern)) for needs, pattern in _PATTERNS)


def _apart(spans: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Those that overlap none before them, in the order of the line."""
    taken, kept = bytearray(size), []
    for first, last in spans:
        if not any(taken[first:last]):
            taken[first:last] = b"\x01" * (last - first)
            kept.append((first, last))
    return sorted(kept)


def _widened(line: Line, first: int, last: int) -> tuple[int, int]:
    named = _NAMED.search(line.text, max(0, line.offsets[first] - 14), line.offsets[first])
    return (first - 2 if named else first), last


def _short(line: Line, at: int) -> tuple[int, int] | None:
    """The year at a token with its era, if that is written short or is told by the number."""
    text, start, end = line.text, line.offsets[at], line.offsets[at + 1]
    low, value = max(0, start - 14), int(line.value(at))
    before, behind = _SHORT_BEFORE.search(text, low, start), _SHORT_BEHIND.match(text, end)
    if not (before or behind) and value in _BUDDHIST:
        before, behind = _BUDDHIST_BEFORE.search(text, low, start), _BUDDHIST_BEHIND.match(text, end)
    if not (before or behind) and value in _BENGALI:
        before, behind = _BENGALI_BEFORE.search(text, low, start), _BENGALI_BEHIND.match(text, end)
    if not (before or behind):
        return None
    first = bisect_left(line.offsets, before.start()) if before else at
    return first, bisect_left(line.offsets, behind.end()) if behind else at + 1
