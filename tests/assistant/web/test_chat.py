"""One exchange: the views that follow, and what is said where it fails."""

import logging
from dataclasses import replace

import pytest
from made_web import FakeAssistant, Page, abstained, answered, cite, document, passage, written

from assistant.concern.contacts import Directory
from assistant.concern.panel import panel
from assistant.concern.screen import Concern
from assistant.scope import Scope
from assistant.web import words
from assistant.web.chat import Talk, again, exchange
from assistant.web.render import Said
from ingest.errors import LibraryError


def test_an_exchange_ends_with_the_answer_in_the_history():
    answer = answered(
        cite(1, "10 working days", passage(), document()),
        cite(2, "carry out the plan", passage(number=1), document(1)),
    )
    assistant = FakeAssistant(answer)
    before = (abstained(),)
    first, *_, last = views = list(exchange(assistant, " How soon? ", Talk((Said(before[0]),))))
    assert assistant.asked == [("How soon?", before)]
    assert first.working
    assert first.typed == ""
    assert words.WORKING in first.html
    assert [view.html.count('class="statement"') for view in views] == [0, 1, 2]
    assert last.talk.answers == (*before, answer)
    assert not last.working


def test_a_written_answer_is_shown_sentence_by_sentence_and_says_who_wrote_it():
    answer = written(
        "They meet soon.", "They write.", dropped=("the passage says 15, the statement says 10",)
    )
    parts = [replace(answer, statements=answer.statements[:1], dropped=()), answer, answer]
    _, *views = exchange(FakeAssistant(parts), "How soon?", Talk())
    assert [view.html.count('class="statement"') for view in views] == [1, 2, 2, 2]
    assert [view.working for view in views] == [True, True, True, False]
    page = Page(views[-1].html)
    assert "Written by a model from the passages cited, each sentence checked" in page.text
    assert "1 sentence was left out" in page.text
    assert "the statement says 10" in page.text
    assert ("blockquote", {"class": "said"}) not in page.elements
    assert views[-1].talk.answers == (answer,)


def test_what_was_written_may_still_be_withdrawn_for_a_quote():
    quote = answered(cite(1, "10 working days", passage(), document()), notices=("Too little stands.",))
    *_, last = exchange(FakeAssistant([written("They meet soon."), quote]), "How soon?", Talk())
    assert "They meet soon." not in last.html
    assert "Too little stands." in last.html
    assert last.talk.answers == (quote,)


def test_a_failure_after_some_sentences_leaves_none_of_them(caplog):
    *_, last = exchange(FakeAssistant([written("They meet soon."), RuntimeError("x")]), "How soon?", Talk())
    assert "They meet soon." not in last.html
    assert "was not answered" in last.html


@pytest.mark.parametrize(
    ("typed", "hint"), [("  ", "Type a question first."), ("x" * 4001, "4,001 characters")]
)
def test_a_question_that_cannot_be_asked_keeps_what_was_typed(typed, hint):
    assistant = FakeAssistant(abstained())
    (view,) = exchange(assistant, typed, Talk())
    assert hint in view.hint
    assert view.typed is None
    assert assistant.asked == []


def test_a_failure_is_plain_on_the_page_and_the_question_stays_out_of_the_log(caplog):
    assistant = FakeAssistant(RuntimeError("no rows for 'Jamie in year 4'"))
    with caplog.at_level(logging.ERROR):
        *_, last = exchange(assistant, "Jamie in year 4", Talk())
    assert "was not answered" in last.html
    assert last.typed == "Jamie in year 4"
    assert last.talk.answers == ()
    assert "RuntimeError" in caplog.text
    assert "Jamie" not in caplog.text


def test_an_error_that_says_what_to_do_is_passed_on():
    assistant = FakeAssistant(LibraryError("The library was built with another model. Build it again."))
    *_, last = exchange(assistant, "How soon?", Talk())
    assert "Build it again." in last.html


