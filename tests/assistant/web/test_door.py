"""Who is let in by which door: every path, every event, every session, whoever asks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.people import ALONE, Person, Role, accounts, sessions, tokens
from assistant.settings import Settings, SettingsError
from assistant.web import permissions
from assistant.web.door import Door, person_of
from assistant.web.entrance import Entrance, checked
from assistant.web.events import DATA, HEARTBEAT, JOIN, LARGEST_EVENT, Events
from assistant.web.guard import Guard
from assistant.web.permissions import NEEDED, OPEN

PASSWORD = "three words of chalk"  # noqa: S105
PAGES = {0: "", 1: "library", 2: "quiz", 3: "evaluation", 4: "conversations"}
BROWSER = {"accept": "text/html"}


async def everything(request: Request) -> JSONResponse:
    sent = (await request.body()).decode()
    return JSONResponse({"id": person_of(request).id, "sent": sent})


async def open_to_all(_: Request) -> JSONResponse:
    return JSONResponse({})


def served(settings: Settings) -> Any:
    """A server that has every path, behind both walls."""
    paths = [Route(path, open_to_all) for path in (*OPEN, "/assets/{path:path}")]
    app = Starlette(routes=[*paths, Route("/{path:path}", everything, methods=["GET", "POST"])])
    return Guard(Door(app, Entrance(settings), Events(PAGES)))


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(login="accounts")


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(served(settings), base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        yield client


def known(settings: Settings, name: str, *roles: Role) -> tuple[Person, dict[str, str]]:
    """Somebody with some roles, and the cookie that they are let in by."""
    person = accounts.opened(settings).add(name, roles, PASSWORD).person
    return person, {"cookie": f"safeguide={sessions.opened(settings).begin(person)}"}


def event(number: Any, session: Any = "s1") -> dict[str, Any]:
    return {"fn_index": number, "session_hash": session, "data": []}


@pytest.mark.parametrize("path", [*NEEDED, "/gradio_api/queue/status", f"{HEARTBEAT}x", "/api/ask"])
def test_a_stranger_is_let_in_nowhere(client: TestClient, path: str):
    if path == permissions.UPLOAD:
        assert client.post(path, content=b"x").status_code == 401
        return
    assert client.get(path).status_code == 401
    page = client.get(path, headers=BROWSER)
    if path.startswith(permissions.API):
        assert page.headers["www-authenticate"] == "Bearer"
        assert page.json()["status"] == 401
    else:
        assert page.headers["location"].startswith("/log-in?to=%2F")


@pytest.mark.parametrize("path", sorted(OPEN))
def test_what_is_open_to_all_needs_nobody(client: TestClient, path: str):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_use_its_own_paths_and_no_others(client: TestClient, settings: Settings, role: Role):
    person, cookie = known(settings, "Sam", role)
    own = {path: any(person.may(one) for one in roles) for path, roles in NEEDED.items()}
    own.pop(permissions.METRICS)  # for tokens
    for path, allowed in own.items():
        sent = client.post if path == permissions.UPLOAD else client.get
        assert sent(path, headers=cookie).status_code == (200 if allowed else 403), path
    assert own["/library"] == (role is Role.MAINTAINER)
    assert own["/quiz"] == (role is Role.TRAINER)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.PRACTITIONER, {0, 4}), (Role.TRAINER, {0, 2, 4}), (Role.MAINTAINER, {0, 1, 3, 4})],
)
def test_each_role_may_set_off_the_events_of_its_pages(
    client: TestClient, settings: Settings, role: Role, allowed: set[int]
):
    _, cookie = known(settings, "Sam", role)
    found = {number for number in PAGES if client.post(JOIN, json=event(number), headers=cookie).is_success}
    assert found == allowed


@pytest.mark.parametrize("number", [99, -1, True, 1.0, "0", None, [0], {"a": 1}])
def test_what_is_no_event_is_set_off_by_nobody(client: TestClient, settings: Settings, number: Any):
    _, cookie = known(settings, "Sam", *Role)
    assert client.post(JOIN, json=event(number), headers=cookie).status_code in (400, 403)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"[" * 100_000, b'{"fn_index": 0}'])
def test_a_body_that_cannot_be_read_is_refused(client: TestClient, settings: Settings, body: bytes):
    _, cookie = known(settings, "Sam")
    assert client.post(JOIN, content=body, headers=cookie).status_code == 400


def test_the_number_that_was_checked_is_the_one_that_is_passed_on(client: TestClient, settings: Settings):
    _, cookie = known(settings, "Sam")
    twice = b'{"fn_index": 1, "session_hash": "s1", "data": [], "fn_index": 0}'
    passed = json.loads(client.post(JOIN, content=twice, headers=cookie).json()["sent"])
    assert passed == event(0)
    other = b'{"fn_index": 0, "session_hash": "s1", "data": [], "fn_index": 1}'
    assert client.post(JOIN, content=other, headers=cookie).status_code == 403


def test_an_event_that_is_too_long_is_refused(client: TestClient, settings: Settings):
    _, cookie = known(settings, "Sam")
    long = {**event(0), "data": ["x" * LARGEST_EVENT]}
    assert client.post(JOIN, json=long, headers=cookie).status_code == 413


def test_a_session_is_whose_it_was_first(client: TestClient, settings: Settings):
    _, mine = known(settings, "Sam")
    _, theirs = known(settings, "Amara")
    assert client.post(JOIN, json=event(0, "abc"), headers=mine).is_success
    for path in (f"{DATA}?session_hash=abc", f"{HEARTBEAT}abc"):
        assert client.get(path, headers=mine).is_success
        assert client.get(path, headers=theirs).status_code == 403
    assert client.post(JOIN, json=event(0, "abc"), headers=theirs).status_code == 403
    for odd in ("", "?session_hash=", "?session_hash=abc&session_hash=def", "?session_hash[]=abc"):
        assert client.get(f"{DATA}{odd}", headers=theirs).status_code == 403


def test_who_is_let_in_no_longer_is_a_stranger(client: TestClient, settings: Settings):
    known_accounts = accounts.opened(settings)
    _, cookie = known(settings, "Sam")
    assert client.get("/", headers=cookie).json()["id"]
    known_accounts.activate("Sam", False)
    assert client.get("/", headers=cookie).status_code == 401
    for odd in ("safeguide=x", "safeguide=", 'safeguide="', "safeguide=\x01", "other=1"):
        assert client.get("/", headers={"cookie": odd}).status_code == 401


def test_a_program_comes_with_a_token_and_a_browser_without(client: TestClient, settings: Settings):
    _, secret = tokens.opened(settings).issue("intranet", [Role.MAINTAINER], 1)
    _, cookie = known(settings, "Sam", *Role)
    bearer = {"authorization": f"Bearer {secret}"}
    assert client.get("/api/documents", headers=bearer).json()["id"] == "token:intranet"
    assert client.get("/metrics", headers=bearer).is_success
    assert client.get("/", headers=bearer).status_code == 401
    assert (
        client.get("/api/documents", headers=cookie).status_code == 401
    )  # no page elsewhere can have it sent
    for odd in ("", "Bearer", "Bearer x", f"Basic {secret}", f"Bearer {secret}x"):
        assert client.get("/api/documents", headers={"authorization": odd}).status_code == 401


def test_whom_a_trusted_proxy_names_is_let_in(home: Path):
    settings = Settings(login="proxy", trusted_proxies=["10.0.0.0/8"])
    named = {"x-forwarded-user": "sam@example.org"}
    for address, status in (("10.1.2.3", 200), ("192.0.2.1", 401), ("unknown", 401)):
        with TestClient(served(settings), client=(address, 1)) as client:
            assert client.get("/", headers=named).status_code == status, address
    (account,) = accounts.opened(settings).all()
    assert account.outside
    assert account.roles == {Role.PRACTITIONER}
    listed = Settings(login="proxy", trusted_proxies=["10.0.0.0/8"], admit="listed")
    with TestClient(served(listed), client=("10.1.2.3", 1)) as client:
        assert client.get("/", headers=named).status_code == 200
        assert client.get("/", headers={"x-forwarded-user": "other@example.org"}).status_code == 401


def test_where_nobody_logs_in_whoever_sits_there_may_do_everything_under_its_own_names(home: Path):
    with TestClient(served(Settings())) as client:
        for host in ("127.0.0.1:7860", "localhost:7860", "[::1]:7860", "localhost"):
            assert client.get("/library", headers={"host": host}).json()["id"] == ALONE.id, host
        for host in ("example.org", "example.org:7860", "127.0.0.1.example.org", ""):
            assert client.get("/library", headers={"host": host}).status_code == 421, host


def test_where_people_reach_it_by_a_name_it_has_no_other(home: Path):
    settings = Settings(login="accounts", public_url="https://safeguide.example.org")
    with TestClient(served(settings)) as client:
        assert client.get("/log-in", headers={"host": "safeguide.example.org"}).status_code == 200
        assert client.get("/log-in", headers={"host": "example.org"}).status_code == 421


def test_a_renewed_session_gets_its_new_cookie(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    _, cookie = known(settings, "Sam")
    monkeypatch.setattr(sessions, "RENEWED_AFTER", -1)
    with TestClient(served(settings)) as client:
        told = client.get("/", headers=cookie).headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=Lax" in told
    assert told.split(";")[0] != cookie["cookie"]


def test_a_database_that_is_gone_is_told_plainly(settings: Settings, caplog: pytest.LogCaptureFixture):
    with TestClient(served(settings), raise_server_exceptions=False) as client:
        _, cookie = known(settings, "Sam")
        client.get("/", headers=cookie)
        for file in Path(settings.home).glob("conversations.sqlite*"):
            file.write_bytes(b"no database" * 1000)
        page = client.get("/", headers={**cookie, **BROWSER})
    assert page.status_code == 503
    assert "999" in page.text
    assert str(settings.home) not in page.text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "safeguide.example.org"])  # noqa: S104
def test_no_other_address_is_listened_on_where_nobody_logs_in(home: Path, host: str):
    with pytest.raises(SettingsError, match="SAFEGUIDE_LOGIN"):
        checked(Settings(), host)
    checked(Settings(login="accounts"), host)


def test_what_a_way_to_log_in_needs_is_asked_for(home: Path):
    for host in ("127.0.0.1", "127.9.9.9", "localhost", "::1"):
        checked(Settings(), host)
    with pytest.raises(SettingsError, match="SAFEGUIDE_TRUSTED_PROXIES is missing"):
        checked(Settings(login="proxy"), "127.0.0.1")
    with pytest.raises(SettingsError, match="SAFEGUIDE_OIDC_SECRET and SAFEGUIDE_PUBLIC_URL are missing"):
        checked(Settings(login="oidc", oidc_issuer="https://x", oidc_client="y"), "127.0.0.1")
