"""The gate: figures that a run must reach, and how far one may fall behind an earlier run."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.harness.comparing import compared
from eval.harness.scoring import LESS_IS_BETTER
from eval.harness.store import Run
from eval.harness.summary import ALL
from eval.questions import EvaluationError, plainly

SHIPPED = Path(__file__).with_name("gate.yaml")
Bounds = dict[str, dict[str, float]]


class Gate(BaseModel):
    """What a run is held to.

    Attributes:
        least, most: by suite and score ("all" for the suites together), what a figure may not be below or
            above.
        fall: by suite and score, how far a figure may fall behind that of an earlier run, whether by chance
            or not; a fall that is more than chance in any score of "watch" is refused too.
        watch: scores in which no fall that is more than chance is let through.
        errors: how many cases may fail to be scored.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    least: Bounds = Field(default_factory=dict)
    most: Bounds = Field(default_factory=dict)
    fall: Bounds = Field(default_factory=dict)
    watch: tuple[str, ...] = ()
    errors: int = 0


def read_gate(path: Path = SHIPPED) -> Gate:
    """The gate of a file.

    Raises:
        EvaluationError: the file is none.
    """
    try:
        return Gate.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise EvaluationError(f"{path} is no gate: {plainly(error)}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EvaluationError(f"{path} is no gate: {' '.join(str(error).split())}") from error


def refusals(gate: Gate, run: Run, before: Run | None = None) -> Iterator[str]:
    """Why a run does not pass, one sentence each; none if it does.

    Args:
        gate: what it is held to.
        run: with its cases.
        before: an earlier run that it may not fall behind, with its cases.
    """
    figures = run.results["figures"]
    if (failed := len(run.results["errors"])) > gate.errors:
        yield f"{failed} cases could not be scored; at most {gate.errors} may."
    held = [
        (*one, below)
        for bounds, below in ((gate.least, True), (gate.most, False))
        for one in _each(bounds)
        if _is_held(gate, run, one[0])
    ]
    if (gate.least or gate.most) and not held:
        yield "The gate says nothing of the suites of this run; name one of your own with --gate."
    for suite, score, bound, below in held:
        yield from _beyond(figures, suite, score, bound, below=below)
    if before is not None:
        yield from _falls(gate, run, before)


def _is_held(gate: Gate, run: Run, suite: str) -> bool:
    """Whether a run has a suite; "all" is meant of a run that has every suite that the gate names."""
    asked = run.recipe["cases"]
    return suite in asked or (suite == ALL and {*gate.least, *gate.most} - {ALL} <= set(asked))


def _beyond(
    figures: Mapping[str, Any], suite: str, score: str, bound: float, *, below: bool
) -> Iterator[str]:
    if score not in figures.get(suite, {}):
        yield f"{suite}: {score} was not measured."
        return
    value = figures[suite][score]["value"]
    if value < bound if below else value > bound:
        yield f"{suite}: {score} is {value:.3f}; it must be {'at least' if below else 'at most'} {bound:g}."


def _falls(gate: Gate, run: Run, before: Run) -> Iterator[str]:
    moved = {(one.suite, one.score): one for one in compared(before, run).moved}
    for suite, score, allowed in _each(gate.fall):
        if (suite, score) in moved:
            one = moved[suite, score]
            fall = one.change.difference if score in LESS_IS_BETTER else -one.change.difference
            if fall > allowed:
                went = f"{suite}: {score} went from {one.first:.3f} to {one.second:.3f}"
                yield f"{went}; it may fall by {allowed:g}."
    for one in moved.values():
        if one.score in gate.watch and one.verdict == "worse":
            went = f"{one.suite}: {one.score} went from {one.first:.3f} to {one.second:.3f}"
            yield f"{went}, by more than chance (p {one.change.p:.3f})."


def _each(bounds: Bounds) -> Iterator[tuple[str, str, float]]:
    for suite, some in bounds.items():
        for score, bound in some.items():
            yield suite, score, bound
