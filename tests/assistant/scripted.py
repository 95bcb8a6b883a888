"""The one chat model of the tests: it says what it is told to, whatever it is asked, and remembers what it heard."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field


class ScriptedChat(BaseChatModel):
    says: str = ""
    fails: bool = False
    pause_s: float = 0.0  # before every piece
    endless: bool = False
    heard: list[str] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.says))])

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        self.heard += [str(message.text) for message in messages]
        if self.fails:
            raise ConnectionError("no route to the model\nand a page of details")
        while True:
            for at in range(0, max(len(self.says), 1), 7):
                time.sleep(self.pause_s)
                yield ChatGenerationChunk(message=AIMessageChunk(content=self.says[at : at + 7]))
            if not self.endless:
                return
