"""Canonical names of bodies, equal across languages and spellings: department/health, office@people_committee:province.

A name is a chain of parts, the innermost body last, joined by "@". A part is the kind of body, then "/" and its fields
of work joined by "+", ":" and its levels, "=" and the sound of the words that are left, which are mostly places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.agency_reading import BODIES, Reading
from ingest.agency_words import keys, kinds, pairs
from ingest.digits import fold, folded
from ingest.names import similarity, word_key
from ingest.term_words import tokens
from ingest.terms import Concept, Match, TermBase, tries_of

_NAME = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_+]+)?(?::[a-z0-9_+]+)?(?:=[A-Z]+)?")
_KIN = (
    frozenset(("department", "directorate")),
    frozenset(("collector", "deputy_commissioner")),
    frozenset(("secretary", "party_secretary")),
    frozenset(("board", "committee", "commission")),
)  # kinds of bodies that translations do not tell apart


@dataclass(frozen=True, slots=True)
class Part:
    head: str
    domains: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    rest: str = ""  # `word_key` of the words that are left, in their order

    def __str__(self) -> str:
        name = self.head
        name += "/" + "+".join(self.domains) if self.domains else ""
        name += ":" + "+".join(self.levels) if self.levels else ""
        return name + ("=" + self.rest if self.rest else "")


@dataclass
class _Open:
    """A part while it is read."""

    head: str = ""
    domains: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    def closed(self) -> Part:
        return _settled(
            Part(self.head, tuple(dict.fromkeys(self.domains)), tuple(sorted(set(self.levels))), "".join(self.rest))
        )

    def add(self, concept: Concept | None, word: str) -> None:
        if concept is None:
            self.rest.append(re.sub("[^A-Z]", "", word_key(word)))
        elif concept.kind == "domains":
            self.domains.append(concept.id)
        elif concept.kind == "levels":
            self.levels.append(concept.id)


def name_of(text: str, language: str | None, terms: TermBase) -> str:
    """The canonical name of a body; its folded words where no kind of body stands in them."""
    parts = parts_of(text, language, terms)
    return "@".join(map(str, parts)) if parts else fold(text)


@lru_cache(maxsize=10_000)
def parts_of(text: str, language: str | None, terms: TermBase) -> tuple[Part, ...]:
    """The parts of a body's name, written or canonical; () where no kind of body stands in it."""
    if read := parsed(text, terms):
        return read
    form = folded(text, lower=False)
    words = tokens(form.text)
    best: tuple[Part, ...] = ()
    for trie in tries_of(form.text, language):
        parts = _parts(Reading(words, terms, trie), reverse=trie in ("hi", "bn"), english=trie == "en")
        if parts and (not best or _left(parts) < _left(best)):
            best = parts
    return best


def parsed(name: str, terms: TermBase) -> tuple[Part, ...]:
    """The parts of a name in canonical form; () for any other text."""
    parts = []
    for piece in name.split("@"):
        if not _NAME.fullmatch(piece):
            return ()
        piece, _, rest = piece.partition("=")
        piece, _, levels = piece.partition(":")
        head, _, domains = piece.partition("/")
        if head not in terms.concepts or terms.concepts[head].kind not in BODIES:
            return ()
        fields = tuple(filter(None, domains.split("+")))
        parts.append(_settled(Part(head, fields, tuple(filter(None, levels.split("+"))), rest)))
    return tuple(parts)


def _settled(part: Part) -> Part:
    """One name for what is called in several ways: Department of Customs and Cục Hải quan are customs_office."""
    if part.head == "government_of" and not (part.domains or part.levels or part.rest):
        return Part("government")
    if part.head in kinds("field_offices") and len(part.domains) == 1:
        head = pairs("names", "by_field").get(part.domains[0])
        return replace(part, head=head, domains=()) if head else part
    if part.head == "party_committee" and len(part.levels) == 1:
        head = pairs("names", "by_level").get(part.levels[0])
        return replace(part, head=head, levels=()) if head else part
    return part


