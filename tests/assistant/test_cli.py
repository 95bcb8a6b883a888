"""The command line as people and programs call it: what it takes in, prints and leaves."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.assistant.commands import CALL, PAPERS, QUESTIONS, Call, Ran, directives, environment, sentence

COMMANDS = {"ingest", "documents", "remove", "text", "ask", "search", "serve", "doctor", "facts"}
HEAVY = {"torch", "chromadb", "gradio", "sqlalchemy", "numpy", "pydantic", "tqdm", "sentence_transformers"}


def test_help_is_immediate_and_names_the_commands() -> None:
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        run = directives("--help")
        seconds.append(time.perf_counter() - begun)
        assert run.returncode == 0
    assert min(seconds) < 0.5
    listed = run.stdout.decode().split("Commands:")[1].splitlines()
    assert {line.split()[0] for line in listed if line.strip()} == COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_of_a_command_loads_nothing_heavy(command: str) -> None:
    code = (
        "import sys\nfrom assistant.cli import main\n"
        f"try: main([{command!r}, '--help'])\n"
        "except SystemExit as end: print(end.code, *{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
    status, *loaded = run.stderr.split()
    assert status == "0"
    assert not HEAVY & set(loaded)
    assert "--data" in run.stdout


# Taking in


def test_ingesting_tells_what_became_of_each_file(taken_in: tuple[Path, Ran], papers: Path, call: Call) -> None:
    data, run = taken_in
    assert run.returncode == 0, run.stderr.decode()
    summary = json.loads(run.stdout)
    assert sorted(summary["added"]) == sorted(PAPERS)
    assert summary["replaced"] == summary["unchanged"] == summary["failed"] == []
    assert summary["seconds"] > 0
    said = run.stderr.decode().splitlines()
    files = [line.split("added: ")[1].split(": ") for line in said]
    assert sorted(name for name, _ in files) == sorted(PAPERS), "a line a file, and nothing else"
    counts = [int(found.removesuffix(" facts")) for _, found in files]
    assert min(counts) > 0 and sum(counts) == summary["facts"] and summary["flaws"] == []
    again = call("ingest", papers, "--data", data)
    assert again.returncode == 0
    assert again.stdout.decode().startswith("0 added, 0 replaced, 4 unchanged, 0 failed in ")


def test_a_terminal_sees_a_bar(own: Path, papers: Path) -> None:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (30, 100))
    words = [*CALL, "ingest", str(papers), "--data", str(own)]
    run = subprocess.run(words, cwd="/", stdout=subprocess.PIPE, stderr=theirs, timeout=60, env=environment())
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)
    assert run.returncode == 0
    assert b"4 unchanged" in run.stdout
    assert "/4 [" in seen
    assert any(name in seen for name in PAPERS)
    assert "unchanged: " not in seen, "lines for files are for logs"


# Asking


@pytest.fixture
def texts(data: Path, call: Call) -> dict[str, str]:
    """What `directives text` prints of each paper."""
    return {name: call("text", name, "--data", data).stdout.decode() for name in PAPERS}


@pytest.mark.parametrize(("question", "language", "document", "date"), QUESTIONS)
def test_a_question_is_answered_with_the_words_of_the_source(
    question: str, language: str, document: str, date: str, data: Path, texts: dict[str, str], call: Call
) -> None:
    run = call("ask", question, "--json", "--data", data)
    assert run.returncode == 0, run.stderr.decode()
    assert not run.stderr
    answer = json.loads(run.stdout)
    assert (answer["question"], answer["language"], answer["status"]) == (question, language, "answered")
    first = answer["statements"][0]
    citation = next(one for one in answer["citations"] if one["n"] == first["citations"][0])
    assert citation["document"] == document
    assert date in citation["quote"]
    for one in answer["citations"]:
        assert texts[one["document"]][one["start"] : one["end"]] == one["quote"]


def test_people_see_the_answer_and_then_its_sources(data: Path) -> None:
    run = directives("ask", "-", "--data", data, stdin=QUESTIONS[2][0].encode())
    shown = run.stdout.decode()
    assert run.returncode == 0, run.stderr.decode()
    assert "\n[1] " in shown
    assert "pariptra-8.txt" in shown
    assert "31 दिसंबर, 2026" in shown


def test_not_found_is_an_outcome(data: Path, call: Call) -> None:
    run = call("ask", "How many passengers did the airport of Reykjavik serve?", "--json", "--data", data)
    assert run.returncode == 0
    answer = json.loads(run.stdout)
    assert answer["status"] == "not_found"
    assert answer["reason"]
    assert answer["statements"] == []


def test_a_question_may_be_put_to_one_document(data: Path, call: Call) -> None:
    question = "By what date must it be finished?"
    run = call("ask", question, "--document", "ke-hoach-45.md", "--as", "anybody", "--json", "--data", data)
    answer = json.loads(run.stdout)
    assert {one["document"] for one in [*answer["citations"], *answer["nearest"]]} == {"ke-hoach-45.md"}
    assert "ke-hoach-45.md" in sentence(call("ask", question, "--document", "ke-hoach.md", "--data", data), 2)


def test_every_script_survives_every_locale(data: Path) -> None:
    question, _, _, date = QUESTIONS[3]
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    run = directives("search", question, "--data", data, **locale)
    assert run.returncode == 0, run.stderr.decode()
    assert date in run.stdout.decode("utf-8").split("\n2. ")[0]
    run = directives("text", "প্রজ্ঞাপন.html", "--data", data, **locale)
    assert "'প্রজ্ঞাপন.html'" in sentence(run, 2)


def test_a_batch_gives_one_answer_a_line_whatever_the_lines_hold(data: Path, tmp_path: Path, call: Call) -> None:
    asked = [{"id": f"q-{language}", "question": question} for question, language, *_ in QUESTIONS]
    history = [{"role": "user", "content": QUESTIONS[0][0]}, {"role": "assistant", "content": "Before 30 September."}]
    lines = [
        *(json.dumps(entry, ensure_ascii=False) for entry in asked),
        "{broken",
        '{"id": "no question"}',
        json.dumps({"id": "huge", "question": "क " * 500_000}, ensure_ascii=False),
        '{"id": "lone", "question": "\\ud800 by when?"}',
        '{"id": "empty", "question": ""}',
        '{"id": "wrong history", "question": "Why?", "history": [3]}',
        json.dumps({"id": 11, "question": "And how much money?", "history": history}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = call("ask", "--batch", tmp_path / "in.jsonl", "--json", "--data", data)
    answers = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert [one["id"] for one in answers] == [
        *(entry["id"] for entry in asked),
        *(None, "no question", "huge", "lone", "empty", "wrong history", 11),
    ]
    for answer, (_, _, document, _) in zip(answers, QUESTIONS, strict=False):
        assert answer["citations"][0]["document"] == document
    states = {one["id"]: one["status"] for one in answers}
    assert states[None] == states["no question"] == states["wrong history"] == "error"
    assert states["huge"] == "blocked"
    assert states["empty"] in ("blocked", "error")
    assert states[11] in ("answered", "partial", "not_found")
    assert all(one["reason"] for one in answers if one["status"] in ("error", "blocked"))
    assert run.returncode == 3
    assert "Traceback" not in run.stderr.decode()


def test_a_batch_answers_a_line_before_it_waits_for_the_next(data: Path) -> None:
    words = [*CALL, "search", "--batch", "-", "--k", "1", "--json", "--data", str(data)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd="/") as run:
        assert run.stdin
        assert run.stdout
        for number, (question, _, document, _) in enumerate(QUESTIONS):
            run.stdin.write(json.dumps({"id": number, "query": question}).encode() + b"\n")
            run.stdin.flush()
            found = json.loads(run.stdout.readline())
            assert found["id"] == number
            assert [hit["document"] for hit in found["hits"]] == [document]
        run.stdin.write(b"{}\n")
        run.stdin.close()
        assert json.loads(run.stdout.readline()).keys() == {"id", "hits", "error"}
    assert run.returncode == 3


def test_a_search_gives_the_best_hits_first(data: Path, texts: dict[str, str], call: Call) -> None:
    question, language, document, date = QUESTIONS[1]
    hits = json.loads(call("search", question, "--k", "3", "--json", "--data", data).stdout)["hits"]
    assert len(hits) == 3
    assert {"document", "start", "end", "text", "language", "score"} <= hits[0].keys()
    assert (hits[0]["document"], hits[0]["language"]) == (document, language)
    assert date in hits[0]["text"]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    for hit in hits:
        assert texts[hit["document"]][hit["start"] : hit["end"]] == hit["text"]


# Documents


def test_documents_are_listed_for_people_and_programs(data: Path, call: Call) -> None:
    listed = {one["name"]: one for one in json.loads(call("documents", "--json", "--data", data).stdout)}
    assert listed.keys() == PAPERS.keys()
    assert {name: one["language"] for name, one in listed.items()} == {name: lang for _, lang, name, _ in QUESTIONS}
    assert listed["ke-hoach-45.md"]["number"] == "45/KH-UBND"
    assert listed["ke-hoach-45.md"]["date"] == "2026-03-10"
    table = call("documents", "--data", data).stdout.decode().splitlines()
    assert len(table) == len(PAPERS) + 1
    assert ["ke-hoach-45.md", "vi", "45/KH-UBND", "2026-03-10"] in [line.split()[:4] for line in table]


def test_removing_a_document_leaves_the_others(own: Path, call: Call) -> None:
    assert "directive-12.txt" in sentence(call("remove", "directive-13.txt", "--data", own), 2)
    assert call("remove", "directive-12.txt", "--data", own).returncode == 0
    names = {one["name"] for one in json.loads(call("documents", "--json", "--data", own).stdout)}
    assert names == PAPERS.keys() - {"directive-12.txt"}
