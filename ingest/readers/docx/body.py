"""The body of a Word document to blocks: paragraphs, lists, tables, text boxes and notes, in order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from ingest.documents import Block, BlockKind
from ingest.readers._numerals import ordinal
from ingest.readers._tables import Cell, cell_text, row_blocks
from ingest.readers._text import LINE, heading, one_line, paragraphs, reads_as_title
from ingest.readers.docx.numbering import Mark, Numbering, W
from ingest.readers.docx.styles import Styles, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{W}rt"})
_SPACES = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": LINE, f"{W}cr": LINE, f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document that its body refers to; notes by kind and id, as their XML."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]


@dataclass(slots=True)
class _Run:
    """What a paragraph holds: its text, whether all of it is bold, its notes and text boxes."""

    text: str = ""
    bold: bool = True
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Body:
    """Goes through a body in order."""

    def __init__(self, parts: Parts) -> None:
        self.blocks: list[Block] = []
        self.title = ""
        self._parts = parts
        self._level = 1  # of the last heading
        self._headed_lists: set[str] = set()  # lists that number headings
        self._waiting: list[Block] = []  # notes, until the section ends
        self._counts = {"footnote": 0, "endnote": 0}
        self._readers: dict[str, Callable[[Element], None]] = {
            f"{W}p": self._paragraph,
            f"{W}tbl": self._table,
        }

    def read(self, body: Element) -> list[Block]:
        """All the blocks of a body."""
        self._inside(body)
        self._end_section()
        return self.blocks

    def _inside(self, container: Element) -> None:
        for child in _shown(container):
            reader = self._readers.get(child.tag)
            if reader:
                reader(child)
            elif not _is_contents_control(child):
                self._inside(child)  # content controls, custom XML, insertions

    def _end_section(self) -> None:
        self.blocks += self._waiting
        self._waiting = []

    def _paragraph(self, element: Element) -> None:
        properties = element.find(f"{W}pPr")
        style_id = value(properties, "pStyle")
        run = self._gather(element, style_id)
        if not self._parts.styles.is_contents(style_id):
            blocks = self._judged(run, properties, style_id) if one_line(run.text) else []
            if blocks and blocks[0].kind is BlockKind.HEADING:
                self._end_section()
            self.blocks += blocks
        for kind, note_id in run.notes:
            self._note(kind, note_id)
        for box in run.boxes:
            self._inside(box)

    def _judged(self, run: _Run, properties: Element | None, style_id: str) -> list[Block]:
        styles = self._parts.styles
        stated = styles.list_for(properties, style_id)
        mark = self._parts.numbering.mark(*stated, style_id) if stated else None
        level = styles.heading_level(properties, style_id)
        if level:
            return self._heading(run, level, mark, style_id)
        blocks = paragraphs(run.text)
        if not blocks:
            return []
        depth = styles.list_depth(style_id)
        if mark or depth:
            blocks[0] = self._listed(blocks[0], mark, depth)
        elif run.bold and _stands_alone(blocks) and reads_as_title(blocks[0].text):
            blocks = [replace(blocks[0], kind=BlockKind.HEADING, level=min(self._level + 1, 6))]
        return blocks

    def _heading(self, run: _Run, level: int, mark: Mark | None, style_id: str) -> list[Block]:
        block = heading(run.text, level)
        if not block:
            return []
        if mark:
            self._headed_lists.add(mark.list_id)
            block = replace(block, number=block.number or mark.number)
        self._level = block.level
        if not self.title and self._parts.styles.is_title(style_id):
            self.title = block.text
        return [block]

    def _listed(self, block: Block, mark: Mark | None, depth: int) -> Block:
        number = block.number or (mark.number if mark else "")
        if mark and mark.number and mark.compound and mark.list_id in self._headed_lists:
            return replace(
                block, kind=BlockKind.PARAGRAPH, level=0, number=number
            )  # 2.14, a section's paragraph
        level = max(mark.depth if mark else 1, depth)
        return replace(block, kind=BlockKind.ITEM, level=level, number=number)

    def _gather(self, element: Element, style_id: str) -> _Run:
        run = _Run()
        for child in _shown(element):
            self._gather_into(run, child, style_id)
        return run

    def _gather_into(self, run: _Run, element: Element, style_id: str) -> None:
        tag = element.tag
        if tag == f"{W}txbxContent":
            run.boxes.append(element)
        elif tag == f"{W}t":
            run.text += element.text or ""
        elif tag in _NOTES:
            run.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
        elif tag in _SPACES:
            run.text += _SPACES[tag]
        elif tag == f"{W}r":
            self._gather_run(run, element, style_id)
        elif tag not in _GONE and not tag.startswith(_WP):
            for child in _shown(element):
                self._gather_into(run, child, style_id)

    def _gather_run(self, run: _Run, element: Element, style_id: str) -> None:
        properties = element.find(f"{W}rPr")
        styles = self._parts.styles
        character = value(properties, "rStyle")
        if styles.on(properties, character, "vanish") or styles.on(None, style_id, "vanish"):
            return
        before = run.text
        for child in _shown(element):
            self._gather_into(run, child, style_id)
        if run.text[len(before) :].strip():
            own = properties is not None and properties.find(f"{W}b") is not None
            bold = styles.on(properties, character, "b") or (not own and styles.on(None, style_id, "b"))
            run.bold = run.bold and bold

    def _note(self, kind: str, note_id: str) -> None:
        self._counts[kind] += 1
        note = self._parts.notes.get((kind, note_id))
        if note is None:
            return
        texts = [one_line(self._gather(p, "").text) for p in note.iter(f"{W}p")]
        text = " ".join(filter(None, texts))
        # Word counts endnotes in small Roman figures unless told otherwise.
        number = ordinal(self._counts[kind], "decimal" if kind == "footnote" else "lowerRoman")
        if text:
            self._waiting.append(Block(BlockKind.FOOTNOTE, text, number=number))

    def _table(self, element: Element) -> None:
        rows = [row for row in _descendants(element, "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_descendants(row, "tc")) for row in rows]
        if all(len(row) <= 1 for row in cells) or self._holds_headings(cells):
            for cell in (cell for row in cells for cell in row):
                self._inside(cell)
            return
        self.blocks += row_blocks(self._spanned(rows, cells), self._marked_heads(element, rows))

    def _marked_heads(self, table: Element, rows: list[Element]) -> int:
        """How many rows at the top are marked as headings: as repeating, by the table's style or by shade."""
        marked = 0
        while marked < len(rows) and _is_on(rows[marked].find(f"{W}trPr/{W}tblHeader")):
            marked += 1
        properties = table.find(f"{W}tblPr")
        look = properties.find(f"{W}tblLook") if properties is not None else None
        styled = self._parts.styles.marks_first_row(value(properties, "tblStyle")) and _first_row_on(look)
        shaded = len(rows) > 1 and _is_shaded(rows[0]) and not _is_shaded(rows[1])
        return marked or int(styled or shaded)

    def _holds_headings(self, cells: list[list[Element]]) -> bool:
        """Whether a table below its first row has headings in it: then it only lays out the page."""
        styled = (
            (p.find(f"{W}pPr"), value(p.find(f"{W}pPr"), "pStyle"))
            for row in cells[1:]
            for cell in row[1:]
            for p in cell.iterfind(f"{W}p")
            if any((t.text or "").strip() for t in p.iter(f"{W}t"))
        )
        return any(self._parts.styles.heading_level(properties, style_id) for properties, style_id in styled)

    def _spanned(self, rows: list[Element], cells: list[list[Element]]) -> list[list[Cell]]:
        """The cells that start in each row, those merged downwards with the rows that they span."""
        table: list[list[Cell]] = []
        above: dict[int, tuple[int, int]] = {}  # column to where its merged cell stands in the table
        for at, (row, elements) in enumerate(zip(rows, cells, strict=True)):
            before = _count(row.find(f"{W}trPr"), "gridBefore", 0)
            table.append([Cell("", across=before)] if before else [])
            column = before
            for element in elements:
                properties = element.find(f"{W}tcPr")
                across = _count(properties, "gridSpan", 1)
                merge = properties.find(f"{W}vMerge") if properties is not None else None
                continued = merge is not None and merge.get(f"{W}val", "continue") != "restart"
                if continued and column in above:
                    row_at, cell_at = above[column]
                    origin = table[row_at][cell_at]
                    table[row_at][cell_at] = replace(origin, down=at - row_at + 1)
                else:
                    table[at].append(replace(self._cell(element), across=across))
                    if merge is not None:
                        above[column] = (at, len(table[at]) - 1)
                    else:
                        above.pop(column, None)
                column += across
        return table

    def _cell(self, element: Element) -> Cell:
        inner = Body(self._parts)
        inner._counts = self._counts
        inner._inside(element)
        written = [block for block in inner.blocks if block.kind is not BlockKind.FOOTNOTE]
        self._waiting += [b for b in (*inner.blocks, *inner._waiting) if b.kind is BlockKind.FOOTNOTE]
        runs = [self._gather(p, value(p.find(f"{W}pPr"), "pStyle")) for p in element.iter(f"{W}p")]
        bold = all(run.bold for run in runs if run.text.strip())
        return Cell(
            cell_text([f"{b.number} {b.text}".strip() for b in written]),
            head=bold and bool(written),
        )


