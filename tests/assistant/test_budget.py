"""Token counts against tiktoken's own encoding, which reads the same vocabulary from its cache."""

from __future__ import annotations

import hashlib
import lzma
from pathlib import Path

import pytest

from assistant.budget import VOCABULARY, count_tokens

ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
TEXTS = [
    "",
    "Nghị quyết số 57-NQ/TW: hoàn thành trước ngày 30/6/2026, đạt 1.234 hồ sơ.",
    "संकल्प संख्या ५७-एनक्यू/टीडब्ल्यू के अनुसार १५ मई, २०२५ से पहले।",
    "সংকল্প নং ৫৭: ২২ ডিসেম্বর, ২০২৪ তারিখের মধ্যে প্রতিবেদন দিতে হবে।",
    "The department's plan isn't DONE; it's due by 15 May 2025.\n\n\t  Next  line <|endoftext|>",
]


def test_counts_are_those_of_tiktoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tiktoken

    cached = tmp_path / hashlib.sha1(ADDRESS.encode()).hexdigest()
    cached.write_bytes(lzma.decompress(VOCABULARY.read_bytes()))
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    official = tiktoken.get_encoding("o200k_base")  # checks the vocabulary's hash
    for text in TEXTS:
        assert count_tokens(text) == len(official.encode_ordinary(text))
