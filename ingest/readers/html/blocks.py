"""HTML elements to blocks, as a browser would show them; also serves Markdown, by way of HTML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bs4.element import NavigableString, PageElement, Tag

from ingest.documents import Block, BlockKind, Gap, GapKind
from ingest.readers._notes import cut_front, note_mark, noted, unmarked, without_notes
from ingest.readers._text import LINE, heading, one_line, paragraphs, reads_as_title, split_number
from ingest.readers.html.elements import SKIPPED, Stated, flatten, is_bold, is_box, is_inline
from ingest.readers.html.lists import attribute, item_numbers
from ingest.readers.html.notes import Footnotes
from ingest.readers.html.pictures import description, may_hold_words
from ingest.readers.html.tables import is_layout, table_rows

_WORD_LIST = re.compile(r"mso-list:\s*\S+\s+level(\d)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BRACKETED_MARK = re.compile(r"[\[(]\s*([\U0010F000-\U0010F0FF]+)\s*[\])]")


def html_blocks(body: Tag, *, pictures: bool = False) -> list[Block]:
    """The blocks of an element in reading order; with ``pictures``, a picture's alt text too."""
    flatten(body)
    return _walked(body, _Context(Footnotes(body), pictures))


def body_blocks(body: Tag, stated: Mapping[int, Stated]) -> tuple[list[Block], list[Gap]]:
    """The blocks of an element in reading order, and the pictures in it that may hold words.

    Args:
        body: the element.
        stated: by their ``id()``, elements of which the site's own markup says what they are.
    """
    context = _Context(Footnotes(body), False, stated)
    return _walked(body, context), context.gaps


def _walked(body: Tag, context: "_Context") -> list[Block]:
    walker = _Walker(context)
    walker.element(body)
    walker.flush()
    return context.notes.placed(walker.blocks, walker.holders)


@dataclass(slots=True)
class _Context:
    """What a walker shares with those that it sends into cells and headings."""

    notes: Footnotes
    pictures: bool = False
    stated: Mapping[int, Stated] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    heading: str = ""  # the last one met


