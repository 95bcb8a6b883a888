"""How far tasks have come: which questions ask for it, and what the register answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from assistant.assistant import Assistant
from assistant.progress import SHOWN, asked_for, compose
from assistant.question import understand
from assistant.register import Row
from assistant.verify import verified
from index.embed import Embedder
from ingest.terms import default
from tests.assistant.library import directive
from tests.assistant.rows import dated, row, source
from tests.assistant.small import LANGUAGES, assert_quotes
from tests.assistant.writing import assistant_on

TODAY = date(2026, 7, 1)

OVERDUE = {
    "en": "What is overdue at the Department of Health?",
    "vi": "Sở Y tế có việc gì quá hạn?",
    "hi": "स्वास्थ्य विभाग में क्या समय-सीमा पार कर चुका है?",
    "bn": "স্বাস্থ্য বিভাগে কী কী মেয়াদোত্তীর্ণ?",
}
DONE = {
    "en": "How many of the tasks of Plan 87 are done?",
    "vi": "Bao nhiêu nhiệm vụ của Kế hoạch 87 đã hoàn thành?",
    "hi": "योजना 87 के कितने कार्य पूरे हो चुके हैं?",
    "bn": "পরিকল্পনা ৮৭-এর কতটি কাজ সম্পন্ন হয়েছে?",
}


def status_of(question: str) -> str | None:
    return asked_for(understand(question), default())


@pytest.mark.parametrize(
    ("status", "question"),
    [
        *(("overdue", question) for question in OVERDUE.values()),
        *(("done", question) for question in DONE.values()),
        ("overdue", "Which tasks of the Department of Agriculture and Environment are overdue?"),
        ("overdue", "Is anything overdue?"),
        ("done", "How many tasks of Plan No. 87/KH-UBND have been completed so far?"),
        ("open", "Which obligations of the Department of Health are still open?"),
        ("overdue", "Sở Y tế tỉnh Phú Điền có những nhiệm vụ nào quá hạn?"),
        ("overdue", normalize("NFD", "Sở Y tế có những nhiệm vụ nào quá hạn?")),
        ("overdue", "So Y te co nhung nhiem vu nao qua han?"),
        ("done", "Kế hoạch số 87/KH-UBND đã hoàn thành bao nhiêu nhiệm vụ?"),
        ("in_progress", "Những nhiệm vụ nào của Sở Y tế đang thực hiện?"),
        ("open", "Nhiệm vụ nào của Kế hoạch 87 chưa bắt đầu?"),
        ("overdue", "स्वास्थ्य विभाग के कौन-से कार्य समय-सीमा पार कर चुके हैं?"),
        ("done", "योजना संख्या ८७ के कितने कार्य पूरे हुए हैं?"),
        ("overdue", "স্বাস্থ্য বিভাগের কোন কোন কাজ মেয়াদোত্তীর্ণ?"),
        ("done", "পরিকল্পনা নং ৮৭ এর কাজগুলোর মধ্যে কতটি শেষ হয়েছে?"),
        ("done", "৮৭ নং পরিকল্পনার কতটি কাজ সম্পন্ন?"),
    ],
)
def test_a_question_for_the_register(status: str, question: str) -> None:
    assert status_of(question) == status


@pytest.mark.parametrize("question", [
    "What share of dossiers may be overdue?", "How are overdue loans handled?",
    "How many tasks must be completed by the Department of Health?", "By when must the tasks of Plan 87 be completed?",
    "Which tasks are to be completed in 2026?", "Has the land digitisation task been completed?",
    "How many tasks were completed in 2025?", "What is overdue in the library of Alexandria?",
    "Tỷ lệ hồ sơ quá hạn phải giảm xuống bao nhiêu?", "Nợ thuế quá hạn xử lý thế nào?",
    "Nhiệm vụ số hóa hồ sơ đất đai phải hoàn thành trước ngày nào?", "Sở Y tế phải hoàn thành những nhiệm vụ nào?",
    "Hồ sơ trễ hạn thì cơ quan nào xin lỗi?", "Có bao nhiêu nhiệm vụ hoàn thành trong năm 2025?",
    "कितने कार्य 30 जून तक पूरे होने हैं?", "देर से चल रही परियोजनाओं का क्या होगा?",
    "स्वास्थ्य विभाग को कितने कार्य पूरे करने हैं?",
    "কোন কাজ কবে সম্পন্ন করতে হবে?", "মেয়াদোত্তীর্ণ ওষুধ কীভাবে নষ্ট করতে হবে?", "স্বাস্থ্য বিভাগকে কোন কাজ শেষ করতে হবে?",
    "", "?", "Plan 87", "Sở Y tế",
])  # fmt: skip
def test_a_question_for_the_documents(question: str) -> None:
    assert status_of(question) is None


# What the register answers, without any document

HEALTH = {"agency": "Sở Y tế", "agency_name": "department/health", "language": "vi"}
ROWS = [
    dated(date(2026, 3, 1), id="late", action="kết nối trạm y tế", number_of_document="87/KH-UBND", **HEALTH),
    dated(date(2026, 5, 1), id="later", action="cấp thẻ", number_of_document="87/KH-UBND", **HEALTH),
    dated(date(2026, 4, 1), id="done", action="mua máy", number_of_document="87/KH-UBND", status="done",
          status_at=datetime(2026, 4, 2, tzinfo=UTC), **HEALTH),
    dated(date(2026, 9, 1), id="coming", number_of_document="87/KH-UBND", **HEALTH),
    row(id="undated", kind="responsibility", number_of_document="87/KH-UBND", **HEALTH),
    dated(date(2026, 3, 1), id="else", agency="Sở Tài chính", agency_name="department/finance"),
    dated(date(2026, 3, 1), id="old", validity="superseded", number_of_document="87/KH-UBND", **HEALTH),
    dated(date(2026, 3, 1), id="wrong", review="rejected", number_of_document="87/KH-UBND", **HEALTH),
    dated(date(2026, 3, 1), id="figure", kind="figure", number_of_document="87/KH-UBND", **HEALTH),
]  # fmt: skip


def composed(question: str, rows: Sequence[Row] = ROWS, *bodies: str) -> Any:
    asked = understand(question)
    status = asked_for(asked, default())
    assert status is not None
    return compose(asked, rows, bodies, TODAY, status)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_overdue_is_counted_and_listed_the_latest_first(language: str) -> None:
    result = composed(OVERDUE[language], ROWS, "department/health")
    first, *tasks = result.statements
    two, five = ("২", "৫") if language == "bn" else ("2", "5")
    assert two in first.text and five in first.text
    assert [citation.quote for citation in result.citations] == [ROWS[0].quote, ROWS[1].quote]
    assert first.citations == (1, 2) and [task.citations for task in tasks] == [(1,), (2,)]
    assert "kết nối trạm y tế" in tasks[0].text and "cấp thẻ" in tasks[1].text
    assert {statement.kind for statement in result.statements} == {"fact"}
    assert [fact["citation"] for fact in result.facts] == [1, 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_done_is_told_where_somebody_recorded_it(language: str) -> None:
    result = composed(DONE[language])
    one, five = ("১", "৫") if language == "bn" else ("1", "5")
    assert one in result.statements[0].text and five in result.statements[0].text
    assert len(result.citations) == 1 and "mua máy" in result.statements[1].text
    nothing_recorded = [replace(each, status="open", status_at=None) for each in ROWS]
    assert composed(DONE[language], nothing_recorded) is None


def test_nothing_in_that_state_is_an_answer_too() -> None:
    result = composed(OVERDUE["en"], ROWS[3:5], "department/health")
    (statement,) = result.statements
    assert "1 July 2026: 0 of 2" in statement.text
    assert len(result.citations) == 2  # the tasks that it speaks of


def test_a_body_or_a_document_without_tasks_is_not_answered() -> None:
    assert composed(OVERDUE["en"], ROWS, "department/education") is None
    assert composed("How many of the tasks of Plan 999 are done?") is None
    assert composed(OVERDUE["en"], []) is None


def test_there_are_never_more_than_five_statements() -> None:
    many = [dated(date(2026, 1, 1), id=str(n), **HEALTH) for n in range(30)]
    result = composed(OVERDUE["en"], many, "department/health")
    assert len(result.statements) == 1 + SHOWN == 5 and "30 of 30" in result.statements[0].text


def test_a_task_that_an_amendment_moved_is_still_one_of_the_plan() -> None:
    moved = dated(date(2026, 6, 1), id="moved", number_of_document="99/QĐ-UBND", **HEALTH)
    moved = replace(moved, status="done", status_at=ROWS[2].status_at, replaces=(source(number="87/KH-UBND"),))
    assert "2 of 6" in composed(DONE["en"], [*ROWS, moved]).statements[0].text


def test_a_translation_counts_once() -> None:
    twin = dated(date(2026, 3, 1), id="twin", agency="Department of Health", agency_name="department/health",
                 number_of_document="87/KH-UBND", twins=(source(fact="late"),))  # fmt: skip
    both = [replace(ROWS[0], twins=(source(fact="twin"),)), twin]
    for language in LANGUAGES:
        (_, task) = composed(OVERDUE[language], both, "department/health").statements
        assert (twin.action in task.text) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_thousands_are_borne_out_whatever_the_language_of_the_task(language: str) -> None:
    many = [dated(date(2026, 1, 1), id=str(n), **HEALTH) for n in range(1234)]
    result = composed(OVERDUE[language], many, "department/health")
    texts = {each.document: " " * each.start + each.quote for each in many}
    kept, used = verified(result.statements, result.citations, lambda name: texts[name], result.beside)
    assert list(kept) == list(result.statements) and len(used) == SHOWN


# Asked of an assistant

PLAN = directive(
    "87/KH-UBND", "12/2/2026", "KẾ HOẠCH", "Nâng cao chất lượng dịch vụ",
    "1. Sở Y tế kết nối dữ liệu của 120 trạm y tế trước ngày 31/3/2026.",
    "2. Sở Y tế cấp mã định danh cho bệnh nhân trước ngày 30/6/2026.",
    "3. Sở Tài chính bố trí kinh phí mua sắm thiết bị trước ngày 15/3/2026.",
    "4. Sở Nội vụ tổng kết việc thực hiện Kế hoạch trước ngày 15/12/2026.",
    "5. Tỷ lệ hồ sơ quá hạn giảm xuống dưới 2% vào ngày 31/12/2026.",
)  # fmt: skip


@pytest.fixture(scope="module")
def office(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on one plan, for which it is the first of July 2026."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    with assistant_on(folder / "data", embedder, today=lambda: TODAY) as assistant:
        list(assistant.ingest([folder / "plan.txt"]))
        yield assistant


@pytest.fixture(scope="module")
def recorded(office: Assistant, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The same in a copy, where somebody has recorded that the first task is done."""
    data = Path(shutil.copytree(office.settings.data, tmp_path_factory.mktemp("recorded") / "data"))
    with assistant_on(data, embedder, today=lambda: TODAY) as assistant:
        (stations,) = [row for row in assistant.register() if "120 trạm y tế" in row.quote]
        assistant.record(stations.id, "progress", "Bình", {"status": "done", "note": "đã nghiệm thu 9/4/2026"})
        yield assistant


