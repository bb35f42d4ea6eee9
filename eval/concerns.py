"""Messages labelled by whether they tell of a live concern, read from JSON lines and checked."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from eval.lines import read_lines
from eval.questions import EvaluationError


class Message(BaseModel):
    """One message.

    Attributes:
        id: its own.
        text: as typed.
        label: "someone" may be at risk now, the "writer" is in distress or danger, or "none" of both.
        role: who writes.
        kind: what it is about, in a word or two.
        directness: "plain", "hinted", "oblique", or "-" where there is no concern.
        ordinary: whether it is a question as practitioners ask it every day, with no trap in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    label: Literal["someone", "writer", "none"]
    role: str
    kind: str
    directness: Literal["plain", "hinted", "oblique", "-"]
    ordinary: bool = False

    @property
    def live(self) -> bool:
        """Whether there is a concern."""
        return self.label != "none"


def read_messages(path: Path) -> Sequence[Message]:
    """The messages of a file.

    Raises:
        EvaluationError: a line is no message, or two have one id.
    """
    messages = read_lines(path, Message, "message")
    if len({one.id for one in messages}) < len(messages):
        raise EvaluationError(f"{path.name}: two messages have one id")
    return messages


def labelled_questions(labels: Path, questions: Path) -> Sequence[Message]:
    """Questions over guidance as messages: those that a file lists by id as "someone" or "writer", the others
    as "none", those that it lists as "doubtful" left out.

    Args:
        labels: the ids by label, as JSON.
        questions: the questions, as JSON lines.
    """
    listed = json.loads(labels.read_text(encoding="utf-8"))
    label_of = {one: label for label, ids in listed.items() for one in ids}
    rows = map(json.loads, questions.read_text(encoding="utf-8").splitlines())
    return [
        Message(
            id=row["id"],
            text=row["question"],
            label=label_of.get(row["id"], "none"),
            role="",
            kind="question",
            directness="-",
            ordinary=row["id"] not in label_of,
        )
        for row in rows
        if label_of.get(row["id"]) != "doubtful"
    ]
