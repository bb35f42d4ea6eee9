"""An OpenID Connect provider that says whatever a test has it say, over HTTP on loopback."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

Key = RSAKey | ECKey

CLIENT = "safeguide"
SECRET = "what-only-the-two-know"  # noqa: S105
CODE = "the-code-that-came-back"
DESCRIPTION = "/.well-known/openid-configuration"


@cache
def key(name: str, kind: str = "RSA") -> Key:
    """The key of a name; it takes a moment to make."""
    parameters: Any = {"kid": name}
    if kind == "EC":
        return ECKey.generate_key("P-256", parameters)
    return RSAKey.generate_key(2048, parameters)


@dataclass
class MadeProvider:
    """A provider.

    Attributes:
        issuer: its address.
        answers: what it answers at each path: bytes as they are, anything else as JSON; with a number alone
            it answers that status.
        asked: what it was asked: the path, the headers, the fields of the form.
    """

    issuer: str
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)

    def claims(self, nonce: str, /, **changed: Any) -> dict[str, Any]:
        """What an ID token says of somebody; None takes a claim out."""
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "sub": "248289761001",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "email": "sam@example.org",
            "email_verified": True,
        }
        return {name: value for name, value in {**told, **changed}.items() if value is not None}

    def gives(self, token: str) -> None:
        """Have it give an ID token."""
        self.answers["/token"] = {"access_token": "a", "token_type": "Bearer", "id_token": token}

    def has(self, *keys: Key) -> None:
        """Have it publish these keys."""
        self.answers["/keys"] = {"keys": [one.as_dict(private=False) for one in keys]}

    def times_asked(self, path: str) -> int:
        """How often it was asked for a path."""
        return sum(asked == path for asked, *_ in self.asked)


def signed(claims: dict[str, Any], by: Key | None = None, alg: str = "RS256", **header: Any) -> str:
    """An ID token."""
    by = by or key("first")
    return jwt.encode({"alg": alg, "kid": by.kid, **header}, claims, by, algorithms=[alg])


@contextmanager
def made_provider() -> Iterator[MadeProvider]:
    """A provider whose key is "first"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made = MadeProvider(f"http://127.0.0.1:{server.server_port}")
    made.answers[DESCRIPTION] = {
        "issuer": made.issuer,
        "authorization_endpoint": f"{made.issuer}/authorize?tenant=1",
        "token_endpoint": f"{made.issuer}/token",
        "jwks_uri": f"{made.issuer}/keys",
        "end_session_endpoint": f"{made.issuer}/out",
    }
    made.has(key("first"))
    server.made = made  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        made: MadeProvider = self.server.made  # type: ignore[attr-defined]
        form = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        made.asked.append((self.path, {**self.headers}, dict(parse_qsl(form))))
        answer = made.answers.get(self.path, 404)
        self.send_response(answer if isinstance(answer, int) else 200)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        if not isinstance(answer, int):
            self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""
