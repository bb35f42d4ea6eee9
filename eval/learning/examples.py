"""Questions with the passages that answer them and others that do not: over guidance, and invented rules."""

import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.asking import asked_in
from assistant.ranking import WEIGHTS
from assistant.retrieval import Retriever
from eval.fitting import pool
from eval.invented import InventedRule
from eval.questions import Question
from ingest import readers
from ingest.documents import Block, GuidanceDocument, Metadata, Passage
from ingest.embedding import Embedder
from ingest.library import Library
from ingest.passages import cut_passages

NEAR_IN_SEARCH = 25
"""Passages that a search found first."""
NEAR_IN_SET, FAR_IN_SET = 12, 14
"""Of the other rules of a set."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Example:
    """A question over the passages of a shelf.

    Attributes:
        question: as it is searched for.
        right: the passages that answer it, by their places on the shelf, each with the places of the
            sentences that do, none where that is not known; empty where nothing answers it.
        near: some that do not and are easily mistaken for one that does.
        far: some others.
    """

    question: str
    right: Mapping[int, tuple[int, ...]]
    near: tuple[int, ...]
    far: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Passages, and questions that are asked of these and no others.

    Attributes:
        passages: all that may be told from one another.
        examples: the questions.
        share: the part of them that an epoch takes.
    """

    passages: Sequence[Passage]
    examples: Sequence[Example]
    share: float = 1.0


def drawn(rows: Sequence[Row], share: float, shuffling: random.Random) -> list[Row]:
    """The rows of one epoch: a share of all, drawn anew at each call."""
    return shuffling.sample(rows, round(len(rows) * share))


# --- guidance ----------------------------------------------------------------------------------------


def of_guidance(
    library: Library,
    questions: Sequence[Question],
    retriever: Retriever | None = None,
    done: Callable[[int], None] = lambda count: None,
) -> Shelf:
    """Questions over the passages of a library; those whose evidence stands in no passage are left out.

    Args:
        library: what is asked.
        questions: with their evidence.
        retriever: finds what each question has beside it; None where nothing is wanted there.
        done: told after each question how many are.
    """
    passages = [passage for one in library.documents() for passage in library.passages_of(one.id)]
    places = {passage.id: place for place, passage in enumerate(passages)}
    examples = []
    for count, question in enumerate(questions, start=1):
        right = {
            place: evidence_sentences(question, passage)
            for place, passage in enumerate(passages)
            if question.evidence_in(passage.text)
        }
        if right or not question.answerable:
            wrong = [places[id_] for id_ in _wrong(retriever, question)] if retriever else []
            text = asked_in(question.question, question.history)[0].text
            near, far = wrong[:NEAR_IN_SEARCH], wrong[NEAR_IN_SEARCH:]
            examples.append(Example(text, right, tuple(near), tuple(far)))
        done(count)
    return Shelf(passages, examples)


def _wrong(retriever: Retriever, question: Question) -> list[str]:
    """The ids of what a search finds that does not hold the evidence, best first."""
    found = pool(retriever, question)
    if not found.candidates:
        return []
    order = np.argsort(-(found.signals @ np.array(WEIGHTS)))
    return [found.candidates[at].passage.id for at in order if not found.holding[at]]


def evidence_sentences(question: Question, passage: Passage) -> tuple[int, ...]:
    """The shortest run of sentences of a passage that holds a question's evidence; none if none does."""
    spans = [(one.start, one.end) for one in passage.sentences]
    for more in range(len(spans)):
        for first in range(len(spans) - more):
            if question.evidence_in(passage.text[spans[first][0] : spans[first + more][1]]):
                return tuple(range(first, first + more + 1))
    return ()


# --- invented rules ----------------------------------------------------------------------------------


def of_rules(rules: Sequence[InventedRule], embedder: Embedder, seed: int = 0) -> list[Shelf]:
    """The questions of invented rules, over the rules of their set: beside those of the same family, and
    others by chance. Which sentence of a rule answers is not known."""
    shuffling = random.Random(seed)  # noqa: S311 - nothing secret
    sets: dict[str, list[InventedRule]] = {}
    for rule in rules:
        sets.setdefault(rule.set, []).append(rule)
    return [_shelf_of_set(some, embedder, shuffling) for some in sets.values()]


def _shelf_of_set(rules: Sequence[InventedRule], embedder: Embedder, shuffling: random.Random) -> Shelf:
    passages: list[Passage] = []
    places: dict[str, list[int]] = {}
    for rule in rules:
        own = cut(_blocks_of(rule.text), rule.id, embedder)
        places[rule.id] = list(range(len(passages), len(passages) + len(own)))
        passages += own
    examples = []
    for rule in rules:
        family = [at for one in rules if one.family == rule.family and one != rule for at in places[one.id]]
        others = [at for one in rules if one.family != rule.family for at in places[one.id]]
        for question in rule.questions:
            wrong = family + shuffling.sample(others, len(others))
            near, far = wrong[:NEAR_IN_SET], wrong[NEAR_IN_SET : NEAR_IN_SET + FAR_IN_SET]
            examples.append(Example(question, dict.fromkeys(places[rule.id], ()), tuple(near), tuple(far)))
    return Shelf(passages, examples)


def _blocks_of(text: str) -> Sequence[Block]:
    """The blocks of a Markdown text, as its reader gives them."""
    with tempfile.TemporaryDirectory(prefix="safeguide-eval-") as folder:
        path = Path(folder) / "rule.md"
        path.write_text(text, encoding="utf-8")
        return readers.read(path).blocks


def cut(blocks: Sequence[Block], name: str, embedder: Embedder) -> list[Passage]:
    """The passages of a text that stands in no library, cut as those that do."""
    document = GuidanceDocument(name, sha256="", path="", metadata=Metadata())
    return cut_passages(blocks, document, embedder.count_tokens, embedder.window)
