"""Printed lines to blocks: which lines belong together, and what each group is."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.documents import Block, BlockKind
from ingest.readers.pdf.lines import BULLET, NUMBER, Line, join_lines

DASH = re.compile(r"[–—\-*]\s+(?=\S)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SECTION_NUMBER = re.compile(rf"\d{{1,3}}[A-Z]{{0,2}}\s+(?=\S)(?!(?:{_MONTHS})\b)")
"""A bare number, which is a section's only in front of a heading ("42 Enquiry by local authority")."""
LETTERED = re.compile(r"\(?[a-z]{1,4}\)")
SENTENCE_END = re.compile(r"[.!?:;—]['’”\")]*$")
GAP = 1.35
"""White space between baselines, in usual line pitches, that parts two paragraphs."""
WIDE_GAP = 2.5
"""The same where the line above stops in mid-sentence and this one goes on in lower case."""
INDENT = 6.0
"""Points by which a line must be set in to count as set in."""


@dataclass(slots=True)
class _Group:
    """Lines that make one block, with the marker they began with."""

    lines: list[Line]
    kind: BlockKind
    number: str = ""
    marker_end: int = 0
    apart: bool = True
    level: int = 0

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def text(self) -> str:
        first, *rest = (line.text for line in self.lines)
        return join_lines([first[self.marker_end :], *rest])

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


@dataclass(slots=True)
class _Page:
    """The measures of one page against which a line is judged."""

    left: float
    right: float
    pitch: float
    lines: list[Line | Block] = field(default_factory=list)
    footnotes: list[Block] = field(default_factory=list)


def blocks_of(pages: Sequence[Sequence[Line | Block]]) -> list[Block]:
    """The blocks of a document from the lines (and table rows) of its pages, furniture already left out."""
    sizes = Counter[float]()
    for part in (part for parts in pages for part in parts if isinstance(part, Line)):
        sizes[part.size] += len(part.text)
    if not sizes:
        return []
    body = sizes.most_common(1)[0][0]
    groups: list[_Group | Block] = []
    open_group: _Group | None = None
    waiting: list[Block] = []
    for page in (_measured(lines, body) for lines in pages if lines):
        for line in page.lines:
            if isinstance(line, Block):
                groups += [*waiting, line]
                waiting, open_group = [], None
                continue
            started = _start(open_group, line, page)
            if started is None and open_group is not None:
                open_group.lines.append(line)
                continue
            groups += waiting
            waiting = []
            open_group = started
            if started is not None:
                groups.append(started)
        waiting += page.footnotes
        if open_group is None:
            groups += waiting
            waiting = []
    return _as_blocks([*groups, *waiting], body)


def _measured(content: Sequence[Line | Block], body: float) -> _Page:
    """A page's measures, its footnotes set apart from its flow."""
    content, notes = _without_footnotes(content, body)
    flow = [line for line in content if isinstance(line, Line)]
    steps = [a.y - b.y for a, b in pairwise(flow) if 0 < a.y - b.y < 2.5 * a.size]
    return _Page(
        left=min((line.x0 for line in flow), default=0),
        right=max((line.x1 for line in flow), default=0),
        pitch=median(steps) if steps else 1.25 * body,
        lines=content,
        footnotes=notes,
    )


def _without_footnotes(
    content: Sequence[Line | Block], body: float
) -> tuple[list[Line | Block], list[Block]]:
    """Split a page at its first footnote: small type, below all of the body, with a number in front."""
    tail: list[Line] = []
    for line in reversed(content):
        if isinstance(line, Block) or line.size > body - 0.9:
            break
        tail.insert(0, line)
    while tail and not _footnote_number(tail[0]):
        tail.pop(0)
    notes: list[list[Line]] = []
    for line in tail:
        if _footnote_number(line) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    return list(content[: len(content) - len(tail)]), [_footnote(note) for note in notes]


def _footnote_number(line: Line) -> str:
    found = re.match(r"(\d{1,3})\s+(?=\S)", line.text)
    return line.marker or (found[1] if found else "")


def _footnote(lines: list[Line]) -> Block:
    number = _footnote_number(lines[0])
    text = join_lines(line.text for line in lines)
    bare = re.sub(rf"^{number}\s+", "", text) if not lines[0].marker else text
    return Block(BlockKind.FOOTNOTE, bare or text, number=number if bare else "", page=lines[0].page)


def _start(group: _Group | None, line: Line, page: _Page) -> _Group | None:
    """A new group if the line begins one, or None if it goes on with the open one."""
    if group is None:
        return _opened(line, page, None, apart=True)
    turned = group.last.page != line.page
    step = group.last.y - line.y
    gap = WIDE_GAP if _mid_sentence(group.last, line) else GAP
    above = not turned and step > gap * max(page.pitch, 1.15 * line.size)
    apart = above or (turned and bool(SENTENCE_END.search(group.last.text))) or (not turned and step < 0)
    restyled = abs(group.last.size - line.size) > 0.6 or _heading_ended(group, line, page)
    outdented = group.kind is BlockKind.ITEM and line.x0 < group.first.x0 + 2 and not turned
    ended = apart or restyled or outdented or bool(SENTENCE_END.search(group.last.text))
    if BULLET.match(line.text) or (ended and (DASH.match(line.text) or NUMBER.match(line.text))):
        return _opened(line, page, group, apart=above)
    if group.bold and line.bold and SECTION_NUMBER.match(line.text) and apart:
        return _opened(line, page, group, apart=True)
    beside = line.x0 > group.last.x1 and abs(step) < 0.5 * line.size
    if not turned and (beside or step < -0.5 * page.pitch):
        return _opened(line, page, group, apart=True)
    return _opened(line, page, group, apart=above) if apart or restyled or outdented else None


