"""OpenDocument texts (.odt), as LibreOffice writes them and GOV.UK publishes them."""

import zipfile
from pathlib import Path

from lxml.etree import _Element as Element

from ingest.documents import Metadata, Properties, Reading
from ingest.errors import UnreadableDocument
from ingest.readers._drafts import largest_title, settled
from ingest.readers._hidden import hidden_warnings, in_characters
from ingest.readers._notes import with_footnotes
from ingest.readers._packages import DAMAGED, check_package, damaged, parse, too_deep
from ingest.readers._text import one_line, require_text
from ingest.readers.odt.body import Body, Parts
from ingest.readers.odt.lists import Lists
from ingest.readers.odt.styles import OFFICE, STYLE, TEXT, Styles
from ingest.readers.odt.unseen import Seeing

_SAID = {
    "title": ".//{http://purl.org/dc/elements/1.1/}title",
    "author": ".//{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}initial-creator",
    "subject": ".//{http://purl.org/dc/elements/1.1/}subject",
}
_STAMPS = {
    "created": ".//{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date",
    "modified": ".//{http://purl.org/dc/elements/1.1/}date",
}


def read(path: Path) -> Reading:
    """Read an OpenDocument text: its body with notes, without headers, footers and deletions.

    Raises:
        UnreadableDocument: the file is protected, damaged, no OpenDocument text, or without text.
    """
    check_package(path, "LibreOffice", "a text document (.odt)")
    try:
        content, styles, about = _opened(path)
        text = content.find(f"{OFFICE}body/{OFFICE}text")
        roots = [*([styles] if styles is not None else []), content]
        known = Styles(roots)
        parts = Parts(known, Lists(known), Seeing(known, roots))
        body = Body(parts)
        drafts = body.read(text) if text is not None else []
        blocks, gaps = settled(drafts)
        blocks = list(with_footnotes(blocks, parts.footnotes))
        unseen = [*parts.unseen, *in_characters("".join(content.itertext()))]
    except DAMAGED as error:
        raise damaged(path, "LibreOffice", "a text document (.odt)") from error
    except RecursionError as error:
        raise too_deep(path, "LibreOffice") from error
    title = body.title or largest_title(drafts)
    properties = _properties(about) if about is not None else Properties()
    margins = _margins(styles) if styles is not None else ()
    finished = require_text(path, blocks)
    warnings = hidden_warnings(path.name, unseen, (block.text for block in finished))
    return Reading(
        finished,
        Metadata(title=title),
        properties,
        gaps=tuple(gaps),
        warnings=warnings,
        margins=margins,
    )


def _margins(styles: Element) -> tuple[str, ...]:
    """What headers and footers say, each line once."""
    parts = (part for kind in ("header", "footer") for part in styles.iter(f"{STYLE}{kind}"))
    lines = (
        one_line("".join(line.itertext())) for part in parts for line in part.iter(f"{TEXT}p", f"{TEXT}h")
    )
    return tuple(dict.fromkeys(line for line in lines if line and not line.isdigit()))


def _properties(about: Element) -> Properties:
    said = {name: one_line(about.findtext(where) or "") for name, where in _SAID.items()}
    stamps = {name: (about.findtext(where) or "")[:10] for name, where in _STAMPS.items()}
    return Properties(**said, **stamps)


def _opened(path: Path) -> tuple[Element, Element | None, Element | None]:
    """The roots of the content, the styles and what the file says of itself."""
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise UnreadableDocument(
                path,
                "is password-protected",
                "Open it in LibreOffice, save it without a password, then add it again.",
            )
        content = parse(package.read("content.xml"))
        styles, about = (
            parse(package.read(name)) if name in names else None for name in ("styles.xml", "meta.xml")
        )
    return content, styles, about
