"""The learning of the reader: whether a passage answers a question, and which of its sentences does.

Of each question a passage that answers and some that do not are read, each with the question before it. The
loss is that of a softmax over them and "none of these", whose logit is 0: so a logit above 0 says that the
passage answers rather than that nothing does. Where it is known which sentence answers, a softmax over those
of the right passage is added.

Source: R. Nogueira, K. Cho (2019), Passage re-ranking with BERT, arXiv:1901.04085, of reading both together;
the loss with "none of these" and that of the sentences are ours.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from assistant.reading import sentence_tokens, shown
from eval import lora
from eval.learning.examples import Example, Shelf, drawn
from eval.questions import EvaluationError
from ingest.documents import Passage
from ingest.models import PACKAGED_MODEL, loaded

RANK = 32
RATE, HEAD_RATE = 1e-3, 5e-3
EPOCHS = 3
BATCH = 24
WRONG = 11
"""Passages that do not answer, of each question; of these at most ``NEAR`` are the easily mistaken ones."""
NEAR = 8
SENTENCES = 0.5
"""The weight of which sentence answers beside whether the passage does."""
HIDDEN = 0.1
"""The part of what the passage is judged by that is hidden while it learns."""
LONGEST = 384
"""Tokens of a question and a passage that are read."""
_AT_ONCE = 6
"""Questions that are computed at once; their gradients add up to those of a batch."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and what is read for it: the passage that answers, if any, before those that do not."""

    question: str
    passages: Sequence[Passage]
    answered: bool
    sentences: tuple[int, ...]


class _Reader(nn.Module):
    """The embedding model with its changes, and what makes its two figures of the last layer."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = lora.encoder()
        self.low_rank = lora.adapt(self.encoder, RANK, range(self.encoder.config.num_hidden_layers))
        width = self.encoder.config.hidden_size
        self.passage, self.sentence = nn.Linear(2 * width, 1), nn.Linear(width, 1)
        for parameter in self.heads:
            nn.init.zeros_(parameter)

    @property
    def heads(self) -> list[nn.Parameter]:
        """What is learnt beside the changes to the model."""
        return [*self.passage.parameters(), *self.sentence.parameters()]

    def forward(self, encoded: Any) -> tuple[torch.Tensor, torch.Tensor]:
        """The last layer of pairs, shape (pairs, tokens, dimensions), and the logits of their passages."""
        cuda = self.encoder.device.type == "cuda"
        with torch.autocast(self.encoder.device.type, torch.bfloat16, enabled=cuda):
            states = self.encoder(**encoded).last_hidden_state
        states = states.float()
        mask = encoded["attention_mask"][..., None].float()
        whole = torch.cat([states[:, 0], (states * mask).sum(1) / mask.sum(1)], dim=-1)
        return states, self.passage(nn.functional.dropout(whole, HIDDEN, self.training))[:, 0]

    def tensors(self) -> dict[str, torch.Tensor]:
        """What it has learnt, by the names that the product reads."""
        heads = {"passage": self.passage, "sentence": self.sentence}
        kept = {name: torch.cat([one.bias, one.weight[0]]).detach().cpu() for name, one in heads.items()}
        return lora.changes(self.encoder) | kept


def learn(
    shelves: Sequence[Shelf],
    done: Callable[[int, int, float], None] = lambda step, steps, loss: None,
    seed: int = 0,
) -> dict[str, torch.Tensor]:
    """What is learnt, as ``assistant/data/reader.safetensors`` holds it.

    Args:
        shelves: with the questions.
        done: told after each step how many are done, of how many, and its loss.
        seed: of all that is left to chance.

    Raises:
        EvaluationError: no question has a passage that answers it.
    """
    torch.manual_seed(seed)
    shuffling = random.Random(seed)  # noqa: S311 - nothing secret
    if not any(example.right for shelf in shelves for example in shelf.examples):
        raise EvaluationError("No passage of the library answers any of the questions")
    epochs = [_epoch(shelves, shuffling) for _ in range(EPOCHS)]
    steps = sum(-(-len(epoch) // BATCH) for epoch in epochs)
    model = _Reader().to(lora.device()).train()
    descent = lora.Descent(model.low_rank, RATE, steps, (model.heads, HEAD_RATE))
    batches = (epoch[at : at + BATCH] for epoch in epochs for at in range(0, len(epoch), BATCH))
    for step, batch in enumerate(batches, start=1):
        asked = [_asked(shelf, example, shuffling) for shelf, example in batch]
        total = 0.0
        for start in range(0, len(asked), _AT_ONCE):
            loss = _loss(model, asked[start : start + _AT_ONCE], asked)
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        descent.step()
        done(step, steps, total)
    return model.tensors()


def _epoch(shelves: Sequence[Shelf], shuffling: random.Random) -> list[tuple[Shelf, Example]]:
    rows = [
        (shelf, example) for shelf in shelves for example in drawn(shelf.examples, shelf.share, shuffling)
    ]
    return shuffling.sample(rows, len(rows))


def _asked(shelf: Shelf, example: Example, shuffling: random.Random) -> _Asked:
    """What is read for an example this time."""
    near = shuffling.sample(example.near, min(NEAR, len(example.near)))
    left = WRONG - len(near)
    wrong = near + shuffling.sample(example.far, min(left, len(example.far)))
    right = [shuffling.choice(list(example.right))] if example.right else []
    sentences = example.right[right[0]] if right else ()
    return _Asked(
        example.question, [shelf.passages[place] for place in right + wrong], bool(right), sentences
    )


def _loss(model: _Reader, some: Sequence[_Asked], batch: Sequence[_Asked]) -> torch.Tensor:
    """What some questions of a batch add to its loss."""
    pairs = [(one.question, shown(passage)) for one in some for passage in one.passages]
    tokenizer = loaded(PACKAGED_MODEL).tokenizer
    encoded = tokenizer(
        [question for question, _ in pairs],
        [text for _, text in pairs],
        truncation="longest_first",
        max_length=LONGEST,
        padding=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    spans = encoded.pop("offset_mapping")
    states, logits = model(encoded.to(model.encoder.device))
    known = sum(bool(one.sentences) for one in batch)
    loss: torch.Tensor = logits.new_zeros(())
    at = 0
    for one in some:
        choices = torch.cat([logits.new_zeros(1), logits[at : at + len(one.passages)]])
        loss = loss + (choices.logsumexp(0) - choices[int(one.answered)]) / len(batch)
        if one.sentences:
            read = int(encoded["attention_mask"][at].sum())
            second = np.array([whose == 1 for whose in encoded.sequence_ids(at)[:read]])
            own = sentence_tokens(one.passages[0], spans[at, :read].numpy(), second)
            means = torch.stack([states[at, :read][torch.from_numpy(tokens)].mean(0) for tokens in own])
            told = model.sentence(means)[:, 0]
            loss = loss + SENTENCES * (told.logsumexp(0) - told[list(one.sentences)].logsumexp(0)) / known
        at += len(one.passages)
    return loss
