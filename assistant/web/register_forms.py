"""The forms of an opened row, as HTML, and what they send: how far the task has come, what the row should say."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from assistant.corrections import FIELDS, NUMBER_RELATIONS, as_text
from assistant.register import STATUSES, Row
from assistant.row_wording import row_label
from assistant.web.markup import lang, notice, text
from assistant.web.register_labels import RegisterLabels
from assistant.web.register_languages import register_labels
from index.ledger import LONGEST_NAME, LONGEST_VALUE
from index.records import Entry, EntryKind
from ingest.dates import Recurrence
from ingest.records import FACT_KINDS

PROGRESS = ("status", "note", "evidence")
DAYS, NUMBERS = ("date_start", "date_end"), ("number", "number_high")
_COLUMNS = {"date_start": "start", "date_end": "end"}  # fields that the wording of rows calls otherwise


@dataclass(frozen=True, slots=True)
class Said:
    """What the page answers to a form: beside one of its fields, or below all."""

    form: EntryKind
    words: str
    field: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent, as text. `kind` says which button; all of it comes from the browser."""

    id: str
    kind: EntryKind
    who: str
    values: Mapping[str, str]


def sent(payload: str) -> Sent | None:
    """The JSON that `behaviour.js` makes of a form; None for anything else."""
    try:
        data = json.loads(payload)
    except ValueError:
        return None
    if not isinstance(data, dict) or data.get("kind") not in get_args(EntryKind):
        return None
    id_, who, values = data.get("id"), data.get("who"), data.get("values")
    if not (isinstance(id_, str) and isinstance(who, str) and isinstance(values, dict)):
        return None
    typed = {name: _typed(value) for name, value in values.items() if isinstance(value, str)}
    return Sent(id_, data["kind"], " ".join(_typed(who).split()), typed)


