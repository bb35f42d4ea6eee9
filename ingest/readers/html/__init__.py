"""Saved web pages: GOV.UK publications, council procedures, NHS guidance."""

import re
from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from ingest.documents import Block, BlockKind, Reading
from ingest.errors import UnreadableDocument
from ingest.readers._hidden import hidden_warnings, in_characters
from ingest.readers._text import decoded, require_text
from ingest.readers.html.blocks import body_blocks
from ingest.readers.html.body import body_of
from ingest.readers.html.elements import flatten
from ingest.readers.html.legislation import act_title, as_amended, law_of, stated_law, without_repealed
from ingest.readers.html.metadata import Page
from ingest.readers.html.unseen import strip_unseen

_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_REALLY_WESTERN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"})


def read(path: Path) -> Reading:
    """Read a saved page: the body of guidance without the site's furniture.

    Raises:
        UnreadableDocument: the file is not a web page, or no text is left once the furniture is gone.
    """
    # Without its declaration XHTML is read as browsers read it: as HTML, mistakes and all.
    soup = BeautifulSoup(_XML_DECLARATION.sub("", decoded(path, _declared(path))), "lxml")
    flatten(soup)
    try:
        return _reading(path, soup)
    except RecursionError as error:
        raise UnreadableDocument(
            path, "is nested too deeply to read", "Save the page again from a browser, then add it again."
        ) from error


def _declared(path: Path) -> str | None:
    """The encoding that the page states; browsers read "ISO-8859-1" and "ASCII" as Windows' Western one."""
    try:
        with path.open("rb") as file:
            match = _DECLARED.search(file.read(4096))
    except OSError:
        return None  # reported when the whole file is read
    name = match.group(1).decode("ascii") if match else ""
    return "cp1252" if name.lower() in _REALLY_WESTERN else name or None


def _reading(path: Path, soup: BeautifulSoup) -> Reading:
    law = law_of(soup)
    if law is not None:
        return _law_reading(path, soup, law)
    page = Page(soup)
    metadata, h1, withdrawn = page.metadata, page.main_heading, page.withdrawn
    body, unseen = body_of(soup, metadata.source_url)
    unseen += in_characters(body.get_text(" "))
    blocks, gaps = body_blocks(body, {})
    heads = {text for b in blocks if b.kind is BlockKind.HEADING for text in (b.text, b.rendered())}
    if h1 and blocks and h1 not in heads:
        blocks.insert(0, Block(BlockKind.HEADING, h1, level=1))
    said = (f"This page says that it was withdrawn on {withdrawn}.",) if withdrawn else ()
    finished = require_text(path, blocks)
    hidden = hidden_warnings(path.name, unseen, (block.text for block in finished))
    return Reading(finished, metadata, gaps=tuple(gaps), warnings=(*said, *hidden))


def _law_reading(path: Path, soup: BeautifulSoup, law: Tag) -> Reading:
    title = act_title(soup)
    metadata = replace(Page(soup).metadata, title=title, kind="legislation", edition=as_amended(soup))
    unseen = [*strip_unseen(law), *in_characters(law.get_text(" "))]
    blocks, gaps = body_blocks(law, stated_law(soup, law))
    blocks = without_repealed(blocks)
    if title and blocks and not any(b.text == title for b in blocks[:3]):
        blocks.insert(0, Block(BlockKind.HEADING, title, level=1))
    finished = require_text(path, blocks)
    warnings = hidden_warnings(path.name, unseen, (block.text for block in finished))
    return Reading(finished, metadata, gaps=tuple(gaps), warnings=warnings)
