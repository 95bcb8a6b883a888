"""Files that a browser sent: checked, given their own names back, and followed while they are taken in."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assistant.row_wording import say_count
from assistant.web.labels import Labels
from index.records import Progress
from ingest.records import Flaw

SUFFIXES = (".txt", ".md", ".html", ".pdf", ".docx")
MEGABYTE = 1_000_000  # as the assistant counts
LONGEST_NAME = 240  # bytes: what file systems take (255) less room for a suffix of theirs
FINISHED = {"added", "replaced", "unchanged", "failed"}


@dataclass(slots=True)
class Row:
    """A file on its way. `outcome` is `waiting`, or the last one that `Progress` named."""

    name: str
    outcome: str = "waiting"
    detail: str = ""
    flaws: tuple[Flaw, ...] = ()  # what could not be read in it

    @property
    def finished(self) -> bool:
        return self.outcome in FINISHED


class Upload:
    """The files of one upload in a folder of their own, which is removed on leaving; a file refused has only a row."""

    def __init__(self, files: Sequence[dict[str, Any]], labels: Labels, max_file_mb: int) -> None:
        self.rows: list[Row] = []
        self.paths: list[Path] = []
        self._taken: list[Row] = []  # rows of `paths`, in their order
        self._files, self._labels, self._max_file_mb = files, labels, max_file_mb

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="directives-upload-")
        for number, file in enumerate(self._files):
            sent = Path(file["path"])
            row = Row(base_name(str(file.get("orig_name") or sent.name)))
            self.rows.append(row)
            row.detail = self._objection(row.name, sent)
            if row.detail:
                row.outcome = "failed"
                sent.unlink(missing_ok=True)
                continue
            folder = Path(self._folder.name) / str(number)  # two files of an upload may have one name
            folder.mkdir()
            self.paths.append(Path(shutil.move(sent, folder / row.name)))
            self._taken.append(row)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def note(self, event: Progress) -> None:
        """Move the first unfinished file of that name on."""
        name = unicodedata.normalize("NFC", event.name)
        row = next((row for row in self._taken if not row.finished and row.name == name), None)
        if row:
            row.outcome, row.detail, row.flaws = event.outcome, event.detail, event.flaws

    def stop(self, reason: str) -> None:
        """Whatever is unfinished failed, for `reason`."""
        for row in self._taken:
            if not row.finished:
                row.outcome, row.detail = "failed", reason

    def _objection(self, name: str, sent: Path) -> str:
        if not name or len(name.encode()) > LONGEST_NAME:
            return self._labels.bad_name
        if Path(name).suffix.lower() not in SUFFIXES:
            return self._labels.wrong_type.format(types=", ".join(SUFFIXES))
        if sent.stat().st_size > self._max_file_mb * MEGABYTE:
            return self._labels.too_large.format(megabytes=say_count(self._max_file_mb, self._labels.code))
        return ""


def base_name(sent: str) -> str:
    """The last part of a name as any system writes paths, NFC, without control characters; "" if nothing is left."""
    last = re.split(r"[/\\]", sent)[-1]
    kept = "".join(character for character in last if unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"})
    name = unicodedata.normalize("NFC", kept).strip()
    return "" if name.startswith(".") else name
