"""Which place of a document another one speaks of."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.places import agrees, mentioned, of_line
from ingest.document import understand
from ingest.outline import outline
from ingest.records import Block, Document, Loaded
from tests.assistant.small import rows

SAME = {("division", "iii"), ("clause", "2"), ("point", "a")}
SECTION_4 = {("division", "iii"), ("clause", "4")}
GROUPS = ("annex", "division", "article", "clause", "point", "subpoint", "row")


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
        ("Tính đến thời điểm 01/7/2026, số liệu được tổng hợp.", set()),
        ("Quan điểm a) của đề án và địa điểm 2 của trạm", set()),
        ("Bố trí một khoản 500 triệu đồng.", set()),
        ("Sửa đổi trọng điểm 1 tại điểm 3 Điều 2", {("clause", "3"), ("article", "2")}),
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
    places = [of_line(document, lines, i) for i in range(len(lines))]
    found = {document.text[line.start : line.end][:2]: place for line, place in zip(lines, places, strict=True)}
    assert found["a)"] == SAME
    assert found["b)"] == {("division", "iii"), ("clause", "2"), ("point", "b")}
    assert of_line(document, lines, 0) == {("division", "iii")}


def test_a_table_row_is_its_serial_number() -> None:
    document = made(*rows(("STT", "Nhiệm vụ"), ("1", "Số hóa hồ sơ"), ("07", "Cấp chữ ký số")))
    lines = outline(document)
    assert [dict(of_line(document, lines, i)).get("row") for i, line in enumerate(lines) if line.is_row] == ["1", "7"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bãi bỏ điểm a, b và đ khoản 4 Mục III.", {("point", "a"), ("point", "b"), ("point", "đ"), *SECTION_4}),
        ("Points a and b of clause 4 of Section III are repealed.", {("point", "a"), ("point", "b"), *SECTION_4}),
        ("Clauses 1, 2 and 3 of Article 4", {("clause", "1"), ("clause", "2"), ("clause", "3"), ("article", "4")}),
        ("खंड 1 और 2 निरस्त", {("clause", "1"), ("clause", "2")}),
        ("দফা ১ এবং ২ বাতিল", {("clause", "1"), ("clause", "2")}),
        ("Clause 2, a new time limit", {("clause", "2")}),
        ("khoản 2, tháng 5", {("clause", "2")}),
    ],
)
def test_a_list_names_several_places(text: str, place: set[tuple[str, str]]) -> None:
    assert mentioned(text) == place
    for one in place - {("division", "iii"), ("clause", "4"), ("article", "4")}:
        named = {group for group, _ in place} - {one[0]}
        assert agrees(mentioned(text), frozenset({one, *(each for each in place if each[0] in named)}))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("धारा 3 की उप-धारा (2) के खंड (ख) में", {("article", "3"), ("clause", "2"), ("point", "ख")}),
        ("धारा ३(२)(ख)", {("article", "3"), ("clause", "2"), ("point", "ख")}),
        ("ধারা ৩-এর উপ-ধারা (২)-এর দফা (খ)", {("article", "3"), ("clause", "2"), ("point", "খ")}),
        ("clause (b) of sub-section (2) of Article 3", {("article", "3"), ("clause", "2"), ("point", "b")}),
        ("điểm 2 Mục III", {("clause", "2"), ("division", "iii")}),  # what is called a point there is numbered 2.
        ("item 4 of Part II", {("clause", "4"), ("division", "ii")}),
        ("section 3.1", {("clause", "3.1")}),
        ("Point 2.1 of the Plan", {("clause", "2.1")}),
        ("nhiệm vụ số 07", {("row", "7")}),
        ("task No. 7 and row 12 of the Annex", {("row", "7")}),
        ("क्रम संख्या ४", {("row", "4")}),
        ("ক্রমিক নং ৪", {("row", "4")}),
    ],
)
def test_what_a_place_is_called_matters_less_than_how_it_is_numbered(text: str, place: set[tuple[str, str]]) -> None:
    assert mentioned(text) == place


@pytest.mark.parametrize("text", [
    "Each task a team, each action a deadline.", "tại địa điểm a dua", "Từng khoản mục", "an article on section work",
    "यह धारा व नियम", "এই ধারা ও নিয়ম", "points of order", "कार्य की दशा",
])  # fmt: skip
def test_words_that_only_look_like_a_place(text: str) -> None:
    assert not any(group in ("clause", "point", "row", "article") for group, _ in mentioned(text))


WORDS = st.sampled_from(["điểm", "khoản", "Mục", "Điều", "point", "clause", "Section", "धारा", "खंड", "ধারা", "দফা"])
ORDINALS = st.sampled_from(["1", "2", "12", "a", "b", "đ", "III", "(2)", "(b)", "3.1", "२", "৪", "x", "", "và", ","])


@given(st.lists(st.one_of(WORDS, ORDINALS, st.text(max_size=3)), max_size=10).map(" ".join))
def test_any_text_names_a_place_or_none(text: str) -> None:
    place = mentioned(text)
    assert all(group in GROUPS and ordinal and ordinal == ordinal.casefold() for group, ordinal in place)
    assert agrees(place, place) == any(group in ("clause", "point", "row", "article") for group, _ in place)
    assert mentioned(f"  {text}\t") == place


@given(st.sets(st.tuples(st.sampled_from(GROUPS), st.sampled_from(["1", "2", "a", "iii"]))), st.data())
def test_a_place_agrees_with_all_that_is_more_exact(given: set[tuple[str, str]], data: st.DataObject) -> None:
    asked = frozenset(each for each in given if data.draw(st.booleans()))
    assert agrees(asked, frozenset(given)) == any(group in ("clause", "point", "row", "article") for group, _ in asked)
    strange = asked | {("article", "99")}
    assert agrees(strange, frozenset(given)) == any(group == "article" for group, _ in asked)
