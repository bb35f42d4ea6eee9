"""A page's footnotes, told from its text by their tags or by small type at the foot, a number in front."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Block, BlockKind
from ingest.readers._hyphens import lines_joined
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.notes import lifted, marked

_NUMBER = re.compile(r"(\d{1,3})\s+(?=\S)")
SMALLER = 0.9
"""Points by which the type of footnotes is smaller than that of the text."""


def without_footnotes(content: Sequence[Line | Block], body: float) -> tuple[list[Line | Block], list[Block]]:
    """A page's content less its footnotes, and these.

    Args:
        content: the lines, and table rows, of a page.
        body: the size of the type in which most of the text is set, in points.
    """
    tagged = [line for line in content if isinstance(line, Line) and _is_tagged(line, body)]
    rest = [line for line in content if isinstance(line, Block) or not _is_tagged(line, body)]
    tail: list[Line] = []
    for line in reversed(rest):
        if isinstance(line, Block) or line.size > body - SMALLER:
            break
        tail.insert(0, line)
    while tail and not _number(tail[0]):
        tail.pop(0)
    notes = [*_parted(tagged), *_parted(tail)]
    return rest[: len(rest) - len(tail)], [_footnote(note) for note in notes]


def _is_tagged(line: Line, body: float) -> bool:
    """Whether a line is a footnote by its tag, which large type belies."""
    return line.tag is not None and line.tag.note is not None and line.size < body


def _parted(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each footnote."""
    notes: list[list[Line]] = []
    for line in lines:
        if notes and _goes_on(notes[-1], line):
            notes[-1].append(line)
        else:
            notes.append([line])
    return notes


def _goes_on(note: Sequence[Line], line: Line) -> bool:
    if line.marker:
        return False
    if line.tag is not None and line.tag.note is not None:
        last = note[-1].tag
        return last is not None and last.note == line.tag.note
    return not _number(line)


def _number(line: Line) -> str:
    found = _NUMBER.match(line.text)
    return line.marker or (found[1] if found else "")


def _footnote(lines: Sequence[Line]) -> Block:
    number = _number(lines[0])
    first = lines[0]
    if first.marker:
        first = replace(first, notes=first.notes[1:])
    text, notes = lifted(lines_joined(marked(line.text, line.notes) for line in (first, *lines[1:])))
    if not first.marker and number:
        start = len(number) + 1
        bare, notes = text[start:].lstrip(), tuple((max(place - start, 0), one) for place, one in notes)
    else:
        bare = text
    return Block(
        BlockKind.FOOTNOTE,
        bare or text or number,
        number=number if bare else "",
        page=lines[0].page,
        end_page=lines[-1].page,
        notes=notes,
    )
