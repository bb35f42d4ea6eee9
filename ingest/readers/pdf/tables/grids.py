"""Lattices with words in them: which are tables, and what stands in each of their cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.pdf.artwork import Box
from ingest.readers.pdf.boxes import holds
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.tables.cells import Printed, levels, printed
from ingest.readers.pdf.tables.columns import gutters, split_rows
from ingest.readers.pdf.tables.ruled import Lattice, Place

OVERHANG = 4.0
"""Points by which words may stand out of their cell."""
BLANK = 0.25
"""Share of a lattice's height or width without words above which it is a chart or a form."""
HEAD_WORDS = 15
"""Words up to which cells of the first of two rows may name the columns."""
MOST_BANDS = 4
"""Lines across up to which a table may be ruled at its top, head and foot only."""

PrintedRow = tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a part of one, on a page: where, its column edges, its rows and the lines it is made of."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[PrintedRow, ...]
    lines: tuple[Line, ...]

    @property
    def alone(self) -> bool:
        """Whether it is a table by itself; one row may only go on with a table of the page before."""
        return sum(sum(bool(cell.texts) for cell in row) > 1 for row in self.rows) > 1


def table_of(lattice: Lattice, lines: Sequence[Line]) -> Table | None:
    """The table that a lattice holds, or None where it is no table or a word's column is unsure."""
    inside = [line for line in lines if holds(lattice.box, line)]
    if not inside:
        return None
    ruled_down = len(lattice.columns) > 2
    if not ruled_down:
        divided = _divided(lattice, inside)
        if divided is None:
            return None
        lattice = divided
    held = _held(lattice, inside)
    if held is None or _is_chart(lattice, held):
        return None
    rows = _rows(lattice, held, tight=not ruled_down or not lattice.closed)
    if len(rows) == 2 and all(_words(cell) > HEAD_WORDS for cell in rows[0] if cell.texts):
        return None
    return Table(lattice.box, lattice.columns, rows, tuple(inside))


def _words(cell: Printed) -> int:
    return sum(len(text.split()) for text in cell.texts)


def _divided(lattice: Lattice, lines: Sequence[Line]) -> Lattice | None:
    """Rows without columns, divided where white gutters run down them; None where there are none."""
    by_row = [
        levels([line for line in lines if holds(lattice.box_of(place), line)]) for place in lattice.places
    ]
    gaps = gutters([level for row in by_row for level in row])
    edges = (lattice.columns[0], *((a + b) / 2 for a, b in gaps), lattice.columns[1])
    places: list[Place] = []
    divided = 0
    for place, row in zip(lattice.places, by_row, strict=True):
        crossed = any(
            piece.x0 < edge - 1 and piece.x1 > edge + 1
            for level in row
            for piece in level
            for edge in edges[1:-1]
        )
        if crossed and any(len(level) > 1 for level in row):
            return None
        columns = {_column(edges, piece) for level in row for piece in level}
        divided += len(columns) > 1
        if crossed or (len(columns) < 2 and columns != {0}):
            places.append(replace(place, across=len(edges) - 1))
        else:
            places += [replace(place, column=column) for column in range(len(edges) - 1)]
    filled = sum(any(row) for row in by_row)
    if not gaps or divided < 2 or divided < 0.6 * filled:
        return None
    return replace(lattice, columns=edges, places=tuple(places))


def _column(edges: Sequence[float], line: Line) -> int:
    return max((at for at, edge in enumerate(edges[:-1]) if line.centre >= edge), default=0)


Held = list[tuple[Place, list[Line]]]


def _held(lattice: Lattice, lines: Sequence[Line]) -> Held | None:
    """Each cell with its lines, or None where a line runs over into another cell."""
    held: Held = []
    for place in lattice.places:
        box = lattice.box_of(place)
        within = [line for line in lines if holds(box, line)]
        if any(line.x0 < box[0] - OVERHANG or line.x1 > box[2] + OVERHANG for line in within):
            return None
        held += _respected(lattice, place, within)
    return held


def _respected(lattice: Lattice, place: Place, lines: list[Line]) -> Held:
    """A cell without lines down it, taken apart where its words keep to the columns of the other rows."""
    edges = lattice.columns[place.column : place.column + place.across + 1]
    columns = {_column(edges, line) for line in lines}
    crosses = any(line.x0 < edge - 1 and line.x1 > edge + 1 for line in lines for edge in edges[1:-1])
    if place.across == 1 or len(columns) < 2 or crosses:
        return [(place, lines)]
    return [
        (
            replace(place, column=place.column + at, across=1),
            [line for line in lines if _column(edges, line) == at],
        )
        for at in range(place.across)
    ]


def _is_chart(lattice: Lattice, held: Held) -> bool:
    """Whether much of a lattice is white between its boxes, as in a flow chart."""
    left, bottom, right, top = lattice.box
    rows, columns = set[int](), set[int]()
    for place, lines in held:
        if lines:
            rows.update(range(place.row, place.row + place.down))
            columns.update(range(place.column, place.column + place.across))
    high = sum(a - b for at, (a, b) in enumerate(pairwise(lattice.rows)) if at not in rows)
    wide = sum(b - a for at, (a, b) in enumerate(pairwise(lattice.columns)) if at not in columns)
    return high > BLANK * (top - bottom) or wide > BLANK * (right - left)


def _rows(lattice: Lattice, held: Held, *, tight: bool) -> tuple[PrintedRow, ...]:
    heads = _shaded_heads(lattice)
    rows: list[PrintedRow] = []
    for at in range(len(lattice.rows) - 1):
        starting = sorted((part for part in held if part[0].row == at), key=lambda part: part[0].column)
        cells = [
            replace(
                printed(lines, lattice.box_of(place)[2], True if (at, place.column) in heads else None),
                across=place.across,
                down=place.down,
            )
            for place, lines in starting
        ]
        apart = _taken_apart(lattice, starting, tight=tight) if len(lattice.rows) <= MOST_BANDS else []
        if apart and at == 1 and len(lattice.rows) == 3:
            rows = [tuple(replace(cell, head=True) for cell in rows[0])]
        rows += apart or [tuple(cells)]
    return tuple(rows)


def _taken_apart(lattice: Lattice, starting: Held, *, tight: bool) -> list[PrintedRow]:
    """The rows within one tall row that no lines divide, or nothing where it is one row."""
    lines = [line for _, held in starting for line in held]
    if len(starting) != len(lattice.columns) - 1 or any(place.down > 1 for place, _ in starting):
        return []
    return split_rows(levels(lines), lattice.columns, tight=tight)


def _shaded_heads(lattice: Lattice) -> frozenset[tuple[int, int]]:
    """Cells that a shade of their own marks as heads: the first row's, or the first column's."""
    first = [place for place in lattice.places if place.row == 0]
    below = [place for place in lattice.places if place.row > 0]
    shades = {place.colour for place in first}
    if below and None not in shades and shades.isdisjoint(place.colour for place in below):
        return frozenset((0, place.column) for place in first)
    return frozenset()
