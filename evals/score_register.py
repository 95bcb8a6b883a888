"""How much of a hand-made register does an extracted one have, and how much of it is right?

    python -m evals.score_register [--gold FILE] [--optional FILE] [--corpus DIR] [--facts FILE] [--misses N] [--json]

Without `--facts` the documents of `--corpus` are read and their own facts scored; with it, the rows that
`directives facts --format json` prints, as far as they are of those documents. What is compared, and what counts as
right, is described in `evals/README.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from evals.register_cases import CORPUS, GOLD, LANGUAGES, GoldRow, load_gold, load_optional, read_corpus
from ingest.digits import fold
from ingest.records import OBLIGATIONS, Document, Fact, IngestError

OVERLAP = 0.5  # of the shorter span: less, and two statements only touch
SAME_DEADLINE, SAME_TARGET, SAME_AGENCY = 0.5, 0.5, 0.25  # added to the overlap where several pairs are possible
HARDLY = 0.01  # a row that must be there is preferred to one that may
FIELDS = ("deadline", "agency", "target")
GOALS = {"deadline": 0.92, "agency": 0.88, "target": 0.92}  # F1
OBLIGATION_GOAL = 0.85  # precision and recall


@dataclass(frozen=True, slots=True)
class Found:
    """An extracted obligation. `date` is (start, end, recurrence), `amount` (value, upper end, unit); None for none."""

    document: str
    start: int
    end: int
    quote: str
    kind: str
    agency: str = ""
    agency_name: str = ""
    date: tuple[date | None, date | None, str | None] | None = None
    amount: tuple[Decimal, Decimal | None, str | None] | None = None

    def exact(self, text: str) -> bool:
        return 0 <= self.start < self.end <= len(text) and text[self.start : self.end] == self.quote


@dataclass(slots=True)
class Counts:
    """True positives, what the gold has and what was found; the measures are None where they say nothing."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None

    def add(self, other: Counts) -> None:
        self.right += other.right
        self.gold += other.gold
        self.found += other.found


@dataclass(slots=True)
class Scores:
    obligation: Counts = field(default_factory=Counts)
    deadline: Counts = field(default_factory=Counts)
    agency: Counts = field(default_factory=Counts)
    target: Counts = field(default_factory=Counts)
    kind: Counts = field(default_factory=Counts)  # of the pairs: how many agree on the kind
    quotes: Counts = field(default_factory=Counts)  # of all found: how many quotes are the text's own words

    def add(self, other: Scores) -> None:
        for name in self.__slots__:
            getattr(self, name).add(getattr(other, name))


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that the gold has and we do not (`missed`), the reverse (`extra`), or a part that differs (`wrong`)."""

    document: str
    fault: str
    gold: str  # id of the row, or ""
    reason: str
    quote: str


def from_row(row: Mapping[str, Any]) -> Found:
    """A row of `directives facts --format json`. Raises KeyError, TypeError or ValueError on what is none."""
    when, number = row.get("date"), row.get("number")
    days = [date.fromisoformat(when[key]) if when.get(key) else None for key in ("start", "end")] if when else []
    high = row.get("number_high")
    return Found(
        document=row["document"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        kind=row["kind"],
        agency=row.get("agency") or "",
        agency_name=row.get("agency_name") or "",
        date=(days[0], days[1], when.get("recurrence")) if when else None,
        amount=None
        if number is None
        else (Decimal(str(number)), None if high is None else Decimal(str(high)), row.get("unit")),
    )


def from_fact(document: Document, fact: Fact) -> Found:
    when, amount = fact.deadline, fact.amount
    return Found(
        document=document.name,
        start=fact.start,
        end=fact.end,
        quote=document.text[max(fact.start, 0) : max(fact.end, 0)],
        kind=fact.kind,
        agency=fact.agency,
        agency_name=fact.agency_name,
        date=(when.start, when.end, when.recurrence) if when else None,
        amount=(amount.value, amount.high, amount.unit) if amount else None,
    )


def overlap(one: tuple[int, int], two: tuple[int, int]) -> float:
    """Characters in common, as a share of the shorter span."""
    common = min(one[1], two[1]) - max(one[0], two[0])
    shorter = min(one[1] - one[0], two[1] - two[0])
    return max(common, 0) / shorter if shorter > 0 else 0.0


def same_deadline(gold: GoldRow, found: Found) -> bool:
    return bool(gold.date and found.date == (gold.date.start, gold.date.end, gold.date.recurrence))


def same_target(gold: GoldRow, found: Found) -> bool:
    if not gold.target or not found.amount:
        return False
    value, high, unit = found.amount
    if (value, high) != (gold.target.value, gold.target.high):
        return False
    return fold(unit or "") in {fold(name) for name in (gold.target.unit, *gold.target.unit_aliases)}


def same_agency(gold: GoldRow, found: Found) -> bool:
    if not gold.agency:
        return False
    names = {fold(name) for name in gold.agency.names}
    words = fold(found.agency).strip()
    if words and any(words in name or name in words for name in names):
        return True
    return fold(found.agency_name).strip() in names


SAME = {"deadline": same_deadline, "agency": same_agency, "target": same_target}


def gold_has(gold: GoldRow, name: str) -> bool:
    return {"deadline": gold.date, "agency": gold.agency, "target": gold.target}[name] is not None


def optional(gold: GoldRow, name: str) -> bool:
    return ("date" if name == "deadline" else name) in gold.optional


def found_has(found: Found, name: str) -> bool:
    values = {"deadline": found.date, "agency": found.agency or found.agency_name, "target": found.amount}
    return bool(values[name])


def pair(golds: Sequence[GoldRow], spans: Sequence[tuple[int, int]], found: Sequence[Found]) -> dict[int, int]:
    """Gold → found, one to one, so that overlap and agreement are greatest in sum over a document."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not golds or not found:
        return {}
    weights = np.zeros((len(golds), len(found)))
    for i, (gold, span) in enumerate(zip(golds, spans, strict=True)):
        for j, fact in enumerate(found):
            share = overlap(span, (fact.start, fact.end))
            if share >= OVERLAP:
                weights[i, j] = (
                    share + SAME_DEADLINE * same_deadline(gold, fact) + SAME_TARGET * same_target(gold, fact)
                )
                weights[i, j] += SAME_AGENCY * same_agency(gold, fact) - HARDLY * (not gold.counts)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0}


