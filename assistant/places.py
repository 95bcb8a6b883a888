"""Where in a document a clause stands, and which place another one speaks of: "điểm a khoản 2 Mục III"."""

from __future__ import annotations

import re
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
    "clause": r"khoản|clause|paragraph|sub-?section|उप-?धारा|खंड|खण्ड|উপ-?ধারা|দফা",
    "point": r"điểm|point|item|उप-?खंड|बिंदु|बिन्दु|উপ-?দফা|বিন্দু",
    "row": r"số thứ tự|stt|dòng|nhiệm vụ số|row|task(?: no\.?)?|action|क्रम(?: संख्या|ांक)?|पंक्ति|ক্রমিক|ক্রম",
}
# Behind these, "điểm" is part of another word: a location, a moment, a viewpoint, a focus, a feature.
_COMPOUNDS = ("địa", "thời", "quan", "trọng", "đặc", "ưu", "nhược", "cao", "thí", "một")
_MARKS = "\u0900-\u0903\u093a-\u0963\u0980-\u0983\u09bc-\u09e3"  # vowel signs, which continue a word
_ONE = r"\(?(?:\d{1,3}[a-zđ]?(?:\.\d{1,3})*|[ivxl]{1,6}|[a-zđ]|[क-मক-ম])\)?"
_AND = r"(?:[ ]?,[ ]?|[ ](?:và|and|or|और|व|एवं|तथा|ও|এবং)[ ])"  # "điểm a, b khoản 4", "points a and b"


@cache
def _mention() -> re.Pattern[str]:
    inside = "".join(f"(?<!{folded(first).text} )" for first in _COMPOUNDS)
    words = "|".join(f"(?P<{group}>{folded(pattern).text})" for group, pattern in _WORDS.items())
    one, end = folded(_ONE).text, rf"(?![^\W_])(?![{_MARKS}])(?!/\d)"
    return re.compile(
        rf"(?<![^\W_]){inside}(?:{words})s?(?:[ ]*(?:số|no\.?|संख्या|नं\.?|নং|नंबर))?(?:[ ]+|(?=[\d(]))"
        rf"(?P<ordinals>{one}{end}(?:{_AND}{one}{end})*)(?P<inner>(?:\((?:\d{{1,3}}|[a-zđ]|[क-मক-ম])\))*)"
    )


@cache
def _ordinals() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_{_MARKS}])(?:\d{{1,3}}[a-zđ]?(?:\.\d+)*|[ivxl]{{1,6}}|[^\W\d_])(?![^\W_]|[{_MARKS}])")


def mentioned(text: str) -> Place:
    """The place that a text speaks of first, as far as it says; empty where it names none.

    Of one group there are several ordinals where the text lists them: "points a and b of clause 2".
    """
    found: dict[str, list[str]] = {}
    for match in _mention().finditer(folded(text).text):
        group = next(name for name in _WORDS if match[name])
        first, *others = (one.lstrip("0") for one in _ordinals().findall(match["ordinals"]))
        if not first or (group == "row" and not first[0].isdigit()):
            continue  # "each task a deadline"
        alike = [one for one in others if one and one[0].isdigit() == first[0].isdigit()]
        found.setdefault(_group(group, first), [first, *alike])
        for one in _ordinals().findall(match["inner"]):
            found.setdefault(_group("clause", one), [one])  # "section 3(2)(a)"
    return frozenset((group, ordinal) for group, ordinals in found.items() for ordinal in ordinals)


def _group(group: str, ordinal: str) -> str:
    """What a number is called differs from text to text, what it looks like does not: 2 and 3.1 are clauses, a is a
    point of one."""
    if "." in ordinal:
        return "clause"
    if group in ("clause", "point"):
        return "clause" if ordinal[0].isdigit() else "point"
    return group


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
            ordinal = _plain(own.ordinal)
            found.setdefault(_group(_GROUPS[own.kind], ordinal) if ordinal else _GROUPS[own.kind], ordinal)
    return frozenset(found.items())


def agrees(asked: Place, given: Place) -> bool:
    """Whether a place can be one that was named: all that was said of it holds, and it was more than a part."""
    groups = {group for group, _ in asked}
    return groups <= {group for group, _ in asked & given} and bool(groups & {"clause", "point", "row", "article"})


def _plain(ordinal: str) -> str:
    return folded(ordinal).text.strip("().").lstrip("0")  # the row 07 is the seventh
