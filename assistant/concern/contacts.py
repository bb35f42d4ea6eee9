"""Whom to reach: an organisation's own contacts, from its settings, and the national ones, which are data."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.concern.hours import Hours
from assistant.wordings import held
from ingest.vocabulary import UK


class Role(StrEnum):
    """What an organisation's contact is, in the order in which they are shown."""

    DSL = "dsl"
    DEPUTY_DSL = "deputy-dsl"
    CHILDRENS_SOCIAL_CARE = "childrens-social-care"
    OUT_OF_HOURS = "out-of-hours"
    ADULT_DUTY_DESK = "adult-duty-desk"
    LADO = "lado"
    POLICE = "police"
    OTHER = "other"


NAMED = {
    Role.DSL: "Designated safeguarding lead (DSL)",
    Role.DEPUTY_DSL: "Deputy designated safeguarding lead",
    Role.CHILDRENS_SOCIAL_CARE: "Children's social care (MASH)",
    Role.OUT_OF_HOURS: "Emergency duty team, out of hours",
    Role.ADULT_DUTY_DESK: "Adult social care duty desk",
    Role.LADO: "Designated officer (LADO), for a worry about somebody who works with children",
    Role.POLICE: "Police",
    Role.OTHER: "",
}
"""Each role in words, where the organisation gives no title of its own."""


class OwnContact(BaseModel):
    """A row of ``[[contacts]]`` in ``safeguide.toml``; see docs/contacts.md.

    Attributes:
        role: what it is.
        title: what it is called here, in place of the role's usual name.
        name: who it is, if it is a person.
        phone: what to dial.
        email: for what can wait.
        hours: when it can be reached ("Mon-Fri 08:30-17:00"), or "" for at any time.
        note: one line on when to use it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Role
    title: str = ""
    name: str = ""
    phone: str = Field(min_length=3)
    email: str = ""
    hours: str = ""
    note: str = ""

    @field_validator("hours")
    @classmethod
    def _readable(cls, hours: str) -> str:
        Hours.read(hours)
        return hours

    @property
    def called(self) -> str:
        """What it is called where it is shown."""
        return ", ".join(part for part in (self.title or NAMED[self.role], self.name) if part) or self.phone


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to reach, as shown.

    Attributes:
        name: who it is.
        phone: what to dial, or what to do instead; "" where only its place gives the number.
        note: when to use it.
        hours: when it can be reached, or "" for at any time.
        now: whether that is now.
        own: whether it is the organisation's own.
        email: for what can wait, or "".
    """

    name: str
    phone: str
    note: str = ""
    hours: str = ""
    now: bool = True
    own: bool = False
    email: str = ""

    @property
    def remark(self) -> str:
        """Its note and its hours, in one line."""
        if not self.hours:
            return self.note
        told = f"{'Now' if self.now else 'Not now'}: {self.hours}."
        return f"{told} {self.note}".strip()

    def as_dict(self) -> dict[str, Any]:
        """The contact as plain values for JSON; see docs/json.md."""
        return {
            "name": self.name,
            "phone": self.phone,
            "email": self.email,
            "note": self.note,
            "hours": self.hours,
            "now": self.now,
            "own": self.own,
        }


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody who can be reached.

    Attributes:
        own: the organisation's contacts, as its settings have them.
        organisation: what it is called, or "".
    """

    own: tuple[OwnContact, ...] = ()
    organisation: str = ""
    _roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_roles", frozenset(one.role.value for one in self.own))

    def emergency(self, nation: str) -> tuple[Contact, ...]:
        """Whom to call in immediate danger."""
        first = (one for one in national() if one.serves("emergency", nation))
        return tuple(Contact(one.name, one.phone, one.note) for one in first)

    def locally(self, moment: datetime) -> tuple[Contact, ...]:
        """The organisation's contacts in the order of their roles, those first who can be reached now."""
        ordered = sorted(self.own, key=lambda one: list(Role).index(one.role))
        contacts = [_shown(one, moment) for one in ordered]
        return tuple(sorted(contacts, key=lambda one: not one.now))

    def nationally(self, whom: str, nation: str) -> tuple[Contact, ...]:
        """The national contacts for "someone" or "writer", less those whose place one of the organisation's
        own takes."""
        return tuple(
            Contact(one.name, one.phone, one.note)
            for one in national()
            if one.serves(whom, nation) and one.role not in self._roles
        )


@dataclass(frozen=True, slots=True)
class National:
    """A row of data/contacts.yaml, which says what each field is."""

    name: str
    phone: str
    note: str
    nations: frozenset[str]
    whom: frozenset[str]
    role: str = ""

    def serves(self, whom: str, nation: str) -> bool:
        """Whether it is for somebody in a nation, or where none is known."""
        return whom in self.whom and (nation if nation in UK | {"ireland"} else "any") in self.nations


@cache
def national() -> tuple[National, ...]:
    """The national contacts, in the order in which they are shown."""
    return tuple(
        National(
            row["name"],
            row["phone"],
            row["note"],
            frozenset().union(*(UK | {"any"} if one == "uk" else {one} for one in row["nations"])),
            frozenset(row["for"]),
            row.get("role", ""),
        )
        for rows in held("contacts").values()
        for row in rows
    )


def _shown(one: OwnContact, moment: datetime) -> Contact:
    return Contact(
        one.called, one.phone, one.note, one.hours, Hours.read(one.hours).include(moment), True, one.email
    )
