"""Word documents (.docx, and .docm and .dotx, whose macros are never run)."""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from docx import Document
from docx.document import Document as WordDocument
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from lxml.etree import _Element as Element

from ingest.documents import Block, Metadata, Reading
from ingest.readers._drafts import largest_title, settled
from ingest.readers._hidden import Unseen, hidden_warnings, in_characters
from ingest.readers._notes import with_footnotes
from ingest.readers._packages import (
    DAMAGED,
    check_package,
    damaged,
    office_package,
    office_properties,
    parse,
    too_deep,
)
from ingest.readers._text import one_line, require_text
from ingest.readers.docx.body import Body, Parts
from ingest.readers.docx.numbering import Numbering, W
from ingest.readers.docx.runs import Runs
from ingest.readers.docx.styles import Styles, value
from ingest.readers.docx.unseen import Seeing
from ingest.readers.html.blocks import html_blocks
from ingest.readers.html.elements import flatten
from ingest.readers.html.looks import sheet_of
from ingest.readers.html.unseen import strip_unseen

_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How Word numbers notes unless told otherwise."""


def read(path: Path) -> Reading:
    """Read a Word document: its body with notes, without headers, footers and deletions.

    Raises:
        UnreadableDocument: the file is protected, damaged, no Word document, or without text.
    """
    check_package(path, "Word", "a Word document (.docx)")
    try:
        document = Document(office_package(path))
        chunks = _Chunks(document.part)
        body = Body(_parts(document, chunks))
        drafts = body.read(document.element.body)
        blocks, gaps = settled(drafts)
        blocks = list(with_footnotes(blocks, body.footnotes))
        properties = office_properties(document.core_properties)
        margins = _margins(document)
        unseen = [*body.unseen, *chunks.unseen, *in_characters("".join(document.element.body.itertext()))]
    except (*DAMAGED, PythonDocxError, OpcError) as error:
        raise damaged(path, "Word", "a Word document (.docx)") from error
    except RecursionError as error:
        raise too_deep(path, "Word") from error
    title = body.title or largest_title(drafts)
    finished = require_text(path, blocks)
    return Reading(
        finished,
        Metadata(title=title),
        properties,
        gaps=tuple(gaps),
        warnings=(*chunks.warnings, *hidden_warnings(path.name, unseen, (block.text for block in finished))),
        margins=margins,
    )


def _margins(document: WordDocument) -> tuple[str, ...]:
    """What headers and footers say, tables in them included, each line once."""
    lines = (
        one_line("".join(word.text or "" for word in paragraph.iter(f"{W}t")))
        for root in _margin_parts(document)
        for paragraph in root.iter(f"{W}p")
    )
    return tuple(dict.fromkeys(line for line in lines if line and not line.isdigit()))


def _margin_parts(document: WordDocument) -> Iterator[Element]:
    """The roots of its headers and footers."""
    for found in document.part.rels.values():
        if found.reltype.endswith(("/header", "/footer")) and not found.is_external:
            yield parse(found.target_part.blob)


def _parts(document: WordDocument, chunks: "_Chunks") -> Parts:
    styles = Styles(_related(document.part, "styles"))
    numbering = Numbering(_related(document.part, "numbering"), styles.lists())
    root = document.element
    settings = _related(document.part, "settings")
    formats = {kind: _format(kind, root, settings) for kind in _FORMATS}
    notes = {**_notes(document, "footnote"), **_notes(document, "endnote")}
    seeing = Seeing(styles, root, _margin_parts(document))
    runs = Runs(styles, root, formats, seeing)
    return Parts(styles, numbering, runs, notes, chunks.part, chunks.blocks)


def _format(kind: str, root: Element, settings: Element | None) -> tuple[str, int]:
    """The style and the first of the numbers that notes of one kind have."""
    stated = [*root.iter(f"{W}{kind}Pr")]
    stated += list(settings.iterfind(f"{W}{kind}Pr")) if settings is not None else []
    style = next(filter(None, (value(each, "numFmt") for each in stated)), _FORMATS[kind])
    first = next(filter(str.isdecimal, (value(each, "numStart") for each in stated)), "1")
    return style, int(first)


def _notes(document: WordDocument, kind: str) -> dict[tuple[str, str], Element]:
    root = _related(document.part, f"{kind}s")
    found = root.iterfind(f"{W}{kind}") if root is not None else ()
    written = (note for note in found if note.get(f"{W}type", "normal") == "normal")  # others draw the rule
    return {(kind, note.get(f"{W}id", "")): note for note in written}


def _related(part: Part, kind: str) -> Element | None:
    """The root element of the part that stands in a relationship of this kind, or None."""
    for relationship in part.rels.values():
        if relationship.reltype.endswith(f"/{kind}") and not relationship.is_external:
            return parse(relationship.target_part.blob)
    return None


class _Chunks:
    """The parts that the body names by relationship id: diagrams, charts and files built in."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self.warnings: list[str] = []
        self.unseen: list[Unseen] = []

    def part(self, name: str) -> Element | None:
        """The root of an XML part, or None where there is none."""
        found = self._found(name)
        return parse(found.blob) if found is not None else None

    def blocks(self, name: str) -> list[Block]:
        """The blocks of a web page that is built into the document."""
        found = self._found(name)
        if found is not None and "html" in found.content_type:
            page = BeautifulSoup(found.blob, "lxml")
            flatten(page)
            self.unseen += strip_unseen(page, sheet_of(page))
            return html_blocks(page)
        self.warnings.append(
            "A part of this document is a file of another format inside it, and was not read."
        )
        return []

    def _found(self, name: str) -> Part | None:
        relationship = self._part.rels.get(name)
        return None if relationship is None or relationship.is_external else relationship.target_part
