"""The drawings: well-formed, escaped, told in words, with a shape for each state."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.charts import progress, timeline
from assistant.charts_svg import NARROW, WIDE, draw_progress, draw_timeline
from assistant.register import Row
from assistant.row_wording import row_label
from tests.assistant.rows import dated, row
from tests.assistant.small import LANGUAGES

TODAY = date(2026, 11, 25)
SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    dated(date(2026, 6, 30), id="a", agency="Sở Y tế tỉnh", action="Số hóa hồ sơ"),
    dated(date(2026, 12, 10), id="b", agency="ज़िला शिक्षा अधिकारी", action="शिक्षकों का प्रशिक्षण"),
    dated(date(2027, 3, 31), id="c", agency="ইউনিয়ন পরিষদ সচিব", action="জন্ম নিবন্ধন"),
    dated(date(2026, 9, 30), id="d", agency="", status="done"),
    row(id="e", status="in_progress"),
    row(id="f", status="not_applicable"),
]


def drawn(rows: list[Row], language: str, narrow: bool) -> list[str]:
    return [
        draw_timeline(timeline(rows, TODAY, language), language, narrow),
        draw_progress(progress(rows, TODAY, language, "agency", 12), language, "agency", narrow),
        draw_progress(progress(rows, TODAY, language, "document", 12), language, "document", narrow),
    ]


def words(svg: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawing_is_an_image_with_a_name_and_a_summary(language: str, narrow: bool) -> None:
    seen = set()
    for svg in drawn(ROWS, language, narrow):
        root = ElementTree.fromstring(svg)
        named = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
        assert root.get("role") == "img" and root.get("lang") == language
        assert root.get("aria-labelledby") == " ".join(node.get("id", "") for node in named if node is not None)
        assert all(node is not None and node.text for node in named)
        assert root.get("viewBox", "").startswith(f"0 0 {NARROW if narrow else WIDE} ")
        seen.add(root.get("aria-labelledby"))
    assert len(seen) == 3  # ids are not shared between the charts of a page


@pytest.mark.parametrize("narrow", [False, True])
def test_every_state_has_a_shape_a_colour_and_a_word(narrow: bool) -> None:
    svg = drawn(ROWS, "vi", narrow)[0]
    said = words(svg)
    marks = []
    for state in ("overdue", "soon", "later", "done"):
        assert f"{row_label('vi', 'statuses', state)}: 1" in said
        mark = re.search(rf"<(path|circle|rect)[^>]*var\(--chart-{state}, #[0-9a-f]{{6}}\)", svg)
        assert mark, state
        marks.append(re.sub(r"[-\d.]+", "0", re.sub(r"style=.*", "", mark.group())))
    assert len(set(marks)) == 4


@pytest.mark.parametrize("narrow", [False, True])
def test_the_timeline_names_agencies_and_tells_each_deadline(narrow: bool) -> None:
    svg = drawn(ROWS, "hi", narrow)[0]
    root = ElementTree.fromstring(svg)
    assert {"Sở Y tế tỉnh", "ज़िला शिक्षा अधिकारी", "ইউনিয়ন পরিষদ সচিব", "एजेंसी का नाम नहीं"} <= set(words(svg))
    told = [node.text for group in root.iter(f"{SVG}g") for node in group.findall(f"{SVG}title")]
    assert "10 दिसंबर 2026: शिक्षकों का प्रशिक्षण (अगले 30 दिनों में)" in told
    assert any("आज" in said for said in words(svg))
    assert "4 समय-सीमाएँ" in root.findtext(f"{SVG}desc", "")


def test_the_list_for_a_phone_is_by_month_with_today_in_its_place() -> None:
    said = words(drawn(ROWS, "vi", True)[0])
    order = ["tháng 6 năm 2026", "tháng 9 năm 2026", "Hôm nay · ngày 25 tháng 11 năm 2026", "tháng 12 năm 2026"]
    assert [each for each in said if each in order] == order
    many = [dated(TODAY + timedelta(days=n - 30), id=f"{n:03}") for n in range(100)]
    said = words(draw_timeline(timeline(many, TODAY, "vi"), "vi", narrow=True))
    assert said[-1] == "Không vẽ: 10 mục trước đó, 50 mục sau đó."


def test_marks_that_would_hide_each_other_are_one_with_a_number() -> None:
    rows = [dated(date(2027, 1, 15), id=f"{n:02}", action=f"Task {n}") for n in range(12)]
    svg = draw_timeline(timeline(rows, TODAY, "bn"), "bn")
    assert "১২" in words(svg) and svg.count("<circle") == 2  # one in the legend
    assert "এবং আরও ৪টি" in svg


def test_progress_is_told_in_numbers_too() -> None:
    rows = [row(id=str(n), status=status) for n, status in enumerate(["done", "done", "open", "in_progress"])]
    svg = draw_progress(progress(rows, TODAY, "en", "agency"), "en", "agency")
    assert "2 of 4 done" in words(svg) and "Done: 2, In progress: 1, Open: 1" in svg
    bars = [float(width) for width in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="16"', svg)]
    assert [round(width + 4) for width in bars] == [335, 168, 168]  # of 670


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_draw_is_said(language: str, narrow: bool) -> None:
    for svg in drawn([], language, narrow):
        (said,) = words(svg)
        assert said == row_label(language, "texts", "nothing")


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), narrow=st.booleans())
def test_any_text_is_escaped(text: str, narrow: bool) -> None:
    hostile = f"<script>alert(1)</script>\"'&]]>{text}"
    rows = [dated(date(2026, 12, 10), action=hostile, agency=hostile, title=hostile, number_of_document=hostile)]
    for svg in drawn(rows, "en", narrow):
        ElementTree.fromstring(svg)
        assert (
            "<script" not in svg
            and "onload" not in svg
            and "http://" not in svg.replace("http://www.w3.org/2000/svg", "")
        )


@pytest.mark.parametrize("narrow", [False, True])
def test_long_names_stay_within_their_room(narrow: bool) -> None:
    name = "ইউনিয়ন ডিজিটাল সেন্টার পরিচালনা ও তত্ত্বাবধান বিষয়ক উপজেলা সমন্বয় কমিটি " * 3
    rows = [dated(date(2026, 12, 10), agency=name, action=name)]
    for svg in drawn(rows, "bn", narrow)[:2]:
        assert any(said.endswith("…") for said in words(svg))
        assert all(len(said) < 90 for said in words(svg))
