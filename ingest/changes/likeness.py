"""How alike two units of text are, and which units of two texts are worth comparing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from ingest.changes.words import joined, keys_of
from ingest.documents import Block, BlockKind

MOST_PLACES = 12
"""A word or pair of words that stands in more units than this does not tell which is which."""
MOST_CANDIDATES = 8
"""Units of the new text that are looked at closely for each of the old."""
LONG_ENOUGH = 8
"""Words of a unit that can be told again inside a longer one."""
HELD_WITHIN = 0.85
"""Share of the shorter unit's words, and of its pairs of words, that make it a part of the longer."""


@dataclass(frozen=True)
class Unit:
    """A block as it is compared.

    Attributes:
        index: its place in its document.
        block: itself.
    """

    index: int
    block: Block

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its words."""
        return keys_of(self.block.text)

    @cached_property
    def key(self) -> str:
        """Equal for units that differ in spaces, hyphens, quotes and capitals only."""
        return joined(self.keys)

    @cached_property
    def counts(self) -> Counter[str]:
        """Its words, each as often as it occurs."""
        return Counter(self.keys)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """Its words two by two."""
        return Counter(zip(self.keys, self.keys[1:], strict=False))


class Likeness:
    """Likeness by shared words, in which a word counts the more, the fewer units have it."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        having = Counter(key for unit in (*old, *new) for key in unit.counts)
        self._weights = {key: log(1 + (len(old) + len(new)) / count) for key, count in having.items()}
        self._masses: dict[int, float] = {}

    def mass(self, unit: Unit) -> float:
        """How much its words tell, all together."""
        known = self._masses.get(id(unit))
        if known is None:
            known = self._masses[id(unit)] = self.of(unit.counts)
        return known

    def of(self, counts: Mapping[str, int]) -> float:
        """How much some words tell."""
        return sum(self._weights.get(key, 0.0) * count for key, count in counts.items())

    def between(self, old: Unit, new: Unit) -> float:
        """From 0 to 1: twice what they share over what they have, or more where one holds the other."""
        if old.key == new.key:
            return 1.0
        shared = self.of(old.counts & new.counts)
        masses = self.mass(old), self.mass(new)
        alike = 2 * shared / sum(masses)
        if min(len(old.keys), len(new.keys)) >= LONG_ENOUGH and shared >= HELD_WITHIN * min(masses):
            within = (old.pairs & new.pairs).total() / min(old.pairs.total(), new.pairs.total())
            alike = max(alike, 0.6 if within >= HELD_WITHIN else 0.0)
        same_kind = (old.block.kind is BlockKind.FOOTNOTE) == (new.block.kind is BlockKind.FOOTNOTE)
        return alike if same_kind else 0.8 * alike


def candidates(old: Sequence[Unit], new: Sequence[Unit], likeness: Likeness) -> Iterator[tuple[Unit, Unit]]:
    """Pairs that share words, or pairs of words, which few units of these stretches have."""
    places: dict[object, list[int]] = defaultdict(list)
    for at, unit in enumerate(new):
        for feature in (*unit.counts, *unit.pairs):
            places[feature].append(at)
    for unit in old:
        shared: Counter[int] = Counter()
        for feature in (*unit.counts, *unit.pairs):
            having = places.get(feature, ())
            if len(having) <= MOST_PLACES:
                shared.update(having)
        yield from ((unit, new[at]) for at, _ in shared.most_common(MOST_CANDIDATES))
