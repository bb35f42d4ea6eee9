"""Intervals and tests by resampling, held against cases small enough to list."""

import json
import math

import pytest

from eval.metrics import Paired, bootstrap, paired
from eval.metrics.resampling import SHUFFLES, Interval

SOME = [0.2, 0.9, 0.4, 0.4, 1.0, 0.0, 0.7, 0.5]
OTHERS = [0.3, 0.9, 0.8, 0.1, 1.0, 0.4, 0.9, 0.6]
NEAR = 0.015
"""Three standard errors of a probability of a half estimated from 10 000 shuffles."""


def test_the_same_scores_have_the_same_interval_each_time() -> None:
    assert bootstrap(SOME) == bootstrap(SOME)
    assert paired(SOME, OTHERS) == paired(SOME, OTHERS)


def test_another_seed_draws_other_samples() -> None:
    assert bootstrap(SOME, seed=1) != bootstrap(SOME, seed=2)
    assert paired(SOME, OTHERS, seed=1) != paired(SOME, OTHERS, seed=2)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        # Both draws alike have a chance of 1/4 each way, more than 2.5%.
        ([0, 1], 0, 1),
        # Three ones: 1/27 = 3.7%.
        ([0, 0, 1], 0, 1),
        # Four ones: 1/256 = 0.4%; three or more: (1 + 4 * 3)/256 = 5.1%.
        ([0, 0, 0, 1], 0, 0.75),
        ([1, 1, 1, 0], 0.25, 1),
    ],
)
def test_the_interval_holds_all_but_the_outer_two_and_a_half_per_cent(
    values: list[float], low: float, high: float
) -> None:
    assert bootstrap(values) == Interval(sum(values) / len(values), low, high, len(values))


def test_the_interval_of_a_hundred_cases_is_about_that_of_the_normal_distribution() -> None:
    found = bootstrap([0.0, 1.0] * 50)  # standard error sqrt(0.5 * 0.5 / 100) = 0.05; 1.96 * 0.05 = 0.098

    assert found.value == 0.5
    assert (found.low, found.high) == (pytest.approx(0.402, abs=0.011), pytest.approx(0.598, abs=0.011))


def test_four_times_the_cases_halve_the_interval() -> None:
    few, many = bootstrap([0.0, 1.0] * 25), bootstrap([0.0, 1.0] * 100)

    assert (few.high - few.low) / (many.high - many.low) == pytest.approx(2, abs=0.25)


def test_one_score_is_its_own_interval_and_none_is_nothing() -> None:
    assert bootstrap([0.3]) == Interval(0.3, 0.3, 0.3, 1)
    assert bootstrap([]) == Interval(0, 0, 0, 0)


def test_scores_that_are_all_alike_have_an_interval_without_width() -> None:
    assert bootstrap([0.3] * 7) == pytest.approx((0.3, 0.3, 0.3, 7))


@pytest.mark.parametrize(
    ("moved", "p"),
    [
        ([1], 2 / 2),
        ([1, 1], 2 / 4),
        # Sums of ±1 ±2 ±3: 6, 4, 2, 0 and the same below; one as great each way.
        ([1, 2, 3], 2 / 8),
        ([1, 1, 1, 1], 2 / 16),
        # Sums of four ±1: once 4, four times 2, six times 0, four times -2, once -4; it is 2.
        ([1, 1, 1, -1], 10 / 16),
        # Sums of ±3 ±1 are 4, 2, -2, -4; it is 2, and all are as great.
        ([3, -1, 0], 1),
        ([1, -1], 1),
        # Sums of ±1 ±1 ±4: it is 2; ±6, ±4 (each in two ways) and ±2 are all as great.
        ([4, -1, -1], 1),
        # Sums of ±1 ±1 ±5: it is 5 + 1 - 1 = 5; ±7 once each and ±5 twice each of eight; ±3 once each.
        ([5, 1, -1], 6 / 8),
        ([1] * 6, 2 / 64),
    ],
)
def test_p_is_the_share_of_all_ways_to_swap_the_runs_that_differ_as_much(
    moved: list[float], p: float
) -> None:
    assert paired([0] * len(moved), moved).p == pytest.approx(p, abs=NEAR)


