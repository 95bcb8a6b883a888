"""The Ask tab: a question goes in, cited statements come out one by one, and a mark opens its source."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web import conversation, source
from assistant.web.conversation import Turn
from assistant.web.labels import Labels
from assistant.web.languages import labels_for
from assistant.web.markup import button, lang, notice, text
from assistant.web.page import QUIET, html, payload

if TYPE_CHECKING:
    from assistant.assistant import Assistant

log = logging.getLogger(__name__)

PAUSE = 0.08  # seconds between statements, so that the eye can follow
MOST_TURNS = 200  # of a conversation, kept in memory while its page is open

View = tuple[str, source.State]  # key of the citation in the source panel, "" for none; and how the panel stands
CLOSED: View = ("", "auto")


class AskTab:
    """Builds its components into the surrounding `gr.Blocks` and wires them to the assistant."""

    def __init__(self, assistant: Assistant, examples: Mapping[str, Sequence[str]], language: gr.Radio) -> None:
        self.assistant, self.samples, self.language = assistant, examples, language
        labels = labels_for(language.value)
        self.turns = gr.State([])
        self.view = gr.State(CLOSED)
        with gr.Row(elem_classes="chat"):
            with gr.Column(scale=3, min_width=280, elem_classes="chat-column"):
                self.transcript = html(conversation.transcript((), labels))
                self.examples = html(self._examples(labels))
                self.notice = html("")
                with gr.Row(elem_classes="composer"):
                    self.question = gr.Textbox(
                        "", label=labels.question, lines=1, max_lines=6, autofocus=True, elem_id="question"
                    )
                with gr.Row(elem_classes="below"):
                    self.scope = gr.Dropdown(
                        [], label=labels.filter, multiselect=True, elem_id="scope", scale=4, min_width=240
                    )
                    self.fresh = gr.Button(labels.new_conversation, size="sm", elem_id="fresh", scale=1, min_width=160)
            with gr.Column(scale=2, min_width=280, elem_classes="source-column"):
                self.source = html(source.panel(assistant, None, labels, "auto"))
        self._wire()

    @property
    def relabelled(self) -> list[Any]:
        """The components that `relabel` gives values for."""
        return [self.transcript, self.examples, self.question, self.scope, self.fresh, self.source, self.notice]

    def relabel(self, labels: Labels, turns: Sequence[Turn], view: View) -> list[Any]:
        place = conversation.place(turns, view[0])
        return [
            conversation.transcript(turns, labels),
            self._examples(labels, hidden=bool(turns)),
            gr.Textbox(label=labels.question, placeholder=labels.placeholder, submit_btn=labels.send),
            gr.Dropdown(label=labels.filter, info=labels.filter_hint),
            gr.Button(labels.new_conversation),
            source.panel(self.assistant, place, labels, view[1]),
            "",
        ]

    def documents(self, chosen: Sequence[str] = (), *, labels: Labels | None = None) -> Any:
        """The filter's choices as the documents now stand; a choice that is gone is dropped. Labelled if asked for."""
        choices = [
            (f"{info.number} · {info.title}" if info.number else info.title, info.name)
            for info in self.assistant.documents()
        ]
        names = {name for _, name in choices}
        words: dict[str, Any] = {"label": labels.filter, "info": labels.filter_hint} if labels else {}
        return gr.Dropdown(choices=choices, value=[name for name in chosen if name in names], **words)

    def _examples(self, labels: Labels, hidden: bool = False) -> str:
        samples = () if hidden else self.samples.get(labels.code, ())
        if not samples:
            return ""
        buttons = "".join(f"<li>{button('ask', sample, sample, kind='example')}</li>" for sample in samples)
        return (
            f'<section class="examples"{lang(labels.code)}><h2>{text(labels.examples)}</h2><ul>{buttons}</ul></section>'
        )

    def _wire(self) -> None:
        state = [self.turns, self.view, self.language]
        outputs = [self.transcript, self.turns, self.question, self.notice, self.examples, self.source, self.view]
        asking = [
            self.question.submit(self._submit, [self.question, self.scope, *state], outputs, **QUIET),
            self.examples.ask(self._example, [self.scope, *state], outputs, **QUIET),
        ]
        self.fresh.click(self._begin, [self.language], outputs, cancels=asking, **QUIET)
        for component in (self.transcript, self.source):
            component.cite(self._open, state, [self.source, self.view], **QUIET)
        self.source.close(self._close, state, [self.source, self.view], **QUIET)

    def _submit(
        self, question: str, scope: Sequence[str], turns: list[Turn], view: View, language: str
    ) -> Iterator[list[Any]]:
        yield from self._answer(question, scope, turns, view, language)

    def _example(
        self, scope: Sequence[str], turns: list[Turn], view: View, language: str, event: gr.EventData
    ) -> Iterator[list[Any]]:
        yield from self._answer(payload(event)[0], scope, turns, view, language)

    def _answer(
        self, question: str, scope: Sequence[str], turns: list[Turn], view: View, language: str
    ) -> Iterator[list[Any]]:
        """What the page shows while a question is answered; the values are in the order of `outputs`."""
        labels = labels_for(language)
        same: Any = gr.skip()
        if not question.strip():
            yield [same, same, same, notice(labels.empty_question, labels.code), same, same, same]
            return
        turns = turns[-MOST_TURNS:]
        awaited = [*turns, Turn(question)]
        yield [conversation.transcript(awaited, labels), same, "", "", self._examples(labels, True), same, same]
        turn = self._ask(question, turns, scope)
        turns = [*turns, turn]
        if turn.broken:
            yield [conversation.transcript(turns, labels), turns, question, same, same, same, same]
            return
        for shown in range(1, len(turn.answer.statements) + 1 if turn.answer else 0):
            yield [conversation.transcript(turns, labels, shown), same, same, same, same, same, same]
            time.sleep(PAUSE)
        place = conversation.first_place(turns)
        view = (place.key, "auto") if place else CLOSED
        panel = source.panel(self.assistant, place, labels, "auto")
        yield [conversation.transcript(turns, labels), turns, same, same, same, panel, view]

    def _ask(self, question: str, turns: Sequence[Turn], scope: Sequence[str]) -> Turn:
        try:
            answer = self.assistant.ask(question, conversation.history(turns), list(scope) or None)
        except Exception:
            log.exception("a question could not be answered")
            return Turn(question, broken=True)
        return Turn(question, replace(answer, question=answer.question or question))

    def _begin(self, language: str) -> list[Any]:
        labels = labels_for(language)
        panel = source.panel(self.assistant, None, labels, "auto")
        return [conversation.transcript((), labels), [], "", "", self._examples(labels), panel, CLOSED]

    def _open(self, turns: list[Turn], view: View, language: str, event: gr.EventData) -> tuple[Any, Any]:
        place = conversation.place(turns, payload(event)[0])
        if place is None:
            return gr.skip(), gr.skip()
        return source.panel(self.assistant, place, labels_for(language), "open"), (place.key, "open")

    def _close(self, turns: list[Turn], view: View, language: str) -> tuple[str, View]:
        place = conversation.place(turns, view[0])
        return source.panel(self.assistant, place, labels_for(language), "closed"), (view[0], "closed")
