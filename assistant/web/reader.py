"""A document's text, part by part."""

from __future__ import annotations

from assistant.row_wording import say_count
from assistant.web.labels import Labels
from assistant.web.languages import day, language_name
from assistant.web.markup import button, lang, link, text
from index.records import DocumentInfo

PART = 8_000  # characters: a long document is not sent to the browser whole


def parts(whole: str, size: int = PART) -> list[str]:
    """`whole` cut at line ends into parts of at most `size` characters; joined they are `whole` again."""
    cut, found = 0, []
    while len(whole) - cut > size:
        end = whole.rfind("\n", cut, cut + size) + 1
        end = end if end > cut else cut + size
        found.append(whole[cut:end])
        cut = end
    return [*found, whole[cut:]]


def page(info: DocumentInfo, whole: str, part: int, labels: Labels) -> str:
    """Part `part`, from 0, of a document under its title; the nearest there is where the number is out of range."""
    texts = parts(whole)
    part = min(max(part, 0), len(texts) - 1)
    facts = [
        fact for fact in (info.number, day(info.date, labels.code), language_name(info.language, labels.code)) if fact
    ]
    return (
        f'<section class="reader" data-key="{text(info.name)}:{part}"{lang(labels.code)}><header>'
        f'<h2 dir="auto"{lang(info.language)}>{text(info.title)}</h2>'
        f"{button('close', '✕', info.name, label=labels.close, kind='plain close')}</header>"
        f'<p class="facts">{text(" · ".join(facts))} · <span class="file">{text(info.name)}</span></p>'
        f'<p class="links">{link(info.source, labels.original)}</p>'
        f'<div class="whole" dir="auto" tabindex="0"{lang(info.language)}>{text(texts[part])}</div>'
        f"{_navigation(info.name, part, len(texts), labels)}</section>"
    )


def _navigation(name: str, part: int, count: int, labels: Labels) -> str:
    if count == 1:
        return ""

    def words(part: int) -> str:
        return labels.part.format(part=say_count(part + 1, labels.code), parts=say_count(count, labels.code))

    back = button("read", "←", name, page=part - 1, label=words(part - 1)) if part else ""
    on = button("read", "→", name, page=part + 1, label=words(part + 1)) if part + 1 < count else ""
    return f"<nav>{back}<span>{text(words(part))}</span>{on}</nav>"
