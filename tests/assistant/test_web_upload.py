"""What the Documents tab says of files that were taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.row_wording import row_label, row_text
from assistant.web import listing
from assistant.web.languages import LANGUAGES, labels_for
from assistant.web.upload import Row, Upload
from index.records import Progress
from ingest.records import Flaw
from tests.assistant.web_reader import Reader

DATE = Flaw(3, 13, "31/02/<b>2026", "impossible_date")
LONG = Flaw(0, 0, "", "too_many_rows")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_could_not_be_read_stands_beside_its_document(language: str, tmp_path: Path) -> None:
    labels = labels_for(language)
    sent = tmp_path / "sent"
    sent.write_text("…", encoding="utf-8")
    with Upload([{"path": str(sent), "orig_name": "a.txt"}], labels, 1) as upload:
        upload.note(Progress("a.txt", "added", 1, 1, facts=2, flaws=(DATE, LONG)))
    read = Reader(listing.progress([*upload.rows, Row("b.txt", "added")], labels, done=True))
    why = [row_label(language, "flags", flaw.reason) for flaw in (DATE, LONG)]
    assert labels.flaws.format(words=f"31/02/<b>2026 ({why[0]}), {why[1]}") in read.text
    assert "b" not in read.names() and read.names().count("q") == 1
    assert read.text.count(labels.flaws.partition("{words}")[0]) == 1, "of the one that has any"


def test_of_many_flaws_the_first_are_named() -> None:
    row = Row("a.txt", "added", flaws=(DATE,) * (listing.MOST_FLAWS + 3))
    read = Reader(listing.progress([row], labels_for("bn")))
    assert read.names().count("q") == listing.MOST_FLAWS and row_text("bn", "more", count=3) in read.text


def test_counts_have_the_pages_digits() -> None:
    labels = labels_for("bn")
    read = Reader(listing.progress([Row("a", "added")] * 12, labels, done=True))
    assert labels.upload_done.format(kept="১২", total="১২") in read.text
    assert "১০০" in Reader(listing.hint(labels, [".txt"], 100)).text
