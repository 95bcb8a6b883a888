"""Units of tables: a column of units, or brackets behind an indicator, hold for the numbers of the row."""

from __future__ import annotations

from dataclasses import replace

from ingest.amounts import MEASURES, amount_of
from ingest.numbers import Quantity, find_quantities
from ingest.records import Amount


def scaled(quantity: Quantity, text: str, language: str, unit: str) -> Amount:
    """The number of a cell by the unit of its column, multiplied out: 420 under "Tỷ đồng" is 420 000 000 000."""
    amount = amount_of(quantity, text, language, _symbol(unit))
    one = find_quantities(f"1 {unit}", language) if unit and quantity.unit is None else []
    factor = one[0].value if one and one[0].value > 1 else None
    if factor is None:
        return amount
    high = None if amount.high is None else amount.high * factor
    measured = amount_of(one[0], f"1 {unit}", language).unit if one[0].unit in (None, *MEASURES) else None
    noun = measured or amount.unit
    return replace(amount, value=amount.value * factor, high=high, unit=noun)


def _symbol(unit: str) -> str | None:
    """The canonical unit of a column of units: "Tỷ lệ %" is "%"."""
    if not unit:
        return None
    found = find_quantities(f"1 {unit}", None)
    known = found[0].unit if found else None
    return known if known and known not in MEASURES else unit
