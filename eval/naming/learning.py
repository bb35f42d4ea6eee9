"""How the reader of names learns: low-rank changes to the packaged model, and what reads its words."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from assistant.privacy.reading import marks
from assistant.privacy.words import words_of
from eval import lora
from eval.naming.examples import Span, Told
from ingest.embedding import Worded
from ingest.models import PACKAGED_MODEL, loaded

RANK = 16
EPOCHS = 3
BATCH = 64
RATE, HEAD_RATE = 1e-3, 5e-3
LONGEST = 200
"""Tokens of a text; what stands behind them is not learnt from."""
HIDDEN = 0.15
"""The part of the words of names of which it is hidden what lists and dictionary say of them."""
CERTAIN = 0.99
"""Of a label."""
_BY_LISTS = slice(3, 6)
"""Of the marks: a given name, a surname, an English word."""

Marks = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Row:
    """A text in tokens, the tokens of each word, what is known of each and whether it is a name: 1, 0, or -1
    where nothing is learnt of it."""

    ids: list[int]
    own: npt.NDArray[np.float32]
    known: Marks
    label: npt.NDArray[np.int8]


class _Reader(nn.Module):
    """The packaged model with its changes, what marks add to its words, and a linear layer over the first
    token of a word and its marks."""

    def __init__(self, width: int, mark_count: int) -> None:
        super().__init__()
        self.encoder = lora.encoder()
        self.low_rank = lora.adapt(self.encoder, RANK, range(self.encoder.config.num_hidden_layers))
        self.marks = nn.Parameter(torch.zeros(mark_count, width))
        self.head = nn.Linear(width + mark_count, 1)

    def forward(self, rows: Sequence[_Row], known: Sequence[Marks]) -> torch.Tensor:
        """The logits of all words of some texts, one after the other, by what is known of them."""
        device = self.marks.device
        shape = len(rows), max(len(row.ids) for row in rows)
        ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        added = np.zeros((*shape, len(self.marks)), dtype=np.float32)
        for at, (row, its) in enumerate(zip(rows, known, strict=True)):
            ids[at, : len(row.ids)], mask[at, : len(row.ids)] = row.ids, 1
            added[at, : len(row.ids)] = row.own @ its
        words = self.encoder.get_input_embeddings()(torch.from_numpy(ids).to(device))
        states = self.encoder(
            inputs_embeds=words + torch.from_numpy(added).to(device) @ self.marks,
            attention_mask=torch.from_numpy(mask).to(device),
        ).last_hidden_state
        firsts = [states[at, torch.from_numpy(row.own.argmax(axis=0))] for at, row in enumerate(rows)]
        read = torch.cat([torch.cat(firsts), torch.from_numpy(np.concatenate(known)).to(device)], dim=-1)
        logits: torch.Tensor = self.head(nn.functional.dropout(read, 0.1, self.training))[:, 0]
        return logits


def learn(
    texts: Sequence[Told],
    done: Callable[[int, int], None] = lambda step, steps: None,
    epochs: int = EPOCHS,
    seed: int = 0,
) -> Mapping[str, torch.Tensor]:
    """What the product reads, learnt from texts with their names; on a graphics card if torch finds one.

    Args:
        texts: what is learnt from.
        done: told after each step how many are, and of how many.
        epochs: how often each is.
        seed: of all that is left to chance.
    """
    torch.manual_seed(seed)
    shuffling, drawing = random.Random(seed), np.random.default_rng(seed)  # noqa: S311 - nothing secret
    rows = [row for text in texts if len((row := _row(text)).label)]
    model = _Reader(loaded(PACKAGED_MODEL).get_embedding_dimension(), rows[0].known.shape[1])
    model = model.to(lora.device()).train()
    steps = epochs * -(-len(rows) // BATCH)
    low_rank = [*model.low_rank, model.marks]
    descent = lora.Descent(low_rank, RATE, steps, (list(model.head.parameters()), HEAD_RATE))
    step = 0
    for _ in range(epochs):
        for batch in lora.batches(rows, BATCH, lambda row: len(row.ids), shuffling):
            logits = model(batch, [_with_some_hidden(row, drawing) for row in batch])
            _loss(logits, batch).backward()  # type: ignore[no-untyped-call]
            descent.step()
            done(step := step + 1, steps)
    return _learnt(model)


def _row(told: Told) -> _Row:
    encoded: Any = loaded(PACKAGED_MODEL).tokenizer(
        told.text, truncation=True, max_length=LONGEST, return_offsets_mapping=True, verbose=False
    )
    words = words_of(told.text)
    places = np.array([(word.start, word.end) for word in words], dtype=np.int64).reshape(-1, 2)
    own = Worded(told.text, places, np.empty(0, dtype=np.float32)).tokens(np.array(encoded["offset_mapping"]))
    read = own.any(axis=0)  # the others have no token, or are cut off
    label = [_label(word.start, word.end, told) for word in words]
    known = np.array([marks(word) for word in words], dtype=np.float32)
    return _Row(
        encoded["input_ids"],
        own[:, read].astype(np.float32),
        known[read] if words else known,
        np.array(label, dtype=np.int8)[read],
    )


def _label(start: int, end: int, told: Told) -> int:
    def overlaps(spans: Sequence[Span]) -> bool:
        return any(first < end and start < last for first, last in spans)

    return 1 if overlaps(told.names) else -1 if overlaps(told.others) else 0


def _with_some_hidden(row: _Row, drawing: np.random.Generator) -> Marks:
    """What is known of a text's words, without what lists say of some names: they lack many that are used."""
    known = row.known.copy()
    known[(row.label == 1) & (drawing.random(len(row.label)) < HIDDEN), _BY_LISTS] = 0
    return known


def _loss(logits: torch.Tensor, rows: Sequence[_Row]) -> torch.Tensor:
    label = torch.from_numpy(np.concatenate([row.label for row in rows])).to(logits.device)
    wanted = label[label >= 0].float() * (2 * CERTAIN - 1) + 1 - CERTAIN
    return nn.functional.binary_cross_entropy_with_logits(logits[label >= 0], wanted)


def _learnt(model: _Reader) -> Mapping[str, torch.Tensor]:
    head = torch.cat([model.head.bias, model.head.weight[0]]).detach().cpu()
    return lora.changes(model.encoder) | {"marks": model.marks.detach().cpu(), "head": head}
