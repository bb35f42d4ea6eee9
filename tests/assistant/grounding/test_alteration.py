"""Words changed in what is otherwise a quotation."""

from difflib import SequenceMatcher

import pytest
from differences import instead, told
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.alteration import QUOTED, _blocks, check, quoted
from assistant.grounding.evidence import Evidence
from assistant.grounding.text import read

LEFT_OUT, ADDS = "the passage says “{}”, the statement leaves it out", "the statement adds “{}”"
CHANGED = [
    # put in the place of something else
    (
        "The lead must refer the matter to the council on the same day.",
        "The lead must report the matter to the council on the same day.",
        instead("refer", "report"),
    ),
    (
        "The lead must refer the matter to the council on the same day.",
        "The lead must refer the matter to the council on the next day.",
        instead("same day", "next day"),
    ),
    (
        "Staff keep a written record of each restraint in the home.",
        "Staff keep a written record of each visit in the home.",
        instead("restraint", "visit"),
    ),
    (
        "The plan says who will visit the child and how often.",
        "The plan says who will visit the child and how long.",
        instead("often", "long"),
    ),
    (
        "Providers tell the inspectorate about serious accidents to children in their care.",
        "Providers tell the inspectorate about minor accidents to children in their care.",
        instead("serious", "minor"),
    ),
    (
        "The school and the college agree on the start date with the parents.",
        "The school or the college agree on the start date with the parents.",
        instead("and", "or"),
    ),
    (
        "The panel hears from the child, the carer and the teacher before it decides.",
        "The panel hears from the child, the carer and the neighbour before it decides.",
        instead("teacher", "neighbour"),
    ),
    # put in
    (
        "The lead must refer the matter to the council on the same day.",
        "The lead must quickly refer the matter to the council on the same day.",
        ADDS.format("quickly"),
    ),
    (
        "Staff keep a written record of each restraint in the home.",
        "Staff keep a signed written record of each restraint in the home.",
        ADDS.format("signed"),
    ),
    (
        "Carers receive training in first aid and in the giving of medicines.",
        "Carers receive training in first aid and in the giving of medicines and injections.",
        ADDS.format("and injections"),
    ),
    (
        "Carers receive training in first aid and in the giving of medicines.",
        "Experienced carers receive training in first aid and in the giving of medicines.",
        ADDS.format("Experienced"),
    ),
    (
        "The board publishes a report on what it has done.",
        "The board publishes a report on what it has done for victims.",
        ADDS.format("for victims"),
    ),
    (
        "A record is made of what was said and by whom it was said.",
        "A record is made online of what was said and by whom it was said.",
        ADDS.format("online"),
    ),
    # left out
    (
        "Where appropriate the lead must refer the matter to the council on the same day.",
        "The lead must refer the matter to the council on the same day.",
        LEFT_OUT.format("Where appropriate"),
    ),
    (
        "The lead tells the parents, if it is safe, about the referral and its outcome.",
        "The lead tells the parents about the referral and its outcome.",
        LEFT_OUT.format("if it is safe"),
    ),
    (
        "Staff should usually keep a written record of each restraint.",
        "Staff should keep a written record of each restraint.",
        LEFT_OUT.format("usually"),
    ),
    (
        "Staff keep only the written record of each restraint in the home.",
        "Staff keep the written record of each restraint in the home.",
        LEFT_OUT.format("only"),
    ),
    (
        "The council holds the meeting within ten days of the first visit to the home.",
        "The council holds the meeting of the first visit to the home.",
        LEFT_OUT.format("within ten days"),
    ),
    (
        "Staff must not hold keys to the medicine cabinet in the office.",
        "Staff must hold keys to the medicine cabinet in the office.",
        LEFT_OUT.format("not"),
    ),
    (
        "The serious accidents to children in a home are told to the inspectorate.",
        "The accidents to children in a home are told to the inspectorate.",
        LEFT_OUT.format("The serious"),
    ),
    (
        "Everybody except the driver wears a seat belt on the bus.",
        "Everybody wears a seat belt on the bus.",
        LEFT_OUT.format("Everybody except the driver"),
    ),
]
FAITHFUL = [
    (
        "The lead must refer the matter to the council on the same day.",
        "The lead must refer the matter to the council on the same day.",
    ),
    (
        "The lead must refer the matter to the council on the same day.",
        "The lead must refer the matter to the council that same day.",
    ),
    (
        "The lead must refer the matter to the council on the same day.",
        "The lead must, therefore, refer the matter to the council on the same day.",
    ),
    (
        "The lead must refer the matter to the council on the same day.",
        "The lead must refer the matters to the council on the same day.",
    ),
    # a part that can be separated
    (
        "Staff keep a written record of each restraint in the home, and sign it.",
        "Staff keep a written record of each restraint in the home.",
    ),
    (
        "Staff keep a written record, in ink, of each restraint in the home.",
        "Staff keep a written record of each restraint in the home.",
    ),
    (
        "Staff keep a written record (a log) of each restraint in the home.",
        "Staff keep a written record of each restraint in the home.",
    ),
    (
        "Staff keep a written record – a log – of each restraint in the home.",
        "Staff keep a written record of each restraint in the home.",
    ),
    (
        "For this reason, staff keep a written record of each restraint in the home.",
        "Staff keep a written record of each restraint in the home.",
    ),
    (
        "The panel hears from the child, the carer and the teacher.",
        "The panel hears from the child and the teacher.",
    ),
    ("The plan is shared with the parents and the school.", "The plan is shared with the parents."),
    # people by other names
    (
        "The designated safeguarding lead keeps a list of all referrals made.",
        "The DSL keeps a list of all referrals made.",
    ),
    (
        "The DSL keeps a list of all referrals made in the year.",
        "The designated safeguarding lead keeps a list of all referrals made in the year.",
    ),
    (
        "The local authority keeps a list of all referrals made in the year.",
        "The council keeps a list of all referrals made in the year.",
    ),
    (
        "The LADO gives advice on how to deal with the allegation.",
        "The local authority designated officer gives advice on how to deal with the allegation.",
    ),
    (
        "Pupils are told whom to ask for help in the school.",
        "Children are told whom to ask for help in the school.",
    ),
]
RESTATED = [
    (
        "The lead must refer the matter to the council on the same day.",
        "A referral goes off before the day is out.",
    ),
    (
        "Staff keep a written record of each restraint in the home.",
        "Whenever somebody is held, this is noted down by carers.",
    ),
    ("Carers receive training in first aid.", "First aid is taught to carers."),
    ("Parents are asked first.", "Ask the parents before anything else."),
    ("The board publishes a report on what it has done.", "Each year it is made known how the board fared."),
]


