"""The values of a quiz: items with their options, each tied to quoted words, and the quiz itself.

This is also the native form of a quiz as a file: ``Quiz.to_json`` writes it and ``from_json`` reads it whole.
A quiz made by hand or read from another system may lack citations; one that Safeguide makes never does.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ingest.errors import IngestError

FORMAT: Literal[1] = 1
"""Raised when a file of the earlier form could no longer be read."""
LONGEST = 20_000
"""Characters of one text in a quiz; what is longer was not written for people to answer."""
MOST_ITEMS = 2_000
PASS_MARK = 80
"""Per cent."""

Words = Annotated[str, Field(max_length=LONGEST)]


class QuizError(IngestError):
    """A quiz cannot be made, read or written."""


class Kind(StrEnum):
    """How an item is answered."""

    SINGLE = "single"
    """One of several options."""
    MULTIPLE = "multiple"
    """Every option that is right, and no other."""
    TRUE_FALSE = "true or false"
    """One of two options: True, False."""
    MATCHING = "matching"
    """To each prompt its answer."""
    ORDERING = "ordering"
    """Options put in order; they stand in the right one."""
    NUMBER = "number"
    """A whole number, typed."""


class Status(StrEnum):
    """What a trainer has made of an item."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(_Value):
    """Words of a document that an item rests on, as they stood when it was made.

    Attributes:
        quote: the words, to the letter.
        label: document, edition and place as one line for a reader.
        document_id, passage_id: where they stand in the library.
        document, edition: the document's title and edition.
        strength: the strongest duty that the words carry: must, should, may or none.
        standing: how the document stood, where it was not in force ("superseded by …"), else "".
    """

    quote: Words
    label: Words = ""
    document_id: str = ""
    passage_id: str = ""
    document: Words = ""
    edition: Words = ""
    strength: str = ""
    standing: Words = ""


class Option(_Value):
    """One thing to choose or to put in its place.

    Attributes:
        text: the words of it.
        correct: whether it is (among) what is right; in an ordering all are.
        rationale: why it is right or is not, for the person who chose it.
        source: what a wrong one is made of: "another body's duty", "another time", "replaced rule",
            "common mistake"; "" for a right one.
        citations: what the rationale rests on.
    """

    text: Words
    correct: bool = False
    rationale: Words = ""
    source: str = ""
    citations: tuple[Cited, ...] = ()


class Pair(_Value):
    """A prompt with its answer, in a matching item.

    Attributes:
        prompt: what is given.
        answer: what belongs to it; two prompts may have the same.
        rationale: why.
        citations: what that rests on.
    """

    prompt: Words
    answer: Words
    rationale: Words = ""
    citations: tuple[Cited, ...] = ()


