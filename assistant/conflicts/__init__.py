"""Sentences of different sources that answer one question differently, to be shown side by side.

A local procedure says 10 working days where national guidance says 15; one counts from the child's return,
the other from allocation; one says "must", the other "may". Which is right is for the reader's own area to
say, and nothing is decided here. Two sentences are held against each other only if what the time, duty or
number is for is the same: the steps of one process have timescales of their own, and are no conflict.

``said`` has the sentences, ``telling`` the words that tell what they are about, ``times`` and ``wording`` the
ways in which they differ.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import prompts
from assistant.answers import Conflict, Statement, standing_in_words
from assistant.asked import Asks
from assistant.conflicts.said import Difference, Said, Way, Weights, comparable, sentences
from assistant.conflicts.telling import apart
from assistant.conflicts.times import starts, timescales
from assistant.conflicts.wording import ages, denials, doers, numbers, strengths
from ingest.documents import GuidanceDocument, State
from ingest.vocabulary import NATIONS

MOST_CONFLICTS = 2
"""Conflicts told with one answer."""

_WHEN = frozenset({Asks.HOW_SOON, Asks.HOW_OFTEN})
_WHETHER = frozenset({Asks.MUST, Asks.MAY})
_WAYS: tuple[tuple[Way, frozenset[Asks]], ...] = (
    (timescales, _WHEN),
    (starts, _WHEN),
    (doers, frozenset({Asks.WHO})),
    (strengths, _WHETHER),
    (denials, _WHETHER),
    (ages, frozenset({Asks.HOW_MANY, Asks.WHAT_COUNTS})),
    (numbers, frozenset({Asks.HOW_MANY})),
)
"""The ways in which sentences differ, those that weigh most first, with the questions that look for each."""


def conflicts(kind: Asks, statements: Sequence[Statement]) -> tuple[Conflict, ...]:
    """The sentences quoted from different documents that answer differently.

    Args:
        kind: what the question asks for.
        statements: what is quoted.

    Returns:
        At most ``MOST_CONFLICTS``, those in what was asked for first, then the surest.
    """
    said = [
        one for statement in statements for citation in statement.citations for one in sentences(citation)
    ]
    weights = Weights(said)
    found: dict[tuple[str, str, str], tuple[float, Conflict]] = {}
    for one, other in combinations(said, 2):
        difference = _difference(kind, one, other, weights) if comparable(one, other) else None
        if difference:
            key = (one.citation.document.id, other.citation.document.id, difference.about)
            made = (difference.sure, Conflict(one.citation, other.citation, difference.about))
            found[key] = max(found.get(key, made), made, key=_sureness)
    best = sorted(found.values(), key=_sureness, reverse=True)
    return tuple(conflict for _, conflict in best[:MOST_CONFLICTS])


def _sureness(made: tuple[float, Conflict]) -> float:
    return made[0]


def _difference(kind: Asks, one: Said, other: Said, weights: Weights) -> Difference | None:
    """The first way in which two sentences differ; what was asked for counts more than any likeness."""
    for way, asked_by in _WAYS:
        found = way(kind, one, other, weights) if _may_differ_in(way, one, other) else None
        if found:
            return replace(found, sure=found.sure + (kind in asked_by))
    return None


def _may_differ_in(way: Way, one: Said, other: Said) -> bool:
    """Whether two sentences are on the same people and ages, but for that in which they differ."""
    same_people = way is doers or not apart(one.bodies, other.bodies)
    return same_people and (way is ages or one.ages == other.ages)


def told(conflict: Conflict) -> str:
    """The notice of a conflict: how the two sources differ, how each stands, and which one to check."""
    first, second = conflict.first.document, conflict.second.document
    return prompts.load("conflict").fill(
        about=conflict.about,
        first=_named(first),
        second=_named(second),
        check=prompts.load(_to_check(first, second)).text,
    )


def _named(document: GuidanceDocument) -> str:
    """A document with what it is, its nation and how it stands: "Guide (2023) – policy, England"."""
    metadata = document.metadata
    nation = NATIONS[metadata.nation][0] if metadata.nation in NATIONS else metadata.nation
    stands = ", ".join(filter(None, (metadata.kind, nation, standing_in_words(document.standing))))
    return f"{document.name} – {stands}" if stands else document.name


def _to_check(first: GuidanceDocument, second: GuidanceDocument) -> str:
    """The prompt that says which of two documents to check."""
    both = (first, second)
    kinds = {document.metadata.kind for document in both}
    if len({_may_be_worked_to(document) for document in both}) == 2:
        return "conflict-in-force"
    if _of_other_nations(first, second):
        return "conflict-nations"
    if kinds & {"local procedure", "policy"}:
        return "conflict-local"
    return "conflict-law" if "legislation" in kinds and len(kinds) == 2 else "conflict-national"


def _may_be_worked_to(document: GuidanceDocument) -> bool:
    return document.standing.state in (State.IN_FORCE, State.UNKNOWN)


def _of_other_nations(first: GuidanceDocument, second: GuidanceDocument) -> bool:
    """Whether two documents are each of a nation, and of none together."""
    covered = [NATIONS[one.metadata.nation][1] for one in (first, second) if one.metadata.nation in NATIONS]
    return len(covered) == 2 and covered[0].isdisjoint(covered[1])
