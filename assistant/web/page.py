"""The few ways in which our pages use Gradio's HTML component."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import gradio as gr

# For every event: nothing spins over the page, and nothing is offered as an API.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def html(value: str, **options: Any) -> Any:
    """A component that shows HTML of ours (see `markup`) and turns its buttons into events by `behaviour.js`.

    Typed `Any`, for each name in the script's list is a method of the component that takes a listener.
    """
    return gr.HTML(value, js_on_load=_behaviour(), apply_default_css=False, **options)


@cache
def _behaviour() -> str:
    return asset("behaviour.js")


def asset(name: str) -> str:
    """The text of a file beside this module."""
    return (files("assistant.web") / name).read_text(encoding="utf-8")


def payload(event: gr.EventData) -> tuple[str, int]:
    """`value` and `page` of the button behind an event. They come from the browser: checked to be text and a number."""
    data = event._data if isinstance(event._data, dict) else {}
    value, page = data.get("value"), data.get("page")
    return value if isinstance(value, str) else "", page if isinstance(page, int) else 0
