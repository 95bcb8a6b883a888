"""Composing with a chat model: it sees the question and the best evidence, and what it says is kept as far as it holds.

The model is not trusted. It sees sources as short marks, never a file name or a link; of what it writes, a sentence
stays only if it ends in marks of sources that were shown, has no link, and passes `assistant.verify`. Where nothing
stays, or the model fails or is slow, there is no result, and the caller composes without it.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Thread
from typing import TYPE_CHECKING, Any

from assistant import extract
from assistant.answer import Citation, Statement
from assistant.budget import count_tokens
from assistant.evidence import Evidence
from assistant.question import Question, clean
from assistant.settings import SettingsError
from assistant.verify import supported
from assistant.wording import spoken
from index.records import DocumentInfo
from ingest.sentences import split_sentences
from prompts.render import render

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)
SOURCES = 10  # shown to the model at most
STATEMENTS = 3
LONGEST_ANSWER = 6_000  # characters read of a model that does not stop
RETRIES = 1
LANGUAGES = {"vi": "Vietnamese", "hi": "Hindi", "bn": "Bengali", "en": "English"}


@dataclass(frozen=True, slots=True)
class Model:
    """A chat model and the seconds it is given for an answer."""

    chat: BaseChatModel
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of evidence under the number that the model sees; `shown` is the one line that it reads."""

    evidence: Evidence
    citation: Citation
    shown: str


def open_model(name: str, base_url: str = "", timeout_s: float = 30) -> Model | None:
    """The chat model of a setting such as "openai:NAME" or "ollama:NAME"; None for the empty one.

    The key comes from the variable that LangChain's provider reads, e.g. OPENAI_API_KEY. Nothing is sent. Raises
    SettingsError: an unknown provider, its package or key missing.
    """
    if not name:
        return None
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": 0, "timeout": timeout_s, "max_retries": RETRIES}
    if base_url:
        options["base_url"] = base_url
    try:
        chat = init_chat_model(name, **options)
    except ImportError as error:
        extra = " (for openai: the extra, `pip install 'directives[openai]'`)" if "openai" in str(error) else ""
        raise SettingsError(f"The chat model {name!r} cannot be used: {_first_line(error)}{extra}.") from error
    except Exception as error:  # every provider has its own for a missing key
        raise SettingsError(f"The chat model {name!r} cannot be used: {_first_line(error)}.") from error
    return Model(chat, timeout_s)


def compose(
    question: Question,
    evidence: Sequence[Evidence],
    documents: Mapping[int, DocumentInfo],
    model: Model,
    budget: int,
) -> extract.Composed | None:
    """Up to three generated statements that hold against what they cite; None where the model gives none.

    `evidence` is ranked, best first; `budget` is the longest prompt, in tokens. Citations are numbered anew, in the
    order in which the statements use them.
    """
    language = LANGUAGES[spoken(question.language)]
    sources, messages = _prompt(question, _sources(question, evidence, documents), language, budget)
    if not sources:
        log.warning("The question and its sources do not fit into a prompt of %d tokens", budget)
        return None
    said = _ask(model, messages)
    by_number = {source.citation.n: source for source in sources}
    sentences = list(_sentences(said))[: 2 * STATEMENTS]
    held = [(text, marks) for text, marks in sentences if _holds(text, marks, by_number)][:STATEMENTS]
    if said and len(held) < len(sentences[:STATEMENTS]):
        log.warning("Of %d sentences of the chat model %d hold", len(sentences), len(held))
    return _composed(held, by_number) if held else None


def _sources(
    question: Question, evidence: Sequence[Evidence], documents: Mapping[int, DocumentInfo]
) -> Iterator[Source]:
    """The best evidence, the same words once."""
    seen: set[str] = set()
    for item in evidence:
        citation = extract.cite(len(seen) + 1, item, documents[item.passage.document_id], question)
        if citation.quote in seen:
            continue
        seen.add(citation.quote)
        cells = item.passage.cells
        text = extract.row_text(item.passage.header, cells) if cells else citation.quote
        yield Source(item, citation, _shown(text))
        if len(seen) == SOURCES:
            return


def _shown(text: str) -> str:
    """A source as one line, without links and without anything that looks like a mark of ours."""
    return re.sub(_MARK, " ", _LINK.sub("…", clean(text)))


def _prompt(
    question: Question, sources: Iterator[Source], language: str, budget: int
) -> tuple[list[Source], list[tuple[str, str]]]:
    """The sources that fit, and the messages: the instructions, then the question with the sources as data."""

    def rendered(lines: Sequence[str]) -> list[tuple[str, str]]:
        text = "\n".join(lines)
        # The sources cannot hold a line that is made from all of them, so none can close the fence.
        fence = f"=== {hashlib.sha256(text.encode()).hexdigest()[:16]} ==="
        prompt = render("answer", language=language, fence=fence, question=question.text, sources=text)
        instructions, _, message = prompt.partition("\n---\n")
        return [("system", instructions.strip()), ("human", message.strip())]

    chosen: list[Source] = []
    left = budget - sum(count_tokens(text) for _, text in rendered([]))
    for source in sources:
        tokens = count_tokens(_line(source)) + 1  # and the end of its line
        if tokens <= left:
            chosen.append(source)
            left -= tokens
    return chosen, rendered([_line(source) for source in chosen])


