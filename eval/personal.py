"""Questions with their personal data marked, read from JSON lines; and how much of it is found."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.privacy.kinds import Finding, Kind
from eval.lines import read_lines

NUMBERS = (Kind.NHS_NUMBER, Kind.UPN, Kind.NI_NUMBER, Kind.PHONE, Kind.EMAIL)
"""What has a form that can be told with certainty."""


class Marked(BaseModel):
    """A stretch of a question that is personal data: from ``start`` to ``end``, of a kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int = Field(ge=0)
    end: int
    kind: Kind


class Example(BaseModel):
    """One question.

    Attributes:
        id: its own.
        text: as typed.
        spans: its personal data, in order; none where it has none.
        note: what makes it worth having.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    spans: tuple[Marked, ...]
    note: str = ""

    @model_validator(mode="after")
    def _stand_apart(self) -> "Example":
        ends = [0, *(one.end for one in self.spans)]
        if any(
            one.start < before or one.end <= one.start for one, before in zip(self.spans, ends, strict=False)
        ):
            raise ValueError("spans overlap, or are empty")
        if ends[-1] > len(self.text):
            raise ValueError("a span ends beyond the text")
        return self


def read_examples(path: Path) -> Sequence[Example]:
    """The questions of a file.

    Raises:
        EvaluationError: a line is no such question.
    """
    return read_lines(path, Example, "marked question")


def is_found(example: Example, marked: Marked, found: Sequence[Finding]) -> bool:
    """Whether all letters and digits of what is marked lie in what was found, of whatever kind."""
    return all(
        any(one.start <= place < one.end for one in found)
        for place in range(marked.start, marked.end)
        if example.text[place].isalnum()
    )
