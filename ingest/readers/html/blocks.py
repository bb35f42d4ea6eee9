"""HTML elements to blocks, as a browser would show them; also serves Markdown, by way of HTML."""

import re
from collections.abc import Callable
from dataclasses import replace

from bs4.element import NavigableString, PageElement, Tag

from ingest.documents import Block, BlockKind
from ingest.readers._text import LINE, heading, one_line, paragraphs, reads_as_title, word_set
from ingest.readers.html.lists import attribute, item_numbers
from ingest.readers.html.tables import is_layout, table_rows

_INLINE = word_set(
    "a abbr acronym b bdi bdo big button cite code data dfn em font i ins kbd label mark meter nobr output "
    "picture progress q ruby samp small span strong sub sup time tt u var"
)
_BOLD = frozenset({"b", "strong"})
_SKIPPED = word_set(
    "audio canvas col colgroup datalist del embed iframe input link math meta noframes noscript object "
    "option param rp rt s script select source strike style svg template textarea title "
    "track video wbr"
)
_NOTE_HREF = re.compile(r"#_?(?:fn|ftn|edn|footnote|endnote|note|cite_note)[-_:.]?\w*\d", re.IGNORECASE)
_BACK_HREF = re.compile(r"#_?(?:fn|ftn|edn|footnote|endnote|note|cite)[-_:.]?ref", re.IGNORECASE)
_NOTE_ID = re.compile(r"_?(?:fn|ftn|edn|footnote|endnote)[-_:.]?(\d+)", re.IGNORECASE)
_MARK = re.compile(
    r"[\[(]?\s*(?:foot)?(?:note)?\s*(?:\d{1,3}|[*†‡§]|[a-z]|[ivx]{1,5})\s*[\])]?,?", re.IGNORECASE
)
_UP = re.compile(
    r"[↩↑^⬆⤴\ufe0e\ufe0f\s]+|"
    r"(?:(?:back|return|go)\s+to\s+)?(?:the\s+)?top(?:\s+of\s+(?:the\s+)?page)?|back up",
    re.IGNORECASE,
)
_DISPLAYED = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)", re.IGNORECASE)


def html_blocks(body: Tag, *, pictures: bool = False) -> list[Block]:
    """The blocks of an element in reading order; with ``pictures``, a picture's alt text too."""
    walker = _Walker(pictures)
    walker.element(body)
    walker.flush()
    return walker.blocks


