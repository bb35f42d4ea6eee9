"""A GOV.UK of the tests' own: a real server on this machine that replays the shapes of the Content API.

What it publishes is made up. It can be as hostile as a test wants, and writes down who asked for what.
"""

import gzip
import hashlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from ingest.sources.site import Site

LEAD_ORGANISATION = "Department for Made-up Guidance"


@dataclass(frozen=True)
class Reply:
    """What is answered.

    Attributes:
        status, body: of the answer.
        headers: besides Content-Type and Content-Length; None leaves out one of those.
        act: takes over after the headers were sent, with the handler; then ``body`` is not sent.
        instead: takes over before anything is sent.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str | None] = field(default_factory=dict)
    act: Callable[[BaseHTTPRequestHandler], None] | None = None
    instead: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    path: str
    headers: Mapping[str, str]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that had enough."""


class FakeGovUk:
    """A server; use it in a ``with`` statement.

    Attributes:
        replies: by path, what is answered: one after another, the last again and again.
        asked: the requests, in order.
    """

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def base(self) -> str:
        return f"http://{self.host}"

    @property
    def site(self) -> Site:
        return Site(self.base, frozenset({self.host}))

    # --- publishing ----------------------------------------------------------------------------------

    def publish(self, content: Mapping[str, Any], *more: Mapping[str, Any]) -> None:
        """Answer with pages, each at its base path."""
        for each in (content, *more):
            self.answer(f"/api/content{each['base_path']}", reply_of(json.dumps(each).encode()))

    def upload(self, path: str, data: bytes, content_type: str = "application/pdf") -> str:
        """Answer with a file; returns its address."""
        self.answer(path, reply_of(data, content_type))
        return f"{self.base}{path}"

    def answer(self, path: str, *replies: Reply) -> str:
        """Answer as told; returns the address."""
        self.replies[path] = list(replies)
        return f"{self.base}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                owner.asked.append(Asked(self.path, dict(self.headers.items())))
                waiting = owner.replies.get(self.path, [Reply(404, b'{"error": "not found"}')])
                reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                _send(self, reply)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def reply_of(data: bytes, content_type: str = "application/json; charset=utf-8") -> Reply:
    """A good answer, with an ETag by which it is known again."""
    return Reply(
        body=data, content_type=content_type, headers={"ETag": f'W/"{hashlib.sha256(data).hexdigest()}"'}
    )


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Answer; a client that has had enough is no error."""
    try:
        if reply.instead:
            reply.instead(handler)
        else:
            _send_answer(handler, reply)
    except OSError:
        handler.close_connection = True


def _send_answer(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    etag = reply.headers.get("ETag")
    known = etag and handler.headers.get("If-None-Match") == etag
    body = b"" if known else reply.body
    handler.send_response(304 if known else reply.status)
    headers = {"Content-Type": reply.content_type, "Content-Length": str(len(body)), **reply.headers}
    for name, value in headers.items():
        if value is not None:
            handler.send_header(name, value)
    handler.end_headers()
    if reply.act and not known:
        reply.act(handler)
    else:
        handler.wfile.write(body)


# --- what a hostile server does ----------------------------------------------------------------------


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte at a time, for at most 10 seconds."""
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    """Headers that never end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    drip(handler)


def reset(handler: BaseHTTPRequestHandler) -> None:
    """Break the connection as a failing network does."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def cut_off_after(data: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send something, then close the connection."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(data)
        handler.wfile.flush()
        handler.close_connection = True

    return act


def endless(handler: BaseHTTPRequestHandler) -> None:
    """More and more, for at most 64 MB."""
    for _ in range(1024):
        handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def bomb(size: int) -> bytes:
    """Gzip that holds so many zeros."""
    return gzip.compress(bytes(size))


# --- pages -------------------------------------------------------------------------------------------


def publication(
    path: str, title: str, attachments: Sequence[Mapping[str, Any]] = (), **said: Any
) -> dict[str, Any]:
    """A publication of guidance, whose text is in its attachments."""
    return _page(
        path,
        title,
        "publication",
        {
            "body": '<div class="govspeak"><p>What this page offers.</p></div>',
            "attachments": list(attachments),
            "change_history": [
                {"public_timestamp": "2025-09-01T00:00:00.000+01:00", "note": "Made clearer."},
                {"public_timestamp": "2020-01-07T09:30:00.000+00:00", "note": "First published."},
            ],
            "first_public_at": "2020-01-07T09:30:00.000+00:00",
            "political": False,
        },
        **{"document_type": "statutory_guidance", **said},
    )


