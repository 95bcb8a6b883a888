"""The command line: results on stdout, progress and messages on stderr, one sentence and a status for what goes wrong.

Status 0 is success, 2 a bad call, 3 some inputs failed and the rest was kept, 1 everything else, 130 an interruption.
Whatever takes long to import is imported by the command that needs it, so that `--help` is immediate.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from assistant import arguments
from assistant import batch as lines
from assistant.terminal import answer_text, documents_text, hits_text

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant
    from assistant.settings import Settings
    from index.records import Progress

OK, ELSE, BAD_CALL, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130
LANGUAGES = ("vi", "hi", "bn", "en")
FINISHED = ("added", "replaced", "unchanged", "failed")


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end the process with its status."""
    _prepare()
    try:
        status = commands.main(words, prog_name="directives", standalone_mode=False) or OK
        sys.stdout.flush()  # here, where a closed pipe can still be met in silence
    except (click.Abort, KeyboardInterrupt):
        status = _complain("interrupted.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = ELSE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = BAD_CALL
    except click.ClickException as error:
        status = _complain(error.format_message(), error.exit_code)
    except Exception as error:
        status = _failure(error)
    sys.exit(status)


def _prepare() -> None:
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


def _complain(sentence: str, status: int) -> int:
    click.echo(f"directives: {' '.join(sentence.split())}", err=True)
    return status


def _failure(error: Exception) -> int:
    """One sentence on what stopped a command."""
    from assistant.settings import SettingsError
    from index.bundled import ModelError
    from index.records import StoreError
    from ingest.records import IngestError

    if _debugging():
        import traceback

        traceback.print_exception(error)
    if isinstance(error, SettingsError):
        return _complain(str(error), BAD_CALL)
    if isinstance(error, StoreError | IngestError | ModelError):
        return _complain(str(error), ELSE)
    return _complain(f"{_reason(error)} (DIRECTIVES_DEBUG=1 shows where)", ELSE)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _settings(**given: Any) -> Settings:
    from assistant.settings import Settings, strays

    for name in strays(os.environ):
        _complain(f"{name} is not a setting and is ignored.", OK)
    return Settings.from_environment(os.environ, **given)


@contextmanager
def _assistant(settings: Settings, *, write: bool = False) -> Iterator[Assistant]:
    from assistant.assistant import Assistant

    with Assistant.open(settings, write=write) as assistant:
        yield assistant


def _named(assistant: Assistant, name: str) -> str:
    return arguments.document(name, (info.name for info in assistant.documents()))


def _json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


data_option = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Folder of the index.  [DIRECTIVES_DATA, ./.data]"
)
batch_option = click.option(
    "--batch",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help='JSON lines in, JSON lines out, in order ("-": stdin).',
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
document_argument = click.argument("document", callback=arguments.utf8)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="directives")
def commands() -> None:
    """Answers from directives, with the source's own words beside every statement."""


@commands.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--access", metavar="GROUP", default="public", show_default=True, help="Group that may see the documents."
)
@json_option
@data_option
def ingest(paths: tuple[Path, ...], access: str, as_json: bool, data: Path | None) -> int:
    """Take in files and folders: txt, md, html, pdf, docx.

    The same content again is skipped, changed content replaces what was there.
    """
    from time import perf_counter

    from ingest.load import find_files
    from ingest.records import IngestError

    begun = perf_counter()
    try:
        find_files(paths)
    except IngestError as error:  # a folder without documents: nothing is opened, nothing made
        raise arguments.BadCall(str(error)) from error
    with _assistant(_settings(data=data), write=True) as assistant:
        done = _watch(assistant.ingest(paths, access=access))
    counts = {outcome: len(names) for outcome, names in done.items()}
    seconds = round(perf_counter() - begun, 1)
    if as_json:
        _json({**done, "seconds": seconds})
    else:
        click.echo(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) + f" in {seconds} s")
        for failure in done["failed"]:
            click.echo(f"  {failure['name']}: {failure['reason']}")
    return _partly(failed=counts["failed"], of=sum(counts.values()), what="files could not be taken in")


def _watch(events: Iterable[Progress]) -> dict[str, list[Any]]:
    """Show how far it is: a bar on a terminal, elsewhere a line for every finished file. Outcomes by kind."""
    done: dict[str, list[Any]] = {outcome: [] for outcome in FINISHED}
    with _bar("file") as bar:
        for event in events:
            bar.total = event.total
            detail = " ".join(event.detail.split())
            if event.outcome not in FINISHED:
                bar.set_description_str(f"{event.name}: {event.outcome} {detail}".rstrip())
                continue
            failed = event.outcome == "failed"
            done[event.outcome].append({"name": event.name, "reason": detail} if failed else event.name)
            bar.update(event.done - bar.n)
            if failed or bar.disable:
                line = f"[{event.done}/{event.total}] {event.outcome}: {event.name}"
                bar.write(f"{line}: {detail}" if failed else line, file=sys.stderr)
    return done


def _bar(unit: str, total: int | None = None, *, alone: bool = True) -> Any:
    """A progress bar on stderr, absent where that is not a terminal, or where results would run through it."""
    from tqdm import tqdm

    disable = None if alone or not sys.stdout.isatty() else True  # None leaves it to what stderr is
    return tqdm(total=total, unit=f" {unit}", file=sys.stderr, disable=disable, dynamic_ncols=True, leave=False)


def _partly(*, failed: int, of: int, what: str) -> int:
    """The status when some of the inputs failed, with a sentence on stderr."""
    return _complain(f"{failed} of {of} {what}.", PARTLY if failed < of else ELSE) if failed else OK


