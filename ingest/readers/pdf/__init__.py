"""PDF to blocks: printed lines, less the page's furniture, joined into headings, paragraphs and lists."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.documents import Block, BlockKind, Metadata, Reading
from ingest.errors import UnreadableDocument
from ingest.readers.pdf.blocks import blocks_of
from ingest.readers.pdf.boxes import with_boxes, without_bars
from ingest.readers.pdf.drawings import Drawing, drawn, walls
from ingest.readers.pdf.furniture import without_furniture
from ingest.readers.pdf.legislation import in_sections
from ingest.readers.pdf.lines import Line, joined, page_pieces
from ingest.readers.pdf.page_labels import page_labels
from ingest.readers.pdf.tables import set_apart
from ingest.readers.pdf.tagged_tables import Placed, take_tables
from ingest.readers.pdf.titles import with_titles

COVER_WORDS = 120
"""A first page with no more words than this is a cover."""
SCANNED = "Run it through OCR (for example ocrmypdf), then add the result."


def read(path: Path) -> Reading:
    """Read a PDF by its printed lines and their typography.

    Raises:
        UnreadableDocument: damaged, password-protected, or without any text (a scan).
    """
    document = _open(path)
    try:
        pages = [_printed(page, number) for number, page in enumerate(document, start=1)]
        title = document.get_metadata_value("Title").strip()
    except pdfium.PdfiumError as error:
        raise _damaged(path) from error
    finally:
        document.close()
    labels = page_labels([list(joined(page.lines)) for page in pages], [page.size[1] for page in pages])
    blocks = in_sections(without_bars(blocks_of(_contents(pages, [page.lines for page in pages]))))
    if not blocks:
        raise UnreadableDocument(path, "is scanned: its pages are pictures without text", SCANNED)
    empty = [number for number, page in enumerate(pages, start=1) if not page.lines]
    cover = _cover_title(blocks) if len(pages) > 3 else ""
    if cover:
        blocks = [_off_cover(block) for block in blocks]
    return Reading(
        tuple(blocks),
        Metadata(title=cover or title),
        pages=len(pages),
        page_labels=labels,
        warnings=_warnings(path, empty),
    )


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a page prints: the pieces of its lines, what is drawn besides, its width and height in points."""

    lines: list[Line]
    drawing: Drawing
    size: tuple[float, float]


def _printed(page: pdfium.PdfPage, number: int) -> _Printed:
    drawing = drawn(page)
    pieces = with_titles(page_pieces(page, number, walls(drawing)))
    lines = with_boxes(pieces, [shape.box for shape in drawing.shapes])
    return _Printed(lines, drawing, page.get_size())


def _cover_title(blocks: Sequence[Block]) -> str:
    """The title on a cover page, a short one with its subtitle; "" where the first page is no cover."""
    cover = [block for block in blocks if block.page == 1]
    headings = [block for block in cover if block.kind is BlockKind.HEADING]
    if not headings or sum(len(block.text.split()) for block in cover) > COVER_WORDS:
        return ""
    top = min(block.level for block in headings)
    title, *rest = [block.text for block in headings if block.level == top]
    return f"{title}: {rest[0]}" if rest and len(title.split()) <= 3 else title


def _off_cover(block: Block) -> Block:
    """What a cover says in large type heads no section."""
    if block.page != 1 or block.kind is not BlockKind.HEADING:
        return block
    return replace(block, kind=BlockKind.PARAGRAPH, level=0)


def _contents(pages: Sequence[_Printed], lines: Sequence[list[Line]]) -> list[list[Line | Block]]:
    """The lines of each page without furniture, the rows of its tables in their place."""
    laid = set_apart(lines, [page.drawing for page in pages], [page.size[1] for page in pages])
    outside, tagged = take_tables([page.lines for page in laid])
    flow = without_furniture([list(joined(lines)) for lines in outside], [page.size for page in pages])
    return [
        _placed(kept, [*rows, *page.tables]) for kept, rows, page in zip(flow, tagged, laid, strict=True)
    ]


def _placed(lines: list[Line], tables: list[Placed]) -> list[Line | Block]:
    """Each table's rows before the first line that stands below the table's top."""
    content: list[Line | Block] = list(lines)
    for top, rows in tables:
        below = (i for i, part in enumerate(content) if isinstance(part, Line) and part.y < top)
        at = next(below, len(content))
        content[at:at] = rows
    return content


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD:
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


def _warnings(path: Path, empty: list[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    pages = ", ".join(map(str, empty))
    return (f"{path.name}: no text on page {pages}; what those pages show cannot be found or quoted.",)
