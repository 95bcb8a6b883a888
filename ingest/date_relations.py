"""How a time expression stands to what is said: before it, by it, from it on."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import cast

from ingest.date_matches import Found, Relation
from ingest.digits import folded
from ingest.limits import limit

_BEFORE: dict[Relation, str] = {
    "by": r"chậm nhất|cham nhat|muộn nhất|muon nhat|không muộn hơn|khong muon hon|không quá|khong qua"
    r"|không chậm hơn|không trễ hơn|trễ nhất|hạn chót|hạn cuối|thời hạn(?: hoàn thành)?|due(?! on)"
    r"|trước và trong|on or before|not later than|no later than|at the latest|latest by|by|until|till|up to"
    r"|(?:cho |kéo dài )?đến(?: hết)?|den(?: het)?|hết|tới|to",
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


# Words that may stand between a relation and its date: "by the end of", "trước 17 giờ ngày", "तक" after "शाम 5 बजे".
_FILLER_BEFORE = (
    r"(?:là|la|vào|vao|ngày|ngay|the|next|coming|(?:end|start|beginning) of|hết|het|cuối|năm|nam|học|tháng|date|day|of"
    r"|on|as of|around|khoảng|:|close of business|cob|noon|midnight"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|sáng|chiều|thứ [^\W\d_]+,?"
    r"|\d{1,2} ?(?:giờ|gio|h|g)(?: ?\d\d(?: phút)?)?|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock|hours|hrs)?)"
)
_FILLER_BEHIND = (
    r"(?:में|की|के|तारीख|तिथि|को|ईस्वी|माह|महीने|वर्ष|साल|তারিখের|তারিখ|সালের|সাল|মাসের|মাস|খ্রিস্টাব্দের|सायं|tareekh|date|अंत|अन्त"
    r"|শেষের|शाम|दोपहर|सुबह|সকাল|বিকেল|বিকাল|সন্ধ্যা|দুপুর|রাত|\d{1,2}(?::\d\d)?\s*(?:बजे|টার?|টায়))"
)


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BEFORE.items())
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?:[\s:]+{_FILLER_BEFORE})*[\s:(]*\Z")


@cache
def _behind() -> re.Pattern[str]:
    words = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BEHIND.items())
    pattern = rf"[\s)]*-?(?:(?:এর|ের|র|er)(?=[\s-]))?[\s)]*(?:{_FILLER_BEHIND}\s+)*?(?:{words})"
    return re.compile(folded(pattern, lower=False).text)


def relate(text: str, item: Found) -> Found | None:
    """The item with its relation; None for a length of time that is no time limit."""
    if item.until:
        return item
    if item.since:
        return replace(item, relation="within", counts_from="event")
    if item.meaning.recurrence:
        return _relate_recurrence(text, item)
    relation = _relation(text, item.start, item.end, prefer_before=item.kind == "duration")
    if item.kind == "duration":
        return limit(text, item, relation)
    if relation is None and item.meaning.precision == "day":
        relation = "on"
    if relation == "within" and item.meaning.precision == "day":
        relation = "by"
    if relation == "on" and item.meaning.precision != "day":
        relation = None
    return replace(item, relation=relation)


_INDIC_END = re.compile(r"[\u0900-\u09ff][\s(:]*\Z")


def _relation(text: str, start: int, end: int, prefer_before: bool = False) -> Relation | None:
    behind = _behind().match(text, end)
    relation = cast("Relation | None", behind.lastgroup if behind else None)
    if relation in (None, "on", "from") or prefer_before:
        # "từ … đến": the nearest word decides; what stands before is looked at last, as it may belong to the clause
        low = max(0, start - 40)
        # the words before a date are Vietnamese and English ones
        before = None if _INDIC_END.search(text, low, start) else _before().search(text, low, start)
        if before and not (relation == "from" and before.lastgroup == "on"):
            relation = cast("Relation", before.lastgroup)
    return relation


_CLOCK = re.compile(
    folded(
        r"[\s,(]*(?:(?:(?:by|before|at|until|no later than)\s+)*(?P<en>\d{1,2}(?:[:.]\d\d)?\s*(?:am\b|pm\b"
        r"|a\.m\.|p\.m\.))"
        r"|(?:trước|lúc|vào|chậm nhất)\s+(?P<vi>\d{1,2}\s*(?:giờ|h)(?:\s*\d\d)?(?![^\W_]))"
        r"|(?:शाम|सुबह|दोपहर|सायं|সকাল|বিকেল|বিকাল|সন্ধ্যা|দুপুর|রাত)\s+(?P<hi>\d{1,2}(?:[:.]\d\d)?\s*(?:बजे|টা(?:র|য়)?)))",
        lower=False,
    ).text
)


def _relate_recurrence(text: str, item: Found) -> Found:
    """The day of a recurrence has the relation, or the time of the day behind it, which is then part of it."""
    start, end = item.day or (item.start, item.end)
    relation = _relation(text, start, end)
    if clock := _CLOCK.match(text, item.end):
        item = replace(item, end=clock.end())
        relation = _relation(text, clock.start(clock.lastgroup or 0), clock.end()) or relation
    if relation == "within" and "BY" in item.meaning.rule:
        relation = "by"
    if relation not in ("before", "by"):
        on_a_day = item.meaning.recurrence not in ("daily", "weekly") and re.search("DAY=", item.meaning.rule)
        relation = "on" if on_a_day and relation in (None, "on") else None
    return replace(item, relation=relation)


def span_in_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a time expression with the words of its relation: "trước ngày 30/6", "१५ मई से पहले"."""
    form = folded(text)
    ((first, last),) = form.inverse([(start, end)])
    behind = _behind().match(form.text, last)
    low = max(0, first - 40)
    before = None if _INDIC_END.search(form.text, low, first) else _before().search(form.text, low, first)
    return form.span(before.start() if before else first, behind.end() if behind else last)
