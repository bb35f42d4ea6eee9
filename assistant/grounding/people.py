"""Who: people, bodies and nations of a statement that its source does not name, and who does it to whom."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.grounding.evidence import Evidence
from assistant.grounding.patterns import lists, patterns, plain
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Difference


class Named(NamedTuple):
    """A person, body or nation in a text: the name that it goes by, its words, and where they stand."""

    name: str
    shown: str
    start: int
    end: int


_EVERYBODY = frozenset(
    {"child", "adult", "parent", "carer", "staff", "school", "provider", "volunteer", "media"}
)
"""Whom nearly all guidance is about; they are missing from a sentence that means them."""


_TOPICS = frozenset({"social care", "local authority", "employer", "health staff"})
"""Who may be named for what they do where nobody is: "adult social care", "the employer"."""
_OWN = frozenset({"Ofsted", "CQC", "DfE", "government"})
"""Who may speak of themselves as "we"."""


def check(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Somebody, or a nation, whom the source does not name, or who does what is done to them there."""
    yield from _strangers(claim, source)
    yield from _nations(claim, source)
    yield from _turned(claim, source)


def _strangers(claim: Text, source: Evidence) -> Iterator[Difference]:
    said, held = people(claim.text), people(source.whole.text)
    names = {one.name for one in held}
    known = names | {whole for one in names for whole in _whole(one)} | _EVERYBODY
    stranger = next((one for one in said if one.name not in known), None)
    if stranger is None:
        return
    if stranger.name in _OWN and "we" in source.whole.stems:
        return
    if instead := _replaced(said, held):
        yield Difference("role", f"the passage says “{instead}”, the statement says “{stranger.shown}”")
    elif not _goes_without_saying(stranger, source):
        yield Difference("role", f"the passage does not name the “{stranger.shown}” of the statement")


def _goes_without_saying(stranger: Named, source: Evidence) -> bool:
    """Whether somebody is named near the sentence, which may say "they", or only for what they do."""
    near = {one.name for one in people(f"{source.above} {source.around}")}
    return stranger.name in _TOPICS or stranger.name in near


def _replaced(said: tuple[Named, ...], held: tuple[Named, ...]) -> str:
    """A body that the source names and the statement does not."""
    names = {one.name for one in said} | {whole for one in said for whole in _whole(one.name)}
    return next((one.shown for one in held if one.name not in names | _EVERYBODY), "")


def _whole(name: str) -> list[str]:
    wholes: dict[str, list[str]] = lists()["part of"]
    return wholes.get(name, [])


def _nations(claim: Text, source: Evidence) -> Iterator[Difference]:
    there = nations(source.whole.text)
    held = {one.name for one in (*there, *nations(source.above))}
    if {"England", "Scotland"} <= held:
        held.add("the United Kingdom")
    for one in nations(claim.text):
        if one.name not in held:
            what = f"the passage says “{there[0].shown}”" if there else "the passage names no such nation"
            yield Difference("nation", f"{what}, the statement says “{one.shown}”")
            return


@lru_cache(maxsize=4_000)
def nations(text: str) -> tuple[Named, ...]:
    """The nations that a text names, in order."""
    return _named("nations", text)


@lru_cache(maxsize=4_000)
def people(text: str) -> tuple[Named, ...]:
    """The people and bodies of a text, in order; of overlapping names the longest."""
    return _named("people", text)


def _named(group: str, text: str) -> tuple[Named, ...]:
    words = plain(text)
    found = [
        Named(name, text[match.start() : match.end()], match.start(), match.end())
        for name, wording in patterns(group).items()
        for match in wording.finditer(words)
    ]
    found.sort(key=lambda one: (one.start, one.start - one.end))
    kept: list[Named] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


# Who does it to whom

_CLOSE = 5
"""Words between two names that tell who does what to whom."""
_BY = re.compile(r"\bby(?: \w+){0,2}\W*$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b", re.IGNORECASE)


def _turned(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Two whom both name, with the same act between them, the other way round."""
    held = _acts(source.main.text)
    for doer, act, other in sorted(_acts(claim.text)):
        if (other, act, doer) in held and (doer, act, other) not in held:
            yield Difference("direction", f"in the passage it is not the {doer} but the {other} who acts so")
            return


@lru_cache(maxsize=4_000)
def _acts(text: str) -> frozenset[tuple[str, str, str]]:
    """Who does what to whom, as far as neighbouring names and the words between them tell."""
    found: set[tuple[str, str, str]] = set()
    for one, other in pairwise(people(text)):
        between = plain(text[one.end : other.start])
        words = read(between).words
        if one.name == other.name or len(words) > _CLOSE or re.search(r"[.,;:]", between):
            continue
        passive = _PASSIVE.search(between) and _BY.search(between)
        doer, whom = (other.name, one.name) if passive else (one.name, other.name)
        found |= {(doer, word.stem, whom) for word in words if word.tells}
    return frozenset(found)
