"""Who: people, bodies and nations of a statement that its source does not name, and who does it to whom."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
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


_EVERYBODY = frozenset({"child", "adult", "parent", "carer", "staff", "school", "provider", "volunteer", "media"})
"""Whom nearly all guidance is about; they are missing from a sentence that means them."""


def check(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Somebody whom the source does not name, or who does there what is done to them here."""
    yield from _strangers(claim, source)
    yield from _nations(claim, source)
    yield from _turned(claim, source)


def _strangers(claim: Text, source: Evidence) -> Iterator[Difference]:
    said, held = people(claim.text), people(source.whole.text)
    names = {one.name for one in held}
    known = names | {whole for one in names for whole in _whole(one)}
    strange = [one for one in said if one.name not in known and one.name not in _EVERYBODY]
    if not strange:
        return
    if not _replaced(said, held) and strange[0].name in {one.name for one in people(f"{source.above} {source.around}")}:
        return  # "they" of a sentence, named above it
    instead = _replaced(said, held)
    what = f"the passage says “{instead}”" if instead else "the passage does not name them"
    yield Difference("role", f"{what}, the statement says “{strange[0].shown}”")


def _replaced(said: tuple[Named, ...], held: tuple[Named, ...]) -> str:
    """A body that the source names and the statement does not."""
    names = {one.name for one in said} | {whole for one in said for whole in _whole(one.name)}
    return next((one.shown for one in held if one.name not in names | _EVERYBODY), "")


def _whole(name: str) -> list[str]:
    wholes: dict[str, list[str]] = lists()["part of"]
    return wholes.get(name, [])


def _nations(claim: Text, source: Evidence) -> Iterator[Difference]:
    held = {name for name, _ in _nations_in(f"{source.whole.text} {source.above}")}
    for name, shown in _nations_in(claim.text):
        if name not in held:
            instead = next((other for one, other in _nations_in(source.whole.text)), "")
            what = f"the passage says “{instead}”" if instead else "the passage names no such nation"
            yield Difference("nation", f"{what}, the statement says “{shown}”")
            return


@lru_cache(maxsize=4_000)
def _nations_in(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, match[0]) for name, wording in patterns("nations").items() for match in wording.finditer(plain(text))
    )


@lru_cache(maxsize=4_000)
def people(text: str) -> tuple[Named, ...]:
    """The people and bodies of a text, in order; of overlapping names the longest."""
    words = plain(text)
    found = [
        Named(name, text[match.start() : match.end()], match.start(), match.end())
        for name, wording in patterns("people").items()
        for match in wording.finditer(words)
    ]
    found.sort(key=lambda one: (one.start, one.start - one.end))
    kept: list[Named] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


# Who does it to whom

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?)\b(?: \w+ly| also| then| not)* (\w+(?:ed|en|t|ld|d|n))\b[^.;:]*\bby\b", re.I)


def _turned(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Two whom both name, with the same act between them, the other way round."""
    held = {act for text in source.texts for act in _acts(text.text)}
    for doer, act, other in _acts(claim.text):
        if (other, act, doer) in held and (doer, act, other) not in held:
            yield Difference("direction", f"in the passage it is not the {doer} but the {other} who acts so")
            return


@lru_cache(maxsize=4_000)
def _acts(text: str) -> frozenset[tuple[str, str, str]]:
    """Who does what to whom, as far as neighbouring names and the words between them tell."""
    found = set()
    named = people(text)
    for one, other in zip(named, named[1:], strict=False):
        between = plain(text[one.end : other.start])
        if one.name == other.name or re.search(r"[.;:]", between):
            continue
        passive = _PASSIVE.search(f"{between} ")
        doer, whom = (other.name, one.name) if passive and re.search(r"\bby\b(?: \w+){0,2}\W*$", between) else (one.name, other.name)
        found |= {(doer, word.stem, whom) for word in read(between).words if word.tells}
    return frozenset(found)


@cache
def names() -> frozenset[str]:
    """Every name that people and bodies go by."""
    return frozenset(lists()["people"])
