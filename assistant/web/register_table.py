"""The table of the register: rows in an order, a page at a time, as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from assistant.register import Row
from assistant.row_wording import row_label, say_count
from assistant.web import register_words as words
from assistant.web.languages import NONE
from assistant.web.markup import button, disabled, lang, text
from assistant.web.register_labels import RegisterLabels
from assistant.web.register_languages import register_labels
from index.tokens import without_diacritics
from ingest.digits import fold

PAGE = 50  # rows
COLUMNS = ("agency", "action", "when", "amount", "title", "status")
_STATES = ("overdue", "soon", "open", "in_progress", "done", "not_applicable", "")  # in the order of their urgency
_LAST = "\U0010ffff"  # after every name


@dataclass(frozen=True, slots=True)
class Order:
    """Which column the rows are sorted by, and which page of them is shown, from 1."""

    column: str = "when"
    descending: bool = False
    page: int = 1

    def by(self, column: str) -> Order:
        """After a click on a column's name: the other way round where it is the one already."""
        if column not in COLUMNS:  # it comes from the browser
            return self
        return Order(column, column == self.column and not self.descending)

    def at(self, page: int) -> Order:
        return Order(self.column, self.descending, max(1, page))


def arranged(rows: Sequence[Row], order: Order, language: str, today: date) -> list[Row]:
    """All rows in the order; those without a value come last either way, equal ones by day, then as they stand."""
    by_day = sorted(rows, key=partial(_key, column="when", language=language, today=today))
    if order.column == "when" and not order.descending:
        return by_day
    valued = [row for row in by_day if not _is_empty(row, order.column)]
    rest = [row for row in by_day if _is_empty(row, order.column)]
    key: Callable[[Row], Any] = partial(_key, column=order.column, language=language, today=today)
    return sorted(valued, key=key, reverse=order.descending) + rest


def _is_empty(row: Row, column: str) -> bool:
    empty = {
        "agency": not (row.agency or row.agency_name),
        "when": row.date_end is None and row.date_start is None,
        "amount": row.number is None,
        "status": not row.is_obligation,
    }
    return empty.get(column, False)


def _key(row: Row, column: str, language: str, today: date) -> Any:
    if column == "when":
        last = row.date_end or row.date_start
        return (0, last, row.date_start or last) if last else (1 if row.recurrence or row.date_text else 2,)
    if column == "amount":
        return row.number
    if column == "status":
        return _STATES.index(words.state(row, today))
    name = {"agency": words.agency(row, language)[0], "action": row.action or row.quote}.get(column)
    return _alphabetical(row.title if name is None else name)


def _alphabetical(name: str) -> tuple[str, str]:
    """By letters, then by their marks: “cấp” stands among the words with c, a, p."""
    folded = fold(name)
    return without_diacritics(folded) or _LAST, folded


def table(rows: Sequence[Row], order: Order, language: str, today: date, opened: str = "") -> str:
    """One page of the rows, which are in the order already. A page that is not there is the last."""
    labels = register_labels(language)
    pages = max(1, -(-len(rows) // PAGE))
    page = min(order.page, pages)
    shown = rows[(page - 1) * PAGE : page * PAGE]
    head = "".join(_head(column, order, language) for column in COLUMNS)
    body = "".join(_row(row, language, labels, today, row.id == opened) for row in shown)
    first = (page - 1) * PAGE + 1
    return (
        f'<div class="listing register"{lang(language)}>{_counts(rows, first, len(shown), labels, today)}'
        f'<table aria-label="{text(row_label(language, "texts", "register"))}"><caption class="unseen">'
        f'{text(labels.order)}</caption><thead><tr data-sort="{text(labels.sort)}: ">{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>{_pages(page, pages, labels)}</div>"
    )


def _head(column: str, order: Order, language: str) -> str:
    name = row_label(language, "columns", column)
    is_sorted = column == order.column
    direction = "descending" if order.descending else "ascending"
    sort = f' aria-sort="{direction}"' if is_sorted else ""
    arrow = ("▼" if order.descending else "▲") if is_sorted else "↕"
    return (
        f'<th scope="col" class="{column}"{sort}><button type="button" class="sort" data-event="sort"'
        f' data-value="{column}">{text(name)} <span class="arrow" aria-hidden="true">{arrow}</span></button></th>'
    )


def _counts(rows: Sequence[Row], first: int, shown: int, labels: RegisterLabels, today: date) -> str:
    """How many rows, and how many of them want attention."""
    language = labels.code
    total = say_count(len(rows), language)
    if shown < len(rows):
        last = say_count(first + shown - 1, language)
        said = labels.shown.format(first=say_count(first, language), last=last, total=total)
    else:
        said = labels.rows.format(total=total)
    states = Counter(words.state(row, today) for row in rows)
    urgent = [
        words.chip(key, f"{row_label(language, 'statuses', key)}: {say_count(states[key], language)}")
        for key in ("overdue", "soon")
        if states[key]
    ]
    return f'<p class="counts" role="status"><span class="hint">{text(said)}</span> {"".join(urgent)}</p>'


def _row(row: Row, language: str, labels: RegisterLabels, today: date, opened: bool) -> str:
    cells = (
        words.span(*words.agency(row, language), language),
        _what(row, language, labels),
        words.when(row, language),
        words.amount(row, language),
        words.document(row, language),
        words.state_chip(row, language, today),
    )
    filled = "".join(
        f'<td class="{column}{"" if cell else " none"}" data-label="{text(row_label(language, "columns", column))}">'
        f"{cell or NONE}</td>"
        for column, cell in zip(COLUMNS, cells, strict=True)
    )
    kinds = " ".join(
        (words.state(row, today) or "plain", row.validity, row.review or "unreviewed", *(["opened"] * opened))
    )
    return f'<tr class="{text(kinds)}" data-open="{text(row.id)}">{filled}</tr>'


def _what(row: Row, language: str, labels: RegisterLabels) -> str:
    of = row.language if row.language != language else ""
    opener = button("open", row.action or row.quote, row.id, kind="line", of=of)
    return f'{opener}<span class="notes">{"".join(_notes(row, labels))}</span>'


def _notes(row: Row, labels: RegisterLabels) -> list[str]:
    """What else there is to know of a row, in a few words each."""
    language = labels.code
    notes = [words.chip("kind", row_label(language, "kinds", row.kind))]
    if row.validity == "superseded":
        notes.append(words.chip("superseded", row_label(language, "validities", "superseded")))
    if row.review:
        notes.append(words.chip(row.review, row_label(language, "reviews", row.review)))
    if row.conflicts:
        notes.append(words.chip("warning", labels.conflicting))
    if row.flags:
        flags = ", ".join(row_label(language, "flags", flag) for flag in row.flags)
        notes.append(words.chip("warning", f"{row_label(language, 'columns', 'flags')}: {flags}"))
    if row.twins:
        notes.append(words.chip("kind", labels.translated.format(count=say_count(len(row.twins), language))))
    return notes


def _pages(page: int, pages: int, labels: RegisterLabels) -> str:
    if pages == 1:
        return ""
    language = labels.code
    said = labels.page.format(page=say_count(page, language), pages=say_count(pages, language))

    def step(arrow: str, name: str, to: int) -> str:
        if 1 <= to <= pages:
            return button("turn", arrow, label=name, page=to)
        return disabled(arrow, name)

    return (
        f'<nav class="pages" aria-label="{text(labels.pages)}">{step("←", labels.previous, page - 1)}'
        f"<span>{text(said)}</span>{step('→', labels.next, page + 1)}</nav>"
    )