class _Walker:
    """Goes through elements in order, gathering inline text until a block begins or ends."""

    def __init__(self, context: _Context) -> None:
        self.blocks: list[Block] = []
        self.holders: dict[int, int] = {}  # footnotes by place in blocks, each with the element it is from
        self._context = context
        self._gathered: list[tuple[str, bool]] = []  # text, and whether it is bold
        self._bold = 0
        self._raised = ""  # the number in a sup at the start of a paragraph
        self._depth = 0  # of lists
        self._item: tuple[int, str] | None = None  # level and number of the item whose text comes next
        self._listed = 0  # the level of a list item that Word wrote as a paragraph
        self._term = ""  # of a definition list, waiting for its definition
        self._level = 1  # of the last heading
        self._special: dict[str, Callable[[Tag], None]] = {
            **{f"h{level}": self._heading for level in range(1, 7)},
            **dict.fromkeys(("ul", "ol", "menu", "dir"), self._list),
            "li": lambda tag: self._list_item(tag, ""),
            "br": lambda _: self._gathered.append((LINE, True)),
            "dl": self._definitions,
            "dt": self._definition_term,
            "img": self._picture,
            "svg": self._picture,
            "pre": self._preformatted,
            "q": self._quotation,
            "sup": self._superior,
            "table": self._table,
        }

    def element(self, tag: Tag) -> None:
        """Read one element with all that is in it."""
        notes = self._context.notes
        if tag.name in SKIPPED or notes.is_way_back(tag):
            return
        mark = notes.mark(tag, "".join(part for part, _ in self._gathered[-3:]).rstrip())
        if mark:
            self._gathered.append((mark, True))
            return
        number = notes.number(tag)
        if number:
            self._footnote(tag, number)
        elif id(tag) in self._context.stated:
            self._as_stated(tag, self._context.stated[id(tag)])
        elif attribute(tag, "role") == "heading":
            self._heading(tag)
        elif tag.name in self._special:
            self._special[tag.name](tag)
        elif is_inline(tag):
            self._inline(tag)
        elif is_box(tag):
            self._box(tag)
        else:
            self.flush()
            level = _WORD_LIST.search(attribute(tag, "style"))
            self._listed = int(level.group(1)) if level else 0
            self._emboldened(tag)
            self.flush()
            self._listed = 0

    def flush(self) -> None:
        """End the paragraph that has been gathered."""
        gathered, self._gathered = self._gathered, []
        raised, self._raised = self._raised, ""
        title, gathered = self._title_line(gathered)
        bold = all(is_bold for part, is_bold in gathered if part.strip())
        blocks = paragraphs(_BRACKETED_MARK.sub(r"\1", "".join(part for part, _ in gathered)))
        if title and not self._item:
            self.blocks.append(self._emphasised(title))
        if not blocks:
            return
        if title and self._item:
            joined = f"{title.number} {_marked(title)}: {_marked(blocks[0])}".strip()
            blocks[0] = noted(replace(blocks[0], text=joined, notes=()))
        front = re.match(rf"(?:{raised})?[\s.:]*", blocks[0].text)
        begin = front.end() if front else 0
        if raised and begin < len(blocks[0].text) and self._context.notes.is_unlinked(raised):
            self._item = None
            self.holders[len(self.blocks)] = 0
            blocks[0] = replace(blocks[0], kind=BlockKind.FOOTNOTE, level=0)
            blocks[0] = cut_front(blocks[0], begin, raised)
        self._append(blocks, bold)

    def _append(self, blocks: list[Block], bold: bool) -> None:
        if self._term:
            term, self._term = self._term, ""
            joined = f"{term}{'' if term.endswith('?') else ':'} {_marked(blocks[0])}"
            blocks[0] = noted(replace(blocks[0], text=joined, notes=()))
        depth = max(self._depth + 1, self._listed)
        blocks = [replace(b, level=depth) if b.kind is BlockKind.ITEM else b for b in blocks]
        if self._item:
            (level, number), self._item = self._item, None
            first = blocks[0]
            blocks[0] = replace(first, kind=BlockKind.ITEM, level=level, number=first.number or number)
        elif bold and len(blocks) == 1 and not self._depth and blocks[0].kind is BlockKind.PARAGRAPH:
            blocks = [self._emphasised(blocks[0])]
        self.blocks += blocks

    def _title_line(self, gathered: list[tuple[str, bool]]) -> tuple[Block | None, list[tuple[str, bool]]]:
        """The bold first line of a paragraph that goes on in plain type, if it has one, and the rest."""
        at = next((at for at, (part, _) in enumerate(gathered) if part == LINE), 0)
        first, rest = gathered[:at], gathered[at + 1 :]
        plain_follows = any(part.strip() and not bold for part, bold in rest)
        if not at or not plain_follows or not all(bold for part, bold in first if part.strip()):
            return None, gathered
        line = one_line("".join(part for part, _ in first))
        blocks = paragraphs(line.removesuffix(":"))
        is_title = (
            len(blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH and reads_as_title(blocks[0].text)
        )
        listed = self._depth and not self._item
        return (blocks[0], rest) if is_title and not listed and not self._term else (None, gathered)

    def _emphasised(self, block: Block) -> Block:
        if not reads_as_title(block.text):
            return block
        deeper = block.number.rstrip(".").count(".") if block.number[:1].isdigit() else 0
        self._context.heading = block.text
        return replace(block, kind=BlockKind.HEADING, level=min(self._level + 1 + deeper, 6))

    def _as_stated(self, tag: Tag, stated: Stated) -> None:
        self._end_term()
        self._item = None
        start = len(self.blocks)
        if stated.kind is None:
            self._inside(tag)
            self.flush()
        else:
            self._one_block(self._plain_words(tag), stated)
        if stated.prospective:
            self.blocks[start:] = [replace(block, prospective=True) for block in self.blocks[start:]]

    def _plain_words(self, tag: Tag) -> str:
        """All the words in an element as they stand, nothing in them taken for a number or a bullet."""
        inner = _Walker(self._context)
        for child in tag.children:
            inner._child(child)
        before = [f"{block.number} {_marked(block)}" for block in inner.blocks]
        return one_line(" ".join((*before, "".join(part for part, _ in inner._gathered))).replace(LINE, " "))

    def _one_block(self, words: str, stated: Stated) -> None:
        kind, level = stated.kind or BlockKind.PARAGRAPH, stated.level
        number, text = split_number(words) if stated.number is None else (stated.number, words)
        text, notes = without_notes(text)
        if not any(c.isalnum() for c in text):
            return
        if kind is BlockKind.HEADING:
            self._level = level
            self._context.heading = text
        self.blocks.append(Block(kind, text, level=level, number=number, notes=notes))

    def _inside(self, tag: Tag) -> None:
        for child in tag.children:
            self._child(child)

    def _child(self, child: PageElement) -> None:
        if isinstance(child, Tag):
            self.element(child)
        elif type(child) is NavigableString:  # not its subclasses: comments, scripts, declarations
            self._gathered.append((unmarked(str(child)).replace(LINE, " "), self._bold > 0))

    def _emboldened(self, tag: Tag) -> None:
        bold = is_bold(tag)
        self._bold += bold
        self._inside(tag)
        self._bold -= bold

    def _inline(self, tag: Tag) -> None:
        at_start = all(part.isspace() for part, _ in self._gathered)
        self._emboldened(tag)
        if at_start and re.fullmatch(r"\(?\w{1,4}\)|\d+(?:\.\d+)*\.?", one_line(tag.get_text())):
            self._gathered.append((" ", True))  # legislation sets "(a)" apart by its style sheet alone

    def _box(self, tag: Tag) -> None:
        """Read a box; what comes after it stands below the headings from before it again."""
        self._end_term()
        start, level, title = len(self.blocks), self._level, self._context.heading
        self._emboldened(tag)
        self._end_term()
        if len(self.blocks) > start + 1:
            self.blocks[start:] = [replace(block, boxed=True) for block in self.blocks[start:]]
        self._level, self._context.heading = level, title

    def _heading(self, tag: Tag) -> None:
        self._end_term()
        stated = attribute(tag, "aria-level") or tag.name[1:]
        level = int(stated) if stated.isdecimal() else self._level + 1
        block = heading(self._words(tag), level)
        if not block:
            return
        if self._item:
            block = replace(block, number=block.number or self._item[1])
            self._item = None
        if stated.isdecimal():
            self._level = block.level
        self._context.heading = block.text
        self.blocks.append(block)

    def _words(self, tag: Tag) -> str:
        """All the words in an element, on one line."""
        return " ".join(self._parts(tag))

    def _parts(self, tag: Tag) -> list[str]:
        """The words of each block in an element, with printed numbers."""
        inner, title = _Walker(self._context), self._context.heading
        inner._inside(tag)
        inner.flush()
        self._context.heading = title  # what stands in a cell or a heading heads nothing after it
        return [f"{block.number} {_marked(block)}".strip() for block in inner.blocks]

    def _list(self, tag: Tag) -> None:
        self._end_term()
        self._item = None  # an item that holds only a list: the inner items stand for it
        self._depth += 1
        numbers = item_numbers(tag)
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "li":
                self._list_item(child, numbers(child))
            else:
                self._child(child)
        self.flush()
        self._depth -= 1

    def _list_item(self, tag: Tag, number: str) -> None:
        self.flush()
        note = self._context.notes.number(tag)
        if note:
            self._footnote(tag, note)
            return
        self._item = (max(self._depth, 1), number)
        self._inside(tag)
        self.flush()
        self._item = None

    def _footnote(self, tag: Tag, number: str) -> None:
        self.flush()
        words = re.sub(rf"^[\[(]?{re.escape(number)}[\])]?(?:[.:]|(?=\s))\s*", "", self._words(tag))
        text, notes = without_notes(words)
        if text:
            self.holders[len(self.blocks)] = id(tag)
            self.blocks.append(Block(BlockKind.FOOTNOTE, text, number=number, notes=notes))

    def _definitions(self, tag: Tag) -> None:
        self._end_term()
        self._inside(tag)
        self._end_term()

    def _definition_term(self, tag: Tag) -> None:
        self.flush()
        words = self._words(tag).rstrip(": ")
        self._term = ", ".join(filter(None, (self._term, words)))  # two terms may share a definition

    def _end_term(self) -> None:
        """End the paragraph, and let a term without a definition in one paragraph stand alone."""
        self.flush()
        if self._term:
            self.blocks.append(Block(BlockKind.PARAGRAPH, self._term))
            self._term = ""

    def _superior(self, tag: Tag) -> None:
        number = one_line(tag.get_text())
        before = "".join(part for part, _ in self._gathered)
        if number.isdecimal() and not before.strip():
            self._raised = number
        if number.isdecimal() and before[-1:].isdecimal():
            self._gathered.append((number.translate(_RAISED), self._bold > 0))  # 2015³ is not the year 20153
        else:
            self._inline(tag)

    def _picture(self, tag: Tag) -> None:
        if self._context.pictures:
            self._gathered.append((attribute(tag, "alt"), False))
        elif may_hold_words(tag):
            gap = Gap(GapKind.PICTURE, where=self._context.heading, described=description(tag))
            self._context.gaps.append(gap)

    def _preformatted(self, tag: Tag) -> None:
        self.flush()
        for line in tag.get_text().splitlines():
            self._gathered += [(line, False), (LINE, False)]
        self.flush()

    def _quotation(self, tag: Tag) -> None:
        self._gathered.append(("“", self._bold > 0))
        self._inside(tag)
        self._gathered.append(("”", self._bold > 0))

    def _table(self, tag: Tag) -> None:
        self._end_term()
        if is_layout(tag):
            self._inside(tag)
            self.flush()
            return
        caption = tag.find("caption", recursive=False)
        if isinstance(caption, Tag):
            self._inside(caption)
            self.flush()
        self.blocks += map(noted, table_rows(tag, self._parts))


def _marked(block: Block) -> str:
    """A block's text with the marks of its footnotes put back."""
    text = block.text
    for at, number in reversed(block.notes):
        text = text[:at] + note_mark(number) + text[at:]
    return text
