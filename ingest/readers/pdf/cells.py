"""The words of a table's cell, its paragraphs and list items apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers._tables import Cell, cell_text
from ingest.readers.pdf.lines import BULLET, NUMBER, Line, join_lines, joined
from ingest.readers.pdf.notes import marked

PARAGRAPH_GAP = 1.35
"""Step between baselines, in usual steps, that parts two paragraphs of a cell."""
AMPLE = 1.5
"""White space in ems left at the end of a line that was ended on purpose."""
_PADDING = 6.0
_UNFINISHED = re.compile(r"(?:[,–-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|under|with))$")
_ITEM = re.compile(rf"{BULLET.pattern}|{NUMBER.pattern}|[–—\-*]\s+(?=\S)")
_ENDED = re.compile(r"[.!?;]['’”\")]*$")


def levels(lines: Sequence[Line]) -> list[list[Line]]:
    """Printed lines from the top down, the pieces of each from left to right, a bullet with its words."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if rows and abs(rows[-1][0].y - line.y) < 0.35 * max(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [list(joined(sorted(row, key=lambda line: line.x0))) for row in rows]


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as printed on one page: its paragraphs and items, bullets kept, and how far it spans."""

    texts: tuple[str, ...] = ()
    head: bool = False
    across: int = 1
    down: int = 1

    def cell(self) -> Cell:
        """The cell for ``row_blocks``."""
        stated = tuple(words for text in self.texts if (words := cell_text([text])))
        parts = stated if len(stated) > 1 else ()
        return Cell(cell_text(self.texts), self.head, self.across, self.down, parts)

    def followed_by(self, after: "Printed") -> "Printed":
        """This cell with the rest of it from the next page."""
        if self.texts and after.texts and runs_on(self.texts[-1], after.texts[0]):
            whole = (*self.texts[:-1], join_lines((self.texts[-1], after.texts[0])), *after.texts[1:])
        else:
            whole = self.texts + after.texts
        return replace(self, texts=whole, head=self.head and after.head)


def runs_on(text: str, after: str) -> bool:
    """Whether a text goes on with the sentence of the text before it."""
    return not _ITEM.match(after) and not _ENDED.search(text)


def printed(lines: Sequence[Line], right: float, head: bool | None = None) -> Printed:
    """The cell that holds these lines.

    Args:
        lines: its lines in any order.
        right: where its words must end, in points.
        head: whether it is a heading; None to judge by its being bold.
    """
    ordered = [line for row in levels(_upright(lines)) for line in row]
    is_head = bool(ordered) and all(line.bold for line in ordered) if head is None else head
    parts = _parts(ordered, right)
    texts = [join_lines(marked(line.text, line.notes) for line in part) for part in parts]
    if is_head and not any(_ITEM.match(text) for text in texts):
        texts = [join_lines(texts)]
    return Printed(tuple(text for text in texts if text), is_head)


def _upright(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines as they are; those printed up the page (a turned row head) in the order they are read."""
    if not lines or any(line.x1 - line.x0 > 0.2 * len(line.text) * line.size for line in lines):
        return lines
    text = join_lines(line.text for line in sorted(lines, key=lambda line: line.x0))
    first = lines[0]
    return [Line(text, first.page, first.x0, first.x1, first.y, first.size, first.bold)]


def _parts(lines: Sequence[Line], right: float) -> list[list[Line]]:
    steps = sorted(a.y - b.y for a, b in pairwise(lines) if a.y - b.y > 1)
    parts: list[list[Line]] = []
    for line in lines:
        last = parts[-1][-1] if parts else None
        if last is None or _parted(last, line, right, steps[0] if steps else line.size):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _parted(last: Line, line: Line, right: float, pitch: float) -> bool:
    """Whether a line begins a paragraph or item of its own."""
    if _ITEM.match(line.text):
        return True
    if last.y - line.y > PARAGRAPH_GAP * max(pitch, line.size):
        return not line.text[0].islower()
    return breaks_early(last, line, right) and not (last.bold and line.bold)


def breaks_early(last: Line, line: Line, right: float) -> bool:
    """Whether a line starts anew although its first word had ample room at the end of the last one."""
    word = line.text.split(" ", 1)[0]
    per_letter = (line.x1 - line.x0) / max(len(line.text), 1)
    starts_anew = word[0].isupper() or word[0].isdigit() or "@" in word or word.startswith("www")
    room = right - _PADDING - last.x1 - per_letter * (len(word) + 1)
    return starts_anew and room > AMPLE * line.size and not _UNFINISHED.search(last.text)
