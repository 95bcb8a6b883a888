"""Which fact takes the place of which: amendments, contradictions, and the same obligation in other languages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from assistant import places
from assistant.twins import twins_of, values
from assistant.validity import ends, speaks_of_addition, speaks_of_change, speaks_of_repeal
from index.records import DocumentInfo, StoredFact
from index.tokens import words
from ingest.digits import fold
from ingest.outline import Line, outline
from ingest.records import OBLIGATIONS, Document, Sentence
from ingest.references import find_references, same

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.55  # share of the rarer words that two statements of one thing have in common
CLOSE = 0.62  # centred cosine of two statements of one thing in two languages
MOST = 4_000  # facts compared for contradictions
LONGEST_QUOTE = 60  # lines of new words that an amendment quotes

_QUOTES = "\"“”«»„'‘’"
_OPENS = re.compile(rf"[\s*_]*[{_QUOTES}]")
_CLOSES = re.compile(rf"[{_QUOTES}][\s*_.;,।]*\Z")
_HEAD_ENDS = re.compile('[:"“«„]')


@dataclass(frozen=True, slots=True)
class Change:
    """What takes the place of a fact: a later fact, or the words of a document that end it."""

    by: StoredFact | None
    document: str
    start: int
    end: int
    quote: str


@dataclass
class Links:
    """By the id of a fact."""

    superseded: dict[str, Change] = field(default_factory=dict)
    replaces: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    conflicts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    twins: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class _Text:
    """A document with its lines and, for each fact, the line that it stands in."""

    info: DocumentInfo
    document: Document
    lines: list[Line]
    facts: Sequence[StoredFact]

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_of(self, start: int) -> int:
        return max(0, bisect_right(self._starts, start) - 1)

    def words(self, i: int) -> str:
        """The words of a line, behind its number: "Điều 1." is where they stand, and not what they speak of."""
        return self.document.text[max(self.lines[i].start, self.lines[i].marker) : self.lines[i].end]

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """Numbers of the documents that this one says it changes, in its title and before new words begin."""
        said = [self.document.title, *(_head(self.words(i)) for i in range(len(self.lines)))]
        numbers = [each.number for text in said if speaks_of_change(text) for each in find_references(text)]
        return tuple(dict.fromkeys(numbers))

    def is_title(self, i: int) -> bool:
        """Whether a line only says what the document is called: what changes stands below it."""
        numbered = self.lines[i].marker > self.lines[i].start
        return not numbered and fold(self.words(i).strip("*#_ ")) in fold(self.document.title)


def link(
    infos: Mapping[int, DocumentInfo],
    facts: Mapping[int, Sequence[StoredFact]],
    changers: Mapping[int, frozenset[int]],
    document_of: Callable[[int], Document],
    vectors: Mapping[str, NDArray[np.float32]],
    *,
    twins: bool = True,
) -> Links:
    """Links between the facts of the documents. `changers` are the documents that change each (see `validity`),
    `vectors` centred vectors (d,) of the sentences of facts, for comparing across languages. Without `twins` only what
    changes what is looked for."""
    links = Links()
    texts: dict[int, _Text] = {}

    def text(id_: int) -> _Text:
        if id_ not in texts:
            document = document_of(id_)
            texts[id_] = _Text(infos[id_], document, outline(document), facts.get(id_, ()))
        return texts[id_]

    for id_, others in changers.items():
        for other in sorted(others, key=lambda o: (infos[o].date is None, infos[o].date, o)):
            _amend(text(id_), text(other), links, vectors)
    if twins:
        links.twins.update(twins_of(infos, facts))
        _contradict(facts, links)
    return links


def _amend(old: _Text, new: _Text, links: Links, vectors: Mapping[str, NDArray[np.float32]]) -> None:
    """What the later document says of places and facts of the earlier one."""
    rivals = [each for each in new.changes if old.info.number is None or not same(each, old.info.number)]
    standing = [f for f in old.facts if f.fact.kind in OBLIGATIONS]
    at = {f.id: places.of_line(old.document, old.lines, old.line_of(f.fact.start)) for f in standing}
    by_line: dict[int, list[StoredFact]] = defaultdict(list)
    for fact in new.facts:
        if fact.fact.kind in OBLIGATIONS:
            by_line[new.line_of(fact.fact.start)].append(fact)
    quoted = _quoted(new)
    for i, line in enumerate(new.lines):
        above = _above(new, quoted.get(i, i))
        spoken = [new.words(j) for j in ([quoted[i]] if i in quoted else [i]) + above]
        if not _is_about(spoken, old.info.number, rivals):
            continue
        place, adds = _inherited(spoken[1:] if i not in quoted else spoken)
        repealed = False
        for sentence in line.sentences:
            quote = new.document.text[sentence.start : sentence.end]
            own = new.document.text[max(sentence.start, line.marker) : sentence.end]
            inside = [f for f in by_line.get(i, ()) if sentence.start <= f.fact.start < sentence.end]
            if i not in quoted:
                if old.info.number and ends(own, old.info.number):
                    _end(standing, old, new, sentence, links, vectors)
                    continue
                if named := _place(own):
                    place, repealed = named, False
                if repealed and not named:
                    continue  # it says what comes after the repeal, of nothing else that stands
            meant = [f for f in standing if places.agrees(place, at[f.id])] if place else []
            if i not in quoted and speaks_of_repeal(quote):
                repealed = True
                for fact in meant:
                    _supersede(fact, Change(None, new.info.name, sentence.start, sentence.end, quote), old, new, links)
                continue
            if _adds(quote) if i not in quoted and speaks_of_change(quote) else adds:
                continue
            for fact in inside:
                known = _changed_by(fact, meant or standing, sure=bool(meant), vectors=vectors)
                if known is not None:
                    _replace(known, fact, old, new, links)


def _quoted(new: _Text) -> dict[int, int]:
    """For lines that are new words in quotation marks: the line that introduces them ("… is amended as follows:")."""
    found: dict[int, int] = {}
    for i, line in enumerate(new.lines):
        if not line.introduces or i in found or not speaks_of_change(new.words(i)):
            continue
        for j in range(i + 1, min(i + 1 + LONGEST_QUOTE, len(new.lines))):
            words = new.document.text[new.lines[j].start : new.lines[j].end]
            if j == i + 1 and not _OPENS.match(words):
                break
            found[j] = i
            if _CLOSES.search(words):
                break
    return found


def _above(new: _Text, i: int) -> list[int]:
    """The lines above a line but for the title, innermost first."""
    return [j for j in reversed(new.lines[i].above) if not new.is_title(j)]


def _is_about(spoken: Sequence[str], number: str | None, rivals: Sequence[str]) -> bool:
    """Whether a line and what stands above it, innermost first, change the document with this number."""
    if not any(map(speaks_of_change, spoken)):
        return False
    for text in spoken:
        numbers = [reference.number for reference in find_references(text)]
        if number and any(same(each, number) for each in numbers):
            return True
        if any(same(each, rival) for each in numbers for rival in rivals):
            return False
    return True


def _inherited(spoken: Iterable[str]) -> tuple[places.Place, bool]:
    """The place that the words above a line name, and whether they add to it."""
    changing = next((text for text in spoken if speaks_of_change(text)), "")
    return _place(changing), _adds(changing)


def _place(text: str) -> places.Place:
    """The place that a sentence changes: the new words may name others."""
    return places.mentioned(_head(text)) or places.mentioned(text)


def _head(text: str) -> str:
    """A sentence before its colon or quotation marks, where new words begin."""
    return _HEAD_ENDS.split(text, maxsplit=1)[0]


def _adds(text: str) -> bool:
    """Whether words only add, and leave what is there as it is."""
    return speaks_of_addition(text) and not speaks_of_change(text.partition(":")[0], strict=True)


def _end(
    standing: Sequence[StoredFact],
    old: _Text,
    new: _Text,
    sentence: Sentence,
    links: Links,
    vectors: Mapping[str, NDArray[np.float32]],
) -> None:
    """The whole of a document gives way to another, which may say some of it again."""
    for fact in new.facts:
        if fact.fact.kind in OBLIGATIONS and (known := _changed_by(fact, standing, sure=False, vectors=vectors)):
            _replace(known, fact, old, new, links)
    quote = new.document.text[sentence.start : sentence.end]
    for fact in standing:
        _supersede(fact, Change(None, new.info.name, sentence.start, sentence.end, quote), old, new, links)


def _replace(known: StoredFact, fact: StoredFact, old: _Text, new: _Text, links: Links) -> None:
    change = Change(fact, new.info.name, fact.fact.start, fact.fact.end, fact.quote)
    _supersede(known, change, old, new, links)
    if known.id not in links.replaces[fact.id]:
        links.replaces[fact.id].append(known.id)


def _supersede(fact: StoredFact, change: Change, old: _Text, new: _Text, links: Links) -> None:
    """The last change counts, and ends the one before it; of a change and its translation that in the language of
    what is changed, and of two changes in one document that which gives a new value."""
    before = links.superseded.get(fact.id)
    if before is not None and before.document in (new.info.name, *new.info.twins):
        better = change.by is not None and before.by is None
        if not better and (before.document == new.info.name or new.info.language != old.info.language):
            return
    elif before is not None and before.by is not None:
        links.superseded[before.by.id] = change
        if change.by is not None:
            links.replaces[change.by.id].append(before.by.id)
    links.superseded[fact.id] = change


def _changed_by(
    fact: StoredFact, candidates: Iterable[StoredFact], *, sure: bool, vectors: Mapping[str, NDArray[np.float32]]
) -> StoredFact | None:
    """The earlier fact that a later one is a new value of."""
    best, score = None, 0.0
    for other in candidates:
        if not _comparable(fact, other, sure):
            continue
        alike = likeness(fact, other, vectors)
        if (sure or alike >= 1.0) and alike > score - (1e-9 if sure else 0):
            best, score = other, alike
    return best


def _comparable(a: StoredFact, b: StoredFact, sure: bool) -> bool:
    """Whether both give a time, or both an amount in one unit; where the place was named, or both a body, and where
    it was not, no other body and no other rhythm."""
    one, two = a.fact, b.fact
    if not sure and one.agency_name and two.agency_name and one.agency_name != two.agency_name:
        return False
    if one.deadline and two.deadline:
        return sure or bool(one.deadline.recurrence) == bool(two.deadline.recurrence)
    if one.amount and two.amount:
        return one.amount.unit == two.amount.unit
    return sure and bool(one.agency and two.agency)


def likeness(a: StoredFact, b: StoredFact, vectors: Mapping[str, NDArray[np.float32]]) -> float:
    """How far two facts speak of one thing: 1 and more where they do. By words within a language, else by vectors."""
    shared = _overlap(a.fact.action, b.fact.action)
    if a.id in vectors and b.id in vectors:
        return max(shared / ALIKE, float(vectors[a.id] @ vectors[b.id]) / CLOSE)
    return shared / ALIKE


def _overlap(a: str, b: str) -> float:
    one, two = _telling(a), _telling(b)
    return len(one & two) / min(len(one), len(two)) if min(len(one), len(two)) >= 3 else 0.0


@lru_cache(maxsize=20_000)
def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if not word.isdecimal())


def _contradict(facts: Mapping[int, Sequence[StoredFact]], links: Links) -> None:
    """Current facts that give one thing two values: both are kept and flagged."""
    buckets: dict[tuple[object, ...], list[StoredFact]] = defaultdict(list)
    for own in facts.values():
        for fact in own:
            if fact.fact.kind in OBLIGATIONS and fact.id not in links.superseded and values(fact) is not None:
                unit = fact.fact.amount.unit if fact.fact.kind == "target" and fact.fact.amount else None
                buckets[(fact.fact.kind, fact.fact.agency_name if unit is None else "", unit)].append(fact)
    for bucket in buckets.values():
        for i, one in enumerate(bucket[:MOST]):
            for two in bucket[i + 1 : i + 200]:
                if _opposed(one, two) and two.id not in links.twins[one.id]:
                    links.conflicts[one.id].append(two.id)
                    links.conflicts[two.id].append(one.id)


def _opposed(a: StoredFact, b: StoredFact) -> bool:
    one, two = a.fact, b.fact
    if a.document_id == b.document_id and one.start < two.end and two.start < one.end:
        return False  # one sentence gives several values: of several things
    if _overlap(one.action, two.action) < 0.8:
        return False
    longer, shorter = sorted((len(words(one.action)), len(words(two.action))), reverse=True)
    if shorter < 0.6 * longer:
        return False
    if one.kind == "target" and one.amount and two.amount:
        same_time = bool(one.deadline) == bool(two.deadline) and (
            not one.deadline or not two.deadline or one.deadline.end == two.deadline.end
        )
        return same_time and one.amount.value != two.amount.value
    if one.deadline and two.deadline:
        times = [(d.start, d.end, d.recurrence) for d in (one.deadline, two.deadline)]
        return times[0] != times[1] and None not in (times[0][1], times[1][1])
    return False
