"""The pictures and outlines on a PDF page, placed on it, and the words that nobody can see."""

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.pdf import calls

MOST_SEGMENTS = 20_000
"""Of outlines that are looked at on one page; a page drawn with more is crowded."""
MOST_OBJECTS = 10_000
DEEPEST = 6
INVISIBLE = frozenset({pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP})
LEAST_ROWS = 5
"""Lines of text under a picture, from which they were read from it."""
COVERS = 0.5
"""Share of the page that a picture covers where words that are not seen were read from it."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the bottom left of the page."""
Point = tuple[float, float]
Colour = tuple[int, int, int]
WHITE = 250
"""Least value of each part of a colour, of 255, that is as good as white."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: where it is, the number of the marked content that it is (or -1), whether what lies beneath
    it shows through, and after how many other things it is drawn."""

    box: Box
    content: int = -1
    clear: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A drawn path.

    Attributes:
        parts: its corners, part by part; of a curve, its ends and what steers it.
        segments: how many lines and curves it is made of.
        curved: whether any is a curve.
        filled, stroked: how it is painted.
        colour: that of its fill; None where it has none, or white.
        inked: whether it is stroked in another colour than white.
        content: the number of the marked content that it is, or -1.
        order: after how many other things it is drawn.
    """

    parts: tuple[tuple[Point, ...], ...]
    segments: int
    curved: bool
    filled: bool
    stroked: bool
    content: int = -1
    colour: Colour | None = None
    inked: bool = False
    order: int = 0

    @property
    def box(self) -> Box:
        """The box round all of it."""
        return around([point for part in self.parts for point in part])


@dataclass(frozen=True, slots=True)
class Artwork:
    """What is drawn on a page besides its text; ``crowded`` where there is too much to look at all of it.

    ``texts`` tells after how many other things each text is drawn, by the text's address.
    """

    page: Box
    images: tuple[Image, ...]
    outlines: tuple[Outline, ...]
    crowded: bool = False
    texts: Mapping[int, int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class _Part:
    """An object of a page, with the place and the marked content of the form that it is drawn in."""

    handle: Any
    kind: int
    place: pdfium.PdfMatrix
    content: int


def artwork(page: pdfium.PdfPage) -> Artwork:
    """What is drawn on a page besides its text, through the forms that it is drawn in."""
    bounds = page.get_cropbox()
    images: list[Image] = []
    outlines: list[Outline] = []
    texts: dict[int, int] = {}
    left = MOST_SEGMENTS
    for order, part in enumerate(_parts_of(page)):
        if part.kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            texts[calls.address(part.handle)] = order
        elif part.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            images += _image(part, bounds, order)
        elif part.kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            left -= max(pdfium_c.FPDFPath_CountSegments(part.handle), 1)
            if left < 0:
                break
            outlines += _outline(part, bounds, order)
    return Artwork(bounds, tuple(images), tuple(outlines), crowded=left < 0, texts=texts)


def has_hidden_text(page: pdfium.PdfPage, drawn: Artwork) -> bool:
    """Whether most words of a page are not printed but lie unseen over, or under, a picture of the page:
    the work of a scanner's own OCR.

    Args:
        page: the page.
        drawn: what ``artwork`` gives for it.
    """
    whole = COVERS * area(drawn.page)
    if not any(area(image.box) >= whole for image in drawn.images):
        return False
    seen: list[Box] = []
    unseen: list[Box] = []
    for part in _parts_of(page):
        if part.kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            hidden = pdfium_c.FPDFTextObj_GetTextRenderMode(part.handle) in INVISIBLE
            (unseen if hidden else seen).append(_box(part))
        elif part.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            for image in _image(part, drawn.page):
                under = [box for box in seen if near(box, image.box, 0)]
                # fewer lines are a running head and foot that a large picture happens to cover
                if not image.clear and area(image.box) >= whole and _rows(under) >= LEAST_ROWS:
                    unseen += under
                    seen = [box for box in seen if box not in under]
    return len(unseen) > len(seen)


def _rows(boxes: Sequence[Box]) -> int:
    """How many lines some texts stand on."""
    return len({round(box[1] / 8) for box in boxes})


def around(points: Sequence[Point]) -> Box:
    """The smallest box that holds some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds some boxes."""
    return around([corner for box in boxes for corner in (box[:2], box[2:])])


def shared(a: Box, b: Box) -> Box | None:
    """What two boxes have in common, or None."""
    box = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return box if box[0] < box[2] and box[1] < box[3] else None


def area(box: Box | None) -> float:
    """The area of a box in square points; nothing has none."""
    return (box[2] - box[0]) * (box[3] - box[1]) if box else 0.0


def near(a: Box, b: Box, reach: float) -> bool:
    """Whether two boxes touch or stand no further apart than ``reach`` points."""
    return a[0] - b[2] <= reach and b[0] - a[2] <= reach and a[1] - b[3] <= reach and b[1] - a[3] <= reach


def _parts_of(page: pdfium.PdfPage) -> Iterator[_Part]:
    """The objects of a page in the order in which they are drawn, those of its forms in their place.

    pypdfium2's own walk makes a Python object of each, which takes five times as long.
    """
    matrix = pdfium_c.FS_MATRIX()
    here = pdfium.PdfMatrix()
    waiting = [
        iter(
            [
                (pdfium_c.FPDFPage_GetObject(page, index), here, -1)
                for index in range(min(pdfium_c.FPDFPage_CountObjects(page), MOST_OBJECTS))
            ]
        )
    ]
    left = MOST_OBJECTS
    while waiting and left:
        handle, place, content = next(waiting[-1], (None, None, -1))
        if handle is None:
            waiting.pop()
            continue
        left -= 1
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        yield _Part(handle, kind, place, content)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and len(waiting) < DEEPEST:
            pdfium_c.FPDFPageObj_GetMatrix(handle, matrix)
            within = pdfium.PdfMatrix.from_raw(matrix).multiply(place)
            number = pdfium_c.FPDFPageObj_GetMarkedContentID(handle)
            own = number if number >= 0 else content
            count = min(pdfium_c.FPDFFormObj_CountObjects(handle), MOST_OBJECTS)
            waiting.append(
                iter([(pdfium_c.FPDFFormObj_GetObject(handle, i), within, own) for i in range(count)])
            )


def _image(part: _Part, bounds: Box, order: int = 0) -> Iterator[Image]:
    """A picture as far as it is on the page."""
    place = _placed(part)
    corners = [place.on_point(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    box = shared(around(corners), bounds)
    if box:
        yield Image(box, _content(part), bool(pdfium_c.FPDFPageObj_HasTransparency(part.handle)), order)


def _outline(part: _Part, bounds: Box, order: int) -> Iterator[Outline]:
    """A path, if it is painted and on the page."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(part.handle, mode, stroke)
    if not (mode.value or stroke.value):
        return
    corners, curved = _corners(part)
    if not corners:
        return
    outline = Outline(
        parts=corners,
        segments=pdfium_c.FPDFPath_CountSegments(part.handle),
        curved=curved,
        filled=bool(mode.value),
        stroked=bool(stroke.value),
        content=_content(part),
        colour=_colour(part.handle, pdfium_c.FPDFPageObj_GetFillColor) if mode.value else None,
        inked=bool(stroke.value) and _colour(part.handle, pdfium_c.FPDFPageObj_GetStrokeColor) is not None,
        order=order,
    )
    if near(outline.box, bounds, 0):
        yield outline


