from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.export_table import as_table
from assistant.widths import columns
from tests.assistant.rows import dated, row, source
from tests.assistant.small import LANGUAGES

TODAY = date(2026, 11, 25)
ROWS = [
    dated(date(2026, 6, 30), "before", agency="Sở Khoa học và Công nghệ", language="vi", action="số hóa hồ sơ " * 9),
    row(agency="ज़िला शिक्षा अधिकारी", language="hi", action="प्रशिक्षण आयोजित करना",
        recurrence="monthly", rule="BYMONTHDAY=10"),
    row(agency="ইউনিয়ন পরিষদ সচিব", language="bn", action="নিবন্ধন সম্পন্ন করা", number=Decimal(85), unit="%",
        number_relation=">="),
    row(agency="", action="", quote="A figure of 全国 42.", kind="figure", number_of_document=None),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(language: str, width: int) -> None:
    lines = as_table(ROWS, language, TODAY, width).splitlines()
    assert max(map(columns, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)


def test_columns_stand_under_each_other_in_every_script() -> None:
    lines = as_table(ROWS, "en", TODAY, 120).splitlines()
    head, rule = lines[0], lines[1]
    assert head.split() == ["Who", "What", "By", "when", "How", "much", "Document"]
    starts = [0, *(at + 2 for at in range(len(rule)) if rule[at : at + 2] == "  ")]
    for line in lines[2:]:
        shown = [char for char in line if columns(char)]  # one for each column of the terminal, but for wide letters
        if "全" not in line:
            assert all(len(shown) <= at or shown[at - 1] == " " for at in starts[1:])


def test_a_row_says_who_what_when_how_much_and_where() -> None:
    late, monthly, target, figure = (as_table([each], "en", TODAY, 200) for each in ROWS)
    assert "before 30 June 2026 · Overdue" in late and "12/KH-UBND" in late
    assert "every month, on the 10th" in monthly
    assert "at least 85%" in target
    assert "A figure of 全国 42." in figure and "ke-hoach.docx" in figure


def test_what_was_changed_later_says_so() -> None:
    shown = as_table([dated(date(2027, 6, 30), validity="superseded", changed_by=source())], "en", TODAY, 200)
    assert "by 30 June 2027 · Superseded" in shown


def test_a_long_cell_takes_several_lines_and_ends() -> None:
    table = as_table([row(action="word " * 400)], "en", TODAY, 80)
    assert len(table.splitlines()) == 2 + 4 and "…" in table


def test_nothing_is_said_in_words() -> None:
    assert as_table([], "vi", TODAY) == "Không có dòng nào để hiển thị."
