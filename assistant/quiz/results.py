"""What people scored in a quiz, and the same as a table for the trainer's spreadsheet."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.quiz.grading import Score
from assistant.quiz.items import Quiz

HEADS = ("Taken", "Name", "Version", "Points", "Of", "Per cent", "Passed")
_SAID = {True: "right", False: "wrong", None: ""}


@dataclass(frozen=True, slots=True)
class Result:
    """What somebody scored.

    Attributes:
        version: of the quiz that they took.
        given: when, in UTC.
        name: as they typed it, or "".
        score: what they scored.
        right: for each item that they were asked, by its id, whether they had all of it right.
    """

    version: int
    given: str
    name: str
    score: Score
    right: Mapping[str, bool]


def table(quiz: Quiz, results: Sequence[Result]) -> str:
    """Results as comma-separated values, of which no spreadsheet takes any for a formula.

    There is a column for each item of the quiz, then for each that it no longer has and somebody was asked.
    """
    stems = {item.id: item.stem for item in quiz.items}
    items = list(dict.fromkeys([*stems, *(item for one in results for item in one.right)]))
    asked = [stems.get(item) or f"Earlier question {item}" for item in items]
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([*HEADS, *map(harmless, asked)])
    for one in results:
        rows.writerow([*_told(one), *(_SAID[one.right.get(item)] for item in items)])
    return written.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    begins = cell.lstrip()[:1] in tuple("=+-@") or cell[:1] in ("\t", "\r", "\n")
    return f"'{cell}" if begins else cell


def _told(one: Result) -> tuple[str, ...]:
    taken = datetime.fromisoformat(one.given).astimezone()
    score = (str(one.score.points), str(one.score.of), str(one.score.per_cent))
    passed = "yes" if one.score.passed else "no"
    return (f"{taken:%Y-%m-%d %H:%M}", harmless(one.name), str(one.version), *score, passed)
