"""Which items make up a quiz: kinds in fair shares, the facts that matter most first, none twice, and nothing
that one item gives away of another.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from assistant.grounding.text import read
from assistant.quiz.facts.values import Place
from assistant.quiz.items import Item, Kind, Option
from assistant.quiz.linting import lint_quiz
from assistant.quiz.making.balance import balanced
from assistant.quiz.making.matching import asks_match
from assistant.quiz.making.material import Material, level_of
from assistant.quiz.making.ordering import asks_order
from assistant.quiz.making.staged import stories, told_story
from assistant.quiz.making.truth import asks_strength, asks_truth
from assistant.quiz.making.what import asks_what, asks_which_duty
from assistant.quiz.making.when import asks_number, asks_when
from assistant.quiz.making.which import asks_meaning, asks_which
from assistant.quiz.making.who import asks_who

SHARES = {
    "what": 0.34,
    "duty": 0.06,
    "who": 0.18,
    "when": 0.10,
    "which": 0.12,
    "number": 0.07,
    "match": 0.06,
    "strength": 0.05,
    "truth": 0.04,
    "meaning": 0.04,
}
"""Of the items that are in no staged scenario: those that ask what to do and who does it before those
that ask for words."""
MOST = {"duty": 0.4, "strength": 0.1, "truth": 0.1, "meaning": 0.15, "match": 0.1}
"""Of all items at most, even where other kinds give out: more of a kind would test nothing else."""
OFF_TOPIC = 6.0
"""What the last passage found on a topic counts less than the first, in words that matter."""
FEWEST_FOR_STORY = 8
"""Items of a quiz, from which one in three may be of a staged scenario."""
ITEMS_PER_STORY = 10
FEWEST_FOR_ORDER = 10
FACTS_PER_ITEM = 8
"""Duties that are looked for before items are made, so that there is a choice."""
ALIKE = 0.8
"""Share of their weight that two items' questions and keys have in common, from which they ask the same."""
_MATTERS = re.compile(
    r"\b(?:child|children|pupils?|victims?|adults? (?:at risk|with)|harm|abuse|neglect|risk|safeguarding|"
    r"concerns?|allegations?|consent|capacity|best interests|protect\w*|police|refer\w*|emergency|"
    r"immediate\w*|share|sharing|confidential\w*|record\w*|famil(?:y|ies)|parents?|carers?|welfare|enquir(?:y|ies)|assessment)\b",
    re.IGNORECASE,
)

Maker = Iterator[Item]


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


Some = TypeVar("Some", bound=_Placed)


