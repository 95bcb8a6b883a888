"""The rows of the register: facts with what changed them, what people said of them, and how far tasks have come."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from assistant.changes import Change, Links, link
from assistant.corrections import FIELDS, corrected
from assistant.register import STATUSES, Row, Source
from assistant.validity import amendments
from index.facts import RENEWED
from index.records import DocumentInfo, Entry, StoredFact
from ingest.agencies import agency_in
from ingest.records import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.centre import Centre
    from index.store import Store


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was made of one state of the index, by its fingerprint."""

    state: str
    rows: tuple[Row, ...]


class Register:
    """All rows that some access groups may see; made anew when a document or an entry changes."""

    def __init__(self, store: Store, centre: Centre, accesses: tuple[str, ...]) -> None:
        self._store, self._centre, self._accesses = store, centre, accesses
        self._lock = threading.Lock()
        self._kept = _Kept("", ())
        self._changes: tuple[tuple[str, tuple[int, ...]], Links] = (("", ()), Links())
        # Until facts are read anew, ids never change their content, so neither does what one document changes in
        # another.
        self._pairs: dict[tuple[str, int, frozenset[int]], dict[str, Source]] = {}

    def rows(self) -> tuple[Row, ...]:
        """In the order of documents and texts, superseded and rejected ones included."""
        with self._store.reading():
            state = self._store.fingerprint()
            with self._lock:
                if self._kept.state != state:
                    self._kept = _Kept(state, tuple(self._made()))
                return self._kept.rows

    def of_passages(
        self, passage_ids: Sequence[int], infos: Mapping[int, DocumentInfo], changers: Mapping[int, frozenset[int]]
    ) -> dict[int, list[Row]]:
        """The rows of facts that stand in these passages, by passage; `changers` are the documents that change each.

        Inside `Store.reading`. What changes a document is followed, its twins are not.
        """
        facts = self._store.facts_of_passages(passage_ids)
        ids = [fact.id for own in facts.values() for fact in own]
        said: dict[str, list[Entry]] = {}
        for entry in self._store.entries(ids):
            said.setdefault(entry.fact, []).append(entry)
        superseded = self._superseded(infos, changers)
        anyone = any(entry.kind == "correct" for entry in self._store.entries())
        known = {row.id: row for row in self.rows() if row.corrected} if anyone else {}  # a translation's among them
        rows: dict[int, list[Row]] = {}
        for passage_id, own in facts.items():
            made = [
                known.get(fact.id) or _reviewed(_row(fact, infos[fact.document_id]), said.get(fact.id, ()))
                for fact in own
            ]
            rows[passage_id] = [
                replace(row, validity="superseded", changed_by=superseded[row.id]) if row.id in superseded else row
                for row in made
            ]
        return rows

    def _superseded(
        self, infos: Mapping[int, DocumentInfo], changers: Mapping[int, frozenset[int]]
    ) -> dict[str, Source]:
        """By the ids of the facts that a later document of `changers` took the place of: what did; each pair is
        compared once."""
        found: dict[str, Source] = {}
        renewed = self._renewed()
        for id_, others in changers.items():
            if others and (renewed, id_, others) not in self._pairs:
                facts = self._store.facts_of([id_, *others])
                vectors = self._vectors(facts, infos)
                links = link(infos, facts, {id_: others}, self._document, vectors, twins=False)
                sources = {fact.id: _source(fact, infos[fact.document_id]) for own in facts.values() for fact in own}
                self._pairs[(renewed, id_, others)] = {
                    id: _changing(change, sources, infos) for id, change in links.superseded.items()
                }
            found |= self._pairs.get((renewed, id_, others), {})
        return found

    def _renewed(self) -> str:
        return self._store.catalog.recall(RENEWED) or ""

    def _document(self, id_: int) -> Document:
        return self._store.catalog.document(id_)[0]

    def _made(self) -> list[Row]:
        infos = {info.id: info for info in self._store.documents(self._accesses)}
        facts = self._store.facts_of(list(infos))
        links = self._links(infos, facts)
        said: dict[str, list[Entry]] = {}
        for entry in self._store.entries():
            said.setdefault(entry.fact, []).append(entry)
        by_id = {fact.id: fact for own in facts.values() for fact in own}
        sources = {id_: _source(fact, infos[fact.document_id]) for id_, fact in by_id.items()}
        rows = []
        for id_, own in facts.items():
            for fact in own:
                row = _row(fact, infos[id_])
                row = _linked(row, links, sources, infos)
                row = _with_body(row, [by_id[id] for id in links.replaces.get(row.id, ()) if id in by_id], infos)
                rows.append(_reviewed(row, said.get(fact.id, ())))
        return _with_corrections(_with_progress(rows))

    def _links(self, infos: Mapping[int, DocumentInfo], facts: Mapping[int, Sequence[StoredFact]]) -> Links:
        """Of facts whose documents did not change since the last time: entries of people change no link."""
        state = self._renewed(), tuple(sorted(infos))
        if self._changes[0] != state:
            changers = amendments(self._store, infos, infos.keys(), self._accesses)
            changers = {id_: others & infos.keys() for id_, others in changers.items() if others & infos.keys()}
            involved = {id_ for pair in changers.items() for id_ in (pair[0], *pair[1])}
            vectors = self._vectors({id_: facts.get(id_, ()) for id_ in involved}, infos)
            links = link(infos, facts, changers, self._document, vectors)
            self._changes = (state, links)
        return self._changes[1]

    def _vectors(
        self, facts: Mapping[int, Sequence[StoredFact]], infos: Mapping[int, DocumentInfo]
    ) -> dict[str, NDArray[np.float32]]:
        """The centred vector of the clause or sentence that each fact stands in."""
        found: dict[str, NDArray[np.float32]] = {}
        for id_, own in facts.items():
            ids = list(dict.fromkeys(fact.passage_id for fact in own if fact.passage_id is not None))
            units = {passage.id: passage.sentences for passage in self._store.passages(ids, self._accesses)}
            vectors = self._store.vectors_of(ids)
            for fact in own:
                if fact.passage_id not in units or not units[fact.passage_id]:
                    continue
                spans = units[fact.passage_id]
                best = max(range(len(spans)), key=lambda i: _shared(fact, spans[i].start, spans[i].end))
                raw = vectors[fact.passage_id][1][best : best + 1]
                found[fact.id] = self._centre.passages(raw, infos[id_].language)[0]
        return found


