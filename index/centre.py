"""Per-language centring: take away what all texts of one language share.

The vectors of a multilingual model lie in a narrow cone, and each language has a corner of it: a Vietnamese question
is nearer to any Vietnamese sentence than to its answer in Hindi. Subtracting a share of the language's mean vector
(one mean for questions, one for passages), then normalising again, brings the languages together. The means are those
of neutral sentences, the same in every language (`neutral.tsv`), so that they hold the language and not the topic.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Of 0, .5, .7, .85 and 1, .7 found most answers across languages while costing paragraphs within one language least.
SHARE = 0.7
SENTENCES = Path(__file__).with_name("neutral.tsv")
BUNDLED_MEANS = Path(__file__).with_name("centre_bundled.npz")

Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]


@dataclass(frozen=True)
class Centre:
    """Means by language, each float32 (d,). A language without a mean of its own gets the mean of the means."""

    question_means: Mapping[str, NDArray[np.float32]]
    passage_means: Mapping[str, NDArray[np.float32]]
    share: float = SHARE

    def questions(self, vectors: NDArray[np.float32], language: str) -> NDArray[np.float32]:
        """Centred, unit length, float32 (n, d)."""
        return self._apply(vectors, self.question_means, language)

    def passages(self, vectors: NDArray[np.float32], language: str) -> NDArray[np.float32]:
        """Centred, unit length, float32 (n, d)."""
        return self._apply(vectors, self.passage_means, language)

    def _apply(
        self, vectors: NDArray[np.float32], means: Mapping[str, NDArray[np.float32]], language: str
    ) -> NDArray[np.float32]:
        mean = means[language] if language in means else np.mean(list(means.values()), axis=0)
        moved = vectors - self.share * mean
        return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), dtype=np.float32)

    def save(self, path: Path) -> None:
        arrays = {f"question_{k}": v for k, v in self.question_means.items()}
        arrays |= {f"passage_{k}": v for k, v in self.passage_means.items()}
        with path.open("wb") as f:
            np.savez(f, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> Centre:
        with np.load(path) as arrays:
            questions = {k.removeprefix("question_"): arrays[k] for k in arrays.files if k.startswith("question_")}
            passages = {k.removeprefix("passage_"): arrays[k] for k in arrays.files if k.startswith("passage_")}
        return cls(questions, passages)


def neutral_sentences() -> dict[str, list[str]]:
    """Language → the same sentences in that language."""
    with SENTENCES.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {language: [row[language] for row in rows] for language in rows[0]}


def measure(encode_questions: Encode, encode_passages: Encode) -> Centre:
    """The means of a model, from the neutral sentences in both roles."""
    sentences = neutral_sentences()
    return Centre(
        {k: encode_questions(v).mean(axis=0) for k, v in sentences.items()},
        {k: encode_passages(v).mean(axis=0) for k, v in sentences.items()},
    )
