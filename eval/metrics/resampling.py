"""How far a figure would move with other cases, and whether two runs differ by more than chance."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

RESAMPLES = 2_000
_FEW = 300
"""Resamples of what is slower than a mean."""
SHUFFLES = 10_000
SEED = 20_261
NOISE = 0.05
"""From which probability on a difference counts as noise."""
_AT_ONCE = 500


class Interval(NamedTuple):
    """A mean over cases with its 95% interval.

    Attributes:
        value: the mean; 0 of nothing.
        low, high: between which it lies; both the mean where there are fewer than two cases.
        of: how many cases.
    """

    value: float
    low: float
    high: float
    of: int

    def as_dict(self) -> dict[str, Any]:
        """The interval as plain values for JSON."""
        return self._asdict()


class Paired(NamedTuple):
    """How a mean over the same cases moved from one run to another.

    Attributes:
        difference: second less first.
        low, high: its 95% interval.
        p: the probability of so great a difference if it made none which run a score came from.
        of: how many cases both have.
    """

    difference: float
    low: float
    high: float
    p: float
    of: int

    @property
    def noise(self) -> bool:
        """Whether so few cases cannot tell it from chance."""
        return self.p >= NOISE

    def as_dict(self) -> dict[str, Any]:
        """The difference as plain values for JSON."""
        return {**self._asdict(), "noise": self.noise}


def bootstrap(values: Sequence[float], seed: int = SEED) -> Interval:
    """The mean of some scores with its percentile bootstrap interval, the same each time.

    Args:
        values: one score a case.
        seed: of the resamples.

    Source: B. Efron, R. Tibshirani (1993), An introduction to the bootstrap, ch. 13.
    """
    scores = np.asarray(values, dtype=np.float64)
    if len(scores) < 2:
        only = float(scores[0]) if len(scores) else 0.0
        return Interval(only, only, only, len(scores))
    low, high = np.percentile(_means(scores, np.random.default_rng(seed)), [2.5, 97.5])
    return Interval(float(scores.mean()), float(low), float(high), len(scores))


def resampled(
    items: Sequence[Any], statistic: Callable[[Sequence[Any]], float], seed: int = SEED
) -> Interval:
    """A statistic of some items with its percentile bootstrap interval; see ``bootstrap``. 0 of nothing."""
    if not items:
        return Interval(0.0, 0.0, 0.0, 0)
    random = np.random.default_rng(seed)
    drawn = random.integers(0, len(items), size=(_FEW, len(items)))
    low, high = np.percentile([statistic([items[at] for at in row]) for row in drawn], [2.5, 97.5])
    return Interval(statistic(items), float(low), float(high), len(items))


def paired(first: Sequence[float], second: Sequence[float], seed: int = SEED) -> Paired:
    """Whether two runs differ on the same cases: a randomisation test, which swaps the runs of each case by
    chance, with a bootstrap interval of the difference.

    Args:
        first, second: one score a case, in the same order.
        seed: of the resamples.

    Source: M. Smucker, J. Allan, B. Carterette (2007), A comparison of statistical significance tests for
    information retrieval evaluation. CIKM.
    """
    moved = np.asarray([b - a for a, b in zip(first, second, strict=True)], dtype=np.float64)
    if not len(moved) or not moved.any():
        return Paired(0.0, 0.0, 0.0, 1.0, len(moved))
    random = np.random.default_rng(seed)
    difference = float(moved.mean())
    extreme, shuffled = 1, 1  # the runs as they are count as one
    for _ in range(SHUFFLES // _AT_ONCE):
        signs = random.choice((-1.0, 1.0), size=(_AT_ONCE, len(moved)))
        extreme += int((np.abs(signs @ moved / len(moved)) >= abs(difference) - 1e-12).sum())
        shuffled += _AT_ONCE
    low, high = np.percentile(_means(moved, random), [2.5, 97.5])
    return Paired(difference, float(low), float(high), extreme / shuffled, len(moved))


def _means(scores: Scores, random: np.random.Generator) -> Scores:
    chosen = random.integers(0, len(scores), size=(RESAMPLES, len(scores)))
    means: Scores = scores[chosen].mean(axis=1)
    return means
