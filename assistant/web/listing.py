"""The table of documents and the progress of an upload, as HTML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from assistant.web.labels import Labels
from assistant.web.languages import NONE, day, language_name
from assistant.web.markup import button, lang, text
from assistant.web.upload import FINISHED, Row
from index.records import DocumentInfo

MOST_ROWS = 200  # shown at once; the box above the table finds the others
_SHARE = {"waiting": 0, "started": 1, "reading": 2, "embedding": 3}  # of 4 steps, so far as a file tells


def hint(labels: Labels, types: Iterable[str], megabytes: int) -> str:
    words = labels.upload_hint.format(types=", ".join(types), megabytes=megabytes)
    return f'<p class="hint"{lang(labels.code)}>{text(words)}</p>'


def note(words: str, labels: Labels, bad: bool = False) -> str:
    return f'<p class="notice{" broken" if bad else ""}" role="status"{lang(labels.code)}>{text(words)}</p>'


def matching(documents: Sequence[DocumentInfo], find: str) -> list[DocumentInfo]:
    """Those whose title, number or name has every word of `find`, whatever the case."""
    words = _folded(find).split()
    return [
        info
        for info in documents
        if all(word in _folded(f"{info.title} {info.number or ''} {info.name}") for word in words)
    ]


def table(documents: Sequence[DocumentInfo], find: str, labels: Labels, asked: str = "") -> str:
    """The documents that match `find`; the row of `asked` asks whether to remove it."""
    found = matching(documents, find)
    count = labels.found.format(shown=min(len(found), MOST_ROWS), total=len(documents))
    if not found:
        empty = labels.no_match if documents else labels.no_documents
        return f'<p class="hint" role="status"{lang(labels.code)}>{text(empty)}</p>'
    names = (
        labels.column_title, labels.column_number, labels.column_date, labels.column_language,
        labels.column_passages, labels.column_twins, labels.column_actions,
    )  # fmt: skip
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    body = "".join(_row(info, names, labels, info.name == asked) for info in found[:MOST_ROWS])
    return (
        f'<div class="listing"{lang(labels.code)}><p class="hint" role="status">{text(count)}</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(info: DocumentInfo, names: Sequence[str], labels: Labels, asked: bool) -> str:
    title = (
        f'<span dir="auto"{lang(info.language)}>{text(info.title)}</span><span class="file">{text(info.name)}</span>'
    )
    if asked:
        actions = (
            f'<p class="confirm" role="alert">{text(labels.remove_question.format(name=info.name))}</p>'
            f"{button('confirm', labels.remove_yes, info.name, kind='plain danger')}"
            f"{button('cancel', labels.cancel, info.name).replace('<button', '<button data-focus', 1)}"
        )
    else:
        actions = "".join(
            button(event, words, info.name, label=f"{words}: {info.title}")
            for event, words in (("read", labels.read), ("remove", labels.remove))
        )
    cells = (
        title,
        text(info.number or NONE),
        text(day(info.date, labels.code)),
        text(language_name(info.language, labels.code)),
        text(info.passages),
        "".join(f'<span class="file">{text(twin)}</span>' for twin in info.twins) or NONE,
        actions,
    )
    filled = "".join(
        f'<td{" class=none" if cell == NONE else ""} data-label="{text(name)}">{cell}</td>'
        for name, cell in zip(names, cells, strict=True)
    )
    return f'<tr data-name="{text(info.name)}">{filled}</tr>'


def progress(rows: Sequence[Row], labels: Labels, done: bool = False) -> str:
    """A bar for every file of an upload, with the reason where one was refused."""
    words = {
        "waiting": labels.waiting, "started": labels.reading, "reading": labels.reading, "embedding": labels.embedding,
        "added": labels.added, "replaced": labels.replaced, "unchanged": labels.unchanged, "failed": labels.refused,
    }  # fmt: skip
    items = []
    for row in rows:
        detail = f'<span class="detail">{text(row.detail)}</span>' if row.detail else ""
        share = 4 if row.outcome in FINISHED else _SHARE.get(row.outcome, 0)
        items.append(
            f'<li class="{text(row.outcome)}"><span class="file">{text(row.name)}</span>'
            f'<progress max="4" value="{share}" aria-label="{text(row.name)}"></progress>'
            f"<span>{text(words.get(row.outcome, row.outcome))}</span>{detail}</li>"
        )
    kept = sum(row.finished and row.outcome != "failed" for row in rows)
    end = note(labels.upload_done.format(kept=kept, total=len(rows)), labels) if done else ""
    return f'<div class="uploads" aria-live="polite"{lang(labels.code)}><ul>{"".join(items)}</ul>{end}</div>'


def _folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()
