"""Documents for the tests of facts: built from lines and tables, read as an ingested file is."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import understand
from ingest.records import OBLIGATIONS, Block, Document, Fact, Loaded

# Number and day of an order, on 11 February 2026, in the words of each language.
HEAD = {
    "vi": (
        "ỦY BAN NHÂN DÂN TỈNH VÂN GIANG",
        "Số: 45/KH-UBND",
        "Vân Giang, ngày 11 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Về quản lý hồ sơ và số liệu",
    ),
    "hi": ("राज्य सरकार", "संख्या: 45/KH-UBND", "दिनांक: 11 फ़रवरी 2026", "आदेश", "विषय: अभिलेखों और आँकड़ों का प्रबंधन"),
    "bn": ("রাজ্য সরকার", "নং: 45/KH-UBND", "তারিখ: ১১ ফেব্রুয়ারি ২০২৬", "আদেশ", "বিষয়: নথি ও তথ্যের ব্যবস্থাপনা"),
    "en": ("Province of Northmere", "No. 45/KH-UBND", "11 February 2026", "PLAN", "Management of records and data"),
}


def blocks(language: str, *lines: str) -> list[Block]:
    """The head of an order, then its lines; those that begin with "# " are headings."""
    made = [Block("paragraph", line) for line in HEAD[language]]
    for line in lines:
        heading = line.startswith("# ")
        made.append(Block("heading" if heading else "paragraph", line.removeprefix("# "), level=2 if heading else 0))
    return made


def made(language: str, *lines: str) -> Document:
    return understand(Loaded(tuple(blocks(language, *lines))), "made.txt", "0" * 64)


def report(*lines: str) -> Document:
    """What a newspaper writes: no letterhead, and nobody's order."""
    return understand(Loaded(tuple(Block("paragraph", line) for line in lines)), "report.txt", "0" * 64)


def table(language: str, header: Sequence[str], *rows: Sequence[str]) -> Document:
    """An order with one table."""
    found = [Block("row", " | ".join(filter(None, cells)), header=tuple(header), cells=tuple(cells)) for cells in rows]
    return understand(Loaded((*blocks(language), *found)), "made.docx", "0" * 64)


def duties(document: Document) -> list[Fact]:
    return [fact for fact in document.facts if fact.kind in OBLIGATIONS]


def quote(document: Document, fact: Fact) -> str:
    return document.text[fact.start : fact.end]
