"""Which column of a table holds what."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from ingest.task_table import assigns, goal_columns, roles
from tests.ingest.test_row_facts import HEADERS

ORDER = ["serial", "task", "lead", "coordinating", "deadline", "product"]


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("composition", ["NFC", "NFD"])
def test_headers_in_four_languages(language: str, composition: Literal["NFC", "NFD"]) -> None:
    header = [unicodedata.normalize(composition, title) for title in HEADERS[language]]
    found = roles(header)
    assert sorted(found, key=lambda role: found[role]) == ORDER
    assert assigns(found)


def test_the_first_column_of_a_role_counts() -> None:
    assert roles(("Task", "Deadline", "Deadline"))["deadline"] == 1
    assert roles(("", "???")) == {}
    assert not assigns(roles(("Xã", "Dân số")))


def test_goals_are_the_years_but_not_what_is_now() -> None:
    assert goal_columns(("Indicator", "Unit", "Baseline 2025", "2027", "2030", "Note"), "en") == [3, 4]
    assert goal_columns(("Xã", "2027"), "vi") == []