def _colour(handle: Any, ask: Callable[..., int]) -> Colour | None:
    """The colour that something is painted with; None where that cannot be seen on paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not ask(handle, red, green, blue, alpha) or not alpha.value:
        return None
    colour = (red.value, green.value, blue.value)
    return colour if min(colour) < WHITE else None


def _corners(path: _Part) -> tuple[tuple[tuple[Point, ...], ...], bool]:
    """The points of a path, part by part, and whether any of it is curved."""
    place = _placed(path)
    parts: list[tuple[Point, ...]] = []
    points: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium_c.FPDFPath_CountSegments(path.handle)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path.handle, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            parts.append(tuple(points))
            points = []
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        points.append(place.on_point(x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    parts.append(tuple(points))
    return tuple(part for part in parts if len(part) > 1), curved


def _box(part: _Part) -> Box:
    """The box round a text object on the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(part.handle, left, bottom, right, top)
    corners = ((left.value, bottom.value), (right.value, top.value))
    return around([part.place.on_point(x, y) for x, y in corners])


def _placed(part: _Part) -> pdfium.PdfMatrix:
    """From an object's own measures to points on the page."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(part.handle, matrix)
    return pdfium.PdfMatrix.from_raw(matrix).multiply(part.place)


def _content(part: _Part) -> int:
    """The marked content that an object is, by itself or through the form that it is drawn in."""
    number = int(pdfium_c.FPDFPageObj_GetMarkedContentID(part.handle))
    return number if number >= 0 else part.content
