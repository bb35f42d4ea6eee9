"""Which facts of two texts changed words touch, and which took whose place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.changes.facts import Fact
from ingest.changes.sides import Side, Span
from ingest.changes.values import MarkKind
from ingest.changes.wording import Run

_PAIRED_APART = frozenset(MarkKind) - {MarkKind.NEGATION, MarkKind.CONDITION, MarkKind.LINK}
"""What may have moved within its sentence as it changed."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A fact of one text that a run of changed words touches.

    Attributes:
        fact: the fact.
        span: the words it stands in, half-open.
        run: the place of the run.
        cluster: the same for runs that change the same sentence.
        whole: whether its whole sentence came or went.
    """

    fact: Fact
    span: Span
    run: int
    cluster: int
    whole: bool


_SPELLED = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_DIGITS = {word: str(number) for number, word in enumerate(_SPELLED.split())}


def key_of(fact: Fact) -> str:
    """Equal for what differs in capitals, punctuation, spelled numbers or plurals of bodies only."""
    words = re.sub(r"\W+", " ", fact.text).strip().casefold().split()
    key = " ".join(_DIGITS.get(word, word) for word in words)
    return re.sub(r"(?:ies|y|s)\b", "", key) if fact.kind is MarkKind.WHO else key


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
) -> list[Touched]:
    """The facts of one text that changed words overlap, or come or go inside of."""
    changed = [False] * len(side.words)
    touched: dict[int, tuple[int, Fact, Span]] = {}  # by where the fact starts: the first run that touches it
    for at, (run, (start, end)) in enumerate(zip(runs, spans, strict=True)):
        changed[start:end] = [not run.same] * (end - start)
        words = range(start, end) if start < end else range(start - 1, start)
        for word in words if not run.same else ():
            fact, span = side.fact_at.get(word, (None, (0, 0)))
            if fact and (start < end or span[0] < start < span[1]):
                touched.setdefault(fact.start, (at, fact, span))
    before = list(accumulate(changed, initial=0))
    found = []
    for at, fact, span in sorted(touched.values(), key=lambda one: one[1].start):
        begin, stop = side.sentence(span[0])
        whole = before[stop] - before[begin] == stop - begin
        found.append(Touched(fact, span, at, clusters[at], whole))
    return found


class _Map:
    """Finds the fact of one text in which the unchanged words of a fact of the other stand."""

    def __init__(self, old: Side, new: Side, runs: Sequence[Run]) -> None:
        self._old, self._new = old, new
        kept = [
            run for run in runs if run.same and run.old_end - run.old_start == run.new_end - run.new_start
        ]
        self._to_old = {b: a for run in kept for a, b in self._steps(run)}
        self._to_new = {a: b for run in kept for a, b in self._steps(run)}

    @staticmethod
    def _steps(run: Run) -> Iterator[tuple[int, int]]:
        return zip(range(run.old_start, run.old_end), range(run.new_start, run.new_end), strict=True)

    def of_new(self, one: Touched) -> Touched | None:
        return self._other(one, self._to_old, self._old)

    def of_old(self, one: Touched) -> Touched | None:
        return self._other(one, self._to_new, self._new)

    @staticmethod
    def _other(one: Touched, to_other: Mapping[int, int], other: Side) -> Touched | None:
        for at in range(*one.span):
            fact, span = other.fact_at.get(to_other.get(at, -1), (None, (0, 0)))
            if fact and fact.kind is one.fact.kind:
                return Touched(fact, span, one.run, one.cluster, whole=False)
        return None


# --- what took whose place --------------------------------------------------------------------------

Pair = tuple[Touched | None, Touched | None]


def pairs_of(old: Side, new: Side, runs: Sequence[Run]) -> list[Pair]:
    """The facts that changed words touch, in order, each with the one whose place it took, if any: one with
    which it shares words, or one in the same run of changes, or else in the same sentence."""
    clusters = _clusters(old, new, runs)
    facts = _Map(old, new, runs)
    a = _touched(old, [(run.old_start, run.old_end) for run in runs], runs, clusters)
    b = _touched(new, [(run.new_start, run.new_end) for run in runs], runs, clusters)
    shared, a, b = _sharing(a, b, facts)
    in_run, a, b = _matched(a, b, by="run", apart=True)
    grown, a, b = _grown(a, b, facts)
    in_sentence, a, b = _matched(a, b, by="cluster", apart=False)
    alone: list[Pair] = [*((one, None) for one in a), *((None, one) for one in b)]
    pairs = [*shared, *in_run, *grown, *in_sentence, *alone]
    return sorted(pairs, key=lambda pair: [one.run for one in pair if one][-1])


_Left = tuple[list[Pair], list[Touched], list[Touched]]


def _sharing(old: Sequence[Touched], new: Sequence[Touched], facts: _Map) -> _Left:
    """Facts that changes touch in both texts, and that have unchanged words in common."""
    by_place = {_at(one): one for one in old}
    pairs: list[Pair] = []
    for one in new:
        other = facts.of_new(one)
        if other and (touched := by_place.pop(_at(other), None)):
            pairs.append((touched, one))
    return pairs, *_rest(old, new, pairs)


def _grown(old: Sequence[Touched], new: Sequence[Touched], facts: _Map) -> _Left:
    """Facts to which a change in one text added words, or from which it took some."""
    pairs: list[Pair] = [(other, one) for one in new if (other := facts.of_new(one))]
    pairs += [(one, other) for one in old if (other := facts.of_old(one))]
    return pairs, *_rest(old, new, pairs)


def _rest(
    old: Sequence[Touched], new: Sequence[Touched], pairs: Sequence[Pair]
) -> tuple[list[Touched], list[Touched]]:
    used = {id(one) for pair in pairs for one in pair}
    return [one for one in old if id(one) not in used], [one for one in new if id(one) not in used]


def _at(one: Touched | None) -> int:
    return one.fact.start if one else -1


def _matched(old: Sequence[Touched], new: Sequence[Touched], *, by: str, apart: bool) -> _Left:
    """Those of one kind in one place: first the same with the same, then in order."""
    pairs: list[Pair] = []
    olds, news = _by(old, by), _by(new, by)
    for place in olds.keys() & news.keys():
        a, b = olds[place], news[place]
        common = Counter(key_of(one.fact) for one in a) & Counter(key_of(one.fact) for one in b)
        a, same_old = _parted(a, common)
        b, same_new = _parted(b, common)
        pairs += zip(same_old, same_new, strict=True)
        if apart or place[1] in _PAIRED_APART:
            pairs += zip(a, b, strict=False)
    return pairs, *_rest(old, new, pairs)


def _by(touched: Sequence[Touched], by: str) -> dict[tuple[int, MarkKind], list[Touched]]:
    found: dict[tuple[int, MarkKind], list[Touched]] = defaultdict(list)
    for one in touched:
        found[one.run if by == "run" else one.cluster, one.fact.kind].append(one)
    return found


def _parted(touched: Sequence[Touched], common: Mapping[str, int]) -> tuple[list[Touched], list[Touched]]:
    """Those that differ, and those that are the same on both sides, by their words."""
    left = Counter(common)
    differ: list[Touched] = []
    same: list[Touched] = []
    for one in touched:
        key = key_of(one.fact)
        (same if left[key] > 0 else differ).append(one)
        left[key] -= 1
    return differ, sorted(same, key=lambda one: key_of(one.fact))