def _mid_sentence(last: Line, line: Line) -> bool:
    return line.text[:1].islower() and not SENTENCE_END.search(last.text) and abs(last.x0 - line.x0) < INDENT


def _heading_ended(group: _Group, line: Line, page: _Page) -> bool:
    """Bold lines that stop short of the margin are a heading; bold that fills its line runs on."""
    if line.bold and not group.bold:
        return line.page != group.last.page or SENTENCE_END.search(group.last.text) is not None
    if line.bold or not group.bold or SENTENCE_END.search(group.last.text):
        return False
    return group.last.x1 < page.left + 0.8 * (page.right - page.left)


def _opened(line: Line, page: _Page, before: _Group | None, *, apart: bool) -> _Group:
    if found := (BULLET.match(line.text) or DASH.match(line.text)):
        return _Group([line], BlockKind.ITEM, marker_end=found.end(), apart=apart)
    if found := NUMBER.match(line.text):
        number = found[0].strip()
        kind = BlockKind.ITEM if LETTERED.fullmatch(number) else BlockKind.PARAGRAPH
        return _Group([line], kind, number=number, marker_end=found.end(), apart=apart)
    if before is not None and _is_unmarked_item(line, page, before):
        return _Group([line], BlockKind.ITEM, apart=apart)
    return _Group([line], BlockKind.PARAGRAPH, apart=apart)


def _is_unmarked_item(line: Line, page: _Page, before: _Group) -> bool:
    """Set in under a lead-in, or beside such an item: a list whose bullets were drawn, not typed."""
    if line.bold or line.x0 < page.left + INDENT:
        return False
    led_in = before.kind is BlockKind.PARAGRAPH and before.last.text.endswith(":")
    same = before.kind is BlockKind.ITEM and not before.marker_end and abs(before.first.x0 - line.x0) < 2
    return (led_in and line.x0 > before.last.x0 + INDENT) or same


def _as_blocks(groups: Sequence[_Group | Block], body: float) -> list[Block]:
    headings = {id(g): _style(g) for g in groups if isinstance(g, _Group) and _is_heading(g, body)}
    ranks = _ranks(headings.values())
    blocks: list[Block] = []
    depths: list[float] = []
    for group in groups:
        if isinstance(group, Block):
            blocks.append(group)
            continue
        style = headings.get(id(group))
        if style is not None:
            depths.clear()
            blocks.append(_heading(group, min(ranks[style], 6)))
        elif group.text:
            level = _depth(depths, group.first.x0) if group.kind is BlockKind.ITEM else 0
            if not level:
                depths.clear()
            blocks.append(_block(group, group.kind, level))
    return blocks


def _ranks(styles: Iterable[tuple[float, bool]]) -> dict[tuple[float, bool], int]:
    """Heading level by style; a style used once (a cover, a chart) takes the level next above it."""
    counts = Counter(styles)
    ranks: dict[tuple[float, bool], int] = {}
    rank = 0
    for style in sorted(counts):
        rank += counts[style] > 1 or not rank
        ranks[style] = rank
    return ranks


def _style(group: _Group) -> tuple[float, bool]:
    """Sorts headings from the highest: larger type first, then lighter (a centred cross-heading of an
    Act stands above its bold section headings)."""
    return -round(group.first.size), group.bold


def _is_heading(group: _Group, body: float) -> bool:
    text = group.text
    if group.kind is BlockKind.ITEM or not 2 <= len(text) <= 220 or not re.search(r"[^\W\d_]{2}", text):
        return False
    if len(group.lines) > 4 or (text[-1] in ".;," and not text.endswith(" etc.")):
        return False
    larger = group.first.size > body + 0.9
    return larger or (group.bold and group.first.size > body - 0.6) or _is_centred(group)


def _is_centred(group: _Group) -> bool:
    """A short line in the middle of the page, as the cross-headings of Acts are set."""
    line = group.first
    return (
        len(group.lines) == 1
        and group.apart
        and not group.number
        and abs(line.centre - PAGE_MIDDLE) < 25
        and line.x0 > 140
        and text_is_title(line.text)
    )


PAGE_MIDDLE = 297
"""Half the width of an A4 page, in points."""


def text_is_title(text: str) -> bool:
    """Whether a line could be a title: begins with a capital and does not stop like a sentence."""
    return text[:1].isupper() and (text.endswith(" etc.") or not SENTENCE_END.search(text))


def _heading(group: _Group, level: int) -> Block:
    if group.bold and not group.number and (found := SECTION_NUMBER.match(group.text)):
        text = group.text
        return Block(
            BlockKind.HEADING,
            text[found.end() :],
            level=level,
            number=found[0].strip(),
            page=group.first.page,
            end_page=group.last.page,
        )
    return _block(group, BlockKind.HEADING, level)


def _block(group: _Group, kind: BlockKind, level: int) -> Block:
    return Block(
        kind, group.text, level=level, number=group.number, page=group.first.page, end_page=group.last.page
    )


def _depth(depths: list[float], x: float) -> int:
    """How deep an item at this indent is nested; ``depths`` remembers the indents of the open levels."""
    while depths and depths[-1] > x + 4:
        depths.pop()
    if not depths or x > depths[-1] + 4:
        depths.append(x)
    return len(depths)
