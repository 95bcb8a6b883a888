"""One question on its way to an answer: the record that the steps of `assistant.chat` fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answer import Citation, Statement, Status
from assistant.evidence import Evidence, Scope
from assistant.question import Question
from assistant.wording import spoken
from index.retrieve import Pool


@dataclass
class Turn:
    asked: str
    history: Sequence[Mapping[str, object]] = ()
    documents: tuple[str, ...] | None = None  # answer from these only
    language: str | None = None  # given by the caller instead of detected
    id: str | None = None

    question: Question | None = None
    pool: Pool | None = None
    scope: Scope | None = None
    evidence: Sequence[Evidence] = ()  # best first
    statements: Sequence[Statement] = ()
    citations: Sequence[Citation] = ()
    beside: Mapping[int, str] = field(default_factory=dict)  # what else bears out a quote, by its citation
    facts: Sequence[dict[str, Any]] = ()  # behind the statements
    nearest: Sequence[Citation] = ()
    status: Status | None = None  # set by the step that ends the turn
    reason: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
    fingerprint: str = ""  # of the documents, the index and, where one writes, the chat model

    @property
    def spoken(self) -> str:
        """The language to speak to the asker in."""
        return spoken(self.question.language if self.question else self.language or "en")

    def end(self, status: Status, reason: str = "") -> None:
        """Later steps are not run."""
        self.status, self.reason = status, reason
