"""Which documents change which: the later value is the right one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from assistant.places import mentioned
from index.records import DocumentInfo
from ingest.digits import fold, folded
from ingest.recitals import is_recital
from ingest.references import find_references, same

if TYPE_CHECKING:
    from index.store import Store

_CHANGES = [
    "sửa đổi", "bổ sung", "thay thế", "bãi bỏ", "hủy bỏ", "gia hạn", "điều chỉnh", "lùi thời hạn", "thay bằng",
    "được thay", "hết hiệu lực",
    "amend", "supplement", "replac", "repeal", "supersed", "extend", "bring forward", "brought forward", "is added",
    "are added", "is deleted", "are deleted", "is removed", "is changed", "is raised to", "is lowered to",
    "is postponed", "is moved to", "revok", "rescind", "is cancelled", "are cancelled", "in supersession of",
    "ceases to",
    "संशोधन", "संशोधित", "प्रतिस्थापित", "निरस्त", "के स्थान पर", "अवधि बढ़ा", "समय-सीमा बढ़ा", "हटाया जाता", "विलोपित",
    "जोड़ा जाता", "जोड़ी जाती", "बढ़ाकर", "अधिक्रम",
    "সংশোধন", "সংশোধিত", "প্রতিস্থাপন", "স্থলাভিষিক্ত", "বাতিল", "সময়সীমা বৃদ্ধি", "মেয়াদ বৃদ্ধি", "পরিবর্তে", "বিলুপ্ত",
    "সংযোজন", "যুক্ত করা", "বাড়িয়ে", "পিছিয়ে", "এগিয়ে আন", "রহিত", "অধিক্রম",
]  # fmt: skip
_ADDITIONS = [
    "bổ sung", "supplement", "is added", "are added", "जोड़ा जाता", "जोड़ी जाती", "जोड़ा जाए", "সংযোজন", "যুক্ত করা",
]  # fmt: skip
_REPEALS = [
    "bãi bỏ", "hủy bỏ", "huỷ bỏ", "hết hiệu lực", "repeal", "revok", "rescind", "is deleted", "are deleted",
    "is removed", "निरस्त", "हटाया जाता", "विलोपित", "বাতিল", "বিলুপ্ত", "রহিত",
]  # fmt: skip


# A whole document that gives way: the words before its number, and those behind it.
_ENDS_BEFORE = (
    r"thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|replac(?:es|ing)|supersed(?:es|ing)|repeal(?:s|ing)?|revok(?:es|ing)"
    r"|in supersession of|in (?:place|lieu) of"
)
_ENDS_BEHIND = (
    r"hết hiệu lực|được thay thế|bị bãi bỏ|bị hủy bỏ|(?:is|are|stands?|shall be) (?:hereby )?"
    r"(?:repealed|replaced|superseded|revoked|rescinded|cancelled)|ceases? to (?:have effect|apply|be in force)"
    r"|निरस्त|अधिक्रमित|अधिक्रमण|प्रतिस्थापित|के स्थान पर|বাতিল|রহিত|অধিক্রমণ|প্রতিস্থাপিত|স্থলাভিষিক্ত|এর স্থলে|এর পরিবর্তে"
)
_REACH = 160  # characters between the number and the words
# What gives way is only in, or a part of, the document whose number stands behind these.
_IN_BEFORE = re.compile(
    r"(?:^|[^\W_]*\s)(?:tại|của|trong|theo|in|of|to|under|from)\s+(?:the\s+)?(?:[^\W\d]+\s+){0,3}(?:no\.?|số)?\s*\Z"
)
_OF_PART = re.compile("(?:^|\\s)(?:của|tại|trong|of|in|to)\\s")
_IN_BEHIND = re.compile('["“”«»„‘’]|(?:^|\\s)में(?:\\s|\\Z)')


@cache
def _ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, behind = (folded(pattern).text for pattern in (_ENDS_BEFORE, _ENDS_BEHIND))
    return re.compile(rf"(?:{before})(?![^\W_])"), re.compile(rf"(?:{behind})")


def ends(text: str, number: str) -> bool:
    """Whether a sentence takes the document with this number out of force as a whole: "this Decision replaces …"."""
    if is_recital(text) or mentioned(text):
        return False
    form = folded(text)
    references = find_references(text)
    spans = form.inverse([(reference.start, reference.end) for reference in references])
    for reference, (start, end) in zip(references, spans, strict=True):
        if same(reference.number, number) and (
            _ended_before(form.text, start, spans) or _ended_behind(form.text, start, end, spans)
        ):
            return True
    return False


def _ended_before(text: str, start: int, spans: list[tuple[int, int]]) -> bool:
    """ "… replaces Decision 12": by this document, as no other is named before the verb."""
    verb = next(_ends()[0].finditer(text, max(0, start - _REACH), start), None)
    if verb is None or any(other < verb.start() for other, _ in spans):
        return False
    between = text[verb.end() : min(other for other, _ in spans if other > verb.end() - 1)]
    return _OF_PART.search(f" {between} ") is None


def _ended_behind(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """ "Decision 12 is repealed": the whole of it, and not by another that is named behind the verb."""
    verb = _ends()[1].search(text, end, end + _REACH)
    if verb is None or _IN_BEFORE.search(text[:start]) or _IN_BEHIND.search(text[end : verb.start()]):
        return False
    return not any(other > verb.start() for other, _ in spans)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(word)) for word in words))


def speaks_of_change(text: str, *, strict: bool = False) -> bool:
    """Whether a text changes another; `strict`: more than by an addition."""
    kept = [word for word in _CHANGES if not (strict and word in _ADDITIONS)]
    return _pattern(tuple(kept)).search(fold(text)) is not None


def speaks_of_addition(text: str) -> bool:
    return _pattern(tuple(_ADDITIONS)).search(fold(text)) is not None


def speaks_of_repeal(text: str) -> bool:
    return _pattern(tuple(_REPEALS)).search(fold(text)) is not None


def amendments(
    store: Store, documents: Mapping[int, DocumentInfo], ids: Collection[int], accesses: tuple[str, ...]
) -> dict[int, frozenset[int]]:
    """For each of the documents `ids`: the ids of those that change it, most often none.

    A document changes another if one of its sentences names the other's number together with a word for changing,
    and it is not the older of the two.
    """
    return {id_: frozenset(_changers(store, documents, documents[id_], accesses)) for id_ in ids}


def _changers(
    store: Store, documents: Mapping[int, DocumentInfo], info: DocumentInfo, accesses: tuple[str, ...]
) -> set[int]:
    if info.number is None:
        return set()
    number = info.number
    keys = [key for key in store.mentioned(accesses) if same(number, key)]
    found = set()
    for passage in store.passages(store.mentions(keys, accesses), accesses):
        other = documents[passage.document_id]
        if other.id == info.id or other.name in info.twins or (other.date and info.date and other.date < info.date):
            continue
        if any(
            speaks_of_change(sentence.text)
            and any(same(reference.number, number) for reference in find_references(sentence.text))
            for sentence in passage.sentences
        ):
            found.add(other.id)
    return found
