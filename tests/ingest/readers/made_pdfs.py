"""PDFs made up by tests: words at places, in Helvetica or Helvetica-Bold, and ruled lines, on A4 pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

TOP = 720.0
PITCH = 14.0
LEFT = 72.0


@dataclass(frozen=True)
class Words:
    """Words on one baseline, in points from the bottom left."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = 11
    bold: bool = False

    def drawn(self) -> bytes:
        escaped = (
            self.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        )
        font = b"/Bold" if self.bold else b"/Plain"
        return b"BT %s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (font, self.size, self.x, self.y, escaped)


@dataclass(frozen=True)
class Rule:
    """A line drawn from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float

    def drawn(self) -> bytes:
        return b"1 w %g %g m %g %g l S\n" % (self.x0, self.y0, self.x1, self.y1)


Page = Sequence[Words | Rule]


def lines(
    *texts: str, top: float = TOP, x: float = LEFT, size: float = 11, bold: bool = False
) -> list[Words]:
    """Lines of text one below another."""
    return [Words(text, x, top - at * PITCH, size, bold) for at, text in enumerate(texts)]


def grid(rows: Sequence[Sequence[str]], top: float, widths: Sequence[float]) -> list[Words | Rule]:
    """A ruled table, its first row in bold."""
    edges = [LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    levels = [top - 20 * at for at in range(len(rows) + 1)]
    drawn: list[Words | Rule] = [Rule(edges[0], level, edges[-1], level) for level in levels]
    drawn += [Rule(edge, levels[0], edge, levels[-1]) for edge in edges]
    for at, row in enumerate(rows):
        drawn += [
            Words(text, edge + 4, levels[at] - 14, bold=not at)
            for text, edge in zip(row, edges, strict=False)
        ]
    return drawn


def write_pdf(path: Path, pages: Iterable[Page], *, title: str = "", encrypted: bool = False) -> Path:
    """Write a PDF; ``encrypted`` marks it as locked with a password that nobody knows."""
    path.write_bytes(pdf_bytes(pages, title=title, encrypted=encrypted))
    return path


def pdf_bytes(pages: Iterable[Page], *, title: str = "", encrypted: bool = False) -> bytes:
    """The bytes of a PDF."""
    contents = [b"".join(part.drawn() for part in page) for page in pages]
    kids = b" ".join(b"%d 0 R" % (6 + 2 * at) for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        _font(b"Helvetica"),
        _font(b"Helvetica-Bold"),
        b"<< /Title (%s) >>" % title.encode("cp1252"),
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /Plain 3 0 R /Bold 4 0 R >> >> >>" % (7 + 2 * at)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    locked = b""
    if encrypted:
        key = b"<" + b"ab" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (key, key))
        locked = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _file(objects, locked)


def _font(name: bytes) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        start,
    )


@dataclass(frozen=True)
class Shade:
    """A box filled with a colour: its corners, and red, green and blue from 0 to 1."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: tuple[float, float, float] = (0.8, 0.87, 0.94)

    def drawn(self) -> bytes:
        return b"q %g %g %g rg %g %g %g %g re f Q\n" % (
            *self.colour,
            self.x0,
            self.y0,
            self.x1 - self.x0,
            self.y1 - self.y0,
        )


@dataclass(frozen=True)
class Turned:
    """Words printed up the page, as the head of a row may be."""

    text: str
    x: float
    y: float
    size: float = 11

    def drawn(self) -> bytes:
        text = self.text.encode("cp1252")
        return b"BT /Plain %g Tf 0 1 -1 0 %g %g Tm (%s) Tj ET\n" % (self.size, self.x, self.y, text)


Drawn = Words | Rule | Shade | Turned
"""Whatever stands on a page."""


def cell_words(
    rows: Sequence[Sequence[str]],
    top: float,
    edges: Sequence[float],
    *,
    bold_rows: int = 1,
    bold_columns: int = 0,
    padding: float = 8,
    size: float = 10,
) -> tuple[list[Drawn], list[float]]:
    """The words of a table's cells, lines within a cell parted by line ends; and the levels of its rows."""
    drawn: list[Drawn] = []
    levels = [top]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            bold = at < bold_rows or column < bold_columns
            drawn += [
                Words(line, edges[column] + 5, levels[-1] - padding - size * 0.8 - 13 * down, size, bold)
                for down, line in enumerate(text.split("\n"))
                if line
            ]
        height = 13 * max(len(text.split("\n")) for text in row)
        levels.append(levels[-1] - height - 2 * padding + 4)
    return drawn, levels


def rules_across(levels: Iterable[float], left: float, right: float) -> list[Drawn]:
    """A line across at each level."""
    return [Rule(left, level, right, level) for level in levels]


def rules_down(edges: Iterable[float], top: float, bottom: float) -> list[Drawn]:
    """A line down at each edge."""
    return [Rule(edge, bottom, edge, top) for edge in edges]
