"""Tables as rows that can be read alone: "Step: 1; Who: the social worker"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents import Block, BlockKind
from ingest.readers._text import one_line, without_bullet, word_set

_MOST_COLUMNS = 100
_SHORT = 80
"""Characters up to which a cell is a label, to be repeated on each row that it stands for."""
ROW_WORDS = 80
"""Words over which a row is said in several lines, its labels again on each."""

_HEAD_WORDS = word_set(
    "name names role contact contacts telephone phone tel mobile email address organisation agency date "
    "version author step stage action actions who what when how responsibility responsible timescale "
    "timescales timeframe description details type level example examples indicator indicators threshold "
    "definition term meaning response notes comments number hours category"
)
_LEVEL = re.compile(
    r"(?:level|tier|stage|band|step|threshold|window)\s*(?:\d|[ivx]+\b|one\b|two\b|three\b|four\b|five\b)"
    r"|universal|early help|early support|early intervention|targeted|specialist|statutory"
    r"|(?:additional|multiple|complex|acute|significant|intensive|severe|emerging|low|medium|high)\b"
    r"(?=.*\b(?:needs?|help|support|risk|level|harm)\b)",
    re.I,
)
"""How the head of a column begins in a matrix of thresholds."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, whether it is marked as a heading, and how many columns and rows it spans.

    ``parts`` holds its paragraphs and list items apart, where the reader knows them.
    """

    text: str
    head: bool = False
    across: int = 1
    down: int = 1
    parts: tuple[str, ...] = ()


_Row = tuple[tuple[Cell, bool], ...]  # for each column its cell, and whether the cell starts in this row


def cell_text(parts: Sequence[str]) -> str:
    """A cell's paragraphs and list items on one line, parted so that they do not run together."""
    text = ""
    for part in parts:
        words = without_bullet(one_line(part))[1]
        if words:
            join = "" if not text else " " if text[-1] in ".,;:?!" else "; "
            text += join + words
    return text


def row_blocks(table: Sequence[Sequence[Cell]], marked: int = 0) -> list[Block]:
    """One ROW block for each row with words in it.

    Args:
        table: the rows, each with the cells that start in it.
        marked: how many rows at the top the document itself marks as headings.
    """
    return [Block(BlockKind.ROW, text) for _, text in row_lines(table, marked)]


def row_lines(table: Sequence[Sequence[Cell]], marked: int = 0) -> list[tuple[int, str]]:
    """What ``row_blocks`` says, each line with the index of the row that it comes from."""
    return list(_lines(_grid(table), marked))


def _grid(table: Sequence[Sequence[Cell]]) -> list[_Row]:
    """The table with every spanning cell in each place that it covers."""
    grid: list[dict[int, tuple[Cell, bool]]] = [{} for _ in table]
    for at, cells in enumerate(table):
        column = 0
        for cell in cells:
            while column in grid[at]:
                column += 1
            across = range(column, column + min(max(cell.across, 1), _MOST_COLUMNS))
            for below in range(at, min(at + max(cell.down, 1), len(table))):
                for place in across:
                    grid[below].setdefault(place, (cell, below == at))
            column = across.stop
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    blank = (Cell(""), True)
    return [tuple(row.get(column, blank) for column in range(width)) for row in grid]


def _lines(grid: list[_Row], marked: int) -> Iterator[tuple[int, str]]:
    at_row = [at for at, row in enumerate(grid) if any(cell.text for cell, _ in row)]
    rows = [grid[at] for at in at_row]
    titles = 0 if marked else _title_count(rows)
    yield from ((at_row[at], rows[at][0][0].text) for at in range(titles))
    count = titles + _head_count(rows[titles:], min(marked, len(rows)))
    start = _head_start(rows, titles, count)
    for at in range(titles, start):
        yield at_row[at], _joined([cell.text for cell in _distinct(rows[at]) if cell.text], names_row=False)
    heads = _Heads(rows[start:count])
    yield from ((at_row[start], text) for text in heads.unsaid(rows[count:]))
    section = ""
    for at, row in enumerate(rows[count:], start=count):
        below = rows[at + 1] if at + 1 < len(rows) else ()
        if at and _is_section(row) and below and not _is_section(below):
            section = row[0][0].text
        elif count and _all_heads(row) and below and not _all_heads(below):
            heads = _Heads([row])
            yield from ((at_row[at], text) for text in heads.unsaid(rows[at + 1 :]))
        else:
            yield from ((at_row[at], text) for text in _said(row, heads, section) if text)


