"""PDF to blocks: printed lines, less the page's furniture, joined into headings, paragraphs and lists."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest import ocr
from ingest.documents import Block, BlockKind, GapKind, Metadata, Properties, Reading
from ingest.errors import UnreadableDocument
from ingest.readers._hidden import Unseen, hidden_warnings
from ingest.readers.pdf.artwork import artwork, has_hidden_text
from ingest.readers.pdf.blocks import blocks_of
from ingest.readers.pdf.boxes import with_boxes, with_pictures, without_bars
from ingest.readers.pdf.bullets import with_bullets
from ingest.readers.pdf.drawings import Drawing, drawn, walls
from ingest.readers.pdf.furniture import running_lines, without_furniture
from ingest.readers.pdf.legislation import in_sections
from ingest.readers.pdf.lines import Line, joined, page_pieces
from ingest.readers.pdf.page_labels import page_labels
from ingest.readers.pdf.page_sizes import page_size
from ingest.readers.pdf.pictures.places import Place, page_places, without_furniture_places
from ingest.readers.pdf.pictures.scans import read_places
from ingest.readers.pdf.tables.apart import set_apart
from ingest.readers.pdf.tables.gutters import cut_at_columns
from ingest.readers.pdf.tables.tagged import Placed, take_tables
from ingest.readers.pdf.titles import with_titles
from ingest.readers.pdf.unseen import HiddenWords

COVER_WORDS = 120
"""A first page with no more words than this is a cover."""
SCANNED = f"Install {ocr.INSTALL}, then add it again."


def read(path: Path) -> Reading:
    """Read a PDF by its tags, its printed lines and their typography; its pictures by OCR, where that is
    installed.

    Raises:
        UnreadableDocument: damaged, password-protected, or without any text (a scan that is not read).
    """
    document = _open(path)
    try:
        count = len(document)
        pages = [_printed(page, number, count) for number, page in enumerate(document, start=1)]
        properties = _properties(document)
        places = without_furniture_places([place for page in pages for place in page.places])
        pictured = read_places(document, places, [page.lines for page in pages])
    except pdfium.PdfiumError as error:
        raise _damaged(path) from error
    finally:
        document.close()
    pages = [_with_scan(page, pictured.lines.get(number)) for number, page in enumerate(pages, start=1)]
    labels = page_labels([list(joined(page.lines)) for page in pages], [page.size[1] for page in pages])
    content = _contents(pages, pictured.blocks)
    margins = running_lines([list(joined(page.lines)) for page in pages], [page.size for page in pages])
    blocks = without_bars(blocks_of(content))
    if not blocks:
        raise UnreadableDocument(path, "is scanned: its pages are pictures without text", SCANNED)
    scanned = {number for number, page in enumerate(pages, start=1) if page.ocr}
    blocks = [_read_by_ocr(block, scanned) for block in blocks]
    cover = _cover_title(blocks) if count > 3 else ""
    if cover:
        blocks = [_off_cover(block) for block in blocks]
    blocks = in_sections(blocks)
    hidden = hidden_warnings(
        path.name, (one for page in pages for one in page.unseen), (block.text for block in blocks)
    )
    return Reading(
        tuple(blocks),
        Metadata(title=cover),
        properties,
        pages=count,
        page_labels=labels,
        gaps=tuple(place.gap(_where(place, blocks), ocr=pictured.has(place)) for place in places),
        warnings=(*(f"{path.name}: {warning}" for warning in pictured.warnings), *hidden),
        margins=margins,
    )


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a page prints.

    Attributes:
        lines: the pieces of its lines.
        drawing: the rules and boxes on it.
        size: its width and height, in points.
        places: where it shows what its text does not give.
        ocr: whether its words were read from a picture of it.
        unseen: the words on it that nobody sees.
    """

    lines: list[Line]
    drawing: Drawing
    size: tuple[float, float]
    places: list[Place]
    ocr: bool = False
    unseen: Sequence[Unseen] = ()


def _printed(page: pdfium.PdfPage, number: int, count: int) -> _Printed:
    art = artwork(page)
    drawing = drawn(page, art)
    scanned = has_hidden_text(page, art)
    hidden = HiddenWords(page, number, art, scanned)
    pieces = with_titles(with_bullets(_cut_pieces(page, number, drawing, hidden), drawing))
    lines = with_boxes(pieces, [shape.box for shape in drawing.shapes])
    places = [] if scanned else page_places(page, art, number, count, lines)
    lines = with_pictures(lines, [place.box for place in places if place.kind is not GapKind.SCAN])
    return _Printed(lines, drawing, page_size(page), places, scanned, hidden.found)


