"""Tables that go on over a page: heads not said again, and cells cut by the page's end made whole."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.furniture import MARGIN, PAGE_NUMBER
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.tables.cells import runs_on
from ingest.readers.pdf.tables.grids import PrintedRow, Table

WIDTHS = 8.0
"""Points by which the columns of two parts of one table may differ."""
_CONTINUED = re.compile(r"\bcont(?:inued|['’]?d|\.)", re.I)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a whole table, with the physical pages on which it starts and ends."""

    cells: PrintedRow
    page: int
    end_page: int


Part = tuple[int, Table]
"""A table on one page, with the page's number."""


def chains(
    tables: Sequence[Sequence[Table]], pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> list[list[Part]]:
    """The tables of a document, each with its parts on the pages that follow.

    Args:
        tables: those of each page, from the top down.
        pages: all lines of each page.
        heights: of each page, in points.
    """
    bare = _without_furniture(pages, heights)
    found: list[list[Part]] = []
    for at, on_page in enumerate(tables):
        for place, table in enumerate(on_page):
            last_page, last = found[-1][-1] if found else (0, None)
            if (
                last is not None
                and not place
                and last_page == at
                and _alike(last, table)
                and _ends(last, bare[at - 1])
                and _opens(table, bare[at])
            ):
                found[-1].append((at + 1, table))
            else:
                found.append([(at + 1, table)])
    return [chain for chain in found if len(chain) > 1 or chain[0][1].alone]


def _alike(a: Table, b: Table) -> bool:
    if len(a.columns) != len(b.columns):
        return False
    return all(
        abs((x - a.columns[0]) - (y - b.columns[0])) < WIDTHS
        for x, y in zip(a.columns, b.columns, strict=True)
    )


def _without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page less its number and what another page says at the same place in its margin."""
    places = Counter(_place(line) for lines in pages for line in lines)
    return [
        [
            line
            for line in lines
            if MARGIN * height < line.y < (1 - MARGIN) * height
            or not (PAGE_NUMBER.fullmatch(line.text) or places[_place(line)] > 1)
        ]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / 4)


def _ends(table: Table, lines: Sequence[Line]) -> bool:
    """Whether nothing but footnotes stands below a table."""
    small = max(line.size for line in table.lines) - 0.9
    own = {id(line) for line in table.lines}
    below = [line for line in lines if line.y < table.box[1] and id(line) not in own]
    return all(line.size < small for line in below)


def _opens(table: Table, lines: Sequence[Line]) -> bool:
    """Whether nothing stands above a table but a word that it goes on."""
    above = [line for line in lines if line.y > table.box[3]]
    return all(_CONTINUED.search(line.text) for line in above)


def whole(chain: Sequence[Part]) -> list[Row]:
    """The rows of a table from its parts."""
    page, first = chain[0]
    rows = [Row(cells, page, page) for cells in first.rows]
    for number, part in chain[1:]:
        fresh = part.rows[_repeated(first.rows, part.rows) :]
        if fresh and _goes_on(rows, fresh[0]):
            rows[-1] = _with_rest(rows[-1], fresh[0], number)
            fresh = fresh[1:]
        elif fresh and _label_spans(rows[-1].cells, fresh[0]):
            label = replace(rows[-1].cells[0], down=1)
            fresh = ((replace(label, down=fresh[0][0].down), *fresh[0][1:]), *fresh[1:])
        rows += [Row(cells, number, number) for cells in fresh]
    return rows


def _repeated(first: Sequence[PrintedRow], rows: Sequence[PrintedRow]) -> int:
    """How many rows at the top say the table's head again."""
    count = 0
    while count < min(len(first), len(rows)) and _said(first[count]) == _said(rows[count]):
        count += 1
    return count


def _said(row: PrintedRow) -> list[str]:
    return [" ".join(cell.texts).casefold() for cell in row]


def _goes_on(rows: Sequence[Row], row: PrintedRow) -> bool:
    """Whether a part's first row is the rest of the row that the page before ends with."""
    last = rows[-1].cells
    if len(last) != len(row) or any(a.across != b.across for a, b in zip(last, row, strict=True)):
        return False
    both = [(a.texts[-1], b.texts[0]) for a, b in zip(last, row, strict=True) if a.texts and b.texts]
    unfinished = [runs_on(a, b) and b[:1].islower() for a, b in both]
    if row[0].texts:
        return bool(both) and all(unfinished)
    body = [kept.cells for kept in rows if not all(cell.head for cell in kept.cells if cell.texts)]
    always_labelled = all(cells[0].texts and cells[0].down == 1 for cells in body)
    return any(unfinished) or (always_labelled and bool(both))


def _with_rest(row: Row, rest: PrintedRow, page: int) -> Row:
    cells = tuple(a.followed_by(b) for a, b in zip(row.cells, rest, strict=True))
    return Row(cells, row.page, page)


def _label_spans(last: PrintedRow, row: PrintedRow) -> bool:
    """Whether a row without a label stands under one that spans rows, and was cut by the page's end."""
    return last[0].down > 1 and bool(last[0].texts) and not row[0].texts and len(last) == len(row)