@pytest.mark.parametrize("step", [0.1, 0.3, 1 / 3, 0.7])
def test_rounding_does_not_hide_a_difference_as_great(step: float) -> None:
    # As for 1, 1, 1 and -1 above.
    assert paired([0.0] * 4, [step, step, step, -step]).p == pytest.approx(10 / 16, abs=NEAR)


def test_the_difference_is_the_second_less_the_first() -> None:
    found = paired([0.2, 0.4, 0.6], [0.5, 0.4, 0.9])

    assert found.difference == pytest.approx((0.3 + 0 + 0.3) / 3)
    assert found.of == 3


def test_the_interval_of_a_difference_is_that_of_the_mean_of_the_differences() -> None:
    # As for one in four above: no more than three of four draws are a one.
    assert paired([0, 0, 0, 0], [0, 0, 0, 1])[:3] == (0.25, 0, 0.75)


def test_the_runs_the_other_way_round_differ_as_much_the_other_way() -> None:
    there, back = paired(SOME, OTHERS), paired(OTHERS, SOME)

    assert back == pytest.approx((-there.difference, -there.high, -there.low, there.p, there.of))


def test_a_difference_does_not_depend_on_what_both_have_in_common() -> None:
    higher = paired([one + 2 for one in SOME], [one + 2 for one in OTHERS])

    assert higher == pytest.approx(paired(SOME, OTHERS))


@pytest.mark.parametrize(("cases", "noise"), [(1, True), (5, True), (6, False), (40, False)])
def test_five_cases_cannot_show_a_difference_and_six_can(cases: int, noise: bool) -> None:
    # If each moves up by one, p is 2 / 2 ** cases: 1/16 = 6.25% for five, 1/32 = 3.1% for six.
    assert paired([0] * cases, [1] * cases).noise is noise


def test_noise_begins_at_five_in_a_hundred() -> None:
    assert Paired(0.1, 0, 0.2, 0.05, 9).noise
    assert not Paired(0.1, 0, 0.2, 0.0499, 9).noise


def test_a_difference_is_never_quite_impossible_by_chance() -> None:
    assert paired([0] * 60, [1] * 60).p == 1 / (SHUFFLES + 1)


@pytest.mark.parametrize("scores", [[], [0.5], [0.5] * 9, SOME])
def test_runs_that_do_not_differ_are_noise(scores: list[float]) -> None:
    found = paired(scores, scores)

    assert found == Paired(0, 0, 0, 1, len(scores))
    assert found.noise


def test_one_case_that_moved_is_noise() -> None:
    found = paired([0.25], [0.75])

    assert found == Paired(0.5, 0.5, 0.5, 1, 1)
    assert found.noise


def test_cases_that_all_moved_alike_have_an_interval_without_width() -> None:
    assert paired([0.0] * 7, [0.3] * 7)[:3] == pytest.approx((0.3, 0.3, 0.3))


@pytest.mark.parametrize(
    ("first", "second"), [([1], [1, 2, 3]), ([1, 2, 3], [1]), ([], [1]), ([1, 2], [1, 2, 3])]
)
def test_runs_over_other_cases_are_not_compared(first: list[float], second: list[float]) -> None:
    with pytest.raises(ValueError, match="zip"):
        paired(first, second)


@pytest.mark.parametrize("scores", [[], [0.5], [0.0, 0.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
def test_nothing_is_ever_not_a_number(scores: list[float]) -> None:
    found = [bootstrap(scores), paired(scores, scores), paired(scores, [one + 1 for one in scores])]

    assert not any(math.isnan(figure) for one in found for figure in one)
    json.dumps([one.as_dict() for one in found], allow_nan=False)


def test_as_dict_says_whether_a_difference_is_noise() -> None:
    assert paired([0.25], [0.75]).as_dict() == {
        "difference": 0.5, "low": 0.5, "high": 0.5, "p": 1, "of": 1, "noise": True,
    }  # fmt: skip
    assert bootstrap([0.5]).as_dict() == {"value": 0.5, "low": 0.5, "high": 0.5, "of": 1}
