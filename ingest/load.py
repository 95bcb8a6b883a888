"""Files in: which are ours to read, and what each gives."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from ingest.clean import drop_noise
from ingest.records import IngestError, Loaded

MAX_BYTES = 100 * 1024 * 1024


def _text(path: Path) -> Loaded:
    from ingest.load_text import load_text

    return load_text(path)


def _html(path: Path) -> Loaded:
    from ingest.load_html import load_html

    return load_html(path)


def _pdf(path: Path) -> Loaded:
    from ingest.load_pdf import load_pdf

    return load_pdf(path)


def _docx(path: Path) -> Loaded:
    from ingest.load_docx import load_docx

    return load_docx(path)


_LOADERS: dict[str, Callable[[Path], Loaded]] = {
    ".txt": _text,
    ".md": _text,
    ".markdown": _text,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}
SUPPORTED: frozenset[str] = frozenset(_LOADERS)


def load(path: Path, *, max_bytes: int = MAX_BYTES) -> Loaded:
    """The blocks of one file, page furniture removed, with what the format declares of title, source and date.

    Raises IngestError, a sentence that says what to do, for a file that is missing, empty, larger than max_bytes, of a
    type not in SUPPORTED, broken, encrypted, or without text.
    """
    loader = _LOADERS.get(path.suffix.lower())
    try:
        if path.is_dir():
            raise IngestError(f"{path} is a folder: give the files in it one by one.")
        if not path.exists():
            raise IngestError(f"{path} does not exist: check the path and the spelling.")
        if not path.is_file():
            raise IngestError(f"{path} is not a regular file: copy its contents into a file and add that.")
        if loader is None:
            raise IngestError(f"{path.name} is of a type that cannot be read: save it as one of {_supported()}.")
        size = path.stat().st_size
        if size > max_bytes:
            limit = f"{max_bytes / 2**20:.0f} MB" if max_bytes >= 2**20 else f"{max_bytes} bytes"
            raise IngestError(
                f"{path.name} is larger than the limit of {limit}: split it into parts or reduce its images."
            )
        if size == 0:
            raise IngestError(f"{path.name} is empty: add a file that holds text.")
        loaded = loader(path)
    except OSError as error:
        raise IngestError(f"{path} cannot be read ({error.strerror or error}): check its permissions.") from error
    blocks, source = drop_noise(loaded.blocks)
    if not any(any(c.isalnum() for c in block.text) for block in blocks):
        raise IngestError(f"{path.name} is empty: there is no text in it; add a file that holds text.")
    return Loaded(tuple(blocks), loaded.title, loaded.source or source, loaded.published)


def _supported() -> str:
    return ", ".join(sorted(SUPPORTED))


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files to load, sorted, each once: folders recursively, files as named.

    Inside folders hidden files, other types and links that lead out of the folder are passed over. A file that is named
    itself stays in the list whatever it is, so that `load` reports what is wrong with it and the rest is kept.
    Raises IngestError for a folder without a supported file.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        inside = _walk(path) if path.is_dir() else [path]
        if not inside:
            raise IngestError(f"{path} holds no file that can be read: put files of the types {_supported()} into it.")
        for file in inside:
            found.setdefault(file.resolve(), file)
    return sorted(found.values())


def _walk(folder: Path) -> list[Path]:
    root = folder.resolve()
    result = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(where, name)
            if (
                name.startswith((".", "~$")) or file.suffix.lower() not in SUPPORTED
            ):  # "~$": what Word keeps beside open files
                continue
            if file.is_file() and file.resolve().is_relative_to(root):
                result.append(file)
    return result
