"""The facts of the documents: found in the catalogue, kept in memory for questions, renewed when the rules change."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from index.catalog import CHUNK, Accesses, Catalog, advance, generation_of, get_state, set_state, visible
from index.records import StoredFact
from index.rows import fact_rows
from index.schema import FACT, documents, facts, is_current, passages, to_fact
from ingest.document import Extract
from ingest.facts import VERSION, extract
from ingest.terms import TermBase, default

log = logging.getLogger(__name__)

MADE_WITH = "facts"  # the name under which the catalogue remembers the version of the extraction
RENEWED = "facts_renewed"  # … and the generation at which facts of known documents were last replaced

FactRows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Extraction:
    """How facts are read from a stored document; the version names the rules and every option that decides them."""

    extract: Extract
    version: str

    @classmethod
    def standard(cls, holidays: frozenset[date] = frozenset(), terms: TermBase | None = None) -> Extraction:
        """`ingest.facts` with these days off and this term base (None: the one that comes with the program)."""
        told = json.dumps([sorted(day.isoformat() for day in holidays), (terms or default()).fingerprint()])
        version = f"{VERSION}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
        return cls(partial(extract, holidays=holidays, terms=terms), version)


@dataclass(frozen=True, slots=True)
class _Own:
    """The facts of one document, in the order of the text."""

    facts: tuple[StoredFact, ...]
    by_passage: Mapping[int, tuple[StoredFact, ...]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read at one generation. The facts of a document id only change with a renewal."""

    generation: int = -1
    renewed: str | None = None
    current: frozenset[int] = frozenset()  # ids of the documents
    own: dict[int, _Own] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)  # document ids by passage id


