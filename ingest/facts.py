"""Facts: what a document asks of whom, by when and how much, each with the words that it was read from.

The rules know how official texts are built, not any one of them: clauses are read one by one, what a clause leaves out
(who, by when) is taken from the heading or the lead-in above it, and table rows are read by their header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.agencies import Agency
from ingest.attributes import Attribute, attribute, is_remark
from ingest.clause_facts import clause_facts
from ingest.context import Context
from ingest.deadlines import beside
from ingest.duty_words import says
from ingest.outline import Line, outline
from ingest.reading import Frame, Reading, deadline_of
from ingest.recitals import LETTERHEAD, SUBJECT, addressees, in_capitals, is_recital, only_names
from ingest.records import OBLIGATIONS, Deadline, Document, Fact, Flaw, Sentence
from ingest.references import find_references, key
from ingest.roles import roles
from ingest.row_facts import row_facts
from ingest.rows import best_amount, bodies, first_body, row_of
from ingest.structure import label
from ingest.terms import TermBase, default

VERSION = 2  # of the rules: facts made by others are read again

MOST_FIGURES = 2_000  # that are read from the tables of a document

_LETTERHEAD = 12  # lines at the head in which offices, numbers and days stand
_BRACKETED = re.compile(r"\s*[*_]*\(.*\)[*_.\s]*", re.DOTALL)
_NUMBERED = re.compile(r"[^\W\d][^\d\n.:]{1,20}\s\d{1,3}\s*[.:)।–-]\s+")  # "Nhiệm vụ 1. ", "कार्य 2: "
_MOST_ATTRIBUTES = 12  # lines between a task and one of its attributes


def extract(
    document: Document, holidays: frozenset[date] = frozenset(), terms: TermBase | None = None
) -> tuple[tuple[Fact, ...], tuple[Flaw, ...]]:
    """The facts of a document in the order of its text, and what could not be read.

    Reads the text, passages, language, date and number of the document. Working days skip `holidays`; bodies are known
    by `terms` (None: the term base that comes with the program).
    """
    reader = _Reader(document, Frame(document.language, document.date, holidays, terms or default()))
    for i in range(len(reader.lines)):
        reader.line(i)
    facts = [_flagged(fact, reader.flaws) for fact in (*reader.facts, *reader.references())]
    return tuple(sorted(facts, key=lambda fact: (fact.start, fact.end))), tuple(reader.flaws)


def _flagged(fact: Fact, flaws: Sequence[Flaw]) -> Fact:
    """The fact with what could not be read in its words."""
    reasons = [flaw.reason for flaw in flaws if flaw.start < fact.end and fact.start < flaw.end]
    return replace(fact, flags=tuple(dict.fromkeys((*fact.flags, *reasons)))) if reasons else fact


class _Reader:
    def __init__(self, document: Document, frame: Frame) -> None:
        self.document, self.frame = document, frame
        self.text, self.language = document.text, document.language
        self.lines = outline(document)
        self.readings: dict[int, Reading] = {}  # of lines that stand above others, by index
        self.read: dict[int, tuple[int, Reading]] = {}  # of sentences by their offset, with that of the text read
        self.facts: list[Fact] = []
        self.origins: list[int] = []  # the line of each fact
        self.flaws: list[Flaw] = []
        self.figures = 0  # of table rows so far
        self.closed = self._closing()
        self.addressed = addressees([self.text[line.start : line.end] for line in self.lines[:LETTERHEAD]])
        self.orders = document.number is not None or sum(line.marker > line.start for line in self.lines) >= 4

    def _closing(self) -> tuple[int, int]:
        """The lines of recipients and signatures: up to an annex, or to the end."""
        count = len(self.lines)
        for i, line in enumerate(self.lines[3:], 3):
            if not line.is_row and says("closing", self.text[line.start : line.end][:40], self.language):
                return i, next((j for j in range(i + 1, count) if self._opens_annex(j)), count)
        return count, count

    def _opens_annex(self, j: int) -> bool:
        line = self.lines[j]
        found = None if line.is_row else label(self.text[line.start : line.end], line.names)
        return line.is_row or (found is not None and found.kind == "annex")

    def line(self, i: int) -> None:
        """Add what a line says."""
        line = self.lines[i]
        if line.is_row:
            row = row_of(self.text, line.passage, self.frame)
            self.note_flaws(self.text[line.start : line.end], line.start)
            found = list(row_facts(row, self.context(line)))
            self.figures += sum(fact.kind == "figure" for fact in found)
            if self.figures <= MOST_FIGURES:
                self._add(i, found)
            else:
                self._leave_out(i, line, found)
        elif not self._is_silent(i):
            context = self.context(line)
            for sentence in line.sentences:
                self._sentence(i, sentence, context)

    def _leave_out(self, i: int, line: Line, found: Sequence[Fact]) -> None:
        """Of tables that hold thousands of figures, the rest; what asks something of somebody is kept."""
        self._add(i, (fact for fact in found if fact.kind != "figure"))
        if not any(flaw.reason == "too_many_rows" for flaw in self.flaws):
            self.flaws.append(Flaw(line.start, line.start, "", "too_many_rows"))

    def _add(self, i: int, facts: Iterable[Fact]) -> None:
        for fact in facts:
            self.facts.append(fact)
            self.origins.append(i)

    def _is_silent(self, i: int) -> bool:
        """Whether a line says nothing of its own: headings, letterhead, recitals, signatures."""
        line = self.lines[i]
        words = self.text[line.start : line.end]
        bare = words.strip("*_# \t")
        if (
            line.names
            or bare == self.document.title
            or is_recital(bare)
            or _BRACKETED.fullmatch(words)
            or SUBJECT.match(words)
        ):
            return True
        if self.closed[0] <= i < self.closed[1] or self.addressed[0] <= i < self.addressed[1]:
            return True
        labelled = line.marker > line.start
        if not labelled and says("opening", bare[-40:], self.language):
            return True
        ends = bare[-1:] in ".।॥;:!?…\"”'’)"
        if in_capitals(bare):
            return True
        if (len(bare.split()) < 4 or (i < _LETTERHEAD and not ends and not labelled)) and not attribute(bare):
            return True
        return bare.endswith(",")  # "By order of the Governor,"

    def _sentence(self, i: int, sentence: Sentence, context: Context) -> None:
        line = self.lines[i]
        start = max(sentence.start, line.marker) if sentence.start < line.marker < sentence.end else sentence.start
        words = self.text[start : sentence.end]
        reading = self.frame.read(words)
        self.read[sentence.start] = start, reading
        self.note_flaws(words, start, [(r.start, r.end) for r in reading.references])
        if words.rstrip()[-1:] in (":", "：") and says("opening", words.rstrip()[-40:], self.language):
            return  # "… as listed below:"
        if (added := attribute(words)) and self._attach(i, added, start):
            return
        if (
            is_remark(words)
            and len(reading.agencies) == 1
            and not reading.periods
            and self._lead(i, reading.agencies[0])
        ):
            return
        if not only_names(words, reading):
            self._add(i, clause_facts(words, start, reading, context, line))

    def _lead(self, i: int, agency: Agency) -> bool:
        """Give the duty of the sentence before its body, if it has none of its own."""
        at = len(self.facts) - 1
        if at < 0 or self.origins[at] < i - 1 or self.facts[at].kind not in OBLIGATIONS:
            return False
        self.facts[at] = replace(self.facts[at], agency=agency.text, agency_name=agency.name)
        return True

    def _attach(self, i: int, added: Attribute, base: int) -> bool:
        """Fill in who, with whom, by when or what comes of it, for the duty that the line stands below or behind."""
        periods = self.frame.periods(added.value) if added.role == "deadline" else []
        if (added.role == "deadline" and not periods) or (at := self._task_of(i)) is None:
            return False
        fact, place = self.facts[at], base + added.start
        if periods:
            fact = replace(fact, deadline=deadline_of(periods[-1], added.value, place))
            fact = replace(fact, kind="deadline" if fact.kind == "responsibility" else fact.kind)
        elif added.role == "lead":
            text, name = first_body(added.value, self.frame)
            fact = replace(fact, agency=text, agency_name=name)
        elif added.role == "coordinating":
            fact = replace(fact, coordinating=tuple(bodies(added.value)))
        else:
            fact = replace(fact, product=" ".join(added.value.split()))
            fact = replace(fact, amount=fact.amount or best_amount([added.value], self.language))
        self.facts[at] = fact
        return True

    def _task_of(self, i: int) -> int | None:
        """The duty that an attribute in a line belongs to; one is made of the line above where none is there yet."""
        line, title = self.lines[i], self._title_of(i)
        at = len(self.facts) - 1
        if at >= 0 and self.facts[at].kind in OBLIGATIONS and self.origins[at] >= (title or 0):
            other = self.origins[at]
            if other == i or other in line.above or (self.lines[other].above == line.above and other >= i - 6):
                return at
        if title is None:
            parent = self.lines[line.above[-1]] if line.above else line
            if parent.names and line.marker > line.start:
                return None  # "2.1. Thời gian tổ chức: …" is a clause of its own
            if not (parent.names or (self.orders and parent.start < parent.marker < line.start)):
                return None
            title = line.above[-1] if line.above else i
        head = self.lines[title]
        words = self.text[max(head.start, head.marker) : head.end]
        start = max(head.start, head.marker) + len(words) - len(words.lstrip())
        action, section, page = words.strip(" *_:."), head.passage.section, head.passage.page
        action = action[numbered.end() :] if (numbered := _NUMBERED.match(action)) else action
        amount = best_amount([action], self.language)
        made = Fact("responsibility", start, head.end, action, amount=amount, section=section, page=page)
        self._add(title, [made])
        return len(self.facts) - 1

    def _title_of(self, i: int) -> int | None:
        """The line right above a run of attributes that only names the task which they tell of, and no heading."""
        at = i - 1
        low = max(-1, i - _MOST_ATTRIBUTES)
        while at > low and not self.lines[at].is_row and attribute(self._words(at)):
            at -= 1
        if at < 0 or at in self.lines[i].above or self.lines[at].is_row or self.lines[at].names:
            return None
        bare = self._words(at).strip("*_# \t")
        listed = self.lines[i].above == self.lines[at].above and not self.lines[at].introduces
        return at if self.orders and listed and len(bare.split()) >= 3 and bare[-1:] not in ".।॥;!?" else None

    def _words(self, at: int) -> str:
        line = self.lines[at]
        return self.text[max(line.start, line.marker) : line.end]

    def note_flaws(self, words: str, base: int, exclude: Sequence[tuple[int, int]] = ()) -> None:
        if not any(map(str.isdecimal, words)):
            return
        for start, end, text, reason in self.frame.flaws(words, exclude):
            self.flaws.append(Flaw(base + start, base + end, text, reason))

    def context(self, line: Line) -> Context:
        """What the headings and lead-ins above a line say for it."""
        agency: Agency | None = None
        deadline: Deadline | None = None
        coordinating: tuple[str, ...] = ()
        headings = []
        for j in reversed(line.above):
            other = self.lines[j]
            words = self.text[other.start : other.end]
            headings.append(words if other.names else words[self._last(other) :])
            reading = self._reading(j)
            found = roles(words, reading.agencies)
            lead = found.lead or (reading.agencies[0] if reading.agencies else None)
            letterhead = j < _LETTERHEAD and other.marker == other.start and in_capitals(words)
            if (
                agency is None
                and lead
                and not letterhead
                and self._hands_down(other, words, lead.end - lead.start, found.sure)
            ):
                agency, coordinating = lead, tuple(each.text for each in found.coordinating)
            if deadline is None:
                deadline = self._handed_deadline(other, words, reading.within(self._last(other), len(words)))
        day, language = self.document.date, self.language
        return Context(agency, coordinating, deadline, tuple(headings), self.orders, day, language)

    def _reading(self, j: int) -> Reading:
        if j not in self.readings:
            words = self.text[self.lines[j].start : self.lines[j].end]
            self.readings[j] = self.frame.read(words)
        return self.readings[j]

    def _hands_down(self, line: Line, words: str, length: int, sure: bool) -> bool:
        """Whether the body named in a line above must do what stands below: "Sở Y tế:", "Trách nhiệm của Bộ Y tế"."""
        own = len(words.strip()) - (line.marker - line.start)
        labelled = line.marker > line.start
        if not (line.introduces or line.names or labelled):
            return False
        if not labelled and not line.names and (says("effect", words, self.language) or self._gives_orders(words)):
            return False  # "the Council of Ministers hereby orders:"
        if labelled and label(self.text[line.marker : line.end].lstrip()):
            return False  # "4. (a) The Board shall …": (b) stands beside it
        told = self.orders or not line.names  # the title of a report tells who did it
        told = told and (says("duties_of", words, self.language) or says("assigned", words, self.language))
        return sure or told or length >= 0.5 * own or (line.introduces and labelled)

    def _gives_orders(self, words: str) -> bool:
        """Whether a lead-in ends with somebody's orders: "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:"."""
        return says("orders_end", words.rstrip(" :：*_-–")[-45:], self.language)

    @staticmethod
    def _last(line: Line) -> int:
        """Where the last sentence of a line begins: of a paragraph before a list, only that introduces it."""
        return max(0, line.sentences[-1].start - line.start) if line.introduces and line.sentences else 0

    def _handed_deadline(self, line: Line, words: str, reading: Reading) -> Deadline | None:
        """The time that a heading sets for all below it: "Hoàn thành trong quý II:", "Mục tiêu đến năm 2030"."""
        if not (line.introduces or line.names):
            return None
        goals = line.names and says("targets", words, self.language)
        if not line.names and (not line.above or says("effect", words, self.language)):
            return None  # the words before the orders
        if not line.names and self._gives_orders(words):
            return None  # "Để … trong năm 2026, Chủ tịch UBND tỉnh yêu cầu:"
        for period in reading.periods:
            limits = period.relation in ("by", "before", "within") or period.recurrence
            if period.precision == "range" and not line.introduces:
                continue  # "giai đoạn 2026 - 2030" names the plan
            day = period.precision == "day" and period.relation in (None, "on")
            if limits or (goals and period.end) or (line.introduces and period.end and not day):
                return deadline_of(period, words, line.start)
        return None

    def references(self) -> Iterator[Fact]:
        """Each document named, where it is named first, or first with its day."""
        seen: dict[str, Fact] = {}
        for line in self.lines:
            for sentence in line.sentences:
                start, reading = self.read.get(sentence.start) or self._read(sentence)
                words = self.text[start : sentence.end]
                for reference in reading.references:
                    days = (p for p in reading.periods if p.precision == "day" and beside(words, reference, p))
                    day = next(days, None)
                    known = seen.get(key(reference.number))
                    if known is None or (day and not known.deadline):
                        seen[key(reference.number)] = Fact(
                            "reference",
                            sentence.start,
                            sentence.end,
                            reference.text,
                            deadline=deadline_of(day, words, start) if day else None,
                            references=(reference.number,),
                            section=line.passage.section,
                            page=line.passage.page,
                        )
        yield from seen.values()

    def _read(self, sentence: Sentence) -> tuple[int, Reading]:
        """What is needed of a sentence that was not read for duties."""
        words = self.text[sentence.start : sentence.end]
        references = tuple(find_references(words))
        periods = self.frame.periods(words, [(r.start, r.end) for r in references]) if references else ()
        return sentence.start, Reading(references, tuple(periods))
