"""Word documents for tests: python-docx where it knows how, and the file's own XML where it does not."""

import zipfile
from io import BytesIO
from pathlib import Path

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from ingest.documents import Block, Reading
from ingest.readers.docx import read

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def add_paragraph(document: WordDocument, inside: str) -> None:
    add(document, f"<w:p>{inside}</w:p>")


def add(document: WordDocument, xml: str) -> None:
    """Append one element to the body, before its last section's properties."""
    made = parse_xml(f"<w:body {NS}>{xml}</w:body>")[0]
    document.element.body.insert(len(document.element.body) - 1, made)


def text(words: str, properties: str = "") -> str:
    """A run of words."""
    rules = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rules}<w:t xml:space="preserve">{words}</w:t></w:r>'


def field(kind: str, instruction: str = "") -> str:
    """One mark of a field: where it begins (with its instruction), where its result does, where it ends."""
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" if instruction else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{told}'


def add_list(
    document: WordDocument, levels: list[tuple[str, str]], num_id: str = "77", more: str = ""
) -> None:
    """A list definition: for each level its number format and text."""
    numbering = document.part.numbering_part.element
    rules = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for at, (style, words) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="{num_id}">{rules}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {NS} w:numId="{num_id}"><w:abstractNumId w:val="{num_id}"/></w:num>'))


def add_numbered(
    document: WordDocument, level: int, words: str, num_id: str = "77", style: str = "", run: str = ""
) -> None:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    add_paragraph(
        document,
        f'<w:pPr>{named}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr></w:pPr>'
        + (text(words, run) if words else ""),
    )


def add_notes(document: WordDocument, kind: str, notes: dict[str, str]) -> None:
    """The footnotes or endnotes of a document, by id."""
    written = "".join(
        f'<w:{kind} w:id="{name}"><w:p><w:r><w:{kind}Ref/></w:r>{text(" " + words)}</w:p></w:{kind}>'
        for name, words in notes.items()
    )
    rule = f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
    part_of(document, f"{kind}s", f"<w:{kind}s {NS}>{rule}{written}</w:{kind}s>", _TYPE.format(f"{kind}s"))


def part_of(document: WordDocument, kind: str, content: str, content_type: str) -> str:
    """Add a part that the body refers to; returns the id of the relationship."""
    reltype = RELATIONSHIP_TYPE.FOOTNOTES.replace("footnotes", kind)
    ending = "html" if "html" in content_type else "xml"
    name = PackURI(f"/word/{kind}.{ending}")
    return document.part.relate_to(Part(name, content_type, content.encode(), document.part.package), reltype)


def rewritten(document: WordDocument, path: Path, changes: dict[bytes, bytes]) -> Path:
    """The document saved with some bytes of its XML changed."""
    saved = BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package, zipfile.ZipFile(path, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            for old, new in changes.items():
                data = data.replace(old, new)
            copy.writestr(name, data)
    return path


def reading_of(document: WordDocument, folder: Path) -> Reading:
    path = folder / "policy.docx"
    document.save(str(path))
    return read(path)


def shape(blocks: tuple[Block, ...]) -> list[tuple[str, str, str]]:
    """What most tests look at: kind, number and text."""
    return [(block.kind.value, block.number, block.text) for block in blocks]
