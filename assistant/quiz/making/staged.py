"""Staged scenarios: a story told in steps, with a decision at each that a fact of the library decides."""

import re
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from assistant.quiz.facts.bodies import data
from assistant.quiz.facts.finding import Facts
from assistant.quiz.items import Item
from assistant.quiz.making.material import Material
from assistant.quiz.making.parts import Told
from assistant.quiz.making.what import asks_what
from assistant.quiz.making.when import asks_when
from assistant.quiz.making.who import asks_who

FEWEST = 3
"""Stages of a story."""
LOOKED_AT = 16
"""Passages in which the fact of a stage is looked for."""
TRIED = 5
"""Facts of a stage that are tried."""


def stories(material: Material) -> list[str]:
    """The names of the stories that can be told about what is wanted, in the order that chance decides."""
    audiences = {one.metadata.audience for one in material.documents.values()}
    about = audiences if audiences and not audiences & {"", "both"} else {"children", "adults"}
    names = [one["name"] for one in data()["stories"] if one["audience"] in about]
    material.rng.shuffle(names)
    return names


def told_story(material: Material, name: str) -> list[Item]:
    """The items of a story, a stage each; none where the library holds too few of its facts."""
    story = next(one for one in data()["stories"] if one["name"] == name)
    people = _people(material)
    items: list[Item] = []
    before: list[str] = []
    waiting: list[str] = []
    facts: set[str] = set()
    for stage in story["stages"]:
        waiting.append(stage["told"].format_map(people))
        item = _asked(material, stage, facts, story["audience"])
        if item is None:
            continue
        now = "\n\n".join(waiting)
        told = Told(_id(material, name), len(items) + 1, now, tuple(before))
        items.append(told.in_item(item.model_copy(update={"topic": story["topic"]})))
        facts.add(item.fact)
        before += waiting
        waiting = []
    return items if len(items) >= FEWEST else []


def _asked(material: Material, stage: Mapping[str, str], used: set[str], audience: str) -> Item | None:
    """What is asked at a stage: of the first fact that fits, in a document on those whom it is about."""
    found = material.near(stage["search"], LOOKED_AT)
    fits = re.compile(stage["asks"], re.IGNORECASE)
    chosen = [
        (ask, fact)
        for ask, fact in _ways(stage["by"], found)
        if fits.search(fact.place.text)
        and fact.place.digest not in used
        and fact.place.document.metadata.audience in (audience, "both", "")
    ]
    made = (ask(material, fact) for ask, fact in chosen[:TRIED])
    return next((item for item in made if item is not None), None)


def _ways(by: str, found: Facts) -> list[tuple[Callable[[Material, Any], Item | None], Any]]:
    def what(material: Material, duty: Any) -> Item | None:
        return asks_what(material, duty, staged=True)

    def who(material: Material, duty: Any) -> Item | None:
        return asks_who(material, duty, staged=True)

    if by == "when":
        return [(asks_when, one) for one in found.times]
    ways = [what, who] if by == "what" else [who, what]
    return list(chain.from_iterable([(way, one) for one in found.duties] for way in ways))


def _people(material: Material) -> dict[str, str]:
    names = data()["names"]
    first = material.rng.sample(names["first"], 3)
    last = material.rng.sample(names["last"], 2)
    return {"name": f"{first[0]} {last[0]}", "child": first[1], "adult": f"Mrs {last[1]}"}


def _id(material: Material, name: str) -> str:
    return f"{''.join(word[0] for word in name.split()).lower()}{material.wanted.seed}"
