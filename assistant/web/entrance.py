"""Whom a request is from: who logged in, whom a proxy names, who holds a token, or whoever sits here.

Where nobody logs in, only addresses of this machine are listened on (``checked``), and only its own names
are answered to: a page elsewhere could otherwise have a name of its own lead here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import Scope

from assistant.people import ALONE, Person, accounts, audit, proxies, sessions, tokens
from assistant.people.attempts import Attempts
from assistant.people.attempts import opened as attempts_of
from assistant.settings import Settings, SettingsError
from assistant.web import permissions

LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a request is from.

    Attributes:
        person: None if nobody is let in by it.
        renewed: the session's new token, for the browser to keep; "" if the old one still holds.
    """

    person: Person | None
    renewed: str = ""


class Entrance:
    """Tells whom requests are from. What it needs of what is kept is opened when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.proxies = proxies.Proxies(settings.trusted_proxies, settings.proxy_header)
        self.secure = settings.public_url.startswith("https://")
        # A browser sends a cookie with this beginning only to the host that set it, and only encrypted.
        self.cookie = "__Host-safeguide" if self.secure else "safeguide"

    @cached_property
    def accounts(self) -> accounts.Accounts:
        """Who is known."""
        return accounts.opened(self.settings)

    @cached_property
    def sessions(self) -> sessions.Sessions:
        """Who is logged in."""
        return sessions.opened(self.settings)

    @cached_property
    def attempts(self) -> Attempts:
        """Who tried in vain."""
        return attempts_of(self.settings)

    @cached_property
    def audit(self) -> audit.Audit:
        """What is written down of who did what."""
        return audit.opened(self.settings)

    @cached_property
    def _tokens(self) -> tokens.Tokens:
        return tokens.opened(self.settings)

    def found(self, scope: Scope) -> Found:
        """Whom a request is from.

        Raises:
            KeptError: what is kept of people cannot be read.
        """
        if not self.settings.login:
            return Found(ALONE)
        if scope["path"].startswith(permissions.API) or scope["path"] == permissions.METRICS:
            secret = _bearer(scope)
            return Found(self._tokens.person(secret) if secret else None)
        if self.settings.login == "proxy":
            name = self.proxies.name(scope)
            return Found(self.admitted(name) if name else None)
        return self._logged_in(self.token(scope))

    def admitted(self, name: str) -> Person | None:
        """Whom a provider or a proxy names, where the settings let them in.

        Raises:
            KeptError: what is kept of people cannot be read.
        """
        return self.accounts.admitted(name, listed_only=self.settings.admit == "listed")

    def _logged_in(self, token: str) -> Found:
        seen = self.sessions.seen(token) if token else None
        person = self.accounts.person(seen.person_id) if seen else None
        if seen is None or person is None:
            return Found(None)
        return Found(person, seen.token if seen.token != token else "")

    def token(self, scope: Scope) -> str:
        """The token of the session that a browser sends, or ""."""
        told = SimpleCookie()
        try:
            told.load(_header(scope, b"cookie"))
        except CookieError:
            return ""
        return told[self.cookie].value if self.cookie in told else ""

    def set_cookie(self, token: str) -> str:
        """The header by which a browser keeps a session's token until it is closed, or with "" forgets it."""
        gone = "" if token else "; Max-Age=0"
        secure = "; Secure" if self.secure else ""
        return f"{self.cookie}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{gone}"

    def answers_to(self, scope: Scope) -> bool:
        """Whether the name by which a request calls this server is one of its own. Probes and Prometheus call
        each process by an address of its own, and where people log in only a token opens anything else."""
        logs_in, path = bool(self.settings.login), scope["path"]
        if path in permissions.PROBES or (logs_in and path == permissions.METRICS):
            return True
        if logs_in and not self.settings.public_url:
            return True
        host = _without_port(_header(scope, b"host"))
        return host in (*LOCAL, self.settings.host, urlsplit(self.settings.public_url).hostname)


def checked(settings: Settings, host: str) -> None:
    """See that nobody is let in who should not be.

    Args:
        settings: how people log in.
        host: the address that is to be listened on.

    Raises:
        SettingsError: it is not of this machine alone, and nobody would have to log in; or what a way to log
            in needs is not set.
    """
    if not settings.login and not _is_local(host):
        raise SettingsError(
            f"Safeguide would listen on {host} and let in everybody who reaches that address. Say with "
            "SAFEGUIDE_LOGIN how people log in (docs/log-in.md), or leave out --host and SAFEGUIDE_HOST to "
            "use it on this machine alone."
        )
    needs = {
        "oidc": ("oidc_issuer", "oidc_client", "oidc_secret", "public_url"),
        "proxy": ("trusted_proxies",),
    }.get(settings.login, ())
    if missing := [f"SAFEGUIDE_{name.upper()}" for name in needs if not _is_set(settings, name)]:
        raise SettingsError(
            f"SAFEGUIDE_LOGIN is {settings.login}, and {_listed(missing)} missing: see docs/log-in.md."
        )


def _is_set(settings: Settings, name: str) -> bool:
    value = getattr(settings, name)
    return bool(value.get_secret_value() if hasattr(value, "get_secret_value") else value)


def _listed(names: Sequence[str]) -> str:
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bearer(scope: Scope) -> str:
    kind, _, secret = _header(scope, b"authorization").partition(" ")
    return secret.strip() if kind.casefold() == "bearer" else ""


def _header(scope: Scope, name: bytes) -> str:
    return next((value for key, value in scope["headers"] if key == name), b"").decode("latin-1")


def _without_port(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if port.isdigit() and name else host
