"""Passages: nothing lost, nothing twice, within the budget, and what belongs together together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.records import Block, Passage
from ingest.split import balanced, build_passages, place_blocks, row_text


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def split(blocks: Sequence[Block], budget: int = 40) -> tuple[str, tuple[Passage, ...]]:
    text, placed = place_blocks(blocks)
    return text, build_passages(text, placed, budget, words)


def paragraph(text: str, page: int | None = None) -> Block:
    return Block("paragraph", text, page=page)


def texts(blocks: Sequence[Block], budget: int = 40) -> list[str]:
    text, passages = split(blocks, budget)
    return [text[p.start : p.end] for p in passages]


def sentence(length: int, word: str = "việc") -> str:
    return " ".join([word] * length) + "."


def test_a_long_paragraph_is_parted_evenly() -> None:
    parts = texts([paragraph(" ".join(["Nội " + sentence(8)] * 10))])
    assert [len(part.split()) for part in parts] == [27, 36, 27] or max(words(parts)) - min(words(parts)) <= 9
    assert len(parts) == 3 and max(words(parts)) <= 40


def test_short_paragraphs_are_merged_and_long_ones_stand_alone() -> None:
    short, long = sentence(5), sentence(15)
    assert texts([paragraph(short)] * 3) == [f"{short}\n{short}\n{short}"]
    assert texts([paragraph(short)] * 5) == ["\n".join([short] * 4), short]
    assert texts([paragraph(short), paragraph(long), paragraph(short)]) == [short, long, short]


def test_pages_and_sections_are_not_mixed() -> None:
    short = sentence(4)
    assert texts([paragraph(short, 1), paragraph(short, 2)]) == [short, short]
    articles = [paragraph("Điều 1. Sở A làm."), paragraph("Điều 2. Sở B làm.")]
    _, passages = split(articles)
    assert [p.section for p in passages] == [("Điều 1",), ("Điều 2",)]
    clauses = [paragraph("Điều 1. Sở A làm."), paragraph("1. Việc một."), paragraph("2. Việc hai.")]
    _, (passage,) = split(clauses)
    assert passage.section == ("Điều 1",) and len(passage.sentences) == 3


def test_a_heading_goes_with_what_it_heads() -> None:
    blocks = [Block("heading", "Chương I", 1), Block("heading", "QUY ĐỊNH CHUNG", 1), paragraph(sentence(20))]
    text, (passage,) = split(blocks)
    assert [text[s.start : s.end] for s in passage.sentences] == ["Chương I", "QUY ĐỊNH CHUNG", sentence(20)]
    assert passage.section == ("Chương I. QUY ĐỊNH CHUNG",)
    assert texts([Block("heading", "Mục lớn của văn bản", 1), paragraph(sentence(38))]) == [
        "Mục lớn của văn bản",
        sentence(38),
    ]
    assert texts([paragraph(sentence(20)), Block("heading", "Hết", 1)]) == [sentence(20), "Hết"]


def test_a_list_stays_with_the_line_that_introduces_it() -> None:
    lead = "2. Sở Y tế có trách nhiệm:"
    points = [f"{letter}) {sentence(6)}" for letter in "abcd"]
    blocks = [paragraph("Điều 1. Sở A làm việc này trong năm nay và năm sau nữa."), paragraph(lead)]
    blocks += [Block("item", point) for point in points]
    text, passages = split(blocks)
    assert [text[p.start : p.end] for p in passages] == [blocks[0].text, "\n".join([lead, *points])]
    assert passages[1].section == ("Điều 1", "Khoản 2")


def test_the_rest_of_a_long_list_keeps_the_line_that_introduces_it_in_its_section() -> None:
    lead = "2. Sở Y tế có trách nhiệm:"
    blocks = [paragraph("Điều 1. Việc."), paragraph(lead), *(Block("item", f"{x}) {sentence(14)}") for x in "abc")]
    text, passages = split([*blocks, Block("item", "3. Báo cáo.")])
    assert text[passages[1].start : passages[1].end].startswith(lead)
    assert [p.section for p in passages[2:]] == [
        ("Điều 1", "Khoản 2", "Sở Y tế có trách nhiệm", "Điểm b"),
        ("Điều 1", "Khoản 2", "Sở Y tế có trách nhiệm", "Điểm c"),
        ("Điều 1", "Khoản 3"),
    ]


HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")


def row(*cells: str) -> Block:
    return Block("row", " | ".join(cell for cell in cells if cell), header=HEADER, cells=cells)


def test_each_row_is_a_passage_with_its_header() -> None:
    rows = [row("1", "Lập kế hoạch.", "Sở A", "30/6/2026"), row("2", "Trình đề án.", "", "Quý III/2026")]
    text, passages = split([Block("heading", "Phụ lục", 1), *rows])
    assert [text[p.start : p.end] for p in passages] == ["Phụ lục", rows[0].text, rows[1].text]
    assert [p.cells for p in passages] == [(), rows[0].cells, rows[1].cells]
    assert all(len(p.sentences) == 1 for p in passages) and passages[2].header == HEADER
    assert passages[1].section == ("Phụ lục",)
    assert row_text(HEADER, rows[1].cells) == "TT: 2; Nhiệm vụ: Trình đề án.; Thời hạn: Quý III/2026"


def test_a_row_over_budget_keeps_header_and_columns() -> None:
    block = row("1", f"{sentence(30)} {sentence(30)}", "Sở A", "30/6/2026")
    text, passages = split([block])
    assert len(passages) > 1
    for passage in passages:
        assert passage.header == HEADER and len(passage.cells) == 4
        assert max(words([text[passage.start : passage.end], row_text(passage.header, passage.cells)])) <= 40
    joined = [" ".join(filter(None, column)) for column in zip(*(p.cells for p in passages), strict=True)]
    assert joined == list(block.cells)


def test_context_counts_against_the_budget() -> None:
    text, placed = place_blocks([Block("heading", "Mục", 1), paragraph(" ".join([sentence(9)] * 6))])
    passages = build_passages(text, placed, 40, words, lambda section: "x " * 15)
    assert max(words([text[p.start : p.end] for p in passages])) <= 25


@pytest.mark.parametrize(
    ("weights", "limit", "expected"),
    [
        ([], 5, []),
        ([3], 2, [(0, 1)]),
        ([2, 2, 2], 6, [(0, 3)]),
        ([2, 2, 2, 2], 6, [(0, 2), (2, 4)]),
        ([9, 1, 1, 1], 9, [(0, 1), (1, 4)]),
    ],
)
def test_balanced(weights: list[int], limit: int, expected: list[tuple[int, int]]) -> None:
    assert balanced(weights, limit) == expected


@given(st.lists(st.integers(0, 20), max_size=40), st.integers(20, 60))
def test_balanced_runs_cover_everything_within_the_limit(weights: list[int], limit: int) -> None:
    runs = balanced(weights, limit)
    assert [i for low, high in runs for i in range(low, high)] == list(range(len(weights)))
    assert all(sum(weights[low:high]) <= limit for low, high in runs)


MIXED = """Sở Y tế|trước ngày 30/6/2026.|Điều 3.|1.|a)|2. Các đơn vị:|đạt 85%.|TP. Huế|; |, |विभाग रिपोर्ट देगा।|धारा 4.
(क)|डॉ. राव|१.५ प्रतिशत है ।|বিভাগ করবে।|ধারা ৪.|১। সময়|ড. সেন|The office shall report.|Article 5.|No. 5|“Done!”|:|…
Phụ lục|Chương I|I. MỤC ĐÍCH|🙂|x"""
PIECES = st.sampled_from([*MIXED.replace("\n", "|").split("|"), "\n"])
LINES = st.lists(PIECES, min_size=1, max_size=14).map(" ".join).filter(lambda line: bool(line.strip()))
ROWS = st.lists(LINES | st.just(""), min_size=1, max_size=4).filter(lambda cells: any(cells))
BLOCKS = st.lists(
    st.one_of(
        st.builds(Block, st.sampled_from(["paragraph", "item"]), LINES, page=st.sampled_from([None, 1, 2])),
        st.builds(Block, st.just("heading"), LINES, st.integers(1, 6)),
        ROWS.map(lambda c: Block("row", " | ".join(filter(None, c)), header=("STT", "Tên")[: len(c)], cells=tuple(c))),
    ),
    max_size=14,
)


def characters(texts: Sequence[str]) -> list[int]:
    return [2 + len(text) // 3 for text in texts]


@settings(max_examples=200)
@given(BLOCKS, st.integers(12, 120), st.sampled_from([words, characters]))
def test_what_holds_for_every_document(blocks: list[Block], budget: int, count: object) -> None:
    assert callable(count)
    text, placed = place_blocks(blocks)
    passages = build_passages(text, placed, budget, count)
    assert passages == build_passages(text, placed, budget, count)
    for each in placed:
        assert text[each.start : each.start + len(each.block.text)] == each.block.text
    here = 0
    for passage in passages:
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
        for span in passage.sentences:
            assert here <= span.start < span.end
            assert not text[here : span.start].strip()
            assert text[span.start : span.end] == text[span.start : span.end].strip()
            here = span.end
        body = text[passage.start : passage.end]
        assert count([body])[0] <= budget or len(body) <= 2 or len(body.split()) == 1
        assert len(passage.cells) <= 4
    assert not text[here:].strip()
