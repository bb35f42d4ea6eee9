"""A cited passage in its document: the printed page as a picture, or the section around it as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.answers import label_of
from assistant.showing.sections import quoted_spans, section_html
from ingest import originals
from ingest.documents import GuidanceDocument, Passage
from ingest.library import Library
from ingest.pages import PageNotShown, PagePicture, page_picture

__all__ = ["PageNotShown", "PagePicture", "Shown", "ShownKind", "page_picture", "section_html", "shown"]


class ShownKind(StrEnum):
    """How a passage is shown in its document."""

    PAGE = "page"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage in its document.

    Attributes:
        kind: a printed page, or the section from the library's text.
        title: the document, where in it the passage stands, and how it stands where it is not in force; plain
            text.
        marked: how many of the quotes are marked, each in whole or in part.
        page, pages: the physical page that is shown, from 1, and how many there are; None where none is.
        png: the picture of the page; empty for a section.
        html: the section, escaped; "" for a page.
    """

    kind: ShownKind
    title: str
    marked: int = 0
    page: int | None = None
    pages: int | None = None
    png: bytes = b""
    html: str = ""


def shown(
    library: Library,
    home: Path,
    passage: Passage,
    document: GuidanceDocument,
    quotes: Sequence[str] = (),
    page: int | None = None,
) -> Shown:
    """Show a passage in its document: on its page where there is a PDF to draw it from, else in its section.

    Args:
        library: holds the document.
        home: where the copies of PDFs are.
        passage: what is shown.
        document: the document that it stands in.
        quotes: words of the passage, to the letter, to be marked.
        page: another page to turn to, from 1; None for the first of the passage's pages that has a quote.

    Raises:
        KeyError: the document is not held.
        PageNotShown: the page to turn to cannot be shown.
    """
    title = label_of(passage, document, quoted_spans(passage, quotes))
    path = originals.find(home, document)
    if page is not None:
        if path is None:
            raise PageNotShown("The document's pages cannot be shown: the library has no copy of the file.")
        return _page(title, document, page, page_picture(path, page, quotes))
    if path and passage.page is not None:
        try:
            return _own_page(title, path, passage, document, quotes)
        except PageNotShown:
            pass  # its words are in the library all the same
    html = section_html(library, passage, quotes)
    return Shown(ShownKind.SECTION, title, len(quoted_spans(passage, quotes)), html=html)


def _own_page(
    title: str, path: Path, passage: Passage, document: GuidanceDocument, quotes: Sequence[str]
) -> Shown:
    """The first of a passage's pages that has a quote on it, or just the first."""
    first = passage.page or 1
    picture = page_picture(path, first, quotes)
    if quotes and not picture.marked:
        for later in range(first + 1, min(passage.end_page or first, first + 3) + 1):
            found = page_picture(path, later, quotes)
            if found.marked:
                return _page(title, document, later, found)
    return _page(title, document, first, picture)


def _page(title: str, document: GuidanceDocument, page: int, picture: PagePicture) -> Shown:
    return Shown(ShownKind.PAGE, title, picture.marked, page, document.pages, picture.png)
