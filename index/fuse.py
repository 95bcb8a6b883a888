"""One ranking out of two: the dense and the lexical scores of the same candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Weight of the lexical part where it counts, in standard deviations of the pool. Measured on XQuAD (README).
LEXICAL_WEIGHT = 0.5
# Below this share of the question's words in the index, question and documents differ in language, and the few words
# that do match (names, years, loan words) would mislead: reciprocal rank fusion loses half of its answers that way.
COVERAGE = 0.5


def standardise(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Zero mean, unit variance; zeros where all scores are equal."""
    if not len(scores) or np.ptp(scores) == 0:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / scores.std(), dtype=np.float32)


def fuse(dense: NDArray[np.float32], lexical: NDArray[np.float32], coverage: float) -> NDArray[np.float32]:
    """Fused scores of a pool, (n,): the standardised dense scores, plus the lexical ones where `coverage` allows."""
    if coverage < COVERAGE or not len(dense):
        return standardise(dense)
    return standardise(dense) + LEXICAL_WEIGHT * standardise(lexical)


def coverage(words: Iterable[str], document_frequency: Mapping[str, int]) -> float:
    """Share of the distinct words that occur in the index; 0 for no words."""
    distinct = set(words)
    return sum(document_frequency.get(word, 0) > 0 for word in distinct) / len(distinct) if distinct else 0.0