def _title_count(rows: Sequence[_Row]) -> int:
    """How many rows at the top are one cell across the table, above a row that names the columns."""
    count = 0
    while count < len(rows) and len(rows[count]) > 1 and len(_distinct(rows[count])) == 1:
        count += 1
    return count if count < len(rows) and _head_count(rows[count:], 0) else 0


def _head_count(rows: Sequence[_Row], marked: int) -> int:
    """How many rows at the top name the columns."""
    if marked:
        return marked if marked < len(rows) else 0
    count = 0
    while count < len(rows) and (_all_heads(rows[count]) or (not count and _names_levels(rows[count]))):
        count += 1
    if count:
        return count if count < len(rows) else 0
    return int(_reads_as_heads(rows))


def _head_start(rows: Sequence[_Row], start: int, count: int) -> int:
    """The first of the rows that name the columns together: one heads the next if either leaves a place
    open to the other; rows that are marked throughout only stand under one another."""
    while count - start > 1 and all(
        all(cell.text and cell.across == cell.down == 1 for cell, _ in row) for row in rows[start : start + 2]
    ):
        if _names_levels(rows[start]):
            break
        start += 1
    return start


def _names_levels(row: _Row) -> bool:
    """Whether a row holds the heads of a matrix of thresholds: a level over each column, or over all but
    the first."""
    cells = [cell for cell in _distinct(row) if cell.text]
    levels = [cell for cell in cells if _LEVEL.match(cell.text) and len(cell.parts) < 4]
    return len(levels) > 1 and len(levels) >= len(cells) - 1 and len({c.text for c in cells}) == len(cells)


def names_level(text: str) -> bool:
    """Whether words begin as the head of a level of need does."""
    return bool(_LEVEL.match(text))


def _all_heads(row: _Row) -> bool:
    cells = _distinct(row)
    return len(cells) > 1 and all(cell.head or not cell.text for cell in cells)


def _reads_as_heads(rows: Sequence[_Row]) -> bool:
    """Whether an unmarked first row names columns; a wrong yes is worse than a wrong no."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = [cell.text for cell in _distinct(rows[0])]
    if len(set(first)) != len(rows[0]) or not all(_reads_as_label(text) for text in first):
        return False
    known = sum(bool(_HEAD_WORDS & set(re.findall(r"[a-z]+", text.lower()))) for text in first)
    if known == len(first) or (len(first) > 2 and known >= 2 / 3 * len(first)):
        return True
    columns = [[row[column][0].text for row in rows[1:]] for column in range(1, len(first))]
    return len(rows) > 2 and any(
        all(len(text) > 4 * len(head) for text in below) or all(re.search(r"\d", text) for text in below)
        for head, below in zip(first[1:], columns, strict=True)
    )


def _reads_as_label(text: str) -> bool:
    return 0 < len(text.split()) <= 5 and not re.search(r"\d|@|[.:;?!]$", text)


def _is_section(row: _Row) -> bool:
    """Whether a row is one short cell across the table, naming the rows below it."""
    cells = _distinct(row)
    return (
        len(row) > 1 and len(cells) == 1 and len(cells[0].text) <= _SHORT and cells[0].text[-1:] not in ".;"
    )


def _distinct(row: _Row) -> list[Cell]:
    """The row's cells, each once however many columns it spans."""
    cells: list[Cell] = []
    for cell, _ in row:
        if not cells or cells[-1] is not cell:
            cells.append(cell)
    return cells


