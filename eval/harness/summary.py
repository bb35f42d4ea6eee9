"""What the cases of a run amount to: each figure with its interval, by suite and in all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.harness.rows import Row
from eval.metrics import (
    THRESHOLDS,
    Interval,
    aurc,
    auroc_of,
    bootstrap,
    coverage_risk,
    percentile,
    resampled,
)

ALL = "all"
"""The suites taken together."""

Figures = dict[str, dict[str, Interval]]


def figures(rows: Sequence[Row]) -> Figures:
    """Each score's mean by suite, and in all, with its bootstrap interval; and the AUROC of confidence."""
    found: Figures = {}
    for suite, some in {**_by_suite(rows), ALL: list(rows)}.items():
        values: dict[str, list[float]] = defaultdict(list)
        for row in some:
            for name, value in row.scores.items():
                values[name].append(value)
        found[suite] = {name: bootstrap(scores) for name, scores in values.items()}
        if (area := _auroc(some)) is not None:
            found[suite]["auroc"] = area
    return found


def stages(rows: Iterable[Row]) -> dict[str, int]:
    """How many cases each stage lost."""
    return dict(Counter(row.stage for row in rows if row.stage))


def selective(rows: Sequence[Row]) -> dict[str, Any]:
    """Coverage and risk at each of ``THRESHOLDS``, and the area under that curve, of the cases that are to be
    answered or declined; an answer is wrong where there is none, or it does not tell every vital nugget."""
    some = [row for row in rows if row.observed and row.case.expects != "any"]
    sure = [row.observed.confidence for row in some if row.observed]
    wrong = [row.case.expects == "decline" or row.scores.get("nuggets", 0.0) < 1 for row in some]
    return {
        "aurc": aurc(sure, wrong),
        "points": [
            {
                "threshold": point.threshold,
                "coverage": point.coverage.value,
                "risk": point.risk.value,
                "answered": point.risk.of,
            }
            for point in coverage_risk(sure, wrong, THRESHOLDS)
        ],
    }


def speed(rows: Sequence[Row]) -> dict[str, Any]:
    """Milliseconds and tokens by stage: p50 and p95 over the cases that were answered or declined. How long
    quizzes took to make stands by itself, and in no sum."""
    times: dict[str, list[float]] = defaultdict(list)
    making: list[float] = []
    tokens: Counter[str] = Counter()
    for row in rows:
        if row.observed is None or row.observed.kind == "screened":
            continue
        tokens.update(row.observed.tokens)
        if row.observed.kind == "quiz":
            making += row.observed.timings.values()
            continue
        for stage, ms in row.observed.timings.items():
            times[stage].append(ms)
        times["all"].append(sum(row.observed.timings.values()))
    return {
        "milliseconds": {stage: _percentiles(some) for stage, some in times.items()},
        "tokens": dict(tokens),
        **({"making a quiz": _percentiles(making)} if making else {}),
    }


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    return {"p50": percentile(values, 50), "p95": percentile(values, 95)}


def _by_suite(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.suite].append(row)
    return found


def _auroc(rows: Sequence[Row]) -> Interval | None:
    """How well confidence tells what is to be answered from what is to be declined; None of one kind only."""
    labelled = [
        (row.observed.confidence, row.case.expects == "answer")
        for row in rows
        if row.observed and row.case.expects != "any"
    ]
    if len({good for _, good in labelled}) < 2:
        return None
    return resampled(labelled, auroc_of)


def as_plain(found: Mapping[str, Mapping[str, Interval]]) -> dict[str, Any]:
    """Figures as plain values for JSON."""
    return {suite: {name: one.as_dict() for name, one in some.items()} for suite, some in found.items()}