@commands.command()
@json_option
@data_option
def documents(as_json: bool, data: Path | None) -> None:
    """List the documents."""
    with _assistant(_settings(data=data)) as assistant:
        infos = assistant.documents()
    if as_json:
        _json([{**asdict(info), "date": info.date and info.date.isoformat()} for info in infos])
    else:
        click.echo(documents_text(infos))


@commands.command()
@document_argument
@data_option
def remove(document: str, data: Path | None) -> None:
    """Remove a document from the index; its file stays."""
    settings = _settings(data=data)
    with _assistant(settings) as assistant:  # opened for writing, an index that is missing would be made
        name = _named(assistant, document)
    with _assistant(settings, write=True) as assistant:
        assistant.remove(name)
    click.echo(f"removed {name}")


@commands.command()
@document_argument
@data_option
def text(document: str, data: Path | None) -> None:
    """Print the stored text of a document, exactly: citations count its characters."""
    with _assistant(_settings(data=data)) as assistant:
        stored = assistant.text(_named(assistant, document))
    click.echo(stored.encode("utf-8"), nl=False)


@commands.command()
@click.argument("question", required=False, callback=arguments.utf8)
@batch_option
@click.option("--history", type=click.File("rb"), help="The turns before: a JSON list, or one a line.")
@click.option(
    "--document", "names", metavar="NAME", multiple=True, callback=arguments.utf8, help="Ask this document only."
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the answer, if not the question's.")
@click.option("--as", "_user", metavar="USER", help="Ask as this user. There are no accounts yet: all see the same.")
@json_option
@data_option
def ask(
    question: str | None,
    batch: str | None,
    history: IO[bytes] | None,
    names: tuple[str, ...],
    language: str | None,
    _user: str | None,
    as_json: bool,
    data: Path | None,
) -> int:
    """Answer QUESTION ("-": from stdin), with the words of the sources.

    A batch holds {"id", "question", "history"?} on each line and prints one JSON answer for each.
    """
    settings = _settings(data=data)
    question = arguments.question(question, batch, settings.max_question_chars)
    turns = arguments.history(history)
    with _assistant(settings) as assistant:
        only = [_named(assistant, name) for name in names] or None

        def answer(question: str, turns: Sequence[Mapping[str, str]]) -> Answer:
            return assistant.ask(question, turns, documents=only, language=language)

        if batch is not None:
            return _each_line(
                batch,
                lambda entry: answer(
                    lines.text_of(entry, "question"), lines.turns(entry.get("history")) or turns
                ).as_dict(),
                lines.no_answer,
            )
        result = answer(question, turns)
    if as_json:
        _json(result.as_dict())
    elif result.status != "error":
        click.echo(answer_text(result))
    return _complain(result.reason, ELSE) if result.status == "error" else OK


def _each_line(
    source: str, work: Callable[[lines.Entry], dict[str, Any]], failed: Callable[[lines.Entry, str], dict[str, Any]]
) -> int:
    """Print the result for every line of a file, as soon as it is there."""
    total = failures = 0
    with click.open_file(source, "rb") as file:
        known = None if source == "-" else file.readlines()
        with _bar("line", None if known is None else len(known), alone=False) as bar:
            for result in lines.results(file if known is None else known, work, failed):
                _json(result)
                total += 1
                failures += result.get("status") == "error" or "error" in result
                bar.update()
    return _partly(failed=failures, of=total, what="lines failed, and their results say why")


@commands.command()
@click.argument("query", required=False, callback=arguments.utf8)
@batch_option
@click.option("--k", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many hits.")
@json_option
@data_option
def search(query: str | None, batch: str | None, k: int, as_json: bool, data: Path | None) -> int:
    """Find the passages nearest to QUERY ("-": from stdin), best first.

    A batch holds {"id", "query"} on each line and prints {"id", "hits"} as JSON for each.
    """
    settings = _settings(data=data)
    query = arguments.question(query, batch, settings.max_question_chars)
    with _assistant(settings) as assistant:
        if batch is not None:
            return _each_line(
                batch,
                lambda entry: {"hits": [hit.as_dict() for hit in assistant.search(lines.text_of(entry, "query"), k)]},
                lambda _, reason: {"hits": [], "error": reason},
            )
        hits = assistant.search(query, k)
    if as_json:
        _json({"query": query, "hits": [hit.as_dict() for hit in hits]})
    elif hits:
        click.echo(hits_text(hits))
    return OK


@commands.command()
@click.option("--host", help="Address to listen on.  [DIRECTIVES_HOST, 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.  [DIRECTIVES_PORT, 7860]")
@data_option
def serve(host: str | None, port: int | None, data: Path | None) -> None:
    """Serve the web application until interrupted."""
    from assistant.web.serve import serve as run

    settings = _settings(data=data, host=host, port=port)
    run(settings, settings.host, settings.port)


@commands.command()
@json_option
@data_option
def doctor(as_json: bool, data: Path | None) -> int:
    """Check the index whole and mend what can be mended."""
    from index.doctor import examine
    from index.embed import Embedder

    settings = _settings(data=data)
    model = Embedder(settings.model, settings.cache)
    findings = examine(settings.data, embedder=model.name, dimension=model.dimension, centre=model.centre())
    left = [finding.message for finding in findings if not finding.mended]
    if as_json:
        _json({"sound": not left, "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            click.echo(f"{'mended' if finding.mended else 'not mended'}: {finding.message}")
        if not left:
            click.echo(f"The index in {settings.data} is sound.")
    return _complain(" ".join(left), ELSE) if left else OK


if __name__ == "__main__":
    main()
