"""What the log says: of requests which, by what number, how it went and how long it took; of errors their
kind and where they came from. Never what was asked. A number that a proxy gives a request stays with it, in
the log and in the answer.
"""

import logging
import re
import time
import traceback
from contextvars import ContextVar
from secrets import token_hex
from typing import Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.service.tracing import traced

HEADER = b"x-request-id"
_REQUEST: ContextVar[str] = ContextVar("request", default="")
_USABLE = re.compile(rb"[A-Za-z0-9._-]{8,64}")

logger = logging.getLogger(__name__)


def configure(form: Literal["text", "json"]) -> None:
    """Have everything logged in a form: lines for people, or of JSON for what collects logs.

    Args:
        form: as the setting has it.
    """
    from uvicorn.config import LOGGING_CONFIG

    LOGGING_CONFIG["loggers"] = {}  # the server would log on its own, in lines of another form
    handler = logging.StreamHandler()
    handler.addFilter(_numbered)
    handler.addFilter(_unquoted)
    if form == "json":
        from pythonjsonlogger.json import JsonFormatter

        names = {"asctime": "time", "levelname": "level", "name": "logger"}
        fields = "%(asctime)s %(levelname)s %(name)s %(message)s %(request)s"
        handler.setFormatter(JsonFormatter(fields, rename_fields=names))
        logging.getLogger("assistant.service").setLevel(logging.INFO)  # a line for each request
    else:
        handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class Requests:
    """ASGI middleware: gives each request a number, and logs how it went.

    The path is logged without what stands behind "?", which may hold words, ids and keys.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        number = given if _USABLE.fullmatch(given) else token_hex(8).encode()
        status, started, token = 0, time.perf_counter(), _REQUEST.set(number.decode())

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (HEADER, number)]
            await send(message)

        try:
            with traced(scope["method"], _shape(scope["path"])) as ended:
                await self.app(scope, receive, sending)
                ended(status)
        finally:
            told = {"method": scope["method"], "path": _shape(scope["path"]), "status": status}
            milliseconds = round((time.perf_counter() - started) * 1000)
            logger.info("request", extra={**told, "milliseconds": milliseconds})
            _REQUEST.reset(token)


def _shape(path: str) -> str:
    """The first parts of a path: those behind may be ids."""
    parts = path.split("/")
    return path if len(parts) <= 3 else "/".join([*parts[:3], "…"])


def _numbered(record: logging.LogRecord) -> bool:
    record.request = _REQUEST.get()
    return True


def _unquoted(record: logging.LogRecord) -> bool:
    """Leave an error's own words out: they may quote what was typed."""
    if record.exc_info and record.exc_info[0]:
        kind, _, came_through = record.exc_info
        record.exc_text = f"{''.join(traceback.format_tb(came_through))}{kind.__qualname__}"
        record.exc_info = None
    return True
