"""Measures of finding, abstaining and speed, as pure functions; each has a value for empty input too."""

import math
from collections import defaultdict
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


class Point(NamedTuple):
    """What happens if everything of at least this confidence is answered.

    Attributes:
        threshold: the confidence.
        coverage: share of all questions that are answered.
        risk: share of those answered that are wrong; 0 of none.
    """

    threshold: float
    coverage: Share
    risk: Share


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


def recall_at(ranks: Sequence[int | None], depth: int) -> Share:
    """The share of questions whose evidence is among the first ``depth`` passages.

    Each question has one piece of evidence, so its recall is 0 or 1 ("success at k").

    Args:
        ranks: of the first passage that holds the evidence, from 1; None where none does.
        depth: how many passages count.

    Source: C. D. Manning, P. Raghavan, H. Schütze (2008), Introduction to Information Retrieval, ch. 8.
    """
    return share(rank is not None and rank <= depth for rank in ranks)


def reciprocal_rank(rank: int | None, depth: int) -> float:
    """1 / rank, or 0 where the rank is None or beyond ``depth``; its mean over questions is MRR.

    Source: E. M. Voorhees (1999), The TREC-8 question answering track report. TREC-8.
    """
    return 1 / rank if rank is not None and rank <= depth else 0.0


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


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """The probability that a positive scores above a negative, a tie counting half; 0.5 if either is empty.

    Source: J. A. Hanley, B. J. McNeil (1982), The meaning and use of the area under a receiver operating
    characteristic (ROC) curve. Radiology 143.
    """
    if not positives or not negatives:
        return 0.5
    wins = sum((high > low) + 0.5 * (high == low) for high in positives for low in negatives)
    return wins / (len(positives) * len(negatives))


def coverage_risk(
    confidences: Sequence[float], wrong: Sequence[bool], thresholds: Sequence[float]
) -> list[Point]:
    """Coverage and risk of answering whatever has at least each of some confidences.

    Args:
        confidences: of each question's answer.
        wrong: whether that answer would be wrong, in the same order.
        thresholds: lowest confidences at which to answer.

    Source: R. El-Yaniv, Y. Wiener (2010), On the foundations of noise-free selective classification.
    Journal of Machine Learning Research 11.
    """
    points = []
    for threshold in thresholds:
        answered = [bad for sure, bad in zip(confidences, wrong, strict=True) if sure >= threshold]
        points.append(Point(threshold, Share(len(answered), len(wrong)), share(answered)))
    return points


def aurc(confidences: Sequence[float], wrong: Sequence[bool]) -> float:
    """The area under the risk–coverage curve: the mean risk of answering the surest 1, 2, … n questions.

    Lower is better; 0 if nothing is wrong or there is nothing. Among equal confidences the wrong ones are
    spread evenly, so that order does not matter.

    Source: Y. Geifman, G. Uziel, R. El-Yaniv (2019), Bias-reduced uncertainty estimation for deep neural
    classifiers. ICLR.
    """
    tied: dict[float, list[bool]] = defaultdict(list)
    for sure, bad in zip(confidences, wrong, strict=True):
        tied[sure].append(bad)
    risks: list[float] = []
    errors = 0.0
    for sure in sorted(tied, reverse=True):
        for _ in tied[sure]:
            errors += sum(tied[sure]) / len(tied[sure])
            risks.append(errors / (len(risks) + 1))
    return mean(risks)
