"""Reading order where texts stand side by side that are no tables: panels, and columns of prose."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.readers.pdf.artwork import Box
from ingest.readers.pdf.boxes import holds
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.tables.cells import levels
from ingest.readers.pdf.tables.columns import prose_columns

ALTERNATIONS = 2
"""Times that the order of lines may pass from the right back to the left within columns of prose."""


def in_reading_order(lines: Sequence[Line], boxes: Sequence[Box]) -> list[Line]:
    """Lines with those of each panel, and those of each column of prose, kept together.

    Args:
        lines: in the order in which the page draws them.
        boxes: the boxes on the page that are no tables' cells.
    """
    ordered = list(lines)
    for panel in _panels(boxes):
        ordered = _gathered(ordered, [[line for line in ordered if holds(panel, line)]])
    for columns in prose_columns(levels(ordered)):
        mixed = sum(_side(columns, a) > _side(columns, b) for a, b in pairwise(_within(columns, ordered)))
        if mixed > ALTERNATIONS:
            kept = [[line for line in ordered if _side(columns, line) == at] for at in range(len(columns))]
            ordered = _gathered(ordered, [sorted(column, key=lambda line: -line.y) for column in kept])
    return ordered


def _panels(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that have another beside them, from left to right."""
    beside = [
        a
        for a in boxes
        if any(
            (b[0] >= a[2] - 1 or b[2] <= a[0] + 1)
            and min(a[3], b[3]) - max(a[1], b[1]) > 0.5 * min(a[3] - a[1], b[3] - b[1])
            for b in boxes
        )
    ]
    return sorted(beside, key=lambda box: (box[0], -box[3]))


def _gathered(lines: Sequence[Line], parts: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of the parts one part after another, at the place of the first of them."""
    moved = {id(line) for part in parts for line in part}
    if not moved:
        return list(lines)
    start = next(at for at, line in enumerate(lines) if id(line) in moved)
    before = [line for line in lines[:start] if id(line) not in moved]
    after = [line for line in lines[start:] if id(line) not in moved]
    return [*before, *(line for part in parts for line in part), *after]


def _side(columns: Sequence[Box], line: Line) -> int:
    return next((at for at, box in enumerate(columns) if holds(box, line)), -1)


def _within(columns: Sequence[Box], lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if _side(columns, line) >= 0]
