"""Which units of two texts belong together: the same, changed, split, joined or moved."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.changes.chains import Pair, heaviest_chain
from ingest.changes.likeness import MOST_CANDIDATES, Likeness, Unit, candidates
from ingest.documents import BlockKind

ALIKE = 0.5
"""Likeness from which two units between the same neighbours are one that changed."""
ALIKE_ALONE = 0.3
"""The same for two that have nothing else between their neighbours."""
ALIKE_MOVED = 0.65
"""The same for two that stand in different parts of the text."""
ANCHOR_WORDS = 4
"""Words of a unit that can hold its place alone; shorter ones follow their neighbours."""
MOVED_WORDS = 5
"""Words of a unit that is believed to have moved, rather than been taken out here and put in there."""
CHANGED_MOVED_WORDS = 8
"""The same where it changed, too."""


@dataclass(frozen=True, slots=True)
class Link:
    """An old and a new unit that are one.

    Attributes:
        old, new: their places.
        moved: whether it stands elsewhere among its neighbours.
    """

    old: int
    new: int
    moved: bool = False


def align(old: Sequence[Unit], new: Sequence[Unit], likeness: Likeness) -> list[Link]:
    """Link units one to one, in the order of the old text; those without a link were added or removed.

    Long units that occur once in each text, word for word, are anchors; between them, units are linked by
    likeness, again and again between those linked; what is left may have moved.
    """
    links = [Link(pair.old, pair.new) for pair in _in_order(old, new, likeness)]
    kept_old, kept_new = {link.old for link in links}, {link.new for link in links}
    left_old = [unit for unit in old if unit.index not in kept_old]
    left_new = [unit for unit in new if unit.index not in kept_new]
    links += [Link(a.index, b.index, moved=True) for a, b in _moved(left_old, left_new, likeness)]
    return sorted(links, key=lambda link: link.old)


def _in_order(old: Sequence[Unit], new: Sequence[Unit], likeness: Likeness) -> list[Pair]:
    anchors = heaviest_chain(_anchors(old, new))
    found = list(anchors)
    open_gaps = list(_gaps(old, new, anchors))
    while open_gaps:
        gap_old, gap_new = open_gaps.pop()
        chain = _ends(gap_old, gap_new) or heaviest_chain(_alike(gap_old, gap_new, likeness))
        found += chain
        if chain:
            open_gaps += _gaps(gap_old, gap_new, chain)
    return found


def _anchors(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Pair]:
    only_old, only_new = _single(old), _single(new)
    for key in only_old.keys() & only_new.keys():
        a, b = only_old[key], only_new[key]
        yield Pair(a.index, b.index, len(a.keys) + 1)


def _single(units: Sequence[Unit]) -> dict[str, Unit]:
    counts = Counter(unit.key for unit in units)
    return {unit.key: unit for unit in units if counts[unit.key] == 1 and len(unit.keys) >= ANCHOR_WORDS}


def _gaps(
    old: Sequence[Unit], new: Sequence[Unit], chain: Sequence[Pair]
) -> Iterator[tuple[list[Unit], list[Unit]]]:
    """The stretches between the pairs of a chain that hold units of both texts."""
    ends = [(pair.old, pair.new) for pair in chain]
    last = (old[-1].index + 1, new[-1].index + 1) if old and new else (0, 0)
    at_old = at_new = 0
    for end_old, end_new in [*ends, last]:
        gap_old, gap_new = [], []
        while at_old < len(old) and old[at_old].index < end_old:
            gap_old.append(old[at_old])
            at_old += 1
        while at_new < len(new) and new[at_new].index < end_new:
            gap_new.append(new[at_new])
            at_new += 1
        if gap_old and gap_new:
            yield gap_old, gap_new
        at_old += 1
        at_new += 1


def _ends(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """The units that a stretch begins and ends with in both texts, word for word."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at].key != new[at].key), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at].key != new[-1 - at].key), shorter - head)
    same = [*zip(old[:head], new[:head], strict=True)]
    if tail:
        same += zip(old[-tail:], new[-tail:], strict=True)
    return [Pair(a.index, b.index, 1.0) for a, b in same]


def _alike(old: Sequence[Unit], new: Sequence[Unit], likeness: Likeness) -> Iterator[Pair]:
    if len(old) == len(new) == 1:
        sure = likeness.between(old[0], new[0])
        if sure >= ALIKE_ALONE:
            yield Pair(old[0].index, new[0].index, sure)
        return
    for a, b in candidates(old, new, likeness):
        sure = likeness.between(a, b)
        if sure >= ALIKE:
            # The square prefers two that are the same to two longer ones that are merely alike.
            weight = sure * sure * (1 + min(likeness.mass(a), likeness.mass(b)))
            yield Pair(a.index, b.index, weight)


def _moved(old: Sequence[Unit], new: Sequence[Unit], likeness: Likeness) -> Iterator[tuple[Unit, Unit]]:
    """The surest pairs first, each unit once."""
    same = _same(old, new)
    pairs = {(a.index, b.index): (a, b) for a, b in candidates(old, new, likeness)} | same
    sure = []
    for a, b in pairs.values():
        share = likeness.between(a, b)
        if share >= ALIKE_MOVED and (_long(share, a, b) or _in_run(a, b, same)):
            sure.append((share, a, b))
    sure.sort(key=lambda one: (-one[0] * likeness.mass(one[1]), one[1].index, one[2].index))
    used: set[tuple[str, int]] = set()
    for _, a, b in sure:
        if not used & {("old", a.index), ("new", b.index)}:
            used |= {("old", a.index), ("new", b.index)}
            yield a, b


def _same(old: Sequence[Unit], new: Sequence[Unit]) -> dict[tuple[int, int], tuple[Unit, Unit]]:
    """Pairs that are the same word for word, a few for each unit."""
    by_key = defaultdict(list)
    for unit in new:
        by_key[unit.key].append(unit)
    return {(a.index, b.index): (a, b) for a in old for b in by_key.get(a.key, ())[:MOST_CANDIDATES]}


def _long(share: float, old: Unit, new: Unit) -> bool:
    """Whether a pair has words enough to be believed."""
    if share == 1.0 and old.block.kind is new.block.kind is BlockKind.FOOTNOTE:
        return True  # a footnote stands wherever its marker does
    least = MOVED_WORDS if share == 1.0 else CHANGED_MOVED_WORDS
    return min(len(old.keys), len(new.keys)) >= least


def _in_run(old: Unit, new: Unit, same: Collection[tuple[int, int]]) -> bool:
    """Whether a short pair is the same, and stands beside another that is."""
    around = ((old.index - 1, new.index - 1), (old.index + 1, new.index + 1))
    return (old.index, new.index) in same and any(pair in same for pair in around)
