"""The web application: tabs, the language selector that governs them, and the server's application around it all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.row_wording import row_text
from assistant.web.ask import AskTab, View
from assistant.web.conversation import Turn
from assistant.web.documents import DocumentsTab
from assistant.web.guard import Guard
from assistant.web.labels import Labels
from assistant.web.languages import CHOICES, labels_for, preferred
from assistant.web.markup import lang, text
from assistant.web.page import QUIET, asset, html
from assistant.web.register import RegisterTab
from assistant.web.register import View as RegisterView
from assistant.web.upload import MEGABYTE

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.assistant import Assistant

EXAMPLES = Path(__file__).resolve().parents[2] / "evals" / "examples.json"
FONTS = (
    "Noto Sans", "Noto Sans Devanagari", "Noto Sans Bengali", "Nirmala UI", "Kohinoor Devanagari", "Kohinoor Bangla",
    "Segoe UI", "system-ui", "sans-serif",
)  # fmt: skip
WAITING = 64  # events that may wait before the server says that it is busy
AT_ONCE = 4  # events of one kind that run at once: two cores do not answer faster than that
KEPT = (3_600, 24 * 3_600)  # seconds: how often files in Gradio's cache are looked at, and how old they may grow


def examples(path: Path = EXAMPLES) -> dict[str, list[str]]:
    """Example questions by language; none where the file is not part of the installation."""
    if not path.is_file():
        return {}
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def build(
    assistant: Assistant, *, max_file_mb: int = 100, samples: Mapping[str, Sequence[str]] | None = None
) -> gr.Blocks:
    """The application over an open assistant. `samples`: example questions by language; the project's own when None."""
    labels = labels_for("en")
    with gr.Blocks(title=labels.title, analytics_enabled=False, delete_cache=KEPT, fill_width=True) as blocks:
        with gr.Row(elem_classes="masthead"):
            heading = html(_heading(labels))
            language = gr.Radio(CHOICES, value=labels.code, label=labels.language, elem_id="language", min_width=260)
        with gr.Tabs(selected="ask") as tabs:
            with gr.Tab(labels.ask_tab, id="ask") as asking:
                ask = AskTab(assistant, examples() if samples is None else samples, language)
            with gr.Tab(_register(labels), id="register") as following:
                register = RegisterTab(assistant, language, following)
            with gr.Tab(labels.documents_tab, id="documents") as reading:
                documents = DocumentsTab(assistant, language, max_file_mb)

        state = [ask.turns, ask.view, documents.find, documents.opened, *register.state]
        relabelled = [heading, language, asking, following, reading]
        relabelled += [*ask.relabelled, *documents.relabelled, *register.relabelled]

        def relabel(
            code: str, turns: list[Turn], view: View, find: str, opened: tuple[str, int], *followed: Any
        ) -> list[Any]:
            labels = labels_for(code)
            head = [
                _heading(labels),
                gr.Radio(label=labels.language),
                gr.Tab(labels.ask_tab),
                gr.Tab(_register(labels)),
                gr.Tab(labels.documents_tab),
            ]
            return [
                *head,
                *ask.relabel(labels, turns, view),
                *documents.relabel(labels, find, opened),
                *register.relabel(labels.code, *followed),
            ]

        def load(request: gr.Request) -> list[Any]:
            code = preferred(request.headers.get("accept-language", ""))
            values = relabel(code, [], ("", "auto"), "", ("", 0), RegisterView(), "table")
            values[relabelled.index(language)] = gr.Radio(label=labels_for(code).language, value=code)
            values[relabelled.index(ask.scope)] = ask.documents(labels=labels_for(code))
            return values

        # `input`, not `change`: what the page sets itself must not come back as a choice of the user.
        language.input(relabel, [language, *state], relabelled, **QUIET)
        loaded = blocks.load(load, None, relabelled, **QUIET)
        loaded.then(register.again, register.seen, register.outputs, **QUIET)
        for component in (ask.source, register.panel):
            component.read(documents.read, [language], [documents.reader, documents.opened, tabs], **QUIET)
        for changed in (documents.removed, documents.uploaded):
            changed.then(ask.documents, [ask.scope], [ask.scope], **QUIET)
    application: gr.Blocks = blocks.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    return application


def mount(blocks: gr.Blocks, *, max_file_mb: int = 100) -> FastAPI:
    """The ASGI application that serves `blocks` at `/`, guarded, with nothing that leaves the machine."""
    from fastapi import FastAPI

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(Guard)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        "/",
        theme=_theme(),
        css=asset("theme.css"),
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size=2 * max_file_mb * MEGABYTE,  # a file somewhat too large is refused by us, in the page's language
        app_kwargs={"openapi_url": None, "docs_url": None, "redoc_url": None},
    )
    return mounted


def _theme() -> gr.themes.Base:
    """Gradio's own, with the system's fonts and enough contrast for WCAG AA (4.5 : 1) in light and dark."""
    theme = gr.themes.Default(
        primary_hue="blue", neutral_hue="slate", font=FONTS, font_mono=("Noto Sans Mono", "monospace")
    )
    return theme.set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_600",
    )


def _register(labels: Labels) -> str:
    return row_text(labels.code, "register")


def _heading(labels: Labels) -> str:
    page = f'data-language="{text(labels.code)}" data-title="{text(labels.title)}"'
    return (
        f'<header class="heading" {page}{lang(labels.code)}>'
        f"<h1>{text(labels.title)}</h1><p>{text(labels.tagline)}</p></header>"
    )
