"""``safeguide doctor``."""

import json
from collections import Counter
from typing import Annotated

import typer
from rich.console import Console

from assistant.cli.terminal import visible
from assistant.doctor import Finding, State, examined

MARKS = {State.GOOD: "ok", State.NOTE: "note", State.WRONG: "fix"}
"""What stands before a finding; words, since not everybody sees colours."""


def doctor(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; its shape is in docs/json.md.")
    ] = False,
) -> None:
    """Check this installation: settings, contacts, library, models and disk. Nothing is changed.

    Each line begins with ok, note (worth a look) or fix (does not work), and says what to do. If a model that
    writes answers is set, it is asked one word.

    Example: `safeguide doctor`
    """
    with Console(stderr=True).status("Checking …"):
        found = examined()
    counts = Counter(finding.state for finding in found)
    if as_json:
        typer.echo(json.dumps(_as_dict(found, counts), ensure_ascii=False, indent=2))
    else:
        for finding in found:
            _print(finding)
        typer.echo(_summed_up(counts))
    if counts[State.WRONG]:
        raise typer.Exit(1)


def _as_dict(found: list[Finding], counts: Counter[State]) -> dict[str, object]:
    rows = [
        {"check": one.check, "state": one.state.value, "told": one.told, "advice": one.advice}
        for one in found
    ]
    return {state.value: counts[state] for state in State} | {"findings": rows}


def _print(finding: Finding) -> None:
    typer.echo(_line(f"{MARKS[finding.state]:<5} {finding.check}: {finding.told}"))
    if finding.advice:
        typer.echo(_line(finding.advice, indent=6))


def _line(text: str, indent: int = 0) -> str:
    """In one line, whatever the settings or a library have put into it."""
    return " " * indent + visible(text.replace("\n", " "))


def _summed_up(counts: Counter[State]) -> str:
    fix = f"{counts[State.WRONG]} to fix" if counts[State.WRONG] else "Nothing to fix"
    return f"{fix}, {counts[State.NOTE]} worth a look, {counts[State.GOOD]} as they should be."
