"""The lines of a document and what stands above each."""

from __future__ import annotations

from itertools import pairwise

from ingest.outline import outline
from tests.ingest.made import made, table


def test_headings_and_lead_ins_stand_above_what_follows() -> None:
    document = made("vi", "# II. NHIỆM VỤ", "1. Sở Nội vụ:", "- Tập huấn cho cán bộ.", "2. Sở Y tế rà soát hồ sơ.")
    lines = outline(document)
    words = [document.text[line.start : line.end] for line in lines]
    at = words.index("- Tập huấn cho cán bộ.")
    assert [words[i] for i in lines[at].above] == ["II. NHIỆM VỤ", "1. Sở Nội vụ:"]
    last = words.index("2. Sở Y tế rà soát hồ sơ.")
    assert [words[i] for i in lines[last].above] == ["II. NHIỆM VỤ"]
    assert lines[at - 1].introduces and lines[lines[at].above[0]].names
    assert document.text[lines[last].marker : lines[last].end].strip() == "Sở Y tế rà soát hồ sơ."


def test_items_of_a_list_may_have_no_mark() -> None:
    lead = "Năm 2026, phấn đấu các chỉ tiêu sau:"
    document = made("vi", "# II. CHỈ TIÊU", lead, "Tỷ lệ đạt 16%.", "Chi phí giảm 5%.", "# III. NHIỆM VỤ", "Rà soát.")
    lines = outline(document)
    words = [document.text[line.start : line.end] for line in lines]
    at = words.index(lead)
    assert [line.above for line in lines[at + 1 : at + 3]] == [(at - 1, at), (at - 1, at)]
    assert lines[-1].above == (at + 3,)


def test_a_row_is_one_line() -> None:
    document = table("en", ("Task", "Deadline"), ("Review", "30 June 2026"), ("Report", "31 July 2026"))
    rows = [line for line in outline(document) if line.is_row]
    assert [line.passage.cells for line in rows] == [("Review", "30 June 2026"), ("Report", "31 July 2026")]


def test_lines_follow_each_other() -> None:
    document = made("hi", "1. पहला काम।", "2. दूसरा काम।")
    lines = outline(document)
    assert all(one.end <= two.start for one, two in pairwise(lines))
    assert all(i < at for at, line in enumerate(lines) for i in line.above)


def test_a_paragraph_over_several_passages_keeps_all_its_sentences() -> None:
    document = made("vi", "Sở Y tế rà soát hồ sơ bệnh án. " * 200)
    assert len(document.passages) > 3
    assert len(outline(document)[-1].sentences) == 200
