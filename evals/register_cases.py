"""The hand-made register: who must do what, by when and how much, one obligation a line. Its loading and its checks.

    python -m evals.register_cases [--gold FILE] [--corpus DIR] [--least N] [--least-language N]

The format is described in `evals/README.md`. Offsets are never written down: a row names its quote and which
occurrence of it is meant, and `GoldRow.span` finds it in the stored text of the document.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ingest.document import read_document
from ingest.records import OBLIGATIONS, Document

HERE = Path(__file__).parent
GOLD = HERE / "cases" / "register.jsonl"
CORPUS = HERE / "corpus"

LANGUAGES = ("vi", "hi", "bn", "en")
RELATIONS = {"on", "by", "before", "from", "within", "after"}
RECURRENCES = {"daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"}
COMPARISONS = {">=", "<=", ">", "<", "=", "~", "increase", "decrease", "range"}
OPTIONAL = {"row", "date", "agency", "target"}
LEAST, LEAST_LANGUAGE = 150, 25  # rows that count
MOST_OPTIONAL = 0.12  # of the rows: more, and the register is a matter of opinion
_RULE = re.compile(r"[A-Z]+=[-+]?\w+(?:,[-+]?\w+)*(?:;[A-Z]+=[-+]?\w+(?:,[-+]?\w+)*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class GoldDate:
    start: date | None
    end: date | None
    relation: str | None
    recurrence: str | None
    rule: str | None
    text: str


@dataclass(frozen=True, slots=True)
class GoldTarget:
    value: Decimal
    high: Decimal | None
    unit: str
    unit_aliases: tuple[str, ...]
    relation: str | None


@dataclass(frozen=True, slots=True)
class GoldAgency:
    text: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.text, *self.aliases)


@dataclass(frozen=True, slots=True)
class GoldRow:
    id: str
    document: str
    language: str
    kind: str
    quote: str
    action: str
    occurrence: int = 1
    agency: GoldAgency | None = None
    coordinating: tuple[str, ...] = ()
    date: GoldDate | None = None
    target: GoldTarget | None = None
    product: str | None = None
    optional: frozenset[str] = frozenset()
    superseded_by: str | None = None
    twin_of: str | None = None

    @property
    def counts(self) -> bool:
        """False for what one careful reader registers and another does not: to have it or to miss it is no fault."""
        return "row" not in self.optional

    def span(self, text: str) -> tuple[int, int]:
        """Where the quote stands in the stored text. Raises ValueError if it does not."""
        start = -1
        for _ in range(self.occurrence):
            start = text.find(self.quote, start + 1)
            if start < 0:
                raise ValueError(f"{self.id}: occurrence {self.occurrence} of the quote is not in {self.document}")
        return start, start + len(self.quote)


def load_gold(path: Path = GOLD) -> list[GoldRow]:
    """The rows of a register. Raises ValueError with the line's number; keys that may be null may also be left out."""
    return list(_rows(path, lambda number: {}))


def load_optional(path: Path) -> list[GoldRow]:
    """Passages `{"document", "language", "quote", "occurrence"}` that may be registered or not, as optional rows."""
    base = {"kind": "responsibility", "action": "", "optional": ["row"]}
    return list(_rows(path, lambda number: {"id": f"o{number:03}", **base}))


def _rows(path: Path, defaults: Callable[[int], Mapping[str, Any]]) -> Iterator[GoldRow]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield parse({**defaults(number), **json.loads(line)})
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise ValueError(f"{path}, line {number}: {type(error).__name__}: {error}") from error


def parse(row: Mapping[str, Any]) -> GoldRow:
    """One row from its JSON object. Raises KeyError, TypeError, ValueError or ArithmeticError on what is malformed."""
    agency, when, target = row.get("agency"), row.get("date"), row.get("target")
    return GoldRow(
        id=row["id"],
        document=row["document"],
        language=row["language"],
        kind=row["kind"],
        quote=row["quote"],
        action=row["action"],
        occurrence=row.get("occurrence") or 1,
        agency=GoldAgency(agency["text"], tuple(agency.get("aliases") or ())) if agency else None,
        coordinating=tuple(row.get("coordinating") or ()),
        date=_date(when) if when else None,
        target=_target(target) if target else None,
        product=row.get("product"),
        optional=frozenset(row.get("optional") or ()),
        superseded_by=row.get("superseded_by"),
        twin_of=row.get("twin_of"),
    )


def _date(value: Mapping[str, Any]) -> GoldDate:
    return GoldDate(
        start=date.fromisoformat(value["start"]) if value.get("start") else None,
        end=date.fromisoformat(value["end"]) if value.get("end") else None,
        relation=value.get("relation"),
        recurrence=value.get("recurrence"),
        rule=value.get("rule"),
        text=value["text"],
    )


def _target(value: Mapping[str, Any]) -> GoldTarget:
    high = value.get("high")
    return GoldTarget(
        value=Decimal(str(value["value"])),
        high=None if high is None else Decimal(str(high)),
        unit=value["unit"],
        unit_aliases=tuple(value.get("unit_aliases") or ()),
        relation=value.get("relation"),
    )


def read_corpus(folder: Path = CORPUS) -> dict[str, Document]:
    """Every file of a folder as the project stores it, by name. Raises IngestError on one that cannot be read."""
    return {path.name: read_document(path) for path in sorted(folder.iterdir()) if path.is_file()}


