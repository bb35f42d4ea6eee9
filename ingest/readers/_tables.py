"""Tables as rows that can be read alone: "Step: 1; Who: the social worker"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents import Block, BlockKind
from ingest.readers._text import one_line, without_bullet, word_set

_MOST_COLUMNS = 100
_SHORT = 80
"""Characters up to which a cell is a label, to be repeated on each row that it stands for."""

_HEAD_WORDS = word_set(
    "name names role contact contacts telephone phone tel mobile email address organisation agency date "
    "version author step stage action actions who what when how responsibility responsible timescale "
    "timescales timeframe description details type level example examples indicator indicators threshold "
    "definition term meaning response notes comments number hours category"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, whether it is marked as a heading, and how many columns and rows it spans."""

    text: str
    head: bool = False
    across: int = 1
    down: int = 1


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
    return [Block(BlockKind.ROW, text) for text in _lines(_grid(table), marked)]


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


def _lines(grid: list[_Row], marked: int) -> Iterator[str]:
    rows = [row for row in grid if any(cell.text for cell, _ in row)]
    count = _head_count(rows, min(marked, len(rows)))
    heads = _Heads(rows[:count])
    yield from heads.unsaid(rows[count:])
    section = ""
    for at, row in enumerate(rows[count:], start=count):
        below = rows[at + 1] if at + 1 < len(rows) else ()
        if at and _is_section(row) and below and not _is_section(below):
            section = row[0][0].text
        elif count and _all_heads(row) and below and not _all_heads(below):
            heads = _Heads([row])
            yield from heads.unsaid(rows[at + 1 :])
        else:
            line = _line(row, heads, section)
            if line:
                yield line


def _head_count(rows: Sequence[_Row], marked: int) -> int:
    """How many rows at the top name the columns."""
    if marked:
        return marked if marked < len(rows) else 0
    count = 0
    while count < len(rows) and _all_heads(rows[count]):
        count += 1
    if count:
        return count if count < len(rows) else 0
    return int(_reads_as_heads(rows))


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


def _line(row: _Row, heads: _Heads, section: str) -> str:
    """One row in words, a label that spans rows said again so that the row can be read alone."""
    parts = [section] if section else []
    column = 0
    for cell in _distinct(row):
        start = column
        while column < len(row) and row[column][0] is cell:
            column += 1
        if not cell.text or not (row[start][1] or len(cell.text) <= _SHORT):
            continue
        name = heads.of(range(start, column))
        named = name and name.casefold() != cell.text.casefold() and column - start < len(row)
        parts.append(f"{name}: {cell.text}" if named else cell.text)
    return _joined(parts, names_row=not heads and row[0][0].head and not section)


def _joined(parts: Sequence[str], names_row: bool) -> str:
    text = parts[0] if parts else ""
    for at, part in enumerate(parts[1:]):
        if names_row and at == 0:
            text = f"{text.rstrip(':')}: {part}"
        else:
            text += f" {part}" if text.endswith((":", ";")) else f"; {part}"
    return text
