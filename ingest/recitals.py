"""Lines of official texts that carry no order of their own: on what the document rests, to whom it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.digits import fold
from ingest.reading import Reading

_OPENINGS = [
    # vi
    "căn cứ", "theo đề nghị", "xét đề nghị", "xét tờ trình", "kính gửi", "nơi nhận", "kèm theo", "thực hiện nghị quyết",
    "thực hiện quyết định", "thực hiện chỉ thị", "thực hiện kế hoạch", "thực hiện công văn",
    # en
    "pursuant to", "on the basis of", "at the proposal of", "at the request of", "considering", "having regard",
    "whereas",
    "in exercise of", "in pursuance of", "in accordance with", "recipients", "copy to", "to:", "attached to",
    # hi
    "के आधार पर", "प्रतिलिपि", "सेवा में", "संदर्भ", "के अनुसरण में", "प्रेषित", "उपर्युक्त विषय", "उपरोक्त विषय", 
    "कृपया उपर्युक्त", "कृपया उपरोक्त",
    # bn
    "অনুলিপি", "প্রাপক", "সূত্রস্থ", "বরাবর", "উপর্যুক্ত বিষয়", "উপরোক্ত বিষয়", "উপর্যুক্ত বিষয়",
]  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"^[\W\d_]*(?:{'|'.join(re.escape(fold(opening)) for opening in _OPENINGS)})")


def is_recital(text: str) -> bool:
    return _pattern().match(fold(text[:80])) is not None


def in_capitals(line: str) -> bool:
    """Whether every letter is a capital; letters of scripts without case are none."""
    return line.isupper() and not any("\u0900" <= char <= "\u0dff" for char in line)


def only_names(words: str, reading: Reading) -> bool:
    """Whether a sentence holds bodies and days and next to nothing else: a signature, a letterhead."""
    if any(p.recurrence or p.relation in ("by", "before", "within") for p in reading.periods):
        return False
    held = sum(agency.end - agency.start for agency in reading.agencies)
    held += sum(period.end_char - period.start_char for period in reading.periods)
    return held >= 0.6 * len(words.strip())


LETTERHEAD = 40  # lines, with those to whom a letter is sent
SUBJECT = re.compile(
    r"\W*(?:(?:nguồn|source|स्रोत|সূত্র|উৎস)\s*[:：]?\s*(?:https?://|$)|v/v\b|về việc\b"
    r"|(?:subject|sub|re|विषय|বিষয়)\s*[:：ः])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\W*(?:सेवा में|प्रेषक|বরাবর|প্রাপক|To|Kính gửi)\s*(?:[,:।–-]|\Z)")


def addressees(head: Sequence[str]) -> tuple[int, int]:
    """The lines of those to whom a letter is written, down to its subject: "सेवा में, 1. समस्त जिलाधिकारी"."""
    first = next((i for i, words in enumerate(head) if _ADDRESS.match(words)), len(head))
    return first, next((i for i in range(first, len(head)) if SUBJECT.match(head[i])), first)
