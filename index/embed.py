"""Text → vectors. sentence-transformers embeds documents; questions take the quickest way that gives the same vectors.

Asking and serving must not import torch (seconds, and most of a gigabyte), so it is imported by the first document
only, and with the bundled model never by a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.bundled import MAX_TOKENS, MODEL_ID, ModelError, count_tokens, encode_questions, model_folder
from index.centre import BUNDLED_MEANS, Centre, measure
from index.worker import Encode, Worker

if TYPE_CHECKING:
    from numpy.typing import NDArray

BUNDLED = "bundled"
BATCH_TOKENS = 2_048  # of one batch, padding included: more gain nothing, and far fewer are slower a token


class Embedder:
    """A model by its setting: "bundled", a folder in sentence-transformers' layout, or a name on a hub.

    With `worker`, passages are embedded in a process of their own, so that this one stays light; a model that is not
    the bundled one is needed here for questions anyway, and then for passages too.
    """

    def __init__(self, model: str, cache_dir: Path, *, worker: bool = False) -> None:
        self.model = model
        self.cache_dir = cache_dir
        self._worker = Worker(partial(_passage_encoder, model, cache_dir)) if worker and model == BUNDLED else None

    @property
    def name(self) -> str:
        """What the index records: vectors of different names do not mix."""
        return MODEL_ID if self.model == BUNDLED else self.model

    @cached_property
    def dimension(self) -> int:
        return 384 if self.model == BUNDLED else int(self._transformer.get_embedding_dimension())

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens that the model spends on each text as a passage, its prompt and special tokens included."""
        if self.model == BUNDLED:
            return count_tokens(texts)
        encodings = self._tokenizer.encode_batch([f"passage: {text}" for text in texts])
        return [len(encoding.ids) for encoding in encodings]

    def encode_passages(
        self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors, float32 (n, dimension). `on_batch` hears how many texts have just been done.

        Texts of like length go together, so that a batch wastes little on padding. Raises ModelError.
        """
        if self._worker:
            return self._worker(texts, on_batch)
        vectors: NDArray[np.float32] = np.empty((len(texts), self.dimension), dtype=np.float32)
        for batch in _batches(self.count_tokens(texts)):
            encoded = self._transformer.encode_document(
                [texts[i] for i in batch], batch_size=len(batch), convert_to_tensor=True, show_progress_bar=False
            )
            vectors[batch] = encoded.float().numpy()
            if on_batch:
                on_batch(len(batch))
        # Half precision leaves lengths a few thousandths off.
        return _unit(vectors)

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 (n, dimension)."""
        if self.model == BUNDLED:
            return encode_questions(texts)
        encoded = self._transformer.encode_query(list(texts), convert_to_tensor=True, show_progress_bar=False)
        vectors = np.asarray(encoded.float().numpy(), dtype=np.float32)
        return _unit(vectors)

    def encode_question(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector (dimension,) for a question: of several wordings, the direction of their mean."""
        mean = self.encode_questions(texts).mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    def close(self) -> None:
        """End the process that embeds passages, if there is one."""
        if self._worker:
            self._worker.close()

    def centre(self) -> Centre:
        """The model's language means: shipped for the bundled model, else measured (some seconds)."""
        if self.model == BUNDLED:
            return Centre.load(BUNDLED_MEANS)
        return measure(self.encode_questions, self.encode_passages)

    @cached_property
    def _folder(self) -> str:
        return str(model_folder(self.cache_dir)) if self.model == BUNDLED else self.model

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        # A copy: encoding switches padding and truncation on in the model's own.
        tokenizer = Tokenizer.from_str(self._transformer.tokenizer.backend_tokenizer.to_str())
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _transformer(self) -> Any:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        dtype = torch.bfloat16 if _has_bfloat16() else torch.float32
        try:
            # A folder needs no look-up abroad, and without this one is made.
            local = Path(self._folder).is_dir()
            return SentenceTransformer(
                self._folder, device="cpu", local_files_only=local, model_kwargs={"dtype": dtype}
            )
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The embedding model “{self.model}” cannot be loaded ({error}): "
                "name a folder or a hub model that is reachable, or use “bundled”."
            ) from error


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _batches(counts: Sequence[int]) -> Iterator[list[int]]:
    """Indices of the texts of each batch, longest first; a batch is as wide as its first text."""
    order = sorted(range(len(counts)), key=lambda i: -counts[i])
    at = 0
    while at < len(order):
        size = max(1, BATCH_TOKENS // max(1, min(counts[order[at]], MAX_TOKENS)))
        yield order[at : at + size]
        at += size


def _passage_encoder(model: str, cache_dir: Path) -> Encode:
    return Embedder(model, cache_dir).encode_passages


def _has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself; emulated, it would be slower than float32."""
    try:
        flags = Path("/proc/cpuinfo").read_text("ascii", "replace")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
