"""Lines of text into blocks: which line is a heading or an item, and which only continues the line before it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.clean import compiled, fold
from ingest.records import Block, BlockKind

TITLE_LENGTH = 150  # characters; what is longer is a statement, whatever label it carries
WRAP_WIDTH = 110  # characters; files whose lines are longer have a paragraph a line
MINOR = 4  # level of headings that only their looks give away (bold, a row across a table)

_NUMBER = r"[0-9०-९০-৯]{1,4}(?:\.[0-9०-९০-৯]{1,3})*[a-zđ]?"
_ROMAN = r"[IVXLC]{1,7}"
_END = r"(?:\s*[.:)।\-–—/](?=\s|\*|$)|(?=\s*\**$))"  # what closes a label; without it "Điều 3 Nghị định này" runs on
_LABELS = (
    (
        1,
        compiled(
            rf"(?:chương|phần|chapter|part|अध्याय|भाग|অধ্যায়|ভাগ)\s+(?:thứ\s+)?(?:{_NUMBER}|{_ROMAN}|nhất|hai|ba|tư|năm|one|two|three"
            r"|four|five)(?=\W|$)"
        ),
    ),
    (
        1,
        compiled(
            rf"(?:phụ lục|annex|appendix|schedule|परिशिष्ट|अनुलग्नक|अनुसूची|পরিশিষ্ট|সংযোজনী|তফসিল)"
            rf"(?:\s*[-–]?\s*(?:số\s+)?(?:{_NUMBER}|{_ROMAN}|[A-Zक-हক-হ])(?=\W|$))?"
        ),
    ),
    (2, compiled(rf"(?:mục|tiểu mục|section)\s+(?:{_NUMBER}|{_ROMAN}){_END}")),
    (3, compiled(rf"(?:điều|article|धारा|अनुच्छेद|ধারা|অনুচ্ছেদ)\s+{_NUMBER}{_END}")),
)
_ORDINAL = re.compile(rf"\W*(?:{_ROMAN}|[A-ZĐ]|[0-9]+)(?=\W)")
_ROMAN_LABEL = re.compile(rf"{_ROMAN}(?:\.[0-9]{{1,2}})?[.)/:](?=\s)")
_BULLET = r"[-–—•▪●◦‣·∙■□◆➢➤✓*+o](?=\s)"
_ITEM = compiled(
    rf"(?:{_BULLET}|[(\[]?[0-9०-९০-৯]{{1,3}}(?:\.[0-9०-९০-৯]{{1,3}}){{0,4}}[.)\]।/](?=\s)|[क-झক-ঝ]\.(?=\s)"
    r"|\(?(?:[a-zđ]|[ivx]{1,5})[.)](?=\s)|[a-zđ]/(?=\s)|\((?:[a-zđ]|[ivx]{1,5}|[0-9०-९০-৯]{1,3})\)|\(?[ऄ-ह]़?[ा-ौ]?\)|\(?[অ-হ]়?[া-ৌ]?\)"
    rf"|(?:khoản|điểm|clause|point|उपधारा|खंड|खण्ड|बिंदु|উপধারা|উপ-ধারা|দফা|খণ্ড)\s+\(?(?:{_NUMBER}|[a-zđक-हক-হ])\)?{_END})"
)
_DECIMAL_ITEM = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\s+(?P<next>\S)")
_ENDS_SENTENCE = re.compile(r"[.।॥!?…][\"'”’»)\]*_]*$")
_VALUE = compiled(r"[0-9०-९০-৯]\s*/\s*\w|ngày \d|:\s*[0-9०-९০-৯]|[0-9०-९০-৯]{4}$")
_SENTENCE_INSIDE = re.compile(r"[।॥;]\s|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_a-z])")
# In a line with an article's label these say that the line orders something and does not only name what follows.
_STATES = compiled(
    r"chịu trách nhiệm|có hiệu lực|có trách nhiệm|trước ngày|chậm nhất"
    r"|giao (?:cho )?(?:sở|bộ|ủy ban|ubnd|văn phòng|ban)\b"
    r"|\b(?:shall|must|is responsible|are responsible|takes? effect|comes? into force|enters? into force)\b"
    r"|(?:करेगा|करेगी|करेंगे|होगा|होगी|होंगे|जाएगा|जाएगी|जाएंगे|रहेगा|करें)(?=\W|$)"
    r"|(?:করবে|করবেন|হবে|থাকবে|করিবে|হইবে|করুন)(?=\W|$)"
)
# A label after one of these is a reference that the line break has put at the start of a line.
_LEADS_IN = compiled(
    r"(?:,|\b(?:tại|theo|của|và|hoặc|đến|khoản|điểm|khoản \d+|điểm [a-zđ]|under|of|in|and|or|to|see|with|clause \d+)"
    r"|की|के|का|और|तथा|या|से|এবং|ও|বা|অনুযায়ী|থেকে)$"
)
_OPEN = compiled(r"\b(?:tại|theo|của|và|hoặc|trước ngày|từ ngày|đến ngày|ngày|số|under|of|in|by|and|or|the)$")


def ends_sentence(text: str) -> bool:
    return bool(_ENDS_SENTENCE.search(text))


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals throughout ("PHỤ LỤC", "QUYẾT ĐỊNH:"); scripts without case never are."""
    letters = [c for c in text if unicodedata.category(c)[0] == "L"]
    visible = sum(not c.isspace() for c in text)
    return len(letters) >= 4 and 2 * len(letters) > visible and all(c.isupper() for c in letters)


