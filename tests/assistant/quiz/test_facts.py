"""What sentences, lists and tables of guidance lay down, taken apart without changing a word."""

import pytest
from made_found import document, heading, items, paragraph, passage

from assistant.quiz.facts.bodies import bodies, body_of, data
from assistant.quiz.facts.duties import duties
from assistant.quiz.facts.finding import Facts, facts
from assistant.quiz.facts.parsing import clauses, subject_of
from assistant.quiz.facts.times import counted, times
from assistant.quiz.facts.values import Duty
from ingest.documents import Block


def found(*blocks: Block) -> Facts:
    return facts([(passage(*blocks), document())])


def duties_of(sentence: str) -> list[Duty]:
    return list(duties([(passage(paragraph(sentence)), document())]))


def test_a_duty_is_taken_apart():
    (duty,) = duties_of(
        "Where a child is at immediate risk, the local authority must tell the police at once."
    )
    assert duty.condition == "where a child is at immediate risk"
    assert duty.actor == "the local authority"
    assert duty.body == "local authority"
    assert duty.modal == "must"
    assert duty.act == "tell the police at once"
    told = f"{duty.condition}, {duty.actor} {duty.modal} {duty.act}."
    assert told[:1].upper() + told[1:] == duty.place.text
    assert (
        duty.place.text
        == "Where a child is at immediate risk, the local authority must tell the police at once."
    )


def test_a_condition_at_the_end_is_one_too():
    (duty,) = duties_of("The school should make a referral to social care if a child is being harmed.")
    assert duty.condition == "if a child is being harmed"
    assert duty.act == "make a referral to social care"


def test_they_are_whoever_the_condition_is_about():
    (duty,) = duties_of(
        "When an inspector has concerns about a child, they should tell their manager that day."
    )
    assert duty.body == "Ofsted"
    assert duty.actor == "they"


@pytest.mark.parametrize(
    "sentence",
    [
        "This should be done by the local authority within the time that it sets.",
        "They should tell the police about what has been found.",
        "The local authority must not share the address of the carers with anybody.",
        "Where appropriate, the school should tell the parents of the child about it.",
        "Staff should follow the steps set out below when they have a concern.",
        "The lead practitioner should act as described in paragraph 14 of the code.",
        "We should tell the provider about the outcome of the inspection.",
        "Children have a right to be heard in decisions about their lives.",
        "The home must act under section 12(3)(b) of the Act in all of its work.",
        "As well as that, the chair (who is independent should meet the child and the parents.",
        "The panel should consider the report and the partners should publish it soon.",
    ],
)
def test_what_needs_other_words_to_be_understood_is_left(sentence: str):
    assert duties_of(sentence) == []


def test_nothing_of_a_duty_is_changed():
    sentence = (
        "The chair of the conference should always meet the child and the parents before the conference."
    )
    (duty,) = duties_of(sentence)
    assert f"{duty.actor} {duty.modal} {duty.act}." == sentence[0].lower() + sentence[1:]


def test_where_a_rule_was_read_stays_out_of_the_act():
    (duty,) = duties_of("Staff should speak to the designated safeguarding lead at once (KCSIE 2025).")
    assert duty.act == "speak to the designated safeguarding lead at once"
    assert "(KCSIE 2025)" in duty.place.text


def test_the_items_of_a_list_are_duties_of_whoever_leads_in():
    told = found(
        heading("Core group"),
        paragraph("The core group should:"),
        *items("meet within 10 working days;", "write the plan in full; and", "the outline of the plan."),
    )
    assert [(one.actor, one.act) for one in told.duties] == [
        ("the core group", "meet within 10 working days"),
        ("the core group", "write the plan in full"),
    ]
    assert told.duties[0].place.text == "The core group should meet within 10 working days;"
    assert told.lists[0].lead == "The core group should"


def test_a_list_with_words_that_point_elsewhere_is_left():
    told = found(
        paragraph("These people should attend:"), *items("the chair", "a social worker", "the police")
    )
    assert told.lists == []


@pytest.mark.parametrize(
    ("sentence", "limit", "number", "unit"),
    [
        (
            "The conference should take place within 15 working days of the discussion.",
            "within",
            15,
            "working days",
        ),
        ("The report must be sent no later than seven days before publication.", "no later than", 7, "days"),
        ("Training should be updated at least every two years.", "at least every", 2, "years"),
        ("The decision is made within one working day of the referral.", "within", 1, "working day"),
    ],
)
def test_a_time_is_found_with_its_limit(sentence: str, limit: str, number: int, unit: str):
    (timed,) = times([(passage(paragraph(sentence)), document())])
    assert (timed.limit, timed.number, timed.unit) == (limit, number, unit)
    assert timed.with_time(f"{timed.written} {unit}") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "A visit is made within 5 days, and a second within 10 days of the first.",
        "It should be held within 15 working days.",
        "Children aged under 16 years live there.",
        "A person under 18 years of age is a child.",
    ],
)
def test_a_sentence_with_no_one_time_is_no_time(sentence: str):
    assert list(times([(passage(paragraph(sentence)), document())])) == []


@pytest.mark.parametrize(
    ("number", "unit", "told"),
    [(1, "working day", "1 working day"), (1, "days", "1 day"), (15, "working day", "15 working days")],
)
def test_times_are_counted(number: int, unit: str, told: str):
    assert counted(number, unit) == told


def test_a_meaning_is_found_and_gives_nothing_away():
    told = found(
        paragraph(
            "Private fostering means an arrangement by which somebody who is no relative cares for a child."
        ),
        paragraph(
            "A foster carer means a person who fosters a child in the home of that foster carer each day."
        ),
    )
    assert [one.term for one in told.meanings] == ["private fostering"]


def test_law_that_is_not_in_force_gives_no_facts():
    block = Block(
        paragraph("x").kind, "The local authority must set up a team for each child.", prospective=True
    )
    assert found(block).duties == []


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("the designated safeguarding lead (or a deputy)", "designated safeguarding lead"),
        ("governing bodies and proprietors", "governing body"),
        ("the local authority's plan", ""),
        ("the home’s statement of purpose", ""),
        ("local authority social workers", "social worker"),
        ("the court", "court"),
        ("anybody who works with children", "everybody"),
        ("the weather", ""),
    ],
)
def test_a_subject_is_a_body_or_none(subject: str, body: str):
    assert body_of(subject) == body


def test_nobody_is_apart_from_those_they_are_among():
    known = bodies()
    assert known["police"].apart_from(known["court"])
    assert not known["school"].apart_from(known["governing body"])
    assert not known["social worker"].apart_from(known["local authority"])
    assert not known["staff"].apart_from(known["police"])


def test_the_data_names_only_bodies_that_it_has():
    known = bodies()
    assert all(other in known for one in known.values() for other in one.among)
    assert all(one in known for role in data()["roles"].values() for one in role["bodies"])


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("A child is at risk of harm.", "A child"),
        ("There has been a report.", "There"),
        ("Children leave the school.", ""),
        ("Selecting a reviewer.", ""),
        ("The provider believes that it is exempt.", "The provider"),
    ],
)
def test_a_situation_tells_of_one_thing(sentence: str, subject: str):
    assert subject_of(sentence) == subject


def test_sentences_of_any_kind_are_parsed_without_error():
    odd = ["", " ", "must", "should should should", "(((", "Ω must be 🙂 now", "a " * 200 + "must go there"]
    assert len(list(clauses(odd))) == len(odd)
