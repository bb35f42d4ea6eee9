"""What a PDF page shows and its text does not give: scans, pictures that may hold words, flow charts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from ingest.documents import Gap, GapKind
from ingest.readers.pdf.artwork import (
    Artwork,
    Box,
    area,
    near,
    shared,
    union,
)
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.pictures.figures import Figure, figures
from ingest.readers.pdf.pictures.flow_charts import ARROW_TEXT, flow_chart
from ingest.readers.pdf.pictures.looks import look, rendered
from ingest.readers.pdf.pictures.outlined import outlined_words

LEAST = 0.04
"""Share of the page under which a picture is a logo, an icon or a signature."""
LEAST_SIDE = 40.0
LEAST_ON_COVER = 0.2
"""The same on the first and the last page, where larger pictures are there to be looked at."""
HALF, WHOLE = 0.5, 0.8
FEW_WORDS = 25
"""A page of a picture with no more words than this besides is scanned: they are its running head."""
WORDS_OVER = 15
"""A picture with as many words printed on it is their background."""
STRIPS = 3.0
"""Points between pictures that are one picture, cut into strips."""
REPEATS = 3
"""A picture in the same place on this many pages is furniture."""
FURNITURE = 0.3
"""Share of the page up to which a picture that repeats is furniture; larger, it is a scan in a frame."""
LONG = 20
"""Words from which a description says more than a name does."""
OUTLINES = 4
"""A page with fewer pictures and outlines than this has no figure that its text does not give."""

_SHOWN = re.compile(
    r"\b(?:logo|crest|coat of arms|photo(?:graph)?|portrait|signature|bar ?code|qr code|icon|decorat\w+|"
    r"banner|front cover|watermark)\b",
    re.I,
)
_CHART = re.compile(
    r"\b(?:flow ?-?(?:chart|diagram)|process (?:map|diagram|chart)|decision tree|pathway)\b", re.I
)
_WORDED = re.compile(r"\b(?:chart|diagram|table|matrix|poster|infographic|screen ?shot|form|text)\b", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page shows what its text does not give.

    Attributes:
        kind: as in ``Gap``.
        page: physical page, from 1.
        box: where on the page, in points from the bottom left.
        share: how much of the page that is, up to 1.
        described: what the document says of it, or "".
    """

    kind: GapKind
    page: int
    box: Box
    share: float
    described: str = ""

    def gap(self, where: str = "", *, ocr: bool = False) -> Gap:
        """It as a gap, with the heading that it stands under and whether its words were read by OCR."""
        return Gap(self.kind, self.page, where, self.described, ocr)


def page_places(
    page: pdfium.PdfPage, drawn: Artwork, number: int, pages: int, lines: Sequence[Line]
) -> list[Place]:
    """What one page shows and its text does not give, from the top of the page down.

    Args:
        page: the page, without hidden text.
        drawn: its artwork.
        number: its physical number, from 1.
        pages: how many the document has.
        lines: the page's printed lines, or pieces of them, before any is left out.
    """
    if (
        not drawn.images
        and len(drawn.outlines) < OUTLINES
        and not any(ARROW_TEXT.fullmatch(line.text) for line in lines)
    ):
        return []
    told = figures(page)
    words = sum(len(line.text.split()) for line in lines)
    cover = pages > 3 and (number == 1 or (number == pages and words <= FEW_WORDS))
    whole = _scan(page, drawn, words, cover)
    if whole:
        return [Place(GapKind.SCAN, number, drawn.page, 1.0, _described(whole, drawn, told))]
    found: list[Place] = []
    chart = flow_chart(drawn, lines)
    if chart:
        found.append(_place(GapKind.FLOW_CHART, number, chart.box, drawn, told))
    for box in _pictures(page, drawn, lines, told, cover):
        if not any(_mostly_in(box, place.box) for place in found):
            found.append(_place(GapKind.PICTURE, number, box, drawn, told))
    found += [
        place for place in _told(number, drawn, told) if not any(shared(place.box, p.box) for p in found)
    ]
    return sorted(found, key=lambda place: -place.box[3])


