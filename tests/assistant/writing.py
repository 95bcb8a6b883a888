"""An assistant that may write, without loading the embedding model again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant.assistant import Assistant
from assistant.chat import Desk
from assistant.register_build import Register
from assistant.settings import Settings
from index.embed import Embedder
from index.facts import Extraction
from index.store import Store
from ingest.terms import own


@contextmanager
def assistant_on(
    data: Path, embedder: Embedder, groups: tuple[str, ...] = ("public",), today: Callable[[], date] = date.today
) -> Iterator[Assistant]:
    """The assistant on an index that is there or is made, with the embedder that has its weights in memory."""
    settings = Settings.from_environment({}, data=data, cache=embedder.cache_dir, groups=groups)
    centre = embedder.centre()
    with Store.open(
        data,
        embedder=embedder.name,
        dimension=embedder.dimension,
        centre=centre,
        write=True,
        extraction=Extraction.standard(),
    ) as store:
        register = Register(store, centre, settings.groups)
        longest = settings.max_question_chars
        yield Assistant(settings, Desk(store, embedder, centre, settings.groups, longest, register, own(), today=today))
