"""Printed lines to groups, each of which makes one block."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, takewhile

from ingest.documents import Block, BlockKind
from ingest.readers._hyphens import lines_joined
from ingest.readers.pdf.footnotes import without_footnotes
from ingest.readers.pdf.lines import BULLET, NUMBER, Line
from ingest.readers.pdf.notes import Notes, lifted, marked
from ingest.readers.pdf.tags import Tag

DASH = re.compile(r"[–—\-*]\s+(?=\S)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SECTION_NUMBER = re.compile(rf"\d{{1,3}}[A-Z]{{0,2}}(?:\s+(?=\S)|(?=\[))(?!(?:{_MONTHS})\b)")
"""A bare number, which is a section's only in front of a heading ("42 Enquiry by local authority")."""
ALONE = re.compile(r"\[?PROSPECTIVE\]?|(?:PART|CHAPTER|SCHEDULE) [A-Z]{0,2}\d{0,2}[A-Z]?")
"""Lines of Acts that belong to none beside them, however closely they are set."""
LETTERED = re.compile(r"\(?[a-z]{1,4}\)")
SENTENCE_END = re.compile(r"[.!?:;—]['’”\")\]]*$")
GAP = 1.35
"""White space between baselines, in usual line pitches, that parts two paragraphs."""
WIDE_GAP = 2.5
"""The same where the line above stops in mid-sentence and this one goes on in lower case."""
INDENT = 6.0
"""Points by which a line must be set in to count as set in."""
SHORT = 0.75
"""Share of the measure up to which a line is short, as the last of a paragraph or a title is."""
FULL = 0.85
"""Share of the measure from which on a line is full, so that the next may go on with it."""


@dataclass
class Group:
    """Lines that make one block, with the marker they began with."""

    lines: list[Line]
    kind: BlockKind
    number: str = ""
    marker_end: int = 0
    apart: bool = True

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line so far."""
        return self.lines[-1]

    @property
    def tag(self) -> Tag | None:
        """What a tagged PDF says of the group."""
        return self.first.tag

    @property
    def numeral(self) -> str:
        """A chapter's number that is set large beside it."""
        return next((line.numeral for line in self.lines if line.numeral), "")

    @property
    def bold(self) -> bool:
        """Whether all of it is in bold type."""
        return all(line.bold for line in self.lines)

    @cached_property
    def content(self) -> tuple[str, Notes]:
        """Its words as running text, without the marker, and where footnote markers stood; to be asked for
        when all its lines are there."""
        first, *rest = self.lines
        own = tuple((max(place - self.marker_end, 0), number) for place, number in first.notes)
        start = marked(first.text[self.marker_end :], own)
        return lifted(lines_joined([start, *(marked(line.text, line.notes) for line in rest)]))

    @property
    def text(self) -> str:
        """Its words as running text."""
        return self.content[0]


@dataclass(slots=True)
class _Page:
    """The measures of one page against which a line is judged."""

    left: float
    right: float
    pitch: float
    lines: list[Line | Block] = field(default_factory=list)
    footnotes: list[Block] = field(default_factory=list)


def groups_of(pages: Sequence[Sequence[Line | Block]], body: float) -> list[Group | Block]:
    """The groups of a document in reading order, a page's footnotes after the group that is open as it turns.

    Args:
        pages: the lines (and table rows, as blocks) of each page, furniture left out.
        body: the size of the type in which most of the text is set, in points.
    """
    flow = _Flow(body)
    for page in (_measured(lines, body) for lines in pages if lines):
        at = 0
        while at < len(page.lines):
            aside = flow.interrupted_by(page.lines, at)
            here = page.lines[at : at + (len(aside) or 1)]
            for part in here:
                flow.take(part, page, waits=bool(aside))
            at += len(here)
        flow.end_page(page.footnotes)
    return flow.ended()


