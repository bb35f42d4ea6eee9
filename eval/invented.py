"""Invented rules with questions that they answer, read from JSON lines and checked."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.questions import EvaluationError


class InventedRule(BaseModel):
    """A rule that nobody made, in the voice of those who make rules.

    Attributes:
        id: its own; what stands before the hyphen tells the set that it was written in.
        family: the rules on one matter, which are easily mistaken for one another.
        text: Markdown, with a heading or without.
        questions: which it answers, and no other rule of its set does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(pattern=r"^\w+-\w+$")
    family: str = Field(min_length=1)
    text: str = Field(pattern=r"\S")
    questions: tuple[str, ...] = Field(min_length=1, strict=False)

    @property
    def set(self) -> str:
        """The set that it was written in, by one writer: rules of two may answer the same question."""
        return self.id.split("-")[0]


def read_invented(path: Path) -> Sequence[InventedRule]:
    """The rules of a file.

    Raises:
        EvaluationError: the file cannot be read, a line is no rule, two have one id, or there is none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path.name} cannot be read: {error}") from error
    rules: dict[str, InventedRule] = {}
    for number, line in enumerate(lines, start=1):
        try:
            rule = InventedRule.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise EvaluationError(f"{path.name}, line {number} is no rule: {error}") from error
        if rule.id in rules:
            raise EvaluationError(f"{path.name}, line {number}: the id {rule.id!r} came before")
        rules[rule.id] = rule
    if not rules:
        raise EvaluationError(f"{path.name} holds no rules")
    return list(rules.values())
