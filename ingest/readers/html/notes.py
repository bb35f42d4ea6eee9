"""Footnotes of a web page: the marks in its sentences, the notes that they lead to, and the ways back."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from bs4 import Tag

from ingest.documents import Block, BlockKind
from ingest.readers._notes import note_mark
from ingest.readers._text import one_line
from ingest.readers.html.lists import attribute

_NOTE_HREF = re.compile(r"#_?(?:fn|ftn|edn|footnote|endnote|note|cite_note)[-_:.]?\w*\d", re.IGNORECASE)
_BACK_HREF = re.compile(r"#_?(?:fn|ftn|edn|footnote|endnote|note|cite)[-_:.]?ref", re.IGNORECASE)
_NOTE_ID = re.compile(r"_?(?:fn|ftn|edn|footnote|endnote)[-_:.]?(\d+)", re.IGNORECASE)
_MARK = re.compile(
    r"[\[(]?\s*(?:foot|end)?(?:note)?\s*(\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})\s*[\])]?,?", re.IGNORECASE
)
_UP = re.compile(
    r"[↩↑^⬆⤴\ufe0e\ufe0f\s]+|"
    r"(?:(?:back|return|go)\s+to\s+)?(?:the\s+)?top(?:\s+of\s+(?:the\s+)?page)?|back up",
    re.IGNORECASE,
)
_BEFORE_MARK = re.compile(r"[^\W\d]{3}$|[.,;:)’”]$")
_UNIT = re.compile(r"\b(?:met(?:re|er)s?|f(?:ee|oo)t|miles?|inch(?:es)?|yards?)$", re.IGNORECASE)
_TITLE = re.compile(r"(?:foot|end)?notes?|references", re.IGNORECASE)
_HOLDERS = frozenset({"li", "p", "div", "dd", "aside", "section", "td"})
_LONGEST_NOTE = 3000


class Footnotes:
    """What a page's links say of its footnotes; marks are numbered in the order in which they are met."""

    def __init__(self, body: Tag) -> None:
        self._order = {id(tag): at for at, tag in enumerate(body.find_all(True))}
        self._places: dict[str, Tag] = {}
        for tag in body.find_all(True):
            for name in (attribute(tag, "id"), attribute(tag, "name") if tag.name == "a" else ""):
                if name:
                    self._places.setdefault(name, tag)
        self._numbers: dict[int, str] = {}  # of the elements that hold notes
        self._holders: dict[int, int] = {}  # links that are marks, each with the element of its note
        self._beginning = {_number(tag) for tag in body.find_all("sup") if _begins_paragraph(tag)}
        self._counted: Counter[int] = Counter()  # notes met so far in lists of notes without ids
        self._marks: list[tuple[str, int | None]] = []
        for link in body.find_all("a", href=True):
            note = self._note_of(link)
            if note is not None:
                self._holders[id(link)] = id(note)
                self._numbers.setdefault(id(note), _number(link))

    def mark(self, tag: Tag, before: str) -> str:
        """What stands in the text for the small number that points from a sentence to a footnote.

        Args:
            tag: an element.
            before: the text that comes before it in its paragraph.

        Returns:
            The marker, or "" where the element is no such number.
        """
        if tag.name not in {"a", "sup"} or not _number(tag):
            return ""
        link = tag if tag.name == "a" else tag.find("a", href=True)
        if isinstance(link, Tag):
            is_mark = id(link) in self._holders or _is_stated(link) or (tag is not link and _in_page(link))
            holder = self._holders.get(id(link))
        else:  # "services¹" and "abuse.¹" but not "m²"
            holder = None
            known = before[-1:].isdecimal() and _number(tag) in self._beginning
            is_mark = known or bool(_BEFORE_MARK.search(before) and not _UNIT.search(before))
            is_mark = is_mark and _number(tag).isdecimal()
        if not is_mark:
            return ""
        self._marks.append((_number(tag), holder))
        return note_mark(str(len(self._marks)))

    def number(self, tag: Tag) -> str:
        """The number of the footnote that an element holds, or "" where it holds none."""
        if id(tag) in self._numbers:
            return self._numbers[id(tag)]
        if tag.name not in _HOLDERS:
            return ""
        match = _NOTE_ID.fullmatch(attribute(tag, "id"))
        if match:
            return match.group(1)
        stated = tag.name == "li" and any(
            "footnotes" in attribute(t, "class") or attribute(t, "role") == "doc-endnotes"
            for t in list(tag.parents)[:2]
        )
        if stated:
            self._counted[id(tag.parent)] += 1
            return str(self._counted[id(tag.parent)])
        return ""

    def is_unlinked(self, number: str) -> bool:
        """Whether a number without a link was met as a mark, so that a note may begin with it."""
        return (number, None) in self._marks

    def is_way_back(self, tag: Tag) -> bool:
        """Whether a link leads back to the top, or from a footnote to its sentence."""
        if tag.name != "a" or "#" not in attribute(tag, "href"):
            return False
        stated = attribute(tag, "role") == "doc-backlink" or "reversefootnote" in attribute(tag, "class")
        text = one_line(tag.get_text())
        up = _BACK_HREF.search(attribute(tag, "href")) or (text and _UP.fullmatch(text))
        return stated or bool(up) or self._leads_back(tag)

    def placed(self, blocks: Sequence[Block], holders: dict[int, int]) -> list[Block]:
        """The blocks with each footnote directly after the one that first refers to it.

        Args:
            blocks: with the places of marks in their notes; a footnote that nothing refers to stays.
            holders: for footnotes, by their place among the blocks, the element that each was read from.
        """
        by_holder: dict[int, int] = {holder: at for at, holder in holders.items()}
        by_number: defaultdict[str, deque[int]] = defaultdict(deque)
        for at in holders:
            by_number[blocks[at].number].append(at)
        after: dict[int, list[int]] = {}
        taken: set[int] = set()
        for at, block in enumerate(blocks):
            for _, mark in block.notes:
                number, holder = self._marks[int(mark) - 1]
                note = by_holder.get(holder) if holder else _first(by_number[number], at)
                if note is not None and note != at and note not in taken:
                    taken.add(note)
                    after.setdefault(at, []).append(note)
        moved = {note for notes in after.values() for note in notes}
        emptied = set(_emptied_titles(blocks, moved))
        order: list[int] = []
        for at in range(len(blocks)):
            if at not in moved and at not in emptied:
                order += _with_notes(at, after)
        return [self._renumbered(blocks[at]) for at in order]

    def _renumbered(self, block: Block) -> Block:
        notes = tuple((at, self._marks[int(mark) - 1][0]) for at, mark in block.notes)
        return replace(block, notes=notes)

    def _note_of(self, link: Tag) -> Tag | None:
        """The element that holds the footnote to which a link points, if it does."""
        target = self._places.get(unquote(attribute(link, "href").partition("#")[2]))
        if target is None or not _number(link):
            return None
        around = (target, *target.parents)
        note = next((tag for tag in around if tag.name in _HOLDERS and one_line(tag.get_text())), None)
        if note is None or len(note.get_text()) > _LONGEST_NOTE or target.find(["h1", "h2", "h3"]):
            return None
        note = _whole(note)
        comes_later = self._order.get(id(note), -1) > self._order[id(link)]
        raised = link.find_parent("sup") is not None or link.find("sup") is not None
        bracketed = one_line(link.get_text()).startswith("[")
        return note if comes_later and (raised or bracketed or _is_stated(link)) else None

    def _leads_back(self, tag: Tag) -> bool:
        """Whether a number in a footnote leads back to a mark."""
        target = self._places.get(unquote(attribute(tag, "href").partition("#")[2]))
        if target is None or not _number(tag) or self._order[id(target)] > self._order[id(tag)]:
            return False
        return any(id(around) in self._numbers for around in tag.parents)


