"""Damage in a data folder: found, and mended from the catalogue, which needs no embedding model."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.catalog import Catalog
from index.keyword import Keyword
from index.lock import WriterLock, gate
from index.manifest import NAME as MANIFEST
from index.manifest import Centring, Manifest
from index.records import StoreError
from index.schema import Stored
from index.tokens import tokenise
from index.vectors import BATCH, FOLDER, KINDS, Kind, VectorError, Vectors, collection_name
from ingest.document import embedding_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

CATALOG, KEYWORD = "catalog.sqlite", "keyword.sqlite"
SAMPLE = 100  # vectors that are searched for, and passages whose tokens are compared, by a check
SAME = 1e-4  # difference of two float32 vectors that are the same


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a data folder; `message` is a sentence for its administrator."""

    code: str  # "no_index", "catalogue", "manifest", "interrupted", "vectors", "keyword"
    message: str
    mended: bool


def examine(folder: Path, *, embedder: str, dimension: int, centre: Centring) -> list[Finding]:
    """Check a data folder whole and mend what the catalogue can mend; an empty list means that all is well.

    Raises StoreError when another process is writing. A finding that is not mended says what to do.
    """
    if not (folder / CATALOG).is_file():
        return [_missing(folder)]
    with WriterLock(folder):
        catalog = Catalog.open(folder / CATALOG)
        try:
            if problem := _catalogue_problem(catalog, dimension):
                remedy = "restore the folder from a copy, or ingest the files into a new folder (--data DIR)"
                return [
                    Finding("catalogue", f"The catalogue {folder / CATALOG} is damaged ({problem}): {remedy}.", False)
                ]
            try:
                vectors, keyword, findings, _ = heal(folder, catalog, embedder, dimension, centre)
            except StoreError as error:
                return [Finding("manifest", str(error), False)]
            vectors.close()
            keyword.close()
            return findings
        finally:
            catalog.close()


def _missing(folder: Path) -> Finding:
    if any((folder / name).exists() for name in (MANIFEST, KEYWORD, FOLDER)):
        return Finding(
            "catalogue",
            f"The catalogue {folder / CATALOG}, from which all else is made, is missing: "
            "restore it from a copy, or ingest the files again.",
            False,
        )
    return Finding("no_index", f"There is no index in {folder} yet: run `directives ingest PATH` first.", False)


def _catalogue_problem(catalog: Catalog, dimension: int) -> str:
    try:
        return catalog.problem() or next(_misfits(catalog, dimension), "")
    except (StoreError, ValueError, TypeError) as error:  # a value that the database gave cannot be decoded
        return str(error)


def _misfits(catalog: Catalog, dimension: int) -> Iterator[str]:
    """Documents whose passages, sentences or vectors do not fit their text."""
    for rows in catalog.all_rows():
        stored = catalog.stored(rows.document)
        document = stored.document
        if any(
            stored_one.text != document.text[stored_one.start : stored_one.end]
            for stored_one in catalog.passages(rows.passages, None)
        ):
            yield f"the passages of {document.name} are not slices of its text"
        for passage in document.passages:
            if any(not passage.start <= unit.start < unit.end <= passage.end for unit in passage.units):
                yield f"a sentence of {document.name} leaves its passage"
        for matrix, count in (
            (stored.passage_vectors, len(rows.passages)),
            (stored.sentence_vectors, len(rows.sentences)),
        ):
            if count and (matrix.shape != (count, dimension) or not np.isfinite(matrix).all()):
                yield f"a vector of {document.name} is not {dimension} numbers"


def heal(
    folder: Path, catalog: Catalog, embedder: str, dimension: int, centre: Centring
) -> tuple[Vectors, Keyword, list[Finding], Manifest]:
    """Make the derived stores and the manifest agree with the catalogue; the caller holds the writer's lock.

    Raises StoreError where the index was made with another embedder, which only ingesting again can change.
    """
    findings = []
    manifest = Manifest.load(folder)
    sizes = manifest.sizes if manifest and not manifest.dirty else None
    if manifest is None:
        if made_with := catalog.recall("embedder"):
            findings.append(Finding("manifest", f"The manifest {folder / MANIFEST} was missing or unreadable.", True))
        manifest = Manifest.new(made_with or embedder, int(catalog.recall("dimension") or dimension), centre)
    manifest.check(folder, embedder, dimension)
    outdated = "it was made with other options" if not manifest.agrees(centre) else ""
    replace(manifest, dirty=True).save(folder)
    if dropped := catalog.drop_pending():
        findings.append(Finding("interrupted", f"An ingestion was interrupted: {dropped} unfinished removed.", True))
    with gate(folder):
        vectors, problem = _mended_vectors(folder / FOLDER, catalog, centre, sizes, outdated)
        if problem:
            findings.append(Finding("vectors", f"The vector index was made anew: {problem}.", True))
        keyword, problem = _mended_keyword(folder / KEYWORD, catalog, outdated)
        if problem:
            findings.append(Finding("keyword", f"The keyword index was mended: {problem}.", True))
        if findings:
            catalog.advance()
        fresh = Manifest.new(embedder, dimension, centre)
        manifest = settled(replace(fresh, created=manifest.created), catalog, vectors, keyword)
        manifest.save(folder)
    return vectors, keyword, findings, manifest


def settled(manifest: Manifest, catalog: Catalog, vectors: Vectors, keyword: Keyword) -> Manifest:
    """The manifest of stores that agree, with what `look` compares."""
    counts = vectors.counts() | {"keyword": keyword.count()}
    return replace(manifest, dirty=False, generation=catalog.generation(), counts=counts, sizes=vectors.sizes())


