"""What differs between two texts, word by word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.changes.chains import Pair, heaviest_chain
from ingest.changes.values import Piece
from ingest.changes.words import Word, joined

_SMALL = frozenset(
    "a an and are as at be by for from has have in is it its of on or that the their they this to was "
    "were which who with".split()
)
"""Words that alone between two changes are no common ground."""
FEW = 2
"""Small words in a row that do not keep two changes apart."""
_MOST = 2_000_000
"""Pairs of words up to which two texts are compared word by word throughout."""
_ANCHOR = 6
"""Words of a stretch that holds its place in a long text."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of either text that belong together: half-open spans, one empty where words came or went.

    Attributes:
        old_start, old_end, new_start, new_end: the spans.
        same: whether the words are the same.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    same: bool


def runs(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    """The runs that make up both texts, in order; the same whichever text is called the old."""
    old_keys, new_keys = [word.key for word in old], [word.key for word in new]
    # The matcher's choice among equals depends on which text comes first.
    if (len(old_keys), old_keys) > (len(new_keys), new_keys):
        found = [Run(c, d, a, b, same) for a, b, c, d, same in _matched(new_keys, old_keys)]
    else:
        found = [Run(a, b, c, d, same) for a, b, c, d, same in _matched(old_keys, new_keys)]
    found = list(_merged(_without_spacing(run, old_keys, new_keys) for run in found))
    found = list(_merged(_bridged(found, new_keys)))
    return list(_slid(found, old, new))


_Spans = tuple[int, int, int, int, bool]


def _matched(old: list[str], new: list[str]) -> Iterator[_Spans]:
    if len(old) * len(new) > _MOST:
        yield from _matched_between_anchors(old, new)
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield a, b, c, d, tag == "equal"


def _matched_between_anchors(old: list[str], new: list[str]) -> Iterator[_Spans]:
    """Long texts, which would take long, compared between stretches that occur once in each."""
    places, others = _single(old), _single(new)
    anchors = heaviest_chain(Pair(places[key], others[key], 1.0) for key in places.keys() & others.keys())
    at_old = at_new = 0
    for pair in [*anchors, None]:
        end_old, end_new = (pair.old, pair.new) if pair else (len(old), len(new))
        if end_old < at_old or end_new < at_new:
            continue  # it overlaps the anchor before
        if not anchors:
            yield at_old, end_old, at_new, end_new, False
            return
        for a, b, c, d, same in _matched(old[at_old:end_old], new[at_new:end_new]):
            yield at_old + a, at_old + b, at_new + c, at_new + d, same
        if pair:
            at_old, at_new = end_old + _ANCHOR, end_new + _ANCHOR
            yield end_old, at_old, end_new, at_new, True


def _single(keys: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Stretches of so many words that occur once, with their places."""
    stretches = [tuple(keys[at : at + _ANCHOR]) for at in range(len(keys) - _ANCHOR + 1)]
    counts = Counter(stretches)
    return {stretch: at for at, stretch in enumerate(stretches) if counts[stretch] == 1}


def _without_spacing(run: Run, old: Sequence[str], new: Sequence[str]) -> Run:
    """Words that differ in spaces and hyphens only are the same: "co-ordinate", "coordinate"."""
    same = joined(old[run.old_start : run.old_end]) == joined(new[run.new_start : run.new_end])
    return Run(run.old_start, run.old_end, run.new_start, run.new_end, run.same or same)


def _merged(found: Iterable[Run]) -> Iterator[Run]:
    """Runs that follow each other and are alike made one, so that changes and common ground alternate."""
    last: Run | None = None
    for run in found:
        if last is not None and last.same == run.same:
            last = Run(last.old_start, run.old_end, last.new_start, run.new_end, run.same)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _bridged(found: Sequence[Run], new: Sequence[str]) -> Iterator[Run]:
    """Changes with nothing but a small word or two between them are one."""
    pending: list[Run] = []
    for at, run in enumerate(found):
        words = new[run.new_start : run.new_end]
        between = 0 < at < len(found) - 1
        if run.same and not (pending and between and len(words) <= FEW and _SMALL.issuperset(words)):
            yield from _one(pending)
            pending = []
            yield run
        else:
            pending.append(run)
    yield from _one(pending)


def _one(parts: Sequence[Run]) -> Iterator[Run]:
    """One change of several with small words between, unless it would only say those words twice."""
    if len(parts) < 2:
        yield from parts
        return
    first, last = parts[0], parts[-1]
    whole = Run(first.old_start, last.old_end, first.new_start, last.new_end, same=False)
    changed = [part for part in parts if not part.same]
    both = all(part.old_start < part.old_end and part.new_start < part.new_end for part in changed)
    yield from ([whole] if both else parts)


def _slid(found: Sequence[Run], old: Sequence[Word], new: Sequence[Word]) -> Iterator[Run]:
    """Words that came or went, moved to begin with a sentence where they could as well begin there."""
    runs_ = list(found)
    for at in range(1, len(runs_) - 1):
        before, run, after = runs_[at - 1 : at + 2]
        if run.same or not (before.same and after.same):
            continue
        inserted = run.old_start == run.old_end
        if not inserted and run.new_start != run.new_end:
            continue
        words, start, end = (
            (new, run.new_start, run.new_end) if inserted else (old, run.old_start, run.old_end)
        )
        shift = _shift(words, start, end, _length(before), _length(after))
        runs_[at - 1 : at + 2] = _shifted(before, run, after, shift)
    return (run for run in runs_ if _length(run))


def _shift(words: Sequence[Word], start: int, end: int, least: int, most: int) -> int:
    """How far a stretch can slide to begin with a sentence; 0 if it cannot or does already."""
    if words[start].opens:
        return 0
    back = 0
    while back < least and words[start - back - 1].key == words[end - back - 1].key:
        back += 1
        if words[start - back].opens:
            return -back
    on = 0
    while on < most and end + on < len(words) and words[start + on].key == words[end + on].key:
        on += 1
        if words[start + on].opens:
            return on
    return 0


def _shifted(before: Run, run: Run, after: Run, shift: int) -> list[Run]:
    return [
        Run(before.old_start, before.old_end + shift, before.new_start, before.new_end + shift, same=True),
        Run(
            run.old_start + shift, run.old_end + shift, run.new_start + shift, run.new_end + shift, same=False
        ),
        Run(after.old_start + shift, after.old_end, after.new_start + shift, after.new_end, same=True),
    ]


def _length(run: Run) -> int:
    return max(run.old_end - run.old_start, run.new_end - run.new_start)


def pieces(
    found: Sequence[Run], old_text: str, old: Sequence[Word], new_text: str, new: Sequence[Word]
) -> tuple[Piece, ...]:
    """The runs as pieces that make up both texts to the letter: each ends where the next one begins."""
    made: list[Piece] = []
    old_at = new_at = 0
    for run in found:
        old_end = _start(old, run.old_end, old_text) if run.old_end > run.old_start else old_at
        new_end = _start(new, run.new_end, new_text) if run.new_end > run.new_start else new_at
        made.append(Piece(old_text[old_at:old_end], new_text[new_at:new_end], run.same))
        old_at, new_at = old_end, new_end
    return tuple(made)


def _start(words: Sequence[Word], index: int, text: str) -> int:
    return words[index].start if index < len(words) else len(text)
