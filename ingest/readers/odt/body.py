"""The body of an OpenDocument text to drafts of blocks, in order."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from ingest.documents import BlockKind
from ingest.readers._drafts import Draft, Look, Mark, boxed, listed, numbered, shared_look
from ingest.readers._hidden import NOT_SHOWN, Unseen, together
from ingest.readers._notes import marked_text, note_mark, noted, unmarked, without_notes
from ingest.readers._pictures import picture_gap
from ingest.readers._tables import Cell, cell_text, row_blocks
from ingest.readers._text import LINE, heading, one_line, paragraphs
from ingest.readers.odt.lists import Counter, Lists
from ingest.readers.odt.styles import DRAW, TABLE, TEXT, Styles
from ingest.readers.odt.unseen import Seeing

_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_GONE = {
    *(f"{TEXT}{name}" for name in ("tracked-changes", "table-of-content", "alphabetical-index")),
    *(f"{TEXT}{name}" for name in ("illustration-index", "table-index", "object-index", "user-index")),
    *(f"{TEXT}{name}" for name in ("ruby-text", "script", "placeholder", "hidden-text", "note-citation")),
    *(f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms", "event-listeners")),
    *(f"{TEXT}{name}-decls" for name in ("sequence", "variable", "user-field", "dde-connection")),
    *(f"{_SVG}{name}" for name in ("title", "desc")),
}
_DRAWN = {f"{DRAW}{name}" for name in ("frame", "custom-shape", "g", "rect", "ellipse", "a")}
_LINKS = {f"{DRAW}connector", f"{DRAW}line"}
_MOST_REPEATED = 100


@dataclass(slots=True)
class _Run:
    """What a paragraph holds: its text, how stretches of it are set, and what is drawn in it."""

    text: str = ""
    looks: list[tuple[int, Look]] = field(default_factory=list)
    drawn: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """What a text refers to, and what is gathered from all of it.

    Attributes:
        styles, lists: the document's own.
        seeing: tells what can be seen.
        footnotes: by number as printed, their texts.
        unseen: the words that were left out because nobody sees them.
        under: where the reader is, for whoever is told of those.
    """

    styles: Styles
    lists: Lists
    seeing: Seeing
    footnotes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unseen: list[Unseen] = field(default_factory=list)
    under: str = ""

    def hides(self, unseen: Unseen | None) -> bool:
        """Whether words are left out, being unseen; what is, or may be, is noted."""
        if unseen is None:
            return False
        self.unseen.append(replace(unseen, where=self.under))
        return not unseen.unsure


class Body:
    """Goes through a text, or a cell of a table, in order."""

    def __init__(self, parts: Parts) -> None:
        self.drafts: list[Draft] = []
        self.title = ""
        self._parts = parts
        self._styles = parts.styles
        self._lists = parts.lists
        self._readers: dict[str, Callable[[Element], None]] = {
            f"{TEXT}p": lambda element: self._paragraph(element, None),
            f"{TEXT}h": lambda element: self._heading(element, None),
            f"{TEXT}list": lambda element: self._list(element, None, 1),
            f"{TABLE}table": self._table,
            **dict.fromkeys(_DRAWN, self._drawn),
            **dict.fromkeys(_LINKS, lambda _: self.drafts.append(Draft(links=1))),
        }

    def read(self, container: Element) -> list[Draft]:
        """The drafts of all that a container shows."""
        for child in _shown(container):
            reader = self._readers.get(child.tag)
            if child.get(f"{TEXT}display") == "none":
                self._parts.hides(Unseen(NOT_SHOWN, " ".join(child.itertext())))  # a hidden section
            elif reader:
                reader(child)
            else:
                self.read(child)  # sections
        return self.drafts

    def _paragraph(self, element: Element, mark: Mark | None, *, in_list: bool = False) -> None:
        name = element.get(f"{TEXT}style-name", "")
        level = self._styles.heading_level(name)
        if level:
            self._heading(element, mark, level)
            return
        if self._is_hidden(element, name, "paragraph"):
            return
        run = self._gathered(element, name)
        blocks = paragraphs(run.text)
        look = shared_look(run.looks)
        drafts = [Draft(block, look) for block in blocks]
        if drafts:
            alone = len(blocks) == 1 and (blocks[0].kind is BlockKind.PARAGRAPH or mark is not None)
            first = listed(blocks[0], mark) if mark else blocks[0]
            drafts[0] = Draft(first, look, mark, alone=alone and (mark is not None or not in_list))
        self.drafts += drafts
        self._draw(run)

    def _is_hidden(self, element: Element, style: str, family: str) -> bool:
        if not self._styles.is_hidden(style, family):
            return False
        return self._parts.hides(Unseen(NOT_SHOWN, "".join(element.itertext())))

    def _heading(self, element: Element, mark: Mark | None, level: int = 0) -> None:
        stated = element.get(f"{TEXT}outline-level", "")
        level = int(stated) if stated.isdecimal() else level or 1
        name = element.get(f"{TEXT}style-name", "")
        if self._is_hidden(element, name, "paragraph"):
            return
        run = self._gathered(element, name)
        block = heading(run.text, level)
        if block:
            plain = element.get(f"{TEXT}is-list-header") == "true" or element.tag != f"{TEXT}h"
            if mark is None and not plain:
                mark = self._lists.heading(level, element.get(f"{TEXT}start-value", ""))
            if mark and mark.number:
                block = numbered(block, mark.number)
            if "Title" in self._styles.names(name) and not self.title:
                self.title = block.text
            self._parts.under = f"under “{block.text}”"
            self.drafts.append(Draft(block, shared_look(run.looks), mark, styled=True))
        self._draw(run)

    def _list(self, element: Element, counter: Counter | None, level: int) -> None:
        first = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
        style = element.get(f"{TEXT}style-name", "")
        if counter is None and not style and first is not None:
            style = self._styles.list_of(first.get(f"{TEXT}style-name", ""))
        if counter is None or (style and style != counter.style):
            counter = self._lists.begin(element, style)
        for item in _shown(element):
            counted = item.tag == f"{TEXT}list-item"
            self._item(item, counter, level, counted=counted)

    def _item(self, item: Element, counter: Counter, level: int, *, counted: bool) -> None:
        waiting = counted
        for child in _shown(item):
            if child.tag == f"{TEXT}list":
                self._list(child, counter, level + 1)
                waiting = False
            elif child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                start = item.get(f"{TEXT}start-value", "")
                mark = self._lists.item(counter, level, start) if waiting else None
                waiting = False
                if child.tag == f"{TEXT}h":
                    outline = mark if mark and mark.number else None
                    self._heading(child, outline)
                else:
                    self._paragraph(child, mark, in_list=True)
            else:
                self.read_one(child)

    def read_one(self, element: Element) -> None:
        """Read one element that may be of any kind."""
        reader = self._readers.get(element.tag)
        if reader:
            reader(element)
        else:
            self.read(element)

    def _gathered(self, element: Element, style: str) -> _Run:
        run, before = _Run(), len(self._parts.unseen)
        self._gather(run, element, "", style)
        self._parts.unseen[before:] = together(self._parts.unseen[before:])
        return run

    def _gather(self, run: _Run, element: Element, span: str, within: str) -> None:
        if element.find(f"{TEXT}hidden-paragraph[@{TEXT}is-hidden='true']") is not None:
            self._parts.hides(Unseen(NOT_SHOWN, "".join(element.itertext())))
            return
        self._add(run, element, element.text, (span, within))
        for child in element:
            if child.tag == f"{TEXT}hidden-text":
                self._parts.hides(Unseen(NOT_SHOWN, child.get(f"{TEXT}string-value", "")))
            if isinstance(child.tag, str) and child.tag not in _GONE:
                self._take(run, child, span, within)
            self._add(run, element, child.tail, (span, within))

    def _take(self, run: _Run, child: Element, span: str, within: str) -> None:
        tag = child.tag
        if tag == f"{TEXT}note":
            run.text += self._note(child)
        elif tag == f"{TEXT}s":
            run.text += " "
        elif tag == f"{TEXT}tab":
            run.text += "\t"
        elif tag == f"{TEXT}line-break":
            run.text += LINE
        elif tag in _DRAWN | _LINKS:
            run.drawn.append(child)
        elif tag == f"{TEXT}span":
            name = child.get(f"{TEXT}style-name", "")
            if not self._is_hidden(child, name, "text"):
                self._gather(run, child, name, within)
        else:
            self._gather(run, child, span, within)

    def _add(self, run: _Run, element: Element, text: str | None, styles: tuple[str, str]) -> None:
        if not text or self._parts.hides(self._parts.seeing.unseen(element, text, styles[1])):
            return
        words = unmarked(text).replace(LINE, " ")
        run.text += words
        if words.strip():
            run.looks.append((len(words.strip()), self._styles.look(*styles, words)))

    def _note(self, element: Element) -> str:
        number = one_line("".join(element.findtext(f"{TEXT}note-citation") or "")) or "*"
        body = element.find(f"{TEXT}note-body")
        written = (self._gathered(p, "").text for p in body.iter(f"{TEXT}p")) if body is not None else ()
        text = without_notes(one_line(" ".join(written)))[0]
        if text:
            self._parts.footnotes[number].append(text)
        return note_mark(number)

    def _draw(self, run: _Run) -> None:
        for element in run.drawn:
            self.read_one(element)

    def _drawn(self, element: Element) -> None:
        """A frame, shape or group: the words in it, and the picture if it holds one."""
        inside = Body(self._parts)
        inside.read(element)
        self.drafts += boxed(inside.drafts)
        linked = element.find(f"{DRAW}image") is not None or element.find(f"{DRAW}object") is not None
        if linked and not any(draft.block for draft in inside.drafts):
            said = element.findtext(f"{_SVG}desc") or element.findtext(f"{_SVG}title") or ""
            width, height = (_length(element.get(f"{_SVG}{side}", "")) for side in ("width", "height"))
            gap = picture_gap(width, height, said)
            self.drafts += [Draft(gap=gap)] if gap else []

    def _table(self, element: Element) -> None:
        rows = list(_rows(element))
        if all(len(cells) <= 1 for _, cells in rows):
            for _, cells in rows:
                for cell in cells:
                    inside = Body(self._parts).read(cell)
                    alone = len(inside) == 1 and len(rows) == 1
                    self.drafts += [replace(d, bar=alone) for d in boxed(inside)]
            return
        drawn: list[Draft] = []
        table = [[self._cell(cell, drawn) for cell in cells] for _, cells in rows]
        marked = sum(head for head, _ in rows)
        self.drafts += [Draft(noted(block)) for block in row_blocks(table, marked)]
        self.drafts += drawn

    def _cell(self, element: Element, drawn: list[Draft]) -> Cell:
        drafts = Body(self._parts).read(element)
        drawn += [draft for draft in drafts if not draft.block]
        written = [draft for draft in drafts if draft.block]
        parts = [marked_text(draft.block) for draft in written if draft.block]
        head = bool(written) and all(draft.look.bold or draft.styled for draft in written)
        across, down = (_count(element, f"number-{side}-spanned") for side in ("columns", "rows"))
        return Cell(cell_text(parts), head=head, across=across, down=down, parts=tuple(parts))


def _shown(element: Element) -> Iterator[Element]:
    return (child for child in element if isinstance(child.tag, str) and child.tag not in _GONE)


def _rows(element: Element, *, head: bool = False) -> Iterator[tuple[bool, list[Element]]]:
    """The rows of a table, and whether each heads the columns; places under spanning cells are left out."""
    for child in _shown(element):
        if child.tag == f"{TABLE}table-row":
            cells = [
                cell
                for cell in child.iterfind(f"{TABLE}table-cell")
                for _ in range(min(_count(cell, "number-columns-repeated"), _MOST_REPEATED))
            ]
            for _ in range(min(_count(child, "number-rows-repeated"), _MOST_REPEATED)):
                yield head, cells
        elif child.tag in {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}:
            yield from _rows(child, head=head or child.tag == f"{TABLE}table-header-rows")


def _count(element: Element, name: str) -> int:
    stated = element.get(f"{TABLE}{name}", "1")
    return int(stated) if stated.isdecimal() and len(stated) < 7 else 1


def _length(size: str) -> float:
    number, unit = size[:-2], size[-2:]
    known = number.replace(".", "", 1).isdecimal() and unit in _CENTIMETRES
    return float(number) * _CENTIMETRES[unit] if known else 0.0