class _Walker:
    """Goes through elements in order, gathering inline text until a block begins or ends."""

    def __init__(self, pictures: bool) -> None:
        self.blocks: list[Block] = []
        self._pictures = pictures
        self._gathered: list[tuple[str, bool]] = []  # text, and whether it is bold
        self._bold = 0
        self._depth = 0  # of lists
        self._item: tuple[int, str] | None = None  # level and number of the item whose text comes next
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
            "pre": self._preformatted,
            "q": self._quotation,
            "table": self._table,
        }

    def element(self, tag: Tag) -> None:
        """Read one element with all that is in it."""
        if tag.name in _SKIPPED or _is_way_back(tag) or self._is_note_mark(tag):
            return
        number = _note_number(tag)
        if number:
            self._footnote(tag, number)
        elif attribute(tag, "role") == "heading":
            self._heading(tag)
        elif tag.name in self._special:
            self._special[tag.name](tag)
        elif _is_inline(tag):
            self._inline(tag)
        else:
            self.flush()
            self._inside(tag)
            self.flush()

    def flush(self) -> None:
        """End the paragraph that has been gathered."""
        text = "".join(part for part, _ in self._gathered)
        bold = all(is_bold for part, is_bold in self._gathered if part.strip())
        self._gathered = []
        blocks = paragraphs(text)
        if not blocks:
            return
        if self._term:
            term, self._term = self._term, ""
            blocks[0] = replace(blocks[0], text=f"{term}: {blocks[0].text}")
        blocks = [replace(b, level=self._depth + 1) if b.kind is BlockKind.ITEM else b for b in blocks]
        if self._item:
            (level, number), self._item = self._item, None
            first = blocks[0]
            blocks[0] = replace(first, kind=BlockKind.ITEM, level=level, number=first.number or number)
        elif bold and len(blocks) == 1 and not self._depth and blocks[0].kind is BlockKind.PARAGRAPH:
            blocks = [self._emphasised(blocks[0])]
        self.blocks += blocks

    def _emphasised(self, block: Block) -> Block:
        if not reads_as_title(block.text):
            return block
        return replace(block, kind=BlockKind.HEADING, level=min(self._level + 1, 6))

    def _inside(self, tag: Tag) -> None:
        for child in tag.children:
            self._child(child)

    def _child(self, child: PageElement) -> None:
        if isinstance(child, Tag):
            self.element(child)
        elif type(child) is NavigableString:  # not its subclasses: comments, scripts, declarations
            self._gathered.append((str(child).replace(LINE, " "), self._bold > 0))

    def _inline(self, tag: Tag) -> None:
        at_start = all(part.isspace() for part, _ in self._gathered)
        self._bold += tag.name in _BOLD or "font-weight:bold" in attribute(tag, "style").replace(" ", "")
        self._inside(tag)
        self._bold -= tag.name in _BOLD or "font-weight:bold" in attribute(tag, "style").replace(" ", "")
        if at_start and re.fullmatch(r"\(?\w{1,4}\)|\d+(?:\.\d+)*\.?", one_line(tag.get_text())):
            self._gathered.append((" ", True))  # legislation sets "(a)" apart by its style sheet alone

    def _heading(self, tag: Tag) -> None:
        self._end_term()
        stated = attribute(tag, "aria-level") or tag.name[1:]
        level = int(stated) if stated.isdecimal() else 2
        block = heading(self._words(tag), level)
        if not block:
            return
        if self._item:
            block = replace(block, number=block.number or self._item[1])
            self._item = None
        self._level = block.level
        self.blocks.append(block)

    def _words(self, tag: Tag) -> str:
        """All the words in an element, on one line."""
        return " ".join(self._parts(tag))

    def _parts(self, tag: Tag) -> list[str]:
        """The words of each block in an element, with printed numbers."""
        inner = _Walker(self._pictures)
        inner._inside(tag)
        inner.flush()
        return [f"{block.number} {block.text}".strip() for block in inner.blocks]

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
        note = _note_number(tag)
        if note:
            self._footnote(tag, note)
            return
        self._item = (max(self._depth, 1), number)
        self._inside(tag)
        self.flush()
        self._item = None

    def _footnote(self, tag: Tag, number: str) -> None:
        self.flush()
        text = re.sub(rf"^[\[(]?{number}[\])]?[.:]?\s+", "", self._words(tag))
        if text:
            self.blocks.append(Block(BlockKind.FOOTNOTE, text, number=number))

    def _is_note_mark(self, tag: Tag) -> bool:
        """Whether an element is the small number that points from a sentence to a footnote."""
        if tag.name not in {"a", "sup"} or not _MARK.fullmatch(one_line(tag.get_text())):
            return False
        link = tag if tag.name == "a" else tag.find("a")
        if isinstance(link, Tag):
            stated = (
                attribute(link, "role") == "doc-noteref" or "footnote" in attribute(link, "class").lower()
            )
            in_page = "#" in attribute(link, "href")
            return (
                stated or bool(_NOTE_HREF.search(attribute(link, "href"))) or (tag.name == "sup" and in_page)
            )
        before = "".join(part for part, _ in self._gathered[-3:]).rstrip()
        # "services¹" and "abuse.¹" but not "m²"
        return one_line(tag.get_text()).isdecimal() and bool(re.search(r"[^\W\d]{3}$|[.,;:)’”]$", before))

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

    def _picture(self, tag: Tag) -> None:
        if self._pictures:
            self._gathered.append((attribute(tag, "alt"), False))

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
        self.blocks += table_rows(tag, self._parts)


def _is_inline(tag: Tag) -> bool:
    return (tag.name in _INLINE or ":" in tag.name) and not _DISPLAYED.search(attribute(tag, "style"))


def _is_way_back(tag: Tag) -> bool:
    """Whether a link leads back to the top, or from a footnote to its sentence."""
    if tag.name != "a" or "#" not in attribute(tag, "href"):
        return False
    stated = attribute(tag, "role") == "doc-backlink" or "reversefootnote" in attribute(tag, "class")
    text = one_line(tag.get_text())
    return stated or bool(_BACK_HREF.search(attribute(tag, "href"))) or bool(text and _UP.fullmatch(text))


def _note_number(tag: Tag) -> str:
    """The number of the footnote that an element holds, or "" where it holds none."""
    if tag.name not in {"li", "div", "p", "aside", "dd"}:
        return ""
    match = _NOTE_ID.fullmatch(attribute(tag, "id"))
    if match:
        return match.group(1)
    if tag.name != "li":
        return ""
    around = list(tag.parents)[:2]
    stated = any(
        "footnotes" in attribute(t, "class") or attribute(t, "role") == "doc-endnotes" for t in around
    )
    return str(len(tag.find_previous_siblings("li")) + 1) if stated else ""