def _label(text: str) -> tuple[int, str] | None:
    """Level of the structural label at the start of a line, and the line's rest; None where there is no label."""
    bare = text.lstrip("*_ ")
    if bare[:1].islower():  # "điều 3" inside a sentence that goes over the line
        return None
    for level, pattern in _LABELS:
        if match := pattern.match(bare):
            rest = bare[match.end() :].strip("*_ ")
            # Chapters and annexes close without a dot; then only capitals or brackets tell a title from a sentence.
            if level > 1 or not rest or rest[0] in ".:-–—।(/" or is_capitals(rest) or is_capitals(match[0]):
                return level, rest.lstrip(".:)।-–—/ ")
    if match := _ROMAN_LABEL.match(bare):
        return 2, bare[match.end() :].strip("*_ ")
    return None


def is_item(text: str) -> bool:
    """Whether a line starts with the marker of a clause or a list item ("1.", "a)", "-", "(क)", "খ)")."""
    bare = text.lstrip("*_") if text.startswith("**") else text
    decimal = _DECIMAL_ITEM.match(bare)
    return bool(_ITEM.match(bare)) or bool(decimal and decimal["next"].isupper())  # "1.1 Targets", not "1.5 tỷ đồng"


def is_title(text: str) -> bool:
    """Whether a line names what follows and states nothing: short, one piece, no end of a sentence."""
    if len(text) > TITLE_LENGTH or ends_sentence(text) or text.endswith((";", ",")):
        return False
    if text.endswith(":") and len(text) > 60:
        return False
    return not _SENTENCE_INSIDE.search(text)


def is_minor_title(text: str) -> bool:
    """Whether a line that is set in bold throughout is a heading by that: not a number, a date or a value made bold."""
    return is_title(text) and not _VALUE.search(text)


def classify(text: str) -> tuple[BlockKind, int]:
    """Kind and heading level of a line by its words alone. A label whose line holds a whole statement is no heading."""
    label = _label(text)
    if label:
        level, rest = label
        if not rest or (len(text) <= TITLE_LENGTH and is_title(rest) and not _STATES.search(rest)):
            return "heading", level
        return ("item" if _ROMAN_LABEL.match(text) else "paragraph"), 0
    if is_item(text):
        return "item", 0
    if is_capitals(text) and is_title(text):
        return "heading", 1
    return "paragraph", 0


