"""The interface as one ASGI application, which a server mounts beside the pages."""

from collections.abc import Callable
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException

from assistant import Assistant
from assistant.api import asking, conversations, documents, library, problems, quizzes
from assistant.api.parts import Parts
from assistant.conversations import opened as conversations_of
from assistant.people.audit import Audit
from assistant.people.limits import Limits
from assistant.quiz.store import opened as quizzes_of
from assistant.settings import Settings

OF_ALL = (400, 401, 403, 404, 409, 413, 422, 429, 500, 503)
"""The problems that any route may tell of."""
# It would hand what is sent, questions among it, to whatever listens.
NO_TELEMETRY = TelemetryConfig(
    tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False
)
_PROBLEM = "#/components/schemas/Problem"
_BEARER = HTTPBearer(auto_error=False, description="A token of `safeguide token issue`: sg_…")


class _Api(FastAPI):
    """An application whose description has the shape of its problems."""

    def openapi(self) -> dict[str, Any]:
        described = super().openapi()
        described["components"]["schemas"]["Problem"] = problems.Told.model_json_schema()
        return described


def api(
    assistant: Assistant, settings: Settings, *, audit: Audit, limits: Limits, asked: Callable[[], None]
) -> FastAPI:
    """The interface. Whoever asks is expected at ``request.state.person``.

    Args:
        assistant: answers.
        settings: say where conversations and quizzes are kept, and for how long.
        audit: where it is written down who did what.
        limits: how many questions somebody may ask, shared with the page.
        asked: is called once for each question.

    Raises:
        KeptError: what is kept cannot be opened.
    """
    app = _Api(
        title="Safeguide",
        version=version("safeguide"),
        description="Quoted, cited answers from an organisation's own safeguarding guidance.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Security(_BEARER)],
        responses={status: _problem(status) for status in OF_ALL},
        generate_unique_id_function=_name,
        telemetry=NO_TELEMETRY,
        exception_handlers={HTTPException: problems.answered},
    )
    app.state.parts = Parts(assistant, conversations_of(settings), quizzes_of(settings), audit, limits, asked)
    for routes in (
        asking.router,
        library.router,
        documents.adding,
        documents.router,
        quizzes.checking,
        quizzes.router,
        conversations.router,
    ):
        app.include_router(routes)
    return app


def _name(route: APIRoute) -> str:
    return route.name


def _problem(status: int) -> dict[str, Any]:
    """A problem as the description of the interface has it."""
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}}}
    return {"description": HTTPStatus(status).phrase, "content": content}
