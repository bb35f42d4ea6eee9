"""One slide to blocks: its title, then its placeholders, then what else stands on it, from the top down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml.etree import _Element as Element
from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from ingest.documents import Block, BlockKind, Gap, GapKind
from ingest.readers._diagrams import chart_blocks, diagram_blocks
from ingest.readers._notes import note_mark, noted, unmarked
from ingest.readers._packages import parse
from ingest.readers._pictures import EMU, description, picture_gap
from ingest.readers._tables import Cell, cell_text, row_blocks
from ingest.readers._text import LINE, heading, paragraphs, reads_as_title
from ingest.readers.pptx.bullets import A, Bullets, level_of

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_TITLES = {KIND.TITLE, KIND.CENTER_TITLE, KIND.VERTICAL_TITLE}
_FURNITURE = {KIND.DATE, KIND.FOOTER, KIND.HEADER, KIND.SLIDE_NUMBER}
_LISTS = {KIND.BODY, KIND.OBJECT, KIND.VERTICAL_BODY, KIND.VERTICAL_OBJECT}
_BAND = EMU
"""Shapes whose tops differ by less than a centimetre stand side by side."""
_LEAST_LINKS = 2
"""Arrows and connectors that make of a slide a flow chart."""


@dataclass(slots=True)
class SlideReading:
    """What a slide shows."""

    blocks: list[Block] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    level: int = 2  # of its title


def read_slide(slide: Any, page: int) -> SlideReading:
    """The blocks of one of python-pptx's slides, its speaker notes behind them under their own heading."""
    found = SlideReading()
    reader = _Reader(slide, found)
    shapes = list(slide.shapes)
    title = next((shape for shape in shapes if _kind(shape) in _TITLES and shape.has_text_frame), None)
    if title is not None:
        found.level = 1 if _kind(title) is KIND.CENTER_TITLE else 2
        reader.title(title)
    reader.shapes(shape for shape in shapes if title is None or shape.shape_id != title.shape_id)
    if found.blocks and (title is None or found.blocks[0].kind is not BlockKind.HEADING):
        found.blocks[0] = _as_title(found.blocks[0], found.level)
    where = next((block.text for block in found.blocks if block.kind is BlockKind.HEADING), "")
    linked = reader.links >= _LEAST_LINKS
    found.gaps += [Gap(GapKind.FLOW_CHART)] if linked else []
    found.gaps = [replace(gap, page=page, where=where) for gap in found.gaps]
    found.blocks += _notes(slide, found.level + 1)
    found.blocks = [replace(block, page=page) for block in found.blocks]
    return found


def _as_title(block: Block, level: int) -> Block:
    """The first line of a slide without a title, as its title if it reads as one."""
    plain = block.kind is BlockKind.PARAGRAPH and reads_as_title(block.text)
    return replace(block, kind=BlockKind.HEADING, level=level) if plain else block


class _Reader:
    def __init__(self, slide: Any, found: SlideReading) -> None:
        self.links = 0
        self._slide = slide
        self._found = found

    def title(self, shape: Any) -> None:
        """Read the shape that is the slide's title."""
        texts = (text_of(paragraph) for paragraph in shape._element.iter(f"{A}p"))
        block = heading(" ".join(texts), self._found.level)
        self._found.blocks += [block] if block else []

    def shapes(self, shapes: Iterable[Any]) -> None:
        """Read shapes in the order in which people do."""
        for shape in sorted(shapes, key=_order):
            self._shape(shape)

    def _shape(self, shape: Any) -> None:
        tag = shape._element.tag
        if _kind(shape) in _FURNITURE:
            return
        self.links += tag == f"{_P}cxnSp" or _is_arrow(shape._element)
        if tag == f"{_P}grpSp":
            self.shapes(shape.shapes)
        elif tag == f"{_P}pic":
            self._picture(shape)
        elif tag == f"{_P}graphicFrame":
            self._frame(shape)
        elif shape.has_text_frame:
            self._text(shape)

    def _text(self, shape: Any) -> None:
        kind = _kind(shape)
        bullets = Bullets(_list_styles(self._slide, shape), by_default=kind in _LISTS)
        self._found.blocks += _text_blocks(shape._element.iter(f"{A}p"), bullets)

    def _frame(self, shape: Any) -> None:
        element = shape._element
        if shape.has_table:
            self._found.blocks += _table(shape.table)
        elif shape.has_chart:
            self._found.blocks += chart_blocks(shape.chart._chartSpace)
            self._picture(shape)
        for ids in element.iter(f"{_DGM}relIds"):
            part = self._slide.part.rels.get(ids.get(f"{_R}dm", ""))
            if part is not None and not part.is_external:
                self._found.blocks += diagram_blocks(parse(part.target_part.blob))
            self._found.gaps.append(Gap(GapKind.FLOW_CHART, described=description(_said(element))))

    def _picture(self, shape: Any) -> None:
        width, height = (shape.width or 0) / EMU, (shape.height or 0) / EMU
        gap = picture_gap(width, height, _said(shape._element))
        self._found.gaps += [gap] if gap else []


