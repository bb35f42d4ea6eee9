"""Boxes: stretches of text on a coloured or framed ground, which stand apart from the text around them."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Block, BlockKind
from ingest.readers.pdf.artwork import Box
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.titles import FOOT

LEAST_WIDTH = 150.0
LEAST_HEIGHT = 30.0
"""In points: a smaller ground marks a heading or a word."""
MOST = 0.85
"""Share of a page's lines above which a ground is the page's own."""


def with_boxes(lines: Sequence[Line], grounds: Sequence[Box]) -> list[Line]:
    """The lines of a page, those marked that stand in a box.

    Args:
        lines: of one page.
        grounds: the filled or framed rectangles of the page.
    """
    large = [
        box for box in _stacked(grounds) if box[2] - box[0] > LEAST_WIDTH and box[3] - box[1] > LEAST_HEIGHT
    ]
    held = [{i for i, line in enumerate(lines) if holds(box, line)} for box in large]
    boxed = {i for inside in held if len(inside) <= MOST * len(lines) for i in inside}
    return [
        replace(line, boxed=True) if i in boxed or (line.tag is not None and line.tag.aside) else line
        for i, line in enumerate(lines)
    ]


def with_pictures(lines: Sequence[Line], pictures: Sequence[Box]) -> list[Line]:
    """The lines of a page, those in each picture or chart boxed, together, before what is printed below."""
    ordered = list(lines)
    for box in pictures:
        inside = [line for line in ordered if holds(box, line)]
        rest = [line for line in ordered if not holds(box, line)]
        below = (i for i, line in enumerate(rest) if FOOT < line.y < box[1] and line.x0 < box[2])
        at = next(below, len(rest))
        ordered = [*rest[:at], *(replace(line, boxed=True) for line in inside), *rest[at:]]
    return ordered


def _stacked(grounds: Sequence[Box]) -> list[Box]:
    """Grounds of one width that touch one above another made one, as Word shades paragraph by paragraph."""
    done: list[Box] = []
    for box in sorted(grounds, key=lambda box: (round(box[0]), round(box[2]), -box[3])):
        if done and all(abs(done[-1][side] - box[side]) < 2 for side in (0, 2)) and box[3] > done[-1][1] - 3:
            done[-1] = (done[-1][0], min(done[-1][1], box[1]), done[-1][2], done[-1][3])
        else:
            done.append(box)
    return done


def holds(box: Box, line: Line) -> bool:
    """Whether a line stands in a box."""
    left, bottom, right, top = box
    return left - 1 <= line.centre <= right + 1 and bottom - 1 <= line.y + 0.3 * line.size <= top + 1


def without_bars(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those boxes opened that hold nothing but headings: a heading printed on a coloured bar is
    that of the text below it."""
    done: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.boxed:
            run.append(block)
            continue
        bar = all(part.kind is BlockKind.HEADING for part in run)
        done += [replace(part, boxed=False) for part in run] if bar else run
        run = []
        if block is not None:
            done.append(block)
    return done
