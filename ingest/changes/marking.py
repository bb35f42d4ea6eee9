"""What a change touches that people act on: the facts of either text, those that changed paired."""

from collections.abc import Collection, Mapping, Sequence

from ingest.changes.pairing import Touched, key_of, pairs_of
from ingest.changes.references import follows
from ingest.changes.sides import Side, Span
from ingest.changes.values import Mark, MarkKind
from ingest.changes.wording import Run

_TOLD_OF_WHOLE = frozenset(
    {MarkKind.DUTY, MarkKind.TIMESCALE, MarkKind.AGE, MarkKind.WHO, MarkKind.DATE, MarkKind.LINK}
)
"""What is told of a sentence that came or went: its conditions and numbers are read in it."""
_FEW = 6
"""Words that can have taken the place of a fact without being one."""


def marks(old: Side, new: Side, runs: Sequence[Run], numbering: Mapping[str, Collection[str]]) -> list[Mark]:
    """The facts that changed words touch, in their order.

    Args:
        old, new: the two texts; either may be empty.
        runs: what differs between them.
        numbering: the numbers that what has a number in the old edition has in the new.
    """
    if all(run.same for run in runs):
        return []
    found: list[Mark] = []
    for a, b in pairs_of(old, new, runs):
        if a and b and (key_of(a.fact) == key_of(b.fact) or _same_reference(a, b, old, new, numbering)):
            continue
        whole = all(one.whole for one in (a, b) if one)
        kind = a.fact.kind if a else b.fact.kind if b else MarkKind.NUMBER
        if not whole or kind in _TOLD_OF_WHOLE:
            found.append(Mark(kind, *_words(a, b, old, new, runs, numbering), whole))
    return list(
        {(one.kind, one.old.casefold(), one.new.casefold()): one for one in reversed(found)}.values()
    )[::-1]


def _words(
    a: Touched | None,
    b: Touched | None,
    old: Side,
    new: Side,
    runs: Sequence[Run],
    numbering: Mapping[str, Collection[str]],
) -> tuple[str, str]:
    """The words of a pair; for a fact that has no other, the few words that took its place, if any."""
    if a and b:
        return a.fact.text + _now(a, old, numbering), b.fact.text
    if a:
        run = runs[a.run]
        spans = (run.old_start, run.old_end), (run.new_start, run.new_end)
        return a.fact.text, _instead(a, old, new, *spans)
    assert b  # noqa: S101 - a pair has a fact
    run = runs[b.run]
    return _instead(b, new, old, (run.new_start, run.new_end), (run.old_start, run.old_end)), b.fact.text


def _instead(one: Touched, side: Side, other: Side, span: Span, other_span: Span) -> str:
    """The fact with its changed words as the other text has them; "" where more than it changed."""
    (start, end), (first, last) = span, one.span
    count = other_span[1] - other_span[0]
    if one.whole or not 0 < count <= _FEW or start < first - 1 or end > last + 1:
        return ""
    if any(at[0] < other_span[1] and other_span[0] < at[1] for _, at in other.facts):
        return ""  # they took the place of something else
    before = side.text[one.fact.start : side.words[start].start] if start > first else ""
    after = side.text[side.words[end - 1].end : one.fact.end] if end < last else ""
    words = other.words[slice(*other_span)]
    return before + other.text[words[0].start : words[-1].end] + after


def within_reference(old: Side, new: Side, run: Run) -> bool:
    """Whether all words of a run stand in cross-references."""
    return _within(old, (run.old_start, run.old_end)) and _within(new, (run.new_start, run.new_end))


def _within(side: Side, span: Span) -> bool:
    spans = [at for fact, at in side.facts if fact.kind is MarkKind.REFERENCE]
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _same_reference(
    a: Touched, b: Touched, old: Side, new: Side, numbering: Mapping[str, Collection[str]]
) -> bool:
    if a.fact.kind is not MarkKind.REFERENCE:
        return False
    return follows(old.references[a.fact.start], new.references[b.fact.start], numbering)


def _now(one: Touched, side: Side, numbering: Mapping[str, Collection[str]]) -> str:
    """What the one paragraph that a reference names is called now, if it is known: " (now 237)"."""
    reference = side.references.get(one.fact.start) if one.fact.kind is MarkKind.REFERENCE else None
    if reference is None or not reference.to_paragraph or len(reference.numbers) != 1:
        return ""
    known = set(numbering.get(reference.numbers[0], ())) - {reference.numbers[0], ""}
    return f" (now {known.pop()})" if len(known) == 1 else ""
