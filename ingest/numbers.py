"""Quantities: numbers with their unit and relation, in three digit scripts and four languages' ways of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple, cast

from ingest import number_words as words
from ingest.count_nouns import noun_behind
from ingest.date_words import lexicon
from ingest.digits import Folded, folded
from ingest.number_words import compiled

Relation = Literal["=", ">=", "<=", ">", "<", "~", "increase", "decrease"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in `text[start:end]`, multiplied out ("20.5 billion" is 20500000000).

    "5 to 7%" is one quantity, from `value` to `high`. "increase" and "decrease" say by how much ("cut by 30%"); with
    `base` they say to what level and from which ("from 64% to 80%": value 80, base 64).
    """

    start: int
    end: int
    value: Decimal
    unit: str | None  # a name of `number_words.UNITS`: "%", "pp", "VND", "people", "working days", "hours", "km", …
    relation: Relation | None
    text: str
    high: Decimal | None = None
    base: Decimal | None = None

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Every number that it says."""
        return tuple(number for number in (self.value, self.high, self.base) if number is not None)


_NUMBER = re.compile(r"(?<![\d])(?<!\d[.,/])\d+(?:[.,]\d+)*")
_LONGEST = 24  # more digits are an identifier, and beyond the precision of decimals


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


class _Read(NamedTuple):
    """A quantity in the folded text."""

    start: int
    end: int
    raw: Decimal  # before the multiplier
    value: Decimal
    unit: str | None
    relation: Relation | None = None
    high: Decimal | None = None
    base: Decimal | None = None


def find_quantities(text: str, language: str | None = None, exclude: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every number of a sentence outside the `exclude` spans (dates, document numbers, clause marks), in order.

    `language` decides whether 1.234 is a thousand ("vi") or a little more than one (else). Numbers in words are read
    where they surely count: "at least two", "five million", "ten minutes", "one third of".
    """
    form = folded(text)
    skip = form.inverse(list(exclude))
    read = list(_in_digits(form.text, language, skip))
    if in_words := list(_in_words(form.text, skip)):
        read = sorted(read + in_words, key=lambda one: one.start)
        read = [one for at, one in enumerate(read) if at == 0 or one.start >= read[at - 1].end]
    return [_quantity(text, form, one) for one in (_joined(form.text, read) if len(read) > 1 else read)]


def _quantity(text: str, form: Folded, read: _Read) -> Quantity:
    start, end = form.span(read.start, read.end)
    high, base = (None if number is None else _plain(number) for number in (read.high, read.base))
    return Quantity(start, end, _plain(read.value), read.unit, read.relation, text[start:end], high, base)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros or an exponent, so that it prints as people write it."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def find_units(text: str) -> frozenset[str]:
    """The units whose words stand in a text, with a number or without."""
    form = folded(text).text
    return frozenset(unit for unit, pattern in words.unit_words() if pattern.search(form))


def counted(text: str, quantity: Quantity, language: str | None = None) -> str | None:
    """The noun phrase that a quantity of `text` counts, as it stands behind it: "secondary schools", "xã, phường"."""
    return noun_behind(text, quantity.end, language, single=quantity.value == 1 and quantity.high is None)


def _free(start: int, end: int, skip: Sequence[tuple[int, int]]) -> bool:
    return not any(low < end and start < high for low, high in skip)


