"""How the live-concern screen learns: low-rank changes to the embedding model, and a classifier over it."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from assistant.concern.screen import LAYERS, cues, parts_of
from eval import lora
from eval.concerns import Message
from ingest.models import PACKAGED_MODEL, loaded

RANK = 16
ADAPTED = (1, 2, 3, 4, 5)
"""Layers of the embedding model that are changed, from 0; the first reads words, and is left as it is."""
EPOCHS = 6
BATCH = 32
RATE, HEAD_RATE = 1e-3, 5e-3
HIDDEN = 0.12
"""The part of the words of a message that are hidden while it is learnt, so that no one word decides."""
CERTAIN = 0.98
"""Of a label: some are doubtful."""
_WRITER = 0.3
"""The weight of whom a concern is about beside whether there is one."""


class _Classifier(nn.Module):
    """The embedding model with its changes, and a linear layer over means and cues: live, writer."""

    def __init__(self, width: int, cue_count: int) -> None:
        super().__init__()
        self.encoder = lora.encoder()
        self.low_rank = lora.adapt(self.encoder, RANK, ADAPTED)
        self.head = nn.Linear(width * len(LAYERS) + cue_count, 2)

    def forward(self, encoded: Any, cue_rows: torch.Tensor) -> torch.Tensor:
        states = self.encoder(**encoded, output_hidden_states=True).hidden_states
        mask = encoded["attention_mask"][..., None].float()
        means = [(states[layer] * mask).sum(1) / mask.sum(1) for layer in LAYERS]
        rows = torch.cat([*(nn.functional.normalize(one, dim=-1) for one in means), cue_rows], dim=-1)
        return self.head(nn.functional.dropout(rows, 0.1, self.training))  # type: ignore[no-any-return]


def learn(messages: Sequence[Message], seed: int = 0) -> "Learnt":
    """Fit the screen to labelled messages, on a graphics card if torch finds one; of a long message the part
    with the most cues has its label."""
    torch.manual_seed(seed)
    shuffling = random.Random(seed)  # noqa: S311 - nothing secret
    rows = [(_telling(message), message) for message in messages]
    device = lora.device()
    model = _Classifier(loaded(PACKAGED_MODEL).get_embedding_dimension(), len(cues(""))).to(device).train()
    steps = EPOCHS * -(-len(rows) // BATCH)
    descent = lora.Descent(model.low_rank, RATE, steps, (list(model.head.parameters()), HEAD_RATE))
    for _ in range(EPOCHS):
        for batch in lora.batches(rows, BATCH, lambda row: len(row[0]), shuffling):
            encoded, cue_rows = _encoded([text for text, _ in batch])
            logits = model(_with_words_hidden(encoded).to(device), cue_rows.to(device))
            _loss(logits, [message for _, message in batch]).backward()  # type: ignore[no-untyped-call]
            descent.step()
    return Learnt(model.eval().cpu())


class Learnt:
    """A fitted screen, before its threshold is chosen."""

    def __init__(self, model: _Classifier) -> None:
        self._model = model

    def live(self, text: str) -> float:
        """The probability of a concern, by the most worrying part of a message."""
        with torch.inference_mode():
            return max(
                (float(torch.sigmoid(self._model(*_encoded([one]))[0, 0])) for one in parts_of(text)),
                default=0.0,
            )

    def save(self, path: Path, threshold: float) -> None:
        """Write it as the product reads it."""
        heads = {"live": self._weights(0), "writer": self._weights(1)}
        lora.save(path, lora.changes(self._model.encoder) | heads, {"threshold": json.dumps(threshold)})

    def _weights(self, output: int) -> torch.Tensor:
        head = self._model.head
        return torch.cat([head.bias[output : output + 1], head.weight[output]]).detach().clone()


def threshold_for(recall: float, live: Sequence[float]) -> float:
    """The probability that so many of the live messages reach."""
    return float(np.quantile(np.array(live), 1 - recall, method="lower"))


def _telling(message: Message) -> str:
    parts = parts_of(message.text)
    return max(parts, key=lambda part: float(cues(part).sum())) if parts else message.text


def _encoded(texts: Sequence[str]) -> tuple[Any, torch.Tensor]:
    tokenizer = loaded(PACKAGED_MODEL).tokenizer
    encoded = tokenizer(list(texts), truncation=True, max_length=256, padding=True, return_tensors="pt")
    return encoded, torch.tensor(np.stack([cues(text) for text in texts]), dtype=torch.float32)


def _with_words_hidden(encoded: Any) -> Any:
    """Encoded texts with the mask token in place of some words, drawn anew at each call."""
    tokenizer = loaded(PACKAGED_MODEL).tokenizer
    tokens = encoded["input_ids"]
    words = ~torch.isin(tokens, torch.tensor(tokenizer.all_special_ids))
    encoded["input_ids"] = tokens.masked_fill(
        words & (torch.rand(tokens.shape) < HIDDEN), tokenizer.mask_token_id
    )
    return encoded


def _loss(logits: torch.Tensor, messages: Sequence[Message]) -> torch.Tensor:
    live, writer = (
        torch.tensor(one, dtype=torch.float32, device=logits.device)
        for one in ([one.live for one in messages], [one.label == "writer" for one in messages])
    )
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    loss = cross_entropy(logits[:, 0], live * (2 * CERTAIN - 1) + 1 - CERTAIN)
    if live.any():
        loss = loss + _WRITER * cross_entropy(logits[:, 1][live > 0], writer[live > 0])
    return loss
