"""One PDF page to its printed lines, in reading order, with the typography that tells headings apart."""

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

LINE_ENDS = frozenset("\r\n")
DIGITS = re.compile(r"\d+")
LIGATURE_GAP = re.compile(r"(?:ff[il]?|f[il]) (?=[a-z])")
_GLYPH = r"[•●▪■□◦○‣∙·➢➤✓✔❖\uf000-\uf0ff]"
_PRINTED = r"(?:\d{1,3}(?:\.\d{1,3}){1,3}\.?|\d{1,3}[.)]|\(\d{1,3}[A-Z]{0,2}\)|\([a-z]{1,4}\)|[a-z]\))"
BULLET = re.compile(rf"{_GLYPH}\s*(?=\S)|o\s+(?=[a-z])")
NUMBER = re.compile(rf"{_PRINTED}\s+(?=\S)")
MARKER = re.compile(rf"{_GLYPH}|[–—*o-]|{_PRINTED}|\d{{1,3}}[A-Z]{{0,2}}")
"""A bullet or number that stands alone; a bare number may be a section's ("42")."""
BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
UNPRINTABLE = {c: None for c in (*range(32), *range(0x200B, 0x2010), 0xFEFF, 0xFFFE, 0xFFFF) if c != 9}
"""Control and zero-width characters, which no reader sees; handed to ``str.translate``."""
HYPHENATED = frozenset(
    "after anti bi by care case child co cross day decision domestic e early end ex extra face family fee "
    "follow front full half health high home honour ill in inter intra join life long low mid mini multi "
    "non off on one online out over own part police post pre pro re school self semi short sign single so "
    "sub third two under up user well whole wide work year young".split()
)
"""First parts after which a hyphen at a line's end is the word's own."""
SUPERSCRIPT = 0.8
"""A digit smaller than this share of its line's type is a footnote marker."""
GUTTER = 1.5
"""White space in a line, in ems, that parts two columns of a table."""
DISORDER = 0.25
"""Share of upward jumps between lines above which a page's drawing order is no reading order."""
LINE_HYPHEN = "\x02"
"""What pdfium gives for a hyphen at a line's end, in place of the hyphen and the line's end."""
SOFT_HYPHEN = "\xad"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or a part of one: its text, place in points from the bottom left, and type.

    ``marker`` holds the superscript number that stood first on the line: a footnote's own number where the
    line belongs to a footnote, the end of the sentence before where it does not.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    marker: str = ""

    @property
    def is_marker(self) -> bool:
        """Whether it is a bullet or a printed number that stands by itself before its text."""
        return bool(MARKER.fullmatch(self.text))

    @property
    def centre(self) -> float:
        """The middle of the line, in points from the left edge."""
        return (self.x0 + self.x1) / 2


class _Glyphs:
    """What pdfium knows of the characters of one page, asked for one at a time."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._page = textpage
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._matrix = pdfium_c.FS_MATRIX()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        count = textpage.count_chars()
        self.text = "".join(_character(pdfium_c.FPDFText_GetUnicode(textpage, i)) for i in range(count))

    def span(self, index: int) -> tuple[float, float]:
        left, right, bottom, top = self._box
        pdfium_c.FPDFText_GetCharBox(self._page, index, left, right, bottom, top)
        return left.value, right.value

    def baseline(self, index: int) -> float:
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, *self._origin)
        return self._origin[1].value

    def size(self, index: int) -> float:
        pdfium_c.FPDFText_GetMatrix(self._page, index, self._matrix)
        scale = abs(self._matrix.d) or abs(self._matrix.b)
        return float(pdfium_c.FPDFText_GetFontSize(self._page, index) * scale)

    def bold(self, index: int) -> bool:
        if pdfium_c.FPDFText_GetFontWeight(self._page, index) >= 600:
            return True
        pdfium_c.FPDFText_GetFontInfo(self._page, index, self._font, 128, self._flags)
        name = self._font.value.decode("ascii", "ignore").lower()
        return any(mark in name for mark in BOLD_NAMES)


def page_pieces(page: pdfium.PdfPage, number: int) -> list[Line]:
    """The lines of one page in reading order, a line in pieces where there is white space within it, with
    footnote markers taken out of their sentences.

    Args:
        page: the page.
        number: its physical number, from 1, which every line carries.
    """
    textpage = page.get_textpage()
    try:
        glyphs = _Glyphs(textpage)
        spans = (span for run in _runs(glyphs.text) for span in _split(glyphs, *run))
        pieces = [line for span in spans if (line := _line(glyphs, *span, number))]
    finally:
        textpage.close()
    return _reading_order(pieces)


def _character(code: int) -> str:
    """One character for one code, so that indexes into the text are pdfium's own."""
    return chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffe"


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans between line ends, white space at both edges left out."""
    start = 0
    for index, character in enumerate(text + "\n"):
        if character in LINE_ENDS or character == LINE_HYPHEN:
            end = index + (character == LINE_HYPHEN)
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                yield start, end
            start = index + 1


def _split(glyphs: _Glyphs, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run cut where white space as wide as a column's gutter stands within it."""
    wide = GUTTER * glyphs.size(start)
    index = glyphs.text.find(" ", start, end)
    while index != -1:
        after = index + 1
        while glyphs.text[after] == " ":
            after += 1
        if glyphs.span(after)[0] - glyphs.span(index - 1)[1] > wide:
            yield start, index
            start = after
        index = glyphs.text.find(" ", after, end)
    yield start, end


