"""What an answer to an item is worth, for every kind of item: pure functions.

An answer is a row of whole numbers, whatever the kind: see ``Given``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from assistant.quiz.items import Item, Kind, Quiz, Status, points

Given = tuple[int, ...]
"""What somebody answered: of single, multiple and true-or-false items the places of the options chosen, from
0; of a matching item for each prompt the place of its answer in ``Item.answers``, -1 for none; of an ordering
item for each option the place it was given, from 1, 0 for none; of a number item the number. Empty where
nothing was answered."""


@dataclass(frozen=True, slots=True)
class Graded:
    """What an answer is worth.

    Attributes:
        points: those given.
        of: those that there were.
        parts: of a matching item whether each pair is right; of the others the one answer.
    """

    points: int
    of: int
    parts: tuple[bool, ...]

    @property
    def right(self) -> bool:
        """Whether all of it is right."""
        return self.points == self.of


@dataclass(frozen=True, slots=True)
class Score:
    """What several answers are worth together.

    Attributes:
        points: those given.
        of: those that there were.
        mark: the per cent that passes.
    """

    points: int
    of: int
    mark: int

    @property
    def per_cent(self) -> int:
        """Rounded down, so that nobody reads a mark that was not reached."""
        return self.points * 100 // self.of if self.of else 0

    @property
    def passed(self) -> bool:
        """Whether the mark is reached; with no points to be had nobody passes."""
        return bool(self.of) and self.points * 100 >= self.mark * self.of


def graded(item: Item, given: Given) -> Graded:
    """What an answer to an item is worth; one that fits no such item is worth nothing."""
    parts = _parts(item, given)
    return Graded(sum(parts), points(item), parts)


def scored(results: Iterable[Graded], mark: int) -> Score:
    """What several answers are worth together."""
    held = list(results)
    return Score(sum(one.points for one in held), sum(one.of for one in held), mark)


def shown(item: Item) -> Given:
    """The order in which the options, or of a matching item the answers, are shown.

    Those of ordering and matching items stand in the right order, and are put in another that depends on
    nothing but the item; as others see it, it tells nothing of the right one.
    """
    if item.kind is Kind.MATCHING:
        return _mixed(item.id, item.answers)
    texts = [one.text for one in item.options]
    return _mixed(item.id, texts) if item.kind is Kind.ORDERING else tuple(range(len(texts)))


def taken(quiz: Quiz) -> tuple[Item, ...]:
    """The items that a quiz is taken with: those accepted, or while none is, all that are not rejected."""
    accepted = tuple(one for one in quiz.items if one.status is Status.ACCEPTED)
    return accepted or tuple(one for one in quiz.items if one.status is not Status.REJECTED)


def steps(items: Sequence[Item], *, one_at_a_time: bool) -> tuple[tuple[int, ...], ...]:
    """The places of the items that are asked together, in their order.

    A later stage of a scenario is never asked together with what comes before it: it tells how that went on.
    """
    made: list[list[int]] = []
    for place, item in enumerate(items):
        if one_at_a_time or not made or item.stage > 1:
            made.append([])
        made[-1].append(place)
    return tuple(map(tuple, made))


def _parts(item: Item, given: Given) -> tuple[bool, ...]:
    match item.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE | Kind.MULTIPLE:
            right = {place for place, one in enumerate(item.options) if one.correct}
            return (bool(given) and set(given) == right,)
        case Kind.ORDERING:
            return (_in_order([one.text for one in item.options], given),)
        case Kind.NUMBER:
            return (given == (item.number,),)
        case Kind.MATCHING:
            answers = item.answers
            chosen = [answers[one] if 0 <= one < len(answers) else None for one in given]
            chosen += [None] * (len(item.pairs) - len(chosen))
            return tuple(pair.answer == one for pair, one in zip(item.pairs, chosen, strict=False))


def _in_order(texts: Sequence[str], places: Given) -> bool:
    """Whether places put texts in the order in which they stand; two of the same words may change over."""
    if sorted(places) != list(range(1, len(texts) + 1)):
        return False
    return [text for _, text in sorted(zip(places, texts, strict=True))] == list(texts)


def _mixed(seed: str, texts: Sequence[str]) -> Given:
    """The places of some texts in an order of their own, which is not the one they stand in."""
    order = sorted(range(len(texts)), key=lambda one: sha256(f"{seed}\0{texts[one]}".encode()).digest())
    if order == sorted(order) and len(order) > 1:
        order = [*order[1:], order[0]]
    return tuple(order)