def _shared(fact: StoredFact, start: int, end: int) -> float:
    """How well a span fits that of the fact: what they share over what they cover."""
    both = min(end, fact.fact.end) - max(start, fact.fact.start)
    return both / (max(end, fact.fact.end) - min(start, fact.fact.start))


def _source(stored: StoredFact, info: DocumentInfo) -> Source:
    fact = stored.fact
    return Source(stored.id, info.name, info.title, info.number, info.language, stored.quote, fact.start, fact.end)


def _row(stored: StoredFact, info: DocumentInfo) -> Row:
    fact = stored.fact
    deadline, amount = fact.deadline, fact.amount
    return Row(
        id=stored.id,
        kind=fact.kind,
        document=info.name,
        title=info.title,
        number_of_document=info.number,
        url=info.source,
        language=info.language,
        action=fact.action,
        agency=fact.agency,
        agency_name=fact.agency_name,
        coordinating=fact.coordinating,
        product=fact.product,
        date_start=deadline.start if deadline else None,
        date_end=deadline.end if deadline else None,
        date_relation=deadline.relation if deadline else None,
        recurrence=deadline.recurrence if deadline else None,
        rule=deadline.rule if deadline else "",
        date_text=deadline.text if deadline else "",
        date_at=(deadline.start_char, deadline.end_char) if deadline else None,
        counted=deadline.counted if deadline else False,
        number=amount.value if amount else None,
        number_high=amount.high if amount else None,
        unit=amount.unit if amount else None,
        number_relation=amount.relation if amount else None,
        references=fact.references,
        flags=fact.flags,
        quote=stored.quote,
        start=fact.start,
        end=fact.end,
        page=fact.page,
        section=" › ".join(fact.section),
    )


def _linked(row: Row, links: Links, sources: Mapping[str, Source], infos: Mapping[int, DocumentInfo]) -> Row:
    change = links.superseded.get(row.id)
    return replace(
        row,
        validity="superseded" if change else "current",
        changed_by=_changing(change, sources, infos) if change else None,
        replaces=tuple(sources[id_] for id_ in links.replaces.get(row.id, ()) if id_ in sources),
        conflicts=tuple(sources[id_] for id_ in links.conflicts.get(row.id, ()) if id_ in sources),
        twins=tuple(sources[id_] for id_ in links.twins.get(row.id, ()) if id_ in sources),
    )


