"""What the command line says of quizzes: listed, shown, and held against the library."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from assistant.quiz import checked
from assistant.quiz.against import Held
from assistant.quiz.items import Cited, Item, Kind, Option, Quiz, Status
from assistant.quiz.linting.flaws import Flaw
from assistant.quiz.schema import Version
from assistant.quiz.staleness import Stale
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


def report(found: checked.Checked) -> Iterator[str]:
    """What was found, for a reader: what is most wrong first."""
    numbers = checked.numbers(found.quiz)
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
    numbers = checked.numbers(quiz)
    if not found:
        yield "No faults of writing were found."
        return
    yield from _headed("Faults of writing", len(found))
    for one in found:
        where = f"Question {numbers[one.item]}: " if one.item in numbers else ""
        yield from _wrapped(f"{where}{_lettered(one.about, one.option)} [{one.rule}]", _INDENT)


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
