"""The section that a passage stands in as HTML, from the library's stored text: for what has no pages.

Everything from a document is untrusted and leaves here escaped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from assistant.web.passages import BULLET, Span, marked_words
from ingest.documents import Block, BlockKind, Passage
from ingest.library import Library

MOST_WORDS = 1500
"""Shown around a passage, about; a longer section is cut between blocks."""
_MOST_LETTERS = 10 * MOST_WORDS
"""On either side; a block that is longer is cut, wherever that is."""
_LOWEST = 6
"""Of HTML's headings; a document's highest is the third, below the page's and the dialogue's own."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A block, or the part of one that stands before, in or after the passage.

    Attributes:
        block: the block.
        start, end: the part's span in the document's text.
    """

    block: Block
    start: int
    end: int


def section_html(library: Library, passage: Passage, quotes: Sequence[str] = ()) -> str:
    """The section around a passage, from the heading above it to the next of the same or a higher level.

    Args:
        library: holds the document.
        passage: of the section; it is in an element of its own, ``<div class="passage">``.
        quotes: words of the passage, to the letter, to be marked; others are not.

    Raises:
        KeyError: the document is not held.
    """
    text, blocks = library.text(passage.document_id), library.blocks(passage.document_id)
    lines = list(_lines(blocks))
    inside = [at for at, line in enumerate(lines) if line.start < passage.end and passage.start < line.end]
    if not inside:
        raise KeyError(passage.id)
    below = [at for at in inside if lines[at].end > passage.start + passage.body]  # its own headings
    section = _section(blocks, inside, below[0] if below else inside[-1])
    first, last = _within_limit(blocks, section, inside)
    lower, upper = passage.start - _MOST_LETTERS, passage.end + _MOST_LETTERS
    spans = [(passage.start + start, passage.start + end) for start, end in quoted_spans(passage, quotes)]
    shown = lines[first : last + 1]
    before, within, after = (
        _html(_clipped(shown, start, end), text, spans)
        for start, end in ((lower, passage.start), (passage.start, passage.end), (passage.end, upper))
    )
    cut_before = first > section[0] or shown[0].start < lower
    cut_after = last < section[-1] or shown[-1].end > upper
    return (
        f'<div class="section">{_CUT if cut_before else ""}{before}'
        f'<div class="passage" id="passage" tabindex="-1">{within}</div>'
        f"{after}{_CUT if cut_after else ''}</div>"
    )


def quoted_spans(passage: Passage, quotes: Iterable[str]) -> list[Span]:
    """Where in a passage's text some quotes stand; those that do not are left out."""
    found = ((passage.text.find(quote), len(quote)) for quote in quotes if quote)
    return [(start, start + length) for start, length in found if start >= 0]


def _lines(blocks: Iterable[Block]) -> Iterator[_Line]:
    """Every block whole, with where it stands in the text."""
    start = 0
    for block in blocks:
        end = start + len(block.rendered())
        yield _Line(block, start, end)
        start = end + 1


def _section(blocks: Sequence[Block], inside: Sequence[int], body: int) -> range:
    """The blocks of the section that a block of a passage stands in, with all of the passage. What stands
    in a box is no end of what is around it, and a box ends the sections in it."""
    boxed = blocks[body].boxed
    begin = body
    while begin > 0 and not _heads(blocks[begin], boxed=boxed):
        if boxed and _is_outside(blocks[begin - 1]):
            break
        begin -= 1
    level = blocks[begin].level if _heads(blocks[begin], boxed=boxed) else 0
    end = inside[-1] + 1
    while end < len(blocks):
        block = blocks[end]
        if _heads(block, boxed=boxed) and (block.level <= level or not level):
            break
        if boxed and _is_outside(block):
            break
        end += 1
    return range(min(begin, inside[0]), end)


def _is_outside(block: Block) -> bool:
    """Whether a block ends a box; a footnote stands anywhere."""
    return not block.boxed and block.kind is not BlockKind.FOOTNOTE


def _heads(block: Block, *, boxed: bool) -> bool:
    return block.kind is BlockKind.HEADING and block.boxed == boxed


def _within_limit(blocks: Sequence[Block], section: range, inside: Sequence[int]) -> Span:
    """The first and last block to show: half of the words may stand before the passage."""
    first, left = _reach(blocks, inside[0], range(inside[0] - 1, section[0] - 1, -1), MOST_WORDS // 2)
    last, _ = _reach(blocks, inside[-1], range(inside[-1] + 1, section[-1] + 1), left + MOST_WORDS // 2)
    return first, last


def _reach(blocks: Sequence[Block], at: int, going: Iterable[int], words: int) -> tuple[int, int]:
    """How far one can go from a block without more than so many words, and how many are left."""
    for step in going:
        count = blocks[step].text.count(" ") + 1
        if count > words:
            break
        at, words = step, words - count
    return at, words


def _clipped(lines: Iterable[_Line], start: int, end: int) -> list[_Line]:
    """The parts of lines that lie within a span."""
    parts = (_Line(line.block, max(line.start, start), min(line.end, end)) for line in lines)
    return [part for part in parts if part.start < part.end]


def _html(lines: Sequence[_Line], text: str, spans: Sequence[Span]) -> str:
    """Lines as HTML; list items that follow each other are one list, and so are the rows of a table."""
    html = []
    for kind, run in groupby(lines, key=lambda line: line.block.kind):
        said = [_element(line, text, spans) for line in run]
        if kind in (BlockKind.ITEM, BlockKind.ROW):
            html.append(f'<ul class="{"items" if kind is BlockKind.ITEM else "rows"}">{"".join(said)}</ul>')
        else:
            html += said
    return "".join(html)


def _element(line: _Line, text: str, spans: Sequence[Span]) -> str:
    kind, level, start = line.block.kind, line.block.level, line.start
    if kind is BlockKind.ITEM and text.startswith(BULLET, start):
        start += len(BULLET)  # the list draws its own
    said = marked_words(text, start, line.end, spans)
    if kind is BlockKind.HEADING:
        size = min(level + 2, _LOWEST)
        return f"<h{size}>{said}</h{size}>"
    if kind is BlockKind.ITEM:
        numbered = ' class="numbered"' if line.block.number else ""
        return f'<li{numbered} data-level="{level}">{said}</li>'
    if kind is BlockKind.ROW:
        return f"<li>{said}</li>"
    return f'<p class="footnote">{said}</p>' if kind is BlockKind.FOOTNOTE else f"<p>{said}</p>"


_CUT = f'<p class="cut">{escape("… the section is longer than what is shown here …")}</p>'
