"""The model's folder: made whole or not at all, checked, and made again where it is damaged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import bundled
from index.bundled import MODEL_ID, RECORD, ModelError, model_folder, source_file
from index.embed import Embedder

NAME = MODEL_ID.replace("/", "-")


def unlocked(folder: Path) -> list[str]:
    """What is in a cache folder beside the lock that keeps two processes apart."""
    return [path.name for path in folder.iterdir() if path.suffix != ".lock"]


@pytest.fixture(scope="module")
def unpacked(embedder: Embedder) -> Path:
    return model_folder(embedder.cache_dir)


@pytest.fixture(scope="module")
def stand_in(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder without its large files, which take seconds to write and to hash, and with a record of the rest."""
    folder = tmp_path_factory.mktemp("stand-in") / NAME
    hashes = json.loads((unpacked / RECORD).read_text("utf-8"))
    small = {name: value for name, value in hashes.items() if (unpacked / name).stat().st_size < 100_000}
    for name in small:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(unpacked / name, folder / name)
    (folder / RECORD).write_text(json.dumps(small), "utf-8")
    return folder


@pytest.fixture
def copy(stand_in: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(stand_in, tmp_path / NAME))


@pytest.fixture
def unpackings(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where unpacking wrote to; it gives the stand-in."""
    made: list[Path] = []

    def unpack(source: Path, target: Path) -> None:
        made.append(target)
        shutil.copytree(stand_in, target, dirs_exist_ok=True)

    monkeypatch.setattr(bundled, "_unpack", unpack)
    return made


def test_the_folder_is_an_ordinary_one_of_sentence_transformers(unpacked: Path) -> None:
    assert unpacked.name == NAME
    hashes = json.loads((unpacked / RECORD).read_text("utf-8"))
    files = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert set(hashes) == files - {RECORD}
    assert {"modules.json", "model.safetensors", "tokenizer.json", "config.json", "1_Pooling/config.json"} <= files
    prompts = json.loads((unpacked / "config_sentence_transformers.json").read_text("utf-8"))["prompts"]
    assert prompts["query"] == "query: " and prompts["passage"] == prompts["document"] == "passage: "


def test_a_whole_folder_is_taken_as_it_is(copy: Path, unpackings: list[Path]) -> None:
    inode = (copy / "config.json").stat().st_ino
    assert model_folder(copy.parent) == copy
    assert not unpackings and (copy / "config.json").stat().st_ino == inode


def cut(folder: Path) -> None:
    (folder / "config.json").write_bytes((folder / "config.json").read_bytes()[:-20])


def change(folder: Path) -> None:
    path = folder / "1_Pooling/config.json"
    path.write_text(path.read_text("utf-8").replace("true", "false"), "utf-8")


def take_away(folder: Path) -> None:
    (folder / "modules.json").unlink()


def never_finished(folder: Path) -> None:
    (folder / RECORD).unlink()


def cut_record(folder: Path) -> None:
    (folder / RECORD).write_bytes((folder / RECORD).read_bytes()[:-20])


@pytest.mark.parametrize("damage", [
    cut, change, take_away, never_finished,
    cut_record,
])  # fmt: skip
def test_a_damaged_folder_is_made_again(copy: Path, unpackings: list[Path], damage: Callable[[Path], None]) -> None:
    damage(copy)
    assert model_folder(copy.parent) == copy
    assert len(unpackings) == 1
    assert model_folder(copy.parent) == copy and len(unpackings) == 1  # and is whole from then on
    assert unlocked(copy.parent) == [NAME]


def test_unpacking_happens_beside_the_folder_and_is_moved_into_place(tmp_path: Path, unpackings: list[Path]) -> None:
    folder = model_folder(tmp_path / "cache")
    assert folder == tmp_path / "cache" / NAME and (folder / RECORD).is_file()
    assert unpackings and unpackings[0] != folder and unpackings[0].parent == folder.parent
    assert unlocked(folder.parent) == [NAME]


def test_an_interrupted_unpacking_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(source: Path, target: Path) -> None:
        (target / "config.json").write_text("{", "utf-8")
        raise OSError("No space left on device")

    monkeypatch.setattr(bundled, "_unpack", interrupted)
    with pytest.raises(OSError, match="No space left"):
        model_folder(tmp_path)
    assert not unlocked(tmp_path)


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(source_file().read_bytes()[:10_000])
    monkeypatch.setattr(bundled, "source_file", lambda: other)
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin is not the embedding model.*make install"):
        model_folder(tmp_path / "cache")
    assert not unlocked(tmp_path / "cache")


def test_without_the_package_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelError, match="make install"):
        source_file()


def test_unpacking_gives_the_recorded_files(unpacked: Path, tmp_path: Path) -> None:
    """Everything but the weights, byte for byte: what is in the cache is what this version would write."""
    packed = bundled._Packed(source_file().read_bytes())
    bundled._write_tokenizer(packed, tmp_path)
    bundled._write_configs(packed, tmp_path)
    for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
        name = path.relative_to(tmp_path)
        assert path.read_bytes() == (unpacked / name).read_bytes(), name
