"""Which wrong answers stand beside a key: of one make with it, about as long, apart from each other, none of
them borne out by anything in scope, and none that gives the key away.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from assistant.grounding.text import read
from assistant.quiz.claims import claim
from assistant.quiz.items import Item, Option
from assistant.quiz.linting import lint
from assistant.quiz.making.material import Material

WRONG = 3
"""Beside each key, as item-writing guides advise (Haladyna, Downing and Rodriguez, 2002: three is enough)."""
LOOKED_AT = 8
"""Candidates that are held against the guidance for one item."""
TRIES = 8
"""Sets of wrong answers that the linter is asked about."""
_ALIKE = 0.5
"""Share of weight that two options have in common, from which they are too alike to stand side by side."""

Build = Callable[[Sequence[Option]], Item]
"""Makes the item of its wrong answers."""


def with_distractors(
    material: Material,
    candidates: Iterable[Option],
    build: Build,
    *,
    count: int = WRONG,
    similar: bool = False,
) -> Item | None:
    """An item with wrong answers that do; None if there are not enough of them, or if the words that it cites
    do not bear its key out.

    Args:
        material: says what is in scope.
        candidates: wrong answers, those that fit best first.
        build: makes the item.
        count: how many wrong answers it has.
        similar: whether the answers are alike by their nature, as times are.
    """
    bare = build((Option(text="-"),))
    keys = [one.text for one in bare.key]
    if not all(material.grounds.supports(claim(bare, key), bare.citations) for key in keys):
        return None
    apart = list(islice(candidates, LOOKED_AT)) if similar else _apart(keys, candidates)
    texts = [one.text for one in apart]
    said = material.grounds.saying([claim(bare, one) for one in texts], texts)
    sound = [one for one, where in zip(apart, said, strict=True) if where is None]
    for chosen in _sets(sound, max(keys, key=len), count):
        item = build(chosen)
        if not lint(item):
            return item
    return None


def _apart(keys: Sequence[str], candidates: Iterable[Option]) -> list[Option]:
    """Those that have little in common with the keys and with those before them."""
    kept: list[Option] = []
    for one in candidates:
        if not any(alike(one.text, other) for other in (*keys, *(before.text for before in kept))):
            kept.append(one)
        if len(kept) == LOOKED_AT:
            break
    return kept


def alike(one: str, other: str) -> bool:
    """Whether two answers say much the same, or the one holds the other."""
    first, second = read(one), read(other)
    return max(first.covered(second.stems), second.covered(first.stems)) >= _ALIKE


def _sets(sound: Sequence[Option], key: str, count: int) -> Iterable[Sequence[Option]]:
    """Sets of wrong answers, first those of the best in which some are as long as the key."""
    length = len(key)
    long = [one for one in sound if len(one.text) >= 0.8 * length]
    rest = [one for one in sound if one not in long]
    for start in range(TRIES):
        for share in (2, 1, 3):
            chosen = [*long[start : start + share], *rest[start:]][:count]
            if len(chosen) < count:
                chosen = [*chosen, *(one for one in long[start + share :] if one not in chosen)][:count]
            if len(chosen) == count:
                yield chosen


def shuffled(material: Material, key: Option, wrong: Sequence[Option]) -> tuple[Option, ...]:
    """The options in an order that chance decides."""
    options = [key, *wrong]
    material.rng.shuffle(options)
    return tuple(options)
