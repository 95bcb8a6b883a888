"""Checking an answer against the stored text, the same way however it was composed.

A quote must be the source's own words at its offsets, and every date, document number and figure of a statement must
stand in what the statement cites, whatever its script and spelling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer import Citation, Statement
from assistant.evidence import contents
from ingest.digits import fold
from ingest.language import detect
from ingest.references import same


def verified(
    statements: Sequence[Statement], citations: Sequence[Citation], text_of: Callable[[str], str]
) -> tuple[list[Statement], list[Citation]]:
    """The statements that hold, with the citations that they use.

    `text_of` gives the stored text of a document by its name.
    """
    exact = {c.n: c for c in citations if c.quote and text_of(c.document)[c.start : c.end] == c.quote}
    kept = []
    for statement in statements:
        cited = [exact[n] for n in statement.citations if n in exact]
        if cited and len(cited) == len(statement.citations) and supported(statement.text, cited):
            kept.append(statement)
    used = {n for statement in kept for n in statement.citations}
    return kept, [citation for citation in citations if citation.n in used]


def supported(text: str, cited: Sequence[Citation]) -> bool:
    """Whether everything in `text` that can be checked stands in the quotes."""
    if fold(text) in fold(" ".join(citation.quote for citation in cited)):
        return True
    given = [contents(citation.quote, citation.language) for citation in cited]
    # Its own language counts: 1.234 is more than a thousand in one, and little more than one in another.
    said = contents(text, detect(text))
    days = {(p.start, p.end, p.recurrence) for each in given for p in each.periods}
    figures = {q.value for each in given for q in each.quantities}
    numbers = [r.number for each in given for r in each.references]
    return (
        all((p.start, p.end, p.recurrence) in days for p in said.periods)
        and all(any(same(r.number, other) for other in numbers) for r in said.references)
        and all(q.value in figures for q in said.quantities)
    )