@pytest.mark.parametrize("language", LANGUAGES)
def test_overdue_tasks_of_a_body_are_rows_with_their_words(office: Assistant, language: str) -> None:
    answer = office.ask(OVERDUE[language])
    assert (answer.status, answer.language) == ("answered", language)
    assert [citation.quote for citation in answer.citations if "120 trạm y tế" in citation.quote]
    assert not any("Tài chính" in citation.quote for citation in answer.citations)
    assert len(answer.statements) == 3 and {statement.kind for statement in answer.statements} == {"fact"}
    assert {fact["date"]["end"] for fact in answer.facts} == {"2026-03-31", "2026-06-30"}
    assert_quotes(answer, office.text)


def test_without_recorded_progress_the_documents_are_asked(office: Assistant) -> None:
    for question in DONE.values():
        answer = office.ask(question)
        assert not any("1/" in s.text or "0/" in s.text or " of " in s.text for s in answer.statements)
        assert_quotes(answer, office.text)


def test_overdue_dossiers_are_a_matter_of_the_documents(office: Assistant) -> None:
    answer = office.ask("Tỷ lệ hồ sơ quá hạn phải giảm xuống bao nhiêu?")
    assert answer.status == "answered" and "2%" in answer.statements[0].text
    assert "Tính đến" not in answer.answer


