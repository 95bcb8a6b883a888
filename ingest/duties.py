"""Whether a clause says that something is to be done or kept, rather than that it was or is so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.amounts import telling
from ingest.clauses import Clause
from ingest.context import Context
from ingest.dates import Period
from ingest.deadlines import STRONG, is_limited
from ingest.digits import folded
from ingest.duty_words import says
from ingest.numbers import Quantity

OPENING = 8  # characters before a time with which a clause begins
VERB = 28  # characters at the end of a clause in which its finite verb stands, in Hindi and Bengali

_FORBIDS = re.compile(r"(?<![^\W_])no (?:\S+ ){1,3}may(?![^\W_])")
CURRENCIES = ("VND", "INR", "BDT", "USD", "EUR")
# "không bố trí vốn cho các công trình đã dừng hoạt động": it says which, not what was done
_DONE_BY_OTHERS = re.compile(r"(?<![^\W_])(?:các|những|số|mọi)\s[^,;.]{2,40}?\sđã\s[^,;.]*")
# "Nâng tỷ lệ … từ 18,5% lên 22%": an order, although nobody is named
_CHANGES = re.compile(
    r"\W*(?:nâng|tăng|giảm|cắt giảm|kéo giảm|rút ngắn|hạ|raise|increase|reduce|cut|lower|shorten|halve|double)\s"
)
_QUOTED = re.compile("[\"“«‘]|(?<!\\w)'")
_BOUNDS = (">=", "<=", ">", "<", "increase", "decrease")


def is_goal(quantity: Quantity, context: Context) -> bool:
    """Whether a number is a height to be reached or kept."""
    return quantity.relation in _BOUNDS or quantity.unit == "%" or context.speaks_of("targets")


def goes_on(clause: Clause, language: str) -> bool:
    """Whether a clause behind a duty can be a part of it: it tells of nothing past, allows and ends nothing."""
    return not any(says(table, clause.words, language) for table in ("past", "permits", "exempts", "effect"))


def is_duty(clause: Clause, limit: Period | None, led: bool, context: Context) -> bool:
    """`limit` is the time that the clause sets, `led` whether a body is known that must do it."""
    language, words, quantities = context.language, clause.words + clause.verb, clause.reading.quantities
    sure, limited, amends = clause.roles.sure, is_limited(limit), says("amends", words, language)
    in_force = clause.roles.lead is not None and limited
    if says("effect", words, language) and not in_force and not (amends and _QUOTED.search(words)):
        return False
    if context.tells_background:
        return sure
    if not context.orders:
        return _is_assigned(clause, limit, context)
    if not sure and says("exempts", words, language):
        return False
    if not sure and not limited and says("permits", words, language) and not _forbids(words):
        return False
    bound = any(q.unit == "%" or q.relation for q in quantities)
    own = [replace(q, start=q.start - clause.start, end=q.end - clause.start) for q in quantities] if amends else []
    renewed = bool(telling(own, words, 0, len(words))) and (
        says("targets", words, language)
        or _QUOTED.search(words) is not None
        or (language != "vi" and says("instead", words, language))
    )
    if amends and (limit is not None or bound or renewed or clause.roles.lead is not None):
        return True
    return _is_ordered(clause, limit, led, context)


def _is_assigned(clause: Clause, limit: Period | None, context: Context) -> bool:
    """In a report: somebody is told to do it, or aims at it, or has a time for it that is still to come."""
    language, words = context.language, clause.words + clause.verb
    if says("supposes", words, language) and not clause.roles.sure:
        return False
    aims = says("aims", words, language) and (bool(clause.reading.quantities) or is_limited(limit))
    # The finite verb stands at the end in Hindi and Bengali; verbs before it belong to clauses inside.
    indic = language in ("hi", "bn")
    told = words[-VERB:] if indic else words
    reports = says("report", told, language) and not (indic and says("assigned", words[-VERB:], language))
    if reports and not (clause.roles.sure or aims):
        return False
    due = is_limited(limit) and limit is not None and (limit.relation != "within" or limit.count is not None)
    coming = limit is not None and limit.end is not None and context.day is not None and limit.end > context.day
    assigned = clause.roles.sure or says("assigned", words, language)
    return assigned or aims or (clause.roles.lead is not None and (due or coming))


def _is_ordered(clause: Clause, limit: Period | None, led: bool, context: Context) -> bool:
    """In an order or a plan: what a body is to do, what has a limit or a bound, and what words for duty say."""
    language, words, quantities = context.language, clause.words + clause.verb, clause.reading.quantities
    sure, limited = clause.roles.sure, is_limited(limit)
    assigned = sure or says("assigned", words, language)
    goals = context.speaks_of("targets") and bool(quantities) and not begins_past(clause, context.day)
    if _is_past(clause, context.day) and not (limited or goals or sure):
        return False
    if language in ("hi", "bn") and quantities and says("aims", words[-VERB:], language):
        return True  # "… का लक्ष्य रखा है"
    aims = (limited or any(q.relation for q in quantities)) and _sets_aim(words, quantities, language)
    past = says("past", _DONE_BY_OTHERS.sub("", words), language)
    if past and not (assigned or goals or aims or (led and limited)):
        return False
    bounds = any(q.relation in _BOUNDS for q in quantities)
    bounded = any(q.relation in (">=", "<=") for q in quantities) and says("goal", words, language)
    bounded = bounded or (bounds and (says("aims", words, language) or _CHANGES.match(words.lower()) is not None))
    bounded = bounded or (goals and says("goal", words, language))
    money = any(q.unit in CURRENCIES for q in quantities)
    if money and limit is None and not (clause.roles.lead or sure or bounded or goals):
        return False  # what is set aside, not what is to be done
    if led or limited or context.deadline or goals:
        return assigned or goals or limited or led
    return bounded or (says("duty", words, language) and (assigned or limit is not None))


_WAS = re.compile(r"(?:था|थी|थे|ছিল|ছিলেন)\W*\Z")


def _sets_aim(words: str, quantities: Sequence[Quantity], language: str) -> bool:
    """ "… का लक्ष्य निर्धारित किया गया है": what was set still is to be reached, unless it "was" the goal."""
    indic = language in ("hi", "bn") and bool(quantities)
    return indic and says("aims", words, language) and _WAS.search(words) is None


def _forbids(words: str) -> bool:
    return _FORBIDS.search(folded(words).text) is not None or "नहीं" in words


def begins_past(clause: Clause, day: date | None) -> bool:
    """Whether a clause begins with a time that was over on the document's day and sets none that is to come."""
    ended = [p.end < day for p in clause.reading.periods if p.end is not None and day is not None]
    first = clause.reading.periods[0] if clause.reading.periods else None
    return first is not None and first.start_char <= clause.start + OPENING and bool(ended) and all(ended)


def _is_past(clause: Clause, day: date | None) -> bool:
    """Whether a clause speaks of times that were over on the document's day, or begins with such a day."""
    ended = [
        p.end
        for p in clause.reading.periods
        if p.end is not None
        and (p.precision != "day" or p.relation in STRONG or p.start_char <= clause.start + OPENING)
    ]
    return day is not None and bool(ended) and max(ended) < day
