"""The Register tab: who must do what, by when; found, sorted, opened at its words, followed up and corrected."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import time_ns
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.corrections import CorrectionError
from assistant.export import MEDIA_TYPES, Format, export
from assistant.register import Filter, Row
from assistant.row_wording import row_label, row_text, say_count
from assistant.web import register_charts, register_filter, register_forms, register_row, register_table
from assistant.web.languages import labels_for
from assistant.web.markup import button, lang, notice, text
from assistant.web.page import QUIET, html, payload
from assistant.web.register_filter import LONGEST, Chosen, PeriodError
from assistant.web.register_forms import Said, Sent
from assistant.web.register_labels import RegisterLabels
from assistant.web.register_languages import register_labels
from assistant.web.register_row import Opened
from assistant.web.register_table import Order
from index.records import StoreError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

log = logging.getLogger(__name__)

VIEWS = ("table", "timeline", "progress")
FILES: tuple[Format, ...] = ("csv", "xlsx", "ics")


@dataclass(frozen=True, slots=True)
class View:
    """What a page of the register shows beside its filters; one for each session."""

    shown: bool = False  # the tab was opened: before, nothing is worked out
    order: Order = field(default_factory=Order)
    chosen: Chosen = field(default_factory=Chosen)  # the filters that the page of the table belongs to
    opened: str = ""  # id of the row in the panel
    who: str = ""  # the name that was last given with a record


class RegisterTab:
    """Builds its components into the surrounding `gr.Blocks` and wires them to the assistant."""

    def __init__(
        self, assistant: Assistant, language: gr.Radio, tab: gr.Tab, today: Callable[[], date] = date.today
    ) -> None:
        self.assistant, self.language, self.tab, self.today = assistant, language, tab, today
        labels = register_labels(language.value)
        first = Chosen()
        self.view = gr.State(View())
        with gr.Row(elem_classes="toolbar"):
            self.text = gr.Textbox(
                "", lines=1, max_lines=1, max_length=LONGEST, scale=3, min_width=220, elem_id="register-text"
            )
            self.agency = gr.Dropdown([("", "")], value="", scale=3, min_width=220, elem_id="register-agency")
            self.due = gr.Dropdown(
                register_filter.dues(labels), value="", scale=2, min_width=150, elem_id="register-due"
            )
            self.status = gr.Dropdown(
                register_filter.statuses(labels), value="", scale=2, min_width=150, elem_id="register-status"
            )
        with gr.Accordion(labels.more_filters, open=False, elem_id="register-more") as self.more:
            with gr.Row(elem_classes="toolbar"):
                self.kinds = gr.Dropdown(
                    register_filter.kinds(labels.code),
                    value=list(first.kinds),
                    multiselect=True,
                    scale=3,
                    min_width=260,
                    elem_id="register-kinds",
                )
                self.document = gr.Dropdown([("", "")], value="", scale=3, min_width=260, elem_id="register-document")
                self.validity = gr.Dropdown(
                    register_filter.validities(labels),
                    value=first.validity,
                    scale=1,
                    min_width=150,
                    elem_id="register-validity",
                )
            with gr.Row(elem_classes="toolbar"):
                typed: dict[str, Any] = {"lines": 1, "max_lines": 1, "max_length": LONGEST, "min_width": 200}
                self.start = gr.Textbox("", **typed, elem_id="register-start")
                self.end = gr.Textbox("", **typed, elem_id="register-end")
            with gr.Row(elem_classes="toolbar"):
                self.translations = gr.Checkbox(
                    False, label=labels.translations, container=False, min_width=220, elem_id="register-translations"
                )
                self.rejected = gr.Checkbox(
                    False, label=labels.show_rejected, container=False, min_width=220, elem_id="register-rejected"
                )
        with gr.Row(elem_classes="register-bar"):
            self.shape = gr.Radio(
                self._shapes(labels), value="table", container=False, scale=2, min_width=240, elem_id="register-view"
            )
            self.files = html("")
            self.reset = gr.Button("", size="sm", elem_id="register-reset", scale=1, min_width=140)
        self.notice = html("")
        self.saved = html("")
        with gr.Row(elem_classes="register-body"):
            with gr.Column(scale=3, min_width=280):
                self.body = html("")
            with gr.Column(scale=2, min_width=280, elem_classes="row-column"):
                self.panel = html("")
        self.controls: list[Any] = [
            self.text, self.agency, self.due, self.status, self.kinds, self.document, self.start, self.end,
            self.validity, self.translations, self.rejected,
        ]  # fmt: skip
        self._wire()

    @property
    def state(self) -> list[Any]:
        """What `relabel` needs to know, in the order of its arguments."""
        return [self.view, self.shape, *self.controls]

    @property
    def seen(self) -> list[Any]:
        """What the rows depend on."""
        return [self.view, self.language, self.shape, *self.controls]

    @property
    def outputs(self) -> list[Any]:
        """What shows the rows, and what can be chosen among them."""
        return [self.view, self.agency, self.document, self.more, self.notice, self.body]

    @property
    def relabelled(self) -> list[Any]:
        """The components that `relabel` gives values for."""
        return [*self.controls, self.more, self.shape, self.files, self.reset, self.notice, self.body, self.panel]

    def relabel(self, language: str, view: View, shape: str, *values: Any) -> list[Any]:
        """Everything in another language; what was chosen, sorted and opened stays."""
        labels = register_labels(language)
        chosen = Chosen.of(values) if values else view.chosen
        agencies, documents, more, notice, body = self._shown(view, shape, chosen, labels)
        column = row_label  # the words of rows are those of the exports
        controls = [
            gr.Textbox(label=labels.search, placeholder=labels.search_hint),
            gr.Dropdown(label=labels.agency, **agencies),
            gr.Dropdown(register_filter.dues(labels), label=labels.due, value=chosen.due),
            gr.Dropdown(
                register_filter.statuses(labels), label=column(language, "columns", "status"), value=chosen.status
            ),
            gr.Dropdown(
                register_filter.kinds(language), label=labels.kinds, value=list(chosen.kinds), multiselect=True
            ),
            gr.Dropdown(label=column(language, "columns", "title"), **documents),
            gr.Textbox(label=labels.start, placeholder=labels.period_hint),
            gr.Textbox(label=labels.end, placeholder=labels.period_hint),
            gr.Dropdown(
                register_filter.validities(labels), label=column(language, "columns", "validity"), value=chosen.validity
            ),
            gr.Checkbox(label=labels.translations),
            gr.Checkbox(label=labels.show_rejected),
        ]
        return [
            *controls,
            more,
            gr.Radio(self._shapes(labels), label=labels.view, value=shape if shape in VIEWS else "table"),
            self._files(labels),
            gr.Button(labels.reset),
            notice,
            body,
            self._panel(view.opened, view.who, language) if view.opened else gr.skip(),
        ]

    def _shapes(self, labels: RegisterLabels) -> list[tuple[str, str]]:
        return [(labels.table, "table"), (labels.timeline, "timeline"), (labels.progress, "progress")]

    def _files(self, labels: RegisterLabels) -> str:
        names = {"csv": "CSV", "xlsx": labels.spreadsheet, "ics": labels.calendar}
        buttons = "".join(button("export", names[form], form) for form in FILES)
        return f'<p class="files"{lang(labels.code)}><span class="hint">{text(labels.download)}</span> {buttons}</p>'

    # --- what the controls do

    def _wire(self) -> None:
        seen, outputs = self.seen, self.outputs
        self.tab.select(self._select, seen, outputs, **QUIET)
        # A date is looked at when it was typed to its end; everything else at once.
        changes = [control.change for control in self.controls if control not in (self.start, self.end)]
        typed = [event for control in (self.start, self.end) for event in (control.submit, control.blur)]
        gr.on([*changes, *typed, self.shape.change], self._refresh, seen, outputs, trigger_mode="always_last", **QUIET)
        self.reset.click(self._reset, seen[:3], [*self.controls, *outputs], **QUIET)
        self.body.sort(self._sort, seen, outputs, **QUIET)
        self.body.turn(self._turn, seen, outputs, **QUIET)
        # Whoever chooses another row before the first is there gets both, in their order: the last one stays.
        opens: dict[str, Any] = {"trigger_mode": "multiple", "concurrency_limit": 1, **QUIET}
        for component in (self.body, self.panel):
            component.open(self._open, seen[:2], [self.view, self.panel], **opens)
        self.panel.close(self._close, seen[:2], [self.view, self.panel], **QUIET)
        # One at a time: whoever writes to the store waits for whoever does.
        writes: dict[str, Any] = {"concurrency_id": "write", "concurrency_limit": 1, **QUIET}
        self.panel.record(self._record, seen, [self.panel, *outputs], **writes)
        self.files.export(self._export, seen, [self.saved, self.notice], **QUIET)

    def _select(self, view: View, language: str, shape: str, *values: Any) -> list[Any]:
        return self._refresh(replace(view, shown=True), language, shape, *values)

    def again(self, view: View, language: str, shape: str, *values: Any) -> list[Any]:
        """For whoever opened the tab before the page had found its language."""
        return self._refresh(view, language, shape, *values) if view.shown else [gr.skip()] * 6

    def _refresh(self, view: View, language: str, shape: str, *values: Any) -> list[Any]:
        """The rows under the filters as they stand; other filters begin on the first page."""
        chosen = Chosen.of(values)
        if chosen != view.chosen:
            view = replace(view, chosen=chosen, order=view.order.at(1))
        agencies, documents, more, notice, body = self._shown(view, shape, chosen, register_labels(language))
        return [view, gr.Dropdown(**agencies), gr.Dropdown(**documents), more, notice, body]

    def _reset(self, view: View, language: str, shape: str) -> list[Any]:
        first = Chosen()
        return [*first.values(), *self._refresh(view, language, shape, *first.values())]

    def _sort(self, event: gr.EventData, view: View, language: str, shape: str, *values: Any) -> list[Any]:
        view = replace(view, order=view.order.by(payload(event)[0]))
        return self._refresh(view, language, shape, *values)

    def _turn(self, event: gr.EventData, view: View, language: str, shape: str, *values: Any) -> list[Any]:
        view = replace(view, order=view.order.at(payload(event)[1]))
        return self._refresh(view, language, shape, *values)

    def _rows(self, chosen: Chosen, language: str) -> list[Row]:
        """Raises PeriodError."""
        return self.assistant.register(chosen.filter(language), self.today())

    def _shown(
        self, view: View, shape: str, chosen: Chosen, labels: RegisterLabels
    ) -> tuple[dict[str, Any], dict[str, Any], Any, str, Any]:
        """Choices of agencies and of documents, the fold's name, a sentence where one is due, and the rows drawn."""
        language = labels.code
        away = chosen.folded_away
        counted = f"{labels.more_filters} ({say_count(away, language)})"
        more = gr.Accordion(label=counted if away else labels.more_filters)
        if not view.shown:
            return {}, {}, more, "", gr.skip()
        try:
            rows = self._rows(chosen, language)
            of_agency = self._rows(replace(chosen, agency=""), language) if chosen.agency else rows
            of_document = self._rows(replace(chosen, document=""), language) if chosen.document else rows
            agencies = register_filter.agencies(of_agency, language, chosen.agency, labels)
            documents = register_filter.documents(of_document, language, chosen.document, labels)
            body = self._body(rows, view, shape, chosen, language)
        except PeriodError as error:
            return {}, {}, more, notice(_bad_period(error, labels), language, bad=True), gr.skip()
        except Exception:  # the store, say: what the page shows stays as it is
            log.exception("the register could not be shown")
            return {}, {}, more, notice(labels.failed, language, bad=True), gr.skip()
        return (
            {"choices": agencies, "value": chosen.agency},
            {"choices": documents, "value": chosen.document},
            more,
            "",
            body,
        )

    def _body(self, rows: Sequence[Row], view: View, shape: str, chosen: Chosen, language: str) -> str:
        today = self.today()
        orphans = register_row.orphans(self.assistant.orphans(), language) if shape == "table" else ""
        if not rows:
            return notice(self._why_empty(chosen, register_labels(language)), language) + orphans
        if shape == "timeline":
            return register_charts.timeline(rows, language, today)
        if shape == "progress":
            return register_charts.progress(rows, language, today)
        arranged = register_table.arranged(rows, view.order, language, today)
        return register_table.table(arranged, view.order, language, today, view.opened) + orphans

    def _why_empty(self, chosen: Chosen, labels: RegisterLabels) -> str:
        """Raises PeriodError."""
        if self._rows(replace(chosen, rejected=True), labels.code):
            return labels.all_rejected.format(show=labels.show_rejected)
        if self.assistant.register(Filter(validity="all", rejected=True), self.today()):
            return labels.no_match
        return labels.no_facts if self.assistant.documents() else labels_for(labels.code).no_documents

    # --- an opened row

    def _panel(self, id_: str, who: str, language: str, said: Said | None = None) -> str:
        labels = register_labels(language)
        try:
            opened = self._opened(id_, who, said)
            if opened is None:
                return register_row.told(labels.gone, language)
            return register_row.panel(opened, language, self.today())
        except Exception:  # what was typed is kept by the page, and stands there again when the row is opened anew
            log.exception("a row could not be shown")
            return register_row.told(labels.failed, language, bad=True)

    def _opened(self, id_: str, who: str, said: Said | None) -> Opened | None:
        """The row with what was said of it: progress, in whatever language it was told; None where it is gone."""
        try:
            row = self.assistant.row(id_)
        except StoreError:
            return None
        try:
            whole = self.assistant.text(row.document)
        except StoreError:  # removed a moment ago
            whole = ""
        shared = (entry for twin in row.twins for entry in self.assistant.entries(twin.fact))
        told = (entry for entry in shared if entry.kind == "progress")
        entries = sorted((*self.assistant.entries(id_), *told), key=lambda entry: entry.at)
        return Opened(row, whole, entries, who, said)

    def _open(self, view: View, language: str, event: gr.EventData) -> tuple[View, str]:
        id_ = payload(event)[0]
        return replace(view, opened=id_), self._panel(id_, view.who, language)

    def _close(self, view: View, language: str) -> tuple[View, str]:
        return replace(view, opened=""), register_row.closed(view.opened, language)

    def _record(self, event: gr.EventData, view: View, language: str, shape: str, *values: Any) -> list[Any]:
        """Keep what a form says of the opened row; a sentence beside the field where that cannot be."""
        sent = register_forms.sent(payload(event)[0])
        if sent is None or not sent.id:
            return [gr.skip()] * 7
        said = self._keep(sent, register_labels(language))
        view = replace(view, who=sent.who or view.who)
        panel = self._panel(sent.id, view.who, language, said)
        if said.bad:
            return [panel, view, *[gr.skip()] * 5]
        return [panel, *self._refresh(view, language, shape, *values)]

    def _keep(self, sent: Sent, labels: RegisterLabels) -> Said:
        if not sent.who:
            return Said(sent.kind, labels.name_missing, "who", bad=True)
        if long := register_forms.too_long(sent):
            most = say_count(register_forms.longest(long), labels.code)
            return Said(sent.kind, labels.too_long.format(most=most), long, bad=True)
        try:
            values: dict[str, str] = {}
            if sent.kind in ("progress", "correct"):
                read = register_forms.progress if sent.kind == "progress" else register_forms.changed
                values = read(self.assistant.row(sent.id), sent)
                if not values:
                    return Said(sent.kind, labels.unchanged, bad=True)
            self.assistant.record(sent.id, sent.kind, sent.who, values)
        except CorrectionError as error:
            return Said(sent.kind, _refusal(error, labels), error.field, bad=True)
        except StoreError as error:
            return Said(sent.kind, f"{labels.refused}: {error}", bad=True)
        except Exception:
            log.exception("a record of a row could not be kept")
            return Said(sent.kind, labels.failed, bad=True)
        return Said(sent.kind, labels.saved)

    # --- files

    def _export(self, event: gr.EventData, view: View, language: str, shape: str, *values: Any) -> tuple[str, str]:
        """The file travels to this page alone, inside the answer; the page saves it, and the server keeps nothing."""
        form, labels, today = payload(event)[0], register_labels(language), self.today()
        if form not in FILES:
            return "", ""
        chosen = Chosen.of(values)
        try:
            # A calendar that has a row from before is told that it was rejected.
            rows = self._rows(replace(chosen, rejected=True) if form == "ics" else chosen, labels.code)
            if not rows:
                return "", notice(self._why_empty(chosen, labels), labels.code)
            arranged = register_table.arranged(rows, view.order, labels.code, today)
            made = export(arranged, form, labels.code, today)
        except PeriodError as error:
            return "", notice(_bad_period(error, labels), labels.code, bad=True)
        except Exception:
            log.exception("the register could not be written as %s", form)
            return "", notice(labels.failed, labels.code, bad=True)
        if form == "ics" and b"BEGIN:VEVENT" not in made:
            return "", notice(labels.no_events, labels.code)
        name = f"{'-'.join(row_text(labels.code, 'register').lower().split())}-{today.isoformat()}.{form}"
        data = base64.b64encode(made).decode("ascii")
        # The number makes the same file, asked for twice, two files.
        return (
            f'<span hidden data-file="{text(name)}" data-type="{text(MEDIA_TYPES[form])}" data-number="{time_ns()}"'
            f' data-base64="{data}"></span>',
            "",
        )


def _refusal(error: CorrectionError, labels: RegisterLabels) -> str:
    message = error.message
    if message == "bad_value" and error.field in register_forms.DAYS:
        message = "bad_day"
    elif message == "bad_value" and error.field in register_forms.NUMBERS:
        message = "bad_number"
    return str(getattr(labels, message, labels.bad_value)).format(given=error.given[:40])


def _bad_period(error: PeriodError, labels: RegisterLabels) -> str:
    return str(getattr(labels, error.message)).format(given=error.given)
