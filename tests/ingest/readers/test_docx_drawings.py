"""What is drawn in Word documents: read where the file gives its words, reported where it does not."""

from pathlib import Path

import pytest
from docx import Document
from made_docx import NS, add_paragraph, part_of, reading_of, shape, text

from ingest.documents import Gap, GapKind

CM = 360_000
BLIP = '<a:graphic><a:graphicData><a:blip r:embed="rId99"/></a:graphicData></a:graphic>'


def drawing(inside: str, wide: float = 12, high: float = 8, said: str = "", more: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{int(wide * CM)}" cy="{int(high * CM)}"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{said}">{more}</wp:docPr>'
        f"{inside}</wp:inline></w:drawing></w:r>"
    )


def test_a_picture_is_reported_below_its_heading_with_what_is_said_of_it(tmp_path: Path):
    document = Document()
    document.add_heading("Referral", 1)
    document.add_paragraph("See the chart.")
    add_paragraph(document, drawing(BLIP, said="How a referral is decided"))
    assert reading_of(document, tmp_path).gaps == (
        Gap(GapKind.PICTURE, where="Referral", described="How a referral is decided"),
    )


@pytest.mark.parametrize(
    "said", ["", "Picture 3", "chart.png", "A picture containing text Description automatically generated"]
)
def test_what_nobody_wrote_describes_nothing(said: str, tmp_path: Path):
    document = Document()
    document.add_paragraph("Text.")
    add_paragraph(document, drawing(BLIP, said=said))
    assert [gap.described for gap in reading_of(document, tmp_path).gaps] == [""]


def test_icons_and_decoration_are_not_reported(tmp_path: Path):
    document = Document()
    document.add_paragraph("Text.")
    add_paragraph(document, drawing(BLIP, wide=4, high=4))
    decorative = (
        '<a:extLst><a:ext><d:decorative val="1" '
        'xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
    )
    add_paragraph(document, drawing(BLIP, more=decorative))
    assert reading_of(document, tmp_path).gaps == ()


def test_a_picture_in_a_cell_or_a_text_box_is_reported_too(tmp_path: Path):
    document = Document()
    cell = document.add_table(1, 2).cell(0, 0)
    document.tables[0].cell(0, 1).text = "Beside"
    inside = Document()
    add_paragraph(inside, drawing(BLIP))
    cell._tc.append(inside.paragraphs[0]._p)
    assert len(reading_of(document, tmp_path).gaps) == 1


def test_the_points_of_smartart_are_read_in_their_order(tmp_path: Path):
    document = Document()
    point = '<dgm:pt modelId="{}"{}><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>'
    points = (
        point.format("0", ' type="doc"', "")
        + point.format("3", "", "Decide")
        + point.format("1", "", "Refer")
        + point.format("2", "", "within a day")
        + point.format("9", ' type="pres"', "layout")
    )
    link = '<dgm:cxn srcId="{}" destId="{}" srcOrd="{}"/>'
    links = link.format("0", "1", "0") + link.format("0", "3", "1") + link.format("1", "2", "0")
    xml = (
        f"<dgm:dataModel {NS}><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"
    )
    name = part_of(
        document,
        "diagramData",
        xml,
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
    )
    add_paragraph(document, drawing(f'<a:graphic><dgm:relIds r:dm="{name}"/></a:graphic>'))
    reading = reading_of(document, tmp_path)
    assert [(b.level, b.text) for b in reading.blocks] == [(1, "Refer"), (2, "within a day"), (1, "Decide")]
    assert [gap.kind for gap in reading.gaps] == [GapKind.FLOW_CHART]


def test_a_chart_is_read_as_rows_and_reported(tmp_path: Path):
    document = Document()
    points = '<c:pt idx="0"><c:v>{}</c:v></c:pt><c:pt idx="1"><c:v>{}</c:v></c:pt>'
    series = (
        '<c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Referrals</c:v></c:pt></c:strCache>'
        "</c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{points.format('2023', '2024')}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{points.format('310', '355')}</c:numCache></c:numRef></c:val></c:ser>"
    )
    title = (
        "<c:title><c:tx><c:rich><a:p><a:r><a:t>Referrals a year</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    )
    xml = f"<c:chartSpace {NS}><c:chart>{title}<c:plotArea>{series}</c:plotArea></c:chart></c:chartSpace>"
    name = part_of(
        document, "chart", xml, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    )
    add_paragraph(document, drawing(f'<a:graphic><c:chart r:id="{name}"/></a:graphic>'))
    reading = reading_of(document, tmp_path)
    assert [b.text for b in reading.blocks] == [
        "Referrals a year",
        "2023; Referrals: 310",
        "2024; Referrals: 355",
    ]
    assert [gap.kind for gap in reading.gaps] == [GapKind.PICTURE]


def test_boxes_joined_by_arrows_are_read_once_and_reported_as_a_flow_chart(tmp_path: Path):
    document = Document()
    document.add_heading("What to do", 1)
    arrow = '<w:r><w:drawing><a:prstGeom prst="straightArrowConnector1"/></w:drawing></w:r>'
    for step in ("You are worried", "Tell the lead", "The lead decides"):
        box = f"<w:txbxContent><w:p>{text(step)}</w:p></w:txbxContent>"
        choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        add_paragraph(document, f"<w:r><mc:AlternateContent>{choice}{old}</mc:AlternateContent></w:r>{arrow}")
    reading = reading_of(document, tmp_path)
    assert [block.text for block in reading.blocks] == [
        "What to do",
        "You are worried",
        "Tell the lead",
        "The lead decides",
    ]
    assert reading.gaps == (Gap(GapKind.FLOW_CHART, where="What to do"),)


def test_headings_in_a_text_box_end_with_the_box(tmp_path: Path):
    document = Document()
    document.add_heading("Referral", 1)
    titled = f'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr>{text("Case study")}</w:p>'
    box = f"<w:txbxContent>{titled}<w:p>{text('Sam is nine.')}</w:p></w:txbxContent>"
    add_paragraph(
        document,
        f"{text('Before the box.')}<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>",
    )
    document.add_paragraph("After the box.")
    blocks = reading_of(document, tmp_path).blocks
    assert [(b.text, b.boxed) for b in blocks] == [
        ("Referral", False),
        ("Before the box.", False),
        ("Case study", True),
        ("Sam is nine.", True),
        ("After the box.", False),
    ]
    assert shape(blocks)[2][0] == "heading"
