"""A part of a PDF page as it is seen, and whether that looks like print or like a photograph."""

import ctypes
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import ImageFilter
from PIL.Image import Image

from ingest.readers.pdf.artwork import Box
from ingest.readers.pdf.page_sizes import page_size

SIDE = 900
"""Pixels of the longer side of what is looked at; in larger pictures nothing more is to be seen."""
TILE = 24


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture looks: the shares of its pixels on flat ground and on sharp edges, the share of its edges
    that are sharp, the share of its parts that look like print, and how much colour there is (0 to 255)."""

    flat: float
    sharp: float
    crisp: float
    print_like: float
    colour: float

    @property
    def holds_words(self) -> bool:
        """Whether it may be print or a drawing: sharp edges on flat ground; photographs have few."""
        return (self.crisp >= 0.5 and self.sharp >= 0.015) or self.print_like >= 0.25

    @property
    def is_photograph(self) -> bool:
        """Whether it is a colour photograph, of which no part looks like print."""
        return self.crisp < 0.3 and self.print_like < 0.05 and self.colour > 25

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to be seen."""
        return self.flat > 0.998


def rendered(page: pdfium.PdfPage, box: Box, dots: int, most: int) -> Image:
    """A part of a page as an image, as it is seen.

    Args:
        page: the page.
        box: the part, in points.
        dots: per inch.
        most: pixels that the whole page may have; it is made with fewer dots where it would have more.
    """
    wide, high = page_size(page)
    scale = min(dots / 72, sqrt(most / (wide * high)))
    image: Image = page.render(scale=scale).to_pil().convert("RGB")
    return image.crop(on_image(page, box, image.size))


def on_image(page: pdfium.PdfPage, box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """A box of a page, as left, top, right and bottom in its image, which is turned as the page is seen."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for corner in (box[:2], box[2:]):
        pdfium_c.FPDF_PageToDevice(page, 0, 0, *size, 0, *corner, x, y)
        corners.append((x.value, y.value))
    xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
    return max(xs[0], 0), max(ys[0], 0), min(xs[1] + 1, size[0]), min(ys[1] + 1, size[1])


def look(image: Image) -> Look:
    """How an image looks."""
    image = image.convert("RGB")
    image.thumbnail((SIDE, SIDE))
    colours = np.asarray(image, dtype=np.int16)
    grey = image.convert("L")
    spread = np.asarray(grey.filter(ImageFilter.MaxFilter(3)), dtype=np.int16) - np.asarray(
        grey.filter(ImageFilter.MinFilter(3)), dtype=np.int16
    )
    flat, sharp = float((spread <= 16).mean()), float((spread >= 90).mean())
    high, wide = (side // TILE for side in spread.shape)
    tiles = spread[: high * TILE, : wide * TILE].reshape(high, TILE, wide, TILE)
    edges, ground = (tiles >= 90).mean((1, 3)), (tiles <= 24).mean((1, 3))
    like = (edges >= 0.1) & (ground >= 0.12) & (edges > 1 - edges - ground)
    return Look(
        flat=flat,
        sharp=sharp,
        crisp=sharp / max(1 - flat, 1e-6),
        print_like=float(like.mean()) if like.size else 0.0,
        colour=float((colours.max(2) - colours.min(2)).mean()),
    )
