"""Tables of a Word document: their rows and cells, and what they are used for."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from ingest.readers._text import reads_as_title
from ingest.readers.docx.numbering import W
from ingest.readers.docx.runs import shown
from ingest.readers.docx.styles import Styles, value

_MUCH = 4
"""Paragraphs in one cell of a single row that make of the row columns of a page."""
_SECTION_WORDS = 60
"""Words, in more than one paragraph, that make of a cell beside a short label a section of text."""


def rows_of(table: Element) -> list[tuple[Element, list[Element]]]:
    """The rows that were not deleted, each with its cells."""
    rows = [row for row in _descendants(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
    return [(row, [c for c in _descendants(row, "tc") if not _deleted(c)]) for row in rows]


def _deleted(cell: Element) -> bool:
    return cell.find(f"{W}tcPr/{W}cellDel") is not None


def _descendants(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in shown(element):
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _descendants(child, name)


def is_layout(cells: list[list[Element]], styles: Styles) -> bool:
    """Whether a table only arranges text on the page: one cell a row, columns of prose, or sections."""
    if all(len(row) <= 1 for row in cells):
        return True
    if len(cells) == 1 and any(len(_filled(cell)) >= _MUCH for cell in cells[0]):
        return True
    below = (cell for row in cells[1:] for cell in row[1:])
    return any(_is_heading(paragraph, styles) for cell in below for paragraph in cell.iterfind(f"{W}p"))


def is_bar(rows: list[list[Element]]) -> bool:
    """Whether a table is one line in a frame or shade, as headings are set: "1 | Introduction"."""
    if len(rows) != 1 or not 1 <= len(rows[0]) <= 2:
        return False
    texts = [[words(paragraph) for paragraph in _filled(cell)] for cell in rows[0]]
    if len(texts) == 2 and not (len(texts[0]) == 1 and re.fullmatch(r"[A-Z]?[\d.]{1,6}[.)]?", texts[0][0])):
        return False
    return len(texts[-1]) == 1


def is_sectioned(cells: list[list[Element]]) -> bool:
    """Whether each row is a section: its title to the left, its text, of several paragraphs, to the right."""
    if len(cells) < 2 or any(len(row) != 2 for row in cells):
        return False
    titles = [" ".join(map(words, _filled(row[0]))) for row in cells]
    texts = [_filled(row[1]) for row in cells]
    if not all(not title or reads_as_title(title) for title in titles):
        return False
    long = sum(len(text) > 2 and sum(len(words(p).split()) for p in text) >= _SECTION_WORDS for text in texts)
    return long >= len(cells) / 2


def is_shaded(row: list[Element]) -> bool:
    """Whether every cell of a row has a background."""
    fills = [cell.find(f"{W}tcPr/{W}shd") for cell in row]
    return bool(row) and all(
        fill is not None and fill.get(f"{W}fill", "auto").upper() not in {"AUTO", "FFFFFF"} for fill in fills
    )


def marked_heads(table: Element, rows: list[tuple[Element, list[Element]]], styles: Styles) -> int:
    """How many rows at the top are marked as headings: as repeating, by the table's style or by shade."""
    marked = 0
    while marked < len(rows) and _is_on(rows[marked][0].find(f"{W}trPr/{W}tblHeader")):
        marked += 1
    properties = table.find(f"{W}tblPr")
    look = properties.find(f"{W}tblLook") if properties is not None else None
    styled = styles.marks_first_row(value(properties, "tblStyle")) and _first_row_on(look)
    shaded = len(rows) > 1 and is_shaded(rows[0][1]) and not is_shaded(rows[1][1])
    return marked or int(styled or shaded)


def span(properties: Element | None, name: str, default: int) -> int:
    """How many columns a cell or the gap before a row takes."""
    stated = value(properties, name)
    return int(stated) if re.fullmatch(r"\d{1,4}", stated) else default


def merged(cell: Element) -> str:
    """How a cell is merged downwards: "restart" where it starts, "continue" below, "" not at all."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if merge is None else str(merge.get(f"{W}val", "continue"))


def words(paragraph: Element) -> str:
    """A paragraph's words, roughly: enough to judge what a table is used for."""
    return " ".join("".join(each.text or "" for each in paragraph.iter(f"{W}t")).split())


def _filled(cell: Element) -> list[Element]:
    return [paragraph for paragraph in cell.iter(f"{W}p") if words(paragraph)]


def _is_heading(paragraph: Element, styles: Styles) -> bool:
    properties = paragraph.find(f"{W}pPr")
    return bool(words(paragraph)) and styles.heading_level(properties, value(properties, "pStyle")) > 0


def _first_row_on(look: Element | None) -> bool:
    """Whether a table uses its style's look for a first row; older files say so in one number."""
    if look is None:
        return False
    stated = look.get(f"{W}firstRow")
    if stated is not None:
        return stated in {"1", "true", "on"}
    number = look.get(f"{W}val", "0")
    return bool(re.fullmatch(r"[0-9A-Fa-f]{1,8}", number)) and bool(int(number, 16) & 0x20)


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in {"0", "false", "off"}
