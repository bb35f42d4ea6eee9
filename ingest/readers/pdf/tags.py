"""The structure tree of a tagged PDF: for each stretch of marked content, the element that it belongs to."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.pdf import calls

Path = tuple[int, ...]
"""Where an element stands in the tree, as child indexes from the root; the same on every page it is on."""

MOST_ELEMENTS = 200_000
"""On one page, above which a tree is taken for damaged."""
DEEPEST = 60
_LONGEST = 64
"""Bytes of a role's name in UTF-16; the roles that matter here are shorter."""
_HEADINGS = {f"H{level}": level for level in range(1, 7)} | {"Title": 1}
_ASIDES = frozenset({"Art", "Aside"})
_BLOCKS = frozenset({"P", "LI", "Caption", "BlockQuote", "Artifact", *_HEADINGS})


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a tagged table, by the paths of the table, its row and itself, with the rows and columns it
    spans and whether it is a heading."""

    table: Path
    row: Path
    cell: Path
    head: bool
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tagged PDF says of a line.

    Attributes:
        path: of the innermost element that makes a block of its own.
        heading: heading level 1 to 6, or 0.
        item: the path of the innermost list item that it stands in, or None.
        note: the path of the footnote that it belongs to, or None.
        contents: whether it stands in a contents list.
        aside: whether it stands apart from the text proper: a box, a pulled quote.
        place: the innermost table cell that it stands in, or None.
    """

    path: Path
    heading: int = 0
    item: Path | None = None
    note: Path | None = None
    contents: bool = False
    aside: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Element:
    address: int
    role: str
    path: Path


def page_tags(page: pdfium.PdfPage) -> dict[int, Tag]:
    """The tag of each marked-content number of a page; empty where the page is not tagged."""
    tree = pdfium_c.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        return dict(_tagged(tree))
    finally:
        pdfium_c.FPDF_StructTree_Close(tree)


def _tagged(tree: Any) -> Iterator[tuple[int, Tag]]:
    count = pdfium_c.FPDF_StructTree_CountChildren(tree)
    roots = (calls.address(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, index)) for index in range(count))
    waiting = [[_element(address, (index,))] for index, address in enumerate(roots) if address]
    seen = 0
    while waiting and seen < MOST_ELEMENTS:
        line = waiting.pop()
        address, path = line[-1].address, line[-1].path
        seen += 1
        tag: Tag | None = None
        for index in range(max(calls.children(address), 0)):
            child = calls.child(address, index)
            if child:
                if len(line) < DEEPEST:
                    waiting.append([*line, _element(child, (*path, index))])
                continue
            content = calls.content_of_child(address, index)
            if content >= 0:
                tag = tag or _tag(line)
                yield content, tag


def _element(address: int, path: Path) -> _Element:
    name = ctypes.create_string_buffer(_LONGEST)
    length = calls.role(address, ctypes.addressof(name), _LONGEST)
    written = length - 2 if 2 <= length <= _LONGEST else 0
    return _Element(address, name.raw[:written].decode("utf-16-le", "replace"), path)


def _tag(line: list[_Element]) -> Tag:
    """The tag of what stands directly in the last of some elements, each within the one before."""
    roles = [element.role for element in line]
    block = next((element for element in reversed(line) if element.role in _BLOCKS), line[-1])
    note = next((element.path for element in line if element.role in ("Note", "FENote")), None)
    return Tag(
        path=block.path,
        heading=max((_HEADINGS.get(role, 0) for role in roles), default=0),
        item=next((element.path for element in reversed(line) if element.role == "LI"), None),
        note=note,
        contents="TOC" in roles or "TOCI" in roles,
        aside=not _ASIDES.isdisjoint(roles),
        place=_place(line),
    )


def _place(line: list[_Element]) -> Place | None:
    cell = next((at for at in range(len(line) - 1, 0, -1) if line[at].role in ("TD", "TH")), None)
    if cell is None:
        return None
    row = next((element for element in reversed(line[:cell]) if element.role == "TR"), None)
    table = next((element for element in reversed(line[:cell]) if element.role == "Table"), None)
    if row is None or table is None:
        return None
    across, down = (_span(line[cell].address, name) for name in (b"ColSpan", b"RowSpan"))
    return Place(table.path, row.path, line[cell].path, line[cell].role == "TH", across, down)


def _span(address: int, name: bytes) -> int:
    """How many columns or rows a cell spans, by its attributes."""
    handle = ctypes.cast(address, pdfium_c.FPDF_STRUCTELEMENT)
    number = ctypes.c_float()
    wanted = ctypes.cast(ctypes.c_char_p(name), ctypes.POINTER(ctypes.c_char))
    for index in range(max(pdfium_c.FPDF_StructElement_GetAttributeCount(handle), 0)):
        attribute = pdfium_c.FPDF_StructElement_GetAttributeAtIndex(handle, index)
        value = pdfium_c.FPDF_StructElement_Attr_GetValue(attribute, wanted) if attribute else None
        if value and pdfium_c.FPDF_StructElement_Attr_GetNumberValue(value, number):
            return min(max(int(number.value), 1), 100)
    return 1
