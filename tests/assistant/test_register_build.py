"""Rows of the register from facts: what people said of them, what became of the document, who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.register import Filter, select
from assistant.register_build import Register
from index.facts import Extraction
from index.records import Entry
from tests.assistant.library import Library, directive, library
from tests.index.small import ShiftCentre

PLAN = directive(
    "31/KH-UBND", "12/2/2026", "KẾ HOẠCH", "Phát triển thư viện",
    "1. Sở Văn hóa số hóa 5.000 đầu sách trước ngày 30/6/2026.",
    "2. Sở Tài chính bố trí kinh phí trước ngày 15/3/2026.",
    "3. Sở Nội vụ cấp thẻ cho cán bộ trong vòng 05 ngày làm việc kể từ ngày ký.",
)  # fmt: skip
BOOKS, MONEY, CARDS = "đầu sách", "kinh phí", "cấp thẻ"
TODAY = date(2026, 7, 1)


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Library]:
    with library(tmp_path, {"plan.txt": PLAN}) as made:
        yield made


def test_a_row_has_the_parts_of_its_fact_and_its_place(plan: Library) -> None:
    row = plan.row(BOOKS)
    assert (row.kind, row.agency, row.agency_name) == ("deadline", "Sở Văn hóa", "department/culture")
    assert (row.date_start, row.date_end, row.date_relation) == (date(2026, 6, 30), date(2026, 6, 30), "before")
    assert (row.document, row.number_of_document, row.language) == ("plan.txt", "31/KH-UBND", "vi")
    text = plan.store.text("plan.txt")
    assert text[row.start : row.end] == row.quote
    assert row.date_at is not None and text[slice(*row.date_at)] == row.date_text
    assert (row.status, row.review, row.validity) == ("open", "", "current")
    assert [each.id for each in plan.rows()] == [plan.row(words).id for words in (BOOKS, MONEY, CARDS)]


def test_rows_are_made_once_for_one_state(plan: Library) -> None:
    first = plan.register.rows()
    assert plan.register.rows() is first
    plan.say(plan.row(BOOKS), "confirm")
    assert plan.register.rows() is not first


# What people say


def test_a_correction_is_in_the_row_with_who_and_when(plan: Library) -> None:
    plan.say(plan.row(BOOKS), "correct", "Bình", date_end="2026-07-15", number="5200", agency="Sở Y tế")
    row = plan.row(BOOKS)
    assert (row.date_start, row.date_end, row.number) == (date(2026, 7, 15), date(2026, 7, 15), Decimal(5200))
    assert (row.agency, row.agency_name) == ("Sở Y tế", "department/health")
    assert (row.review, row.reviewed_by, row.reviewed_at) == ("corrected", "Bình", datetime(2026, 7, 1, 9, tzinfo=UTC))
    assert {"date_end", "number", "agency"} <= set(row.corrected) and "agency_name" not in row.corrected
    assert row.quote == plan.store.text("plan.txt")[row.start : row.end]  # the document says what it says
    assert plan.row(MONEY).review == ""


def test_corrections_add_up_and_the_last_word_counts(plan: Library) -> None:
    for values in ({"number": "1"}, {"unit": "cuốn"}, {"number": "2"}):
        plan.say(plan.row(BOOKS), "correct", **values)
    row = plan.row(BOOKS)
    assert (row.number, row.unit, set(row.corrected)) == (Decimal(2), "cuốn", {"number", "unit"})
    plan.say(row, "reject")
    assert plan.row(BOOKS).review == "rejected"
    plan.say(row, "confirm")
    assert (plan.row(BOOKS).review, plan.row(BOOKS).number) == ("confirmed", Decimal(2))


def test_a_rejected_row_is_hidden_and_comes_back(plan: Library) -> None:
    plan.say(plan.row(BOOKS), "correct", number="1")
    plan.say(plan.row(BOOKS), "reject", "Bình")
    assert plan.row(BOOKS) not in select(plan.rows(), Filter(), TODAY)
    assert plan.row(BOOKS) in select(plan.rows(), Filter(rejected=True), TODAY)
    plan.say(plan.row(BOOKS), "progress", status="done", note="xong")
    plan.say(plan.row(BOOKS), "restore", "Chi")
    row = plan.row(BOOKS)
    assert row in select(plan.rows(), Filter(), TODAY)
    assert (row.review, row.corrected, row.number) == ("", (), Decimal(5000))
    assert (row.status, row.note) == ("done", "xong")  # how far a task has come is no review of its words


def test_what_was_kept_by_an_older_edition_and_means_nothing_now_is_passed_over(plan: Library) -> None:
    plan.say(plan.row(BOOKS), "correct", deadline_end="2026-07-15", number="many", unit="cuốn")
    row = plan.row(BOOKS)
    assert (row.unit, row.corrected, row.review) == ("cuốn", ("unit",), "corrected")
    plan.say(row, "progress", status="on holiday", note="?")
    assert (plan.row(BOOKS).status, plan.row(BOOKS).note) == ("open", "?")


def test_progress_has_its_note_evidence_who_and_when(plan: Library) -> None:
    plan.say(plan.row(MONEY), "progress", "Chi", status="in_progress", note="trình HĐND")
    plan.say(plan.row(MONEY), "progress", "Dũng", 11, evidence="Tờ trình 9/TTr-STC")
    row = plan.row(MONEY)
    assert (row.status, row.note, row.evidence) == ("in_progress", "trình HĐND", "Tờ trình 9/TTr-STC")
    assert (row.status_by, row.status_at) == ("Dũng", datetime(2026, 7, 1, 11, tzinfo=UTC))
    assert row.is_overdue(TODAY)
    plan.say(row, "progress", status="done")
    assert not plan.row(MONEY).is_overdue(TODAY)


# What becomes of the document


def test_what_was_said_survives_a_changed_document(plan: Library) -> None:
    plan.say(plan.row(BOOKS), "correct", date_end="2026-07-15")
    plan.say(plan.row(MONEY), "progress", status="done")
    changed = PLAN.replace("1. Sở Văn hóa", "Phần này mới được thêm vào.\n1. Sở Văn hóa")
    assert plan.add({"plan.txt": changed}) == ["replaced"]
    row = plan.row(BOOKS)
    assert row.date_end == date(2026, 7, 15) and row.review == "corrected"
    assert plan.store.text("plan.txt")[row.start : row.end] == row.quote
    assert plan.row(MONEY).status == "done"
    assert plan.store.orphans() == []


def test_what_was_said_of_words_that_are_gone_waits_for_them(plan: Library) -> None:
    plan.say(plan.row(BOOKS), "correct", number="1")
    plan.add({"plan.txt": PLAN.replace("số hóa 5.000 đầu sách", "mua 70 máy quét")})
    assert [row.review for row in plan.rows()] == [""] * 3
    assert [entry.values for entry in plan.store.orphans()] == [{"number": "1"}]
    plan.add({"plan.txt": PLAN})
    assert plan.row(BOOKS).number == Decimal(1) and plan.store.orphans() == []


def test_a_document_that_is_removed_takes_its_rows_along(plan: Library) -> None:
    plan.store.remove("plan.txt")
    assert plan.register.rows() == ()


def test_days_off_move_what_counts_from_signing(plan: Library) -> None:
    assert plan.row(CARDS).date_end == date(2026, 2, 19)
    days = frozenset(date(2026, 2, day) for day in (16, 17, 18))
    plan.store.refresh_facts(Extraction.standard(days))
    assert plan.row(CARDS).date_end == date(2026, 2, 24)


def test_links_follow_facts_that_are_read_anew(tmp_path: Path) -> None:
    """The documents are the same, yet what stands in them was read in another way."""
    amendment = directive(
        "77/QĐ-UBND", "5/6/2026", "QUYẾT ĐỊNH", "Sửa đổi Kế hoạch số 31/KH-UBND",
        "1. Gia hạn thời hạn tại khoản 1 Kế hoạch số 31/KH-UBND đến ngày 30/9/2026.",
    )  # fmt: skip
    nothing = Extraction(lambda document: ((), ()), "reads nothing")
    with library(tmp_path, {"plan.txt": PLAN, "amendment.txt": amendment}, extraction=nothing) as made:
        assert made.rows() == []
        made.store.refresh_facts(Extraction.standard())
        old = made.row(BOOKS)
        assert old.validity == "superseded" and old.changed_by is not None
        infos = {info.id: info for info in made.store.documents()}
        ids = {info.name: info.id for info in infos.values()}
        passages = made.store.passage_ids_of_documents(["plan.txt"])
        changers = {ids["plan.txt"]: frozenset([ids["amendment.txt"]])}
        with made.store.reading():
            found = [row for rows in made.register.of_passages(passages, infos, changers).values() for row in rows]
        assert [(row.id, row.changed_by) for row in found if row.validity == "superseded"] == [(old.id, old.changed_by)]


# What a question sees


def test_rows_of_passages_are_as_people_left_them(plan: Library) -> None:
    plan.say(plan.row(BOOKS), "correct", date_end="2026-07-15")
    plan.say(plan.row(MONEY), "reject")
    infos = {info.id: info for info in plan.store.documents()}
    passages = plan.store.passage_ids_of_documents(["plan.txt"])
    with plan.store.reading():
        found = [row for rows in plan.register.of_passages(passages, infos, {}).values() for row in rows]
    by_id = {row.id: row for row in found}
    assert by_id[plan.row(BOOKS).id].date_end == date(2026, 7, 15)
    assert by_id[plan.row(MONEY).id].review == "rejected"
    assert {row.id for row in plan.rows()} <= by_id.keys()


def test_who_has_to_do_it_still_has_to_when_only_the_time_changes(tmp_path: Path) -> None:
    amendment = directive(
        "77/QĐ-UBND", "5/6/2026", "QUYẾT ĐỊNH", "Sửa đổi Kế hoạch số 31/KH-UBND",
        "1. Thời hạn tại khoản 1 Kế hoạch số 31/KH-UBND được gia hạn đến ngày 30/9/2026.",
    )  # fmt: skip
    with library(tmp_path, {"plan.txt": PLAN, "amendment.txt": amendment}) as made:
        row = made.row("gia hạn", "amendment")
        assert "Sở" not in row.quote
        assert (row.agency, row.agency_name) == ("Sở Văn hóa", "department/culture")
        late = select(made.rows(), Filter(agency="Department of Culture", due="overdue"), date(2026, 10, 5))
        assert [each.id for each in late] == [row.id]


ENGLISH = """PEOPLE'S COMMITTEE OF AN SON PROVINCE
No. 31/KH-UBND
An Son, 12 February 2026

