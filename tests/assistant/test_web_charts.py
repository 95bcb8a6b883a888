"""The charts of the Register tab as tables."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.row_wording import say_count
from assistant.web import register_charts
from assistant.web.languages import LANGUAGES
from assistant.web.register_languages import register_labels
from tests.assistant.rows import dated
from tests.assistant.web_reader import Reader

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_table_of_deadlines_says_where_it_ends(language: str) -> None:
    rows = [dated(date(2026, 12, 1), id=f"r{n}") for n in range(register_charts.MOST + 1)]
    words = register_labels(language).first_rows
    said = words.format(shown=say_count(register_charts.MOST, language), total=say_count(len(rows), language))
    whole = Reader(register_charts.timeline(rows[1:], language, TODAY))
    cut = Reader(register_charts.timeline(rows, language, TODAY))
    assert whole.names().count("tr") == cut.names().count("tr") == register_charts.MOST + 1
    assert said in cut.text
    assert "notice" not in [tag.get("class") for _, tag in whole.tags]