class _Heads:
    """The names of a table's columns."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows = rows
        width = len(rows[0]) if rows else 0
        self._names = [self._name(column) for column in range(width)]
        is_matrix = any(map(_names_levels, rows))  # once: a row may have thousands of cells
        self.levels = frozenset(
            column for column, name in enumerate(self._names) if is_matrix and (column or _LEVEL.match(name))
        )
        """Columns that are each a level of need, in a matrix of thresholds."""

    def _name(self, column: int) -> str:
        texts = [row[column][0].text for row in self._rows]
        return " – ".join(dict.fromkeys(text.rstrip(":") for text in texts if text))

    def __bool__(self) -> bool:
        return any(self._names)

    def of(self, columns: Sequence[int]) -> str:
        """The name of a cell that stands in these columns, shortened to its label if it is long."""
        names = dict.fromkeys(self._names[c] for c in columns if c < len(self._names) and self._names[c])
        return ", ".join(map(_label, names))

    def unsaid(self, body: Sequence[_Row]) -> Iterator[str]:
        """The heading rows themselves, where the rows below do not say all of their words."""
        said = {column for row in body for column, (cell, _) in enumerate(row) if cell.text}
        names = enumerate(self._names)
        if any(name and (column not in said or _label(name) != name) for column, name in names):
            for row in self._rows:
                yield "; ".join(cell.text for cell in _distinct(row) if cell.text)


def _label(name: str) -> str:
    """What a long column head starts with: "Level 2" of "Level 2: needs that one agency…"."""
    if len(name) <= _SHORT:
        return name
    start = re.match(r"[^:(;.]{2,80}?(?=\s*[:(;.]|\s[–-]\s)", name)
    return start.group() if start else name


def _said(row: _Row, heads: _Heads, section: str) -> Iterator[str]:
    """One row in words: on one line, or on one for each statement where it is long or a level heads it."""
    cells = list(_printed(row))
    labels = [len(cell.text) <= _SHORT and len(cell.parts) < 2 for _, cell, _ in cells]
    names_row = not heads and row[0][0].head and not section
    lead = [section] if section else []
    if heads.levels:
        yield from _levels_said(cells, heads, lead)
        return
    parts = [_with_head(columns, cell, named, heads) for columns, cell, named in cells]
    words = sum(len(part.split()) for part in parts)
    if words <= ROW_WORDS or all(labels) or not (any(labels) or heads):
        yield _joined([*lead, *parts], names_row)
        return
    for long, (columns, cell, named) in enumerate(cells):
        for text in () if labels[long] else _chunks(cell):
            chunk = _with_head(columns, cell, named, heads, text)
            said = [
                chunk if at == long else part for at, part in enumerate(parts) if at == long or labels[at]
            ]
            yield _joined([*lead, *said], names_row)


def _levels_said(
    cells: Sequence[tuple[range, Cell, bool]], heads: _Heads, lead: Sequence[str]
) -> Iterator[str]:
    """A row of a matrix of thresholds: each statement with its level and what the row is about."""
    about = [
        _with_head(columns, cell, named, heads)
        for columns, cell, named in cells
        if heads.levels.isdisjoint(columns)
    ]
    statements = [
        _with_head(columns, cell, True, heads, part)
        for columns, cell, _ in cells
        if not heads.levels.isdisjoint(columns)
        for part in cell.parts or (cell.text,)
    ]
    if not statements:
        yield _joined([*lead, *about], names_row=False)
    for statement in statements:
        yield _joined([*lead, *about, statement], names_row=False)


def _chunks(cell: Cell) -> Iterator[str]:
    """A long cell's words in stretches of no more than ROW_WORDS, no paragraph or item cut."""
    stretch: list[str] = []
    for part in cell.parts or (cell.text,):
        if stretch and sum(len(text.split()) for text in (*stretch, part)) > ROW_WORDS:
            yield cell_text(stretch)
            stretch = []
        stretch.append(part)
    yield cell_text(stretch)


def _printed(row: _Row) -> Iterator[tuple[range, Cell, bool]]:
    """The cells to be said in a row, with their columns and whether they need a column's name; a label
    that spans rows is said again in each so that the row can be read alone."""
    column = 0
    for cell in _distinct(row):
        start = column
        while column < len(row) and row[column][0] is cell:
            column += 1
        if cell.text and (row[start][1] or len(cell.text) <= _SHORT):
            yield range(start, column), cell, column - start < len(row)


def _with_head(columns: range, cell: Cell, named: bool, heads: _Heads, text: str = "") -> str:
    """A cell's words, or one part of them, with the name of its column in front."""
    name = heads.of(columns)
    text = text or cell.text
    return f"{name}: {text}" if named and name and name.casefold() != text.casefold() else text


def _joined(parts: Sequence[str], names_row: bool) -> str:
    text = parts[0] if parts else ""
    for at, part in enumerate(parts[1:]):
        if names_row and at == 0:
            text = f"{text.rstrip(':')}: {part}"
        else:
            text += f" {part}" if text.endswith((":", ";")) else f"; {part}"
    return text
