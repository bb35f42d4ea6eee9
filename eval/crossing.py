"""Statements that no document makes: what one body has to do, said of another, held against a passage on that
other. A model that writes fluently about the right body and the wrong thing is caught by this or by nothing.
"""

import random
from collections.abc import Iterator, Sequence

from assistant.grounding.source import of_passage
from assistant.grounding.text import read
from assistant.grounding.verifier import Verifier
from assistant.quiz.facts.bodies import bodies
from assistant.quiz.facts.duties import duties
from assistant.quiz.facts.values import Duty
from eval.verifying import Tried
from ingest.documents import GuidanceDocument
from ingest.library import Library

COUNT = 400
"""Statements, half of them to tune by."""
_SEED = 4
_TRIED = 20
"""Duties of others that are looked at for each."""
_MOST_SHARED = 0.3
"""Share of an act's weight that its passage may hold; what has more of it there may be said there."""


def crossed(
    verifier: Verifier, library: Library, documents: Sequence[GuidanceDocument], half: int
) -> list[Tried]:
    """Crossed statements, each examined against the passage of the duty whose subject it has.

    Args:
        verifier: examines them.
        library: holds the documents.
        documents: those whose duties are crossed.
        half: 0 or 1; a passage belongs to one half by its id.
    """
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    found = [
        duty
        for one in documents
        for duty in _duties(library, one)
        if int(duty.place.passage.id, 16) % 2 == half
    ]
    chance.shuffle(found)
    tried = []
    for duty, other in _pairs(found, chance):
        claim = f"{duty.actor} {duty.modal} {other.act}."
        claim = claim[:1].upper() + claim[1:]
        examined = verifier.examine(claim, [of_passage(duty.place.passage, duty.place.document)])
        if examined:
            tried.append(Tried("crossed", "", f"{duty.place.digest}+{other.place.digest}", False, examined))
        if len(tried) == COUNT // 2:
            break
    return tried


def _duties(library: Library, document: GuidanceDocument) -> Iterator[Duty]:
    yield from duties([(one, document) for one in library.passages_of(document.id)])


def _pairs(found: Sequence[Duty], chance: random.Random) -> Iterator[tuple[Duty, Duty]]:
    known = bodies()
    for duty in found:
        if duty.body not in known or duty.actor in ("they", "it"):
            continue
        there = read(duty.place.passage.text).stems
        for other in chance.sample(found, min(_TRIED, len(found))):
            apart = other.body in known and known[duty.body].apart_from(known[other.body])
            if apart and other.modal == duty.modal and read(other.act).covered(there) <= _MOST_SHARED:
                yield duty, other
                break
