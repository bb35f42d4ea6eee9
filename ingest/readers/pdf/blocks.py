"""Groups of lines to blocks: which are headings and of what level, and how deep list items are nested."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.documents import Block, BlockKind
from ingest.readers._notes import cut_front
from ingest.readers._text import CAPTION
from ingest.readers.pdf.groups import SECTION_NUMBER, SENTENCE_END, Group, groups_of
from ingest.readers.pdf.lines import Line, usual_size
from ingest.readers.pdf.notes import attached

Style = tuple[float, int]
"""Sorts headings from the highest: larger type first, then plain (a centred cross-heading of an Act stands
above its bold section headings), bold, in colour, italic."""

LONGEST_HEADING = 300
"""Characters."""
FEW_STYLES = 4
PAGE_MIDDLE = 297
"""Half the width of an A4 page, in points."""


def blocks_of(pages: Sequence[Sequence[Line | Block]]) -> list[Block]:
    """The blocks of a document from the lines (and table rows) of its pages, furniture already left out."""
    lines = [part for parts in pages for part in parts if isinstance(part, Line)]
    if not lines:
        return [part for parts in pages for part in parts if isinstance(part, Block)]
    body = usual_size(lines)
    groups = groups_of(pages, body)
    return attached(_by_number(_as_blocks(groups, _heading_levels(groups, body))))


def _by_number(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, headings numbered in steps ("4", "4.2", "4.2.1") ranked as their numbers are."""
    levels: dict[tuple[str, ...], int] = {}
    done = []
    for block in blocks:
        parts = tuple(re.findall(r"\d+", block.number)) if block.kind is BlockKind.HEADING else ()
        if len(parts) > 1:
            above = levels.get(parts[:-1], 0)
            sibling = next((levels[one] for one in levels if one[:-1] == parts[:-1]), 0)
            block = replace(block, level=min(sibling or max(block.level, above + 1), 6))  # noqa: PLW2901
        if parts:
            levels[parts] = block.level
        done.append(block)
    return done


def _as_blocks(groups: Sequence[Group | Block], levels: Mapping[int, int]) -> list[Block]:
    blocks: list[Block] = []
    depths: list[float] = []
    for group in groups:
        if isinstance(group, Block):
            blocks.append(group)
        elif id(group) in levels:
            depths.clear()
            blocks.append(_heading(group, levels[id(group)]))
        elif group.text:
            level = _depth(depths, group.first.x0) if group.kind is BlockKind.ITEM else 0
            if not level:
                depths.clear()
            blocks.append(_block(group, group.kind, level))
    return blocks


def _heading_levels(groups: Sequence[Group | Block], body: float) -> dict[int, int]:
    """The level of each group that is a heading, by the group's ``id``.

    Headings that are tagged have the level that their tags give. Those told by their typography have that
    of the tagged ones of the same style; other styles rank by size and weight, below the tagged ones that
    are set larger.
    """
    tagged: dict[int, int] = {}
    styled: dict[int, Style] = {}
    levels_of: dict[Style, Counter[int]] = {}
    for group, after in pairwise([*groups, None]):
        if not isinstance(group, Group):
            continue
        if _is_tagged_heading(group, body):
            level = group.tag.heading if group.tag else 1
            tagged[id(group)] = level
            levels_of.setdefault(_style(group), Counter())[level] += 1
        elif _is_heading(group, body) and not _leads_in(group, after):
            styled[id(group)] = _style(group)
    known = {style: counts.most_common(1)[0][0] for style, counts in levels_of.items()}
    ranks = _ranks(Counter(styled.values()), known)
    return tagged | {key: ranks[style] for key, style in styled.items()}


def _ranks(counts: Counter[Style], known: Mapping[Style, int]) -> dict[Style, int]:
    """Heading level by style; where there are many, one used once (a chart's) takes the level above it."""
    few = len({*counts, *known}) <= FEW_STYLES
    ranks: dict[Style, int] = dict(known)
    rank = 0
    for style in sorted({*counts, *known}):
        if style in known:
            rank = max(rank, known[style])
        else:
            rank += counts[style] > 1 or not rank or few
            ranks[style] = rank
    return {style: min(rank, 6) for style, rank in ranks.items()}