def score(golds: Sequence[GoldRow], found: Sequence[Found], text: str) -> tuple[Scores, list[Miss]]:
    """One document's scores and what went wrong in it, in the order of the text; `found` may hold any kinds."""
    found = [fact for fact in found if fact.kind in OBLIGATIONS]
    spans = [gold.span(text) for gold in golds]
    pairs = pair(golds, spans, found)
    scores = Scores()
    misses: list[tuple[int, Miss]] = []
    for i, gold in enumerate(golds):
        fact = found[pairs[i]] if i in pairs else None
        if not gold.counts:
            continue
        scores.obligation.add(Counts(fact is not None, 1, fact is not None))
        if fact is None:
            reason = _why_missed(spans[i], found)
            misses.append((spans[i][0], Miss(gold.document, "missed", gold.id, reason, gold.quote)))
        else:
            scores.kind.add(Counts(fact.kind == gold.kind, 1, 1))
        for name in FIELDS:
            counts = compare(gold, fact, name)
            getattr(scores, name).add(counts)
            if fact and counts.right < max(counts.gold, counts.found):
                reason = f"{name}: {_gold_words(gold, name)}, found {_found_words(fact, name)}"
                misses.append((fact.start, Miss(gold.document, "wrong", gold.id, reason, fact.quote)))
    paired = set(pairs.values())
    for j, fact in enumerate(found):
        scores.quotes.add(Counts(fact.exact(text), 1, 1))
        if j not in paired:
            scores.obligation.found += 1
            for name in FIELDS:
                getattr(scores, name).found += found_has(fact, name)
            reason = _why_extra(fact, golds, spans)
            misses.append((fact.start, Miss(fact.document, "extra", "", reason, fact.quote)))
    return scores, [miss for _, miss in sorted(misses, key=lambda item: item[0])]


def compare(gold: GoldRow, fact: Found | None, name: str) -> Counts:
    """One field of a row that counts and of the fact paired with it, if any."""
    has, may = gold_has(gold, name), optional(gold, name)
    if fact is None or not found_has(fact, name):
        return Counts(0, has and not may, 0)
    if SAME[name](gold, fact):
        return Counts(1, 1, 1)
    return Counts(0, has and not may, has or not may)


def _why_missed(span: tuple[int, int], found: Sequence[Found]) -> str:
    best = max((overlap(span, (fact.start, fact.end)) for fact in found), default=0.0)
    if best >= OVERLAP:
        return "what was found there is paired with another row"
    return f"found there only {best:.0%} of it" if best else "nothing found there"


def _why_extra(fact: Found, golds: Sequence[GoldRow], spans: Sequence[tuple[int, int]]) -> str:
    near = [
        gold.id for gold, span in zip(golds, spans, strict=True) if overlap(span, (fact.start, fact.end)) >= OVERLAP
    ]
    return f"{fact.kind}: " + (f"{', '.join(near)} already paired" if near else "no obligation there")


def _gold_words(gold: GoldRow, name: str) -> str:
    if name == "deadline" and gold.date:
        return _interval(gold.date.start, gold.date.end, gold.date.recurrence)
    if name == "target" and gold.target:
        return f"{gold.target.value} {gold.target.unit}"
    return gold.agency.text if name == "agency" and gold.agency else "none"