def look(manifest: Manifest, vectors: Vectors, keyword: Keyword) -> str:
    """What differs from the state that a clean manifest records, empty if nothing: a check of milliseconds."""
    if manifest.sizes != (sizes := vectors.sizes()):
        changed = sorted(
            name for name in manifest.sizes.keys() | sizes.keys() if manifest.sizes.get(name) != sizes.get(name)
        )
        return f"index files are missing or have another size ({', '.join(Path(name).name for name in changed)})"
    counts = vectors.counts() | {"keyword": keyword.count()}
    return "" if counts == manifest.counts else "entries are missing"


# The vector index


def _mended_vectors(
    folder: Path, catalog: Catalog, centre: Centring, sizes: dict[str, int] | None, problem: str
) -> tuple[Vectors, str]:
    """The opened store, and what was wrong with it. `sizes` are those that its files should have, None if unknown.

    Chroma changes files in place, and files in disorder can search wrongly without an error, or bring the process
    down: then they are not opened at all.
    """
    vectors = Vectors(folder)
    if not problem and sizes is None and vectors.sizes():
        problem = "a change was interrupted, or its record lost"
    elif not problem and sizes is not None and sizes != vectors.sizes():
        problem = "its files are missing or have another size"
    try:
        if not problem:
            vectors = Vectors.open(folder)
            problem = _vector_problem(vectors, catalog, centre)
    except VectorError as error:
        problem = str(error)
    if problem:
        try:
            vectors.reset()
            _fill(vectors, catalog, centre)
        except (VectorError, OSError) as error:
            raise StoreError(
                f"The vector index cannot be made anew ({error}): check disk space and permissions."
            ) from error
    return vectors, problem


def _fill(vectors: Vectors, catalog: Catalog, centre: Centring) -> None:
    """Everything the catalogue has, in large batches: each batch rewrites the files."""
    waiting: dict[tuple[Kind, str], list[tuple[list[int], NDArray[np.float32]]]] = {}

    def add(group: tuple[Kind, str]) -> None:
        parts = waiting.pop(group)
        vectors.add(*group, [id_ for ids, _ in parts for id_ in ids], np.concatenate([matrix for _, matrix in parts]))

    for rows in catalog.all_rows():
        for kind, ids, matrix in _centred(catalog.stored(rows.document), centre):
            parts = waiting.setdefault((kind, rows.access), [])
            parts.append((ids, matrix))
            if sum(len(ids) for ids, _ in parts) >= BATCH:
                add((kind, rows.access))
    for group in list(waiting):
        add(group)


def _centred(stored: Stored, centre: Centring) -> Iterator[tuple[Kind, list[int], NDArray[np.float32]]]:
    raw = (stored.passage_vectors, stored.sentence_vectors)
    for kind, ids, matrix in zip(KINDS, (stored.rows.passages, stored.rows.sentences), raw, strict=True):
        if ids:
            yield kind, ids, centre.passages(matrix, stored.document.language)


def _vector_problem(vectors: Vectors, catalog: Catalog, centre: Centring) -> str:
    """Compare every vector with the catalogue's, then search for some of them: the graph has files of its own."""
    expected: dict[str, int] = {}
    searched = 0
    for rows in catalog.all_rows():
        for kind, ids, matrix in _centred(catalog.stored(rows.document), centre):
            name = collection_name(kind, rows.access)
            expected[name] = expected.get(name, 0) + len(ids)
            if np.abs(vectors.vectors(kind, rows.access, ids) - matrix).max() > SAME:
                return f"vectors of the {kind} differ from the catalogue's"
            for vector in matrix[:: max(1, len(matrix) // 5)] if searched < SAMPLE else ():
                searched += 1
                found = vectors.query(kind, [rows.access], vector, 1)
                if not found or found[0][1] < 1 - SAME:
                    return f"a search does not find {kind} that are there"
    return "" if vectors.counts() == expected else "it holds vectors that the catalogue does not have"


# The keyword index


def keyword_rows(stored: Stored) -> list[tuple[int, str]]:
    """Passage ids with the text whose tokens they are found by: what is embedded, title and section included."""
    passages = zip(stored.rows.passages, stored.document.passages, strict=True)
    return [(id_, embedding_text(stored.document, passage)) for id_, passage in passages]


def _mended_keyword(path: Path, catalog: Catalog, problem: str) -> tuple[Keyword, str]:
    keyword = Keyword(path)
    try:
        if not problem:
            keyword = Keyword.open(path)
            problem = keyword.damage() or _keyword_problem(keyword, catalog)
            if not problem:
                return keyword, _reconciled(keyword, catalog)
    except sqlite3.Error as error:
        problem = str(error)
    keyword.reset()
    _reconciled(keyword, catalog)
    return keyword, problem


def _keyword_problem(keyword: Keyword, catalog: Catalog) -> str:
    """Compare the words of some passages with the catalogue's."""
    compared = 0
    for rows in catalog.all_rows():
        if compared >= SAMPLE:
            break
        present = keyword.texts(rows.passages)
        wanted = dict(keyword_rows(catalog.stored(rows.document)))
        if any(tokens != " ".join(tokenise(wanted[id_])) for id_, tokens in present.items()):
            return "its words differ from the catalogue's"
        compared += len(present)
    return ""


def _reconciled(keyword: Keyword, catalog: Catalog) -> str:
    """Take away what the catalogue does not have and add what it has; gives what that was."""
    present, all_rows = keyword.ids(), catalog.all_rows()
    extra = present - {id_ for rows in all_rows for id_ in rows.passages}
    keyword.remove(extra)
    added = 0
    for rows in all_rows:
        if missing := set(rows.passages) - present:
            keyword.add(row for row in keyword_rows(catalog.stored(rows.document)) if row[0] in missing)
            added += len(missing)
    return f"{added} passages were missing and {len(extra)} superfluous" if added or extra else ""
