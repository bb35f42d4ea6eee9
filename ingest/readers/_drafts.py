"""What becomes of an office document's paragraphs once all are known: which are headings, and how high.

Half of all policies style no heading. What stands as one does, alone, short, and larger, bolder or all in
capitals, or in a shaded bar, is taken for one; how high shows in which sets itself apart more.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.documents import Block, BlockKind, Gap, GapKind
from ingest.readers._text import reads_as_title

_LABELS_IN_A_ROW = 3
"""More lines alike with nothing between them are a list, an address or signatures."""
_LEAST_ENTRIES = 3
_ENTRY = re.compile(r".{2,150}?[\s.…_]+\d{1,3}")
_LEAST_LINKS = 2
"""Arrows below one heading that make a flow chart; one alone is a rule or points something out."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set: size in half-points, and whether all its words share the rest."""

    size: int
    bold: bool
    capitals: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What is printed before a paragraph by automatic numbering.

    Attributes:
        number: "2.14", "(a)"; "" for a bullet.
        depth: level in the list, from 1.
        compound: whether the number names the levels above too, as a numbered paragraph of a section does.
        list_id: which list it belongs to.
    """

    number: str
    depth: int
    compound: bool
    list_id: str


_PLAIN = Look(0, False, False)


@dataclass(frozen=True, slots=True)
class Draft:
    """A block as it was found, with what decides its kind; or something that could not be read.

    Attributes:
        block: None for a gap.
        look: how it is set.
        mark: its automatic number, or None.
        styled: whether its style says that it is a heading; its level is then the block's.
        alone: whether it is a paragraph by itself, and so might be a heading.
        bar: whether it stands in a shaded bar, or in a style called a heading.
        gap: what could not be read, if that is what this stands for.
        links: how many arrows and connectors are drawn here.
    """

    block: Block | None = None
    look: Look = _PLAIN
    mark: Mark | None = None
    styled: bool = False
    alone: bool = False
    bar: bool = False
    gap: Gap | None = None
    links: int = 0


def settled(drafts: Sequence[Draft]) -> tuple[list[Block], list[Gap]]:
    """The blocks with their headings, and the gaps with the heading that each stands under."""
    return _Settler(_without_contents(drafts)).result()


def largest_title(drafts: Sequence[Draft]) -> str:
    """What is set largest among the first lines, as on a title page, or "" if that is not large."""
    found = [draft for draft in drafts if draft.block]
    body = _body_size(found)
    first = [draft for draft in found[:8] if draft.alone and draft.look.size > 1.3 * body]
    largest = max(first, key=lambda draft: draft.look.size, default=None)
    return largest.block.text if largest and largest.block and len(largest.block.text) <= 200 else ""


def _without_contents(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts less a table of contents that was typed by hand: its title, and lines ending in pages."""
    kept: list[Draft] = []
    at = 0
    while at < len(drafts):
        block = drafts[at].block
        end = at + 1
        if block and in_contents(block.text):
            while end < len(drafts) and _is_entry(drafts[end].block):
                end += 1
        if end - at > _LEAST_ENTRIES:
            at = end
        else:
            kept.append(drafts[at])
            at += 1
    return kept


def _is_entry(block: Block | None) -> bool:
    return block is not None and not block.boxed and bool(_ENTRY.fullmatch(block.text))