def lint(
    rows: Sequence[GoldRow], texts: Mapping[str, str], least: int = LEAST, least_language: int = LEAST_LANGUAGE
) -> list[str]:
    """What is wrong with a register, a sentence each; `texts` are the stored texts by document."""
    found = []
    ids = {row.id: row for row in rows}
    for name, count in Counter(row.id for row in rows).items():
        if count > 1:
            found.append(f"{name}: {count} rows have this id")
    for row in rows:
        if row.document not in texts:
            found.append(f"{row.id}: there is no document {row.document}")
            continue
        found += [f"{row.id}: {fault}" for fault in _faults(row, texts[row.document], ids)]
    found += [f"{name}: rows of several languages" for name in texts if len(_languages(rows, name)) > 1]
    counted = [row for row in rows if row.counts]
    if len(counted) < least:
        found.append(f"{len(counted)} rows count, at least {least} should")
    for language in LANGUAGES:
        count = sum(row.language == language for row in counted)
        if count < least_language:
            found.append(f"{language}: {count} rows count, at least {least_language} should")
    if len(rows) - len(counted) > MOST_OPTIONAL * len(rows):
        found.append(f"{len(rows) - len(counted)} of {len(rows)} rows are optional, at most {MOST_OPTIONAL:.0%} should")
    return found


def _languages(rows: Sequence[GoldRow], document: str) -> set[str]:
    return {row.language for row in rows if row.document == document}


def _faults(row: GoldRow, text: str, ids: Mapping[str, GoldRow]) -> Iterator[str]:
    if row.language not in LANGUAGES:
        yield f"language {row.language!r}"
    if row.kind not in OBLIGATIONS:
        yield f"kind {row.kind!r} is no obligation"
    if not row.quote.strip() or not row.action.strip():
        yield "the quote or the action is empty"
    elif row.occurrence < 1 or text.count(row.quote) < row.occurrence:
        yield "the quote is not verbatim, or occurs less often"
    words = [row.quote, row.action, *row.coordinating]
    words += row.agency.names if row.agency else ()
    words += [row.target.unit, *row.target.unit_aliases] if row.target else ()
    if any(not word or unicodedata.normalize("NFC", word) != word for word in words):
        yield "words are empty or not in NFC"
    if row.agency and row.agency.text not in text:
        yield f"the agency {row.agency.text!r} is not in the document"
    yield from (f"{name!r} is not in the document" for name in row.coordinating if name not in text)
    if row.product and row.product not in text:
        yield "the product is not in the document"
    if row.date:
        yield from _date_faults(row.date, text)
    if row.target:
        yield from _target_faults(row.target)
    if row.kind == "target" and not row.target:
        yield "a target without a number"
    if row.kind == "deadline" and not row.date:
        yield "a deadline without a date"
    if row.kind == "responsibility" and row.date:
        yield "a responsibility with a date"
    if row.optional - OPTIONAL:
        yield f"optional {sorted(row.optional - OPTIONAL)}"
    yield from _link_faults(row, ids)


def _date_faults(when: GoldDate, text: str) -> Iterator[str]:
    if not when.text or when.text not in text:
        yield f"the date {when.text!r} is not in the document"
    if (when.start is None) != (when.end is None):
        yield "an interval with one end"
    if when.start and when.end and when.start > when.end:
        yield "an interval that ends before it starts"
    if when.relation is not None and when.relation not in RELATIONS:
        yield f"relation {when.relation!r}"
    if when.recurrence is not None and when.recurrence not in RECURRENCES:
        yield f"recurrence {when.recurrence!r}"
    if when.rule is not None and (not when.recurrence or not _RULE.fullmatch(when.rule)):
        yield f"rule {when.rule!r}"


def _target_faults(target: GoldTarget) -> Iterator[str]:
    if target.value < 0 or not target.value.is_finite():
        yield f"value {target.value}"
    if target.high is not None and (target.high <= target.value or target.relation != "range"):
        yield "an upper end that is not above the lower, or no range"
    if target.relation is not None and target.relation not in COMPARISONS:
        yield f"relation {target.relation!r}"


def _link_faults(row: GoldRow, ids: Mapping[str, GoldRow]) -> Iterator[str]:
    for link, name in (("superseded_by", row.superseded_by), ("twin_of", row.twin_of)):
        if name is None:
            continue
        if name not in ids or ids[name].document == row.document:
            yield f"{link} {name!r} is no row of another document"
        elif (ids[name].language == row.language) == (link == "twin_of"):
            yield f"{link} {name!r}: a twin is in another language, an amendment in the same"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="FILE")
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="DIR", help="the documents it speaks of")
    parser.add_argument("--least", type=int, default=LEAST, metavar="N", help="rows that there should be")
    parser.add_argument("--least-language", type=int, default=LEAST_LANGUAGE, metavar="N", help="… in each language")
    given = parser.parse_args(argv)
    rows = load_gold(given.gold)
    texts = {name: document.text for name, document in read_corpus(given.corpus).items()}
    found = lint(rows, texts, given.least, given.least_language)
    counted = Counter(row.language for row in rows if row.counts)
    print(f"{len(rows)} rows, {counted.total()} that count:", ", ".join(f"{k} {v}" for k, v in sorted(counted.items())))
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
