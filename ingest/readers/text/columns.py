"""Text that stands side by side, parted by spaces: tables to rows, columns of prose one after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers._tables import Cell, row_lines
from ingest.readers._text import one_line, split_number, without_bullet
from ingest.readers.text.line import ENDED, Line

_GAP = re.compile(r"\S {3,}(?=\S)")
_LEAST_LINES = 3
_RIVER = 2
"""Columns of white space, through all lines of a stretch, that part it."""
_MARK = re.compile(r"\W|o|\(?\w{1,3}[.)]|\d[\d.]*")


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines, with each row of a table on one line of its own, marked as a row."""
    found: list[Line] = []
    for stretch in _stretches(lines):
        found += _read(stretch)
    return found


def _stretches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that stand together on a page, without an empty one between, or one empty line alone."""
    stretch: list[Line] = []
    for line in lines:
        if not line.words or (stretch and stretch[-1].page != line.page):
            if stretch:
                yield stretch
            stretch = []
        if line.words:
            stretch.append(line)
        else:
            yield [line]
    if stretch:
        yield stretch


def _read(stretch: list[Line]) -> list[Line]:
    gaps = sum(_GAP.search(line.raw) is not None for line in stretch)
    if len(stretch) < _LEAST_LINES or gaps < 2 / 3 * len(stretch):
        return stretch
    cuts = _rivers([line.raw for line in stretch])
    table = [_cells(line.raw, cuts) for line in stretch]
    if not cuts or _is_list(table) or _is_contents(table):
        return stretch
    first = stretch[0]
    if _is_prose(table):
        return [line for column in zip(*table, strict=True) for line in _column(column, first)]
    rows = [[Cell(" ".join(filter(None, cell))) for cell in zip(*row, strict=True)] for row in _rows(table)]
    return [replace(first, raw=text, row=True) for _, text in row_lines(rows)]


def _column(cells: Sequence[str], like: Line) -> Iterator[Line]:
    """The lines of a column of prose, and an empty one."""
    above = ""
    for cell in filter(None, cells):
        yield replace(like, raw=cell, goes_on=bool(above) and not above.endswith(ENDED))
        above = cell
    yield replace(like, raw="")


def _rivers(raws: Sequence[str]) -> list[int]:
    """Where columns after the first begin."""
    width = max(map(len, raws))
    blank = [all(raw[at : at + 1] in {"", " "} for raw in raws) for at in range(width)]
    start = min(len(raw) - len(raw.lstrip()) for raw in raws)
    return [
        at
        for at in range(start + 1, width)
        if not blank[at] and at - start >= _RIVER and all(blank[max(at - _RIVER, 0) : at])
    ]


def _cells(raw: str, cuts: Sequence[int]) -> list[str]:
    edges = [0, *cuts, len(raw)]
    return [one_line(raw[start:end]) for start, end in zip(edges, [*edges[1:-1], len(raw)], strict=False)]


def _is_list(table: Sequence[Sequence[str]]) -> bool:
    """Whether what stands to the left is only bullets and numbers."""
    return all(not row[0] or _MARK.fullmatch(row[0]) for row in table) or any(
        without_bullet(row[0])[0] or split_number(row[0])[0] for row in table
    )


def _is_contents(table: Sequence[Sequence[str]]) -> bool:
    """Whether what stands to the right is only page numbers."""
    return len(table[0]) == 2 and all(re.fullmatch(r"[\divxl]{0,5}", row[1]) for row in table)


def _is_prose(table: Sequence[Sequence[str]]) -> bool:
    """Whether every column runs on from line to line, as columns of a page do."""
    cells = [cell for row in table[1:] for cell in row if cell]
    full = sum(all(row) for row in table)
    small = sum(cell[0].islower() for cell in cells)
    words = sum(len(cell.split()) for cell in cells)
    return full >= 0.8 * len(table) and small >= 0.5 * len(cells) and words >= 4 * len(cells)


def _rows(table: Sequence[Sequence[str]]) -> Iterator[list[list[str]]]:
    """The rows, each as its lines; a line with nothing to the left goes on with the row above it."""
    row: list[list[str]] = []
    for cells in table:
        if row and cells[0]:
            yield row
            row = []
        row.append(list(cells))
    if row:
        yield row
