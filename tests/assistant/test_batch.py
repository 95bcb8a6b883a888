from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.batch import Entry, LineError, no_answer, read_history, results, text_of


def echo(entry: Entry) -> dict[str, Any]:
    """Stands for asking: answers a text, breaks on one word."""
    text = text_of(entry, "question")
    if text == "break":
        raise ZeroDivisionError("division by zero")
    return {"id": "its own", "status": "answered", "answer": text}


def run(*lines: bytes) -> list[dict[str, Any]]:
    return list(results(lines, echo, no_answer))


def test_every_line_has_its_result_in_order_with_its_own_id() -> None:
    questions = {"vi": "Hạn chót là khi nào?", "hi": "अंतिम तिथि क्या है?", 3: "শেষ তারিখ কবে?", None: "By when?"}
    lines = [json.dumps({"id": id_, "question": text}).encode() for id_, text in questions.items()]
    assert [(line["id"], line["answer"]) for line in run(*lines)] == list(questions.items())


def test_blank_lines_are_no_questions() -> None:
    assert [line["answer"] for line in run(b"\n", b'\xef\xbb\xbf{"question": "a"}\r\n', b"  \n")] == ["a"]


@pytest.mark.parametrize(
    ("line", "id_", "reason"),
    [
        (b"not json", None, "line 1: it is not JSON"),
        (b'{"id": 1, "question": "a"', None, "not JSON"),
        (b"\xff\xfe\x00", None, "not JSON in UTF-8"),
        (b'["id", "question"]', None, "not a JSON object"),
        (b'{"id": 7}', 7, 'no text in "question"'),
        (b'{"id": 7, "question": ["a"]}', 7, 'no text in "question"'),
        (b'{"id": "x", "question": "break"}', "x", "ZeroDivisionError: division by zero"),
        (b"[" * 100_000, None, "line 1: "),
    ],
)
def test_a_line_that_fails_is_an_answer_and_the_next_one_gets_its_turn(line: bytes, id_: Any, reason: str) -> None:
    failed, answered = run(line, b'{"id": 2, "question": "after"}')
    assert failed["id"] == id_
    assert failed["status"] == "error"
    assert reason in failed["reason"]
    assert failed.keys() == no_answer({}, "").keys() | {"id"}
    assert answered["answer"] == "after"


@settings(max_examples=200)
@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b" "))))
def test_whatever_the_lines_hold_there_is_a_result_for_each(lines: list[bytes]) -> None:
    found = run(*lines)
    assert len(found) == sum(bool(line.strip()) for line in lines)
    assert all(line["status"] in ("answered", "error") for line in found)


TURNS = [{"role": "user", "content": "Ai chủ trì?"}, {"role": "assistant", "content": "সোর্স [1]"}]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(TURNS, ensure_ascii=False),
        json.dumps(TURNS, indent=2),
        "\ufeff" + "\n".join(map(json.dumps, TURNS)),
        "\n".join(json.dumps({**turn, "time": 0}) for turn in TURNS) + "\n\n",
    ],
)
def test_a_history_is_a_list_or_one_turn_a_line(content: str) -> None:
    assert read_history(content.encode()) == TURNS


def test_a_history_of_one_turn_or_none() -> None:
    assert read_history(json.dumps(TURNS[0]).encode()) == TURNS[:1]
    assert read_history(b"[]") == read_history(b"") == []


@pytest.mark.parametrize("content", [b"{}", b"[1]", b'[{"role": "user"}]', b"nonsense", b"\xff\xfe", b'"text"', b"3"])
def test_what_is_no_history_is_refused(content: bytes) -> None:
    with pytest.raises(LineError):
        read_history(content)
