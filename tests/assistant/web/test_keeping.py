"""What the page keeps of a conversation, and how one is taken up again."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_web import FakeAssistant, abstained

from assistant import Answer, Assistant
from assistant.conversations import ConversationError, Conversations
from assistant.feedback import FeedbackStore
from assistant.kept import FILE, KeptError, database
from assistant.settings import Settings
from assistant.web.chat import Talk, exchange
from assistant.web.keeping import Keeping, attempted, opened
from assistant.web.render import Said

JAMIE = "My pupil Jamie told me that she is afraid to go home. What do I do?"
TOM = "Another pupil, Tom Baker, saw it. Do I tell his mum?"


@pytest.fixture
def keeping(home: Path) -> Keeping:
    return opened(Settings())


def asked(question: str) -> Answer:
    return replace(abstained(), question=question)


def talk_of(*questions: str) -> Talk:
    return Talk(tuple(Said(asked(one), one) for one in questions), key="k")


def questions(keeping: Keeping, id_: str) -> list[str]:
    return [one.question for one in keeping.conversations.turns(id_)]


def test_an_answer_begins_a_conversation_and_the_next_goes_on_with_it(keeping: Keeping):
    first = keeping.kept(talk_of("One?"))
    assert first.id
    second = keeping.kept(replace(talk_of("One?", "Two?"), id=first.id))
    assert second.id == first.id
    assert questions(keeping, first.id) == ["One?", "Two?"]


def test_what_is_asked_again_takes_the_place_of_the_last(keeping: Keeping):
    first = keeping.kept(talk_of("One?"))
    keeping.kept(replace(talk_of("One?", "Does Jamie?"), id=first.id))
    again = keeping.kept(replace(talk_of("One?", "Does CHILD-1?"), id=first.id), again=True)
    assert again.id == first.id
    assert questions(keeping, first.id) == ["One?", "Does CHILD-1?"]


@pytest.mark.parametrize("again", [False, True])
def test_a_conversation_that_was_deleted_meanwhile_is_begun_anew(keeping: Keeping, again: bool):
    first = keeping.kept(talk_of("One?"))
    keeping.conversations.delete(first.id)
    anew = keeping.kept(replace(talk_of("One?", "Two?"), id=first.id), again=again)
    assert anew.id not in ("", first.id)
    assert questions(keeping, anew.id) == ["Two?"]


def test_nothing_typed_is_kept_but_with_tokens(keeping: Keeping, starter: Assistant, home: Path):
    *_, last = exchange(starter, JAMIE, Talk())
    id_ = keeping.kept(last.talk).id
    (turn,) = keeping.conversations.turns(id_)
    assert "CHILD-1" in turn.question
    files = list(home.glob(f"{FILE}*"))
    assert files
    assert not any(b"jamie" in path.read_bytes().lower() for path in files)


def test_a_conversation_taken_up_goes_on_as_it_was(keeping: Keeping):
    id_ = keeping.kept(talk_of("One?")).id
    talk = keeping.taken_up(id_)
    assert talk
    assert (talk.id, [one.question for one in talk.answers]) == (id_, ["One?"])
    assert [(one.typed, one.removed) for one in talk.said] == [("", ())]


def test_whoever_is_new_in_a_conversation_taken_up_gets_a_token_that_nobody_had(
    keeping: Keeping, starter: Assistant
):
    *_, last = exchange(starter, JAMIE, Talk())
    talk = keeping.taken_up(keeping.kept(last.talk).id)
    assert talk
    *_, later = exchange(starter, TOM, talk)
    assert "CHILD-1" in later.talk.answers[0].question
    assert "CHILD-2" in later.talk.answers[1].question
    assert "CHILD-1" not in later.talk.answers[1].question


def test_the_answers_of_two_conversations_that_are_taken_up_are_told_apart(keeping: Keeping):
    ids = [keeping.kept(talk_of("One?")).id for _ in range(2)]
    one, other = map(keeping.taken_up, ids)
    assert one
    assert other
    assert one.key
    assert one.key != other.key
    assert not set(ids) & {one.key, other.key}


@pytest.mark.parametrize("id_", ["", "nothing", "../../etc/passwd", "' OR 1=1 --", "x\x00y", "💥" * 1000])
def test_what_is_not_kept_is_not_taken_up(keeping: Keeping, id_: str):
    keeping.kept(talk_of("One?"))
    assert keeping.taken_up(id_) is None


def test_a_conversation_without_an_answer_that_can_be_read_is_not_taken_up(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
):
    id_ = keeping.kept(talk_of("One?")).id
    monkeypatch.setattr("assistant.kept.unpacked", lambda text: None)
    assert keeping.taken_up(id_) is None


def test_with_no_days_nothing_is_kept(home: Path):
    settings = Settings(retention_days=0)
    keeping = opened(settings)
    talk = keeping.kept(talk_of("One?"))
    assert talk.id == ""
    assert keeping.kept(replace(talk_of("One?", "Two?"), id="old")).id == "old"
    assert keeping.taken_up("old") is None
    assert Conversations(database(settings), days=90).all() == []


def test_what_fails_gives_something_else_and_is_logged_without_what_it_says(
    caplog: pytest.LogCaptureFixture,
):
    def fail() -> str:
        raise RuntimeError(JAMIE)

    with caplog.at_level(logging.ERROR):
        assert attempted("It failed", fail, "nothing") == "nothing"
    assert "It failed: RuntimeError" in caplog.text
    assert "afraid" not in caplog.text
    assert attempted("It works", lambda: "told", "nothing") == "told"


@pytest.mark.parametrize(
    "act",
    [
        lambda keeping: keeping.kept(talk_of("One?")),
        lambda keeping: keeping.kept(replace(talk_of("One?"), id="x")),
        lambda keeping: keeping.taken_up("x"),
    ],
)
def test_a_database_that_fails_says_so_without_a_question(
    keeping: Keeping, act: Callable[[Keeping], object], home: Path
):
    for path in home.glob(f"{FILE}*"):
        path.write_bytes(b"no database " * 1000)
    with pytest.raises(KeptError) as raised:
        act(keeping)
    assert not isinstance(raised.value, ConversationError)
    assert "One?" not in str(raised.value)


def test_conversations_and_feedback_are_of_the_settings(keeping: Keeping):
    assert isinstance(keeping.conversations, Conversations)
    assert isinstance(keeping.feedback, FeedbackStore)
    *_, last = exchange(FakeAssistant(abstained()), "How soon?", Talk())
    keeping.feedback.give("k:1", last.talk.answers[0], helpful=True)
    assert len(opened(Settings()).feedback.all()) == 1
