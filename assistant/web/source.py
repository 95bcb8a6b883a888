"""The source panel: the words of a citation, highlighted where they stand in their document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from assistant.answer import Citation
from assistant.row_wording import say_count
from assistant.web.conversation import Place, section
from assistant.web.labels import Labels
from assistant.web.languages import language_name, page_number
from assistant.web.markup import button, disabled, lang, link, text
from index.records import StoreError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

State = Literal["auto", "open", "closed"]  # shown beside the chat; asked for: a drawer on a phone; closed again
CONTEXT = 1_500  # characters shown before and after the words


def panel(assistant: Assistant, place: Place | None, labels: Labels, state: State) -> str:
    """The panel as HTML; a hint where no citation is chosen. The `<mark>` holds exactly the words of the citation."""
    named = f' aria-label="{text(labels.source)}"{lang(labels.code)}'
    if place is None:
        hint = f'<p class="hint">{text(labels.source_hint)}</p>'
        return f'<aside class="source" data-state="auto"{named}>{hint}</aside>'
    citation = place.citation
    title = text(citation.title or citation.document)
    head = (
        f'<header><h2 tabindex="-1"{lang(citation.language)}>[{citation.n}] {title}</h2>'
        f"{button('close', '✕', place.key, label=labels.close, kind='plain close')}</header>"
    )
    body = head + facts(citation, labels) + _words(assistant, citation, labels) + _navigation(place, labels)
    return f'<aside class="source" data-state="{state}" data-key="{text(place.key)}"{named}>{body}</aside>'


def facts(citation: Citation, labels: Labels) -> str:
    """Where the words stand: section, page, language and file; the original page, and the whole document."""
    named = (section(citation), page_number(citation.page, labels), language_name(citation.language, labels.code))
    shown = [text(fact) for fact in named if fact]
    shown.append(f'<span class="file">{text(citation.document)}</span>')
    links = [link(citation.url, labels.original), button("read", labels.whole_document, citation.document)]
    return f'<p class="facts">{" · ".join(shown)}</p><p class="links">{" ".join(filter(None, links))}</p>'


def _words(assistant: Assistant, citation: Citation, labels: Labels) -> str:
    try:
        whole = assistant.text(citation.document)
    except StoreError:  # removed since: what was quoted still stands
        whole = ""
    if whole[citation.start : citation.end] == citation.quote:
        before, after = context(whole, citation.start, citation.end)
        note = ""
    else:
        before = after = ""
        note = f'<p class="reason">{text(labels.changed)}</p>'
    mark = f'<mark id="cited">{text(citation.quote)}</mark>'
    return (
        f'{note}<div class="words" tabindex="0" dir="auto" role="region" aria-label="{text(labels.source)}"'
        f"{lang(citation.language)}>{text(before)}{mark}{text(after)}</div>"
    )


def context(whole: str, start: int, end: int, limit: int = CONTEXT) -> tuple[str, str]:
    """Up to `limit` characters before `start` and after `end`, from and to the end of a line, with … where cut."""
    first = max(0, start - limit)
    if first:
        first = whole.find("\n", first, start) + 1 or first
    last = min(len(whole), end + limit)
    if last < len(whole):
        cut = whole.rfind("\n", end, last)
        last = cut if cut > end else last
    return ("…\n" if first else "") + whole[first:start], whole[end:last] + ("\n…" if last < len(whole) else "")


def _navigation(place: Place, labels: Labels) -> str:
    def move(step: int, words: str, arrow: str) -> str:
        key = place.moved(step)
        if key is None:
            return disabled(arrow, words)
        return button("cite", arrow, key, label=words)

    position = labels.position.format(
        position=say_count(place.position + 1, labels.code), total=say_count(len(place.citations), labels.code)
    )
    return (
        f'<nav aria-label="{text(labels.sources)}">{move(-1, labels.previous, "←")}'
        f"<span>{text(position)}</span>{move(1, labels.next, '→')}</nav>"
    )
