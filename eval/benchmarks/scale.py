"""How a library behaves as it grows: ``python -m eval.benchmarks.scale``."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

import assistant
from eval.benchmarks import curves, growing
from eval.benchmarks.measuring import in_new_process, sizes_of
from eval.benchmarks.speed import time_cold_start
from eval.commands import (
    DocumentsFolder,
    ResultsFile,
    command_line,
    console,
    keep,
    print_table,
    recipe,
    run,
)
from eval.questions import EvaluationError

QUESTIONS = 100
"""Searched for at each size."""

app = command_line("benchmarks.scale")


class Steps:
    """What was measured at each size, kept beside the library so that a run can be taken up again.

    Args:
        path: where it is kept.
        code: a digest of the code in use.
    """

    def __init__(self, path: Path, code: str) -> None:
        self._path, self._code = path, code
        told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        self._held: dict[int, dict[str, Any]] = {step["passages"]: step for step in told}

    def whole(self, size: int) -> bool:
        """Whether everything has been measured at a size."""
        return "searches" in self._held.get(size, {})

    def add(self, size: int, name: str, measure: Callable[[], Any]) -> None:
        """Measure something at a size, unless it has been, and keep it with the code that it is of."""
        step = self._held.setdefault(size, {"passages": size, "code": {}})
        if name not in step:
            step[name] = measure()
            step["code"][name] = self._code
            self._path.write_text(json.dumps(self.all()), encoding="utf-8")

    def all(self) -> list[dict[str, Any]]:
        """What was measured at each size, smallest first."""
        return [self._held[size] for size in sorted(self._held)]


@app.command()
def scale(
    context: typer.Context,
    documents: DocumentsFolder,
    home: Annotated[Path, typer.Option(help="A folder for what is made; a later run goes on from it.")],
    sizes: Annotated[str, typer.Option(help="Passages to measure at, with commas between.")] = (
        "1000,10000,100000,1000000"
    ),
    usual: Annotated[bool, typer.Option("--usual", help="Grow LangChain's Chroma store beside it.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Draw the figures into this file (.svg, .png).")] = None,
    results: ResultsFile = None,
) -> None:
    """Grow a library of documents made up from real ones, and measure storing and searching at each size.

    What has been made and measured is kept in the home: a run that was cut off goes on where it was. Needs
    the machine to itself; a million passages take hours and some 13 GB of disk. With `--usual` the same texts
    and vectors go into the usual store too, which is searched by likeness alone. `--usual` and `--plot` need
    `pip install '.[benchmark]'`.

    Example: `python -m eval.benchmarks.scale --documents guidance/ --home /tmp/scale --sizes 1000,10000`
    """
    wanted = sizes_of(sizes)
    if plot is not None:
        curves.check()
    home.mkdir(parents=True, exist_ok=True)
    questions = in_new_process(growing.read_real, documents, home / "real", QUESTIONS)
    made_with = _recipe(context, home / "real")
    steps = Steps(home / "steps.json", made_with["code"])
    for size in wanted:
        _measure(steps, size, home, questions)
        if usual:
            _measure_usual(steps, size, home, questions)
        keep(results, made_with, {"steps": steps.all(), "ratios": ratios(steps.all())})
    whole = [step for step in steps.all() if steps.whole(step["passages"])]
    _print(whole)
    if plot is not None:
        curves.draw(whole, plot)


def _recipe(context: typer.Context, real: Path) -> dict[str, Any]:
    return recipe(context, assistant.open(real))


def _measure(steps: Steps, size: int, home: Path, questions: Sequence[str]) -> None:
    """Grow the library to a size and measure it; what was measured before is left as it is."""
    if steps.whole(size):
        return
    library = home / "library"
    held = growing.size_of(library)
    if held > size:
        raise EvaluationError(
            f"The library in {library} holds {held:,} passages already and cannot be measured at {size:,}: "
            "leave that size out or take another --home"
        )
    steps.add(size, "growth", lambda: asdict(in_new_process(growing.grow, home / "real", library, size)))
    steps.add(size, "disk", lambda: growing.disk(library))
    with console.status(f"Starting over {size:,} passages …"):
        steps.add(size, "cold_seconds", lambda: time_cold_start("ask", questions[0], library))
    with console.status(f"Searching {size:,} passages …"):
        steps.add(size, "searches", lambda: asdict(in_new_process(growing.search, library, questions)))


def _measure_usual(steps: Steps, size: int, home: Path, questions: Sequence[str]) -> None:
    """Have the usual store hold what the library holds, and measure it, unless that has been done."""
    library, store = home / "library", home / "usual"
    if growing.size_of(library) == size:
        with console.status(f"The usual way, {size:,} passages …"):
            steps.add(size, "usual", lambda: asdict(in_new_process(growing.usual, library, store, questions)))


def ratios(steps: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Ours against the usual store at each size that both were measured at: time of a search, memory."""
    found: dict[str, float] = {}
    for step in steps:
        if not {"usual", "searches"} <= step.keys():
            continue
        own, other, size = step["searches"], step["usual"], f"{step['passages']:,} passages"
        found[f"search p50, {size}"] = own["milliseconds"]["search"]["p50"] / other["milliseconds"]["p50"]
        found[f"memory, {size}"] = own["memory"]["now"] / other["memory"]["now"]
    return found


def _print(steps: Sequence[dict[str, Any]]) -> None:
    def milliseconds(step: dict[str, Any], name: str) -> str:
        told = step["searches"]["milliseconds"][name]
        return f"{told['p50']:,.0f}, {told['p95']:,.0f}"

    lines: dict[str, Callable[[dict[str, Any]], str]] = {
        "documents": lambda step: f"{step['growth']['documents']:,}",
        "stored per second": lambda step: f"{step['growth']['per_second']:,.0f}",
        "the last tenth": lambda step: f"{step['growth']['last_per_second']:,.0f}",
        "SQL, MB": lambda step: f"{step['disk']['sql'] / 1e6:,.1f}",
        "vectors, MB": lambda step: f"{step['disk']['vectors'] / 1e6:,.1f}",
        "storing, peak MiB": lambda step: f"{step['growth']['memory']['peak']:,.0f}",
        "searching, peak MiB": lambda step: f"{step['searches']['memory']['peak']:,.0f}",
        "searching, MiB at the end": lambda step: f"{step['searches']['memory']['now']:,.0f}",
        "cold start, least s": lambda step: f"{min(step['cold_seconds']):.1f}",
        "search, p50 and p95 ms": lambda step: milliseconds(step, "search"),
        "nearest of all": lambda step: milliseconds(step, "nearest"),
        "nearest in force": lambda step: milliseconds(step, "nearest in force"),
        "matching in force": lambda step: milliseconds(step, "matching in force"),
    }
    if any("usual" in step for step in steps):
        lines |= {
            "the usual search, p50 and p95 ms": lambda step: _usual(step, "milliseconds", "p50", "p95"),
            "the usual store, MiB at the end": lambda step: _usual(step, "memory", "now"),
        }
    heads = ("Passages", *(f"{step['passages']:,}" for step in steps))
    print_table("Growth", heads, [(name, *map(value, steps)) for name, value in lines.items()])


def _usual(step: dict[str, Any], name: str, *figures: str) -> str:
    return ", ".join(f"{step['usual'][name][one]:,.0f}" for one in figures) if "usual" in step else "–"


if __name__ == "__main__":
    run(app)