def html_publication(path: str, title: str, body: str, parent: str, **said: Any) -> dict[str, Any]:
    """A document of a publication that is a page itself."""
    page = _page(path, title, "html_publication", {"body": govspeak(body), "political": False}, **said)
    page["links"]["parent"] = [{"title": title, "base_path": parent, "document_type": "guidance"}]
    return page


def detailed_guide(path: str, title: str, body: str, **said: Any) -> dict[str, Any]:
    """Guidance that is one page."""
    return _page(path, title, "detailed_guide", {"body": govspeak(body), "political": False}, **said)


def guide(path: str, title: str, parts: Mapping[str, str]) -> dict[str, Any]:
    """Guidance in parts."""
    told = [
        {"title": name, "slug": name.lower().replace(" ", "-"), "body": body} for name, body in parts.items()
    ]
    return _page(path, title, "guide", {"parts": told})


def manual(path: str, title: str, sections: Mapping[str, str]) -> list[dict[str, Any]]:
    """A manual and its sections."""
    at = {name: f"{path}/{name.lower().replace(' ', '-')}" for name in sections}
    listed = [{"title": name, "base_path": at[name], "description": ""} for name in sections]
    whole = _page(path, title, "manual", {"body": "", "child_section_groups": [{"child_sections": listed}]})
    return [whole] + [
        _page(at[name], name, "manual_section", {"body": body, "manual": {"base_path": path}})
        for name, body in sections.items()
    ]


def attachment(url: str, title: str, data: bytes = b"", **said: Any) -> dict[str, Any]:
    """A file that a publication offers."""
    return {
        "attachment_type": "file",
        "id": url.rpartition("/")[2],
        "title": title,
        "url": url,
        "content_type": "application/pdf",
        "filename": url.rpartition("/")[2],
        **({"file_size": len(data)} if data else {}),
        **said,
    }


def html_attachment(path: str, title: str) -> dict[str, Any]:
    """A page that a publication offers."""
    return {"attachment_type": "html", "id": path.rpartition("/")[2], "title": title, "url": path}


def redirect(path: str, destination: str) -> dict[str, Any]:
    """A page that leads elsewhere."""
    return {
        "base_path": path,
        "content_id": None,
        "schema_name": "redirect",
        "document_type": "redirect",
        "title": None,
        "details": {},
        "links": {},
        "withdrawn_notice": {},
        "redirects": [{"path": path, "type": "exact", "destination": destination}],
    }


def gone(path: str, explanation: str = "", alternative: str | None = None) -> dict[str, Any]:
    """A page that was taken away."""
    return {
        "base_path": path,
        "content_id": "00000000-0000-4000-8000-000000000000",
        "schema_name": "gone",
        "document_type": "gone",
        "title": None,
        "details": {"explanation": explanation, "alternative_path": alternative},
        "public_updated_at": None,
    }


def withdrawn(page: Mapping[str, Any], day: str, why: str) -> dict[str, Any]:
    """A page with a notice that it was withdrawn."""
    notice = {"explanation": govspeak(f"<p>{why}</p>"), "withdrawn_at": f"{day}T13:05:30Z"}
    return {**page, "withdrawn_notice": notice}


def applies_to(*nations: str) -> dict[str, Any]:
    """What a page says of the nations to which it applies."""
    every = ("england", "northern_ireland", "scotland", "wales")
    return {name: {"label": name.title(), "applicable": name in nations} for name in every}


def govspeak(body: str) -> str:
    return f'<div class="govspeak">{body}</div>'


def _page(path: str, title: str, schema: str, details: Mapping[str, Any], **said: Any) -> dict[str, Any]:
    digits = hashlib.sha256(path.encode()).hexdigest()
    organisation = {"title": LEAD_ORGANISATION, "document_type": "organisation", "details": {"brand": "x"}}
    return {
        "base_path": path,
        "content_id": f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}",
        "schema_name": schema,
        "document_type": schema,
        "title": title,
        "description": f"About {title.lower()}.",
        "locale": "en",
        "first_published_at": "2020-01-07T09:30:00.000+00:00",
        "public_updated_at": "2025-08-31T23:00:00.000+00:00",
        "updated_at": "2025-09-02T10:15:02.887Z",
        "withdrawn_notice": {},
        "details": dict(details),
        "links": {"organisations": [organisation], "primary_publishing_organisation": [organisation]},
        **said,
    }
