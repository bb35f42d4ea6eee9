"""Bullets that a page draws as little shapes, made characters before the lines that they stand beside."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf.artwork import Box, near
from ingest.readers.pdf.drawings import Drawing, walls
from ingest.readers.pdf.lines import BULLET, Line

LEAST, MOST = 0.15, 0.55
"""Ems that a bullet measures on a side; a box to be ticked is as large as type."""
NEAREST, FARTHEST = 0.12, 3.0
"""White space in ems between a bullet and its words."""
LOWEST, HIGHEST = 0.05, 0.6
"""Ems above the baseline between which the middle of a bullet lies."""
MOST_DOTS = 600
"""Of little shapes on a page; one with more is a drawing."""
MARK = "• "


def with_bullets(lines: Sequence[Line], drawing: Drawing) -> list[Line]:
    """A page's lines, each that a bullet is drawn beside with "• " in front.

    Args:
        lines: the pieces of the page's lines.
        drawing: what is drawn on the page.
    """
    beside: dict[int, list[tuple[Box, bool]]] = {}
    barriers = walls(drawing)
    for box, is_round in _apart(drawing):
        level = (box[1] + box[3]) / 2
        level_with = [line for line in lines if LOWEST < (level - line.y) / line.size < HIGHEST]
        if any(line.x0 - 1 < box[2] and line.x1 > box[0] - 0.3 * line.size for line in level_with):
            continue
        after = min((line for line in level_with if line.x0 > box[2]), key=_start, default=None)
        if after is None or barriers.part((box[2], after.y), (after.x0, after.y)):
            continue
        if _is_sized(box, after) and NEAREST < (after.x0 - box[2]) / after.size < FARTHEST:
            beside.setdefault(id(after), []).append((box, is_round))
    # two shapes before one line are a leader or a rating, and one square by itself is an icon
    single = {key: found[0] for key, found in beside.items() if len(found) == 1}
    sides = Counter(_side(box) for box, _ in single.values())
    bullets = {key: box for key, (box, is_round) in single.items() if is_round or sides[_side(box)] > 1}
    return [_marked(line, bullets[id(line)]) if id(line) in bullets else line for line in lines]


def _apart(drawing: Drawing) -> list[tuple[Box, bool]]:
    """The little shapes that touch no line, as the heads of arrows do, and stand by themselves, as the dots
    of a dotted line and letters drawn as outlines do not; each once."""
    if len(drawing.dots) > MOST_DOTS:
        return []
    rules: list[Box] = [(rule.start, rule.at, rule.end, rule.at) for rule in drawing.across]
    rules += [(rule.at, rule.start, rule.at, rule.end) for rule in drawing.down]
    kept: dict[tuple[int, int], tuple[Box, bool]] = {}
    for box, is_round in drawing.dots:
        if not any(near(box, rule, 1) for rule in rules):
            kept.setdefault((round(box[0] + box[2]), round(box[1] + box[3])), (box, is_round))
    boxes = [box for box, _ in kept.values()]
    return [
        (box, is_round)
        for box, is_round in kept.values()
        if not any(other is not box and near(box, other, box[2] - box[0]) for other in boxes)
    ]


def _is_sized(box: Box, line: Line) -> bool:
    return all(LEAST * line.size <= side <= MOST * line.size for side in (box[2] - box[0], box[3] - box[1]))


def _side(box: Box) -> int:
    return round(box[2] - box[0])


def _start(line: Line) -> float:
    return line.x0


def _marked(line: Line, bullet: Box) -> Line:
    if BULLET.match(line.text) or line.is_marker:
        return line
    notes = tuple((place + len(MARK), number) for place, number in line.notes)
    return replace(line, text=MARK + line.text, notes=notes, x0=bullet[0])
