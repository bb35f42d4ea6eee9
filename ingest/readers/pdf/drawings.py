"""What is drawn on a PDF page besides its words: ruled lines, and boxes that are filled or framed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium

from ingest.readers.pdf.artwork import Artwork, Box, Colour, Point, area, around

THIN = 3.0
"""Points up to which a filled box is a ruled line."""
SHORTEST = 4.0
"""Points under which a line rules nothing off."""
LITTLE = (1.2, 8.0)
"""Points on a side between which a shape may be a bullet."""
_BACKGROUND = 0.85
"""Share of the page from which a filled box is the page's own background."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: where it lies on the other axis, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A box with a fill, or with a frame only (no colour)."""

    box: Box
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """The lines across a page, the lines down it, and its boxes; frames count as lines as well."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    shapes: tuple[Shape, ...] = ()
    rounded: tuple[Box, ...] = ()
    """Frames with round corners or sides, as flow charts have."""
    dots: tuple[tuple[Box, bool], ...] = ()
    """Little shapes about as wide as high, such as bullets, and whether each is round."""


def drawn(page: pdfium.PdfPage, art: Artwork) -> Drawing:
    """The lines and boxes of a page as it is seen, whether drawn as strokes or as thin filled boxes.

    Args:
        page: the page.
        art: its artwork.
    """
    if art.crowded:
        return Drawing()
    across: list[Rule] = []
    down: list[Rule] = []
    shapes: list[Shape] = []
    rounded: list[Box] = []
    dots: list[tuple[Box, bool]] = []
    seen = as_seen(page)
    for outline in art.outlines:
        for part in outline.parts:
            points = [seen.on_point(x, y) for x, y in part]
            box = around(points)
            if _is_dot(box):
                if outline.colour is not None or outline.inked:
                    dots.append((box, outline.curved))
                continue
            boxed = len(points) >= 4 and (outline.curved or _is_rectangle(points))
            ground = area(box) < _BACKGROUND * area(art.page)
            if outline.colour is not None and min(box[2] - box[0], box[3] - box[1]) <= THIN:
                _rule(box, across, down)
            elif boxed and ground and (outline.colour is not None or (outline.inked and not outline.curved)):
                shapes.append(Shape(box, outline.colour))
            if outline.inked and outline.curved and boxed:
                rounded.append(box)
            if outline.inked and not outline.curved:
                for a, b in pairwise(points):
                    _rule(around((a, b)), across, down)
    return Drawing(tuple(across), tuple(down), tuple(shapes), tuple(rounded), tuple(dots))


def _is_dot(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return LITTLE[0] < min(wide, high) and max(wide, high) < min(LITTLE[1], 1.4 * min(wide, high))


def as_seen(page: pdfium.PdfPage) -> pdfium.PdfMatrix:
    """From points of a page to points as it is seen, where the file says that it is to be turned."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return pdfium.PdfMatrix(0, -1, 1, 0, -bottom, right)
        case 180:
            return pdfium.PdfMatrix(-1, 0, 0, -1, right, top)
        case 270:
            return pdfium.PdfMatrix(0, 1, -1, 0, top, -left)
    return pdfium.PdfMatrix()


def _rule(box: Box, across: list[Rule], down: list[Rule]) -> None:
    left, bottom, right, top = box
    if top - bottom <= THIN and right - left >= SHORTEST:
        across.append(Rule((bottom + top) / 2, left, right))
    elif right - left <= THIN and top - bottom >= SHORTEST:
        down.append(Rule((left + right) / 2, bottom, top))


def _is_rectangle(points: Sequence[Point]) -> bool:
    """Whether every step goes along an axis, as round a box."""
    return all(abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in pairwise(points))


@dataclass(frozen=True, slots=True)
class Walls:
    """The lines of a page and the sides of its boxes: words on both sides of one are never one text."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.across or self.down)

    def part(self, end: Point, start: Point) -> bool:
        """Whether a wall stands between the end of a word and the start of the next."""
        return _parted(self.down, end, start) or _parted(self.across, end[::-1], start[::-1])


NO_WALLS = Walls()


def walls(drawing: Drawing) -> Walls:
    """What parts the words of a page."""
    boxes = [shape.box for shape in drawing.shapes]
    down = [Rule(box[side], box[1], box[3]) for box in boxes for side in (0, 2)]
    across = [Rule(box[side], box[0], box[2]) for box in boxes for side in (1, 3)]
    return Walls((*drawing.across, *across), (*drawing.down, *down))


def _parted(rules: Sequence[Rule], end: Point, start: Point) -> bool:
    low, high = sorted((end[0], start[0]))
    return any(low - 0.5 < rule.at < high + 0.5 and rule.start < end[1] + 1 < rule.end for rule in rules)
