"""The table of documents and the progress of an upload, as HTML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from assistant.row_wording import row_label, row_text, say_count
from assistant.web.labels import Labels
from assistant.web.languages import NONE, day, language_name
from assistant.web.markup import button, lang, notice, text
from assistant.web.upload import FINISHED, Row
from index.records import DocumentInfo
from ingest.records import Flaw

MOST_ROWS = 200  # shown at once; the box above the table finds the others
MOST_FLAWS = 10  # named of a document
_SHARE = {"waiting": 0, "started": 1, "reading": 2, "embedding": 3}  # of 4 steps, so far as a file tells


def hint(labels: Labels, types: Iterable[str], megabytes: int) -> str:
    words = labels.upload_hint.format(types=", ".join(types), megabytes=say_count(megabytes, labels.code))
    return f'<p class="hint"{lang(labels.code)}>{text(words)}</p>'


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
    count = labels.found.format(
        shown=say_count(min(len(found), MOST_ROWS), labels.code), total=say_count(len(documents), labels.code)
    )
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
            f"{button('cancel', labels.cancel, info.name, focus=True)}"
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
        text(say_count(info.passages, labels.code)),
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
        detail += f'<span class="detail">{_flaws(row.flaws, labels)}</span>' if row.flaws else ""
        share = 4 if row.outcome in FINISHED else _SHARE.get(row.outcome, 0)
        items.append(
            f'<li class="{text(row.outcome)}"><span class="file">{text(row.name)}</span>'
            f'<progress max="4" value="{share}" aria-label="{text(row.name)}"></progress>'
            f"<span>{text(words.get(row.outcome, row.outcome))}</span>{detail}</li>"
        )
    kept = sum(row.finished and row.outcome != "failed" for row in rows)
    counts = {"kept": say_count(kept, labels.code), "total": say_count(len(rows), labels.code)}
    end = notice(labels.upload_done.format(**counts), labels.code) if done else ""
    return f'<div class="uploads" aria-live="polite"{lang(labels.code)}><ul>{"".join(items)}</ul>{end}</div>'


def _flaws(flaws: Sequence[Flaw], labels: Labels) -> str:
    """What could not be read in a document, as HTML: its words and why."""
    named = [
        f'<q dir="auto">{text(flaw.text)}</q> ({text(why)})' if flaw.text else text(why)
        for flaw in flaws[:MOST_FLAWS]
        for why in (row_label(labels.code, "flags", flaw.reason),)
    ]
    if len(flaws) > MOST_FLAWS:
        named.append(text(row_text(labels.code, "more", count=len(flaws) - MOST_FLAWS)))
    before, _, after = labels.flaws.partition("{words}")
    return text(before) + ", ".join(named) + text(after)


def _folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()
