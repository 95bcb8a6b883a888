"""The setting of days off, and what it changes in limits that count working days."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.days_off import days_off
from assistant.settings import Settings, SettingsError
from index.facts import Extraction
from tests.index.small import document

LIMIT = (
    "Thanh Giang, ngày 28 tháng 4 năm 2026",
    "UBND cấp xã ban hành kế hoạch trong vòng 05 ngày làm việc kể từ ngày ký.",
)


def test_countries_and_days() -> None:
    days = days_off(("VN", "2026-02-16"))
    assert {date(2026, 4, 30), date(2026, 9, 2), date(2026, 2, 16)} <= days
    assert date(2026, 4, 28) not in days
    assert date(2026, 1, 26) in days_off(("IN",)) - days
    assert days_off(("2026-02-16",)) == {date(2026, 2, 16)}
    assert days_off(()) == frozenset()


@pytest.mark.parametrize("name", ["Vietnam", "vn", "XX", "2026-02-30", "16/02/2026"])
def test_what_is_neither_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(SettingsError, match="DIRECTIVES_HOLIDAYS") as error:
        days_off((name,))
    assert name in str(error.value) and "\n" not in str(error.value)


def test_the_variable_is_a_list() -> None:
    settings = Settings.from_environment({"DIRECTIVES_HOLIDAYS": "VN, 2026-02-16,"})
    assert settings.holidays == ("VN", "2026-02-16")
    assert Settings.from_environment({}).holidays == () and Settings.from_environment({}).terms == ""


def test_a_limit_in_working_days_skips_them() -> None:
    made = document("a.txt", *LIMIT)
    assert made.date == date(2026, 4, 28)

    def end(holidays: frozenset[date]) -> date | None:
        facts, _ = Extraction.standard(holidays).extract(made)
        ends = [fact.deadline.end for fact in facts if fact.deadline and fact.deadline.relation == "within"]
        assert len(ends) == 1
        return ends[0]

    assert end(frozenset()) == date(2026, 5, 5)
    assert end(days_off(("VN",))) == date(2026, 5, 7)  # 30 April and 1 May are off


def test_other_days_off_are_another_version_of_the_rules() -> None:
    plain, vn = Extraction.standard(), Extraction.standard(days_off(("VN",)))
    assert plain.version != vn.version == Extraction.standard(days_off(("VN",))).version
