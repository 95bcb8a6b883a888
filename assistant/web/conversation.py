"""A conversation as the chat shows it: turns, statements with citation marks, and where a mark leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Answer, Citation, Statement
from assistant.web.labels import Labels
from assistant.web.languages import page_number, seconds
from assistant.web.markup import button, lang, text

SECTIONS = " › "  # between the parts of a section's path
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|!~])")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and its answer once there is one. `broken` when an internal error took its place."""

    question: str
    answer: Answer | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A citation among those that one answer shows: what a mark with a key such as `0:c:1` points at."""

    key: str
    citations: tuple[Citation, ...]
    position: int  # 0-based

    @property
    def citation(self) -> Citation:
        return self.citations[self.position]

    def moved(self, step: int) -> str | None:
        """The key of the citation `step` further on, None past either end."""
        position = self.position + step
        turn, kind, _ = self.key.split(":")
        return f"{turn}:{kind}:{self.citations[position].n}" if 0 <= position < len(self.citations) else None


def key_of(turn: int, kind: Literal["c", "n"], n: int) -> str:
    """`c` for the citations of the statements, `n` for the nearest passages."""
    return f"{turn}:{kind}:{n}"


def place(turns: Sequence[Turn], key: str) -> Place | None:
    """Where a key leads. It comes from the browser: None for whatever this conversation does not show."""
    turn, _, rest = key.partition(":")
    kind, _, n = rest.partition(":")
    if not (turn.isdecimal() and n.isdecimal() and int(turn) < len(turns)):
        return None
    answer = turns[int(turn)].answer
    shown = {"c": answer.citations, "n": answer.nearest}.get(kind, ()) if answer else ()
    position = next((index for index, citation in enumerate(shown) if citation.n == int(n)), None)
    return None if position is None else Place(key_of(int(turn), kind, int(n)), shown, position)  # type: ignore[arg-type]


def first_place(turns: Sequence[Turn]) -> Place | None:
    """The first citation of the latest answer, else its nearest passage."""
    answer = turns[-1].answer if turns else None
    for kind, shown in (("c", answer.citations), ("n", answer.nearest)) if answer else ():
        if shown:
            return place(turns, f"{len(turns) - 1}:{kind}:{shown[0].n}")
    return None


def history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """The turns so far as `Assistant.ask` takes them."""
    messages = []
    for turn in turns:
        if turn.answer:
            messages.append({"role": "user", "content": turn.question})
            messages.append({"role": "assistant", "content": turn.answer.answer or turn.answer.reason})
    return messages


def where(citation: Citation, labels: Labels) -> str:
    """Title, innermost section and page in one line of plain text."""
    innermost = section(citation).rpartition(SECTIONS)[2]
    return " · ".join(
        filter(None, (citation.title or citation.document, innermost, page_number(citation.page, labels)))
    )


def section(citation: Citation) -> str:
    """The path of the section without what only repeats the title, as the heading of a whole document does."""
    title = citation.title.casefold()
    return SECTIONS.join(part for part in citation.section.split(SECTIONS) if part.casefold() not in title)


def transcript(turns: Sequence[Turn], labels: Labels, shown: int | None = None, step: int = 0) -> str:
    """The whole conversation as HTML. Of the last answer only the first `shown` statements; all when None.

    While an answer is awaited, `step` is the number of the step at work.
    """
    last = len(turns) - 1
    parts = [
        _turn(index, turn, labels, shown if index == last else None, step if index == last else 0, index == last)
        for index, turn in enumerate(turns)
    ]
    return (
        f'<section class="conversation" role="log" aria-live="polite" aria-label="{text(labels.conversation)}"'
        f"{lang(labels.code)}>{''.join(parts)}</section>"
    )


def _file_name(labels: Labels) -> str:
    return "-".join(re.findall(r"[^\W_]+", labels.conversation.lower())) + ".md"


def _turn(index: int, turn: Turn, labels: Labels, shown: int | None, step: int, last: bool) -> str:
    language = lang(turn.answer.language) if turn.answer else ""
    asked = text(turn.question)
    question = f'<h2 class="asked" aria-label="{text(labels.asked)}: {asked}"{language}>{asked}</h2>'
    if turn.broken:
        body = f'<p class="reason broken">{text(labels.failed)}</p>'
    elif turn.answer is None:
        body = _steps(labels, step)
    else:
        body = _answer(index, turn.answer, labels, shown, last)
    return f'<article class="turn" dir="auto">{question}<div class="answer">{body}</div></article>'


def _steps(labels: Labels, step: int) -> str:
    state = ["done"] * step + ["now"] + ["later"] * len(labels.steps)
    items = "".join(f'<li class="{state[i]}">{text(words)}</li>' for i, words in enumerate(labels.steps))
    return f'<ol class="steps" aria-label="{text(labels.working)}">{items}</ol>'


def _answer(index: int, answer: Answer, labels: Labels, shown: int | None, last: bool) -> str:
    fallback = {
        "partial": labels.partial,
        "not_found": labels.not_found,
        "blocked": labels.blocked,
        "error": labels.failed,
    }
    reason = answer.reason or fallback.get(answer.status, "")
    parts = [f'<p class="reason {answer.status}"{lang(answer.language)}>{text(reason)}</p>'] if reason else []
    statements = answer.statements[:shown] if shown is not None else answer.statements
    if statements:
        parts.append(f'<ol class="statements">{"".join(_statement(index, answer, s, labels) for s in statements)}</ol>')
    if answer.nearest and shown is None:
        near = "".join(
            f'<li class="statement">{_quote(citation, citation.quote)}'
            f"{_line(key_of(index, 'n', citation.n), citation, labels)}</li>"
            for citation in answer.nearest
        )
        parts.append(f'<h3>{text(labels.nearest)}</h3><ol class="statements nearest">{near}</ol>')
    if shown is None:
        parts.append(_foot(answer, reason, labels, last))
    return "".join(parts)


def _statement(index: int, answer: Answer, statement: Statement, labels: Labels) -> str:
    """The statement with its marks and, below, what it cites: the words themselves unless they are the statement."""
    cited = [citation for citation in answer.citations if citation.n in statement.citations]
    marks = "".join(
        button(
            "cite", f"[{citation.n}]", key_of(index, "c", citation.n), kind="mark",
            label=labels.citation.format(n=citation.n, title=citation.title or citation.document),
        )
        for citation in cited
    )  # fmt: skip
    language = cited[0].language if statement.kind == "quote" and cited else answer.language
    parts = [f'<p class="said" dir="auto"{lang(language)}>{text(statement.text)} {marks}</p>']
    for citation in cited:
        if citation.quote.strip() != statement.text.strip():
            parts.append(_quote(citation, citation.quote))
        parts.append(_line(key_of(index, "c", citation.n), citation, labels))
    return f'<li class="statement">{"".join(parts)}</li>'


def _quote(citation: Citation, words: str) -> str:
    return f'<blockquote class="words-of" dir="auto"{lang(citation.language)}>{text(words)}</blockquote>'


def _line(key: str, citation: Citation, labels: Labels) -> str:
    label = labels.quote_from.format(title=where(citation, labels))
    return button("cite", where(citation, labels), key, kind="line", label=label)


def _foot(answer: Answer, reason: str, labels: Labels, last: bool) -> str:
    took = answer.timings_ms.get("total")
    names = zip(("understand", "retrieve", "compose", "verify"), labels.steps, strict=True)
    steps = " · ".join(f"{name}: {answer.timings_ms[step]:.0f} ms" for step, name in names if step in answer.timings_ms)
    words = labels.took.format(seconds=seconds(took, labels.code)) if took else ""
    time = f'<span class="took" title="{text(steps)}">{text(words)}</span>' if words else ""
    # A file of the whole conversation is made in the browser, from what the copy button of every answer carries.
    save = (
        f'<button type="button" class="plain" data-save="{text(_file_name(labels))}">{text(labels.download)}</button>'
    )
    return (
        f'<div class="tools"><button type="button" class="plain" data-copy="{text(_plain(answer, reason, labels))}"'
        f' data-markdown="{text(_markdown(answer, reason, labels))}" data-done="{text(labels.copied)}">'
        f"{text(labels.copy)}</button>{save if last else ''}{time}</div>"
    )


def _plain(answer: Answer, reason: str, labels: Labels) -> str:
    """The answer with its sources, to paste anywhere."""
    lines = [reason] if reason else []
    for statement in answer.statements:
        lines.append(statement.text + "".join(f" [{n}]" for n in statement.citations))
    shown = answer.citations or answer.nearest
    if shown:
        lines += ["", f"{labels.sources if answer.citations else labels.nearest}:"]
    for citation in shown:
        lines.append(f"[{citation.n}] “{citation.quote}” — {where(citation, labels)} ({citation.document})")
    return "\n".join(lines)


def _markdown(answer: Answer, reason: str, labels: Labels) -> str:
    """Question and answer for the file that is downloaded; nothing in it is markup but what stands here."""
    escaped = _MARKDOWN.sub(r"\\\1", _plain(answer, reason, labels))
    return f"## {_MARKDOWN.sub(_escape, ' '.join(answer.question.split()))}\n\n" + escaped.replace("\n", "  \n")


def _escape(match: re.Match[str]) -> str:
    return "\\" + match[1]
