"""Where in a document a clause stands, and which place another one speaks of: "điểm a khoản 2 Mục III"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.digits import folded
from ingest.outline import Line
from ingest.records import Document
from ingest.structure import label

Place = frozenset[tuple[str, str]]  # (group, ordinal): {("division", "iii"), ("clause", "2"), ("point", "a")}

# What texts call the same thing differently: Mục III is numbered "III." and called Section III in a translation.
_GROUPS = {
    "annex": "annex",
    "part": "division",
    "chapter": "division",
    "section": "division",
    "subsection": "division",
    "letter": "division",
    "roman": "division",
    "article": "article",
    "clause": "clause",
    "point": "point",
    "subpoint": "subpoint",
}
_WORDS = {
    "annex": r"phụ lục|annex|appendix|अनुलग्नक|परिशिष्ट|পরিশিষ্ট",
    "division": r"phần|chương|mục|part|chapter|section|भाग|अध्याय|अनुभाग|ভাগ|অধ্যায়|অনুবিভাগ",
    "article": r"điều|article|धारा|अनुच्छेद|ধারা|অনুচ্ছেদ",
    "clause": r"khoản|clause|paragraph|उप-?धारा|खंड|खण्ड|উপ-?ধারা|দফা",
    "point": r"điểm|point|item|उप-?खंड|बिंदु|बिन्दु|উপ-?দফা|বিন্দু",
    "row": r"số thứ tự|stt|dòng|nhiệm vụ số|row|task(?: no\.?)?|action|क्रम(?: संख्या|ांक)?|पंक्ति|ক্রমিক|ক্রম",
}
_ORDINAL = r"\(?(?P<ordinal>\d{1,3}(?:\.\d{1,3})*|[ivxl]{1,6}|[a-zđ]|[कखगघचछजझटठडढतथदधनপফবভমকখগঘঙচছজঝটঠডঢ])\)?"


@cache
def _mention() -> re.Pattern[str]:
    words = "|".join(f"(?P<{group}>{folded(pattern).text})" for group, pattern in _WORDS.items())
    marks = "\u0900-\u0963\u0980-\u09e3"
    return re.compile(
        rf"(?<![^\W_])(?:{words})(?:[ ]*(?:số|no\.?|संख्या|नं\.?|নং|नंबर))?(?:[ ]+|(?=[\d(]))"
        rf"{_ORDINAL}(?![^\W_])(?![{marks}])"
        # Hindi and Bengali may put the number first: "3 की उपधारा", and so may English: "the second row"
    )


def mentioned(text: str) -> Place:
    """The place that a text speaks of first, as far as it says; empty where it names none."""
    found: dict[str, str] = {}
    for match in _mention().finditer(folded(text).text):
        group = next(name for name in _WORDS if match[name])
        found.setdefault(group, _plain(match["ordinal"]))
    return frozenset(found.items())


def of_line(document: Document, lines: list[Line], i: int) -> Place:
    """The labels of a line and of those above it, the innermost of each group; for a table row its serial number."""
    found: dict[str, str] = {}
    for j in (i, *reversed(lines[i].above)):
        line = lines[j]
        if line.is_row:
            serial = line.passage.cells[0].strip(" .*") if line.passage.cells else ""
            if serial and len(serial) <= 6:
                found.setdefault("row", _plain(serial))
            continue
        if own := label(document.text[line.start : line.end], line.names):
            found.setdefault(_GROUPS[own.kind], _plain(own.ordinal))
    return frozenset(found.items())


def agrees(asked: Place, given: Place) -> bool:
    """Whether a place can be the one that was named: all that was said of it holds, and it was more than a part."""
    return bool(asked) and asked <= given and any(group in ("clause", "point", "row", "article") for group, _ in asked)


def _plain(ordinal: str) -> str:
    return folded(ordinal).text.strip("().")


def units(document: Document, lines: list[Line]) -> Iterator[tuple[Line, Place]]:
    for i, line in enumerate(lines):
        yield line, of_line(document, lines, i)
