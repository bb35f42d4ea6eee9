"""How the live-concern screen learns: low-rank changes to the embedding model, and a classifier over it.

Source: E. J. Hu, Y. Shen, P. Wallis, Z. Allen-Zhu, Y. Li, S. Wang, L. Wang, W. Chen (2022), LoRA: low-rank
adaptation of large language models, ICLR.
"""

import copy
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn.utils import parametrize

from assistant.concern.screen import LAYERS, cues, parts_of
from eval.concerns import Message
from ingest.models import PACKAGED_MODEL, loaded

RANK = 16
ADAPTED = (1, 2, 3, 4, 5)
"""Layers of the embedding model that are changed, from 0; the first reads words, and is left as it is."""
EPOCHS = 6
BATCH = 32
RATE, HEAD_RATE = 1e-3, 5e-3
WARMING = 0.1
"""The part of the steps over which the rates rise; after that they fall to nothing."""
HIDDEN = 0.12
"""The part of the words of a message that are hidden while it is learnt, so that no one word decides."""
CERTAIN = 0.98
"""Of a label: some are doubtful."""
_PROJECTIONS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
_WRITER = 0.3
"""The weight of whom a concern is about beside whether there is one."""


class _LowRank(nn.Module):
    """A weight with the product of two narrow matrices added to it."""

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        self.up = nn.Parameter(torch.zeros(weight.shape[0], RANK))
        self.down = nn.Parameter(torch.randn(RANK, weight.shape[1]) * 0.02)

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        return weight + self.up @ self.down


class _Classifier(nn.Module):
    """The embedding model with its changes, and a linear layer over means and cues: live, writer."""

    def __init__(self, width: int, cue_count: int) -> None:
        super().__init__()
        self.encoder = copy.deepcopy(loaded(PACKAGED_MODEL)[0].auto_model).float()
        for parameter in self.encoder.parameters():
            parameter.requires_grad = False
        self.adapted = [f"encoder.layer.{layer}.{name}" for layer in ADAPTED for name in _PROJECTIONS]
        for name in self.adapted:
            module = self.encoder.get_submodule(name)
            parametrize.register_parametrization(module, "weight", _LowRank(module.weight))
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
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = _Classifier(loaded(PACKAGED_MODEL).get_embedding_dimension(), len(cues(""))).to(device)
    low_rank = [
        one for name, one in model.named_parameters() if "parametrizations" in name and one.requires_grad
    ]
    rated = [{"params": low_rank, "lr": RATE}, {"params": list(model.head.parameters()), "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(rated, weight_decay=0.01)
    steps = EPOCHS * -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARMING * steps)) * max(0.02, 1 - step / steps)
    )
    model.train()
    for _ in range(EPOCHS):
        for batch in _batches(rows, shuffling):
            encoded, cue_rows = _encoded([text for text, _ in batch])
            logits = model(_with_words_hidden(encoded).to(device), cue_rows.to(device))
            loss = _loss(logits, [message for _, message in batch])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(low_rank, 1.0)
            optimiser.step()
            schedule.step()
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
        tensors = {"live": self._weights(0), "writer": self._weights(1)}
        for name in self._model.adapted:
            low_rank = self._model.encoder.get_submodule(name).parametrizations.weight[0]
            tensors[f"{name}.up"] = low_rank.up.detach().half().contiguous()
            tensors[f"{name}.down"] = low_rank.down.detach().half().contiguous()
        save_file(tensors, path, metadata={"threshold": json.dumps(threshold)})

    def _weights(self, output: int) -> torch.Tensor:
        head = self._model.head
        return torch.cat([head.bias[output : output + 1], head.weight[output]]).detach().clone()


def threshold_for(recall: float, live: Sequence[float]) -> float:
    """The probability that so many of the live messages reach."""
    return float(np.quantile(np.array(live), 1 - recall, method="lower"))


def _telling(message: Message) -> str:
    parts = parts_of(message.text)
    return max(parts, key=lambda part: float(cues(part).sum())) if parts else message.text


def _batches(
    rows: list[tuple[str, Message]], shuffling: random.Random
) -> Iterator[list[tuple[str, Message]]]:
    """Messages of about one length together, in an order of chance."""
    order = shuffling.sample(rows, len(rows))
    batches = []
    for start in range(0, len(order), BATCH * 8):
        near = sorted(order[start : start + BATCH * 8], key=lambda row: len(row[0]))
        batches += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    shuffling.shuffle(batches)
    yield from batches


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
