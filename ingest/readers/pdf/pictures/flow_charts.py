"""Flow charts drawn on a PDF page: boxes with words in them that arrows lead from and to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from ingest.readers.pdf.artwork import Artwork, Box, Outline, Point, area, around, near, union
from ingest.readers.pdf.lines import Line

LEAST_ARROWS = 2
LEAST_BOXES = 2
ARROW_TEXT = re.compile(r"[←-⇿➔➘-➾⬀-⬍⭠-⮿\uf0df-\uf0f8\s]+")
"""Arrows that are set as characters, those of Wingdings among them."""
REACH = 14.0
"""Points that an arrow may end short of its box."""
TOUCHING = 4.0
"""Points between a line's end and the arrow head on it."""
HEAD = (2.5, 30.0)
"""The least and the greatest size of the head of an arrow, in points."""
BOX = (25.0, 10.0)
"""The least width and height of a box with words in it, in points."""
WHOLE = 0.6
"""Share of the page from which a box is its background or frame."""


@dataclass(frozen=True, slots=True)
class FlowChart:
    """A flow chart: where it is, and the marked content that it is made of."""

    box: Box
    contents: frozenset[int]


def flow_chart(drawn: Artwork, lines: Sequence[Line]) -> FlowChart | None:
    """The flow chart of a page, or None; a ruled table and a shaded panel are none.

    Args:
        drawn: what is drawn on the page.
        lines: the page's printed lines, or pieces of them.
    """
    boxes = _boxes(drawn, lines)
    arrows = [(outline, around(part)) for outline in drawn.outlines for part in _arrows(outline)]
    arrows += list(_tipped(drawn.outlines))
    joining = [(outline, box) for outline, box in arrows if any(near(box, b, REACH) for b, _ in boxes)]
    if len(boxes) >= LEAST_BOXES and len(joining) >= LEAST_ARROWS:
        used = [outline for _, outline in boxes] + [outline for outline, _ in joining]
        box = union([b for b, _ in boxes if any(near(b, a, REACH) for _, a in joining)])
        return FlowChart(box, frozenset(outline.content for outline in used) - {-1})
    written = [line for line in lines if ARROW_TEXT.fullmatch(line.text)]
    if len(written) >= LEAST_ARROWS + 1 or (len(written) >= LEAST_ARROWS and len(boxes) >= LEAST_BOXES):
        return FlowChart(union([_line_box(line) for line in written]), frozenset())
    return None


def _boxes(drawn: Artwork, lines: Sequence[Line]) -> list[tuple[Box, Outline]]:
    """The boxes with words in them, whatever their shape, each once."""
    found: list[tuple[Box, Outline]] = []
    middles = [(line.centre, line.y + line.size / 3) for line in lines]
    for outline in drawn.outlines:
        if len(outline.parts) > 2 or not 4 <= outline.segments <= 40:
            continue
        box = outline.box
        if box[2] - box[0] < BOX[0] or box[3] - box[1] < BOX[1] or area(box) > WHOLE * area(drawn.page):
            continue
        if any(all(abs(p - q) < 3 for p, q in zip(box, other, strict=True)) for other, _ in found):
            continue
        if any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in middles):
            found.append((box, outline))
    return found


def _arrows(outline: Outline) -> Iterator[tuple[Point, ...]]:
    """The parts of an outline that are arrows, shaft and head in one shape."""
    if outline.curved or outline.segments > 60:
        return
    for part in outline.parts:
        corners = part[:-1] if part[0] == part[-1] or dist(part[0], part[-1]) < 0.1 else part
        if 7 <= len(corners) <= 24 and any(_is_tip(corners, at) for at in range(len(corners))):
            yield part


