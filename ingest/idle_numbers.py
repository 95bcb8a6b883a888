"""Numbers that count nothing: of versions, telephones, places, days of a month, and of the words that they number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.digits import folded
from ingest.numbers import Quantity

_LABELLED = re.compile(
    folded(
        r"(?<![^\W_])(?:ngày|phiên bản|tổng đài|đường dây nóng|đầu số|version|hotline|helpline|संस्करण|हेल्पलाइन(?: नंबर)?"
        r"|সংস্করণ|হেল্পলাইন(?: নম্বর)?|হটলাইন)[\s-]*$",
        lower=False,
    ).text
)
# How often, and the day of a month: the number belongs to a time.
_OF_TIMES = re.compile(r"\s*(?:lần|times)(?![^\W_])|\s*(?:बार|तारीख|तारिख|বার|তারিখ)(?![\u0900-\u0963\u0980-\u09b9])")
_NAMED = re.compile(r"\s*(?:kva?(?![^\W_])|तारीख|তারিখ)")  # a voltage, the day of a month
_HEADS = re.compile(r"[\d.,]+\s*(?:vạn|nghìn|ngàn|triệu)?\s*(?:người )?(?:dân|trẻ)(?![^\W_])")
# "2 xã Phú Lạc và Tân Hiệp" says where.
_NAMED_PLACES = re.compile(
    r"\s+(?:xã|phường|huyện|quận|tỉnh|thành phố|đặc khu|thị xã|thị trấn|thôn)\s+[A-ZĐÀ-Ỹ][a-zà-ỹ]"
)
# What was so before: "up from 68% in 2025", "so với 61% năm 2025".
_HELD_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?:up|down) from|(?:as )?(?:compared|against)(?: with| to)?|so với(?: mức)?)\s+\Z"
)
# "trên 10.000 dân", "per 1,000 births": so many are the measure. What a fine is, nobody is to reach.
_MEASURE = re.compile(r"(?:(?<![^\W_])per|प्रति|প্রতি)\s+\Z")
_PEOPLE = re.compile(r"\s+(?:dân|người|trẻ|hộ)(?![^\W_])")
_FINE = re.compile(r"[^,;।.]{0,8}(?:जुर्मान|अर्थदंड|জরিমানা)|\s+fine(?![^\W_])")
_OPENS = re.compile("[\"“«‘'(]\\s*\\Z")
# People who are trained or given something are counted, although "cho" or "for" stands before them.
_FOR_PEOPLE = re.compile(
    r"(?<![^\W_])(?:đào tạo|bồi dưỡng|tập huấn|cấp|trao|tặng|hỗ trợ|khám|tiêm|việc làm|train(?:ing)?|courses?"
    r"|workshops?|jobs?|provide|grants?)(?![^\W_])[^;.]*(?<![^\W_])(?:cho|for|to)\s+\Z"
    r"|(?<![^\W_])(?:total|sum|minimum|maximum) of\s+\Z"
)


def is_idle(quantity: Quantity, text: str, before: str, behind: str) -> bool:
    """`before` and `behind` are the folded text around the quantity, which stands in `text`."""
    if _MEASURE.search(before) or _FINE.match(behind):
        return True
    if quantity.value >= 1000 and before.endswith("trên ") and _PEOPLE.match(behind) and "đạt" in text[quantity.end :]:
        return True
    if _HELD_BEFORE.search(before) or _OF_TIMES.match(behind) or _NAMED_PLACES.match(text, quantity.end):
        return True
    if before.endswith("trên ") and _HEADS.match(text, quantity.start):
        return True  # "15 bác sĩ trên 1 vạn dân"
    if quantity.unit is not None:
        return False
    if _NAMED.match(behind):
        return True
    numbers_words = _OPENS.search(before) and text[quantity.end : quantity.end + 2].strip().isupper()
    return bool(numbers_words) or _LABELLED.search(before) is not None


_FOR_EACH = re.compile(r"(?:টি|টা|জন)?\s*করে(?![\u0980-\u09ff])|\s+(?:each|apiece)(?![^\W_])")

_WHERE = re.compile(r"\s+(?:[\u0900-\u0963]+\s+){0,2}[\u0900-\u0963]*(?:ों|ओं) (?:में|पर)(?!\S)")


def without_parts(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Where a number says how much, not what part of it ("640 teachers, half of them by June"), nor how much for each:
    "১টি করে মোট ৬১টি", nor where: "11 क्षेत्रों में 2,500 लोगों को"."""
    whole = [q for q in quantities if not (_FOR_EACH.match(text, q.end) or _WHERE.match(text, q.end))]
    quantities = whole or quantities
    if not any(any(map(str.isdecimal, quantity.text)) for quantity in quantities):
        return list(quantities)
    return [q for q in quantities if q.unit != "%" or q.relation == ">=" or any(map(str.isdecimal, q.text))]


def is_given(quantity: Quantity, text: str) -> bool:
    """Whether it counts people who are trained or given something: "bồi dưỡng cho 960 công chức"."""
    return _FOR_PEOPLE.search(folded(text[max(0, quantity.start - 90) : quantity.start]).text) is not None
