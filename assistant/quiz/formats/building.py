"""Items from what a reader of some form has found, and the quiz of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import TypeVar

from pydantic import ValidationError

from assistant.exporting.text import on_one_line, shortened
from assistant.quiz.formats import telling
from assistant.quiz.items import MOST_ITEMS, Item, Kind, Option, Pair, Quiz, QuizError

One = TypeVar("One")
T = TypeVar("T", Option, Pair)
MOST_ANSWERS = 26
LONGEST_ID = 80
LONGEST_SHOWN = 60


class Unsupported(Exception):
    """A question that no item can hold; says why, as a phrase: "essays are not supported"."""


@dataclass(slots=True)
class Found:
    """A question as it stood in a file.

    Attributes:
        kind: how it is answered.
        text: its situation and question, as ``telling.question`` writes them.
        explained: the feedback for everybody, as ``telling.explanation`` writes it.
        id: its identifier in the file, or "".
        tags: in their order.
        options, pairs, others, number, unit: as an item has them.
        remark: what was not taken over of it, as a phrase, or "".
    """

    kind: Kind
    text: str = ""
    explained: str = ""
    id: str = ""
    tags: Sequence[str] = ()
    options: Sequence[Option] = ()
    pairs: Sequence[Pair] = ()
    others: Sequence[str] = ()
    number: int | None = None
    unit: str = ""
    remark: str = ""


@dataclass(slots=True)
class Gathered:
    """What a reader has come to so far.

    Attributes:
        title: of the quiz.
        items: in the order of the file.
        skipped: what was left out, a sentence each.
    """

    title: str = ""
    items: list[Item] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    _ids: Counter[str] = field(default_factory=Counter)
    _questions: int = 0

    def place(self) -> int:
        """The number of the next question of the file, for people.

        Raises:
            QuizError: there are more than a quiz may have.
        """
        self._questions += 1
        if self._questions > MOST_ITEMS:
            raise QuizError(f"there are more than {MOST_ITEMS} questions. Split the file into several.")
        return self._questions

    def add(self, found: Found, place: int) -> None:
        """Take a question in, or tell why it cannot be.

        Args:
            found: the question.
            place: its number in the file.
        """
        try:
            item = _item(found, self._id(found))
        except ValidationError as error:
            reason = str(error.errors(include_url=False, include_input=False)[0]["msg"])
            self.skip(place, found.text, reason.removeprefix("Value error, item : ").rsplit(": ", 1)[-1])
            return
        self.items.append(item)
        self._ids[item.id] += 1
        if found.remark:
            self.skipped.append(f"{_called(place, found.text)} was read, but {found.remark}.")

    def skip(self, place: int, text: str, why: str) -> None:
        """Leave a question out."""
        self.skipped.append(f"{_called(place, text)} is left out: {why}.")

    def quiz(self) -> Quiz:
        """What was taken in.

        Raises:
            QuizError: that is nothing.
        """
        if not self.items:
            why = f" {self.skipped[0]}" if self.skipped else ""
            raise QuizError(f"there is no question in it that Safeguide can take over.{why}")
        return Quiz(title=self.title, items=tuple(self.items))

    def _id(self, found: Found) -> str:
        """The identifier in the file, or one made of the question; the same never twice."""
        own = on_one_line(found.id)
        answers = [*(one.text for one in found.options), *(f"{p.prompt}/{p.answer}" for p in found.pairs)]
        said = "\n".join([found.kind.value, found.text, *answers, str(found.number)])
        first = own if own and len(own) <= LONGEST_ID else sha256(said.encode()).hexdigest()[:16]
        if not self._ids[first]:
            return first
        stem = first[: LONGEST_ID - 5]
        return next(name for number in count(2) if not self._ids[name := f"{stem}-{number}"])


def _item(found: Found, name: str) -> Item:
    situation, stem, unit = telling.question_parts(found.text)
    fields = telling.of_tags(found.tags)
    bare = Item.model_construct(kind=found.kind, options=tuple(found.options), pairs=tuple(found.pairs))
    known = [lead for lead, _ in telling.leads(bare)]
    rationale, reasons, citations = telling.explanation_parts(found.explained, known)
    options, given = tuple(found.options), [reasons.get(lead, "") for lead in known]
    if found.kind is Kind.ORDERING:
        options = tuple(map(_with_reason, options, given))
    return Item.model_validate(
        {
            **fields,
            "id": name,
            "kind": found.kind,
            "stem": stem,
            "vignette": situation,
            "options": options,
            "pairs": tuple(map(_with_reason, found.pairs, given)),
            "others": tuple(found.others),
            "number": found.number,
            "unit": found.unit or unit,
            "rationale": rationale,
            "citations": citations,
        }
    )


def _with_reason(one: T, reason: str) -> T:
    return one.model_copy(update={"rationale": reason})


def few(answers: Sequence[One]) -> Sequence[One]:
    """The answers, if a question may have so many.

    Raises:
        Unsupported: it may not.
    """
    if len(answers) > MOST_ANSWERS:
        raise Unsupported(f"it has more than {MOST_ANSWERS} answers")
    return answers


def matching(given: Iterable[tuple[str, str]]) -> Found:
    """A matching question of prompts with their answers; an answer without a prompt belongs to none."""
    pairs, others = [], []
    for prompt, answer in given:
        if prompt:
            pairs.append(Pair(prompt=prompt, answer=answer))
        else:
            others.append(answer)
    return Found(Kind.MATCHING, pairs=pairs, others=others)


def _called(place: int, text: str) -> str:
    shown = shortened(on_one_line(text), LONGEST_SHOWN)
    return f"Question {place} (“{shown}”)" if shown else f"Question {place}"


def in_order(steps: Iterable[tuple[str, str]]) -> list[str] | None:
    """The steps by their places, where each has one of its own: "1", "2" and so on; else None."""
    listed = list(steps)
    placed = {place: step for step, place in listed}
    order = [placed[str(place)] for place in range(1, len(listed) + 1) if str(place) in placed]
    return order if len(order) == len(listed) else None
