"""Which place of a document another one speaks of."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

import pytest

from assistant.places import agrees, mentioned, of_line, units
from ingest.document import understand
from ingest.outline import outline
from ingest.records import Block, Document, Loaded
from tests.assistant.small import rows

SAME = {("division", "iii"), ("clause", "2"), ("point", "a")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sửa đổi thời hạn tại điểm a khoản 2 Mục III: hoàn thành trước ngày 30/9/2026.", SAME),
        (normalize("NFD", "ĐIỂM A KHOẢN 2 MỤC III"), SAME),
        ("The deadline in point a, Clause 2, Section III is amended.", SAME),
        ("Point (a) of paragraph 2 of Part III", SAME),
        ("भाग 3 की धारा ४ संशोधित की जाती है।", {("division", "3"), ("article", "4")}),
        ("ধারা ৪ সংশোধন করা হলো।", {("article", "4")}),
        ("Bãi bỏ khoản 5 Điều 12.", {("clause", "5"), ("article", "12")}),
        ("Sửa đổi nhiệm vụ số 7 tại Phụ lục II", {("row", "7"), ("annex", "ii")}),
        ("Hồ sơ được số hóa trước ngày 30/9/2026.", set()),
        ("Everyone points to the section chief.", set()),
        ("", set()),
    ],
)
def test_the_place_that_is_named(text: str, place: set[tuple[str, str]]) -> None:
    assert mentioned(text) == place


def test_a_place_agrees_where_all_that_was_said_holds() -> None:
    given = frozenset(SAME)
    assert agrees(mentioned("điểm a khoản 2 Mục III"), given)
    assert agrees(mentioned("khoản 2"), given)
    assert not agrees(mentioned("điểm b khoản 2 Mục III"), given)
    assert not agrees(mentioned("khoản 2 Điều 4"), given)
    assert not agrees(mentioned("Mục III"), given)  # a whole part is no place of one duty
    assert not agrees(frozenset(), given)


def made(*blocks: Block) -> Document:
    return replace(understand(Loaded(blocks), "a.txt", "0" * 64), title="")


def test_the_labels_above_a_line() -> None:
    document = made(
        Block("paragraph", "III. NHIỆM VỤ TRỌNG TÂM"),
        Block("paragraph", "2. Số hóa hồ sơ đất đai"),
        Block("paragraph", "a) Sở Nội vụ hoàn thành số hóa trước ngày 30/6/2026."),
        Block("paragraph", "b) Hồ sơ được ký số."),
    )
    lines = outline(document)
    found = {document.text[line.start : line.end][:2]: place for line, place in units(document, lines)}
    assert found["a)"] == SAME
    assert found["b)"] == {("division", "iii"), ("clause", "2"), ("point", "b")}
    assert of_line(document, lines, 0) == {("division", "iii")}


def test_a_table_row_is_its_serial_number() -> None:
    document = made(*rows(("STT", "Nhiệm vụ"), ("1", "Số hóa hồ sơ"), ("07", "Cấp chữ ký số")))
    lines = outline(document)
    assert [dict(place).get("row") for line, place in units(document, lines) if line.is_row] == ["1", "7"]
