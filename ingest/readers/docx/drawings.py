"""What is drawn in a Word document: pictures, flow charts, SmartArt and charts."""

from collections.abc import Callable, Iterator

from lxml.etree import _Element as Element

from ingest.documents import Block, Gap, GapKind
from ingest.readers._diagrams import chart_blocks, diagram_blocks
from ingest.readers._pictures import EMU, description, picture_gap

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_CENTIMETRES = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96}

Fetch = Callable[[str], Element | None]
"""Gives the root of the XML part that a relationship id names."""


def drawn_blocks(drawing: Element, fetch: Fetch) -> list[Block]:
    """The words of the diagrams and charts in a drawing."""
    blocks: list[Block] = []
    for ids in drawing.iter(f"{_DGM}relIds"):
        root = fetch(ids.get(f"{_R}dm", ""))
        blocks += diagram_blocks(root) if root is not None else []
    for chart in drawing.iter(f"{_C}chart"):
        root = fetch(chart.get(f"{_R}id", ""))
        blocks += chart_blocks(root) if root is not None else []
    return blocks


def drawn_gaps(drawing: Element) -> Iterator[Gap]:
    """What a drawing shows and its words do not say."""
    if any(True for _ in drawing.iter(f"{_DGM}relIds")):
        yield Gap(GapKind.FLOW_CHART, described=_said(drawing))
    elif _holds_picture(drawing) and drawing.find(f".//{_DECORATIVE}[@val='1']") is None:
        gap = picture_gap(*_size(drawing), _said(drawing))
        if gap:
            yield gap


def _holds_picture(drawing: Element) -> bool:
    names = (f"{_A}blip", f"{_C}chart", f"{_V}imagedata")
    return any(True for name in names for _ in drawing.iter(name))


def links(drawing: Element) -> int:
    """How many connectors and arrows a drawing has; two or more join the steps of a flow chart."""
    shapes = [str(shape.get("prst", "")) for shape in drawing.iter(f"{_A}prstGeom")]
    drawn = sum("Connector" in shape or shape.endswith("Arrow") for shape in shapes)
    old = sum(bool(shape.get(f"{_O}connectortype")) for shape in drawing.iter(f"{_V}shape"))
    return int(drawn + old)


def _said(drawing: Element) -> str:
    about = next(drawing.iter(f"{_WP}docPr"), None)
    if about is not None:
        return description(about.get("descr") or about.get("title") or "")
    shape = next(drawing.iter(f"{_V}shape"), None)
    return description(shape.get("alt", "")) if shape is not None else ""


def _size(drawing: Element) -> tuple[float, float]:
    """Width and height as shown, in centimetres."""
    extent = next(drawing.iter(f"{_WP}extent"), None)
    if extent is not None:
        return _whole(extent.get("cx")) / EMU, _whole(extent.get("cy")) / EMU
    shape = next(drawing.iter(f"{_V}shape"), None)
    style = shape.get("style", "") if shape is not None else ""
    stated = dict(part.split(":", 1) for part in style.replace(" ", "").split(";") if ":" in part)
    return _length(stated.get("width", "")), _length(stated.get("height", ""))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _length(text: str) -> float:
    unit = _CENTIMETRES.get(text[-2:], 0.0)
    number = text[:-2].replace(".", "", 1)
    return float(text[:-2]) * unit if unit and number.isdecimal() else 0.0
