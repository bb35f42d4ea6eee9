"""Documents made up by tests: headings, paragraphs, lists and tables, written in each format."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement
from made_pdfs import Rule, Tagged, Words, grid, write_pdf
from pptx import Presentation
from pptx.util import Cm

ODT_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in [
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    ]
)


@dataclass(frozen=True)
class Heading:
    level: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    words: tuple[str, ...]


@dataclass(frozen=True)
class Items:
    """A list: for each item its depth, from 1, and its words."""

    items: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Grid:
    """A table: the heads of its columns, then its rows."""

    rows: tuple[tuple[str, ...], ...]


Content = Heading | Paragraph | Items | Grid


def write_html(contents: list[Content], path: Path) -> None:
    parts = []
    for content in contents:
        match content:
            case Heading(level, words):
                parts.append(f"<h{level}>{escape(' '.join(words))}</h{level}>")
            case Paragraph(words):
                parts.append(f"<p>{escape(' '.join(words))}</p>")
            case Items(items):
                parts += [
                    "<ul><li>" * depth + escape(" ".join(words)) + "</li></ul>" * depth
                    for depth, words in items
                ]
            case Grid(rows):
                heads, *body = [[escape(cell) for cell in row] for row in rows]
                parts.append("<table><tr><th>" + "</th><th>".join(heads) + "</th></tr>")
                parts += ["<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in body]
                parts.append("</table>")
    path.write_text(f"<html><body><main>{''.join(parts)}</main></body></html>", encoding="utf-8")


def write_markdown(contents: list[Content], path: Path) -> None:
    parts = []
    for content in contents:
        match content:
            case Heading(level, words):
                parts.append("#" * level + " " + " ".join(words))
            case Paragraph(words):
                parts.append(" ".join(words))
            case Items(items):
                parts.append("\n".join("  " * (depth - 1) + "- " + " ".join(words) for depth, words in items))
            case Grid(rows):
                heads, *body = rows
                lines = [heads, tuple("---" for _ in heads), *body]
                parts.append("\n".join("| " + " | ".join(line) + " |" for line in lines))
        parts.append("<!-- keeps neighbouring lists apart -->")
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def write_text(contents: list[Content], path: Path) -> None:
    parts = []
    for content in contents:
        match content:
            case Heading(level, words):
                parts.append("#" * level + " " + " ".join(words))
            case Paragraph(words):
                parts.append(" ".join(words))
            case Items(items):
                parts.append("\n".join("  " * depth + "• " + " ".join(words) for depth, words in items))
            case Grid(rows):
                parts += ["; ".join(row) for row in rows]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def write_docx(contents: list[Content], path: Path) -> None:
    document = Document()
    for content in contents:
        match content:
            case Heading(level, words):
                document.add_heading(" ".join(words), level)
            case Paragraph(words):
                document.add_paragraph(" ".join(words))
            case Items(items):
                for depth, words in items:
                    style = "List Bullet" if depth == 1 else f"List Bullet {depth}"
                    document.add_paragraph(" ".join(words), style=style)
            case Grid(rows):
                table = document.add_table(len(rows), len(rows[0]))
                for at, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        table.cell(at, column).text = cell
                repeat = OxmlElement("w:tblHeader")
                repeat.set(qn("w:val"), "true")
                table.rows[0]._tr.get_or_add_trPr().append(repeat)
    document.save(str(path))


def odt_package(body: str, path: Path, *, automatic: str = "", styles: str = "", title: str = "") -> None:
    """An OpenDocument text with the given XML as its body, its own styles and its common ones."""
    content = (
        f"<office:document-content {ODT_NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    common = f"<office:styles>{styles}</office:styles>"
    about = f'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{title}</dc:title>' if title else ""
    with ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr(
            "styles.xml", f"<office:document-styles {ODT_NAMES}>{common}</office:document-styles>"
        )
        package.writestr(
            "meta.xml",
            f"<office:document-meta {ODT_NAMES}><office:meta>{about}</office:meta></office:document-meta>",
        )


def write_odt(contents: list[Content], path: Path) -> None:
    parts = []
    for content in contents:
        match content:
            case Heading(level, words):
                parts.append(f'<text:h text:outline-level="{level}">{" ".join(words)}</text:h>')
            case Paragraph(words):
                parts.append(f"<text:p>{' '.join(words)}</text:p>")
            case Items(items):
                parts += [
                    "<text:list><text:list-item>" * depth
                    + f"<text:p>{' '.join(words)}</text:p>"
                    + "</text:list-item></text:list>" * depth
                    for depth, words in items
                ]
            case Grid(rows):
                heads, *body = ["".join(_odt_cell(cell) for cell in row) for row in rows]
                parts.append(
                    f"<table:table><table:table-header-rows><table:table-row>{heads}</table:table-row>"
                    "</table:table-header-rows>"
                    + "".join(f"<table:table-row>{row}</table:table-row>" for row in body)
                    + "</table:table>"
                )
    odt_package("".join(parts), path)


def _odt_cell(text: str) -> str:
    return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"


def write_pptx(contents: list[Content], path: Path) -> None:
    """A slide for each heading, its contents in text boxes and tables from the top down."""
    presentation = Presentation()
    slide, top, deepest = None, 5, 20
    for content in contents:
        if slide is None or isinstance(content, Heading):
            titled = isinstance(content, Heading)
            layout = (0 if content.level == 1 else 5) if titled else 6
            slide, top = presentation.slides.add_slide(presentation.slide_layouts[layout]), 5
            for place in list(slide.placeholders)[1:]:
                place._element.getparent().remove(place._element)
        match content:
            case Heading(_, words):
                slide.shapes.title.text = " ".join(words)
            case Paragraph(words):
                _pptx_box(slide, top).paragraphs[0].text = " ".join(words)
            case Items(items):
                frame = _pptx_box(slide, top)
                for at, (depth, words) in enumerate(items):
                    paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
                    paragraph.text = " ".join(words)
                    paragraph.level = depth - 1
                    bullet = paragraph._p.get_or_add_pPr().makeelement(DRAWN + "buChar", {"char": "•"})
                    paragraph._p.get_or_add_pPr().append(bullet)
            case Grid(rows):
                size = len(rows), len(rows[0])
                table = slide.shapes.add_table(*size, Cm(1), Cm(top), Cm(20), Cm(3)).table
                for at, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        table.cell(at, column).text = cell
        top += 5
        deepest = max(deepest, top)
    presentation.slide_height = Cm(deepest)  # what stands below a slide is not seen
    presentation.save(str(path))


DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _pptx_box(slide, top: int):
    return slide.shapes.add_textbox(Cm(1), Cm(top), Cm(20), Cm(3)).text_frame


def write_print(contents: list[Content], path: Path) -> None:
    """One page of a PDF, untagged: headings in larger bold type, bullets set in, ruled tables."""
    page: list[Words | Rule | Tagged] = []
    y = 780.0
    for content in contents:
        match content:
            case Heading(level, words):
                page.append(Words(" ".join(words), y=y, size=20 - 2 * level, bold=True))
            case Paragraph(words):
                page.append(Words(" ".join(words), y=y))
            case Items(items):
                for depth, words in items:
                    page.append(Words("• " + " ".join(words), x=72 + 18 * depth, y=y))
                    y -= 16
            case Grid(rows):
                page += grid(rows, y + 14, [150] * len(rows[0]))
                y -= 20 * len(rows)
        y -= 30
    write_pdf(path, [page])


WRITERS: dict[str, Callable[[list[Content], Path], None]] = {
    ".html": write_html,
    ".md": write_markdown,
    ".txt": write_text,
    ".docx": write_docx,
    ".odt": write_odt,
    ".pptx": write_pptx,
}
PAGED = {".pdf": write_print, ".pptx": write_pptx}
