"""Embedding in a process of its own: the same vectors, no torch here, and a child that may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.bundled import ModelError
from index.embed import Embedder
from index.worker import Worker

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    "Sở Nội vụ báo cáo kết quả trước ngày 30 tháng 6 năm 2026.",
    "विभाग को ३१ मार्च तक रिपोर्ट भेजनी होगी।",
    "দপ্তর ২২ ডিসেম্বরের মধ্যে প্রতিবেদন দেবে।",
    "The agency shall report by 30 June 2026.",
]


def lengths(factor: int, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
    """Stands for a model: quick, and slow or broken on request."""
    if texts[0] == "break":
        raise ValueError("no such thing")
    if texts[0] == "sleep":
        time.sleep(30)
    if on_batch:
        on_batch(len(texts))
    return np.array([[factor * len(text), os.getpid()] for text in texts], dtype=np.float32)


def make(factor: int) -> Callable[..., NDArray[np.float32]]:
    return partial(lengths, factor)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(partial(make, 2))
    yield worker
    worker.close()
    assert worker.pid is None


def gone(pid: int, within: float = 10.0) -> bool:
    """Whether a process has ended, at last."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_call_is_answered_by_one_child(worker: Worker) -> None:
    assert worker.pid is None, "nothing runs before there is work"
    heard: list[int] = []
    first = worker(TEXTS, heard.append)
    assert first.dtype == np.float32 and first[:, 0].tolist() == [2 * len(text) for text in TEXTS]
    assert heard == [len(TEXTS)]
    assert set(first[:, 1]) == set(worker(TEXTS[:1])[:, 1]) == {np.float32(worker.pid)} != {np.float32(os.getpid())}


def test_a_killed_child_is_one_sentence_and_the_next_call_works(worker: Worker) -> None:
    worker(TEXTS)
    idle = worker.pid
    assert idle
    os.kill(idle, signal.SIGKILL)
    while worker.pid is not None:
        time.sleep(0.01)
    assert len(worker(TEXTS)) == len(TEXTS), "a child that died while idle is not missed"
    busy = worker.pid
    assert busy and busy != idle
    threading.Timer(0.5, os.kill, (busy, signal.SIGKILL)).start()
    with pytest.raises(ModelError, match=r"^[^.]+: try again\.$"):
        worker(["sleep"])
    assert len(worker(TEXTS)) == len(TEXTS)
    assert worker.pid not in {idle, busy}


def test_what_the_function_raises_comes_back(worker: Worker) -> None:
    with pytest.raises(ModelError, match="no such thing"):
        worker(["break"])
    assert len(worker(TEXTS)) == len(TEXTS)


def test_an_interrupted_call_leaves_nothing_for_the_next(worker: Worker) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worker(TEXTS, stop)
    assert len(worker(TEXTS[:1])) == 1


def test_the_child_ends_when_there_is_nothing_to_do() -> None:
    worker = Worker(partial(make, 1), idle=0.2)
    worker(TEXTS)
    pid = worker.pid
    assert pid and gone(pid)
    assert len(worker(TEXTS)) == len(TEXTS)
    worker.close()


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, signal\n"
        "from functools import partial\n"
        "from index.worker import Worker\n"
        "from tests.index.test_worker import make\n"
        "if __name__ == '__main__':\n"
        "    worker = Worker(partial(make, 1))\n"
        "    worker(['a'])\n"
        "    print(worker.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    run = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, env=os.environ | {"PYTHONPATH": path}, capture_output=True, timeout=60
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert gone(int(run.stdout))


REMOTE = """
import sys
from pathlib import Path
import numpy as np
from index.embed import Embedder
if __name__ == "__main__":
    embedder = Embedder("bundled", Path(sys.argv[1]), worker=True)
    heard = []
    np.save(sys.argv[2], embedder.encode_passages(sys.argv[3:], heard.append))
    embedder.count_tokens(sys.argv[3:]), embedder.encode_questions(sys.argv[3:])
    print(sum(heard), *sorted({"torch", "sentence_transformers", "transformers"} & sys.modules.keys()))
    embedder.close()
"""


@pytest.mark.slow
def test_the_vectors_are_those_of_this_process_and_the_parent_has_no_torch(embedder: Embedder, tmp_path: Path) -> None:
    script = tmp_path / "remote.py"
    script.write_text(REMOTE, encoding="utf-8")
    texts = TEXTS * 3
    run = subprocess.run(
        [sys.executable, str(script), str(embedder.cache_dir), str(tmp_path / "vectors.npy"), *texts],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [str(len(texts))], "torch was imported by the parent"
    assert not run.stderr
    remote = np.load(tmp_path / "vectors.npy")
    assert remote.dtype == np.float32 and remote.shape == (len(texts), 384)
    np.testing.assert_allclose(remote, embedder.encode_passages(texts), atol=1e-6)
