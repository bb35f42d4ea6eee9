"""What is drawn on a PDF page besides its words: ruled lines, and boxes that are filled or framed."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

THIN = 3.0
"""Points up to which a filled box is a ruled line."""
SHORTEST = 4.0
"""Points under which a line rules nothing off."""
MOST_SEGMENTS = 20_000
"""A page drawn with more than this is a picture, and is not looked at further."""
_DEPTH = 6
_BACKGROUND = 0.85
"""Share of the page from which a filled box is the page's own background."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the bottom left of the page."""
Colour = tuple[int, int, int]
Point = tuple[float, float]


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


def drawn(page: pdfium.PdfPage) -> Drawing:
    """The lines and boxes of a page, whether drawn as strokes or as thin filled boxes."""
    across: list[Rule] = []
    down: list[Rule] = []
    shapes: list[Shape] = []
    rounded: list[Box] = []
    left, bottom, right, top = page.get_cropbox()
    area = (right - left) * (top - bottom)
    budget = MOST_SEGMENTS
    seen = as_seen(page)
    for path in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH):
        budget -= max(pdfium_c.FPDFPath_CountSegments(path), 1)
        if budget < 0:
            return Drawing()
        fill, stroked = _paint(path)
        for points, straight in _subpaths(path, seen):
            box = _bounds(points)
            wide, high = box[2] - box[0], box[3] - box[1]
            boxed = len(points) >= 4 and (not straight or _is_rectangle(points))
            if fill is not None and min(wide, high) <= THIN:
                _rule(box, across, down)
            elif fill is not None and boxed and wide * high < _BACKGROUND * area:
                shapes.append(Shape(box, fill))
            elif stroked and boxed and straight and wide * high < _BACKGROUND * area:
                shapes.append(Shape(box))
            if stroked and boxed and not straight:
                rounded.append(box)
            if stroked and straight:
                for a, b in pairwise(points):
                    _rule(_bounds((a, b)), across, down)
    return Drawing(tuple(across), tuple(down), tuple(shapes), tuple(rounded))


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


def _paint(path: pdfium.PdfObject) -> tuple[Colour | None, bool]:
    """The colour a path is filled with, None for none or white, and whether its outline is drawn."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, mode, stroke)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    fill = None
    if mode.value and pdfium_c.FPDFPageObj_GetFillColor(path, red, green, blue, alpha):
        colour = (red.value, green.value, blue.value)
        fill = colour if alpha.value and min(colour) < 250 else None
    stroked = bool(stroke.value)
    if stroked and pdfium_c.FPDFPageObj_GetStrokeColor(path, red, green, blue, alpha):
        stroked = bool(alpha.value) and min(red.value, green.value, blue.value) < 250
    return fill, stroked


def _subpaths(path: pdfium.PdfObject, seen: pdfium.PdfMatrix) -> Iterator[tuple[list[Point], bool]]:
    """The points of each part of a path on the page, and whether it is all straight."""
    place = _placed(path).multiply(seen)
    points: list[Point] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, straight
            points, straight = [], True
        straight = straight and kind != pdfium_c.FPDF_SEGMENT_BEZIERTO
        points.append(place.on_point(x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, straight


def _placed(path: pdfium.PdfObject) -> pdfium.PdfMatrix:
    """From a path's own measures to points on the page, through the forms that it is drawn in."""
    matrix = path.get_matrix()
    form = path.container
    while form is not None:
        matrix = matrix.multiply(form.get_matrix())
        form = form.container
    return matrix


def _is_rectangle(points: Sequence[Point]) -> bool:
    """Whether every step goes along an axis, as round a box."""
    return all(abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in pairwise(points))


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Walls:
    """The lines of a page and the sides of its boxes: words on both sides of one are never one text."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()

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