def _kind(shape: Any) -> Any:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _order(shape: Any) -> tuple[int, int, int, int]:
    placed = shape.placeholder_format.idx if shape.is_placeholder else 0
    top, left = shape.top or 0, shape.left or 0
    return (0 if shape.is_placeholder else 1), placed, top // _BAND, left


def _is_arrow(element: Element) -> bool:
    return any(shape.get("prst", "").endswith("Arrow") for shape in element.iter(f"{A}prstGeom"))


def _said(element: Element) -> str:
    about = next(element.iter(f"{_P}cNvPr"), None)
    return "" if about is None else str(about.get("descr") or "")


def _list_styles(slide: Any, shape: Any) -> list[Element]:
    """Where a shape's paragraphs get their bullets from: itself, its layout, the master."""
    styles = list(shape._element.iter(f"{A}lstStyle"))
    if not shape.is_placeholder:
        return styles
    place = shape.placeholder_format
    layout = slide.slide_layout
    master = layout.slide_master
    for base in layout.placeholders:
        if base.placeholder_format.idx == place.idx:
            styles += base._element.iter(f"{A}lstStyle")
    if place.type in _LISTS:
        styles += master._element.iter(f"{_P}bodyStyle")
    return styles


def _text_blocks(found: Iterable[Element], bullets: Bullets) -> Iterator[Block]:
    for paragraph in found:
        blocks = paragraphs(text_of(paragraph))
        if not blocks:
            continue
        item, number = bullets.before(paragraph)
        level = level_of(paragraph) + 1
        first = blocks[0]
        if item or first.kind is BlockKind.ITEM:
            number = first.number or number
            blocks[0] = replace(first, kind=BlockKind.ITEM, level=level, number=number)
        yield from blocks


def text_of(paragraph: Element) -> str:
    """A paragraph's text, in which ``LINE`` stands for a line break, and markers for raised numbers."""
    text = ""
    for child in paragraph:
        if child.tag == f"{A}br":
            text += LINE
        elif child.tag in {f"{A}r", f"{A}fld"}:
            words = unmarked(child.findtext(f"{A}t") or "").replace(LINE, " ")
            text += note_mark(words.strip()) if _is_note(child, words, text) else words
        elif isinstance(child.tag, str):
            text += "".join(each.text or "" for each in child.iter() if str(each.tag).endswith("/math}t"))
    return text


def _is_note(run: Element, words: str, before: str) -> bool:
    properties = run.find(f"{A}rPr")
    raised = properties is not None and properties.get("baseline", "0").rstrip("%") not in {"", "0"}
    lifted = raised and not properties.get("baseline", "0").startswith("-")
    return lifted and words.strip().isdecimal() and (before[-3:].isalpha() or before[-1:] in ".,;:)’”")


def _table(table: Any) -> list[Block]:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            if cell.is_spanned:
                continue
            parts = [text_of(paragraph).replace(LINE, " ") for paragraph in cell._tc.iter(f"{A}p")]
            parts = [part for part in parts if part.strip()]
            across, down = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
            cells.append(Cell(cell_text(parts), across=across, down=down, parts=tuple(parts)))
        rows.append(cells)
    return [noted(block) for block in row_blocks(rows, marked=int(bool(table.first_row) and len(rows) > 1))]


def _notes(slide: Any, level: int) -> Iterator[Block]:
    """The speaker's notes, under a heading that tells them from what the slide shows."""
    if not slide.has_notes_slide:
        return
    shapes = [s for s in slide.notes_slide.placeholders if s.placeholder_format.type is KIND.BODY]
    bullets = Bullets([], by_default=False)
    blocks = [b for s in shapes for b in _text_blocks(s._element.iter(f"{A}p"), bullets)]
    if blocks:
        yield Block(BlockKind.HEADING, "Speaker notes", level=min(level, 6))
        yield from blocks