class _Settler:
    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = [draft for draft in drafts if draft.block]
        self._all = drafts
        self._body = _body_size(self._drafts)
        self._level = 0  # of the last styled heading
        self._open: list[tuple[int, ...]] = []  # looks of the headings by hand below it, outermost first
        self._outside: tuple[int, list[tuple[int, ...]]] | None = None  # levels around a box, while in it
        self._headed: dict[str, int] = {}  # lists that number headings: how deep the last one not an item is

    def result(self) -> tuple[list[Block], list[Gap]]:
        heads = self._heads_by_hand()
        blocks: list[Block] = []
        gaps: list[Gap] = []
        where, at, links = "", 0, 0
        for draft in self._all:
            if draft.gap:
                gaps.append(replace(draft.gap, where=where))
            if links < _LEAST_LINKS <= links + draft.links:
                gaps.append(Gap(GapKind.FLOW_CHART, where=where))
            links += draft.links
            if draft.block is None:
                continue
            block = self._block(draft, draft.block, heads[at])
            at += 1
            blocks.append(block)
            if block.kind is BlockKind.HEADING:
                where, links = block.text, 0
        return blocks, gaps

    def _block(self, draft: Draft, block: Block, by_hand: bool) -> Block:
        if block.boxed and self._outside is None:
            self._outside = self._level, list(self._open)
        elif not block.boxed and self._outside is not None:
            (self._level, self._open), self._outside = self._outside, None
        if draft.styled and not reads_as_sentence(block.text):
            self._level, self._open = block.level, []
        elif by_hand:
            block = replace(block, kind=BlockKind.HEADING, level=self._level_by_hand(draft))
        else:
            return self._listed(draft, block)
        if draft.mark:
            self._headed[draft.mark.list_id] = draft.mark.depth
        return block

    def _listed(self, draft: Draft, block: Block) -> Block:
        """A block that is no heading, though it may bear a heading's style for the sake of its number."""
        mark = draft.mark
        section = mark is not None and mark.list_id in self._headed
        if draft.styled or (mark and mark.number and mark.compound and section):
            if mark:
                self._headed[mark.list_id] = mark.depth
            return replace(block, kind=BlockKind.PARAGRAPH, level=0)  # 2.14, a section's paragraph
        if mark and section and block.kind is BlockKind.ITEM:
            return replace(block, level=max(block.level - self._headed[mark.list_id], 1))
        return block

    def _level_by_hand(self, draft: Draft) -> int:
        look = draft.look
        depth = draft.block.number.rstrip(".").count(".") if draft.block else 0
        weight = (look.size, -depth, int(draft.bar), int(look.capitals), int(look.bold))
        while self._open and self._open[-1] <= weight:
            self._open.pop()
        self._open.append(weight)
        return min(self._level + len(self._open), 6)

    def _heads_by_hand(self) -> list[bool]:
        drafts = self._drafts
        heads = [self._might_head(at) for at in range(len(drafts))]
        start = 0
        for at in range(len(drafts) + 1):
            alike = at < len(drafts) and heads[at] and (at == start or _alike(drafts[at], drafts[start]))
            if alike:
                continue
            if at - start > _LABELS_IN_A_ROW:
                heads[start:at] = [False] * (at - start)
            start = at if at < len(drafts) and heads[at] else at + 1
        return heads

    def _might_head(self, at: int) -> bool:
        draft = self._drafts[at]
        block, look = draft.block, draft.look
        if block is None or draft.styled or not draft.alone or at + 1 == len(self._drafts):
            return False
        below = self._drafts[at + 1]
        larger = look.size > 1.15 * self._body
        if not (look.bold or larger or draft.bar or _is_shouted(block, look)):
            return False
        if draft.mark and not _may_number_headings(draft, below):
            return False
        if look.size > 1.3 * self._body and len(block.text.split()) <= 20 and block.text[-1] not in ".,;:":
            return any(c.isalpha() for c in block.text)
        text = block.text
        if text.endswith(":") and len(text.split()) <= 6 and _is_prose(below):
            text = text.rstrip(": ")
        return bool(text) and reads_as_title(text)


def reads_as_sentence(text: str) -> bool:
    """Whether words in a heading's style are a paragraph all the same: headings are no sentences."""
    words = len(text.split())
    return words > 30 or (words > 12 and text[-1] in ".;:")


def _body_size(drafts: Iterable[Draft]) -> int:
    """The size in which most of the text is set."""
    sizes: Counter[int] = Counter()
    for draft in drafts:
        if draft.block and not draft.styled and draft.look.size:
            sizes[draft.look.size] += len(draft.block.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def _is_shouted(block: Block, look: Look) -> bool:
    return look.capitals and sum(c.isalpha() for c in block.text) >= 4


def _may_number_headings(draft: Draft, below: Draft) -> bool:
    """Whether a numbered line that is set apart heads what follows; one followed by its like is an item."""
    mark, after = draft.mark, below.mark
    if not mark or not mark.number:
        return False
    return after is None or after.list_id != mark.list_id or after.depth > mark.depth


def _alike(draft: Draft, other: Draft) -> bool:
    return draft.look == other.look and draft.bar == other.bar and bool(draft.mark) == bool(other.mark)


def _is_prose(draft: Draft) -> bool:
    block = draft.block
    return block is not None and block.kind is BlockKind.PARAGRAPH and len(block.text.split()) >= 8


def in_contents(text: str) -> bool:
    """Whether a line is the title of a table of contents."""
    return bool(re.fullmatch(r"(?:table of )?contents(?: page)?:?", text, re.IGNORECASE))


def shared_look(looks: Sequence[tuple[int, Look]]) -> Look:
    """The look of a paragraph whose stretches, each with its number of characters, are set so."""
    if not looks:
        return _PLAIN
    size = max(looks, key=lambda each: each[0])[1].size
    bold = all(look.bold for _, look in looks)
    return Look(size, bold, all(look.capitals for _, look in looks))


def boxed(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts as the contents of one box; a box in a box is no more than that."""
    if sum(draft.block is not None for draft in drafts) < 2:
        return list(drafts)
    return [replace(d, block=replace(d.block, boxed=True)) if d.block else d for d in drafts]


def listed(block: Block, mark: Mark | None, depth: int = 1) -> Block:
    """The block as an item of a list, with its automatic number."""
    item = replace(block, kind=BlockKind.ITEM, level=max(mark.depth if mark else 1, depth))
    return numbered(item, mark.number) if mark and mark.number else item


def numbered(block: Block, number: str) -> Block:
    """The block with its automatic number; one that was typed as well stays in the text."""
    if not block.number or block.number.rstrip(".") == number.rstrip("."):
        return replace(block, number=number)
    front = len(block.number) + 1
    notes = tuple((at + front, note) for at, note in block.notes)
    return replace(block, number=number, text=f"{block.number} {block.text}", notes=notes)
