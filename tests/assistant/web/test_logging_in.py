"""Logging in and out, on pages without a script."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.people import Role, accounts, attempts, audit
from assistant.people.oidc import OidcError, Provider, Start
from assistant.settings import Settings
from assistant.web import log_in_words as words
from assistant.web import logging_in
from assistant.web.door import Door, person_of
from assistant.web.entrance import Entrance
from assistant.web.events import Events
from assistant.web.guard import Guard

NAME, PASSWORD = "Sam Okafor", "three words of chalk"
HERE = {"sec-fetch-site": "same-origin"}
STATE = Start("https://provider.example.org/authorize?state=s", "s", "n", "v")


async def start(request: Request) -> PlainTextResponse:
    return PlainTextResponse(person_of(request).name)


def served(settings: Settings) -> TestClient:
    entrance = Entrance(settings)
    routes = [Route("/", start), Route("/library", start), *logging_in.routes(entrance)]
    walls = Guard(Door(Starlette(routes=routes), entrance, Events({})), encrypted=entrance.secure)
    address = settings.public_url or "http://127.0.0.1:7860"
    return TestClient(walls, base_url=address, headers=HERE, follow_redirects=False)


@pytest.fixture
def settings(home: Path) -> Settings:
    settings = Settings(login="accounts")
    accounts.opened(settings).add(NAME, [Role.MAINTAINER], PASSWORD)
    return settings


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with served(settings) as client:
        yield client


def log_in(client: TestClient, name: str = NAME, password: str = PASSWORD, to: str = "/") -> object:
    return client.post("/log-in", data={"name": name, "password": password, "to": to})


def done(settings: Settings) -> list[tuple[str, str]]:
    return [(one.who, one.action) for one in audit.opened(settings).entries()]


def test_somebody_logs_in_works_and_logs_out(client: TestClient, settings: Settings):
    assert client.get("/").status_code == 401
    reply = log_in(client, to="/library")
    assert (reply.status_code, reply.headers["location"]) == (303, "/library")
    assert client.get("/library").text == NAME
    held = client.cookies["safeguide"]
    reply = client.post("/log-out")
    assert words.LOGGED_OUT in reply.text
    assert "Max-Age=0" in reply.headers["set-cookie"]
    client.cookies.set("safeguide", held)  # whoever kept it
    assert client.get("/").status_code == 401
    assert done(settings) == [(NAME, "logged in"), (NAME, "logged out")]


def test_a_cookie_is_only_for_the_server_and_where_it_can_be_only_encrypted(settings: Settings):
    told = log_in(served(settings)).headers["set-cookie"]
    assert told.endswith("; Path=/; HttpOnly; SameSite=Lax")
    secure = settings.model_copy(update={"public_url": "https://safeguide.example.org"})
    told = log_in(served(secure)).headers["set-cookie"]
    assert told.startswith("__Host-safeguide=")
    assert "; Secure" in told


def test_each_log_in_begins_another_session(client: TestClient):
    log_in(client)
    first = client.cookies["safeguide"]
    log_in(client)
    assert client.cookies["safeguide"] != first


@pytest.mark.parametrize(
    ("name", "password"), [(NAME, "not the right one"), ("Nobody", PASSWORD), ("", ""), (NAME, "")]
)
def test_what_is_not_right_is_told_the_same_way(
    client: TestClient, settings: Settings, name: str, password: str
):
    reply = log_in(client, name, password)
    assert reply.status_code == 403
    assert words.WRONG in reply.text
    assert "set-cookie" not in reply.headers
    assert password not in reply.text or not password
    assert done(settings) == [("", "log-in refused")]


def test_what_was_typed_is_escaped_and_nowhere_else(
    client: TestClient, settings: Settings, caplog: pytest.LogCaptureFixture
):
    hostile = '"><script>alert(1)</script>'
    reply = log_in(client, hostile, "a password typed")
    assert hostile not in reply.text
    assert escape(hostile) in reply.text
    kept = b"".join(file.read_bytes() for file in Path(settings.home).glob("conversations.sqlite*"))
    for secret in (b"alert(1)", b"a password typed"):
        assert secret not in kept
        assert secret.decode() not in caplog.text


def test_after_some_failures_everybody_waits_even_with_what_is_right(client: TestClient):
    for _ in range(attempts.FREE["name"]):
        assert log_in(client, NAME, "not the right one").status_code == 403
    reply = log_in(client)
    assert reply.status_code == 429
    assert 0 < int(reply.headers["retry-after"]) <= attempts.FIRST_WAIT
    assert log_in(client, "Somebody else").status_code == 403


@pytest.mark.parametrize(
    "to",
    [
        "https://example.org",
        "//example.org",
        "/\\example.org",
        "javascript:alert(1)",
        "/nowhere",
        "/log-out",
        "/log-in",
        "",
        "/library\r\nset-cookie: x=1",
    ],
)
def test_nobody_is_led_anywhere_else(client: TestClient, to: str):
    assert log_in(client, to=to).headers["location"] in ("/", "/library")


def test_a_form_of_another_site_is_refused(settings: Settings):
    client = served(settings)
    client.headers["sec-fetch-site"] = "cross-site"
    assert log_in(client).status_code == 403
    assert client.post("/log-out").status_code == 403


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&".join([b"a=1"] * 50), b"name=%ff&password=%00"])
def test_a_form_that_cannot_be_read_lets_nobody_in(client: TestClient, body: bytes):
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/log-in", content=body, headers=form).status_code in (303, 403)
    assert "safeguide" not in client.cookies


# --- at the organisation's own provider


@pytest.fixture
def elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a provider that knows one person; the provider itself has tests of its own."""
    monkeypatch.setattr(Provider, "start", lambda self: STATE)
    monkeypatch.setattr(Provider, "finish", lambda self, begun, code, state: "sam@example.org")
    return Settings(
        login="oidc",
        oidc_issuer="https://provider.example.org",
        oidc_client="safeguide",
        oidc_secret="kept",  # noqa: S106
        public_url="https://safeguide.example.org",
    )


