"""Items that ask within how long, or how often: a gap in the sentence that says so, or a number to type."""

import re
from collections.abc import Sequence

from assistant.grounding.quantities import NUMBER, number_of
from assistant.quiz.claims import GAP, claim
from assistant.quiz.facts.times import Timed, counted
from assistant.quiz.items import Item, Kind, Option
from assistant.quiz.making.choosing import WRONG, with_distractors
from assistant.quiz.making.material import Material
from assistant.quiz.making.parts import capital, item_on, right_at, says, source_of, wrong_at

_NUMBER = re.compile(NUMBER, re.IGNORECASE)
NEIGHBOURS = {
    "minutes": (15, 30, 45, 60, 90),
    "hours": (4, 12, 24, 48, 72),
    "working days": (1, 2, 3, 5, 10, 15, 20, 30, 45),
    "school days": (1, 2, 3, 5, 10, 15, 20),
    "days": (3, 5, 7, 10, 14, 21, 28, 42),
    "weeks": (1, 2, 4, 6, 8, 12),
    "months": (1, 2, 3, 6, 9, 12, 18),
    "years": (1, 2, 3, 5, 7),
}
"""Times that guidance of this field sets, by their unit; wrong answers where the library names no others."""


def asks_when(material: Material, timed: Timed) -> Item | None:
    """An item with a gap for the time in the sentence that states it; None where it is no whole one."""
    if not timed.is_sentence:
        return None
    source = capital(source_of(timed.place.document))
    quote = timed.with_time(GAP)
    stem = f"{source} says: “{quote.rstrip('.')}.” Which time stands in the gap?"
    key = timed.told(timed.number)
    right = right_at(timed.place, key)

    def build(wrong: Sequence[Option]) -> Item:
        options = sorted([right, *wrong], key=lambda one: _amount(one.text))
        return item_on(
            material,
            timed.place,
            Kind.SINGLE,
            "when",
            stem=stem,
            options=tuple(options),
            objective=f"State the time that {source_of(timed.place.document)} sets: {key}.",
        )

    return with_distractors(material, _wrong(material, timed), build, similar=True)


def asks_number(material: Material, timed: Timed) -> Item | None:
    """An item that asks for the number, to be typed; None where the question would not be plain."""
    if timed.act is None or timed.duty is None:
        return None
    before, after = timed.act
    told = f"{timed.duty.actor} {before}"
    unit = counted(2, timed.unit).removeprefix("2 ")
    stem = f"Within how many {unit} {after} {timed.duty.modal} {told}?"
    item = item_on(
        material,
        timed.place,
        Kind.NUMBER,
        "when",
        stem=stem,
        number=timed.number,
        unit=unit,
        rationale=says(timed.place),
        objective=f"State within how many {unit} {timed.duty.actor} {timed.duty.modal} {before}.",
    )
    return item if material.grounds.supports(claim(item, str(timed.number)), item.citations) else None


def _wrong(material: Material, timed: Timed) -> list[Option]:
    """Other times of the same unit: those that the library sets for something else first."""
    unit = timed.unit if timed.unit.endswith("s") else f"{timed.unit}s"
    others = {
        one.number: one
        for one in material.found.times
        if one.number != timed.number and counted(2, one.unit) == counted(2, unit)
    }
    near = sorted(neighbours(unit), key=lambda number: abs(number - timed.number))
    numbers = [number for number in near if number != timed.number][: WRONG + 1]
    known = [number for number in others if number in numbers or abs(number - timed.number) <= 30]
    material.rng.shuffle(numbers)
    return [_as_option(number, others.get(number), timed) for number in dict.fromkeys([*known[:2], *numbers])]


def _amount(text: str) -> float:
    """How many a time says, 0 for none."""
    found = _NUMBER.match(text)
    return number_of(found[0]) if found else 0.0


def neighbours(unit: str) -> tuple[int, ...]:
    """Times of a unit ("working days") that something else could be."""
    plural = counted(2, unit).removeprefix("2 ")
    return NEIGHBOURS.get(plural) or NEIGHBOURS[plural.split()[-1]]


def _as_option(number: int, other: Timed | None, asked: Timed) -> Option:
    text = asked.told(number)
    if other is None:
        why = f"The time is {asked.told(asked.number)}. {says(asked.place)}"
        return wrong_at(asked.place, text, "another time", why)
    why = f"This is the time for something else. {says(other.place)}"
    return wrong_at(other.place, text, "another time", why)
