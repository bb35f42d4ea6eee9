"""Who may set off which event of the pages, and whose session one is set off in.

Gradio numbers the events of all pages and runs whichever number it is sent, in whichever session. A session
is the person's who used it first.
"""

import json
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from assistant.people import Person
from assistant.web import permissions

JOIN, DATA, HEARTBEAT = "/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/heartbeat/"
LARGEST_EVENT = 4_000_000
"""Bytes of one event: the fields of a quiz of many items and more."""
MOST_SESSIONS = 20_000
"""Whose owners are remembered, those used last; what falls out can only be claimed by guessing its name."""


class Sessions:
    """Whose each open page is."""

    def __init__(self, most: int = MOST_SESSIONS) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._most, self._lock = most, Lock()

    def used(self, session: str, person: Person) -> bool:
        """Whether a session is this person's; one that nobody has used becomes theirs."""
        with self._lock:
            owner = self._owners.setdefault(session, person.id)
            self._owners.move_to_end(session)
            while len(self._owners) > self._most:
                self._owners.popitem(last=False)
            return owner == person.id


class Events:
    """What is sent to gradio's queue.

    Args:
        pages: the page of each event, by its number: "", "library", ….
    """

    def __init__(self, pages: Mapping[int, str]) -> None:
        self._pages, self._sessions = pages, Sessions()

    def read(self, body: bytes, person: Person) -> bytes | None:
        """An event as it is passed on, written anew so that nobody reads another number in it than was
        checked; None where this person may not set it off.

        Raises:
            ValueError: it is no event.
        """
        try:
            told = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise ValueError("no JSON") from error
        number, session = _told(told, "fn_index"), _told(told, "session_hash")
        if type(number) is not int or not isinstance(session, str) or not session:
            raise ValueError("no event of a session")
        page = self._pages.get(number)
        allowed = page is not None and permissions.may(person, f"/{page}")
        return json.dumps(told).encode() if allowed and self._sessions.used(session, person) else None

    def may_listen(self, session: str, person: Person) -> bool:
        """Whether somebody may hear what comes of the events of a session."""
        return bool(session) and self._sessions.used(session, person)


def pages(blocks: Any) -> dict[int, str]:
    """The page of each event of gradio's blocks, by its number."""
    return {number: function.page for number, function in blocks.fns.items()}


def _told(event: object, name: str) -> object:
    return event.get(name) if isinstance(event, dict) else None
