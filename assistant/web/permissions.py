"""Which role each path of the server asks for. What is not named here is for nobody."""

from assistant.people import Person, Role

Roles = frozenset[Role]

ANYBODY = frozenset({Role.PRACTITIONER})
TRAINERS = frozenset({Role.TRAINER})
MAINTAINERS = frozenset({Role.MAINTAINER})

UPLOAD = "/gradio_api/upload"
"""Where files are sent: a trainer's quiz, or documents for the library."""
LOG_IN, LOG_IN_BACK, LOG_OUT = "/log-in", "/log-in/back", "/log-out"
API = "/api/"
METRICS = "/metrics"

PROBES = frozenset({"/healthz", "/readyz"})
OPEN = frozenset(
    {
        *(LOG_IN, LOG_IN_BACK, *PROBES),
        *("/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt"),
        "/gradio_api/startup-events",  # gradio asks itself, and starts what is started already no second time
    }
)
"""What nobody need be let in for: it holds nothing of the library and of nobody."""
OPEN_FOLDERS = ("/assets/", "/static/")
NEEDED: dict[str, Roles] = {
    "/": ANYBODY,
    "/conversations": ANYBODY,
    "/document": ANYBODY,
    "/changes": ANYBODY,
    "/quiz/take": ANYBODY,
    "/quiz": TRAINERS,
    "/library": MAINTAINERS,
    "/evaluation": MAINTAINERS,
    "/evaluation/run": MAINTAINERS,
    "/evaluation/history": MAINTAINERS,
    "/config": ANYBODY,
    UPLOAD: TRAINERS | MAINTAINERS,
    f"{UPLOAD}_progress": TRAINERS | MAINTAINERS,
    LOG_OUT: ANYBODY,
    METRICS: MAINTAINERS,
}
NEEDED_IN = {"/gradio_api/queue/": ANYBODY, "/gradio_api/heartbeat/": ANYBODY, API: ANYBODY}
"""Likewise of folders. Of an event that is sent to the queue its page is asked for besides (``events``), and
each route of the interface for other programs asks for its own."""


def open_to_all(path: str) -> bool:
    """Whether nobody need be let in."""
    return path in OPEN or path.startswith(OPEN_FOLDERS)


def needed(path: str) -> Roles | None:
    """The roles of which one is needed, or None where nobody has a use for the path."""
    if path in NEEDED:
        return NEEDED[path]
    return next((roles for folder, roles in NEEDED_IN.items() if path.startswith(folder)), None)


def known(path: str) -> bool:
    """Whether there is anything at a path."""
    return open_to_all(path) or needed(path) is not None


def may(person: Person, path: str) -> bool:
    """Whether somebody may use a path that there is."""
    return open_to_all(path) or any(person.may(role) for role in needed(path) or ())
