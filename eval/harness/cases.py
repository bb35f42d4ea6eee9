"""Cases of an evaluation: what is asked, and what the library is known to say to it.

A suite is a file of cases, as JSON lines or, for an organisation's own, as CSV. docs/suites.md tells whoever
writes some how.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.privacy.kinds import Kind
from assistant.quiz.items import MOST_ITEMS
from assistant.quiz.making import ROLES, Wanted
from assistant.scope import Scope
from eval.questions import (
    EvaluationError,
    checked,
    json_lines,
    letters_and_digits,
    read_text,
    wanted_words,
)

_SPREADSHEET = {"evidence", "document", "nation", "as_at", "by", "checked"}
"""Columns of a CSV that are fields of what stands in a field of a case."""


_Words = Annotated[str, Field(pattern=r"\S")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Nugget(_Row):
    """Something that a good answer tells.

    Attributes:
        text: the words of a document that tell it, "…" in them standing for words left out.
        document: its file's name.
        also: other words, of any document, that tell the same.
        vital: whether an answer without it fails its reader; what is not vital is welcome.
    """

    text: str
    document: str = ""
    also: tuple[str, ...] = Field(default=(), strict=False)
    vital: bool = True

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not all(map(letters_and_digits, (self.text, *self.also))):
            raise ValueError("a nugget has no words")
        return self

    def in_text(self, text: str) -> bool:
        """Whether a text has its words, compared by letters and digits."""
        told = letters_and_digits(text)
        return any(one.search(told) for one in self._wanted)

    @cached_property
    def _wanted(self) -> list[re.Pattern[str]]:
        return [wanted_words(one) for one in (self.text, *self.also)]


class Personal(_Row):
    """Personal data in a question: as it stands there, and what it is."""

    text: str = Field(min_length=1)
    kind: Kind = Field(strict=False)


class Asked(_Row):
    """Whose guidance a question is put to; see ``assistant.scope.Scope``."""

    nation: Literal["england", "wales", "scotland", "northern-ireland", "ireland", ""] = "england"
    as_at: date | None = Field(default=None, strict=False)
    superseded: bool = False

    def scope(self) -> Scope:
        """The same as the product takes it."""
        return Scope(nation=self.nation, as_at=self.as_at, superseded=self.superseded)


class Quizzed(_Row):
    """A quiz that is to be made; see ``assistant.quiz.making.Wanted``.

    Attributes:
        topic, items, role, level, seed: as there.
        about: words of which an item on the topic has one, in its question or in what it cites; none where
            that is not looked at.
    """

    topic: str = ""
    items: int = Field(default=10, ge=1, le=MOST_ITEMS)
    role: str = ""
    level: int = Field(default=0, ge=0, le=3)
    seed: int = 0
    about: tuple[_Words, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _for_somebody(self) -> Self:
        if self.role and self.role not in ROLES:
            raise ValueError(f"there is no role {self.role!r}; those there are: {', '.join(ROLES)}")
        return self

    def wanted(self) -> Wanted:
        """The same as the product takes it."""
        return Wanted(topic=self.topic, items=self.items, role=self.role, level=self.level, seed=self.seed)


class Provenance(_Row):
    """Where a case comes from.

    Attributes:
        by: who wrote it.
        written: when.
        checked: who read it against its evidence, and when; "" for a draft, which is not run.
    """

    by: str = Field(min_length=1)
    written: date = Field(strict=False)
    checked: str = ""


class Case(_Row):
    """One case; what it leaves out is not looked at.

    Attributes:
        id: unique among all cases of a run.
        question: as typed; of a quiz, what is wished for in words.
        history: the questions before it in the same conversation, oldest first.
        scope: whose guidance it is put to.
        expects: that it is answered, declined, or either.
        nuggets: what the answer tells; the library says it in these words.
        says: words that must be read somewhere in what is shown, notices and advice among it, in any case.
        never: words that must be read nowhere in it.
        concern: who may be at risk now: "someone", the "writer", or "none".
        personal: its personal data; None where nobody looked.
        quiz: the quiz to be made in place of an answer; None for a question.
        topic, kind: what it is about, and what kind of question it is ("timescale").
        provenance: where it comes from.
    """

    id: str = Field(min_length=1)
    question: str = Field(pattern=r"\S")
    history: tuple[str, ...] = Field(default=(), strict=False)
    scope: Asked = Asked()
    expects: Literal["answer", "decline", "any"] = "answer"
    nuggets: tuple[Nugget, ...] = Field(default=(), strict=False)
    says: tuple[_Words, ...] = Field(default=(), strict=False)
    never: tuple[_Words, ...] = Field(default=(), strict=False)
    concern: Literal["someone", "writer", "none"] | None = None
    personal: tuple[Personal, ...] | None = Field(default=None, strict=False)
    quiz: Quizzed | None = None
    topic: str = ""
    kind: str = ""
    provenance: Provenance

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.expects == "answer" and not any(one.vital for one in self.nuggets):
            raise ValueError("an answer is expected and no vital nugget says what it tells")
        if self.expects == "decline" and self.nuggets:
            raise ValueError("it has nuggets and is to be declined")
        if self.quiz and not self._is_quiz_alone:
            raise ValueError("it is a quiz: it expects any, and has no nuggets, history, concern or personal")
        looked_at = (self.quiz, self.says, self.never, self.concern, self.personal is not None)
        if self.expects == "any" and not self.nuggets and not any(looked_at):
            raise ValueError("nothing is expected of it")
        for one in self.personal or ():
            if not re.search(rf"(?<!\w){re.escape(one.text)}(?!\w)", self.question):
                raise ValueError(f"{one.text!r} does not stand in the question, in whole words")
        return self

    @property
    def _is_quiz_alone(self) -> bool:
        of_questions = (self.nuggets, self.history, self.concern, self.personal is not None)
        return self.expects == "any" and not any(of_questions)

    @property
    def asks(self) -> bool:
        """Whether the library is asked; if not, the message is screened alone, or a quiz is made."""
        looked_for = self.expects != "any" or bool(self.nuggets or self.says or self.never)
        return looked_for and self.quiz is None

    @property
    def vital(self) -> tuple[Nugget, ...]:
        """The nuggets that an answer must have."""
        return tuple(one for one in self.nuggets if one.vital)


def read_cases(path: Path) -> list[Case]:
    """The cases of a file: JSON lines, or CSV with the names of fields in its first line, where ``evidence``
    and ``document`` make a vital nugget and ``says`` and ``history`` hold several parted by "|".

    Raises:
        EvaluationError: the file cannot be read, a line is no case, an id comes twice, or there is none.
    """
    text, name = read_text(path), path.name
    rows = _of_csv(text, name) if path.suffix.casefold() == ".csv" else json_lines(text, name)
    return checked(rows, Case, name, "cases")


def write_cases(path: Path, cases: Iterable[Case]) -> None:
    """Write cases as JSON lines, without the fields that say nothing.

    Raises:
        EvaluationError: the file cannot be written.
    """
    rows = (case.model_dump(mode="json", exclude_defaults=True) for case in cases)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path} cannot be written ({error.strerror}).") from error


def problems(cases: Sequence[Case], texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with cases beyond their form: nuggets that the documents do not say, and drafts.

    Args:
        cases: as read.
        texts: of the documents, by file name.
    """
    for case in cases:
        if not case.provenance.checked:
            yield f"{case.id}: nobody has checked it"
        for one in case.nuggets:
            if one.document and one.document not in texts:
                yield f"{case.id}: there is no document {one.document}"
            elif not any(one.in_text(texts[name]) for name in ([one.document] if one.document else texts)):
                says = f"{one.document} does not say" if one.document else "no document says"
                yield f"{case.id}: {says} {one.text!r}"