@dataclass(slots=True)
class _Flow:
    """The groups so far, the one that is open, and what is to follow it: footnotes, boxes it runs past."""

    body: float
    groups: list[Group | Block] = field(default_factory=list)
    open_group: Group | None = None
    waiting: list[Group | Block] = field(default_factory=list)
    aside: Group | None = None

    def take(self, part: Line | Block, page: _Page, *, waits: bool) -> None:
        """Add a line to the group that it belongs to; one that ``waits``, to one after the open group."""
        if waits and isinstance(part, Line):
            started = _start(self.aside, part, page)
            if started is None and self.aside is not None:
                self.aside.lines.append(part)
            elif started is not None:
                self.aside = started
                self.waiting.append(started)
            return
        if self.aside is not None and isinstance(part, Line) and self._goes_on_past(part):
            self.aside = None
            return
        started = None if isinstance(part, Block) else _start(self.open_group, part, page)
        if started is None and self.open_group is not None and isinstance(part, Line):
            self.open_group.lines.append(part)
            self.aside = None
            return
        new = part if isinstance(part, Block) else started
        self.groups += [*self.waiting, *([new] if new is not None else [])]
        self.waiting, self.aside, self.open_group = [], None, started

    def _goes_on_past(self, line: Line) -> bool:
        """Whether the open sentence was taken up again on the page on which a box cut it."""
        if self.open_group is None or self.open_group.last.page != line.page:
            return False
        self.open_group.lines.append(line)
        return True

    def interrupted_by(self, lines: Sequence[Line | Block], at: int) -> list[Line]:
        """The lines of a box that begins here, if it stands within a sentence that goes on after it."""
        group = self.open_group
        if group is None or group.first.boxed or SENTENCE_END.search(group.last.text):
            return []
        if group.bold or group.last.size > self.body + 0.9 or (group.tag is not None and group.tag.heading):
            return []
        box = list(takewhile(lambda part: isinstance(part, Line) and part.boxed, lines[at:]))
        after = lines[at + len(box)] if at + len(box) < len(lines) else None
        if isinstance(after, Line) and not (after.text[:1].islower() or _is_same_element(group.last, after)):
            return []
        return [part for part in box if isinstance(part, Line)]

    def end_page(self, footnotes: Sequence[Block]) -> None:
        """Let a page's footnotes follow the group that is open as the page turns."""
        if self.open_group is None:
            self.groups += footnotes
        else:
            self.waiting += footnotes

    def ended(self) -> list[Group | Block]:
        """All groups."""
        return [*self.groups, *self.waiting]


