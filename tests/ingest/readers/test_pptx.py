"""PowerPoint presentations: slides as pages."""

from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.util import Cm

from ingest.documents import Gap, GapKind, Reading
from ingest.readers import read

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def reading_of(presentation, folder: Path) -> Reading:
    path = folder / "training.pptx"
    presentation.save(str(path))
    return read(path)


def add_slide(presentation, layout: int, title: str = ""):
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    if title:
        slide.shapes.title.text = title
    return slide


def add_box(slide, words: str, left: float, top: float):
    box = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(5), Cm(1))
    box.text_frame.text = words
    return box


def found(reading: Reading) -> list[tuple[str, int, str, str, int | None]]:
    return [(b.kind.value, b.level, b.number, b.text, b.page) for b in reading.blocks]


def test_slides_are_pages_with_titles_items_by_level_and_notes(tmp_path: Path):
    presentation = Presentation()
    add_slide(presentation, 0, "Level 1 training").placeholders[1].text = "For all staff"
    slide = add_slide(presentation, 1, "Types of abuse")
    frame = slide.placeholders[1].text_frame
    frame.text = "Physical"
    for words, level in [("hitting", 1), ("Neglect", 0)]:
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = words, level
    slide.notes_slide.notes_text_frame.text = "Ask the group."
    reading = reading_of(presentation, tmp_path)
    assert found(reading) == [
        ("heading", 1, "", "Level 1 training", 1),
        ("paragraph", 0, "", "For all staff", 1),
        ("heading", 2, "", "Types of abuse", 2),
        ("item", 1, "", "Physical", 2),
        ("item", 2, "", "hitting", 2),
        ("item", 1, "", "Neglect", 2),
        ("heading", 3, "", "Speaker notes", 2),
        ("paragraph", 0, "", "Ask the group.", 2),
    ]
    assert (reading.pages, reading.page_labels) == (2, ("1", "2"))


def test_shapes_are_read_from_the_top_down_and_groups_as_one(tmp_path: Path):
    presentation = Presentation()
    slide = add_slide(presentation, 5, "What to do")
    add_box(slide, "Last.", 1, 15)
    add_box(slide, "Right.", 12, 5.2)
    group = slide.shapes.add_group_shape()
    add_box(slide, "Left.", 1, 5)
    for words, top in [("Second in group.", 10), ("First in group.", 9)]:
        box = group.shapes.add_textbox(Cm(1), Cm(top), Cm(5), Cm(1))
        box.text_frame.text = words
    assert [b.text for b in reading_of(presentation, tmp_path).blocks] == [
        "What to do",
        "Left.",
        "Right.",
        "First in group.",
        "Second in group.",
        "Last.",
    ]


def test_automatic_numbers_are_printed_and_start_where_they_say(tmp_path: Path):
    presentation = Presentation()
    frame = add_slide(presentation, 1, "Steps").placeholders[1].text_frame
    for at, kind in enumerate(["arabicPeriod", "arabicPeriod", "alphaLcParenBoth", "alphaLcParenBoth"]):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = "step", int(at > 1)
        etree.SubElement(paragraph._p.get_or_add_pPr(), f"{A}buAutoNum", type=kind, startAt="3")
    assert [b.number for b in reading_of(presentation, tmp_path).blocks[1:]] == ["3.", "4.", "(c)", "(d)"]


def test_a_placeholder_without_bullets_holds_paragraphs(tmp_path: Path):
    presentation = Presentation()
    frame = add_slide(presentation, 1, "Law").placeholders[1].text_frame
    frame.text = "The Act applies."
    etree.SubElement(frame.paragraphs[0]._p.get_or_add_pPr(), f"{A}buNone")
    assert reading_of(presentation, tmp_path).blocks[1].kind.value == "paragraph"


def test_tables_keep_heads_and_merged_cells(tmp_path: Path):
    presentation = Presentation()
    table = add_slide(presentation, 5, "Levels").shapes.add_table(3, 2, Cm(1), Cm(5), Cm(20), Cm(5)).table
    for at, words in enumerate(("Level", "Need", "Early", "Some", "", "More")):
        table.cell(at // 2, at % 2).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    assert [b.text for b in reading_of(presentation, tmp_path).blocks[1:]] == [
        "Level: Early; Need: Some",
        "Level: Early; Need: More",
    ]


