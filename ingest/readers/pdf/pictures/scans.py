"""The words of a PDF's pictures, read by OCR, as lines of a page or as blocks of their own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import pypdfium2 as pdfium
from PIL import ImageDraw
from PIL.Image import Image

from ingest import ocr
from ingest.documents import Block, BlockKind, GapKind
from ingest.readers.pdf.artwork import Box
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.pictures.looks import rendered
from ingest.readers.pdf.pictures.places import Place

MOST_PIXELS = 25_000_000
"""Of a page that is read: A3 at 300 dots an inch is 17 million."""
LEAST_WORDS = 3
"""A picture in which fewer sure words are found holds none."""
SAME_TYPE = 0.15
"""By what share a line's type, as it is measured, may differ from the usual and be the same type."""
MANY, MOSTLY = 0.2, 0.5
"""Shares of words that OCR is not sure of: worth a warning, and no print at all."""
HYPHEN = re.compile(r"(?<=[a-z])- (?=[a-z])")
"""A word that is cut at a line's end."""
BULLET = re.compile(r"^[e¢«»©°*+] (?=\w)")
"""What a round bullet at the start of a line is read as."""
_POINTS = 72 / ocr.DOTS


@dataclass(frozen=True, slots=True)
class OcrWords:
    """What OCR made of the places of a document.

    Attributes:
        lines: of each scanned page that could be read, by its physical number, all its lines.
        blocks: of each picture that holds words, what stands in it.
        warnings: sentences for the person who added the file.
    """

    lines: Mapping[int, list[Line]] = field(default_factory=dict)
    blocks: Mapping[Place, list[Block]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def has(self, place: Place) -> bool:
        """Whether the words of a place were read."""
        return place in self.blocks or (place.kind is GapKind.SCAN and place.page in self.lines)


def read_places(
    document: pdfium.PdfDocument, places: Sequence[Place], pages: Sequence[Sequence[Line]]
) -> OcrWords:
    """Read the scans and pictures of a document where OCR is installed; where it is not, say what to install.

    Args:
        document: the open document.
        places: as ``without_furniture`` left them.
        pages: the printed lines of each page.
    """
    places = [place for place in places if place.kind is not GapKind.FLOW_CHART]
    if not places:
        return OcrWords()
    if not ocr.available():
        return OcrWords(warnings=(f"To have the words in its pictures read, install {ocr.INSTALL}.",))
    lines: dict[int, list[Line]] = {}
    blocks: dict[Place, list[Block]] = {}
    unsure: list[int] = []
    failed: list[str] = []
    for place in places:
        printed = pages[place.page - 1]
        try:
            found = _read(document[place.page - 1], place, printed)
        except ocr.OcrFailed as error:
            failed.append(f"OCR of page {place.page} {error}; its picture was not read.")
            continue
        if not found:
            continue
        if ocr.doubt(found) > MANY:
            unsure.append(place.page)
        if place.kind is GapKind.SCAN:
            lines[place.page] = [*printed, *_placed(found, place)]
        else:
            blocks[place] = _blocks(found, place)
    if unsure:
        numbers = ", ".join(map(str, dict.fromkeys(unsure)))
        failed.append(f"OCR is not sure of many words on page {numbers}: check them against the document.")
    return OcrWords(lines, blocks, tuple(failed))


def _read(page: pdfium.PdfPage, place: Place, printed: Sequence[Line]) -> list[ocr.OcrLine]:
    """The lines of print in a place; none where it holds no words."""
    image = _image(page, place.box, printed)
    found = ocr.read_page(image) if place.kind is GapKind.SCAN else ocr.read_picture(image)
    sure = sum(len(line.text.split()) - line.doubtful for line in found)
    return found if sure >= LEAST_WORDS and ocr.doubt(found) <= MOSTLY else []


def _placed(found: Sequence[ocr.OcrLine], place: Place) -> Iterator[Line]:
    """The lines of a scan placed on its page, as printed lines are, in points."""
    usual = median(line.height for line in found)
    left, _, _, top = place.box
    for line in found:
        yield Line(
            text=BULLET.sub("• ", line.text),
            page=place.page,
            x0=left + line.left * _POINTS,
            x1=left + line.right * _POINTS,
            y=top - line.bottom * _POINTS,
            size=round(_type(line.height, usual) * _POINTS, 1),
            bold=False,
        )


def _blocks(found: Sequence[ocr.OcrLine], place: Place) -> list[Block]:
    """What stands in a picture as paragraphs, one for each of its boxes or paragraphs, in reading order."""
    texts = (" ".join(BULLET.sub("• ", line.text) for line in box) for box in ocr.in_boxes(found))
    return [Block(BlockKind.PARAGRAPH, HYPHEN.sub("-", text), page=place.page, ocr=True) for text in texts]


def _type(height: float, usual: float) -> float:
    """A line's type size in pixels: the page's usual one, unless it is clearly another."""
    return usual if abs(height - usual) <= SAME_TYPE * usual else height


def _image(page: pdfium.PdfPage, box: Box, printed: Sequence[Line]) -> Image:
    """A part of a page, at 300 dots an inch, less the lines that its text gives."""
    image = rendered(page, box, ocr.DOTS, MOST_PIXELS)
    scale = image.width / max(box[2] - box[0], 1)
    paper = ImageDraw.Draw(image)
    for line in printed:
        foot, head = line.y - line.size / 3, line.y + line.size
        sides = (line.x0 - box[0], box[3] - head, line.x1 - box[0], box[3] - foot)
        paper.rectangle([round(side * scale) for side in sides], fill="white")
    return image