def without_furniture_places(places: Sequence[Place]) -> list[Place]:
    """Leave out the small pictures that stand at one place on several pages."""
    repeats = Counter(_spot(place) for place in places)
    return [
        place
        for place in places
        if place.kind is not GapKind.PICTURE or place.share > FURNITURE or repeats[_spot(place)] < REPEATS
    ]


def _scan(page: pdfium.PdfPage, drawn: Artwork, words: int, cover: bool) -> Box | None:
    """The picture that a page is, if it is one and no more."""
    boxes = _joined([image.box for image in drawn.images])
    if not words:
        boxes += outlined_words(drawn, LEAST * area(drawn.page))
    if drawn.crowded and words <= FEW_WORDS:
        boxes.append(drawn.page)
    box = max(boxes, key=area, default=None)
    share = area(box) / area(drawn.page)
    if box is None or words > FEW_WORDS or share < (WHOLE if words else HALF):
        return None
    seen = look(rendered(page, box, 100, 2_000_000))
    if seen.is_blank or seen.is_photograph or ((words or cover) and not seen.holds_words):
        return None
    return box


def _pictures(
    page: pdfium.PdfPage, drawn: Artwork, lines: Sequence[Line], told: Sequence[Figure], cover: bool
) -> list[Box]:
    """The pictures in a page that may hold words."""
    least = (LEAST_ON_COVER if cover else LEAST) * area(drawn.page)
    found = []
    for box in _joined([image.box for image in drawn.images]):
        if area(box) < least or min(box[2] - box[0], box[3] - box[1]) < LEAST_SIDE:
            continue
        described = _described(box, drawn, told)
        if _SHOWN.search(described) and len(described.split()) < LONG:
            continue
        if _words_over(box, lines) >= WORDS_OVER:
            continue
        if _WORDED.search(described) or look(rendered(page, box, 150, 4_000_000)).holds_words:
            found.append(box)
    drawn_words = [] if cover else outlined_words(drawn, least)
    return found + [box for box in drawn_words if not any(shared(box, other) for other in found)]


def _told(number: int, drawn: Artwork, told: Sequence[Figure]) -> list[Place]:
    """The figures that are described at length, or as flow charts, by what the document says of them."""
    places = []
    for figure in told:
        chart = bool(_CHART.search(figure.described))
        if figure.box is None or not (chart or len(figure.described.split()) >= LONG):
            continue
        box = shared(figure.box, drawn.page)
        if box and area(box) >= LEAST * area(drawn.page) and not _SHOWN.search(figure.described):
            kind = GapKind.FLOW_CHART if chart else GapKind.PICTURE
            places.append(Place(kind, number, box, area(box) / area(drawn.page), figure.described))
    return places


def _place(kind: GapKind, number: int, box: Box, drawn: Artwork, told: Sequence[Figure]) -> Place:
    return Place(kind, number, box, area(box) / area(drawn.page), _described(box, drawn, told))


def _described(box: Box, drawn: Artwork, told: Sequence[Figure]) -> str:
    """What the document says of the figure at a place: the figure that the picture there belongs to, or the
    one that says it is there."""
    contents = {image.content for image in drawn.images if _mostly_in(image.box, box)} - {-1}
    for figure in told:
        if figure.contents & contents:
            return figure.described
    for figure in told:
        if figure.box and (_mostly_in(box, figure.box) or _mostly_in(figure.box, box)):
            return figure.described
    return ""


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that touch made one."""
    found: list[Box] = []
    for box in boxes[:500]:
        touching = [other for other in found if near(box, other, STRIPS)]
        found = [other for other in found if other not in touching]
        found.append(union([box, *touching]))
    return found


def _words_over(box: Box, lines: Sequence[Line]) -> int:
    return sum(
        len(line.text.split())
        for line in lines
        if box[0] < line.centre < box[2] and box[1] < line.y + line.size / 3 < box[3]
    )


def _mostly_in(inner: Box, outer: Box) -> bool:
    return area(shared(inner, outer)) > HALF * area(inner)


def _spot(place: Place) -> tuple[int, ...]:
    return tuple(round(side / 6) for side in place.box)
