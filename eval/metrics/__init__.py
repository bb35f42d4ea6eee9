"""Measures as plain functions; each has a value for empty input too, and none is ever NaN."""

from eval.metrics.abstaining import THRESHOLDS, Point, aurc, auroc, auroc_of, coverage_risk
from eval.metrics.basic import Share, mean, percentile, share, wilson
from eval.metrics.citing import Cited, citation_precision, citation_recall, faithfulness, quote_rate
from eval.metrics.fidelity import Fidelity, fidelity, verbatim
from eval.metrics.ranking import (
    context_precision,
    first_rank,
    ndcg_at_k,
    precision_at_k,
    recall_at,
    recall_at_k,
    reciprocal_rank,
    within_words,
)
from eval.metrics.resampling import Interval, Paired, bootstrap, paired, resampled

__all__ = [
    "THRESHOLDS",
    "Cited",
    "Fidelity",
    "Interval",
    "Paired",
    "Point",
    "Share",
    "aurc",
    "auroc",
    "auroc_of",
    "bootstrap",
    "citation_precision",
    "citation_recall",
    "context_precision",
    "coverage_risk",
    "faithfulness",
    "fidelity",
    "first_rank",
    "mean",
    "ndcg_at_k",
    "paired",
    "percentile",
    "precision_at_k",
    "quote_rate",
    "recall_at",
    "recall_at_k",
    "reciprocal_rank",
    "resampled",
    "share",
    "verbatim",
    "wilson",
    "within_words",
]
