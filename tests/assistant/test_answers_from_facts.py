"""The register behind the answers, on the sample documents: what holds, what people corrected, what came again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from assistant.assistant import Assistant
from assistant.corrections import CorrectionError
from assistant.register import Filter, Row
from assistant.wording import say
from index.embed import Embedder
from index.records import EntryKind, StoreError
from tests.assistant.small import LANGUAGES, assert_quotes
from tests.assistant.writing import assistant_on

PLAN, DECISION, TRANSLATION = "ke-hoach-214-kh-ubnd.txt", "quyet-dinh-1125-qd-ubnd.md", "decision-1125-qd-ubnd.txt"
LAND = {
    "en": "By when must the land records of Thanh Giang be digitised?",
    "vi": "Thanh Giang phải số hóa xong hồ sơ đất đai trước ngày nào?",
    "hi": "थान्ह गियांग के भूमि अभिलेखों का डिजिटलीकरण कब तक पूरा होना है?",
    "bn": "থান গিয়াংয়ের ভূমি নথি কবের মধ্যে ডিজিটাল করতে হবে?",
}
SEPTEMBER = {
    "en": "before 30 September 2026: ",
    "vi": "trước ngày 30 tháng 9 năm 2026: ",
    "hi": "30 सितंबर 2026 से पहले: ",
    "bn": "৩০ সেপ্টেম্বর ২০২৬ তারিখের আগে: ",
}
HEALTH = {
    "en": "Which department connects the driver health certificates to the public service portal?",
    "vi": "Sở nào kết nối dữ liệu giấy khám sức khỏe lái xe với Cổng dịch vụ công?",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_amended_deadline_comes_first_in_every_language(sample: Assistant, language: str) -> None:
    answer = sample.ask(LAND[language])
    assert (answer.status, answer.language) == ("answered", language)
    first = answer.statements[0]
    assert first.kind == "fact" and first.text.startswith(SEPTEMBER[language])
    (cited,) = [citation for citation in answer.citations if citation.n in first.citations]
    assert cited.document in (DECISION, TRANSLATION)
    fact = next(fact for fact in answer.facts if fact["citation"] in first.citations)
    assert (fact["kind"], fact["date"]["end"], fact["date"]["relation"]) == ("deadline", "2026-09-30", "before")
    of_the_plan = {citation.n for citation in answer.citations if citation.document == PLAN}
    old = [statement.text for statement in answer.statements if of_the_plan & set(statement.citations)]
    assert len(old) == (language in ("en", "vi"))  # where the plan is quoted beside its amendment
    assert all(say(language, "superseded", document="1125/QD-UBND") in text for text in old)
    assert_quotes(answer, sample.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_alone_says_that_its_deadline_was_changed(sample: Assistant, language: str) -> None:
    answer = sample.ask(LAND[language], documents=[PLAN])
    assert "30/6/2026" in answer.statements[0].text
    assert say(language, "superseded", document="1125/QD-UBND") in answer.statements[0].text


def test_the_amended_share_comes_first(sample: Assistant) -> None:
    for question, said in (
        ("What share of dossiers must be filed fully online in Thanh Giang by the end of 2026?", "at least 85%"),
        ("Thanh Giang: tỷ lệ hồ sơ nộp trực tuyến toàn trình phải đạt bao nhiêu phần trăm?", "ít nhất 85%"),
    ):
        assert sample.ask(question).statements[0].text.startswith(f"{said}: ")


@pytest.mark.parametrize(("language", "body"), [("en", "Department of Health: "), ("vi", "Sở Y tế: ")])
def test_who_must_is_said_first(sample: Assistant, language: str, body: str) -> None:
    assert sample.ask(HEALTH[language]).statements[0].text.startswith(body)


def test_rows_are_found_by_their_id(sample: Assistant) -> None:
    rows = sample.register(Filter(validity="all", rejected=True))
    assert len({row.id for row in rows}) == len(rows) > 300
    assert all(sample.row(row.id) == row for row in rows[::40])
    assert {row.document for row in rows} == {info.name for info in sample.documents()}
    with pytest.raises(StoreError, match="There is no fact nonsense in the register"):
        sample.row("nonsense")


def test_every_row_stands_in_its_document(sample: Assistant) -> None:
    texts = {info.name: sample.text(info.name) for info in sample.documents()}
    for row in sample.register(Filter(validity="all", rejected=True)):
        text = texts[row.document]
        assert text[row.start : row.end] == row.quote
        if row.date_at is not None:
            assert text[slice(*row.date_at)] == row.date_text
        for other in (*row.twins, *row.conflicts, *row.replaces, *([row.changed_by] if row.changed_by else [])):
            assert texts[other.document][other.start : other.end] == other.quote


def test_reading_only_does_not_record(sample: Assistant) -> None:
    row = sample.register()[0]
    for kind in get_args(EntryKind):
        with pytest.raises(StoreError, match="reading only"):
            sample.record(row.id, kind, "An")
    assert sample.row(row.id) == row and sample.entries(row.id) == [] and sample.orphans() == []


# What people say


@pytest.fixture
def own(sample: Assistant, embedder: Embedder, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant on a copy of the sample index, that may write."""
    data = Path(shutil.copytree(sample.settings.data, tmp_path / "data"))
    with assistant_on(data, embedder) as assistant:
        yield assistant


