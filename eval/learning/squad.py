"""The questions of SQuAD 2's development set, answered or not by their paragraph of Wikipedia.

Source: P. Rajpurkar, R. Jia, P. Liang (2018), Know what you don't know: unanswerable questions for SQuAD,
ACL. The data are under CC BY-SA 4.0.
"""

import random
from pathlib import Path

from pydantic import BaseModel, ValidationError

from eval.learning.examples import Example, Shelf, cut
from eval.questions import EvaluationError
from ingest.documents import Block, BlockKind, Passage
from ingest.embedding import Embedder

FILE = "dev-v2.0.json"
SHARE = 0.3
"""Of its questions, in each epoch: there are many, and facts of cities and wars are not guidance."""
FAR = 14
"""Passages of other paragraphs of the article."""


class _Answer(BaseModel):
    text: str
    answer_start: int


class _Asked(BaseModel):
    question: str
    answers: list[_Answer]


class _Paragraph(BaseModel):
    context: str
    qas: list[_Asked]


class _Article(BaseModel):
    title: str
    paragraphs: list[_Paragraph]


class _Squad(BaseModel):
    data: list[_Article]


def of_squad(folder: Path, embedder: Embedder, seed: int = 0) -> Shelf:
    """Each question beside the rest of its paragraph, and other paragraphs of the same article.

    Raises:
        EvaluationError: the folder does not hold the development set.
    """
    path = folder / FILE
    try:
        articles = _Squad.model_validate_json(path.read_bytes()).data
    except (OSError, ValidationError) as error:
        raise EvaluationError(f"{path} cannot be read as SQuAD 2's development set: {error}") from error
    shuffling = random.Random(seed)  # noqa: S311 - nothing secret
    passages: list[Passage] = []
    examples: list[Example] = []
    for article in articles:
        heading, places = article.title.replace("_", " "), list[range]()
        for paragraph in article.paragraphs:
            own = cut(_blocks(heading, paragraph), f"{heading} {len(places)}", embedder)
            places.append(range(len(passages), len(passages) + len(own)))
            passages += own
        for paragraph, within in zip(article.paragraphs, places, strict=True):
            others = [place for one in places if one != within for place in one]
            for asked in paragraph.qas:
                starts = _starts(asked, paragraph, len(heading) + 1)
                right = {place: some for place in within if (some := _sentences(passages[place], starts))}
                if right or not asked.answers:
                    near = tuple(place for place in within if place not in right)
                    far = tuple(shuffling.sample(others, min(FAR, len(others))))
                    examples.append(Example(asked.question, right, near, far))
    return Shelf(passages, examples, SHARE)


def _blocks(heading: str, paragraph: _Paragraph) -> list[Block]:
    text = " ".join(paragraph.context.split())
    return [Block(BlockKind.HEADING, heading, level=1), Block(BlockKind.PARAGRAPH, text)]


def _starts(asked: _Asked, paragraph: _Paragraph, above: int) -> set[int]:
    """Where answers begin in the text of a paragraph's document, in which so many characters stand above it
    and white space is collapsed."""
    before = (paragraph.context[: one.answer_start] + "|" for one in asked.answers)
    return {above + len(" ".join(one.split())) - 1 for one in before}


def _sentences(passage: Passage, starts: set[int]) -> tuple[int, ...]:
    """The places of the sentences of a passage in which an answer begins."""
    return tuple(
        index
        for index, one in enumerate(passage.sentences)
        if any(passage.start + one.start <= start < passage.start + one.end for start in starts)
    )
