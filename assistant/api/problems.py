"""What went wrong, for other programs: problem details as RFC 9457 has them, each with a sentence.

What others say of an error may quote what was sent, or name a folder: the log is told its kind, and the
program only what stands here, or what Safeguide itself says to people.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.conversations import ConversationError
from assistant.kept import KeptError
from assistant.log import log_kind
from assistant.quiz.store import StoreError
from ingest.errors import IngestError, LibraryError

MEDIA_TYPE = "application/problem+json"
LATER = 60
"""Seconds after which somebody may try again who was told to come back later."""
MOST_TOLD = 5
"""Of what is wrong with a request."""
_SAID = {
    HTTPStatus.BAD_REQUEST: "What was sent cannot be read: it was broken off, or is not of the kind that its "
    "Content-Type names.",
    HTTPStatus.UNAUTHORIZED: "Send a token: 'Authorization: Bearer sg_…'. Whoever runs Safeguide issues one.",
    HTTPStatus.FORBIDDEN: "Whoever this token was issued for may not do that.",
    HTTPStatus.NOT_FOUND: "There is nothing here: openapi.json says what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "That cannot be done here: openapi.json says what can.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "What was sent is too large. Send less of it.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many questions were asked in a minute. Wait a little, then ask again.",
    HTTPStatus.SERVICE_UNAVAILABLE: "What Safeguide keeps cannot be read or changed now. If it stays so, "
    "tell whoever runs it; the cause is in its log.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong, and this was not done. If it keeps happening, "
    "tell whoever runs Safeguide; the cause is in its log.",
}
_ADDED = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    HTTPStatus.TOO_MANY_REQUESTS: {"Retry-After": str(LATER)},
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": str(LATER)},
}
_UNTOLD = "extra_forbidden"
"""The kind of a fault whose place is a name that was sent."""


class Told(BaseModel):
    """A problem as it is sent.

    Attributes:
        type: always "about:blank": the status says what kind it is.
        title: the status in words.
        status: of the response.
        detail: what is wrong and what to do, for people.
        live_concern: of a question that was not answered, whom to reach first, as in an answer.
    """

    type: str
    title: str
    status: int
    detail: str
    live_concern: dict[str, Any] | None = None


class Problem(Exception):
    """What is answered in the place of what was asked for.

    Args:
        status: of the response.
        detail: what is wrong and what to do, or "" for what is always said with that status.
        headers: more than those that always go with it.
        more: told besides.
    """

    def __init__(
        self, status: HTTPStatus, detail: str = "", headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(status.phrase)
        self.status, self.more = status, more
        self.detail = detail or _SAID.get(status, status.phrase)
        self.headers = {**_ADDED.get(status, {}), **(headers or {})}

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain values for JSON."""
        told = {"type": "about:blank", "title": self.status.phrase, "status": int(self.status)}
        return {**told, "detail": self.detail, **self.more}

    def response(self) -> Response:
        """The problem as it is sent."""
        return JSONResponse(self.as_dict(), self.status, self.headers, media_type=MEDIA_TYPE)


class NotHeld(Problem):
    """What was asked for by its id is not there.

    Args:
        what: what it would be: "document".
    """

    def __init__(self, what: str) -> None:
        super().__init__(HTTPStatus.NOT_FOUND, f"There is no {what} with this id.")


def problem_of(error: Exception) -> Problem:
    """What is told of an error; the log has its kind where nobody who asks can do anything about it."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        return Problem(HTTPStatus(error.status_code), headers=error.headers)
    status, detail = _told(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log_kind("A request could not be served", error)
    return Problem(status, detail)


def _told(error: Exception) -> tuple[HTTPStatus, str]:
    match error:
        case RequestValidationError():
            return HTTPStatus.UNPROCESSABLE_ENTITY, _faults(error.errors())
        case ConversationError() | StoreError():
            return HTTPStatus.NOT_FOUND, str(error)
        case KeptError() | LibraryError():
            return HTTPStatus.SERVICE_UNAVAILABLE, ""
        case IngestError():
            return HTTPStatus.CONFLICT, str(error)
    return HTTPStatus.INTERNAL_SERVER_ERROR, ""


async def answered(_request: Request, error: Exception) -> Response:
    """What is answered where there is no route, or not by this method."""
    return problem_of(error).response()


def _faults(found: Sequence[Mapping[str, Any]]) -> str:
    """What is wrong with a request, without what was sent."""
    told = [_fault(one) for one in found[:MOST_TOLD]]
    return f"This request cannot be used. {' '.join(dict.fromkeys(told))}"


def _fault(found: Mapping[str, Any]) -> str:
    if found["type"] == _UNTOLD:
        return "It has a field that there is not."
    names = [str(part) for part in found["loc"] if isinstance(part, str)]
    return f"{' '.join(names)}: {found['msg'].removeprefix('Value error, ')}."
