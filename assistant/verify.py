"""Checking an answer against the stored text, the same way however it was composed.

A quote must be the source's own words at its offsets, and every date, document number and figure of a statement must
stand in what the statement cites, whatever its script and spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from assistant.answer import Citation, Statement
from assistant.evidence import contents
from ingest.dates import Period
from ingest.digits import fold
from ingest.language import detect
from ingest.numbers import Quantity
from ingest.references import same

# What shows that a piece was cut out of a word, a number or a document number.
_CUT_BEFORE = re.compile(r"(?:[^\W_]|\d[.,/-])\Z")
_CUT_BEHIND = re.compile(r"[^\W_]|[.,/-]\w|[ ]?%")


def verified(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    text_of: Callable[[str], str],
    beside: Mapping[int, str] = MappingProxyType({}),
) -> tuple[list[Statement], list[Citation]]:
    """The statements that hold, with the citations that they use.

    `text_of` gives the stored text of a document by its name, `beside` what else bears out the quote of a
    citation, by its number: the header of the table that it is a row of, or what a person corrected.
    """
    exact = {c.n: c for c in citations if _is_exact(c, text_of(c.document))}
    kept = []
    for statement in statements:
        cited = [exact[n] for n in statement.citations if n in exact]
        if cited and len(cited) == len(statement.citations) and supported(statement.text, cited, beside):
            kept.append(statement)
    used = {n for statement in kept for n in statement.citations}
    return kept, [citation for citation in citations if citation.n in used]


def _is_exact(citation: Citation, text: str) -> bool:
    inside = 0 <= citation.start < citation.end <= len(text)
    return inside and text[citation.start : citation.end] == citation.quote


def supported(text: str, cited: Sequence[Citation], beside: Mapping[int, str] = MappingProxyType({})) -> bool:
    """Whether everything in `text` that can be checked stands in the quotes."""
    if any(_is_piece(fold(text), fold(citation.quote)) for citation in cited):
        return True
    # Its own language counts: 1.234 is more than a thousand in one, and little more than one in another.
    language = detect(text)
    said = contents(text, language)
    given = [contents(words, c.language) for c in cited for words in (c.quote, beside.get(c.n, ""))]
    given += [contents(beside[c.n], language) for c in cited if beside.get(c.n)]  # which may be in the asker's language
    periods = [p for each in given for p in each.periods]
    quantities = [q for each in given for q in each.quantities]
    numbers = [r.number for each in given for r in each.references]
    return (
        all(any(_agrees(p, other) for other in periods) for p in said.periods)
        and all(any(same(r.number, other) for other in numbers) for r in said.references)
        and all(any(_is_given(q, other) for other in quantities) for q in said.quantities)
    )


def _is_piece(text: str, quote: str) -> bool:
    """Whether the text stands in the quote whole: a number cut in two is another number."""
    at = quote.find(text)
    while at >= 0:
        before, behind = quote[:at], quote[at + len(text) :]
        if not _CUT_BEFORE.search(before) and not _CUT_BEHIND.match(behind):
            return True
        at = quote.find(text, at + 1)
    return False


def _is_given(said: Quantity, given: Quantity) -> bool:
    """Every number of it, and the whole of a range: "5 to 7%" bears out 5%, and 5% not "5 to 7%"."""
    return said.unit in (None, given.unit) and set(said.numbers) <= set(given.numbers)


def _agrees(said: Period, given: Period) -> bool:
    """The same days, also of what recurs; and where both say so, the same side of them: "by" is not "after"."""
    if (said.start, said.end, said.recurrence) != (given.start, given.end, given.recurrence):
        return False
    if said.rule not in ("", given.rule):
        return False
    return said.relation in (None, "on", given.relation) or given.relation is None
