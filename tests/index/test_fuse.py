"""Fusing two rankings, with the arithmetic written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from index.fuse import COVERAGE, LEXICAL_WEIGHT, coverage, fuse, standardise


def scores(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


def test_standardised_scores_are_deviations_from_the_mean() -> None:
    # mean 2, variance ((1-2)² + (2-2)² + (3-2)²) / 3 = 2/3
    assert standardise(scores(1, 2, 3)) == pytest.approx([-((3 / 2) ** 0.5), 0, (3 / 2) ** 0.5])
    # mean 4, variance (3² + 1² + 2²) / 3 = 14/3
    assert standardise(scores(1, 5, 6)) == pytest.approx(np.array([-3, 1, 2]) / (14 / 3) ** 0.5)


@pytest.mark.parametrize("value", [0.0, 1.0, 2.5])
def test_equal_scores_say_nothing(value: float) -> None:
    assert not standardise(np.full(4, value, dtype=np.float32)).any()
    assert not standardise(scores(value)).any()


@pytest.mark.parametrize(("count", "value"), [(3, 1.7), (60, 0.8123), (150, 0.1)])
def test_equal_scores_say_nothing_whatever_their_rounding(count: int, value: float) -> None:
    assert not standardise(np.full(count, value, dtype=np.float32)).any()


def test_the_lexical_part_counts_by_its_weight_where_the_words_are_known() -> None:
    dense, lexical = scores(0.9, 0.8, 0.7), scores(0, 12, 6)
    # Both have the form of (1, 0, -1): their deviations are ±(3/2)^½ and 0.
    step = (3 / 2) ** 0.5
    expected = [step - LEXICAL_WEIGHT * step, LEXICAL_WEIGHT * step, -step]
    assert fuse(dense, lexical, COVERAGE) == pytest.approx(expected, abs=1e-5)
    assert fuse(dense, lexical, 1.0) == pytest.approx(expected, abs=1e-5)


def test_below_the_gate_the_words_count_for_nothing() -> None:
    dense, lexical = scores(0.9, 0.8, 0.7), scores(0, 0, 99)
    assert fuse(dense, lexical, COVERAGE - 0.01) == pytest.approx(standardise(dense))
    assert np.argmax(fuse(dense, lexical, 0.0)) == 0


def test_the_words_break_a_tie_of_the_vectors() -> None:
    assert list(np.argsort(-fuse(scores(0.8, 0.8, 0.7), scores(1, 5, 0), 1.0))) == [1, 0, 2]


def test_coverage_is_the_share_of_distinct_words_that_the_index_knows() -> None:
    frequency = {"योजना": 3, "plan": 0, "kế": 7}
    assert coverage(["योजना", "योजना", "plan", "kế", "unknown"], frequency) == 2 / 4
    assert coverage([], frequency) == 0.0
    assert coverage(["kế"], {}) == 0.0


PAIRS = st.integers(2, 30).flatmap(
    lambda n: st.tuples(*[arrays(np.float32, n, elements=st.integers(0, 1000).map(lambda i: i / 8))] * 2)
)


@given(PAIRS, st.floats(0, 1))
def test_fused_scores_are_finite_and_follow_both_parts(
    parts: tuple[NDArray[np.float32], NDArray[np.float32]], known: float
) -> None:
    dense, lexical = parts
    fused = fuse(dense, lexical, known)
    assert fused.shape == dense.shape and np.isfinite(fused).all()
    for i in range(len(dense)):
        better = (dense[i] > dense + 1e-3) & (lexical[i] >= lexical)
        assert (fused[i] >= fused[better] - 1e-4).all()


@given(PAIRS)
def test_scale_and_origin_of_either_part_do_not_matter(
    parts: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> None:
    dense, lexical = parts
    if dense.std() < 0.1 or lexical.std() < 0.1:
        return
    assert fuse(np.float32(4) * dense + np.float32(2), lexical / np.float32(2), 1.0) == pytest.approx(
        fuse(dense, lexical, 1.0), abs=1e-2
    )
