"""Where a block stands in its document: the labels that number it, and the path of headings and labels above it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.records import Block

Kind = Literal[
    "annex", "part", "chapter", "section", "subsection", "letter", "roman", "article", "clause", "point", "subpoint"
]
LONGEST_ENTRY = 100  # characters of a heading in a path

# Outermost first. Roman numerals and capital letters number the parts of a plan, above anything numbered 1, 2, 3.
LEVELS: dict[Kind, int] = {
    "annex": 10,
    "part": 20,
    "chapter": 30,
    "section": 40,
    "subsection": 44,
    "letter": 46,
    "roman": 48,
    "article": 50,
    "clause": 60,  # "1." is 60, "1.1." is 61, "1.1.1." is 62, "(1)" is 65
    "point": 70,
    "subpoint": 80,
}
DIVISIONS = frozenset({"annex", "part", "chapter", "section", "subsection", "letter", "roman", "article"})

_WORDS: dict[Kind, str] = {
    "annex": "phụ lục|annex|appendix|अनुलग्नक|परिशिष्ट|अनुसूची|পরিশিষ্ট|সংযোজনী|তফসিল",
    "part": "phần thứ|phần|part|भाग|ভাগ|অংশ",
    "chapter": "chương|chapter|अध्याय|অধ্যায়",
    "section": "mục|section|अनुभाग|পরিচ্ছেদ|অনুবিভাগ",
    "subsection": "tiểu mục",
    "article": "điều|article|art\\.|धारा|अनुच्छेद|ধারা|অনুচ্ছেদ",
    "clause": "khoản|clause|paragraph|sub-?section|उप-?धारा|खंड|खण्ड|উপ-?ধারা|দফা",
    "point": "điểm|point|उप-?खंड|उप-?खण्ड|बिंदु|बिन्दु|উপ-?দফা|বিন্দু|পয়েন্ট",
}
_ORDINAL_WORDS = (
    "प्रथम|द्वितीय|तृतीय|चतुर्थ|पंचम|षष्ठ|सप्तम|अष्टम|नवम|दशम|पहला|दूसरा|तीसरा|चौथा|पाँचवाँ|पांचवां|"
    "প্রথম|দ্বিতীয়|তৃতীয়|চতুর্থ|পঞ্চম|ষষ্ঠ|সপ্তম|অষ্টম|নবম|দশম|একাদশ|দ্বাদশ"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(unicodedata.normalize("NFC", pattern))


_INDIC = "[अ-हঅ-হ]"  # letters that number points: (क), (খ)
_ROMAN = "(?=[IVXL])X{0,4}L?X{0,3}(?:IX|IV|V?I{0,3})"
# After a named marker: punctuation, the end, or (only for what stands alone as a heading) a blank.
_NAMED = _compiled(
    r"(?i:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items())
    + r")\s+(?:(?i:số|no\.|संख्या|सं\.|নং|নম্বর)\s*)?"
    rf"(?P<ordinal>\d{{1,3}}(?:\.\d{{1,3}})*[a-zđ]?|{_ROMAN}|(?:[A-ZĐ]|{_INDIC})(?!\w)|[a-zđ](?=[.:)]))"
    r"(?P<strong>\s*[.:।)](?!\d)|\s+[-–—](?=\s)|\s*\Z|\s*\n)?(?(strong)|(?=\s+(?P<next>\S)))"
)
_ALONE = _compiled(
    rf"(?:(?i:(?P<annex>{_WORDS['annex']}))|(?:{_ORDINAL_WORDS})\s+(?:(?P<chapter>अध्याय|অধ্যায়)|(?P<part>भाग|ভাগ)))\s*[.:।]?\s*\Z"
)
_SPACED = r"(?=\s|\Z|[^\W\d_a-z]|\()"  # "1. Xin", "1.Xin", "১।(১)", yet not "1.5" or "a.vn"
_BARE = _compiled(
    rf"(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*)[.)।]{_SPACED}|(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}})+)(?=\s+[^\W\d_a-z])"
    rf"|(?P<roman>{_ROMAN})[.)]{_SPACED}|(?P<upper>[A-ZĐ])[.)](?=\s|\Z)|(?P<lower>[a-zđ])(?:\)|\.(?=\s))"
    rf"|\((?:(?P<innumber>\d{{1,3}})|(?P<inroman>[ivx]{{1,5}})|(?P<inlower>[a-zđ])|(?P<inindic>{_INDIC}))\)"
    rf"|(?P<indic>{_INDIC})(?:\)|(?<!ড)\.(?=\s))"
)
# Signatures and recipients stand behind the last article, not in it.
_CLOSING = _compiled(
    r"\W*(?i:nơi nhận|recipients|copy to|distribution list|प्रतिलिपि|অনুলিপি)(?=\W|\Z)|(?:TM|KT|TL|TUQ)\. ?[A-ZĐ]{2}"
)
_TERMINAL = re.compile(r"[.;,।॥?!…][\"'”’»)\]]*\s*\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """What numbers a block. `level` orders labels, outermost lowest; the marker is `text[: marker_end]`."""

    kind: Kind
    ordinal: str  # in the document's own digits or letters: "3", "IV", "1.2", "đ", "২", "क"
    level: int
    marker_end: int
    word: str = ""  # "Điều", "धारा" …; empty where the marker is a bare "2." or "(a)"


def marker_end(text: str, start: int = 0) -> int:
    """Where a list or clause marker that stands at `start` ends ("1.", "a)", "Điều 3.", "ধারা ৪."), else `start`."""
    for pattern in (_BARE, _NAMED):
        if (found := pattern.match(text, start)) and (pattern is _BARE or found["strong"]):
            return start + len(found[0].rstrip())
    return start


def label(text: str, heading: bool = False) -> Label | None:
    """The label that a block begins with, or None.

    "Điều 3 của Luật này quy định …" only mentions an article and is none. A `heading` may leave out the punctuation
    after its number.
    """
    offset = len(text) - len(text.lstrip("*#_ \t\n"))
    if found := _ALONE.match(text, offset):
        kind: Kind = next(kind for kind in ("annex", "chapter", "part") if found[kind])
        return Label(kind, "", LEVELS[kind], found.end(), found[0].strip())
    if found := _NAMED.match(text, offset):
        kind = next(kind for kind in _WORDS if found[kind])
        if found["strong"] or heading or (LEVELS[kind] < LEVELS["article"] and _is_caption(text, found["next"])):
            level = LEVELS[kind] + found["ordinal"].count(".")
            return Label(kind, found["ordinal"], level, len(found[0].rstrip()) + offset, found[kind])
        return None
    if found := _BARE.match(text, offset):
        return _bare(found)
    return None


def _is_caption(text: str, following: str | None) -> bool:
    return len(text) <= 120 and not _TERMINAL.search(text) and not (following or "").islower()


def _bare(found: re.Match[str]) -> Label | None:
    form = found.lastgroup or ""
    ordinal = found[form]
    kinds: dict[str, Kind] = {
        "number": "clause",
        "decimal": "clause",
        "innumber": "clause",
        "roman": "roman",
        "upper": "letter",
        "inroman": "subpoint",
    }
    kind = kinds.get(form, "point")
    if kind == "roman" and ordinal in {"C", "D", "L", "M"}:
        kind = "letter"
    level = LEVELS[kind] + (5 if form == "innumber" else ordinal.count("."))
    return Label(kind, ordinal, level, found.end())


def shorten(text: str, limit: int = LONGEST_ENTRY) -> str:
    """One line of at most `limit` characters, cut at a blank, with an ellipsis where something was left out."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > limit // 2 else cut).rstrip(" ,;:-–—") + "…"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands. Blocks with the same `path[:section]` belong to one section (an article, a headed part);
    what follows in the path numbers clauses and points inside it."""

    path: tuple[str, ...]
    section: int
    listed: bool  # a list item, or numbered as a clause or a point
    caption: bool  # it only names what follows: a heading, "Điều 1. Phạm vi điều chỉnh", "1. Mục tiêu"


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    label: Label | None
    heading: int | None  # level of a heading, else None
    divides: bool  # clauses and points do not
    caption: bool = False
    title_below: bool = False  # the next block is the rest of this heading


def place(blocks: Sequence[Block]) -> list[Place]:
    """The place of every block, in order; a heading and a labelled block stand in their own entry."""
    stack: list[_Entry] = []
    places: list[Place] = []
    sections_in_articles = _sections_in_articles(blocks)
    title_below = False
    for i, block in enumerate(blocks):
        if title_below:
            places.append(replace(places[-1], caption=True))
            title_below = False
            continue
        following = next((b for b in blocks[i + 1 : i + 2]), None)
        entry = None if block.kind == "row" else _entry(block, following, stack, sections_in_articles)
        if entry is None and _CLOSING.match(block.text):
            del stack[
                next((n for n, e in enumerate(stack) if e.label and e.label.level >= LEVELS["letter"]), len(stack)) :
            ]
        if entry:
            del stack[_cut(stack, entry) :]
            stack.append(entry)
            title_below = entry.title_below
        section = max((n for n, e in enumerate(stack, 1) if e.divides), default=0)
        caption = bool(entry and entry.caption)
        listed = not caption and (block.kind == "item" or bool(entry and not entry.divides))
        places.append(Place(tuple(e.text for e in stack), section, listed, caption))
    return places


def _sections_in_articles(blocks: Sequence[Block]) -> bool:
    """Articles stand in sections, but where there are no chapters and an article comes first it is the other way."""
    kinds = [found.kind for b in blocks if b.kind != "row" and (found := label(b.text)) and found.word]
    return (
        "chapter" not in kinds
        and "section" in kinds
        and "article" in kinds
        and kinds.index("article") < kinds.index("section")
    )


def _entry(block: Block, following: Block | None, stack: list[_Entry], sections_in_articles: bool) -> _Entry | None:
    heading = block.level or 6 if block.kind == "heading" else None
    found = label(block.text, heading is not None)
    if found and not (found := _in_sequence(found, stack)) and heading is None:
        return None
    if found and found.kind == "section" and sections_in_articles:
        found = replace(found, level=LEVELS["article"] + 2)
    if found is None:
        return None if heading is None else _Entry(shorten(block.text.strip("*# :")), None, heading, True, True)
    if heading is None and found.kind not in DIVISIONS:
        return _clause_entry(block, following, found, stack)
    title = _title_below(block, following, found)
    named = heading is not None or _names(block.text, found)
    text = f"{block.text.strip(' *#.:')}. {title}" if title else block.text
    name = shorten(text.strip("*# :")) if named else _name(found, block.text, stack)
    return _Entry(name, found, heading, True, named, bool(title))


def _names(text: str, found: Label) -> bool:
    """Whether a labelled paragraph only names what follows; one with a colon below an article already states it."""
    short = len(text) <= LONGEST_ENTRY and _is_caption(text, None)
    return short and not (found.kind == "article" and text.endswith(":"))


def _clause_entry(block: Block, following: Block | None, found: Label, stack: list[_Entry]) -> _Entry:
    outside = not any(e.label and e.label.kind == "article" for e in stack)
    after = label(following.text) if following and following.kind != "row" else None
    opens = following is not None and following.kind != "heading" and not (after and after.level <= found.level)
    caption = outside and opens and _names(block.text, found)
    name = shorten(block.text.strip("*# :")) if caption else _name(found, block.text, stack)
    return _Entry(name, found, None, caption, caption)


def _title_below(block: Block, following: Block | None, found: Label) -> str | None:
    """The line below a bare "Chương I", which is its title."""
    if found.kind not in DIVISIONS or block.text[found.marker_end :].strip(" .:।-–—*_") or following is None:
        return None
    title = following.text.strip(" *#")
    fits = following.kind in ("heading", "paragraph") and len(title) <= 150 and not _TERMINAL.search(title)
    if not fits or title.endswith(":") or title.startswith("(") or label(title):
        return None
    return title


def _in_sequence(found: Label, stack: list[_Entry]) -> Label | None:
    """The label as the siblings above make it out: "C." after "B." and "(i)" after "(h)" are letters, "(i)" after "(a)"
    is a numeral, and a capital letter that follows none is the initial of a name and no label."""
    if found.word:
        return found
    before = {e.label.kind: e.label.ordinal for e in stack if e.label and not e.label.word}
    ordinal = found.ordinal
    if found.kind in ("roman", "letter") and len(ordinal) == 1 and ordinal.isascii():
        if (last := before.get("letter")) and chr(ord(last[0]) + 1) == ordinal:
            return replace(found, kind="letter", level=LEVELS["letter"])
        if found.kind == "roman" and ordinal != "I" and not before.get("roman"):
            return None
        if found.kind == "letter" and ordinal != "A":
            return None
    if found.kind == "subpoint" and (last := before.get("point")) and chr(ord(last[0]) + 1) == ordinal:
        return replace(found, kind="point", level=LEVELS["point"])
    return found


def _cut(stack: list[_Entry], new: _Entry) -> int:
    """How many entries stay above a new one. Labels are compared by their levels, else headings by theirs."""
    for i, entry in enumerate(stack):
        if new.label and entry.label:
            over = entry.label.level >= new.label.level
        elif new.heading is not None and entry.heading is not None:
            over = entry.heading >= new.heading
        elif entry.label:  # a heading without a number ends what is numbered
            over = entry.label.level >= LEVELS["letter"]
        else:  # a number ends the heading above it only where that is a minor one
            over = bool(new.label and new.label.kind in DIVISIONS) and (entry.heading or 0) > _usual_heading(new.label)
        if over:
            return i
    return len(stack)


def _usual_heading(found: Label | None) -> int:
    """The level of heading that a division would have if the format marked it as one."""
    level = found.level if found else 0
    return 1 if level <= LEVELS["chapter"] else 2 if level < LEVELS["article"] else 3


# How a document in the language of its articles speaks of what it numbers "2." and "a)" below them.
_SPOKEN: dict[str, tuple[str, str]] = {
    "điều": ("Khoản", "Điểm"),
    "article": ("Clause", "Point"),
    "art.": ("Clause", "Point"),
    "section": ("Clause", "Point"),
    "धारा": ("खंड", "उपखंड"),
    "अनुच्छेद": ("खंड", "उपखंड"),
    "ধারা": ("দফা", "উপদফা"),
    "অনুচ্ছেদ": ("দফা", "উপদফা"),
}
_SUBSECTION = {"धारा": "उपधारा", "ধারা": "উপধারা"}  # what an act numbers "(1)"


def _name(found: Label, text: str, stack: list[_Entry]) -> str:
    if found.word:
        return f"{found.word} {found.ordinal}".strip()
    article = next((e.label.word.casefold() for e in reversed(stack) if e.label and e.label.kind == "article"), "")
    spoken = _SPOKEN.get(article)
    if spoken and found.kind == "clause" and "." not in found.ordinal:
        in_brackets = found.level == LEVELS["clause"] + 5
        if in_brackets and any(e.label and e.label.level == LEVELS["clause"] for e in stack):
            return f"({found.ordinal})"
        return f"{_SUBSECTION.get(article, spoken[0]) if in_brackets else spoken[0]} {found.ordinal}"
    if spoken and found.kind == "point":
        below_subsection = any(e.text.startswith(_SUBSECTION.get(article, "\0")) for e in stack)
        return f"{spoken[0] if below_subsection else spoken[1]} {found.ordinal}"
    return text[: found.marker_end].strip().rstrip(".:।") if found.kind != "roman" else found.ordinal
