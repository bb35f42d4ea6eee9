"""Headings of Word documents that no heading style marks, and what only looks like one."""

from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt
from made_docx import NS, add, add_list, add_numbered, add_paragraph, reading_of, shape, text

PROSE = "Everybody who works with children in this area must follow what is set out below."


def heads(document: WordDocument, folder: Path) -> list[tuple[int, str, str]]:
    blocks = reading_of(document, folder).blocks
    return [(b.level, b.number, b.text) for b in blocks if b.kind.value == "heading"]


def add_set(document: WordDocument, words: str, size: float = 11, *, bold: bool = False) -> None:
    run = document.add_paragraph().add_run(words)
    run.font.size, run.bold = Pt(size), bold


def test_lines_set_larger_bolder_or_in_capitals_are_headings_by_weight(tmp_path: Path):
    document = Document()
    for words, size, bold in [
        ("Anytown Safeguarding Partnership multi-agency procedures for adults at risk of abuse", 24, False),
        ("Recognising abuse", 16, False),
        (PROSE, 11, False),
        ("PHYSICAL SIGNS", 11, False),
        (PROSE, 11, False),
        ("Bruising", 11, True),
        (PROSE, 11, False),
        ("Responding", 16, False),
        (PROSE, 11, False),
    ]:
        add_set(document, words, size, bold=bold)
    assert heads(document, tmp_path) == [
        (1, "", "Anytown Safeguarding Partnership multi-agency procedures for adults at risk of abuse"),
        (2, "", "Recognising abuse"),
        (3, "", "PHYSICAL SIGNS"),
        (4, "", "Bruising"),
        (2, "", "Responding"),
    ]


def test_headings_by_hand_stand_below_the_styled_heading_above_them(tmp_path: Path):
    document = Document()
    document.add_heading("Procedures", 2)
    document.add_paragraph().add_run("Timescales").bold = True
    document.add_paragraph(PROSE)
    document.add_heading("Contacts", 2)
    document.add_paragraph().add_run("Out of hours").bold = True
    document.add_paragraph(PROSE)
    assert heads(document, tmp_path) == [
        (2, "", "Procedures"),
        (3, "", "Timescales"),
        (2, "", "Contacts"),
        (3, "", "Out of hours"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["If in danger call 999"],
        ["You must not promise secrecy"],
        ["DO NOT DELAY A REFERRAL"],
        ["Staff should:"],
        ["Jane Smith", "Head of Service", "Town Hall", "Anytown"],
    ],
)
def test_emphasis_that_says_something_and_lines_of_an_address_are_no_headings(
    lines: list[str], tmp_path: Path
):
    document = Document()
    document.add_paragraph(PROSE)
    for line in lines:
        document.add_paragraph().add_run(line).bold = True
    document.add_paragraph("listen")
    assert heads(document, tmp_path) == []


def test_a_bold_label_with_a_colon_heads_prose(tmp_path: Path):
    document = Document()
    document.add_paragraph().add_run("Purpose:").bold = True
    document.add_paragraph(PROSE)
    assert heads(document, tmp_path) == [(1, "", "Purpose:")]


def test_a_bold_last_line_heads_nothing(tmp_path: Path):
    document = Document()
    document.add_paragraph(PROSE)
    document.add_paragraph().add_run("Board of Partners").bold = True
    assert heads(document, tmp_path) == []


