"""The word lists of the grammars of bodies, as `agency_words.toml` has them, in the keys that words are compared by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from ingest.digits import folded
from ingest.term_words import bare, word_keys

_FILE = Path(__file__).with_name("agency_words.toml")
# Unknown words that end so are forms of verbs, or nouns in a case of their own.
_VERBS = {
    "hi": re.compile(r".{2}(?:ेगा|ेगी|ेंगे|ेंगी|एगा|एगी|एंगे|एँगे|ाना|ाने|करने|करना|होने|कर|ओं|ों|ते|िए|ाई|ाए|ाया)$"),
    "bn": re.compile(r".{2}(?:বেন|ছেন|ছে|লেন|ছিল|লাম|তে|কে|য়ে|যে|বে|র|েরা|গুলো|গুলি|টি|টিতে|িয়ে|ায়)$|.{4}ে$"),
}


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def kinds(name: str) -> frozenset[str]:
    """The ids of a list of concepts."""
    return frozenset(_lists()["kinds"][name].split())


@cache
def concepts(language: str, name: str) -> frozenset[str]:
    """The ids of a list of concepts that is of one language."""
    return frozenset(_lists()[language][name].split())


@cache
def keys(table: str, name: str, accents: bool = True) -> frozenset[str]:
    """The keys of a list of single words; without accents those of Vietnamese typed so."""
    return _set(_lists()[table][name].split(), accents)


@cache
def word_set(words: str, accents: bool = True) -> frozenset[str]:
    """The keys of words divided by blanks."""
    return _set(words.split(), accents)


def _set(words: Iterable[str], accents: bool) -> frozenset[str]:
    found = [key for word in words for key in _key(word)]
    return frozenset(found if accents else map(bare, found))


def _key(word: str) -> tuple[str, ...]:
    return word_keys(folded(word).text)[:1]


class Phrases:
    """Phrases to look for at a word of a list of keys, the longest first."""

    def __init__(self, phrases: Iterable[tuple[str, ...]], accents: bool = True) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            path = phrase if accents else tuple(bare(key) for key in phrase)
            self._by_first.setdefault(path[0], []).append(path)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def at(self, words: Sequence[str], start: int) -> int:
        """The length of the longest phrase that begins at `start`; 0 for none."""
        for phrase in self._by_first.get(words[start], ()) if start < len(words) else ():
            if tuple(words[start : start + len(phrase)]) == phrase:
                return len(phrase)
        return 0


def _phrase(words: str) -> tuple[str, ...]:
    return tuple(key for word in words.split("|") for key in _key(word) or (word,))


@cache
def phrases(table: str, name: str, accents: bool = True) -> Phrases:
    return Phrases(map(_phrase, _lists()[table][name].split()), accents)


def _lines(table: str, name: str) -> list[tuple[str, list[str]]]:
    lines = (line.partition(":") for line in _lists()[table][name].strip().splitlines())
    return [(head, words.split()) for head, _, words in lines]


@cache
def continued(table: str, name: str, accents: bool = True) -> Phrases:
    """Of lines `head: word word`, the phrases "head word"."""
    found = [_phrase(head) + _phrase(words) for head, tails in _lines(table, name) for words in tails]
    return Phrases(found, accents)


@cache
def before(table: str, name: str, accents: bool = True) -> dict[str, frozenset[str]]:
    """Of lines `head: word word`, the keys of the last words before a head by its key."""
    found = {}
    for head, words in _lines(table, name):
        key = _phrase(head)[0]
        found[key if accents else bare(key)] = _set((word.split("|")[-1] for word in words), accents)
    return found


@cache
def pairs(table: str, name: str) -> dict[str, str]:
    """Lines `key: value`."""
    return {key: "".join(value) for key, value in _lines(table, name)}


def is_verb(word: str, language: str) -> bool:
    """Whether a Hindi or Bengali word that is not known looks like a verb, or like a noun in a case of its own."""
    return _VERBS[language].search(word) is not None
