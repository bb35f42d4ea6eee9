"""Word documents, made here with python-docx and, where it cannot, with their own XML."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from ingest.documents import Block, BlockKind
from ingest.errors import UnreadableDocument
from ingest.readers.docx import read

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[WordDocument], Path]:
    def save(document: WordDocument) -> Path:
        path = tmp_path / "policy.docx"
        document.save(str(path))
        return path

    return save


@pytest.fixture
def blocks(saved: Callable[[WordDocument], Path]) -> Callable[[WordDocument], tuple[Block, ...]]:
    return lambda document: read(saved(document)).blocks


Reader = Callable[[WordDocument], tuple[Block, ...]]


def add_paragraph(document: WordDocument, inside: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {NS}>{inside}</w:p>"))


def add_list(document: WordDocument, levels: list[tuple[str, str]], num_id: str = "77") -> None:
    """A list definition: for each level its number format and text."""
    numbering = document.part.numbering_part.element
    rules = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="{num_id}">{rules}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {NS} w:numId="{num_id}"><w:abstractNumId w:val="{num_id}"/></w:num>'))


def add_numbered(document: WordDocument, level: int, text: str, num_id: str = "77", style: str = "") -> None:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    add_paragraph(
        document,
        f'<w:pPr>{named}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r>",
    )


def test_headings_come_from_styles_inherited_styles_and_outline_levels(blocks: Reader):
    document = Document()
    document.add_heading("Policy", 0)
    document.add_heading("Scope", 2)
    custom = document.styles.add_style("House heading", WD_STYLE_TYPE.PARAGRAPH)
    custom.base_style = document.styles["Heading 3"]
    document.add_paragraph("Duties", style="House heading")
    add_paragraph(document, '<w:pPr><w:outlineLvl w:val="3"/></w:pPr><w:r><w:t>Outlined</w:t></w:r>')
    document.add_paragraph("Text.")
    assert [(block.kind.value, block.level, block.text) for block in blocks(document)] == [
        ("heading", 1, "Policy"),
        ("heading", 2, "Scope"),
        ("heading", 3, "Duties"),
        ("heading", 4, "Outlined"),
        ("paragraph", 0, "Text."),
    ]


def test_lists_are_numbered_as_word_prints_them(blocks: Reader):
    document = Document()
    add_list(
        document, [("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3)"), ("bullet", "\uf0b7")]
    )
    for level, text in [(0, "one"), (1, "a"), (1, "b"), (2, "deep"), (0, "two"), (1, "again"), (3, "dot")]:
        add_numbered(document, level, text)
    assert [(block.level, block.number, block.text) for block in blocks(document)] == [
        (1, "1.", "one"),
        (2, "(a)", "a"),
        (2, "(b)", "b"),
        (3, "i)", "deep"),
        (1, "2.", "two"),
        (2, "(a)", "again"),
        (4, "", "dot"),
    ]


def test_paragraphs_numbered_below_a_numbered_heading_are_not_list_items(blocks: Reader):
    document = Document()
    add_list(document, [("decimal", "%1."), ("decimal", "%1.%2")])
    add_numbered(document, 0, "Scope", style="Heading1")
    add_numbered(document, 1, "This applies to all.")
    add_numbered(document, 1, "And to visitors.")
    assert [(block.kind.value, block.number) for block in blocks(document)] == [
        ("heading", "1."),
        ("paragraph", "1.1"),
        ("paragraph", "1.2"),
    ]


def test_a_restarted_list_counts_from_its_start_again(blocks: Reader):
    document = Document()
    add_list(document, [("decimal", "%1.")])
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {NS} w:numId="78"><w:abstractNumId w:val="77"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    for num_id in ("77", "77", "78"):
        add_numbered(document, 0, "step", num_id)
    assert [block.number for block in blocks(document)] == ["1.", "2.", "1."]


def test_built_in_list_styles_state_their_depth(blocks: Reader):
    document = Document()
    for style in ("List Bullet", "List Bullet 2", "List Number", "List Number"):
        document.add_paragraph("point", style=style)
    assert [(block.kind.value, block.level, block.number) for block in blocks(document)] == [
        ("item", 1, ""),
        ("item", 2, ""),
        ("item", 1, "1."),
        ("item", 1, "2."),
    ]


def test_tables_stand_in_order_with_merged_cells_said_once_a_row(blocks: Reader):
    document = Document()
    document.add_paragraph("Before.")
    table = document.add_table(4, 3)
    for at, row in enumerate(
        [("Type", "Level", "Action"), ("Physical", "Lower", "Log"), ("", "Higher", "Refer"), ("Any", "", "")]
    ):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))
    document.add_paragraph("After.")
    assert [block.text for block in blocks(document)] == [
        "Before.",
        "Type: Physical; Level: Lower; Action: Log",
        "Type: Physical; Level: Higher; Action: Refer",
        "Any",
        "After.",
    ]


def test_a_bold_first_row_heads_the_columns(blocks: Reader):
    document = Document()
    table = document.add_table(2, 2)
    for at, row in enumerate([("Abuse", "Sign"), ("Neglect", "Hunger")]):
        for column, text in enumerate(row):
            table.cell(at, column).paragraphs[0].add_run(text).bold = at == 0
    assert [block.text for block in blocks(document)] == ["Abuse: Neglect; Sign: Hunger"]


def test_unmarked_pairs_are_not_taken_for_heads(blocks: Reader):
    document = Document()
    table = document.add_table(2, 2)
    for at, row in enumerate([("Lead", "Jane Smith"), ("Deputy", "Bob Jones")]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    assert [block.text for block in blocks(document)] == ["Lead; Jane Smith", "Deputy; Bob Jones"]


def test_a_box_drawn_as_a_table_of_one_cell_is_text(blocks: Reader):
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "Call 999 in an emergency."
    assert [(block.kind, block.text) for block in blocks(document)] == [
        (BlockKind.PARAGRAPH, "Call 999 in an emergency.")
    ]


def test_footnotes_leave_their_sentence_and_follow_it(blocks: Reader):
    document = Document()
    xml = (
        f'<w:footnotes {NS}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t> Children Act.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), NOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    add_paragraph(
        document,
        '<w:r><w:t>The duty</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>'
        "<w:r><w:t> holds.</w:t></w:r>",
    )
    document.add_paragraph("More.")
    document.add_heading("Next", 1)
    assert [(block.kind.value, block.number, block.text) for block in blocks(document)] == [
        ("paragraph", "", "The duty holds."),
        ("footnote", "1", "Children Act."),
        ("paragraph", "", "More."),
        ("heading", "", "Next"),
    ]


def test_deleted_and_hidden_words_are_left_out_and_inserted_ones_kept(blocks: Reader):
    document = Document()
    add_paragraph(
        document,
        "<w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t xml:space="preserve"> added</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>",
    )
    assert [block.text for block in blocks(document)] == ["Kept added"]


def test_text_boxes_links_and_content_controls_are_read_once(blocks: Reader):
    document = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    add_paragraph(
        document,
        "<w:r><w:t>See </w:t></w:r><w:hyperlink><w:r><w:t>the page</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>, chosen</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    control = f"<w:sdt {NS}><w:sdtContent><w:p><w:r><w:t>Controlled.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(len(document.element.body) - 1, parse_xml(control))
    assert [block.text for block in blocks(document)] == ["See the page, chosen", "In the box", "Controlled."]


def test_headers_footers_and_the_contents_table_are_left_out(blocks: Reader):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Scope\t3", style="toc 1")
    document.add_paragraph("Text.")
    assert [block.text for block in blocks(document)] == ["Text."]


def test_a_bold_line_is_a_heading_but_a_bold_instruction_is_not(blocks: Reader):
    document = Document()
    for text in ("Who to contact", "In danger call 999"):
        document.add_paragraph().add_run(text).bold = True
    document.add_paragraph("Text.")
    assert [block.kind.value for block in blocks(document)] == ["heading", "paragraph", "paragraph"]


def test_the_title_is_what_the_page_shows_whatever_its_properties_say(saved: Callable[[WordDocument], Path]):
    document = Document()
    document.add_heading("Policy on neglect", 0)
    assert read(saved(document)).metadata.title == "Policy on neglect"
    document.core_properties.title, document.core_properties.author = "Neglect 2025", "Anytown Council"
    found = read(saved(document))
    assert found.metadata.title == "Policy on neglect"
    assert (found.properties.title, found.properties.author) == ("Neglect 2025", "Anytown Council")


def test_headers_and_footers_are_kept_apart(saved: Callable[[WordDocument], Path]):
    document = Document()
    document.add_paragraph("Text.")
    document.sections[0].header.paragraphs[0].text = "Hill House School"
    document.sections[0].footer.paragraphs[0].text = "Version 3, May 2024"
    found = read(saved(document))
    assert [block.text for block in found.blocks] == ["Text."]
    assert set(found.margins) == {"Hill House School", "Version 3, May 2024"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is password-protected"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "Word 97"),
        (b"PK\x03\x04 not a package", "is damaged"),
        (b"just words", "is damaged"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_the_reason(data: bytes, reason: str, tmp_path: Path):
    path = tmp_path / "policy.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument, match=reason):
        read(path)


def test_a_document_cut_short_is_damaged(saved: Callable[[WordDocument], Path]):
    path = saved(Document())
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(UnreadableDocument, match="is damaged"):
        read(path)


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(30 * 2**20))
    with pytest.raises(UnreadableDocument, match="would unpack to 30 MB"):
        read(path)


def test_external_entities_are_not_fetched(saved: Callable[[WordDocument], Path], tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("stolen", encoding="utf-8")
    document = Document()
    document.add_paragraph("PLACE")
    source = saved(document)
    target = tmp_path / "hostile.docx"
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as hostile:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'.encode()
                data = data.replace(b"<w:document", doctype, 1).replace(b"PLACE", b"kept &x;")
            hostile.writestr(name, data)
    try:
        text = " ".join(block.text for block in read(target).blocks)
    except UnreadableDocument:
        return  # refused outright: as good
    assert "stolen" not in text


def test_a_document_of_pictures_has_no_text(saved: Callable[[WordDocument], Path]):
    with pytest.raises(UnreadableDocument, match="has no text"):
        read(saved(Document()))
