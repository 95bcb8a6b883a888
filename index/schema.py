"""The catalogue's tables, the engine that opens them, and records from their rows.

Nothing in the tables is SQLite's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sqlalchemy import (
    JSON,
    Boolean,
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

from index.records import DocumentInfo, StoredFact, StoredPassage, StoredSentence
from ingest.records import Amount, Deadline, Document, Fact, Passage, Sentence

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
# Numbers are kept as text, which is exact in every database. A list that is empty is NULL, which is quicker to read.
_LIST = JSON(none_as_null=True)
facts = Table(
    "fact",
    metadata,
    _id(),
    Column("uid", String, nullable=False, index=True),  # see `index.rows.fact_ids`
    _owner("document", nullable=False, index=True),
    _owner("passage", index=True),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("section", _LIST),
    Column("action", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("agency_name", String, nullable=False, index=True),
    Column("coordinating", _LIST),
    Column("product", Text, nullable=False),
    Column("deadline_start", Date, index=True),
    Column("deadline_end", Date, index=True),
    Column("deadline_relation", String),
    Column("deadline_recurrence", String),
    Column("deadline_text", Text),  # NULL where the fact has no deadline
    Column("deadline_start_char", Integer),
    Column("deadline_end_char", Integer),
    Column("deadline_rule", String),
    Column("deadline_counted", Boolean),
    Column("number", String),  # NULL where the fact has no amount
    Column("number_high", String),
    Column("number_unit", String),
    Column("number_relation", String),
    Column("number_text", Text),
    Column("reference_numbers", _LIST),
    Column("flags", _LIST),
    Column("quote", Text, nullable=False),
    sqlite_autoincrement=True,
)
# What people said of facts. It outlives the documents, whose facts have the same uid when they come back.
entries = Table(
    "entry",
    metadata,
    _id(),
    Column("uid", String, nullable=False, index=True),
    Column("document", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("said", JSON, nullable=False),  # the values of the entry
    Column("access", String),  # of the document when it was said; NULL in a folder of an earlier version
    sqlite_autoincrement=True,
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


def nest(units: Sequence[Sentence | StoredSentence]) -> tuple[list[int], dict[int, list[int]]]:
    """Indices of the whole sentences among a passage's units, and for each those of its clauses."""
    whole: list[int] = []
    for i in sorted(range(len(units)), key=lambda i: (units[i].start, -units[i].end)):
        if not whole or units[i].start >= units[whole[-1]].end:
            whole.append(i)
    inside = {
        i: [j for j, u in enumerate(units) if j != i and units[i].start <= u.start and u.end <= units[i].end]
        for i in whole
    }
    return whole, inside


def to_document(head: Row[Any], own: Sequence[Row[Any]], units: Sequence[Row[Any]]) -> Document:
    """From its row, those of its passages, and those of their units, all in the order of the text; without facts."""
    inside: dict[int, list[Sentence]] = {row.id: [] for row in own}
    for row in units:
        inside[row.passage_id].append(Sentence(row.start, row.end))
    return Document(
        **{name: head._mapping[name] for name in ("name", "sha256", "text", "language", "title")},
        **{name: head._mapping[name] for name in ("source", "date", "number")},
        references=tuple(head.reference_numbers),
        passages=tuple(_to_plain_passage(row, inside[row.id]) for row in own),
    )


def _to_plain_passage(row: Row[Any], units: Sequence[Sentence]) -> Passage:
    whole, _ = nest(units)
    return Passage(
        row.start,
        row.end,
        tuple(units[i] for i in whole),
        tuple(row.section),
        row.page,
        tuple(row.header),
        tuple(row.cells),
        tuple(unit for i, unit in enumerate(units) if i not in set(whole)),
    )


def to_stored(head: Row[Any], own: Sequence[Row[Any]], units: Sequence[Row[Any]]) -> Stored:
    rows = Rows(head.id, head.access, [row.id for row in own], [row.id for row in units])
    vectors = to_matrix([row.vector for row in own]), to_matrix([row.vector for row in units])
    return Stored(rows, to_document(head, own, units), *vectors)


_IDENTITY = ("uid", "document_id", "passage_id", "quote")
_WHAT = ("kind", "start", "end", "action", "agency", "agency_name", "product", "page")
_LISTS = ("coordinating", "reference_numbers", "flags", "section")
_DEADLINE = tuple(f"deadline_{each.name}" for each in fields(Deadline))
_AMOUNT = ("number", "number_unit", "number_relation", "number_text", "number_high")
FACT = [*(facts.c[name] for name in (*_IDENTITY, *_WHAT, *_LISTS, *_DEADLINE, *_AMOUNT)), documents.c.name]


def to_fact(row: Row[Any]) -> StoredFact:
    """From the columns `FACT`."""
    # Taken apart at once: asking a row for each of its columns by name takes five times as long.
    values: tuple[Any, ...] = tuple(row)
    uid, document_id, passage_id, quote, *rest, document = values
    kind, start, end, action, agency, agency_name, product, page = rest[:8]
    coordinating, references, flags, section = (tuple(some or ()) for some in rest[8:12])
    value, unit, relation, text, high = rest[-5:]
    deadline, amount = Deadline(*rest[12:-5]), None
    if value is not None:
        amount = Amount(Decimal(value), unit, relation, text, None if high is None else Decimal(high))
    return StoredFact(
        uid,
        document_id,
        document,
        passage_id,
        quote,
        Fact(
            kind,
            start,
            end,
            action,
            agency,
            agency_name,
            coordinating,
            product,
            None if deadline.text is None else deadline,
            amount,
            references,
            flags,
            section,
            page,
        ),
    )
