"""Questions on how far tasks have come: "what is overdue at the Department of Health?", answered from the register."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache

from assistant import cues
from assistant.answer import Statement
from assistant.export_json import row_citation
from assistant.extract import Composed, as_fact
from assistant.question import Question
from assistant.register import Filter, Row, select, shown_status
from assistant.row_wording import row_agency, row_date, say_count
from assistant.wording import format_day, say
from ingest.agencies import find_agencies, same_agency
from ingest.dates import find_periods
from ingest.digits import fold
from ingest.records import OBLIGATIONS
from ingest.reference_words import kinds
from ingest.references import find_references, same
from ingest.terms import TermBase

SHOWN = 4  # rows below the sentence that counts them


@cache
def _pattern(words: str, language: str) -> re.Pattern[str]:
    return cues.pattern(cues.PROGRESS[words], language)


def asked_for(question: Question, terms: TermBase) -> str | None:
    """The status that a question is about: "overdue", "done", "in_progress" or "open"; None where it is about none.

    Every other word must be a body, a document or one of a few that say nothing: "how many overdue loans …" asks for
    what the documents say of loans.
    """
    words = fold(question.asked)

    def has(kind: str) -> bool:
        return _pattern(kind, question.language).search(words) is not None

    status = "overdue" if has("overdue") else None
    if status is None and has("tasks") and not question.periods:  # when a task was done, nobody recorded
        status = next((each for each in ("in_progress", "done", "open") if has(each)), None)
    return status if status is not None and not _rest(question, terms, status) else None


def _rest(question: Question, terms: TermBase, status: str) -> str:
    """The letters and digits of a question that neither the status nor a body or document explains."""
    asked, language = question.asked, question.language
    spans = [(each.start, each.end) for each in find_agencies(asked, language, terms)]
    spans += [(each.start, each.end) for each in find_references(asked)]
    spans += [(each.start_char, each.end_char) for each in find_periods(asked, language)]
    for start, end in sorted(spans, reverse=True):
        ending = _ENDING.match(asked, end)
        asked = f"{asked[:start]} {asked[ending.end() if ending else end :]}"
    rest = fold(asked)
    for words in (status, "tasks", "around"):
        rest = _pattern(words, language).sub(" ", rest)
        rest = _kind().sub(" ", rest)
    return "".join(filter(str.isalnum, rest))


# Case endings of Hindi and Bengali: "স্বাস্থ্য দপ্তরের", "পরিকল্পনা ৮৭-এর".
_ENDING = re.compile("[-\u200c\u200d\u0900-\u09ff]{1,4}(?![\u0900-\u09ff])")


@cache
def _kind() -> re.Pattern[str]:
    """A word for a kind of document, with its case ending."""
    return re.compile(rf"{cues.BEFORE}(?:{kinds().pattern})[\u0900-\u09ff]{{0,3}}{cues.AFTER}")


def compose(
    question: Question, rows: Sequence[Row], bodies: Collection[str], today: date, status: str
) -> Composed | None:
    """How many tasks are in that state, and which; None where the register has nothing that the question can mean.

    What is done is told only where somebody has recorded progress: else nobody knows, and the documents are asked.
    """
    tasks = _meant(question, rows, bodies, today)
    if not tasks or (status != "overdue" and not any(row.status_at for row in tasks)):
        return None
    found = [row for row in tasks if shown_status(row, today) == status]
    language = question.language
    told = say(
        language,
        f"progress_{status}",
        count=say_count(len(found), language),
        total=say_count(len(tasks), language),
        date=format_day(today, language),
    )
    cited = sorted(found or tasks, key=lambda row: (row.date_end is None, row.date_end or today))[:SHOWN]
    citations = tuple(row_citation(row, n) for n, row in enumerate(cited, 1))
    statements = [Statement(told, tuple(c.n for c in citations), "fact")]
    beside = {c.n: told for c in citations}
    for n, row in enumerate(cited if found else (), 1):
        when = row_date(row, language)
        said = (row_agency(row, language), row.action, when, row.note)
        statements.append(Statement(" — ".join(filter(None, said)), (n,), "fact"))
        beside[n] = " | ".join((told, when, row.note))
    return Composed(tuple(statements), citations, beside, tuple(as_fact(row, n) for n, row in enumerate(cited, 1)))


def _meant(question: Question, rows: Sequence[Row], bodies: Collection[str], today: date) -> list[Row]:
    """The tasks in force of the documents and bodies that the question names, each once."""
    wanted = Filter(kinds=OBLIGATIONS, validity="current", one_language=question.language)
    return [
        row
        for row in select(rows, wanted, today)
        if (not question.references or _is_of(row, question))
        and (not bodies or any(row.agency_name and same_agency(row.agency_name, body) for body in bodies))
    ]


def _is_of(row: Row, question: Question) -> bool:
    """Whether a task is set by a document that the question names, or by one that changed what that one set."""
    numbers = [row.number_of_document, *(source.number for source in row.replaces)]
    return any(number and same(reference.number, number) for number in numbers for reference in question.references)
