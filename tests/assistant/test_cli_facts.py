"""The command `facts`: the register as a table and in files, and what a bad call is told."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from index.embed import Embedder
from tests.assistant.commands import Call, directives
from tests.assistant.library import directive
from tests.assistant.writing import assistant_on

SOON = date.today() + timedelta(days=12)

PAPERS = {
    "ke-hoach-31.txt": directive(
        "31/KH-UBND", "12/2/2020", "KẾ HOẠCH", "Phát triển thư viện",
        "1. Sở Tài chính bố trí kinh phí trước ngày 30/6/2020.",
        "2. Sở Y tế mở 12 phòng đọc trước ngày 31/10/2020.",
        f"3. Sở Y tế báo cáo kết quả trước ngày {SOON:%-d/%-m/%Y}.",
        "4. Tỷ lệ sách được số hóa đạt ít nhất 45%.",
        "5. Sở Nội vụ chịu trách nhiệm theo dõi, đôn đốc việc thực hiện Kế hoạch.",
    ),
    "quyet-dinh-77.txt": directive(
        "77/QĐ-UBND", "5/6/2020", "QUYẾT ĐỊNH", "Sửa đổi Kế hoạch số 31/KH-UBND",
        "1. Gia hạn thời hạn tại khoản 2 Kế hoạch số 31/KH-UBND đến ngày 31/12/2020.",
    ),
    "paripatra-8.txt": "परिपत्र संख्या 8/2020\nविद्यालयों के पुस्तकालय\n\n"
    "1. शिक्षा विभाग 31 दिसंबर, 2020 से पहले पुस्तकालयों की सूची प्रकाशित करेगा।\n",
    "projnapon-19.txt": "প্রজ্ঞাপন নং ১৯/২০২০\nকৃষক নিবন্ধন\n\n"
    "১. কৃষি বিভাগ ৩০ জুন, ২০২০ এর আগে কৃষকদের নিবন্ধন সম্পন্ন করবে।\n",
    "plan-12.txt": "PEOPLE'S COMMITTEE OF AN SON PROVINCE\nNo. 12/KH-UBND\nAn Son, 3 February 2020\n\n"
    "PLAN\nArchives\n\n1. The Department of Finance reports on the archives every month.\n",
}  # fmt: skip

Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture(scope="module")
def data(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the papers, with the embedder that has its weights in memory already."""
    folder = tmp_path_factory.mktemp("facts")
    (folder / "papers").mkdir()
    for name, content in PAPERS.items():
        (folder / "papers" / name).write_text(content, encoding="utf-8")
    with assistant_on(folder / "data", embedder) as assistant:
        events = list(assistant.ingest([folder / "papers"]))
    assert not [event.detail for event in events if event.outcome == "failed"]
    return folder / "data"


