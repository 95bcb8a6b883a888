"""Which of the times that a clause names is when something is to be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.context import Context
from ingest.dates import Period
from ingest.digits import folded
from ingest.duty_words import cue, says
from ingest.numbers import TIMES
from ingest.reading import Reading
from ingest.references import Reference

STRONG = ("by", "before", "within")
_INSIDE = re.compile(r"(?:^|[\s(])(?:riêng|trong|vào|in|during|đến|cuối|from|từ)\s*(?:năm\s*)?\Z")
_SPANNED = re.compile(r"(?:over|during|in|within|throughout) the (?:period|years)\s+\Z|trong giai đoạn\s+\Z")
_INSIDE_BEHIND = re.compile(r"\s*(?:में|के दौरान|के अंत|মধ্যে|-?(?:এর|ের|র)? মধ্যে|সালে|-?এ\b|ে\b)")


def limits_something(period: Period, text: str, references: Sequence[Reference], context: Context) -> bool:
    """Whether a time is when something is to be done: not past on the document's day, nor the day of another document,
    nor a part of a name, nor what a later time takes the place of."""
    day, language = context.day, context.language
    if period.end is not None and day is not None and period.end < day and period.count is None:
        return False
    if _held_before(period, text, language):
        return False
    if period.recurrence or period.relation in STRONG:
        return True
    if any(beside(text, reference, period) for reference in references):
        return False
    if period.relation in ("from", "after"):
        return period.start is not None
    before = folded(text[max(0, period.start_char - 24) : period.start_char]).text
    if says("named_span", before[-16:], language) and period.precision in ("range", "year"):
        return _SPANNED.search(before) is not None
    if period.precision == "year":
        behind = folded(text[period.end_char : period.end_char + 14]).text
        return bool(_INSIDE.search(before) or _INSIDE_BEHIND.match(behind))
    return period.start is not None


def _held_before(period: Period, text: str, language: str) -> bool:
    """Whether another time stands in its place: "thay vì ngày 20/5/2026", "२० मई के बजाय"."""
    if language in ("hi", "bn"):
        behind = folded(text[period.end_char : period.end_char + 24]).text.lstrip(" -")
        return cue("instead", language).match(behind) is not None
    before = folded(text[max(0, period.start_char - 24) : period.start_char]).text
    found = list(cue("instead", language).finditer(before))
    return bool(found) and found[-1].group() not in ("từ", "from") and len(before) - found[-1].end() < 14


_DATED = re.compile(r"[\s,(]*(?:ngày|of|dated|on|दिनांक|तारीख|की|का|के|তারিখের|তারিখ|-?এর|ের)?[\s,(]*")
_DATED_BEFORE = re.compile(
    r"[\s,)]*(?:की|का|के|को|-?(?:এর|ের|র)|তারিখের|তারিখে|জারি করা|को जारी)?[\s,]*(?:[^\s,;।.]+\s+){0,5}?[^\d,;।.]{0,30}"
)


def beside(text: str, reference: Reference, period: Period) -> bool:
    """Whether a day is the document's own: "Plan 151-KH/TU of 24 February 2025", "दिनांक 24 फ़रवरी, 2025 की योजना …"."""
    if period.precision not in ("day", "year") or period.relation not in (None, "on"):
        return False
    if 0 <= period.start_char - reference.end <= 24:
        return _DATED.fullmatch(folded(text[reference.end : period.start_char]).text) is not None
    if 0 <= reference.start - period.end_char <= 60:
        between = text[period.end_char : reference.start]
        return any(char >= "\u0900" for char in between) and _DATED_BEFORE.fullmatch(between) is not None
    return False


_FROM_TO = re.compile(r"\s(?:đến|tới|to|until|till|से|থেকে|হতে)\s|[-–]")


def limit_of(sentence: str, words: str, reading: Reading, context: Context) -> Period | None:
    """The time that limits a clause `words` of a sentence: what says so most clearly, of equals the last. Of "extended
    from … to …" the latter."""
    found = [p for p in reading.periods if limits_something(p, sentence, reading.references, context)]
    if not found:
        return _new_limit(words, reading) if says("amends", words, context.language) else None
    rank = {"before": 3, "by": 3, "within": 2}
    best = max(found, key=lambda p: (bool(p.recurrence) + rank.get(p.relation or "", 0), p.start_char))
    if best.count is None and best.end and _FROM_TO.search(best.text) and says("amends", words, context.language):
        best = replace(best, start=best.end, relation="by")
    return best


def _new_limit(words: str, reading: Reading) -> Period | None:
    """The length of time that takes the place of another: for "72 hours" substitute "48 hours"."""
    lengths = [q for q in reading.quantities if q.unit in TIMES and q.relation is None]
    if len(lengths) < 2 or lengths[-1].unit != lengths[0].unit or '"' not in words.translate(_TO_PLAIN):
        return None
    new = lengths[-1]
    return Period(
        new.start, new.end, None, None, "within", None, new.text, "range", "", "event", int(new.value), new.unit
    )  # fmt: skip


_TO_PLAIN = str.maketrans("“”«»‘’'", '"' * 7)


def is_limited(period: Period | None) -> bool:
    """Whether the words themselves set a limit: "before", "within", "every"."""
    return period is not None and (period.relation in STRONG or period.recurrence is not None)