def _is_tip(corners: Sequence[Point], at: int) -> bool:
    """Whether a corner is the tip of an arrow: two even slopes down to shoulders, that turn in to a shaft."""
    count = len(corners)
    tip, left, right = corners[at], corners[at - 1], corners[(at + 1) % count]
    inner_left, inner_right = corners[at - 2], corners[(at + 2) % count]
    slopes = dist(tip, left), dist(tip, right)
    across = dist(left, right)
    if min(slopes) < HEAD[0] or abs(slopes[0] - slopes[1]) > 0.2 * max(slopes) or across < HEAD[0]:
        return False
    middle = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    ahead = dist(tip, middle)
    if not 0.2 * across < ahead < 4 * across:
        return False
    shaft = dist(inner_left, inner_right)
    return shaft < 0.85 * across and all(
        _along(inner, left, right) and abs(_before(inner, middle, tip)) < 0.5 * ahead
        for inner in (inner_left, inner_right)
    )


def _along(point: Point, left: Point, right: Point) -> bool:
    """Whether a point lies between two others, seen along the line through them."""
    run = right[0] - left[0], right[1] - left[1]
    share = ((point[0] - left[0]) * run[0] + (point[1] - left[1]) * run[1]) / (run[0] ** 2 + run[1] ** 2)
    return 0 < share < 1


def _before(point: Point, middle: Point, tip: Point) -> float:
    """How far a point lies from the line through the shoulders, towards the tip, in points."""
    run = tip[0] - middle[0], tip[1] - middle[1]
    return ((point[0] - middle[0]) * run[0] + (point[1] - middle[1]) * run[1]) / dist(tip, middle)


def _tipped(outlines: Sequence[Outline]) -> Iterator[tuple[Outline, Box]]:
    """Lines that end in an arrow head, which is drawn by itself."""
    heads = [box for outline in outlines for box in _heads(outline)]
    if not heads:
        return
    for line in outlines:
        if line.filled and not line.stroked:
            part = line.parts[0]
            box = around(part)
            thin = len(line.parts) == 1 and len(part) in (4, 5) and min(_sides(box)) <= 3
            if not thin or max(_sides(box)) < HEAD[0]:
                continue
            ends = [[(box[0], box[1]), (box[2], box[3])]]
        else:
            ends = [[part[0], part[-1]] for part in line.parts if dist(part[0], part[-1]) > HEAD[0]]
        for pair in ends:
            for x, y in pair:
                head = next((h for h in heads if near((x, y, x, y), h, TOUCHING)), None)
                if head and dist(*pair) > max(_sides(head)) / 2:
                    heads.remove(head)
                    yield line, union([around(pair), head])


def _heads(outline: Outline) -> Iterator[Box]:
    """The arrow heads that an outline is or has: small triangles, notched or not, and open angles."""
    if outline.curved or outline.segments > 60:
        return
    for part in outline.parts:
        closed = dist(part[0], part[-1]) < 0.1
        corners = part[:-1] if closed else part
        box = around(corners)
        if not HEAD[0] <= max(_sides(box)) <= HEAD[1]:
            continue
        if (
            len(corners) == 3 and min(dist(a, b) for a, b in pairwise(corners)) > 1 and _is_even(corners)
        ) or (closed and len(corners) == 4 and _is_notched(corners)):
            yield box


def _is_even(corners: Sequence[Point]) -> bool:
    """Whether three corners are those of a triangle with two even sides and a tip that is not flat."""
    a, b, c = corners
    sides = sorted((dist(a, b), dist(b, c), dist(c, a)))
    twice_area = abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
    even = sides[2] - sides[1] < 0.2 * sides[2] or sides[1] - sides[0] < 0.2 * sides[1]
    return even and twice_area > 0.2 * sides[2] ** 2


def _is_notched(corners: Sequence[Point]) -> bool:
    """Whether four corners are those of an arrow head with a notch: one of them turns inwards."""
    turns = []
    for at in range(4):
        (ax, ay), (bx, by), (cx, cy) = corners[at - 1], corners[at], corners[(at + 1) % 4]
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx) > 0)
    return sum(turns) in (1, 3)


def _sides(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _line_box(line: Line) -> Box:
    return line.x0, line.y, line.x1, line.y + line.size