@pytest.fixture
def facts(data: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command: its status, what it printed, and what it said on stderr."""
    monkeypatch.setenv("DIRECTIVES_DATA", str(data))

    def run(*words: str | Path) -> tuple[int, bytes, str]:
        ran = call("facts", *words)
        return ran.returncode, ran.stdout, ran.stderr.decode()

    return run


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    status, printed, said = run(*words, "--format", "json")
    assert (status, said) == (0, "")
    rows: list[dict[str, Any]] = json.loads(printed)
    return rows


def words_of(rows: list[dict[str, Any]]) -> set[str]:
    """The telling part of each row that asks something of somebody."""
    parts = ("kinh phí", "mở 12", "báo cáo", "45%", "theo dõi", "Gia hạn", "पुस्तकालयों", "নিবন্ধন সম্পন্ন", "every month")
    return {part for row in rows for part in parts if row["kind"] != "reference" and part in row["quote"]}


# Formats


def test_json_has_the_fields_of_the_contract_and_exact_quotes(facts: Run, call: Call) -> None:
    rows = listed(facts)
    contract = {"kind", "agency", "action", "date", "number", "unit", "relation", "citation", "document", "quote"}
    texts = {name: call("text", name).stdout.decode() for name in PAPERS}
    for row in rows:
        assert contract | {"start", "end"} <= row.keys()
        assert texts[row["document"]][row["start"] : row["end"]] == row["quote"]
        assert row["kind"] in ("deadline", "responsibility", "target", "figure", "reference")
        if row["date"] is not None:
            assert {"start", "end", "relation", "recurrence", "text"} <= row["date"].keys()
    assert len({row["id"] for row in rows}) == len(rows)
    money = next(row for row in rows if "kinh phí" in row["quote"])
    assert (money["agency"], money["agency_name"]) == ("Sở Tài chính", "department/finance")
    assert (money["date"]["start"], money["date"]["end"]) == ("2020-06-30", "2020-06-30")
    assert money["date"]["relation"] == "before" and money["overdue"] is True
    share = next(row for row in rows if "45%" in row["quote"])
    assert (share["number"], share["unit"], share["relation"]) == (45, "%", ">=")
    monthly = next(row for row in rows if "every month" in row["quote"])
    assert monthly["date"]["recurrence"] == "monthly" and monthly["overdue"] is False


def test_the_table_is_for_people(facts: Run) -> None:
    status, printed, said = facts("--kind", "deadline", "--document", "31/KH-UBND", "--language", "en")
    assert (status, said) == (0, "")
    lines = printed.decode().splitlines()
    assert "Who" in lines[0] and "31/KH-UBND" in printed.decode() and "before 30 June 2020" in printed.decode()
    assert max(map(len, lines)) <= 100
    status, printed, _ = facts("--language", "hi", "--document", "31/KH-UBND")
    assert "30 जून 2020" in " ".join(printed.decode().split())


def test_csv_opens_in_a_spreadsheet(facts: Run, tmp_path: Path) -> None:
    status, printed, said = facts("--format", "csv")
    assert (status, said) == (0, "") and printed.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(printed.decode("utf-8-sig"))))
    assert len(rows) == 1 + len(listed(facts))
    assert any("Sở Tài chính" in cell for row in rows for cell in row)
    out = tmp_path / "register.csv"
    status, nothing, said = facts("--format", "csv", "--out", out)
    assert (status, nothing) == (0, b"") and out.read_bytes() == printed
    assert said == f"{len(rows) - 1} facts in {out}\n"


def test_a_workbook_goes_to_a_file_or_a_pipe(facts: Run, tmp_path: Path) -> None:
    out = tmp_path / "register.xlsx"
    assert facts("--format", "xlsx", "--out", out)[0] == 0
    with zipfile.ZipFile(out) as book:
        assert book.testzip() is None and "xl/workbook.xml" in book.namelist()
    _, printed, _ = facts("--format", "xlsx")
    with zipfile.ZipFile(io.BytesIO(printed)) as book:
        assert "xl/workbook.xml" in book.namelist()


def test_the_calendar_has_an_event_for_each_deadline(facts: Run) -> None:
    status, printed, said = facts("--format", "ics", "--validity", "current")
    assert (status, said) == (0, "")
    events = list(Calendar.from_ical(printed).walk("VEVENT"))
    dated = [row for row in listed(facts, "--validity", "current", "--due", "dated") if row["kind"] == "deadline"]
    assert len(events) >= len([row for row in dated if row["date"]["end"]]) > 4
    assert len({str(event["UID"]) for event in events}) == len(events)


@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx", "ics"])
def test_no_facts_are_no_error(facts: Run, form: str) -> None:
    status, printed, said = facts("--text", "zebra", "--format", form)
    assert (status, said) == (0, "") and printed
    if form == "json":
        assert json.loads(printed) == []


# Options


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--kind", "target"], {"45%"}),
        (["--kind", "target", "--kind", "responsibility"], {"45%", "theo dõi"}),
        (["--agency", "Sở Tài chính", "--kind", "deadline"], {"kinh phí", "every month"}),
        (["--agency", "Department of Finance", "--kind", "deadline"], {"kinh phí", "every month"}),
        (["--agency", "वित्त विभाग", "--kind", "deadline"], {"kinh phí", "every month"}),
        (["--agency", "শিক্ষা বিভাগ", "--kind", "deadline"], {"पुस्तकालयों"}),
        (["--document", "31/KH-UBND", "--kind", "deadline"], {"kinh phí", "mở 12", "báo cáo"}),
        (["--document", "ke-hoach-31", "--kind", "target"], {"45%"}),
        (["--from", "2020-12-01", "--to", "2020-12-31", "--kind", "deadline"], {"Gia hạn", "पुस्तकालयों"}),
        (["--to", "2020-06-30", "--kind", "deadline"], {"kinh phí", "নিবন্ধন সম্পন্ন"}),
        (["--from", "2021-01-01", "--kind", "deadline"], {"báo cáo"}),
        (["--text", "kinh phí", "--kind", "deadline"], {"kinh phí"}),
        (["--text", "phong doc", "--kind", "deadline"], {"mở 12"}),
        (["--text", "৩০ জুন নিবন্ধন"], {"নিবন্ধন সম্পন্ন"}),
        (["--due", "overdue"], {"kinh phí", "Gia hạn", "पुस्तकालयों", "নিবন্ধন সম্পন্ন"}),
        (["--due", "soon"], {"báo cáo", "every month"}),
        (["--due", "undated", "--kind", "responsibility"], {"theo dõi"}),
        (["--status", "overdue", "--document", "31/KH-UBND"], {"kinh phí"}),
        (["--status", "done"], set()),
        (["--validity", "superseded"], {"mở 12"}),
        (["--validity", "current", "--document", "31/KH-UBND", "--kind", "deadline"], {"kinh phí", "báo cáo"}),
    ],
)
def test_an_option_takes_away_what_it_does_not_mean(facts: Run, words: list[str], found: set[str]) -> None:
    assert words_of(listed(facts, *words)) == found


def test_what_an_amendment_did_is_told(facts: Run) -> None:
    (old,) = listed(facts, "--validity", "superseded")
    assert old["changed_by"]["document"] == "quyet-dinh-77.txt" and "31/12/2020" in old["changed_by"]["quote"]
    (new,) = [row for row in listed(facts, "--document", "77/QĐ-UBND") if row["kind"] == "deadline"]
    assert (new["validity"], new["date"]["end"], new["agency"]) == ("current", "2020-12-31", "Sở Y tế")


# Bad calls


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--kind", "duty"], "duty"),
        (["--from", "30/6/2020"], "'30/6/2020' is not a day: write it as 2026-06-30."),
        (["--to", "2020-02-31"], "2020-02-31"),
        (["--from", "2021-01-01", "--to", "2020-12-31"], "--from 2021-01-01 is later than --to 2020-12-31"),
        (["--due", "later"], "later"),
        (["--status", "forgotten"], "forgotten"),
        (["--validity", "old"], "old"),
        (["--language", "fr"], "fr"),
        (["--format", "pdf"], "pdf"),
        (["--out", "/"], "/"),
        (["--out", "/nowhere/register.csv", "--format", "csv"], "/nowhere/register.csv cannot be written"),
        (["plan"], "plan"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_a_bad_call_is_told_in_one_sentence(facts: Run, words: list[str], expected: str) -> None:
    status, printed, said = facts(*words)
    assert (status, printed) == (2, b"")
    assert said.startswith("directives: ") and said.count("\n") == 1 and expected in said


def test_no_index_yet(facts: Run, tmp_path: Path) -> None:
    status, _, said = facts("--data", tmp_path / "nothing")
    assert status == 1 and "directives ingest" in said and said.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"), [("DIRECTIVES_HOLIDAYS", "Vietnam"), ("DIRECTIVES_HOLIDAYS", "VN,2026-02-30")]
)
def test_a_setting_that_cannot_be_is_a_bad_call(
    facts: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    status, _, said = facts()
    assert status == 2 and name in said and said.count("\n") == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [(None, "name a folder with term files"), ("", "name a folder with term files"), ("id\ten\n", "agencies.tsv:1: ")],
)
def test_a_term_base_that_cannot_be_is_a_bad_call(
    facts: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rows: str | None, expected: str
) -> None:
    folder = tmp_path / "terms"
    if rows is not None:
        folder.mkdir()
        if rows:
            (folder / "agencies.tsv").write_text(rows, encoding="utf-8")
    monkeypatch.setenv("DIRECTIVES_TERMS", str(folder))
    status, _, said = facts()
    assert status == 2 and "DIRECTIVES_TERMS" in said and expected in said and said.count("\n") == 1


def test_a_process_of_its_own_prints_utf_8_in_every_locale(data: Path, embedder: Embedder) -> None:
    words = ["facts", "--agency", "শিক্ষা বিভাগ", "--format", "csv", "--data", data]
    run = directives(*words, LC_ALL="C", PYTHONUTF8="0", DIRECTIVES_CACHE=str(embedder.cache_dir))
    assert (run.returncode, run.stderr) == (0, b"")
    assert "शिक्षा विभाग" in run.stdout.decode("utf-8-sig")
