"""Which documents change which: the later value is the right one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from index.records import DocumentInfo
from ingest.digits import fold
from ingest.references import find_references, same

if TYPE_CHECKING:
    from index.store import Store

_CHANGES = [
    "sửa đổi", "bổ sung", "thay thế", "bãi bỏ", "hủy bỏ", "gia hạn", "điều chỉnh", "lùi thời hạn", "thay bằng",
    "được thay",
    "amend", "supplement", "replac", "repeal", "supersed", "extend", "bring forward", "brought forward", "is added",
    "are added", "is deleted", "are deleted", "is removed", "is changed", "is raised to", "is lowered to",
    "is postponed", "is moved to",
    "संशोधन", "संशोधित", "प्रतिस्थापित", "निरस्त", "के स्थान पर", "अवधि बढ़ा", "समय-सीमा बढ़ा", "हटाया जाता", "विलोपित",
    "जोड़ा जाता", "जोड़ी जाती", "बढ़ाकर",
    "সংশোধন", "সংশোধিত", "প্রতিস্থাপন", "স্থলাভিষিক্ত", "বাতিল", "সময়সীমা বৃদ্ধি", "মেয়াদ বৃদ্ধি", "পরিবর্তে", "বিলুপ্ত",
    "সংযোজন", "যুক্ত করা", "বাড়িয়ে", "পিছিয়ে", "এগিয়ে আন",
]  # fmt: skip
_ADDITIONS = [
    "bổ sung", "supplement", "is added", "are added", "जोड़ा जाता", "जोड़ी जाती", "जोड़ा जाए", "সংযোজন", "যুক্ত করা",
]  # fmt: skip
_REPEALS = [
    "bãi bỏ", "hủy bỏ", "repeal", "is deleted", "are deleted", "is removed", "निरस्त", "हटाया जाता", "विलोपित", "বাতিল",
    "বিলুপ্ত",
]  # fmt: skip


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
        if other.id == info.id or (other.date and info.date and other.date < info.date):
            continue
        if any(
            speaks_of_change(sentence.text)
            and any(same(reference.number, number) for reference in find_references(sentence.text))
            for sentence in passage.sentences
        ):
            found.add(other.id)
    return found
