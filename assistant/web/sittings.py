"""Somebody takes a quiz: how far they are and what they answered, in memory and for a few hours.

The key never leaves the server before an item is answered: a browser holds only which sitting is its own.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from secrets import token_urlsafe
from threading import Lock
from time import monotonic

from assistant.quiz.grading import Given, Graded, graded, steps, taken
from assistant.quiz.items import Item, Quiz

MOST = 2_000
"""Sittings that are held; the one that was left alone longest makes room."""
SECONDS = 4 * 60 * 60
"""For which one that is left alone is held."""


class State(Enum):
    """What a sitting waits for."""

    ASKING = auto()
    """Answers to the questions of its step."""
    TOLD = auto()
    """That what was right in those is read."""
    DONE = auto()
    """Nothing."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """How far somebody is with a quiz.

    Attributes:
        quiz, version: which they take.
        name: as typed, or "".
        one_at_a_time: whether each question has a page of its own.
        at_once: whether they are told after each step what was right in it.
        asked: the ids of the items that they are asked, in order.
        retried: whether they are only asked what they had wrong before.
        step: the one that they are at, from 0.
        state: what is waited for.
        given: what was answered, by the place of the item in ``asked``.
        kept: whether the result is kept for the trainer; None where it was not to be.
    """

    quiz: str
    version: int
    name: str
    one_at_a_time: bool
    at_once: bool
    asked: tuple[str, ...]
    retried: bool = False
    step: int = 0
    state: State = State.ASKING
    given: Mapping[int, Given] = field(default_factory=dict)
    kept: bool | None = None

    def items(self, quiz: Quiz) -> tuple[Item, ...]:
        """The items that are asked."""
        held = {one.id: one for one in quiz.items}
        return tuple(held[one] for one in self.asked if one in held)

    def now(self, items: Sequence[Item]) -> tuple[int, ...]:
        """The places of the items of the step."""
        return steps(items, one_at_a_time=self.one_at_a_time)[self.step]

    def last(self, items: Sequence[Item]) -> bool:
        """Whether the step is the last."""
        return self.step + 1 == len(steps(items, one_at_a_time=self.one_at_a_time))

    def results(self, items: Sequence[Item]) -> tuple[Graded, ...]:
        """What each item's answer is worth."""
        return tuple(graded(item, self.given.get(place, ())) for place, item in enumerate(items))

    def answered(self, items: Sequence[Item], step: int, given: Mapping[int, Given]) -> "Sitting":
        """With the answers to a step; one that is not waited for changes nothing, such as one sent twice."""
        if self.state is not State.ASKING or step != self.step:
            return self
        held = replace(self, given={**self.given, **given})
        return replace(held, state=State.TOLD) if self.at_once else held._onward(items)

    def went_on(self, items: Sequence[Item], step: int) -> "Sitting":
        """At the next step, once what was right in this one is read."""
        return self._onward(items) if self.state is State.TOLD and step == self.step else self

    def again(self, items: Sequence[Item]) -> "Sitting":
        """A new one with what was wrong in this."""
        results = zip(items, self.results(items), strict=True)
        wrong = tuple(item.id for item, one in results if not one.right)
        return replace(self, asked=wrong, retried=True, step=0, state=State.ASKING, given={}, kept=None)

    def _onward(self, items: Sequence[Item]) -> "Sitting":
        if self.last(items):
            return replace(self, state=State.DONE)
        return replace(self, step=self.step + 1, state=State.ASKING)


def begun(quiz: Quiz, version: int, name: str, *, one_at_a_time: bool, at_once: bool) -> Sitting:
    """A sitting of all questions of a quiz."""
    asked = tuple(one.id for one in taken(quiz))
    return Sitting(quiz.id, version, name, one_at_a_time, at_once, asked)


class Sittings:
    """Those that are going on, each by a key that nobody can guess.

    Args:
        most: how many are held.
        seconds: how long one is held that is left alone.
        clock: seconds that go by.
    """

    def __init__(
        self, most: int = MOST, seconds: float = SECONDS, clock: Callable[[], float] = monotonic
    ) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._held: OrderedDict[tuple[str, str], tuple[float, Sitting]] = OrderedDict()
        self._lock, self._owner = Lock(), ""

    def of(self, owner: str) -> "Sittings":
        """Those of one person, held with all others; theirs are there for nobody else."""
        theirs = copy(self)
        theirs._owner = owner
        return theirs

    def add(self, sitting: Sitting) -> str:
        """Hold a sitting; its key."""
        key = token_urlsafe(18)
        with self._lock:
            self._put(key, sitting)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return key

    def get(self, key: str) -> Sitting | None:
        """A sitting, or None if it is over."""
        return self.change(key, lambda one: one)

    def change(self, key: str, work: Callable[[Sitting], Sitting]) -> Sitting | None:
        """What some work makes of a sitting, or None if it is over; two pieces of work never overlap."""
        with self._lock:
            self._forget()
            held = self._held.get((self._owner, key))
            if held is None:
                return None
            changed = work(held[1])
            self._put(key, changed)
            return changed

    def _put(self, key: str, sitting: Sitting) -> None:
        self._held[self._owner, key] = (self._clock(), sitting)
        self._held.move_to_end((self._owner, key))

    def _forget(self) -> None:
        """Those that were left alone; they stand first."""
        now = self._clock()
        while self._held and now - next(iter(self._held.values()))[0] > self._seconds:
            self._held.popitem(last=False)
