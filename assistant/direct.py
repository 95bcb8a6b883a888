"""The direct answer: who, by when, how much, said in the asker's language from the facts of the sentence quoted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.fact_features import answering
from assistant.question import Question
from assistant.register import Row
from assistant.row_wording import row_agency, row_amount, row_date
from assistant.wording import format_day, say


@dataclass(frozen=True, slots=True)
class Direct:
    """Words of ours that stand before a quote, and what beside the quote bears them out."""

    text: str
    row: Row | None  # None: read off the sentence without a fact
    at: tuple[int, int] | None  # where the words behind it stand, if not in the quote
    words: str  # these
    beside: str  # a value that a person put in place of the document's


_DATES = frozenset({"date_start", "date_end", "date_relation", "recurrence"})
_AMOUNT = frozenset({"number", "number_high", "unit", "number_relation"})
# The fields of a row that answer each kind of question.
_FIELDS: dict[str, frozenset[str]] = {
    "agency": frozenset({"agency"}), "number": _AMOUNT, "percent": _AMOUNT, "date": _DATES, "often": _DATES,
}  # fmt: skip


def direct(question: Question, evidence: Evidence, bodies: Collection[str]) -> Direct | None:
    """What the facts of a sentence give of what was asked for; None where they give nothing, or more than one thing."""
    rows = [row for row in evidence.rows if row.review != "rejected" and answering(question, row, bodies)]
    inside = [row for row in rows if row.start < evidence.clause.end and evidence.clause.start < row.end]
    if not (rows := inside or rows):
        return None
    row = max(rows, key=lambda row: (row.validity == "current", len(answering(question, row, bodies))))
    given = answering(question, row, bodies)
    others = [other for other in rows if other is not row and answering(question, other, bodies) >= given]
    if any(_said(other, given, question.language) != _said(row, given, question.language) for other in others):
        return None  # to choose among several could give a wrong one
    words = _said(row, given, question.language)
    if not words:
        return None
    # A limit that counts from the document's day is worked out; its words stand in the quote, its day nowhere.
    beside = words if row.counted and given & {"date", "often"} else ""
    if row.corrected_at is not None and any(_FIELDS[want] & set(row.corrected) for want in given & _FIELDS.keys()):
        day = format_day(row.corrected_at.date(), question.language)
        words = f"{words} ({say(question.language, 'corrected', who=row.corrected_by, date=day)})"
        beside = words
    if row.validity == "superseded":
        changed = (row.changed_by.number or row.changed_by.title) if row.changed_by else "?"
        note = say(question.language, "superseded", document=changed)
        words, beside = f"{words} ({note})", " | ".join(filter(None, (beside, note)))
    outside = row.date_at is not None and not (row.start <= row.date_at[0] < row.end)
    return Direct(words, row, row.date_at if outside and given & {"date", "often"} else None, row.date_text, beside)


def _said(row: Row, given: frozenset[str], language: str) -> str:
    parts = []
    if "agency" in given:
        parts.append(row_agency(row, language))
    if given & {"number", "percent"}:
        parts.append(row_amount(row, language))
    if given & {"date", "often"}:
        parts.append(row_date(row, language))
    return " — ".join(filter(None, parts))
