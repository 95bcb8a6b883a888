"""The days off of the settings: public holidays of countries, and single days."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date

from assistant.settings import SettingsError

YEARS = range(2000, 2051)  # documents older or newer count weekends alone


def days_off(names: Sequence[str]) -> frozenset[date]:
    """Every day that one of the names stands for: a country's code (ISO 3166, "VN") or a day in ISO form.

    Raises SettingsError for what is neither.
    """
    days: set[date] = set()
    for name in names:
        try:
            days.add(date.fromisoformat(name))
        except ValueError:
            days |= _of_country(name)
    return frozenset(days)


def _of_country(code: str) -> set[date]:
    import holidays

    if code not in holidays.list_supported_countries():
        raise SettingsError(
            f"The setting holidays (DIRECTIVES_HOLIDAYS) cannot be {code!r}: name a country by its two capital "
            "letters, such as VN, or a day, such as 2026-02-16."
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of some countries the feasts that follow the moon are known for fewer years
        return set(holidays.country_holidays(code, years=YEARS))
