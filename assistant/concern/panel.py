"""The contact panel: whom to reach and what to do, above everything else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import prompts
from assistant.concern.contacts import Contact, Directory
from assistant.concern.screen import Concern

LOCAL_TIME = ZoneInfo("Europe/London")
"""Of every nation whose guidance is held; Ireland keeps the same."""

HEADINGS = {
    Concern.SOMEONE: "If somebody may be at risk now, speak to a person first",
    Concern.WRITER: "You do not have to deal with this alone",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """What is shown where a message may be about somebody at risk now.

    Attributes:
        concern: whom it seems to be about.
        heading: what it says first.
        emergency: whom to call in immediate danger.
        organisation: what the organisation is called, or "".
        own: its contacts, those first who can be reached now.
        national: everybody else who helps.
        lines: what to say, do and record; to a writer in distress, words for them.
        set_up: tells the maintainer how to name contacts, where the organisation has none; or "".
    """

    concern: Concern
    heading: str
    emergency: tuple[Contact, ...]
    organisation: str
    own: tuple[Contact, ...]
    national: tuple[Contact, ...]
    lines: tuple[str, ...]
    set_up: str = ""

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """All of them, in the order in which they are to be read: whoever is in distress reads of the
        services for them before the organisation's own."""
        if self.concern is Concern.WRITER:
            return (*self.emergency, *self.national, *self.own)
        return (*self.emergency, *self.own, *self.national)

    def as_dict(self) -> dict[str, Any]:
        """The panel as plain values for JSON; see docs/json.md."""
        return {
            "concern": self.concern.value,
            "heading": self.heading,
            "organisation": self.organisation,
            "contacts": [contact.as_dict() for contact in self.contacts],
            "lines": list(self.lines),
            "set_up": self.set_up,
        }


def panel(
    concern: Concern, directory: Directory, nation: str, moment: datetime | None = None
) -> Panel | None:
    """The panel for a concern, or None for no concern.

    Args:
        concern: what a message was found to say.
        directory: everybody who can be reached.
        nation: where; "" if that is not known.
        moment: now, with its time zone, if it is not the clock's.
    """
    if concern is Concern.NONE:
        return None
    now = (moment or datetime.now(LOCAL_TIME)).astimezone(LOCAL_TIME)
    emergency = directory.emergency(nation)
    return Panel(
        concern,
        HEADINGS[concern],
        emergency,
        directory.organisation,
        directory.locally(now),
        directory.nationally(concern.value, nation),
        _lines(concern, emergency),
        "" if directory.own else prompts.load("concern-set-up").text,
    )


def _lines(concern: Concern, emergency: tuple[Contact, ...]) -> tuple[str, ...]:
    prompt = prompts.load(f"concern-{concern.value}")
    told = prompt.fill(emergency=emergency[0].phone) if prompt.inputs else prompt.text
    return tuple(told.split("\n"))
