"""Whoever has duties: how sentences name them, and what a question calls them; see ``data/quiz.yaml``."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.wordings import held

EVERYBODY = frozenset({"everybody", "staff", "practitioners", "volunteers", "relevant agencies", "parents"})
"""Those whom so many others are among that nobody else is plainly a wrong answer."""


_ENDS = re.compile(
    r"$|[,(;.?]| [(]|,? (?:and|or|of|who|in|for|with|from|at|that|which|as|on|to|by|is|are|has|have|"
    r"should|must)\b"
)
"""What may follow a body's name for it to be the whole of the name."""
FIELDS = {
    "school": ("children", "any"),
    "children": ("school", "any"),
    "homes": ("children", "any"),
    "adults": ("capacity", "children", "government", "any"),
    "capacity": ("adults", "any"),
    "government": ("adults", "children", "homes"),
    "any": ("school", "children"),
}
"""To each field those whose bodies make plausible wrong answers there, the nearest first."""


@dataclass(frozen=True)
class Body:
    """Somebody who has duties.

    Attributes:
        name: its key.
        words: how the subject of a sentence names it.
        called: how an option names it.
        people: what a person of it in a vignette is.
        field: where it works.
        level: of questions about it, 1 to 3.
        among: names of those that a reader could take for the same.
    """

    name: str
    words: re.Pattern[str]
    called: str
    people: tuple[str, ...]
    field: str
    level: int
    among: frozenset[str]

    def apart_from(self, other: "Body") -> bool:
        """Whether one of them is plainly not the other."""
        apart = other.name not in self.among and self.name not in other.among
        return self.name != other.name and apart and not {self.name, other.name} & EVERYBODY

    def near(self, other: "Body") -> int | None:
        """How near the other works, 0 for the same field; None where nobody would take the one for the
        other."""
        fields = (self.field, *FIELDS[self.field])
        return fields.index(other.field) if other.field in fields else None


@cache
def data() -> dict[str, Any]:
    """What the data file holds."""
    found: dict[str, Any] = held("quiz")
    return found


@cache
def bodies() -> dict[str, Body]:
    """Every body by its name."""
    return {
        name: Body(
            name,
            re.compile(told["words"], re.IGNORECASE),
            told["called"],
            tuple(told["people"]),
            told["field"],
            told["level"],
            frozenset(told.get("among", ())),
        )
        for name, told in data()["bodies"].items()
    }


@lru_cache(maxsize=20_000)
def body_of(subject: str) -> str:
    """The name of the body that a subject is, or is headed by ("the head of the school"); of several that of
    the longest wording; "" for none. What belongs to a body is not the body."""
    found = [
        (match.end(), one.name)
        for one in bodies().values()
        if (match := one.words.match(subject)) and _ENDS.match(subject, match.end())
    ]
    return max(found, default=(0, ""))[1]


def named_in(text: str) -> frozenset[str]:
    """The names of the bodies that a text names anywhere."""
    words = [match.start() for match in re.finditer(r"\b\w", text)]
    return frozenset(name for at in words if (name := body_of(text[at:])))
