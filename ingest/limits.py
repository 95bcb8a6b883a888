"""Lengths of time that are time limits: what they count from, and the day on which they end."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from ingest.date_matches import Found
from ingest.digits import folded

UNITS = {
    "a": "days", "D": "days", "A": "working days", "k": "weeks", "v": "months", "m": "months", "y": "years",
    "I": "hours", "J": "minutes",
}  # fmt: skip
_LONGEST = 3_650  # units; a longer time limit is a misreading
_GONE_BEHIND = re.compile(r"\s+(?:qua|vừa qua|gần đây|trước(?! khi)|ago)\b")
_GONE_BEFORE = re.compile(
    r"(?:\b(?:past|last|previous|preceding)|पिछले|पिछली|विगत|गत|बीते|গত|বিগত|পূর্ববর্তী)\s+(?:\S+\s+)?\Z"
)
# Kinds of documents: what is signed or issued is this one only if one of these words, or none, stands beside it.
_PAPERS = {
    "vi": "nghị quyết|chỉ thị|quyết định|kế hoạch|công văn|thông tư|nghị định|thông báo|quy định|chương trình|đề án"
    "|văn bản|hướng dẫn|công điện|quy chế|luật",
    "en": "decision|directive|resolution|plan|circular|notification|order|notice|decree|regulations?|instructions?"
    "|letter|programme|program|memorandum|guidelines?|document|law|act",
    "hi": "आदेश|परिपत्र|निर्देशिका|निर्देशों|निर्देश|दिशानिर्देश|दिशा-निर्देश|अधिसूचना|संकल्प|निर्णय|योजना|कार्ययोजना|पत्र|ज्ञापन|सूचना"
    "|नियम",
    "bn": "আদেশ|প্রজ্ঞাপন|পরিপত্র|নির্দেশনা|নির্দেশিকা|নির্দেশ|সিদ্ধান্ত|পরিকল্পনা|স্মারক|বিজ্ঞপ্তি|রেজোলিউশন|প্রস্তাব|পত্র|চিঠি",
}
_WORD = r"(?:[^\W\d_]|[\u0900-\u0963\u0970-\u097f\u0980-\u09e5/-])+"
_SIGNED_BEHIND = (
    rf",? (?:kể |tính )?(?:từ|sau) ngày (?:ký|ban hành)(?: ban hành)?(?: (?:{_PAPERS['vi']})(?: này)?)?"
    r"(?! (?:hợp đồng|biên bản|thỏa thuận|thoả thuận|cam kết|kết|số|nhận))"
    rf"|,? (?:kể |tính )?từ ngày (?:{_PAPERS['vi']}) này được (?:ký|ban hành)"
    r"|,? (?:ke |tinh )?tu ngay (?:ky|ban hanh)"
    rf"|,? (?:of|from|after|following|since)(?: the| its)*(?: (?:date|day)(?: of)?)?(?: its)?"
    rf"(?: (?:signing|signature|issue|issuance|issuing)(?: of this (?:{_PAPERS['en']}))?| hereof"
    rf"| (?<=of )this (?:{_PAPERS['en']}))(?! (?:of|takes?|enters?|comes?|is|has|becomes?)\b)(?![^\W_])"
)
_SIGNED_BEFORE = (
    rf"(?P<paper>(?:(?:इस|यह) )?(?:{_PAPERS['hi']})(?: (?:के|की))?)? ?(?P<act>(?:जारी|निर्गत|हस्ताक्षर"
    rf"|हस्ताक्षरित)(?: (?:होने|करने))?)?"
    r"(?: ?(?:के|की) (?P<day>तिथि|तारीख|दिनांक|दिन))? (?:से|के)(?: (?:आगामी|अगले))?\s+\Z"
    rf"|(?P<paper2>(?:(?:এই|এ) )?(?:{_PAPERS['bn']})(?:টির|টি|র|ের)?)? ?(?P<act2>জারির|জারি হওয়ার|স্বাক্ষরের|ইস্যুর)?"
    r"(?: ?(?P<day2>তারিখ|দিন) (?:থেকে|হতে))?(?: (?:আগামী|পরবর্তী))?\s+\Z"
)
_STOPS = (
    r"(?!(?:phải|và|để|thì|theo|gửi|các|sở|ubnd|ủy|and|or|but|to|in|on|by|with|for|at|unless|if|shall|must|may|will)\b)"
)
_EVENT_BEHIND = (
    rf",? (?:kể |tính )?(?:từ|sau)(?: (?:ngày|khi|lúc|thời điểm))+(?: {_STOPS}{_WORD}){{1,12}}"
    r"|,? (?:ke |tinh )?tu (?:ngay|khi|luc)(?: [a-z]+){1,4}"
    rf"|,? (?:of|from|after|following|since|upon)(?: {_STOPS}{_WORD}){{1,12}}"
)
_EVENT_BEFORE = (
    rf"(?<!\S)(?:(?:{_WORD} )?(?:होने|करने|मिलने|पाने|देने|लगने|आने|जाने|बनने)|{_WORD})"
    r"(?: (?:की|के) (?:तिथि|तारीख|दिनांक|दिन))? (?:से|के)(?: (?:बाद|उपरांत|पश्चात))?\s+\Z"
    r"|(?<!\S)(?:(?:[\u0980-\u09ff]+ )?(?:[\u0980-\u09ff]*(?:ওয়ার|নেয়ার|দেয়ার|বার|ানোর)|করার|জানার|আসার)"
    r"|[\u0980-\u09ff]+(?:ের|ির))"
    r"(?: (?:তারিখ|দিন|সময়))?(?: (?:থেকে|হতে))?(?: (?:পর|পরবর্তী))?\s+\Z"
)
# What must stand before a limit that counts from something: a postposition, or a Bengali genitive.
_COUNTING = re.compile(r"(?:से|के|बाद|उपरांत|पश्चात|आगामी|अगले|র|থেকে|হতে|পর|পরবর্তী|দিন|তারিখ|আগামী)\s+\Z")
_FROM_NOW = re.compile(r"(?:आज|अब|এখন|আজ)(?: (?:से|থেকে|হতে))\s+\Z")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(folded(pattern, lower=False).text)


def limit(text: str, item: Found, relation: str | None) -> Found | None:
    """A length of time as a limit, with the words for what it counts from; None where it is none."""
    count, unit = item.meaning.duration or (0, "")
    if ahead := _ahead(text, item):
        return ahead
    if count > _LONGEST or _GONE_BEHIND.match(text, item.end) or _GONE_BEFORE.search(text, item.start - 24, item.start):
        return None
    if relation == "by" and _is_mere_length(text, item):
        relation = None
    start, end, counts_from = _behind(text, item, relation)
    if counts_from is None:
        start, end, counts_from = _before(text, item)
    if relation not in ("within", "by") and not _is_limit(text, item, unit, counts_from, end > item.end):
        return None
    if unit == "y" and not counts_from and relation == "by":
        return None
    # "có hiệu lực sau 45 ngày kể từ ngày ký": not before they are over
    over = _OVER.search(text, max(0, item.start - 12), item.start) and end > item.end
    return replace(item, relation="after" if over else "within", start=start, end=end, counts_from=counts_from)


_AHEAD_BEHIND = (
    rf" (?:trước (?:khi|ngày|thời điểm)|truoc khi|(?:before|prior to|ahead of|in advance of) (?=(?:the|each"
    rf"|every|any|an?|its) |(?:arrival|departure|[a-z]{(3,)}(?:ure|tion|ment|ing))\b))"
    rf"(?: ?{_STOPS}{_WORD})(?: {_STOPS}{_WORD}){{0,5}}"
)
_AHEAD_BEFORE = rf"(?<!\S)(?:{_WORD} से|[\u0980-\u09ff]+(?:ের|ার))\s+\Z"


def _ahead(text: str, item: Found) -> Found | None:
    """ "30 days before the meeting", "समीक्षा से दो दिन पूर्व"."""
    behind, start = _compiled(_AHEAD_BEHIND).match(text, item.end), item.start
    if behind is None:
        behind = re.compile(r" (?:पूर्व|पहले|আগে|পূর্বে)(?![\u0900-\u09ff])").match(text, item.end)
        event = behind and _compiled(_AHEAD_BEFORE).search(text, max(0, start - 40), start)
        if not behind or not event:
            return None
        return replace(item, relation="before", start=event.start(), counts_from="event")
    return replace(item, relation="before", end=behind.end(), counts_from="event")


_GRANTED = re.compile(r" (?:का |की )?(?:समय|मोहलत|সময়|সময়সীমা) (?:दिया|दी|बांध|দেওয়া|দিয়েছে|বেঁধে)")
_COMING = re.compile(r"(?:अगले|आगामी|আগামী|next|coming)\s+\Z")
_BY_ALL_MEANS = re.compile(r"(?:अधिकतम|अधिक से अधिक|ज्यादा से ज्यादा|সর্বোচ্চ|সর্বাধিক|अनधिक)\s+\Z")
_SINCE = re.compile(r",? (?:kể|tính|ke|tinh) ")
# "30 दिनों में पूरा करेंगे", "सात दिन में बदलने के आदेश": something is still to be done
_DUE = re.compile(
    folded(
        r"[^।;,]{0,60}?(?:ेंगे|ेंगी|ेगा|ेगी|एगा|एगी|एंगे|करें|ाएं|ाएँ|जाए|जाये|जावे|होगा|होगी|होंगे|ना है|नी है|ने हैं"
        r"|ने (?:के|को|का|की)(?: लिए)? (?:आदेश|निर्देश|कहा|हिदायत|जिम्मेदारी|लक्ष्य))(?![\u0900-\u0963])",
        lower=False,
    ).text
)
_INSIDE = re.compile(r"\s+(?:में|মধ্যে)(?![\u0900-\u09ff])")


def _is_limit(text: str, item: Found, unit: str, counts_from: str | None, behind: bool) -> bool:
    """Whether a length of time without a word like "within" still is a limit."""
    if behind:
        return _SINCE.match(text, item.end) is not None or counts_from == "signing"
    inside = _INSIDE.match(text, item.end)
    if _compiled(_GRANTED.pattern).match(text, item.end):
        return True
    if inside and _COMING.search(text, max(0, item.start - 10), item.start):
        return True
    most = _BY_ALL_MEANS.search(text, max(0, item.start - 20), item.start)
    due = inside is not None and _DUE.match(text, inside.end())
    return bool(inside) and (unit == "A" or counts_from == "signing" or most is not None or bool(due))


_OVER = re.compile(r"(?<![^\W_])(?:sau|after) \Z")


def _is_mere_length(text: str, item: Found) -> bool:
    """ "up to 30 days", "30 दिनों तक" say how long, not by when."""
    before = _LENGTH_BEFORE.search(text, max(0, item.start - 16), item.start)
    return before is not None or _LENGTH_BEHIND.match(text, item.end) is not None


_LENGTH_BEFORE = re.compile(r"(?<![^\W_])(?:by|to|until|till|đến|den|tới|hết|het)(?: (?:the|hết|het))? \Z")
_LENGTH_BEHIND = re.compile(r"\s*-?(?:तक|tak|পর্যন্ত)(?![\u0900-\u09ffa-z])")


def _behind(text: str, item: Found, relation: str | None) -> tuple[int, int, Literal["signing", "event"] | None]:
    if signed := _compiled(_SIGNED_BEHIND).match(text, item.end):
        return item.start, signed.end(), "signing"
    event = _compiled(_EVENT_BEHIND).match(text, item.end)
    if event and (relation == "within" or not event.group().lstrip(", ").startswith("of ")):
        return item.start, event.end(), "event"
    return item.start, item.end, None


def _before(text: str, item: Found) -> tuple[int, int, Literal["signing", "event"] | None]:
    low = max(0, item.start - 80)
    if not _COUNTING.search(text, low, item.start) or _FROM_NOW.search(text, low, item.start):
        return item.start, item.end, None
    for signed in _compiled(_SIGNED_BEFORE).finditer(text, low, item.start):
        paper, act, day = (signed[name] or signed[name + "2"] for name in ("paper", "act", "day"))
        alone = text[: signed.start()].rstrip()[-1:] in ("", *"।,;:(.)")
        if (paper and (act or day)) or (act and day and alone) or (act and alone):
            return signed.start() + (text[signed.start()] == " "), item.end, "signing"
    if event := _compiled(_EVENT_BEFORE).search(text, low, item.start):
        return event.start(), item.end, "event"
    return item.start, item.end, None


def after(reference: date, count: int, unit: str, holidays: Collection[date] = frozenset()) -> date:
    """The day `count` units (codes of `UNITS`) after `reference`; working days skip weekends and holidays."""
    if unit == "A":
        return _working_days_after(reference, count, holidays)
    if unit in "vmy":
        months = reference.year * 12 + reference.month - 1 + count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(reference.day, calendar.monthrange(year, month + 1)[1]))
    if unit in "IJ":
        return reference + timedelta(days=-(-count // (24 if unit == "I" else 1_440)))
    return reference + timedelta(days=count * (7 if unit == "k" else 1))


def _working_days_after(reference: date, count: int, holidays: Collection[date]) -> date:
    end = reference
    while count > 0 or end.weekday() > 4 or end in holidays:
        end += timedelta(days=1)
        count -= end.weekday() < 5 and end not in holidays
    return end
