"""Tables without ruled lines: columns parted by white gutters, rows that begin on one baseline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers._tables import names_level
from ingest.readers.pdf.artwork import Box
from ingest.readers.pdf.lines import BULLET, Line
from ingest.readers.pdf.tables.cells import Printed, printed
from ingest.readers.pdf.tables.tabular import Row, are_abbreviations, is_headed, is_table

Level = list[Line]
"""The pieces of one printed line, from left to right."""
Gap = tuple[float, float]

GUTTER = 0.9
"""White space in ems between two columns."""
NARROWEST = 0.5
"""White space in ems that the fullest lines may leave of a gutter which others show."""
REACH = 4.0
"""White space in ems between printed lines across which a table does not go on."""
BAND = 1.25
"""Step between baselines, in usual steps, that parts two rows."""
PROSE_LINES = 5
PROSE_WIDTH = 100.0
"""Lines and width in points from which text side by side reads as columns of prose."""
PROSE_RAGGED = 5.0
"""Ems by which a full line of prose may fall short of its column's edge."""
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|_{4,}")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_ENTRY = re.compile(
    r"\S+@|www\.|https?:|[+(]?\d[\d ()-]{5,}|\d{3}$"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2}}|(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTHS})[a-z]* \d",
)
"""How an address, a number to ring or a date begins."""


@dataclass(frozen=True, slots=True)
class Open:
    """A table without ruled lines: left edges of its columns with the right edge, rows, top, bottom."""

    columns: tuple[float, ...]
    rows: tuple[tuple[Printed, ...], ...]
    lines: tuple[Line, ...]


def gutters(levels: Sequence[Level]) -> list[Gap]:
    """White stretches down the whole of some printed lines that have two pieces or more."""
    pieces = sorted((p.x0, p.x1, p.size) for level in levels if len(level) > 1 for p in level)
    gaps: list[Gap] = []
    reach = pieces[0][1] if pieces else 0.0
    for left, right, size in pieces:
        if left - reach > NARROWEST * size:
            gaps.append((reach, left))
        reach = max(reach, right)
    return gaps


def _open(levels: Sequence[Level]) -> list[Gap]:
    """The gutters that every line of a stretch leaves white."""
    gaps = gutters(levels)
    for level in levels:
        gaps = [cut for gap in gaps for cut in _cut(gap, level)]
    return gaps


def open_tables(levels: Sequence[Level], right: float) -> Iterator[Open]:
    """The tables among a page's printed lines.

    Args:
        levels: the page's printed lines from the top down.
        right: where the page's text ends, in points.
    """
    at = 0
    while at < len(levels):
        end = _reach(levels, at) if len(levels[at]) > 1 else at
        table = _table(levels[at:end], right) if end - at >= 3 else None
        if table is not None:
            yield table
            at = end
        else:
            at += 1


def _reach(levels: Sequence[Level], start: int) -> int:
    """Where the stretch of lines ends that keep a gutter open."""
    gaps = gutters([levels[start]])
    support = 1
    at = start + 1
    while at < len(levels):
        level = levels[at]
        if levels[at - 1][0].y - level[0].y > REACH * level[0].size or not gaps:
            break
        if len(level) == 1 and level[0].size > max(line.size for line in levels[start]) + 0.9:
            break
        kept = [cut for gap in gaps for cut in _cut(gap, level)]
        if len(kept) < len(gaps) and (support > 1 or not kept):
            break
        gaps = kept
        support += len(level) > 1
        at += 1
    while at > start and len(levels[at - 1]) == 1 and _trails(levels, at - 1, gaps):
        at -= 1
    return at


def _trails(levels: Sequence[Level], at: int, gaps: Sequence[Gap]) -> bool:
    """Whether a last line of one piece is rather the start of what follows the table."""
    line, above = levels[at][0], levels[at - 1]
    in_first = not gaps or line.x1 <= gaps[0][1]
    return in_first and (len(above) == 1 or above[0].y - line.y > BAND * 1.2 * line.size or line.bold)


def _cut(gap: Gap, level: Level) -> list[Gap]:
    """What a printed line leaves white of a gutter, nothing if it crosses it."""
    left, right = gap
    for piece in level:
        if piece.x0 < right and piece.x1 > left:
            if piece.x0 <= left and piece.x1 >= right:
                return []
            if piece.x0 > left:
                right = piece.x0
            else:
                left = piece.x1
    return [(left, right)] if right - left > NARROWEST * level[0].size else []


def _table(levels: Sequence[Level], right: float) -> Open | None:
    gaps = _open(levels)
    if not gaps or any(_LEADER.search(piece.text) for level in levels for piece in level):
        return None
    starts = [min(p.x0 for level in levels for p in level), *(gap[1] for gap in gaps)]
    edges = (*starts, max(right, *(p.x1 for level in levels for p in level)))
    placed = [_placed(level, starts) for level in levels]
    if matrix := _matrix_rows(levels, placed):
        cells = tuple(_cells(row, edges) for row in matrix)
        return Open(edges, cells, tuple(piece for level in levels for piece in level))
    rows = _rows(levels, placed, edges, tight=True)
    if len(rows) < 3 or not is_table(rows, len(starts)):
        return None
    cells = tuple(_cells(row, edges) for row in rows)
    if len(starts) == 2 and not is_headed(rows) and are_abbreviations(rows):
        cells = tuple((replace(row[0], head=True), *row[1:]) for row in cells)
    return Open(edges, cells, tuple(piece for level in levels for piece in level))


