"""A quiz held against the library: its keys, its wrong answers, its words, and how it is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from assistant import Assistant
from assistant.quiz.against import Against, Held, Judged
from assistant.quiz.checking import Finding, Grounds, findings
from assistant.quiz.items import Quiz, Status
from assistant.quiz.linting.flaws import Flaw
from assistant.quiz.schema import Version
from assistant.quiz.staleness import Stale, stale

Report = Callable[[int, int], None]
"""Is told how many are done, and of how many."""


def version(one: Version) -> Mapping[str, Any]:
    """A quiz that is kept, as plain values for JSON; see docs/json.md."""
    return asdict(one)


def without_rejected(quiz: Quiz) -> Quiz:
    """A quiz without what a trainer has rejected: it is not asked."""
    kept = tuple(one for one in quiz.items if one.status is not Status.REJECTED)
    return quiz.model_copy(update={"items": kept})


@dataclass(frozen=True)
class Checked:
    """What was found of a quiz.

    Attributes:
        quiz: it, without what was rejected.
        stale: words that it cites and that can no longer be relied on.
        held: what the guidance says of each key.
        flaws: of its writing.
        findings: wrong answers that may be right, each with the item's id.
    """

    quiz: Quiz
    stale: Sequence[Stale]
    held: Sequence[Judged]
    flaws: Sequence[Flaw]
    findings: Sequence[tuple[str, Finding]]

    @cached_property
    def unsupported(self) -> list[Judged]:
        """The keys that are not supported by what is in force."""
        return [one for one in self.held if one.held is not Held.SUPPORTED]

    @property
    def well(self) -> bool:
        """Whether nothing was found."""
        return not (self.stale or self.unsupported or self.flaws or self.findings)

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values for JSON; see docs/json.md."""
        return {
            "id": self.quiz.id,
            "title": self.quiz.title,
            "items": len(self.quiz.items),
            "well": self.well,
            "stale": [
                {
                    **_place(self.quiz, one.item),
                    "why": one.why.value,
                    "about": one.about,
                    "cited": one.cited.model_dump(),
                    "now": one.now.model_dump() if one.now else None,
                }
                for one in self.stale
            ],
            "held": [
                {
                    **_place(self.quiz, one.item),
                    "held": one.held.value,
                    "about": one.about,
                    "evidence": one.evidence.model_dump() if one.evidence else None,
                }
                for one in self.held
            ],
            "flaws": flaws(self.quiz, self.flaws),
            "findings": [{**_place(self.quiz, item), **asdict(one)} for item, one in self.findings],
        }


def checked(assistant: Assistant, quiz: Quiz, report: Report) -> Checked:
    """A quiz held against the library, and its writing looked at.

    Args:
        assistant: of the library.
        quiz: the quiz.
        report: is told how many items are done.

    Raises:
        LibraryError: the library cannot be read.
    """
    from assistant.quiz.linting import lint_quiz

    changed = stale(assistant.library, quiz)
    against, grounds = Against(assistant, quiz.nation), Grounds(assistant)
    held: list[Judged] = []
    found: list[tuple[str, Finding]] = []
    for done, item in enumerate(quiz.items, 1):
        held.append(against.judged(item))
        # What it says of citations and keys is told more fully by the other two.
        wrong = [each for each in findings(assistant, item, grounds) if each.check == "distractor"]
        found += [(item.id, each) for each in wrong]
        report(done, len(quiz.items))
    return Checked(quiz, changed, held, lint_quiz(quiz.items), found)


def flaws(quiz: Quiz, found: Sequence[Flaw]) -> list[dict[str, Any]]:
    """Flaws of a quiz as plain values for JSON; see docs/json.md."""
    return [{**_place(quiz, one.item), **asdict(one)} for one in found]


def numbers(quiz: Quiz) -> dict[str, int]:
    """The number of each item of a quiz, by its id."""
    return {item.id: number for number, item in enumerate(quiz.items, 1)}


def _place(quiz: Quiz, item: str) -> dict[str, Any]:
    return {"item": item, "number": numbers(quiz).get(item)}
