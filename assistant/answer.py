"""The answer, as the command line prints it and the chat shows it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["answered", "partial", "not_found", "blocked", "error"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a source. `document text[start:end] == quote`, exactly."""

    n: int
    document: str  # base name of the file
    title: str
    url: str | None
    language: str
    quote: str
    start: int
    end: int
    page: int | None
    section: str  # path, joined with " › "


@dataclass(frozen=True, slots=True)
class Statement:
    text: str  # without citation marks
    citations: tuple[int, ...]
    kind: Literal["quote", "fact", "generated"]


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    language: str  # of the question, and of everything outside quotes
    status: Status
    answer: str  # Markdown with [1] marks
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    reason: str = ""  # why not (fully) answered, in the asker's language
    nearest: tuple[Citation, ...] = ()  # the nearest passages, when the documents do not say it
    timings_ms: dict[str, float] = field(default_factory=dict)  # understand, retrieve, compose, verify, total
    fingerprint: str = ""
    id: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The contract's JSON object; `id` first and only where one was given."""
        fields = asdict(self)
        id_ = fields.pop("id")
        return fields if id_ is None else {"id": id_, **fields}
