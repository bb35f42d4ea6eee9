"""How sure an answer is, and when a question is none that the library answers."""

import math
from dataclasses import replace

import numpy as np
import pytest
from made_found import found, heading, paragraph, passage, query

from assistant.confidence import (
    COEFFICIENTS,
    DEPTH,
    INTERCEPT,
    Measures,
    confidence,
    measures,
    missing_edition,
    other_nation,
)
from assistant.reading import Reading
from assistant.retrieval import Found

NOTHING = Measures(*[0.0] * len(Measures._fields))
CONFERENCE = passage(heading("Conference"), paragraph("The conference meets within 15 days. Asha chairs it."))


def measured(question: str, *all_found: Found, **weights: float) -> Measures:
    return measures(query(question, **weights), all_found or [found(CONFERENCE)])


def test_confidence_is_a_logistic_function_of_what_was_measured():
    assert confidence(NOTHING) == pytest.approx(1 / (1 + math.exp(-INTERCEPT)))
    of_one = NOTHING._replace(sentence=0.5)
    assert confidence(of_one) == pytest.approx(1 / (1 + math.exp(-INTERCEPT - 0.5 * COEFFICIENTS.sentence)))


@pytest.mark.parametrize("name", ["sentence", "reading"])
def test_likeness_and_a_reader_that_finds_an_answer_make_surer(name: str):
    assert confidence(NOTHING._replace(**{name: 0.9})) > confidence(NOTHING)


@pytest.mark.parametrize("name", ["stranger", "wording", "kind_missing"])
def test_what_is_missing_makes_less_sure(name: str):
    assert confidence(NOTHING._replace(**{name: 1.0})) < confidence(NOTHING)


def test_where_nothing_was_found_everything_is_missing():
    nothing = measures(query("How soon?", soon=1.0), [])
    assert (nothing.sentence, nothing.reading, nothing.kind_missing) == (0, 0, 1)


def test_the_highest_likeness_among_the_first_passages_counts():
    low, high = found(CONFERENCE, [0.2, 0.1]), found(CONFERENCE, [0.1, 0.8])
    assert measured("x", *[low] * (DEPTH - 1), high).sentence == 0.8
    assert measured("x", *[low] * DEPTH, high).sentence == 0.2


def test_so_does_the_best_of_what_was_read_and_nothing_where_nothing_was():
    doubtful, sure = (replace(found(CONFERENCE), reading=Reading(x, np.zeros(2))) for x in (-3.0, 2.5))
    assert measured("x", doubtful, sure, found(CONFERENCE)).reading == 2.5
    assert measured("x", doubtful).reading == -3.0
    assert measured("x", found(CONFERENCE)).reading == 0.0


@pytest.mark.parametrize(
    ("question", "stranger"),
    [
        ("Does Asha chair it?", 0),
        ("Does Birmingham chair it?", 1),
        ("Is it on a Monday in March?", 0),
        ("Who chairs it?", 0),
        ("Birmingham?", 0),
    ],
)
def test_a_name_that_is_named_nowhere_is_a_stranger(question: str, stranger: int):
    assert measured(question).stranger == stranger


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("Who is our deputy DSL?", 1),
        ("What is the phone number for our MASH?", 1),
        ("Who chairs the conference?", 0),
        ("Should we tell our DSL?", 0),
    ],
)
def test_a_question_for_the_askers_own_people_is_known_by_its_wording(question: str, wording: int):
    assert measured(question).wording == wording


@pytest.mark.parametrize(
    ("question", "said", "missing"),
    [
        ("How soon must it meet?", "It meets within 15 days.", 0),
        ("How soon must it meet?", "It meets.", 1),
        ("How much does it cost?", "The fee is £38.", 0),
        ("How much does it cost?", "It is asked for.", 1),
        ("What is the email address?", "Write to lead@example.org.", 0),
        ("What is the email address?", "Write to the lead.", 1),
        ("What percentage was met?", "Of these 40% were met.", 0),
        ("How many people attend?", "Three people attend.", 0),
        ("How many people attend?", "People attend.", 1),
        ("Who attends?", "People attend.", 0),
    ],
)
def test_a_sum_a_length_of_time_or_an_address_that_nobody_gives_is_missing(
    question: str, said: str, missing: int
):
    assert measured(question, found(passage(paragraph(said)))).kind_missing == missing


@pytest.mark.parametrize(
    ("question", "nation"),
    [
        ("What is the law in Scotland?", "Scotland"),
        ("Who leads in Welsh schools?", "Wales"),
        ("What is the rule in Northern Ireland?", "Northern Ireland"),
        ("Who are Tusla?", "Ireland"),
        ("What is the rule in England?", ""),
        ("Is a scotch egg allowed?", ""),
    ],
)
def test_a_nation_that_only_the_question_names_is_another(question: str, nation: str):
    assert other_nation(question, [found(CONFERENCE)]) == nation


def test_a_nation_that_a_passage_or_its_document_names_is_no_other():
    inside = found(passage(paragraph("This applies in England and Wales.")))
    assert other_nation("What is the rule in Wales?", [inside]) == ""
    assert other_nation("What is the rule in Wales?", [found(CONFERENCE, nation="wales")]) == ""


def test_a_year_that_no_document_or_passage_names_is_a_missing_edition():
    of = [found(CONFERENCE, title="Working together", edition="2023")]
    assert missing_edition("What did the 2018 edition say?", of) == "2018"
    assert missing_edition("What did the 2023 edition say?", of) == ""
    assert missing_edition("What about section 20180?", of) == ""
