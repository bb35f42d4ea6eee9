"""Tables that a tagged PDF marks as such: their rows, and the boxes that are tables of one column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.documents import Block, BlockKind
from ingest.readers._hyphens import lines_joined
from ingest.readers._tables import Cell, cell_text, row_lines
from ingest.readers.pdf.lines import Line, joined
from ingest.readers.pdf.tags import Path, Place

CUT_UP = 0.25
"""Share of rows without a first cell from which on a table's rows are taken for printed lines."""
Placed = tuple[float, list[Block]]
"""Some rows of a table and how high on their page it begins, in points from the bottom."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a table's cells, by row and cell."""

    rows: dict[Path, dict[Path, list[Line]]]

    @property
    def is_cut_up(self) -> bool:
        """Whether each printed line was made a row of its own, so that the rows say nothing."""
        lines = [max(len(list(joined(cell))) for cell in cells.values()) for cells in self.rows.values()]
        first = min(min(cells)[-1] for cells in self.rows.values())
        headless = sum(min(cells)[-1] > first for cells in self.rows.values())
        return headless > CUT_UP * len(self.rows) and sum(n == 1 for n in lines) > 0.6 * len(lines)

    @property
    def has_merged_cells(self) -> bool:
        """Whether a cell spans several columns or rows."""
        places = (_place(cell[0]) for cells in self.rows.values() for cell in cells.values())
        return any(place is not None and (place.across > 1 or place.down > 1) for place in places)

    @property
    def is_box(self) -> bool:
        """Whether no row has a second cell, so that nothing is set out in columns."""
        return all(len(cells) < 2 for cells in self.rows.values())


def take_tables(
    pages: Sequence[Sequence[Line]], *, merged: bool = False
) -> tuple[list[list[Line]], list[list[Placed]]]:
    """The lines of each page less those in tagged tables, and the tables' rows on the page where they begin.

    A table of one column is a box: its lines stay, and are marked as boxed.

    Args:
        pages: the pieces of line on each page.
        merged: whether to take only tables with cells over several columns or rows, which nothing that is
            drawn tells as surely as the tags.
    """
    found = _tables(line for lines in pages for line in lines)
    tables = {
        path: table
        for path, table in found.items()
        if not table.is_cut_up and (table.has_merged_cells or not merged)
    }
    rows = {path: _row_blocks(table) for path, table in tables.items() if not table.is_box}
    left: list[list[Line]] = []
    taken: list[list[Placed]] = []
    for number, lines in enumerate(pages, start=1):
        tops: dict[Path, float] = {}
        here: list[Line] = []
        for line in lines:
            place = _place(line)
            if place is None or place.table not in tables:
                here.append(line)
            elif place.table not in rows:
                here.append(replace(line, boxed=True))
            else:
                tops.setdefault(place.table, line.y + 0.5 * line.size)
        left.append(here)
        taken.append([(top, [row for row in rows[path] if row.page == number]) for path, top in tops.items()])
    return left, taken


def _place(line: Line) -> Place | None:
    return line.tag.place if line.tag is not None else None


def _tables(lines: Iterable[Line]) -> dict[Path, _Table]:
    tables: dict[Path, _Table] = {}
    for line in lines:
        if (place := _place(line)) is not None:
            table = tables.setdefault(place.table, _Table({}))
            table.rows.setdefault(place.row, {}).setdefault(place.cell, []).append(line)
    return tables


def _row_blocks(table: _Table) -> list[Block]:
    """The rows as blocks, those after a page turn with the rest of their table."""
    ordered = sorted(table.rows.items())
    cells = [[_cell(lines) for _, lines in sorted(row.items())] for _, row in ordered]
    pages = [sorted({line.page for lines in row.values() for line in lines}) for _, row in ordered]
    return [
        Block(BlockKind.ROW, text, page=pages[at][0], end_page=pages[at][-1]) for at, text in row_lines(cells)
    ]


def _cell(lines: Sequence[Line]) -> Cell:
    parts = [
        lines_joined(line.text for line in part)
        for _, part in groupby(joined(lines), key=lambda line: line.tag.path if line.tag else None)
    ]
    place = _place(lines[0])
    return Cell(
        cell_text(parts),
        head=place is not None and place.head and all(line.bold for line in lines),
        across=place.across if place else 1,
        down=place.down if place else 1,
        parts=tuple(parts),
    )