def _changing(change: Change, sources: Mapping[str, Source], infos: Mapping[int, DocumentInfo]) -> Source:
    if change.by is not None and change.by.id in sources:
        return sources[change.by.id]
    info = next(info for info in infos.values() if info.name == change.document)
    return Source("", info.name, info.title, info.number, info.language, change.quote, change.start, change.end)


def _with_body(row: Row, replaced: Sequence[StoredFact], infos: Mapping[int, DocumentInfo]) -> Row:
    """Whoever had to do it still has to, where an amendment only gives another time: "the deadline is extended"."""
    before = next((each for each in replaced if each.fact.agency), None)
    if row.agency or before is None:
        return row
    own = infos[before.document_id].language == row.language
    agency = before.fact.agency if own else agency_in(before.fact.agency_name, row.language) or before.fact.agency
    return replace(row, agency=agency, agency_name=before.fact.agency_name)


_PROGRESS = ("status", "note", "evidence", "status_by", "status_at")


def _with_progress(rows: Sequence[Row]) -> list[Row]:
    """Each row with the progress that was recorded last, of the same obligation in whatever language.

    A task whose time was moved is as far as it was before; a target that was raised has to be reached anew.
    """
    told = {row.id: row for row in rows if row.status_at}
    found = []
    for row in rows:
        same = [told[id] for id in (row.id, *(twin.fact for twin in row.twins)) if id in told]
        if not same and row.kind != "target":
            same = [told[old.fact] for old in row.replaces if old.fact in told and told[old.fact].kind == row.kind]
        latest = max(same, key=lambda each: each.status_at or datetime.min, default=row)
        found.append(replace(row, **{name: getattr(latest, name) for name in _PROGRESS}) if latest is not row else row)
    return found


_SHARED = (
    "date_start",
    "date_end",
    "date_relation",
    "recurrence",
    "number",
    "number_high",
)  # the same in every language


def _with_corrections(rows: Sequence[Row]) -> list[Row]:
    """Translations say the same: a value that was wrong in one of them is wrong in the others."""
    told = {row.id: row for row in rows if row.review == "corrected"}
    found = []
    for row in rows:
        latest = max(
            (told[twin.fact] for twin in row.twins if twin.fact in told),
            key=lambda each: each.corrected_at or datetime.min,
            default=row,
        )
        names = [name for name in _SHARED if name in latest.corrected]
        if latest is not row and not row.review and names:
            values = {name: getattr(latest, name) for name in (*names, "counted", "corrected_by", "corrected_at")}
            row = replace(row, **values, corrected=tuple(names), review="corrected", reviewed_by=latest.reviewed_by,
                          reviewed_at=latest.reviewed_at)  # fmt: skip
        found.append(row)
    return found


_REVIEWS: dict[str, Literal["corrected", "confirmed", "rejected"]] = {
    "correct": "corrected",
    "confirm": "confirmed",
    "reject": "rejected",
}


def _reviewed(row: Row, entries: Sequence[Entry]) -> Row:
    """The row as people left it: the latest word counts, "restore" takes a review back."""
    original = row
    for entry in entries:
        if entry.kind == "restore":
            kept = {name: getattr(row, name) for name in _PROGRESS}
            row = replace(original, **kept, reviewed_by=entry.who, reviewed_at=entry.at)
        elif entry.kind == "progress":
            row = replace(row, **_progress(row, entry))
        else:
            row = _corrected(row, entry) if entry.kind == "correct" else row
            row = replace(row, review=_REVIEWS[entry.kind], reviewed_by=entry.who, reviewed_at=entry.at)
    return row


def _corrected(row: Row, entry: Entry) -> Row:
    values = corrected(row, entry.values)
    names = tuple(dict.fromkeys((*row.corrected, *(name for name in values if name in FIELDS))))
    return replace(row, **values, corrected=names, corrected_by=entry.who, corrected_at=entry.at)


def _progress(row: Row, entry: Entry) -> dict[str, Any]:
    status = entry.values.get("status", row.status)
    return {
        "status": status if status in STATUSES else row.status,
        "note": entry.values.get("note", row.note),
        "evidence": entry.values.get("evidence", row.evidence),
        "status_by": entry.who,
        "status_at": entry.at,
    }
