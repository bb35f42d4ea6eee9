"""The learning of the question's side: where in the space of sentences a question is put.

Whoever asks in words of their own lies far from the sentence that answers, as the packaged model has it.
Changes to the model are learnt that move the question; the sentences keep the vectors that they have, so that
no library need be embedded again. The loss of a question is that of a softmax over all sentences of its
shelf, those that answer together; what else stands in the passages that hold them counts neither way.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import torch
from torch import nn

from eval import lora
from eval.learning.examples import Example, Shelf, drawn
from eval.questions import EvaluationError
from ingest.documents import Passage
from ingest.embedding import Embedder
from ingest.models import PACKAGED_MODEL, loaded

RANK = 16
RATE = 5e-4
EPOCHS = 4
BATCH = 64
TEMPERATURE = 0.05
"""What cosines are divided by, which all lie close together. The figures above were chosen among a few."""
LONGEST = 128
"""Tokens of a question that are read."""


@dataclass(frozen=True, slots=True)
class _Space:
    """The sentences of a shelf.

    Attributes:
        vectors: their unit vectors, shape (sentences, dimensions).
        places: where among them those of each passage stand.
    """

    vectors: torch.Tensor
    places: Sequence[range]


@dataclass(frozen=True, slots=True)
class _Row:
    """A question, the space in which it is put, and the places there that answer it and that count neither
    way."""

    question: str
    space: _Space
    right: list[int]
    neither: list[int]


def learn(
    shelves: Sequence[Shelf],
    done: Callable[[int, int, float], None] = lambda step, steps, loss: None,
    seed: int = 0,
) -> dict[str, torch.Tensor]:
    """What is learnt, as ``assistant/data/questions.safetensors`` holds it.

    Args:
        shelves: with the questions; those that nothing answers say nothing here.
        done: told after each step how many are done, of how many, and its loss.
        seed: of all that is left to chance.

    Raises:
        EvaluationError: no question has a sentence that answers it.
    """
    torch.manual_seed(seed)
    shuffling = random.Random(seed)  # noqa: S311 - nothing secret
    rows = [_rows(shelf) for shelf in shelves]
    shares = [shelf.share for shelf in shelves]
    epochs = [
        [row for some, share in zip(rows, shares, strict=True) for row in drawn(some, share, shuffling)]
        for _ in range(EPOCHS)
    ]
    steps = sum(-(-len(epoch) // BATCH) for epoch in epochs)
    if not steps:
        raise EvaluationError("No sentence of the library answers any of the questions")
    model = lora.encoder().to(lora.device()).train()
    descent = lora.Descent(lora.adapt(model, RANK, range(model.config.num_hidden_layers)), RATE, steps)
    batches = (
        batch
        for epoch in epochs
        for batch in lora.batches(epoch, BATCH, lambda row: len(row.question), shuffling)
    )
    for step, batch in enumerate(batches, start=1):
        loss = _loss(embedded(model, [row.question for row in batch]), batch)
        loss.backward()  # type: ignore[no-untyped-call]
        descent.step()
        done(step, steps, float(loss.detach()))
    return lora.changes(model)


def embedded(model: Any, questions: Sequence[str]) -> torch.Tensor:
    """The unit vectors of questions by a model, shape (questions, dimensions)."""
    tokenizer = loaded(PACKAGED_MODEL).tokenizer
    encoded = tokenizer(
        list(questions), truncation=True, max_length=LONGEST, padding=True, return_tensors="pt"
    ).to(model.device)
    states = model(**encoded).last_hidden_state
    mask = encoded["attention_mask"][..., None].to(states.dtype)
    return nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=-1)


def _rows(shelf: Shelf) -> list[_Row]:
    """The questions of a shelf that have a sentence that answers them."""
    space = _space(shelf.passages)
    rows = [_row(example, space) for example in shelf.examples]
    return [row for row in rows if row.right]


def _space(passages: Sequence[Passage]) -> _Space:
    """The sentences of passages as the packaged model has them."""
    vectors = [one.sentences for one in Embedder().embed_passages(passages)]
    ends = list(accumulate(map(len, vectors)))
    places = [range(end - len(some), end) for end, some in zip(ends, vectors, strict=True)]
    return _Space(torch.from_numpy(np.concatenate(vectors)).to(lora.device()), places)


def _row(example: Example, space: _Space) -> _Row:
    """An example in its space; where it is not known which sentence of a passage answers, any may."""
    own = {at for passage in example.right for at in space.places[passage]}
    right = {
        space.places[passage][index]
        for passage, known in example.right.items()
        for index in known or range(len(space.places[passage]))
    }
    return _Row(example.question, space, sorted(right), sorted(own - right))


def _loss(vectors: torch.Tensor, rows: Sequence[_Row]) -> torch.Tensor:
    """The mean loss of questions, by their vectors, shape (questions, dimensions)."""
    lost = []
    for vector, row in zip(vectors, rows, strict=True):
        scores = row.space.vectors @ vector / TEMPERATURE
        scores = scores.index_fill(0, _places(row.neither, scores), -torch.inf)
        lost.append(scores.logsumexp(0) - scores[row.right].logsumexp(0))
    return torch.stack(lost).mean()


def _places(places: list[int], beside: torch.Tensor) -> torch.Tensor:
    return torch.tensor(places, dtype=torch.long, device=beside.device)
