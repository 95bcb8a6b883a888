"""What the command line says and how it ends: messages on stderr, progress, and the status for what goes wrong."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from index.records import Progress
    from ingest.records import Flaw

OK, ELSE, BAD_CALL, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130
FINISHED = ("added", "replaced", "unchanged", "failed")


def prepare() -> None:
    """Streams in UTF-8 whatever the locale; libraries that keep to themselves."""
    import logging
    import warnings

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A stray byte of an argument comes out as \udc80, which JSON reads, instead of an encoding error.
            stream.reconfigure(encoding="utf-8", errors="strict" if stream is sys.stdin else "backslashreplace")
    if _debugging():
        logging.basicConfig(level=logging.INFO)
        logging.getLogger("assistant").setLevel(logging.DEBUG)
    else:
        logging.basicConfig(level=logging.ERROR, format="directives: %(message)s")
        if not sys.warnoptions:
            warnings.simplefilter("ignore")
    for variable in ("ANONYMIZED_TELEMETRY", "GRADIO_ANALYTICS_ENABLED"):
        os.environ.setdefault(variable, "False")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    # Threads that wait for each other by spinning take the processor from whatever else runs.
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")  # threads that spin while they wait slow everything else


def _debugging() -> bool:
    return bool(os.environ.get("DIRECTIVES_DEBUG"))


def complain(sentence: str, status: int) -> int:
    click.echo(f"directives: {' '.join(sentence.split())}", err=True)
    return status


def failure(error: Exception) -> int:
    """One sentence on what stopped a command."""
    from assistant.settings import SettingsError
    from index.bundled import ModelError
    from index.records import StoreError
    from ingest.records import IngestError

    if _debugging():
        import traceback

        traceback.print_exception(error)
    if isinstance(error, SettingsError):
        return complain(str(error), BAD_CALL)
    if isinstance(error, StoreError | IngestError | ModelError):
        return complain(str(error), ELSE)
    return complain(f"{_reason(error)} (DIRECTIVES_DEBUG=1 shows where)", ELSE)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def watch(events: Iterable[Progress]) -> dict[str, list[Any]]:
    """Show how far it is: a bar on a terminal, elsewhere a line for every finished file.

    Gives the names by outcome, under "facts" how many each file had, under "flaws" what could not be read in them.
    """
    done: dict[str, list[Any]] = {key: [] for key in (*FINISHED, "facts", "flaws")}
    with progress_bar("file") as bar:
        for event in events:
            bar.total = event.total
            detail = " ".join(event.detail.split())
            if event.outcome not in FINISHED:
                bar.set_description_str(f"{event.name}: {event.outcome} {detail}".rstrip())
                continue
            failed = event.outcome == "failed"
            done[event.outcome].append({"name": event.name, "reason": detail} if failed else event.name)
            done["facts"].append(event.facts)
            done["flaws"] += [_flaw(event.name, flaw) for flaw in event.flaws]
            bar.update(event.done - bar.n)
            if failed or bar.disable:
                line = f"[{event.done}/{event.total}] {event.outcome}: {event.name}"
                detail = detail if failed else f"{event.facts} facts" if event.facts else ""
                bar.write(": ".join(filter(None, (line, detail))), file=sys.stderr)
    return done


# What could not be read in a document, in words.
FLAWS = {
    "impossible_date": "is no day of the calendar",
    "other_calendar": "is of another calendar",
    "too_many_rows": "the tables hold more figures than are kept",
}


def _flaw(name: str, flaw: Flaw) -> dict[str, Any]:
    return {"name": name, "text": flaw.text, "reason": flaw.reason, "start": flaw.start, "end": flaw.end}


def flaw_text(flaw: Mapping[str, Any]) -> str:
    """One line on what could not be read."""
    said = FLAWS.get(flaw["reason"], flaw["reason"].replace("_", " "))
    return f"{flaw['name']}: “{flaw['text']}” {said}" if flaw["text"] else f"{flaw['name']}: {said}"


def progress_bar(unit: str, total: int | None = None, *, alone: bool = True) -> Any:
    """A progress bar on stderr, absent where that is not a terminal, or where results would run through it."""
    from tqdm import tqdm

    disable = None if alone or not sys.stdout.isatty() else True  # None leaves it to what stderr is
    return tqdm(total=total, unit=f" {unit}", file=sys.stderr, disable=disable, dynamic_ncols=True, leave=False)


def partly(*, failed: int, of: int, what: str) -> int:
    """The status when some of the inputs failed, with a sentence on stderr."""
    return complain(f"{failed} of {of} {what}.", PARTLY if failed < of else ELSE) if failed else OK


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