def _typed(value: str) -> str:
    """As the ledger keeps it, so that what is the same compares as the same."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()


def longest(name: str) -> int:
    """How many characters of a field can be kept."""
    return LONGEST_NAME if name == "who" else LONGEST_VALUE


def too_long(sent: Sent) -> str:
    """The field that is longer than can be kept, if one is."""
    every = {"who": sent.who, **sent.values}
    return next((name for name, value in every.items() if len(value) > longest(name)), "")


def changed(row: Row, sent: Sent) -> dict[str, str]:
    """The corrected fields that differ from what the row says."""
    before = as_text(row)
    return {name: sent.values[name] for name in FIELDS if name in sent.values and sent.values[name] != before[name]}


def progress(row: Row, sent: Sent) -> dict[str, str]:
    """How far the task has come; nothing where that was recorded already."""
    values = {name: sent.values.get(name, "") for name in PROGRESS}
    is_known = row.status_at is not None and all(values[name] == getattr(row, name) for name in PROGRESS)
    return {} if is_known else values


def name_field(who: str, said: Said | None, language: str) -> str:
    """Who records: once for all forms of the row."""
    labels = register_labels(language)
    control = f'<input type="text" {_control("who", labels.name_hint, said)} value="{text(who)}" autocomplete="name">'
    return _field("who", labels.your_name, control, labels.name_hint, said, required=True)


def progress_form(row: Row, said: Said | None, language: str) -> str:
    labels = register_labels(language)
    own = said if said and said.form == "progress" else None
    options = [(row_label(language, "statuses", key), key) for key in STATUSES]
    fields = (
        _field(
            "status", row_label(language, "columns", "status"), _select("status", options, row.status, own), "", own
        ),
        _field("note", row_label(language, "columns", "note"), _area("note", row.note, own), "", own),
        _field(
            "evidence",
            row_label(language, "columns", "evidence"),
            _area("evidence", row.evidence, own, labels.evidence_hint),
            labels.evidence_hint,
            own,
        ),
    )
    return (
        f'<form data-event="record" data-form="progress">{"".join(fields)}'
        f'<p class="tools">{_submit("progress", labels.save)}</p>{_answer(own)}</form>'
    )


def review_form(row: Row, said: Said | None, language: str) -> str:
    """Confirm, reject, take back."""
    labels = register_labels(language)
    own = said if said and said.form in ("confirm", "reject", "restore") else None
    buttons = (
        _submit("confirm", labels.confirm, row.review == "confirmed"),
        _submit("reject", labels.reject, row.review == "rejected"),
        _submit("restore", labels.restore, not row.review),
    )
    return f'<form data-event="record" data-form="review"><p class="tools">{"".join(buttons)}</p>{_answer(own)}</form>'


def correction_form(row: Row, said: Said | None, language: str) -> str:
    """All that can be corrected, as it is typed; folded up until it is wanted or something in it was refused."""
    labels = register_labels(language)
    own = said if said and said.form == "correct" else None
    before = as_text(row)
    fields = "".join(_correction(name, before[name], own, row, labels) for name in FIELDS)
    return (
        f'<details class="correct"{" open" if own and own.bad else ""}><summary>{text(labels.correct)}</summary>'
        f'<form data-event="record" data-form="correct"><p class="hint">{text(labels.correct_hint)}</p>'
        f'<div class="fields">{fields}</div><p class="tools">{_submit("correct", labels.save_correction)}</p></form>'
        f"</details>{_answer(own)}"
    )


def _correction(name: str, value: str, said: Said | None, row: Row, labels: RegisterLabels) -> str:
    choices = {
        "kind": FACT_KINDS,
        "date_relation": tuple(labels.date_relations),
        "recurrence": get_args(Recurrence),
        "number_relation": NUMBER_RELATIONS,
    }
    hint = ""
    if name in choices:
        options = [(value_words(name, key, labels), key) for key in choices[name]]
        options = options if name == "kind" else [(labels.no_value, ""), *options]
        control = _select(name, options, value, said)
    elif name in ("action", "product"):
        control = _area(name, value, said, of=row.language)
    else:
        hint = labels.day_hint if name in DAYS else labels.list_hint if name == "coordinating" else ""
        of = row.language if name in ("agency", "coordinating", "unit") else ""
        control = f'<input type="text" {_control(name, hint, said)} value="{text(value)}"{lang(of)}>'
    return _field(name, field_name(name, labels), control, hint, said)


def field_name(name: str, labels: RegisterLabels) -> str:
    """What a value that people record is called."""
    own = {"date_relation": labels.date_relation, "number_relation": labels.number_relation}
    return own.get(name) or row_label(labels.code, "columns", _COLUMNS.get(name, name))


def value_words(name: str, value: str, labels: RegisterLabels) -> str:
    """A recorded value in words, as far as it is a key; what was typed as it is."""
    groups = {"kind": "kinds", "recurrence": "every", "status": "statuses"}
    own = {"date_relation": labels.date_relations, "number_relation": labels.number_relations}
    if not value:
        return labels.no_value
    if name in groups:
        return row_label(labels.code, groups[name], value)
    return own[name].get(value, value) if name in own else value


def entry_words(entry: Entry, labels: RegisterLabels) -> str:
    """What kind of entry it is, in a word."""
    reviews = {"correct": "corrected", "confirm": "confirmed", "reject": "rejected"}
    if entry.kind in reviews:
        return row_label(labels.code, "reviews", reviews[entry.kind])
    return labels.progressed if entry.kind == "progress" else labels.restored


def _field(name: str, label: str, control: str, hint: str, said: Said | None, required: bool = False) -> str:
    below = f'<p class="hint" id="row-{name}-hint">{text(hint)}</p>' if hint else ""
    if said and said.field == name:
        below += f'<p class="error" id="row-{name}-error" role="alert">{text(said.words)}</p>'
    star = ' <span aria-hidden="true">*</span>' if required else ""
    return f'<div class="field {name}"><label for="row-{name}">{text(label)}{star}</label>{control}{below}</div>'


def _control(name: str, hint: str, said: Said | None) -> str:
    """The attributes that tie a control to its label, hint and error."""
    wrong = said is not None and said.field == name
    described = " ".join([f"row-{name}-hint"] * bool(hint) + [f"row-{name}-error"] * wrong)
    return (
        f'id="row-{name}" name="{name}" maxlength="{longest(name)}"'
        + (f' aria-describedby="{described}"' if described else "")
        + (' aria-required="true"' if name == "who" else "")
        + (' aria-invalid="true" data-focus' if wrong else "")
    )


def _select(name: str, options: Sequence[tuple[str, str]], value: str, said: Said | None) -> str:
    listed = "".join(
        f'<option value="{text(key)}"{" selected" if key == value else ""}>{text(words)}</option>'
        for words, key in options
    )
    return f"<select {_control(name, '', said)}>{listed}</select>"


def _area(name: str, value: str, said: Said | None, hint: str = "", of: str = "") -> str:
    # A line feed right after the tag is not part of the value.
    return f'<textarea {_control(name, hint, said)} rows="2"{lang(of)}>\n{text(value)}</textarea>'


def _submit(kind: EntryKind, words: str, disabled: bool = False) -> str:
    emphasis = "primary" if kind in ("progress", "correct") else "danger" if kind == "reject" else ""
    off = " disabled" if disabled else ""
    return f'<button type="submit" class="plain {emphasis}" value="{kind}"{off}>{text(words)}</button>'


def _answer(said: Said | None) -> str:
    if said is None or said.field:
        return ""
    return notice(said.words, bad=said.bad)
