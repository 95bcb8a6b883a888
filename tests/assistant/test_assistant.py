"""The assistant as its doors use it: open, take in, ask, search, remove."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.embed import Embedder
from index.records import StoreError
from tests.assistant.small import LANGUAGES, assert_quotes
from tests.assistant.writing import assistant_on

QUESTIONS = {
    "en": "Who is answerable in each district for compliance with Suvarna Pradesh's e-office order?",
    "vi": "Bao giờ Phú Điền phải số hóa xong hồ sơ đất đai?",
    "hi": "फू डिएन की सहकारी समितियों को सहायता का आवेदन किस तारीख से पहले भेजना है?",
    "bn": "ফু ডিয়েনের সমবায়গুলো সহায়তার আবেদন কবের আগে পাঠাবে?",
}
# Run by a fresh interpreter: what a question and the web application load.
ASK = """
import json, sys
from pathlib import Path
from assistant.assistant import Assistant
from assistant.settings import Settings

with Assistant.open(Settings(data=Path(sys.argv[1]), cache=Path(sys.argv[2]))) as assistant:
    answers = [assistant.ask(question).as_dict() for question in json.loads(sys.argv[3])]
    hits = [hit.as_dict() for hit in assistant.search("e-office", k=3)]
    asking = sorted(sys.modules)
    if sys.argv[4:]:
        from assistant.web.application import build, mount
        mount(build(assistant))
print(json.dumps({"answers": answers, "hits": hits, "asking": asking, "serving": sorted(sys.modules)}))
"""
HEAVY = {"torch", "sentence_transformers", "transformers"}


def without_timings(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in json.loads(json.dumps(answer)).items() if key != "timings_ms"}


@pytest.fixture(scope="module")
def elsewhere(sample: Assistant, project_root: Path) -> dict[str, Any]:
    """What another process answers from the same index."""
    settings = sample.settings
    run = subprocess.run(
        [sys.executable, "-c", ASK, str(settings.data), str(settings.cache), json.dumps([*QUESTIONS.values()]), "web"],
        cwd=project_root, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def test_asking_and_serving_do_without_torch(elsewhere: dict[str, Any]) -> None:
    assert "chromadb" in elsewhere["asking"] and "gradio" in elsewhere["serving"]
    assert not HEAVY & set(elsewhere["asking"])
    assert not HEAVY & set(elsewhere["serving"])
    assert "gradio" not in elsewhere["asking"]


def test_another_process_answers_alike(sample: Assistant, elsewhere: dict[str, Any]) -> None:
    ours = [without_timings(sample.ask(question).as_dict()) for question in QUESTIONS.values()]
    assert [without_timings(answer) for answer in elsewhere["answers"]] == ours
    assert elsewhere["hits"] == [hit.as_dict() for hit in sample.search("e-office", k=3)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_stand_in_the_text_at_their_offsets(sample: Assistant, language: str) -> None:
    answer = sample.ask(QUESTIONS[language])
    assert answer.status == "answered" and answer.language == language
    assert_quotes(answer, sample.text)
    for citation in answer.citations:
        info = next(info for info in sample.documents() if info.name == citation.document)
        assert (info.title, info.language, info.source) == (citation.title, citation.language, citation.url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hits_are_slices_best_first(sample: Assistant, language: str) -> None:
    hits = sample.search(QUESTIONS[language], k=7)
    assert len(hits) == 7 and len({(hit.document, hit.start) for hit in hits}) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert sample.text(hit.document)[hit.start : hit.end] == hit.text
    assert list(hits[0].as_dict())[:6] == ["document", "start", "end", "text", "language", "score"]
    assert sample.search(QUESTIONS[language], k=2) == hits[:2]
    cited = sample.ask(QUESTIONS[language]).citations[0]
    assert any(hit.document == cited.document and hit.start <= cited.start < hit.end for hit in hits)


@pytest.mark.parametrize("query", ["", "   ", "?", "\x00", "🙂"])
def test_a_search_for_nothing_finds_nothing(sample: Assistant, query: str) -> None:
    assert sample.search(query) == []


def test_documents_are_listed_by_name_with_their_twins(sample: Assistant, project_root: Path) -> None:
    infos = {info.name: info for info in sample.documents()}
    assert list(infos) == sorted(path.name for path in (project_root / "evals/corpus").iterdir())
    assert infos["quyet-dinh-1125-qd-ubnd.md"].twins == ("decision-1125-qd-ubnd.txt",)
    for info in infos.values():
        assert info.characters == len(sample.text(info.name)) > 0 and info.language in LANGUAGES


def test_an_unknown_document_is_named_with_near_ones(sample: Assistant) -> None:
    with pytest.raises(
        StoreError, match=r"no document ke-hoach-214-kh-ubnd\.tx .*did you mean ke-hoach-214-kh-ubnd\.txt"
    ):
        sample.text("ke-hoach-214-kh-ubnd.tx")


def test_opening_where_nothing_is_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="directives ingest"):
        Assistant.open(Settings.from_environment({}, data=tmp_path / "nothing"))
    assert not (tmp_path / "nothing").exists()


def test_any_number_of_threads_may_ask_and_nobody_gets_another_s_answer(sample: Assistant) -> None:
    questions = list(QUESTIONS.values())
    alone = {question: without_timings(sample.ask(question).as_dict()) for question in questions}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(sample.ask, questions * 4))
    for answer in answers:
        assert without_timings(answer.as_dict()) == alone[answer.question]


ORDER = "HARBOUR ORDER\n\nThe harbour office of Quiet Bay must repaint {posts} mooring posts by {day} September 2026.\n"
ASKED = "How many mooring posts must the harbour office of Quiet Bay repaint?"


@pytest.fixture
def writing(embedder: Embedder, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant of two groups on an empty index."""
    with assistant_on(tmp_path / "data", embedder, ("public", "council")) as assistant:
        yield assistant


