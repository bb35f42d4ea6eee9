"""HTML tables to rows."""

import re
from collections.abc import Callable

from bs4 import Tag

from ingest.documents import Block
from ingest.readers._tables import Cell, cell_text, row_blocks


def is_layout(table: Tag) -> bool:
    """Whether a table only places things on the page, so that its cells are read one after the other."""
    if table.get("role") in {"presentation", "none"}:
        return True
    rows = _rows(table)
    if all(len(_cells(row)) <= 1 for row in rows):
        return True
    named = any(cell.name == "th" for row in rows for cell in _cells(row))
    return not named and table.find(["table", "h1", "h2", "h3", "h4", "h5", "h6"]) is not None


def table_rows(table: Tag, parts: Callable[[Tag], list[str]]) -> list[Block]:
    """The table's rows; ``parts`` gives the words of each block in a cell."""
    rows = _rows(table)
    marked = 0
    while marked < len(rows) and rows[marked].find_parent(["thead", "table"]) is not table:
        marked += 1
    return row_blocks([[_cell(tag, parts) for tag in _cells(row)] for row in rows], marked)


def _rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def _cell(tag: Tag, parts: Callable[[Tag], list[str]]) -> Cell:
    return Cell(
        cell_text(parts(tag)),
        head=tag.name == "th" or _is_bold(tag),
        across=_span(tag, "colspan"),
        down=_span(tag, "rowspan"),
    )


def _is_bold(cell: Tag) -> bool:
    strings = [string for string in cell.find_all(string=True) if string.strip()]
    return bool(strings) and all(string.find_parent(["b", "strong", "td"]) is not cell for string in strings)


def _span(tag: Tag, name: str) -> int:
    stated = str(tag.get(name, "1")).strip()
    if not re.fullmatch(r"\d{1,5}", stated):
        return 1
    return int(stated) or 65534  # a rowspan of 0 reaches to the end
