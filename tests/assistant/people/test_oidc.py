"""Logging in at a provider: at a real one, at one that lies, and what is kept in between."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import sqlalchemy as sa
from joserfc import jwe
from made_clock import Clock
from made_provider import CLIENT, CODE, DESCRIPTION, SECRET, MadeProvider, key, made_provider, signed
from oidc_provider_mock import User, run_server_in_thread
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.people import oidc
from assistant.people.oidc import BEGUN_HOLDS, OidcError, Pending, Provider, Start
from assistant.people.tables import PENDING
from assistant.settings import Settings
from assistant.web import logging_in
from assistant.web.entrance import Entrance

BACK = "https://safeguide.example.org/log-in/back"
BEGUN = Start("", "a state", "a nonce", "a verifier")
both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)


# --- at a real provider


PEOPLE = (
    User(sub="1", claims={"email": "sam@example.org", "email_verified": True}),
    User(sub="2", claims={"email": "head@example.org", "preferred_username": "mo@example.org"}),
    User(sub="3", claims={"email": "head@example.org"}),
)


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    """The address of a provider that knows three people."""
    with run_server_in_thread(user_claims=PEOPLE, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


def sent_back(url: str, **form: str) -> dict[str, str]:
    """What the provider sends back by the browser in which somebody has logged in."""
    reply = httpx.post(url, data=form)
    assert reply.status_code == 302, reply.text
    told = parse_qs(urlsplit(reply.headers["location"]).query)
    return {name: values[0] for name, values in told.items()}


@pytest.mark.parametrize(("sub", "name"), [("1", "sam@example.org"), ("2", "mo@example.org")])
def test_somebody_logs_in_at_a_real_provider(real: str, sub: str, name: str):
    provider = Provider(real, CLIENT, SECRET, BACK)
    start = provider.start()
    back = sent_back(start.url, sub=sub)
    assert provider.finish(start, back["code"], back["state"]) == name
    with pytest.raises(OidcError, match="could not give a token"):
        provider.finish(start, back["code"], back["state"])  # a code is good for once
    assert provider.goodbye() == f"{real}/oauth2/end_session"


def test_an_address_that_nobody_has_verified_is_no_name(real: str):
    provider = Provider(real, CLIENT, SECRET, BACK)
    start = provider.start()
    back = sent_back(start.url, sub="3")
    with pytest.raises(OidcError, match="does not say by which verified address"):
        provider.finish(start, back["code"], back["state"])


def test_whoever_says_no_at_the_provider_is_asked_to_begin_again(real: str):
    provider = Provider(real, CLIENT, SECRET, BACK)
    start = provider.start()
    back = sent_back(start.url, action="deny")
    assert back["error"] == "access_denied"
    with pytest.raises(OidcError, match=r"broken off\. Begin again"):
        provider.finish(start, back.get("code", ""), start.state)


def test_the_pages_lead_there_and_back(real: str, home: Path):
    settings = Settings(
        login="oidc",
        oidc_issuer=real,
        oidc_client=CLIENT,
        oidc_secret=SECRET,
        public_url="https://safeguide.example.org",
    )
    app = Starlette(routes=logging_in.routes(Entrance(settings)))
    with TestClient(app, base_url=settings.public_url, follow_redirects=False) as client:
        begun = client.get("/log-in?with=provider").headers["location"]
        assert parse_qs(urlsplit(begun).query)["redirect_uri"] == [BACK]
        back = sent_back(begun, sub="1")
        reply = client.get("/log-in/back", params=back)
        assert (reply.status_code, reply.headers["location"]) == (303, "/")
        assert "__Host-safeguide" in client.cookies
        assert client.get("/log-in/back", params=back).status_code == 400


# --- at one that says what a test has it say


@pytest.fixture
def made() -> Iterator[MadeProvider]:
    with made_provider() as provider:
        yield provider


@pytest.fixture
def provider(made: MadeProvider) -> Provider:
    return Provider(made.issuer, CLIENT, SECRET, BACK)


Forged = Callable[[MadeProvider, str], str]
"""An ID token, for a nonce."""


def let_in(made: MadeProvider, provider: Provider, token: Forged) -> str:
    start = provider.start()
    made.gives(token(made, start.nonce))
    return provider.finish(start, CODE, start.state)


def refused(made: MadeProvider, provider: Provider, token: Forged) -> str:
    """How somebody is told that a token lets nobody in; nothing of what was sent is in it."""
    given = ""

    def noted(made: MadeProvider, nonce: str) -> str:
        nonlocal given
        given = token(made, nonce)
        return given

    with pytest.raises(OidcError) as told:
        let_in(made, provider, noted)
    said = str(told.value)
    assert SECRET not in said
    assert CODE not in said
    assert len(given) < 10 or given not in said
    return said


def saying(**claims: Any) -> Forged:
    return lambda made, nonce: signed(made.claims(nonce, **claims))


def test_what_is_sent_binds_the_answer_to_the_question(made: MadeProvider, provider: Provider):
    start = provider.start()
    sent = {name: value for name, [value] in parse_qs(urlsplit(start.url).query).items()}
    made.gives(signed(made.claims(start.nonce)))
    assert provider.finish(start, CODE, start.state) == "sam@example.org"
    digest = hashlib.sha256(start.verifier.encode()).digest()
    assert sent == {
        "tenant": "1",
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid email profile",
        "state": start.state,
        "nonce": start.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    _, headers, form = next(one for one in made.asked if one[0] == "/token")
    assert form == {
        "grant_type": "authorization_code",
        "code": CODE,
        "redirect_uri": BACK,
        "code_verifier": start.verifier,
    }
    basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    assert {name.lower(): value for name, value in headers.items()}["authorization"] == f"Basic {basic}"


def test_nothing_that_is_begun_is_like_another(provider: Provider):
    begun = [provider.start() for _ in range(20)]
    for values in ("state", "nonce", "verifier"):
        assert len({getattr(one, values) for one in begun}) == 20


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://provider.example.org"},
        {"iss": None},
        {"iss": ["x"]},
        {"aud": "another"},
        {"aud": []},
        {"aud": None},
        {"aud": ["another"], "azp": CLIENT},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "another"},
        {"nonce": ""},
        {"nonce": None},
        {"sub": None},
        {"sub": 7},
        {"exp": 1_000},
        {"exp": None},
        {"exp": "never"},
        {"exp": float("nan")},
        {"exp": float("inf")},
        {"exp": True},
        {"iat": None},
        {"iat": "now"},
        {"nbf": 10**12},
        {"iat": 10**12},
    ],
    ids=str,
)
def test_a_token_whose_claims_do_not_hold_lets_nobody_in(
    made: MadeProvider, provider: Provider, claims: dict[str, Any]
):
    assert "Begin again" in refused(made, provider, saying(**claims))


@pytest.mark.parametrize(("claim", "off"), [("exp", -1), ("nbf", 1), ("iat", 1)])
def test_two_clocks_may_differ_by_a_minute(made: MadeProvider, provider: Provider, claim: str, off: int):
    now = int(time.time())
    assert let_in(made, provider, saying(**{claim: now + off * 30})) == "sam@example.org"
    assert refused(made, provider, saying(**{claim: now + off * 120}))


def _none(made: MadeProvider, nonce: str) -> str:
    parts = ({"alg": "none"}, made.claims(nonce))
    return ".".join(_encoded(json.dumps(one).encode()) for one in parts) + "."


def _with_a_secret(made: MadeProvider, nonce: str, secret: bytes) -> str:
    parts = ({"alg": "HS256", "kid": "first"}, made.claims(nonce))
    text = ".".join(_encoded(json.dumps(one).encode()) for one in parts)
    return f"{text}.{_encoded(hmac.digest(secret, text.encode(), 'sha256'))}"


def _with_the_public_key_as_a_secret(made: MadeProvider, nonce: str) -> str:
    return _with_a_secret(made, nonce, key("first").as_pem(private=False))


def _of_another_with_its_name(made: MadeProvider, nonce: str) -> str:
    return signed(made.claims(nonce), key("second"), kid="first")


def _with_a_key_of_its_own(made: MadeProvider, nonce: str) -> str:
    own = key("second")
    return signed(made.claims(nonce), own, kid="first", jwk=own.as_dict(private=False))


def _changed_afterwards(made: MadeProvider, nonce: str) -> str:
    head, _, signature = signed(made.claims(nonce)).split(".")
    changed = made.claims(nonce, email="head@example.org")
    return f"{head}.{_encoded(json.dumps(changed).encode())}.{signature}"


def _by_an_algorithm_not_agreed(made: MadeProvider, nonce: str) -> str:
    return signed(made.claims(nonce), alg="RS512")


def _encrypted(made: MadeProvider, nonce: str) -> str:
    header = {"alg": "RSA-OAEP", "enc": "A256GCM", "kid": "first"}
    return jwe.encrypt_compact(header, json.dumps(made.claims(nonce)), key("first"))


def _no_object(made: MadeProvider, nonce: str) -> str:
    from joserfc import jws

    header = {"alg": "RS256", "kid": "first"}
    return jws.serialize_compact(header, json.dumps([nonce]), key("first"))


@pytest.mark.parametrize(
    "token",
    [
        _none,
        _with_the_public_key_as_a_secret,
        _of_another_with_its_name,
        _with_a_key_of_its_own,
        _changed_afterwards,
        _by_an_algorithm_not_agreed,
        _encrypted,
        _no_object,
    ],
)
def test_a_forged_token_lets_nobody_in(made: MadeProvider, provider: Provider, token: Forged):
    assert "cannot be relied on" in refused(made, provider, token)


@pytest.mark.parametrize(
    "header",
    [
        {"kid": ["first"]},
        {"kid": None},
        {"kid": {}},
        {"alg": 7},
        {"alg": ["RS256"]},
        {"crit": ["x"]},
        [],
        "RS256",
    ],
    ids=str,
)
def test_a_token_with_a_strange_header_lets_nobody_in(made: MadeProvider, provider: Provider, header: Any):
    def token(made: MadeProvider, nonce: str) -> str:
        _, claims, signature = signed(made.claims(nonce)).split(".")
        told = {"alg": "RS256", "kid": "first", **header} if isinstance(header, dict) else header
        return f"{_encoded(json.dumps(told).encode())}.{claims}.{signature}"

    assert "cannot be relied on" in refused(made, provider, token)


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "é.é.é", "\x00", "a" * 100_000, "." * 1_000])
def test_what_is_no_token_lets_nobody_in(made: MadeProvider, provider: Provider, token: str):
    assert "cannot be relied on" in refused(made, provider, lambda *_: token)


@pytest.mark.parametrize(("alg", "kind"), [("RS256", "RSA"), ("PS256", "RSA"), ("ES256", "EC")])
def test_keys_of_both_kinds_are_known(made: MadeProvider, provider: Provider, alg: str, kind: str):
    by = key(f"own of {alg}", kind)
    made.has(key("first"), by)
    assert let_in(made, provider, lambda made, nonce: signed(made.claims(nonce), by, alg))


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({}, "sam@example.org"),
        ({"email_verified": "true"}, "sam@example.org"),
        ({"preferred_username": "sam.o@example.org"}, "sam@example.org"),
        # Entra ID: an address that whoever has a tenant of their own may type (nOAuth)
        ({"email_verified": None, "preferred_username": "sam.o@example.org"}, "sam.o@example.org"),
        ({"email_verified": False, "upn": "sam.o@example.org"}, "sam.o@example.org"),
        ({"email_verified": "yes", "upn": "sam.o@example.org"}, "sam.o@example.org"),
        ({"email": None, "preferred_username": " sam.o "}, "sam.o"),
        ({"email_verified": None}, ""),
        ({"email_verified": "false"}, ""),
        ({"email": ["sam@example.org"]}, ""),
        ({"email": None, "preferred_username": "  "}, ""),
        ({"email": None, "name": "Sam", "unique_name": "sam"}, ""),
    ],
    ids=str,
)
def test_people_are_known_by_what_somebody_vouches_for(
    made: MadeProvider, provider: Provider, claims: dict[str, Any], name: str
):
    if name:
        assert let_in(made, provider, saying(**claims)) == name
    else:
        assert "by which verified address" in refused(made, provider, saying(**claims))


def test_the_keys_are_asked_for_once_and_once_more_for_a_new_one(made: MadeProvider, provider: Provider):
    for _ in range(2):
        assert let_in(made, provider, saying())
    assert made.times_asked("/keys") == 1
    made.has(key("second"))
    assert let_in(made, provider, lambda made, nonce: signed(made.claims(nonce), key("second")))
    assert made.times_asked("/keys") == 2
    assert refused(made, provider, lambda made, nonce: signed(made.claims(nonce), key("third")))
    assert made.times_asked("/keys") == 3
    assert made.times_asked(DESCRIPTION) == 1


def test_what_comes_back_to_another_question_lets_nobody_in(made: MadeProvider, provider: Provider):
    start, other = provider.start(), provider.start()
    made.gives(signed(made.claims(start.nonce)))
    with pytest.raises(OidcError, match="broken off"):
        provider.finish(start, CODE, other.state)
    with pytest.raises(OidcError, match="broken off"):
        provider.finish(start, "", start.state)
    assert not made.times_asked("/token")


# --- providers that are none


@pytest.mark.parametrize(
    "issuer",
    [
        "http://provider.example.org",
        "http://127.0.0.1.example.org",
        "http://localhost@example.org",
        "ftp://127.0.0.1",
        "provider.example.org",
        "http://[::1",
        "",
    ],
)
def test_a_provider_is_reached_encrypted_or_on_this_machine(issuer: str):
    with pytest.raises(OidcError, match="has to begin with https://"):
        Provider(issuer, CLIENT, SECRET, BACK).start()


@pytest.mark.parametrize("answer", [404, 302, 500, b"", b"<html>", b"\xff", [], "text", {}, {"issuer": None}])
def test_what_does_not_describe_itself_is_no_provider(made: MadeProvider, provider: Provider, answer: Any):
    made.answers[DESCRIPTION] = answer
    with pytest.raises(OidcError):
        provider.start()
    assert provider.goodbye() is None
    assert not made.times_asked("/elsewhere")


@pytest.mark.parametrize("issuer", ["https://accounts.google.com", "{}/", "{}/common", "{}?"])
def test_a_provider_that_calls_itself_otherwise_is_not_the_one(
    made: MadeProvider, provider: Provider, issuer: str
):
    made.answers[DESCRIPTION]["issuer"] = issuer.format(made.issuer)
    with pytest.raises(OidcError, match="SAFEGUIDE_OIDC_ISSUER is not what the provider calls itself"):
        provider.start()


def test_an_issuer_that_ends_in_a_slash_is_taken_to_the_letter(made: MadeProvider):
    issuer = made.answers[DESCRIPTION]["issuer"] = f"{made.issuer}/"
    provider = Provider(issuer, CLIENT, SECRET, BACK)
    assert let_in(made, provider, saying(iss=issuer))
    assert refused(made, provider, saying())


@pytest.mark.parametrize(
    "address", [None, 7, "", "http://provider.example.org", "javascript:alert(1)", "//["]
)
@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_no_address_is_used_that_is_not_safe(
    made: MadeProvider, provider: Provider, name: str, address: object
):
    made.answers[DESCRIPTION][name] = address
    with pytest.raises(OidcError, match=f"has no {name} that can be used"):
        let_in(made, provider, saying())


@pytest.mark.parametrize("address", [None, "http://provider.example.org/out", "javascript:alert(1)"])
def test_there_is_not_always_a_place_to_log_out(made: MadeProvider, provider: Provider, address: str | None):
    assert Provider(made.issuer, CLIENT, SECRET, BACK).goodbye() == f"{made.issuer}/out"
    made.answers[DESCRIPTION]["end_session_endpoint"] = address
    assert provider.goodbye() is None


@pytest.mark.parametrize(
    "answer", [400, 302, 503, b"", b"[]", {"error": "invalid_grant", "error_description": SECRET}]
)
def test_a_token_that_is_not_given_is_told_plainly(made: MadeProvider, provider: Provider, answer: Any):
    start = provider.start()
    made.answers["/token"] = answer
    with pytest.raises(OidcError, match="could not give a token") as told:
        provider.finish(start, CODE, start.state)
    assert SECRET not in str(told.value)


@pytest.mark.parametrize(
    "answer",
    [
        500,
        b"{}",
        {"keys": []},
        {"keys": "x"},
        {"keys": [7]},
        {"keys": [{"kty": "RSA"}]},
        {"keys": [{"kty": "x"}]},
    ],
    ids=str,
)
def test_keys_that_cannot_be_read_are_told_plainly(made: MadeProvider, provider: Provider, answer: Any):
    made.answers["/keys"] = answer
    assert "could not tell its keys" in refused(made, provider, saying())
    made.has(key("first"))
    assert let_in(made, provider, saying())


def test_a_secret_among_the_published_keys_signs_nothing(made: MadeProvider, provider: Provider):
    secret = b"thirty-two bytes that all may see"
    made.answers["/keys"] = {"keys": [{"kty": "oct", "kid": "first", "k": _encoded(secret)}]}
    said = refused(made, provider, lambda made, nonce: _with_a_secret(made, nonce, secret))
    assert "cannot be relied on" in said
    assert "cannot be relied on" in refused(made, provider, saying())


def test_a_provider_that_is_not_there_is_told_plainly():
    with made_provider() as gone:
        pass
    with pytest.raises(OidcError, match=r"could not describe itself\. Try again in a minute"):
        Provider(gone.issuer, CLIENT, SECRET, BACK).start()


# --- what is kept while somebody is away


@both
def test_a_log_in_is_finished_once_after_a_restart_too(engine: sa.Engine):
    cookie = Pending(engine).keep(BEGUN)
    assert Pending(engine).take(BEGUN.state, cookie) == BEGUN
    assert Pending(engine).take(BEGUN.state, cookie) is None


@both
def test_of_two_that_finish_it_at_once_one_does(engine: sa.Engine):
    pending = Pending(engine)
    cookie = pending.keep(BEGUN)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: pending.take(BEGUN.state, cookie), range(8)))
    assert [one for one in taken if one] == [BEGUN]


@pytest.mark.parametrize(("state", "cookie"), [("", None), ("another", None), (None, ""), (None, "another")])
def test_another_browser_neither_finishes_nor_ends_it(
    engine: sa.Engine, state: str | None, cookie: str | None
):
    pending = Pending(engine)
    own = pending.keep(BEGUN)
    of_another = pending.keep(Start("", "its state", "its nonce", "its verifier"))
    told = BEGUN.state if state is None else state
    assert pending.take(told, own if cookie is None else cookie) is None
    assert pending.take(told, of_another) is None
    assert pending.take(BEGUN.state, own) == BEGUN


def test_a_log_in_is_finished_within_ten_minutes(engine: sa.Engine):
    clock = Clock()
    pending = Pending(engine, clock)
    in_time, too_late = pending.keep(BEGUN), pending.keep(Start("", "2", "n", "v"))
    clock.now += BEGUN_HOLDS
    assert pending.take(BEGUN.state, in_time) == BEGUN
    clock.now += 1
    assert pending.take("2", too_late) is None


@both
def test_strangers_who_begin_many_fill_no_database(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(oidc, "MOST_BEGUN", 5)
    clock = Clock()
    pending = Pending(engine, clock)
    cookies = []
    for number in range(12):
        clock.now += 1
        cookies.append(pending.keep(Start("", str(number), "n", "v")))
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(PENDING)).scalar_one() == 5
    assert pending.take("6", cookies[6]) is None
    assert pending.take("7", cookies[7])
    clock.now += BEGUN_HOLDS + 1
    pending.keep(BEGUN)
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(PENDING)).scalar_one() == 1


def test_who_reads_the_database_finishes_nothing(engine: sa.Engine):
    cookie = Pending(engine).keep(BEGUN)
    with engine.connect() as connection:
        row = connection.execute(sa.select(PENDING)).one()
    assert {BEGUN.state, cookie}.isdisjoint(row)


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
