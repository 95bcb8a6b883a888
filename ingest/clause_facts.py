"""Facts of running text: a sentence is parted into clauses, and each is weighed as a duty, a goal or a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ingest.agencies import Agency
from ingest.amounts import amount_of, is_object, telling
from ingest.attributes import is_remark
from ingest.dates import Period
from ingest.digits import folded
from ingest.duty_words import cue, says
from ingest.numbers import Quantity
from ingest.outline import Line
from ingest.reading import Reading, deadline_of
from ingest.records import OBLIGATIONS, Deadline, Fact, FactKind
from ingest.references import Reference
from ingest.roles import Roles, roles
from ingest.sentences import split_clauses

MOST_FIGURES = 6  # of one clause
VERB = 28  # characters at the end of a clause in which its finite verb stands
OPENING = 16  # characters at the beginning of a sentence in which a time holds for all of it
NEXT = 10  # characters between two times that belong together
SHORTEST = 12  # characters of a clause that may stand on its own


@dataclass(frozen=True, slots=True)
class Above:
    """What the headings and lead-ins above a line say for it."""

    agency: Agency | None
    coordinating: tuple[str, ...]
    deadline: Deadline | None
    headings: tuple[str, ...]  # innermost first
    orders: bool  # the document orders and plans; it does not report
    day: date | None  # of the document

    def speaks_of(self, table: str, language: str) -> bool:
        return any(says(table, heading, language) for heading in self.headings)


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int  # offsets in the sentence
    end: int
    words: str
    reading: Reading  # offsets in the sentence, too
    roles: Roles  # of its own or, where it names nobody, of the clause before it


def clause_facts(
    sentence: str, base: int, reading: Reading, above: Above, line: Line, language: str, day: date | None
) -> Iterator[Fact]:
    """The facts of a sentence; `base` is its offset in the document, `reading` what it speaks of, `day` the
    document's own."""
    subject: Agency | None = None
    told: list[Fact] = []
    opening: Deadline | None = None
    for clause in _clauses(sentence, reading, language, day):
        if told and is_remark(clause.words) and len(clause.reading.agencies) == 1:
            body = clause.reading.agencies[0]
            told[-1] = replace(told[-1], agency=body.text, agency_name=body.name)
            continue
        lead, inherited = clause.roles.lead, False
        if lead is None and subject is not None:
            lead = subject
        elif lead is not None:
            subject = lead
        if lead is None and above.agency is not None:
            lead, inherited = above.agency, True
        more = list(_facts(clause, lead, inherited, base, above, line, language, told, day))
        opening = opening or _opening_deadline(more, base)
        told += [_with_opening(fact, opening, language) for fact in more]
    yield from told


def _opening_deadline(facts: Sequence[Fact], base: int) -> Deadline | None:
    """The time that a sentence begins with, which holds for all its clauses: "Đến năm 2028, 95% …; 90% …"."""
    deadline = facts[0].deadline if facts else None
    return deadline if deadline and base <= deadline.start_char < base + OPENING else None


def _with_opening(fact: Fact, opening: Deadline | None, language: str) -> Fact:
    if fact.deadline or opening is None or fact.kind == "figure":
        return fact
    if language in ("hi", "bn") and fact.kind != "target":
        return fact  # there a time always stands first, and holds for its own clause
    return replace(fact, deadline=opening, kind="deadline" if fact.kind == "responsibility" else fact.kind)


def _clauses(sentence: str, reading: Reading, language: str, day: date | None) -> Iterator[_Clause]:
    """What semicolons part, and of it what has a deadline of its own."""
    for start, end in _parted(sentence, language):
        inside = reading.within(start, end)
        limits = [p for p in inside.periods if limits_something(p, sentence, inside.references, language, day)]
        for first, last in _by_deadline(sentence, start, end, limits, language):
            own = reading.within(first, last)
            words = sentence[first:last]
            local = [replace(a, start=a.start - first, end=a.end - first) for a in own.agencies]
            yield _Clause(first, last, words, own, roles(words, local, sentence))


# "…, and a supplier may not charge for it": another body with a duty of its own.
_OWN_DUTY = re.compile(
    r",?\s+and\s+(?=(?:(?:the|a|an|each|every|no|all|any)\s+)?(?:[\w'-]+\s+){1,4}?(?:shall|must|may not|will)\s)"
)


_MODAL = re.compile(r"(?<![^\W_])(?:shall|must|may|will)(?![^\W_])")


