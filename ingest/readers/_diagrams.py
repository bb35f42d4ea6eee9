"""The words of SmartArt diagrams and charts, which office files keep in parts of their own."""

from collections import defaultdict

from lxml.etree import _Element as Element

from ingest.documents import Block, BlockKind
from ingest.readers._notes import unmarked
from ingest.readers._tables import Cell, row_blocks
from ingest.readers._text import one_line, paragraphs, without_bullet

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DEEPEST = 20


def diagram_blocks(root: Element) -> list[Block]:
    """The points of a diagram as items, each below the one that it hangs from."""
    words = {}
    for point in root.iter(f"{_DIAGRAM}pt"):
        if point.get("type", "node") in {"node", "asst", "doc"}:
            words[point.get("modelId", "")] = drawn_text(point)
    below: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for link in root.iter(f"{_DIAGRAM}cxn"):
        if link.get("type", "parOf") == "parOf" and link.get("srcOrd", "").isdecimal():
            below[link.get("srcId", "")].append((int(link.get("srcOrd", "")), link.get("destId", "")))
    hung = {end for links in below.values() for _, end in links}
    found: list[Block] = []
    seen: set[str] = set()

    def take(point: str, depth: int) -> None:
        if point in seen or point not in words:
            return
        seen.add(point)
        if words[point]:
            found.append(_item(words[point], max(depth, 1)))
        for _, end in sorted(below[point]):
            take(end, min(depth + 1, _DEEPEST))

    for top in [*(point for point in words if point not in hung), *words]:
        take(top, 0)
    return [block for block in found if block.text]


def _item(text: str, depth: int) -> Block:
    words = without_bullet(text)[1]
    return Block(BlockKind.ITEM, words, level=depth)


def drawn_text(element: Element) -> str:
    """All the words of a drawn shape on one line, its paragraphs parted."""
    lines = []
    for paragraph in element.iter(f"{_DRAWING}p"):
        parts = (each.text or "" if each.tag == f"{_DRAWING}t" else " " for each in _text_of(paragraph))
        lines.append(one_line(unmarked("".join(parts))))
    return " ".join(filter(None, lines))


def _text_of(paragraph: Element) -> list[Element]:
    return [each for each in paragraph.iter() if each.tag in {f"{_DRAWING}t", f"{_DRAWING}br"}]


def chart_blocks(root: Element) -> list[Block]:
    """The title of a chart, and a row for each category with what every series has there."""
    titles = [drawn_text(title) for title in root.iter(f"{_CHART}title")]
    blocks = [block for title in titles for block in paragraphs(title)]
    series = list(root.iter(f"{_CHART}ser"))
    names = [" ".join(_points(one.find(f"{_CHART}tx")).values()) for one in series]
    values = [_points(_first(one, "val", "yVal")) for one in series]
    categories = _points(_first(series[0], "cat", "xVal")) if series else {}
    if not categories or not any(values):
        return blocks
    table = [[Cell(text, head=True) for text in ("", *names)]]
    for at in sorted(categories):
        table.append([Cell(categories[at]), *(Cell(each.get(at, "")) for each in values)])
    return [*blocks, *row_blocks(table, marked=1)]


def _first(element: Element, *names: str) -> Element | None:
    return next((found for name in names if (found := element.find(f"{_CHART}{name}")) is not None), None)


def _points(element: Element | None) -> dict[int, str]:
    """What a chart last showed for each place of a series."""
    found: dict[int, str] = {}
    for point in element.iter(f"{_CHART}pt") if element is not None else ():
        text = one_line(point.findtext(f"{_CHART}v") or "")
        if text and point.get("idx", "").isdecimal():
            found[int(point.get("idx", ""))] = unmarked(text)
    return found
