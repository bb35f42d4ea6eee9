"""Logging in at an organisation's own provider: OpenID Connect 1.0, authorization code flow with PKCE.

Entra ID, Google and Keycloak speak it. A person is known here by the e-mail address that the provider has
verified, else by ``preferred_username`` or ``upn``, which Entra ID's administrators give. Its ``email`` may
be whatever somebody typed, so it counts only with ``email_verified`` ("nOAuth", Descope 2023).
"""

import hmac
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from assistant import kept
from assistant.people.tables import PENDING, TABLES
from assistant.settings import Settings
from ingest.errors import IngestError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from joserfc.jwk import KeySet

ALGORITHMS = ["RS256", "PS256", "ES256"]
"""By which an ID token may be signed: with a key that only the provider has."""
LEEWAY = 60
"""Seconds that two clocks may differ."""
SECONDS = 5
"""That one answer of the provider is waited for."""
BEGUN_HOLDS = 10 * 60
"""Seconds in which a log-in that was begun is finished."""
MOST_BEGUN = 5_000
_LOCAL = ("127.0.0.1", "localhost", "::1")


class OidcError(IngestError):
    """Somebody cannot log in at the provider."""


@dataclass(frozen=True, slots=True)
class Start:
    """A log-in that is begun.

    Attributes:
        url: where the browser is sent.
        state, nonce, verifier: by which what comes back is known for its answer.
    """

    url: str
    state: str
    nonce: str
    verifier: str


