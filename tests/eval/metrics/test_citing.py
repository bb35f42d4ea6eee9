"""Measures of citations, worked by hand as in ALCE."""

from collections.abc import Callable, Sequence

import pytest

from eval.metrics import Cited, citation_precision, citation_recall, faithfulness, quote_rate

LONE = Cited(True, (True,), (False,))
UNSUPPORTED = Cited(False, (False,), (False,))
UNCITED = Cited(False, (), ())
SUPPORTED_UNCITED = Cited(True, (), ())
EITHER = Cited(True, (True, True), (True, True))
ONLY_TOGETHER = Cited(True, (False, False), (False, False))
SECOND_IRRELEVANT = Cited(True, (True, False), (False, True))
TWO_UNSUPPORTED = Cited(False, (False, False), (False, False))


@pytest.mark.parametrize(
    ("statements", "value"),
    [
        ([LONE], 1),
        ([UNSUPPORTED], 0),
        ([UNCITED], 0),
        ([SUPPORTED_UNCITED], 0),
        ([ONLY_TOGETHER], 1),
        ([SECOND_IRRELEVANT], 1),
        ([LONE, UNSUPPORTED, UNCITED, EITHER], 2 / 4),
    ],
)
def test_citation_recall_is_the_share_of_statements_that_what_they_cite_supports(
    statements: list[Cited], value: float
) -> None:
    assert citation_recall(statements) == value


def test_a_lone_citation_is_of_use_if_and_only_if_it_supports_its_statement() -> None:
    assert citation_precision([LONE]) == 1
    assert citation_precision([UNSUPPORTED]) == 0


def test_a_second_citation_that_adds_nothing_is_of_no_use() -> None:
    assert citation_precision([SECOND_IRRELEVANT]) == 1 / 2


def test_citations_that_support_only_together_are_all_of_use() -> None:
    assert citation_precision([ONLY_TOGETHER]) == 1


def test_citations_each_of_which_would_do_are_all_of_use() -> None:
    assert citation_precision([EITHER]) == 1


def test_no_citation_of_an_unsupported_statement_is_of_use() -> None:
    assert citation_precision([TWO_UNSUPPORTED]) == 0


def test_one_of_two_that_need_each_other_beside_an_irrelevant_third() -> None:
    # The first two support it only together: without either the rest do not; without the third they do.
    assert citation_precision([Cited(True, (False, False, False), (False, False, True))]) == 2 / 3


def test_citation_precision_is_over_citations_and_not_over_statements() -> None:
    # Of use: one of one, one of two, none of two.
    assert citation_precision([LONE, SECOND_IRRELEVANT, TWO_UNSUPPORTED]) == 2 / 5


def test_a_statement_without_citations_counts_for_recall_and_not_for_precision() -> None:
    assert citation_recall([LONE, UNCITED]) == 1 / 2
    assert citation_precision([LONE, UNCITED]) == 1


def test_each_citation_is_judged_both_ways() -> None:
    with pytest.raises(ValueError, match="zip"):
        citation_precision([Cited(True, (True, True), (False,))])


@pytest.mark.parametrize("measure", [faithfulness, quote_rate])
@pytest.mark.parametrize(
    ("flags", "value"), [([True], 1), ([False], 0), ([True, False, True, True], 3 / 4), ([False, False], 0)]
)
def test_faithfulness_and_the_quote_rate_are_shares(
    measure: Callable[[Sequence[bool]], float], flags: list[bool], value: float
) -> None:
    assert measure(flags) == value


@pytest.mark.parametrize("measure", [faithfulness, citation_recall, citation_precision, quote_rate])
def test_an_empty_answer_makes_nothing_up(measure: Callable[[list[object]], float]) -> None:
    assert measure([]) == 1


def test_an_answer_that_cites_nothing_has_no_citation_that_is_of_no_use() -> None:
    assert citation_precision([UNCITED, UNCITED]) == 1
    assert citation_recall([UNCITED, UNCITED]) == 0
