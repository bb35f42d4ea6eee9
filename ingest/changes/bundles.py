"""Units that came, went or moved together, told as one: a lead-in with its list, a table, a section."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.changes.groups import Group
from ingest.changes.likeness import Unit
from ingest.documents import Block, BlockKind


def bundled(groups: Iterable[Group], old: Sequence[Unit], new: Sequence[Unit]) -> list[Group]:
    """The groups, with what came, went or moved side by side made one where it reads as one."""
    removed: list[Group] = []
    added: list[Group] = []
    moved: list[Group] = []
    others: list[Group] = []
    for one in groups:
        if not one.new:
            removed.append(one)
        elif not one.old:
            added.append(one)
        elif one.moved and _unchanged(one, old, new):
            moved.append(one)
        else:
            others.append(one)
    return [
        *others,
        *(Group(places, ()) for places in _joined(sorted(one.old for one in removed), old)),
        *(Group((), places) for places in _joined(sorted(one.new for one in added), new)),
        *_runs(sorted(moved, key=lambda one: one.new)),
    ]


def _unchanged(one: Group, old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    return [old[place].key for place in one.old] == [new[place].key for place in one.new]


def _joined(parts: Sequence[tuple[int, ...]], units: Sequence[Unit]) -> list[tuple[int, ...]]:
    """Headings with what first follows them, lead-ins with their lists, rows of a table, with footnotes."""
    found: list[tuple[int, ...]] = []
    for places in parts:
        before = [units[at].block for at in found[-1]] if found else []
        if found and places[0] == found[-1][-1] + 1 and _hangs(units[places[0]].block, before):
            found[-1] = (*found[-1], *places)
        else:
            found.append(places)
    return found


def _hangs(block: Block, before: Sequence[Block]) -> bool:
    """Whether a block reads as one with those before it."""
    if block.kind is BlockKind.FOOTNOTE:
        return True
    body = [one for one in before if one.kind is not BlockKind.FOOTNOTE]
    if not body or block.kind is BlockKind.HEADING:
        return bool(body) and body[-1].kind is BlockKind.HEADING  # a heading with its subheading
    if all(one.kind is BlockKind.HEADING for one in body):
        return True
    if block.kind is BlockKind.ROW:
        return body[-1].kind is BlockKind.ROW
    if block.kind is not BlockKind.ITEM:
        return False
    first = next(one for one in body if one.kind is not BlockKind.HEADING)
    return first.kind is BlockKind.PARAGRAPH or (first.kind is BlockKind.ITEM and first.level < block.level)


def _runs(groups: Sequence[Group]) -> list[Group]:
    """What moved as one: side by side in both texts."""
    found: list[Group] = []
    for one in groups:
        last = found[-1] if found else None
        if last and one.new[0] == last.new[-1] + 1 and one.old[0] == last.old[-1] + 1:
            found[-1] = replace(last, old=(*last.old, *one.old), new=(*last.new, *one.new))
        else:
            found.append(one)
    return found
