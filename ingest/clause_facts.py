"""Facts of running text: each clause of a sentence as a deadline, a responsibility, a target, or as figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.agencies import Agency
from ingest.amounts import amount_of, is_object, is_place, telling
from ingest.attributes import is_remark
from ingest.clauses import Clause, clauses
from ingest.context import Context
from ingest.date_relations import span_in_words
from ingest.dates import Period
from ingest.deadlines import limit_of
from ingest.digits import folded
from ingest.duties import CURRENCIES, begins_past, goes_on, is_duty, is_goal
from ingest.duty_words import says
from ingest.numbers import TIMES, Quantity
from ingest.outline import Line
from ingest.reading import Reading, deadline_of
from ingest.records import OBLIGATIONS, Amount, Deadline, Fact, FactKind

MOST_FIGURES = 6  # of one clause
OPENING = 16  # characters at the beginning of a sentence in which a time holds for all of it

_PART_OF = re.compile(r"trong đó|of which|of them|जिनमें से|जिसमें|যার মধ্যে|এর মধ্যে")
# "A को … करने और B को … देने का काम सौंपा गया": one body is told to do both
_CHAINED = re.compile(r"ने\s*(?:,|और|तथा|एवं|व)\s*\Z")
_QUOTE = re.compile("(?<![^\\s(:])[\"“«‘'](?=\\S)")
_COMMAS = re.compile(r" ?,(?: ?,)* ")  # a time that was cut out leaves some
_EDGES = ' \t\n,;:.।॥-–—•*_"“”«»'


def clause_facts(sentence: str, base: int, reading: Reading, context: Context, line: Line) -> list[Fact]:
    """The facts of a sentence; `base` is its offset in the document, `reading` what it speaks of."""
    told: list[Fact] = []
    subject: Agency | None = None
    opening: Deadline | None = None
    for_all = past = chained = False
    for clause in clauses(sentence, reading, context):
        if told and is_remark(clause.words) and len(clause.reading.agencies) == 1:
            body = clause.reading.agencies[0]
            told[-1] = replace(told[-1], agency=body.text, agency_name=body.name)
            continue
        if not told and clause.end < len(sentence) and clause.words.rstrip(" -–").endswith((":", "：")):
            opening, for_all = _led_in(sentence, base, clause, context), True
            continue
        subject = subject if subject and chained else clause.roles.lead or subject
        chained = _CHAINED.search(clause.words) is not None
        read = _Read(sentence, base, clause, subject or context.agency, subject is None, context, line)
        past = past or (not told and begins_past(clause, context.day))
        if past and not (clause.roles.sure or clause.reading.periods):
            told += read.figures()  # "In 2025, 11% …; 3,120 households …"
            continue
        more = list(read.facts(bool(told) and told[-1].kind in OBLIGATIONS))
        opening = opening or _opening_deadline(more, base)
        told += [_with_opening(fact, opening, "" if for_all else context.language) for fact in more]
    return told


def _led_in(sentence: str, base: int, clause: Clause, context: Context) -> Deadline | None:
    """The time in words that only lead to the parts of the sentence: "In 2027 the following targets are set: …"."""
    limit = limit_of(sentence, clause.words, clause.reading, context)
    return deadline_of(limit, sentence, base) if limit else None


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


def _bounds(quantity: Quantity) -> bool:
    """Whether a number beside a goal sets one of its own: "140, down from 173, and 95% of children"."""
    return quantity.unit == "%" or quantity.base is not None


def _is_length(quantity: Quantity, limit: Period | None) -> bool:
    """Whether a number is one of the old and new lengths of a time limit, and no amount."""
    return limit is not None and limit.count is not None and limit.start is None and quantity.unit == limit.unit


class _Read:
    """One clause, with who must do what it says."""

    def __init__(
        self,
        sentence: str,
        base: int,
        clause: Clause,
        lead: Agency | None,
        inherited: bool,
        context: Context,
        line: Line,
    ) -> None:
        self.sentence, self.base, self.clause, self.line = sentence, base, clause, line
        self.lead, self.inherited, self.context = lead, inherited and lead is not None, context
        self.limit: Period | None = limit_of(sentence, clause.words, clause.reading, context)
        quantities = telling(clause.reading.quantities, sentence, clause.start, clause.end)
        self.quantities = [q for q in quantities if not _is_length(q, self.limit)]

    def facts(self, behind_duty: bool) -> Iterator[Fact]:
        """The obligation, once for each amount; figures where the clause asks nothing of anybody."""
        clause, language = self.clause, self.context.language
        more = behind_duty and bool(self.limit or self.quantities or clause.roles.lead) and goes_on(clause, language)
        if not more and not is_duty(clause, self.limit, self.lead is not None, self.context):
            yield from self.figures()
            return
        goals = [q for q in self.quantities if is_goal(q, self.context)]
        if not (goals or self.lead or self.limit) and says("amends", clause.words, language):
            goals = self.quantities[-1:]
        deadline = self._deadline() or self.context.deadline
        kind = self._kind(goals, deadline)
        lead = self.lead
        if kind == "target" and lead is not None and lead.name == " ".join(folded(lead.text).text.split()):
            lead = None  # "the share of dossiers shall reach …"
        amounts = self._amounts(goals, kind)
        if kind == "responsibility" and lead is None and not self.context.orders and not amounts:
            return  # a report's "one should": nobody who must, nothing by when
        helping = tuple(agency.text for agency in clause.roles.coordinating)
        fact = Fact(
            kind,
            self.base + clause.start,
            self.base + clause.end,
            self._action(),
            agency=lead.text if lead else "",
            agency_name=lead.name if lead else "",
            coordinating=helping or (self.context.coordinating if self.inherited else ()),
            deadline=deadline,
            references=tuple(dict.fromkeys(r.number for r in clause.reading.references)),
            section=self.line.passage.section,
            page=self.line.passage.page,
        )
        for amount in amounts or [None]:
            yield replace(fact, amount=amount)

    def _deadline(self) -> Deadline | None:
        return deadline_of(self.limit, self.sentence, self.base) if self.limit else None

    def _kind(self, goals: Sequence[Quantity], deadline: Deadline | None) -> FactKind:
        """A goal is a share or height that nobody in particular is told to reach, or stands under "targets"."""
        if goals and (self.lead is None or self.context.speaks_of("targets") or not self._acts()):
            return "target"
        return "deadline" if deadline else "responsibility"

    def _acts(self) -> bool:
        """Whether the body that leads is told by this clause or from above, not carried over from another clause."""
        return self.inherited or self.clause.roles.sure or self.clause.roles.lead is self.lead

    def _amounts(self, goals: Sequence[Quantity], kind: FactKind) -> list[Amount | None]:
        told = list(goals) or [q for q in self.quantities if is_object(q, self.sentence)]
        if says("amends", self.clause.words, self.context.language):
            told = self._renewed(told)
        if kind == "target" and told:
            first = next((q for q in told if q.unit == "%" or q.unit not in TIMES or q.relation), told[0])
            several = first.unit not in CURRENCIES and not _PART_OF.search(self.clause.words)
            told = (
                [q for q in told if q.unit == first.unit or _bounds(q)] if several else [first]
            )  # "90% of tea and 75% …"
        else:
            told = ([q for q in told if not is_place(q, self.sentence, self.context.language)] or told)[:1]
        told = list({(q.value, q.high, q.unit): q for q in reversed(told)}.values())[::-1]
        return [amount_of(quantity, self.sentence, self.context.language) for quantity in told]

    def _renewed(self, told: list[Quantity]) -> list[Quantity]:
        """Of amounts that take the place of others the new ones: "80%" is replaced by "85%"."""
        quotes = list(_QUOTE.finditer(self.clause.words))
        if not quotes:
            return told if self.context.language == "vi" else told[-1:]  # "trồng bổ sung 300 ha"
        start = self.clause.start + quotes[-1].start()
        return [q for q in told if q.start >= start] or told[-1:]

    def figures(self) -> Iterator[Fact]:
        periods = self.clause.reading.periods
        deadline = deadline_of(periods[0], self.sentence, self.base) if len(periods) == 1 else None
        for quantity in self.quantities[:MOST_FIGURES]:
            amount = amount_of(quantity, self.sentence, self.context.language)
            if amount.unit is not None:
                yield Fact(
                    "figure",
                    self.base + self.clause.start,
                    self.base + self.clause.end,
                    self.clause.words.strip(),
                    deadline=deadline,
                    amount=amount,
                    section=self.line.passage.section,
                    page=self.line.passage.page,
                )

    def _action(self) -> str:
        """What is to be done: the clause without who at its beginning and by when, in its own words."""
        clause, cuts = self.clause, []
        own = next((a for a in clause.reading.agencies if self.lead and a.text == self.lead.text), None)
        if own and own.start - clause.start <= OPENING:
            cuts.append((clause.start, own.end))
        if self.limit is not None:
            cuts.append(span_in_words(self.sentence, self.limit.start_char, self.limit.end_char))
        kept, at = [], clause.start
        for start, end in sorted(cuts):
            kept.append(self.sentence[at : max(at, start)])
            at = max(at, end)
        kept.append(self.sentence[at : clause.end])
        action = _COMMAS.sub(", ", " ".join(" ".join(kept).split())).strip(_EDGES)
        return action or clause.words.strip(_EDGES)
