"""Documents made up by tests: headings, paragraphs, lists and tables, written in each format."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement


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


WRITERS: dict[str, Callable[[list[Content], Path], None]] = {
    ".html": write_html,
    ".md": write_markdown,
    ".txt": write_text,
    ".docx": write_docx,
}
