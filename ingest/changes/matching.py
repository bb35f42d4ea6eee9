"""Two editions with what is known of both, and which of their parts belong together."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.changes.alignment import Link, align
from ingest.changes.bundles import bundled
from ingest.changes.differences import Difference
from ingest.changes.groups import Group, group
from ingest.changes.likeness import Likeness, Unit
from ingest.changes.marking import marks
from ingest.changes.noise import PICTURES_ASIDE, Known, Own
from ingest.changes.places import Places
from ingest.changes.sides import Side
from ingest.changes.values import Edition, Place
from ingest.changes.wording import runs
from ingest.documents import BlockKind
from ingest.numbering import is_law


@dataclass(frozen=True)
class Text:
    """An edition with what is known of its blocks."""

    edition: Edition
    units: tuple[Unit, ...]
    places: Places

    @classmethod
    def of(cls, edition: Edition) -> "Text":
        """The edition's blocks as units, with their places."""
        units = tuple(Unit(index, block) for index, block in enumerate(edition.blocks))
        return cls(edition, units, Places(edition))

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(unit.keys) for unit in self.units)

    @property
    def pictures_aside(self) -> bool:
        """Whether few of its words, if any, were read from pictures."""
        return sum(len(unit.keys) for unit in self.units if unit.block.ocr) <= PICTURES_ASIDE * self.words

    def side(self, indices: Sequence[int]) -> Side:
        """The text of some blocks, a line each."""
        text = "\n".join(self.units[index].block.text for index in indices)
        return Side(text, law=is_law(self.edition.metadata))


@dataclass(frozen=True)
class Matched:
    """Two texts, and which of their units belong together.

    Attributes:
        old, new: the texts.
        links: units that are one.
        groups: every unit of both in one group, those told together in the same.
    """

    old: Text
    new: Text
    links: Sequence[Link]
    groups: Sequence[Group]

    @cached_property
    def known(self) -> Known:
        """What noise is told by."""
        own_old, own_new = (Own.of([unit.keys for unit in text.units]) for text in (self.old, self.new))
        return Known(own_old, own_new, self.old.pictures_aside and self.new.pictures_aside)

    @cached_property
    def numbers(self) -> list[tuple[str, str]]:
        """The full numbers, old and new, of what is numbered in both editions, footnotes apart."""
        found = []
        for link in self.links:
            old, new = self.old.units[link.old].block, self.new.units[link.new].block
            if old.number and new.number and old.kind is not BlockKind.FOOTNOTE:
                found.append((self.old.places.labels[link.old], self.new.places.labels[link.new]))
        return found

    @cached_property
    def numbering(self) -> Mapping[str, Collection[str]]:
        """The numbers in the new edition of what has one in the old, in full and as printed; of a paragraph
        that was joined to another, the other's."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.groups:
            for at in one.old if one.new else ():
                found[self.old.places.labels[at]].add(self.new.places.labels[one.new[-1]])
        for a, b in self.numbers:
            found[a].add(b)
        for link in self.links:
            printed = (self.old.units[link.old].block.number, self.new.units[link.new].block.number)
            found[printed[0].strip(".() ")].add(printed[1].strip(".() "))
        return found

    def difference(self, one: Group) -> Difference:
        """What differs within a group."""
        old, new = self.old.side(one.old), self.new.side(one.new)
        found = runs(old.words, new.words)
        return Difference(
            group=one,
            old_blocks=[self.old.units[at].block for at in one.old],
            new_blocks=[self.new.units[at].block for at in one.new],
            path=self.new.places.path(one.new[0]) if one.new else self.old.places.path(one.old[0]),
            old=old,
            new=new,
            runs=found,
            marks=marks(old, new, found, self.numbering),
        )

    def order(self, old: Place | None, new: Place | None) -> tuple[float, int]:
        """Where something comes in the new text; what was removed, after what stood before it."""
        if new:
            return new.position, 0
        place = old.position if old else 0
        at = bisect_left(self._linked, (place, 0)) - 1
        return (self._linked[at][1] + 0.5 if at >= 0 else -1.0), place

    @cached_property
    def _linked(self) -> list[tuple[int, int]]:
        return [(link.old, link.new) for link in self.links if not link.moved]


def match(old: Edition, new: Edition) -> Matched:
    """Align two editions, always the same way round, so that what one direction adds the other removes."""
    texts = Text.of(old), Text.of(new)
    turned = [unit.keys for unit in texts[1].units] < [unit.keys for unit in texts[0].units]
    first, second = (text.units for text in (texts[::-1] if turned else texts))
    links = align(first, second, Likeness(first, second))
    groups = bundled(group(first, second, links), first, second)
    if turned:
        links = sorted((Link(one.new, one.old, one.moved) for one in links), key=lambda link: link.old)
        groups = [Group(one.new, one.old, one.moved) for one in groups]
    return Matched(*texts, links, groups)
