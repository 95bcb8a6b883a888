"""The panel of an opened row: what it says, the document's own words, what is linked with it, and the forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.export_json import row_citation
from assistant.register import Row, Source
from assistant.row_wording import row_label, say_count
from assistant.web import register_forms as forms
from assistant.web import register_words as words
from assistant.web.languages import NONE, labels_for, language_name
from assistant.web.markup import button, lang, notice, text
from assistant.web.register_forms import Said
from assistant.web.register_labels import RegisterLabels
from assistant.web.register_languages import register_labels
from assistant.web.source import context, facts
from index.records import Entry

NEAR = 300  # characters around the words of a date that stand elsewhere


@dataclass(frozen=True, slots=True)
class Opened:
    """A row as the panel shows it."""

    row: Row
    whole: str  # text of its document; empty where that was removed
    entries: Sequence[Entry] = ()
    who: str = ""  # the name that this visit gave last
    said: Said | None = None


def panel(opened: Opened, language: str, today: date) -> str:
    row, labels, common = opened.row, register_labels(language), labels_for(language)
    saved = f' data-saved="{text(opened.said.form)}"' if opened.said and not opened.said.bad else ""
    heading = text(row.action or row.quote)
    return (
        f'<aside class="source register-row" data-state="open" data-key="{text(row.id)}"{saved}'
        f' aria-label="{text(labels.panel)}"{lang(language)}>'
        f'<header><h2 tabindex="-1" dir="auto"{lang(row.language)}>{heading}</h2>'
        f"{button('close', '✕', row.id, label=common.close, kind='plain close')}</header>"
        f"{_state(row, language, today)}{_values(opened, labels)}{_words(opened, labels)}"
        f"{facts(row_citation(row, 1), common)}"
        f"{_linked(row, labels)}{_record(opened, labels)}{_history(opened.entries, labels)}</aside>"
    )


def closed(key: str, language: str) -> str:
    """Nothing but where the focus goes back to."""
    return (
        f'<aside class="source register-row" data-state="closed" data-key="{text(key)}"{lang(language)} hidden></aside>'
    )


def told(words: str, language: str, bad: bool = False) -> str:
    """A sentence in place of a row: its words are in no document any more, say."""
    labels, common = register_labels(language), labels_for(language)
    return (
        f'<aside class="source register-row" data-state="open" data-key="" aria-label="{text(labels.panel)}"'
        f'{lang(language)}><header><h2 tabindex="-1">{text(labels.panel)}</h2>'
        f"{button('close', '✕', label=common.close, kind='plain close')}</header>"
        f"{notice(words, bad=bad)}</aside>"
    )


def _state(row: Row, language: str, today: date) -> str:
    chips = [words.state_chip(row, language, today), words.chip("kind", row_label(language, "kinds", row.kind))]
    if row.validity == "superseded":
        chips.append(words.chip("superseded", row_label(language, "validities", row.validity)))
    if row.review:
        chips.append(words.chip(row.review, row_label(language, "reviews", row.review)))
    return f'<p class="chips">{"".join(chips)}</p>'


def _values(opened: Opened, labels: RegisterLabels) -> str:
    """Who, what, by when, how much; beside what people corrected, who did and when."""
    row, language = opened.row, labels.code
    together = ", ".join(words.span(said, of, language) for said, of in words.coordinating(row, language))
    flags = ", ".join(row_label(language, "flags", flag) for flag in row.flags)
    dated = row.date_text and ("date_start" in row.corrected or "date_end" in row.corrected)
    own_date = _in_document(row.date_text, row, labels) if dated or row.date_start or row.date_end else ""
    pairs = (
        ("agency", words.span(*words.agency(row, language), language), ("agency",), ""),
        ("coordinating", together, ("coordinating",), ""),
        ("action", words.span(row.action, row.language, language), ("action",), ""),
        ("when", words.when(row, language), ("date_start", "date_end", "date_relation", "recurrence"), own_date),
        ("amount", words.amount(row, language), ("number", "number_high", "unit", "number_relation"), ""),
        ("product", words.span(row.product, row.language, language), ("product",), ""),
        ("references", text(", ".join(row.references)), (), ""),
        ("title", words.document(row, language), (), ""),
        ("flags", f'<span class="chip warning">{text(flags)}</span>' if flags else "", (), ""),
    )
    listed = "".join(
        f"<div><dt>{text(row_label(language, 'columns', key))}</dt><dd>{html or NONE}{below}"
        f"{_corrected(fields, opened, labels)}</dd></div>"
        for key, html, fields, below in pairs
        if html or set(fields) & set(row.corrected)
    )
    return f'<dl class="values">{listed}</dl>'


def _in_document(own: str, row: Row, labels: RegisterLabels) -> str:
    before, _, after = labels.in_document.partition("{words}")
    if not own:
        return ""
    return f'<span class="own">{text(before)}<q{lang(row.language)}>{text(own)}</q>{text(after)}</span>'


def _corrected(fields: Sequence[str], opened: Opened, labels: RegisterLabels) -> str:
    """Who corrected one of these fields last, here or in a translation, unless that was taken back."""
    row, latest = opened.row, None
    for entry in opened.entries:
        if entry.kind == "restore":
            latest = None
        elif entry.kind == "correct" and set(fields) & entry.values.keys():
            latest = entry
    if latest is not None:
        told = _by_whom(latest, labels)
    elif set(fields) & set(row.corrected):
        told = _told_by(row_label(labels.code, "reviews", "corrected"), row.corrected_by, row.corrected_at, labels)
    else:
        return ""
    return f'<span class="corrected">{told}</span>'


def _by_whom(entry: Entry, labels: RegisterLabels) -> str:
    return _told_by(forms.entry_words(entry, labels), entry.who, entry.at, labels)


def _told_by(what: str, who: str, at: datetime | None, labels: RegisterLabels) -> str:
    return text(labels.by_whom.format(what=what, who=who, when=words.moment(at, labels.code)))


def _words(opened: Opened, labels: RegisterLabels) -> str:
    """The words that the row was read from, marked where they stand, and those of its date within and outside them."""
    row = opened.row
    name = row_label(labels.code, "columns", "quote")
    head = f"<h3>{text(name)}</h3>"
    if opened.whole[row.start : row.end] != row.quote:
        note = f'<p class="reason">{text(labels_for(labels.code).changed)}</p>'
        return head + note + _region(name, f'<mark class="cited">{text(row.quote)}</mark>', row)
    before, after = context(opened.whole, row.start, row.end)
    first = row.start - len(before.removeprefix("…\n"))
    last = row.end + len(after.removesuffix("\n…"))
    cut = ("…\n" if before.startswith("…\n") else "", "\n…" if after.endswith("\n…") else "")
    shown = _region(name, cut[0] + marked(opened.whole, first, last, row) + cut[1], row)
    at = row.date_at
    if at is None or (first <= at[0] and at[1] <= last) or not opened.whole[at[0] : at[1]].strip():
        return head + shown
    before, after = context(opened.whole, *at, NEAR)
    elsewhere = f'{text(before)}<mark class="date">{text(opened.whole[at[0] : at[1]])}</mark>{text(after)}'
    hint = f'<p class="hint">{text(labels.date_elsewhere)}</p>'
    return head + shown + hint + _region(labels.date_elsewhere, elsewhere, row, "words short")


def _region(name: str, html: str, row: Row, kind: str = "words") -> str:
    """Words of the document, which the keyboard can reach to scroll."""
    named = f'role="region" aria-label="{text(name)}"{lang(row.language)}'
    return f'<div class="{kind}" tabindex="0" dir="auto" {named}>{html}</div>'


def marked(whole: str, first: int, last: int, row: Row) -> str:
    """`whole[first:last]` as HTML: `<mark class="cited">` holds exactly the quote, `<mark class="date">` the date."""

    def dated(start: int, end: int) -> str:
        """A part in which what belongs to the date is marked."""
        a, b = row.date_at or (0, 0)
        a, b = min(max(a, start), end), min(max(b, start), end)
        within = f'<mark class="date">{text(whole[a:b])}</mark>' if a < b else ""
        return text(whole[start:a]) + within + text(whole[max(a, b) : end]) if within else text(whole[start:end])

    cited = f'<mark class="cited">{dated(row.start, row.end)}</mark>'
    return dated(first, row.start) + cited + dated(row.end, last)


def _linked(row: Row, labels: RegisterLabels) -> str:
    """Other rows: what changed this one, what it replaced, what speaks against it, and translations."""
    language = labels.code
    changed = (row.changed_by,) if row.changed_by else ()
    groups = (
        (row_label(language, "columns", "changed_by"), changed),
        (labels.replaces, row.replaces),
        (row_label(language, "columns", "conflicts"), row.conflicts),
        (row_label(language, "columns", "twins"), row.twins),
    )
    return "".join(
        f"<h3>{text(name)}</h3><ul class='linked'>{''.join(_source(source, language) for source in sources)}</ul>"
        for name, sources in groups
        if sources
    )


def _source(source: Source, language: str) -> str:
    """A button to the other row, or to its document where what changed this one is no row; and its words."""
    title = " · ".join(filter(None, (source.number, source.title or source.document)))
    said = language_name(source.language, language)
    to = (
        button("open", f"{title} ({said})", source.fact, kind="line")
        if source.fact
        else button("read", f"{title} ({said})", source.document, kind="line")
    )
    quote = f'<blockquote class="words-of" dir="auto"{lang(source.language)}>{text(source.quote)}</blockquote>'
    return f"<li>{to}{quote}</li>"


def _record(opened: Opened, labels: RegisterLabels) -> str:
    row, language, said = opened.row, labels.code, opened.said
    follow = (
        f"<section><h3>{text(labels.follow_up)}</h3>{_last_progress(row, labels)}"
        f"{forms.progress_form(row, said, language)}</section>"
        if row.is_obligation
        else ""
    )
    return (
        f'<div class="record">{forms.name_field(opened.who, said, language)}{follow}'
        f'<section><h3>{text(labels.check)}</h3><p class="hint">{text(labels.check_hint)}</p>'
        f"{forms.review_form(row, said, language)}{forms.correction_form(row, said, language)}</section></div>"
    )


def _last_progress(row: Row, labels: RegisterLabels) -> str:
    """Who told it: of this row, or of the same obligation in another language."""
    by_whom = _told_by(labels.progressed, row.status_by, row.status_at, labels)
    return f'<p class="hint">{by_whom}</p>' if row.status_at else ""


def _history(entries: Sequence[Entry], labels: RegisterLabels) -> str:
    listed = "".join(f"<li>{_entry(entry, labels)}</li>" for entry in entries)
    told = f'<ol class="history">{listed}</ol>' if entries else f'<p class="hint">{text(labels.no_history)}</p>'
    return f"<h3>{text(labels.history)}</h3>{told}"


def _entry(entry: Entry, labels: RegisterLabels) -> str:
    """Who, when, what: one entry with the values that it set."""
    at = f'<time datetime="{entry.at.isoformat()}">{text(words.moment(entry.at, labels.code))}</time>'
    kind = words.chip(entry.kind, forms.entry_words(entry, labels))
    values = "".join(
        f"<li>{text(forms.field_name(name, labels))}: {text(forms.value_words(name, value, labels))}</li>"
        for name, value in entry.values.items()
        if value or entry.kind == "correct"
    )
    return f"{at} · <b>{text(entry.who)}</b> {kind}" + (f"<ul>{values}</ul>" if values else "")


def orphans(entries: Sequence[Entry], language: str) -> str:
    """What people recorded of words that are in no document any more."""
    if not entries:
        return ""
    labels = register_labels(language)
    listed = "".join(f'<li><span class="file">{text(e.document)}</span>{_entry(e, labels)}</li>' for e in entries)
    said = labels.orphans.format(count=say_count(len(entries), language))
    return (
        f'<details class="orphans"{lang(language)}><summary>{text(said)}</summary>'
        f'<p class="hint">{text(labels.orphans_hint)}</p><ol class="history">{listed}</ol></details>'
    )
