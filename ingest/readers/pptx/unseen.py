"""What stands on a slide and is not seen there: taken out, and gathered for whoever adds the presentation."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element as Element

from ingest.readers._hidden import (
    NOT_SHOWN,
    OFF_PAGE,
    SAME_COLOUR,
    SPECK,
    TINY,
    Unseen,
    from_hex,
    is_light,
    together,
)
from ingest.readers.pptx.bullets import A

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LIGHT_NAMES = frozenset({"bg1", "lt1"})
_FILLS = tuple(f"{A}{kind}Fill" for kind in ("solid", "grad", "blip", "patt"))

Box = tuple[int, int, int, int]
"""Left, top, right and bottom."""


def take_unseen(slide: Any, page: int, size: tuple[int, int]) -> list[Unseen]:
    """Take the shapes and words that nobody sees off a slide.

    Args:
        slide: one of python-pptx's; it is changed.
        page: its number.
        size: how wide and high slides are.
    """
    found: list[Unseen] = []
    plain, where = _is_plain(slide), f"slide {page}"
    for shape in list(slide.shapes):
        how = NOT_SHOWN if _is_hidden(shape) else OFF_PAGE if _is_off(shape, size) else ""
        if how:
            found.append(Unseen(how, " ".join(_texts(shape._element)), where))
            shape._element.getparent().remove(shape._element)
            continue
        if shape._element.tag == f"{_P}sp":
            light_is_unseen = plain and not _is_filled(shape._element) and not _has_ground(slide, shape)
            found += together(_take_runs(shape._element, where, light_is_unseen=light_is_unseen))
    return found


def _take_runs(shape: Element, where: str, *, light_is_unseen: bool) -> Iterator[Unseen]:
    for run in list(shape.iter(f"{A}r", f"{A}fld")):
        text, properties = run.findtext(f"{A}t") or "", run.find(f"{A}rPr")
        if properties is None or not text.strip():
            continue
        stated = properties.get("sz", "")
        tiny = bool(re.fullmatch(r"\d{1,6}", stated)) and int(stated) < SPECK * 100
        if tiny or (light_is_unseen and _is_light(properties)):
            run.getparent().remove(run)
            yield Unseen(TINY if tiny else SAME_COLOUR, text, where)


def _texts(element: Element) -> Iterator[str]:
    return (part.text for part in element.iter(f"{A}t") if part.text)


def _is_hidden(shape: Any) -> bool:
    about = next(shape._element.iter(f"{_P}cNvPr"), None)
    return about is not None and about.get("hidden") in {"1", "true"}


def _box(shape: Any) -> Box | None:
    sides = (shape.left, shape.top, shape.width, shape.height)
    if any(side is None for side in sides):
        return None
    left, top, width, height = sides
    return left, top, left + width, top + height


def _is_off(shape: Any, size: tuple[int, int]) -> bool:
    """Whether no part of a shape is on the slide."""
    box = _box(shape)
    return box is not None and not _overlap(box, (0, 0, *size))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_light(properties: Element) -> bool:
    named = properties.find(f"{A}solidFill/{A}schemeClr")
    if named is not None:
        return named.get("val") in _LIGHT_NAMES and not len(named)
    stated = properties.find(f"{A}solidFill/{A}srgbClr")
    colour = from_hex(str(stated.get("val", ""))) if stated is not None else None
    return colour is not None and is_light(colour)


def _is_filled(shape: Element) -> bool:
    """Whether a shape has a ground of its own that may not be white."""
    own = shape.find(f"{_P}spPr")
    if own is not None and own.find(f"{A}noFill") is not None:
        return False
    if own is not None and any(own.find(fill) is not None for fill in _FILLS):
        return not _is_light(own)
    themed = shape.find(f"{_P}style/{A}fillRef")
    return themed is not None and themed.get("idx", "0") != "0"


def _has_ground(slide: Any, shape: Any) -> bool:
    """Whether something else, on the slide or its layout, may lie behind a shape."""
    box = _box(shape)
    layout = slide.slide_layout
    others = [*slide.shapes, *layout.shapes, *layout.slide_master.shapes]
    grounds = (one for one in others if one._element is not shape._element and _is_ground(one._element))
    return any(box is None or (under := _box(one)) is None or _overlap(box, under) for one in grounds)


def _is_ground(element: Element) -> bool:
    return element.tag != f"{_P}sp" or _is_filled(element)


def _is_plain(slide: Any) -> bool:
    """Whether a slide, its layout and its master are white, as far as they say."""
    layout = slide.slide_layout
    master = layout.slide_master
    colours = master._element.find(f"{_P}clrMap")
    if colours is not None and colours.get("bg1", "lt1") != "lt1":
        return False
    stated = (part._element.find(f"{_P}cSld/{_P}bg") for part in (slide, layout, master))
    return all(_is_white(ground) for ground in stated if ground is not None)


def _is_white(ground: Element) -> bool:
    own = ground.find(f"{_P}bgPr")
    if own is not None:
        return _is_light(own)
    themed = ground.find(f"{_P}bgRef")
    named = themed.find(f"{A}schemeClr") if themed is not None else None
    return (
        themed is not None
        and themed.get("idx") in {"0", "1001"}
        and named is not None
        and named.get("val") in _LIGHT_NAMES
    )
