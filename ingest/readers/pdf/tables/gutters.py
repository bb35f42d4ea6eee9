"""Printed lines that run on over a narrow gutter between two columns, cut there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from ingest.readers.pdf.glyphs import Glyphs
from ingest.readers.pdf.lines import Line

WIDE = 0.5
"""White space between two words in ems that may be a narrow gutter."""
ALIGNED = 1.5
"""Points by which lines that begin in one column may stand out of line."""
REACH = 15.0
"""Ems above and below a line within which others may show where its columns are."""
SUPPORT = 2
"""Printed lines that show a gutter before another is cut there."""

Pair = tuple[Line, Line]
"""A piece of a printed line and the next on its right."""


def cut_at_columns(lines: Sequence[Line], page: pdfium.PdfPage) -> list[Line]:
    """The pieces of a page's lines, each cut where the lines above and below it show a gutter and its own
    words leave it white.

    Args:
        lines: the pieces.
        page: the page that they stand on.
    """
    pairs = _pairs(lines)
    if page.get_rotation() or not any(_crossed(line, pairs) for line in lines):
        return list(lines)
    textpage = page.get_textpage()
    try:
        printed = _Printed(textpage, Glyphs(textpage))
        return [part for line in lines for part in _cut(line, pairs, printed)]
    finally:
        textpage.close()


def _pairs(lines: Sequence[Line]) -> list[Pair]:
    by_height = sorted(lines, key=lambda line: (-line.y, line.x0))
    pairs: list[Pair] = []
    for at, line in enumerate(by_height):
        level = [o for o in by_height[max(at - 20, 0) : at + 20] if abs(o.y - line.y) < 0.35 * line.size]
        right = [other for other in level if other.x0 > line.x1]
        if right:
            pairs.append((line, min(right, key=lambda other: other.x0)))
    return pairs


def _crossed(line: Line, pairs: Sequence[Pair]) -> list[float]:
    """Where the columns begin that a line runs on into, by the pairs near it."""
    near = [
        (second.x0, first.y)
        for first, second in pairs
        if abs(first.x0 - line.x0) < ALIGNED
        and abs(first.y - line.y) < REACH * line.size
        and line.x0 + line.size < second.x0 < line.x1 - line.size
    ]
    starts = sorted({start for start, _ in near})
    return [x for x in starts if len({round(y) for start, y in near if abs(start - x) < ALIGNED}) >= SUPPORT]


@dataclass(frozen=True, slots=True)
class _Printed:
    """The characters of a page, to be found by where they stand."""

    page: pdfium.PdfTextPage
    glyphs: Glyphs

    def word(self, x: float, y: float) -> tuple[str, float, float]:
        """The word that begins at a place, or "", and from where to where it is white before it."""
        at = self.page.get_index(x, y, 2, 2)
        text = self.glyphs.text
        if at is None or at < 2 or text[at].isspace() or text[at - 1] != " ":
            return "", 0, 0
        return text[at:].split(maxsplit=1)[0], self.glyphs.span(at - 2)[1], self.glyphs.span(at)[0]


def _cut(line: Line, pairs: Sequence[Pair], printed: _Printed) -> list[Line]:
    """A line's pieces between the gutters that it leaves white."""
    for start in _crossed(line, pairs):
        word, left, right = printed.word(start + 1, line.y + 0.3 * line.size)
        at = _place(line, word, right) if word else 0
        if at and abs(right - start) < ALIGNED and right - left > WIDE * line.size:
            first, rest = _halves(line, at)
            return [replace(first, x1=left), *_cut(replace(rest, x0=right), pairs, printed)]
    return [line]


def _halves(line: Line, at: int) -> tuple[Line, Line]:
    """What stands before a place in a line's text, and after."""
    before = tuple((place, number) for place, number in line.notes if place < at)
    after = tuple((place - at, number) for place, number in line.notes if place >= at)
    first = replace(line, text=line.text[:at].rstrip(), notes=before, bold=line.bold or line.opens_bold)
    return first, replace(line, text=line.text[at:], notes=after, marker="", numeral="")


def _place(line: Line, word: str, x: float) -> int:
    """Where in a line's text a word begins that is printed at ``x``, or 0 where it is not found."""
    guess = len(line.text) * (x - line.x0) / (line.x1 - line.x0)
    places = [
        at
        for at in range(1, len(line.text))
        if line.text[at - 1].isspace() and line.text.startswith(word, at)
    ]
    return min(places, key=lambda at: abs(at - guess), default=0)
