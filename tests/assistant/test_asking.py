"""What is asked in a message, and several answers as one."""

import pytest

from assistant import AnswerKind, Assistant
from assistant.asking import LONGEST_WHOLE, MOST_QUESTIONS, Asking, asked_in

STORY = (
    "I am the deputy head of a primary school. On Monday Maya, who is eight, came in with a bruise on "
    "her arm and said that she had fallen off the trampoline. Her teacher wrote it down. On Wednesday "
    "she told the lunchtime supervisor that her stepdad had grabbed her because she would not go to "
    "bed. Her mother collected her early and seemed upset, and said that things at home were hard at "
    "the moment since they had lost the flat. We have had two concerns about the family before, both "
    "about attendance and hunger, and early help was offered last spring but the family did not take "
    "it up. Do I need consent from her mother before I share this? How soon must the local authority "
    "decide what happens with a referral?"
)


def test_a_question_is_searched_as_it_is():
    assert asked_in("  How soon must\nthe core group meet? ") == [
        Asking("How soon must the core group meet?", "How soon must the core group meet?")
    ]


def test_a_short_story_is_searched_with_its_question():
    message = "I have been a carer for my aunt for two years. Can I ask for an assessment of my own needs?"
    (asking,) = asked_in(message)
    assert asking.text == message


def test_the_questions_of_a_long_case_are_searched_without_its_story():
    assert len(STORY.split()) > LONGEST_WHOLE
    askings = asked_in(STORY)
    assert [asking.question for asking in askings] == [
        "Do I need consent from her mother before I share this?",
        "How soon must the local authority decide what happens with a referral?",
    ]
    for asking in askings:
        assert "trampoline" not in f"{asking.text} {asking.topic}"
        assert "early help" in asking.topic
        assert len(asking.topic.split()) <= 25


def test_no_more_questions_are_taken_than_can_be_answered_in_a_few_seconds():
    message = "Who chairs it? How soon is it held? Who attends? What is decided? When is it reviewed?"
    assert [asking.question for asking in asked_in(message)] == [
        "Who chairs it?",
        "How soon is it held?",
        "Who attends?",
    ]
    assert MOST_QUESTIONS == 3


def test_whoever_asks_more_is_told_which_question_waits(starter: Assistant):
    answer = starter.ask(
        "How soon must the core group meet? Who leads the core group? What is private fostering? "
        "Who chairs the conference?"
    )
    assert any("Ask this one by itself: “Who chairs the conference?”" in one for one in answer.notices)


def test_a_message_that_asks_nothing_is_searched_whole():
    message = "She came in with a bruise on her arm again. " * 15
    assert [asking.text for asking in asked_in(message)] == [" ".join(message.split())]


def test_a_follow_up_goes_on_about_the_question_before():
    (asking,) = asked_in("and how often after that?", ["How soon must the core group meet?"])
    assert asking.follows
    assert "core group" in asking.topic
    assert not asked_in("How soon must the core group meet?", ["What is abuse?"])[0].follows


def test_two_questions_are_answered_one_after_the_other(starter: Assistant):
    answer = starter.ask("How soon must the core group meet? What is county lines?")
    assert answer.kind is AnswerKind.QUOTED
    asked = list(dict.fromkeys(statement.question for statement in answer.statements))
    assert asked == ["How soon must the core group meet?", "What is county lines?"]
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    shown = {hit.passage.id for hit in answer.passages}
    assert {citation.passage.id for citation in answer.citations} <= shown


def test_a_question_among_several_that_is_not_answered_is_named(starter: Assistant):
    answer = starter.ask("How soon must the core group meet? What is the capital of France?")
    assert answer.kind is AnswerKind.QUOTED
    assert any("What is the capital of France?" in notice for notice in answer.notices)


def test_several_questions_that_are_not_answered_are_declined_together(starter: Assistant):
    answer = starter.ask("What is the capital of France? Which dose of paracetamol is right?")
    assert answer.kind is AnswerKind.ABSTAINED
    assert answer.text == answer.advice != ""


@pytest.mark.parametrize("terms", [[], ["safeguarding partners"]])
def test_terms_are_searched_with_a_question_and_not_asked(terms: list[str]):
    asking = Asking("Who sits on it?", topic="the board").with_terms(terms)
    assert asking.text == "Who sits on it?"
    assert asking.topic == " ".join(["the board", *terms])
