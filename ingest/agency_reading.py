"""A text laid out for the grammars of bodies: its words, and the terms of the term base that begin at each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.term_words import Token, bare, tokens
from ingest.terms import Concept, Match, TermBase

BODIES = ("agencies", "holders", "bodies")
DEEPEST = 8  # bodies of bodies: "Chief of the Office of the People's Committee of …"


_ENDS = frozenset(".:;|!?-*)•+")  # before the first word of a sentence, an item or a cell


class Span(NamedTuple):
    """Where a body stands in the folded text."""

    start: int
    end: int
    lead: str = ""  # the word for the kind of body where it stands before the list: "các Sở Tài chính, [Nội vụ]"


@dataclass(frozen=True)
class Reading:
    words: list[Token]
    terms: TermBase
    trie: str  # a language, or "bare"
    plain: bool = False  # a text without capitals, as questions are typed
    _known: dict[int, list[Match]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known.update(self.terms.matches(self.words, self.trie))

    def begins(self, at: int) -> bool:
        """Whether any term begins at a word."""
        return at in self._known

    def concepts(self, at: int, *kinds: str) -> Iterator[Match]:
        """The terms that begin at a word, the longest first, each with the index behind it."""
        for match in self._known.get(at, ()):
            if not kinds or match.concept.kind in kinds:
                yield match

    def longest(self, at: int, *kinds: str) -> Match | None:
        for match in self._known.get(at, ()):
            if not kinds or match.concept.kind in kinds:
                return match
        return None

    def key(self, at: int) -> str:
        """The key of a word; "" beyond the text and for marks."""
        return self.words[at].keys[0] if 0 <= at < len(self.words) and self.words[at].keys else ""

    def text(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def kind(self, at: int) -> str:
        return self.words[at].kind if 0 <= at < len(self.words) else "line"

    def capital(self, at: int) -> bool:
        return self.text(at)[:1].isupper()

    def small(self, at: int, end: int, concept: Concept) -> bool:
        """Whether the term base writes a term in small letters, as it may stand here."""
        said = [self.key(word) for word in range(at, end) if self.key(word)]
        language = "vi" if self.trie == "bare" else self.trie
        small = (wording for wording in concept.words[language] if wording[0].islower())
        paths = ([token.keys[0] for token in tokens(wording) if token.keys] for wording in small)
        return any([bare(key) for key in path] == said if self.trie == "bare" else path == said for path in paths)

    def starts_sentence(self, at: int) -> bool:
        return self.kind(at - 1) == "line" or self.text(at - 1) in _ENDS

    def glued(self, at: int) -> bool:
        """Whether the word is a part of a document's number or of a longer word: 87/KH-UBND."""
        if at < 2:
            return False
        first, mark, word = self.words[at - 2 : at + 1]
        if mark.end != word.start or mark.text not in "/-_@." or first.end != mark.start:
            return False
        return first.text[0].isdigit() or first.text.isupper()
