"""The catalogue: documents, passages, sentences and their raw vectors in a database. It is the authority.

A document is `pending` until it stands whole in every store, and `current` afterwards; readers see current ones alone.
Row ids are never used twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Column, Connection, Row, Select, Table, delete, insert, inspect, select, update
from sqlalchemy.exc import DatabaseError, OperationalError

from index.records import DocumentInfo, StoredPassage, StoredSentence, StoreError
from index.rows import document_row, fact_rows, mention_rows
from index.schema import (
    Rows,
    Stored,
    documents,
    facts,
    is_current,
    mentions,
    metadata,
    open_engine,
    passages,
    sentences,
    state,
    to_document,
    to_info,
    to_matrix,
    to_passage,
    to_stored,
)
from ingest.records import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

PUBLIC = ("public",)
CHUNK = 500  # values in one IN list
AnyRow = Row[*tuple[Any, ...]]
Accesses = Sequence[str] | None  # None: every group, for the administrator

_UNREAD = {"text", "names", "state", "reference_numbers", "added"}
_INFO = [column for column in documents.c if column.name not in _UNREAD]
_PASSAGE = [column for column in passages.c if column.name not in {"vector"}]
_SENTENCE = (sentences.c.id, sentences.c.start, sentences.c.end)


class Catalog:
    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._local = threading.local()
        self._held: set[str] = set()  # names of tables that are known to be there

    @classmethod
    def open(cls, path: Path) -> Catalog:
        return cls(f"sqlite:///{path}")

    def create(self) -> None:
        """Make the tables that are not there yet, and the columns that those of an earlier version do not have."""
        with self.transaction() as connection:
            metadata.create_all(connection)
            for table in metadata.sorted_tables:
                for column in _missing(connection, table):
                    kind = column.type.compile(connection.dialect)
                    connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {kind}')

    def holds(self, table: Table) -> bool:
        """False in a folder of an earlier version, until somebody has opened it for writing."""
        if table.name not in self._held:
            with self.connected() as connection:
                if inspect(connection).has_table(table.name) and not _missing(connection, table):
                    self._held.add(table.name)
        return table.name in self._held

    def recall(self, name: str) -> str | None:
        with self.connected() as connection:
            return get_state(connection, name)

    def remember(self, name: str, value: str) -> None:
        """Keep what the data folder was made with beside the data itself."""
        with self.transaction() as connection:
            set_state(connection, name, value)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything that this thread reads inside is of one moment; an inner snapshot is the outer one."""
        if getattr(self._local, "connection", None) is not None:
            yield
            return
        with self._engine.connect() as connection:
            self._local.connection = connection
            try:
                generation_of(connection)  # SQLite fixes the moment at the first read
                yield
            finally:
                self._local.connection = None

    @contextmanager
    def connected(self, *, latest: bool = False) -> Iterator[Connection]:
        """For reading: all of it is of one moment, that of the snapshot where the thread is in one."""
        current: Connection | None = getattr(self._local, "connection", None)
        with _explained():
            if current is not None and not latest:
                yield current
            else:
                with self._engine.connect() as connection:
                    yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """For writing: all or nothing."""
        with _explained(), self._engine.begin() as connection:
            yield connection

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self.connected() as connection:
            return connection.execute(query).all()

    # Reading

    def generation(self) -> int:
        """Grows with every change that readers can see; inside a snapshot the snapshot's."""
        with self.connected() as connection:
            return generation_of(connection)

    def latest_generation(self) -> int:
        """The newest generation, even inside a snapshot."""
        with self.connected(latest=True) as connection:
            return generation_of(connection)

    def infos(self, accesses: Accesses = PUBLIC) -> list[DocumentInfo]:
        """Current documents by name."""
        rows = self._rows(visible(select(*_INFO), accesses).order_by(documents.c.name))
        by_source: dict[str, list[str]] = {}
        for row in rows:
            if row.source:
                by_source.setdefault(row.source, []).append(row.name)
        return [to_info(row, by_source) for row in rows]

    def info(self, name: str, accesses: Accesses = PUBLIC) -> DocumentInfo | None:
        rows = self._rows(visible(select(*_INFO).where(documents.c.name == name), accesses))
        if not rows:
            return None
        same = documents.c.source == rows[0].source
        twins = self._rows(visible(select(documents.c.name).where(same), accesses).order_by(documents.c.name))
        return to_info(rows[0], {rows[0].source: [row.name for row in twins]})

    def text(self, name: str, accesses: Accesses = PUBLIC) -> str | None:
        rows = self._rows(visible(select(documents.c.text).where(documents.c.name == name), accesses))
        return str(rows[0].text) if rows else None

    def passages(self, ids: Sequence[int], accesses: Accesses = PUBLIC) -> list[StoredPassage]:
        """In the order of `ids`, without those that are not (or no longer) there for these groups."""
        joined = select(*_PASSAGE, documents.c.name.label("document")).join_from(passages, documents)
        rows = self._in_chunks(lambda some: visible(joined.where(passages.c.id.in_(some)), accesses), ids)
        found = {row.id: row for row in rows}
        units: dict[int, list[StoredSentence]] = {id_: [] for id_ in found}
        places = {id_: (row.start, row.text) for id_, row in found.items()}
        for passage_id, id_, start, end in self._in_chunks(_sentences_of, list(found)):
            at, words = places[passage_id]
            units[passage_id].append(StoredSentence(id_, start, end, words[start - at : end - at]))
        return [to_passage(found[id_], units[id_]) for id_ in dict.fromkeys(ids) if id_ in found]

    def vectors(self, passage_ids: Sequence[int]) -> dict[int, tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Raw vectors of each passage (d,) and of its sentences (s, d), in their order."""
        own = self._in_chunks(
            lambda some: select(passages.c.id, passages.c.vector).where(passages.c.id.in_(some)), passage_ids
        )
        units: dict[int, list[bytes]] = {row.id: [] for row in own}
        for passage_id, vector in self._in_chunks(partial(_sentences_of, columns=(sentences.c.vector,)), list(units)):
            units[passage_id].append(vector)
        return {id_: (to_matrix([vector])[0], to_matrix(units[id_])) for id_, vector in own}

    def passages_of_sentences(self, ids: Sequence[int]) -> dict[int, int]:
        """Sentence id → passage id, for those of current documents."""
        joined = select(sentences.c.id, sentences.c.passage_id).join_from(sentences, passages).join(documents)
        rows = self._in_chunks(lambda some: visible(joined.where(sentences.c.id.in_(some)), None), ids)
        return {row.id: row.passage_id for row in rows}

    def passages_of_documents(self, names: Sequence[str], accesses: Accesses = PUBLIC) -> list[int]:
        """Passage ids of the named documents, in their order; names that are not there are passed over."""
        joined = select(passages.c.id).join_from(passages, documents)
        rows = self._in_chunks(lambda some: visible(joined.where(documents.c.name.in_(some)), accesses), names)
        return sorted(row.id for row in rows)

    def names(self, document_ids: Sequence[int]) -> dict[int, frozenset[str]]:
        """Phonetic keys of the words of each document (see `ingest.names`)."""
        columns = (documents.c.id, documents.c.names)
        rows = self._in_chunks(lambda some: select(*columns).where(documents.c.id.in_(some)), document_ids)
        return {row.id: frozenset(row.names.split()) for row in rows}

    def mentions(self, keys: Sequence[str], accesses: Accesses = PUBLIC) -> list[tuple[int, int | None]]:
        """Passage and sentence ids where a document number with one of these keys stands, in their order."""
        columns = (mentions.c.passage_id, mentions.c.sentence_id)
        joined = select(*columns).join_from(mentions, passages).join(documents)
        rows = self._in_chunks(lambda some: visible(joined.where(mentions.c.key.in_(some)), accesses), keys)
        return sorted({(row.passage_id, row.sentence_id) for row in rows}, key=lambda pair: (pair[0], pair[1] or 0))

    def mentioned(self, accesses: Accesses = PUBLIC) -> list[str]:
        """The keys of all document numbers that stand in the texts, sorted."""
        joined = select(mentions.c.key).join_from(mentions, passages).join(documents).distinct()
        return sorted(row.key for row in self._rows(visible(joined, accesses)))

    def numbered(self, number_key: str, accesses: Accesses = PUBLIC) -> list[str]:
        """Names of the documents whose own number has this key."""
        own = select(documents.c.name).where(documents.c.number_key == number_key)
        return [row.name for row in self._rows(visible(own, accesses).order_by(documents.c.name))]

    def _in_chunks(self, query: Callable[[Sequence[Any]], Select[Any]], values: Sequence[Any]) -> list[AnyRow]:
        rows: list[AnyRow] = []
        with self.connected() as connection:
            for at in range(0, len(values), CHUNK):
                rows += connection.execute(query(values[at : at + CHUNK])).all()
        return rows

    # Whole documents, for building and checking the derived stores

    def all_rows(self) -> list[Rows]:
        """The rows of every current document."""
        with self.connected() as connection:
            return [_rows_of(connection, id_) for id_ in connection.scalars(select(documents.c.id).where(is_current))]

    def stored(self, document_id: int) -> Stored:
        return to_stored(*self._whole(document_id, passages.c, sentences.c))

    def document(self, document_id: int) -> tuple[Document, list[int]]:
        """A whole version without its vectors and facts, and the ids of its passages."""
        spans = [column for column in sentences.c if column.name != "vector"]
        head, own, units = self._whole(document_id, [column for column in _PASSAGE if column.name != "text"], spans)
        return to_document(head, own, units), [row.id for row in own]

    def _whole(
        self, document_id: int, of_passages: Iterable[Column[Any]], of_units: Iterable[Column[Any]]
    ) -> tuple[Row[Any], Sequence[Row[Any]], Sequence[Row[Any]]]:
        owned = passages.c.document_id == document_id
        with self.connected() as connection:
            head = connection.execute(select(documents).where(documents.c.id == document_id)).one()
            own = connection.execute(select(*of_passages).where(owned).order_by(passages.c.ordinal)).all()
            inner = select(*of_units).join_from(sentences, passages).where(owned)
            units = connection.execute(inner.order_by(passages.c.ordinal, sentences.c.start)).all()
        return head, own, units

    def problem(self) -> str:
        """What the database finds wrong with itself; empty where it is whole."""
        if self._engine.dialect.name != "sqlite":
            return ""
        with self.connected() as connection:
            verdict = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        return str(verdict) if verdict != "ok" else "rows without their document" if orphans else ""

    # Writing

    def insert(
        self, document: Document, access: str, vectors: tuple[NDArray[np.float32], NDArray[np.float32]], added: str
    ) -> Rows:
        """A pending version. `vectors` are the raw ones of all passages and of all sentences, in order."""
        own, units = (np.ascontiguousarray(matrix, dtype="<f4") for matrix in vectors)
        with self.transaction() as connection:
            head = connection.execute(insert(documents), document_row(document, access, added)).inserted_primary_key
            assert head is not None
            rows = [
                {"document_id": head[0], "ordinal": n, "start": p.start, "end": p.end, "page": p.page, "vector": vector}
                | {"section": p.section, "header": p.header, "cells": p.cells, "text": document.text[p.start : p.end]}
                for n, (p, vector) in enumerate(zip(document.passages, map(bytes, own), strict=True))
            ]
            passage_ids = _insert_all(connection, passages, rows)
            places = [(id_, unit) for id_, p in zip(passage_ids, document.passages, strict=True) for unit in p.units]
            rows = [
                {"passage_id": id_, "start": unit.start, "end": unit.end, "vector": vector}
                for (id_, unit), vector in zip(places, map(bytes, units), strict=True)
            ]
            sentence_ids = _insert_all(connection, sentences, rows)
            _insert_all(connection, mentions, list(mention_rows(document, passage_ids, sentence_ids)))
            if rows := fact_rows(document, head[0], passage_ids):
                connection.execute(insert(facts), rows)
        return Rows(head[0], access, passage_ids, sentence_ids)

    def publish(self, document_id: int) -> list[Rows]:
        """Make a pending version the current one, in one step; gives the rows of the version it takes the place of."""
        with self.transaction() as connection:
            name = select(documents.c.name).where(documents.c.id == document_id).scalar_subquery()
            retired = _delete(connection, select(documents.c.id).where(documents.c.name == name, is_current))
            connection.execute(update(documents).where(documents.c.id == document_id).values(state="current"))
            advance(connection)
        return retired

    def delete(self, name: str) -> list[Rows]:
        """Remove the current version; gives its rows."""
        with self.transaction() as connection:
            retired = _delete(connection, select(documents.c.id).where(documents.c.name == name, is_current))
            advance(connection)
        return retired

    def advance(self) -> None:
        """Tell the readers of other processes that the derived stores have been made anew."""
        with self.transaction() as connection:
            advance(connection)

    def drop_pending(self) -> int:
        """Remove what an interrupted ingestion has left; gives how many versions that were."""
        with self.transaction() as connection:
            return len(_delete(connection, select(documents.c.id).where(documents.c.state == "pending")))

    def erase_removed(self) -> None:
        """Take removed rows off the disk, log included (deleted pages are overwritten as they are freed)."""
        if self._engine.dialect.name == "sqlite":
            connection = self._engine.raw_connection()  # a checkpoint cannot run inside a transaction
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreError(
            f"The catalogue cannot be used now ({error.orig}): check disk space and permissions."
        ) from error
    except DatabaseError as error:
        raise StoreError(f"The catalogue is damaged ({error.orig}): run `directives doctor`.") from error


def _missing(connection: Connection, table: Table) -> list[Column[Any]]:
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    return [column for column in table.columns if column.name not in there]


def visible(query: Select[Any], accesses: Accesses) -> Select[Any]:
    query = query.where(is_current)
    return query if accesses is None else query.where(documents.c.access.in_(accesses))


def _sentences_of(passage_ids: Sequence[int], columns: Sequence[Column[Any]] = _SENTENCE) -> Select[Any]:
    wanted = select(sentences.c.passage_id, *columns).where(sentences.c.passage_id.in_(passage_ids))
    return wanted.order_by(sentences.c.passage_id, sentences.c.start, sentences.c.id)


def get_state(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(state.c.value).where(state.c.name == name))


def set_state(connection: Connection, name: str, value: str) -> None:
    if connection.execute(update(state).where(state.c.name == name).values(value=value)).rowcount == 0:
        connection.execute(insert(state).values(name=name, value=value))


def generation_of(connection: Connection) -> int:
    return int(get_state(connection, "generation") or 0)


def advance(connection: Connection) -> None:
    set_state(connection, "generation", str(generation_of(connection) + 1))


def _rows_of(connection: Connection, document_id: int) -> Rows:
    access = connection.scalar(select(documents.c.access).where(documents.c.id == document_id))
    own = connection.scalars(select(passages.c.id).where(passages.c.document_id == document_id).order_by(passages.c.id))
    passage_ids = list(own)
    units = select(sentences.c.id).join(passages).where(passages.c.document_id == document_id).order_by(sentences.c.id)
    return Rows(document_id, str(access), passage_ids, list(connection.scalars(units)))


def _delete(connection: Connection, which: Select[Any]) -> list[Rows]:
    removed = [_rows_of(connection, id_) for id_ in connection.scalars(which).all()]
    connection.execute(delete(documents).where(documents.c.id.in_([rows.document for rows in removed])))
    return removed


def _insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Ids of the new rows, in order."""
    if not rows:
        return []
    return list(connection.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows))