def _line(source: Source) -> str:
    return f"[{source.citation.n}] {source.shown}"


def _ask(model: Model, messages: list[tuple[str, str]]) -> str:
    """What the model says; with a warning, nothing if it fails or takes longer than it is given.

    It is read in a thread of its own: not every provider has a time-out, and none has one for an answer that drips.
    """
    pieces: list[str] = []
    failures: list[Exception] = []
    deadline = time.monotonic() + model.timeout_s

    def read() -> None:
        length = 0
        try:
            for chunk in model.chat.stream(messages):
                pieces.append(str(chunk.text))
                length += len(pieces[-1])
                if length > LONGEST_ANSWER or time.monotonic() > deadline:
                    return
        except Exception as error:
            failures.append(error)

    thread = Thread(target=read, name="chat model", daemon=True)
    thread.start()
    thread.join(model.timeout_s)
    if thread.is_alive() or time.monotonic() > deadline:
        log.warning("The chat model did not answer within %g seconds", model.timeout_s)
        return ""
    if failures:
        log.warning("The chat model failed: %s: %s", type(failures[0]).__name__, _first_line(failures[0]))
        return ""
    return "".join(pieces)[:LONGEST_ANSWER]


_MARK = r"[\[【]\s*\^?\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*[\]】]"
_HIDDEN = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LIST_SIGN = re.compile(r"^(?:[-*•>#]+\s+|\d{1,2}[.)]\s+)+")
_EMPHASIS = re.compile(r"\*+|`+|__+|~~+")
_MARK_WITH_TARGET = re.compile(rf"({_MARK})\([^()]*\)")
_MARKS_BEHIND = re.compile(rf"([.!?…।॥])((?:\s*{_MARK})+)")
# Markdown's links and images, tags, addresses with a scheme, and hosts with a path.
_LINK = re.compile(
    r"!?\[[^\[\]]*\]\s*\([^()]*\)"
    r"|</?[a-z][^<>]*>"
    r"|(?:\b[a-z][a-z0-9+.-]*:/|\bwww\.|\b(?:mailto|javascript|tel):(?=\S)|\bdata:[a-z]+/)[^\s\[\]<>]*"
    r"|\b(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?]|:\d)[^\s\[\]<>]*",
    re.IGNORECASE,
)
_HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b", re.ASCII | re.IGNORECASE)
_LINKED = "\ue000"  # stands where a link stood; `clean` lets none through


def _sentences(said: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Sentences with the marks that stood in them, which they lose; sentences with a link are left out.

    The model was shown no link, so what it links to is not from the sources.
    """
    for line in _HIDDEN.sub("", said).splitlines():
        text = _EMPHASIS.sub("", _LIST_SIGN.sub("", clean(line)))
        text = _LINK.sub(_LINKED, _MARK_WITH_TARGET.sub(r"\1", text))
        text = _MARKS_BEHIND.sub(r"\2\1", text)
        for start, end in split_sentences(text):
            sentence = text[start:end]
            if _LINKED in sentence:
                continue
            marks = [int(n) for mark in re.findall(_MARK, sentence) for n in re.findall(r"\d+", mark)]
            bare = re.sub(rf"\s*{_MARK}", "", sentence).strip()
            if bare:
                yield bare, tuple(dict.fromkeys(marks))


def _holds(text: str, marks: Sequence[int], sources: Mapping[int, Source]) -> bool:
    """Whether a sentence cites, only what was shown, and says nothing that can be checked and is not there."""
    if not marks or not all(n in sources for n in marks) or not any(map(str.isalnum, text)):
        return False
    cited = [sources[n].citation for n in marks]
    hosts = {host.lower() for host in _HOST.findall(text)}
    given = " ".join(citation.quote.lower() for citation in cited)
    return all(host in given for host in hosts) and supported(text, cited)


def _composed(held: Sequence[tuple[str, tuple[int, ...]]], sources: Mapping[int, Source]) -> extract.Composed:
    used = list(dict.fromkeys(n for _, marks in held for n in marks))
    number = {old: new for new, old in enumerate(used, 1)}
    return extract.Composed(
        statements=tuple(Statement(text, tuple(number[n] for n in marks), "generated") for text, marks in held),
        citations=tuple(replace(sources[n].citation, n=number[n]) for n in used),
        beside={number[n]: " | ".join(sources[n].evidence.passage.header) for n in used},
    )


def _first_line(error: Exception) -> str:
    """Enough of an error to act on, never pages of it."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200].rstrip(". ")
