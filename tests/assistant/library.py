"""A few written documents in a real store, and the register that is made of them: no model, vectors made of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.register import Row
from assistant.register_build import Register
from index.build import ingest
from index.facts import Extraction
from index.records import Entry, EntryKind
from index.store import Store
from tests.index.small import HashEmbedder, ShiftCentre, opened

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH AN SƠN\nSố: {number}\nAn Sơn, ngày {day} tháng {month} năm {year}\n\n{kind}\n{title}\n\n"


def directive(number: str, day: str, kind: str, title: str, *lines: str) -> str:
    """A Vietnamese directive with its letterhead; `day` is D/M/YYYY."""
    of_month, month, year = day.split("/")
    head = HEAD.format(number=number, day=of_month, month=month, year=year, kind=kind, title=title)
    return head + "\n".join(lines) + "\n"


class Library:
    def __init__(self, folder: Path, store: Store, groups: tuple[str, ...] = ("public",)) -> None:
        self.folder, self.store = folder, store
        self.register = Register(store, ShiftCentre(), groups)

    def add(self, files: Mapping[str, str], access: str = "public") -> list[str]:
        """Take in texts by file name; gives what became of each."""
        self.folder.mkdir(exist_ok=True)
        paths = [self.folder / name for name in files]
        for path in paths:
            path.write_text(files[path.name], encoding="utf-8")
        events = list(ingest(self.store, paths, HashEmbedder(), access))
        failed = [event.detail for event in events if event.outcome == "failed"]
        assert not failed, failed
        return [event.outcome for event in events if event.outcome not in ("started", "reading", "embedding")]

    def rows(self, document: str = "") -> list[Row]:
        """Those that ask something of somebody."""
        return [row for row in self.register.rows() if row.is_obligation and document in row.document]

    def row(self, words: str, document: str = "") -> Row:
        (found,) = [row for row in self.rows(document) if words in row.quote]
        return found

    def say(self, row: Row, kind: EntryKind, who: str = "An", hour: int = 9, **values: str) -> None:
        at = datetime(2026, 7, 1, hour, tzinfo=UTC)
        self.store.record(Entry(row.id, row.document, kind, who, at, values))


@contextmanager
def library(folder: Path, files: Mapping[str, str], **options: Extraction) -> Iterator[Library]:
    with opened(folder / "data", write=True, **{"extraction": Extraction.standard(), **options}) as store:
        made = Library(folder / "files", store)
        made.add(files)
        yield made
