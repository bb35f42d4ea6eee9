"""Titles in display type: lines that the file draws apart put together, where they are printed."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf.lines import NUMERAL, Line, usual_size

DISPLAY = 1.35
"""Times the size of a page's type from which on a line is a title's."""
NUMBERS = 80.0
"""Points to the left of a title in which the numbers of the paragraphs below it may stand."""
FOOT = 60.0
"""Points from the bottom of the page in which what it prints at its foot stands, which may be drawn first."""
LEADING = 1.6
"""Most distance between the lines of one title, in its own size."""


def with_titles(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, those of each title together, before what is printed below it.

    Some files draw the lines of a title bottom first, or after the page's text, and a chapter's number on
    its own; a number that stands beside a title becomes its numeral.
    """
    if not lines:
        return []
    lines = _with_initials(lines)
    size = DISPLAY * usual_size(lines)
    titles = [
        title for title in _titles([line for line in lines if line.size >= size]) if _is_apart(title, lines)
    ]
    placed = [line for line in lines if not any(line in title for title in titles)]
    numerals = [line for line in placed if line.text.isdigit() and len(line.text) <= 2 and line.size >= size]
    for title in titles:
        beside = next((line for line in numerals if _is_numeral(line, title)), None)
        if beside is not None:
            placed.remove(beside)
        at = next((i for i, line in enumerate(placed) if _is_below(line, title)), len(placed))
        placed[at:at] = _one(title, beside.text if beside else "")
    return placed


def _is_apart(title: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a title is drawn in pieces, or after something that is printed below it."""
    first = lines.index(title[0])
    together = list(lines[first : first + len(title)]) == list(title)
    drawn_late = any(_is_below(line, title) for line in lines[:first])
    numeral = any(line.text.isdigit() and _is_numeral(line, title) for line in lines)
    return not together or drawn_late or numeral


def _with_initials(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, a letter that is set large to begin a text put before the rest of its word."""
    done = list(lines)
    for initial in [line for line in lines if len(line.text) == 1 and line.text.isupper()]:
        at = next((i for i, line in enumerate(done) if _begins(initial, line)), None)
        if at is not None:
            done[at] = replace(done[at], text=initial.text + done[at].text, x0=initial.x0)
            done.remove(initial)
    return done


def _begins(initial: Line, line: Line) -> bool:
    large = initial.size > NUMERAL * line.size
    beside = -2 < line.x0 - initial.x1 < line.size
    return large and beside and initial.y - 2 < line.y < initial.y + initial.size


def _titles(display: Sequence[Line]) -> list[list[Line]]:
    """Lines of one size that stand one below another, from the top."""
    titles: list[list[Line]] = []
    for line in sorted(display, key=lambda line: -line.y):
        if line.text.isdigit():
            continue
        title = next((title for title in reversed(titles) if _goes_on(title[-1], line)), None)
        if title is None:
            titles.append([line])
        else:
            title.append(line)
    return [title for title in titles if len(title) > 1 or not title[0].tag]


def _goes_on(above: Line, line: Line) -> bool:
    return (
        abs(above.size - line.size) < 0.6
        and 0.5 * line.size < above.y - line.y < LEADING * line.size
        and above.x0 < line.x1
        and line.x0 < above.x1
        and above.bold == line.bold
    )


def _is_numeral(line: Line, title: Sequence[Line]) -> bool:
    first, last = title[0], title[-1]
    level = last.y - line.size < line.y < first.y + first.size
    return line.size >= NUMERAL * first.size and level and line.x1 < first.x0


def _is_below(line: Line, title: Sequence[Line]) -> bool:
    left, right = min(part.x0 for part in title), max(part.x1 for part in title)
    return FOOT < line.y < title[-1].y and line.x0 < right and left - NUMBERS < line.x1


def _one(title: Sequence[Line], numeral: str) -> list[Line]:
    """A title's lines with the tag of any that has one, so that they are taken for one heading."""
    tag = next((line.tag for line in title if line.tag is not None and line.tag.heading), None)
    lines = [replace(line, tag=tag or line.tag) for line in title]
    return [replace(lines[0], numeral=lines[0].numeral or numeral), *lines[1:]]
