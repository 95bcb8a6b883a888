"""Folders of documents, each read once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from evals.register_cases import read_corpus
from ingest.records import Document


@cache
def documents_of(folder: Path) -> dict[str, Document]:
    return read_corpus(folder)
