"""Tables of Word documents that are merged, nested or only there to lay out the page."""

from pathlib import Path

from docx import Document
from made_docx import add, add_list, reading_of, shape, text

PROSE = "Everybody who works with children in this area must follow what is set out below."


def cell(words: str, properties: str = "") -> str:
    rules = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{rules}<w:p>{text(words)}</w:p></w:tc>"


def texts(document, folder: Path) -> list[str]:
    return [block.text for block in reading_of(document, folder).blocks]


def test_a_nested_table_is_read_within_its_cell(tmp_path: Path):
    document = Document()
    table = document.add_table(2, 2)
    for at, words in enumerate(("Area", "Contacts")):
        table.cell(0, at).paragraphs[0].add_run(words).bold = True
    table.cell(1, 0).text = "North"
    inner = table.cell(1, 1).add_table(2, 2)
    for at, words in enumerate(("Name", "Telephone", "Desk", "01234")):
        inner.cell(at // 2, at % 2).text = words
    assert texts(document, tmp_path) == ["Area: North; Contacts: Name: Desk; Telephone: 01234"]


def test_one_big_cell_is_read_as_text_with_its_lists(tmp_path: Path):
    document = Document()
    box = document.add_table(1, 1).cell(0, 0)
    box.text = "Staff should:"
    for words in ("listen", "write it down"):
        box.add_paragraph(words, style="List Bullet")
    assert shape(reading_of(document, tmp_path).blocks) == [
        ("paragraph", "", "Staff should:"),
        ("item", "", "listen"),
        ("item", "", "write it down"),
    ]


def test_columns_of_prose_side_by_side_are_read_one_after_the_other(tmp_path: Path):
    document = Document()
    table = document.add_table(1, 2)
    for side in (0, 1):
        for at in range(4):
            table.cell(0, side).add_paragraph(f"Side {side} says {at}.")
    assert texts(document, tmp_path) == [f"Side {side} says {at}." for side in (0, 1) for at in range(4)]


def test_spans_shifted_rows_and_long_merged_cells_are_said_where_they_stand(tmp_path: Path):
    document = Document()
    heads = cell("Need") + cell("Level 1", '<w:gridSpan w:val="2"/>')
    first = cell("Health", '<w:vMerge w:val="restart"/>') + cell("Well") + cell("Registered")
    below = cell("", "<w:vMerge/>") + cell("Fit") + cell("Immunised")
    shifted = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("Rested") + cell("Fed")
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in (first, below, shifted))
    repeated = "<w:trPr><w:tblHeader/></w:trPr>"
    add(document, f"<w:tbl><w:tr>{repeated}{heads}</w:tr>{rows}</w:tbl>")
    found = texts(document, tmp_path)
    assert found[0].startswith("Need: Health; Level 1: Well")
    assert found[1].startswith("Need: Health; Level 1: Fit")
    assert "Health" not in found[2]
    assert "Level 1: Rested" in found[2]


def test_a_first_column_of_automatic_numbers_keeps_them(tmp_path: Path):
    document = Document()
    add_list(document, [("decimal", "%1.")])
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr></w:p>'
    rows = "".join(f"<w:tr><w:tc>{numbered}</w:tc>{cell(words)}</w:tr>" for words in ("Tell", "Record"))
    add(document, f"<w:tbl>{rows}</w:tbl>")
    assert texts(document, tmp_path) == ["1.; Tell", "2.; Record"]


def test_a_row_inside_a_content_control_is_read(tmp_path: Path):
    document = Document()
    row = f"<w:tr>{cell('Lead')}{cell('Jo')}</w:tr>"
    add(document, f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>")
    assert texts(document, tmp_path) == ["Lead; Jo"]
