"""The vector store: Chroma in a folder, one collection per kind of text and access group.

Chroma is a derived store. Ids are the catalogue's row ids and are never used twice, so that an old and a new version of
a document never collide. `sync_threshold` is 2: every call leaves its work in the index files, so that nothing has to
be replayed when a process opens the folder (a write-ahead log of 10,000 vectors takes seconds), and a process that only
asks has nothing to write. A call is not atomic, though; whoever opens or changes the folder holds `lock.gate`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["passages", "sentences"]
KINDS: tuple[Kind, ...] = ("passages", "sentences")
FOLDER = "chroma"
BATCH = 2_000  # Chroma takes at most 5,461 records a call, and searches wait for it
# Searched wide: of 14,700 vectors of questions in three languages, the exact 100 nearest are found always (at Chroma's
# own ef_search of 100: .993), in 2 ms.
HNSW = {"space": "cosine", "max_neighbors": 16, "ef_construction": 128, "ef_search": 256}
HNSW |= {"sync_threshold": 2, "batch_size": 2}

P = ParamSpec("P")
R = TypeVar("R")


class VectorError(Exception):
    """The vector store is damaged or cannot be used; the catalogue can rebuild it."""


def _translated(method: Callable[Concatenate[Vectors, P], R]) -> Callable[Concatenate[Vectors, P], R]:
    """Chroma raises errors of many kinds, pyo3's and sqlite's among them: hand them on as one."""

    def call(self: Vectors, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except Exception as error:
            raise VectorError(f"{type(error).__name__}: {error}") from error

    call.__doc__ = method.__doc__
    return call


class Vectors:
    """The collections of one folder. Not made for two processes that write; see `index.lock`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: Any = None
        self._collections: dict[str, Any] = {}

    @classmethod
    def open(cls, folder: Path) -> Vectors:
        """Open `folder` (made where it is missing) and load its collections. Raises VectorError where it is damaged."""
        vectors = cls(folder)
        vectors._open()
        return vectors

    @_translated
    def _open(self) -> None:
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings

        self._folder.mkdir(parents=True, exist_ok=True)
        path = str(self._folder.resolve())
        try:
            self._client = chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))
        except BaseException:
            # Chroma keeps a client that failed to start, and would hand it out again for a mended folder.
            SharedSystemClient._identifier_to_system.pop(path, None)
            raise
        try:
            names = [collection.name for collection in self._client.list_collections()]
            self._collections = {name: self._client.get_collection(name, embedding_function=None) for name in names}
            for collection in self._collections.values():
                # The first search of a process loads the index files: here, where the caller holds the gate.
                _load(collection)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client, self._collections = None, {}

    def reopen(self) -> None:
        """See what another process has written since."""
        self.close()
        self._open()

    def reset(self) -> None:
        """An empty store in place of whatever is there."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._open()

    @_translated
    def add(self, kind: Kind, access: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Unit vectors, float32 (n, d), under ids that the store does not hold yet."""
        name = collection_name(kind, access)
        if ids and name not in self._collections:
            self._collections[name] = self._client.create_collection(
                name, configuration={"hnsw": HNSW}, embedding_function=None
            )
        for batch in _batches(len(ids)):
            self._collections[name].add(ids=[str(id_) for id_ in ids[batch]], embeddings=vectors[batch])

    @_translated
    def remove(self, kind: Kind, access: str, ids: Sequence[int]) -> None:
        """Ids that the store does not hold are ignored."""
        if collection := self._collections.get(collection_name(kind, access)):
            for batch in _batches(len(ids)):
                collection.delete(ids=[str(id_) for id_ in ids[batch]])

    @_translated
    def query(
        self, kind: Kind, accesses: Sequence[str], vector: NDArray[np.float32], k: int
    ) -> list[tuple[int, float]]:
        """The k nearest of these access groups as (id, cosine), best first, ties by id; vector: float32 (d,)."""
        found: list[tuple[int, float]] = []
        for access in dict.fromkeys(accesses):
            if collection := self._collections.get(collection_name(kind, access)):
                result = collection.query(query_embeddings=[vector], n_results=max(k, 1), include=["distances"])
                ids, distances = result["ids"][0], result["distances"][0]
                found += [(int(id_), 1.0 - float(distance)) for id_, distance in zip(ids, distances, strict=True)]
        # The distances of equal vectors differ in the last bits.
        return sorted(found, key=lambda pair: (-round(pair[1], 6), pair[0]))[:k]

    def counts(self) -> dict[str, int]:
        """Vectors by collection, empty collections left out."""
        counted = {name: self._count(name) for name in sorted(self._collections)}
        return {name: count for name, count in counted.items() if count}

    @_translated
    def _count(self, name: str) -> int:
        return int(self._collections[name].count())

    def names(self) -> set[str]:
        """Of the collections, see `collection_name`."""
        return set(self._collections)

    @_translated
    def ids(self, kind: Kind, access: str) -> set[int]:
        collection = self._collections.get(collection_name(kind, access))
        return {int(id_) for id_ in collection.get(include=[])["ids"]} if collection else set()

    @_translated
    def vectors(self, kind: Kind, access: str, ids: Sequence[int]) -> NDArray[np.float32]:
        """The stored vectors of `ids`, float32 (n, d). Raises VectorError where one of them is missing."""
        collection = self._collections[collection_name(kind, access)]
        parts = []
        for batch in _batches(len(ids)):
            result = collection.get(ids=[str(id_) for id_ in ids[batch]], include=["embeddings"])
            found = dict(zip(map(int, result["ids"]), result["embeddings"], strict=True))
            parts.append(np.array([found[id_] for id_ in ids[batch]], dtype=np.float32))
        return np.concatenate(parts) if parts else np.empty((0, 0), dtype=np.float32)

    def sizes(self) -> dict[str, int]:
        """Bytes of the index files by path within the folder; the database is left out, its size says nothing."""
        return file_sizes(self._folder)


def file_sizes(folder: Path) -> dict[str, int]:
    files = (path for path in sorted(folder.glob("*/*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def collection_name(kind: Kind, access: str) -> str:
    """Chroma allows ASCII letters, digits and ._- alone; other group names are spelled in hexadecimal."""
    plain = re.fullmatch(r"[A-Za-z0-9._-]*[A-Za-z0-9]", access) and not access.startswith("0x")
    return f"{kind}-{access}" if plain else f"{kind}-0x{access.encode().hex()}"


def _batches(count: int) -> Iterator[slice]:
    return (slice(at, at + BATCH) for at in range(0, count, BATCH))


def _load(collection: Any) -> None:
    if collection.count():
        first = collection.get(limit=1, include=["embeddings"])["embeddings"][0]
        collection.query(query_embeddings=[first], n_results=1, include=["distances"])
