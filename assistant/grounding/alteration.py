"""Words changed in what is otherwise a quotation.

A statement that has most of the words of its source in their order stands or falls with the few that differ:
whoever quotes must not change "refer" to "inform", drop "where appropriate", or swap who tells whom.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from assistant.grounding.duties import duties
from assistant.grounding.evidence import Evidence
from assistant.grounding.patterns import pattern, plain
from assistant.grounding.people import Named, people
from assistant.grounding.quantities import quantities
from assistant.grounding.text import Text, Word, read
from assistant.grounding.verdict import Difference

ALONE = 0.75
"""The same share in one sentence, from which that sentence has to support the statement alone: what is quoted
from it with a number of another one is no quotation."""
QUOTED = 0.6
"""Share of a statement's words that stand in its source in their order, from which it is a quotation."""
_REMEMBERED = 64
"""Comparisons: one statement is asked about several times while it is checked."""
_RUN = 2
"""Words in a row that count as standing in their order."""
_CLAUSE = 5
"""Words in a row that make a clause, which may be moved; a name is shorter."""
_USED = 0.25
"""Share of a sentence's words that are quoted, from which what is left out of it counts."""
_LONGEST = 60
_SMALL = frozenset(
    "a an the that which this these those such also therefore however thus so then there here is are be been "
    "being was were has have had it its they their them he she his her of for in on to by at as with from "
    "who do does did will would s".split()
)
"""Words that come and go without a change of what is said."""
_POINTS_BACK = frozenset("it they this these those that he she such their its them here there".split())
_JOINS = frozenset({"and", "or"})
_GUARDED = ("limits", "exceptions", "denials", "only", "some", "all")
_OPEN, _CLOSED = re.compile(r"[(,;:–—]\s*$| - $"), re.compile(r"\s*[),;:.–—]| - ")


class _Gap(NamedTuple):
    """What stands between two stretches that agree."""

    put_in: tuple[Word, ...]
    left_out: tuple[Word, ...]


def quoted(claim: Text, source: Evidence) -> float:
    """The share of a statement's words, 0 to 1, that stand in its source in the same order."""
    return sum(block.size for block in _stretches(claim, source)) / max(len(claim.words), 1)


def check(claim: Text, source: Evidence) -> Iterator[Difference]:
    """What was put in, left out or put in the place of something else, where most is quoted."""
    if quoted(claim, source) < QUOTED:
        return
    for gap in _gaps(claim, source):
        put_in = _telling(gap.put_in, gap.left_out)
        left_out = _telling(gap.left_out, gap.put_in)
        if put_in and not _is_named_otherwise(gap, claim, source):
            yield _put_in(gap, claim, source)
        elif left_out and not put_in and _matters(gap.left_out, source.whole.text):
            words = _shown(gap.left_out, source.whole.text)
            yield Difference("wording", f"the passage says “{words}”, the statement leaves it out")


