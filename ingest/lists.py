"""Lists: how deep an item stands, and the sentences that it hangs from.

A box in the middle of a list does not end it: what stands in a box is followed apart from what is around it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ingest.documents import Block, BlockKind
from ingest.sentences import sentence_spans

Stack = TypeVar("Stack")

_LEAD_IN_END = re.compile(r"(?::|—|–)$")


def depths(blocks: Sequence[Block]) -> list[int]:
    """How deep each block stands in a list, from 1, whatever levels its reader skipped; 0 outside lists."""
    found: list[int] = []
    for block, open_levels in with_stacks(blocks, list[int]):
        if block.kind is BlockKind.ITEM:
            open_levels[:] = [level for level in open_levels if level < block.level] + [block.level]
        elif block.kind is not BlockKind.FOOTNOTE:  # a footnote stands between items and ends no list
            open_levels.clear()
        found.append(len(open_levels) if block.kind is BlockKind.ITEM else 0)
    return found


def leading(blocks: Sequence[Block], deep: Sequence[int]) -> list[bool]:
    """Whether the next block that is not a footnote is an item of a list that hangs from the block."""
    found: list[bool] = []
    after = 0
    for block, depth in zip(reversed(blocks), reversed(deep), strict=True):
        found.append(after > depth)
        after = after if block.kind is BlockKind.FOOTNOTE else depth
    return found[::-1]


def introduces(sentence: str, *, leads: bool) -> bool:
    """Whether the last sentence of a block leads into what follows."""
    return bool(_LEAD_IN_END.search(sentence)) or (leads and sentence[-1] not in ".!?")


def hung_from(blocks: Sequence[Block], deep: Sequence[int], leads: Sequence[bool]) -> list[tuple[str, ...]]:
    """What each list item cannot be understood without, outermost first: the sentence or heading that leads
    into its list ("The core group should:") and, for a nested list, the items above it."""
    found: list[tuple[str, ...]] = []
    for index, (block, above) in enumerate(with_stacks(blocks, list[str])):
        depth = deep[index]
        found.append(tuple(filter(None, above[:depth])))
        if block.kind is not BlockKind.FOOTNOTE:
            above[depth:] = [_lead(block, depth, leads=leads[index])]
    return found


def _lead(block: Block, depth: int, *, leads: bool) -> str:
    """What items below a block hang from: its last sentence; of what is no item, only if it leads in."""
    if block.kind is BlockKind.HEADING:
        return block.rendered() if introduces(block.text, leads=False) else ""
    start, end = sentence_spans(block.text)[-1]
    last = block.text[start:end]
    return last if depth or introduces(last, leads=leads) else ""


def with_stacks(blocks: Sequence[Block], new: Callable[[], Stack]) -> Iterator[tuple[Block, Stack]]:
    """Each block with what is kept of the lists around it: one for all that is outside boxes, and a new one
    for every box."""
    outside, inside = new(), new()
    within = False
    for block in blocks:
        if block.kind is not BlockKind.FOOTNOTE:
            inside = inside if within else new()
            within = block.boxed
        yield block, inside if within else outside