def land(assistant: Assistant, document: str) -> Row:
    """The row of the amended deadline."""
    rows = assistant.register(Filter(document=document, validity="all", rejected=True))
    (found,) = [row for row in rows if row.date_end and row.kind == "deadline" and row.replaces]
    return found


IN_OCTOBER = {"en": "15 October 2026", "vi": "15 tháng 10 năm 2026", "hi": "15 अक्टूबर 2026", "bn": "১৫ অক্টোবর ২০২৬"}


def test_answers_use_what_was_corrected_and_say_by_whom(own: Assistant) -> None:
    for document in (DECISION, TRANSLATION):
        row = own.record(land(own, document).id, "correct", "Trần Bình", {"date_end": "2026-10-15"})
        assert (row.date_end, row.review, row.reviewed_by) == (date(2026, 10, 15), "corrected", "Trần Bình")
    for language in LANGUAGES:
        answer = own.ask(LAND[language])
        told, _, quoted = answer.statements[0].text.partition("): ")
        assert IN_OCTOBER[language] in told and "Trần Bình" in told
        assert "30/9/2026" in quoted or "30 September 2026" in quoted  # the document's own words stand beside it
        assert answer.facts[0]["date"]["end"] == "2026-10-15"
        assert_quotes(answer, own.text)
    found = own.register(Filter(start=date(2026, 10, 15), end=date(2026, 10, 15), kinds=("deadline",)))
    assert {row.document for row in found} >= {DECISION, TRANSLATION}


def test_a_correction_survives_a_changed_file(own: Assistant, project_root: Path, tmp_path: Path) -> None:
    own.record(land(own, DECISION).id, "correct", "Trần Bình", {"date_end": "2026-10-15"})
    source = (project_root / "evals/corpus" / DECISION).read_text(encoding="utf-8")
    changed = tmp_path / DECISION
    changed.write_text(source.replace("### Điều 1.", "Quyết định này được công khai.\n\n### Điều 1."), encoding="utf-8")
    assert [event.outcome for event in own.ingest([changed])][-1] == "replaced"
    row = land(own, DECISION)
    assert (row.date_end, row.review, row.reviewed_by) == (date(2026, 10, 15), "corrected", "Trần Bình")
    assert own.text(DECISION)[row.start : row.end] == row.quote
    assert own.ask(LAND["vi"]).statements[0].text.startswith("trước ngày 15 tháng 10 năm 2026 (Trần Bình")
    (entry,) = own.entries(row.id)
    assert (entry.kind, entry.who, dict(entry.values)) == ("correct", "Trần Bình", {"date_end": "2026-10-15"})
    own.remove(DECISION)
    assert [orphan.fact for orphan in own.orphans()] == [row.id]


def test_a_rejected_fact_leaves_the_register_and_comes_back(own: Assistant) -> None:
    row = land(own, DECISION)
    own.record(row.id, "reject", "Chi")
    assert row.id not in {each.id for each in own.register(Filter(validity="all"))}
    answer = own.ask(LAND["vi"])
    assert not answer.statements[0].text.startswith(SEPTEMBER["vi"])
    assert_quotes(answer, own.text)
    own.record(row.id, "restore", "Dũng")
    assert row.id in {each.id for each in own.register()}
    assert own.ask(LAND["vi"]).statements[0].text.startswith(SEPTEMBER["vi"])
    assert [entry.kind for entry in own.entries(row.id)] == ["reject", "restore"]


def test_what_is_recorded_changes_the_fingerprint(own: Assistant) -> None:
    before = own.ask(LAND["en"]).fingerprint
    own.record(land(own, DECISION).id, "confirm", "An")
    assert own.ask(LAND["en"]).fingerprint != before


@pytest.mark.parametrize(
    ("kind", "values", "message", "field"),
    [
        ("correct", {"date_end": "31/02/2026"}, "bad_value", "date_end"),
        ("correct", {"number": "a lot"}, "bad_value", "number"),
        ("correct", {"id": "x"}, "unknown_field", "id"),
        ("progress", {"status": "forgotten"}, "bad_value", "status"),
        ("progress", {"status": "overdue"}, "bad_value", "status"),  # the calendar says so, nobody else
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_no_trace(
    own: Assistant, kind: EntryKind, values: dict[str, str], message: str, field: str
) -> None:
    row = land(own, DECISION)
    with pytest.raises(CorrectionError) as error:
        own.record(row.id, kind, "An", values)
    assert (error.value.message, error.value.field) == (message, field)
    assert own.entries(row.id) == [] and own.row(row.id) == row
    with pytest.raises(StoreError, match="give a name"):
        own.record(row.id, "confirm", "  ")
    with pytest.raises(StoreError, match="no fact"):
        own.record("nonsense", "confirm", "An")


def test_an_amended_task_is_overdue_by_its_new_day_at_the_body_that_had_it(own: Assistant) -> None:
    wanted = Filter(agency="Department of Agriculture and Environment", due="overdue", one_language="vi")

    def late(day: date) -> set[str]:
        return {row.id for row in own.register(wanted, day) if row.document in (PLAN, DECISION)}

    assert late(date(2026, 7, 15)) == set()  # the old day has passed, and holds no more
    assert late(date(2026, 9, 30)) == {land(own, DECISION).id}
    own.record(land(own, TRANSLATION).id, "progress", "An", {"status": "done", "evidence": "Báo cáo 9/BC-SNNMT"})
    assert late(date(2026, 10, 15)) == set()
    assert own.row(land(own, DECISION).id).evidence == "Báo cáo 9/BC-SNNMT"
