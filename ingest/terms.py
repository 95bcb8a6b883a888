"""The term base: bodies, offices, fields of work, kinds of documents, units and subjects in four languages.

It is a folder of tab-separated files, one concept a row (`id en vi hi bn`), wordings divided by "|", the preferred one
first. A user's folder of files with the same names adds to ours; where both have an id, the user's wordings come first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ingest.digits import folded
from ingest.term_words import JOIN, LANGUAGES, Token, bare, tokens

FOLDER = Path(__file__).with_name("termbase")
HEADER = ("id", *LANGUAGES)
_END = ""  # no key is empty: under it a node keeps the concepts whose wording ends there
_SCRIPTS = ((re.compile("[\u0900-\u097f]"), "hi"), (re.compile("[\u0980-\u09ff]"), "bn"))
_LATIN = re.compile("[A-Za-z]")
_ACCENTS = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01b0\u1ea0-\u1ef9]")


class TermError(ValueError):
    """A row of a term file cannot be read; the message names the file, the line and what is wrong."""


class Term(NamedTuple):
    start: int
    end: int
    id: str
    kind: str  # the name of the file that it stands in: "agencies", "domains", …
    language: str


@dataclass(frozen=True, slots=True)
class Concept:
    id: str
    kind: str
    words: Mapping[str, tuple[str, ...]]  # by language, the preferred wording first


class Match(NamedTuple):
    end: int  # index of the token behind the term
    concept: Concept


@dataclass(frozen=True, eq=False)  # compared and hashed by identity, as a key of what was read with it
class TermBase:
    concepts: Mapping[str, Concept]
    _tries: Mapping[str, dict[str, Any]] = field(repr=False)  # by language, and "bare": Vietnamese without accents

    def fingerprint(self) -> str:
        """Changes with any concept; 16 hexadecimal digits."""
        told = repr([(one.id, one.kind, sorted(one.words.items())) for one in self.concepts.values()])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def wording(self, id: str, language: str) -> str:
        """The preferred wording of a concept; KeyError for an unknown id or language."""
        return self.concepts[id].words[language][0]

    def find_terms(self, text: str, language: str | None = None) -> list[Term]:
        """Terms in the order of the text, the longest at each place, not overlapping; no language: all that its
        scripts allow."""
        form = folded(text)
        words = tokens(form.text)
        best: dict[
            int, tuple[int, Concept, str]
        ] = {}  # by first word: index behind the longest term, concept, language
        for trie in tries_of(form.text, language):
            code = trie.replace("bare", "vi")
            for at, matches in self.matches(words, trie).items():
                end, concept = matches[0]
                if at not in best or end > best[at][0]:
                    best[at] = (end, concept, code)
        found: list[Term] = []
        free = 0
        for at in sorted(best):
            if at >= free:
                free, concept, code = best[at]
                start, stop = form.span(words[at].start, words[free - 1].end)
                found.append(Term(start, stop, concept.id, concept.kind, code))
        return found

    def matches(self, words: Sequence[Token], trie: str) -> dict[int, list[Match]]:
        """For each token at which terms begin, those terms, the longest first. `trie` is a language, or "bare"."""
        root = self._tries.get(trie, {})
        found: dict[int, list[Match]] = {}
        for at, token in enumerate(words):
            for key in token.keys:
                if key in root:
                    found.setdefault(at, []).extend(_walk(root[key], words, at + 1))
        for at, matches in list(found.items()):
            if len(matches) > 1:
                matches.sort(key=_end, reverse=True)
            elif not matches:
                del found[at]
        return found

    def translations(self, text: str, from_language: str, to_language: str) -> list[str]:
        """The preferred wordings in another language of the terms of a text, each once, in its order."""
        found = (self.wording(term.id, to_language) for term in self.find_terms(text, from_language))
        return list(dict.fromkeys(found))


def _walk(node: dict[str, Any], words: Sequence[Token], at: int) -> list[Match]:
    """The terms that end at or behind a token, from a node of the trie on."""
    found: list[Match] = []
    nodes = [(node, at)]
    while nodes:
        node, here = nodes.pop()
        if _END in node and words[here - 1].kind != "hyphen":
            found += [Match(here, concept) for concept in node[_END]]
        if here == len(words) or (len(node) == 1 and _END in node):
            continue
        token = words[here]
        for key in token.keys:
            if key in node:
                nodes.append((node[key], here + 1))
        if token.kind == "hyphen":
            nodes.append((node, here + 1))
        if JOIN in node and token.kind in ("join", "hyphen"):
            after = here + 1
            while after < len(words) and words[after].kind == "join":
                after += 1
            nodes.append((node[JOIN], after))
    return found


def _end(match: Match) -> int:
    return match.end


def tries_of(text: str, language: str | None = None) -> tuple[str, ...]:
    """Where to look the words of a folded text up: languages whose script it uses, the likeliest first; "bare" is
    Vietnamese in a text without accents."""
    accents = has_accents(text)
    if language is not None:
        return ("bare",) if language == "vi" and not accents else (language,)
    found = [code for script, code in _SCRIPTS if script.search(text)]
    if _LATIN.search(text):
        found += ["vi", "en"] if accents else ["en", "bare"]
    return tuple(found)


def has_accents(text: str) -> bool:
    """Whether a text has letters that Vietnamese is written with and English is not."""
    return not text.isascii() and _ACCENTS.search(text) is not None


def load(folders: Iterable[Path] = ()) -> TermBase:
    """Our files with those of other folders merged over them. Raises TermError for a row that cannot be read."""
    rows: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {}
    for folder in (FOLDER, *folders):
        for path in sorted(Path(folder).glob("*.tsv")):
            for line, cells in _rows(path):
                _merge(rows, path, line, cells)
    concepts = {id: Concept(id, kind, words) for id, (kind, words) in rows.items()}
    return TermBase(concepts, _build(concepts.values()))


@cache
def own() -> TermBase:
    """The term base of our own files."""
    return load()


_used: TermBase | None = None


def use(terms: TermBase) -> None:
    """From now on, the term base of whatever in this process names none."""
    global _used
    _used = terms


def default() -> TermBase:
    """The term base in use: our own, unless `use` gave another."""
    return own() if _used is None else _used


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise TermError(f"{path}: it is not in UTF-8: {error}") from error
    header: tuple[str, ...] = ()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = tuple(cells)
            if header != HEADER:
                raise TermError(f"{path}:{number}: the header has to be {' '.join(HEADER)}, divided by tabs")
        elif len(cells) != len(HEADER):
            raise TermError(f"{path}:{number}: {len(HEADER)} columns divided by tabs are needed, found {len(cells)}")
        else:
            yield number, cells


def _merge(rows: dict[str, tuple[str, dict[str, tuple[str, ...]]]], path: Path, number: int, cells: list[str]) -> None:
    id, kind = cells[0], path.stem
    if not id.replace("_", "a").isalnum() or not id.isascii() or id != id.lower():
        raise TermError(f"{path}:{number}: an id has small letters, digits and underscores, not {id!r}")
    known_kind, known = rows.get(id, (kind, {}))
    if known_kind != kind:
        raise TermError(f"{path}:{number}: {id!r} is already an id of {known_kind}.tsv; take another")
    words: dict[str, tuple[str, ...]] = {}
    for language, cell in zip(LANGUAGES, cells[1:], strict=True):
        own = [wording.strip() for wording in cell.split("|") if wording.strip()]
        words[language] = tuple(dict.fromkeys([*own, *known.get(language, ())]))
        if not words[language]:
            raise TermError(f"{path}:{number}: {id!r} has no wording in the column {language!r}")
    rows[id] = (kind, words)


def _build(concepts: Iterable[Concept]) -> dict[str, dict[str, Any]]:
    tries: dict[str, dict[str, Any]] = {language: {} for language in (*LANGUAGES, "bare")}
    for concept in concepts:
        for language, wordings in concept.words.items():
            for wording in wordings:
                path = _path(wording)
                if not path:
                    continue  # "%" is no word
                _insert(tries[language], path, concept)
                if language == "vi":
                    _insert(tries["bare"], [bare(key) for key in path], concept)
    return tries


def _path(wording: str) -> list[str]:
    keys: list[str] = []
    for token in tokens(folded(wording).text):
        if token.kind == "join":
            keys += [JOIN] if keys and keys[-1] != JOIN else []
        elif token.kind == "word":
            keys.append(token.keys[0])
    return keys


def _insert(node: dict[str, Any], path: Sequence[str], concept: Concept) -> None:
    for key in path:
        node = node.setdefault(key, {})
    here = node.setdefault(_END, [])
    if concept not in here:
        here.append(concept)
