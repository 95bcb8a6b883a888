"""The rows that a document is kept in: its own, those of the document numbers in it, and those of its facts."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from ingest.names import name_keys
from ingest.records import Deadline, Document, Fact, Passage
from ingest.references import find_references, key

UID_DIGITS = 16


def document_row(document: Document, access: str, added: str) -> dict[str, Any]:
    """Of a version that is not current yet."""
    same = ("name", "sha256", "language", "title", "source", "date", "number", "text")
    return {name: getattr(document, name) for name in same} | {
        "state": "pending",
        "access": access,
        "added": added,
        "number_key": key(document.number) if document.number else None,
        "reference_numbers": document.references,
        "passages": len(document.passages),
        "sentences": sum(len(passage.sentences) for passage in document.passages),
        "characters": len(document.text),
        "names": " ".join(sorted({name.key for name in name_keys(document.text)})),
    }


def mention_rows(
    document: Document, passage_ids: Sequence[int], sentence_ids: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """A row for every passage, and every sentence in it, that overlaps a document number."""
    found = find_references(document.text)  # in order, not overlapping
    starts, ends = [each.start for each in found], [each.end for each in found]
    ids = iter(sentence_ids)
    for passage_id, passage in zip(passage_ids, document.passages, strict=True):
        units = list(zip(passage.units, ids, strict=False))
        for reference in found[bisect_right(ends, passage.start) : bisect_left(starts, passage.end)]:
            within = [id_ for unit, id_ in units if reference.start < unit.end and unit.start < reference.end]
            for sentence_id in within or (None,):
                yield {"key": key(reference.number), "passage_id": passage_id, "sentence_id": sentence_id}


def fact_rows(document: Document, document_id: int, passage_ids: Sequence[int]) -> list[dict[str, Any]]:
    """A row for every fact; its passage is the one that contains it."""
    starts = [passage.start for passage in document.passages]
    return [
        _fact_row(fact, document.text)
        | {
            "uid": uid,
            "document_id": document_id,
            "passage_id": _containing(fact, document.passages, starts, passage_ids),
            "ordinal": ordinal,
        }
        for ordinal, (uid, fact) in enumerate(zip(fact_ids(document), document.facts, strict=True))
    ]


def _containing(
    fact: Fact, passages: Sequence[Passage], starts: Sequence[int], passage_ids: Sequence[int]
) -> int | None:
    at = bisect_right(starts, fact.start) - 1
    return passage_ids[at] if at >= 0 and fact.end <= passages[at].end else None


def _fact_row(fact: Fact, text: str) -> dict[str, Any]:
    same = ("kind", "start", "end", "page", "action", "agency", "agency_name", "product")
    row: dict[str, Any] = {name: getattr(fact, name) for name in same}
    row |= {name: list(getattr(fact, name)) or None for name in ("section", "coordinating", "flags")}
    row |= {"reference_numbers": list(fact.references) or None, "quote": text[fact.start : fact.end]}
    row |= {f"deadline_{each.name}": getattr(fact.deadline, each.name, None) for each in fields(Deadline)}
    amount = fact.amount
    row |= {f"number_{name}": getattr(amount, name, None) for name in ("unit", "relation", "text")}
    row["number"] = str(amount.value) if amount else None
    row["number_high"] = str(amount.high) if amount and amount.high is not None else None
    return row


def fact_ids(document: Document) -> list[str]:
    """For each fact an id of 16 hexadecimal digits: the same words of a document of this name have the same again.

    It depends on the document's name, the quote, the kind, the words of deadline and number, and for a reference on
    what it names; of facts alike in all that, also on which of them it is. Nothing else in the document counts.
    """
    alike: Counter[str] = Counter()
    ids = []
    for fact in document.facts:
        told_by = (
            document.name,
            document.text[fact.start : fact.end],
            fact.kind,
            fact.deadline.text if fact.deadline else "",
            fact.amount.text if fact.amount else "",
            *(fact.references if fact.kind == "reference" else ()),
        )
        known = json.dumps([_folded(part) for part in told_by], ensure_ascii=True)
        ids.append(hashlib.sha256(f"{known}{alike[known]}".encode()).hexdigest()[:UID_DIGITS])
        alike[known] += 1
    return ids


def _folded(text: str) -> str:
    """Without what another edition of the same words may change: composition, case and white space."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())
