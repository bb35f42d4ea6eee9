"""One PDF page to its printed lines, in reading order, with the typography that tells headings apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from ingest.readers.pdf.drawings import NO_WALLS, Walls
from ingest.readers.pdf.glyphs import Glyphs
from ingest.readers.pdf.notes import MARKS, Notes, lifted, mark
from ingest.readers.pdf.tags import Tag, page_tags
from ingest.readers.pdf.unseen import HiddenWords

LINE_ENDS = frozenset("\r\n")
SMALL = re.compile(r"[A-Z]?\d+|[ivx]+(?![a-z])")
"""What may be a footnote marker where it is set small; "F1" marks an amendment of an Act."""
LIGATURE_GAP = re.compile(r"(?:ff[il]?|f[il]) (?=[a-z])")
_GLYPH = r"[•●▪■□◦○‣∙·➢➤✓✔❖\uf000-\uf0ff]"
_PRINTED = (
    r"(?:\d{1,3}[A-Z]?\.?[—–]\(\d{1,3}[A-Z]{0,2}\)"  # 3.—(1), of a regulation
    r"|\d{1,3}(?:\.\d{1,3}){1,3}\.?|\d{1,3}[A-Z]?[.)]|\(\d{1,3}[A-Z]{0,2}\)|\([a-z]{1,4}\)|[a-z]\))"
)
BULLET = re.compile(rf"{_GLYPH}\s*(?=\S)|o\s+(?=[a-z])")
NUMBER = re.compile(rf"{_PRINTED}(?:\s+(?=\S)|(?=\[))")
MARKER = re.compile(rf"{_GLYPH}|[–—*o-]|{_PRINTED}|\d{{1,3}}[A-Z]{{0,2}}")
"""A bullet or number that stands alone; a bare number may be a section's ("42")."""
UNPRINTABLE = dict.fromkeys(
    (
        *(*range(9), *range(10, 32), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
        *(0xFEFF, 0xFFFE, 0xFFFF, *range(0xE0000, 0xE01F0)),
    )
)
"""Control and zero-width characters, which no reader sees; handed to ``str.translate``."""
SUPERSCRIPT = 0.8
"""A digit smaller than this share of its line's type is a footnote marker, unless it is an exponent."""
EXPONENT = re.compile(r"(?:^|[\d\s(])[ckm]?m$")
NUMERAL = 1.6
"""Times the size of its line from which on a number in front is a chapter's, set beside the title."""
HOLLOW_GAP = 0.5
"""White space in ems after a letter o that is no letter but a hollow bullet."""
GUTTER = 1.5
"""White space in a line, in ems, that parts two columns of a table."""
DISORDER = 0.25
"""Share of upward jumps between lines above which a page's drawing order is no reading order."""
LINE_HYPHEN = "\x02"
"""What pdfium gives for a hyphen at a line's end, in place of the hyphen and the line's end."""
SOFT_HYPHEN = "\xad"
HYPHEN = "\u2010"
MARK_ALONE = re.compile(r"\d{1,3}|[A-Z]\d{1,3}|[ivx]{1,4}")
"""A footnote marker that the file draws by itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or a part of one: its text, place in points from the bottom left, and type.

    ``italic`` tells italics, with or without words in bold, and ``opens_bold`` that the first of them is.
    ``marker`` holds the superscript number that stood first on the line: a footnote's own number where the
    line belongs to a footnote, the end of the sentence before where it does not. ``notes`` holds all of the
    line's superscript numbers; ``numeral`` a chapter's number that is set large beside a title; ``tag`` what
    a tagged PDF says of the line; ``boxed`` whether it stands in a box of its own.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    marker: str = ""
    notes: Notes = ()
    numeral: str = ""
    italic: bool = False
    opens_bold: bool = False
    tinted: bool = False
    tag: Tag | None = None
    boxed: bool = False

    @property
    def is_marker(self) -> bool:
        """Whether it is a bullet or a printed number that stands by itself before its text."""
        return bool(MARKER.fullmatch(self.text))

    @property
    def centre(self) -> float:
        """The middle of the line, in points from the left edge."""
        return (self.x0 + self.x1) / 2


def page_pieces(
    page: pdfium.PdfPage, number: int, walls: Walls = NO_WALLS, hidden: HiddenWords | None = None
) -> list[Line]:
    """The lines of one page in reading order, a line in pieces where there is white space within it, with
    footnote markers taken out of their sentences.

    Args:
        page: the page.
        number: its physical number, from 1, which every line carries.
        walls: what is drawn between its words, where lines are cut too.
        hidden: finds and gathers the words on it that nobody sees, which are left out.
    """
    hidden = hidden or HiddenWords.on(page, number)
    textpage = page.get_textpage()
    try:
        glyphs = Glyphs(textpage)
        hidden.take_out(glyphs)
        tags = page_tags(page)
        spans = (span for run in _runs(glyphs.text) for span in _split(glyphs, *run, walls))
        pieces = [line for span in spans if (line := _line(glyphs, *span, number, tags))]
    finally:
        textpage.close()
    return _reading_order(pieces)


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


def _split(glyphs: Glyphs, start: int, end: int, walls: Walls) -> Iterator[tuple[int, int]]:
    """A run cut where white space as wide as a column's gutter stands within it, or where it jumps back."""
    size = glyphs.type(start).size
    index = glyphs.text.find(" ", start, end)
    while index != -1:
        after = index + 1
        while glyphs.text[after] == " ":
            after += 1
        left, right = glyphs.span(index - 1)[1], glyphs.span(after)[0]
        if not -2 * size <= right - left <= GUTTER * size or (
            walls and walls.part((left, glyphs.baseline(index - 1)), (right, glyphs.baseline(after)))
        ):
            yield start, index
            start = after
        index = glyphs.text.find(" ", after, end)
    yield start, end


def _line(glyphs: Glyphs, start: int, end: int, page: int, tags: Mapping[int, Tag]) -> Line | None:
    numeral, start = _numeral(glyphs, start, end)
    visible = [i for i in range(start, end) if not glyphs.text[i].isspace()]
    samples = [visible[round(k * (len(visible) - 1) / 4)] for k in range(5)]
    types = list(dict.fromkeys(map(glyphs.type, samples)))
    size = max(type_.size for type_ in types)
    text = _with_marks(glyphs, start, end, size)
    if text.endswith((LINE_HYPHEN, SOFT_HYPHEN)):
        text = text[:-1] + "-"
    text, notes = lifted(text.replace(SOFT_HYPHEN, "").replace(HYPHEN, "-").translate(UNPRINTABLE))
    if not text:
        return None
    if _is_hollow_bullet(glyphs, visible, size):
        text = "◦" + text[1:]
    letters = list(dict.fromkeys(glyphs.type(i) for i in samples if glyphs.text[i].isalnum())) or types
    return Line(
        text=text,
        page=page,
        x0=glyphs.span(visible[0])[0],
        x1=glyphs.span(visible[-1])[1],
        y=median(glyphs.baseline(i) for i in samples),
        size=round(size, 1),
        bold=all(type_.bold for type_ in letters),
        marker=next((number for place, number in notes if not place), ""),
        notes=notes,
        numeral=numeral,
        tinted=all(type_.tinted for type_ in letters),
        italic=all(type_.italic or type_.bold for type_ in letters),
        opens_bold=letters[0].bold,
        tag=next((tag for type_ in types if (tag := tags.get(type_.content))), None) if tags else None,
    )


def _numeral(glyphs: Glyphs, start: int, end: int) -> tuple[str, int]:
    """A number in front that is set much larger than the words after it, and where these begin."""
    found = re.match(r"(\d{1,2})\s*(?=\S)", glyphs.text[start:end])
    if found is None or glyphs.type(start).size < NUMERAL * glyphs.type(start + found.end()).size:
        return "", start
    return found[1], start + found.end()


def _is_hollow_bullet(glyphs: Glyphs, visible: Sequence[int], size: float) -> bool:
    """Whether a line begins with a letter o that stands apart: Word's bullet of the second level."""
    first, *rest = visible
    if glyphs.text[first] != "o":
        return False
    return not rest or glyphs.span(rest[0])[0] - glyphs.span(first)[1] > HOLLOW_GAP * size


def _with_marks(glyphs: Glyphs, start: int, end: int, size: float) -> str:
    """The run's text, its superscript numbers as marks and false spaces after ligatures left out."""
    text = glyphs.text[start:end]
    parts = {i: character for i, character in enumerate(text) if character not in MARKS}
    for found in SMALL.finditer(text):
        small = [i for i in range(*found.span()) if glyphs.type(start + i).size < SUPERSCRIPT * size]
        if small and not EXPONENT.search(text[: small[0]]):
            number = mark("".join(text[i] for i in small))
            parts.update(dict.fromkeys(small, "") | {small[0]: number})
    for found in LIGATURE_GAP.finditer(text):
        space = found.end() - 1
        # letters of one ligature share a glyph, which overlaps a space that was never printed
        last, left = glyphs.span(start + space - 1), glyphs.span(start + space)[0]
        if last == glyphs.span(start + space - 2) and left < last[1] - 1:
            parts.pop(space)
    return "".join(parts.values())


def _reading_order(lines: list[Line]) -> list[Line]:
    """The order in which the file draws its lines, which keeps columns, boxes and flow-chart steps whole;
    or, where that order jumps up the page again and again, down the page."""
    jumps = sum(after.y > before.y + 2 * before.size for before, after in pairwise(lines))
    if jumps > max(5, DISORDER * len(lines)):
        return sorted(lines, key=lambda line: (-line.y, line.x0))
    return lines


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Pieces that stand side by side on one baseline made one line; footnote markers that stand by
    themselves given to the line that they stand beside."""
    body = median(line.size for line in lines) if lines else 0
    open_line: Line | None = None
    waiting: Line | None = None
    for line in lines:
        if MARK_ALONE.fullmatch(line.text) and line.size <= SUPERSCRIPT * body:
            if open_line is not None and _follows(open_line, line):
                open_line = replace(
                    open_line, x1=line.x1, notes=(*open_line.notes, (len(open_line.text), line.text))
                )
                continue
            if waiting is not None:
                yield waiting
            waiting = line
            continue
        if waiting is not None and _follows(waiting, line):
            marker = waiting.text
            line = replace(line, marker=marker, notes=((0, marker), *line.notes))  # noqa: PLW2901
        elif waiting is not None:
            yield waiting
        waiting = None
        if open_line is not None and _beside(open_line, line):
            open_line = _merged(open_line, line)
            continue
        if open_line is not None:
            yield open_line
        open_line = line
    yield from (line for line in (open_line, waiting) if line is not None)


def _follows(line: Line, after: Line) -> bool:
    """Whether a footnote marker stands right at the end of a line, or a line right after its marker."""
    size = max(line.size, after.size)
    return abs(line.y - after.y) < size and -2 < after.x0 - line.x1 < 2 * size


def _beside(before: Line, line: Line) -> bool:
    """Whether a piece goes on with the one before: a word space away, or after a bullet or number."""
    size = max(before.size, line.size)
    if before.tag is not None and line.tag is not None and before.tag.place != line.tag.place:
        return False
    return (
        abs(before.y - line.y) < 0.3 * size
        and -2 < line.x0 - before.x1 < (5 if before.is_marker else 1) * size
    )


def _merged(before: Line, line: Line) -> Line:
    ends_at_mark = before.notes[-1:] and before.notes[-1][0] == len(before.text)
    marked = ends_at_mark or (line.notes[:1] and not line.notes[0][0])
    apart = line.x0 - before.x1 > 0.15 * line.size or (marked and line.text[:1].isalnum())
    space = " " if apart and line.text[0] not in ".,;:)" else ""
    start = len(before.text) + len(space)
    return replace(
        before,
        text=before.text + space + line.text,
        x1=line.x1,
        size=max(before.size, line.size),
        bold=before.bold and line.bold,
        notes=(*before.notes, *((start + place, number) for place, number in line.notes)),
        numeral=before.numeral or line.numeral,
        tag=(line.tag if before.is_marker else before.tag) or before.tag or line.tag,
    )


def usual_size(lines: Sequence[Line]) -> float:
    """The size in points of most of the type of some lines, of which there is one at least."""
    letters = Counter[float]()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0]
