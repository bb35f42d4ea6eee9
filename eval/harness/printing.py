"""A run, a history and a comparison on a terminal."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.harness.comparing import Comparison
from eval.harness.report import headlines, spoken
from eval.harness.rows import failed
from eval.harness.scoring import LESS_IS_BETTER
from eval.harness.store import Run
from eval.harness.summary import ALL

_LISTED = 3
"""Cases named for each stage."""


def print_run(run: Run) -> None:
    """Print what a run amounts to, and where the rest is."""
    console = Console(highlight=False)
    table = _table(f"Run {run.id}", "Suite", "Cases", "Score", "Mean (95% interval)")
    for suite, some in run.results["figures"].items():
        for score in (one for one in headlines(suite) if one in some):
            first = score == "passed"
            less = " (less is better)" if score in LESS_IS_BETTER else ""
            figure = f"{some[score]['value']:.3f}  ({some[score]['low']:.2f}–{some[score]['high']:.2f})"
            named = (escape(suite), str(some["passed"]["of"])) if first else ("", "")
            table.add_row(*named, spoken(score) + less, figure, end_section=score == headlines(suite)[-1])
    console.print(table)
    for case, error in run.results["errors"].items():
        console.print(f"[red]{escape(f'{case} was not scored: {error}')}[/red]")
    _print_stages(console, run)
    console.print(f"\nThe report: {escape(str(Path(run.folder) / 'report.html'))}", soft_wrap=True)


def _print_stages(console: Console, run: Run) -> None:
    lost = failed(run.rows)
    if not lost:
        return
    table = _table("Where answers were lost", "Stage", "Cases", "Such as")
    for stage in dict.fromkeys(row.stage for row in lost):
        some = [row for row in lost if row.stage == stage]
        table.add_row(stage, str(len(some)), escape(", ".join(row.case.id for row in some[:_LISTED])))
    console.print(table)


def print_history(runs: Sequence[Run]) -> None:
    """Print runs, one a line."""
    console = Console(highlight=False)
    if not runs:
        console.print("No run has been made yet: safeguide eval run")
        return
    table = _table("Runs", "Run", "Cases", "Passed", "Written by", "Judged by", "Code")
    for one in runs:
        every = one.results["figures"][ALL].get("passed")  # none where no case could be scored
        figure = (str(every["of"]), f"{every['value']:.3f}") if every else ("0", "–")
        told = one.recipe
        by = (told["model"] or "quotes", told["judge"], told["code"])
        table.add_row(one.id, *figure, *map(escape, by))
    console.print(table)


def print_comparison(comparison: Comparison) -> None:
    """Print what moved from one run to another."""
    console = Console(highlight=False)
    table = _table(f"{comparison.first} to {comparison.second}", "Suite", "Score", "Before", "Now", "p", "")
    for one in comparison.moved:
        if one.verdict != "same":
            told = (f"{one.first:.3f}", f"{one.second:.3f}", f"{one.change.p:.3f}", one.verdict)
            table.add_row(escape(one.suite), spoken(one.score), *told)
    if table.row_count:
        console.print(table)
    else:
        console.print("Nothing moved.")
    for title, rows in (("Lost", comparison.lost), ("Won", comparison.won)):
        if rows:
            told_of = ", ".join(f"{row.suite} {row.case.id}" for row in rows)
            console.print(f"{title} ({len(rows)}): {escape(told_of)}", soft_wrap=True)
    for name, before, now in comparison.recipes:
        console.print(f"[dim]{name}: {escape(before[:60])} → {escape(now[:60])}[/dim]")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
