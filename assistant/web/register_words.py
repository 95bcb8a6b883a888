"""Pieces of a row that several parts of the Register tab show, escaped and marked with their language."""

from __future__ import annotations

from datetime import date, datetime

from assistant.register import Row, shown_status
from assistant.row_wording import row_agency, row_amount, row_date, row_label
from assistant.web.languages import day
from assistant.web.markup import lang, text
from assistant.wording import digits
from ingest.agencies import agency_in, agency_name

State = str  # overdue, soon, or one of `assistant.register.STATUSES`; empty for a row that asks nothing of anyone


def state(row: Row, today: date) -> State:
    """What a reader of the table has to know first."""
    if not row.is_obligation:
        return ""
    return "soon" if row.is_soon(today) else shown_status(row, today)


def agency(row: Row, language: str) -> tuple[str, str]:
    """Who must, and the language that this is said in: the page's, or the document's where its own words stand."""
    said = row_agency(row, language)
    return said, row.language if said == row.agency else language


def coordinating(row: Row, language: str) -> list[tuple[str, str]]:
    """Who helps, in the same way."""
    return [_body(own, row, language) for own in row.coordinating]


def _body(own: str, row: Row, language: str) -> tuple[str, str]:
    said = agency_in(agency_name(own), language) if row.language != language else None
    return (said, language) if said else (own, row.language)


def span(words: str, of: str, page: str, kind: str = "") -> str:
    """`words` in a `<span>` that names its language where that is not the page's; nothing for no words."""
    if not words:
        return ""
    attributes = (f' class="{kind}"' if kind else "") + (f' dir="auto"{lang(of)}' if of != page else "")
    return f"<span{attributes}>{text(words)}</span>" if attributes else text(words)


def when(row: Row, language: str) -> str:
    """By when as HTML: in the page's language, and where the document's own words are shown, those in theirs."""
    said, own = row_date(row, language), row.date_text
    if own and said == own:
        return span(own, row.language, language)
    if own and said.endswith(f"({own})"):
        return text(said[: -len(own) - 1]) + span(own, row.language, language) + ")"
    return text(said)


def amount(row: Row, language: str) -> str:
    return text(row_amount(row, language))


def document(row: Row, language: str) -> str:
    """Number and title as HTML."""
    number = f'<span class="number">{text(row.number_of_document)}</span> ' if row.number_of_document else ""
    return number + span(row.title, row.language, language, "title")


def chip(kind: str, words: str) -> str:
    return f'<span class="chip {text(kind)}">{text(words)}</span>'


def state_chip(row: Row, language: str, today: date) -> str:
    """The state in words on its colour; "due within 30 days" stands beside what people set."""
    key = state(row, today)
    if not key:
        return ""
    if key == "soon":
        said = chip("soon", row_label(language, "statuses", "soon"))
        return said if row.status == "open" else said + chip(row.status, row_label(language, "statuses", row.status))
    return chip(key, row_label(language, "statuses", key))


def moment(at: datetime | None, language: str) -> str:
    """A moment as day and time where the server is."""
    if at is None:
        return ""
    local = at.astimezone()
    return f"{day(local.date(), language)} {digits(f'{local:%H:%M}', language)}"
