"""The deadlines of the register as a calendar (RFC 5545) that Outlook, Google and Thunderbird open.

An event keeps the identifier of its row, so that importing the file again updates it. What is done, not applicable,
superseded or rejected stays in as cancelled, marked in its title, for those who have it from before. Each event lies
on the day that the document names, all day, also for "before" that day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from assistant.recurrence import Schedule
from assistant.register import Row
from assistant.row_wording import row_agency, row_amount, row_date, row_kind, row_label, row_text
from assistant.widths import shortened

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_SUMMARY, _QUOTE = 110, 1_000  # characters
_REMINDERS = (7, 1)  # days before
_MORNING = timedelta(hours=9)  # when a reminder comes
_PERIODS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}  # days
_SEQUENCE_FROM = datetime(2024, 1, 1, tzinfo=UTC)  # some calendars keep the sequence in 31 bits
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def as_ics(
    rows: Sequence[Row],
    language: str,
    today: date,
    *,
    now: datetime | None = None,
) -> bytes:
    """One event a deadline; rows without a day, or that ask nothing of anyone, are left out.

    Superseded and rejected rows are in as cancelled, for those who imported them before. Reminders that have passed are
    left out, as calendars would show them all at once. `now` is the time of the export.
    """
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in (
        ("PRODID", f"-//directives//register//{language.upper()}"),
        ("VERSION", "2.0"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", row_text(language, "calendar")),
        ("NAME", row_text(language, "calendar")),
    ):
        calendar.add(name, value)
    stamp = now or datetime.now(UTC)
    for row in rows:
        event = _event(row, language, today, stamp) if row.is_obligation else None
        if event is not None:
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _withdrawn(row: Row) -> str:
    """Why a row no longer holds; empty where it does."""
    return "rejected" if row.review == "rejected" else "superseded" if row.validity == "superseded" else ""


def _event(row: Row, language: str, today: date, stamp: datetime) -> Event | None:
    from icalendar import Event, vUri

    days = row.schedule()
    day = _first_day(row, days, today)
    if day is None:
        return None
    ended = _withdrawn(row) or (row.status if row.status in ("done", "not_applicable") else "")
    summary = _summary(row, language)
    event = Event()
    event.add("uid", f"{row.id}@directives")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    if days is not None:
        event.add("rrule", days.rrule(row.bounds(today)[1]))
    event.add("summary", f"{row_label(language, 'statuses', ended)}: {summary}" if ended else summary)
    event.add("description", _description(row, language))
    event.add("categories", [row_kind(row, language)])
    if row.url and row.url.startswith(("https://", "http://")) and not re.search(r"[\s\x00-\x20]", row.url):
        event.add("url", vUri(row.url))
    event.add("status", "CANCELLED" if ended else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a deadline does not keep anyone busy all day
    changed = max(map(_utc, filter(None, (row.reviewed_at, row.status_at))), default=None)
    event.add("sequence", max(0, int((changed - _SEQUENCE_FROM).total_seconds())) if changed else 0)
    if changed:
        event.add("last-modified", changed)
    for before in () if ended else _reminders(day, days, today):
        event.add_component(_alarm(before, row_text(language, "reminder", summary=summary)))
    return event


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _first_day(row: Row, days: Schedule | None, today: date) -> date | None:
    """The last day of the interval; the first one of what begins then; the first of what recurs."""
    if days is not None:
        since, until = row.bounds(today)
        first = days.first(since)
        return None if first is None or (until is not None and first > until) else first
    if row.date_relation == "from":
        return row.date_start or row.date_end
    return row.date_end or (row.date_start if row.date_relation == "after" else None)


def _reminders(day: date, days: Schedule | None, today: date) -> list[int]:
    if days is None:
        return [before for before in _REMINDERS if day - timedelta(days=min(before, (day - date.min).days)) >= today]
    return [before for before in _REMINDERS if before < _PERIODS[days.frequency] * days.parts.interval]


def _alarm(before: int, words: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", _MORNING - timedelta(days=before))
    return alarm


def _summary(row: Row, language: str) -> str:
    agency = row_agency(row, language)
    action = row.action or row_amount(row, language) or row.quote
    return shortened(_clean(f"{agency}: {action}" if agency else action), _SUMMARY)


def _description(row: Row, language: str) -> str:
    document = f"{row.title} ({row.number_of_document})" if row.number_of_document else row.title
    page = f"{row_label(language, 'columns', 'page')} {row.page}" if row.page else ""
    named = (
        ("when", row_date(row, language)),
        ("amount", row_amount(row, language)),
        ("coordinating", "; ".join(row.coordinating)),
        ("product", row.product),
        ("note", row.note),
        ("title", document),
        ("document", " · ".join(filter(None, (row.document, row.section, page)))),
    )
    lines = [f"{row_label(language, 'columns', column)}: {words}" for column, words in named if words]
    return _clean("\n".join([lines[0], f"“{shortened(row.quote, _QUOTE)}”", *lines[1:]]))


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
