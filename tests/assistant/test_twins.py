"""Which facts of a document and its translation are one obligation."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.register import Row
from tests.assistant.library import directive, library

VI = directive(
    "31/KH-UBND", "12/2/2026", "KẾ HOẠCH", "Phát triển thư viện",
    "1. Sở Tài chính bố trí kinh phí trước ngày 15/3/2026.",
    "2. Sở Y tế mở 12 phòng đọc trước ngày 30/6/2026.",
    "3. Sở Y tế mở thêm 12 phòng đọc trước ngày 30/6/2026.",
    "4. Sở Nội vụ chịu trách nhiệm theo dõi, đôn đốc việc thực hiện Kế hoạch.",
    "5. Tỷ lệ sách được số hóa đạt ít nhất 45%.",
) + "\nNguồn: https://an-son.invalid/31\n"  # fmt: skip
EN = """PEOPLE'S COMMITTEE OF AN SON PROVINCE
No. 31/KH-UBND
An Son, 12 February 2026

PLAN
Development of libraries

1. The Department of Finance shall release the funds before 15 March 2026.
2. The Department of Health shall open 12 reading rooms before 30 June 2026.
3. The Department of Health shall open another 12 reading rooms before 30 June 2026.
4. The Department of Home Affairs is responsible for following up the Plan.
5. At least 45% of the books shall be digitised.

Source: https://an-son.invalid/31
"""
HI = """अन सोन प्रांत की जन समिति
संख्या 31/KH-UBND
अन सोन, 12 फरवरी 2026

योजना
पुस्तकालयों का विकास

1. वित्त विभाग 15 मार्च 2026 से पहले धनराशि जारी करेगा।
2. स्वास्थ्य विभाग 30 जून 2026 से पहले 12 वाचनालय खोलेगा।
3. स्वास्थ्य विभाग 30 जून 2026 से पहले और 12 वाचनालय खोलेगा।

स्रोत: https://an-son.invalid/31
"""


def in_pairs(rows: list[Row]) -> set[tuple[str, str]]:
    """The clause of each Vietnamese row with that of its English twin."""
    known = {row.id: row for row in rows}
    for row in rows:
        assert all(row.id in {each.fact for each in known[twin.fact].twins} for twin in row.twins)
        assert all(known[twin.fact].language == twin.language != row.language for twin in row.twins)
    vi = [row for row in rows if row.language == "vi"]
    pairs = [(row, known[twin.fact]) for row in vi for twin in row.twins if twin.language == "en"]
    return {(_clause(row), _clause(twin)) for row, twin in pairs}


def _clause(row: Row) -> str:
    number = {"Tài chính": "1", "Finance": "1", "thêm": "3", "another": "3", "mở": "2", "open": "2"}
    number |= {"Nội vụ": "4", "Home": "4", "45%": "5"}
    return next(n for words, n in number.items() if words in row.quote)


def test_each_goes_with_its_own_translation(tmp_path: Path) -> None:
    with library(tmp_path, {"vi.txt": VI, "en.txt": EN, "hi.txt": HI}) as made:
        rows = made.rows()
        assert in_pairs(rows) == {("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")}
        hindi = [row for row in rows if row.language == "hi" and row.date_end]
        assert [{twin.language for twin in row.twins} for row in hindi] == [{"vi", "en"}] * 3


@pytest.mark.parametrize(
    ("old", "new", "alone"),
    [("15 March", "15 May", "1"), ("At least 45%", "At least 54%", "5"), ("Home Affairs", "Justice", "4")],
)
def test_a_translation_that_says_something_else_is_none(tmp_path: Path, old: str, new: str, alone: str) -> None:
    assert old in EN
    with library(tmp_path, {"vi.txt": VI, "en.txt": EN.replace(old, new)}) as made:
        pairs = in_pairs([row for row in made.rows() if new.split()[-1] not in row.quote])
        assert pairs == {(n, n) for n in "12345" if n != alone}


def test_another_document_is_no_translation(tmp_path: Path) -> None:
    with library(tmp_path, {"vi.txt": VI, "en.txt": EN.replace("invalid/31", "invalid/32")}) as made:
        assert not any(row.twins for row in made.rows())
