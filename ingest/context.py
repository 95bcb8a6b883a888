"""What holds for a line of a document: what the headings and lead-ins above it say, and the document itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.agencies import Agency
from ingest.duty_words import says
from ingest.records import Deadline


@dataclass(frozen=True, slots=True)
class Context:
    agency: Agency | None  # who must do what stands below
    coordinating: tuple[str, ...]
    deadline: Deadline | None  # by when
    headings: tuple[str, ...]  # innermost first
    orders: bool  # the document orders and plans; it does not report
    day: date | None  # of the document
    language: str

    def speaks_of(self, table: str) -> bool:
        """Whether a heading above has a word of the table (see `duty_words`)."""
        return any(says(table, heading, self.language) for heading in self.headings)

    @property
    def tells_background(self) -> bool:
        """Whether a heading above tells what is or was so; "Trước tình hình trên, … yêu cầu:" orders."""
        headings = (heading for heading in self.headings if says("background", heading, self.language))
        return any(not says("assigned", heading, self.language) for heading in headings)
