"""Saved web pages: GOV.UK publications, council procedures, NHS guidance."""

import re
from pathlib import Path

from bs4 import BeautifulSoup

from ingest.documents import Block, BlockKind, Reading
from ingest.errors import UnreadableDocument
from ingest.readers._text import decoded, require_text
from ingest.readers.html.blocks import html_blocks
from ingest.readers.html.body import body_of
from ingest.readers.html.metadata import Page

_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)


def read(path: Path) -> Reading:
    """Read a saved page: the body of guidance without the site's furniture.

    Raises:
        UnreadableDocument: the file is not a web page, or no text is left once the furniture is gone.
    """
    soup = BeautifulSoup(decoded(path, _declared(path)), "lxml")
    try:
        return _reading(path, soup)
    except RecursionError as error:
        raise UnreadableDocument(
            path, "is nested too deeply to read", "Save the page again from a browser, then add it again."
        ) from error


def _declared(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            match = _DECLARED.search(file.read(4096))
    except OSError:
        return None  # reported when the whole file is read
    return match.group(1).decode("ascii") if match else None


def _reading(path: Path, soup: BeautifulSoup) -> Reading:
    page = Page(soup)
    metadata, h1, withdrawn = page.metadata, page.main_heading, page.withdrawn
    blocks = html_blocks(body_of(soup, metadata.source_url))
    heads = {text for b in blocks if b.kind is BlockKind.HEADING for text in (b.text, b.rendered())}
    if h1 and blocks and h1 not in heads:
        blocks.insert(0, Block(BlockKind.HEADING, h1, level=1))
    warnings = (f"This page says that it was withdrawn on {withdrawn}.",) if withdrawn else ()
    return Reading(require_text(path, blocks), metadata, warnings=warnings)