def _found_words(fact: Found, name: str) -> str:
    if name == "deadline" and fact.date:
        return _interval(*fact.date)
    if name == "target" and fact.amount:
        return f"{fact.amount[0]} {fact.amount[2]}"
    return fact.agency or fact.agency_name or "none" if name == "agency" else "none"


def _interval(start: date | None, end: date | None, recurrence: str | None) -> str:
    return " ".join(filter(None, (f"{start}..{end}" if start or end else "no day", recurrence)))


def score_all(
    golds: Sequence[GoldRow], found: Sequence[Found], documents: Mapping[str, Document]
) -> tuple[dict[str, Scores], list[Miss]]:
    """Scores by language and `"all"`, and the misses by document. Raises ValueError for gold of no document."""
    if unknown := {gold.document for gold in golds} - documents.keys():
        raise ValueError(f"the documents of the gold register are not all there: {', '.join(sorted(unknown))}")
    scores = {language: Scores() for language in (*LANGUAGES, "all")}
    misses: list[Miss] = []
    for name, document in documents.items():
        own = [gold for gold in golds if gold.document == name]
        part, wrong = score(own, [fact for fact in found if fact.document == name], document.text)
        language = own[0].language if own else document.language
        scores.setdefault(language, Scores()).add(part)
        scores["all"].add(part)
        misses += wrong
    return scores, misses


def lines(scores: Mapping[str, Scores]) -> Iterator[str]:
    """The report: a line a language, each measure as precision/recall/F1, and how the goals stand."""
    names = ("obligation", *FIELDS)
    yield f"{'':<5}{'gold':>5}{'found':>6}  " + "".join(f"{name:<18}" for name in names) + "kind  quotes"
    for language, part in scores.items():
        if not part.obligation.gold + part.obligation.found:
            continue
        cells = (getattr(part, name) for name in names)
        measured = ["/".join(map(_share, (counts.precision, counts.recall, counts.f1))) for counts in cells]
        rest = f"{_share(part.kind.precision):<6}{_share(part.quotes.precision)}"
        yield f"{language:<5}{part.obligation.gold:>5}{part.obligation.found:>6}  " + (
            "".join(f"{cell:<18}" for cell in measured) + rest
        )
    overall = scores["all"]
    measures = [(f"{name} F1", getattr(overall, name).f1, goal) for name, goal in GOALS.items()]
    measures += [(f"obligation {key}", getattr(overall.obligation, key), OBLIGATION_GOAL) for key in _TWO]
    measures += [("quotes exact", overall.quotes.precision, 1.0)]
    for name, value, goal in measures:
        yield f"{name:<21}{_share(value)}  goal {goal:.2f}: {'met' if (value or 0) >= goal else 'missed'}"


_TWO = ("precision", "recall")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def as_json(scores: Mapping[str, Scores], misses: Sequence[Miss]) -> dict[str, Any]:
    def measures(counts: Counts) -> dict[str, Any]:
        return {**asdict(counts), **{key: getattr(counts, key) for key in ("precision", "recall", "f1")}}

    table = {
        language: {name: measures(getattr(part, name)) for name in Scores.__slots__}
        for language, part in scores.items()
    }
    return {"scores": table, "misses": [asdict(miss) for miss in misses]}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="FILE", help="the hand-made register")
    parser.add_argument("--optional", type=Path, metavar="FILE", help="passages that may be obligations or not")
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="DIR", help="the documents that it speaks of")
    parser.add_argument("--facts", type=Path, metavar="FILE", help="rows of `directives facts --format json`")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list the first N things that went wrong")
    parser.add_argument("--json", action="store_true", dest="as_json", help="print scores and misses as JSON")
    given = parser.parse_args(argv)
    try:
        golds = load_gold(given.gold) + (load_optional(given.optional) if given.optional else [])
        documents = read_corpus(given.corpus)
        if given.facts:
            found = [from_row(row) for row in json.loads(given.facts.read_text(encoding="utf-8"))]
        else:
            found = [from_fact(document, fact) for document in documents.values() for fact in document.facts]
        scores, misses = score_all(golds, found, documents)
    except (OSError, ValueError, KeyError, TypeError, IngestError) as error:
        parser.error(str(error))
    if given.as_json:
        print(json.dumps(as_json(scores, misses[: given.misses] if given.misses else misses), ensure_ascii=False))
        return 0
    print(*lines(scores), sep="\n")
    title = ""
    for miss in misses[: given.misses]:
        if miss.document != title:
            title = miss.document
            print(f"\n{title}")
        print(f"  {miss.fault:<7}{miss.gold or '':<6}{miss.reason}\n{'':15}{' '.join(miss.quote.split())[:160]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