def _first(notes: deque[int], at: int) -> int | None:
    """The next note with a number that stands below a place; each is given out once."""
    while notes and notes[0] < at:
        notes.popleft()
    return notes.popleft() if notes else None


def _whole(note: Tag) -> Tag:
    """The element around a note's first paragraph that holds this note and no other."""
    around = note.parent
    while around is not None and around.name in _HOLDERS:
        alone = one_line(around.get_text()) == one_line(note.get_text())
        if not alone and not _NOTE_ID.fullmatch(attribute(around, "id")):
            break
        note, around = around, around.parent
    return note


def _with_notes(at: int, after: dict[int, list[int]]) -> Iterator[int]:
    """A block and the notes that follow it, those of a note behind that note; no note comes twice."""
    waiting = [at]
    while waiting:
        here = waiting.pop(0)
        yield here
        waiting = after.get(here, []) + waiting


def _emptied_titles(blocks: Sequence[Block], moved: set[int]) -> Iterator[int]:
    """Headings such as "Footnotes" below which nothing stays."""
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and _TITLE.fullmatch(block.text) and at + 1 in moved:
            below = at + 1
            while below in moved:
                below += 1
            if below == len(blocks) or blocks[below].kind is BlockKind.HEADING:
                yield at


def _begins_paragraph(tag: Tag) -> bool:
    around = tag.parent
    first = next((s for s in around.strings if s.strip()), "") if around is not None else ""
    return around is not None and around.name in _HOLDERS and first.strip() == one_line(tag.get_text())


def _number(tag: Tag) -> str:
    match = _MARK.fullmatch(one_line(tag.get_text()))
    return match.group(1) if match else ""


def _is_stated(link: Tag) -> bool:
    names = f"{attribute(link, 'class')} {attribute(link, 'rel')}".lower()
    return (
        attribute(link, "role") == "doc-noteref"
        or "footnote" in names
        or bool(_NOTE_HREF.search(attribute(link, "href")))
    )


def _in_page(link: Tag) -> bool:
    return "#" in attribute(link, "href")