def _cut_pieces(page: pdfium.PdfPage, number: int, drawing: Drawing, hidden: HiddenWords) -> list[Line]:
    """The pieces of a page's lines, cut at what is drawn between them and at the gutters of columns."""
    return cut_at_columns(page_pieces(page, number, walls(drawing), hidden), page)


def _with_scan(page: _Printed, lines: list[Line] | None) -> _Printed:
    return page if lines is None else replace(page, lines=lines, ocr=True)


def _read_by_ocr(block: Block, scanned: Set[int]) -> Block:
    """A block, marked if it stands on a page whose words were read from a picture."""
    on_one = block.page in scanned or block.end_page in scanned
    return replace(block, ocr=True) if on_one else block


def _where(place: Place, blocks: Sequence[Block]) -> str:
    """The heading that a place stands under."""
    above = [block for block in blocks if block.kind is BlockKind.HEADING and (block.page or 0) <= place.page]
    return above[-1].rendered() if above else ""


def _cover_title(blocks: Sequence[Block]) -> str:
    """The title on a cover page, a short one with its subtitle; "" where the first page is no cover."""
    cover = [block for block in blocks if block.page == 1]
    headings = [block for block in cover if block.kind is BlockKind.HEADING]
    words = sum(len(block.text.split()) for block in cover)
    sentences = sum(block.text.endswith(".") and len(block.text.split()) > 7 for block in cover)
    if not headings or words > COVER_WORDS or sentences > 1 or any(block.number for block in headings):
        return ""
    top = min(block.level for block in headings)
    title, *rest = [block.text for block in headings if block.level == top]
    return f"{title.rstrip(':')}: {rest[0]}" if rest and len(title.split()) <= 3 else title


def _off_cover(block: Block) -> Block:
    """What a cover says in large type heads no section."""
    if block.page != 1 or block.kind is not BlockKind.HEADING:
        return block
    return replace(block, kind=BlockKind.PARAGRAPH, level=0)


def _contents(pages: Sequence[_Printed], pictured: Mapping[Place, list[Block]]) -> list[list[Line | Block]]:
    """The lines of each page without furniture, with the rows of its tables and the words of its pictures."""
    sizes = [page.size for page in pages]
    outside, merged = take_tables([page.lines for page in pages], merged=True)
    laid = set_apart(outside, [page.drawing for page in pages], [height for _, height in sizes])
    outside, tagged = take_tables([page.lines for page in laid])
    flow = without_furniture([list(joined(lines)) for lines in outside], sizes)
    content = []
    tables = (
        [*first, *drawn, *last]
        for first, drawn, last in zip(merged, (page.tables for page in laid), tagged, strict=True)
    )
    for number, (lines, rows) in enumerate(zip(flow, tables, strict=True), start=1):
        words = [(place.box[3], blocks) for place, blocks in pictured.items() if place.page == number]
        content.append(_placed(lines, [*rows, *words]))
    return content


def _placed(lines: list[Line], tables: list[Placed]) -> list[Line | Block]:
    """Each table's rows before the first line that stands below the table's top."""
    content: list[Line | Block] = list(lines)
    for top, rows in tables:
        below = (i for i, part in enumerate(content) if isinstance(part, Line) and part.y < top)
        at = next(below, len(content))
        content[at:at] = rows
    return content


_STAMP = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def _properties(document: pdfium.PdfDocument) -> Properties:
    told = {
        name: document.get_metadata_value(name.capitalize()).strip()
        for name in ("title", "author", "subject")
    }
    stamps = (_STAMP.match(document.get_metadata_value(name)) for name in ("CreationDate", "ModDate"))
    created, modified = ("-".join(stamp.groups()) if stamp else "" for stamp in stamps)
    return Properties(**told, created=created, modified=modified)


def _open(path: Path) -> pdfium.PdfDocument:
    pdfium_c.FPDF_LoadMemDocument(b"-", 1, None)  # a file without pages leaves the error of the one before
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableDocument(
                path, "is password-protected", "Save a copy without the password, then add that."
            ) from error
        raise _damaged(path) from error
    if len(document) == 0:
        document.close()
        raise _damaged(path)
    return document


def _damaged(path: Path) -> UnreadableDocument:
    return UnreadableDocument(path, "is damaged or not a PDF", "Download it again, then add it again.")
