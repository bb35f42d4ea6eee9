"""The same words changed in many places, told once."""

from collections.abc import Iterable
from dataclasses import replace

from ingest.changes.values import Change, ChangeKind, Rank
from ingest.changes.words import keys_of

_TOLD_EACH = {*Rank} - {Rank.WHO, Rank.LINK, Rank.REFERENCE, Rank.TEXT, Rank.WORDING}
"""Duties, timescales, ages, conditions and numbers are told in every place: each binds by itself."""


def repeats_told_once(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, with those that put the same words for the same told once, with all places."""
    first: dict[object, int] = {}
    found: list[Change] = []
    for change in changes:
        words = _replaced(change)
        if words is None:
            found.append(change)
        elif words in first:
            at = first[words]
            found[at] = replace(found[at], also=(*found[at].also, (change.old, change.new)))
        else:
            first[words] = len(found)
            found.append(change)
    return tuple(found)


def _replaced(change: Change) -> tuple[object, ...] | None:
    """The words that took the place of others, where that is all that changed; else None."""
    if change.kind is not ChangeKind.CHANGED or change.rank in _TOLD_EACH:
        return None
    changed = {(keys_of(piece.old), keys_of(piece.new)) for piece in change.pieces if not piece.same}
    if len(changed) != 1 or not all(next(iter(changed))):
        return None
    return (change.rank, *changed)
