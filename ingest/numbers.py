"""Quantities: numbers with their unit and relation, in three digit scripts and four languages' ways of writing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Literal

from ingest.digits import Folded, folded

Relation = Literal["=", ">=", "<=", ">", "<", "~"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in `text[start:end]`, multiplied out ("20.5 billion" is 20500000000)."""

    start: int
    end: int
    value: Decimal
    unit: str | None  # "%", "VND", "USD", "INR", "BDT", "EUR", "people", "days", "hours", "months", "years"
    relation: Relation | None
    text: str
    high: Decimal | None = None  # the upper end of a range
    base: Decimal | None = None  # the level that an increase or decrease starts from


_MULTIPLIERS = (
    (10**2, "hundred|सौ|শত|শ"),
    (10**3, "nghìn|ngàn|nghin|thousand|हजार|हज़ार|হাজার|hajar|hazar"),
    (10**5, "lakhs?|lacs?|लाख|লক্ষ|লাখ"),
    (10**6, "triệu|trieu|millions?|mn|मिलियन|মিলিয়ন|নিযুত"),
    (10**7, "crores?|करोड़|করোড়|কোটি|koti"),
    (10**9, "tỷ|tỉ|ty|billions?|bn|बिलियन|अरब|বিলিয়ন|শতকোটি"),
    (10**12, "trillions?|ट्रिलियन|ট্রিলিয়ন|নিখর্ব"),
)
_UNITS = (
    ("%", r"%|٪|phần trăm|phan tram|per ?cent|प्रतिशत|फीसदी|फीसद|শতাংশ|পার্সেন্ট"),
    (
        "USD",
        r"usd|us ?\$|us dollars?|dollars?|\$|đô la mỹ|đô la|do la|đô(?! thị)|अमेरिकी डॉलर|अमरीकी डॉलर|डॉलर"
        r"|মার্কিন ডলার|আমেরিকান ডলার|ডলার",
    ),
    (
        "VND",
        r"vnd|vnđ|đồng việt nam|đồng(?! (?:chí|bào|thời|bộ|nghiệp))|₫|đ(?![\w])|वियतनामी डोंग|भियतनामी डोंग"
        r"|ভিয়েতনামী ডং|ভিয়েতনামি ডং",
    ),
    ("INR", r"inr|rs\.?|rupees?|रुपये|रुपए|रुपया|रूपये|रु\.?(?![\u0900-\u097f])|₹|রুপি"),
    ("BDT", r"bdt|taka|tk\.?|টাকা|৳"),
    ("EUR", r"eur|euros?|€|यूरो|ইউরো"),
    ("people", r"người|nguoi|people|persons?|लोगों|लोग|व्यक्तियों|व्यक्ति|জন(?![\u0980-\u09ff])|মানুষ|ব্যক্তি"),
    ("days", r"ngày|days?|दिनों|दिन(?!ां)|দিন(?!াজ)"),
    ("hours", r"giờ|hours?|घंटे|घंटों|घण्टे|ঘণ্টা|ঘন্টা"),
    ("months", r"tháng|months?|महीने|महीनों|माह|মাস"),
    ("years", r"năm|years?|वर्षों|वर्ष|साल|বছর"),
)
_BEFORE: tuple[tuple[Relation, str], ...] = (
    (
        ">=",
        r"ít nhất(?: là)?|it nhat|tối thiểu(?: là)?|toi thieu|không (?:dưới|ít hơn|thấp hơn)|at least"
        r"|minimum(?: of)?|no(?:t)? (?:less|fewer) than"
        r"|कम से कम|न्यूनतम|कम-से-कम|kam se kam|কমপক্ষে|অন্তত|ন্যূনতম|ন্যুনতম|komopokkhe",
    ),
    (
        "<=",
        r"tối đa(?: là)?|toi da|không (?:quá|vượt quá|hơn|trên)|khong qua|nhiều nhất|cao nhất là|at most"
        r"|maximum(?: of)?|no(?:t)? more than|up to|not exceed(?:ing)?"
        r"|अधिकतम|अधिक से अधिक|ज्यादा से ज्यादा|सर्वाधिक|adhiktam|সর্বোচ্চ|সর্বাধিক|অনধিক|shorboccho",
    ),
    (
        ">",
        r"trên|hơn|vượt(?: quá)?|lớn hơn|cao hơn|more than|over|above|exceed(?:s|ing)?|greater than"
        r"|higher than|beyond|के ऊपर",
    ),
    ("<", r"dưới|thấp hơn|ít hơn|chưa đến|less than|under|below|fewer than|lower than"),
    ("~", r"khoảng|gần|xấp xỉ|about|around|approximately|nearly|roughly|almost|लगभग|करीब|तकरीबन|প্রায়|আনুমানিক"),
)
_BEHIND: tuple[tuple[Relation, str], ...] = (
    (
        ">=",
        r"trở lên|tro len|or (?:more|above|higher|greater)|and (?:above|over)|या (?:उससे|इससे|उस से) (?:अधिक"
        r"|ज्यादा|ऊपर)|या (?:अधिक|ज्यादा)|और (?:उससे )?अधिक"
        r"|বা (?:তার|এর|তারও|তদ) ?(?:চেয়ে )?(?:বেশি|অধিক|ঊর্ধ্বে)|বা ততোধিক|কিংবা তার বেশি|अथवा अधिक",
    ),
    (
        "<=",
        r"trở xuống|or (?:less|fewer|below|under)|या (?:उससे|इससे) कम|বা (?:তার|এর) কম|বা (?:তার"
        r"|এর) (?:চেয়ে )?কম|तक सीमित",
    ),
    (
        ">",
        r"से (?:अधिक|ज्यादा|ऊपर|भी अधिक)|से बढ़कर|से ज़्यादा|(?:এর|ের|র)? ?(?:চেয়ে |থেকে )?(?:বেশি|অধিক"
        r"|ঊর্ধ্বে|উপরে)",
    ),
    ("<", r"से (?:कम|नीचे)|(?:এর|ের|র)? ?(?:চেয়ে |থেকে )?(?:কম|নিচে)"),
)

