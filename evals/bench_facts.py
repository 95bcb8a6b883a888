"""What reading facts adds to an ingestion, in milliseconds of processor time a page.

Documents are loaded and parted before; the extraction alone is timed, best of several rounds. A page has as many
characters as the pages of the PDF documents among them have on average.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from ingest.document import read_document
from ingest.facts import extract
from ingest.records import Document

HERE = Path(__file__).parent
FOLDERS = (HERE / "corpus", HERE / "heldout" / "documents")
ROUNDS = 5
GOAL = 15.0  # milliseconds a page


def page_length(documents: Sequence[Document]) -> float:
    """Characters a page, over the documents that have pages."""
    paged = [(len(d.text), max((p.page or 0) for p in d.passages)) for d in documents if d.passages]
    paged = [(characters, pages) for characters, pages in paged if pages]
    return sum(characters for characters, _ in paged) / sum(pages for _, pages in paged)


def main() -> None:
    parser = argparse.ArgumentParser(description="Milliseconds a page that reading facts takes")
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="folders of documents")
    parser.add_argument("--json", action="store_true", dest="as_json")
    given = parser.parse_args()
    documents = [read_document(path) for folder in given.folders for path in sorted(folder.iterdir()) if path.is_file()]
    pages = sum(len(document.text) for document in documents) / page_length(documents)
    seconds, facts = [], 0
    for _ in range(ROUNDS):
        begun = time.process_time()
        facts = sum(len(extract(document)[0]) for document in documents)
        seconds.append(time.process_time() - begun)
    result = {
        "documents": len(documents),
        "pages": round(pages, 1),
        "facts": facts,
        "ms_a_page": round(1000 * min(seconds) / pages, 2),
        "goal_ms": GOAL,
    }
    print(json.dumps(result) if given.as_json else "\n".join(f"{name:12} {value}" for name, value in result.items()))


if __name__ == "__main__":
    main()
