"""CSV: what a spreadsheet would run is text, and everything comes back as it went in."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.export_columns import COLUMNS
from assistant.export_csv import as_csv, neutral
from assistant.register import Row
from assistant.row_wording import row_label
from tests.assistant.rows import dated, row, source
from tests.assistant.small import LANGUAGES

TODAY = date(2026, 11, 25)


def read(rows: list[Row], language: str = "en") -> list[dict[str, str]]:
    data = as_csv(rows, language, TODAY)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_is_in_the_readers_language(language: str) -> None:
    (record,) = read([row()], language)
    assert list(record) == [row_label(language, "columns", column) for column in COLUMNS]
    assert len(set(record)) == len(COLUMNS)


def test_a_row_is_all_there() -> None:
    target = dated(
        date(2026, 6, 30), "before", kind="target", number=Decimal("46500000000"), unit="VND", number_relation=">=",
        coordinating=("Sở Y tế", "UBND cấp xã"), references=("57-NQ/TW",), page=3, conflicts=(source(),),
        flags=("no_header",), agency="Sở Tài chính", language="vi", url="https://example.org/a",
    )  # fmt: skip
    (record,) = read([target], "vi")
    expected = {
        "Cơ quan": "Sở Tài chính", "Thời hạn": "trước ngày 30 tháng 6 năm 2026", "Mức": "ít nhất 46,5 tỷ đồng",
        "Ngày đầu": "2026-06-30", "Ngày cuối": "2026-06-30", "Số": "46500000000", "Trạng thái": "Quá hạn",
        "Phối hợp": "Sở Y tế; UBND cấp xã", "Văn bản được nêu": "57-NQ/TW", "Trang": "3", "Mã": "f1",
        "Mâu thuẫn với": "15/KH-UBND: “The deadline is extended.”", "Cần kiểm tra": "bảng không có tiêu đề",
    }  # fmt: skip
    assert {name: record[name] for name in expected} == expected


HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠A1", "\u00a0=1",
    "\u200b=1", "\ufeff@x", "\n=1", "\u3000＝1", "\tplain",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_is_text(text: str) -> None:
    assert neutral(text) == "'" + text
    (record,) = read([row(action=text, note=text, quote=text)])
    assert record["What"] == record["Note"] == record["Words of the source"] == "'" + text


@pytest.mark.parametrize(
    "text", ["", "Sở Y tế", "1-2", "a=b", "'=1", "३१ मार्च", "৩০%", "5 - 10", unicodedata.normalize("NFD", "Ứng")]
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert neutral(text) == text


def test_numbers_are_left_as_they_are() -> None:
    (record,) = read([row(number=Decimal("-3.20"), number_high=Decimal("1E+3"), page=-1)])
    assert (record["Number"], record["Upper number"], record["Page"]) == ("-3.20", "1000", "-1")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(HOSTILE)


@given(action=texts, note=texts, agency=texts, quote=texts)
@example(action='a,"b"\r\nc;d', note="\x00", agency='"', quote="\r")
def test_whatever_is_written_is_read_back(action: str, note: str, agency: str, quote: str) -> None:
    (record,) = read([row(action=action, note=note, agency=agency, quote=quote)])
    for name, text in {"What": action, "Note": note, "Who": agency, "Words of the source": quote}.items():
        assert record[name] in (text, "'" + text)
        assert record[name][:1] not in ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠") or not text


def test_lines_end_as_the_standard_says() -> None:
    data = as_csv([row(), row(id="f2")], "en", TODAY)
    assert data.count(b"\r\n") == 3 and data.endswith(b"\r\n")


def test_cells_of_every_kind_are_text_or_plain_values() -> None:
    values: dict[str, Any] = read([row(changed_by=source(), twins=(source(number=None),), recurrence="monthly")])[0]
    assert values["Changed by"].startswith("15/KH-UBND") and values["Also said in"].startswith("sua-doi.txt")
    assert values["Recurs"] == "every month" and values["Number"] == values["First day"] == ""
