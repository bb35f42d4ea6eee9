"""Follow-ups: which questions go on about the one before, and what that one was about."""

from dataclasses import replace

import pytest
from made_found import found, paragraph, passage

from assistant.answers import Answer, AnswerKind, Citation, Statement
from assistant.follow_ups import already_quoted, topic_of

FIRST = "How soon must the core group meet?"
HIT = found(passage(paragraph("The core group meets within ten days."))).hit
QUOTED = Answer(
    question=FIRST,
    kind=AnswerKind.QUOTED,
    statements=(Statement("x", (Citation(1, HIT.passage, HIT.document, 0, 14),)),),
    advice="",
    notices=(),
    passages=(HIT,),
    confidence=0.9,
    searched_for=FIRST,
)


@pytest.mark.parametrize(
    "question",
    [
        "And how soon after that?",
        "what about the parents?",
        "Who attends it?",
        "But who decides?",
        "OK, and then?",
        "Who else?",
        "Do they have to?",
    ],
)
def test_a_question_that_cannot_stand_alone_goes_on_about_the_one_before(question: str):
    assert topic_of(question, [FIRST]) == FIRST


@pytest.mark.parametrize(
    "question",
    [
        "Who attends a strategy discussion?",
        "What is private fostering?",
        "Who should tell the local authority that a child is privately fostered?",
        "Android phones?",
        "Orders of court?",
    ],
)
def test_a_question_that_stands_alone_has_no_topic(question: str):
    assert topic_of(question, [FIRST]) == ""


def test_the_first_question_of_a_conversation_has_no_topic():
    assert topic_of("And how soon after that?", []) == ""


def test_the_topic_is_that_of_the_last_question_with_what_it_went_on_about_itself():
    second = replace(QUOTED, question="and then?", searched_for=f"{FIRST} and then?")
    assert topic_of("and after that?", ["What is abuse?", QUOTED]) == FIRST
    assert topic_of("and after that?", [QUOTED, second]) == f"{FIRST} and then?"


def test_what_was_quoted_so_far_in_the_conversation_is_known():
    assert already_quoted([QUOTED, FIRST]) == already_quoted([FIRST, QUOTED]) == {"The core group"}
    assert already_quoted([FIRST]) == already_quoted([]) == frozenset()
