"""Linked units with what was split off from them or joined to them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.changes.alignment import Link
from ingest.changes.likeness import Unit

NEAR = 4
"""Blocks within which the parts of a paragraph stand: a footnote or two may come between them."""
FAR = 20
"""The same for a part that is found again to the letter: a page of footnotes may come between."""
MOST_OF = 0.7
"""Share of a part's words that the other edition has in the paragraph beside it, for it to belong to that."""
NEARLY_ALL = 0.9
"""The same for a part that stands far off."""
LEAST_SHIFTED = 4
"""Words that go over from one paragraph to the next, for the two to be compared as one."""
LEAST_PARTED = 8
"""Words that a paragraph lost to a new one beside it which holds more than those."""


@dataclass(frozen=True, slots=True)
class Group:
    """Units of the old and the new text that are compared with each other.

    Attributes:
        old, new: their places, rising; one is empty where the text was added or removed.
        moved: whether it stands elsewhere among its neighbours.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


_Pairs = Counter[tuple[str, str]]
"""Words two by two, which tell where words came from as single ones do not."""


class _Residues:
    """What the groups' words in one edition have that those in the other have not."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self._old, self._new = old, new
        self._known: dict[Group, tuple[_Pairs, _Pairs]] = {}

    def deleted(self, group: Group) -> _Pairs:
        return self._both(group)[0]

    def inserted(self, group: Group) -> _Pairs:
        return self._both(group)[1]

    def _both(self, group: Group) -> tuple[_Pairs, _Pairs]:
        if group not in self._known:
            old, new = _pairs(self._old, group.old), _pairs(self._new, group.new)
            self._known[group] = (old - new, new - old)
        return self._known[group]


def _pairs(units: Sequence[Unit], places: Iterable[int]) -> _Pairs:
    return sum((units[place].pairs for place in places), start=Counter())


def group(old: Sequence[Unit], new: Sequence[Unit], links: Sequence[Link]) -> list[Group]:
    """Every unit in one group: linked units together, with the parts that were split off or joined."""
    linked = [Group((link.old,), (link.new,), link.moved) for link in links]
    same = [one for one in linked if old[one.old[0]].key == new[one.new[0]].key]
    changed = [one for one in linked if old[one.old[0]].key != new[one.new[0]].key]
    residues = _Residues(old, new)
    with_old, with_new = {link.old for link in links}, {link.new for link in links}
    removed = [Group((unit.index,), ()) for unit in old if unit.index not in with_old]
    added = [Group((), (unit.index,)) for unit in new if unit.index not in with_new]
    changed, alone = _absorbed(changed, [*removed, *added], residues)
    return [*same, *_shifted(changed, residues), *alone]


def _absorbed(
    changed: list[Group], alone: list[Group], residues: _Residues
) -> tuple[list[Group], list[Group]]:
    """Changed groups with the units that are parts of them, and the units that are not."""
    while True:
        left: list[Group] = []
        by_old = {place: at for at, one in enumerate(changed) for place in one.old}
        by_new = {place: at for at, one in enumerate(changed) for place in one.new}
        for one in alone:
            near = _near(one.old, by_old) | _near(one.new, by_new)
            fits = [(_fit(one, changed[at], residues), at) for at in sorted(near)]
            fit, at = max(fits, default=(0.0, -1))
            if fit:
                changed[at] = _together(changed[at], one)
            else:
                left.append(one)
        if len(left) == len(alone):
            return changed, left
        alone = left


def _near(places: Sequence[int], by_place: dict[int, int]) -> set[int]:
    around = range(places[0] - FAR, places[0] + FAR + 1) if places else ()
    return {by_place[place] for place in around if place in by_place}


def _fit(one: Group, other: Group, residues: _Residues) -> float:
    """How surely a unit that is in one edition only belongs to a group; 0 if it does not."""
    words = residues.deleted(one) or residues.inserted(one)
    there = residues.inserted(other) if one.old else residues.deleted(other)
    shared = (words & there).total()
    near = _distance(one, other) <= NEAR
    if shared >= LEAST_SHIFTED and shared >= NEARLY_ALL * words.total():
        return shared + words.total()
    if near and shared and shared >= MOST_OF * words.total():
        return shared
    return shared if near and shared >= LEAST_PARTED and shared >= MOST_OF * there.total() else 0.0


def _distance(one: Group, other: Group) -> int:
    pairs = [(a, b) for a in one.old for b in other.old] + [(a, b) for a in one.new for b in other.new]
    return min(abs(a - b) for a, b in pairs)


def _shifted(changed: list[Group], residues: _Residues) -> list[Group]:
    """Neighbours made one where words went over from the one to the other."""
    found: list[Group] = []
    for one in sorted(changed, key=lambda group: group.old):
        if found and _goes_over(found[-1], one, residues):
            found[-1] = _together(found[-1], one)
        else:
            found.append(one)
    return found


def _goes_over(one: Group, other: Group, residues: _Residues) -> bool:
    if other.old[0] - one.old[-1] > NEAR or not 0 < other.new[0] - one.new[-1] <= NEAR:
        return False
    for gone, come in (
        (residues.deleted(one), residues.inserted(other)),
        (residues.deleted(other), residues.inserted(one)),
    ):
        shared = (gone & come).total()
        if shared >= LEAST_SHIFTED and shared >= MOST_OF * min(gone.total(), come.total()):
            return True
    return False


def _together(one: Group, other: Group) -> Group:
    return replace(one, old=tuple(sorted((*one.old, *other.old))), new=tuple(sorted((*one.new, *other.new))))
