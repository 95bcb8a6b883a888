from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.export import FORMATS, MEDIA_TYPES, export
from tests.assistant.rows import dated
from tests.assistant.small import LANGUAGES

TODAY = date(2026, 11, 25)
BEGINS = {"table": b"", "json": b"[", "csv": b"\xef\xbb\xbf", "xlsx": b"PK\x03\x04", "ics": b"BEGIN:VCALENDAR\r\n"}


@pytest.mark.parametrize("language", [*LANGUAGES, "und"])
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_in_every_language(format: str, language: str) -> None:
    made = export([dated(date(2026, 12, 31))], format, language, TODAY)
    assert made.startswith(BEGINS[format]) and len(made) > 80
    assert export([], format, language, TODAY)


def test_options_reach_their_format() -> None:
    rows = [dated(date(2026, 12, 31), action="word " * 50), dated(date(2026, 12, 31), id="f2", validity="superseded")]
    assert max(map(len, export(rows, "table", "en", TODAY, width=70).decode().splitlines())) <= 70
    assert export(rows, "ics", "en", TODAY).count(b"STATUS:CANCELLED") == 1
    assert len(json.loads(export(rows, "json", "en", TODAY))) == 2


def test_an_unknown_format_names_the_choices() -> None:
    with pytest.raises(ValueError, match="'pdf' is none of table, json, csv, xlsx, ics"):
        export([], "pdf", "en", TODAY)
    assert MEDIA_TYPES.keys() == set(FORMATS)
