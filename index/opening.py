"""Opening the stores that are made from the catalogue: as they were left, or mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from index.catalog import Catalog
from index.doctor import KEYWORD, heal, look
from index.facts import Extraction, Facts
from index.keyword import Keyword
from index.lock import WriterLock, gate, is_being_written, lock_if_free
from index.manifest import Centring, Manifest
from index.vectors import FOLDER, VectorError, Vectors

MadeWith = tuple[str, int, Centring]  # the embedder's name and dimension, and the centring


class Opened(NamedTuple):
    vectors: Vectors
    keyword: Keyword
    manifest: Manifest
    seen: int  # the generation that the opened vector files hold
    findings: list[str]  # what was mended, as sentences


def open_derived(folder: Path, catalog: Catalog, made_with: MadeWith, *, held: bool) -> Opened:
    """What the manifest calls clean and looks so, else mended; `held` if the caller holds the writer's lock.

    Raises StoreError where it can neither be used nor mended, or another process is mending it.
    """
    if opened := _clean(folder, catalog, made_with):
        return opened
    if held:
        return healed(folder, catalog, made_with)
    if is_being_written(folder) and (opened := _unclean(folder, catalog, made_with)):
        return opened
    with WriterLock(folder):
        # Another process may have mended it meanwhile.
        return _clean(folder, catalog, made_with) or healed(folder, catalog, made_with)


def healed(folder: Path, catalog: Catalog, made_with: MadeWith) -> Opened:
    """The caller holds the writer's lock."""
    vectors, keyword, findings, manifest = heal(folder, catalog, *made_with)
    return Opened(vectors, keyword, manifest, catalog.generation(), [finding.message for finding in findings])


def renew_outdated(folder: Path, catalog: Catalog, facts: Facts, extraction: Extraction, *, held: bool) -> list[str]:
    """Before the derived stores are opened: facts that other rules have read are read anew; gives what failed.

    Beside another writer, what facts there are have to do.
    """
    if facts.are_made_with(extraction.version):
        return []
    with nullcontext(True) if held else lock_if_free(folder) as mine:
        if not mine:
            return []
        catalog.create()
        if facts.are_made_with(extraction.version):  # another process has done it meanwhile
            return []
        rows, problems = facts.read_anew(extraction.extract)
        with following(folder, catalog):
            facts.replace(rows, extraction.version)
    return problems


@contextmanager
def following(folder: Path, catalog: Catalog) -> Iterator[None]:
    """Around a change of the catalogue alone: the manifest of the derived stores follows its generation.

    The caller lets nobody else change either.
    """
    before = catalog.latest_generation()
    yield
    if (manifest := Manifest.load(folder)) and manifest.generation == before:
        replace(manifest, generation=catalog.latest_generation()).save(folder)


def _clean(folder: Path, catalog: Catalog, made_with: MadeWith) -> Opened | None:
    with gate(folder):
        manifest = Manifest.load(folder)
        if manifest is None or manifest.dirty or not manifest.agrees(made_with[2]):
            return None
        return _opened(folder, catalog, made_with, manifest)


def _unclean(folder: Path, catalog: Catalog, made_with: MadeWith) -> Opened | None:
    """Beside a living writer: what it has not finished is not current in the catalogue."""
    with gate(folder):
        return _opened(folder, catalog, made_with, None)


def _opened(folder: Path, catalog: Catalog, made_with: MadeWith, manifest: Manifest | None) -> Opened | None:
    vectors, keyword, whole = Vectors(folder / FOLDER), None, False
    try:
        seen = catalog.latest_generation()
        if manifest and manifest.sizes != vectors.sizes():
            return None
        vectors = Vectors.open(folder / FOLDER)
        keyword = Keyword.open(folder / KEYWORD)
        whole = manifest is None or (manifest.generation == seen and not look(manifest, vectors, keyword))
    except (VectorError, sqlite3.Error):
        whole = False  # healed by the caller, who reports it
    finally:
        if not whole:
            vectors.close()
            if keyword:
                keyword.close()
    if not whole or keyword is None:
        return None
    return Opened(vectors, keyword, manifest or Manifest.new(*made_with), seen, [])
