"""Questions that are offered: each is answered by the library, and by what it is about."""

from types import SimpleNamespace

import pytest

from assistant import Assistant
from assistant.answers import AnswerKind
from assistant.suggesting import MOST, Examples, follow_ups, question_about
from ingest.embedding import Embedder
from ingest.library import Library

ASKED = "How soon must the core group meet?"


@pytest.fixture(scope="module")
def starter(starter_home, embedder: Embedder) -> Assistant:
    return Assistant(Library(starter_home, embedder.fingerprint), embedder)


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Information sharing", "What does the guidance say about information sharing?"),
        ("3.2) Roles of the police", "What does the guidance say about roles of the police?"),
        ("Chapter 2: A child-centred approach", "What does the guidance say about a child-centred approach?"),
        ("DSL and deputies", "What does the guidance say about DSL and deputies?"),
        ("When is the initial conference held?", "When is the initial conference held?"),
        ("What happens then?", ""),
        ("Introduction", ""),
        ("Further information", ""),
        ("12 15", ""),
        ("", ""),
        ("A heading that goes on and on until nobody knows any more what it heads at all", ""),
    ],
)
def test_a_heading_makes_a_question_if_it_says_enough(heading: str, question: str):
    assert question_about(heading) == question


def test_examples_are_questions_that_the_library_answers(starter: Assistant):
    offered = Examples(starter, 4).now()
    assert len(offered) == 4
    assert all(starter.ask(one).kind is AnswerKind.QUOTED for one in offered)


def test_an_empty_library_has_no_examples(tmp_path, embedder: Embedder):
    assert Examples(Assistant(Library(tmp_path, embedder.fingerprint), embedder), 4).now() == []


def test_what_follows_is_answered_from_what_it_is_about_and_was_not_asked(starter: Assistant):
    answer = starter.ask(ASKED)
    offered = follow_ups(starter, answer, [ASKED], starter.scope)
    assert 1 <= len(offered) <= MOST
    for question in offered:
        again = starter.ask(question)
        headings = [one.passage.heading_path[-1] for one in again.citations]
        assert any(question_about(heading) == question for heading in headings)
    assert offered[0] not in follow_ups(starter, answer, [ASKED, offered[0].upper()], starter.scope)


def test_nothing_follows_an_answer_that_declined(starter: Assistant):
    declined = starter.ask("What dose of sertraline is safe for a 13 year old?")
    assert follow_ups(starter, declined, [], starter.scope) == []


def test_nothing_is_looked_for_while_somebody_waits(starter: Assistant, monkeypatch: pytest.MonkeyPatch):
    answer = starter.ask(ASKED)
    monkeypatch.setattr(starter.retriever, "find", lambda *_: pytest.fail("it was asked"))
    assert follow_ups(starter, answer, [ASKED], starter.scope, lambda: True) == []


def test_a_model_that_writes_is_not_asked_for_what_could_be_asked(
    starter: Assistant, monkeypatch: pytest.MonkeyPatch
):
    answer = starter.ask(ASKED)
    monkeypatch.setattr(starter, "writer", SimpleNamespace(write=lambda *_: pytest.fail("a model was asked")))
    assert follow_ups(starter, answer, [ASKED], starter.scope)
    assert Examples(starter, 2).now()
