"""A run as one HTML page that needs nothing else: where answers were lost first, then every figure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from eval.harness.comparing import Comparison
from eval.harness.diagnosis import MEANS, Stage
from eval.harness.observing import AT_ONCE
from eval.harness.report import plots
from eval.harness.rows import Row, failed
from eval.harness.scoring import LESS_IS_BETTER, SPOKEN
from eval.harness.store import Run
from eval.harness.suites import SHIPPED
from eval.questions import EvaluationError

PASSAGES = 5
"""Of those found for a case, shown beside what it expects."""

HEADLINES: Mapping[str, tuple[str, ...]] = {
    "retrieval": ("recall@5", "ndcg@10", "evidence@300"),
    "grounding": ("nuggets", "faithfulness", "citation_precision"),
    "abstention": ("over_refusal", "under_refusal", "auroc"),
    "live-concern": ("concern",),
    "personal-data": ("personal", "harmless"),
    "follow-ups": ("recall@5", "nuggets"),
    "injection": ("never", "nuggets"),
    "currency": ("says", "nuggets"),
    "nations": ("nuggets", "never"),
    "quizzes": ("quiz_items", "quiz_keys", "quiz_distractors", "quiz_flawless", "quiz_topic"),
    "all": ("faithfulness", "quotes", "nuggets", "over_refusal", "under_refusal", "auroc"),
}
"""What is shown of a suite before the rest; every suite has the share of cases passed besides."""
_PLAIN = ("recall@5", "nuggets", "faithfulness")
"""The same of a suite that does not come with Safeguide."""


def page(
    run: Run,
    comparison: Comparison | None = None,
    benchmarks: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> str:
    """The page.

    Args:
        run: with its cases.
        comparison: with an earlier run, to be shown too.
        benchmarks: what `python -m eval.benchmarks.…` kept, by name.
    """
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"spoken": spoken, "figure": _figure, "of_stage": _means, "moment": _moment}
    lost = failed(run.rows)
    ratios = {name: told["ratios"] for name, told in benchmarks.items() if "ratios" in told}
    return environment.from_string(_read("report.html.j2")).render(
        run=run,
        figures=run.results["figures"],
        headlines={suite: headlines(suite) for suite in run.results["figures"]},
        about=SHIPPED,
        lost=_by_stage(lost),
        counts=_counts(run.rows),
        passages=_passages,
        comparison=comparison,
        calibration=run.results.get("calibration", {}),
        benchmarks={name: flat(told) for name, told in benchmarks.items()},
        ratios=Markup(plots.ratios(ratios)),  # noqa: S704 - made by plotly
        plots={name: Markup(one) for name, one in plots.of_run(run, lost).items()},  # noqa: S704 - made by plotly
        style=Markup(_read("report.css")),  # noqa: S704 - ours
        script=Markup(plots.library()),  # noqa: S704 - plotly's
        less_is_better=LESS_IS_BETTER,
        at_once=AT_ONCE,
    )


def flat(told: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """The figures of a nested result by dotted names, as they are shown."""
    found: dict[str, str] = {}
    for name, value in told.items():
        path = f"{before}{name}"
        if isinstance(value, Mapping):
            found |= flat(value, f"{path}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found[path] = (
                f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
            )
    return found


def history(runs: Sequence[Run]) -> str:
    """How the runs went, as a page with one plot that needs nothing else."""
    plot = plots.history(runs, {name: spoken(name) for name in ("passed", *HEADLINES["all"])})
    style = "body{margin:0;font-family:system-ui,sans-serif}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Runs</title>'
        f"<style>{style}</style><script>{plots.library()}</script></head><body>{plot}</body></html>"
    )


def headlines(suite: str) -> tuple[str, ...]:
    """What is shown of a suite first."""
    return ("passed", *HEADLINES.get(suite, _PLAIN))


def spoken(score: str) -> str:
    """What a score is called."""
    name, _, depth = score.partition("@")
    told = {
        "recall": f"passages with the answer among the first {depth}",
        "precision": f"of the first {depth}, passages with the answer",
        "evidence": f"evidence within the first {depth} words",
        "auroc": "confidence tells answerable questions (AUROC)",
    }
    return SPOKEN.get(score) or told.get(name, score)


def _figure(one: Mapping[str, float] | None) -> str:
    if one is None:
        return "–"
    return f"{one['value']:.3f} ({one['low']:.2f}–{one['high']:.2f})"


def _moment(started: str) -> str:
    return f"{datetime.fromisoformat(started):%-d %B %Y, %H:%M} UTC"


def _means(stage: str) -> str:
    return MEANS[Stage(stage)]


def _by_stage(lost: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in lost:
        found.setdefault(row.stage, []).append(row)
    return found


def _counts(rows: Sequence[Row]) -> dict[str, list[tuple[str, int, int]]]:
    """Of each document, topic and kind of question: how many cases there are, and how many were lost; the
    worst first."""
    ways: dict[str, Callable[[Row], list[str]]] = {
        "Document": lambda row: sorted({one.document for one in row.case.nuggets if one.document}),
        "Topic": lambda row: [row.case.topic] if row.case.topic else [],
        "Kind of question": lambda row: [row.case.kind] if row.case.kind else [],
    }
    found = {}
    for title, way in ways.items():
        of, lost = Counter[str](), Counter[str]()
        for row in rows:
            of.update(way(row))
            lost.update(way(row) if row.stage else ())
        worst = sorted(of, key=lambda name: (-lost[name], -lost[name] / of[name], name))
        found[title] = [(name, of[name], lost[name]) for name in worst if lost[name]]
    return found


def _passages(row: Row) -> list[tuple[str, str, bool]]:
    """The first passages found for a case: the file, the text, and whether it holds something wanted."""
    if row.observed is None:
        return []
    held = row.observed.cited
    return [
        (row.observed.files.get(id_, ""), held[id_], any(one.in_text(held[id_]) for one in row.case.nuggets))
        for id_ in row.observed.found[:PASSAGES]
        if id_ in held
    ]


def write(path: Path, text: str) -> None:
    """Write a page to a file.

    Raises:
        EvaluationError: it cannot be written there.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path} cannot be written ({error.strerror}).") from error


def _read(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
