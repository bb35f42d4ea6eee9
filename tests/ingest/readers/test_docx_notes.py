"""Footnotes and endnotes of Word documents: out of the sentence, behind it, and remembered."""

from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from made_docx import NS, add, add_notes, add_paragraph, field, part_of, reading_of, text


def mark(name: str, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'


def found(document, folder: Path) -> list[tuple[str, str, str, tuple[tuple[int, str], ...]]]:
    return [(b.kind.value, b.number, b.text, b.notes) for b in reading_of(document, folder).blocks]


def test_a_mark_is_remembered_where_it_stood_and_its_note_follows_at_once(tmp_path: Path):
    document = Document()
    add_notes(document, "footnote", {"5": "See the Act.", "6": "See the code."})
    add_paragraph(document, text("The duty") + mark("5") + text(" holds.") + mark("6"))
    document.add_paragraph("More.")
    assert found(document, tmp_path) == [
        ("paragraph", "", "The duty holds.", ((8, "1"), (15, "2"))),
        ("footnote", "1", "See the Act.", ()),
        ("footnote", "2", "See the code.", ()),
        ("paragraph", "", "More.", ()),
    ]


def test_marks_in_headings_numbered_items_and_cells_are_counted_in_reading_order(tmp_path: Path):
    document = Document()
    add_notes(document, "footnote", {"1": "One.", "2": "Two.", "3": "Three."})
    add_paragraph(document, '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' + text("1. Duties") + mark("1"))
    add_paragraph(document, text("(a) to act") + mark("2") + text(" at once"))
    cells = f"<w:tc><w:p>{text('Lead')}{mark('3')}</w:p></w:tc><w:tc><w:p>{text('Now')}</w:p></w:tc>"
    add(document, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert found(document, tmp_path) == [
        ("heading", "1.", "Duties", ((6, "1"),)),
        ("footnote", "1", "One.", ()),
        ("item", "(a)", "to act at once", ((6, "2"),)),
        ("footnote", "2", "Two.", ()),
        ("row", "", "Lead; Now", ((4, "3"),)),
        ("footnote", "3", "Three.", ()),
    ]


def test_endnotes_count_by_themselves_in_roman_figures(tmp_path: Path):
    document = Document()
    add_notes(document, "footnote", {"1": "Foot."})
    add_notes(document, "endnote", {"1": "End."})
    add_paragraph(document, text("Both") + mark("1") + mark("1", "endnote") + text("."))
    assert found(document, tmp_path)[1:] == [("footnote", "1", "Foot.", ()), ("footnote", "i", "End.", ())]


def test_notes_are_numbered_as_the_document_says(tmp_path: Path):
    document = Document()
    document.settings.element.append(
        parse_xml(f'<w:footnotePr {NS}><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>')
    )
    add_notes(document, "footnote", {"1": "Foot."})
    add_paragraph(document, text("The duty") + mark("1"))
    assert found(document, tmp_path)[1][:2] == ("footnote", "c")


def test_a_note_may_have_a_mark_of_its_own(tmp_path: Path):
    document = Document()
    add_notes(document, "footnote", {"1": "* Not in Wales."})
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    add_paragraph(document, text("The duty") + own + text(" holds."))
    assert found(document, tmp_path) == [
        ("paragraph", "", "The duty holds.", ((8, "*"),)),
        ("footnote", "*", "Not in Wales.", ()),
    ]


def test_a_second_reference_to_a_note_is_a_mark_and_no_figure(tmp_path: Path):
    document = Document()
    add_notes(document, "footnote", {"1": "Foot."})
    add_paragraph(document, text("First") + mark("1") + text("."))
    again = field("begin", " NOTEREF _Ref1 ") + field("separate") + text("1") + field("end")
    add_paragraph(document, text("Second") + again + text("."))
    assert found(document, tmp_path)[2] == ("paragraph", "", "Second.", ((6, "1"),))


def test_raised_figures_are_marks_after_words_and_powers_after_units(tmp_path: Path):
    document = Document()
    raised = '<w:vertAlign w:val="superscript"/>'
    add_paragraph(
        document, text("neglect") + text("2", raised) + text(" in a room of 4 m") + text("2", raised)
    )
    assert found(document, tmp_path) == [("paragraph", "", "neglect in a room of 4 m2", ((7, "2"),))]


def test_characters_that_look_like_the_readers_own_marks_are_dropped(tmp_path: Path):
    document = Document()
    document.add_paragraph("A duty\U0010f031\U0010f000 holds.")
    assert found(document, tmp_path) == [("paragraph", "", "A duty holds.", ())]


def test_a_note_that_no_words_refer_to_is_not_lost(tmp_path: Path):
    document = Document()
    add_notes(document, "footnote", {"1": "Alone."})
    add_paragraph(document, mark("1"))
    document.add_paragraph("More.")
    assert ("footnote", "1", "Alone.", ()) in found(document, tmp_path)


def test_comments_are_left_out(tmp_path: Path):
    document = Document()
    part_of(
        document,
        "comments",
        f'<w:comments {NS}><w:comment w:id="0"><w:p>{text("Check this")}</w:p></w:comment></w:comments>',
        "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    )
    add_paragraph(document, text("Kept.") + '<w:r><w:commentReference w:id="0"/></w:r>')
    assert [b[2] for b in found(document, tmp_path)] == ["Kept."]
