"""What the server lets in and what the browser may do: the outer wall of the page.

Gradio serves far more than a chat page needs (uploads, file and proxy routes, API descriptions, monitoring).
Only what the page uses is let through, and a content security policy keeps the browser on this host even if
something in a document should slip past escaping.
"""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.words import PAGES
from ingest.readers import MAX_BYTES

AT_ONCE = 2
"""Questions answered at the same time; more wait their turn."""
WAITING = 64
"""Questions that may wait before people are told to come back later."""
PAGE_PATHS = (
    *(path for path, _ in PAGES),
    "/config",
    "/theme.css",
    "/favicon.ico",
    "/manifest.json",
    "/robots.txt",
)
PAGE_FOLDERS = (
    "/assets/",
    "/static/",
    "/gradio_api/queue/",
    "/gradio_api/heartbeat/",
    "/gradio_api/startup-events",
)
UPLOAD = "/gradio_api/upload"
"""Where files for the library are sent, and how far they are."""
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
FORM_PAGES = {"/quiz/take": FORM_POLICY}
"""Of those the ones with forms of ours, which have no script and send to nobody else."""
LARGEST_FORM = 1_000_000
"""Bytes of one form."""

HEADERS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer"}


class Guard:
    """ASGI middleware: answers 404 to paths that the page does not use and adds the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, forms = scope["path"], scope["path"] in FORM_PAGES
        sending = _with_headers(send, {**OWN_PAGES, **FORM_PAGES}.get(path, PAGE_POLICY), own_referrer=forms)
        form = forms and scope["method"] not in ("GET", "HEAD")
        if not allowed(path):
            await PlainTextResponse("Not found", 404)(scope, receive, sending)
        elif (path == UPLOAD and _length(scope) > LARGEST_UPLOAD) or (form and _length(scope) > LARGEST_FORM):
            await PlainTextResponse("Too large", 413)(scope, receive, sending)
        elif form and not _from_here(scope):
            await PlainTextResponse("Sent from another site", 403)(scope, receive, sending)
        else:
            await self.app(scope, receive, sending)


def allowed(path: str) -> bool:
    """Whether the page has a use for this path."""
    ours = path in PAGE_PATHS or path in OWN_PAGES or path in FORM_PAGES
    return ours or path.startswith(PAGE_FOLDERS) or _is_upload(path)


def _is_upload(path: str) -> bool:
    return path in (UPLOAD, f"{UPLOAD}_progress")


def _length(scope: Scope) -> int:
    """How long what is sent says it is; of what does not say, longer than anything."""
    told = dict(scope["headers"]).get(b"content-length", b"")
    return int(told) if told.isdigit() else LARGEST_UPLOAD + 1


def _from_here(scope: Scope) -> bool:
    """Whether a browser says that a form was sent from a page of this host."""
    told = dict(scope["headers"])
    if b"sec-fetch-site" in told:  # a proxy may have changed the name of the host
        return bool(told[b"sec-fetch-site"] == b"same-origin")
    _, _, origin = told.get(b"origin", b"").partition(b"://")
    return bool(origin and origin == told.get(b"host", b""))


def _with_headers(send: Send, policy: str, *, own_referrer: bool = False) -> Send:
    own = {**HEADERS, b"content-security-policy": policy.encode()}
    if own_referrer:  # where a page tells nobody what it is, its forms do not tell where they are from either
        own[b"referrer-policy"] = b"same-origin"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            theirs = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in own]
            message["headers"] = [*theirs, *own.items()]
        await send(message)

    return sending