def _parted(sentence: str, language: str) -> list[tuple[int, int]]:
    spans = []
    for start, end in split_clauses(sentence):
        low = start
        for joint in _OWN_DUTY.finditer(sentence, start, end) if language == "en" else ():
            if joint.start() - low >= SHORTEST and _MODAL.search(sentence, low, joint.start()):
                spans.append((low, joint.start()))
                low = joint.end()
        spans.append((low, end))
    return spans


_JOINT = re.compile(r"[,;]\s+|\s+(?:và|and|और|तथा|एवं|एवम|এবং|ও|আর)\s+")


def _by_deadline(sentence: str, start: int, end: int, limits: Sequence[Period], language: str) -> list[tuple[int, int]]:
    """A clause with two deadlines as two, parted at the joint between them: in Hindi and Bengali the time stands before
    what is to be done, elsewhere behind it."""
    spans = [(start, end)]
    for one, two in pairwise(limits):
        low = spans[-1][0]
        joints = [m.end() for m in _JOINT.finditer(sentence, one.end_char, two.start_char)]
        if not joints or two.start_char - one.end_char <= NEXT:
            continue  # "on 10 January and 10 June" is one time
        cut = joints[-1] if language in ("hi", "bn") else joints[0]
        if cut - low >= SHORTEST and end - cut >= SHORTEST:
            spans[-1] = (low, cut)
            spans.append((cut, end))
    return spans


_STRONG = ("by", "before", "within")
_INSIDE = re.compile(r"(?:^|[\s(])(?:trong|vào|in|during|đến|cuối|from|từ)\s*(?:năm\s*)?\Z")
_INSIDE_BEHIND = re.compile(r"\s*(?:में|के दौरान|के अंत|মধ্যে|-?(?:এর|ের|র)? মধ্যে|সালে|-?এ\b|ে\b)")


def limits_something(
    period: Period, text: str, references: Sequence[Reference], language: str, day: date | None
) -> bool:
    """Whether a time is when something is to be done: not past on the document's `day`, nor the day of another
    document, nor a part of a name, nor what a later time takes the place of."""
    if period.end is not None and day is not None and period.end < day and period.count is None:
        return False
    if _held_before(period, text, language):
        return False
    if period.recurrence or period.relation in _STRONG:
        return True
    if any(beside(text, reference, period) for reference in references):
        return False
    if period.relation in ("from", "after"):
        return period.start is not None
    before = folded(text[max(0, period.start_char - 24) : period.start_char]).text
    if says("named_span", before[-16:], language) and period.precision in ("range", "year"):
        return False
    if period.precision == "year":
        behind = folded(text[period.end_char : period.end_char + 14]).text
        return bool(_INSIDE.search(before) or _INSIDE_BEHIND.match(behind))
    return period.start is not None


def _held_before(period: Period, text: str, language: str) -> bool:
    """Whether another time stands in its place: "thay vì ngày 20/5/2026", "२० मई के बजाय"."""
    if language in ("hi", "bn"):
        return (
            cue("instead", language).match(folded(text[period.end_char : period.end_char + 24]).text.lstrip(" -"))
            is not None
        )
    before = folded(text[max(0, period.start_char - 24) : period.start_char]).text
    found = list(cue("instead", language).finditer(before))
    return bool(found) and found[-1].group() not in ("từ", "from") and len(before) - found[-1].end() < 14


_DATED = re.compile(r"[\s,(]*(?:ngày|of|dated|on|दिनांक|तारीख|की|का|के|তারিখের|তারিখ|-?এর|ের)?[\s,(]*")
_DATED_BEFORE = re.compile(
    r"[\s,)]*(?:की|का|के|को|-?(?:এর|ের|র)|তারিখের|তারিখে|জারি করা|को जारी|के)?[\s,]*(?:[^\s,;।.]+\s+){0,5}?[^\d,;।.]{0,30}"
)


def beside(text: str, reference: Reference, period: Period) -> bool:
    """Whether a day is the document's own: "Plan 151-KH/TU of 24 February 2025", "दिनांक 24 फ़रवरी, 2025 की योजना …"."""
    if period.precision not in ("day", "year") or period.relation not in (None, "on"):
        return False
    if 0 <= period.start_char - reference.end <= 24:
        return _DATED.fullmatch(folded(text[reference.end : period.start_char]).text) is not None
    if 0 <= reference.start - period.end_char <= 60 and text[reference.start - 1 : reference.start] >= "":
        between = text[period.end_char : reference.start]
        return any(char >= "\u0900" for char in between) and _DATED_BEFORE.fullmatch(between) is not None
    return False


