"""Lets in whom each page, route and event is for: the inner wall of the server, behind ``guard``.

Whoever is let in stands at ``scope["state"]["person"]``, where the pages find them (``person_of``).
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.kept import KeptError
from assistant.log import log_kind
from assistant.people import Person
from assistant.web import events, log_in_render, permissions
from assistant.web import log_in_words as words
from assistant.web.entrance import Entrance, Found
from assistant.web.events import Events


def person_of(request: Any) -> Person:
    """Whom a request is from; of gradio's requests as of others."""
    person: Person = getattr(request, "request", request).scope["state"]["person"]
    return person


class Door:
    """ASGI middleware: answers those who may not come in, and passes on the others' requests.

    Args:
        app: what is behind it.
        entrance: tells whom a request is from.
        events: who may set off what.
    """

    def __init__(self, app: ASGIApp, entrance: Entrance, events: Events) -> None:
        self.app, self.entrance, self.events = app, entrance, events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._served(scope, receive, send)
        else:  # no page of ours speaks otherwise
            await send({"type": "websocket.close", "code": 1008})

    async def _served(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.entrance.answers_to(scope):
            await PlainTextResponse("This server has another name.", 421)(scope, receive, send)
        elif permissions.open_to_all(scope["path"]):
            await self.app(scope, receive, send)
        else:
            await self._let_in(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            found = await run_in_threadpool(self.entrance.found, scope)
        except KeptError as error:
            log_kind("It cannot be told who asks", error)
            await _refused(scope, HTTPStatus.SERVICE_UNAVAILABLE)(scope, receive, send)
            return
        person = found.person
        if person is None:
            await _stranger(scope)(scope, receive, send)
            return
        scope = {**scope, "state": {**scope.get("state", {}), "person": person}}
        sending = self._renewing(found, send)
        if permissions.may(person, scope["path"]):
            await self._passed_on(scope, receive, sending, person)
        else:
            await _refused(scope, HTTPStatus.FORBIDDEN)(scope, receive, sending)

    async def _passed_on(self, scope: Scope, receive: Receive, send: Send, person: Person) -> None:
        """A request of somebody who may use its path, once its event and its session are theirs too."""
        path, allowed = scope["path"], True
        if path == events.JOIN:
            try:
                event = self.events.read(await _body(receive), person)
            except ValueError:
                await PlainTextResponse("This is no event", 400)(scope, receive, send)
                return
            allowed = event is not None
            receive, scope = _sent_again(event or b"", receive), _of_length(scope, len(event or b""))
        elif path == events.DATA:
            session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])
            allowed = len(session) == 1 and self.events.may_listen(session[0], person)
        elif path.startswith(events.HEARTBEAT):
            allowed = self.events.may_listen(path.removeprefix(events.HEARTBEAT), person)
        app = self.app if allowed else _refused(scope, HTTPStatus.FORBIDDEN)
        await app(scope, receive, send)

    def _renewing(self, found: Found, send: Send) -> Send:
        """With the session's new token, if it has one."""
        if not found.renewed:
            return send
        cookie = (b"set-cookie", self.entrance.set_cookie(found.renewed).encode())

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), cookie]
            await send(message)

        return sending


def _stranger(scope: Scope) -> Response:
    """What somebody is told who is not let in: the way to log in, if they asked for a page."""
    path = scope["path"]
    if not _is_page(scope):
        return _refused(scope, HTTPStatus.UNAUTHORIZED)
    return RedirectResponse(f"{permissions.LOG_IN}?to={quote(path, safe='')}", 303)


def _refused(scope: Scope, status: HTTPStatus) -> Response:
    said = words.REFUSED[status]
    if scope["path"].startswith(permissions.API):
        headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
        told = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": said}
        return JSONResponse(told, status, headers, media_type="application/problem+json")
    if _is_page(scope):
        return HTMLResponse(log_in_render.plain(words.TITLES[status], said), status)
    return PlainTextResponse(said, status)


def _is_page(scope: Scope) -> bool:
    """Whether a browser asks for something to show by itself."""
    if scope["path"].startswith(permissions.API):
        return False
    accepts = Request(scope).headers.get("accept", "")
    return scope["method"] in ("GET", "HEAD") and "text/html" in accepts


async def _body(receive: Receive) -> bytes:
    """What was sent, up to its limit.

    Raises:
        ValueError: it is longer, or was broken off.
    """
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ValueError("broken off")
        body += message.get("body", b"")
        if len(body) > events.LARGEST_EVENT:
            raise ValueError("too long")
        if not message.get("more_body"):
            return body


def _sent_again(body: bytes, receive: Receive) -> Receive:
    """What gives a body that was read already, and then what comes after it."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return waiting.pop() if waiting else await receive()

    return received


def _of_length(scope: Scope, length: int) -> Scope:
    framing = (b"content-length", b"transfer-encoding")
    others = [(name, value) for name, value in scope["headers"] if name not in framing]
    return {**scope, "headers": [*others, (b"content-length", str(length).encode())]}
