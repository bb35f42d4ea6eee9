"""What the server lets in and what the browser may do: the outer wall of the page.

Gradio serves far more than a chat page needs (uploads, file and proxy routes, API descriptions, monitoring).
Only what the page uses is let through, and a content security policy keeps the browser on this host even if
something in a document should slip past escaping.
"""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import permissions
from assistant.web.events import JOIN, LARGEST_EVENT
from assistant.web.permissions import API, LOG_IN, LOG_OUT, UPLOAD
from ingest.readers import MAX_BYTES

AT_ONCE = 2
"""Questions answered at the same time; more wait their turn."""
WAITING = 64
"""Questions that may wait before people are told to come back later."""
LARGEST_UPLOAD = 4 * MAX_BYTES
"""Bytes of one sending: a few of the largest files that are read."""

PAGE_POLICY = (
    # Gradio evaluates its templates and writes styles into the page, hence the two 'unsafe' words.
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
PLAIN_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""Of pages without a script, which hold their own pictures and may be shown within our pages."""
REPORT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""Of reports, which draw their own plots and ask for nothing."""
PROGRAM_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""Of what is for other programs and shows nothing."""
OWN_PAGES = {
    "/document": PLAIN_POLICY,
    "/changes": PLAIN_POLICY,
    "/evaluation/run": REPORT_POLICY,
    "/evaluation/history": REPORT_POLICY,
}
"""What we serve beside gradio (``routes``), each with what a browser may do with it."""
FORM_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
FORM_PAGES = dict.fromkeys(("/quiz/take", LOG_IN, LOG_OUT), FORM_POLICY)
"""Of those the ones with forms of ours, which have no script and send to nobody else."""
LARGEST_FORM = 1_000_000
"""Bytes of one form."""

HEADERS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer"}
_SAFE = ("GET", "HEAD", "OPTIONS")


class Guard:
    """ASGI middleware: answers 404 to paths that the page does not use and adds the security headers.

    Args:
        app: what is behind it.
        encrypted: whether people reach it by https, which browsers are then told to keep to.
    """

    def __init__(self, app: ASGIApp, *, encrypted: bool = False) -> None:
        self.app, self._encrypted = app, encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, sending = scope["path"], self._with_headers(scope, send)
        changes = scope["method"] not in _SAFE or path == UPLOAD
        if not permissions.known(path):
            await PlainTextResponse("Not found", 404)(scope, receive, sending)
        elif changes and _length(scope) > _largest(path):
            await PlainTextResponse("Too large", 413)(scope, receive, sending)
        elif changes and _from_elsewhere(scope, strict=path in FORM_PAGES):
            await PlainTextResponse("Sent from another site", 403)(scope, receive, sending)
        else:
            await self.app(scope, receive, sending)

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        path = scope["path"]
        own = {**HEADERS, b"content-security-policy": policy(path).encode()}
        if path in FORM_PAGES:  # a page that tells nobody what it is does not tell where its forms are from
            own[b"referrer-policy"] = b"same-origin"
        if self._encrypted:
            own[b"strict-transport-security"] = b"max-age=31536000"
        if not path.startswith(permissions.OPEN_FOLDERS):  # what was shown to one is not for the next
            own[b"cache-control"] = b"no-store"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                theirs = [
                    (name, value) for name, value in message.get("headers", ()) if name.lower() not in own
                ]
                message["headers"] = [*theirs, *own.items()]
            await send(message)

        return sending


def policy(path: str) -> str:
    """What a browser may do with what is at a path."""
    if path.startswith(API):
        return PROGRAM_POLICY
    return {**OWN_PAGES, **FORM_PAGES}.get(path, PAGE_POLICY)


def _largest(path: str) -> int:
    """How many bytes may be sent to a path."""
    if path == UPLOAD or path.startswith(API):
        return LARGEST_UPLOAD
    return LARGEST_EVENT if path == JOIN else LARGEST_FORM


def _length(scope: Scope) -> int:
    """How long what is sent says it is; of what does not say, longer than anything."""
    told = dict(scope["headers"])
    if b"content-length" not in told and b"transfer-encoding" not in told and scope["path"] != UPLOAD:
        return 0
    length = told.get(b"content-length", b"")
    return int(length) if length.isdigit() else LARGEST_UPLOAD + 1


def _from_elsewhere(scope: Scope, *, strict: bool) -> bool:
    """Whether a browser says that something was sent from a page of another host.

    Args:
        scope: the request.
        strict: whether what does not say where it is from counts as sent from elsewhere, too.
    """
    told = dict(scope["headers"])
    if b"sec-fetch-site" in told:  # a proxy may have changed the name of the host
        return bool(told[b"sec-fetch-site"] != b"same-origin")
    if b"origin" not in told:
        return strict
    _, _, origin = told[b"origin"].partition(b"://")
    return not origin or bool(origin != told.get(b"host", b""))
