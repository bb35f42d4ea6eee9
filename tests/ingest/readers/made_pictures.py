"""What tests draw on a PDF page besides words: pictures, boxes, arrows, shapes."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawn:
    """Operators of a page's content, as PDF writes them."""

    operators: bytes

    def drawn(self) -> bytes:
        return b"q " + self.operators + b" Q\n"


def picture(image: Image.Image, x: float, y: float, wide: float, high: float) -> Drawn:
    """A picture with its lower left corner at a place, in points."""
    image = image.convert("RGB")
    data = zlib.compress(image.tobytes())
    return Drawn(
        b"%g 0 0 %g %g %g cm BI /W %d /H %d /CS /RGB /BPC 8 /F /Fl ID %s\nEI"
        % (wide, high, x, y, image.width, image.height, data)
    )


def path(*points: Point, filled: bool = False, closed: bool = True) -> Drawn:
    """A path from point to point, in blue."""
    steps = b"%g %g m " % points[0] + b"".join(b"%g %g l " % point for point in points[1:])
    paint = b"f" if filled else b"S"
    return Drawn(b"0 0 0.6 RG 0 0 0.6 rg 1 w " + steps + (b"h " if closed else b"") + paint)


def box(x: float, y: float, wide: float, high: float, *, filled: bool = False) -> Drawn:
    """A rectangle."""
    return path((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), filled=filled)


def rounded(x: float, y: float, wide: float, high: float, corner: float = 8) -> Drawn:
    """A rectangle with round corners."""
    right, top, c = x + wide, y + high, corner
    return Drawn(
        b"0 0 0.6 RG %g %g m %g %g l %g %g %g %g v %g %g l %g %g %g %g v %g %g l %g %g %g %g v %g %g l "
        b"%g %g %g %g v h S"
        % (
            *(x + c, y, right - c, y, right, y, right, y + c, right, top - c, right, top, right - c, top),
            *(x + c, top, x, top, x, top - c, x, y + c, x, y, x + c, y),
        )
    )


def arrow(x: float, top: float, foot: float) -> list[Drawn]:
    """An arrow down, as programs draw it: a line and a small triangle on its end."""
    return [
        path((x, top), (x, foot + 6), closed=False),
        path((x - 4, foot + 7), (x + 4, foot + 7), (x, foot), filled=True),
    ]


def block_arrow(x: float, top: float, foot: float) -> Drawn:
    """An arrow down in one shape of seven corners."""
    neck = foot + 8
    return path(
        *((x - 2, top), (x - 2, neck), (x - 6, neck), (x, foot), (x + 6, neck), (x + 2, neck), (x + 2, top)),
        filled=True,
    )


def print_on(image: Image.Image, lines: Sequence[str], size: int = 34, at: Point = (60, 60)) -> Image.Image:
    """An image with lines of print on it."""
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    for number, line in enumerate(lines):
        draw.text((at[0], at[1] + number * 1.5 * size), line, fill="black", font=font)
    return image


def page_of_print(lines: Sequence[str], size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """A page, as a scanner sees it: soft letters on paper that is not quite white."""
    image = print_on(Image.new("RGB", size, (244, 242, 238)), lines)
    grain = np.random.default_rng(7).normal(0, 4, (size[1], size[0], 1))
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), dtype=float) + grain
    return Image.fromarray(soft.clip(0, 255).astype("uint8"))


def photograph(size: tuple[int, int] = (900, 600)) -> Image.Image:
    """A picture with the soft, coloured patches of a photograph and no print."""
    patches = np.random.default_rng(3).integers(30, 230, (12, 18, 3)).astype("uint8")
    grain = np.random.default_rng(5).normal(0, 9, (size[1], size[0], 3))
    large = np.asarray(Image.fromarray(patches).resize(size, Image.Resampling.BICUBIC), dtype=float)
    return Image.fromarray((large + grain).clip(0, 255).astype("uint8"))


def letters(rows: int, columns: int, x: float, y: float) -> list[Drawn]:
    """Rows of shapes as different from each other as letters are, and about as large."""
    chance = np.random.default_rng(11)
    shapes: list[bytes] = []
    for row in range(rows):
        for column in range(columns):
            left, foot = x + 7 * column, y + 14 * row
            corners = [
                (left + 5 * across, foot + 7 * up)
                for across, up in chance.random((4 + column % 14, 2)).tolist()
            ]
            start = b"%g %g m " % corners[0]
            bends = b"".join(
                b"%g %g %g %g v " % (*a, *b)
                for a, b in zip(corners[1:], corners[2:] + corners[:1], strict=True)
            )
            shapes.append(start + bends + b"h f ")
    return [Drawn(shape) for shape in shapes]
