"""The same obligation in several languages: which facts of a document and its translation belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from index.records import DocumentInfo, StoredFact

Values = tuple[object, ...]


def values(fact: StoredFact) -> Values | None:
    """What a fact says, the same in every language; None where it is too little to tell facts apart."""
    amount, when = fact.fact.amount, _when(fact)
    much = (amount.value, amount.high) if amount else None
    return None if when is None and much is None else (fact.fact.kind, when, much)


def _when(fact: StoredFact) -> Values | None:
    deadline = fact.fact.deadline
    when = (deadline.start, deadline.end, deadline.recurrence) if deadline else None
    return None if when == (None, None, None) else when


def _dates(fact: StoredFact) -> Values | None:
    return None if (when := _when(fact)) is None else (fact.fact.kind, when)


def _body(fact: StoredFact) -> Values | None:
    return (fact.fact.kind, fact.fact.agency_name) if fact.fact.agency_name and values(fact) is None else None


def twins_of(infos: Mapping[int, DocumentInfo], facts: Mapping[int, Sequence[StoredFact]]) -> dict[str, list[str]]:
    """By the id of a fact, the facts of translations that say the same, the first with the first, the second with the
    second: with the same values; then, where both documents have as many of them, with the same dates, of which one
    has no amount, or without values and of the same body. Other values than the original has make no translation."""
    found: dict[str, list[str]] = defaultdict(list)
    ids = {info.name: id_ for id_, info in infos.items()}
    for id_, info in infos.items():
        for name in info.twins:
            other = ids.get(name)
            if other is None or other == id_:
                continue
            ours, theirs = list(facts.get(id_, ())), list(facts.get(other, ()))
            for key in (values, _dates, _body):
                pairs = _paired(ours, theirs, key, exactly=key is not values)
                for one, two in pairs:
                    found[one.id].append(two.id)
                paired = {fact.id for pair in pairs for fact in pair}
                ours, theirs = ([fact for fact in side if fact.id not in paired] for side in (ours, theirs))
    return found


def _paired(
    ours: Sequence[StoredFact],
    theirs: Sequence[StoredFact],
    key: Callable[[StoredFact], Values | None],
    *,
    exactly: bool,
) -> list[tuple[StoredFact, StoredFact]]:
    """Facts with the same key, in order; `exactly`: only where both sides have as many of them."""
    mine, yours = _by_key(ours, key), _by_key(theirs, key)
    return [
        pair
        for value, own in mine.items()
        if not exactly or len(own) == len(yours[value])
        for pair in zip(own, yours[value], strict=False)
        if not exactly or not all(fact.fact.amount for fact in pair)
    ]


def _by_key(facts: Iterable[StoredFact], key: Callable[[StoredFact], Values | None]) -> dict[Values, list[StoredFact]]:
    found: dict[Values, list[StoredFact]] = defaultdict(list)
    for fact in facts:
        if (value := key(fact)) is not None:
            found[value].append(fact)
    return found
