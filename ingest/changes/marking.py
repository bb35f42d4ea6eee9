"""What a change touches that people act on: facts of either text, paired where one took another's place."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.changes.facts import Fact, facts_of
from ingest.changes.references import Reference, follows, references_in
from ingest.changes.values import Mark, MarkKind
from ingest.changes.wording import Run
from ingest.changes.words import Word, words_of

_PAIRED_APART = frozenset(MarkKind) - {MarkKind.NEGATION, MarkKind.CONDITION, MarkKind.LINK}
"""What may have moved within its sentence as it changed."""
_TOLD_OF_WHOLE = frozenset(
    {MarkKind.DUTY, MarkKind.TIMESCALE, MarkKind.AGE, MarkKind.WHO, MarkKind.DATE, MarkKind.LINK}
)
"""What is told of a sentence that came or went: its conditions and numbers are read in it."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Side:
    """One of the two texts of a change.

    Attributes:
        text: itself.
        law: whether its numbers mean sections.
    """

    text: str
    law: bool = False

    @cached_property
    def words(self) -> list[Word]:
        """Its words, each cross-reference as one."""
        at = sorted(self.references)
        found: list[Word] = []
        for word in words_of(self.text):
            inside = bisect_right(at, word.start) - 1
            reference = self.references[at[inside]] if inside >= 0 else None
            if reference is None or word.start >= reference.end:
                found.append(word)
            elif word.start == reference.start:
                found.append(Word(reference.key, reference.start, reference.end, word.opens))
        return found

    @cached_property
    def references(self) -> dict[int, Reference]:
        """Its cross-references, by where they start."""
        return {one.start: one for one in references_in(self.text, law=self.law)}

    @cached_property
    def facts(self) -> list[tuple[Fact, Span]]:
        """Its facts, each with the words it stands in, half-open; cross-references among them."""
        references = list(self.references.values())
        found = [Fact(MarkKind.REFERENCE, one.text, one.start, one.end) for one in references]
        found += [
            fact
            for fact in facts_of(self.text)
            if not any(one.start < fact.end and fact.start < one.end for one in references)
        ]
        return [(fact, self._span(fact)) for fact in sorted(found, key=lambda fact: fact.start)]

    def _span(self, fact: Fact) -> Span:
        inside = [at for at, word in enumerate(self.words) if word.start < fact.end and fact.start < word.end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def sentence(self, at: int) -> Span:
        """The words of the sentence that a word stands in, half-open."""
        start, end = at, at + 1
        while start > 0 and not self.words[start].opens:
            start -= 1
        while end < len(self.words) and not self.words[end].opens:
            end += 1
        return start, end


@dataclass(frozen=True, slots=True)
class _Touched:
    """A fact of one text that a run of changed words touches."""

    fact: Fact
    span: Span
    run: int
    cluster: int
    whole: bool


def marks(old: Side, new: Side, runs: Sequence[Run], numbering: Mapping[str, Collection[str]]) -> list[Mark]:
    """The facts that changed words touch, in their order.

    Args:
        old, new: the two texts; either may be empty.
        runs: what differs between them.
        numbering: the numbers that what has a number in the old edition has in the new.
    """
    if all(run.same for run in runs):
        return []
    clusters = _clusters(old, new, runs)
    pairs = _paired(
        _touched(old, [(run.old_start, run.old_end) for run in runs], runs, clusters),
        _touched(new, [(run.new_start, run.new_end) for run in runs], runs, clusters),
        _Map(old, new, runs, clusters),
    )
    found: list[Mark] = []
    for a, b in pairs:
        if a and b and (_key(a.fact) == _key(b.fact) or _same_reference(a, b, old, new, numbering)):
            continue
        whole = all(one.whole for one in (a, b) if one)
        kind = a.fact.kind if a else b.fact.kind if b else MarkKind.NUMBER
        if not whole or kind in _TOLD_OF_WHOLE:
            now = _now(a, old, numbering) if a and b else ""
            found.append(Mark(kind, a.fact.text + now if a else "", b.fact.text if b else "", whole))
    return list(
        {(one.kind, one.old.casefold(), one.new.casefold()): one for one in reversed(found)}.values()
    )[::-1]


def within_reference(old: Side, new: Side, run: Run) -> bool:
    """Whether all words of a run stand in cross-references."""
    return _within(old, (run.old_start, run.old_end)) and _within(new, (run.new_start, run.new_end))


def _within(side: Side, span: Span) -> bool:
    spans = [at for fact, at in side.facts if fact.kind is MarkKind.REFERENCE]
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _key(fact: Fact) -> str:
    """Equal for what is the same in capitals, punctuation and, of people and bodies, number."""
    key = re.sub(r"\W+", " ", fact.text).strip().casefold()
    return re.sub(r"(?:ies|y|s)\b", "", key) if fact.kind is MarkKind.WHO else key


def _same_reference(
    a: _Touched, b: _Touched, old: Side, new: Side, numbering: Mapping[str, Collection[str]]
) -> bool:
    if a.fact.kind is not MarkKind.REFERENCE:
        return False
    return follows(old.references[a.fact.start], new.references[b.fact.start], numbering)


def _now(one: _Touched, side: Side, numbering: Mapping[str, Collection[str]]) -> str:
    """What the one paragraph that a reference names is called now, if it is known: " (now 237)"."""
    reference = side.references.get(one.fact.start) if one.fact.kind is MarkKind.REFERENCE else None
    if reference is None or not reference.to_paragraph or len(reference.numbers) != 1:
        return ""
    known = set(numbering.get(reference.numbers[0], ())) - {reference.numbers[0], ""}
    return f" (now {known.pop()})" if len(known) == 1 else ""


# --- what is touched --------------------------------------------------------------------------------


def _clusters(old: Side, new: Side, runs: Sequence[Run]) -> list[int]:
    """Which changes stand in the same sentence: the same number for each of them."""
    found, cluster = [], 0
    for run in runs:
        starts = any(word.opens for word in new.words[run.new_start : run.new_end])
        starts = starts or any(word.opens for word in old.words[run.old_start : run.old_end])
        cluster += starts
        found.append(cluster)
        cluster += starts and run.same
    return found


def _touched(
    side: Side, spans: Sequence[Span], runs: Sequence[Run], clusters: Sequence[int]
) -> list[_Touched]:
    changed = [False] * len(side.words)
    for (start, end), run in zip(spans, runs, strict=True):
        changed[start:end] = [not run.same] * (end - start)
    found = []
    for fact, (first, end) in side.facts:
        at = next((k for k, run in enumerate(runs) if not run.same and _touch(spans[k], (first, end))), None)
        if at is not None:
            begin, stop = side.sentence(first)
            whole = all(changed[begin:stop])
            found.append(_Touched(fact, (first, end), at, clusters[at], whole))
    return found


def _touch(run: Span, fact: Span) -> bool:
    """Whether changed words overlap a fact; words that came or went, whether they did so inside it."""
    if run[0] == run[1]:
        return fact[0] < run[0] < fact[1]
    return run[0] < fact[1] and fact[0] < run[1]


class _Map:
    """Finds the fact of one text in which the unchanged words of a fact of the other stand."""

    def __init__(self, old: Side, new: Side, runs: Sequence[Run], clusters: Sequence[int]) -> None:
        self._old, self._new, self._clusters = old, new, clusters
        kept = [
            run for run in runs if run.same and run.old_end - run.old_start == run.new_end - run.new_start
        ]
        self._to_old = {b: a for run in kept for a, b in self._steps(run)}
        self._to_new = {a: b for run in kept for a, b in self._steps(run)}

    @staticmethod
    def _steps(run: Run) -> Iterator[tuple[int, int]]:
        return zip(range(run.old_start, run.old_end), range(run.new_start, run.new_end), strict=True)

    def of_new(self, one: _Touched) -> _Touched | None:
        return self._other(one, self._to_old, self._old)

    def of_old(self, one: _Touched) -> _Touched | None:
        return self._other(one, self._to_new, self._new)

    @staticmethod
    def _other(one: _Touched, to_other: Mapping[int, int], other: Side) -> _Touched | None:
        places = {to_other[at] for at in range(*one.span) if at in to_other}
        for fact, span in other.facts:
            if fact.kind is one.fact.kind and places.intersection(range(*span)):
                return _Touched(fact, span, one.run, one.cluster, whole=False)
        return None


# --- what took whose place --------------------------------------------------------------------------

_Pair = tuple[_Touched | None, _Touched | None]


def _paired(old: Sequence[_Touched], new: Sequence[_Touched], facts: _Map) -> list[_Pair]:
    """Facts that share words, then those in the same run of changes, then those in the same sentence."""
    shared, old, new = _sharing(old, new, facts)
    in_run, old, new = _matched(old, new, by="run", apart=True)
    grown, old, new = _grown(old, new, facts)
    in_sentence, old, new = _matched(old, new, by="cluster", apart=False)
    pairs = [
        *shared,
        *in_run,
        *grown,
        *in_sentence,
        *((one, None) for one in old),
        *((None, one) for one in new),
    ]
    return sorted(pairs, key=lambda pair: [one.run for one in pair if one][-1])


_Left = tuple[list[_Pair], list[_Touched], list[_Touched]]


def _sharing(old: Sequence[_Touched], new: Sequence[_Touched], facts: _Map) -> _Left:
    """Facts that changes touch in both texts, and that have unchanged words in common."""
    by_place = {_at(one): one for one in old}
    pairs: list[_Pair] = []
    for one in new:
        other = facts.of_new(one)
        if other and (touched := by_place.pop(_at(other), None)):
            pairs.append((touched, one))
    return pairs, *_rest(old, new, pairs)


def _grown(old: Sequence[_Touched], new: Sequence[_Touched], facts: _Map) -> _Left:
    """Facts to which a change in one text added words, or from which it took some."""
    pairs: list[_Pair] = [(other, one) for one in new if (other := facts.of_new(one))]
    pairs += [(one, other) for one in old if (other := facts.of_old(one))]
    return pairs, *_rest(old, new, pairs)


def _rest(
    old: Sequence[_Touched], new: Sequence[_Touched], pairs: Sequence[_Pair]
) -> tuple[list[_Touched], list[_Touched]]:
    used = {id(one) for pair in pairs for one in pair}
    return [one for one in old if id(one) not in used], [one for one in new if id(one) not in used]


def _at(one: _Touched | None) -> int:
    return one.fact.start if one else -1


def _matched(old: Sequence[_Touched], new: Sequence[_Touched], *, by: str, apart: bool) -> _Left:
    """Those of one kind in one place: first the same with the same, then in order."""
    pairs: list[_Pair] = []
    olds, news = _by(old, by), _by(new, by)
    for place in olds.keys() & news.keys():
        a, b = olds[place], news[place]
        common = Counter(_key(one.fact) for one in a) & Counter(_key(one.fact) for one in b)
        a, same_old = _parted(a, common)
        b, same_new = _parted(b, common)
        pairs += zip(same_old, same_new, strict=True)
        if apart or place[1] in _PAIRED_APART:
            pairs += zip(a, b, strict=False)
    return pairs, *_rest(old, new, pairs)


def _by(touched: Sequence[_Touched], by: str) -> dict[tuple[int, MarkKind], list[_Touched]]:
    found: dict[tuple[int, MarkKind], list[_Touched]] = defaultdict(list)
    for one in touched:
        found[one.run if by == "run" else one.cluster, one.fact.kind].append(one)
    return found


def _parted(touched: Sequence[_Touched], common: Mapping[str, int]) -> tuple[list[_Touched], list[_Touched]]:
    """Those that differ, and those that are the same on both sides, by their words."""
    left = Counter(common)
    differ: list[_Touched] = []
    same: list[_Touched] = []
    for one in touched:
        key = _key(one.fact)
        (same if left[key] > 0 else differ).append(one)
        left[key] -= 1
    return differ, sorted(same, key=lambda one: _key(one.fact))