def _line(glyphs: _Glyphs, start: int, end: int, page: int) -> Line | None:
    visible = [i for i in range(start, end) if not glyphs.text[i].isspace()]
    samples = [visible[round(k * (len(visible) - 1) / 4)] for k in range(5)]
    size = max(glyphs.size(i) for i in samples)
    text, marker = _without_markers(glyphs, start, end, size)
    if text.endswith((LINE_HYPHEN, SOFT_HYPHEN)):
        text = text[:-1] + "-"
    text = text.replace(SOFT_HYPHEN, "").translate(UNPRINTABLE)
    if not text.strip():
        return None
    letters = [i for i in samples if glyphs.text[i].isalnum()] or samples
    return Line(
        text=re.sub(r"\s+", " ", text).strip(),
        page=page,
        x0=glyphs.span(visible[0])[0],
        x1=glyphs.span(visible[-1])[1],
        y=median(glyphs.baseline(i) for i in samples),
        size=round(size, 1),
        bold=all(glyphs.bold(i) for i in letters),
        marker=marker,
    )


def _without_markers(glyphs: _Glyphs, start: int, end: int, size: float) -> tuple[str, str]:
    """The run's text less superscript numbers and false spaces after ligatures; the number it began with."""
    text = glyphs.text[start:end]
    marker = ""
    dropped: set[int] = set()
    for found in DIGITS.finditer(text):
        small = [i for i in range(*found.span()) if glyphs.size(start + i) < SUPERSCRIPT * size]
        dropped.update(small)
        if small and small[0] == 0:
            marker = "".join(text[i] for i in small)
    for found in LIGATURE_GAP.finditer(text):
        space = found.end() - 1
        # letters of one ligature share a glyph, which overlaps a space that was never printed
        last, left = glyphs.span(start + space - 1), glyphs.span(start + space)[0]
        if last == glyphs.span(start + space - 2) and left < last[1] - 1:
            dropped.add(space)
    return "".join(c for i, c in enumerate(text) if i not in dropped), marker


def _reading_order(lines: list[Line]) -> list[Line]:
    """The order in which the file draws its lines, which keeps columns, boxes and flow-chart steps whole;
    or, where that order jumps up the page again and again, down the page."""
    jumps = sum(after.y > before.y + 2 * before.size for before, after in pairwise(lines))
    if jumps > max(5, DISORDER * len(lines)):
        return sorted(lines, key=lambda line: (-line.y, line.x0))
    return lines


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Pieces that stand side by side on one baseline made one line; stray footnote markers dropped."""
    body = median(line.size for line in lines) if lines else 0
    lines = [
        line
        for line in lines
        if not (line.text.isdigit() and len(line.text) <= 3 and line.size <= SUPERSCRIPT * body)
    ]
    if not lines:
        return
    open_line = lines[0]
    for line in lines[1:]:
        if _beside(open_line, line):
            open_line = _merged(open_line, line)
        else:
            yield open_line
            open_line = line
    yield open_line


def _beside(before: Line, line: Line) -> bool:
    """Whether a piece goes on with the one before: a word space away, or after a bullet or number."""
    size = max(before.size, line.size)
    return (
        abs(before.y - line.y) < 0.3 * size
        and -2 < line.x0 - before.x1 < (5 if before.is_marker else 1) * size
    )


def _merged(before: Line, line: Line) -> Line:
    space = " " if line.x0 - before.x1 > 0.15 * line.size else ""
    return replace(
        before,
        text=before.text + space + line.text,
        x1=line.x1,
        size=max(before.size, line.size),
        bold=before.bold and line.bold,
    )


def join_lines(texts: Iterable[str]) -> str:
    """Lines to running text: one space between, and words broken at a line's end made whole.

    A hyphen between two lower-case letters at a line's end is taken for the printer's unless it follows
    a part that is commonly hyphenated ("co-", "multi-"); one between digits or capitals is kept.
    """
    joined = ""
    for text in texts:
        if not joined:
            joined = text
        elif re.search(r"[^\W\d]-$", joined) and text[:1].islower():
            stem = re.search(r"[^\W\d]+(?=-$)", joined)
            keep = stem is not None and (stem[0].casefold() in HYPHENATED or "-" in text.split(" ", 1)[0])
            joined = (joined if keep else joined[:-1]) + text
        elif joined.endswith(("-", "/", "–")) and text[:1].isalnum() and joined[-2:-1].isalnum():
            joined += text
        else:
            joined += " " + text
    return re.sub(r"\s+", " ", joined).strip()
