"""Lines of plain text to chunks: wrapped lines joined, bullets and headings still to be judged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.readers._hyphens import lines_joined
from ingest.readers._text import split_number, without_bullet
from ingest.readers.text.columns import parted
from ingest.readers.text.furniture import without_page_furniture, without_running_heads, without_site_foot
from ingest.readers.text.line import ENDED, Line

_RULE = re.compile(r"[=\-_*~#|.·\s]{3,}|\|")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_LONE_MARK = re.compile(r"[•◦▪●○■‣⁃∙·➢]|\d{1,3}\.|\d{1,2}(?:\.\d{1,2})+|\([a-z]{1,4}\)")


@dataclass(slots=True)
class Chunk:
    """Lines that belong together, and what stood around them."""

    lines: list[Line] = field(default_factory=list)
    mark: str = ""
    gap_before: bool = True
    gap_after: bool = True
    underlined: str = ""

    @property
    def row(self) -> bool:
        """Whether it is a row of a table."""
        return self.lines[0].row

    @property
    def text(self) -> str:
        """All its words on one line, with a mark that stood on a line of its own in front."""
        joined = lines_joined(line.words for line in self.lines)
        return f"{self.mark} {joined}" if self.mark else joined


def read_lines(text: str) -> tuple[list[Line], tuple[str, ...]]:
    """The lines with the page that each is on, and what is printed as each page's number.

    Form feeds break pages; where there are none, no line has a page.
    """
    texts = text.expandtabs().split("\f")
    if len(texts) == 1:
        lines = [Line(raw.rstrip(), None) for raw in texts[0].splitlines()]
        return parted(without_site_foot(without_running_heads(lines))), ()
    while texts and not texts[-1].strip():
        texts.pop()
    pages, labels = without_page_furniture([page.splitlines() for page in texts])
    lines = []
    for page, raws in enumerate(pages, start=1):
        lines += [Line(raw.rstrip(), page) for raw in raws]
        lines.append(Line("", page))
    return parted(lines), tuple(labels)


def chunks(lines: Sequence[Line]) -> list[Chunk]:
    """The lines gathered into paragraphs, items and possible headings."""
    gatherer = _Gatherer(_width(lines))
    for line in lines:
        gatherer.take(line)
    gatherer.end()
    return gatherer.chunks


def _width(lines: Sequence[Line]) -> int:
    """The column at which the text was wrapped by hand or by program, or 0 where it was not."""
    lengths = sorted(len(line.raw) for line in lines if line.words)
    if len(lengths) < 4:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]
    near = sum(0.75 * width <= length <= width for length in lengths)
    return width if 40 <= width <= 130 and near >= 0.35 * len(lengths) else 0


class _Gatherer:
    def __init__(self, width: int) -> None:
        self.chunks: list[Chunk] = []
        self._width = width
        self._open: Chunk | None = None
        self._mark = ""  # a bullet or number alone on its line, for the line that follows
        self._page: int | None = None  # where that line stands
        self._gap = True

    def take(self, line: Line) -> None:
        words = line.words
        if not words:
            self._gap = True
        elif line.row:
            self._start(line)
        elif _LONE_MARK.fullmatch(words):
            self.end()
            self._mark, self._page = words, line.page
        elif _RULE.fullmatch(words):
            self._underline(words)
        elif self._open and not self._mark and not self._open.row and self._goes_on(self._open, line):
            self._open.lines.append(line)
            self._gap = False
        else:
            self._start(line)

    def _start(self, line: Line) -> None:
        if self._open:
            self._open.gap_after = self._gap
        self._open = Chunk([line], self._mark, gap_before=self._gap)
        self.chunks.append(self._open)
        self._mark, self._gap = "", False

    def _underline(self, rule: str) -> None:
        if self._open and len(self._open.lines) == 1 and not self._gap and _UNDERLINE.fullmatch(rule):
            self._open.underlined = rule[0]
        self._gap = True

    def end(self) -> None:
        """End the last chunk; a mark still waiting for its words is a chunk by itself."""
        if self._open:
            self._open.gap_after = True
        if self._mark and any(c.isalnum() for c in self._mark):
            self.chunks.append(Chunk([Line(self._mark, self._page)]))
        self._mark, self._open = "", None

    def _goes_on(self, chunk: Chunk, line: Line) -> bool:
        return line.goes_on or self._continues(chunk, line)

    def _continues(self, chunk: Chunk, line: Line) -> bool:
        last, words = chunk.lines[-1], line.words
        ended = last.words.endswith(ENDED)
        if line.page != last.page:
            return not ended and words[0].islower() and not _starts_block(words)
        if self._gap or without_bullet(words)[0] or chunk.underlined or _is_marked_heading(last.words):
            return False
        full = bool(self._width) and len(last.raw) + 1 + len(words.split()[0]) > 0.85 * self._width
        if _starts_block(words):
            return full and not ended and last.words[-1] != ","
        if (
            without_bullet(f"{chunk.mark} {chunk.lines[0].words}".strip())[0]
            and line.indent > chunk.lines[0].indent
        ):
            return True  # set in under its bullet
        if full:
            return True
        long = len(last.raw) > (0.6 * self._width if self._width else 50)
        return long and words[0].islower() and not ended and len(last.raw) <= 130


def _starts_block(words: str) -> bool:
    return without_bullet(words)[0] or split_number(words)[0] != "" or _is_marked_heading(words)


def _is_marked_heading(words: str) -> bool:
    return re.match(r"#{1,6}\s+\S", words) is not None


def runs(flags: Sequence[bool]) -> Iterator[range]:
    """The stretches of neighbours that are all true."""
    start = 0
    for at in range(len(flags) + 1):
        if at == len(flags) or not flags[at]:
            if at > start:
                yield range(start, at)
            start = at + 1
