"""How each route is served: to whom, how much is read of what they send, and what is told of what fails.

All of this comes before anything that was sent is read.
"""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive

from assistant.api.problems import Problem, problem_of
from assistant.people import Person, Role
from assistant.web.guard import LARGEST_FORM, LARGEST_UPLOAD

Served = Callable[[Request], Coroutine[Any, Any, Response]]


class Route(APIRoute):
    """A route for everybody who is let in, to which little is sent."""

    role: ClassVar[Role] = Role.PRACTITIONER
    largest: ClassVar[int] = LARGEST_FORM

    def get_route_handler(self) -> Served:
        """What serves a request."""
        serve = super().get_route_handler()

        async def served(request: Request) -> Response:
            try:
                let_in(request, self.role)
                return await serve(Request(request.scope, _limited(request, self.largest)))
            except Exception as error:
                return problem_of(error).response()

        return served


class TrainersRoute(Route):
    """A route for trainers."""

    role = Role.TRAINER


class TrainersUpload(TrainersRoute):
    """A route to which trainers send files."""

    largest = LARGEST_UPLOAD


class MaintainersRoute(Route):
    """A route for maintainers."""

    role = Role.MAINTAINER


class MaintainersUpload(MaintainersRoute):
    """A route to which maintainers send files."""

    largest = LARGEST_UPLOAD


def let_in(request: Request, role: Role) -> Person:
    """Whom a request is from.

    Raises:
        Problem: nobody who may do what the route is for.
    """
    person: Person | None = getattr(request.state, "person", None)
    if person is None:
        raise Problem(HTTPStatus.UNAUTHORIZED)
    if not person.may(role):
        raise Problem(HTTPStatus.FORBIDDEN)
    return person


def _limited(request: Request, most: int) -> Receive:
    """What gives what was sent, up to so many bytes.

    Raises:
        HTTPException: it says that it is longer, or is.
    """
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return receive
