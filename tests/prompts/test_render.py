from __future__ import annotations

from pathlib import Path

import pytest

from prompts import render as module
from prompts.render import PromptError, prompts_hash, render

VALUES = {"language": "Hindi", "fence": "=== f ===", "question": "कब तक?", "sources": "[1] …"}


def test_every_value_stands_in_the_prompt() -> None:
    prompt = render("answer", **VALUES)
    assert all(value in prompt for value in VALUES.values())
    assert "$" not in prompt


@pytest.mark.parametrize("missing", sorted(VALUES))
def test_a_missing_value_is_named(missing: str) -> None:
    values = {name: value for name, value in VALUES.items() if name != missing}
    with pytest.raises(PromptError, match=rf"'answer'.* {missing}\."):
        render("answer", **values)


def test_a_value_without_a_place_and_an_unknown_prompt_are_named() -> None:
    with pytest.raises(PromptError, match="colour"):
        render("answer", colour="red", **VALUES)
    with pytest.raises(PromptError, match=r"'anwser'; the prompts are .*answer"):
        render("anwser")


def test_what_a_value_holds_is_not_filled_in_again() -> None:
    assert "costs $question and ${fence} $" in render(
        "answer", **VALUES | {"sources": "costs $question and ${fence} $"}
    )


def test_the_hash_changes_with_the_prompts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = prompts_hash()
    assert before == prompts_hash()
    (tmp_path / "answer.md").write_text("Answer in $language!", encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    module._texts.cache_clear()
    try:
        assert render("answer", language="Hindi") == "Answer in Hindi!"
        assert prompts_hash() != before
    finally:
        monkeypatch.undo()
        module._texts.cache_clear()
    assert prompts_hash() == before
