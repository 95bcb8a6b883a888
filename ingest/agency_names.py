"""Canonical names of bodies, equal across languages and spellings: department/health, office@people_committee:province.

A name is a chain of parts, the innermost body last, joined by "@". A part is the kind of body, then "/" and its fields
of work joined by "+", ":" and its levels, "=" and the sound of the words that are left, which are mostly places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.agency_reading import BODIES, Reading
from ingest.agency_words import keys, kinds
from ingest.digits import fold, folded
from ingest.names import similarity, word_key
from ingest.term_words import tokens
from ingest.terms import Concept, TermBase, tries_of

_NAME = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_+]+)?(?::[a-z0-9_+]+)?(?:=[A-Z]+)?")
_KIN = (
    frozenset(("department", "directorate")),
    frozenset(("collector", "deputy_commissioner")),
    frozenset(("secretary", "party_secretary")),
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
        rest = "".join(self.rest)
        if self.head == "government_of" and not (self.domains or self.levels or rest):
            return Part("government")
        return Part(self.head, tuple(dict.fromkeys(self.domains)), tuple(sorted(set(self.levels))), rest)

    def add(self, concept: Concept | None, word: str) -> None:
        if concept is None:
            self.rest.append(word_key(word))
        elif concept.kind == "domains":
            self.domains.append(concept.id)
        elif concept.kind == "levels":
            self.levels.append(concept.id)


@lru_cache(maxsize=10_000)
def name_of(text: str, language: str | None, terms: TermBase) -> str:
    """The canonical name of a body; its folded words where no kind of body stands in them."""
    parts = parts_of(text, language, terms)
    return "@".join(map(str, parts)) if parts else fold(text)


def parts_of(text: str, language: str | None, terms: TermBase) -> tuple[Part, ...]:
    if read := parsed(text):
        return read
    form = folded(text, lower=False)
    words = tokens(form.text)
    best: tuple[Part, ...] = ()
    for trie in tries_of(form.text, language):
        parts = _parts(Reading(words, terms, trie), reverse=trie in ("hi", "bn"), english=trie == "en")
        if parts and (not best or _left(parts) < _left(best)):
            best = parts
    return best


def parsed(name: str) -> tuple[Part, ...]:
    """The parts of a name in canonical form; () for any other text."""
    if not ("/" in name or ":" in name or "@" in name or "=" in name):
        return ()
    parts = []
    for piece in name.split("@"):
        if not _NAME.fullmatch(piece):
            return ()
        piece, _, rest = piece.partition("=")
        piece, _, levels = piece.partition(":")
        head, _, domains = piece.partition("/")
        parts.append(Part(head, tuple(filter(None, domains.split("+"))), tuple(filter(None, levels.split("+"))), rest))
    return tuple(parts)


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
    ordered = [part for one in segments for part in (reversed(one) if english or reverse else one)]
    return tuple(part.closed() for part in ordered)


def _give(part: _Open, other: _Open) -> None:
    part.domains += other.domains
    part.levels += other.levels
    part.rest += other.rest


def _units(reading: Reading) -> Iterator[tuple[Concept | None, str, bool]]:
    """Terms and words; "of" and a comma as boundaries."""
    at, fielded = 0, False  # fielded: a field of work stands before, so that "Division" is a body and no level
    while at < len(reading.words):
        token = reading.words[at]
        found = reading.longest(at, *BODIES, "domains", "levels") if token.kind in ("word", "join") else None
        if found:
            field = reading.longest(at, "domains")
            if (
                field
                and field.end == found.end
                and found.concept.kind == "bodies"
                and reading.longest(found.end, *BODIES)
            ):
                found = field  # Local Government Division
            end, concept = found
            level = reading.longest(at, "levels")
            small = concept.id == "government_of" and token.text.islower() and token.text.isascii()
            as_level = level and level.end == end and (small or (concept.id in kinds("or_levels") and not fielded))
            yield (level.concept if level and as_level else concept), "", False
            fielded = concept.kind == "domains"
            at = end
            continue
        if reading.key(at) in ("of", "for", "on") or token.text == ",":
            yield None, token.text, True
        elif (
            token.kind == "word"
            and reading.key(at) not in keys("names", "skipped", reading.trie != "bare")
            and not token.text[0].isdigit()
        ):
            yield None, token.text, False
        at += 1


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
