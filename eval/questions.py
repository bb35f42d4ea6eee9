"""Questions with known evidence, read from JSON lines and checked."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from ingest.errors import IngestError

_NEITHER = re.compile(r"[\W_]+")
_GAP = 600
"""Letters and digits that an ellipsis in evidence may stand for."""


class EvaluationError(IngestError):
    """What an evaluation was given and cannot use; ``str()`` of it is fit to show; a file's line is named."""


class Question(BaseModel):
    """A question, and the words of the documents that answer it.

    Attributes:
        id: unique in its file.
        question: as somebody would ask it.
        answerable: whether the documents answer it.
        source_file: the document that does, by file name; for reading only.
        evidence: a stretch of that document's words, to be found in a passage and in the quoted answer;
            "…" in it stands for words left out, so that its first and last few say which stretch is meant.
            None where the question is not answerable.
        kind: any label for the kind of question.
        history: the questions asked before it in the same conversation, oldest first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(min_length=1)
    question: str = Field(pattern=r"\S")
    answerable: bool
    source_file: str | None = None
    evidence: str | None = None
    kind: str = ""
    history: tuple[str, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _evidence_where_answerable(self) -> Self:
        if self.answerable and not letters_and_digits(self.evidence or ""):
            raise ValueError("it is answerable but has no evidence")
        if not self.answerable and self.evidence:
            raise ValueError("it has evidence but is not answerable")
        return self

    def evidence_in(self, text: str) -> bool:
        """Whether a text holds the evidence, compared by letters and digits; never if unanswerable."""
        return bool(self._wanted and self._wanted.search(letters_and_digits(text)))

    @cached_property
    def _wanted(self) -> re.Pattern[str] | None:
        return wanted_words(self.evidence) if self.evidence and letters_and_digits(self.evidence) else None


def wanted_words(evidence: str) -> re.Pattern[str]:
    """What finds evidence, "…" in it standing for some words left out, among letters and digits."""
    parts = (letters_and_digits(part) for part in evidence.split("…"))
    return re.compile(f".{{0,{_GAP}}}?".join(map(re.escape, parts)))


@lru_cache(maxsize=10_000)
def letters_and_digits(text: str) -> str:
    """A text's letters and digits, case folded and ligatures expanded, so that white space, punctuation
    and list markers make no difference."""
    return _NEITHER.sub("", text.casefold())  # case folding makes "fi" of the one sign ﬁ


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions, one JSON object a line; empty lines are passed over.

    Raises:
        EvaluationError: the file cannot be read, a line is not a question, an id comes twice, or there is
            no question at all.
    """
    return checked(json_lines(read_text(path), path.name), Question, path.name, "questions")


class Identified(Protocol):
    """Something with an id of its own."""

    @property
    def id(self) -> str:
        """The id."""
        ...


One = TypeVar("One", bound=Identified)


def read_text(path: Path) -> str:
    """A file's text, with or without a byte order mark.

    Raises:
        EvaluationError: the file cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path.name} cannot be read: {error}") from error


def json_lines(text: str, name: str) -> Iterator[tuple[int, Any]]:
    """The JSON on each line of a file that is not empty, with the line's number.

    Raises:
        EvaluationError: a line holds something else.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise EvaluationError(
                    f"{name}, line {number}: this is not JSON ({error.msg}, column {error.colno})"
                ) from error
            except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
                raise EvaluationError(f"{name}, line {number}: this cannot be read ({error})") from error


def checked(rows: Iterable[tuple[int, Any]], kind: type[One], name: str, called: str) -> list[One]:
    """The rows of a file as what they should be, each with an id of its own.

    Args:
        rows: plain values with the numbers of their lines.
        kind: a pydantic model.
        name: of the file.
        called: what several of the kind are called.

    Raises:
        EvaluationError: a row is none, an id comes twice, or there is no row.
    """
    read = TypeAdapter(kind)
    found: dict[str, One] = {}
    for number, row in rows:
        try:
            one = read.validate_python(row)
        except ValidationError as error:
            raise EvaluationError(f"{name}, line {number}: {plainly(error)}") from error
        if one.id in found:
            raise EvaluationError(f"{name}, line {number}: the id {one.id!r} came before")
        found[one.id] = one
    if not found:
        raise EvaluationError(f"{name} holds no {called}")
    return list(found.values())


def plainly(error: ValidationError) -> str:
    """What is wrong with some fields, on one line."""
    found = []
    for problem in error.errors():
        field = ".".join(map(str, problem["loc"]))
        message = problem["msg"].removeprefix("Value error, ")
        found.append(f"{field}: {message}" if field else message)
    return "; ".join(found)