def split_rows(levels: Sequence[Level], edges: Sequence[float], *, tight: bool) -> list[tuple[Printed, ...]]:
    """The rows of a stretch whose columns are known, or nothing where it reads as one row.

    Args:
        levels: the stretch's printed lines.
        edges: left edges of the columns, and the right edge.
        tight: whether rows may follow one another without white space between.
    """
    if any(BULLET.match(piece.text) for level in levels for piece in level):
        return []
    rows = _rows(levels, [_placed(level, edges[:-1]) for level in levels], edges, tight=tight)
    if len(rows) < 3 or any(not row[0] or not any(row[1:]) for row in rows):
        return []
    return [_cells(row, edges) for row in rows]


def _placed(level: Level, starts: Sequence[float]) -> Row:
    row: Row = [[] for _ in starts]
    for piece in level:
        column = max((i for i, x in enumerate(starts) if piece.x0 >= x - 3), default=0)
        row[column].append(piece)
    return row


def _rows(
    levels: Sequence[Level], placed: Sequence[Row], edges: Sequence[float], *, tight: bool
) -> list[Row]:
    """Printed lines put together to rows: parted by white bands, or where lines end before they are full."""
    steps = sorted(a[0].y - b[0].y for a, b in pairwise(levels))
    pitch = steps[len(steps) // 4] if steps else 0.0
    rows: list[Row] = []
    for at, row in enumerate(placed):
        band = at > 0 and levels[at - 1][0].y - levels[at][0].y > BAND * pitch
        above = placed[at - 1] if at else row
        if not rows or (row[0] and (band or (tight and _begins(above, row, edges)))):
            rows.append([list(lines) for lines in row])
        else:
            for held, lines in zip(rows[-1], row, strict=True):
                held.extend(lines)
    return rows


def _matrix_rows(levels: Sequence[Level], placed: Sequence[Row]) -> list[Row]:
    """The rows of a matrix of thresholds, or nothing: bold heads that name levels, over one tall row, or
    over rows that each begin with a label."""
    heads = 0
    while heads < len(levels) and all(piece.bold for piece in levels[heads]):
        heads += 1
    named = [bool(lines) and names_level(lines[0].text) for lines in placed[0]]
    if not 0 < heads < len(levels) or sum(named) < 2 or not all(named[1:]):
        return []
    rows = [[[line for row in placed[:heads] for line in row[column]] for column in range(len(named))]]
    for at, row in enumerate(placed[heads:], start=heads):
        labelled = not named[0] and row[0] and not placed[at - 1][0]
        if labelled or at == heads:
            rows.append([[] for _ in named])
        for held, lines in zip(rows[-1], row, strict=True):
            held.extend(lines)
    return rows


def _begins(above: Row, row: Row, edges: Sequence[float]) -> bool:
    """Whether a printed line begins a row though no white band stands above it: some cell of the row above
    ends early, and none runs on into this one."""
    both = [(a[-1], b[0], right) for a, b, right in zip(above, row, edges[1:], strict=True) if a and b]
    if sum(map(bool, row)) < 2:
        return False
    ended = [_ended(last, line, right - GUTTER * line.size) for last, line, right in both]
    fresh = [not line.text[0].islower() or bool(_ENTRY.match(line.text)) for _, line, _ in both]
    return all(ended) or (any(ended) and all(fresh))


def _ended(last: Line, line: Line, right: float) -> bool:
    """Whether a line was broken before it was full, or is an entry by itself, as the next is."""
    if _ENTRY.match(last.text) and _ENTRY.match(line.text):
        return True
    word = line.text.split(" ", 1)[0]
    per_letter = (line.x1 - line.x0) / max(len(line.text), 1)
    return last.bold != line.bold or last.x1 + per_letter * (len(word) + 1) < right


def _cells(row: Row, edges: Sequence[float]) -> tuple[Printed, ...]:
    if not any(row[1:]):
        return (replace(printed(row[0], edges[-1]), across=len(row)),)
    return tuple(
        printed(lines, right - 2 * GUTTER * lines[0].size if lines else right)
        for lines, right in zip(row, edges[1:], strict=True)
    )


def prose_columns(levels: Sequence[Level]) -> Iterator[list[Box]]:
    """Where columns of running text stand side by side, each with lines that fill it."""
    at = 0
    while at < len(levels):
        end = _reach(levels, at) if len(levels[at]) > 1 else at
        stretch = levels[at:end]
        gaps = _open(stretch)
        if len(stretch) >= PROSE_LINES and gaps:
            middles = [(a + b) / 2 for a, b in gaps]
            edges = [min(p.x0 for level in stretch for p in level), *middles]
            edges.append(max(p.x1 for level in stretch for p in level))
            if all(_is_prose(stretch, *side) for side in pairwise(edges)):
                top, bottom = stretch[0][0].y + stretch[0][0].size, stretch[-1][0].y - stretch[-1][0].size
                yield [(left, bottom, right, top) for left, right in pairwise(edges)]
        at = max(end, at + 1)


def _is_prose(levels: Sequence[Level], left: float, right: float) -> bool:
    lines = [piece for level in levels for piece in level if left <= piece.centre <= right]
    reach = max((line.x1 for line in lines), default=0)
    full = sum(line.x1 > reach - PROSE_RAGGED * line.size for line in lines)
    wide = right - left > PROSE_WIDTH and sum(line.is_marker for line in lines) < 0.2 * len(lines)
    return wide and len(lines) >= PROSE_LINES and full >= 0.5 * len(lines)