def test_charts_are_read_as_rows(tmp_path: Path):
    presentation = Presentation()
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Referrals", (310, 355))
    slide = add_slide(presentation, 5, "Referrals a year")
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(5), Cm(15), Cm(8), data)
    reading = reading_of(presentation, tmp_path)
    assert [b.text for b in reading.blocks[1:]] == ["2023; Referrals: 310", "2024; Referrals: 355"]
    assert reading.gaps == (Gap(GapKind.PICTURE, 1, "Referrals a year"),)


def test_a_slide_that_is_a_picture_is_reported_by_its_number(tmp_path: Path):
    presentation = Presentation()
    add_slide(presentation, 5, "Contents of the day")
    picture = tmp_path / "chart.png"
    Image.new("RGB", (30, 20)).save(picture)
    slide = add_slide(presentation, 6)
    slide.shapes.add_picture(str(picture), Cm(1), Cm(1), Cm(20), Cm(15))
    slide.shapes.add_picture(str(picture), Cm(1), Cm(1), Cm(2), Cm(2))
    reading = reading_of(presentation, tmp_path)
    assert reading.gaps == (Gap(GapKind.PICTURE, 2),)
    assert reading.pages == 2


def test_boxes_joined_by_connectors_are_a_flow_chart(tmp_path: Path):
    presentation = Presentation()
    slide = add_slide(presentation, 5, "Pathway")
    for at, words in enumerate(("Worried", "Tell", "Decide")):
        add_box(slide, words, 1, 5 + 3 * at)
    for at in (6, 9):
        slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Cm(1), Cm(at), Cm(1), Cm(at + 2))
    assert reading_of(presentation, tmp_path).gaps == (Gap(GapKind.FLOW_CHART, 1, "Pathway"),)


def test_hidden_slides_are_left_out_and_said_to_be(tmp_path: Path):
    presentation = Presentation()
    add_slide(presentation, 5, "Shown")
    add_slide(presentation, 5, "Old advice").element.set("show", "0")
    add_slide(presentation, 5, "Shown too")
    reading = reading_of(presentation, tmp_path)
    assert [(b.text, b.page) for b in reading.blocks] == [("Shown", 1), ("Shown too", 3)]
    assert reading.warnings == ("Slides left out because they are hidden: 2.",)


def test_of_two_alternatives_one_is_read(tmp_path: Path):
    presentation = Presentation()
    slide = add_slide(presentation, 5, "Law")
    shape = add_box(slide, "Chosen words.", 1, 5)._element
    names = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    pair = etree.Element(f"{{{names}}}AlternateContent", nsmap={"mc": names})
    shape.getparent().replace(shape, pair)
    for name in ("Choice", "Fallback"):
        etree.SubElement(pair, f"{{{names}}}{name}").append(etree.fromstring(etree.tostring(shape)))
    assert [b.text for b in reading_of(presentation, tmp_path).blocks] == ["Law", "Chosen words."]


def test_a_raised_figure_is_a_mark(tmp_path: Path):
    presentation = Presentation()
    paragraph = add_box(add_slide(presentation, 5, "Facts"), "Most abuse", 1, 5).text_frame.paragraphs[0]
    paragraph.add_run().text = "1"
    paragraph.runs[1]._r.get_or_add_rPr().set("baseline", "30000")
    paragraph.add_run().text = " is hidden."
    block = reading_of(presentation, tmp_path).blocks[1]
    assert (block.text, block.notes) == ("Most abuse is hidden.", ((10, "1"),))


@pytest.mark.parametrize("kind", ["slideshow", "template"])
def test_slide_shows_and_templates_are_read_as_presentations(kind: str, tmp_path: Path):
    from made_docx import rewritten

    presentation = Presentation()
    add_slide(presentation, 5, "Shown")
    usual = b"presentationml.presentation.main+xml"
    path = rewritten(presentation, tmp_path / "a.pptx", {usual: f"presentationml.{kind}.main+xml".encode()})
    assert [b.text for b in read(path).blocks] == ["Shown"]
