"""The lines of a document with what stands above each: headings, numbered clauses, and the words that introduce a list.

Made from the stored text and its passages alone, so that facts can be read again from a catalogue without the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Block, BlockKind, Document, Passage, Sentence
from ingest.structure import LONGEST_ENTRY, Place, label, place, shorten

LONGEST_ITEM = 250  # characters of a line that may be an item of a list without a mark
_INTRODUCES = re.compile(r"[:：][\s*_\"”»]*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the stored text that is no table row, or a whole row; `start` and `end` are offsets in the document."""

    start: int
    end: int
    passage: Passage
    above: tuple[int, ...]  # indices of the lines that it stands below, outermost first
    sentences: tuple[Sentence, ...]  # that begin in it
    marker: int  # where its own words begin, behind "1." or "Điều 3."
    names: bool  # it only names what follows: a heading, a caption
    introduces: bool  # it ends in a colon

    @property
    def is_row(self) -> bool:
        return bool(self.passage.cells)


def outline(document: Document) -> list[Line]:
    """The lines, in order."""
    blocks, owners = _blocks(document)
    places = place([block for block, _ in blocks])
    above = _above([block for block, _ in blocks], places)
    starts = [passage.start for passage in document.passages]
    lines = []
    for i, (block, start) in enumerate(blocks):
        passage, end = owners[i], start + len(block.text)
        sentences = _sentences(document.passages, bisect_right(starts, start), start, end)
        found = None if block.kind == "row" else label(block.text, block.kind == "heading")
        lines.append(
            Line(
                start,
                end,
                passage,
                above[i],
                sentences,
                start + (found.marker_end if found else 0),
                places[i].caption,
                bool(_INTRODUCES.search(block.text)),
            )
        )
    return lines


def _sentences(passages: Sequence[Passage], at: int, start: int, end: int) -> tuple[Sentence, ...]:
    """The sentences that begin in a line; a long one goes on in passages behind `at`."""
    found: dict[int, Sentence] = {}
    at = max(0, at - 1)
    while at < len(passages) and passages[at].start < end:
        found |= {s.start: s for s in passages[at].sentences if start <= s.start < end}
        at += 1
    return tuple(found.values())


def _blocks(document: Document) -> tuple[list[tuple[Block, int]], list[Passage]]:
    """The lines as blocks with their offsets, and the passage that each begins in."""
    text = document.text
    blocks: list[tuple[Block, int]] = []
    owners: list[Passage] = []
    starts = [passage.start for passage in document.passages]
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        index = bisect_right(starts, start + len(line) - len(line.lstrip())) - 1
        if not line.strip() or index < 0:
            continue
        passage = document.passages[index]
        if passage.cells:
            if not (blocks and owners[-1] is passage):
                blocks.append((Block("row", text[passage.start : passage.end], page=passage.page), passage.start))
                owners.append(passage)
            continue
        blocks.append((Block(_kind(line, passage), line, page=passage.page), start))
        owners.append(passage)
    return blocks, owners


def _kind(line: str, passage: Passage) -> BlockKind:
    words = shorten(line.strip("*# :"))
    is_heading = len(words) <= LONGEST_ENTRY and any(words == entry for entry in passage.section)
    return "heading" if is_heading or line.startswith("#") else "paragraph"


def _above(blocks: Sequence[Block], places: Sequence[Place]) -> list[tuple[int, ...]]:
    """For every line the lines that opened the entries of its path, and those that introduce the list it is in."""
    opened: list[tuple[tuple[str, ...], int, bool]] = []  # path, line, whether it introduces a list by a colon
    above: list[tuple[int, ...]] = []
    run = False  # of short lines without a mark right behind the words that introduce them, as Word stores its lists
    for i, (block, at) in enumerate(zip(blocks, places, strict=True)):
        path = at.path
        before = places[i - 1].path if i else ()
        opens = block.kind != "row" and bool(path) and (path != before or label(block.text) is not None or at.caption)
        listed = at.listed or block.text.lstrip().startswith(("-", "–", "+", "•", "*")) or block.kind == "row"
        lead = block.kind != "row" and bool(_INTRODUCES.search(block.text))
        run = run and not opens and not lead and block.kind == "paragraph" and len(block.text) <= LONGEST_ITEM
        listed = listed or run
        opened = [
            entry
            for entry in opened
            if path[: len(entry[0])] == entry[0]
            and (len(entry[0]) < len(path) or not opens)
            and (not entry[2] or listed or len(entry[0]) < len(path))
        ]
        above.append(tuple(entry[1] for entry in opened))
        run = (lead and bool(path)) or run
        if opens or lead:
            opened.append((path, i, lead and not opens))
    return above
