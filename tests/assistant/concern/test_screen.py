"""The live-concern screen: what it says of messages, how it reads long ones, and how it fails."""

import pytest

from assistant.concern.screen import MOST_PARTS, MOST_WORDS, Concern, ConcernScreen, cues, parts_of
from assistant.screening import screened
from assistant.wordings import held

SOMEONE = (
    "A girl in my class has just told me her stepdad hits her and she is scared to go home at three.",
    "pls help theres a man outside the nursery saying hes her dad, shes crying, mum said never let him",
    "I can hear the children next door screaming and he is hitting them, what do I do?",
    "My pupil told me her dad hits her. What is the timescale for a section 47 enquiry?",
    "He came in this morning with a black eye and begged me not to ring his mum.",
    "the old lady i clean for has bruises all up her arms and her son wont let me in today",
)
WRITER = (
    "I dont want to be here any more, ive written the letters",
    "my dad hits me every night and i cant tell anyone",
    "he takes my phone and locks me in, i am frightened of him",
)
ORDINARY = (
    "How soon must the core group meet after the child protection conference?",
    "What is the definition of child sexual exploitation?",
    "Who should be on the single central record?",
    "Can a school share information without consent if a pupil discloses abuse?",
    "What did the review into the death of Victoria Climbié recommend?",
    "When must the LADO be told about an allegation?",
    "hello",
    "password reset please",
)


@pytest.fixture(scope="module")
def screen():
    return ConcernScreen()


@pytest.mark.parametrize("text", SOMEONE)
def test_somebody_at_risk_now_is_seen(screen, text):
    assert screen(text).concern is Concern.SOMEONE


@pytest.mark.parametrize("text", WRITER)
def test_a_writer_in_distress_is_told_apart(screen, text):
    assert screen(text).concern is Concern.WRITER


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_questions_get_no_panel(screen, text):
    assert screen(text).concern is Concern.NONE


def test_a_worry_in_the_middle_of_a_long_message_is_seen(screen):
    dull = "The policy was reviewed in September and the governors agreed the wording of the annex. " * 12
    assert screen(dull).concern is Concern.NONE
    assert screen(f"{dull}{SOMEONE[0]} {dull}").concern is Concern.SOMEONE


def test_the_same_message_is_screened_the_same(screen):
    assert screen(SOMEONE[0]) == screen(SOMEONE[0])


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "?", "\u200b", "a" * 4000, "x " * 2000, "🙂" * 500])
def test_odd_messages_are_screened(screen, text):
    assert 0 <= screen(text).live <= 1


def test_a_long_message_is_read_in_a_few_parts_of_whole_sentences():
    sentences = [f"Sentence {number} has exactly seven words here." for number in range(200)]
    parts = parts_of(" ".join(sentences))
    assert len(parts) == MOST_PARTS
    assert all(len(part.split()) <= MOST_WORDS for part in parts)
    assert all(part.endswith("here.") for part in parts)


def test_the_parts_that_are_read_are_those_with_most_cues():
    dull = "The annex sets out the wording of the clause. " * 100
    assert any(
        "told me" in part for part in parts_of(f"{dull} She told me she is scared to go home tonight. {dull}")
    )


def test_cues_are_found_whatever_their_size_and_apostrophes():
    typed, curly = cues("He WON'T let me ring"), cues("he won’t let me ring")
    assert (typed == curly).all()
    assert typed[list(held("live_concern")).index("here with me")] > 0


def test_a_screen_that_fails_shows_the_panel_and_says_nothing_of_the_message(caplog):
    def broken(text):
        raise RuntimeError(text)

    message = screened("Jamie is in my office", broken)
    assert message.concern is Concern.SOMEONE
    assert "RuntimeError" in caplog.text
    assert "Jamie" not in caplog.text
