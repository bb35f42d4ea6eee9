"""What pdfium knows of the characters on a page: where each stands, its type, its marked content."""

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

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


class Glyphs:
    """What pdfium knows of the characters of one page, asked for one at a time."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._page = textpage
        self._seen = as_seen(textpage.page)
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._matrix = pdfium_c.FS_MATRIX()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        count = textpage.count_chars()
        self.text = "".join(_character(pdfium_c.FPDFText_GetUnicode(textpage, i)) for i in range(count))

    def without_unseen(self) -> None:
        """Take out what is printed in invisible ink, unless that is most of the page (a scanner's OCR), and
        what is too small to be seen."""
        inked = [i for i, character in enumerate(self.text) if not character.isspace()]
        unseen = {i for i in inked if self._is_unseen(i)}
        if len(unseen) > 0.5 * len(inked):
            unseen = set()
        unseen |= {i for i in inked if self._is_speck(i)}
        if unseen:
            self.text = "".join(UNUSED if i in unseen else one for i, one in enumerate(self.text))

    def _is_unseen(self, index: int) -> bool:
        drawn = pdfium_c.FPDFText_GetTextObject(self._page, index)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(drawn) if drawn else None
        return bool(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)

    def _is_speck(self, index: int) -> bool:
        small = pdfium_c.FPDFText_GetFontSize(self._page, index) < SPECK
        return bool(small and self.size(index) < SPECK)

    def span(self, index: int) -> tuple[float, float]:
        """Where a character begins and ends across the page, in points from the left."""
        left, right, bottom, top = self._box
        pdfium_c.FPDFText_GetCharBox(self._page, index, left, right, bottom, top)
        corners = ((left.value, bottom.value), (right.value, top.value))
        first, last = sorted(_sound(self._seen.on_point(x, y)[0]) for x, y in corners)
        return first, last

    def baseline(self, index: int) -> float:
        """How high a character stands, in points from the bottom of the page."""
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, *self._origin)
        x, y = self._origin
        return _sound(self._seen.on_point(x.value, y.value)[1])

    def size(self, index: int) -> float:
        """The size of a character's type as printed, in points."""
        pdfium_c.FPDFText_GetMatrix(self._page, index, self._matrix)
        scale = abs(self._matrix.d) or abs(self._matrix.b)
        return _sound(pdfium_c.FPDFText_GetFontSize(self._page, index) * scale)

    def content(self, index: int) -> int:
        """The number of the marked content that a character belongs to, or -1."""
        drawn = pdfium_c.FPDFText_GetTextObject(self._page, index)
        return int(pdfium_c.FPDFPageObj_GetMarkedContentID(drawn)) if drawn else -1

    def bold(self, index: int) -> bool:
        """Whether a character is set in bold type."""
        if pdfium_c.FPDFText_GetFontWeight(self._page, index) >= 600:
            return True
        return any(mark in self._font_name(index) for mark in BOLD_NAMES)

    def italic(self, index: int) -> bool:
        """Whether a character is set in italics."""
        return any(mark in self._font_name(index) for mark in ITALIC_NAMES)

    def tinted(self, index: int) -> bool:
        """Whether a character is printed in a colour that is neither near black, grey or white nor the blue
        of links."""
        if not pdfium_c.FPDFText_GetFillColor(self._page, index, *self._colour):
            return False
        red, green, blue, _ = (part.value for part in self._colour)
        return max(red, green, blue) - min(red, green, blue) > TINT and blue < max(red, green)

    def _font_name(self, index: int) -> str:
        pdfium_c.FPDFText_GetFontInfo(self._page, index, self._font, 128, self._flags)
        return self._font.value.decode("ascii", "ignore").lower()


def _sound(points: float) -> float:
    """A place or size in points, within what a page can have; 0 for what is no number."""
    return min(max(float(points), -FARTHEST), FARTHEST) if points == points else 0.0  # noqa: PLR0124 - no number


def _character(code: int) -> str:
    """One character for one code, so that indexes into the text are pdfium's own."""
    return chr(code) if code and not 0xD800 <= code < 0xE000 else UNUSED
