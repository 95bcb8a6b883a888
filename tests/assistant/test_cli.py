"""The command line as people and programs call it: by a process of its own, from a foreign folder."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {"ingest", "documents", "remove", "text", "ask", "search", "serve", "doctor", "facts"}
HEAVY = {"torch", "chromadb", "gradio", "sqlalchemy", "numpy", "pydantic", "tqdm", "sentence_transformers"}
CALL = [sys.executable, "-m", "assistant.cli"]

PAPERS = {
    "directive-12.txt": """DIRECTIVE
No. 12/CT-UBND, 3 February 2026
On the digitisation of land records

Article 1. The Department of Natural Resources shall digitise all land records before 30 September 2026.

Article 2. The province sets aside 4.5 billion dong for this work.
""",
    "ke-hoach-45.md": """# Kế hoạch số 45/KH-UBND về kết nối mạng trạm y tế

Ngày 10 tháng 3 năm 2026

## Điều 1. Nhiệm vụ

Sở Y tế hoàn thành việc kết nối mạng cho 120 trạm y tế trước ngày 15/8/2026.

## Điều 2. Báo cáo

Các huyện báo cáo kết quả vào ngày 20 hằng tháng.
""",
    "pariptra-8.txt": """परिपत्र संख्या 8/2026
विद्यालयों में पुस्तकालय का डिजिटलीकरण

धारा 1. शिक्षा विभाग 31 दिसंबर, 2026 से पहले सभी विद्यालयों के पुस्तकालय की सूची ऑनलाइन प्रकाशित करेगा।

धारा 2. प्रत्येक विद्यालय को 50,000 रुपये दिए जाएंगे।
""",
    "projnapon-19.html": """<html lang="bn"><head><title>প্রজ্ঞাপন ১৯/২০২৬</title></head><body><nav>প্রথম পাতা | যোগাযোগ</nav>
<article><h1>প্রজ্ঞাপন নং ১৯/২০২৬: কৃষক নিবন্ধন</h1>
<p>কৃষি অধিদপ্তর ৩০ জুন, ২০২৬ এর আগে সকল কৃষকের নিবন্ধন সম্পন্ন করবে। নিবন্ধনের জন্য কোনো ফি নেওয়া হবে না।</p>
<p>প্রতিটি উপজেলায় একটি করে নিবন্ধন কেন্দ্র চালু থাকবে এবং সপ্তাহে পাঁচ দিন সেবা দেবে।</p></article>
<footer>সর্বস্বত্ব সংরক্ষিত</footer></body></html>
""",
}
QUESTIONS = [
    ("By what date must all land records be digitised?", "en", "directive-12.txt", "30 September 2026"),
    ("Sở Y tế phải kết nối mạng cho các trạm y tế trước ngày nào?", "vi", "ke-hoach-45.md", "15/8/2026"),
    ("पुस्तकालय की सूची कब तक ऑनलाइन प्रकाशित होगी?", "hi", "pariptra-8.txt", "31 दिसंबर, 2026"),
    ("সকল কৃষকের নিবন্ধন কবের আগে সম্পন্ন হবে?", "bn", "projnapon-19.html", "৩০ জুন, ২০২৬"),
]


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIRECTIVES_")}
    return {**kept, "PYTHONPATH": str(ROOT), **changes}


def directives(
    *words: str | Path, folder: Path | str = "/", stdin: bytes = b"", **changes: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*CALL, *map(str, words)], cwd=folder, input=stdin, capture_output=True, timeout=120, env=environment(**changes)
    )


def sentence(run: subprocess.CompletedProcess[bytes], status: int) -> str:
    """The one sentence on stderr of a call that failed with this status."""
    said = run.stderr.decode()
    assert run.returncode == status, said
    assert "Traceback" not in said
    assert said.startswith("directives: ")
    assert said.count("\n") == 1, said
    return said.removeprefix("directives: ").strip()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name, content in PAPERS.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def taken_in(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    data = tmp_path_factory.mktemp("index") / "data"
    return data, directives("ingest", papers, "--json", "--data", data)


@pytest.fixture(scope="session")
def data(taken_in: tuple[Path, subprocess.CompletedProcess[bytes]]) -> Path:
    """An index of the four papers that no test changes."""
    folder, run = taken_in
    assert run.returncode == 0, run.stderr.decode()
    return folder


@pytest.fixture(scope="session")
def texts(data: Path) -> dict[str, str]:
    """What `directives text` prints of each paper."""
    return {name: directives("text", name, "--data", data).stdout.decode() for name in PAPERS}


@pytest.fixture
def own(data: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may change."""
    return Path(shutil.copytree(data, tmp_path / "data"))


# Before an index is needed


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
def test_a_bad_call_is_told_in_one_sentence(words: list[str], expected: str) -> None:
    assert expected in sentence(directives(*words), 2)


