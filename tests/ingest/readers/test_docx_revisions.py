"""What Word shows of a document that holds more than it shows: changes, fields, controls, symbols."""

from pathlib import Path

import pytest
from docx import Document
from made_docx import (
    add,
    add_list,
    add_numbered,
    add_paragraph,
    field,
    part_of,
    reading_of,
    rewritten,
    shape,
    text,
)

from ingest.readers import read


def texts(document, folder: Path) -> list[str]:
    return [block.text for block in reading_of(document, folder).blocks]


def test_paragraphs_whose_end_was_deleted_run_on(tmp_path: Path):
    document = Document()
    add_paragraph(document, "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + text("The lead decides "))
    add_paragraph(document, text("and records why."))
    assert texts(document, tmp_path) == ["The lead decides and records why."]


def test_a_deleted_item_is_not_counted(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1.")])
    add_numbered(document, 0, "first")
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    gone = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    add_paragraph(document, f"<w:pPr>{numbered}<w:rPr><w:del/></w:rPr></w:pPr>{gone}")
    add_numbered(document, 0, "second")
    assert shape(reading_of(document, tmp_path).blocks) == [("item", "1.", "first"), ("item", "2.", "second")]


def test_a_hidden_item_is_not_counted(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1.")])
    add_numbered(document, 0, "first")
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    gone = text("not shown", "<w:vanish/>")
    add_paragraph(document, f"<w:pPr>{numbered}<w:rPr><w:vanish/></w:rPr></w:pPr>{gone}")
    add_numbered(document, 0, "second")
    assert [block.number for block in reading_of(document, tmp_path).blocks] == ["1.", "2."]


def test_moved_paragraphs_stand_only_where_they_were_moved_to(tmp_path: Path):
    document = Document()
    add_paragraph(
        document,
        f"<w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>{text('Moved.')}</w:moveFrom>",
    )
    document.add_paragraph("Kept.")
    add_paragraph(document, f"<w:moveTo>{text('Moved.')}</w:moveTo>")
    assert texts(document, tmp_path) == ["Kept.", "Moved."]


def test_deleted_rows_and_cells_are_left_out(tmp_path: Path):
    document = Document()
    row = f"<w:tr>{{}}<w:tc>{{}}<w:p>{text('Old')}</w:p></w:tc><w:tc><w:p>{text('Rule')}</w:p></w:tc></w:tr>"
    gone = row.format("<w:trPr><w:del/></w:trPr>", "")
    cut = row.format("", "<w:tcPr><w:cellDel/></w:tcPr>")
    add(document, f"<w:tbl>{gone}{cut}{row.format('', '')}</w:tbl>")
    assert texts(document, tmp_path) == ["Rule", "Old; Rule"]


def test_a_generated_contents_goes_with_its_page_numbers_and_title(tmp_path: Path):
    document = Document()
    document.add_paragraph().add_run("Contents").bold = True
    inner = field("begin", "PAGEREF _Toc1") + field("separate") + text("3") + field("end")
    add_paragraph(document, field("begin", ' TOC \\o "1-3" ') + field("separate") + text("Scope ") + inner)
    add_paragraph(document, text("Duties ") + inner)
    add_paragraph(document, field("end"))
    document.add_heading("Scope", 1)
    document.add_paragraph("Text.")
    assert texts(document, tmp_path) == ["Scope", "Text."]


def test_a_contents_field_that_never_ends_swallows_nothing(tmp_path: Path):
    document = Document()
    add_paragraph(document, field("begin", "TOC") + field("separate"))
    document.add_paragraph("All of the policy.")
    assert texts(document, tmp_path) == ["All of the policy."]


def test_results_of_other_fields_are_read_and_instructions_are_not(tmp_path: Path):
    document = Document()
    link = (
        field("begin", 'HYPERLINK "https://example.org"')
        + field("separate")
        + text("our page")
        + field("end")
    )
    page = field("begin", "PAGEREF x") + field("separate") + text("12") + field("end")
    simple = f'<w:fldSimple w:instr=" TITLE ">{text("Neglect")}</w:fldSimple>'
    add_paragraph(document, text("See ") + link + text(" and page ") + page + text(" of ") + simple)
    assert texts(document, tmp_path) == ["See our page and page 12 of Neglect"]


def test_a_control_that_still_asks_for_text_is_empty(tmp_path: Path):
    document = Document()
    asked = f"<w:sdtContent>{text('Click here')}</w:sdtContent>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{asked}</w:sdt>"
    add_paragraph(document, text("Name: ") + prompt)
    assert texts(document, tmp_path) == ["Name:"]


def test_check_boxes_stay_in_their_sentence(tmp_path: Path):
    document = Document()
    box = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{text('☒')}</w:sdtContent></w:sdt>"
    )
    add_paragraph(document, box + text(" Yes ") + '<w:sym w:font="Wingdings" w:char="F0A8"/>' + text(" No"))
    add_paragraph(document, '<w:r><w:sym w:font="Wingdings" w:char="F06F"/></w:r>' + text(" Parent told"))
    assert shape(reading_of(document, tmp_path).blocks) == [
        ("paragraph", "", "☒ Yes ☐ No"),
        ("paragraph", "", "☐ Parent told"),
    ]


def test_symbols_are_read_as_what_they_show(tmp_path: Path):
    document = Document()
    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    add_paragraph(
        document,
        symbol.format("Symbol", "F0B7")
        + text(" children aged ")
        + symbol.format("Symbol", "F0B3")
        + text(" 16"),
    )
    assert shape(reading_of(document, tmp_path).blocks) == [("item", "", "children aged ≥ 16")]


def test_soft_hyphens_go_and_hard_ones_stay(tmp_path: Path):
    document = Document()
    add_paragraph(
        document,
        "<w:r><w:t>safe</w:t><w:softHyphen/><w:t>guarding, multi</w:t>"
        "<w:noBreakHyphen/><w:t>agency</w:t></w:r>",
    )
    assert texts(document, tmp_path) == ["safeguarding, multi-agency"]


def test_numbers_follow_legal_formats_and_restarts(tmp_path: Path):
    document = Document()
    add_list(
        document, [("upperRoman", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")], more="<w:isLgl/>"
    )
    for level in (0, 1, 2, 2, 1, 2, 0, 1):
        add_numbered(document, level, "text")
    found = [block.number for block in reading_of(document, tmp_path).blocks]
    assert found == ["1.", "1.1", "(1)", "(2)", "1.2", "(1)", "2.", "2.1"]


def test_a_level_that_never_restarts_counts_on(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1."), ("decimal", "%2)")], more='<w:lvlRestart w:val="0"/>')
    for level in (0, 1, 0, 1):
        add_numbered(document, level, "text")
    assert [block.number for block in reading_of(document, tmp_path).blocks] == ["1.", "1)", "2.", "2)"]


def test_numbered_paragraphs_without_words_are_counted_as_word_does(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1.")])
    for words in ("one", "", "three"):
        add_numbered(document, 0, words)
    assert [block.number for block in reading_of(document, tmp_path).blocks] == ["1.", "3."]


def test_a_number_typed_behind_an_automatic_one_is_kept(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1.")])
    add_numbered(document, 0, "(a) the child")
    assert shape(reading_of(document, tmp_path).blocks) == [("item", "1.", "(a) the child")]


def test_a_web_page_built_into_the_document_is_read(tmp_path: Path):
    document = Document()
    name = part_of(document, "aFChunk", "<html><body><p>From a page.</p></body></html>", "text/html")
    add(document, f'<w:altChunk r:id="{name}"/>')
    document.add_paragraph("Text.")
    assert texts(document, tmp_path) == ["From a page.", "Text."]


def test_what_is_built_in_and_cannot_be_read_is_said(tmp_path: Path):
    document = Document()
    name = part_of(document, "aFChunk", "{\\rtf1 words}", "application/rtf")
    add(document, f'<w:altChunk r:id="{name}"/>')
    document.add_paragraph("Text.")
    assert len(reading_of(document, tmp_path).warnings) == 1


def test_strict_files_are_read_like_others(tmp_path: Path):
    document = Document()
    document.add_heading("Scope", 1)
    document.add_paragraph("All staff.")
    path = rewritten(
        document,
        tmp_path / "strict.docx",
        {
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/": b"http://purl.oclc.org/ooxml/wordprocessingml/",
            b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
        },
    )
    assert shape(read(path).blocks) == [("heading", "", "Scope"), ("paragraph", "", "All staff.")]


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (".docm", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        (".dotx", b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
    ],
)
def test_templates_and_files_with_macros_are_read_as_documents(ending: str, kind: bytes, tmp_path: Path):
    document = Document()
    document.add_paragraph("All staff.")
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    path = rewritten(document, tmp_path / f"policy{ending}", {usual: kind})
    assert [block.text for block in read(path).blocks] == ["All staff."]


def test_a_reference_to_a_part_that_is_missing_does_no_harm(tmp_path: Path):
    document = Document()
    document.add_paragraph("All staff.")
    path = rewritten(document, tmp_path / "policy.docx", {b'Target="settings.xml"': b'Target="NULL"'})
    assert [block.text for block in read(path).blocks] == ["All staff."]


def test_a_contents_typed_by_hand_goes(tmp_path: Path):
    document = Document()
    for line in ("Contents", "1. Scope\t3", "2. Duties ......... 4", "Appendix A\t12"):
        document.add_paragraph(line)
    document.add_heading("Scope", 1)
    document.add_paragraph("There are rules for homes in part 3")
    assert texts(document, tmp_path) == ["Scope", "There are rules for homes in part 3"]
