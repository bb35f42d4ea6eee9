"""Where the keys stand: spread over the positions, as item-writing guides ask (Haladyna, Downing and
Rodriguez, 2002, guideline 24)."""

import random
import re
from collections import Counter
from collections.abc import Sequence

from assistant.grounding.quantities import NUMBER
from assistant.quiz.items import Item, Kind

_NUMBER = re.compile(rf"{NUMBER} ", re.IGNORECASE)


def balanced(items: Sequence[Item], rng: random.Random) -> list[Item]:
    """The items with the options of single-answer ones turned so that keys stand in each position about as
    often; options that have an order of their own, as times and duty words do, stay in it."""
    counts: Counter[int] = Counter(_place(one) for one in items if one.kind is Kind.SINGLE and has_order(one))
    found: list[Item] = []
    last = -1
    for item in items:
        if item.kind is not Kind.SINGLE or has_order(item):
            found.append(item)
            continue
        places = list(range(len(item.options)))
        rng.shuffle(places)
        place = min(places, key=lambda at: (counts[at] + (at == last), at == last))
        counts[place] += 1
        last = place
        found.append(_turned(item, place))
    return found


def has_order(item: Item) -> bool:
    """Whether an item's options stand in an order of their own: numbers, or must, should and may."""
    texts = [one.text for one in item.options]
    return all(_NUMBER.match(text) for text in texts) or texts == ["must", "should", "may"]


def _place(item: Item) -> int:
    return next(at for at, one in enumerate(item.options) if one.correct)


def _turned(item: Item, place: int) -> Item:
    options = [one for one in item.options if not one.correct]
    options.insert(place, item.key[0])
    return item.model_copy(update={"options": tuple(options)})