_NUMBER = re.compile(r"(?<![\d])(?<!\d[.,/])\d+(?:[.,]\d+)*")
_LONGEST = 24  # more digits are an identifier, and beyond the precision of decimals
_LATIN = r"a-zß-öø-ÿ\u0100-\u024f\u1e00-\u1eff"
_WORD_END = rf"(?![{_LATIN}\u0900-\u0963\u0980-\u09e5])"
_RANGE = r"(?:\d+(?:[.,]\d+)?\s*(?:-|đến|to|से|থেকে)\s*)?"


def _nukta_free(pattern: str) -> str:
    """The pattern as the folded text spells it."""
    return folded(pattern, lower=False).text


@cache
def _multiplier() -> re.Pattern[str]:
    words = "|".join(f"(?P<e{len(str(value)) - 1}>{_nukta_free(words)})" for value, words in _MULTIPLIERS)
    # After a word no letter may follow: "5 ty" is not "5 types", and a vowel sign continues a word.
    return re.compile(rf"[ -]?(?:{words})(?=(?:েরও|ের|টির|টি|র)?{_WORD_END})")


@cache
def _unit() -> re.Pattern[str]:
    words = "|".join(f"(?P<u{at}>{_nukta_free(words)})" for at, (_, words) in enumerate(_UNITS))
    return re.compile(rf"[ -]?(?:{words})(?![{_LATIN}])")


@cache
def _currency_before() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<USD>us ?\$|usd|\$)|(?P<INR>₹|rs\.?|inr|रु\.?|रुपये)|(?P<VND>vnd|₫)|(?P<BDT>৳|tk\.?|bdt)"
        r"|(?P<EUR>€|eur)) ?$"
    )


@cache
def _relation_before() -> re.Pattern[str]:
    words = "|".join(f"(?P<r{at}>{_nukta_free(words)})" for at, (_, words) in enumerate(_BEFORE))
    return re.compile(
        rf"(?:(?<![^\W\d_])(?:{words})|(?P<sign>>=|<=|≥|≤|>|<|≈|~))\s*(?:mức |the |mốc )?(?:us ?\$|\$|₹"
        rf"|rs\.? ?|€|৳)?{_RANGE}$"
    )


@cache
def _relation_behind() -> re.Pattern[str]:
    words = "|".join(f"(?P<r{at}>{_nukta_free(words)})" for at, (_, words) in enumerate(_BEHIND))
    return re.compile(rf"[ ]?-?(?:[^\W\d_][\w\u0900-\u09ff]*[ ]){{0,2}}?(?:{words}){_WORD_END}")


_SIGNS: dict[str, Relation] = {">=": ">=", "≥": ">=", "<=": "<=", "≤": "<=", ">": ">", "<": "<", "≈": "~", "~": "~"}