PLAN
Development of libraries

1. The Department of Culture shall digitise the books before 30 June 2026.
2. The Department of Finance shall release the funds before 15 March 2026.

Source: https://an-son.invalid/31
"""


def test_translations_are_one_obligation_and_share_how_far_it_has_come(tmp_path: Path) -> None:
    files = {"vi.txt": PLAN + "\nNguồn: https://an-son.invalid/31\n", "en.txt": ENGLISH}
    with library(tmp_path, files) as made:
        vi, en = made.row(MONEY, "vi"), made.row("release the funds", "en")
        assert [twin.fact for twin in vi.twins] == [en.id] and [twin.fact for twin in en.twins] == [vi.id]
        made.say(vi, "progress", "Chi", 9, status="in_progress", note="đang làm")
        made.say(en, "progress", "Dũng", 11, status="done", note="paid out")
        for row in (made.row(MONEY, "vi"), made.row("release the funds", "en")):
            assert (row.status, row.note, row.status_by) == ("done", "paid out", "Dũng")
        made.say(made.row(MONEY, "vi"), "progress", "Chi", 12, status="open")
        assert made.row("release the funds", "en").status == "open"
        assert made.row("digitise the books", "en").status_at is None
        books, cards = made.row(BOOKS, "vi"), made.row(CARDS, "vi")
        assert [twin.fact for twin in books.twins] == [made.row("digitise the books", "en").id]  # by its date alone
        shown = select(made.rows(), Filter(one_language="en", kinds=("deadline",)), TODAY)
        assert [row.id for row in shown if row.document == "vi.txt"] == [cards.id]  # what only one says is kept
        assert len(shown) == 3


def test_a_correction_holds_in_every_translation(tmp_path: Path) -> None:
    files = {"vi.txt": PLAN + "\nNguồn: https://an-son.invalid/31\n", "en.txt": ENGLISH}
    with library(tmp_path, files) as made:
        vi = made.row(MONEY, "vi")
        made.say(vi, "correct", "Chi", date_end="2026-04-30", agency="Sở Nội vụ")
        en = made.row("release the funds", "en")
        assert (en.date_start, en.date_end, en.review) == (date(2026, 4, 30), date(2026, 4, 30), "corrected")
        assert (en.corrected_by, en.agency) == ("Chi", "Department of Finance")  # whose words are its own
        assert en.corrected == ("date_start", "date_end")
        infos = {info.id: info for info in made.store.documents()}
        passages = {fact.id: fact.passage_id for own in made.store.facts_of(list(infos)).values() for fact in own}
        with made.store.reading():
            found = made.register.of_passages([passages[en.id] or 0], infos, {})
        assert en in [row for own in found.values() for row in own]  # so do answers
        made.say(en, "correct", "Dũng", 11, date_end="2026-05-31")
        assert made.row("release the funds", "en").date_end == date(2026, 5, 31)
        assert made.row(MONEY, "vi").date_end == date(2026, 4, 30)  # what was said of it itself
        made.say(vi, "restore", "Chi", 12)
        assert made.row(MONEY, "vi").date_end == date(2026, 5, 31)


def test_who_confirms_a_corrected_value_has_not_corrected_it(plan: Library) -> None:
    plan.say(plan.row(BOOKS), "correct", "Bình", date_end="2026-07-15")
    plan.say(plan.row(BOOKS), "confirm", "Chi", 10)
    row = plan.row(BOOKS)
    assert (row.review, row.reviewed_by, row.corrected_by) == ("confirmed", "Chi", "Bình")
    assert row.corrected_at == datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_a_task_whose_time_was_moved_is_as_far_as_before(tmp_path: Path) -> None:
    amendment = directive(
        "77/QĐ-UBND", "5/6/2026", "QUYẾT ĐỊNH", "Sửa đổi Kế hoạch số 31/KH-UBND",
        "1. Gia hạn thời hạn tại khoản 1 Kế hoạch số 31/KH-UBND đến ngày 30/9/2026.",
    )  # fmt: skip
    with library(tmp_path, {"plan.txt": PLAN}) as made:
        made.say(made.row(BOOKS), "progress", "Chi", status="in_progress", note="3.000 cuốn")
        made.add({"amendment.txt": amendment})
        assert made.row(BOOKS).validity == "superseded"
        (later,) = [row for row in made.rows("amendment") if row.replaces]
        assert (later.status, later.note, later.status_by) == ("in_progress", "3.000 cuốn", "Chi")
        made.say(later, "progress", "Chi", 11, status="done")
        assert made.row("30/9/2026", "amendment").status == "done" and made.row(BOOKS).status == "in_progress"


def test_each_group_has_its_own_register(plan: Library) -> None:
    plan.add({"secret.txt": PLAN.replace("31/KH-UBND", "32/KH-UBND").replace("30/6", "31/5")}, access="council")
    assert {row.document for row in plan.register.rows()} == {"plan.txt"}
    assert not any(row.conflicts for row in plan.register.rows())
    council = Register(plan.store, ShiftCentre(), ("public", "council")).rows()
    assert {row.document for row in council} == {"plan.txt", "secret.txt"}
    assert any(row.conflicts for row in council)


def test_an_entry_in_another_time_zone_is_kept_in_utc(plan: Library) -> None:
    row = plan.row(BOOKS)
    at = datetime.fromisoformat("2026-07-01T16:00:00+07:00")
    plan.store.record(Entry(row.id, row.document, "confirm", "An", at))
    assert plan.row(BOOKS).reviewed_at == datetime(2026, 7, 1, 9, tzinfo=UTC)