def test_a_question_to_named_documents_is_answered_from_their_words(office: Assistant) -> None:
    answer = office.ask(OVERDUE["en"], documents=["plan.txt"])
    assert not any("tasks are overdue" in statement.text for statement in answer.statements)


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_that_was_recorded_is_told(recorded: Assistant, language: str) -> None:
    answer = recorded.ask(DONE[language])
    assert (answer.status, answer.language) == ("answered", language)
    (citation,) = answer.citations
    assert "120 trạm y tế" in citation.quote
    assert "đã nghiệm thu 9/4/2026" in answer.statements[1].text
    assert_quotes(answer, recorded.text)
    late = recorded.ask(OVERDUE[language])
    (citation,) = late.citations
    assert "mã định danh" in citation.quote
    assert_quotes(late, recorded.text)


def test_the_day_counts(office: Assistant) -> None:
    desk = office._desk
    before = replace(desk, today=lambda: date(2026, 3, 1))
    answer = Assistant(office.settings, before).ask("Sở Tài chính có nhiệm vụ nào quá hạn?")
    assert answer.statements[0].text.startswith("Tính đến ngày 1 tháng 3 năm 2026, 0/1")
    after = replace(desk, today=lambda: date(2026, 3, 15))  # before the 15th means until the 14th
    assert "1/1" in Assistant(office.settings, after).ask("Sở Tài chính có nhiệm vụ nào quá hạn?").statements[0].text