class Provider:
    """An organisation's provider.

    Args:
        issuer: its address.
        client, secret: the name by which it knows this service, and what goes with it.
        redirect: the address here that it sends people back to.
    """

    def __init__(self, issuer: str, client: str, secret: str, redirect: str) -> None:
        self._issuer, self._client, self._secret, self._redirect = issuer, client, secret, redirect
        self._metadata: dict[str, Any] = {}
        self._keys: KeySet | None = None

    def start(self) -> Start:
        """Begin a log-in.

        Raises:
            OidcError: the provider does not answer as one does.
        """
        state, nonce, verifier = token_urlsafe(24), token_urlsafe(24), token_urlsafe(48)
        address = self._told("authorization_endpoint")
        with _plainly("begin a log-in"), self._session() as session:
            url, _ = session.create_authorization_url(
                address, state=state, nonce=nonce, code_verifier=verifier, response_type="code"
            )
        return Start(url, state, nonce, verifier)

    def finish(self, start: Start, code: str, state: str) -> str:
        """The name by which somebody is known who comes back with a code.

        Raises:
            OidcError: the provider does not vouch for them, or it is not what was begun.
        """
        if not code or not hmac.compare_digest(state.encode(), start.state.encode()):
            raise OidcError("Your organisation's log-in was broken off. Begin again.")
        address = self._told("token_endpoint")
        with _plainly("give a token"), self._session() as session:
            told = session.fetch_token(address, code=code, code_verifier=start.verifier)
        return _name(self._claims(str(told.get("id_token", "")), start.nonce))

    def goodbye(self) -> str | None:
        """Where somebody logs out of the provider too (OpenID Connect RP-Initiated Logout 1.0); None if it
        has no such place, or cannot be asked."""
        try:
            return self._told("end_session_endpoint")
        except OidcError:
            return None

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        """What an ID token says, once everything about it holds (OpenID Connect Core, 3.1.3.7)."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self._told("issuer")},
            aud={"essential": True, "value": self._client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = self._decoded(token).claims
            registry.validate(claims)
        except (JoseError, ValueError) as error:
            raise OidcError(
                "Your organisation's log-in sent something that cannot be relied on. Begin again; if it "
                "happens once more, tell the person who runs Safeguide."
            ) from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", self._client) != self._client or (several and "azp" not in claims):
            raise OidcError("Your organisation's log-in has let you in to something else. Begin again.")
        return dict(claims)

    def _decoded(self, token: str) -> Any:
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError

        try:
            return jwt.decode(token, self._key_set(), algorithms=ALGORITHMS)
        except InvalidKeyIdError:  # the provider has a new key
            return jwt.decode(token, self._key_set(anew=True), algorithms=ALGORITHMS)

    def _key_set(self, anew: bool = False) -> "KeySet":
        from joserfc.jwk import KeySet

        keys = None if anew else self._keys
        if keys is None:
            address = self._told("jwks_uri")
            with _plainly("tell its keys"):
                told: Any = _got(address)
                keys = self._keys = KeySet.import_key_set(told)
        return keys

    def _told(self, name: str) -> str:
        """What the provider says of itself (OpenID Connect Discovery 1.0)."""
        if not self._metadata:
            if not _is_safe(self._issuer):
                raise OidcError("SAFEGUIDE_OIDC_ISSUER has to begin with https://.")
            with _plainly("describe itself"):
                told = _got(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            if told.get("issuer") != self._issuer:
                raise OidcError(
                    "SAFEGUIDE_OIDC_ISSUER is not what the provider calls itself, to the letter: see its "
                    ".well-known/openid-configuration."
                )
            self._metadata = told
        found = self._metadata.get(name)
        if not isinstance(found, str) or (name != "issuer" and not _is_safe(found)):
            raise OidcError(f"The provider in SAFEGUIDE_OIDC_ISSUER has no {name} that can be used.")
        return found

    def _session(self) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            self._client,
            self._secret,
            scope="openid email profile",
            redirect_uri=self._redirect,
            code_challenge_method="S256",
            timeout=SECONDS,
        )


class Pending:
    """The log-ins that were begun at the provider and are not finished; each is finished once, in the browser
    in which it was begun.

    Args:
        engine: of the database that holds them, from ``kept.database``.
        clock: seconds since 1970.
    """

    def __init__(self, engine: sa.Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._clock = engine, clock
        kept.make(TABLES, engine)

    def keep(self, start: Start) -> str:
        """Keep a log-in; what the browser has to show when it comes back.

        Anybody can begin one, so where there are too many the oldest give way: to refuse new ones would let
        a stranger keep everybody out.

        Raises:
            KeptError: it cannot be kept.
        """
        cookie, now = token_urlsafe(24), self._clock()
        values = {"nonce": start.nonce, "verifier": start.verifier, "begun": now}
        row = {"state": kept.digest(start.state), "cookie": kept.digest(cookie), **values}
        newest = sa.select(PENDING.c.begun).order_by(PENDING.c.begun.desc())
        too_many = newest.offset(MOST_BEGUN - 1).limit(1).scalar_subquery()
        over = (PENDING.c.begun < now - BEGUN_HOLDS) | (PENDING.c.begun <= too_many)
        with kept.transaction(self._engine) as connection:
            connection.execute(PENDING.delete().where(over))
            connection.execute(PENDING.insert().values(**row))
        return cookie

    def take(self, state: str, cookie: str) -> Start | None:
        """The log-in that somebody comes back to, or None; it is begun no longer.

        Raises:
            KeptError: it cannot be read.
        """
        mine = (PENDING.c.state == kept.digest(state)) & (PENDING.c.cookie == kept.digest(cookie))
        with kept.transaction(self._engine) as connection:
            taken = PENDING.delete().where(mine).returning(PENDING)
            row = connection.execute(taken).first()
        if row is None or row.begun < self._clock() - BEGUN_HOLDS:
            return None
        return Start("", state, row.nonce, row.verifier)


def pending(settings: Settings) -> Pending:
    """The log-ins that are begun under some settings.

    Raises:
        KeptError: they cannot be opened.
    """
    return Pending(kept.database(settings))


def _name(claims: dict[str, Any]) -> str:
    email = claims.get("email") if claims.get("email_verified") in (True, "true") else None
    found = email or claims.get("preferred_username") or claims.get("upn")
    if not isinstance(found, str) or not found.strip():
        raise OidcError(
            "Your organisation's log-in does not say by which verified address or user name you are known. "
            "Tell the person who runs Safeguide."
        )
    return found.strip()


def _got(address: str) -> dict[str, Any]:
    import httpx

    reply: httpx.Response = httpx.get(address, timeout=SECONDS, follow_redirects=False)
    reply.raise_for_status()
    told = reply.json()
    if not isinstance(told, dict):
        raise ValueError("no object")
    return told


@contextmanager
def _plainly(what: str) -> "Iterator[None]":
    """Says of whatever goes wrong at the provider what it is, without what was sent."""
    try:
        yield
    except Exception as error:  # two HTTP libraries and two of tokens, each with errors of its own
        raise OidcError(
            f"Your organisation's log-in could not {what}. Try again in a minute; if it stays so, tell the "
            "person who runs Safeguide."
        ) from error


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
