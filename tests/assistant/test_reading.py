"""Passages read with the question beside them."""

import numpy as np
import pytest
from made_found import heading, items, paragraph, passage, passages

from assistant.reading import Reading, readings, shown

GROUP = passage(
    heading("Core group"),
    paragraph(
        "The social worker leads the group. It must first meet within 10 working days of the conference. "
        "Parents are invited."
    ),
)
MEALS = passage(
    heading("Meals"), paragraph("Lunch is served at noon. Packed lunches may be brought from home.")
)


def test_a_passage_that_answers_is_told_from_one_that_does_not():
    answering, other = readings("How soon does the core group have to meet?", [GROUP, MEALS])
    assert answering.passage > 0 > other.passage


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("How soon does the core group have to meet?", 1),
        ("Who is in charge of the core group?", 0),
        ("Can the mum come to the core group?", 2),
    ],
)
def test_the_sentence_that_answers_is_told_from_its_neighbours(question: str, place: int):
    (read,) = readings(question, [GROUP])
    assert read.sentences.shape == (3,)
    assert int(np.argmax(read.sentences)) == place


def test_the_chances_of_sentences_share_that_of_their_passage():
    even = Reading(0.0, np.array([1.0, 1.0]))
    assert np.exp(even.chances()) == pytest.approx([0.25, 0.25])
    assert np.exp(Reading(9.0, np.array([0.0, 9.0])).chances()) == pytest.approx([0.0, 1.0], abs=1e-3)
    assert Reading(1.0, np.zeros(0)).chances().shape == (0,)


def test_passages_are_given_back_in_their_order_whatever_their_length():
    long = passage(heading("Meals"), paragraph(" ".join(["Lunch is served at noon in the hall."] * 30)))
    one = [read.passage for read in readings("When is lunch?", [GROUP, long, MEALS])]
    other = [read.passage for read in readings("When is lunch?", [MEALS, GROUP, long])]
    assert one == pytest.approx([other[1], other[2], other[0]], abs=0.2)


def test_nothing_is_read_of_nothing():
    assert readings("When is lunch?", []) == []


def test_sentences_beyond_what_is_read_have_a_figure_too():
    endless = passage(paragraph(" ".join(f"Rule {n} is that lunch is served at noon." for n in range(60))))
    (read,) = readings("When is lunch? " * 80, [endless])
    assert read.sentences.shape == (60,)
    assert np.isfinite(read.sentences).all()


def test_a_passage_is_shown_below_its_heading_and_what_leads_into_it():
    listed = items(*(f"item {n} that goes on for some words" for n in range(12)))
    parts = passages([heading("Records"), paragraph("A record must hold:"), *listed], budget=40)
    assert all(shown(part).startswith("Records\nA record must hold:") for part in parts)


def test_whatever_model_the_library_has_the_packaged_one_reads():
    assert readings("When is lunch?", [MEALS])[0].passage > 0
