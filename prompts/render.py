"""Prompts are the Markdown files of this folder, with `$name` where a value goes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent


class PromptError(ValueError):
    """A prompt cannot be rendered. The message names the prompt and what it lacks."""


def render(name: str, **values: object) -> str:
    """The prompt `name`.md with its values filled in; what a value holds is not filled in again.

    Raises PromptError, which names it, for an unknown prompt, a missing value, or one that the prompt has no place for.
    """
    template = Template(_texts().get(name) or _unknown(name))
    places = set(template.get_identifiers())
    if missing := sorted(places - values.keys()):
        raise PromptError(f"The prompt {name!r} lacks a value for {', '.join(missing)}.")
    if strange := sorted(values.keys() - places):
        raise PromptError(f"The prompt {name!r} has no place for {', '.join(strange)}.")
    return template.substitute(values)


def prompts_hash() -> str:
    """Twelve hexadecimal digits that change with any prompt."""
    content = "\0".join(f"{name}\0{text}" for name, text in _texts().items())
    return hashlib.sha256(content.encode()).hexdigest()[:12]


@cache
def _texts() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}


def _unknown(name: str) -> str:
    raise PromptError(f"There is no prompt {name!r}; the prompts are {', '.join(_texts())}.")
