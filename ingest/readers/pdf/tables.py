"""Ruled tables on a PDF page, as rows that can each be read alone."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from ingest.documents import Block
from ingest.readers._tables import Cell, row_blocks
from ingest.readers.pdf.lines import Line, join_lines

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the bottom left of the page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's place on its page and its rows of cell boxes (None where cells are merged)."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


def is_tabular(lines: Sequence[Line]) -> bool:
    """Whether enough pieces of text stand side by side for the page to be worth a search for tables."""
    level: dict[int, list[Line]] = {}
    for line in lines:
        level.setdefault(round(line.y / 2), []).append(line)
    beside = 0
    for pieces in level.values():
        pieces.sort(key=lambda line: line.x0)
        beside += any(b.x0 - a.x1 > a.size and not a.is_marker for a, b in pairwise(pieces))
    return beside >= 3


def find_tables(path: Path, pages: Sequence[int]) -> dict[int, list[Table]]:
    """The ruled tables of some pages (numbered from 1) with at least two rows and two columns."""
    if not pages:
        return {}
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each odd colour on a page

    found: dict[int, list[Table]] = {}
    with pdfplumber.open(path, pages=list(pages)) as pdf:
        for page in pdf.pages:
            tables = (_table(table, float(page.height)) for table in page.find_tables())
            found[page.page_number] = [table for table in tables if table is not None]
            page.close()
    return found


def _table(table: object, height: float) -> Table | None:
    rows = tuple(
        tuple(None if cell is None else _box(cell, height) for cell in row.cells)
        for row in table.rows  # type: ignore[attr-defined]
    )
    filled = sum(cell is not None for row in rows for cell in row)
    if len(rows) < 2 or len(rows[0]) < 2 or filled < 0.5 * len(rows) * len(rows[0]):
        return None
    return Table(_box(table.bbox, height), rows)  # type: ignore[attr-defined]


def _box(cell: tuple[float, float, float, float], height: float) -> Box:
    left, top, right, bottom = cell
    return left, height - bottom, right, height - top


def take_rows(table: Table, lines: Sequence[Line], page: int) -> tuple[list[Block], list[Line]]:
    """The table's rows as blocks, and the lines that stand outside it."""
    inside = [line for line in lines if _holds(table.box, line)]
    blocks = row_blocks([_cells(row, inside) for row in table.rows])
    return [replace(block, page=page) for block in blocks], [line for line in lines if line not in inside]


def _cells(row: Sequence[Box | None], lines: Sequence[Line]) -> list[Cell]:
    """The cells of a row; a place without a box of its own belongs to the cell on its left."""
    cells: list[Cell] = []
    for box in row:
        if box is None and cells:
            cells[-1] = replace(cells[-1], across=cells[-1].across + 1)
            continue
        held = [line for line in lines if box is not None and _holds(box, line)]
        held.sort(key=lambda line: (-round(line.y), line.x0))
        text = join_lines(line.text for line in held)
        cells.append(Cell(text, head=bool(held) and all(line.bold for line in held)))
    return cells


def _holds(box: Box, line: Line) -> bool:
    left, bottom, right, top = box
    return left - 1 <= line.centre <= right + 1 and bottom - 1 <= line.y + 0.3 * line.size <= top + 1
