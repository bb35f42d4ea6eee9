"""PDFs made up by tests: words at places, in Helvetica or Helvetica-Bold, ruled lines, tags, on A4."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.documents import Reading
from ingest.readers import read

TOP = 720.0
PITCH = 14.0
LEFT = 72.0
FILLING = "This line of the body is long enough to reach across most of the page here and"


@dataclass(frozen=True)
class Words:
    """Words on one baseline, in points from the bottom left; those between carets are raised and set small
    ("told^12^ within"), and ``unseen`` ones are in invisible ink."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = 11
    bold: bool = False
    unseen: bool = False

    def drawn(self) -> bytes:
        font = b"/Bold" if self.bold else b"/Plain"
        start = b"BT %d Tr 1 0 0 1 %g %g Tm " % (3 if self.unseen else 0, self.x, self.y)
        parts = [
            b"%s %g Tf %g Ts (%s) Tj " % (font, *self._type(raised=bool(at % 2)), _escaped(part))
            for at, part in enumerate(self.text.split("^"))
            if part
        ]
        return start + b"".join(parts) + b"0 Ts ET\n"

    def _type(self, *, raised: bool) -> tuple[float, float]:
        return (0.6 * self.size, 0.4 * self.size) if raised else (self.size, 0)


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


@dataclass(frozen=True)
class Rule:
    """A line drawn from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float

    def drawn(self) -> bytes:
        return b"1 w %g %g m %g %g l S\n" % (self.x0, self.y0, self.x1, self.y1)


@dataclass(frozen=True)
class Tagged:
    """Words that belong to an element of the structure tree, which is named by its path from the root: the
    words of "Table/TR.2/TD.1" stand in a TD, and what is named alike, on any page, in the same one."""

    element: str
    words: Sequence[Words]
    across: int = 1

    def drawn(self, content: int = 0) -> bytes:
        """The words as marked content with a number."""
        words = b"".join(one.drawn() for one in self.words)
        return b"/%s << /MCID %d >> BDC\n%sEMC\n" % (_role(self.element), content, words)


Page = Sequence[Words | Rule | Tagged]


def lines(
    *texts: str, top: float = TOP, x: float = LEFT, size: float = 11, bold: bool = False
) -> list[Words]:
    """Lines of text one below another."""
    return [Words(text, x, top - at * PITCH, size, bold) for at, text in enumerate(texts)]


def body(top: float, count: int = 3) -> list[Words]:
    """A paragraph that fills its lines, so that a page has a body to be compared with."""
    return lines(*[FILLING] * (count - 1), "stops.", top=top)


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


def read_pages(folder: Path, *pages: Page) -> Reading:
    """What is read from a PDF of some pages, written to a folder."""
    return read(write_pdf(folder / "made.pdf", pages))


def pdf_bytes(pages: Iterable[Page], *, title: str = "", encrypted: bool = False) -> bytes:
    """The bytes of a PDF."""
    pages = [list(page) for page in pages]
    contents = [b"".join(_numbered(page)) for page in pages]
    kids = b" ".join(b"%d 0 R" % (6 + 2 * at) for at in range(len(contents)))
    tree = 6 + 2 * len(contents)
    tags = _structure(pages, tree)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R%s >>"
        % (b" /MarkInfo << /Marked true >> /StructTreeRoot %d 0 R" % tree if tags else b""),
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        _font(b"Helvetica"),
        _font(b"Helvetica-Bold"),
        b"<< /Title (%s) >>" % title.encode("cp1252"),
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /StructParents %d "
            b"/Resources << /Font << /Plain 3 0 R /Bold 4 0 R >> >> >>" % (7 + 2 * at, at)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects += tags
    locked = b""
    if encrypted:
        key = b"<" + b"ab" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (key, key))
        locked = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _file(objects, locked)


def _role(element: str) -> bytes:
    return element.rpartition("/")[2].partition(".")[0].encode()


def _numbered(page: Page) -> Iterable[bytes]:
    """What draws each part of a page, its marked content numbered from 0."""
    content = 0
    for part in page:
        if isinstance(part, Tagged):
            yield part.drawn(content)
            content += 1
        else:
            yield part.drawn()


@dataclass
class _Element:
    """An element of the structure tree: its place among the file's objects, and what belongs to it."""

    number: int
    parent: int
    across: int = 1
    kids: list[bytes] = field(default_factory=list)


def _structure(pages: Sequence[Page], first: int) -> list[bytes]:
    """The objects of a structure tree, its root the first of them; none where nothing is tagged."""
    elements = {"": _Element(first, 0)}
    owners: list[list[int]] = []
    for at, page in enumerate(pages):
        owners.append([])
        for part in (part for part in page if isinstance(part, Tagged)):
            element = _element(elements, part.element)
            element.across = part.across
            content = b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (6 + 2 * at, len(owners[at]))
            element.kids.append(content)
            owners[at].append(element.number)
    return _tree_objects(elements, owners) if len(elements) > 1 else []


def _element(elements: dict[str, _Element], name: str) -> _Element:
    """The element with a name, put into the tree where it is not there yet."""
    if name not in elements:
        parent = _element(elements, name.rpartition("/")[0])
        number = elements[""].number + len(elements)
        elements[name] = _Element(number, parent.number)
        parent.kids.append(b"%d 0 R" % number)
    return elements[name]


def _tree_objects(elements: Mapping[str, _Element], owners: Sequence[Sequence[int]]) -> list[bytes]:
    root, *others = elements.items()
    found = b" ".join(
        b"%d [%s]" % (at, b" ".join(b"%d 0 R" % number for number in numbers))
        for at, numbers in enumerate(owners)
    )
    kids = b" ".join(root[1].kids)
    objects = [b"<< /Type /StructTreeRoot /K [%s] /ParentTree << /Nums [%s] >> >>" % (kids, found)]
    for name, element in others:
        span = b" /A << /O /Table /ColSpan %d >>" % element.across if element.across > 1 else b""
        objects.append(
            b"<< /Type /StructElem /S /%s /P %d 0 R /K [%s]%s >>"
            % (_role(name), element.parent, b" ".join(element.kids), span)
        )
    return objects


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


Drawn = Words | Rule | Shade | Turned | Tagged
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
