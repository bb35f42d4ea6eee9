"""What limits a statement: conditions, exceptions, "only", "some"; dropped, added or turned about.

A duty of those who come across a case of abuse is no duty of everybody, and what holds "unless the child
objects" does not always hold.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.grounding.evidence import Evidence
from assistant.grounding.patterns import pattern, plain
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Difference

_KEPT = 0.45
"""Share of a condition's weight that a statement must have to have kept it."""
_GOVERNED = 0.45
"""Share of what a condition governs that a statement must have for it to be missed."""
_SHOWN = 60
_VAGUE = re.compile(r"some|sometimes|at times|occasionally", re.IGNORECASE)
_END = re.compile(r"[,;:.()–—]| - |\band\b(?= (?:must|should|may|will|can)\b)")


class Condition(NamedTuple):
    """A stretch that limits what stands beside it: its words, and those that it limits."""

    shown: str
    words: Text
    governed: Text


def check(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Limits of the source that the statement does not keep, and limits that it does not have."""
    yield from _exceptions(claim, source)
    yield from _reach(claim, source)
    yield from _only(claim, source)
    yield from _conditions(claim, source)


def _has(name: str, text: str) -> str:
    match = pattern(name).search(plain(text))
    return match[0] if match else ""


def _exceptions(claim: Text, source: Evidence) -> Iterator[Difference]:
    whole = source.whole.text
    said, held = _has("exceptions", claim.text), _has("exceptions", whole)
    if said and not (held or _has("denials", whole) or _has("conditions", whole) or _has("only", whole)):
        yield Difference("exception", f"the statement says “{said}”, the passage makes no exception")
    none = _has("no exceptions", claim.text)
    if none and not _has("no exceptions", whole) and held and not said:
        yield Difference("exception", f"the passage says “{held}”, the statement says “{none}”")


def _reach(claim: Text, source: Evidence) -> Iterator[Difference]:
    """How many it is said of: some, all, none."""
    whole = source.main.text
    some, every, none = (_has(name, whole) for name in ("some", "all", "none"))
    said_every, said_none = _has("all", claim.text), _has("none", claim.text)
    if said_every and some and not every and not none and not _has("some", claim.text):
        yield Difference("scope", f"the passage says “{some}”, the statement says “{said_every}”")
    if said_none and some and not none and not _VAGUE.fullmatch(some):
        yield Difference("scope", f"the passage says “{some}”, the statement says “{said_none}”")


def _only(claim: Text, source: Evidence) -> Iterator[Difference]:
    said, held = _has("strictly only", claim.text), _has("only", source.whole.text)
    if said and not held and not _has("denials", source.whole.text):
        yield Difference("scope", f"the statement says “{said}”, the passage does not")


def _conditions(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Conditions of the source of which nothing is left."""
    told = _has("conditions", claim.text) or _has("exceptions", claim.text)
    if told or not source.is_worded_alike(claim):
        return
    for one in conditions(source.main.text):
        if _is_governed(one, source) and one.words.weight and source.taken_up(one.words) < _KEPT:
            yield Difference("condition", f"the passage says “{_short(one.shown)}”, the statement does not")
            return


def _is_governed(one: Condition, source: Evidence) -> bool:
    return one.governed.weight > 0 and source.taken_up(one.governed) >= _GOVERNED


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=4_000)
def conditions(text: str) -> tuple[Condition, ...]:
    """The conditions and exceptions of a sentence, each to the end of its clause, with what they limit."""
    words = plain(text)
    found: list[tuple[int, int]] = []
    for match in pattern("limits").finditer(words):
        end = next((edge.start() for edge in _END.finditer(words, match.end())), len(words))
        if match.start() < (found[-1][1] if found else 0):
            continue
        found.append((match.start(), end))
    made: list[Condition] = []
    for start, end in found:
        rest = text[:start].rsplit(";", maxsplit=1)[-1] + " " + text[end:].split(";", maxsplit=1)[0]
        made.append(Condition(text[start:end].strip(), read(text[start:end]), read(rest)))
    return tuple(made)
