from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.widths import clusters, columns, ems, shortened, wrapped


@pytest.mark.parametrize(
    ("text", "width"),
    [("Sở Y tế", 7), (unicodedata.normalize("NFD", "Sở Y tế"), 7), ("स्थिति", 5), ("নির্দেশ", 6), ("全国", 4), ("", 0)],
)
def test_marks_take_no_column_and_wide_letters_two(text: str, width: int) -> None:
    assert columns(text) == width


def test_a_letter_is_never_parted_from_its_marks() -> None:
    assert clusters("स्थिति") == ["स्थि", "ति"]
    assert clusters("নির্দেশ") == ["নি", "র্দে", "শ"]
    assert clusters(unicodedata.normalize("NFD", "ệ")) == [unicodedata.normalize("NFD", "ệ")]


@given(text=st.text(max_size=200), width=st.integers(2, 30))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width, most=1_000)
    joined = "".join(lines)
    assert joined.replace(" ", "") == "".join(text.split())
    for line in lines:
        assert columns(line) <= width or len(clusters(line)) == 1


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert wrapped("one two three four", 7, 2) == ["one two", "three…"]
    assert wrapped("giám sát, điều hành", 9, 1) == ["giám sát…"]
    assert wrapped("", 9, 2) == [""]


def test_a_summary_is_cut_between_words() -> None:
    assert shortened("Công bố danh mục dịch vụ", 100) == "Công bố danh mục dịch vụ"
    assert shortened("Công bố danh mục\ndịch vụ công trực tuyến", 22) == "Công bố danh mục dịch…"
    assert len(shortened("x" * 500, 50)) == 50


def test_wide_letters_are_drawn_wider_than_narrow_ones() -> None:
    assert ems("") == 0 and ems("ll") < ems("oo") < ems("MM")
