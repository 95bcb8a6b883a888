"""Every word that the Register tab says beside those of the rows (see `assistant.row_wording`), by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisterLabels:
    """The words in one language. Templates are filled with `str.format`; all values are plain text, never HTML."""

    code: str  # ISO 639-1
    # filters
    search: str
    search_hint: str
    agency: str
    any_agency: str
    any_document: str
    due: str
    any_due: str
    dated: str
    undated: str
    any_status: str
    any_validity: str
    kinds: str
    start: str
    end: str
    period_hint: str
    translations: str
    show_rejected: str
    more_filters: str
    reset: str
    bad_period: str  # {given}
    period_reversed: str
    # views and files
    view: str
    table: str
    timeline: str
    progress: str
    download: str
    spreadsheet: str
    calendar: str
    as_table: str
    first_rows: str  # {shown}, {total}
    no_events: str
    # the table
    rows: str  # {total}
    shown: str  # {first}, {last}, {total}
    page: str  # {page}, {pages}
    pages: str
    previous: str
    next: str
    sort: str
    order: str  # of the columns, for a screen reader
    no_facts: str
    no_match: str
    all_rejected: str  # {show}, the name of the control that shows them
    translated: str  # {count}
    conflicting: str
    # the panel
    panel: str
    gone: str
    date_elsewhere: str
    in_document: str  # {words}
    by_whom: str  # {what}, {who}, {when}
    replaces: str
    your_name: str
    name_hint: str
    follow_up: str
    evidence_hint: str
    save: str
    check: str
    check_hint: str
    confirm: str
    reject: str
    restore: str
    correct: str
    correct_hint: str
    save_correction: str
    date_relation: str
    number_relation: str
    list_hint: str
    day_hint: str
    no_value: str
    date_relations: Mapping[str, str]
    number_relations: Mapping[str, str]
    # what was recorded
    history: str
    no_history: str
    progressed: str
    restored: str
    orphans: str  # {count}
    orphans_hint: str
    saved: str
    unchanged: str
    name_missing: str
    too_long: str  # {most}
    bad_value: str  # {given}
    bad_number: str  # {given}
    bad_day: str  # {given}
    dates_reversed: str
    refused: str
    failed: str