_FROM_TO = re.compile(r"\s(?:đến|tới|to|until|till|से|থেকে|हে)\s|[-–]")


def _deadline(
    clause: _Clause, base: int, sentence_words: str, language: str, day: date | None
) -> tuple[Deadline, Period] | None:
    """The time that limits a clause: what says so most clearly, of equals the last. Of "extended from … to …" the
    latter."""
    references = clause.reading.references
    found = [p for p in clause.reading.periods if limits_something(p, sentence_words, references, language, day)]
    if not found:
        return None
    rank = {"before": 3, "by": 3, "within": 2}
    best = max(found, key=lambda p: (bool(p.recurrence) + rank.get(p.relation or "", 0), p.start_char))
    if best.count is None and best.end and _FROM_TO.search(best.text) and says("amends", clause.words, language):
        best = replace(best, start=best.end, relation="by")
    return deadline_of(best, sentence_words, base), best


def _facts(
    clause: _Clause,
    lead: Agency | None,
    inherited: bool,
    base: int,
    above: Above,
    line: Line,
    language: str,
    told: Sequence[Fact],
    day: date | None,
) -> Iterator[Fact]:
    words = clause.words
    padded = " " * clause.start + words  # so that offsets of the sentence hold
    timed = _deadline(clause, base, padded, language, day)
    deadline = timed[0] if timed else None
    quantities = telling(clause.reading.quantities, padded, clause.start, clause.end)
    goes_on = bool(told) and told[-1].kind in OBLIGATIONS and bool(timed or quantities or clause.roles.lead)
    is_duty = _is_duty(words, clause, timed[1] if timed else None, bool(lead), above, language)
    if not (is_duty or (goes_on and _may_go_on(words, language))):
        yield from _figures(clause, quantities, base, line, padded, language)
        return
    goals = [q for q in quantities if _is_goal(q, above, language)]
    in_targets = above.speaks_of("targets", language)
    kind: FactKind = "responsibility"
    if goals and (in_targets or not _acts(clause, lead, inherited, words, language)):
        kind = "target"
    elif deadline or above.deadline:
        kind = "deadline"
    elif goals and lead is None:
        kind = "target"
    if deadline is None and (kind != "responsibility" or above.deadline):
        deadline = above.deadline
        kind = "deadline" if kind == "responsibility" else kind
    if kind == "target" and lead is not None and lead.name == " ".join(folded(lead.text).text.split()):
        lead = None  # "the share of dossiers shall reach …"
    helping = tuple(agency.text for agency in clause.roles.coordinating) or (above.coordinating if inherited else ())
    fact = Fact(
        kind,
        base + clause.start,
        base + clause.end,
        _action(words, clause, lead if not inherited else None, timed[1] if timed else None),
        agency=lead.text if lead else "",
        agency_name=lead.name if lead else "",
        coordinating=helping,
        deadline=deadline,
        references=tuple(dict.fromkeys(r.number for r in clause.reading.references)),
        section=line.passage.section,
        page=line.passage.page,
    )
    told = goals or [q for q in quantities if is_object(q, padded)]
    if says("amends", words, language):
        told = told[-1:]  # "80%" is replaced by "85%"
    elif kind == "target":
        told = [q for q in told if q.unit == told[0].unit] if told[0].unit in ("%", None) else told[:1]
    else:
        told = told[:1]
    for amount in [amount_of(q, padded, language) for q in told] or [None]:
        yield replace(fact, amount=amount)


def _may_go_on(words: str, language: str) -> bool:
    """Whether a clause behind a duty can be a part of it: it tells of nothing past, allows and ends nothing."""
    return not any(says(table, words, language) for table in ("past", "permits", "exempts", "effect"))