def _style(group: Group) -> Style:
    if group.bold:
        return -round(group.first.size), 1
    tinted = all(line.tinted for line in group.lines)
    italic = all(line.italic for line in group.lines)
    lesser = tinted or (_is_capitals(group) and not _is_centred(group))
    return -round(group.first.size), 2 if lesser else 3 if italic else 0


def _is_tagged_heading(group: Group, body: float) -> bool:
    """Whether a group is tagged as a heading, and its words and type do not belie that."""
    if group.tag is None or not group.tag.heading:
        return False
    text = group.text
    plain = not group.bold and group.first.size < body + 0.9
    stops = text.endswith((".", ":", ";", ","))
    return _could_head(text) and not (stops and (plain or len(text.split()) > 20))


def _could_head(text: str) -> bool:
    return 2 <= len(text) <= LONGEST_HEADING and re.search(r"[^\W\d_]{2}", text) is not None


def _is_heading(group: Group, body: float) -> bool:
    text = group.text
    if group.kind is BlockKind.ITEM or not _could_head(text):
        return False
    if len(group.lines) > 4 or (text[-1] in ".;," and not text.endswith(" etc.")):
        return False
    larger = group.first.size > body + 0.9
    if CAPTION.match(text) or (group.tag is not None and group.tag.aside):
        return False
    if text[0].islower() and not (larger or group.number or group.numeral):
        return False
    heavy = (group.bold or _is_tinted(group)) and group.first.size > body - 0.6
    return larger or heavy or _is_centred(group) or _is_italic(group) or _is_capitals(group)


def _leads_in(group: Group, after: Group | Block | None) -> bool:
    """Whether what looks like a heading is the sentence that leads into a list ("The core group should:")."""
    items = isinstance(after, Group) and after.kind is BlockKind.ITEM
    return items and group.text.endswith(":") and len(group.text.split()) > 1


def _is_capitals(group: Group) -> bool:
    """A line or two by themselves in capitals, with more than an abbreviation in them."""
    words = re.findall(r"[^\W\d_]{2,}", group.text)
    alone = group.apart and len(group.lines) <= 2 and group.text.isupper()
    return alone and (1 if group.number else 2) <= len(words) <= 12


def _is_tinted(group: Group) -> bool:
    """Whether a group stands by itself in a colour of its own, and is no address on the web."""
    tinted = all(line.tinted for line in group.lines)
    return tinted and group.apart and text_is_title(group.text) and not re.search(r"www\.|://|@", group.text)


def _is_italic(group: Group) -> bool:
    """A short line by itself in italics, as Schedules and older guidance set their lesser headings, or a
    principle quoted in italics after its number in bold."""
    if not group.apart or group.number or not all(line.italic for line in group.lines):
        return False
    short = len(group.lines) == 1 and len(group.text.split()) <= 10
    return (short or group.first.opens_bold) and text_is_title(group.text)


def _is_centred(group: Group) -> bool:
    """Short lines in the middle of the page, as the cross-headings of Acts are set, or in capitals the
    titles of their Schedules."""
    capitals = group.text.isupper()
    short = len(group.lines) == 1 or capitals
    centred = all(
        abs(line.centre - PAGE_MIDDLE) < 25 and line.x0 > (100 if capitals else 140) for line in group.lines
    )
    return short and centred and group.apart and not group.number and text_is_title(group.text)


def text_is_title(text: str) -> bool:
    """Whether a line could be a title: begins with a capital and does not stop like a sentence."""
    return text[:1].isupper() and (text.endswith(" etc.") or not SENTENCE_END.search(text))


def _heading(group: Group, level: int) -> Block:
    block = _block(group, BlockKind.HEADING, level)
    if block.number or group.numeral:
        return replace(block, number=block.number or group.numeral)
    found = SECTION_NUMBER.match(block.text) if group.bold else None
    return cut_front(block, found.end(), found[0].strip()) if found else block


def _block(group: Group, kind: BlockKind, level: int) -> Block:
    text, notes = group.content
    return Block(
        kind,
        text,
        level=level,
        number=group.number,
        page=group.first.page,
        end_page=group.last.page,
        notes=notes,
        boxed=group.first.boxed,
    )


def _depth(depths: list[float], x: float) -> int:
    """How deep an item at this indent is nested; ``depths`` remembers the indents of the open levels."""
    while depths and depths[-1] > x + 4:
        depths.pop()
    if not depths or x > depths[-1] + 4:
        depths.append(x)
    return len(depths)
