"""The questions of a quiz in the order of its sheets: staged scenarios unfold below one heading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.exporting.text import on_one_line
from assistant.quiz.formats import telling, words
from assistant.quiz.items import Item, Kind

ALPHABET = 26


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a sheet.

    Attributes:
        item: what is asked.
        heading: its number, in a scenario with the stage.
        level: of that heading.
        situation: what is told before it that was not told yet.
    """

    item: Item
    heading: str
    level: int
    situation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A question by itself, or the questions of a staged scenario below its heading."""

    heading: str
    questions: tuple[Question, ...]


def parts(items: Sequence[Item]) -> Iterator[Part]:
    """All questions, those of a scenario where its first one stands, by their stages."""
    number = scenario = 0
    seen: set[str] = set()
    for item in items:
        if item.story in seen:
            continue
        if not item.story:
            number += 1
            told = (item.situation,) if item.situation else ()
            heading = words.QUESTION.format(number=number)
            yield Part("", (Question(item, heading, 1, told),))
            continue
        seen.add(item.story)
        scenario += 1
        stages = sorted((one for one in items if one.story == item.story), key=lambda one: one.stage)
        yield Part(words.SCENARIO.format(number=scenario), tuple(_unfolding(stages, number)))
        number += len(stages)


def _unfolding(stages: Sequence[Item], before: int) -> Iterator[Question]:
    """The stages of a scenario, each telling only what is new."""
    known: set[str] = set()
    for number, item in enumerate(stages, before + 1):
        new = []
        for paragraph in telling.told(item.situation).split("\n\n"):
            if paragraph and paragraph not in known:
                known.add(paragraph)
                new.append(paragraph)
        yield Question(item, words.STAGE.format(stage=item.stage, number=number), 2, tuple(new))


def asked(item: Item) -> Iterator[str]:
    """What a participant answers on, a line each: boxes with letters, or lines to write on."""
    if item.kind is Kind.NUMBER:
        yield f"{words.LINE} {on_one_line(item.unit)}".rstrip()
    elif item.kind is Kind.ORDERING:
        texts = [one.text for one in item.options]
        yield from _lettered([texts[at] for at in telling.shuffled(texts, item.id)], "")
        yield words.ORDER.format(places=" ".join([words.SHORT_LINE] * len(texts)))
    elif item.kind is Kind.MATCHING:
        for number, pair in enumerate(item.pairs, 1):
            yield f"{words.SHORT_LINE} {number}. {on_one_line(pair.prompt)}"
        answers = item.answers
        yield from _lettered([answers[at] for at in telling.shuffled(answers, item.id)], "")
    else:
        yield from _lettered([one.text for one in item.options], f"{words.BOX} ")


def _lettered(texts: Sequence[str], box: str) -> Iterator[str]:
    for place, text in enumerate(texts):
        yield f"{box}{letter(place)}. {on_one_line(text)}"


def letter(place: int) -> str:
    """A, B … Z, then AA, AB and so on."""
    high, low = divmod(place, ALPHABET)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)
