"""Shares with their intervals, means and percentiles."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Share(NamedTuple):
    """How many of how many, with the interval that so few leave it in.

    Attributes:
        hits: those that count.
        of: all of them.
    """

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing is 0."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95% confidence interval; see ``wilson``."""
        return wilson(self.hits, self.of)

    def as_dict(self) -> dict[str, Any]:
        """The share as plain values for JSON."""
        low, high = self.interval
        return {"value": self.value, "hits": self.hits, "of": self.of, "low": low, "high": high}


def share(flags: Iterable[bool]) -> Share:
    """The share of flags that are true."""
    flags = list(flags)
    return Share(sum(flags), len(flags))


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The score interval for a share, which holds for few trials and near 0 and 1; (0, 1) of no trials.

    Args:
        hits, of: successes and trials.
        z: standard normal deviate of the level; 1.96 for 95%.

    Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22.
    """
    if not of:
        return 0.0, 1.0
    rate = hits / of
    centre = (rate + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    return max(0.0, centre - half), min(1.0, centre + half)


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which a percentage of values lies, between neighbours by line; 0 of nothing.

    Source: R. J. Hyndman, Y. Fan (1996), Sample quantiles in statistical packages. The American
    Statistician 50; definition 7.
    """
    if not values:
        return 0.0
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