def _is_duty(words: str, clause: _Clause, deadline: Period | None, led: bool, above: Above, language: str) -> bool:
    """Whether a clause says that something is to be done or kept, rather than that it was or is so."""
    limited = deadline is not None and (deadline.relation in _STRONG or deadline.recurrence is not None)
    due = deadline is not None and limited and (deadline.relation != "within" or deadline.count is not None)
    led_itself = clause.roles.lead is not None
    quantities = clause.reading.quantities
    amends = says("amends", words, language)
    if says("effect", words, language) and not (led_itself and limited) and not (amends and _QUOTED.search(words)):
        return False
    if above.speaks_of("background", language):
        return clause.roles.sure
    goal = any(q.unit == "%" or q.relation for q in quantities)
    aims = says("aims", words, language) and bool(quantities or deadline)
    coming = deadline is not None and deadline.end is not None and above.day is not None and deadline.end > above.day
    assigned = clause.roles.sure or says("assigned", words, language)
    if not above.orders:
        # The finite verb stands at the end in Hindi and Bengali; verbs before it belong to clauses inside.
        indic = language in ("hi", "bn")
        told = words[-VERB:] if indic else words
        reports = says("report", told, language) and not (indic and says("assigned", words[-VERB // 2 :], language))
        if reports and not (clause.roles.sure or aims):
            return False
        return assigned or aims or (led_itself and (due or coming))
    if says("exempts", words, language) and not clause.roles.sure:
        return False
    forbids = _FORBIDS.search(folded(words).text) is not None or "नहीं" in words
    if says("permits", words, language) and not forbids and not limited and not clause.roles.sure:
        return False
    if amends and (deadline is not None or goal or led_itself):
        return True
    in_targets = above.speaks_of("targets", language)
    goals = in_targets and any(_is_goal(q, above, language) for q in quantities)
    if _is_past(clause.reading.periods, above.day) and not (limited or goals or clause.roles.sure):
        return False
    bounded = any(q.relation in (">=", "<=") for q in quantities) and says("goal", words, language)
    if says("past", words, language) and not (assigned or goals or (led and limited)):
        return False
    money = any(q.unit in _CURRENCIES for q in quantities)
    if money and not led_itself and deadline is None and not clause.roles.sure and not bounded:
        return False
    if led or limited or above.deadline or goals:
        return assigned or goals or limited or led
    return bounded or (says("duty", words, language) and (assigned or deadline is not None))


def _is_past(periods: Sequence[Period], day: date | None) -> bool:
    """Whether a clause speaks of times that were over on the document's day."""
    ended = [p.end for p in periods if p.end is not None and p.precision != "day"]
    return day is not None and bool(ended) and max(ended) < day


_FORBIDS = re.compile(r"(?<![^\W_])no (?:\S+ ){1,3}may(?![^\W_])")
_CURRENCIES = ("VND", "INR", "BDT", "USD", "EUR")
_QUOTED = re.compile('["“«]')


def _acts(clause: _Clause, lead: Agency | None, inherited: bool, words: str, language: str) -> bool:
    """Whether a body is to do something, rather than a share to reach a height."""
    return lead is not None and (inherited or clause.roles.sure or clause.roles.lead is lead)


def _is_goal(quantity: Quantity, above: Above, language: str) -> bool:
    if quantity.relation in (">=", "<=", ">", "<", "increase", "decrease"):
        return True
    if quantity.unit == "%":
        return True
    return above.speaks_of("targets", language)


def _figures(
    clause: _Clause, quantities: Sequence[Quantity], base: int, line: Line, text: str, language: str
) -> Iterator[Fact]:
    for quantity in quantities[:MOST_FIGURES]:
        amount = amount_of(quantity, text, language)
        if amount.unit is None:
            continue
        periods = clause.reading.periods
        deadline = deadline_of(periods[0], text, base) if len(periods) == 1 else None
        yield Fact(
            "figure",
            base + clause.start,
            base + clause.end,
            clause.words.strip(),
            deadline=deadline,
            amount=amount,
            section=line.passage.section,
            page=line.passage.page,
        )


_EDGES = ' \t\n,;:.।॥-–—•*_"“”«»'


def _action(words: str, clause: _Clause, lead: Agency | None, period: Period | None) -> str:
    """What is to be done: the clause without who and by when at its ends, in its own words."""
    cuts = []
    if lead is not None:
        own = next((a for a in clause.reading.agencies if a.text == lead.text), None)
        if own and own.start - clause.start <= 12:
            cuts.append((0, own.end - clause.start))
    if period is not None:
        cuts.append((period.start_char - clause.start, period.end_char - clause.start))
    kept, at = "", 0
    for start, end in sorted(cuts):
        if start >= at:
            kept += words[at:start] + " "
            at = end
    kept += words[at:]
    action = " ".join(kept.split()).strip(_EDGES)
    return action or words.strip(_EDGES)
