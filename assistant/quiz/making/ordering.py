"""Items that put the steps of a process in order, where the guidance says when each comes."""

import re
from collections.abc import Mapping, Sequence

from assistant.quiz.facts.bodies import data
from assistant.quiz.facts.duties import is_clear
from assistant.quiz.facts.values import Place
from assistant.quiz.items import Item, Kind, Option
from assistant.quiz.making.material import Material
from assistant.quiz.making.parts import cited, item_id, says

FEWEST = 3
"""Steps to order."""
LOOKED_AT = 12
"""Passages in which the sentence of a step is looked for."""


def asks_order(material: Material) -> list[Item]:
    """An item for each process of which enough steps are laid down in what is in scope."""
    about = (
        one
        for one in data()["sequences"]
        if material.is_about(" ".join([one["name"], *(step["step"] for step in one["steps"])]))
    )
    found = (_ordered(material, one) for one in about)
    return [item for item in found if item is not None]


def _ordered(material: Material, sequence: Mapping[str, object]) -> Item | None:
    steps: Sequence[Mapping[str, str]] = sequence["steps"]  # type: ignore[assignment]
    places = [_said(material, step) for step in steps]
    first, last = _longest(places)
    if last - first < FEWEST:
        return None
    chosen = [place for place in places[first + 1 : last] if place is not None]
    options = tuple(
        Option(
            text=step["step"],
            correct=True,
            rationale=says(place) if place and at > first else "",
            citations=(cited(place),) if place and at > first else (),
        )
        for at, (step, place) in enumerate(zip(steps, places, strict=True))
        if first <= at < last
    )
    return Item(
        id=item_id(Kind.ORDERING, "order", chosen),
        kind=Kind.ORDERING,
        stem=f"Put these steps of {sequence['name']} in order, the first one first.",
        options=options,
        rationale=" ".join(says(place) for place in chosen),
        citations=tuple(cited(place) for place in chosen),
        objective=f"Put the steps of {sequence['name']} in order.",
        role=material.wanted.role,
        topic=str(sequence["name"]),
        level=2,
        fact="+".join(place.digest for place in chosen),
    )


def _longest(places: Sequence[Place | None]) -> tuple[int, int]:
    """The longest run of steps each of which is said to follow the one before it, as a half-open span."""
    best, start = (0, 1), 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] is None:
            best = max(best, (start, at), key=lambda span: span[1] - span[0])
            start = at
    return best


def _said(material: Material, step: Mapping[str, str]) -> Place | None:
    """The sentence that says when a step comes, or None."""
    if "says" not in step:
        return None
    fits = re.compile(step["says"], re.IGNORECASE)
    for passage, document in material.searched(f"when is it that {step['step']}", LOOKED_AT):
        for index, sentence in enumerate(passage.sentences):
            lead = passage.lead_in_of(index) if sentence.level else None
            opens = [] if lead is None else [passage.sentences[lead]]
            place = Place.of(passage, document, *opens, sentence)
            if fits.search(place.text) and is_clear(place.text):
                return place
    return None