@pytest.mark.parametrize(("sentence", "statement", "about"), CHANGED)
def test_a_changed_quotation_is_told(sentence: str, statement: str, about: str):
    assert told(check, sentence, statement) == [about]


@pytest.mark.parametrize(("sentence", "statement"), FAITHFUL)
def test_what_quotes_faithfully_is_no_difference(sentence: str, statement: str):
    assert told(check, sentence, statement) == []


@pytest.mark.parametrize(("sentence", "statement"), [*FAITHFUL, *((one, other) for one, other, _ in CHANGED)])
def test_what_has_most_words_in_their_order_is_a_quotation(sentence: str, statement: str):
    assert quoted(read(statement), Evidence((sentence,))) >= QUOTED


@pytest.mark.parametrize(("sentence", "statement"), RESTATED)
def test_what_says_it_in_other_words_is_none(sentence: str, statement: str):
    assert quoted(read(statement), Evidence((sentence,))) < QUOTED


def test_a_clause_that_is_put_first_is_no_change():
    sentence = "The lead refers the matter to the council on the same day if a child is at risk."
    assert (
        told(
            check,
            sentence,
            "If a child is at risk the lead refers the matter to the council on the same day.",
        )
        == []
    )


def test_whoever_does_it_and_to_whom_is_not_swapped():
    sentence = "The manager writes a full report to the inspector within the year."
    assert told(check, sentence, "The inspector writes a full report to the manager within the year.") == [
        instead("The manager", "The inspector"),
        instead("inspector", "manager"),
    ]


def test_a_sentence_may_be_left_out_whole():
    source = Evidence(("Staff keep a record of each restraint.", "The manager signs it only on Fridays."))
    assert list(check(read("Staff keep a record of each restraint."), source)) == []
    assert list(
        check(read("Staff keep a record of each restraint. The manager signs it on Fridays."), source)
    )


@pytest.mark.parametrize(("around", "above"), [("The Hillshire board", ""), ("", "The Hillshire board")])
def test_what_a_sentence_points_back_to_may_be_named(around: str, above: str):
    source = Evidence(("It keeps a list of all referrals made in the year.",), around, above)
    assert list(check(read("The board keeps a list of all referrals made in the year."), source)) == []
    assert list(check(read("The committee keeps a list of all referrals made in the year."), source))


def test_what_is_told_is_short():
    sentence = (
        "The home keeps a list of all the children who live there with their dates of birth in the office."
    )
    extra = "and of everyone who interviewed anybody amongst these youngsters there "
    (about,) = told(check, sentence, sentence.replace("in the office", f"{extra}in the office"))
    assert about.startswith("the statement adds “and of everyone")
    assert about.endswith(" …”")
    assert len(about) < 90


@given(st.lists(st.sampled_from("abcd"), max_size=40), st.lists(st.sampled_from("abcd"), max_size=40))
def test_stretches_agree_as_they_do_by_the_standard_library(ours: list[str], theirs: list[str]):
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    assert _blocks(ours, theirs, 2) == [block for block in blocks if block.size > 1]
