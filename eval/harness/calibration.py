"""What a judge is worth: its agreement with what people labelled, on WiCE and BEGIN."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scipy.stats import spearmanr

from eval.harness.judging import JudgeFailed, Judges
from eval.labelled import Labelled, read_begin, read_wice
from eval.metrics import auroc_of, mean, resampled, share
from eval.questions import EvaluationError

BINS = 10
"""Of probabilities, in the plot of what comes true."""

Pair = tuple[float, bool]
"""A judge's probability that a statement is supported, and whether people say that it is."""


def calibration(judge: Judges, wice: Path | None, begin: Path | None) -> dict[str, Any]:
    """How a judge agrees with people, by dataset: see ``agreement``; those without a folder are left out.

    Raises:
        EvaluationError: a folder does not hold its dataset.
    """
    read = {"WiCE dev": (wice, read_wice), "BEGIN dev": (begin, read_begin)}
    found = {}
    for name, (folder, reader) in read.items():
        if folder is not None:
            labelled = reader(folder)
            if not labelled:
                raise EvaluationError(f"{folder} does not hold {name}.")
            found[name] = agreement(*_judged(judge, labelled))
    return found


def agreement(pairs: Sequence[Pair], failed: int = 0) -> dict[str, Any]:
    """What some judgements are worth beside people's.

    Args:
        pairs: a probability and a label each.
        failed: how many the judge could not say; these count nowhere else.

    Returns:
        AUROC and Spearman's rank correlation with their bootstrap intervals; the share of labels that a
        probability of a half or more agrees with; the Brier score; and, for each tenth of probabilities, how
        many there are and how many of them are supported.

    Source of the last two: G. Brier (1950), Verification of forecasts expressed in terms of probability.
    M. DeGroot, S. Fienberg (1983), The comparison and evaluation of forecasters.
    """
    return {
        "of": len(pairs),
        "failed": failed,
        "auroc": resampled(pairs, auroc_of).as_dict(),
        "correlation": resampled(pairs, _correlation).as_dict(),
        "agreement": share((likely >= 0.5) is good for likely, good in pairs).as_dict(),
        "brier": mean([(likely - good) ** 2 for likely, good in pairs]),
        "bins": [_bin(pairs, at) for at in range(BINS)],
    }


def _judged(judge: Judges, labelled: Sequence[Labelled]) -> tuple[list[Pair], int]:
    pairs = []
    for one in labelled:
        try:
            pairs.append((judge(one.text, [one.source]).probability, one.supported))
        except JudgeFailed:
            continue
    return pairs, len(labelled) - len(pairs)


def _correlation(pairs: Sequence[Pair]) -> float:
    """Spearman's; 0 where one side is all the same."""
    likely, good = zip(*pairs, strict=True)
    if len(set(likely)) < 2 or len(set(good)) < 2:
        return 0.0
    return float(spearmanr(likely, good).statistic)


def _bin(pairs: Sequence[Pair], at: int) -> dict[str, float]:
    some = [(likely, good) for likely, good in pairs if min(int(likely * BINS), BINS - 1) == at]
    return {
        "of": len(some),
        "likely": mean([likely for likely, _ in some]),
        "supported": mean([float(good) for _, good in some]),
    }
