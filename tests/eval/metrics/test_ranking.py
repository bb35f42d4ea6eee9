"""Measures of a ranking, worked by hand and held against another implementation."""

import random
from collections.abc import Sequence

import ir_measures
import pytest

from eval.metrics import (
    context_precision,
    first_rank,
    mean,
    ndcg_at_k,
    precision_at_k,
    recall_at_k,
    reciprocal_rank,
    within_words,
)

RANKED = ["a", "b", "c", "d"]
RELEVANT = {"b", "d", "x"}


@pytest.mark.parametrize(("k", "share"), [(1, 0), (2, 1 / 3), (3, 1 / 3), (4, 2 / 3), (10, 2 / 3)])
def test_recall_is_the_share_of_relevant_passages_that_are_found_in_time(k: int, share: float) -> None:
    assert recall_at_k(RANKED, RELEVANT, k) == share


@pytest.mark.parametrize(("k", "share"), [(1, 0), (2, 1 / 2), (3, 1 / 3), (4, 2 / 4), (10, 2 / 10)])
def test_precision_divides_by_the_depth_even_where_fewer_passages_are_found(k: int, share: float) -> None:
    assert precision_at_k(RANKED, RELEVANT, k) == share


def test_a_passage_listed_as_relevant_twice_is_one_passage() -> None:
    assert recall_at_k(["a"], ["a", "a"], 1) == 1
    assert ndcg_at_k(["a"], ["a", "a"], 2) == 1


def test_a_passage_found_twice_counts_once() -> None:
    assert recall_at_k(["a", "a"], {"a", "b"}, 2) == 1 / 2
    assert precision_at_k(["a", "a"], {"a", "b"}, 2) == 1 / 2
    assert ndcg_at_k(["a", "a"], {"a"}, 2) == 1


@pytest.mark.parametrize(
    ("ranked", "rank"), [(["b", "d"], 1), (RANKED, 2), (["a", "c", "x"], 3), (["a", "c"], None), ([], None)]
)
def test_the_first_rank_is_that_of_the_first_relevant_passage(ranked: list[str], rank: int | None) -> None:
    assert first_rank(ranked, RELEVANT) == rank


# Each relevant passage at rank r gains 1 / log2(r + 1): 1, 0.63093, 0.5, 0.43068 at ranks 1 to 4.
@pytest.mark.parametrize(
    ("ranked", "k", "value"),
    [
        (["b", "d", "x", "a"], 4, 1),
        (RANKED, 1, 0),
        (RANKED, 2, 0.63093 / (1 + 0.63093)),
        (RANKED, 3, 0.63093 / (1 + 0.63093 + 0.5)),
        (RANKED, 4, (0.63093 + 0.43068) / (1 + 0.63093 + 0.5)),
        (RANKED, 10, (0.63093 + 0.43068) / (1 + 0.63093 + 0.5)),
        (["a", "c"], 4, 0),
    ],
)
def test_ndcg_is_the_discounted_gain_over_that_of_the_best_order(
    ranked: list[str], k: int, value: float
) -> None:
    assert ndcg_at_k(ranked, RELEVANT, k) == pytest.approx(value, abs=1e-5)


def test_ndcg_is_whole_where_all_that_fits_is_relevant() -> None:
    assert ndcg_at_k(["b", "d"], RELEVANT, 2) == 1


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ([True, True], 1),
        ([True, False, False], 1),
        ([False, True], 1 / 2),
        ([True, False, True], (1 / 1 + 2 / 3) / 2),
        ([False, True, True, False, True], (1 / 2 + 2 / 3 + 3 / 5) / 3),
        ([False, False], 0),
    ],
)
def test_context_precision_is_the_mean_precision_at_each_relevant_passage(
    shown: list[bool], value: float
) -> None:
    assert context_precision(shown) == pytest.approx(value)


@pytest.mark.parametrize(
    ("budget", "words"),
    [(0, ""), (1, "Tell"), (3, "Tell the DSL."), (4, "Tell the DSL. Do"), (99, "Tell the DSL. Do it now.")],
)
def test_texts_are_cut_at_the_budget_of_words(budget: int, words: str) -> None:
    assert within_words(["Tell the\n  DSL.", "", "Do it now."], budget) == words


def test_nothing_found_has_a_value() -> None:
    assert recall_at_k([], RELEVANT, 5) == 0
    assert precision_at_k([], RELEVANT, 5) == 0
    assert ndcg_at_k([], RELEVANT, 5) == 0
    assert context_precision([]) == 0
    assert within_words([], 5) == ""


def test_nothing_to_find_has_a_value() -> None:
    assert recall_at_k(RANKED, set(), 5) == recall_at_k([], set(), 5) == 1
    assert ndcg_at_k(RANKED, set(), 5) == ndcg_at_k([], set(), 5) == 1
    assert precision_at_k(RANKED, set(), 5) == precision_at_k([], set(), 5) == 0
    assert first_rank(RANKED, set()) is None


def _chance(seed: int) -> tuple[list[str], list[str]]:
    """A ranking and what is relevant to it, some of which it lacks."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    every = [f"p{number}" for number in range(30)]
    return chance.sample(every, chance.randint(1, 20)), chance.sample(every, chance.randint(1, 12))


def _theirs(name: str, ranked: Sequence[str], relevant: Sequence[str]) -> float:
    qrels = [ir_measures.Qrel("q", one, 1) for one in relevant]
    run = [ir_measures.ScoredDoc("q", one, -float(rank)) for rank, one in enumerate(ranked)]
    (metric,) = ir_measures.iter_calc([ir_measures.parse_measure(name)], qrels, run)
    return float(metric.value)


@pytest.mark.parametrize("seed", range(20))
def test_the_measures_are_those_of_ir_measures(seed: int) -> None:
    ranked, relevant = _chance(seed)
    ours = {"RR@10": reciprocal_rank(first_rank(ranked, relevant), 10)}
    for k in (1, 3, 5, 10):
        ours |= {
            f"R@{k}": recall_at_k(ranked, relevant, k),
            f"P@{k}": precision_at_k(ranked, relevant, k),
            f"nDCG@{k}": ndcg_at_k(ranked, relevant, k),
        }

    assert ours == {name: pytest.approx(_theirs(name, ranked, relevant), abs=1e-6) for name in ours}


def test_the_rankings_by_chance_are_neither_all_good_nor_all_bad() -> None:
    recalls = [recall_at_k(*_chance(seed), 10) for seed in range(20)]

    assert 0.1 < mean(recalls) < 0.9
    assert len(set(recalls)) > 5
