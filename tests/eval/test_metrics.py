"""Metrics on examples worked by hand."""

import math

import pytest

from eval.metrics import (
    Share,
    aurc,
    auroc,
    coverage_risk,
    mean,
    percentile,
    recall_at,
    reciprocal_rank,
    share,
    wilson,
)


def test_recall_counts_the_questions_whose_evidence_is_at_or_above_the_depth() -> None:
    ranks = [1, 3, 4, None]

    assert recall_at(ranks, 1) == Share(1, 4)
    assert recall_at(ranks, 3) == Share(2, 4)
    assert recall_at(ranks, 10).value == 0.75


def test_the_reciprocal_rank_is_one_over_the_rank_and_nothing_beyond_the_depth() -> None:
    assert [reciprocal_rank(rank, 10) for rank in (1, 4, 10, 11, None)] == [1, 0.25, 0.1, 0, 0]


def test_mean_reciprocal_rank_of_ranks_one_two_and_none_is_a_half() -> None:
    assert mean([reciprocal_rank(rank, 10) for rank in (1, 2, None)]) == 0.5


@pytest.mark.parametrize(("percent", "value"), [(0, 10), (50, 25), (75, 32.5), (95, 38.5), (100, 40)])
def test_a_percentile_lies_between_neighbours_by_line(percent: float, value: float) -> None:
    assert percentile([40, 10, 30, 20], percent) == pytest.approx(value)


def test_the_wilson_interval_of_eight_in_ten() -> None:
    low, high = wilson(8, 10)  # centre (0.8 + 3.8416/20) / 1.38416 = 0.71674, half width 0.22658

    assert (low, high) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))


def test_the_wilson_interval_of_none_in_ten_begins_at_nothing() -> None:
    assert wilson(0, 10) == (0, pytest.approx(3.8416 / 13.8416))


def test_auroc_is_the_share_of_pairs_in_the_right_order_with_ties_counting_half() -> None:
    # Of six pairs: 0.9 beats both; 0.5 ties with one and beats one; 0.2 loses to one and beats one.
    assert auroc([0.9, 0.5, 0.2], [0.5, 0.1]) == pytest.approx((2 + 1.5 + 1) / 6)


def test_auroc_does_not_take_positives_for_negatives() -> None:
    assert auroc([0.9, 0.8], [0.1]) == 1
    assert auroc([0.1], [0.9, 0.8]) == 0


def test_coverage_and_risk_at_thresholds() -> None:
    points = coverage_risk([0.9, 0.6, 0.6, 0.1], [False, True, False, True], [0.0, 0.6, 0.95])

    assert [(point.coverage, point.risk) for point in points] == [
        (Share(4, 4), Share(2, 4)),
        (Share(3, 4), Share(1, 3)),
        (Share(0, 4), Share(0, 0)),
    ]


def test_aurc_is_the_mean_risk_of_answering_the_surest_first() -> None:
    assert aurc([0.9, 0.8, 0.7], [False, True, False]) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)


def test_aurc_spreads_errors_evenly_among_equal_confidences() -> None:
    # Half an error after the first, one after the second, whichever way round they come.
    assert aurc([0.5, 0.5], [True, False]) == aurc([0.5, 0.5], [False, True]) == pytest.approx(0.5)


def test_aurc_rewards_an_error_that_comes_last() -> None:
    assert aurc([0.9, 0.1], [False, True]) < aurc([0.1, 0.9], [False, True])


def test_nothing_measured_has_a_value_all_the_same() -> None:
    values = [
        recall_at([], 5).value,
        mean([]),
        percentile([], 95),
        auroc([], [0.5]),
        auroc([0.5], []),
        aurc([], []),
        share([]).value,
        *share([]).interval,
        *(point.risk.value for point in coverage_risk([], [], [0.5])),
    ]

    assert not any(math.isnan(value) for value in values)
    assert values == [0, 0, 0, 0.5, 0.5, 0, 0, 0, 1, 0]
