"""Pairs of units that do not cross, chosen so that as much text as possible stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Units of the old and the new text that may be the same.

    Attributes:
        old, new: their places.
        weight: how much text, and how surely, they share.
    """

    old: int
    new: int
    weight: float


def heaviest_chain(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of greatest total weight that rise in both texts, in order: no unit twice, none crossing.

    A weighted longest increasing subsequence, over a Fenwick tree of prefix maxima: n log n in the pairs.
    """
    ordered = sorted(pairs, key=lambda pair: (pair.old, -pair.new))  # two of one old unit cannot both rise
    rank = {new: place for place, new in enumerate(sorted({pair.new for pair in ordered}), start=1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(rank) + 1)
    before: list[int] = []
    for index, pair in enumerate(ordered):
        place = rank[pair.new]
        total, last = _prefix(best, place - 1)
        before.append(last)
        found = (total + pair.weight, index)
        while place < len(best):
            best[place] = max(best[place], found, key=lambda one: one[0])
            place += place & -place
    _, last = _prefix(best, len(rank))
    chain: list[Pair] = []
    while last >= 0:
        chain.append(ordered[last])
        last = before[last]
    return chain[::-1]


def _prefix(best: list[tuple[float, int]], place: int) -> tuple[float, int]:
    found = (0.0, -1)
    while place > 0:
        found = max(found, best[place], key=lambda one: one[0])
        place -= place & -place
    return found
