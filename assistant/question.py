"""Understanding a question: its language, what kind of thing it asks for, and what it must not be mixed up with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

from assistant import cues
from index.tokens import tokenise
from ingest.dates import Period, find_periods
from ingest.digits import fold
from ingest.language import detect_question
from ingest.numbers import Quantity, find_quantities, find_units
from ingest.reference_words import kinds
from ingest.references import Reference, find_references

Want = Literal["summary", "reason", "often", "list", "date", "document", "agency", "percent", "number"]
WANTS: tuple[Want, ...] = get_args(Want)

_NUMBERED = r"no\.?|số|so|संख्या|सं\.?|नं\.?|নং|নম্বর"  # a document that is named is not asked for
_OPENING_WHEN = re.compile(r"\W*(?:and |so |but |exactly )?when\b")
FOLLOW_UP_WORDS = 9  # a turn this short, after another, leans on the one before unless it names a document
PREVIOUS_TURNS = 3
LONGEST_TURN = 500  # characters of an earlier turn that are looked at


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, ready for retrieval. Offsets in references, periods and quantities are into `text`."""

    asked: str  # the asker's own words
    text: str  # standalone: what went before is carried over
    texts: tuple[str, ...]  # what to embed: the standalone text, and in a follow-up also the asker's own words
    language: str
    romanised: bool
    wants: frozenset[Want]
    tokens: tuple[str, ...]
    references: tuple[Reference, ...]
    periods: tuple[Period, ...]
    quantities: tuple[Quantity, ...]
    units: frozenset[str]  # units that a figure is asked for in: "how many hours"


def understand(asked: str, history: Sequence[Mapping[str, object]] = (), language: str | None = None) -> Question:
    """Read a question, alone or as a follow-up to `history` (oldest first, {"role", "content"}).

    A follow-up keeps the topic, the document and, where it does not name another, the kind of the turn before.
    """
    own = clean(asked)
    before = [clean(_words(turn)) for turn in history if turn.get("role") == "user"][-PREVIOUS_TURNS:]
    default = detect_question(before[-1]).code if before else "und"
    spoken = detect_question(own, default)
    code, romanised = (
        (language, spoken.romanised and spoken.code == language) if language else (spoken.code, spoken.romanised)
    )
    question = _read(own, own, code, romanised)
    earlier: Question | None = None
    for text in before:
        turn = _read(text, text, code, romanised)
        earlier = _carry_over(turn, earlier) if earlier and _leans(turn) else turn
    return _carry_over(question, earlier) if earlier and _leans(question) else question


def _words(turn: Mapping[str, object]) -> str:
    """The text of a turn; what is no text says nothing."""
    content = turn.get("content")
    return content[:LONGEST_TURN] if isinstance(content, str) else ""


def clean(text: str) -> str:
    """NFC, white space folded, control characters gone."""
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text).split())


def wants_of(text: str, language: str) -> frozenset[Want]:
    """The kinds of thing that a question asks for; empty where no word tells."""
    # "AI" is a technology, "ai" is Vietnamese for "who".
    folded = fold(text if text.isupper() else re.sub(r"\bAI\b", " ", text))
    found: set[Want] = set()
    if _which_document(language).search(folded):
        found.add("document")
    if language == "en" and _OPENING_WHEN.match(folded):
        found.add("date")  # elsewhere "when" only joins clauses
    for want in WANTS:
        pattern = _pattern(want, language)
        if pattern.search(folded):
            found.add(want)
            if want != "list":
                # Words that told one kind tell no other: "how many days" asks for a time, not for a count.
                folded = pattern.sub(" ", folded)
    for alone in ("summary", "reason"):
        if alone in found:
            return frozenset({alone})
    return frozenset(found)


@cache
def _which_document(language: str) -> re.Pattern[str]:
    """A word for "which", up to three words on a word for a kind of document, in the order of the language."""
    which = cues.WHICH.get(language) or "|".join(cues.WHICH.values())
    between = r"(?:[ -][^ ?]+){0,3}?[ -]"
    if language == "vi":
        return re.compile(rf"(?:{kinds().pattern})(?:[ ][^ ?]+){{0,3}}?[ ](?:{which}){cues.AFTER}")
    return re.compile(rf"{cues.BEFORE}(?:{which}){between}(?:{kinds().pattern})(?![^ ]*[ ](?:{_NUMBERED})?[ ]?\d)")


@cache
def _pattern(want: Want, language: str) -> re.Pattern[str]:
    return cues.pattern(cues.WANTS[want], language)


def _read(asked: str, text: str, language: str, romanised: bool) -> Question:
    references = tuple(find_references(text))
    spans = [(reference.start, reference.end) for reference in references]
    periods = tuple(find_periods(text, language, exclude=spans))
    spans += [(period.start_char, period.end_char) for period in periods]
    return Question(
        asked=asked,
        text=text,
        texts=(text,) if asked == text else (text, asked),
        language=language,
        romanised=romanised,
        wants=wants_of(asked, language),
        tokens=tuple(tokenise(text)),
        references=references,
        periods=periods,
        quantities=(quantities := tuple(find_quantities(text, language, exclude=spans))),
        units=find_units(asked) - {quantity.unit for quantity in quantities},
    )


@cache
def _leaning(language: str) -> re.Pattern[str]:
    words = cues.LEANING.get(language) or [word for words in cues.LEANING.values() for word in words]
    return re.compile(f"{cues.BEFORE}(?:{'|'.join(re.escape(fold(word)) for word in words)}){cues.AFTER}")


def _leans(question: Question) -> bool:
    """Whether a turn needs the one before: it starts with, or is little more than, a word that points back."""
    if question.references:
        return False
    words = len(question.tokens)
    return words <= FOLLOW_UP_WORDS and (
        words <= 6 or _leaning(question.language).search(fold(question.asked)) is not None
    )


def _carry_over(question: Question, before: Question) -> Question:
    joined = _read(question.asked, f"{before.text} {question.text}", question.language, question.romanised)
    shift = len(before.text) + 1
    # A period named now replaces those named before: "and by 2025?" does not ask about both.
    periods = tuple(p for p in joined.periods if p.start_char >= shift) or joined.periods
    return replace(joined, wants=question.wants or before.wants, periods=periods)
