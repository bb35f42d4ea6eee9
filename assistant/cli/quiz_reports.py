"""What the command line says of quizzes: listed, shown, and held against the library."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from assistant import Assistant
from assistant.quiz.against import Against, Held, Judged
from assistant.quiz.checking import Finding, Grounds, findings
from assistant.quiz.items import Cited, Item, Kind, Option, Quiz, Status
from assistant.quiz.linting.flaws import Flaw
from assistant.quiz.schema import Version
from assistant.quiz.staleness import Stale, stale
from ingest.changes.telling import counted

Report = Callable[[int, int], None]
"""Is told how many are done, and of how many."""
WIDEST = 110
_INDENT = "   "


def listed(one: Version) -> Iterator[str]:
    """A quiz that is kept, in two lines."""
    saved = datetime.fromisoformat(one.saved).astimezone()
    reviewed = f"reviewed by {one.reviewed_by}" if one.reviewed_by else "not reviewed"
    yield f"{one.id}  {one.title}"
    told = (
        counted(one.items, "question"),
        f"version {one.number}",
        f"saved {saved:%Y-%m-%d %H:%M}",
        reviewed,
    )
    yield f"{_INDENT}{', '.join(told)}"


def version(one: Version) -> Mapping[str, Any]:
    """The same as plain values for JSON; see docs/json.md."""
    return asdict(one)


def without_rejected(quiz: Quiz) -> Quiz:
    """A quiz without what a trainer has rejected: it is not asked."""
    kept = tuple(one for one in quiz.items if one.status is not Status.REJECTED)
    return quiz.model_copy(update={"items": kept})


# --- a quiz ---------------------------------------------------------------------------------------------


def shown(quiz: Quiz) -> Iterator[str]:
    """A quiz with its answers."""
    statuses = Counter(one.status.value for one in quiz.items)
    told = ", ".join(f"{count} {status}" for status, count in statuses.items())
    yield f"{quiz.title or 'Quiz'} ({counted(len(quiz.items), 'question')}: {told})"
    for number, item in enumerate(quiz.items, 1):
        yield ""
        yield from _item(item, number)


def _item(item: Item, number: int) -> Iterator[str]:
    of_story = f", stage {item.stage} of a scenario" if item.stage else ""
    status = "" if item.status is Status.DRAFT else f", {item.status.value}"
    yield f"{number}. [{item.kind.value}, level {item.level}{of_story}{status}] {item.id}"
    for part in item.asked.split("\n\n"):
        yield from _wrapped(part, _INDENT)
    for place, option in enumerate(item.options):
        yield from _option(option, place, item.kind)
    for pair in item.pairs:
        yield from _wrapped(f"{pair.prompt} → {pair.answer}", _INDENT * 2)
    if item.others:
        yield from _wrapped(f"Belongs to none: {'; '.join(item.others)}", _INDENT * 2)
    if item.number is not None:
        yield f"{_INDENT}Right: {item.number} {item.unit}".rstrip()
    if item.rationale:
        yield from _wrapped(f"Why: {item.rationale}", _INDENT)
    for one in item.citations:
        yield from quoted(one, _INDENT)


def _option(option: Option, place: int, kind: Kind) -> Iterator[str]:
    mark = str(place + 1) if kind is Kind.ORDERING else chr(ord("A") + place)
    right = "✓" if option.correct and kind is not Kind.ORDERING else " "
    yield from _wrapped(option.text, f"{_INDENT}{right} {mark}  ")
    if option.rationale:
        yield from _wrapped(option.rationale, f"{_INDENT}     – ")


def quoted(cited: Cited, indent: str) -> Iterator[str]:
    """Cited words and where they stand."""
    for line in f"“{cited.quote}”".split("\n"):
        yield from _wrapped(line, f"{indent}> ")
    if cited.label:
        yield from _wrapped(cited.label, f"{indent}  ")


def _wrapped(text: str, indent: str) -> list[str]:
    """A paragraph, its first line after an indent, the others below it."""
    width = min(shutil.get_terminal_size((WIDEST, 0)).columns, WIDEST)
    below = " " * len(indent)
    wrapped = textwrap.wrap(text, max(width, 40), initial_indent=indent, subsequent_indent=below)
    return wrapped or [indent.rstrip()]


# --- a quiz held against the library --------------------------------------------------------------------


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


def report(found: Checked) -> Iterator[str]:
    """What was found, for a reader: what is most wrong first."""
    numbers = _numbers(found.quiz)
    counts = Counter(one.held for one in found.held)
    told = ", ".join(f"{counts[held]} {held.value}" for held in Held if counts[held])
    yield f"{_called(found.quiz)}; keys: {told or 'none'}."
    for held in (Held.CONTRADICTED, Held.REPLACED, Held.NOT_FOUND):
        of_them = [one for one in found.held if one.held is held]
        yield from _headed(f"Keys {held.value}", len(of_them))
        for one in of_them:
            yield from _told(found.quiz, numbers[one.item], one.about)
            yield from quoted(one.evidence, _INDENT * 2) if one.evidence else ()
    yield from _headed("Cited words that can no longer be relied on", len(found.stale))
    for each in found.stale:
        yield from _wrapped(f"Question {numbers[each.item]}: {each.about}", _INDENT)
        yield from _old_and_new(each)
    yield from _headed("Wrong answers that may be right", len(found.findings))
    for item, finding in found.findings:
        yield from _told(found.quiz, numbers[item], _lettered(finding.about, finding.option))
    if found.flaws:
        yield from linted(found.quiz, found.flaws)
    if found.well:
        yield "All is well: every key is supported by what is in force."


def linted(quiz: Quiz, found: Sequence[Flaw]) -> Iterator[str]:
    """Faults of writing, for a reader."""
    numbers = _numbers(quiz)
    if not found:
        yield "No faults of writing were found."
        return
    yield from _headed("Faults of writing", len(found))
    for one in found:
        where = f"Question {numbers[one.item]}: " if one.item in numbers else ""
        yield from _wrapped(f"{where}{_lettered(one.about, one.option)} [{one.rule}]", _INDENT)


def flaws(quiz: Quiz, found: Sequence[Flaw]) -> list[dict[str, Any]]:
    """The same as plain values for JSON; see docs/json.md."""
    return [{**_place(quiz, one.item), **asdict(one)} for one in found]


def _called(quiz: Quiz) -> str:
    return f"{quiz.title or 'Quiz'}: {counted(len(quiz.items), 'question')}"


def _headed(heading: str, count: int) -> Iterator[str]:
    if count:
        yield ""
        yield f"{heading} ({count})"


def _told(quiz: Quiz, number: int, about: str) -> Iterator[str]:
    """What is said of an item, below what it asks and its key."""
    item = quiz.items[number - 1]
    right = [] if item.kind is Kind.ORDERING else [one.text for one in item.key]
    key = "; ".join(right if item.number is None else [f"{item.number} {item.unit}".strip()])
    asked = f"Question {number}: {item.stem}"
    yield from _wrapped(f"{asked} → {key}" if key else asked, _INDENT)
    yield from _wrapped(about, _INDENT * 2)


def _old_and_new(one: Stale) -> Iterator[str]:
    """The words as they were and as they are; nothing where only their document was replaced."""
    if one.now and one.now.quote == one.cited.quote:
        return
    for name, cited in (("was", one.cited), ("now", one.now)):
        if cited:
            yield f"{_INDENT * 2}{name}:"
            yield from quoted(cited, _INDENT * 2)


def _lettered(about: str, place: int | None) -> str:
    return about if place is None else f"{chr(ord('A') + place)}. {about}"


def _numbers(quiz: Quiz) -> dict[str, int]:
    """The number of each item, by its id."""
    return {item.id: number for number, item in enumerate(quiz.items, 1)}


def _place(quiz: Quiz, item: str) -> dict[str, Any]:
    return {"item": item, "number": _numbers(quiz).get(item)}
