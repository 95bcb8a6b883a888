"""What an index was made with and the state its files were left in: `manifest.json`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.records import StoreError
from index.tokens import VERSION as TOKENISER
from ingest.split import BUDGET

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 1  # of the data folder
NAME = "manifest.json"
PROBED_LANGUAGES = ("vi", "hi", "bn", "en", "und")
PROBED_VALUES = 6  # of each language's probe


class Centring(Protocol):
    """What turns the catalogue's raw vectors into those of the vector store."""

    def passages(self, vectors: NDArray[np.float32], language: str) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class Manifest:
    embedder: str
    dimension: int
    centring: tuple[float, ...]  # a probe through the centring, see `probe`
    budget: int = BUDGET  # tokens of a passage
    tokeniser: int = TOKENISER
    format: int = FORMAT
    created: str = ""
    dirty: bool = False  # set before the stores are changed, cleared once they agree again
    generation: int = 0  # the catalogue's, when last clean
    counts: dict[str, int] = field(default_factory=dict)  # of vectors by collection, and of "keyword" rows
    sizes: dict[str, int] = field(default_factory=dict)  # of the vector store's files, in bytes, by path

    @classmethod
    def new(cls, embedder: str, dimension: int, centre: Centring) -> Manifest:
        created = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(embedder, dimension, probe(centre, dimension), created=created)

    @classmethod
    def load(cls, folder: Path) -> Manifest | None:
        """None where the file is missing or not a manifest: it can be made anew from the catalogue."""
        try:
            values = json.loads((folder / NAME).read_text("utf-8"))
            values["centring"] = tuple(map(float, values["centring"]))
            manifest = cls(**{each.name: values[each.name] for each in fields(cls)})
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return manifest

    def save(self, folder: Path) -> None:
        """Atomic: a reader sees the old one or the new one."""
        scratch = folder / f"{NAME}.{os.getpid()}"
        with scratch.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(folder / NAME)

    def check(self, folder: Path, embedder: str, dimension: int) -> None:
        """Raises StoreError where the index cannot serve this embedder or this version of the program."""
        if self.format != FORMAT:
            raise StoreError(
                f"The index in {folder} has format {self.format} and this version reads format {FORMAT}: "
                "ingest the files into a new folder (--data DIR)."
            )
        if (self.embedder, self.dimension) != (embedder, dimension):
            raise StoreError(
                f"The index in {folder} was made with the embedding model “{self.embedder}” ({self.dimension} numbers "
                f"a vector), not “{embedder}” ({dimension}): set that model again, or ingest the files into a new "
                "folder (--data DIR)."
            )

    def agrees(self, centre: Centring) -> bool:
        """Whether the derived stores were made with today's centring and tokens; if not, they are rebuilt."""
        return self.tokeniser == TOKENISER and np.allclose(self.centring, probe(centre, self.dimension), atol=1e-3)

    def options(self) -> str:
        """What decides the results, as one line; for fingerprints."""
        centring = [round(value, 3) for value in self.centring]
        return json.dumps([self.format, self.embedder, self.dimension, self.budget, self.tokeniser, centring])


def probe(centre: Centring, dimension: int) -> tuple[float, ...]:
    """A few numbers that change with the centring; compare with a tolerance, measured means vary in the last bits."""
    vector = np.full((1, dimension), dimension**-0.5, dtype=np.float32)
    values = (centre.passages(vector, language)[0, :PROBED_VALUES] for language in PROBED_LANGUAGES)
    return tuple(round(float(value), 5) for value in np.concatenate(list(values)))
