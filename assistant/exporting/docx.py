"""An outline as a Word document, in Word's own styles: headings to move by, references that follow one
another's numbers, footers with the page."""

from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from assistant.exporting import words
from assistant.exporting.outline import (
    Block,
    Differing,
    Heading,
    Item,
    Notice,
    Outline,
    Paragraph,
    Reference,
    Said,
)

FONT = "Calibri"
INK, QUIET, ACCENT = "1F2A30", "56646C", "1D4F63"
RULE, NOTICE_RULE, NOTICE_FILL = "9DB4BE", "C98A1B", "FDF6E7"
LONGEST_PROPERTY = 255
"""Characters that a core property may have."""


def written(outline: Outline, day: date) -> bytes:
    """The whole as a file."""
    document = Document()
    _set_up(document, outline.title, day)
    document.add_paragraph(outline.title, "Title")
    for line in outline.origin:
        document.add_paragraph(line, "Caption")
    _notice(document, outline.notice)
    for block in outline.blocks:
        _block(document, block)
    if outline.references:
        document.add_heading(words.REFERENCES, 1)
    for reference in outline.references:
        _reference(document, reference)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _block(document: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(text, level)
        case Paragraph(text, quiet):
            document.add_paragraph(text, "Caption" if quiet else None)
        case Item(text):
            document.add_paragraph(text, "List Bullet")
        case Notice(text):
            _notice(document, text)
        case Said():
            _said(document, block)
        case Differing():
            _differing(document, block)


def _notice(document: Any, text: str) -> None:
    paragraph = document.add_paragraph(style="Intense Quote")
    paragraph.add_run(f"{words.NOTE}: ").bold = True
    paragraph.add_run(text)


def _said(document: Any, said: Said) -> None:
    """The words, then where they stand, kept on one page with the last of them."""
    style = "Quote" if said.quoted else None
    for line in said.lines:
        document.add_paragraph(line, style).paragraph_format.keep_with_next = True
    paragraph = document.add_paragraph(style="Citation")
    if not said.quoted:
        paragraph.paragraph_format.left_indent = Cm(0)
    for place, number in enumerate(said.numbers):
        if place:
            paragraph.add_run(" ")
        _field(paragraph, f"REF {_bookmark(number)} \\h", f"[{number}]")
    if said.remark:
        paragraph.add_run(f" ({said.remark})")


def _differing(document: Any, differing: Differing) -> None:
    document.add_paragraph(differing.about).paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _color_borders(table)
    for cell, side in zip(table.rows[0].cells, differing.sides, strict=True):
        first = cell.paragraphs[0]
        first.add_run(side.name).bold = True
        first.paragraph_format.keep_with_next = True
        _said(cell, side.said)
    document.add_paragraph(style="Caption")


def _reference(document: Any, reference: Reference) -> None:
    """A passage below its number, which counts itself and which the statements refer to."""
    title = document.add_heading(level=2)
    _bookmarked(title, reference.number)
    title.add_run(f" {reference.name}")
    for detail in reference.details:
        document.add_paragraph(detail, "Caption").paragraph_format.keep_with_next = True
    if reference.url:
        _link(document.add_paragraph(style="Caption"), reference.url)
    for line in reference.lines:
        document.add_paragraph(line, "Quote")


def _bookmark(number: int) -> str:
    return f"reference_{number}"


def _bookmarked(paragraph: Any, number: int) -> None:
    """The number in brackets as a bookmark around a counting field."""
    start = _element("w:bookmarkStart", {"w:id": str(number), "w:name": _bookmark(number)})
    paragraph._p.append(start)
    paragraph.add_run("[")
    _field(paragraph, "SEQ Reference \\* ARABIC", str(number))
    paragraph.add_run("]")
    paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))


def _field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word brings up to date, with what it shows until then."""
    _mark(paragraph, "begin")
    instruction = _element("w:instrText", {"xml:space": "preserve"})
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _mark(paragraph, "separate")
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def _mark(paragraph: Any, kind: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", {"w:fldCharType": kind}))


def _link(paragraph: Any, url: str) -> None:
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(url)
    run.underline = True
    run.font.color.rgb = RGBColor.from_string(ACCENT)
    link = _element("w:hyperlink", {"r:id": relation})
    link.append(run._r)
    paragraph._p.append(link)


def _element(tag: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def _set_up(document: Any, title: str, day: date) -> None:
    """A4, the styles, the footer, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.4)
    _styles(document.styles)
    footer = section.footer.paragraphs[0]
    footer.style = "Caption"
    before, between, after = words.PAGE.format(page="\0", pages="\0").split("\0")
    footer.add_run(f"{words.NAME}, {before}")
    _field(footer, "PAGE", "1")
    footer.add_run(between)
    _field(footer, "NUMPAGES", "1")
    footer.add_run(after)
    told = document.core_properties
    told.title, told.author, told.language = title[:LONGEST_PROPERTY], words.NAME, "en-GB"
    told.last_modified_by, told.comments = words.NAME, ""
    told.created = told.modified = datetime.combine(day, time())


def _styles(styles: Any) -> None:
    """Calm versions of Word's own styles; a reader's own theme may still change them."""
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")
    styles.add_style("Citation", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _style(styles["Normal"], 11, INK, after=6)
    _style(styles["Title"], 24, ACCENT, after=4)
    _style(styles["Heading 1"], 16, ACCENT, before=22, after=6, bold=True)
    _style(styles["Heading 2"], 12.5, ACCENT, before=14, after=4, bold=True)
    _style(styles["Heading 3"], 11, INK, before=10, after=4, bold=True)
    _style(styles["List Bullet"], 11, INK, after=3)
    _style(styles["Caption"], 9.5, QUIET, after=3)
    _style(styles["Quote"], 11, INK, after=0, indent=0.6, rule=RULE)
    _style(styles["Citation"], 9.5, QUIET, before=2, after=9, indent=0.6)
    _style(styles["Intense Quote"], 10.5, INK, before=6, after=8, indent=0.3, rule=NOTICE_RULE)
    fill = {"w:val": "clear", "w:color": "auto", "w:fill": NOTICE_FILL}
    _add_in_order(styles["Intense Quote"].element.get_or_add_pPr(), _element("w:shd", fill), _AFTER_SHADE)


def _style(
    style: Any,
    size: float,
    color: str,
    *,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    indent: float = 0,
    rule: str = "",
) -> None:
    """Set a style in full: nothing of the template's own look is left."""
    font, spacing = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if "theme" in name.lower()]:
        del fonts.attrib[name]
    for name in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    spacing.line_spacing = 1.15
    if indent:
        spacing.left_indent, spacing.right_indent = Cm(indent), Cm(0.3)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    if rule:
        border = _element("w:pBdr", {})
        line = {"w:val": "single", "w:sz": "18", "w:space": "8", "w:color": rule}
        border.append(_element("w:left", line))
        _add_in_order(properties, border, ("w:shd", *_AFTER_SHADE))


_AFTER_SHADE = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
"""What the format wants behind a shade among the properties of a paragraph, as far as styles here have it."""


def _add_in_order(properties: Any, element: Any, followers: Iterable[str]) -> None:
    """Add a property in front of those that the format wants behind it."""
    behind = {qn(name) for name in followers}
    places = [place for place, child in enumerate(properties) if child.tag in behind]
    properties.insert(places[0] if places else len(properties), element)


def _color_borders(table: Any) -> None:
    borders = _element("w:tblBorders", {})
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": RULE}
        borders.append(_element(f"w:{edge}", line))
    behind = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    _add_in_order(table._tbl.tblPr, borders, behind)
