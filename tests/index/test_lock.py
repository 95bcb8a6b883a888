"""One writer a folder, among processes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.lock import WriterLock, gate, is_being_written, lock_if_free
from index.records import StoreError

HOLD = """
import sys, time
from pathlib import Path
from index.lock import WriterLock
with WriterLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path, project_root: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=project_root, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    with process.stdout:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()
        process.wait()


def test_a_second_process_is_refused_at_once_with_the_owner(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(StoreError, match=rf"process {holder.pid} since 20\d\d-.*wait until it has finished"):
        WriterLock(tmp_path).acquire()
    assert time.monotonic() - began < 1
    assert is_being_written(tmp_path)


def test_the_lock_of_a_killed_process_is_free(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    holder.kill()
    holder.wait()
    assert not is_being_written(tmp_path)
    with WriterLock(tmp_path):
        assert is_being_written(tmp_path)
    assert not is_being_written(tmp_path)


def test_two_writers_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    with WriterLock(tmp_path), pytest.raises(StoreError):
        WriterLock(tmp_path).acquire()
    WriterLock(tmp_path).acquire()


def test_a_lock_is_taken_if_it_is_free(tmp_path: Path) -> None:
    with lock_if_free(tmp_path) as first:
        assert first and is_being_written(tmp_path)
        with lock_if_free(tmp_path) as second:
            assert not second
        assert is_being_written(tmp_path), "who did not get it does not give it back"
    assert not is_being_written(tmp_path)


def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "writer.lock").mkdir()
    with pytest.raises(StoreError, match="cannot be written to"):
        WriterLock(tmp_path).acquire()


def test_the_gate_lets_one_through_at_a_time(tmp_path: Path) -> None:
    with gate(tmp_path):
        pass
    with gate(tmp_path):
        assert (tmp_path / "chroma.lock").exists()
