"""For those who live in LangChain: our embeddings and our retrieval under its interfaces.

retriever = DirectivesRetriever(source=assistant, k=5)
documents = retriever.invoke("By when …?")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, field_validator

from index.embed import Embedder


class Hit(Protocol):
    """A passage that was found; `text` is the document's text[start:end]."""

    @property
    def document(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def page(self) -> int | None: ...
    @property
    def score(self) -> float: ...


METADATA = ("document", "start", "end", "language", "section", "page", "score")


class DirectivesEmbeddings(Embeddings):
    """Unit vectors of `Embedder`, with the prompts that its model wants for passages and for questions."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.embedder.encode_passages(texts).tolist() if texts else []
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self.embedder.encode_question([text]).tolist()
        return vector


class DirectivesRetriever(BaseRetriever):
    """The `k` best passages as LangChain documents, with offsets into the stored text in their metadata.

    `source` is what searches: an object with `search(query, k)`, such as an open Assistant, or such a function itself.
    """

    source: Any
    k: int = Field(10, ge=1)

    @field_validator("source")
    @classmethod
    def _can_search(cls, source: Any) -> Any:
        if callable(getattr(source, "search", None)) or callable(source):
            return source
        raise ValueError("source must have a method search(query, k), or be such a function")

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        search: Callable[[str, int], Sequence[Hit]] = getattr(self.source, "search", self.source)
        return [
            Document(
                hit.text, id=f"{hit.document}:{hit.start}-{hit.end}", metadata={n: getattr(hit, n) for n in METADATA}
            )
            for hit in search(query, self.k)
        ]
