"""The opened index: catalogue, vectors, keywords and manifest as one whole."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from index.catalog import PUBLIC, Accesses, Catalog
from index.doctor import CATALOG, keyword_rows, settled
from index.facts import MADE_WITH, Extraction, Facts
from index.keyword import Keyword
from index.ledger import Ledger, checked
from index.lock import WriterLock, gate, locked
from index.manifest import Centring, Manifest
from index.opening import Opened, following, healed, open_derived, renew_outdated
from index.readers import Readers
from index.records import DocumentInfo, Entry, StoredFact, StoredPassage, StoreError
from index.schema import Rows, Stored
from index.vectors import KINDS, VectorError, Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.records import Document

SESSION_PATIENCE = 5.0  # seconds for another ingestion of this process


class Store:
    """Made by `Store.open`. Any number of threads may read; one process may write."""

    def __init__(
        self, folder: Path, catalog: Catalog, embedder: str, dimension: int, centre: Centring, lock: WriterLock | None
    ) -> None:
        self.folder = folder
        self.catalog = catalog
        self.vectors: Vectors
        self.keyword: Keyword
        self.manifest: Manifest
        self.findings: list[str] = []  # what was mended at open, as sentences
        self._made_with = (embedder, dimension, centre)
        self._lock = lock
        self._readers = Readers()
        self._session = threading.Lock()
        self._change = threading.Lock()  # one change of the catalogue and its manifest after the other
        self._facts = Facts(catalog)
        self._ledger = Ledger(catalog)
        self.extraction: Extraction | None = None
        self._seen = -1  # the generation that the opened vector files hold
        self._fingerprint = (-1, "")
        self._infos: tuple[int, dict[tuple[str, ...] | None, list[DocumentInfo]]] = (-1, {})

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        embedder: str,
        dimension: int,
        centre: Centring,
        write: bool = False,
        extraction: Extraction | None = None,
    ) -> Store:
        """Open the index in `folder`; with `write` it is made where it is missing, and held against other writers.

        What an interrupted writer or a damaged file left behind is mended first, and facts that another `extraction`
        has read are renewed (None: facts are left as they are). Raises StoreError: no index yet, another writer, made
        with another embedder, or damaged beyond the catalogue's reach.
        """
        if not write and not (folder / CATALOG).is_file():
            raise StoreError(f"There is no index in {folder} yet: run `directives ingest PATH` first.")
        lock = locked(folder) if write else None
        catalog = Catalog.open(folder / CATALOG)
        store = cls(folder, catalog, embedder, dimension, centre, lock)
        store.extraction = extraction
        try:
            if write:
                catalog.create()
            if manifest := Manifest.load(folder):
                manifest.check(folder, embedder, dimension)
            if extraction:
                store.findings += renew_outdated(folder, catalog, store._facts, extraction, held=write)
            store._take(open_derived(folder, catalog, store._made_with, held=write))
            if write and catalog.recall("embedder") is None:
                catalog.remember("dimension", str(dimension))
                catalog.remember("embedder", embedder)
        except BaseException:
            catalog.close()
            if lock:
                lock.release()
            raise
        return store

    def close(self) -> None:
        self.vectors.close()
        self.keyword.close()
        self.catalog.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, opened: Opened) -> None:
        self.vectors, self.keyword, self.manifest, self._seen = opened[:4]
        self.findings += opened.findings

    # Reading

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything this thread reads inside belongs to one moment: no document is half replaced.

        Wrap a whole question in it; it costs well under a millisecond and may be nested.
        """
        if self._readers.inside():
            yield
            return
        with ExitStack() as stack:
            if not self._enter(stack):
                with gate(self.folder):
                    self._refresh(stack)
            yield

    def _enter(self, stack: ExitStack) -> bool:
        """Fix the moment; False where the derived stores may lack rows of the catalogue at that moment.

        The rows of a version leave them only after the catalogue has moved on, and in this process between readings.
        """
        with ExitStack() as moment:
            moment.enter_context(self._readers.reading())
            moment.enter_context(self.catalog.snapshot())
            moment.enter_context(self.keyword.snapshot())
            generation = self.catalog.generation()
            if not self._lock and not self._seen == generation == self.catalog.latest_generation():
                return False
            stack.push(moment.pop_all())
            return True

    def _refresh(self, stack: ExitStack) -> None:
        """See what another process has written: the vector files are read once, when they are opened.

        The caller holds the gate, through which a writer must pass to take rows away.
        """
        stack.enter_context(self.catalog.snapshot())
        generation = self.catalog.generation()
        if generation != self._seen:
            with self._readers.paused():
                try:
                    self.keyword.reopen()
                    self.vectors.reopen()
                except VectorError as error:
                    raise StoreError(f"The vector index is damaged ({error}): run `directives doctor`.") from error
                self._seen = generation
        stack.enter_context(self.keyword.snapshot())
        stack.enter_context(self._readers.reading())

    def documents(self, accesses: Accesses = PUBLIC) -> list[DocumentInfo]:
        """Current documents of these access groups (None: of all), by name."""
        generation = self.catalog.generation()
        known, kept = self._infos  # every question asks, and a thousand rows take 20 ms
        if known != generation:
            kept = {}
            self._infos = (generation, kept)  # in one step: other threads may read at another generation
        groups = None if accesses is None else tuple(accesses)
        if groups not in kept:
            kept[groups] = self.catalog.infos(accesses)
        return list(kept[groups])

    def document(self, name: str, accesses: Accesses = PUBLIC) -> DocumentInfo:
        """Raises StoreError, with the nearest names, for a document that is not there."""
        return self.catalog.info(name, accesses) or self._unknown(name, accesses)

    def text(self, name: str, accesses: Accesses = PUBLIC) -> str:
        """The stored text, into which all offsets point. Raises StoreError as `document` does."""
        text = self.catalog.text(name, accesses)
        return self._unknown(name, accesses) if text is None else text

    def _unknown(self, name: str, accesses: Accesses) -> NoReturn:
        names = {info.name.casefold(): info.name for info in self.documents(accesses)}
        near = [names[each] for each in get_close_matches(name.casefold(), names, n=3, cutoff=0.5)]
        remedy = f"did you mean {' or '.join(near)}?" if near else "`directives documents` lists them."
        raise StoreError(f"There is no document {name} in the index: {remedy}")

    def documents_by_number(self, number_key: str, accesses: Accesses = PUBLIC) -> list[str]:
        """Names of the documents whose own number has this key (see `ingest.references.key`)."""
        return self.catalog.numbered(number_key, accesses)

    def passages(self, ids: Sequence[int], accesses: Accesses = PUBLIC) -> list[StoredPassage]:
        """In the order of `ids`, without those that are not current or not for these groups."""
        return self.catalog.passages(ids, accesses)

    def vectors_of(self, passage_ids: Sequence[int]) -> dict[int, tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Raw vectors by passage id: its own (d,) and its sentences' (s, d), aligned with `StoredPassage.sentences`."""
        return self.catalog.vectors(passage_ids)

    def passage_ids_of_sentences(self, sentence_ids: Sequence[int]) -> dict[int, int]:
        return self.catalog.passages_of_sentences(sentence_ids)

    def passage_ids_of_documents(self, names: Sequence[str], accesses: Accesses = PUBLIC) -> list[int]:
        return self.catalog.passages_of_documents(names, accesses)

    def names(self, document_ids: Sequence[int]) -> dict[int, frozenset[str]]:
        """Phonetic keys of the words of each document (see `ingest.names`); a document id never changes its content."""
        return self.catalog.names(document_ids)

    def mentioned(self, accesses: Accesses = PUBLIC) -> list[str]:
        """The number keys that stand in the documents, for comparing with `ingest.references.same`."""
        return self.catalog.mentioned(accesses)

    def mentions(self, keys: Sequence[str], accesses: Accesses = PUBLIC) -> list[int]:
        """Ids of the passages that name a document with one of these number keys."""
        return list(dict.fromkeys(passage for passage, _ in self.catalog.mentions(keys, accesses)))

    def sentence_mentions(self, keys: Sequence[str], accesses: Accesses = PUBLIC) -> list[int]:
        """Ids of the sentences that do."""
        pairs = self.catalog.mentions(keys, accesses)
        return list(dict.fromkeys(sentence for _, sentence in pairs if sentence is not None))

    def facts(
        self,
        accesses: Accesses = PUBLIC,
        *,
        kinds: Sequence[str] = (),
        documents: Sequence[str] = (),
        agency_names: Sequence[str] = (),
        start: date | None = None,
        end: date | None = None,
    ) -> list[StoredFact]:
        """Facts of current documents by name, then in the order of the text; a filter that is empty lets all pass.

        With `start` or `end`, those alone whose deadline overlaps that period, both days included.
        """
        if kinds or documents or agency_names or start or end:
            filters = {"kinds": kinds, "names": documents, "agency_names": agency_names}
            return self._facts.find(accesses, **filters, start=start, end=end)
        with self.catalog.snapshot():
            own = self._facts.of_documents([info.id for info in self.documents(accesses)])
        return [fact for some in own.values() for fact in some]

    def fact(self, id_: str, accesses: Accesses = PUBLIC) -> StoredFact:
        """Raises StoreError for one that no current document of these groups has."""
        if found := self._facts.find(accesses, ids=(id_,)):
            return found[0]
        raise StoreError(f"There is no fact {id_[:40]} in the index: `directives facts` lists them.")

    def facts_of(self, document_ids: Sequence[int]) -> dict[int, list[StoredFact]]:
        """By document id, in the order of the text; kept in memory. None for what is no current document."""
        return self._facts.of_documents(document_ids)

    def facts_of_passages(self, passage_ids: Sequence[int]) -> dict[int, list[StoredFact]]:
        """By passage id, in the order of the text; kept in memory. None for what is no passage of a current one."""
        return self._facts.of_passages(passage_ids)

    def entries(self, ids: Sequence[str] | None = None) -> list[Entry]:
        """What people said of these facts, or of all; oldest first."""
        return self._ledger.entries(ids)

    def orphans(self, accesses: Accesses = PUBLIC) -> list[Entry]:
        """What they said of facts that no current document has, oldest first."""
        return self._ledger.orphans(accesses)

    def fingerprint(self) -> str:
        """Changes with any document, with what people say of facts, and with any option that decides results.

        16 hexadecimal digits.
        """
        generation = self.catalog.generation()
        if self._fingerprint[0] != generation:
            content = [f"{info.name}\t{info.sha256}\t{info.access}" for info in self.documents(None)]
            content.append(f"{self.catalog.recall(MADE_WITH)}\t{len(self.entries())}")
            digest = hashlib.sha256("\n".join([self.manifest.options(), *content]).encode()).hexdigest()
            self._fingerprint = (generation, digest[:16])
        return self._fingerprint[1]

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A session of changes; one at a time."""
        self._check_writable()
        if not self._session.acquire(timeout=SESSION_PATIENCE):
            raise StoreError("Another ingestion is under way: wait until it has finished.")
        try:
            if self.manifest.dirty:  # an earlier change failed halfway
                with self._change, self._readers.paused():
                    self.vectors.close()
                    self.keyword.close()
                    self._take(healed(self.folder, self.catalog, self._made_with))
            yield
        finally:
            self._session.release()

    def _check_writable(self) -> None:
        if not self._lock:
            raise StoreError("The index was opened for reading only.")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """The manifest says so while the stores do not agree, and afterwards what the files look like."""
        with self._change:
            self.manifest = replace(self.manifest, dirty=True)
            self.manifest.save(self.folder)
            yield
            with gate(self.folder):
                self.manifest = settled(self.manifest, self.catalog, self.vectors, self.keyword)
                self.manifest.save(self.folder)

    def add(
        self, document: Document, access: str, vectors: tuple[NDArray[np.float32], NDArray[np.float32]]
    ) -> Literal["added", "replaced"]:
        """Store a document with the raw vectors of its passages and of their units, float32 (n, d), in order.

        It takes the place of the current document of that name in one step. Only inside `writing`.
        """
        try:
            with self._changing():
                if self.extraction is None and self.catalog.recall(MADE_WITH):
                    self.catalog.remember(MADE_WITH, "")  # nobody knows which rules have read these facts
                added = datetime.now(UTC).isoformat(timespec="seconds")
                rows = self.catalog.insert(document, access, vectors, added)
                with gate(self.folder):
                    for kind, ids, matrix in zip(KINDS, (rows.passages, rows.sentences), vectors, strict=True):
                        if ids:
                            self.vectors.add(kind, access, ids, self._made_with[2].passages(matrix, document.language))
                self.keyword.add(keyword_rows(Stored(rows, document, *vectors)))
                retired = self.catalog.publish(rows.document)
                self._retire(retired)
        except (VectorError, sqlite3.Error, OSError) as error:
            raise StoreError(f"{document.name} could not be stored ({error}): check the disk and try again.") from error
        return "replaced" if retired else "added"

    def remove(self, name: str) -> None:
        """Remove a document and what was stored of it, off the disk too. Raises StoreError for an unknown one."""
        with self.writing():
            self.document(name, None)
            try:
                with self._changing():
                    self._retire(self.catalog.delete(name))
                    self.keyword.erase_removed()
            except (VectorError, sqlite3.Error, OSError) as error:
                raise StoreError(
                    f"{name} was removed, but not from every index file: run `directives doctor`."
                ) from error

    def record(self, entry: Entry) -> Entry:
        """Keep what a person says of a fact, at any time but inside `reading`; gives the entry as it is kept.

        Raises StoreError for a fact or kind that is not known, for want of a name, for text that is too long, and where
        the index was opened for reading only.
        """
        self._check_writable()
        entry = checked(entry)
        with self._change, following(self.folder, self.catalog):
            name = self.fact(entry.fact, None).document
            entry = replace(entry, document=name, access=self.document(name, None).access)
            self._ledger.append(entry)
        return entry

    def refresh_facts(self, extraction: Extraction | None = None) -> list[str]:
        """Read the facts of every document anew, as before or from now on with `extraction`.

        Gives what went wrong, as sentences. Raises StoreError where an ingestion is under way.
        """
        with self.writing():
            self.extraction = extraction or self.extraction
            if self.extraction is None:
                return []
            rows, problems = self._facts.read_anew(self.extraction.extract)
            with self._change, following(self.folder, self.catalog):
                self._facts.replace(rows, self.extraction.version)
        return problems

    def _retire(self, versions: Sequence[Rows]) -> None:
        """Take versions that are no longer current out of the derived stores, while nobody is reading."""
        if not versions:
            return
        with self._readers.paused(), gate(self.folder):
            for rows in versions:
                for kind, ids in zip(KINDS, (rows.passages, rows.sentences), strict=True):
                    self.vectors.remove(kind, rows.access, ids)
                self.keyword.remove(rows.passages)
        self.catalog.erase_removed()
