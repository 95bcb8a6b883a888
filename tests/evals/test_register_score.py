"""The extraction meets its goals on the registers of the sample corpus and of the held-out documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.register_cases import CORPUS, GOLD, load_gold, load_optional
from evals.score_register import from_fact, score_all
from tests.evals.reading import documents_of

HELDOUT = Path(__file__).resolve().parents[2] / "evals" / "heldout"
FLOORS = {"deadline": 0.93, "agency": 0.90, "target": 0.87}  # F1


@pytest.mark.parametrize("name", ["sample", "heldout"])
def test_the_registers_floors_hold(name: str) -> None:
    if name == "sample":
        golds, documents = load_gold(GOLD), documents_of(CORPUS)
    else:
        golds = load_gold(HELDOUT / "register.jsonl") + load_optional(HELDOUT / "optional.jsonl")
        documents = documents_of(HELDOUT / "documents")
    found = [from_fact(document, fact) for document in documents.values() for fact in document.facts]
    overall = score_all(golds, found, documents)[0]["all"]
    assert (overall.obligation.precision or 0) >= 0.92
    assert (overall.obligation.recall or 0) >= 0.92
    for field, floor in FLOORS.items():
        assert (getattr(overall, field).f1 or 0) >= floor, field
    assert overall.quotes.precision == 1.0
