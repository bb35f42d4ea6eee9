"""``python -m eval.quiz_linting``: how well the flaws of quiz items are found, by rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

import typer
from pydantic import BaseModel, ConfigDict, model_validator
from rich.markup import escape

from assistant.quiz.items import Item
from assistant.quiz.linting import BETWEEN_ITEMS, RULES, lint, lint_quiz
from eval.commands import DATASETS, ResultsFile, command_line, console, keep, print_table, recipe, run
from eval.lines import read_lines
from eval.metrics import Share

app = command_line("quiz_linting")


class Case(BaseModel):
    """An item, or the items of a quiz, with the rules that it breaks.

    Attributes:
        item: one item; None for a quiz.
        items: those of a quiz, of which only what lies between them is labelled.
        flaws: the names of the rules.
        note: what the case is there for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: Item | None = None
    items: tuple[Item, ...] = ()
    flaws: tuple[str, ...]
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.item is None) == (not self.items):
            raise ValueError("a case has either an item or items")
        if strange := set(self.flaws) - set(RULES):
            raise ValueError(f"no rule is called {', '.join(sorted(strange))}")
        return self

    @property
    def found(self) -> frozenset[str]:
        """The rules by which the linter finds a flaw, of those that the case is labelled by."""
        if self.item is not None:
            return frozenset(flaw.rule for flaw in lint(self.item))
        return frozenset(flaw.rule for flaw in lint_quiz(self.items)) & BETWEEN_ITEMS

    @property
    def name(self) -> str:
        """The ids of its items."""
        return self.item.id if self.item else ", ".join(item.id for item in self.items)


@dataclass(frozen=True, slots=True)
class Score:
    """Labels and findings, counted.

    Attributes:
        hits: labelled and found.
        missed: labelled, not found.
        false: found, not labelled.
    """

    hits: int
    missed: int
    false: int

    @property
    def precision(self) -> Share:
        """How many of those found are labelled."""
        return Share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> Share:
        """How many of those labelled are found."""
        return Share(self.hits, self.hits + self.missed)

    def as_dict(self) -> dict[str, Any]:
        """The score as plain values for JSON."""
        return {"precision": self.precision.as_dict(), "recall": self.recall.as_dict()}


def scores(cases: Sequence[Case], found: Sequence[frozenset[str]]) -> dict[str, Score]:
    """The score of each rule that is labelled or found, by its name, and "all" of them together."""
    pairs = [(set(case.flaws), rules) for case, rules in zip(cases, found, strict=True)]

    def of(*rules: str) -> Score:
        asked = set(rules)
        return Score(
            sum(len(labelled & those & asked) for labelled, those in pairs),
            sum(len((labelled - those) & asked) for labelled, those in pairs),
            sum(len((those - labelled) & asked) for labelled, those in pairs),
        )

    each = {rule: of(rule) for rule in RULES}
    return {rule: one for rule, one in each.items() if one != Score(0, 0, 0)} | {"all": of(*RULES)}


@app.command("quiz_linting")
def quiz_linting(
    context: typer.Context,
    tune: Annotated[
        Path, typer.Option(help="Items looked at while rules are written.", exists=True)
    ] = DATASETS / "quiz-lint-tune.jsonl",
    held_out: Annotated[Path, typer.Option(help="Items that are measured only.", exists=True)] = DATASETS
    / "quiz-lint-held-out.jsonl",
    totals: Annotated[bool, typer.Option("--totals", help="Only all rules together.")] = False,
    differences: Annotated[
        bool, typer.Option("--differences", help="List what of the first file is missed or found wrongly.")
    ] = False,
    results: ResultsFile = None,
) -> None:
    """Measure the linter of quiz items on items labelled by the rules that they break.

    Example: `python -m eval.quiz_linting --differences`
    """
    told: dict[str, Any] = {}
    for path in (tune, held_out):
        cases = read_lines(path, Case, "labelled item")
        found = [case.found for case in cases]
        scored = scores(cases, found)
        shown = {"all": scored["all"]} if totals else scored
        sound = [bool(those) for case, those in zip(cases, found, strict=True) if not case.flaws]
        alarms = Share(sum(sound), len(sound))
        print_table(
            f"{path.name}, {len(cases)} cases; sound ones touched: {alarms.hits} of {alarms.of}",
            ("", "precision", "recall"),
            [(name, one.precision, one.recall) for name, one in shown.items()],
        )
        told[path.name] = {name: one.as_dict() for name, one in shown.items()} | {"touched": alarms.as_dict()}
        if differences and path == tune:
            for line in _differences(cases, found):
                console.print(escape(line), soft_wrap=True)
    keep(results, recipe(context), told)


def _differences(cases: Sequence[Case], found: Sequence[frozenset[str]]) -> Iterator[str]:
    for case, those in zip(cases, found, strict=True):
        missed, false = sorted(set(case.flaws) - those), sorted(those - set(case.flaws))
        if missed or false:
            yield f"{case.name}: missed {', '.join(missed) or 'none'}; wrongly {', '.join(false) or 'none'}"


if __name__ == "__main__":
    run(app)
