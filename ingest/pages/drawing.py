"""A page of a PDF as a picture, with quoted words marked; this runs in the process that ``picture`` starts.

It imports little, so that the process starts quickly.
"""

import ctypes
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops, ImageDraw, PngImagePlugin  # noqa: F401 - the format is loaded beforehand

from ingest.pages.marks import find_quote, letters_of
from ingest.readers.pdf.page_sizes import page_size

LONGEST_SIDE = 2000
"""Pixels."""
MOST_CHARACTERS = 50_000
"""Of a page's text; a page of guidance has some 3,000."""
_YELLOW = (255, 230, 90)

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the picture."""


class NoSuchPage(Exception):
    """The document has no page of that number, but ``args[0]`` pages."""


def drawn(path: Path, number: int, quotes: Sequence[str], width: int) -> tuple[bytes, int]:
    """A page as a PNG, and how many of the quotes are marked on it, each in whole or in part.

    Args:
        path: a PDF.
        number: physical page, from 1.
        quotes: the words to mark.
        width: of the picture in pixels; less where the longest side would be too long.

    Raises:
        NoSuchPage: it has no such page.
        pdfium.PdfiumError: it is damaged or password-protected.
    """
    document = pdfium.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            raise NoSuchPage(len(document))
        page = document[number - 1]
        image = _rendered(page, width)
        found = [_by_line(boxes) for boxes in _boxes_by_quote(page, quotes, image.size)]
        data = io.BytesIO()
        _marked(image, [box for boxes in found for box in boxes]).save(data, format="PNG")
        return data.getvalue(), sum(map(bool, found))
    finally:
        document.close()


def _rendered(page: pdfium.PdfPage, width: int) -> Image.Image:
    wide, high = page_size(page)
    scale = min(width / wide, LONGEST_SIDE / max(wide, high))
    size = max(round(wide * scale), 1), max(round(high * scale), 1)
    bitmap = pdfium.PdfBitmap.new_native(*size, pdfium_c.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, pdfium_c.FPDF_ANNOT)
    image: Image.Image = bitmap.to_pil()
    return image.convert("RGB")


def _boxes_by_quote(
    page: pdfium.PdfPage, quotes: Sequence[str], size: tuple[int, int]
) -> Iterator[list[Box]]:
    """For each quote the boxes of its characters in a picture of some size."""
    text = page.get_textpage()
    count = min(pdfium_c.FPDFText_CountChars(text), MOST_CHARACTERS)
    codes = (pdfium_c.FPDFText_GetUnicode(text, at) for at in range(count))
    said = "".join(chr(code) if code <= sys.maxunicode else " " for code in codes)
    letters = letters_of(said)
    for quote in quotes:
        places = [at for start, end in find_quote(said, letters, quote) for at in range(start, end)]
        boxes = (_box(page, text, at, size) for at in places if not said[at].isspace())
        yield [box for box in boxes if box]


def _box(page: pdfium.PdfPage, text: pdfium.PdfTextPage, at: int, size: tuple[int, int]) -> Box | None:
    """The box of a character, as high as its line, as the page is turned and cropped; None outside it."""
    placed = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFText_GetLooseCharBox(text, at, placed):
        return None
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((placed.left, placed.bottom), (placed.right, placed.top)):
        pdfium_c.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*corners, strict=True))
    return (x0, y0, x1, y1) if x1 >= 0 and x0 < size[0] and y1 >= 0 and y0 < size[1] else None


def _by_line(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of characters put together in one for each stretch of a line."""
    merged: list[Box] = []
    for box in boxes:
        if merged and _goes_on(merged[-1], box):
            left, top, right, bottom = zip(merged[-1], box, strict=True)
            merged[-1] = (min(left), min(top), max(right), max(bottom))
        else:
            merged.append(box)
    return merged


def _goes_on(line: Box, box: Box) -> bool:
    """Whether a character stands next on a line."""
    high = min(line[3] - line[1], box[3] - box[1])
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    return 2 * overlap > high and -high < box[0] - line[2] < 2 * high


def _marked(image: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The picture as if a marker pen had gone over the boxes: print stays as dark as it is."""
    if not boxes:
        return image
    pen = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(pen)
    for box in boxes:
        draw.rectangle(box, fill=_YELLOW)
    return ImageChops.multiply(image, pen)
