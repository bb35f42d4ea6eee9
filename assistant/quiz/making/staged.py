"""Staged scenarios: a story told in steps, with a decision at each that a fact of the library decides."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from assistant.quiz.facts.bodies import data
from assistant.quiz.facts.finding import Facts
from assistant.quiz.items import Item
from assistant.quiz.linting import lint
from assistant.quiz.making.material import Material
from assistant.quiz.making.parts import Told
from assistant.quiz.making.what import asks_what
from assistant.quiz.making.when import asks_when
from assistant.quiz.making.who import asks_who

FEWEST = 3
"""Stages of a story."""
LOOKED_AT = 10
"""Passages in which the fact of a stage is looked for."""
TRIED = 3
"""Facts of a stage that are tried."""


def stories(material: Material) -> list[str]:
    """The names of the stories that can be told about what is wanted, in the order that chance decides."""
    audiences = {one.metadata.audience for one in material.documents.values()}
    about = audiences if audiences and not audiences & {"", "both"} else {"children", "adults"}
    names = [
        one["name"]
        for one in data()["stories"]
        if one["audience"] in about and material.is_about(f"{one['name']} {one['topic']}")
    ]
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
        told = Told(_id(material, name), len(items) + 1, "\n\n".join(waiting), tuple(before))
        asked = (told.in_item(one) for one in _asked(material, stage, facts, story["audience"]))
        item = next((one for one in asked if not lint(one)), None)
        if item is None:
            continue
        items.append(item.model_copy(update={"topic": story["topic"]}))
        facts.add(item.fact)
        before += waiting
        waiting = []
    return items if len(items) >= FEWEST else []


def _asked(material: Material, stage: Mapping[str, str], used: set[str], audience: str) -> Iterator[Item]:
    """What can be asked at a stage: of the facts that fit, in documents on those whom it is about."""
    found = material.near(stage["search"], LOOKED_AT)
    fits = re.compile(stage["asks"], re.IGNORECASE)
    chosen = [
        (ask, fact)
        for ask, fact in _ways(stage["by"], found)
        if fits.search(fact.place.text)
        and fact.place.digest not in used
        and fact.place.document.metadata.audience in (audience, "both", "")
    ]
    yield from (item for ask, fact in chosen[:TRIED] if (item := ask(material, fact)) is not None)


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
