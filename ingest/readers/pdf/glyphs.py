"""What pdfium knows of the characters on a page: where each stands, its type, its marked content."""

import ctypes
import re
from collections.abc import Iterable, Set
from functools import cached_property
from itertools import repeat

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.pdf import calls
from ingest.readers.pdf.artwork import Box
from ingest.readers.pdf.drawings import as_seen

BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
ITALIC_NAMES = ("italic", "oblique")
TINT = 60
"""Least difference between a colour's parts, of 255, for it to be a colour."""
SPECK = 2.5
"""Points under which type cannot be seen; Word hides marks of its own so."""
FARTHEST = 1_000_000.0
"""Points from the corner of a page beyond which nothing stands."""
UNUSED = "\ufffe"
"""Stands for a code that is no character; dropped with the unprintable ones."""
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


class _Type:
    """The type of the characters that a file draws in one go; each part of it is asked for once.

    Args:
        page: the text of the page.
        index: of one of the characters.
        drawn: the address of what they are drawn by; None for one that pdfium makes up between others.
    """

    def __init__(self, page: pdfium.PdfTextPage, index: int, drawn: int | None) -> None:
        self._page = page
        self._index = index
        self._drawn = drawn

    @cached_property
    def unseen(self) -> bool:
        """Whether it is printed in invisible ink."""
        return bool(self._mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)

    @property
    def clips(self) -> bool:
        """Whether it only cuts out what is painted after it, which shows in its shape if anything is."""
        return bool(self._mode == pdfium_c.FPDF_TEXTRENDERMODE_CLIP)

    @cached_property
    def _mode(self) -> int | None:
        return None if self._drawn is None else int(calls.render_mode(self._drawn))

    @cached_property
    def size(self) -> float:
        """As printed, in points."""
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._page, self._index, matrix)
        scale = abs(matrix.d) or abs(matrix.b)
        return _sound(self._given_size * scale)

    @property
    def _given_size(self) -> float:
        return float(pdfium_c.FPDFText_GetFontSize(self._page, self._index))

    @cached_property
    def speck(self) -> bool:
        """Whether it is too small to be seen."""
        return self._given_size < SPECK and self.size < SPECK

    @cached_property
    def content(self) -> int:
        """The number of the marked content that it belongs to, or -1."""
        return -1 if self._drawn is None else int(calls.content_of_object(self._drawn))

    @cached_property
    def bold(self) -> bool:
        """Whether it is bold."""
        heavy = pdfium_c.FPDFText_GetFontWeight(self._page, self._index) >= 600
        return heavy or any(mark in self._font for mark in BOLD_NAMES)

    @cached_property
    def italic(self) -> bool:
        """Whether it is italic."""
        return any(mark in self._font for mark in ITALIC_NAMES)

    @cached_property
    def colour(self) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity, up to 255; black where nothing says."""
        parts = tuple(ctypes.c_uint() for _ in range(4))
        if not pdfium_c.FPDFText_GetFillColor(self._page, self._index, *parts):
            return 0, 0, 0, 255
        red, green, blue, opacity = (part.value for part in parts)
        return red, green, blue, opacity

    @cached_property
    def tinted(self) -> bool:
        """Whether it is printed in a colour that is neither near black, grey or white nor the blue of
        links."""
        red, green, blue, _ = self.colour
        return max(red, green, blue) - min(red, green, blue) > TINT and blue < max(red, green)

    @cached_property
    def _font(self) -> str:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium_c.FPDFText_GetFontInfo(self._page, self._index, name, 128, flags)
        return name.value.decode("ascii", "ignore").lower()


class Glyphs:
    """What pdfium knows of the characters of one page, asked for one at a time."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._page = textpage
        self._address = calls.address(textpage.raw)
        self._turned = as_seen(textpage.page) if textpage.page.get_rotation() else None
        self._numbers = tuple(ctypes.c_double() for _ in range(4))
        self._addresses = tuple(map(ctypes.addressof, self._numbers))
        count = textpage.count_chars()
        codes = map(calls.char_unicode, repeat(self._address), range(count))
        # one character for one code, so that indexes into the text are pdfium's own
        self.text = _NO_CHARACTER.sub(UNUSED, "".join(map(chr, codes)))
        self._drawn: list[int | None] = list(map(calls.char_object, repeat(self._address), range(count)))
        self._types: dict[int, _Type] = {}

    def type(self, index: int) -> _Type:
        """The type that a character is set in."""
        drawn = self._drawn[index]
        key = -1 - index if drawn is None else drawn  # two that pdfium makes up need have nothing in common
        if key not in self._types:
            self._types[key] = _Type(self._page, index, drawn)
        return self._types[key]

    def by_drawn(self) -> dict[int, list[int]]:
        """The places of the characters that the file draws, white space left out, by what draws them."""
        found: dict[int, list[int]] = {}
        for index, drawn in enumerate(self._drawn):
            if drawn is not None and not self.text[index].isspace():
                found.setdefault(drawn, []).append(index)
        return found

    def made_up(self) -> list[int]:
        """The places of characters other than white space that pdfium makes up between others."""
        return [i for i, drawn in enumerate(self._drawn) if drawn is None and not self.text[i].isspace()]

    def said(self, indexes: Iterable[int]) -> str:
        """The words of some characters, with a space wherever they do not follow one another."""
        places = sorted(indexes)
        apart = zip([-2, *places], places, strict=False)
        return "".join(self.text[i] if i == last + 1 else f" {self.text[i]}" for last, i in apart).strip()

    def take_out(self, unseen: Set[int]) -> None:
        """Take some characters out of the text."""
        self.text = "".join(UNUSED if i in unseen else one for i, one in enumerate(self.text))

    def box(self, index: int) -> Box:
        """The box round a character, on the page before it is turned."""
        calls.char_box(self._address, index, *self._addresses)
        left, right, bottom, top = (_sound(number.value) for number in self._numbers)
        return min(left, right), min(bottom, top), max(left, right), max(bottom, top)

    def span(self, index: int) -> tuple[float, float]:
        """Where a character begins and ends across the page, in points from the left."""
        calls.char_box(self._address, index, *self._addresses)
        left, right, bottom, top = (number.value for number in self._numbers)
        if self._turned is not None:
            left, right = (self._turned.on_point(x, y)[0] for x, y in ((left, bottom), (right, top)))
        first, last = _sound(left), _sound(right)
        return (first, last) if first <= last else (last, first)

    def baseline(self, index: int) -> float:
        """How high a character stands, in points from the bottom of the page."""
        calls.char_origin(self._address, index, *self._addresses[:2])
        x, y, *_ = self._numbers
        if self._turned is not None:
            return _sound(self._turned.on_point(x.value, y.value)[1])
        return _sound(y.value)


def _sound(points: float) -> float:
    """A place or size in points, within what a page can have; 0 for what is no number."""
    if -FARTHEST <= points <= FARTHEST:
        return points
    return min(max(points, -FARTHEST), FARTHEST) if points == points else 0.0  # noqa: PLR0124 - no number