class Filling:
    """Makes the items of one quiz.

    Args:
        material: what they are made from.
        taken: items that are there already, of which none is to be repeated.
    """

    def __init__(self, material: Material, taken: Sequence[Item] = ()) -> None:
        self._material, self._taken = material, list(taken)
        self._used = {one.fact for one in taken if one.fact}

    def items(self, count: int, progress: Callable[[int, int], None] = lambda done, of: None) -> list[Item]:
        """So many items, or as many as can be made, in the order in which they are asked."""
        self._gather(count)
        chosen: list[Item] = []
        for item in self._candidates(count):
            if len(chosen) >= count:
                break
            if item.stage > 1 or self._is_new(item, chosen):
                chosen.append(item)
                self._used.add(item.fact)
                progress(len(chosen), count)
        return balanced(_in_order(chosen), self._material.rng)

    def _gather(self, count: int) -> None:
        while len(self._material.found.duties) < FACTS_PER_ITEM * count and self._material.more():
            pass

    def _candidates(self, count: int) -> Iterator[Item]:
        """Items as they are to be had: an order, a story, then the kinds by their shares."""
        wholes = not self._taken and not self._material.wanted.level
        if wholes and count >= FEWEST_FOR_ORDER:
            yield from asks_order(self._material)[:1]
        if wholes and count >= FEWEST_FOR_STORY:
            yield from self._told(max(1, count // ITEMS_PER_STORY))
        yield from self._by_shares(count)

    def _told(self, most: int) -> Iterator[Item]:
        told = 0
        for name in stories(self._material):
            items = told_story(self._material, name) if told < most else []
            if items and not any(item.fact in self._used for item in items):
                told += 1
                yield from items

    def _by_shares(self, count: int) -> Iterator[Item]:
        """Items of each kind by its share, so long as there are any; then from what else is found."""
        made: Counter[str] = Counter()
        while True:
            makers = self._makers()
            while makers:
                kind = min(makers, key=lambda one: (made[one] + 0.5) / SHARES[one])
                item = next(makers[kind], None)
                if item is None or made[kind] >= math.ceil(MOST.get(kind, 1.0) * count):
                    del makers[kind]
                else:
                    made[kind] += 1
                    yield item
            if not self._material.more():
                return

    def _makers(self) -> dict[str, Maker]:
        material, found = self._material, self._material.found
        duties = [one for one in self._weighed(found.duties) if material.fits(one)]
        times = [one for one in self._weighed(found.times) if self._fits(one)]
        lists = [one for one in self._weighed(found.lists) if self._fits(one)]
        meanings = [one for one in self._weighed(found.meanings) if self._fits(one, 1)]
        matches = [duties[at:] for at in range(0, len(duties), 3)]
        return {
            "what": self._made(asks_what, duties),
            "duty": self._made(asks_which_duty, duties),
            "who": self._made(asks_who, duties),
            "when": self._made(asks_when, times),
            "number": self._made(asks_number, times),
            "truth": self._made(asks_truth, times),
            "which": self._made(asks_which, lists),
            "meaning": self._made(asks_meaning, meanings),
            "strength": self._made(asks_strength, [one for one in duties if level_of(one) > 1]),
            "match": (item for some in matches if (item := asks_match(material, some))),
        }

    def _made(self, ask: Callable[[Material, Some], Item | None], facts: Sequence[Some]) -> Maker:
        for fact in facts:
            unused = fact.place.digest not in self._used
            if unused and (item := ask(self._material, fact)) is not None:
                yield item

    def _weighed(self, facts: Sequence[Some]) -> list[Some]:
        """Facts in the order in which they are asked for: on the topic, what matters, else by chance."""
        chance = self._material.rng.random
        far = self._material.far_from_topic
        return sorted(
            facts,
            key=lambda fact: OFF_TOPIC * far(fact.place) - _weight(fact.place.text) - 2 * chance(),
        )

    def _fits(self, fact: _Placed, level: int = 2) -> bool:
        wanted = self._material.wanted.level
        return (not wanted or wanted == level) and self._material.fits_place(fact.place)

    def _is_new(self, item: Item, chosen: Sequence[Item]) -> bool:
        """Whether an item asks what none before it asks, and gives none of them away."""
        if item.fact in self._used:
            return False
        others = [*self._taken, *chosen]
        if any(item.id == other.id or _same(item, other) for other in others):
            return False
        flaws = lint_quiz([*others, item])
        return not any(flaw.rule in ("repeated fact", "answer elsewhere") for flaw in flaws)


def _weight(text: str) -> float:
    return min(3.0, float(len({match[0].casefold() for match in _MATTERS.finditer(text)})))


def _same(one: Item, other: Item) -> bool:
    first, second = read(_told(one)), read(_told(other))
    return min(first.covered(second.stems), second.covered(first.stems)) >= ALIKE


def _told(item: Item) -> str:
    answers: Sequence[Option] = item.key
    return " ".join([item.stem, *(one.text for one in answers), *(pair.prompt for pair in item.pairs)])


def _in_order(items: Sequence[Item]) -> list[Item]:
    """Items of one level after another; a staged scenario stands together, at the end."""
    alone = sorted(
        (one for one in items if not one.story), key=lambda one: (one.level, one.kind is Kind.MATCHING)
    )
    return [*alone, *(one for one in items if one.story)]