def _shown(element: Element) -> Iterator[Element]:
    """The children that Word shows: not what was deleted, and one of each pair of alternatives."""
    for child in element:
        if child.tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            if choice is None:
                choice = child.find(f"{_MC}Fallback")
            if choice is not None:
                yield from _shown(choice)
        elif isinstance(child.tag, str) and child.tag not in _GONE:
            yield child


def _descendants(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in _shown(element):
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _descendants(child, name)


def _is_contents_control(element: Element) -> bool:
    """Whether a content control holds the generated table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _stands_alone(blocks: list[Block]) -> bool:
    return len(blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH


def _first_row_on(look: Element | None) -> bool:
    """Whether a table uses its style's look for a first row; older files say so in one number."""
    if look is None:
        return False
    stated = look.get(f"{W}firstRow")
    if stated is not None:
        return stated in {"1", "true", "on"}
    return bool(int(look.get(f"{W}val", "0"), 16) & 0x20)


def _is_shaded(row: Element) -> bool:
    cells = list(_descendants(row, "tc"))
    fills = [cell.find(f"{W}tcPr/{W}shd") for cell in cells]
    return bool(cells) and all(
        fill is not None and fill.get(f"{W}fill", "auto").upper() not in {"AUTO", "FFFFFF"} for fill in fills
    )


def _is_on(element: Element) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in {"0", "false", "off"}


def _count(properties: Element | None, name: str, default: int) -> int:
    stated = value(properties, name)
    return int(stated) if re.fullmatch(r"\d{1,4}", stated) else default
