"""What a tagged PDF says of its own figures, for those who cannot see them."""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.pdf.artwork import Box

MOST_ELEMENTS = 20_000
"""Of one page's tree, above which it is taken for damaged."""
DEEPEST = 60
LONGEST = 5_000
"""Characters of a description that are kept."""
_MADE_UP = re.compile(
    r"(?:\s*(?:description automatically generated(?: with [\w ]+confidence)?|"
    r"ai-generated content may be incorrect)\.?)+$",
    re.I,
)
_NAME_ONLY = re.compile(
    r"(?:picture|image|graphic|figure|shape|object|screenshot|text box|photo|img|diagram)?[\s_-]*\d*"
    r"|\S+\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf)",
    re.I,
)
"""What programs put in a description's place: "Picture 3", "image1.png"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its description, the marked content that it is, and where it says it is, if it says so."""

    described: str
    contents: frozenset[int]
    box: Box | None


def figures(page: pdfium.PdfPage) -> list[Figure]:
    """The figures of a page that have a description; none where the page is not tagged."""
    tree = pdfium_c.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        return [
            Figure(described, frozenset(_contents(element)), _box(element))
            for element in _elements(tree)
            if _text(pdfium_c.FPDF_StructElement_GetType, element) == "Figure"
            and (described := _description(element))
        ]
    finally:
        pdfium_c.FPDF_StructTree_Close(tree)


def _elements(tree: Any) -> Iterator[Any]:
    count = pdfium_c.FPDF_StructTree_CountChildren(tree)
    waiting = [(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, index), 0) for index in range(count)][::-1]
    seen = 0
    while waiting and seen < MOST_ELEMENTS:
        element, depth = waiting.pop()
        if not element:
            continue
        seen += 1
        yield element
        if depth < DEEPEST:
            count = pdfium_c.FPDF_StructElement_CountChildren(element)
            waiting += [
                (pdfium_c.FPDF_StructElement_GetChildAtIndex(element, index), depth + 1)
                for index in reversed(range(max(count, 0)))
            ]


def _description(element: Any) -> str:
    """What the author says of a figure, on one line; "" where a program said it."""
    text = re.sub(r"\s+", " ", _text(pdfium_c.FPDF_StructElement_GetAltText, element)).strip()
    text = _MADE_UP.sub("", text).strip()
    return "" if _NAME_ONLY.fullmatch(text) else text[:LONGEST]


def _contents(element: Any) -> Iterator[int]:
    """The numbers of the marked content in an element and in what it holds."""
    waiting = [(element, 0)]
    while waiting:
        part, depth = waiting.pop()
        for index in range(max(pdfium_c.FPDF_StructElement_CountChildren(part), 0)):
            child = pdfium_c.FPDF_StructElement_GetChildAtIndex(part, index)
            if child and depth < DEEPEST:
                waiting.append((child, depth + 1))
            elif not child:
                number = pdfium_c.FPDF_StructElement_GetChildMarkedContentID(part, index)
                if number >= 0:
                    yield number


def _box(element: Any) -> Box | None:
    """The box that a figure's attributes give."""
    name = ctypes.cast(ctypes.c_char_p(b"BBox"), ctypes.POINTER(ctypes.c_char))
    for index in range(max(pdfium_c.FPDF_StructElement_GetAttributeCount(element), 0)):
        attribute = pdfium_c.FPDF_StructElement_GetAttributeAtIndex(element, index)
        value = pdfium_c.FPDF_StructElement_Attr_GetValue(attribute, name) if attribute else None
        if value and pdfium_c.FPDF_StructElement_Attr_CountChildren(value) == 4:
            number = ctypes.c_float()
            sides: list[float] = []
            for at in range(4):
                side = pdfium_c.FPDF_StructElement_Attr_GetChildAtIndex(value, at)
                pdfium_c.FPDF_StructElement_Attr_GetNumberValue(side, number)
                sides.append(number.value)
            return sides[0], sides[1], sides[2], sides[3]
    return None


def _text(ask: Callable[[Any, Any, int], int], element: Any) -> str:
    """A text that pdfium gives of an element."""
    length = min(ask(element, None, 0), 2 * 65_536)
    if length <= 2:
        return ""
    held = ctypes.create_string_buffer(length)
    ask(element, held, length)
    return held.raw[: length - 2].decode("utf-16-le", "replace")
