"""The fits find what was planted."""

from typing import cast

import numpy as np
import pytest

from assistant.confidence import Measures
from assistant.ranking import Candidate, Weights
from eval.fit import confidence_code, ranking_code
from eval.fitting import Judged, Model, Pool, fit_confidence, fit_weights, folds
from eval.questions import Question

QUESTION = Question(id="q", question="What?", answerable=True, evidence="words")


def _pool(random: np.random.Generator, size: int, telling: int) -> Pool:
    """A pool in which one signal tells the right candidate, and the others are noise."""
    signals = random.normal(size=(size, len(Weights._fields)))
    holding = np.arange(size) == np.argmax(signals[:, telling])
    return Pool(QUESTION, cast(list[Candidate], [None] * size), signals, holding)


def test_the_signal_that_tells_gets_the_weight() -> None:
    random = np.random.default_rng(0)
    pools = [
        _pool(random, size=int(random.integers(5, 20)), telling=Weights._fields.index("keyword"))
        for _ in range(60)
    ]

    weights = fit_weights(pools)

    assert weights.keyword > 1
    assert max(abs(value) for value in weights._replace(keyword=0)) < weights.keyword / 3


def test_pools_of_different_sizes_do_not_get_in_each_others_way() -> None:
    random = np.random.default_rng(0)
    alone = _pool(random, 6, telling=0)
    empty_handed = Pool(QUESTION, [], np.zeros((40, len(Weights._fields))), np.zeros(40, dtype=bool))

    assert fit_weights([alone, empty_handed]) == fit_weights([alone])


def test_nothing_to_fit_gives_weights_of_nothing() -> None:
    assert fit_weights([]) == Weights(*(0.0 for _ in Weights._fields))


def test_confidence_rises_with_what_tells_answerable_questions() -> None:
    none = Measures(0, 0, 0, 0, 0)
    every = [Judged(none._replace(sentence=n / 10), False, n >= 5) for n in range(10)]

    model = fit_confidence(every)

    assert model.coefficients.sentence > 0
    assert model.confidence(every[9]) > model.confidence(every[0])
    assert model.confidence(Judged(every[9].measures, True, False)) == 0


def test_folds_share_out_both_classes_and_come_the_same_every_time() -> None:
    classes = [True] * 10 + [False] * 5

    shared = folds(classes)

    assert shared == folds(classes)
    assert [shared[:10].count(fold) for fold in range(5)] == [2] * 5
    assert [shared[10:].count(fold) for fold in range(5)] == [1] * 5


@pytest.mark.parametrize("name", Weights._fields)
def test_the_weights_are_printed_to_be_pasted(name: str) -> None:
    assert f"    {name}: float = 0.5" in ranking_code(Weights(*(0.5 for _ in Weights._fields))).splitlines()


def test_the_confidence_model_is_printed_to_be_pasted() -> None:
    model = Model(-0.5, Measures(1, 2, 3, 4, 5))
    names: dict[str, object] = {}

    exec(confidence_code(model), {"Measures": Measures}, names)  # noqa: S102 - what is pasted must run

    assert names == {"INTERCEPT": -0.5, "COEFFICIENTS": model.coefficients}
