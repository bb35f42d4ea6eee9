"""What the log says of requests and errors, and that nothing typed is in it."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any, Literal

import httpx
import pytest
import uvicorn
from made_service import free_port, wait_for
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from uvicorn.config import LOGGING_CONFIG

from assistant.service import logs
from assistant.service.logs import Requests

NAME = "Aisha Khan"
Lines = Callable[[], list[dict[str, Any]]]
Logged = Callable[[Literal["text", "json"]], Callable[[], str]]

logger = logging.getLogger("elsewhere")


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The log of the tests is theirs again afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("assistant.service")
    levels = (root.level, ours.level)
    monkeypatch.setitem(LOGGING_CONFIG, "loggers", LOGGING_CONFIG["loggers"])
    yield
    root.handlers[:] = [one for one in root.handlers if type(one) is not logging.StreamHandler]
    for one, level in zip((root, ours), levels, strict=True):
        one.setLevel(level)


@pytest.fixture
def logged() -> Logged:
    """Configures the log in a form; what is returned gives all that has been logged since."""

    def configured(form: Literal["text", "json"]) -> Callable[[], str]:
        with redirect_stderr(StringIO()) as stream:
            logs.configure(form)
        return stream.getvalue

    return configured


@pytest.fixture
def lines(logged: Logged) -> Lines:
    """What has been logged in JSON."""
    written = logged("json")
    return lambda: [json.loads(line) for line in written().splitlines()]


def warns(request: Request) -> Response:
    logger.warning("seen")
    return PlainTextResponse("done", 201)


def fails(request: Request) -> Response:
    raise ValueError(f"no such child: {NAME}")


APP = Requests(Starlette(routes=[Route("/warns", warns), Route("/fails", fails), Route("/a/{b}/{c}", warns)]))


@pytest.fixture
def client() -> TestClient:
    return TestClient(APP, raise_server_exceptions=False)


def test_a_request_is_a_line_without_what_was_asked(client: TestClient, lines: Lines):
    answer = client.get("/warns", params={"q": NAME})
    warned, told = lines()
    assert told["message"] == "request"
    assert (told["method"], told["path"], told["status"]) == ("GET", "/warns", 201)
    assert told["milliseconds"] >= 0
    assert {"time", "level", "logger"} <= told.keys()
    assert warned["message"] == "seen"
    assert told["request"] == warned["request"] == answer.headers["x-request-id"]
    assert "Aisha" not in json.dumps([warned, told])


def test_ids_in_a_path_are_left_out(client: TestClient, lines: Lines):
    client.get("/a/b/0123456789abcdef")
    assert lines()[-1]["path"] == "/a/b/…"


def test_the_number_that_a_proxy_gives_is_kept(client: TestClient, lines: Lines):
    answer = client.get("/warns", headers={"X-Request-ID": "proxy-0001"})
    assert answer.headers["x-request-id"] == "proxy-0001"
    assert {one["request"] for one in lines()} == {"proxy-0001"}


@pytest.mark.parametrize("number", ["", "short", "x" * 65, 'a"b"c"d"e"', "<script>alert(1)</script>"])
def test_one_that_is_not_well_formed_is_replaced(client: TestClient, lines: Lines, number: str):
    made = client.get("/warns", headers={"X-Request-ID": number}).headers["x-request-id"]
    assert made != number
    assert {one["request"] for one in lines()} == {made}


def test_requests_have_numbers_of_their_own_and_none_is_left_behind(client: TestClient, lines: Lines):
    numbers = {client.get("/warns").headers["x-request-id"] for _ in range(3)}
    logger.warning("afterwards")
    *_, last = lines()
    assert len(numbers) == 3
    assert last["request"] == ""


def test_as_text_there_is_a_line_for_each_warning(client: TestClient, logged: Logged):
    written = logged("text")
    client.get("/warns")
    assert written() == "WARNING:elsewhere:seen\n"


@pytest.mark.parametrize("form", ["text", "json"])
def test_of_an_error_its_kind_and_its_way_are_logged_and_not_its_words(
    form: Literal["text", "json"], logged: Logged
):
    written = logged(form)
    try:
        fails(Request({"type": "http"}))
    except ValueError:
        logger.exception("It failed")
    told = written()
    assert "It failed" in told
    assert "ValueError" in told
    assert "in fails" in told
    assert "Aisha" not in told


def test_what_serves_the_pages_logs_likewise(lines: Lines):
    server = uvicorn.Server(uvicorn.Config(APP, port=free_port(), log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.config.port}"
        wait_for(f"{address}/warns", _Up(thread))
        assert httpx.get(f"{address}/fails", params={"q": NAME}, trust_env=False).status_code == 500
    finally:
        server.should_exit = True
        thread.join(30)
    told = lines()
    assert {one["logger"] for one in told} == {"assistant.service.logs", "uvicorn.error", "elsewhere"}
    assert "ValueError" in json.dumps(told)
    assert "Aisha" not in json.dumps(told)


class _Up:
    """A thread, in the place of a process that is waited for."""

    def __init__(self, thread: threading.Thread) -> None:
        self.running = self
        self._thread = thread

    def poll(self) -> int | None:
        return None if self._thread.is_alive() else 1

    def told(self) -> str:
        return ""
