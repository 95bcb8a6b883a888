"""The way of a question through its steps: every end has a status, and nothing is raised."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.chat import STEPS, Desk, answer
from assistant.settings import Settings
from assistant.turn import Turn
from assistant.wording import say
from index.embed import Embedder
from index.store import Store
from tests.assistant.small import LANGUAGES, assert_quotes
from tests.assistant.writing import assistant_on

QUESTIONS = {
    "en": "By when must the land records of Thanh Giang be digitised?",
    "vi": "Thanh Giang phải số hóa xong hồ sơ đất đai trước ngày nào?",
    "hi": "थान्ह गियांग के भूमि अभिलेखों का डिजिटलीकरण कब तक पूरा होना है?",
    "bn": "থান গিয়াংয়ের সব কমিউন ও ওয়ার্ডের ভূমি রেকর্ডের ডিজিটালকরণ কবের মধ্যে শেষ হবে?",
}
UNKNOWN = {
    "en": "When was Decision 4711/QD-ABCD issued?",
    "vi": "Quyết định số 4711/QĐ-ABCD ban hành ngày nào?",
    "hi": "निर्णय संख्या 4711/QĐ-ABCD कब जारी हुआ?",
    "bn": "সিদ্ধান্ত নং ৪৭১১/QĐ-ABCD কবে জারি হয়েছে?",
}
TIMINGS = ["understand", "retrieve", "compose", "verify", "total"]
# As ../shared/design.md gives the contract, and as programs outside read it.
FIELDS = [
    "question", "language", "status", "answer", "statements", "citations", "facts", "reason", "nearest", "timings_ms",
    "fingerprint",
]  # fmt: skip
CITATION = {"n", "document", "title", "url", "language", "quote", "start", "end", "page", "section"}


@pytest.fixture
def desk(sample: Assistant) -> Desk:
    return sample._desk


def asked(desk: Desk, question: str, **options: Any) -> Answer:
    return answer(desk, Turn(question, **options))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_has_statements_citations_and_every_timing(desk: Desk, language: str) -> None:
    found = asked(desk, QUESTIONS[language], id="q1")
    assert (found.status, found.language, found.id) == ("answered", language, "q1")
    assert list(found.timings_ms) == TIMINGS
    assert all(value >= 0 for value in found.timings_ms.values())
    assert found.timings_ms["total"] >= 0.9 * sum(found.timings_ms[name] for name in TIMINGS[:-1])
    assert found.statements and found.reason == "" and found.nearest == ()
    assert_quotes(found, desk.store.text)
    for statement in found.statements:
        assert f"{statement.text} {''.join(f'[{n}]' for n in statement.citations)}" in found.answer


def test_the_json_of_an_answer_is_the_contract_s(desk: Desk) -> None:
    value = json.loads(json.dumps(asked(desk, QUESTIONS["vi"], id="q1").as_dict(), ensure_ascii=False))
    assert list(value) == ["id", *FIELDS]
    assert list(asked(desk, QUESTIONS["vi"]).as_dict()) == FIELDS
    assert all(set(statement) == {"text", "citations", "kind"} for statement in value["statements"])
    assert all(set(citation) == CITATION for citation in value["citations"])
    assert all(isinstance(n, int) for statement in value["statements"] for n in statement["citations"])
    assert value["fingerprint"] == desk.store.fingerprint() != ""


def test_the_json_has_the_same_keys_however_the_question_ends(desk: Desk) -> None:
    for question in ("", "x" * 5000, UNKNOWN["en"], QUESTIONS["en"]):
        assert list(asked(desk, question).as_dict()) == FIELDS


def test_the_timings_are_all_there_however_the_question_ends(desk: Desk) -> None:
    for question in ("", UNKNOWN["en"]):
        assert list(asked(desk, question).timings_ms) == TIMINGS


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_an_outcome_with_a_reason(desk: Desk, language: str) -> None:
    found = asked(desk, UNKNOWN[language])
    assert (found.status, found.language) == ("not_found", language)
    assert not found.statements and not found.citations and found.answer == found.reason
    assert "4711" in found.reason or "৪৭১১" in found.reason
    assert all(part in found.reason for part in say(language, "unknown_document", numbers="|").split("|"))
    for citation in found.nearest:
        assert desk.store.text(citation.document)[citation.start : citation.end] == citation.quote
    assert len(found.nearest) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_a_question_is_blocked_in_the_asker_s_language(desk: Desk, language: str) -> None:
    long = asked(desk, QUESTIONS[language] * 100)
    assert (long.status, long.language) == ("blocked", language)
    length, limit = f"{len(QUESTIONS[language]) * 100:,}", f"{desk.max_question_chars:,}"
    assert long.reason == say(language, "long_question", length=length, limit=limit) == long.answer
    empty = asked(desk, "  \n ", language=language)
    assert (empty.status, empty.reason) == ("blocked", say(language, "empty_question"))
    filtered = asked(desk, QUESTIONS[language], documents=("no such file.txt",))
    assert (filtered.status, filtered.reason) == ("blocked", say(language, "unknown_filter", name="no such file.txt"))


def test_only_the_documents_asked_for_answer(desk: Desk) -> None:
    for name in ("decision-1125-qd-ubnd.txt", "ke-hoach-214-kh-ubnd.txt"):
        found = asked(desk, QUESTIONS["en"], documents=(name,))
        assert {citation.document for citation in (*found.citations, *found.nearest)} <= {name}


@pytest.fixture(scope="module")
def empty(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with assistant_on(tmp_path_factory.mktemp("empty") / "data", embedder) as assistant:
        yield assistant._desk


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_documents_the_answer_says_so(empty: Desk, language: str) -> None:
    found = asked(empty, QUESTIONS[language])
    assert (found.status, found.reason) == ("not_found", say(language, "no_documents"))


class Broken:
    """The real store, some calls of which fail as they do on a damaged disk."""

    def __init__(self, store: Store, *calls: str) -> None:
        self._store, self._calls = store, calls

    def __getattr__(self, name: str) -> Any:
        if name in self._calls:
            raise RuntimeError("database disk image is malformed: /srv/secret/catalog.sqlite")
        return getattr(self._store, name)


def on(desk: Desk, store: Any) -> Desk:
    """The desk with something in place of its store."""
    return replace(desk, store=store)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("call", ["reading", "documents", "keyword", "passages", "vectors_of", "text"])
def test_a_crash_in_a_step_is_a_status_and_a_sentence(
    desk: Desk, call: str, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        found = asked(on(desk, Broken(desk.store, call)), QUESTIONS[language])
    status: Status = "error"
    assert found.status == status
    spoken = "en" if call == "reading" else language  # before the question was read
    assert found.reason == found.answer == say(spoken, "error")
    assert not (found.statements or found.citations or found.nearest)
    for word in ("Traceback", "malformed", "secret", "RuntimeError"):
        assert word not in json.dumps(found.as_dict())
    assert "malformed" in caplog.text  # the administrator can read it


def test_nothing_is_raised_where_the_store_is_gone_altogether(desk: Desk) -> None:
    broken = Broken(desk.store, "reading", "fingerprint")
    assert asked(on(desk, broken), QUESTIONS["en"]).status == "error"


def test_a_crash_keeps_no_half_answer(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    class Lost(Broken):
        def text(self, name: str, accesses: object) -> str:
            raise KeyError(name)

    found = asked(on(desk, Lost(desk.store)), QUESTIONS["en"])
    assert found.status == "error" and found.statements == () and found.citations == ()


def test_what_does_not_stand_in_the_source_is_not_said(desk: Desk) -> None:
    """The text of one document is not what was indexed: what quotes it goes, and the status tells."""

    class Changed(Broken):
        changed: frozenset[str] = frozenset()

        def text(self, name: str, accesses: tuple[str, ...]) -> str:
            return "~" + self._store.text(name, accesses) if name in self.changed else self._store.text(name, accesses)

    whole = asked(desk, QUESTIONS["en"])
    store = Changed(desk.store)
    store.changed = frozenset(citation.document for citation in whole.citations)
    nothing = asked(on(desk, store), QUESTIONS["en"])
    assert nothing.status == "not_found" and nothing.statements == () and nothing.citations == ()
    assert nothing.reason == say("en", "not_found")
    if len(store.changed) > 1:
        store.changed = frozenset([whole.citations[0].document])
        part = asked(on(desk, store), QUESTIONS["en"])
        assert part.status == "partial" and 0 < len(part.statements) < len(whole.statements)
        assert not store.changed & {citation.document for citation in part.citations}


@pytest.mark.parametrize("history", [
    [{"role": "user"}], [{}], [{"role": "user", "content": ""}], [{"role": "assistant", "content": "x"}] * 50,
    [{"role": "user", "content": "\x00\ud800"}],
])  # fmt: skip
def test_any_history_of_texts_is_read(desk: Desk, history: list[dict[str, str]]) -> None:
    assert asked(desk, QUESTIONS["en"], history=history).status == "answered"


@pytest.mark.parametrize("content", [None, 7, [{"type": "text", "text": "By when?"}]])
def test_a_history_of_other_things_is_no_internal_error(desk: Desk, content: object) -> None:
    assert asked(desk, QUESTIONS["en"], history=[{"role": "user", "content": content}]).status != "error"


@pytest.mark.parametrize("question", [
    "?", "\x00", "\ud800", "🙂" * 50, "' OR 1=1 --", "\"AND NEAR(*", "{not_found}", "%s%s%n", "a" * 1999, "ก ข ค", "57",
    "\u202egnihton\u202c", "<script>alert(1)</script>",
])  # fmt: skip
def test_odd_questions_get_a_status(desk: Desk, question: str) -> None:
    found = asked(desk, question)
    assert found.status in ("answered", "partial", "not_found", "blocked")
    assert found.answer


@pytest.mark.parametrize("question", ["4711/QD-ABCD?", "இது எப்போது?"])
def test_the_language_of_an_answer_is_the_one_it_is_written_in(desk: Desk, question: str) -> None:
    assert asked(desk, question).language in LANGUAGES


def test_the_steps_are_the_visible_list() -> None:
    assert [step.__name__ for step in STEPS] == ["understood", "followed_up", "retrieved", "composed", "checked"]
    assert all(step.__doc__ for step in STEPS)


def test_settings_bound_the_length_of_a_question(desk: Desk, tmp_path: Path) -> None:
    assert desk.max_question_chars == Settings.from_environment({}, data=tmp_path).max_question_chars
    short = replace(desk, max_question_chars=len(QUESTIONS["en"]) - 1)
    assert asked(short, QUESTIONS["en"]).status == "blocked"
    assert asked(replace(desk, max_question_chars=len(QUESTIONS["en"])), QUESTIONS["en"]).status == "answered"
