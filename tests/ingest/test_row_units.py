"""Units of tables, and headers in abbreviations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.load_table import Grid, table_blocks
from tests.ingest.made import duties, table


@pytest.mark.parametrize(
    ("language", "header", "row", "value", "unit"),
    [
        ("vi", ("Chỉ tiêu", "Đơn vị tính", "Năm 2027"), ("Vốn huy động", "Tỷ đồng", "1.200"), 1_200_000_000_000, "VND"),
        ("vi", ("Chỉ tiêu", "Đơn vị tính", "Năm 2027"), ("Khách du lịch", "Nghìn lượt", "350"), 350_000, "lượt"),
        ("en", ("Indicator", "Unit", "2027"), ("Grants paid", "million USD", "4.5"), 4_500_000, "USD"),
        ("hi", ("सूचक", "इकाई", "वर्ष 2027"), ("अनुदान", "करोड़ रुपये", "१२"), 120_000_000, "INR"),
        ("bn", ("সূচক", "একক", "২০২৭ সাল"), ("অনুদান", "কোটি টাকা", "১২"), 120_000_000, "BDT"),
    ],
)
def test_a_unit_multiplies(language: str, header: tuple[str, ...], row: tuple[str, ...], value: int, unit: str) -> None:
    (fact,) = duties(table(language, header, row))
    assert fact.amount and (fact.amount.value, fact.amount.unit) == (Decimal(value), unit)


def test_a_header_may_be_abbreviated() -> None:
    rows = [["Ref.", "Activity", "Lead"], ["A. Access", None, None], ["A1", "Build ramps", "DSI"]]
    (_, row) = table_blocks(Grid(rows))
    assert row.header == ("Ref.", "Activity", "Lead")


def test_a_row_may_group_with_a_letter_of_any_script() -> None:
    header = ["क्र.", "गतिविधि", "अधिकारी"]
    first, _ = table_blocks(Grid([header, ["अ", "संस्थागत सेवाएँ", ""], ["1", "उन्नयन", "सिविल सर्जन"]]))
    assert (first.kind, first.text) == ("heading", "अ संस्थागत सेवाएँ")