def parse_number(digits: str, language: str | None) -> Decimal | None:
    """The value of ASCII digits with separators; None where they are no number (1.2.3).

    One kind of separator before groups of three is for thousands, except that English, Hindi and Bengali
    read a single point as decimal; they also group by lakh (1,23,456).
    """
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        decimal = "." if digits.rfind(".") > digits.rfind(",") else ","
        if digits.count(decimal) > 1:
            return None
        whole, fraction = digits.rsplit(decimal, 1)
        if not _grouped(whole):
            return None
        return Decimal(re.sub(r"[.,]", "", whole) + "." + fraction)
    mark = "." if points else ","
    count = points or commas
    if not count:
        return Decimal(digits)
    thousands = "." if language == "vi" else ","
    if _grouped(digits) and (count > 1 or mark == thousands) and not digits.startswith("0"):
        return Decimal(digits.replace(mark, ""))
    return Decimal(digits.replace(mark, ".")) if count == 1 else None


def _grouped(digits: str) -> bool:
    head, *groups = re.split(r"[.,]", digits)
    lengths = [len(group) for group in groups]
    return 1 <= len(head) <= 3 and (
        all(n == 3 for n in lengths) or (lengths[-1] == 3 and all(n == 2 for n in lengths[:-1]))
    )


def find_quantities(text: str, language: str | None = None, exclude: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every number of a sentence outside the `exclude` spans (dates, document numbers, clause marks), in order.

    `language` decides whether 1.234 is a thousand ("vi") or a little more than one (else).
    """
    form = folded(text)
    skip = form.inverse(list(exclude))
    found: list[Quantity] = []
    taken = 0
    for match in _NUMBER.finditer(form.text):
        start, end = match.span()
        if any(low < end and start < high for low, high in skip) or not _stands_alone(form.text, start, end):
            continue
        if end - start > _LONGEST:
            continue
        value = parse_number(match.group(), language)
        if value is not None:
            found.append(_quantity(text, form, start, end, value, taken))
            taken = found[-1].end
    for at, (one, two) in enumerate(pairwise(found)):
        if one.unit is None and two.unit and text[one.end : two.start].strip() in ("-", "–"):
            found[at] = replace(one, unit=two.unit)  # 5–10%
    return found


def find_units(text: str) -> frozenset[str]:
    """The units whose words stand in a text, with a number or without."""
    form = folded(text).text
    return frozenset(unit for unit, pattern in _unit_words() if pattern.search(form))


@cache
def _unit_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    border, end = r"(?<![^\W\d_])", r"(?![^\W\d_])(?![\u093a-\u094f\u09bc-\u09cd])"
    return tuple((unit, re.compile(rf"{border}(?:{_nukta_free(pattern)}){end}")) for unit, pattern in _UNITS)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not a part of a name (H5N1), a code (57-nq) or a fraction (24/7)."""
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    if (before[-1:].isascii() and before[-1:].isalpha()) or (
        before[-1:] == "-" and before[:1].isascii() and before[:1].isalpha()
    ):
        return False
    return not ((before[-1:] == "/" and before[:1].isalnum()) or (behind[:1] == "/" and behind[1:].isalnum()))


def _quantity(text: str, folded_text: Folded, start: int, end: int, value: Decimal, taken: int) -> Quantity:
    form, stop = folded_text.text, end
    while multiplier := _multiplier().match(form, stop):
        value *= Decimal(10) ** int((multiplier.lastgroup or "e0")[1:])
        stop = multiplier.end()
    unit = None
    if named := _unit().match(form, stop):
        unit, stop = _UNITS[int((named.lastgroup or "u0")[1:])][0], named.end()
    elif (prefix := _currency_before().search(form[max(0, start - 6) : start])) and (
        folded_text.span(first := max(0, start - 6) + prefix.start(), start)[0] >= taken
    ):
        unit, start = prefix.lastgroup, first
    relation = _relation(form, start, stop)
    first, last = folded_text.span(start, stop)
    return Quantity(first, last, _plain(value), unit, relation, text[first:last])


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros or an exponent, so that it prints as people write it."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _relation(form: str, start: int, stop: int) -> Relation | None:
    if behind := _relation_behind().match(form, stop):
        return _BEHIND[int((behind.lastgroup or "r0")[1:])][0]
    if before := _relation_before().search(form[max(0, start - 40) : start]):
        sign = before["sign"]
        return _SIGNS[sign] if sign else _BEFORE[int((before.lastgroup or "r0")[1:])][0]
    return None


def counted(text: str, quantity: Quantity, language: str | None = None) -> str | None:
    """The noun phrase counted right behind the number."""
    return None