@pytest.mark.parametrize(
    ("stdin", "expected"), [(b"", "empty"), (b" \n", "empty"), (b"\xff\xfe", "UTF-8"), (b"a" * 20_000_000, "too long")]
)
def test_a_bad_question_on_stdin(stdin: bytes, expected: str) -> None:
    assert expected in sentence(directives("ask", "-", stdin=stdin), 2)


def test_a_history_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "history.json").write_text('[{"role": "user"}]')
    assert "history.json" in sentence(directives("ask", "a", "--history", tmp_path / "history.json"), 2)


def test_a_setting_out_of_bounds_is_a_bad_call() -> None:
    assert "DIRECTIVES_PORT" in sentence(directives("documents", DIRECTIVES_PORT="99999"), 2)


@pytest.mark.parametrize("words", [["documents"], ["ask", "अंतिम तिथि?"], ["remove", "a.txt"]])
def test_no_index_yet(words: list[str], tmp_path: Path) -> None:
    assert "directives ingest" in sentence(directives(*words, folder=tmp_path), 1)
    assert not (tmp_path / ".data/catalog.sqlite").exists()


def test_a_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    sentence(directives("ingest", tmp_path / "empty", "--data", tmp_path / "data"), 2)


def test_a_misspelt_variable_is_told_and_ignored() -> None:
    run = directives("ask", "", DIRECTIVES_MODLE="x")
    assert run.returncode == 2
    assert "DIRECTIVES_MODLE is not a setting" in run.stderr.decode().splitlines()[0]


# Taking in


def test_ingesting_tells_what_became_of_each_file(
    taken_in: tuple[Path, subprocess.CompletedProcess[bytes]], papers: Path
) -> None:
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
    again = directives("ingest", papers, "--data", data)
    assert again.returncode == 0
    assert again.stdout.decode().startswith("0 added, 0 replaced, 4 unchanged, 0 failed in ")


def test_a_file_that_fails_is_reported_and_the_rest_is_kept(own: Path, tmp_path: Path) -> None:
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
    run = directives("ingest", hurt, "--json", "--data", own)
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
    assert "01/9/2026" in directives("text", "ke-hoach-45.md", "--data", own).stdout.decode()
    assert len(json.loads(directives("documents", "--json", "--data", own).stdout)) == len(PAPERS)


def encrypt(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "Nobody may read this.")
    canvas.save()


