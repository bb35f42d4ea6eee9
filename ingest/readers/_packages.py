"""Office files as packages: ZIP archives of XML, looked over before anything in them is unpacked."""

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml.etree import XMLSyntaxError
from lxml.etree import _Element as Element

from ingest.documents import Properties
from ingest.errors import UnreadableDocument
from ingest.readers._text import contents, one_line

_OLE = b"\xd0\xcf\x11\xe0"
_OLD_FORMATS = {"WordDocument": "Word 97–2003", "PowerPoint Document": "PowerPoint 97–2003"}
_LOCKED = 1
"""The mark of a member of an archive that only a password opens."""
_MOST_UNPACKED = 500 * 2**20
_MOST_PACKED = 1000
"""Office XML shrinks to a fiftieth at most; a thousandth is a trap (with 10 MB allowed to anybody)."""
_LARGEST_XML = 100 * 2**20

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    XMLSyntaxError,
    KeyError,
    IndexError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    AttributeError,
    TypeError,
)
"""What libraries raise on files that break the rules of their format."""

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_MAIN_TYPES = (
    (
        rb"application/vnd\.(?:ms-word|openxmlformats-officedocument\.wordprocessingml)"
        rb"\.(?:document\.macroEnabled|template|template\.macroEnabledTemplate|macroEnabledTemplate)\.main\+xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    (
        rb"application/vnd\.(?:ms-powerpoint|openxmlformats-officedocument\.presentationml)"
        rb"\.(?:slideshow|template|slideshow\.macroEnabled|template\.macroEnabled)\.main\+xml",
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ),
)
_NEEDED = re.compile(r".*\.(?:xml|rels|html?|xhtml|mht|rtf|txt|docx)", re.IGNORECASE)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def check_package(path: Path, program: str, ending: str) -> None:
    """Refuse a file that must not or cannot be unpacked.

    Args:
        path: the file.
        program: what such files are made with, for the advice: "Word".
        ending: how such a file's name ends: ".docx".

    Raises:
        UnreadableDocument: it is protected, of an older format, no archive, or would unpack to too much.
    """
    data = contents(path)
    if data.startswith(_OLE):
        raise _not_zipped(path, data, program)
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except DAMAGED as error:
        raise damaged(path, program, ending) from error
    if any(member.flag_bits & _LOCKED for member in members):
        raise _locked(path, program)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    largest = max((m.file_size for m in members if m.filename.endswith((".xml", ".rels"))), default=0)
    trap = unpacked > 10 * 2**20 and unpacked > packed * _MOST_PACKED
    if unpacked > _MOST_UNPACKED or largest > _LARGEST_XML or trap:
        raise UnreadableDocument(
            path,
            f"would unpack to {unpacked >> 20} MB",
            f"If it is a real document, take out its pictures in {program} and save it again.",
        )


def damaged(path: Path, program: str, ending: str) -> UnreadableDocument:
    """The error for a file that is not what its name says."""
    return UnreadableDocument(
        path,
        f"is damaged or not made by {program}",
        f"Open it in {program} and save it as {ending}, then add it again.",
    )


def too_deep(path: Path, program: str) -> UnreadableDocument:
    """The error for a file whose parts stand inside one another without end."""
    return UnreadableDocument(
        path,
        "is nested too deeply to read",
        f"Open it in {program}, save it again, then add it again.",
    )


def _not_zipped(path: Path, data: bytes, program: str) -> UnreadableDocument:
    if "EncryptedPackage".encode("utf-16-le") not in data:
        for name, said in _OLD_FORMATS.items():
            if name.encode("utf-16-le") in data:
                advice = f"Open it in {program} and save it in the current format."
                return UnreadableDocument(path, f"is in the format of {said}", advice)
    return _locked(path, program)


def _locked(path: Path, program: str) -> UnreadableDocument:
    return UnreadableDocument(
        path,
        "is password-protected",
        f"Open it in {program}, take off the password (File, Info), then add it again.",
    )


def office_package(path: Path) -> BytesIO:
    """A Word or PowerPoint file's words and rules, in the form that every library knows.

    Pictures and fonts are left behind; "Strict" names are made the usual ones; templates, slide shows and
    files with macros (which are never run) become documents; references to parts that are not there go.
    """
    made = BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(made, "w") as copy:
        names = {name for name in package.namelist() if _NEEDED.fullmatch(name)}
        for name in sorted(names, key=lambda name: name != "[Content_Types].xml"):
            data = package.read(name)
            if name.endswith((".xml", ".rels")):
                data = _STRICT.sub(_usual, data)
            if name == "[Content_Types].xml":
                for unusual, usual in _MAIN_TYPES:
                    data = re.sub(unusual, usual, data)
            elif name.endswith(".rels"):
                data = _with_targets(data, name, names)
            copy.writestr(name, data)
    made.seek(0)
    return made


def office_properties(core: Any) -> Properties:
    """What the core properties of a Word or PowerPoint file say."""
    told = {name: one_line(getattr(core, name) or "") for name in ("title", "author", "subject")}
    stamps = {name: getattr(core, name) for name in ("created", "modified")}
    return Properties(**told, **{name: f"{at:%Y-%m-%d}" if at else "" for name, at in stamps.items()})


def _usual(match: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + match.group(1) + b"/2006/"


def _with_targets(data: bytes, name: str, names: set[str]) -> bytes:
    """Relationships without those to parts that are not in the package."""
    root = parse(data)
    folder = posixpath.dirname(posixpath.dirname(name))
    for found in list(root.iter(_RELATIONSHIP)):
        target = posixpath.normpath(posixpath.join("/", folder, unquote(found.get("Target", ""))))
        if found.get("TargetMode") != "External" and target.lstrip("/") not in names:
            root.remove(found)
    return bytes(etree.tostring(root))


def parse(data: bytes) -> Element:
    """The root of an XML part; no entity is expanded and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)
