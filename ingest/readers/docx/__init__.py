"""Word documents (.docx)."""

import re
import zipfile
import zlib
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml.etree import XMLSyntaxError
from lxml.etree import _Element as Element

from ingest.documents import Block, BlockKind, Metadata, Reading
from ingest.errors import UnreadableDocument
from ingest.readers._text import contents, one_line, require_text
from ingest.readers.docx.body import Body, Parts
from ingest.readers.docx.numbering import Numbering, W
from ingest.readers.docx.styles import Styles

_OLE = b"\xd0\xcf\x11\xe0"
_MOST_UNPACKED = 500 * 2**20
_MOST_PACKED = 1000
"""Word's own XML shrinks to a fiftieth at most; a thousandth is a trap (with 10 MB allowed to anybody)."""

_GENERIC_TITLE = re.compile(
    r"(?:microsoft )?word(?: document)?(?: - .*)?|document\d*|untitled|template|title", re.I
)
_DAMAGED = (
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    XMLSyntaxError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
)


def read(path: Path) -> Reading:
    """Read a Word document: its body with notes, without headers, footers and deletions.

    Raises:
        UnreadableDocument: the file is protected, damaged, no Word document, or without text.
    """
    _check(path)
    try:
        document = Document(str(path))
        body = Body(_parts(document))
        blocks = body.read(document.element.body)
        core = one_line(document.core_properties.title or "")
    except (*_DAMAGED, NotImplementedError, AttributeError) as error:
        raise _damaged(path) from error
    except RecursionError as error:
        raise UnreadableDocument(
            path, "is nested too deeply to read", "Open it in Word, save it again, then add it again."
        ) from error
    stated = "" if _GENERIC_TITLE.fullmatch(core) else core
    return Reading(require_text(path, blocks), Metadata(title=stated or body.title or _first_heading(blocks)))


def _check(path: Path) -> None:
    """Refuse what must not be unpacked."""
    data = contents(path)
    if data.startswith(_OLE):
        raise _not_zipped(path, data)
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except _DAMAGED as error:
        raise _damaged(path) from error
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > _MOST_UNPACKED or (unpacked > 10 * 2**20 and unpacked > packed * _MOST_PACKED):
        raise UnreadableDocument(
            path,
            f"would unpack to {unpacked >> 20} MB",
            "If it is a real document, take out its pictures in Word and save it again.",
        )


def _not_zipped(path: Path, data: bytes) -> UnreadableDocument:
    if "EncryptedPackage".encode("utf-16-le") not in data and "WordDocument".encode("utf-16-le") in data:
        return UnreadableDocument(
            path,
            "is in the format of Word 97–2003",
            "Open it in Word and save it as a Word document (.docx).",
        )
    return UnreadableDocument(
        path,
        "is password-protected",
        "Open it in Word, take off the password (File, Info), then add it again.",
    )


def _damaged(path: Path) -> UnreadableDocument:
    return UnreadableDocument(
        path,
        "is damaged or not a Word document",
        "Open it in Word and save it as a Word document (.docx), then add it again.",
    )


def _parts(document: WordDocument) -> Parts:
    styles = Styles(_related(document.part, "styles"))
    numbering = Numbering(_related(document.part, "numbering"), styles.lists())
    return Parts(styles, numbering, {**_notes(document, "footnote"), **_notes(document, "endnote")})


def _notes(document: WordDocument, kind: str) -> dict[tuple[str, str], Element]:
    root = _related(document.part, f"{kind}s")
    found = root.iterfind(f"{W}{kind}") if root is not None else ()
    written = (note for note in found if note.get(f"{W}type", "normal") == "normal")  # others draw the rule
    return {(kind, note.get(f"{W}id", "")): note for note in written}


def _related(part: Part, kind: str) -> Element | None:
    """The root element of the part that stands in a relationship of this kind, or None."""
    for relationship in part.rels.values():
        if relationship.reltype.endswith(f"/{kind}") and not relationship.is_external:
            # python-docx's parser resolves no entities, so a part can pull nothing in from outside.
            return parse_xml(relationship.target_part.blob)
    return None


def _first_heading(blocks: list[Block]) -> str:
    return next((b.text for b in blocks[:5] if b.kind is BlockKind.HEADING), "")
