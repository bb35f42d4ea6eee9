"""PDF to blocks: printed lines, less the page's furniture, joined into headings, paragraphs and lists."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.documents import Block, BlockKind, Metadata, Reading
from ingest.errors import UnreadableDocument
from ingest.readers.pdf.blocks import blocks_of
from ingest.readers.pdf.furniture import without_furniture
from ingest.readers.pdf.lines import Line, joined, page_pieces
from ingest.readers.pdf.tables import find_tables, is_tabular, take_rows

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
        pages = [page_pieces(page, number) for number, page in enumerate(document, start=1)]
        sizes = [document.get_page_size(index) for index in range(len(document))]
        title = document.get_metadata_value("Title").strip()
    except pdfium.PdfiumError as error:
        raise _damaged(path) from error
    finally:
        document.close()
    blocks = blocks_of(_contents(path, pages, sizes))
    if not blocks:
        raise UnreadableDocument(path, "is scanned: its pages are pictures without text", SCANNED)
    empty = [number for number, lines in enumerate(pages, start=1) if not lines]
    cover = _cover_title(blocks) if len(pages) > 3 else ""
    if cover:
        blocks = [_off_cover(block) for block in blocks]
    return Reading(tuple(blocks), Metadata(title=cover or title), len(pages), _warnings(path, empty))


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


def _contents(
    path: Path, pages: Sequence[list[Line]], sizes: Sequence[tuple[float, float]]
) -> list[list[Line | Block]]:
    """The lines of each page without furniture, the rows of its tables in their place."""
    tabular = [number for number, pieces in enumerate(pages, start=1) if is_tabular(pieces)]
    tables = find_tables(path, tabular)
    outside: list[list[Line]] = []
    rows: list[list[tuple[float, list[Block]]]] = []
    for number, pieces in enumerate(pages, start=1):
        taken, left = [], pieces
        for table in tables.get(number, ()):
            blocks, left = take_rows(table, left, number)
            taken.append((table.box[3], blocks))
        outside.append(list(joined(left)))
        rows.append(taken)
    return [
        _placed(lines, taken) for lines, taken in zip(without_furniture(outside, sizes), rows, strict=True)
    ]


def _placed(lines: list[Line], tables: list[tuple[float, list[Block]]]) -> list[Line | Block]:
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
