"""Whether the service is up, and what of it works: for load balancers and for whoever is rung at night.

Neither says where anything is: everybody may ask.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant import Assistant, kept
from assistant.log import log_kind
from assistant.settings import Settings

SECONDS = 2.0
"""In which a thing must have answered to be told as working."""
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
        self._checks, self._clock, self._looking = checks, clock, Lock()
        self._workers = ThreadPoolExecutor(len(checks), "readiness")
        self._running: dict[str, Future[object]] = {}
        self._found = dict.fromkeys(checks, GONE)
        self._until = 0.0

    def found(self) -> dict[str, str]:
        """For each thing whether it works; while somebody else looks, what was found before."""
        if self._clock() >= self._until and self._looking.acquire(blocking=False):
            try:
                self._found = self._looked()
                self._until = self._clock() + HOLDS
            finally:
                self._looking.release()
        return dict(self._found)

    def _looked(self) -> dict[str, str]:
        """What works; what has hung since it was last looked at is waited for and not asked once more."""
        for name, check in self._checks.items():
            if name not in self._running:
                self._running[name] = self._workers.submit(check)
        wait(self._running.values(), SECONDS)
        answered = {name: self._running.pop(name) for name in self._checks if self._running[name].done()}
        return {name: _outcome(name, answered.get(name)) for name in self._checks}


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


def _outcome(name: str, answered: Future[object] | None) -> str:
    """Of a check that has come to its end, or has not."""
    if answered is None:
        return GONE
    error = answered.exception()
    if isinstance(error, Exception):
        log_kind(f"What is not ready: {name}", error)
    return GONE if error else WORKS
