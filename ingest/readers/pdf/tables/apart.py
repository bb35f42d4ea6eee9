"""Tables on PDF pages by geometry, as rows to be read alone; the other lines in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.documents import Block, BlockKind
from ingest.readers._tables import row_lines
from ingest.readers.pdf.artwork import Box
from ingest.readers.pdf.boxes import holds
from ingest.readers.pdf.drawings import Drawing
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.notes import lifted
from ingest.readers.pdf.tables.cells import levels
from ingest.readers.pdf.tables.columns import open_tables
from ingest.readers.pdf.tables.grids import Table, table_of
from ingest.readers.pdf.tables.pagebreaks import Part, chains, whole
from ingest.readers.pdf.tables.panels import in_reading_order
from ingest.readers.pdf.tables.ruled import lattices

LONE_BOX = 0.7
"""Share of the text's width up to which a box stands apart from the text around it."""

DISPLAY = 1.8
"""Times the size of the page's type from which on words are a title beside a table, and none of its cells."""

Rows = tuple[float, list[Block]]
"""How high on its page (in points from the bottom) a table begins, and its rows that start there."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A page with its tables apart: the lines outside them in reading order, and each table's rows."""

    lines: list[Line]
    tables: list[Rows]


def set_apart(
    pages: Sequence[Sequence[Line]], drawings: Sequence[Drawing], heights: Sequence[float]
) -> list[Laid]:
    """Each page's tables and the lines outside them.

    Args:
        pages: the pieces of line on each page.
        drawings: what is drawn on each page.
        heights: of the pages, in points.
    """
    found = [_on_page(lines, drawing) for lines, drawing in zip(pages, drawings, strict=True)]
    kept = chains([tables for tables, _ in found], pages, heights)
    laid = []
    for number, (lines, (_, boxes)) in enumerate(zip(pages, found, strict=True), start=1):
        parts = [part for chain in kept for page, part in chain if page == number]
        taken = {id(line) for part in parts for line in part.lines}
        left = [line for line in lines if id(line) not in taken]
        free = [box for box in boxes if not any(_overlap(box, part.box) for part in parts)]
        laid.append(Laid(in_reading_order(left, free), []))
    for chain in kept:
        for number, rows in _printed_rows(chain):
            laid[number - 1].tables.append(rows)
    return laid


def _on_page(lines: Sequence[Line], drawing: Drawing) -> tuple[list[Table], list[Box]]:
    """The tables of one page from the top down, and the boxes that may be panels."""
    found = lattices(drawing, lines)
    ruled = [table for lattice in found if (table := table_of(lattice, lines)) is not None]
    boxes = [lattice.box_of(place) for lattice in found for place in lattice.places]
    panels = [one.box_of(place) for one in found if len(one.rows) == 2 for place in one.places]
    right = max((line.x1 for line in lines), default=0)
    width = right - min((line.x0 for line in lines), default=0)
    filled = [s.box for s in drawing.shapes if sum(holds(s.box, line) for line in lines) > 1]
    lone = [box for box in (*boxes, *drawing.rounded, *filled) if box[2] - box[0] < LONE_BOX * width]
    aside = [*(table.box for table in ruled), *lone]
    free = [line for line in lines if not any(holds(box, line) for box in aside)]
    body = median(line.size for line in free) if free else 0
    free = [line for line in free if line.size < DISPLAY * body or line.text.isdigit()]
    unruled = [
        Table(_around(table.lines), table.columns, table.rows, _pieces(table.lines, free))
        for table in open_tables(levels(free), right)
    ]
    outer = [t for t in [*ruled, *unruled] if not any(t is not o and _inside(t.box, o.box) for o in ruled)]
    return sorted(outer, key=lambda table: -table.box[3]), panels


def _around(lines: Sequence[Line]) -> Box:
    return (
        min(line.x0 for line in lines),
        min(line.y - 0.3 * line.size for line in lines),
        max(line.x1 for line in lines),
        max(line.y + line.size for line in lines),
    )


def _pieces(whole: Sequence[Line], pieces: Sequence[Line]) -> tuple[Line, ...]:
    """The pieces that some lines were put together of, as a bullet and its words are."""
    return tuple(
        piece
        for piece in pieces
        if any(
            abs(line.y - piece.y) < 0.35 * max(line.size, piece.size)
            and line.x0 - 1 < piece.x0
            and piece.x1 < line.x1 + 1
            for line in whole
        )
    )


def _inside(box: Box, other: Box) -> bool:
    return box[0] > other[0] - 1 and box[1] > other[1] - 1 and box[2] < other[2] + 1 and box[3] < other[3] + 1


def _overlap(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _printed_rows(chain: Sequence[Part]) -> list[tuple[int, Rows]]:
    """A table's rows as blocks, page by page."""
    rows = whole(chain)
    blocks: dict[int, list[Block]] = {}
    for at, text in row_lines([[cell.cell() for cell in row.cells] for row in rows]):
        words, notes = lifted(text)
        block = Block(BlockKind.ROW, words, page=rows[at].page, notes=notes)
        if rows[at].end_page != rows[at].page:
            block = replace(block, end_page=rows[at].end_page)
        blocks.setdefault(rows[at].page, []).append(block)
    return [(number, (part.box[3], blocks[number])) for number, part in chain if number in blocks]