def _of_csv(text: str, name: str) -> Iterator[tuple[int, Any]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            if any(map(str.strip, cells.get(None, ()))):
                raise EvaluationError(
                    f"{name}, line {reader.line_num}: it has more cells than the first line names. "
                    "Is a comma not in quotes?"
                )
            yield reader.line_num, _of_cells(cells)
    except csv.Error as error:
        raise EvaluationError(f"{name}, line {reader.line_num}: this is not CSV ({error})") from error


def _of_cells(cells: Mapping[str, Any]) -> dict[str, Any]:
    told = {name.strip(): bare for name, value in cells.items() if name and (bare := (value or "").strip())}
    row: dict[str, Any] = {name: value for name, value in told.items() if name not in _SPREADSHEET}
    for several in ("says", "never", "history"):
        if several in row:
            row[several] = [part.strip() for part in row[several].split("|") if part.strip()]
    if "evidence" in told:
        row["nuggets"] = [{"text": told["evidence"], "document": told.get("document", "")}]
    row["scope"] = {name: told[name] for name in ("nation", "as_at") if name in told}
    row["provenance"] = {
        "by": told.get("by", "the organisation"),
        "written": told.get("written", date.today().isoformat()),
        "checked": told.get("checked", ""),
    }
    row.pop("written", None)
    return row
