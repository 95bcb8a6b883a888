"""The command line: results on stdout, progress and messages on stderr, one sentence and a status for what goes wrong.

Status 0 is success, 2 a bad call, 3 some inputs failed and the rest was kept, 1 everything else, 130 an interruption.
Whatever takes long to import is imported by the command that needs it, so that `--help` is immediate.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, NoReturn

import click

from assistant import arguments
from assistant import batch as lines
from assistant.console import (
    BAD_CALL,
    ELSE,
    FINISHED,
    INTERRUPTED,
    OK,
    complain,
    failure,
    flaw_text,
    partly,
    prepare,
    print_json,
    progress_bar,
    watch,
)
from assistant.terminal import answer_text, documents_text, hits_text

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant
    from assistant.register import Due
    from assistant.settings import Settings

LANGUAGES = ("vi", "hi", "bn", "en")
STATUSES = ("open", "in_progress", "done", "not_applicable")  # of `assistant.register`, which takes long to import
FORMATS = ("table", "json", "csv", "xlsx", "ics")  # of `assistant.export`, as well
KINDS = ("deadline", "responsibility", "target", "figure", "reference")


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end the process with its status."""
    prepare()
    try:
        status = commands.main(words, prog_name="directives", standalone_mode=False) or OK
        sys.stdout.flush()  # here, where a closed pipe can still be met in silence
    except (click.Abort, KeyboardInterrupt):
        status = complain("interrupted.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = ELSE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = BAD_CALL
    except click.ClickException as error:
        status = complain(error.format_message(), error.exit_code)
    except Exception as error:
        status = failure(error)
    sys.exit(status)


def _settings(**given: Any) -> Settings:
    from assistant.settings import Settings, strays

    for name in strays(os.environ):
        complain(f"{name} is not a setting and is ignored.", OK)
    return Settings.from_environment(os.environ, **given)


@contextmanager
def _assistant(settings: Settings, *, write: bool = False) -> Iterator[Assistant]:
    from assistant.assistant import Assistant

    with Assistant.open(settings, write=write) as assistant:
        yield assistant


def _named(assistant: Assistant, name: str) -> str:
    return arguments.document(name, (info.name for info in assistant.documents()))


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
        done = watch(assistant.ingest(paths, access=access))
    counts = {outcome: len(done[outcome]) for outcome in FINISHED}
    seconds = round(perf_counter() - begun, 1)
    facts = sum(done["facts"])
    if as_json:
        print_json({**done, "facts": facts, "seconds": seconds})
    else:
        found = f", {facts} facts" if facts else ""
        click.echo(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) + f" in {seconds} s{found}")
        for failure in done["failed"]:
            click.echo(f"  {failure['name']}: {failure['reason']}")
        for flaw in done["flaws"]:
            click.echo(f"  check {flaw_text(flaw)}")
    return partly(failed=counts["failed"], of=sum(counts.values()), what="files could not be taken in")


@commands.command()
@json_option
@data_option
def documents(as_json: bool, data: Path | None) -> None:
    """List the documents."""
    with _assistant(_settings(data=data)) as assistant:
        infos = assistant.documents()
    if as_json:
        print_json([{**asdict(info), "date": info.date and info.date.isoformat()} for info in infos])
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
        print_json(result.as_dict())
    elif result.status != "error":
        click.echo(answer_text(result))
    return complain(result.reason, ELSE) if result.status == "error" else OK


def _each_line(
    source: str, work: Callable[[lines.Entry], dict[str, Any]], failed: Callable[[lines.Entry, str], dict[str, Any]]
) -> int:
    """Print the result for every line of a file, as soon as it is there."""
    total = failures = 0
    with click.open_file(source, "rb") as file:
        known = None if source == "-" else file.readlines()
        with progress_bar("line", None if known is None else len(known), alone=False) as bar:
            for result in lines.results(file if known is None else known, work, failed):
                print_json(result)
                total += 1
                failures += result.get("status") == "error" or "error" in result
                bar.update()
    return partly(failed=failures, of=total, what="lines failed, and their results say why")


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
        print_json({"query": query, "hits": [hit.as_dict() for hit in hits]})
    elif hits:
        click.echo(hits_text(hits))
    return OK


@commands.command()
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="This kind only (may be given again).")
@click.option("--agency", metavar="A", default="", callback=arguments.utf8, help="Of this body, in any language.")
@click.option("--document", metavar="D", default="", callback=arguments.utf8, help="Of this document: name or number.")
@click.option("--from", "start", metavar="DATE", callback=arguments.day, help="With a time that ends then or later.")
@click.option("--to", "end", metavar="DATE", callback=arguments.day, help="With a time that begins then or earlier.")
@click.option("--text", metavar="WORDS", default="", callback=arguments.utf8, help="With all of these words.")
@click.option("--due", type=click.Choice(("overdue", "soon", "dated", "undated")), help="By its time.")
@click.option("--status", type=click.Choice((*STATUSES, "overdue")), help="By how far the task has come.")
@click.option(
    "--validity",
    type=click.Choice(("all", "current", "superseded")),
    default="all",
    show_default=True,
    help="In force, or changed by a later document.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of titles and dates.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Of the output.  [as the name of --out ends, else table]"
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of stdout.")
@data_option
def facts(
    kinds: tuple[str, ...],
    agency: str,
    document: str,
    start: date | None,
    end: date | None,
    text: str,
    due: Due | None,
    status: str | None,
    validity: Literal["all", "current", "superseded"],
    language: str,
    form: str | None,
    out: Path | None,
    data: Path | None,
) -> int:
    """The register of obligations: who must do what, by when and how much, with the words that say so."""
    if start and end and start > end:
        raise arguments.BadCall(f"--from {start} is later than --to {end}: change one of them.")
    form = form or (out.suffix[1:].lower() if out is not None and out.suffix[1:].lower() in FORMATS else "table")
    if form == "xlsx" and out is None and sys.stdout.isatty():
        raise arguments.BadCall("a workbook cannot be shown on a terminal: name a file with --out.")
    from assistant.export import export
    from assistant.register import Filter, is_called

    wanted = Filter(
        kinds=kinds, agency=agency, document=document, start=start, end=end, due=due or "", text=text,
        validity=validity, status=status or "",
        rejected=form == "ics",  # a calendar that has it from before is told that it is off
    )  # fmt: skip
    today = date.today()
    with _assistant(_settings(data=data)) as assistant:
        rows = assistant.register(wanted, today)
        if document and not any(is_called(document, i.name, i.title, i.number) for i in assistant.documents()):
            _named(assistant, document)  # names near ones
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() and out is None else 100
    content = export(rows, form, language, today, width=width)
    if out is not None:
        arguments.write(out, content)
        click.echo(f"{len(rows)} facts in {out}", err=True)
    else:
        click.echo(content, nl=False)
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
        print_json({"sound": not left, "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            click.echo(f"{'mended' if finding.mended else 'not mended'}: {finding.message}")
        if not left:
            click.echo(f"The index in {settings.data} is sound.")
    return complain(" ".join(left), ELSE) if left else OK


if __name__ == "__main__":
    main()
