"""The benchmark of load: waits worked by hand, and ratios to the usual way."""

import threading

import pytest
import typer

from assistant.web.guard import AT_ONCE
from eval.benchmarks.load import Load, at_once, ratios
from eval.benchmarks.measuring import Memory, sizes_of


def test_two_are_answered_at_once_and_the_others_wait():
    together, busy, most, asked = threading.Barrier(AT_ONCE, timeout=10), set(), [], []

    def ask(question: str) -> None:
        asked.append(question)
        busy.add(question)
        most.append(len(busy))
        together.wait()  # breaks unless two ask at the same time
        busy.discard(question)

    load = at_once(ask, list("abcdefgh"), people=4, each=2)

    assert sorted(asked) == sorted("abbccdde")
    assert max(most) <= AT_ONCE
    assert (load.people, load.p50 > 0, load.per_second > 0) == (4, True, True)


def test_ratios_are_ours_to_the_usual_search():
    def load(people: int, p50: float, memory: float) -> Load:
        return Load(people, p50, 2 * p50, 1.0, Memory(memory, memory))

    own = {"search": [load(1, 30, 400), load(5, 90, 410)], "answer": [load(1, 60, 500), load(5, 180, 600)]}
    theirs = {"search": [load(1, 20, 300), load(5, 100, 400)]}

    assert ratios(own, theirs) == {
        "search p50, 1 person": pytest.approx(1.5),
        "search p50, 5 people": pytest.approx(0.9),
        "answer p50, 1 person": pytest.approx(3),
        "answer p50, 5 people": pytest.approx(1.8),
        "memory": pytest.approx(1.5),
    }


@pytest.mark.parametrize("text", ["", "many", "1,", "0"])
def test_people_who_are_no_number_are_refused(text: str):
    with pytest.raises(typer.BadParameter):
        sizes_of(text)