def _measured(content: Sequence[Line | Block], body: float) -> _Page:
    """A page's measures, its footnotes set apart from its flow."""
    content, notes = without_footnotes(content, body)
    flow = [line for line in content if isinstance(line, Line)]
    steps = [a.y - b.y for a, b in pairwise(flow) if 0 < a.y - b.y < 2.5 * a.size]
    return _Page(
        left=min((line.x0 for line in flow), default=0),
        right=max((line.x1 for line in flow), default=0),
        pitch=sorted(steps)[len(steps) // 4] if steps else 1.25 * body,
        lines=content,
        footnotes=notes,
    )


def _start(group: Group | None, line: Line, page: _Page) -> Group | None:
    """A new group if the line begins one, or None if it goes on with the open one."""
    if group is None:
        return _opened(line, page, None, apart=True)
    last = group.last
    turned = last.page != line.page
    step = last.y - line.y
    gap = WIDE_GAP if _mid_sentence(last, line) else GAP
    above = not turned and step > gap * max(page.pitch, 1.15 * line.size)
    same = _is_same_element(last, line)
    if same and line.tag is not None and line.tag.heading:
        return None
    stopped = bool(SENTENCE_END.search(last.text))
    column = not turned and step < 0 and (same or _goes_on_above(last, line, step))
    apart = above or (turned and stopped and not same) or (not turned and step < 0 and not column)
    restyled = (
        abs(last.size - line.size) > 0.6
        or _heading_ended(group, line, page)
        or (not same and _changed_after_short(last, line, page))
    )
    outdented = group.kind is BlockKind.ITEM and line.x0 < group.first.x0 + 2 and not (turned or same)
    ended = apart or restyled or outdented
    level = line.x0 > last.x1 and abs(step) < 0.5 * line.size
    beside = not (turned or column) and (level or step < -0.5 * page.pitch)
    if ALONE.fullmatch(line.text) or ALONE.fullmatch(last.text):
        return _opened(line, page, group, apart=True)
    if _is_other_element(group, line, page):
        return _opened(line, page, group, apart=above or turned)
    if ended or beside or _has_marker(group, line, ended=ended or stopped):
        return _opened(line, page, group, apart=above or beside or turned)
    return None


def _has_marker(group: Group, line: Line, *, ended: bool) -> bool:
    """Whether a line begins with a bullet, or with a dash or number where a block may begin."""
    if BULLET.match(line.text) or _is_next(group, line):
        return True
    set_in = line.x0 > group.last.x0 + INDENT and not line.text[:1].isdigit()
    if (ended or set_in) and (DASH.match(line.text) or NUMBER.match(line.text)):
        return True
    return group.bold and line.bold and ended and SECTION_NUMBER.match(line.text) is not None


def _is_next(group: Group, line: Line) -> bool:
    """Whether a line begins with the number that follows the group's: "(b)" after "(a)"."""
    found = NUMBER.match(line.text)
    if found is None or not LETTERED.fullmatch(group.number) or abs(line.x0 - group.first.x0) > INDENT:
        return False
    number = found[0].strip()
    return len(number) == len(group.number) and number[-2:-1] == chr(ord(group.number[-2]) + 1)


def _goes_on_above(last: Line, line: Line, step: float) -> bool:
    """Whether a sentence goes on at the top of the next column."""
    return step < -3 * line.size and line.x0 > last.x1 and line.text[:1].islower()


def _is_same_element(last: Line, line: Line) -> bool:
    return last.tag is not None and line.tag is not None and last.tag.path == line.tag.path


def _is_other_element(group: Group, line: Line, page: _Page) -> bool:
    """Whether a tagged PDF, or a box's edge, parts the line from the group; tags that part a sentence are
    not believed."""
    last = group.last
    if last.boxed != line.boxed:
        return True
    if last.tag is None or line.tag is None or last.tag.path == line.tag.path:
        return False
    if last.tag.heading or line.tag.heading:
        return True
    if SENTENCE_END.search(last.text):
        return True
    if last.page == line.page:
        return not _mid_sentence(last, line)
    full = last.x1 > page.left + FULL * (page.right - page.left)
    return not (line.text[:1].islower() or full)


def _mid_sentence(last: Line, line: Line) -> bool:
    return line.text[:1].islower() and not SENTENCE_END.search(last.text) and abs(last.x0 - line.x0) < INDENT


def _heading_ended(group: Group, line: Line, page: _Page) -> bool:
    """Bold lines that stop short of the margin are a heading; bold that fills its line runs on."""
    if line.bold and not group.bold:
        return line.page != group.last.page or SENTENCE_END.search(group.last.text) is not None
    if line.bold or not group.bold or SENTENCE_END.search(group.last.text):
        return False
    return group.last.x1 < page.left + 0.8 * (page.right - page.left)


def _changed_after_short(last: Line, line: Line, page: _Page) -> bool:
    """Whether a line that stops short is followed by one in other type, or set much further out."""
    if last.x1 > page.left + SHORT * (page.right - page.left):
        return False
    if SENTENCE_END.search(last.text):
        numbered = line.x0 < last.x0 - INDENT and SECTION_NUMBER.match(line.text) is not None
        return numbered or line.x0 - last.x0 > 10 * INDENT
    outward = last.x0 - line.x0 > 5 * INDENT and abs(last.centre - line.centre) > 3 * INDENT
    return outward or last.bold != line.bold or last.italic != line.italic


def _opened(line: Line, page: _Page, before: Group | None, *, apart: bool) -> Group:
    if found := (BULLET.match(line.text) or DASH.match(line.text)):
        return Group([line], BlockKind.ITEM, marker_end=found.end(), apart=apart)
    if found := NUMBER.match(line.text):
        number = found[0].strip()
        kind = BlockKind.ITEM if LETTERED.fullmatch(number) else BlockKind.PARAGRAPH
        return Group([line], kind, number=number, marker_end=found.end(), apart=apart)
    if _is_tagged_item(line, before) or (before is not None and _is_unmarked_item(line, page, before)):
        return Group([line], BlockKind.ITEM, apart=apart)
    return Group([line], BlockKind.PARAGRAPH, apart=apart)


def _is_tagged_item(line: Line, before: Group | None) -> bool:
    """Whether a line begins a list item by its tag; one set in bold is a heading that was made a list."""
    if line.tag is None or line.tag.item is None or line.tag.heading or line.bold:
        return False
    item = before.last.tag.item if before is not None and before.last.tag is not None else None
    return item is None or item[: len(line.tag.item)] != line.tag.item


def _is_unmarked_item(line: Line, page: _Page, before: Group) -> bool:
    """Set in under a lead-in, or beside such an item: a list whose bullets were drawn, not typed."""
    if line.bold or line.x0 < page.left + INDENT or (line.tag is not None and line.tag.item is None):
        return False
    led_in = before.kind is BlockKind.PARAGRAPH and before.last.text.endswith(":")
    same = before.kind is BlockKind.ITEM and not before.marker_end and abs(before.first.x0 - line.x0) < 2
    return (led_in and line.x0 > before.last.x0 + INDENT) or same