class Facts:
    """Any number of threads may read; each call sees one moment, that of the thread's snapshot if it is in one."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._kept = _Kept()

    # Reading

    def find(
        self,
        accesses: Accesses,
        *,
        ids: Collection[str] = (),
        kinds: Collection[str] = (),
        names: Collection[str] = (),
        agency_names: Collection[str] = (),
        start: date | None = None,
        end: date | None = None,
    ) -> list[StoredFact]:
        """Facts of current documents by document name, then in the order of the text; an empty filter lets all pass.

        With `start` or `end`, those alone whose deadline overlaps that period, both days included.
        """
        if not self._catalog.holds(facts):
            return []
        query = _visible_facts(accesses).order_by(documents.c.name, facts.c.ordinal)
        wanted = {facts.c.uid: ids, facts.c.kind: kinds, documents.c.name: names, facts.c.agency_name: agency_names}
        for column, values in wanted.items():
            query = query.where(column.in_(values)) if values else query
        if start:
            query = query.where(func.coalesce(facts.c.deadline_end, facts.c.deadline_start) >= start)
        if end:
            query = query.where(func.coalesce(facts.c.deadline_start, facts.c.deadline_end) <= end)
        with self._catalog.connected() as connection:
            return [to_fact(row) for row in connection.execute(query)]

    def of_documents(self, document_ids: Collection[int]) -> dict[int, list[StoredFact]]:
        """By document id, in the order of the text; none for what is not a current document."""
        if not self._catalog.holds(facts):
            return {id_: [] for id_ in document_ids}
        with self._catalog.connected() as connection:
            own = self._own(connection, document_ids)
        return {id_: list(own[id_].facts) if id_ in own else [] for id_ in document_ids}

    def of_passages(self, passage_ids: Sequence[int]) -> dict[int, list[StoredFact]]:
        """By passage id, in the order of the text; none for what is not a passage of a current document."""
        if not self._catalog.holds(facts):
            return {id_: [] for id_ in passage_ids}
        with self._catalog.connected() as connection:
            owners = self._kept_at(connection).owners
            for some in _chunks([id_ for id_ in passage_ids if id_ not in owners]):
                known = select(passages.c.id, passages.c.document_id).where(passages.c.id.in_(some))
                owners.update((row.id, row.document_id) for row in connection.execute(known))
            own = self._own(connection, {owners[id_] for id_ in passage_ids if id_ in owners})
        inside = {id_: own[owners[id_]].by_passage for id_ in passage_ids if owners.get(id_) in own}
        return {id_: list(inside[id_].get(id_, ())) if id_ in inside else [] for id_ in passage_ids}

    def _own(self, connection: Connection, document_ids: Iterable[int]) -> Mapping[int, _Own]:
        """At least of those of `document_ids` that are current: what is not in memory yet is read."""
        kept = self._kept_at(connection)
        missing = [id_ for id_ in sorted(set(document_ids) & kept.current) if id_ not in kept.own]
        found: dict[int, list[StoredFact]] = {id_: [] for id_ in missing}
        for some in _chunks(missing):
            query = _visible_facts(None).where(facts.c.document_id.in_(some))
            for row in connection.execute(query.order_by(facts.c.document_id, facts.c.ordinal)):
                fact = to_fact(row)
                found[fact.document_id].append(fact)
        kept.own.update((id_, _by_passage(own)) for id_, own in found.items())
        return kept.own

    def _kept_at(self, connection: Connection) -> _Kept:
        """Of the connection's moment, with what is still right of an earlier or later one."""
        kept, generation = self._kept, generation_of(connection)
        if kept.generation != generation:
            renewed = get_state(connection, RENEWED)
            current = frozenset(connection.scalars(select(documents.c.id).where(is_current)))
            own = kept.own.copy() if kept.renewed == renewed else {}
            kept = self._kept = _Kept(
                generation,
                renewed,
                current,
                {id_: each for id_, each in own.items() if id_ in current},
                {id_: owner for id_, owner in kept.owners.copy().items() if owner in current},
            )
        return kept

    # Renewing

    def are_made_with(self, version: str) -> bool:
        return self._catalog.holds(facts) and self._catalog.recall(MADE_WITH) == version

    def read_anew(self, extract: Extract) -> tuple[dict[int, FactRows], list[str]]:
        """The rows of every current document's facts, from its stored text; and what went wrong, as sentences."""
        rows: dict[int, FactRows] = {}
        problems: list[str] = []
        for info in self._catalog.infos(None):
            document, passage_ids = self._catalog.document(info.id)
            try:
                document = replace(document, facts=extract(document)[0])
                rows[info.id] = fact_rows(document, info.id, passage_ids)
            except Exception as error:  # hostile texts raise anything; the index must open all the same
                log.exception("Facts could not be read")
                problems.append(f"The facts of {info.name} could not be read anew ({type(error).__name__}: {error}).")
        return rows, problems

    def replace(self, rows: Mapping[int, FactRows], version: str) -> None:
        """In one step: these facts in place of those that the documents have. One writer at a time."""
        with self._catalog.transaction() as connection:
            set_state(connection, MADE_WITH, version)  # a write first: a read could not become one beside another
            for some in _chunks(list(rows)):
                connection.execute(delete(facts).where(facts.c.document_id.in_(some)))
                if new := [row for id_ in some for row in rows[id_]]:
                    connection.execute(insert(facts), new)
            if rows:
                advance(connection)
                set_state(connection, RENEWED, str(generation_of(connection)))


def _visible_facts(accesses: Accesses) -> Select[Any]:
    return visible(select(*FACT).join_from(facts, documents), accesses)


def _by_passage(own: Iterable[StoredFact]) -> _Own:
    inside: dict[int, list[StoredFact]] = {}
    own = tuple(own)
    for fact in own:
        if fact.passage_id is not None:
            inside.setdefault(fact.passage_id, []).append(fact)
    return _Own(own, {id_: tuple(some) for id_, some in inside.items()})


def _chunks(values: Sequence[int]) -> Iterable[Sequence[int]]:
    return (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))