def test_the_way_leads_over_the_provider_and_back(elsewhere: Settings):
    client = served(elsewhere)
    assert words.WITH_PROVIDER.replace("'", "&#x27;") in client.get("/log-in").text
    assert client.get("/log-in?with=provider").headers["location"] == STATE.url
    assert client.get("/log-in/back?state=s&code=c").headers["location"] == "/"
    assert client.get("/").text == "sam@example.org"
    again = client.get("/log-in/back?state=s&code=c")
    assert again.status_code == 400
    assert words.BEGIN_AGAIN in again.text


def test_what_was_begun_in_another_browser_lets_nobody_in(elsewhere: Settings):
    served(elsewhere).get("/log-in?with=provider")
    other = served(elsewhere)
    assert other.get("/log-in/back?state=s&code=c").status_code == 400
    assert other.get("/").status_code == 401


def test_who_is_not_listed_stays_outside_where_only_those_come_in(elsewhere: Settings):
    client = served(elsewhere.model_copy(update={"admit": "listed"}))
    client.get("/log-in?with=provider")
    assert client.get("/log-in/back?state=s&code=c").status_code == 403
    assert accounts.opened(elsewhere).all() == []


def test_a_provider_that_does_not_answer_is_told_plainly(
    elsewhere: Settings, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise OidcError("It cannot be reached.")

    client = served(elsewhere)
    client.get("/log-in?with=provider")
    monkeypatch.setattr(Provider, "finish", fail)
    assert "It cannot be reached." in client.get("/log-in/back?state=s&code=c").text
    monkeypatch.setattr(Provider, "start", fail)
    assert "It cannot be reached." in client.get("/log-in?with=provider").text
