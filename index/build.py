"""Files → index: read, embed in full batches, store one document after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from index.records import DocumentInfo, Progress
from index.store import Store
from ingest.document import Extract, embedding_text, understand
from ingest.facts import extract
from ingest.load import MAX_BYTES, find_files, load
from ingest.records import Document, IngestError
from ingest.split import BUDGET

if TYPE_CHECKING:
    from numpy.typing import NDArray

GATHER = 256  # texts: small documents are embedded together until there are so many
STEP = 128  # texts embedded between two events of progress

Outcome = Literal["added", "replaced", "unchanged", "failed"]


class Encoder(Protocol):
    """What building asks of an embedder."""

    @property
    def dimension(self) -> int: ...
    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...
    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass
class _Waiting:
    """Files whose turn has come, in order: documents to embed, and outcomes that are known already."""

    entries: list[Document | tuple[str, Outcome, str]] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)  # distinct, in order

    def add(self, document: Document) -> None:
        self.entries.append(document)
        for texts in _texts(document):
            self.texts.update(dict.fromkeys(texts))


def ingest(
    store: Store,
    paths: Sequence[Path],
    embedder: Encoder,
    access: str = "public",
    max_bytes: int = MAX_BYTES,
    budget: int = BUDGET,
) -> Iterator[Progress]:
    """Take in files and folders; every file ends as added, replaced, unchanged or failed, in the order of the files.

    Content that is in the index already is passed over. A file that fails is reported with a sentence and the others
    are kept. Once its event has been given, a document stands whole in every store and survives a crash.
    Raises IngestError where `paths` hold no file to read, StoreError where the index cannot be written.
    """
    files = find_files(paths)
    with store.writing():
        yield from _Ingestion(store, embedder, access, max_bytes, budget, len(files)).run(files)


class _Ingestion:
    def __init__(self, store: Store, embedder: Encoder, access: str, max_bytes: int, budget: int, total: int) -> None:
        self.store = store
        self.embedder = embedder
        self.access = access
        self.max_bytes = max_bytes
        self.budget = budget
        self.total = total
        self.extract: Extract = store.extraction.extract if store.extraction else extract
        self.done = 0
        self.known = {info.name: info for info in store.documents(None)}
        self.taken: dict[str, str] = {}  # names of this call → hash of the content

    def run(self, files: Sequence[Path]) -> Iterator[Progress]:
        waiting = _Waiting()
        for path in files:
            yield self._progress(path.name, "reading")
            waiting_for = self._read(path)
            if isinstance(waiting_for, Document):
                waiting.add(waiting_for)
            else:
                waiting.entries.append(waiting_for)
            if not waiting.texts or len(waiting.texts) >= GATHER:
                yield from self._flush(waiting)
                waiting = _Waiting()
        yield from self._flush(waiting)

    def _progress(self, name: str, outcome: Literal["reading", "embedding"] | Outcome, detail: str = "") -> Progress:
        return Progress(name, outcome, self.done, self.total, detail)

    def _read(self, path: Path) -> Document | tuple[str, Outcome, str]:
        name = path.name
        try:
            digest = self._digest(path)
            if self.taken.get(name, digest) != digest:
                raise IngestError(
                    f"{path} has the name of another file of this ingestion: rename one of them, "
                    "documents are told apart by their names."
                )
            if digest and (name in self.taken or self._is_known(self.known.get(name), digest)):
                self.taken[name] = digest
                return name, "unchanged", ""
            loaded = load(path, max_bytes=self.max_bytes)
            document = understand(loaded, name, digest, self.embedder.count_tokens, self.budget, self.extract)
            self.taken[name] = digest
            return document
        except IngestError as error:
            return name, "failed", str(error)
        except Exception as error:  # parsers of hostile files raise anything; the other files are kept
            reason = f"{type(error).__name__}: {error}"
            return name, "failed", f"{name} cannot be read ({reason}): save it in another format and add that."

    def _digest(self, path: Path) -> str:
        """Of the file's bytes; empty for what `load` will refuse."""
        if not path.is_file() or path.stat().st_size > self.max_bytes:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _is_known(self, info: DocumentInfo | None, digest: str) -> bool:
        return info is not None and (info.sha256, info.access) == (digest, self.access)

    def _flush(self, waiting: _Waiting) -> Iterator[Progress]:
        vectors: dict[str, NDArray[np.float32]] = {}
        # Longest first, so that the texts of a step are of like length and little is padded.
        texts = sorted(waiting.texts, key=len, reverse=True)
        first = next((entry.name for entry in waiting.entries if isinstance(entry, Document)), "")
        for at in range(0, len(texts), STEP):
            yield self._progress(first, "embedding", f"{at}/{len(texts)}")
            step = texts[at : at + STEP]
            vectors.update(zip(step, self.embedder.encode_passages(step), strict=True))
        for entry in waiting.entries:
            if isinstance(entry, Document):
                outcome = self._store(entry, vectors)
                self.done += 1
                event = self._progress(entry.name, outcome)
                yield replace(event, facts=len(entry.facts), flaws=entry.flaws)
            else:
                self.done += 1
                yield self._progress(*entry)

    def _store(self, document: Document, vectors: dict[str, NDArray[np.float32]]) -> Literal["added", "replaced"]:
        matrices = [self._matrix(texts, vectors) for texts in _texts(document)]
        return self.store.add(document, self.access, (matrices[0], matrices[1]))

    def _matrix(self, texts: Sequence[str], vectors: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.embedder.dimension), dtype=np.float32)
        return np.stack([vectors[text] for text in texts])


def _texts(document: Document) -> tuple[list[str], list[str]]:
    """What is embedded for the passages, and for their sentences: the only sentence of a table row is the whole row."""
    own, units = [], []
    for passage in document.passages:
        text = embedding_text(document, passage)
        own.append(text)
        alone = passage.cells and len(passage.sentences) == 1
        units += [text if alone else document.text[unit.start : unit.end] for unit in passage.units]
    return own, units


def remove(store: Store, name: str) -> None:
    """Remove a document and what was stored of it. Raises StoreError, naming near names, for an unknown one."""
    store.remove(name)
