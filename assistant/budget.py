"""How long a prompt is for a chat model, in tokens of tiktoken's `o200k_base`.

Other models count a little differently; a budget needs no more. The vocabulary is read from the file beside this module
and never fetched: tiktoken's own loader waits without limit for a server that says nothing.
"""

from __future__ import annotations

import base64
import lzma
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

VOCABULARY = Path(__file__).with_name("data") / "o200k_base.tiktoken.xz"
# How o200k_base cuts a text before merging, as tiktoken_ext.openai_public has it.
PATTERN = "|".join(
    [
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    ]
)


def count_tokens(text: str) -> int:
    """Tokens of a text; the first call reads the vocabulary, which takes half a second."""
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> Encoding:
    from tiktoken import Encoding

    lines = lzma.decompress(VOCABULARY.read_bytes()).splitlines()
    ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines)}
    return Encoding("o200k_base", pat_str=PATTERN, mergeable_ranks=ranks, special_tokens={})
