"""What people act on, found in sentences."""

import pytest

from ingest.changes.facts import facts_of
from ingest.changes.references import follows, references_in
from ingest.changes.values import MarkKind


def found(text: str, kind: MarkKind) -> list[str]:
    return [fact.text for fact in facts_of(text) if fact.kind is kind]


@pytest.mark.parametrize(
    ("text", "timescales"),
    [
        ("Meet within 15 working days of it.", ["within 15 working days"]),
        ("Meet no later than six months after.", ["no later than six months"]),
        ("Reviews are held at least half termly.", ["at least half termly"]),
        ("Tell them immediately, or by the next working day.", ["immediately", "next working day"]),
        ("It is renewed every two years and annually.", ["every two years", "annually"]),
        ("The costs of daily living are met.", []),
    ],
)
def test_timescales_are_found_with_their_limits_and_units(text: str, timescales: list[str]):
    assert found(text, MarkKind.TIMESCALE) == timescales


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Children under 16 may stay.", ["under 16"]),
        ("16 and 17-year-olds may consent.", ["16 and 17-year-olds"]),
        ("Anyone aged 18 or over may vote.", ["aged 18 or over"]),
        ("From the age of 10 years.", ["From the age of 10 years"]),
        ("A stay of under 28 days.", []),
    ],
)
def test_ages_are_told_from_timescales(text: str, ages: list[str]):
    assert found(text, MarkKind.AGE) == ages


def test_a_duty_keeps_its_not():
    assert found("Staff must not promise, and should never ask; they may leave in May.", MarkKind.DUTY) == [
        "must not",
        "should never",
        "may",
    ]


def test_the_longest_name_of_a_body_is_found():
    text = "Ask the local authority designated officers, the Court of Protection and a deputy."
    assert found(text, MarkKind.WHO) == [
        "local authority designated officers",
        "Court of Protection",
        "deputy",
    ]


def test_a_body_within_the_name_of_something_else_is_none():
    assert found("Use the Employer Access service, or Check a teacher’s record.", MarkKind.WHO) == []
    assert found("Use the TRA Access service.", MarkKind.WHO) == ["TRA"]


def test_numbers_dates_links_and_conditions_are_found():
    text = "If 25% agree by 1 May 2024, see section 47 or boats@harbour.example, unless told."
    assert found(text, MarkKind.CONDITION) == ["If", "unless"]
    assert found(text, MarkKind.NUMBER) == ["25%", "section 47"]
    assert found(text, MarkKind.DATE) == ["1 May 2024"]
    assert found(text, MarkKind.LINK) == ["boats@harbour.example"]


def test_references_are_found_with_all_that_they_name():
    told = [
        (one.numbers, one.to_paragraph)
        for one in references_in("See paras 285 - 289, page 12 and (see 7-9).")
    ]
    assert told == [(("285", "289"), True), (("12",), False), (("7", "9"), True)]


def test_a_number_that_counts_something_refers_to_nothing():
    assert [one.numbers for one in references_in("Under paragraph 12, 15 working days are allowed.")] == [
        ("12",)
    ]


def test_a_reference_follows_where_the_paragraph_went():
    numbering = {"12": {"14"}, "20": {"22"}}
    (twelve,), (fourteen,), (pages,) = (
        references_in(text) for text in ("paragraph 12", "para 14", "page 14")
    )
    assert follows(twelve, fourteen, numbering)
    assert not follows(twelve, twelve, numbering)
    assert not follows(twelve, pages, numbering)