def _in_digits(form: str, language: str | None, skip: Sequence[tuple[int, int]]) -> Iterator[_Read]:
    taken = 0
    for match in _NUMBER.finditer(form):
        start, end = match.span()
        if (
            start < taken
            or end - start > _LONGEST
            or not _free(start, end, skip)
            or not _stands_alone(form, start, end)
        ):
            continue
        value = parse_number(match.group(), language)
        if value is None:
            continue
        read = _with_unit(form, start, end, value, language, taken)
        if read.end == end and form[end : end + 1].isascii() and form[end : end + 1].isalpha():
            continue  # 5G, 10th
        taken = read.end
        yield read._replace(relation=_relation(form, read))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not a part of a name (H5N1), a code (57-nq) or a fraction (24/7)."""
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    if (before[-1:].isascii() and before[-1:].isalpha()) or (
        before[-1:] == "-" and before[:1].isascii() and before[:1].isalpha()
    ):
        return False
    return not ((before[-1:] == "/" and before[:1].isalnum()) or (behind[:1] == "/" and behind[1:].isalnum()))


def _with_unit(form: str, start: int, end: int, value: Decimal, language: str | None, taken: int) -> _Read:
    raw, stop = value, end
    value, stop, factor = _multiplied(form, stop, value)
    while factor > 1 and (more := _lower_part(form, stop, language)) and more[0] < factor:
        value, stop, factor = value + more[0], more[1], more[2]  # 9 कोटि 60 लाख
    unit = None
    if named := words.unit_behind().match(form, stop):
        unit, stop = words.UNITS[int((named.lastgroup or "u0")[1:])][0], named.end()
    elif prefix := words.currency_before().search(form, max(taken, start - 8), start):
        unit, start = "%" if prefix.lastgroup == "percent" else prefix.lastgroup, prefix.start()
    return _Read(start, stop, raw, value, unit)


def _multiplied(form: str, stop: int, value: Decimal) -> tuple[Decimal, int, Decimal]:
    factor = Decimal(1)
    while found := words.multiplier().match(form, stop):
        more = factor * Decimal(10) ** int((found.lastgroup or "e0")[1:])
        if (value * more).adjusted() >= _LONGEST:
            break
        factor, stop = more, found.end()
    return value * factor, stop, factor


_PART = re.compile(r" (\d+(?:[.,]\d+)*)(?= ?[^\W\d])")


def _lower_part(form: str, stop: int, language: str | None) -> tuple[Decimal, int, Decimal] | None:
    """A number with a multiplier of its own, right behind another: value, end, multiplier."""
    part = _PART.match(form, stop)
    number = parse_number(part[1], language) if part and len(part[1]) < _LONGEST else None
    if part is None or number is None:
        return None
    value, end, factor = _multiplied(form, part.end(), number)
    return (value, end, factor) if factor > 1 else None


@cache
def _number_words() -> dict[str, int]:
    """Folded words of numbers; Vietnamese "tư" and "năm" are other words more often."""
    found = {word: int(value) for word, (code, value) in lexicon().items() if code == "w" and word != "tư"}
    bengali = {word: value for word, value in found.items() if "\u0980" <= word[0] <= "\u09ff"}
    return found | {word + ending: value for word, value in bengali.items() for ending in ("টি", "টা", "জন")}


@cache
def _all_words() -> frozenset[str]:
    return words.SHARE_WORDS | _number_words().keys()


TIMES = ("minutes", "hours", "days", "working days", "weeks", "months", "years")
_SURE = ("minutes", "hours", "%", "pp", "km", "ha")
_AT_LEAST = (">=", "<=")


_AGAIN = re.compile(r" \(\d{1,3}\)")


def _in_words(form: str, skip: Sequence[tuple[int, int]]) -> Iterator[_Read]:
    held = form.replace("-", " ").split()
    if _all_words().isdisjoint(held):
        return
    for word in _number_words().keys() & held:
        for match in re.finditer(rf"{words.BORDER}{re.escape(word)}{words.WORD_END}", form):
            limit = words.relation_before(form, match.start())
            again = _AGAIN.match(form, match.end())  # fifteen (15) days
            end = again.end() if again else match.end()
            read = _with_unit(form, match.start(), end, Decimal(_number_words()[word]), None, match.start())
            sure = read.unit in _SURE or read.value != read.raw or (limit in _AT_LEAST and read.end < len(form))
            if sure and _free(read.start, read.end, skip):
                yield read._replace(relation=_relation(form, read))
    if not words.SHARE_WORDS.isdisjoint(held):
        for value, pattern in words.SHARES:
            for match in compiled(rf"{words.BORDER}(?:{pattern}){words.WORD_END}").finditer(form):
                read = _Read(*match.span(), Decimal(value), Decimal(value), "%")
                if _free(read.start, read.end, skip):
                    yield read._replace(relation=_relation(form, read))


def _relation(form: str, read: _Read) -> Relation | None:
    if change := _change(form, read):
        return change
    if read.unit in TIMES and compiled(words.WITHIN_BEHIND).match(form, read.end):
        return "<="
    if behind := words.relation_behind().match(form, read.end):
        return cast(Relation, words.BEHIND[int((behind.lastgroup or "r0")[1:])][0])
    return cast("Relation | None", words.relation_before(form, read.start))


def _change(form: str, read: _Read) -> Relation | None:
    """Whether it says by how much something grows or shrinks."""
    found = None
    if read.unit is not None and form[read.end : read.end + 1] == " ":
        found = compiled(words.CHANGE_BEHIND).match(form, read.end)
    low = max(0, read.start - 70)
    if found is None and words.may_change(form[low : read.start]):
        found = compiled(words.CHANGE_BEFORE).search(form, low, read.start)
    if found is None:
        return None
    return "increase" if (found.lastgroup or "").startswith("rise") else "decrease"


_TO = re.compile(r" ?- ?| (?:đến|tới|den|to) | से (?:लेकर )?| (?:থেকে|হতে) ")
_AND = re.compile(r" (?:and|và|और|ও|এবং) ")
_FROM = re.compile(r"(?<![^\W_])(?:từ|tu|from) (?:khoảng |mức |about )?\Z")
_BETWEEN = re.compile(r"(?<![^\W_])(?:between|giữa) \Z")
_AMID = re.compile(r"(?: के|-?(?:এর|ের|র))? (?:बीच|মধ্যে)")
_CHANGED = (
    r"[^.;\d]{0,30}? (?:lên|xuống|còn|thành)(?: (?:còn|thành|mức|khoảng|ít nhất))* "
    r"| से (?P<hi>बढ़ाकर|बढ़कर|घटाकर|घटकर|कम करके|कम कर)(?: (?:कम से कम|लगभग))? "
    r"| (?:থেকে|হতে) (?P<bn>বাড়িয়ে|বেড়ে|কমিয়ে|কমে)(?: (?:কমপক্ষে|অন্তত|প্রায়))? "
)


def _joined(form: str, found: Sequence[_Read]) -> list[_Read]:
    """With the two ends of ranges, and the old and the new level of a change, made one."""
    joined: list[_Read] = []
    for two in found:
        one = joined[-1] if joined else None
        both = _join(form, one, two) if one and one.high is None and one.base is None else None
        if both:
            joined[-1] = both
        else:
            joined.append(two)
    return joined


def _join(form: str, one: _Read, two: _Read) -> _Read | None:
    gap = form[one.end : two.start]
    if len(gap) > 45 or one.unit not in (None, two.unit):
        return None
    if one.unit is None and one.value == one.raw < two.raw:
        one = one._replace(value=one.raw * (two.value / two.raw))  # 2 đến 3 tỷ
    whole = two._replace(start=one.start)
    if compiled(_CHANGED).fullmatch(gap) and one.value != two.value:
        return _changed(form, one, whole)
    if _TO.fullmatch(gap):
        if "-" not in gap and one.value != two.value and _says_change(form, one, two):
            return _changed(form, one, whole)
        plain = two.unit or _FROM.search(form, max(0, one.start - 16), one.start)
        if plain and one.value < two.value:
            return whole._replace(value=one.value, high=two.value, relation=None)
        return None
    between = _BETWEEN.search(form, max(0, one.start - 10), one.start) or _AMID.match(form, two.end)
    if between and _AND.fullmatch(gap) and one.value < two.value:
        return whole._replace(value=one.value, high=two.value, relation=None)
    return None


def _changed(form: str, one: _Read, whole: _Read) -> _Read:
    return whole._replace(base=one.value, relation="increase" if whole.value > one.value else "decrease")


def _says_change(form: str, one: _Read, two: _Read) -> bool:
    """Whether "from … to …" is told as a movement, or goes down, as no range does."""
    near = form[max(0, one.start - 45) : one.start] + " | " + form[two.end : two.end + 25]
    verb = compiled(rf"{words.BORDER}(?:{words.RISES}|{words.FALLS})").search(near)
    if one.unit is None:
        return verb is not None and two.unit is None
    return verb is not None or one.value > two.value
