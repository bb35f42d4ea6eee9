"""What a model writes, piece by piece as it comes, for no longer than it may be waited for.

All calls run on one event loop in a thread of its own: there a call can be given up at any moment, also while
the model is silent, and its connection is closed.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import aclosing
from functools import cache
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

MOST_CHARACTERS = 8_000
"""That are read of one answer; a model that goes on has lost its way."""
_STOPPED = ("length", "max_tokens", "MAX_TOKENS")
"""What models say where they were stopped before they had finished."""

_starting = Lock()


class CutShort(Exception):
    """The model did not come to an end: its last sentence may lack what limits it."""


def streamed(
    model: "BaseChatModel", messages: Sequence["BaseMessage"], left: Callable[[], float]
) -> Generator[str, None, None]:
    """The pieces of text that a model writes.

    Args:
        model: asked once, never again.
        messages: what it is told.
        left: how many seconds it may still be waited for; asked before each piece.

    Raises:
        TimeoutError: it took longer.
        CutShort: it stopped, or was stopped, before it had finished.
        Exception: what the model's own library raises.
    """
    pieces: SimpleQueue[str | BaseException | None] = SimpleQueue()
    with _starting:
        loop = _loop()
    reading = asyncio.run_coroutine_threadsafe(_read(model, messages, pieces), loop)
    try:
        while True:
            piece = _next(pieces, left())
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        reading.cancel()


def _next(pieces: "SimpleQueue[str | BaseException | None]", seconds: float) -> str | BaseException | None:
    try:
        if seconds <= 0:
            raise Empty
        return pieces.get(timeout=seconds)
    except Empty:
        raise TimeoutError("the model took too long") from None


async def _read(
    model: "BaseChatModel",
    messages: Sequence["BaseMessage"],
    pieces: "SimpleQueue[str | BaseException | None]",
) -> None:
    """Puts the pieces into a queue as they come, then None, or what went wrong."""
    from langsmith import tracing_context

    try:
        read = 0
        with tracing_context(enabled=False):  # whatever the environment says, nobody else is told
            coming = cast("AsyncGenerator[AIMessageChunk, None]", model.astream(list(messages)))
            async with aclosing(coming) as chunks:
                async for chunk in chunks:
                    text = str(chunk.text)
                    read += len(text)
                    pieces.put(text)
                    if read > MOST_CHARACTERS or _was_stopped(chunk.response_metadata):
                        raise CutShort
        pieces.put(None)
    except Exception as error:
        pieces.put(error)


def _was_stopped(told: dict[str, object]) -> bool:
    return any(told.get(name) in _STOPPED for name in ("finish_reason", "stop_reason", "done_reason"))


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="model", daemon=True).start()
    return loop
