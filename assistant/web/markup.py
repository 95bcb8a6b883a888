"""HTML from fixed templates. Documents, models and file names are hostile: all goes through `text` or `link`."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def text(value: object) -> str:
    """`value` as text for an element or a quoted attribute. A carriage return would else be read as a line feed."""
    return html.escape(str(value), quote=True).replace("\r", "&#13;")


def lang(code: str) -> str:
    """The attribute, with a space before it, that picks font, line breaking and voice; none for an unknown language."""
    return f' lang="{code}"' if _LANGUAGE.fullmatch(code) and code != "und" else ""


def link(url: str | None, words: str) -> str:
    """A link to another site, in a new tab that learns nothing of us; empty unless it is plain http or https."""
    if not url or any(ord(character) <= 32 for character in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:  # e.g. a bracket that opens an IPv6 address and does not close it
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return f'<a href="{text(url)}" target="_blank" rel="noopener noreferrer nofollow">{text(words)}</a>'


def button(
    event: str,
    words: str,
    value: str = "",
    *,
    label: str = "",
    kind: str = "",
    page: int = 0,
    of: str = "",
    focus: bool = False,
) -> str:
    """A button that `behaviour.js` turns into the event `event` with `value` and `page`.

    `of`: the language of its words, where that is not the page's. With `focus` it takes the focus once it is there.
    """
    attributes = f' data-event="{text(event)}" data-value="{text(value)}"'
    if page:
        attributes += f' data-page="{page}"'
    if label:
        attributes += f' aria-label="{text(label)}" title="{text(label)}"'
    if of:
        attributes += f' dir="auto"{lang(of)}'
    if focus:
        attributes += " data-focus"
    return f'<button type="button" class="{text(kind or "plain")}"{attributes}>{text(words)}</button>'


def disabled(words: str, label: str) -> str:
    """In place of a button that has nowhere to lead."""
    return f'<button type="button" class="plain" aria-label="{text(label)}" disabled>{text(words)}</button>'


def notice(words: str, language: str = "", bad: bool = False) -> str:
    """A sentence that stands out, `bad` where something went wrong; nothing for no words."""
    kind = "notice broken" if bad else "notice"
    return f'<p class="{kind}" role="status"{lang(language)}>{text(words)}</p>' if words else ""
