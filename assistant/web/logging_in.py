"""Logging in and out: plain pages and forms at ``/log-in`` and ``/log-out``.

What is typed is never logged: a password is sometimes typed where the name belongs.
"""

from collections.abc import Awaitable, Callable
from functools import cached_property
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from assistant.kept import KeptError
from assistant.log import log_kind
from assistant.people import Person
from assistant.people.audit import Action
from assistant.people.oidc import OidcError, Pending, Provider
from assistant.people.oidc import pending as pending_of
from assistant.web import log_in_render, permissions
from assistant.web import log_in_words as words
from assistant.web.entrance import Entrance
from assistant.web.permissions import LOG_IN, LOG_IN_BACK, LOG_OUT

BEGUN = "safeguide-log-in"
"""The cookie by which a browser shows that a log-in was begun in it."""
_MOST_FIELDS = 8

Fields = dict[str, str]


def routes(entrance: Entrance) -> list[Route]:
    """The routes, for the server to have beside gradio's."""
    pages = _Pages(entrance)
    return [
        Route(LOG_IN, _told(pages.shown), methods=["GET"]),
        Route(LOG_IN, _told(pages.sent), methods=["POST"]),
        Route(LOG_IN_BACK, _told(pages.back), methods=["GET"]),
        Route(LOG_OUT, _told(pages.out), methods=["POST"]),
    ]


class _Pages:
    """The pages, by what they are asked for."""

    def __init__(self, entrance: Entrance) -> None:
        self.entrance = entrance

    @cached_property
    def provider(self) -> Provider:
        """The organisation's own log-in."""
        settings = self.entrance.settings
        back = settings.public_url.rstrip("/") + LOG_IN_BACK
        secret = settings.oidc_secret.get_secret_value()
        return Provider(settings.oidc_issuer, settings.oidc_client, secret, back)

    @cached_property
    def pending(self) -> Pending:
        """The log-ins that were begun there."""
        return pending_of(self.entrance.settings)

    def shown(self, request: Request, fields: Fields) -> Response:
        """Where somebody logs in."""
        to = _to(fields.get("to", ""))
        match self.entrance.settings.login:
            case "accounts":
                return HTMLResponse(log_in_render.form(to))
            case "oidc" if fields.get("with") == "provider":
                return self._begin(to)
            case "oidc":
                return HTMLResponse(log_in_render.provider(to))
            case "proxy":
                return HTMLResponse(log_in_render.plain(words.LOG_IN, words.ABOUT_PROXY))
        return RedirectResponse("/", 303)

    def sent(self, request: Request, fields: Fields) -> Response:
        """A name and a password."""
        if self.entrance.settings.login != "accounts":
            return RedirectResponse(LOG_IN, 303)
        name, to = fields.get("name", ""), _to(fields.get("to", ""))
        address, attempts = self.entrance.proxies.address(request.scope), self.entrance.attempts
        if seconds := attempts.wait(name, address):
            return HTMLResponse(
                log_in_render.form(to, words.wait(seconds), name), 429, {"Retry-After": str(seconds)}
            )
        attempts.failed(name, address)  # before it is known, or guesses sent at once would all be free
        person = self.entrance.accounts.check(name, fields.get("password", ""))
        if person is None:
            self.entrance.audit.record("", Action.LOG_IN_REFUSED)
            return HTMLResponse(log_in_render.form(to, words.WRONG, name), 403)
        attempts.succeeded(name, address)
        return self._logged_in(person, to)

    def back(self, request: Request, fields: Fields) -> Response:
        """Somebody comes back from the organisation's own log-in."""
        begun = self.pending.take(fields.get("state", ""), request.cookies.get(BEGUN, ""))
        if begun is None:
            return HTMLResponse(log_in_render.provider("/", words.BEGIN_AGAIN), 400)
        try:
            name = self.provider.finish(begun, fields.get("code", ""), fields.get("state", ""))
        except OidcError as error:
            log_kind("A log-in at the provider could not be finished", error)
            return HTMLResponse(log_in_render.provider("/", str(error)), 400)
        person = self.entrance.admitted(name)
        if person is None:
            self.entrance.audit.record(name, Action.LOG_IN_REFUSED)
            return HTMLResponse(log_in_render.plain(words.LOG_IN, words.NOT_LISTED), 403)
        return self._logged_in(person, "/")

    def out(self, request: Request, fields: Fields) -> Response:
        """Somebody logs out."""
        self.entrance.sessions.end(self.entrance.token(request.scope))
        self.entrance.audit.record(request.state.person.name, Action.LOGGED_OUT)
        goodbye = self.provider.goodbye() if self.entrance.settings.login == "oidc" else None
        response = HTMLResponse(log_in_render.logged_out(goodbye))
        response.headers.append("set-cookie", self.entrance.set_cookie(""))
        return response

    def _begin(self, to: str) -> Response:
        try:
            start = self.provider.start()
        except OidcError as error:
            log_kind("A log-in at the provider could not be begun", error)
            return HTMLResponse(log_in_render.provider(to, str(error)), 502)
        response = RedirectResponse(start.url, 303)
        secure = "; Secure" if self.entrance.secure else ""
        cookie = f"{BEGUN}={self.pending.keep(start)}; Path={LOG_IN}; Max-Age=600; HttpOnly; SameSite=Lax"
        response.headers.append("set-cookie", cookie + secure)
        return response

    def _logged_in(self, person: Person, to: str) -> Response:
        """A new session: one that somebody else may have given this browser before ends with it."""
        token = self.entrance.sessions.begin(person)
        self.entrance.audit.record(person.name, Action.LOGGED_IN)
        response = RedirectResponse(to, 303)
        response.headers.append("set-cookie", self.entrance.set_cookie(token))
        return response


def _to(told: str) -> str:
    """The page of ours to go on to; anything else leads to the start."""
    parts = urlsplit(told)
    own = not parts.scheme and not parts.netloc and permissions.known(parts.path) and told.startswith("/")
    return parts.path if own and not parts.path.startswith(("//", LOG_IN, LOG_OUT)) else "/"


def _told(page: Callable[[Request, Fields], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A page with the fields of its address or its form; what cannot be done is said in a sentence."""

    async def served(request: Request) -> Response:
        sent = await request.body() if request.method == "POST" else request.url.query.encode()
        try:
            fields = parse_qs(sent.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            return RedirectResponse(LOG_IN, 303)
        try:
            first = {name: values[0] for name, values in fields.items()}
            return await run_in_threadpool(page, request, first)
        except KeptError as error:
            log_kind("Nobody can log in", error)
            status = HTTPStatus.SERVICE_UNAVAILABLE
            return HTMLResponse(log_in_render.plain(words.TITLES[status], words.REFUSED[status]), status)

    return served
