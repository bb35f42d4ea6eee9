"""Chat models that write what a test tells them to, and a verifier that knows only whole sentences."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from assistant.answers import Hit
from assistant.grounding.verdict import Aligned, Support, Verdict

Step = str | float | BaseException
"""A piece of text, seconds of silence, or an error."""


class Scripted(BaseChatModel):
    """Streams the steps of a script, without end if ``forever``; ``told`` keeps what it was asked."""

    steps: Sequence[Any]
    forever: bool = False
    told: list[list[BaseMessage]] = Field(default_factory=list)
    closed: list[bool] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        text = "".join(step for step in self.steps if isinstance(step, str))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    async def _astream(
        self, messages: list[BaseMessage], *_: Any, **__: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        self.told.append(messages)
        try:
            while True:
                for step in self.steps:
                    if isinstance(step, BaseException):
                        raise step
                    if isinstance(step, float):
                        await asyncio.sleep(step)
                    else:
                        yield ChatGenerationChunk(message=AIMessageChunk(step))
                        await asyncio.sleep(0)
                if not self.forever:
                    return
        finally:
            self.closed.append(True)


class Plain(BaseChatModel):
    """One that only knows how to stream without an event loop, as some providers' do."""

    steps: Sequence[Any]

    @property
    def _llm_type(self) -> str:
        return "plain"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        raise NotImplementedError

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        for step in self.steps:
            if isinstance(step, BaseException):
                raise step
            if isinstance(step, float):
                time.sleep(step)
            else:
                yield ChatGenerationChunk(message=AIMessageChunk(step))


def in_pieces(text: str, size: int = 5) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def word_for_word(text: str, hits: Sequence[Hit]) -> Verdict:
    """Supported is what is a sentence of a passage, or two of them joined by " and ", word for word."""
    found = []
    for part in text.rstrip(".").split(" and "):
        spans = [
            Aligned(place, one.start, one.end)
            for place, hit in enumerate(hits)
            for one in hit.passage.sentences
            if part.casefold() == hit.passage.text[one.start : one.end].rstrip(".").casefold()
        ]
        if not spans:
            return Verdict(Support.NOT, 0.1, missing=("a word",))
        found.append(spans[0])
    return Verdict(Support.SUPPORTED, 0.95, aligned=tuple(found))


Verifier = Callable[[str, Sequence[Hit]], Verdict]
