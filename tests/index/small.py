"""A small embedder and small documents for the tests of the stores, and the threads and processes beside them."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.build import ingest
from index.catalog import Catalog
from index.facts import Extraction
from index.keyword import Keyword
from index.manifest import Manifest
from index.store import Store
from index.vectors import Vectors
from ingest.document import understand
from ingest.records import Amount, Block, Deadline, Document, Fact, Flaw, Loaded

DIMENSION = 384


class HashEmbedder:
    """Unit vectors from the words of a text: the same text the same vector, shared words near vectors."""

    name = "hash"
    dimension = DIMENSION

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [2 + len(text) // 3 for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.stack([sum((_direction(word) for word in text.split()), np.zeros(DIMENSION)) for text in texts])
        vectors += 1e-3 * np.stack([_direction(text) for text in texts])
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@lru_cache(10_000)
def _direction(word: str) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(DIMENSION)


class ShiftCentre:
    """Moves every language another way, as centring does."""

    def __init__(self, share: float = 0.1) -> None:
        self.share = share

    def passages(self, vectors: NDArray[np.float32], language: str) -> NDArray[np.float32]:
        mean = _direction(language) / np.linalg.norm(_direction(language))
        moved = vectors - self.share * mean
        return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), dtype=np.float32)

    questions = passages


def read_facts(document: Document) -> tuple[tuple[Fact, ...], tuple[Flaw, ...]]:
    """A fact of every sentence: its first number is an amount and a day of 2026, its first two words an agency."""
    facts, flaws = [], []
    for passage in document.passages:
        for sentence in passage.sentences:
            words = document.text[sentence.start : sentence.end]
            number = re.search(r"\d+", words)
            if number is None:
                flaws.append(Flaw(sentence.start, sentence.end, words, "no_header"))
                continue
            day = date(2026, 1 + int(number[0]) % 12, 1 + int(number[0]) % 28)
            at = sentence.start + number.start(), sentence.start + number.end()
            agency = " ".join(words.split()[:2])
            facts.append(
                Fact(
                    "deadline" if int(number[0]) % 2 else "target",
                    sentence.start,
                    sentence.end,
                    words,
                    agency,
                    agency.casefold(),
                    deadline=Deadline(day, day, "by", None, number[0], *at),
                    amount=Amount(Decimal(int(number[0])), None, None, number[0]),
                    section=passage.section,
                )
            )
    return tuple(facts), tuple(flaws)


EXTRACTION = Extraction(read_facts, "first")


def rules(version: str, heard: list[str] | None = None, agency: str = "") -> Extraction:
    """Those of `read_facts` under another name; `heard` gets the names of the documents that were read."""

    def extract(made: Document) -> tuple[tuple[Fact, ...], tuple[Flaw, ...]]:
        if heard is not None:
            heard.append(made.name)
        facts, flaws = read_facts(made)
        return tuple(replace(fact, agency=agency or version) for fact in facts), flaws

    return Extraction(extract, version)


def document(name: str, *texts: str, source: str | None = None) -> Document:
    """Of paragraphs, called like its file, without facts."""
    loaded = Loaded(tuple(Block("paragraph", text) for text in texts), source=source)
    made = understand(loaded, name, f"hash of {texts}", HashEmbedder().count_tokens)
    return replace(made, title=name, facts=(), flaws=())


def with_facts(made: Document) -> Document:
    facts, flaws = read_facts(made)
    return replace(made, facts=facts, flaws=flaws)


def matrices(made: Document, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Random vectors for its passages and their units."""
    count = sum(len(passage.units) for passage in made.passages)
    rows = np.random.default_rng(seed).standard_normal((len(made.passages) + count, DIMENSION)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows[: len(made.passages)], rows[len(made.passages) :]


def keep(store: Store, *made: Document, access: str = "public") -> list[str]:
    return [store.add(each, access, matrices(each)) for each in made]


def opened(
    data: Path,
    *,
    write: bool = False,
    embedder: str = "hash",
    share: float = 0.1,
    extraction: Extraction | None = EXTRACTION,
) -> Store:
    centre = ShiftCentre(share)
    return Store.open(data, embedder=embedder, dimension=DIMENSION, centre=centre, write=write, extraction=extraction)


DIRECTIVES = {
    "vi": "Nghị quyết số 57-NQ/TW. Ủy ban nhân dân tỉnh hoàn thành việc số hóa hồ sơ {n} trước ngày 30/6/2026. "
    "Sở Nội vụ báo cáo kết quả đợt {n} cho Chủ tịch.",
    "hi": "संकल्प संख्या ५७-एनक्यू/टीडब्ल्यू। विभाग {n} को ३१ मार्च तक रिपोर्ट भेजनी होगी। नीति {n} की समीक्षा हर तिमाही होगी।",
    "bn": "সংকল্প নং ৫৭-এনকিউ/টিডব্লিউ। দপ্তর {n} ২২ ডিসেম্বরের মধ্যে প্রতিবেদন দেবে। নীতি {n} প্রতি মাসে পর্যালোচনা হবে।",
    "en": "Directive 18/CT-TTg. Agency {n} shall report by 30 June 2026. The budget of task {n} is 1.5 million.",
}


def write_files(folder: Path, count: int, *, paragraphs: int = 3, edition: int = 0) -> list[Path]:
    """`count` text files, the languages in turn; another edition has the same names and other numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(count):
        language = sorted(DIRECTIVES)[number % len(DIRECTIVES)]
        path = folder / f"{language}-{number}.txt"
        lines = [DIRECTIVES[language].format(n=1000 * edition + 100 * number + each) for each in range(paragraphs)]
        path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        files.append(path)
    return files


def ingest_files(data: Path, files: Sequence[Path], access: str = "public") -> list[str]:
    with opened(data, write=True) as store:
        return [event.outcome for event in ingest(store, files, HashEmbedder(), access) if event.outcome not in BUSY]


@contextmanager
def read_meanwhile(read: Callable[[], None]) -> Iterator[None]:
    """Three threads that read again and again while the block runs; what one of them raises is raised after it."""
    failures: list[BaseException] = []
    finished = Event()

    def again() -> None:
        try:
            while not finished.is_set():
                read()
        except BaseException as error:
            failures.append(error)

    readers = [Thread(target=again) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        finished.set()
        for reader in readers:
            reader.join()
    if failures:
        raise failures[0]


BUSY = {"started", "reading", "embedding"}


def die_at(step: str, when: str, call: int) -> None:
    """End this process as SIGKILL does, before or after the given call of one step of storing a document."""
    name, method = step.split(".")
    owner: type = {"Catalog": Catalog, "Vectors": Vectors, "Keyword": Keyword, "Manifest": Manifest}[name]
    original = getattr(owner, method)
    calls = 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **kwargs)
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, method, deadly)


def work(tell: Connection, task: str, data: Path, *rest: Any) -> None:
    """What other processes do: `hold`, `ingest FOLDER [STEP WHEN CALL]`, `replace FOLDER ROUNDS`."""
    if task == "hold":
        with opened(data, write=True):
            tell.send("held")
            time.sleep(60)
    elif task == "ingest":
        folder, *death = rest
        with opened(data, write=True) as store:
            tell.send("open")
            if death:
                die_at(*death)
            for event in ingest(store, [folder], HashEmbedder()):
                if event.outcome not in BUSY:
                    tell.send((event.outcome, event.name))
    elif task == "replace":
        folder, rounds = rest
        with opened(data, write=True) as store:
            for edition in range(1, rounds + 1):
                files = write_files(folder, 1, edition=edition)
                outcomes = [event.outcome for event in ingest(store, files, HashEmbedder())]
                assert outcomes[-1] == "replaced", outcomes
        tell.send("done")


class Elsewhere:
    """Another process at work; killed at the end, if it has not ended before."""

    def __init__(self, task: str, data: Path, *rest: Any) -> None:
        context = multiprocessing.get_context("forkserver")  # which imports what is slow to import once
        context.set_forkserver_preload(["tests.index.small", "chromadb"])
        self._told, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=work, args=(theirs, task, data, *rest), daemon=True)
        self.process.start()
        theirs.close()

    def told(self) -> Any:
        """What it tells next; None at its end."""
        try:
            return self._told.recv()
        except EOFError:
            return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.join()
        self._told.close()
