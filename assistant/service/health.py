"""Whether the service is up, and what of it works: for load balancers and for whoever is rung at night.

Neither says where anything is: everybody may ask.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from threading import Lock

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant import Assistant, kept
from assistant.log import log_kind
from assistant.settings import Settings

SECONDS = 2.0
"""That one thing may take to answer."""
HOLDS = 2.0
"""Seconds for which what was found is told again, so that asking costs nothing."""
WORKS, GONE = "ok", "unreachable"
NEEDED = ("library", "conversations")
"""Without which nothing is answered; without the others less well."""

Check = Callable[[], object]


class Readiness:
    """What works now.

    Args:
        checks: does nothing where a thing works, and raises where it does not, by what it is called.
        clock: seconds that go by.
    """

    def __init__(self, checks: dict[str, Check], clock: Callable[[], float] = time.monotonic) -> None:
        self._checks, self._clock, self._lock = checks, clock, Lock()
        self._workers = ThreadPoolExecutor(2 * len(checks), "readiness")
        self._found: dict[str, str] = {}
        self._until = 0.0

    def found(self) -> dict[str, str]:
        """For each thing whether it works."""
        with self._lock:
            if self._clock() >= self._until:
                running = {name: self._workers.submit(check) for name, check in self._checks.items()}
                self._found = {name: _outcome(name, one.result) for name, one in running.items()}
                self._until = self._clock() + HOLDS
            return dict(self._found)


def routes(assistant: Assistant, settings: Settings) -> list[Route]:
    """``/healthz``, which touches nothing, and ``/readyz``, for the server to have beside its pages."""
    engine = kept.database(settings)

    def conversations() -> None:
        with kept.transaction(engine) as connection:
            connection.execute(sa.select(1))

    checks: dict[str, Check] = {
        "library": assistant.library.documents,
        "vectors": assistant.library.check_vectors,
        "conversations": conversations,
    }
    readiness = Readiness(checks)

    def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    def ready(_: Request) -> Response:
        found = readiness.found()
        works = all(found[one] == WORKS for one in NEEDED)
        return JSONResponse({"ready": works, **found}, 200 if works else 503)

    return [Route("/healthz", health), Route("/readyz", ready)]


def _outcome(name: str, result: Callable[[float], object]) -> str:
    try:
        result(SECONDS)
    except TookTooLong:
        return GONE
    except Exception as error:
        log_kind(f"What is not ready: {name}", error)
        return GONE
    return WORKS
