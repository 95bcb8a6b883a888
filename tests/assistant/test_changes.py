"""Plan 214, the decision that amends it and its translation: what holds, what does not, and what says so."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.register import Filter, Row
from ingest.references import same

PLAN, DECISION, TRANSLATION = "ke-hoach-214-kh-ubnd.txt", "quyet-dinh-1125-qd-ubnd.md", "decision-1125-qd-ubnd.txt"
TODAY = date(2026, 7, 1)


@pytest.fixture(scope="module")
def rows(sample: Assistant) -> list[Row]:
    return sample.register(Filter(validity="all"), TODAY)


def one(rows: list[Row], document: str, words: str, kind: str) -> Row:
    (found,) = [row for row in rows if row.document == document and words in row.quote and row.kind == kind]
    return found


@pytest.mark.parametrize(
    ("kind", "words", "new", "translated"),
    [
        ("target", "nộp trực tuyến toàn trình", "điểm a khoản 1 Mục II", "Point a, Clause 1, Section II"),
        ("deadline", "số hóa kho hồ sơ đất đai", "điểm a khoản 2 Mục III", "point a, Clause 2, Section III"),
    ],
)
def test_the_later_value_holds(rows: list[Row], kind: str, words: str, new: str, translated: str) -> None:
    old = one(rows, PLAN, words, kind)
    after = [one(rows, DECISION, new, kind), one(rows, TRANSLATION, translated, kind)]
    assert old.validity == "superseded" and old.changed_by is not None
    assert old.changed_by.fact == after[0].id  # of a change and its translation that in the language of the plan
    assert same(old.changed_by.number or "", "1125/QĐ-UBND")
    for row in after:
        assert row.validity == "current" and [source.fact for source in row.replaces] == [old.id]
        value = (row.number, row.unit) if kind == "target" else row.date_end
        assert value == ((85, "%") if kind == "target" else date(2026, 9, 30))
    assert [twin.fact for twin in after[0].twins] == [after[1].id]
    assert [twin.fact for twin in after[1].twins] == [after[0].id]


def test_what_was_repealed_ends_without_a_successor_and_its_neighbour_stands(rows: list[Row]) -> None:
    repealed = next(row for row in rows if row.document == PLAN and row.agency == "Tỉnh Đoàn")
    assert repealed.validity == "superseded" and repealed.changed_by is not None
    assert repealed.changed_by.fact == ""
    assert repealed.changed_by.document in (DECISION, TRANSLATION)
    neighbour = next(row for row in rows if row.document == PLAN and "kiện toàn Tổ công nghệ số" in row.quote)
    assert neighbour.validity == "current" and neighbour.changed_by is None


def test_nothing_else_of_the_plan_changed(rows: list[Row]) -> None:
    changed = {row.id for row in rows if row.document == PLAN and row.validity == "superseded"}
    assert len(changed) == 3


def test_two_values_in_one_sentence_are_no_contradiction(rows: list[Row]) -> None:
    for row in rows:
        for other in row.conflicts:
            assert other.document != row.document or other.end <= row.start or row.end <= other.start


def test_a_translation_is_shown_once(sample: Assistant) -> None:
    for language, shown, hidden in (("vi", DECISION, TRANSLATION), ("en", TRANSLATION, DECISION)):
        kept = sample.register(Filter(kinds=("deadline",), document="1125/QĐ-UBND", one_language=language), TODAY)
        ends = [(row.document, row.date_end) for row in kept]
        assert (shown, date(2026, 9, 30)) in ends and (hidden, date(2026, 9, 30)) not in ends
