"""What the server lets in and what the browser may do: the outer wall of the page.

Gradio serves far more than a chat page needs (uploads, file and proxy routes, API descriptions, monitoring).
Only what the page uses is let through, and a content security policy keeps the browser on this host even if
something in a document should slip past escaping.
"""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

AT_ONCE = 2
"""Questions answered at the same time; more wait their turn."""
WAITING = 64
"""Questions that may wait before people are told to come back later."""
PAGE_PATHS = ("/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt")
PAGE_FOLDERS = (
    "/assets/",
    "/static/",
    "/gradio_api/queue/",
    "/gradio_api/heartbeat/",
    "/gradio_api/startup-events",
)

HEADERS = (
    (
        b"content-security-policy",
        # Gradio evaluates its templates and writes styles into the page, hence the two 'unsafe' words.
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        b"style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        b"worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        b"frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class Guard:
    """ASGI middleware: answers 404 to paths that the page does not use and adds the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif allowed(scope["path"]):
            await self.app(scope, receive, _with_headers(send))
        else:
            await PlainTextResponse("Not found", 404)(scope, receive, _with_headers(send))


def allowed(path: str) -> bool:
    """Whether the page has a use for this path."""
    return path in PAGE_PATHS or path.startswith(PAGE_FOLDERS)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return sending
