"""Bodies and office holders named in a text, found by grammar over the term base, and their canonical names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest import agency_en, agency_indic, agency_vi
from ingest.agency_names import agree, name_of, parts_of
from ingest.agency_reading import Reading, Span
from ingest.agency_wording import worded
from ingest.digits import Folded, folded
from ingest.language import detect_question
from ingest.term_words import tokens
from ingest.terms import TermBase, default, tries_of


@dataclass(frozen=True, slots=True)
class Agency:
    """A body, an office holder or a collective of them; `text[start:end]` of the text read is `text`."""

    start: int
    end: int
    text: str
    name: str  # canonical: see `ingest.agency_names`


def find_agencies(
    text: str,
    language: str | None = None,
    terms: TermBase | None = None,
    exclude: Sequence[tuple[int, int]] = (),
) -> list[Agency]:
    """Bodies in the order of the text, not overlapping each other or the spans in `exclude` (document numbers, say).

    Without a language, each script is read in the languages that are written in it.
    """
    terms = terms or default()
    form = folded(text, lower=False)
    words = tokens(form.text)
    plain = not any(char.isupper() for char in form.text[1:])
    spans: list[tuple[int, int, str, str]] = []
    for trie in _tries(form.text, language):
        code = "vi" if trie == "bare" else trie
        found = _spans(Reading(words, terms, trie, plain))
        spans += [(*_offsets(form, start, end), lead, code) for start, end, lead in found]
    agencies: list[Agency] = []
    for start, end, lead, code in sorted(spans, key=lambda span: (span[0], -span[1])):
        if agencies and start < agencies[-1].end:
            continue
        if any(start < stop and begin < end for begin, stop in exclude):
            continue
        said = text[start:end]
        agencies.append(Agency(start, end, said, name_of(f"{lead} {said}" if lead else said, code, terms)))
    return agencies


def _tries(text: str, language: str | None) -> tuple[str, ...]:
    """In which languages to read: letters without accents may be Vietnamese where the words tell so."""
    tries = tries_of(text, language)
    if language is None and "bare" in tries:
        return tries if detect_question(text).code == "vi" else tuple(trie for trie in tries if trie != "bare")
    return tries


def _offsets(form: Folded, start: int, end: int) -> tuple[int, int]:
    """Offsets in the original text. A letter and its signs have one origin, and a case ending may be a sign."""
    first, last = form.span(start, end)
    inside = 0
    while end - inside > start and form.span(end - inside - 1, end - inside)[0] == last:
        inside += 1
    return first, last + inside


def _spans(reading: Reading) -> list[Span]:
    if reading.trie in ("hi", "bn"):
        return agency_indic.Grammar(reading).spans()
    return agency_en.Grammar(reading).spans() if reading.trie == "en" else agency_vi.Grammar(reading).spans()


def agency_name(text: str, language: str | None = None, terms: TermBase | None = None) -> str:
    """The canonical name of a body however it is written; a canonical name is its own."""
    return name_of(text, language, terms or default())


def same_agency(a: str, b: str, terms: TermBase | None = None) -> bool:
    """Whether two names, written or canonical, are of one body; "Sở Y tế" agrees with "Sở Y tế tỉnh Phú Điền"."""
    terms = terms or default()
    one, other = parts_of(a, None, terms), parts_of(b, None, terms)
    return agree(one, other) if one and other else name_of(a, None, terms) == name_of(b, None, terms)


def agency_in(name: str, language: str, terms: TermBase | None = None) -> str | None:
    """A canonical name in the words of a language, without its place; None where a part of it is not known."""
    terms = terms or default()
    return worded(parts_of(name, None, terms), language, terms)
