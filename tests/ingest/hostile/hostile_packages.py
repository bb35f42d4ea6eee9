"""Hostile Word, OpenDocument and PowerPoint files."""

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hostile import Hostile, holding, secret
from made_documents import Content, Paragraph, odt_package, write_docx, write_odt, write_pptx

SAID = "Staff tell the lead."
CONTENTS: list[Content] = [Paragraph(tuple(SAID.split()))]
WRITE: Mapping[str, Callable[[list[Content], Path], None]] = {
    ".docx": write_docx,
    ".odt": write_odt,
    ".pptx": write_pptx,
}
WORDS_IN = {".docx": "word/document.xml", ".odt": "content.xml", ".pptx": "ppt/slides/slide1.xml"}
"""The member that holds the words."""
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY l0 'lol'>"
    + "".join(f"<!ENTITY l{at} '{f'&l{at - 1};' * 10}'>" for at in range(1, 12))
    + "]>"
)
"""Entities of which the last stands for a hundred thousand million words."""


def members(suffix: str) -> dict[str, bytes]:
    """The members of a small file."""
    with TemporaryDirectory() as folder:
        made = Path(folder, f"made{suffix}")
        WRITE[suffix](CONTENTS, made)
        with zipfile.ZipFile(made) as package:
            return {name: package.read(name) for name in package.namelist()}


def packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def with_member(name: str, data: bytes) -> Callable[[Path], object]:
    """Makes a good file with one more member, or another in its place."""
    return lambda path: packed(path, members(path.suffix) | {name: data})


def cut_short(path: Path) -> object:
    packed(path, members(path.suffix))
    return path.write_bytes(path.read_bytes()[:-120])


def twice(path: Path) -> object:
    """A file with two members of one name."""
    parts = members(path.suffix)
    packed(path, parts)
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(WORDS_IN[path.suffix], b"<a/>")
    return path


def with_nul(path: Path) -> object:
    packed(path, members(path.suffix) | {"wordXdocument.xml": b"<a/>"})
    return path.write_bytes(path.read_bytes().replace(b"wordXdocument.xml", b"word\0document.xml"))