def test_documents_come_change_and_go(writing: Assistant, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"

    def take_in(posts: int) -> list[str]:
        file.write_text(ORDER.format(posts=posts, day=9), encoding="utf-8")
        return [
            event.outcome
            for event in writing.ingest([file])
            if event.outcome not in ("started", "reading", "embedding")
        ]

    assert writing.documents() == [] and writing.search(ASKED) == []
    assert take_in(41) == ["added"]
    first = writing.ask(ASKED)
    assert first.status == "answered" and "41" in first.statements[0].text
    assert take_in(41) == ["unchanged"]
    assert writing.ask(ASKED).fingerprint == first.fingerprint
    assert take_in(52) == ["replaced"]
    second = writing.ask(ASKED)
    assert "52" in second.statements[0].text and "41" not in second.answer
    assert second.fingerprint != first.fingerprint
    writing.remove("harbour.txt")
    assert writing.ask(ASKED).status == "not_found" and writing.documents() == []
    with pytest.raises(StoreError, match=r"no document harbour\.txt"):
        writing.remove("harbour.txt")


def test_a_document_of_a_group_is_for_that_group(writing: Assistant, embedder: Embedder, tmp_path: Path) -> None:
    for access, posts in (("public", 41), ("council", 52)):
        file = tmp_path / f"{access}.txt"
        file.write_text(ORDER.format(posts=posts, day=9), encoding="utf-8")
        list(writing.ingest([file], access=access))
    assert {info.name for info in writing.documents()} == {"public.txt", "council.txt"}
    with Assistant.open(Settings.from_environment({}, data=writing.settings.data, cache=embedder.cache_dir)) as public:
        assert {info.name for info in public.documents()} == {"public.txt"}
        answer = public.ask(ASKED)
        said = json.dumps([answer.as_dict()[part] for part in ("answer", "statements", "citations", "nearest")])
        assert "41" in answer.answer and "52" not in said
        assert public.ask(ASKED, documents=["council.txt"]).status == "blocked"
        assert {hit.document for hit in public.search(ASKED)} == {"public.txt"}
        with pytest.raises(StoreError, match=r"no document council\.txt"):
            public.text("council.txt")


def test_what_is_known_of_a_group_s_document_is_for_that_group(
    writing: Assistant, embedder: Embedder, tmp_path: Path
) -> None:
    file = tmp_path / "council.txt"
    file.write_text(ORDER.format(posts=52, day=9), encoding="utf-8")
    list(writing.ingest([file], access="council"))
    row = next(row for row in writing.register() if row.is_obligation)
    writing.record(row.id, "progress", "An", {"note": "Secret paint"})
    settings = Settings.from_environment({}, data=writing.settings.data, cache=embedder.cache_dir)

    def hidden(public: Assistant) -> None:
        assert public.register() == [] and public.orphans() == [] and public.documents() == []
        for ask in (public.row, public.entries, lambda id: public.record(id, "confirm", "An")):
            with pytest.raises(StoreError, match="no fact"):
                ask(row.id)

    with Assistant.open(settings) as public:
        hidden(public)
    writing.remove("council.txt")
    assert [entry.values["note"] for entry in writing.orphans()] == ["Secret paint"]
    with Assistant.open(settings) as public:
        hidden(public)


def test_reading_only_does_not_write(sample: Assistant, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(ORDER.format(posts=41, day=9), encoding="utf-8")
    with pytest.raises(StoreError, match="reading only"):
        list(sample.ingest([file]))
    with pytest.raises(StoreError, match="reading only"):
        sample.remove("ke-hoach-214-kh-ubnd.txt")


def test_the_setting_bounds_the_passages(embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.assistant.Embedder", lambda *_, **__: embedder)  # its weights are in memory already
    file = tmp_path / "long.txt"
    file.write_text(" ".join(f"The office keeps register number {n} in the old archive." for n in range(60)), "utf-8")
    counts = {}
    for tokens in (64, 320):
        settings = Settings.from_environment(
            {}, data=tmp_path / str(tokens), cache=embedder.cache_dir, passage_tokens=tokens
        )
        with Assistant.open(settings, write=True) as assistant:
            list(assistant.ingest([file]))
            counts[tokens] = assistant.documents()[0].passages
    assert counts[64] > 3 * counts[320]
