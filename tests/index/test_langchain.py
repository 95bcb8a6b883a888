"""Our embeddings and retriever as LangChain sees them, with the bundled model and files in four languages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from assistant.assistant import Assistant
from index.embed import Embedder
from index.langchain import DirectivesEmbeddings, DirectivesRetriever
from tests.assistant.writing import assistant_on
from tests.index.small import write_files

QUESTIONS = {
    "en": "By when shall the agency report?",
    "vi": "Khi nào phải hoàn thành việc số hóa hồ sơ?",
    "hi": "विभाग को कब तक रिपोर्ट भेजनी होगी?",
    "bn": "দপ্তর কবে প্রতিবেদন দেবে?",
}


@pytest.fixture(scope="module")
def embeddings(embedder: Embedder) -> DirectivesEmbeddings:
    return DirectivesEmbeddings(embedder)


@pytest.fixture(scope="module")
def assistant(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("langchain")
    files = write_files(folder / "files", 4)
    with assistant_on(folder / "data", embedder) as opened:
        assert [event.outcome for event in opened.ingest(files)].count("added") == 4
        yield opened


def test_embeddings_are_unit_vectors_that_put_the_right_passage_first(embeddings: DirectivesEmbeddings) -> None:
    passages = [
        "Cơ quan phải báo cáo trước ngày 30/6/2026.",
        "दस्तावेज़ों का डिजिटलीकरण मार्च तक पूरा होगा।",
        "The budget of the road works is 1.5 million.",
        "প্রতি মাসে নীতি পর্যালোচনা হবে।",
    ]
    questions = [
        "Hạn báo cáo là ngày nào?",
        "डिजिटलीकरण कब पूरा होगा?",
        "What do the road works cost?",
        "নীতি কত ঘন ঘন পর্যালোচনা হবে?",
    ]
    matrix = np.array(embeddings.embed_documents(passages))
    vectors = np.array([embeddings.embed_query(question) for question in questions])
    assert matrix.shape == vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(np.vstack([matrix, vectors]), axis=1), 1, atol=1e-3)
    assert (vectors @ matrix.T).argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert embeddings.embed_documents([]) == []


@pytest.mark.parametrize("language", sorted(QUESTIONS))
def test_the_retriever_gives_slices_of_the_stored_text(assistant: Assistant, language: str) -> None:
    retriever = DirectivesRetriever(source=assistant, k=3)
    documents = retriever.invoke(QUESTIONS[language])
    assert 1 <= len(documents) <= 3
    assert documents[0].metadata["language"] == language
    for document in documents:
        data = document.metadata
        assert set(data) == {"document", "start", "end", "language", "section", "page", "score"}
        assert assistant.text(data["document"])[data["start"] : data["end"]] == document.page_content
    assert documents == sorted(documents, key=lambda document: -document.metadata["score"])
    assert len({document.id for document in documents}) == len(documents)


def test_a_function_searches_as_well_and_so_does_a_loop(assistant: Assistant) -> None:
    retriever = DirectivesRetriever(source=assistant.search, k=1)
    assert asyncio.run(retriever.ainvoke(QUESTIONS["en"])) == retriever.invoke(QUESTIONS["en"])


@pytest.mark.parametrize("wrong", [{"source": 7}, {"source": print, "k": 0}])
def test_what_cannot_search_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DirectivesRetriever(**wrong)