class Item(_Value):
    """One question of a quiz.

    Attributes:
        id: tells it from every other; the same fact asked in the same way has the same.
        kind: how it is answered.
        stem: the question.
        vignette: the situation that it is asked about, or "".
        before: what was told at earlier stages of a staged scenario, oldest first.
        story: the id of the staged scenario that it belongs to, or "".
        stage: its place in that, from 1; 0 outside.
        options: those of single, multiple and true-or-false items as shown, of ordering items in the right
            order; none for the others.
        pairs: those of matching items.
        others: answers of a matching item that belong to no prompt.
        number: the right number of a number item.
        unit: what that counts ("working days").
        rationale: why what is right is so, for kinds without a rationale of each option's own.
        citations: the words that make what is right so; the first is the main one.
        objective: what a person who answers it can do.
        role, topic: whom it is for, what it is about.
        level: 1 what everybody knows, 2 what those do who act on concerns, 3 what leads and partners answer
            for.
        fact: a digest of the fact that it asks for; two items with the same ask the same.
        status: what a trainer has made of it.
    """

    id: str = Field(max_length=80)
    kind: Kind
    stem: Words
    vignette: Words = ""
    before: tuple[Words, ...] = ()
    story: str = ""
    stage: int = Field(default=0, ge=0, le=20)
    options: tuple[Option, ...] = Field(default=(), max_length=26)
    pairs: tuple[Pair, ...] = Field(default=(), max_length=26)
    others: tuple[Words, ...] = Field(default=(), max_length=26)
    number: int | None = None
    unit: str = ""
    rationale: Words = ""
    citations: tuple[Cited, ...] = ()
    objective: Words = ""
    role: str = ""
    topic: str = ""
    level: int = Field(default=1, ge=1, le=3)
    fact: str = ""
    status: Status = Status.DRAFT

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        problem = _problem(self)
        if problem:
            raise ValueError(f"item {self.id}: {problem}")
        return self

    @property
    def key(self) -> tuple[Option, ...]:
        """The options that are right."""
        return tuple(one for one in self.options if one.correct)

    @property
    def distractors(self) -> tuple[Option, ...]:
        """The options that are not."""
        return tuple(one for one in self.options if not one.correct)

    @property
    def situation(self) -> str:
        """What is known when the question is asked: what was told before, then the vignette."""
        return "\n\n".join(part for part in (*self.before, self.vignette) if part)

    @property
    def asked(self) -> str:
        """The situation and the question, by paragraphs."""
        return "\n\n".join(part for part in (self.situation, self.stem) if part)

    @property
    def answers(self) -> tuple[str, ...]:
        """What may be matched, each once, the right ones in the order of their prompts."""
        return tuple(dict.fromkeys((*(pair.answer for pair in self.pairs), *self.others)))

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Everything that it cites, each once: for what is right first, then for the rest."""
        of_options = [one for option in self.options for one in option.citations]
        of_pairs = [one for pair in self.pairs for one in pair.citations]
        return tuple(dict.fromkeys((*self.citations, *of_options, *of_pairs)))


class Quiz(_Value):
    """Items with what they were made from.

    Attributes:
        format: of the file.
        id: tells it from every other.
        title: for people.
        items: in their order.
        topic, role, level, seed: what was asked for; level 0 is any.
        documents: names of the documents that were asked for; none is all in scope.
        nation: whose guidance, or "".
        library_version: of the library that it was made from, or "".
        made: the day, an ISO date.
        pass_mark: per cent of points.
        reviewed_by, reviewed_on: who has marked it as reviewed, and on which day; "" while nobody has.
    """

    format: Literal[1] = FORMAT
    id: str = Field(default="", max_length=80)
    title: Words = ""
    items: tuple[Item, ...] = Field(default=(), max_length=MOST_ITEMS)
    topic: str = ""
    role: str = ""
    level: int = Field(default=0, ge=0, le=3)
    seed: int = 0
    documents: tuple[Words, ...] = ()
    nation: str = ""
    library_version: str = ""
    made: str = ""
    pass_mark: int = Field(default=PASS_MARK, ge=0, le=100)
    reviewed_by: Words = ""
    reviewed_on: str = ""

    @model_validator(mode="after")
    def _named_apart(self) -> Self:
        names = [item.id for item in self.items]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"two items are called {twice}")
        return self

    def to_json(self) -> str:
        """The quiz as a file in the native form."""
        return self.model_dump_json(indent=2, exclude_defaults=False) + "\n"


def from_json(text: str | bytes) -> Quiz:
    """A quiz from a file in the native form.

    Raises:
        QuizError: it is none, with the first thing that is wrong with it.
    """
    try:
        return Quiz.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise QuizError(f"This is no quiz of Safeguide's: {where}: {first['msg']}.") from error


_FEWEST_OPTIONS = 2


def _problem(item: Item) -> str:
    """Why an item cannot be answered, or ""."""
    right = len(item.key)
    match item.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE:
            return "" if right == 1 and len(item.options) >= _FEWEST_OPTIONS else "one option must be right"
        case Kind.MULTIPLE:
            return "" if right and len(item.options) >= _FEWEST_OPTIONS else "some option must be right"
        case Kind.ORDERING:
            enough = len(item.options) >= _FEWEST_OPTIONS and right == len(item.options)
            return "" if enough else "there must be two or more things to order, all of them right"
        case Kind.MATCHING:
            return "" if len(item.pairs) >= _FEWEST_OPTIONS else "there must be two or more pairs"
        case Kind.NUMBER:
            return "" if item.number is not None else "there must be a number"


def points(item: Item) -> int:
    """How many points an item is worth: one, and for a matching item one for each pair."""
    return len(item.pairs) if item.kind is Kind.MATCHING else 1


def letters(options: Sequence[Option]) -> str:
    """The letters of the right options as shown: "B", "AC"."""
    return "".join(chr(ord("A") + place) for place, one in enumerate(options) if one.correct)
