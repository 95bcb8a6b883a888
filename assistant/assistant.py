"""The assistant: the one place where settings, index and steps are put together.

settings = Settings.from_environment(os.environ)
with Assistant.open(settings) as assistant:
    answer = assistant.ask("By when …?")
    for citation in answer.citations: …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from assistant.answer import Answer
from assistant.chat import Desk, answer
from assistant.corrections import CorrectionError, checked
from assistant.days_off import days_off
from assistant.generate import open_model
from assistant.question import understand
from assistant.register import STATUSES, Filter, Row, select
from assistant.register_build import Register
from assistant.settings import SettingsError
from assistant.turn import Turn
from index.build import ingest, remove
from index.embed import Embedder
from index.facts import Extraction
from index.records import DocumentInfo, Entry, EntryKind, Progress, StoreError
from index.retrieve import Query, retrieve
from index.store import Store
from index.tokens import without_diacritics
from ingest.terms import TermBase, TermError
from ingest.terms import load as load_terms
from ingest.terms import own as own_terms
from ingest.terms import use as use_terms
from prompts.render import prompts_hash

if TYPE_CHECKING:
    from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was searched for; `text` is the slice of the document's text."""

    document: str
    start: int
    end: int
    text: str
    language: str
    score: float
    section: str
    page: int | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Assistant:
    """Answers questions and keeps documents. Any number of threads may ask at once."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self.settings = settings
        self._desk = desk
        self._register = desk.register

    @classmethod
    def open(cls, settings: Settings, *, write: bool = False, worker: bool = False) -> Self:
        """Open the index of `settings.data`; with `write`, make it where it is missing and hold it against others.

        With `worker`, documents are embedded in a process of their own: for what runs long and has to stay light.

        Raises StoreError: no index yet, another process writes to it, made with another model, damaged.
        """
        model = open_model(settings.chat_model, settings.chat_base_url, settings.chat_timeout_s)
        embedder = Embedder(settings.model, settings.cache, worker=worker)
        centre = embedder.centre()
        use_terms(terms := _terms(settings.terms))
        store = Store.open(
            settings.data,
            embedder=embedder.name,
            dimension=embedder.dimension,
            centre=centre,
            write=write,
            extraction=Extraction.standard(days_off(settings.holidays), terms),
        )
        register = Register(store, centre, settings.groups)
        desk = Desk(store, embedder, centre, settings.groups, settings.max_question_chars, register, terms)
        if model is not None:
            desk.model, desk.prompt_tokens = model, settings.chat_prompt_tokens
            desk.writer = f"-{settings.chat_model}-{prompts_hash()}"
        return cls(settings, desk)

    def close(self) -> None:
        self._desk.store.close()
        self._desk.embedder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        question: str,
        history: Sequence[Mapping[str, object]] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        id: str | None = None,
    ) -> Answer:
        """Answer a question from the documents, or from those named; `history` is what was said before, oldest first.

        Raises nothing for a question: what cannot be answered has a status and a reason.
        """
        only = tuple(documents) if documents else None
        return answer(self._desk, Turn(question, history, only, language, id))

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """The `k` nearest passages, best first."""
        desk = self._desk
        question = understand(query[: desk.max_question_chars])
        if not question.tokens:
            return []
        plain = question.romanised and question.language == "vi"
        tokens = tuple(map(without_diacritics, question.tokens)) if plain else question.tokens
        vector = desk.embedder.encode_question(question.texts)
        with desk.store.reading():
            pool = retrieve(
                desk.store, desk.centre, Query(vector, question.language, tokens, plain, accesses=desk.accesses)
            )
        return [
            Hit(
                document=c.passage.document,
                start=c.passage.start,
                end=c.passage.end,
                text=c.passage.text,
                language=c.language,
                score=round(c.score, 4),
                section=" › ".join(c.passage.section),
                page=c.passage.page,
            )
            for c in pool.candidates[:k]
        ]

    def register(self, wanted: Filter | None = None, today: date | None = None) -> list[Row]:
        """The rows of the register of obligations that the filter lets pass, in the order of documents and texts."""
        return select(self._register.rows(), wanted or Filter(), today or date.today())

    def row(self, id: str) -> Row:
        """The row with this id, superseded and rejected ones included. Raises StoreError for an unknown one."""
        for row in self._register.rows():
            if row.id == id:
                return row
        raise StoreError(f"There is no fact {id[:40]} in the register: `directives facts` lists them.")

    def record(self, id: str, kind: EntryKind, who: str, values: Mapping[str, str] | None = None) -> Row:
        """Keep what a person says of a fact; gives the row as it then stands.

        `kind` is "correct" (values: fields of `assistant.corrections.FIELDS` as typed), "confirm", "reject", "restore"
        or "progress" (values: "status", "note", "evidence"). Raises CorrectionError for a value that cannot be taken,
        StoreError for an unknown fact or an index opened for reading.
        """
        row = self.row(id)
        given = dict(values or {})
        if kind == "correct":
            checked(row, given)
        elif kind == "progress" and given.get("status", "open") not in STATUSES:
            raise CorrectionError("bad_value", "status", given["status"])
        self._desk.store.record(Entry(id, row.document, kind, who, datetime.now(UTC), given))
        return self.row(id)

    def entries(self, id: str) -> list[Entry]:
        """What people said of a fact, oldest first. Raises StoreError for an unknown one."""
        return self._desk.store.entries([self.row(id).id])

    def orphans(self) -> list[Entry]:
        """What they said of facts whose words are in no document any more."""
        return self._desk.store.orphans(self._desk.accesses)

    def documents(self) -> list[DocumentInfo]:
        """What is in the index, by name."""
        return self._desk.store.documents(self._desk.accesses)

    def text(self, name: str) -> str:
        """The stored text that all offsets point into. Raises StoreError, naming near names, for an unknown one."""
        return self._desk.store.text(name, self._desk.accesses)

    def ingest(self, paths: Sequence[Path], access: str = "public") -> Iterator[Progress]:
        """Take in files and folders; see `index.build.ingest`."""
        limit = self.settings.max_file_mb * 1_000_000
        budget = self.settings.passage_tokens
        return ingest(self._desk.store, paths, self._desk.embedder, access, limit, budget)

    def remove(self, name: str) -> None:
        """Raises StoreError, naming near names, for an unknown document."""
        remove(self._desk.store, name)


def _terms(folder: str) -> TermBase:
    """Our terms with those of a folder of the settings. Raises SettingsError."""
    if not folder:
        return own_terms()
    path = Path(folder).expanduser()
    if not any(path.glob("*.tsv")):
        raise SettingsError(
            f"The setting terms (DIRECTIVES_TERMS) cannot be {folder!r}: name a folder with term files, such as "
            "agencies.tsv."
        )
    try:
        return load_terms([path])
    except TermError as error:
        raise SettingsError(
            f"The setting terms (DIRECTIVES_TERMS) names a file that cannot be used: {error}"
        ) from error
