"""What the server lets in, and what the browser may do with what comes out."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web import words
from assistant.web.guard import LARGEST_UPLOAD, OWN_PAGES, PAGE_POLICY, UPLOAD, Guard
from assistant.web.permissions import known


async def everything(request: Request) -> Response:
    return Response(
        f"{len(await request.body())} bytes", headers={"Content-Security-Policy": "default-src *"}
    )


@pytest.fixture
def client() -> TestClient:
    """Of a server that has every path, behind the guard."""
    return TestClient(Guard(Starlette(routes=[Route("/{path:path}", everything, methods=["GET", "POST"])])))


@pytest.mark.parametrize(
    "path",
    [
        *(path for path, _ in words.PAGES),
        *OWN_PAGES,
        "/assets/index.js",
        "/theme.css",
        "/gradio_api/queue/join",
        "/gradio_api/heartbeat/abc",
        "/gradio_api/upload",
        "/gradio_api/upload_progress",
    ],
)
def test_the_server_serves_what_the_page_uses(path: str):
    assert known(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=https://example.org",
        "/gradio_api/info",
        "/gradio_api/run/ask",
        "/gradio_api/call/ask",
        "/gradio_api/upload/",
        "/gradio_api/upload_progress/x",
        "/gradio_api/uploads",
        "/gradio_api/component_server",
        "/gradio_api/deep_link",
        "/monitoring/summary",
        "/monitoring",
        "/login",
        "/docs",
        "/openapi.json",
        "/document/",
        "/document/../config",
        "/evaluation/run/x",
        "/evaluation/",
        "/library/x",
        "/LIBRARY",
        "/assets",
    ],
)
def test_the_server_has_no_other_doors(path: str):
    assert not known(path)
    assert sent([], path) == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [*((path, 200) for path in ("/", *OWN_PAGES)), ("/docs", 404), ("/gradio_api/upload", 413)],
)
def test_every_reply_tells_the_browser_to_stay_on_this_host(path: str, status: int, client: TestClient):
    reply = client.get(path)
    assert reply.status_code == status
    (policy,) = reply.headers.get_list("content-security-policy")
    assert policy == OWN_PAGES.get(path, PAGE_POLICY)
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "connect-src 'self'" in policy or "connect-src" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert reply.headers.get_list("x-content-type-options") == ["nosniff"]
    assert reply.headers.get_list("referrer-policy") == ["no-referrer"]


def test_a_plain_page_runs_no_script_and_a_report_asks_for_nothing():
    assert "script-src" not in OWN_PAGES["/document"]
    assert "script-src" not in OWN_PAGES["/changes"]
    assert "connect-src" not in OWN_PAGES["/evaluation/run"]
    assert "'unsafe-eval'" not in OWN_PAGES["/evaluation/run"]


def sent(headers: list[tuple[bytes, bytes]], path: str = UPLOAD) -> int:
    """The status of what is sent with some headers, as they come from a server."""
    replies = []

    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        replies.append(message)

    scope = {"type": "http", "path": path, "method": "POST", "headers": headers}
    asyncio.run(Guard(app)(scope, None, send))
    return replies[0]["status"]


def test_an_upload_goes_through_up_to_its_limit(client: TestClient):
    assert client.post(UPLOAD, content=b"words").text == "5 bytes"
    assert sent([(b"content-length", str(LARGEST_UPLOAD).encode())]) == 200


@pytest.mark.parametrize(
    "headers",
    [
        [(b"content-length", str(LARGEST_UPLOAD + 1).encode())],
        [(b"content-length", b"9" * 40)],
        [(b"transfer-encoding", b"chunked")],
        [(b"content-length", b"-1")],
        [(b"content-length", b"1e3")],
        [(b"content-length", "²".encode())],
        [(b"content-length", b"")],
        [],
    ],
)
def test_an_upload_that_is_too_large_or_does_not_say_how_long_it_is_is_refused(headers):
    assert sent(headers) == 413
    assert sent(headers, "/gradio_api/queue/join") == (413 if headers else 200)


def test_what_a_browser_sends_from_another_site_is_refused():
    for headers, status in (
        ([(b"sec-fetch-site", b"cross-site")], 403),
        ([(b"sec-fetch-site", b"same-site")], 403),
        ([(b"origin", b"https://example.org"), (b"host", b"127.0.0.1:7860")], 403),
        ([(b"origin", b"null"), (b"host", b"127.0.0.1:7860")], 403),
        ([(b"sec-fetch-site", b"same-origin")], 200),
        ([(b"origin", b"http://127.0.0.1:7860"), (b"host", b"127.0.0.1:7860")], 200),
        ([], 200),  # no browser
    ):
        assert sent(headers, "/gradio_api/queue/join") == status, headers
    assert sent([], "/log-in") == 403  # a form says where it is from


def test_where_people_come_by_https_browsers_are_told_to_stay_with_it():
    served = Starlette(routes=[Route("/{path:path}", everything)])
    (told,) = TestClient(Guard(served, encrypted=True)).get("/").headers.get_list("strict-transport-security")
    assert told.startswith("max-age=")
    assert "strict-transport-security" not in TestClient(Guard(served)).get("/").headers


def test_nothing_that_was_shown_to_somebody_is_kept_for_the_next(client: TestClient):
    assert client.get("/document").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/assets/index.js").headers


def test_an_upload_in_pieces_without_a_length_is_refused(client: TestClient):
    assert client.post(UPLOAD, content=iter([b"some", b"more"])).status_code == 413