def locked(path: Path) -> object:
    """An archive whose members only a password opens."""
    data = bytearray(packed(path, members(path.suffix)).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return path.write_bytes(data)


def lying_sizes(path: Path) -> object:
    """A file whose directory says that its members are small."""
    parts = members(path.suffix)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (
            parts | {WORDS_IN[path.suffix]: parts[WORDS_IN[path.suffix]] + b" " * 2**24}
        ).items():
            package.writestr(name, data)
        for member in package.filelist:
            member.file_size = min(member.file_size, 1000)
    return path


def nested(path: Path) -> object:
    """Archives within an archive, each of ten bombs."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.docx", bytes(10 * 2**20))
    data = inner.getvalue()
    return packed(path, members(path.suffix) | {f"word/embeddings/{at}.docx": data for at in range(10)})


def declaring(path: Path, declared: str, entity: str) -> object:
    """A file whose words are an entity that it declares."""
    parts = members(path.suffix)
    name = WORDS_IN[path.suffix]
    xml = parts[name].decode()
    head, mark, rest = xml.partition("?>")
    xml = f"{head}?>{declared}{rest}" if mark else f"{declared}{xml}"
    return packed(path, parts | {name: xml.replace(SAID, f"{SAID} {entity}").encode()})


def laughing(path: Path) -> object:
    return declaring(path, LAUGHS, "&l11;")


def fetching(path: Path) -> object:
    return declaring(path, f"<!DOCTYPE a [<!ENTITY x SYSTEM '{secret(path).as_uri()}'>]>", "&x;")


def fetching_a_declaration(path: Path) -> object:
    return declaring(path, f"<!DOCTYPE a SYSTEM '{secret(path).as_uri()}'>", "")


def deep_docx(path: Path, start: str, end: str, times: int) -> object:
    parts = members(".docx")
    xml = parts["word/document.xml"].decode()
    body = f"<w:body>{start * times}<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>{end * times}"
    return packed(path, parts | {"word/document.xml": xml.replace("<w:body>", body).encode()})


CELL = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
BOX = '<w:sdt><w:sdtContent xml:space="preserve">', "</w:sdtContent></w:sdt>"


def deep_odt(path: Path, start: str, end: str, times: int) -> object:
    return odt_package(f"{start * times}<text:p>{SAID}</text:p>{end * times}", path)


def wide_odt(path: Path) -> object:
    """A table that says that its one cell stands for a thousand million."""
    cell = (
        '<table:table-cell table:number-columns-repeated="1000000000" table:number-rows-spanned="1000000000">'
        f"<text:p>{SAID}</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    return odt_package(
        f'<table:table>{row}</table:table><text:p><text:s text:c="2000000000"/>x</text:p>', path
    )


def wide_docx(path: Path) -> object:
    """A table whose one cell says that it spans a thousand million columns."""
    span = '<w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
    start = f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1000000000'/></w:trPr><w:tc>{span}<w:p/></w:tc><w:tc>"
    return deep_docx(path, start, "</w:tc></w:tr></w:tbl>", 1)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
UNPACKED = "would unpack to"

HOSTILE_PACKAGES = [
    *(Hostile(f"cut short{suffix}", cut_short, refused="is damaged") for suffix in WRITE),
    *(Hostile(f"laughs{suffix}", laughing) for suffix in WRITE),
    *(Hostile(f"entity from a file{suffix}", fetching) for suffix in WRITE),
    *(Hostile(f"declaration from a file{suffix}", fetching_a_declaration) for suffix in WRITE),
    *(Hostile(f"locked archive{suffix}", locked, refused="is password-protected") for suffix in WRITE),
    Hostile("password.docx", holding(OLE), refused="is password-protected"),
    Hostile("bomb.docx", with_member("word/document.xml", bytes(101 * 2**20)), refused=UNPACKED),
    Hostile("bomb of a part.docx", with_member("word/media/a.bin", bytes(60 * 2**20))),
    Hostile("bomb of lies.docx", lying_sizes),
    Hostile("nested bombs.docx", nested),
    Hostile("endless words.docx", with_member("word/document.xml", b" " * 40 * 2**20)),
    Hostile("up.docx", with_member("../../canary", b"x"), said=SAID),
    Hostile("absolute.docx", with_member("/safeguide-canary", b"x"), said=SAID),
    Hostile("backslashes.docx", with_member("..\\..\\canary", b"x"), said=SAID),
    Hostile("member twice.docx", twice),
    Hostile("member twice.odt", twice),
    Hostile("member with a nul.docx", with_nul),
    Hostile(
        "10,000 members.docx",
        lambda path: packed(path, members(".docx") | {f"word/{at}.xml": b"<a/>" for at in range(10_000)}),
        said=SAID,
    ),
    Hostile("deep tables.docx", lambda path: deep_docx(path, *CELL, 10_000)),
    Hostile("tables in tables.docx", lambda path: deep_docx(path, *CELL, 80)),
    Hostile("deep boxes.docx", lambda path: deep_docx(path, *BOX, 10_000)),
    Hostile("boxes in boxes.docx", lambda path: deep_docx(path, *BOX, 120)),
    Hostile("endless columns.docx", wide_docx),
    Hostile("deep sections.odt", lambda path: deep_odt(path, "<text:section>", "</text:section>", 10_000)),
    Hostile(
        "deep lists.odt",
        lambda path: deep_odt(path, "<text:list><text:list-item>", "</text:list-item></text:list>", 120),
    ),
    Hostile(
        "deep tables.odt",
        lambda path: deep_odt(
            path,
            "<table:table><table:table-row><table:table-cell>",
            "</table:table-cell></table:table-row></table:table>",
            80,
        ),
    ),
    Hostile(
        "deep spans.odt",
        lambda path: odt_package(f"<text:p>{'<text:span>' * 250}{SAID}{'</text:span>' * 250}</text:p>", path),
    ),
    Hostile("endless columns.odt", wide_odt),
    Hostile("no words.odt", with_member("content.xml", b""), refused="is damaged"),
    Hostile("other xml.odt", with_member("content.xml", b"<html><body>Words</body></html>")),
    Hostile("other xml.pptx", with_member("ppt/slides/slide1.xml", b"<a/>")),
    Hostile("other xml.docx", with_member("word/document.xml", b"<a/>")),
    Hostile(
        "styles of styles.docx",
        with_member(
            "word/styles.xml",
            (
                b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                b'<w:style w:type="paragraph" w:styleId="Normal"><w:basedOn w:val="Normal"/></w:style>'
                b"</w:styles>"
            ),
        ),
    ),
]
