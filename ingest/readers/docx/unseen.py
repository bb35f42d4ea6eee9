"""Whether the words of a Word document can be seen: not if hidden, tiny or of the colour of their ground."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.etree import _Element as Element

from ingest.readers._hidden import NOT_SHOWN, SAME_COLOUR, SPECK, TINY, Unseen, alike, from_hex
from ingest.readers.docx.numbering import W
from ingest.readers.docx.styles import Styles, value

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V = "{urn:schemas-microsoft-com:vml}"
_WHITE = (255, 255, 255)
_LARGE = 7_560_000 * 10_692_000 / 10
"""A tenth of an A4 page, in square English Metric Units: what is drawn so large may lie behind words."""
_HIGHLIGHTS = {
    "black": (0, 0, 0),
    "white": _WHITE,
    "yellow": (255, 255, 0),
    "blue": (0, 0, 255),
    "red": (255, 0, 0),
    "green": (0, 255, 0),
}

Colour = tuple[int, int, int]


class Seeing:
    """What of a document can be seen.

    Args:
        styles: the document's styles.
        root: its main part's root element.
        others: the roots of its headers and footers, in which pictures may lie behind the text.
    """

    def __init__(self, styles: Styles, root: Element, others: Iterable[Element] = ()) -> None:
        self._styles = styles
        background = root.find(f"{W}background")
        stated = background.get(f"{W}color", "") if background is not None else ""
        self._page = from_hex(stated) or _WHITE
        self._pictured = any(_has_large_drawing(part) for part in (root, *others))
        self._shaded: dict[str, bool] = {}

    def unseen(
        self, run: Element, properties: Element | None, character: str, style_id: str
    ) -> Unseen | None:
        """How the words of a run are hidden; None where they are seen, or there are none.

        Args:
            run: the run.
            properties: its own.
            character: the id of its character style.
            style_id: that of its paragraph's style.
        """
        styles = self._styles
        if styles.on(properties, character, "vanish") or styles.on(None, style_id, "vanish"):
            return Unseen(NOT_SHOWN, "".join(each.text or "" for each in run.iter(f"{W}t")))
        text = "".join(each.text or "" for each in run.iterfind(f"{W}t"))  # not that of boxes drawn in it
        if not text.strip():
            return None
        if styles.size(properties, character, style_id) < 2 * SPECK:
            return Unseen(TINY, text)
        ink = from_hex(styles.colour(properties, character, style_id))
        if ink is None:
            return None
        stated = [*islice(self._grounds(run, properties, character, style_id), 1)]
        ground = stated[0] if stated else self._page
        if ground is None or not alike(ink, ground):
            return None
        return Unseen(SAME_COLOUR, text, unsure=self._pictured and not stated)

    def _grounds(
        self, run: Element, properties: Element | None, character: str, style_id: str
    ) -> Iterator[Colour | None]:
        """What the words of a run stand on, nearest first; None for what is something and not known."""
        paragraph = next(run.iterancestors(f"{W}p"), None)
        own = paragraph.find(f"{W}pPr") if paragraph is not None else None
        for stated in (properties, own, *self._styles.shaded(character, style_id)):
            yield from _fills(stated)
        for element in run.iterancestors():
            if element.tag == f"{W}tc":
                yield from _fills(element.find(f"{W}tcPr"))
            elif element.tag == f"{W}tbl":
                table = element.find(f"{W}tblPr")
                yield from _fills(table)
                if self._is_shaded(value(table, "tblStyle")):
                    yield None
            elif element.tag == f"{_WPS}wsp":
                yield from _shape_fills(element)
            elif str(element.tag).startswith(_V) and element.get("filled", "t") not in {"f", "false"}:
                yield from _vml_fills(element)

    def _is_shaded(self, style_id: str) -> bool:
        """Whether a table's style gives any of its cells a ground."""
        if style_id not in self._shaded:
            parts = (part for style in self._styles.chain(style_id) for part in style.iter(f"{W}shd"))
            self._shaded[style_id] = any(fill != _WHITE for part in parts for fill in _shade(part))
        return self._shaded[style_id]


def _fills(properties: Element | None) -> Iterator[Colour | None]:
    """The ground that the properties of a run, a paragraph, a cell or a table state."""
    if properties is None:
        return
    highlight = value(properties, "highlight")
    if highlight and highlight != "none":
        yield _HIGHLIGHTS.get(highlight)
    shade = properties.find(f"{W}shd")
    if shade is not None:
        yield from _shade(shade)


def _shade(shade: Element) -> Iterator[Colour | None]:
    solid = shade.get(f"{W}val") == "solid"
    stated = shade.get(f"{W}color" if solid else f"{W}fill", "auto")
    if solid and stated == "auto":
        yield 0, 0, 0
    elif colour := from_hex(stated):
        yield colour


def _shape_fills(shape: Element) -> Iterator[Colour | None]:
    """The ground of a drawn shape: its own, or that of its style, which is the theme's."""
    own = shape.find(f"{_WPS}spPr")
    if own is not None:
        if own.find(f"{_A}noFill") is not None:
            return
        solid = own.find(f"{_A}solidFill/{_A}srgbClr")
        if solid is not None:
            yield from_hex(str(solid.get("val", "")))
            return
        if any(own.find(f"{_A}{kind}Fill") is not None for kind in ("solid", "grad", "blip", "patt")):
            yield None
            return
    themed = shape.find(f"{_WPS}style/{_A}fillRef")
    if themed is not None and themed.get("idx", "0") != "0":
        yield None


def _vml_fills(shape: Element) -> Iterator[Colour | None]:
    stated = shape.get("fillcolor", "")
    if stated:
        yield from_hex(re.sub(r"\s*\[.*", "", stated)) or (_WHITE if stated.startswith("white") else None)


def _has_large_drawing(root: Element) -> bool:
    """Whether something large is drawn that may lie behind words."""
    extents = (extent for anchor in root.iter(f"{_WP}anchor") for extent in anchor.iterfind(f"{_WP}extent"))
    return any(_whole(extent.get("cx")) * _whole(extent.get("cy")) >= _LARGE for extent in extents)


def _whole(stated: str | None) -> int:
    return int(stated) if stated and stated.isdecimal() and len(stated) < 12 else 0
