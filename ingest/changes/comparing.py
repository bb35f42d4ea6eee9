"""Two editions compared: what differs in them said, marked, ranked and put in order."""

from collections.abc import Sequence

from ingest.changes.differences import Difference
from ingest.changes.matching import Matched, match
from ingest.changes.noise import noise_in
from ingest.changes.ranking import by_importance, rank_of
from ingest.changes.repeats import repeats_told_once
from ingest.changes.report import ChangeReport
from ingest.changes.resources import resource_marks
from ingest.changes.values import Change, ChangeKind, Edition, Mark, MarkKind, Piece
from ingest.changes.wording import pieces
from ingest.changes.words import plain
from ingest.documents import Block, BlockKind

_FORCE = {True: "not yet in force", False: "in force"}


def compare(old: Sequence[Block], new: Sequence[Block]) -> tuple[Change, ...]:
    """Everything that differs between two texts: what matters most first, then what is noise.

    Args:
        old, new: the blocks of the two editions.
    """
    report = report_of(Edition(old), Edition(new))
    return (*report.changes, *report.folded)


def report_of(old: Edition, new: Edition) -> ChangeReport:
    """Compare two editions of a document, or any two documents."""
    matched = match(old, new)
    differences = [matched.difference(one) for one in matched.groups]
    found = [change for one in differences if (change := _change(matched, one))]
    found.sort(key=lambda change: matched.order(change.old, change.new))
    told = sorted((one for one in found if one.noise is None), key=lambda change: change.rank)
    return ChangeReport(
        old=old.name,
        new=new.name,
        old_short=old.short or "old",
        new_short=new.short or "new",
        changes=repeats_told_once(told),
        folded=tuple(one for one in found if one.noise is not None),
        renumbered=sum(a != b for a, b in matched.numbers),
        words=sum(len(one.new.words) for one in differences),
        unchanged=sum(one.unchanged for one in differences),
        old_gaps=old.gaps,
        new_gaps=new.gaps,
    )


def _change(matched: Matched, found: Difference) -> Change | None:
    """What a difference is told as; None where there is none."""
    kind, told = _kind(found), [*found.marks, *_force(found)]
    if kind is None and not told:
        return None
    if kind is ChangeKind.MOVED and all(block.kind is BlockKind.FOOTNOTE for block in found.blocks):
        return None  # a footnote stands wherever its marker does
    kind, told = kind or ChangeKind.CHANGED, [*told, *resource_marks(found)]
    return Change(
        kind=kind,
        rank=rank_of(kind, told, sentences=found.whole_sentences, substance=found.substance),
        marks=tuple(sorted(told, key=by_importance)),
        old=matched.old.places.of(found.group.old),
        new=matched.new.places.of(found.group.new),
        pieces=_pieces(found),
        noise=None if _force(found) else noise_in(found, matched.known),
    )


def _kind(found: Difference) -> ChangeKind | None:
    """What became of the text; None where it stands as it stood."""
    if not found.old_blocks:
        return ChangeKind.ADDED if found.new.words else None
    if not found.new_blocks:
        return ChangeKind.REMOVED if found.old.words else None
    changed = any(not run.same for run in found.runs)
    if found.group.moved:
        return ChangeKind.MOVED_AND_CHANGED if changed else ChangeKind.MOVED
    split = len(found.old_blocks) != len(found.new_blocks)
    other = changed or split or plain(found.old.text) != plain(found.new.text)
    return ChangeKind.CHANGED if other else None


def _force(found: Difference) -> list[Mark]:
    """Law that came into force, or was taken back before it did."""
    before = {block.prospective for block in found.old_blocks}
    after = {block.prospective for block in found.new_blocks}
    if len(before) == len(after) == 1 and before != after:
        return [Mark(MarkKind.FORCE, _FORCE[before.pop()], _FORCE[after.pop()])]
    return []


def _pieces(found: Difference) -> tuple[Piece, ...]:
    if found.old_blocks and found.new_blocks:
        return pieces(found.runs, found.old.text, found.old.words, found.new.text, found.new.words)
    text = "\n".join(_line(block, first=at == 0) for at, block in enumerate(found.blocks))
    return (Piece(text, "", same=False),) if found.old_blocks else (Piece("", text, same=False),)


def _line(block: Block, *, first: bool) -> str:
    """One of several blocks that came or went together, as it stands on the page; the first's number is told
    apart."""
    if first or block.kind in (BlockKind.HEADING, BlockKind.ROW):
        return block.text
    return f"[{block.number}] {block.text}" if block.kind is BlockKind.FOOTNOTE else block.rendered()
