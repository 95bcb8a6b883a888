"""What the benchmarks share: the data beside the checkout, a folder for the index, progress and results."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
XQUAD = (ROOT / "../shared/data/xquad_dev").resolve()
CORPUS = Path(__file__).with_name("corpus")
LANGUAGES = ("en", "hi", "vi")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of XQuAD; number and article are the same in every language, and so is the order of the questions."""

    number: int
    article: int
    text: str
    questions: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"paragraph-{self.number:03}.txt"


def arguments(description: str | None, **options: dict[str, Any]) -> argparse.Namespace:
    """The arguments of a benchmark: `--json`, `--data` and `options` as of `add_argument`, by name."""
    parser = argparse.ArgumentParser(description=(description or "").split("\n\n")[0])
    parser.add_argument("--json", action="store_true", dest="as_json", help="print the results as JSON")
    parser.add_argument("--data", type=Path, help="folder that keeps the index for the next run; else a temporary one")
    for name, option in options.items():
        parser.add_argument(f"--{name}", **option)
    given = parser.parse_args()
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")  # threads that spin while they wait slow everything else
    if not XQUAD.is_dir():
        parser.exit(1, f"{parser.prog}: the data set XQuAD is not in {XQUAD}, beside this checkout: put it there.\n")
    return given


def paragraphs(language: str) -> list[Paragraph]:
    """XQuAD in one language, in its order."""
    data = json.loads((XQUAD / f"xquad.{language}.json").read_text("utf-8"))["data"]
    found: list[Paragraph] = []
    for article, entry in enumerate(data):
        for paragraph in entry["paragraphs"]:
            questions = tuple(question["question"] for question in paragraph["qas"])
            found.append(Paragraph(len(found), article, paragraph["context"], questions))
    return found


def write(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Files by name, in a folder that is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return [folder / name for name in texts]


@contextmanager
def data_folder(given: Path | None) -> Iterator[Path]:
    """The folder that was given, or one that goes afterwards."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
    else:
        with tempfile.TemporaryDirectory(prefix="directives-bench-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)


def settings(data: Path) -> Settings:
    return Settings.from_environment(os.environ, data=data)


def fill(data: Path, files: Sequence[Path]) -> None:
    """Take the files into the index at `data`; what an interrupted run left there is kept and completed."""
    finished = {"added", "replaced", "unchanged", "failed"}
    with Assistant.open(settings(data), write=True, worker=True) as assistant:
        for event in assistant.ingest(files):
            if event.outcome == "failed":
                raise SystemExit(f"{event.name} was not taken in: {event.detail}")
            if event.outcome in finished:
                note(f"indexing {data.name}: {event.done}/{event.total}", event.done, event.total)


def note(text: str, done: int, total: int, every: int = 20) -> None:
    """A line on stderr, now and then."""
    if done % every == 0 or done == total:
        print(text, file=sys.stderr, flush=True)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def memory_mb() -> float:
    """What this process holds of the memory now, in megabytes (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return round(int(kilobytes) / 1000, 1)


def with_path(folder: Path) -> dict[str, str]:
    """This environment for a script elsewhere that imports from `folder`."""
    return {**os.environ, "PYTHONPATH": str(folder)}


def report(results: Mapping[str, Any], lines: Sequence[str], *, as_json: bool) -> None:
    print(json.dumps(results, ensure_ascii=False) if as_json else "\n".join(lines), flush=True)