def test_whom_to_reach_stands_above_the_question_while_it_is_answered_and_after():
    assistant = FakeAssistant(
        replace(abstained(), panel=panel(Concern.SOMEONE, Directory(), "england")), Concern.SOMEONE
    )
    first, *_, last = exchange(assistant, "She is in my office and will not go home", Talk())
    for view in (first, last):
        assert view.html.index('href="tel:999"') < view.html.index('class="question"')
        assert "safeguide.toml" in Page(view.html).text


def test_whom_to_reach_is_shown_where_the_answer_fails(caplog):
    assistant = FakeAssistant(RuntimeError("x"), Concern.WRITER)
    *_, last = exchange(assistant, "what is the point", Talk())
    assert "116 123" in last.html
    assert "was not answered" in last.html


def test_names_are_left_out_and_whoever_typed_them_sees_what_was():
    assistant = FakeAssistant(abstained())
    *_, last = exchange(assistant, "Can Jamie go home?", Talk())
    assert assistant.asked[0][0] == "Can CHILD-1 go home?"
    assert "1 personal detail left out" in last.html
    assert "Can Jamie go home?" in Page(last.html).text
    assert "Jamie" not in repr(last.talk.answers)


def test_what_was_left_out_by_mistake_is_put_back_and_asked_again():
    assistant = FakeAssistant(abstained())
    *_, last = exchange(assistant, "Can Jamie go home?", Talk())
    *_, corrected = again(assistant, last.talk, [], "", "a child")
    assert assistant.asked[-1] == ("Can Jamie go home?", ())
    assert len(corrected.talk.said) == 1


def test_what_was_missed_is_marked_and_has_to_stand_in_the_question():
    assistant = FakeAssistant(abstained())
    *_, last = exchange(assistant, "Can she go home?", Talk())
    (view,) = again(assistant, last.talk, [], "Maya", "a child")
    assert view.hint == words.NOT_THERE
    *_, corrected = again(assistant, last.talk, [], "she", "a child")
    assert corrected.talk.known.marked == {"she": "CHILD"}


def test_a_question_that_is_refused_goes_back_into_the_box():
    refused = replace(abstained(advice="Ask without names."), reason="personal data")
    *_, last = exchange(FakeAssistant(refused), "Can Jamie go home?", Talk())
    assert last.typed == "Can Jamie go home?"
    assert last.talk.said == ()
    assert "Ask without names." in last.html


def test_what_is_asked_is_answered_from_the_scope_that_is_chosen():
    assistant = FakeAssistant(abstained(), Concern.WRITER)
    wales = Scope(nation="wales")
    first, *_ = exchange(assistant, "What now?", Talk(), wales)
    *_, last = exchange(assistant, "What now?", Talk(), wales)
    assert assistant.scope == wales
    assert "Live Fear Free" in first.html  # the helpline of Wales
    *_, _ = again(assistant, last.talk, [], "", "a child", Scope(nation="scotland"))
    assert assistant.scope == Scope(nation="scotland")


def test_a_conversation_has_a_key_of_its_own_once_something_was_answered():
    assistant = FakeAssistant(abstained())
    *_, one = exchange(assistant, "How soon?", Talk())
    *_, other = exchange(assistant, "How soon?", Talk())
    *_, later = exchange(assistant, "And then?", one.talk)
    assert one.talk.key
    assert one.talk.key != other.talk.key
    assert later.talk.key == one.talk.key


@pytest.mark.parametrize(
    "answer", [RuntimeError("x"), replace(abstained(advice="Ask without names."), reason="personal data")]
)
def test_what_was_answered_stays_where_asking_again_fails(answer, caplog):
    assistant = FakeAssistant(abstained())
    *_, first = exchange(assistant, "Can Jamie go home?", Talk())
    *_, second = exchange(assistant, "Can she go home?", first.talk)
    assistant.answer = answer
    *_, failed = again(assistant, second.talk, [], "she", "a child")
    assert failed.talk.said == second.talk.said
    assert failed.talk.known.marked == {"she": "CHILD"}
    assert not failed.working
