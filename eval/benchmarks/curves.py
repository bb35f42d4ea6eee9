"""The plot of how a library grows, drawn with matplotlib."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.benchmarks.measuring import benchmark_extra

Step = Mapping[str, Any]
"""What was measured at one size."""

_PANELS: dict[str, dict[str, Callable[[Step], float]]] = {
    "passages stored per second": {
        "since the size before": lambda step: step["growth"]["per_second"],
        "the last tenth": lambda step: step["growth"]["last_per_second"],
    },
    "disk per passage, kB": {
        "SQL": lambda step: step["disk"]["sql"] / step["passages"] / 1000,
        "vectors": lambda step: step["disk"]["vectors"] / step["passages"] / 1000,
    },
    "memory, MiB": {
        "storing, peak": lambda step: step["growth"]["memory"]["peak"],
        "searching, peak": lambda step: step["searches"]["memory"]["peak"],
        "searching, at the end": lambda step: step["searches"]["memory"]["now"],
    },
    "warm search, ms": {
        "search, p50": lambda step: step["searches"]["milliseconds"]["search"]["p50"],
        "search, p95": lambda step: step["searches"]["milliseconds"]["search"]["p95"],
        "nearest in force, p50": lambda step: step["searches"]["milliseconds"]["nearest in force"]["p50"],
        "matching in force, p50": lambda step: step["searches"]["milliseconds"]["matching in force"]["p50"],
    },
}
"""Each panel by its title, with its lines by what they are called."""


def check() -> None:
    """Raise EvaluationError, before anything is measured, if plots cannot be drawn."""
    with benchmark_extra():
        import matplotlib  # noqa: F401


def draw(steps: Sequence[Step], path: Path) -> None:
    """Draw what was measured, a panel for each kind of figure over the number of passages.

    Raises:
        EvaluationError: matplotlib is not installed.
    """
    with benchmark_extra():
        from matplotlib.figure import Figure

    sizes = [step["passages"] for step in steps]
    figure = Figure(figsize=(10, 7), layout="constrained")
    for axes, (title, lines) in zip(figure.subplots(2, 2).flat, _PANELS.items(), strict=True):
        for name, value in lines.items():
            axes.plot(sizes, [value(step) for step in steps], marker="o", label=name)
        axes.set(title=title, xlabel="passages held", xscale="log")
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
        axes.legend()
    figure.savefig(path)
