"""Two runs held against each other: what moved, whether by more than chance, and which cases changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.harness.diagnosis import Held
from eval.harness.rows import Row
from eval.harness.scoring import LESS_IS_BETTER
from eval.harness.store import Run
from eval.harness.summary import ALL
from eval.metrics import Paired, paired


@dataclass(frozen=True, slots=True)
class Moved:
    """How one score of a suite moved.

    Attributes:
        suite: the suite, or "all".
        score: which.
        first, second: its mean in each run, over the cases that both scored.
        change: the difference, with the test of it.
    """

    suite: str
    score: str
    first: float
    second: float
    change: Paired

    @property
    def verdict(self) -> str:
        """ "better", "worse", "noise" or "same"."""
        if not self.change.difference:
            return "same"
        if self.change.noise:
            return "noise"
        return "better" if (self.change.difference > 0) is not (self.score in LESS_IS_BETTER) else "worse"

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        told = {name: getattr(self, name) for name in ("suite", "score", "first", "second", "verdict")}
        return {**told, "change": self.change.as_dict()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs held against each other.

    Attributes:
        first, second: ids of the runs.
        moved: each score that both have, by suite.
        lost, won: cases that passed in the first only, and in the second only.
        recipes: what differs between how they were made: name, first, second.
        alone: how many cases only one of them has.
    """

    first: str
    second: str
    moved: tuple[Moved, ...]
    lost: tuple[Row, ...]
    won: tuple[Row, ...]
    recipes: tuple[tuple[str, str, str], ...]
    alone: int

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {
            "first": self.first,
            "second": self.second,
            "moved": [one.as_dict() for one in self.moved],
            "lost": [f"{row.suite} {row.case.id}" for row in self.lost],
            "won": [f"{row.suite} {row.case.id}" for row in self.won],
            "recipes": [list(one) for one in self.recipes],
            "alone": self.alone,
        }


def compared(first: Run, second: Run) -> Comparison:
    """Hold two runs with their cases against each other; only cases that both scored, worded alike, count."""
    mine = {row.key: row for row in first.rows if not row.error}
    others = {row.key: row for row in second.rows if not row.error}
    both = [key for key in mine if key in others and mine[key].case == others[key].case]
    pairs = [(mine[key], others[key]) for key in both]
    return Comparison(
        first.id,
        second.id,
        tuple(_moved(pairs)),
        tuple(b for a, b in pairs if a.scores["passed"] > b.scores["passed"]),
        tuple(b for a, b in pairs if a.scores["passed"] < b.scores["passed"]),
        tuple(_differences(first, second)),
        len(mine) + len(others) - 2 * len(both),
    )


def invalidated(run: Run, held: Held) -> list[Row]:
    """The cases of a run whose evidence stands in documents that are not held as they were then, as after a
    new edition: only these need be run again. A quiz may be made from any of them."""
    rests = [row for row in run.rows if row.case.nuggets or row.case.quiz]
    return [row for row in rests if held.evidence(row.case) != row.evidence]


def _moved(pairs: Sequence[tuple[Row, Row]]) -> list[Moved]:
    found = []
    suites = dict.fromkeys(a.suite for a, _ in pairs)
    for suite in (ALL, *suites):
        some = [(a, b) for a, b in pairs if suite in (ALL, a.suite)]
        names = dict.fromkeys(name for a, b in some for name in a.scores if name in b.scores)
        for name in names:
            both = [
                (a.scores[name], b.scores[name]) for a, b in some if name in a.scores and name in b.scores
            ]
            before, after = zip(*both, strict=True)
            mean = len(both)
            found.append(Moved(suite, name, sum(before) / mean, sum(after) / mean, paired(before, after)))
    return found


def _differences(first: Run, second: Run) -> list[tuple[str, str, str]]:
    """What of the recipes differs, a word or a line each."""
    names = (
        "code",
        "safeguide",
        "embedding",
        "judge",
        "model",
        "prompts",
        "settings",
        "cases_digest",
        "library",
    )
    return [
        (name, str(first.recipe.get(name)), str(second.recipe.get(name)))
        for name in names
        if first.recipe.get(name) != second.recipe.get(name)
    ]
