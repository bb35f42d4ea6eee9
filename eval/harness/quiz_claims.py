"""What it comes to to give each answer of a quiz, and where the library may say so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant import Assistant
from assistant.quiz.checking import answers
from assistant.quiz.items import Cited, Item, Kind, Quiz
from assistant.words import content_words, stem

NEAR = 10
"""Passages nearest in meaning, and as many by their words, that a wrong answer is held against."""
Near = Mapping[str, Sequence[str]]
"""What wrong answers come to, as sentences, each with the ids of the passages that are nearest to it."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What it comes to to give one answer of an item.

    Attributes:
        answer: its words.
        told: it, as a sentence.
        right: whether it is a right one.
        cited: what it rests on.
    """

    answer: str
    told: str
    right: bool
    cited: tuple[Cited, ...]


def nearest(asked: Assistant, quiz: Quiz) -> dict[str, tuple[str, ...]]:
    """Of each wrong answer of a quiz the passages in the scope of an assistant that may say it.

    Raises:
        LibraryError: the library cannot be read.
    """
    told = list(dict.fromkeys(one.told for item in quiz.items for one in claims(item) if not one.right))
    vectors = asked.embedder.embed_questions(told) if told else ()
    library, chosen = asked.library, asked.retriever.chosen(asked.scope)
    without = {one.id for one in library.documents()} - chosen.keys()
    found = {}
    for one, vector in zip(told, vectors, strict=True):
        worded = library.matching([stem(word) for word in content_words(one)], NEAR, without)
        found[one] = tuple(dict.fromkeys((*library.nearest(vector, NEAR, without), *worded)))
    return found


def claims(item: Item) -> Iterator[Claimed]:
    """Every answer that can be given to an item, right and wrong; to one that is put in order, none."""
    for place, option, told in answers(item):
        answer, own = option.text, item.citations
        if item.kind is Kind.MATCHING and place is not None:
            pair = item.pairs[place]
            answer, own = f"{pair.prompt} {option.text}", pair.citations or own
        elif item.kind is Kind.TRUE_FALSE:
            answer = told
        yield Claimed(answer, told, option.correct, tuple(dict.fromkeys((*own, *option.citations))))


def shown_answers(item: Item) -> Iterator[tuple[str, bool]]:
    """What can be answered, a line each, and whether it is right."""
    yield from ((one.text, one.correct) for one in item.options)
    yield from ((f"{pair.prompt} → {pair.answer}", True) for pair in item.pairs)
    yield from ((other, False) for other in item.others)
    if item.number is not None:
        yield f"{item.number} {item.unit}".strip(), True
