"""What the verifier says of a statement: whether its source supports it, how surely, and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Support(StrEnum):
    """Whether a source supports a statement."""

    SUPPORTED = "supported"
    NOT = "not supported"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that a statement does not give as its source does; one is enough for it not to be supported.

    Attributes:
        check: which check found it: "timescale", "duty", "role".
        about: in words that quote both: "the passage says 15 working days, the statement says 10".
    """

    check: str
    about: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A sentence of a source that a statement rests on.

    Attributes:
        source: the place of the source among those given, from 0.
        start, end: the sentence's span in the source's text.
    """

    source: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is made of one statement.

    Attributes:
        support: whether it may be said.
        probability: that the sources support it, 0 to 1, whatever the differences.
        differences: facts that are not as in the sources.
        missing: words of the statement that nothing in the aligned sentences stands for.
        aligned: the sentences that it rests on, in order; at most four.
    """

    support: Support
    probability: float
    differences: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = ()
    aligned: tuple[Aligned, ...] = ()

    @property
    def why(self) -> str:
        """Why it is not supported, in plain words; "" where it is."""
        if self.support is Support.SUPPORTED:
            return ""
        if self.differences:
            return "; ".join(one.about for one in self.differences)
        if self.missing:
            return f"the passage says nothing of {', '.join(repr(word) for word in self.missing[:4])}"
        return "the passage does not say this"

    def as_dict(self) -> dict[str, Any]:
        """The verdict as plain values for JSON; see docs/json.md."""
        return {
            "support": self.support.value,
            "probability": round(self.probability, 4),
            "why": self.why,
            "checks": [one.check for one in self.differences],
        }