def _telling(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """Words that the others do not have, without the small ones; "and" and "or" only against each other."""
    known = {word.stem for word in others}
    joins = {word.plain for word in others} & _JOINS
    return [
        word
        for word in words
        if word.stem not in known and word.plain not in _SMALL and (word.plain not in _JOINS or joins)
    ]


def _is_named_otherwise(gap: _Gap, claim: Text, source: Evidence) -> bool:
    """Whether what was put in names what the source points back to, or has another name for."""
    here, there = (
        _shown(words, text) for words, text in ((gap.put_in, claim.text), (gap.left_out, source.whole.text))
    )
    known = read(f"{source.around} {source.above}").stems
    if gap.left_out and {word.plain for word in gap.left_out} <= _POINTS_BACK:
        return {word.stem for word in _telling(gap.put_in, ())} <= known
    ours, theirs = people(here), people(there)
    named = {one.name for one in ours}
    others = _telling([w for w in gap.put_in if not _within(w, ours, gap.put_in[0].start)], gap.left_out)
    return bool(named) and named == {one.name for one in theirs} and not others


def _within(word: Word, named: Sequence[Named], start: int) -> bool:
    return any(one.start <= word.start - start < one.end for one in named)


def _put_in(gap: _Gap, claim: Text, source: Evidence) -> Difference:
    here, there = _shown(gap.put_in, claim.text), _shown(gap.left_out, source.whole.text)
    if not there:
        return Difference("wording", f"the statement adds “{here}”")
    return Difference("wording", f"the passage says “{there}”, the statement says “{here}”")


def _matters(words: Sequence[Word], text: str) -> bool:
    """Whether what was left out limits what is left, rather than being one thing more."""
    shown = text[words[0].start : words[-1].end]
    if any(pattern(name).search(plain(shown)) for name in _GUARDED) or duties(shown) or quantities(shown):
        return True
    before, after = text[: words[0].start], text[words[-1].end :]
    opens = not before.strip() or before.endswith("\n") or _OPEN.search(before)
    closes = not after.strip() or after.startswith("\n") or _CLOSED.match(after)
    joined = {words[0].plain, words[-1].plain} & _JOINS or re.search(r"(?:\band|\bor|,)\s*$", before)
    return not ((opens and closes) or joined)


def _shown(words: Sequence[Word], text: str) -> str:
    shown = text[words[0].start : words[-1].end].replace("\n", " ") if words else ""
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _gaps(claim: Text, source: Evidence) -> Iterator[_Gap]:
    """The gaps between the stretches that a quotation shares with its source."""
    blocks = _stretches(claim, source)
    used = _used(source, [(block.b, block.b + block.size) for block in blocks])
    edges = [(0, 0), *((block.a + block.size, block.b + block.size) for block in blocks)]
    nexts = [*((block.a, block.b) for block in blocks), (len(claim.words), len(source.whole.words))]
    gaps = []
    for (a, b), (next_a, next_b) in zip(edges, nexts, strict=True):
        left_out = tuple(word for at, word in enumerate(source.whole.words[b:next_b], b) if at in used)
        gaps.append(_Gap(claim.words[a:next_a], left_out))
    yield from _without_moved(gaps)


def _without_moved(gaps: Sequence[_Gap]) -> Iterator[_Gap]:
    """The gaps without what only stands elsewhere in the statement: a clause put first is no change."""
    put_in, left_out = ([word for gap in gaps for word in gap[side]] for side in (0, 1))
    ours, theirs = ([word.stem for word in words] for words in (put_in, left_out))
    moved: set[int] = set()
    for block in _blocks(ours, theirs, _CLAUSE):
        moved |= {id(word) for word in put_in[block.a : block.a + block.size]}
        moved |= {id(word) for word in left_out[block.b : block.b + block.size]}
    for gap in gaps:
        rest = _Gap(*(tuple(word for word in words if id(word) not in moved) for words in gap))
        if rest.put_in or rest.left_out:
            yield rest


def _stretches(claim: Text, source: Evidence) -> list[Match]:
    """Where the words of both are the same for some words in a row."""
    return _shared(claim.text, source.whole.text)


@lru_cache(maxsize=_REMEMBERED)
def _shared(claim: str, source: str) -> list[Match]:
    ours, theirs = ([word.stem for word in read(text).words] for text in (claim, source))
    return _blocks(ours, theirs, _RUN)


def _blocks(ours: Sequence[str], theirs: Sequence[str], least: int) -> list[Match]:
    """The stretches of both that agree, in order, found as SequenceMatcher does, the longest first; too short
    ones are not looked for: in what repeats itself that takes the cube of its length."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    found, left = [], [(0, len(ours), 0, len(theirs))]
    while left:
        start, end, first, last = left.pop()
        block = matcher.find_longest_match(start, end, first, last)
        if block.size >= least:
            found.append(block)
            left.append((start, block.a, first, block.b))
            left.append((block.a + block.size, end, block.b + block.size, last))
    return sorted(found)


def _used(source: Evidence, stretches: Sequence[tuple[int, int]]) -> set[int]:
    """The places of the words of those sentences that are quoted from; the others may be left out whole."""
    used: set[int] = set()
    start = 0
    for text in source.texts:
        end = start + len(text.words)
        shared = sum(max(0, min(end, b) - max(start, a)) for a, b in stretches)
        if shared >= _USED * max(len(text.words), 1):
            used |= set(range(start, end))
        start = end
    return used
