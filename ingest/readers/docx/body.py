"""The body of a Word document to drafts of blocks: paragraphs, lists, tables and text boxes, in order."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from ingest.documents import Block, BlockKind
from ingest.readers._drafts import Draft, Mark, boxed, in_contents, listed, numbered
from ingest.readers._hidden import Unseen
from ingest.readers._notes import marked_text, noted, without_notes
from ingest.readers._tables import Cell, cell_text, row_blocks
from ingest.readers._text import heading, one_line, paragraphs
from ingest.readers.docx.drawings import Fetch, drawn_blocks, drawn_gaps, links
from ingest.readers.docx.numbering import Numbering, W
from ingest.readers.docx.runs import Run, Runs, shown
from ingest.readers.docx.styles import Styles, value
from ingest.readers.docx.tables import (
    is_bar,
    is_layout,
    is_sectioned,
    marked_heads,
    merged,
    rows_of,
    span,
)

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the body of a document refers to.

    Attributes:
        styles, numbering: the document's own.
        runs: gathers its paragraphs.
        notes: by kind ("footnote", "endnote") and id, their XML.
        fetch: gives a diagram's or chart's part.
        import_chunk: gives the blocks of a file that is built into the document, by relationship id.
        footnotes: filled as they are referred to: by number as printed, their texts.
    """

    styles: Styles
    numbering: Numbering
    runs: Runs
    notes: dict[tuple[str, str], Element]
    fetch: Fetch
    import_chunk: Callable[[str], list[Block]]
    footnotes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Body:
    """Goes through a body, or a cell of a table, in order."""

    def __init__(self, parts: Parts, *, in_cell: bool = False) -> None:
        self.drafts: list[Draft] = []
        self.title = ""
        self._parts = parts
        self._in_cell = in_cell
        self._carried: Run | None = None  # of a paragraph that was joined to the next by a tracked change
        self._readers: dict[str, Callable[[Element], None]] = {
            f"{W}p": self._paragraph,
            f"{W}tbl": self._table,
            f"{W}altChunk": self._chunk,
        }

    @property
    def footnotes(self) -> dict[str, list[str]]:
        """The texts of the notes that were referred to, by number as printed."""
        return self._parts.footnotes

    @property
    def unseen(self) -> list[Unseen]:
        """The words that were left out because nobody sees them."""
        return self._parts.runs.unseen

    def read(self, container: Element) -> list[Draft]:
        """The drafts of all that a container shows."""
        self._inside(container)
        if self._carried:
            self._finish(self._carried, None, "")
        return self.drafts

    def _inside(self, container: Element) -> None:
        for child in shown(container):
            reader = self._readers.get(child.tag)
            if reader:
                reader(child)
            elif _is_contents_control(child):
                self._drop_contents_title()
            else:
                self._inside(child)  # content controls, custom XML, insertions

    def _paragraph(self, element: Element) -> None:
        properties = element.find(f"{W}pPr")
        style_id = value(properties, "pStyle")
        was_listing = self._parts.runs.listing
        run = self._parts.runs.gather(element, style_id)
        if self._parts.runs.listing and not was_listing:
            self._drop_contents_title()
        if self._carried:
            run = _joined(self._carried, run)
            self._carried = None
        if _end_deleted(properties):
            self._carried = run
            return
        listing = was_listing or self._parts.runs.listing
        self._finish(run, properties, style_id, hidden=listing and not one_line(run.text))

    def _finish(self, run: Run, properties: Element | None, style_id: str, *, hidden: bool = False) -> None:
        for kind, note_id, number in run.notes:
            self._note(kind, note_id, number)
        if not hidden and not self._parts.styles.is_contents(style_id):
            self.drafts += self._judged(run, properties, style_id)
        for drawing in run.drawn:
            self.drafts += [Draft(gap=gap) for gap in drawn_gaps(drawing)]
            self.drafts += [Draft(block) for block in drawn_blocks(drawing, self._parts.fetch)]
            self.drafts += [Draft(links=count)] if (count := links(drawing)) else []
        for box in run.boxes:
            self.drafts += boxed(self._read_inside(box))

    def _judged(self, run: Run, properties: Element | None, style_id: str) -> list[Draft]:
        styles = self._parts.styles
        mark = self._mark(run, properties, style_id)
        level = styles.heading_level(properties, style_id)
        if level:
            return self._heading(run, level, mark, style_id)
        blocks = paragraphs(run.text)
        if not blocks:
            alone = mark.number if mark and self._in_cell else ""  # a table numbered by its first column
            return [Draft(Block(BlockKind.PARAGRAPH, alone))] if alone else []
        depth = styles.list_depth(style_id)
        alone_in_place = len(blocks) == 1 and (blocks[0].kind is BlockKind.PARAGRAPH or mark is not None)
        drafts = [Draft(block, run.look) for block in blocks]
        if mark or depth:
            blocks[0] = listed(blocks[0], mark, depth)
        drafts[0] = replace(
            drafts[0],
            block=blocks[0],
            mark=mark,
            alone=alone_in_place,
            bar=styles.names_heading(style_id),
        )
        return drafts

    def _mark(self, run: Run, properties: Element | None, style_id: str) -> Mark | None:
        stated = self._parts.styles.list_for(properties, style_id)
        breaks = properties is not None and properties.find(f"{W}sectPr") is not None
        hidden = properties is not None and properties.find(f"{W}rPr/{W}vanish") is not None
        if not stated or ((breaks or hidden) and not one_line(run.text)):
            return None
        return self._parts.numbering.mark(*stated, style_id)  # Word counts a paragraph without words, too

    def _heading(self, run: Run, level: int, mark: Mark | None, style_id: str) -> list[Draft]:
        block = heading(run.text, level)
        if not block:
            return []
        if mark and mark.number:
            block = numbered(block, mark.number)
        if not self.title and self._parts.styles.is_title(style_id):
            self.title = block.text
        self._parts.runs.under = f"under “{block.text}”"
        return [Draft(block, run.look, mark, styled=True)]

    def _note(self, kind: str, note_id: str, number: str) -> None:
        note = self._parts.notes.get((kind, note_id))
        if note is None:
            return
        gathered = (self._parts.runs.gather(p, "").text for p in note.iter(f"{W}p"))
        text = without_notes(one_line(" ".join(gathered)))[0]
        if not number.isalnum():
            text = text.removeprefix(number).strip()
        if text:
            self._parts.footnotes[number].append(text)

    def _chunk(self, element: Element) -> None:
        self.drafts += map(Draft, self._parts.import_chunk(element.get(f"{_R}id", "")))

    def _table(self, element: Element) -> None:
        rows = rows_of(element)
        cells = [row_cells for _, row_cells in rows]
        if is_bar(cells):
            self._bar(cells[0])
        elif is_layout(cells, self._parts.styles):
            inside = [draft for row in cells for cell in row for draft in self._read_inside(cell)]
            self.drafts += boxed(inside) if len(cells) == 1 and len(cells[0]) == 1 else inside
        elif not marked_heads(element, rows, self._parts.styles) and is_sectioned(cells):
            for title, text in cells:
                self._bar([title])
                self.drafts += self._read_inside(text)
        else:
            self._data(element, rows)

    def _bar(self, cells: list[Element]) -> None:
        """A line in a box, which may be a heading, with its number if that has a cell of its own."""
        drafts = [draft for cell in cells for draft in self._read_inside(cell)]
        blocks = [draft.block for draft in drafts if draft.block]
        if len(cells) == 2 and len(blocks) == 2 and not blocks[1].number:
            block = replace(blocks[1], number=f"{blocks[0].number} {blocks[0].text}".strip())
            drafts = [replace(drafts[-1], block=block, alone=True)]
        self.drafts += [replace(draft, bar=True) for draft in drafts]

    def _data(self, element: Element, rows: list[tuple[Element, list[Element]]]) -> None:
        found: list[Draft] = []
        table = self._spanned(rows, found)
        marked = marked_heads(element, rows, self._parts.styles)
        self.drafts += [Draft(noted(block)) for block in row_blocks(table, marked)]
        self.drafts += found

    def _spanned(self, rows: list[tuple[Element, list[Element]]], found: list[Draft]) -> list[list[Cell]]:
        """The cells that start in each row, those merged downwards with the rows that they span.

        What is drawn in a cell and cannot be read is added to ``found``.
        """
        table: list[list[Cell]] = []
        above: dict[int, tuple[int, int]] = {}  # column to where its merged cell stands in the table
        for at, (row, elements) in enumerate(rows):
            before = span(row.find(f"{W}trPr"), "gridBefore", 0)
            table.append([Cell("", across=before)] if before else [])
            column = before
            for element in elements:
                across = span(element.find(f"{W}tcPr"), "gridSpan", 1)
                merge = merged(element)
                if merge == "continue" and column in above:
                    row_at, cell_at = above[column]
                    origin = table[row_at][cell_at]
                    table[row_at][cell_at] = replace(origin, down=at - row_at + 1)
                else:
                    table[at].append(replace(self._cell(element, found), across=across))
                    above.pop(column, None)
                    if merge:
                        above[column] = (at, len(table[at]) - 1)
                column += across
        return table

    def _cell(self, element: Element, found: list[Draft]) -> Cell:
        drafts = self._read_inside(element, in_cell=True)
        found += [draft for draft in drafts if not draft.block]
        written = [draft for draft in drafts if draft.block]
        bold = all(draft.look.bold or draft.styled for draft in written)
        parts = [marked_text(draft.block) for draft in written if draft.block]
        return Cell(cell_text(parts), head=bold and bool(written), parts=tuple(parts))

    def _read_inside(self, element: Element, *, in_cell: bool = False) -> list[Draft]:
        inner = Body(self._parts, in_cell=in_cell or self._in_cell)
        return inner.read(element)

    def _drop_contents_title(self) -> None:
        last = self.drafts[-1].block if self.drafts else None
        if last and in_contents(last.text):
            self.drafts.pop()


def _joined(first: Run, second: Run) -> Run:
    return Run(
        first.text + second.text,
        first.looks + second.looks,
        first.notes + second.notes,
        first.boxes + second.boxes,
        first.drawn + second.drawn,
    )


def _end_deleted(properties: Element | None) -> bool:
    """Whether the end of a paragraph was deleted or moved away, so that it runs into the next."""
    marks = properties.find(f"{W}rPr") if properties is not None else None
    return marks is not None and any(marks.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))


def _is_contents_control(element: Element) -> bool:
    """Whether a content control holds the generated table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