def test_when_every_file_fails_the_status_is_one(own: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    run = directives("ingest", tmp_path / "empty.txt", "--data", own)
    assert run.returncode == 1
    assert run.stdout.decode().splitlines()[1].startswith("  empty.txt: ")


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


@pytest.mark.parametrize(("question", "language", "document", "date"), QUESTIONS)
def test_a_question_is_answered_with_the_words_of_the_source(
    question: str, language: str, document: str, date: str, data: Path, texts: dict[str, str]
) -> None:
    run = directives("ask", question, "--json", "--data", data)
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


def test_not_found_is_an_outcome(data: Path) -> None:
    run = directives("ask", "How many passengers did the airport of Reykjavik serve?", "--json", "--data", data)
    assert run.returncode == 0
    answer = json.loads(run.stdout)
    assert answer["status"] == "not_found"
    assert answer["reason"]
    assert answer["statements"] == []


def test_a_question_may_be_put_to_one_document(data: Path) -> None:
    question = "By what date must it be finished?"
    run = directives("ask", question, "--document", "ke-hoach-45.md", "--as", "anybody", "--json", "--data", data)
    answer = json.loads(run.stdout)
    assert {one["document"] for one in [*answer["citations"], *answer["nearest"]]} == {"ke-hoach-45.md"}
    assert "ke-hoach-45.md" in sentence(directives("ask", question, "--document", "ke-hoach.md", "--data", data), 2)


def test_every_script_survives_every_locale(data: Path) -> None:
    question, _, _, date = QUESTIONS[3]
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    run = directives("search", question, "--data", data, **locale)
    assert run.returncode == 0, run.stderr.decode()
    assert date in run.stdout.decode("utf-8").split("\n2. ")[0]
    run = directives("text", "প্রজ্ঞাপন.html", "--data", data, **locale)
    assert "'প্রজ্ঞাপন.html'" in sentence(run, 2)


def test_a_batch_gives_one_answer_a_line_whatever_the_lines_hold(data: Path, tmp_path: Path) -> None:
    asked = [{"id": f"q-{language}", "question": question} for question, language, *_ in QUESTIONS]
    history = [{"role": "user", "content": QUESTIONS[0][0]}, {"role": "assistant", "content": "Before 30 September."}]
    lines = [
        *(json.dumps(entry, ensure_ascii=False) for entry in asked),
        "{broken",
        '{"id": "no question"}',
        json.dumps({"id": "huge", "question": "क " * 10_000_000}, ensure_ascii=False),
        '{"id": "lone", "question": "\\ud800 by when?"}',
        '{"id": "empty", "question": ""}',
        '{"id": "wrong history", "question": "Why?", "history": [3]}',
        json.dumps({"id": 11, "question": "And how much money?", "history": history}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = directives("ask", "--batch", tmp_path / "in.jsonl", "--json", "--data", data)
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


def test_a_search_gives_the_best_hits_first(data: Path, texts: dict[str, str]) -> None:
    question, language, document, date = QUESTIONS[1]
    hits = json.loads(directives("search", question, "--k", "3", "--json", "--data", data).stdout)["hits"]
    assert len(hits) == 3
    assert {"document", "start", "end", "text", "language", "score"} <= hits[0].keys()
    assert (hits[0]["document"], hits[0]["language"]) == (document, language)
    assert date in hits[0]["text"]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    for hit in hits:
        assert texts[hit["document"]][hit["start"] : hit["end"]] == hit["text"]


# Documents


def test_documents_are_listed_for_people_and_programs(data: Path) -> None:
    listed = {one["name"]: one for one in json.loads(directives("documents", "--json", "--data", data).stdout)}
    assert listed.keys() == PAPERS.keys()
    assert {name: one["language"] for name, one in listed.items()} == {name: lang for _, lang, name, _ in QUESTIONS}
    assert listed["ke-hoach-45.md"]["number"] == "45/KH-UBND"
    assert listed["ke-hoach-45.md"]["date"] == "2026-03-10"
    table = directives("documents", "--data", data).stdout.decode().splitlines()
    assert len(table) == len(PAPERS) + 1
    assert ["ke-hoach-45.md", "vi", "45/KH-UBND", "2026-03-10"] in [line.split()[:4] for line in table]


def test_removing_a_document_leaves_the_others(own: Path) -> None:
    assert "directive-12.txt" in sentence(directives("remove", "directive-13.txt", "--data", own), 2)
    assert directives("remove", "directive-12.txt", "--data", own).returncode == 0
    names = {one["name"] for one in json.loads(directives("documents", "--json", "--data", own).stdout)}
    assert names == PAPERS.keys() - {"directive-12.txt"}


# What goes wrong around it


def test_a_second_writer_is_refused_at_once_and_a_reader_is_not(own: Path, papers: Path) -> None:
    with FileLock(own / "writer.lock"):
        begun = time.perf_counter()
        sentence(directives("ingest", papers, "--data", own), 1)
        assert time.perf_counter() - begun < 5  # a second for the lock, the rest to start Python and the libraries
        assert directives("ask", QUESTIONS[0][0], "--data", own).returncode == 0
    assert directives("ingest", papers, "--data", own).returncode == 0


def damage(own: Path) -> None:
    """Half of every file that the doctor can make again."""
    for path in [own / "keyword.sqlite", *(own / "chroma").rglob("*")]:
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_the_doctor_finds_damage_and_mends_it(own: Path) -> None:
    question = QUESTIONS[0][0]
    before = directives("search", question, "--json", "--data", own).stdout
    assert json.loads(before)["hits"]
    damage(own)
    run = directives("doctor", "--json", "--data", own)
    assert run.returncode == 0, run.stderr.decode()
    report = json.loads(run.stdout)
    assert report["sound"] is True
    assert {one["code"] for one in report["findings"]} >= {"vectors", "keyword"}
    assert all(one["mended"] for one in report["findings"])
    assert directives("search", question, "--json", "--data", own).stdout == before
    sound = directives("doctor", "--data", own)
    assert sound.returncode == 0
    assert sound.stdout.decode().endswith("is sound.\n")


def test_a_question_to_a_damaged_index_is_answered_or_refused_in_one_sentence(own: Path) -> None:
    question, _, document, _ = QUESTIONS[0]
    damage(own)
    run = directives("ask", question, "--json", "--data", own)
    if run.returncode == 0:
        assert json.loads(run.stdout)["citations"][0]["document"] == document
    else:
        assert "directives doctor" in sentence(run, 1)


def test_a_catalogue_that_is_none_cannot_be_mended(own: Path) -> None:
    (own / "catalog.sqlite").write_bytes(b"no database" * 1000)
    sentence(directives("documents", "--data", own), 1)
    run = directives("doctor", "--json", "--data", own)
    sentence(run, 1)
    if run.stdout:
        assert json.loads(run.stdout)["sound"] is False


def test_the_doctor_of_no_index(tmp_path: Path) -> None:
    assert "directives ingest" in sentence(directives("doctor", folder=tmp_path), 1)


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
    wrong: dict[str, Any] = {"DIRECTIVES_DATA": str(data / "catalog.sqlite" / "below")}
    sentence(directives("ingest", ROOT / "README.md", **wrong), 1)
