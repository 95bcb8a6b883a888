"""The keyword index: SQLite's FTS5 over passages, ranked by BM25. A derived store, rebuilt from the catalogue at will.

Tokens are made by `index.tokens`; FTS5's own tokenizer only splits them at spaces. Each passage has two columns, the
tokens and the same without Latin diacritics, for Vietnamese typed without them.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.tokens import tokenise, without_diacritics

MOST_TOKENS = 64  # of a question: the rarest of the first MOST_LOOKED_UP
MOST_LOOKED_UP = 512
CHUNK = 500  # values in one IN list

SCHEMA = """
CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5(tokens, plain, tokenize='ascii');
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(passages, 'col');
"""


class Keyword:
    """One connection a thread, so that readers do not wait for each other or for the writer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._closed = False

    @classmethod
    def open(cls, path: Path) -> Keyword:
        """Open the index at `path`, made where it is missing. Raises sqlite3.DatabaseError where it is damaged."""
        keyword = cls(path)
        try:
            connection = keyword._connection()
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'vocabulary'").fetchone():
                connection.executescript(SCHEMA)
            keyword.count()
        except sqlite3.Error:
            keyword.close()
            raise
        return keyword

    def close(self) -> None:
        self._closed = True
        while self._opened:
            self._opened.pop().close()

    def reopen(self) -> None:
        """Let go of a file that another process may have replaced."""
        self.close()
        self._local, self._closed = threading.local(), False

    def reset(self) -> None:
        """An empty index in place of whatever is there."""
        self.reopen()
        remove_database(self._path)
        self._connection().executescript(SCHEMA)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if self._closed:
                raise sqlite3.ProgrammingError("the keyword index is closed")
            # Closed by whoever closes the index, perhaps on another thread.
            connection = sqlite3.connect(self._path, timeout=30, isolation_level=None, check_same_thread=False)
            self._local.connection = connection
            self._opened.append(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA secure_delete = ON")
        return connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Searches of this thread see the index as it is now."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield
        finally:
            connection.execute("ROLLBACK")

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """(passage id, text), all or none. A passage that is there already is replaced."""
        prepared = []
        for id_, text in rows:
            tokens = tokenise(text)
            prepared.append((id_, " ".join(tokens), " ".join(map(without_diacritics, tokens))))
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO passages(rowid, tokens, plain) VALUES (?, ?, ?)",
                prepared,
            )

    def remove(self, ids: Collection[int]) -> None:
        """All or none; ids that are not there are ignored."""
        with self._transaction() as connection:
            connection.executemany("DELETE FROM passages WHERE rowid = ?", ((id_,) for id_ in ids))

    def erase_removed(self) -> None:
        """Take what was removed off the disk: FTS5 keeps deleted tokens until its segments are merged."""
        connection = self._connection()
        connection.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def search(self, tokens: Sequence[str], k: int, plain: bool = False) -> list[tuple[int, float]]:
        """Passages with any of `tokens` as (id, BM25, the higher the better), best first, ties by id.

        With `plain` the tokens are compared without Latin diacritics. Of very many tokens the rarest count.
        """
        wanted = self._telling(tokens, plain)
        if not wanted:
            return []
        # A token holds letters, marks and digits alone (`tokenise`), and stands quoted: no token is an operator.
        match = f"{_column(plain)} : (" + " OR ".join('"' + token.replace('"', '""') + '"' for token in wanted) + ")"
        rows = self._connection().execute(
            "SELECT rowid, -rank FROM passages WHERE passages MATCH ? ORDER BY rank, rowid LIMIT ?",
            (match, k),
        )
        return [(int(id_), float(score)) for id_, score in rows]

    def document_frequency(self, tokens: Sequence[str], plain: bool = False) -> dict[str, int]:
        """In how many passages each token stands, 0 included; keys are the tokens as given."""
        column, connection = _column(plain), self._connection()
        result = {}
        for token in dict.fromkeys(tokens):
            term = without_diacritics(token) if plain else token
            row = connection.execute("SELECT doc FROM vocabulary WHERE term = ? AND col = ?", (term, column)).fetchone()
            result[token] = int(row[0]) if row else 0
        return result

    def _telling(self, tokens: Sequence[str], plain: bool) -> list[str]:
        """The rarest tokens; those in more than half of the passages, which BM25 weighs 0, only for want of others."""
        distinct = dict.fromkeys(without_diacritics(token) if plain else token for token in tokens)
        frequency = self.document_frequency(list(distinct)[:MOST_LOOKED_UP], plain)
        present = sorted((token for token, count in frequency.items() if count), key=frequency.__getitem__)
        half = self.count() / 2
        return [token for token in present if frequency[token] <= half][:MOST_TOKENS] or present[:MOST_TOKENS]

    def count(self) -> int:
        # FTS5 keeps a row of sizes for every passage; counting in the virtual table itself reads all the text.
        return int(self._connection().execute("SELECT count(*) FROM passages_docsize").fetchone()[0])

    def ids(self) -> set[int]:
        return {int(id_) for (id_,) in self._connection().execute("SELECT id FROM passages_docsize")}

    def texts(self, ids: Sequence[int]) -> dict[int, str]:
        """The tokens of these passages, joined by spaces, for comparison."""
        found: dict[int, str] = {}
        for at in range(0, len(ids), CHUNK):
            chunk = ids[at : at + CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self._connection().execute(f"SELECT rowid, tokens FROM passages WHERE rowid IN ({marks})", chunk)
            found.update((int(id_), str(tokens)) for id_, tokens in rows)
        return found

    def damage(self) -> str:
        """What SQLite and FTS5 find wrong with the file; empty where it is whole."""
        try:
            (verdict,) = self._connection().execute("PRAGMA integrity_check(1)").fetchone()
            self._connection().execute("INSERT INTO passages(passages) VALUES ('integrity-check')")
        except sqlite3.Error as error:
            return str(error)
        return "" if verdict == "ok" else str(verdict)


def _column(plain: bool) -> str:
    return "plain" if plain else "tokens"


def remove_database(path: Path) -> None:
    """Delete a SQLite file with its log and its index to the log."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
