"""Make the DOCX and PDF files of a held-out or blind set of documents from their sources.

    python -m evals.build_heldout [--set DIR] [--out DIR]

A set is a folder with `src` and `documents`; without `--set` it is `evals/heldout`, without `--out` its `documents`.

The markup is that of `build_corpus`; in the tables of a Word source, a cell `^` is merged with the one above
and a cell `<` with the one on its left.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from evals.build_corpus import EPOCH, _undated, build_docx, build_pdf, parse

if TYPE_CHECKING:
    from docx.table import Table

HERE = Path(__file__).parent / "heldout"


def merge_cells(package: bytes) -> bytes:
    """The Word document with the cells that are marked `^` and `<` merged with their neighbours."""
    import docx

    word = docx.Document(io.BytesIO(package))
    for table in word.tables:
        _merge(table)
    word.core_properties.modified = EPOCH
    buffer = io.BytesIO()
    word.save(buffer)
    return _undated(buffer.getvalue())


def _merge(table: Table) -> None:
    marks = [[cell.text for cell in row.cells] for row in table.rows]
    columns = len(marks[0])
    for at, row in enumerate(marks):
        for column in range(columns):
            last = column
            while last + 1 < columns and row[last + 1] == "<":
                last += 1
            if last > column:
                _join(table, (at, column), (at, last))
    for column in range(columns):
        for at in range(len(marks)):
            last = at
            while last + 1 < len(marks) and marks[last + 1][column] == "^":
                last += 1
            if last > at and marks[at][column] != "^":
                _join(table, (at, column), (last, column))


def _join(table: Table, first: tuple[int, int], last: tuple[int, int]) -> None:
    text = table.cell(*first).text
    table.cell(*first).merge(table.cell(*last)).text = text


def build(sources: Path, out: Path) -> list[Path]:
    """Build every source in `sources` into `out`; returns the files written, in the order of their names."""
    written = []
    for path in sorted(sources.glob("*.*.md")):
        target = out / path.stem
        source = parse(path.read_text(encoding="utf-8"))
        target.write_bytes(build_pdf(source) if target.suffix == ".pdf" else merge_cells(build_docx(source)))
        written.append(target)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the DOCX and PDF files of a held-out set of documents.")
    parser.add_argument("--set", type=Path, default=HERE, metavar="DIR", help="its folder, with src and documents")
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: the documents of the set")
    given = parser.parse_args()
    for path in build(given.set / "src", given.out or given.set / "documents"):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
