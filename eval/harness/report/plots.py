"""The plots of a report, drawn by plotly: to be looked into on a screen, and readable in print."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from eval.harness.diagnosis import Stage
from eval.harness.rows import Row
from eval.harness.store import Run

# Okabe and Ito's colours, which people who see few colours tell apart too
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c8c00", "#444444", "#999999")
_INK = "#1d1d1d"
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"


def library() -> str:
    """plotly's script, once for a page."""
    return str(get_plotlyjs())


def of_run(run: Run, lost: Sequence[Row]) -> dict[str, str]:
    """The plots of a run by name, as HTML; those without anything to show are left out."""
    drawn = {
        "passed": _passed(run.results["figures"]),
        "stages": _stages(lost),
        "selective": _selective(run.results["selective"]["points"]),
        "calibration": _calibration(run.results.get("calibration", {})),
        "speed": _speed(run.results["speed"]["milliseconds"]),
    }
    return {name: _html(figure, name) for name, figure in drawn.items() if figure is not None}


def history(runs: Sequence[Run], measures: Mapping[str, str]) -> str:
    """How some figures of all suites together went from run to run, the first on the left, as HTML.

    Args:
        runs: the latest first.
        measures: the figures, each with what it is called.
    """
    figure = go.Figure()
    for at, (measure, called) in enumerate(measures.items()):
        told = [(run.started, run.results["figures"].get("all", {}).get(measure)) for run in reversed(runs)]
        held = [(started, one) for started, one in told if one]
        figure.add_scatter(
            x=[started for started, _ in held],
            y=[one["value"] for _, one in held],
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [one["high"] - one["value"] for _, one in held],
                "arrayminus": [one["value"] - one["low"] for _, one in held],
                "thickness": 1,
            },
            mode="lines+markers",
            name=called,
            line={"color": _COLOURS[at]},
            hovertemplate="%{x}: %{y:.3f}<extra>" + called + "</extra>",
        )
    return _html(_laid_out(figure, "", "", height=300).update_yaxes(range=[-0.02, 1.05]), "history")


def ratios(benchmarks: Mapping[str, Mapping[str, float]]) -> str:
    """Ours against the usual way, in each benchmark that has both, as HTML; "" if none has."""
    rows = [
        (f"{name}: {measure}", value)
        for name, told in benchmarks.items()
        for measure, value in told.items()
        if value > 0
    ][::-1]
    if not rows:
        return ""
    names, values = zip(*rows, strict=True)
    figure = go.Figure(
        go.Scatter(
            x=values,
            y=names,
            text=[f"{value:.2f}" for value in values],
            mode="markers+text",
            textposition="middle right",
            marker={"size": 11, "color": _COLOURS[0]},
            hovertemplate="%{y}: %{x:.2f}<extra></extra>",
        )
    ).add_vline(x=1, line={"color": "#999", "dash": "dot"})
    drawn = _laid_out(figure, "ours ÷ the usual way", height=90 + 30 * len(rows)).update_xaxes(type="log")
    return _html(drawn, "ratios")


def _passed(figures: Mapping[str, Any]) -> go.Figure:
    suites = [suite for suite in figures if "passed" in figures[suite]][::-1]
    values = [figures[suite]["passed"] for suite in suites]
    figure = go.Figure(
        go.Scatter(
            x=[one["value"] for one in values],
            y=suites,
            mode="markers",
            marker={"size": 11, "color": _COLOURS[0]},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [one["high"] - one["value"] for one in values],
                "arrayminus": [one["value"] - one["low"] for one in values],
                "color": _COLOURS[0],
            },
            customdata=[one["of"] for one in values],
            hovertemplate="%{y}: %{x:.3f} of %{customdata} cases<extra></extra>",
        )
    )
    return _laid_out(
        figure, "share of cases passed, with 95% interval", height=90 + 34 * len(suites)
    ).update_xaxes(range=[0, 1.02])