def _left(parts: tuple[Part, ...]) -> int:
    return sum(len(part.rest) for part in parts)


def _parts(reading: Reading, reverse: bool, english: bool) -> tuple[Part, ...]:
    """Vietnamese says the outermost body first; Hindi and Bengali say it last; English first before "of", last where
    words for bodies follow each other ("People's Committee Office"). A comma divides as "of" does."""
    segments: list[list[_Open]] = [[]]
    waiting, last = _Open(), None
    for concept, word, boundary in _units(reading):
        if boundary and (english or word == ","):
            if last is not None:
                _give(last, waiting)
                waiting = _Open()
            segments.append([])
        elif concept is not None and concept.kind in BODIES:
            part = _Open(concept.id)
            if english or reverse:
                fields = waiting.domains if concept.id in kinds("no_field") else []
                waiting.domains = [] if fields else waiting.domains
                _give(part, waiting)
                waiting = _Open(domains=fields)
            segments[-1].append(part)
            last = part
        elif last is not None and not (english or reverse):
            last.add(concept, word)
        elif not boundary:
            waiting.add(concept, word)
    if last is not None:
        _give(last, waiting)
    ordered = [part.closed() for one in segments for part in (reversed(one) if english or reverse else one)]
    for at in range(len(ordered) - 1):
        if ordered[at] == Part("head") and ordered[at + 1] == Part("office"):
            return (*ordered[:at], Part("chief_of_office"), *ordered[at + 2 :])
    return tuple(ordered)


def _give(part: _Open, other: _Open) -> None:
    part.domains += other.domains
    part.levels += other.levels
    part.rest += other.rest


def _units(reading: Reading) -> Iterator[tuple[Concept | None, str, bool]]:
    """Terms and words; "of" and a comma as boundaries."""
    at, before = 0, None
    skipped = keys("names", "skipped", reading.trie != "bare")
    while at < len(reading.words):
        token = reading.words[at]
        found = _term(reading, at, before) if token.kind in ("word", "join") else None
        if found:
            yield found.concept, "", False
            at, before = found.end, found.concept
            continue
        if reading.key(at) in ("of", "for", "on") or token.text == ",":
            yield None, token.text, True
        elif token.kind == "word" and reading.key(at) not in skipped and not token.text[0].isdigit():
            yield None, token.text, False
        at += 1


def _term(reading: Reading, at: int, before: Concept | None) -> Match | None:
    """The longest term; of a body, a field of work and a level with one wording that which its neighbours tell."""
    found = reading.longest(at, *BODIES, "domains", "levels")
    if found is None or found.concept.kind not in BODIES:
        return found
    domain, level = reading.longest(at, "domains"), reading.longest(at, "levels")
    if domain and domain.end == found.end:
        following = reading.longest(found.end, *BODIES)
        beside = before.id if before else ""
        if beside in kinds("field_heads") or (following and following.concept.id in kinds("field_heads")):
            return domain
    if level and level.end == found.end:
        word = reading.text(at)
        small = found.concept.id == "government_of" and word.islower() and word.isascii()
        fielded = before is not None and before.kind == "domains"
        if small or (found.concept.id in kinds("or_levels") and not fielded):
            return level
    return found


def agree(one: tuple[Part, ...], other: tuple[Part, ...]) -> bool:
    """Whether two names are of one body: a shorter form agrees with a longer one that says more of it."""
    return bool(one and other) and all(_parts_agree(a, b) for a, b in zip(one, other, strict=False))


def _parts_agree(a: Part, b: Part) -> bool:
    if a.head != b.head and not any({a.head, b.head} <= kin for kin in _KIN):
        return False
    if set(a.domains) != set(b.domains):
        return False
    if a.levels and b.levels and not set(a.levels) & set(b.levels):
        return False
    if a.rest and b.rest:
        return a.rest == b.rest or similarity(a.rest, b.rest) >= 0.75
    return not (a.rest or b.rest) or bool(a.domains or a.levels or b.levels or a.head in kinds("placed"))