def test_bold_numbered_lines_head_the_numbered_paragraphs_below_them(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1."), ("decimal", "%1.%2")])
    for level, words, run in [
        (0, "Introduction", "<w:b/>"),
        (1, PROSE, ""),
        (1, PROSE, ""),
        (0, "Scope", "<w:b/>"),
        (1, PROSE, ""),
    ]:
        add_numbered(document, level, words, run=run)
    assert shape(reading_of(document, tmp_path).blocks) == [
        ("heading", "1.", "Introduction"),
        ("paragraph", "1.1", PROSE),
        ("paragraph", "1.2", PROSE),
        ("heading", "2.", "Scope"),
        ("paragraph", "2.1", PROSE),
    ]


def test_bold_items_of_one_list_stay_items(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1.")])
    document.add_paragraph("The partners are:")
    for words in ("Police", "Health", "Council"):
        add_numbered(document, 0, words, run="<w:b/>")
    document.add_paragraph(PROSE)
    kinds = [block.kind.value for block in reading_of(document, tmp_path).blocks]
    assert kinds[1:3] == ["item", "item"]


def test_sentences_in_a_headings_style_are_paragraphs_with_their_numbers(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1."), ("decimal", "%1.%2")])
    add_numbered(document, 0, "Information sharing", style="Heading1")
    add_numbered(document, 1, PROSE, style="Heading2")
    assert shape(reading_of(document, tmp_path).blocks) == [
        ("heading", "1.", "Information sharing"),
        ("paragraph", "1.1", PROSE),
    ]


@pytest.mark.parametrize("name", ["Trust Heading 2", "Sub Heading 2", "heading2"])
def test_house_styles_say_their_level_in_their_name(name: str, tmp_path: Path):
    document = Document()
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Duties", style=name)
    document.add_paragraph(PROSE)
    assert heads(document, tmp_path) == [(2, "", "Duties")]


def test_a_translated_heading_style_is_known_by_what_it_is_called_inside(tmp_path: Path):
    document = Document()
    styles = document.styles.element
    styles.append(
        parse_xml(
            f'<w:style {NS} w:type="paragraph" w:styleId="Pennawd1"><w:name w:val="heading 1"/></w:style>'
        )
    )
    add_paragraph(document, f'<w:pPr><w:pStyle w:val="Pennawd1"/></w:pPr>{text("Dyletswyddau")}')
    document.add_paragraph(PROSE)
    assert heads(document, tmp_path) == [(1, "", "Dyletswyddau")]


def test_a_shaded_bar_with_its_number_in_a_cell_is_a_heading(tmp_path: Path):
    document = Document()
    fill = '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
    cell = f"<w:tc>{fill}<w:p>{{}}</w:p></w:tc>"
    for number, words in [("1", "Introduction"), ("2", "Reporting concerns")]:
        cells = cell.format(text(number)) + cell.format(text(words))
        add(document, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
        document.add_paragraph(PROSE)
    assert heads(document, tmp_path) == [(1, "1", "Introduction"), (1, "2", "Reporting concerns")]


def test_a_table_of_titles_and_long_texts_is_read_as_sections(tmp_path: Path):
    document = Document()
    table = document.add_table(2, 2)
    for row, title in enumerate(("Purpose", "Roles and duties")):
        table.cell(row, 0).text = title
        table.cell(row, 1).text = PROSE
        for _ in range(4):
            table.cell(row, 1).add_paragraph(PROSE)
    blocks = reading_of(document, tmp_path).blocks
    assert [b.text for b in blocks if b.kind.value == "heading"] == ["Purpose", "Roles and duties"]
    assert sum(b.kind.value == "paragraph" for b in blocks) == 10


def test_what_is_set_largest_on_the_title_page_is_the_title(tmp_path: Path):
    document = Document()
    for words, size in [("Anytown Council", 14), ("Policy for adults at risk", 26), (PROSE, 11), (PROSE, 11)]:
        add_set(document, words, size)
    assert reading_of(document, tmp_path).metadata.title == "Policy for adults at risk"


def test_items_below_numbered_paragraphs_are_counted_from_their_own_first_level(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("bullet", "-")])
    add_numbered(document, 0, "Duties", style="Heading1")
    for level, words in [(1, "Staff must:"), (2, "tell"), (3, "at once"), (2, "write")]:
        add_numbered(document, level, words)
    found = reading_of(document, tmp_path).blocks
    assert [(b.kind.value, b.level, b.number) for b in found[1:]] == [
        ("paragraph", 0, "1.1"),
        ("item", 1, "(a)"),
        ("item", 2, ""),
        ("item", 1, "(b)"),
    ]
