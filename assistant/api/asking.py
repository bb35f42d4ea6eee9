"""Questions: answered at once or as the answer grows, and passages that fit one."""

import json
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.sse import format_sse_event
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse

from assistant.api.exchange import Exchange, begun
from assistant.api.parts import At, Caller, Parts
from assistant.api.problems import Problem
from assistant.api.serving import Route
from assistant.api.values import Answered, Hit
from assistant.api.wanted import Asking, Search
from assistant.people import Person

STREAM = "text/event-stream"
UNBUFFERED = {"X-Accel-Buffering": "no"}
"""Tells a proxy to pass on each event as it comes."""
STREAMED: dict[int | str, dict[str, Any]] = {200: {"content": {STREAM: {"schema": {"type": "string"}}}}}

router = APIRouter(route_class=Route, tags=["questions"])


@router.post("/ask", response_model=Answered, responses=STREAMED)
async def ask(asking: Asking, request: Request, at: At, person: Caller) -> Response:
    """Answer a question with quoted, cited passages, or decline.

    With `Accept: text/event-stream` the answer comes in events as it grows: `panel`, whom to reach first, if
    somebody may be at risk now; `answer`, what there is so far, once or more; then `done`, the whole, or
    `failed`, a problem. What came before `done` may still be withdrawn.
    """
    _allowed(at, person)
    exchange = await run_in_threadpool(begun, asking, at, person)
    if STREAM in request.headers.get("accept", ""):
        return StreamingResponse(_events(exchange, at), media_type=STREAM, headers=UNBUFFERED)
    try:
        async with at.answering:
            answer = await run_in_threadpool(exchange.whole)
    except Exception as error:
        raise exchange.failed(error) from error
    return JSONResponse(await run_in_threadpool(exchange.told, answer))


@router.get("/search", response_model=list[Hit])
async def search(wanted: Annotated[Search, Query()], at: At, person: Caller) -> Response:
    """The passages that best fit a question, best first. Personal data in it is not searched for."""
    _allowed(at, person)
    scope = wanted.scope(at.assistant.scope)
    async with at.answering:
        hits = await run_in_threadpool(at.assistant.search, wanted.q.strip(), wanted.count, scope)
    return JSONResponse([hit.as_dict() for hit in hits])


def _allowed(at: Parts, person: Person) -> None:
    """See that somebody may ask one more question now.

    Raises:
        Problem: they have asked too many, or too many are asked at all.
    """
    if not at.limits.allow(person):
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS)
    at.answering.check()


async def _events(exchange: Exchange, at: Parts) -> AsyncIterator[bytes]:
    """The events of an answer as they are sent; whom to reach first waits for nobody's turn."""
    if exchange.panel:
        yield _event("panel", exchange.panel.as_dict())
    try:
        async with at.answering:
            async for answer in iterate_in_threadpool(exchange.growing()):
                yield _event("answer", answer.as_dict())
        yield _event("done", await run_in_threadpool(exchange.told, answer))
    except Exception as error:
        yield _event("failed", exchange.failed(error).as_dict())


def _event(name: str, told: Mapping[str, Any]) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(told, ensure_ascii=False))