def starts_block(text: str, before: str = "") -> bool:
    """Whether a line opens a block of its own even where no blank line or indent says so, given the line before it."""
    if before and text[:1] in "-–—" and before[-1:].isdigit() and text.lstrip("-–— ")[:1].isdigit():
        return False  # "2025\n- 2028"
    label = _label(text)
    if label and before and not ends_sentence(before) and _LEADS_IN.search(before):
        return False
    return bool(label) or is_item(text) or is_capitals(text)


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as one; "KH-" and "UBND" meet without a blank, "2025 -" and "2028" keep theirs."""
    tight = re.search(r"[^\W_][-\u2010]$", before) and re.match(r"[^\W_]", after)
    return before + after if tight else f"{before} {after}"


def continues(before: str, after: str, *, full: bool) -> bool:
    """Whether `after` goes on in the paragraph of `before`. full: the first word of `after` had no room there."""
    if not before or not after or (is_capitals(before) and not full):
        return False
    open_sentence = not ends_sentence(before) and not before.endswith((":", ";"))
    if is_capitals(after):  # a title of its own, unless the line before had no room for it and is not finished
        return full and open_sentence and not _label(after) and not is_item(after)
    if starts_block(after, before):
        return False
    if full:
        return True
    # A ragged break: the sentence is open and the next line starts small, as no paragraph does.
    return open_sentence and (after[0].islower() or bool(_OPEN.search(before)))


def _wrap_width(lines: Sequence[str]) -> int | None:
    """Width at which a text was wrapped by hand or by an editor, in characters; None where it was not."""
    lengths = sorted(len(line) for line in lines if line and "://" not in line)
    width = lengths[math.ceil(0.98 * (len(lengths) - 1))] if lengths else 0
    if not 40 <= width <= WRAP_WIDTH:
        return None
    pairs = [(a, b) for a, b in pairwise(lines) if a and b and not starts_block(b, a)]
    full = [(a, b) for a, b in pairs if _is_full(a, b, width)]
    # Wrapping breaks sentences open, and where a script has case most lines then start small.
    inside = [(a, b) for a, b in full if not ends_sentence(a)]
    cased = [(a, b) for a, b in inside if b[0].lower() != b[0].upper()]
    small = sum(b[0].islower() or a.endswith("-") for a, b in cased)
    wrapped = inside and 2 * len(full) >= len(pairs) and 2 * len(inside) >= len(full) and 5 * small >= 2 * len(cased)
    return width if wrapped else None


def _is_full(before: str, after: str, width: int) -> bool:
    return len(before) + 1 + len(after.split(" ", 1)[0]) > 0.97 * width


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Folded lines ("" where the text has an empty one) as paragraphs, with hard-wrapped lines joined again."""
    given = list(lines)
    width = _wrap_width(given)
    result: list[str] = []
    before = ""
    for line in given:
        goes_on = continues(before, line, full=_is_full(before, line, width) if width and before else False)
        if goes_on and (width or len(before) <= WRAP_WIDTH):
            result[-1] = joined(result[-1], line)
        elif line:
            result.append(line)
        before = line
    return result


def text_blocks(text: str, page: int | None = None) -> list[Block]:
    """Blocks of a piece of text whose line breaks may mean something (a table cell, a paragraph with `<br>`)."""
    found = []
    for paragraph in paragraphs(fold(line) for line in text.split("\n")):
        kind, level = classify(paragraph)
        found.append(Block(kind, paragraph, level, page))
    return found


def merge_labels(blocks: Iterable[Block]) -> list[Block]:
    """A label alone on its line ("Chương I", "अध्याय 2") takes the title on the next line with it."""
    result: list[Block] = []
    for block in blocks:
        last = result[-1] if result else None
        if last and _is_bare_label(last) and _is_title_of(last, block):
            result[-1] = Block("heading", f"{last.text} {block.text}", last.level, last.page)
        else:
            result.append(block)
    return result


def _is_bare_label(block: Block) -> bool:
    label = _label(block.text) if block.kind == "heading" else None
    return label is not None and not label[1]


def _is_title_of(label: Block, block: Block) -> bool:
    if len(label.text) + len(block.text) >= TITLE_LENGTH or _label(block.text) or _ORDINAL.match(block.text):
        return False
    if block.kind == "heading":
        return True
    # Scripts without case, and titles in small letters; an article's label may be followed by its text instead.
    short = block.kind == "paragraph" and label.level < 3 and len(block.text) <= 80
    return short and is_minor_title(block.text) and not _STATES.search(block.text)
