"""Whether the right questions are declined, and how well confidence tells which."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from eval.metrics.basic import Share, mean, share

THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Lowest confidences at which to answer, that are looked at."""


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


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """The probability that a positive scores above a negative, a tie counting half; 0.5 if either is empty.

    Source: J. A. Hanley, B. J. McNeil (1982), The meaning and use of the area under a receiver operating
    characteristic (ROC) curve. Radiology 143.
    """
    if not positives or not negatives:
        return 0.5
    below = np.sort(np.asarray(negatives, dtype=np.float64))
    won = np.searchsorted(below, positives, side="left")
    tied = np.searchsorted(below, positives, side="right") - won
    return float((won + 0.5 * tied).sum() / (len(positives) * len(negatives)))


def auroc_of(pairs: Sequence[tuple[float, bool]]) -> float:
    """The same of scores, each with whether it is a positive's."""
    return auroc([score for score, good in pairs if good], [score for score, good in pairs if not good])


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
