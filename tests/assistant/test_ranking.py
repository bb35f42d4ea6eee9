"""The signals that passages are ranked by, each on an example worked by hand."""

import math

import numpy as np
import pytest
from made_found import FOOTNOTE, found, heading, paragraph, passage, query

from assistant.ranking import (
    WEIGHTS,
    Weights,
    candidate,
    inverse_frequency,
    signals,
    standardised,
)
from ingest.documents import Block


def test_standardised_values_have_mean_nothing_and_deviation_one():
    np.testing.assert_allclose(standardised([1, 3]), [-1, 1])
    np.testing.assert_allclose(standardised([2, 4, 4, 4, 5, 5, 7, 9]), [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])


@pytest.mark.parametrize("values", [[], [3], [3, 3, 3]])
def test_values_that_do_not_differ_say_nothing(values: list[float]):
    assert standardised(values).tolist() == [0.0] * len(values)


def test_a_rarer_word_says_more():
    assert inverse_frequency(1, 2) == pytest.approx(math.log(2))
    assert inverse_frequency(0, 9) == pytest.approx(math.log(10))
    assert inverse_frequency(1, 100) > inverse_frequency(50, 100) > 0


def test_coverage_is_the_weighted_share_of_the_questions_stems():
    asked = query(core=3.0, group=1.0)
    assert asked.coverage({"core", "other"}) == 0.75
    assert asked.coverage({"core", "group"}) == 1.0
    assert asked.coverage(set()) == query().coverage({"core"}) == 0.0


def test_a_candidate_is_measured_by_sentence_and_as_a_whole_with_its_heading():
    of = passage(heading("Core group"), paragraph("The group meets. Nobody else does."))
    measured = candidate(query(core=3.0, group=1.0), of, 0.5, 2.0, np.array([0.9, 0.1]))
    assert measured.coverage.tolist() == [0.25, 0.0]
    assert measured.whole == 1.0
    assert measured.sentence_text(1) == "Nobody else does."


def test_signals_come_in_the_order_of_the_weights():
    first = passage(paragraph("One thing is done within ten days. " * 15 + "Done."), number=1)
    second = passage(Block(FOOTNOTE, "A note."), number=2)
    a = found(first, [0.9, 0.7, *[0.1] * 14], dense=0.8, keyword=4, whole=0.5, coverage=[1.0] + [0] * 15)
    b = found(second, [0.2], dense=0.6)
    table = signals(query("How soon is it done?"), [a.candidate, b.candidate])
    assert table.shape == (2, len(WEIGHTS))
    up, down = (Weights(*row) for row in table)
    for name in ("sentence", "second", "keyword", "coverage", "whole"):
        assert (getattr(up, name), getattr(down, name)) == (pytest.approx(1), pytest.approx(-1)), name
    assert (up.timescale, down.timescale) == (1, 0)
    assert (up.footnote, down.footnote) == (0, 1)


def test_a_timescale_counts_only_where_one_is_asked_for():
    one = found(passage(paragraph("It is done within ten days.")))
    asked, other = (
        Weights(*signals(query(text), [one.candidate])[0]) for text in ("How soon?", "Who does it?")
    )
    assert (asked.timescale, other.timescale) == (1, 0)


def test_a_person_counts_where_one_is_asked_for():
    one = found(passage(paragraph("The local authority should hold it within ten days.")))
    who = Weights(*signals(query("Who holds it?"), [one.candidate])[0])
    assert (who.timescale, who.looks) == (0, 1)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Section 42 Enquiry by local authority", 1),
        ("enquiries under section 47 of the Children Act 1989", -1),
        ("sections 42 and 47", 1),
        ("the local authority makes enquiries", 0),
    ],
)
def test_a_question_on_one_section_of_law_tells_it_from_others(text: str, fits: int):
    assert query("When is a section 42 enquiry made?").same_section(text) == fits
    assert query("When is an s42 enquiry made?").same_section(text) == fits
    assert query("When is an enquiry made?").same_section(text) == 0
