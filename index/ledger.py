"""The ledger of what people said of facts: corrections, confirmations, progress. Entries are only ever added."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import Row, insert, select

from index.catalog import Accesses, Catalog, advance, generation_of
from index.records import Entry, EntryKind, StoreError
from index.schema import documents, entries, facts, is_current

LONGEST_NAME = 100  # characters of who says it
LONGEST_VALUE = 2_000  # characters of a note, an evidence, a corrected field

# Marks that turn the direction of writing make a note look like something else. Joiners stay: Indic words need them.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class _Kept:
    """All entries at one generation, and where those of each fact stand among them."""

    generation: int = -1
    entries: tuple[Entry, ...] = ()
    places: Mapping[str, list[int]] = field(default_factory=dict)


class Ledger:
    """Any number of threads may read; who appends is alone."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._kept = _Kept()

    def entries(self, ids: Collection[str] | None = None) -> list[Entry]:
        """Of these facts, or of all; oldest first."""
        kept = self._now()
        if ids is None:
            return list(kept.entries)
        places = (place for id_ in set(ids) for place in kept.places.get(id_, ()))
        return [kept.entries[place] for place in sorted(places)]

    def orphans(self, accesses: Accesses) -> list[Entry]:
        """Those whose fact no current document has, oldest first; of documents with these accesses."""
        if not self._catalog.holds(entries):
            return []
        known = select(facts.c.id).join(documents).where(facts.c.uid == entries.c.uid, is_current)
        with self._catalog.connected() as connection:
            query = select(entries).where(~known.exists()).order_by(entries.c.id)
            rows = connection.execute(query if accesses is None else query.where(entries.c.access.in_(accesses)))
            return [_to_entry(row) for row in rows]

    def append(self, entry: Entry) -> None:
        """Readers notice by the generation. See `checked`."""
        row: dict[str, Any] = {"uid": entry.fact, "document": entry.document, "access": entry.access}
        row |= {"kind": entry.kind, "who": entry.who}
        with self._catalog.transaction() as connection:
            connection.execute(insert(entries), row | {"at": entry.at.isoformat(), "said": dict(entry.values)})
            advance(connection)

    def _now(self) -> _Kept:
        if not self._catalog.holds(entries):
            return _Kept()
        with self._catalog.connected() as connection:
            kept, generation = self._kept, generation_of(connection)
            if kept.generation != generation:
                found = tuple(map(_to_entry, connection.execute(select(entries).order_by(entries.c.id))))
                places: dict[str, list[int]] = {}
                for place, entry in enumerate(found):
                    places.setdefault(entry.fact, []).append(place)
                kept = self._kept = _Kept(generation, found, places)
        return kept


def checked(entry: Entry) -> Entry:
    """The entry as it may be kept: in UTC, without control characters. Raises StoreError with a sentence."""
    kinds = get_args(EntryKind)
    if entry.kind not in kinds:
        raise StoreError(f"“{entry.kind}” cannot be said of a fact: use one of {', '.join(kinds)}.")
    who = " ".join(_plain(entry.who).split())
    if not who:
        raise StoreError("Nobody is named who says this of the fact: give a name.")
    if len(who) > LONGEST_NAME:
        raise StoreError(f"The name of who says it has {len(who)} characters: use at most {LONGEST_NAME}.")
    values = {_plain(name).strip(): _plain(value).strip() for name, value in entry.values.items()}
    for name, value in values.items():
        if len(value) > LONGEST_VALUE:
            raise StoreError(f"“{name[:40]}” has {len(value):,} characters: use at most {LONGEST_VALUE:,}.")
    at = entry.at if entry.at.tzinfo else entry.at.replace(tzinfo=UTC)
    return replace(entry, who=who, values=values, at=at.astimezone(UTC))


def _plain(text: str) -> str:
    """Composed, and without control characters but line ends and tabs."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\r\n", "\n")))
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))


def _to_entry(row: Row[Any]) -> Entry:
    return Entry(row.uid, row.document, row.kind, row.who, datetime.fromisoformat(row.at), row.said, row.access)
