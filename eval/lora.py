"""Low-rank changes to the packaged embedding model, learnt and kept as the product reads them.

Every weight that is changed gets the product of two narrow matrices added to it, and only those are learnt: a
few hundred kilobytes instead of the whole model, which itself stays as it was published.

Source: E. J. Hu, Y. Shen, P. Wallis, Z. Allen-Zhu, Y. Li, S. Wang, L. Wang, W. Chen (2022), LoRA: low-rank
adaptation of large language models, ICLR.
"""

import copy
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import nn
from torch.nn.utils import parametrize

from eval.questions import EvaluationError
from ingest.models import PACKAGED_MODEL, loaded

PROJECTIONS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""What is changed in a layer: all of its weights but those of normalisation."""
WARMING = 0.1
"""The part of the steps over which the rates rise; after that they fall."""
LAST = 0.02
"""The part of a rate that is left at the end."""
DECAY = 0.01
LONGEST_STEP = 1.0
"""Of the gradient of the low-rank matrices; a longer one is shortened to it."""
_POOLED = 8
"""Batches whose rows are sorted by length together."""

Row = TypeVar("Row")


class LowRank(nn.Module):
    """A weight with the product of two narrow matrices added to it, which begins as nothing."""

    def __init__(self, weight: torch.Tensor, rank: int) -> None:
        super().__init__()
        by_chance = torch.randn(rank, weight.shape[1]) * 0.02  # the same on every device
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank, device=weight.device))
        self.down = nn.Parameter(by_chance.to(weight.device))

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        """The changed weight."""
        return weight + self.up @ self.down


def encoder() -> Any:
    """A copy of the packaged model, in single precision, that may be changed."""
    return copy.deepcopy(loaded(PACKAGED_MODEL)[0].auto_model).float()


def device() -> torch.device:
    """The graphics card if torch finds one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def adapt(model: Any, rank: int, layers: Iterable[int]) -> list[nn.Parameter]:
    """Let some layers of a model learn low-rank changes, and nothing else of it; what is learnt of it.

    Args:
        model: as ``encoder`` gives it.
        rank: how narrow the matrices are.
        layers: from 0.
    """
    for parameter in model.parameters():
        parameter.requires_grad = False
    for layer in layers:
        for name in PROJECTIONS:
            module = model.get_submodule(f"encoder.layer.{layer}.{name}")
            parametrize.register_parametrization(module, "weight", LowRank(module.weight, rank))
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def changes(model: Any) -> dict[str, torch.Tensor]:
    """What a model has learnt, in half precision: ``NAME.up`` and ``NAME.down`` of each changed layer."""
    found: dict[str, torch.Tensor] = {}
    for name, module in model.named_modules():
        if isinstance(module, LowRank):
            layer = name.removesuffix(".parametrizations.weight.0")
            found[f"{layer}.up"] = module.up.detach().half().cpu().contiguous()
            found[f"{layer}.down"] = module.down.detach().half().cpu().contiguous()
    return found


def save(path: Path, tensors: Mapping[str, torch.Tensor], told: Mapping[str, str] | None = None) -> None:
    """Write what was learnt as ``assistant.learnt.read`` reads it.

    Args:
        path: the file.
        tensors: ``changes`` and what reads them.
        told: what is said of it, such as a threshold.

    Raises:
        EvaluationError: the file cannot be written.
    """
    try:
        save_file(dict(tensors), path, metadata=dict(told or {}))
    except (OSError, SafetensorError) as error:
        raise EvaluationError(f"{path} cannot be written: {error}") from error


class Descent:
    """Steps down a loss by AdamW, whose rates rise at first and then fall.

    Args:
        low_rank: of the model, with their highest rate.
        rate: theirs.
        steps: how many there will be.
        others: what is learnt beside them, with its highest rate.
    """

    def __init__(
        self,
        low_rank: Sequence[nn.Parameter],
        rate: float,
        steps: int,
        others: tuple[Sequence[nn.Parameter], float] = ((), 0.0),
    ) -> None:
        self._low_rank = low_rank
        groups = [(low_rank, rate), others]
        self._optimiser = torch.optim.AdamW(
            [{"params": list(some), "lr": its} for some, its in groups if some], weight_decay=DECAY
        )
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimiser,
            lambda step: min(1.0, (step + 1) / (WARMING * steps)) * max(LAST, 1 - step / steps),
        )

    def step(self) -> None:
        """Go one step along the gradients that were added up since the last."""
        nn.utils.clip_grad_norm_(self._low_rank, LONGEST_STEP)
        self._optimiser.step()
        self._schedule.step()
        self._optimiser.zero_grad()


def batches(
    rows: Sequence[Row], size: int, length: Callable[[Row], int], shuffling: random.Random
) -> Iterator[list[Row]]:
    """All rows in an order of chance, those of about one length together."""
    order = shuffling.sample(rows, len(rows))
    found = []
    for start in range(0, len(order), size * _POOLED):
        near = sorted(order[start : start + size * _POOLED], key=length)
        found += [near[at : at + size] for at in range(0, len(near), size)]
    shuffling.shuffle(found)
    yield from found