def _stages(lost: Sequence[Row]) -> go.Figure | None:
    if not lost:
        return None
    suites = list(dict.fromkeys(row.suite for row in lost))
    stages = [stage.value for stage in Stage if any(row.stage == stage for row in lost)][::-1]
    counts = Counter((row.suite, row.stage) for row in lost)
    figure = go.Figure(
        [
            go.Bar(
                name=suite,
                y=stages,
                x=[counts[suite, stage] for stage in stages],
                orientation="h",
                marker_color=_COLOURS[at % len(_COLOURS)],
                hovertemplate="%{y}: %{x}<extra>" + suite + "</extra>",
            )
            for at, suite in enumerate(suites)
        ]
    ).update_layout(barmode="stack")
    return _laid_out(figure, "cases lost", height=140 + 34 * len(stages))


def _selective(points: Sequence[Mapping[str, float]]) -> go.Figure | None:
    if not any(point["answered"] for point in points):
        return None
    figure = go.Figure(
        go.Scatter(
            x=[point["coverage"] for point in points],
            y=[point["risk"] for point in points],
            text=[f"{point['threshold']:.1f}" for point in points],
            mode="lines+markers+text",
            textposition="top center",
            line={"color": _COLOURS[1]},
            hovertemplate="from confidence %{text}: %{x:.2f} answered, %{y:.2f} of them wrong<extra></extra>",
        )
    )
    return (
        _laid_out(figure, "share of questions answered", "share of answers that fail")
        .update_xaxes(range=[0, 1.05])
        .update_yaxes(rangemode="tozero")
    )


def _calibration(calibration: Mapping[str, Any]) -> go.Figure | None:
    if not calibration:
        return None
    figure = go.Figure(
        go.Scatter(x=[0, 1], y=[0, 1], mode="lines", name="as said", line={"color": "#999", "dash": "dot"})
    )
    for at, (name, told) in enumerate(calibration.items()):
        bins = [one for one in told["bins"] if one["of"]]
        figure.add_scatter(
            x=[one["likely"] for one in bins],
            y=[one["supported"] for one in bins],
            text=[str(one["of"]) for one in bins],
            mode="lines+markers",
            name=name,
            line={"color": _COLOURS[at]},
            hovertemplate="said %{x:.2f}, true of %{y:.2f} of %{text}<extra>" + name + "</extra>",
        )
    return _laid_out(figure, "probability the judge gives", "share that people call supported")


def _speed(milliseconds: Mapping[str, Mapping[str, float]]) -> go.Figure | None:
    stages = [stage for stage in milliseconds if stage != "all"]
    if not stages:
        return None
    figure = go.Figure(
        [
            go.Bar(
                name=name,
                y=stages[::-1],
                x=[milliseconds[stage][name] for stage in stages[::-1]],
                orientation="h",
                marker_color=_COLOURS[at],
                hovertemplate="%{y}: %{x:.0f} ms<extra>" + name + "</extra>",
            )
            for at, name in ((1, "p95"), (0, "p50"))
        ]
    )
    return _laid_out(figure, "milliseconds", height=110 + 34 * len(stages))


def _laid_out(figure: go.Figure, across: str, up: str = "", height: int = 360) -> go.Figure:
    figure.update_layout(
        template="plotly_white",
        font={"family": _FONT, "size": 14, "color": _INK},
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        height=height,
        legend={"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "traceorder": "normal"},
    )
    figure.update_xaxes(title=across, automargin=True)
    return figure.update_yaxes(title=up, automargin=True)


def _html(figure: go.Figure, name: str) -> str:
    return str(
        figure.to_html(
            full_html=False,
            include_plotlyjs=False,
            div_id=f"plot-{name}",
            config={
                "displaylogo": False,
                "responsive": True,
                "modeBarButtonsToRemove": ["lasso2d", "select2d"],
            },
        )
    )
