"""The catalogue's tables, the engine that opens them, and records from their rows.

Nothing in the tables is SQLite's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sqlalchemy import (
    JSON,
    Column,
    Date,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    create_engine,
    event,
)

from index.records import DocumentInfo, StoredPassage, StoredSentence
from ingest.records import Document, Passage, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

metadata = MetaData()
_id = partial(Column, "id", Integer, primary_key=True, autoincrement=True)


def _owner(table: str, **options: Any) -> Column[int]:
    return Column(f"{table}_id", Integer, ForeignKey(f"{table}.id", ondelete="CASCADE"), **options)


# What is read for every question stands before long texts and vectors, which SQLite keeps on pages of their own.
documents = Table(
    "document",
    metadata,
    _id(),
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),
    Column("access", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("language", String, nullable=False),
    Column("title", String, nullable=False),
    Column("source", String),
    Column("date", Date),
    Column("number", String),
    Column("number_key", String, index=True),
    Column("reference_numbers", JSON, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("sentences", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("added", String, nullable=False),
    Column("names", Text, nullable=False),  # phonetic keys of the words in it, which are the same in every script
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)
is_current = documents.c.state == "current"
Index("one_current_version", documents.c.name, unique=True, sqlite_where=is_current, postgresql_where=is_current)
passages = Table(
    "passage",
    metadata,
    _id(),
    _owner("document", nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("section", JSON, nullable=False),
    Column("header", JSON, nullable=False),
    Column("cells", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
sentences = Table(
    "sentence",
    metadata,
    _id(),
    _owner("passage", nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
mentions = Table(
    "mention",
    metadata,
    _id(),
    Column("key", String, nullable=False, index=True),
    _owner("passage", nullable=False, index=True),
    _owner("sentence", index=True),
)
state = Table("state", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))


def open_engine(url: str) -> Engine:
    """An engine on which a transaction sees the database as of its first read."""
    dumps = partial(json.dumps, ensure_ascii=False)
    if not url.startswith("sqlite"):
        return create_engine(url, json_serializer=dumps, isolation_level="REPEATABLE READ")
    engine = create_engine(url, json_serializer=dumps, connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin transactions for writing statements alone
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "cache_size = -32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Rows(NamedTuple):
    """The rows of one version of a document, by which the derived stores know it."""

    document: int
    access: str
    passages: list[int]
    sentences: list[int]


class Stored(NamedTuple):
    """A whole version of a document, vectors raw, float32 (n, d), in the order of the ids."""

    rows: Rows
    document: Document
    passage_vectors: NDArray[np.float32]
    sentence_vectors: NDArray[np.float32]


def to_matrix(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    """Rows of the database's vectors, (n, d), read-only."""
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1 if blobs else 0)


def to_info(row: Row[Any], by_source: Mapping[str, Sequence[str]]) -> DocumentInfo:
    values = {name: value for name, value in row._mapping.items() if name != "number_key"}
    twins = tuple(name for name in by_source.get(row.source, ()) if name != row.name)
    return DocumentInfo(**values, twins=twins)


def to_passage(row: Row[Any], units: Sequence[StoredSentence]) -> StoredPassage:
    values = row._mapping
    lists = {name: tuple(values[name]) for name in ("section", "header", "cells")}
    return StoredPassage(**{**values, **lists, "sentences": tuple(units)})


def to_stored(head: Row[Any], own: Sequence[Row[Any]], units: Sequence[Row[Any]]) -> Stored:
    inside: dict[int, list[Sentence]] = {row.id: [] for row in own}
    for row in units:
        inside[row.passage_id].append(Sentence(row.start, row.end))
    document = Document(
        **{name: head._mapping[name] for name in ("name", "sha256", "text", "language", "title")},
        **{name: head._mapping[name] for name in ("source", "date", "number")},
        references=tuple(head.reference_numbers),
        passages=tuple(
            Passage(
                row.start,
                row.end,
                tuple(inside[row.id]),
                tuple(row.section),
                row.page,
                tuple(row.header),
                tuple(row.cells),
            )
            for row in own
        ),
    )
    rows = Rows(head.id, head.access, [row.id for row in own], [row.id for row in units])
    return Stored(rows, document, to_matrix([row.vector for row in own]), to_matrix([row.vector for row in units]))
