"""The command line where something is wrong: one sentence and a status, and what was whole stays whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from filelock import FileLock

from tests.assistant.commands import CALL, PAPERS, QUESTIONS, ROOT, Call, directives, environment, sentence

# Bad calls


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ask"], "give either one question or --batch FILE."),
        (["ask", "a", "--batch", "/dev/null"], "give either one question or --batch FILE."),
        (["ask", ""], "the question is empty"),
        (["ask", " \n\t "], "the question is empty"),
        (["ask", "x" * 2001], "the question is too long: shorten it to 2000 characters."),
        (["search", "  "], "the question is empty"),
        (["search", "a", "--k", "0"], "--k"),
        (["search", "--batch", "/nowhere.jsonl"], "nowhere.jsonl"),
        (["ask", "a", "--history", "/nowhere.json"], "nowhere.json"),
        (["ask", "a", "--language", "fr"], "fr"),
        (["ingest"], "PATH"),
        (["ingest", "/nowhere"], "/nowhere"),
        (["text"], "DOCUMENT"),
        (["documents", "--data", __file__], "--data"),
        (["serve", "--port", "65536"], "65536"),
        (["nonsense"], "nonsense"),
        (["ask", "a", "--nonsense"], "--nonsense"),
    ],
)
def test_a_bad_call_is_told_in_one_sentence(words: list[str], expected: str, call: Call) -> None:
    assert expected in sentence(call(*words), 2)


@pytest.mark.parametrize(
    ("stdin", "expected"), [(b"", "empty"), (b" \n", "empty"), (b"\xff\xfe", "UTF-8"), (b"a" * 2_000_000, "too long")]
)
def test_a_bad_question_on_stdin(stdin: bytes, expected: str, call: Call) -> None:
    assert expected in sentence(call("ask", "-", stdin=stdin), 2)


def test_a_history_that_is_none(tmp_path: Path, call: Call) -> None:
    (tmp_path / "history.json").write_text('[{"role": "user"}]')
    assert "history.json" in sentence(call("ask", "a", "--history", tmp_path / "history.json"), 2)


def test_a_setting_out_of_bounds_is_a_bad_call(call: Call) -> None:
    assert "DIRECTIVES_PORT" in sentence(call("documents", DIRECTIVES_PORT="99999"), 2)


@pytest.mark.parametrize("words", [["documents"], ["ask", "अंतिम तिथि?"], ["remove", "a.txt"]])
def test_no_index_yet(words: list[str], tmp_path: Path, call: Call) -> None:
    assert "directives ingest" in sentence(call(*words, folder=tmp_path), 1)
    assert not (tmp_path / ".data/catalog.sqlite").exists()


def test_a_folder_without_documents(tmp_path: Path, call: Call) -> None:
    (tmp_path / "empty").mkdir()
    sentence(call("ingest", tmp_path / "empty", "--data", tmp_path / "data"), 2)


def test_a_misspelt_variable_is_told_and_ignored() -> None:
    run = directives("ask", "", DIRECTIVES_MODLE="x")
    assert run.returncode == 2
    assert "DIRECTIVES_MODLE is not a setting" in run.stderr.decode().splitlines()[0]


# Files that fail


def test_a_file_that_fails_is_reported_and_the_rest_is_kept(own: Path, tmp_path: Path, call: Call) -> None:
    hurt = tmp_path / "hurt"
    hurt.mkdir()
    (hurt / "ke-hoach-45.md").write_text(PAPERS["ke-hoach-45.md"].replace("15/8/2026", "01/9/2026"), "utf-8")
    (hurt / "empty.txt").touch()
    (hurt / "binary.txt").write_bytes(bytes(range(256)) * 100)
    (hurt / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(1000))
    (hurt / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(1000))
    with (hurt / "huge.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    encrypt(hurt / "locked.pdf")
    run = call("ingest", hurt, "--json", "--data", own)
    assert run.returncode == 3, run.stderr.decode()
    summary = json.loads(run.stdout)
    assert summary["replaced"] == ["ke-hoach-45.md"]
    reasons = {failure["name"]: failure["reason"] for failure in summary["failed"]}
    assert reasons.keys() == {"empty.txt", "binary.txt", "broken.pdf", "broken.docx", "huge.txt", "locked.pdf"}
    said = run.stderr.decode()
    for name, reason in reasons.items():
        assert len(reason) > 10, name
        assert "\n" not in reason, name
        assert f"failed: {name}: {reason}" in said
    assert "Traceback" not in said
    assert "6 of 7 files" in said
    assert "01/9/2026" in call("text", "ke-hoach-45.md", "--data", own).stdout.decode()
    assert len(json.loads(call("documents", "--json", "--data", own).stdout)) == len(PAPERS)


def encrypt(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "Nobody may read this.")
    canvas.save()


def test_when_every_file_fails_the_status_is_one(own: Path, tmp_path: Path, call: Call) -> None:
    (tmp_path / "empty.txt").touch()
    run = call("ingest", tmp_path / "empty.txt", "--data", own)
    assert run.returncode == 1
    assert run.stdout.decode().splitlines()[1].startswith("  empty.txt: ")


# What goes wrong around it


def test_a_second_writer_is_refused_at_once_and_a_reader_is_not(own: Path, papers: Path, call: Call) -> None:
    with FileLock(own / "writer.lock"):
        begun = time.perf_counter()
        sentence(directives("ingest", papers, "--data", own), 1)
        assert time.perf_counter() - begun < 5  # a second for the lock, the rest to start Python and the libraries
        assert call("ask", QUESTIONS[0][0], "--data", own).returncode == 0
    assert call("ingest", papers, "--data", own).returncode == 0


def damage(own: Path) -> None:
    """Half of every file that the doctor can make again."""
    for path in [own / "keyword.sqlite", *(own / "chroma").rglob("*")]:
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_the_doctor_finds_damage_and_mends_it(own: Path, call: Call) -> None:
    question = QUESTIONS[0][0]
    before = call("search", question, "--json", "--data", own).stdout
    assert json.loads(before)["hits"]
    damage(own)
    run = call("doctor", "--json", "--data", own)
    assert run.returncode == 0, run.stderr.decode()
    report = json.loads(run.stdout)
    assert report["sound"] is True
    assert {one["code"] for one in report["findings"]} >= {"vectors", "keyword"}
    assert all(one["mended"] for one in report["findings"])
    assert call("search", question, "--json", "--data", own).stdout == before
    sound = call("doctor", "--data", own)
    assert sound.returncode == 0
    assert sound.stdout.decode().endswith("is sound.\n")


def test_a_question_to_a_damaged_index_is_answered_or_refused_in_one_sentence(own: Path, call: Call) -> None:
    question, _, document, _ = QUESTIONS[0]
    damage(own)
    run = call("ask", question, "--json", "--data", own)
    if run.returncode == 0:
        assert json.loads(run.stdout)["citations"][0]["document"] == document
    else:
        assert "directives doctor" in sentence(run, 1)


def test_a_catalogue_that_is_none_cannot_be_mended(own: Path, call: Call) -> None:
    (own / "catalog.sqlite").write_bytes(b"no database" * 1000)
    sentence(call("documents", "--data", own), 1)
    run = call("doctor", "--json", "--data", own)
    sentence(run, 1)
    if run.stdout:
        assert json.loads(run.stdout)["sound"] is False


def test_the_doctor_of_no_index(tmp_path: Path, call: Call) -> None:
    assert "directives ingest" in sentence(call("doctor", folder=tmp_path), 1)


def test_an_interruption_leaves_no_traceback(data: Path) -> None:
    # A shell that runs its commands in the background has them ignore the signal, and children inherit that.
    heeding = "import signal, runpy; signal.signal(signal.SIGINT, signal.default_int_handler); "
    program = f"{heeding}runpy.run_module('assistant.cli', run_name='__main__', alter_sys=True)"
    words = [CALL[0], "-c", program, "search", "--batch", "-", "--json", "--data", str(data)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd="/"
    ) as run:
        assert run.stdin
        assert run.stdout
        assert run.stderr
        run.stdin.write(b'{"id": 1, "query": "land"}\n')
        run.stdin.flush()
        run.stdout.readline()
        run.send_signal(signal.SIGINT)
        said = run.stderr.read().decode()
        run.wait(timeout=20)
    assert run.returncode == 130
    assert said.split() == ["directives:", "interrupted."]


def test_a_reader_that_leaves_is_no_error(data: Path) -> None:
    words = [*CALL, "text", "directive-12.txt", "--data", str(data)]
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, timeout=60, env=environment(), cwd="/")
    os.close(writer)
    assert run.stderr == b""


def test_what_nobody_foresaw_is_one_sentence_and_a_traceback_on_request(data: Path) -> None:
    """A data folder that is none: the path leads through a file."""
    wrong = {"DIRECTIVES_DATA": str(data / "catalog.sqlite" / "below")}
    said = sentence(directives("ingest", ROOT / "README.md", **wrong), 1)
    run = directives("ingest", ROOT / "README.md", DIRECTIVES_DEBUG="1", **wrong)
    assert run.returncode == 1
    assert "Traceback" in run.stderr.decode() and said in run.stderr.decode()
