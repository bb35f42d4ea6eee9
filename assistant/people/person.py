"""Somebody who uses Safeguide, and what they may do."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do besides asking, which everybody may who is let in."""

    PRACTITIONER = "practitioner"
    """Ask, and keep their own conversations; take quizzes."""
    TRAINER = "trainer"
    """Make quizzes, review and export them, read their results."""
    MAINTAINER = "maintainer"
    """Look after the library, the evaluations and what people say of answers; say who may use Safeguide."""


def written(roles: Collection[Role]) -> str:
    """Roles as they are kept; that of a practitioner has everybody who is let in."""
    return "|".join(sorted({*roles, Role.PRACTITIONER}))


def read(text: str) -> frozenset[Role]:
    """The roles that were written down so."""
    return frozenset(map(Role, text.split("|")))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was let in.

    Attributes:
        id: whose the conversations are; "" where nobody logs in.
        name: as they log in, or as who let them in calls them.
        roles: what they may do besides asking.
    """

    id: str
    name: str
    roles: frozenset[Role]

    def may(self, role: Role) -> bool:
        """Whether somebody with a role may do what is asked for, and this person has it."""
        return role is Role.PRACTITIONER or role in self.roles


ALONE = Person("", "", frozenset(Role))
"""Whoever sits at the machine, where nobody logs in: they may do everything."""
