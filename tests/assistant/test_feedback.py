"""What people say of answers: kept whole but for personal data, found, and deleted by a maintainer."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant import Answer, Assistant
from assistant.conversations import Conversations
from assistant.feedback import FEEDBACK, LONGEST, REASONS, FeedbackError, FeedbackStore, opened
from assistant.kept import FILE
from assistant.settings import Settings

both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)


@pytest.fixture
def store(engine: sa.Engine) -> FeedbackStore:
    return FeedbackStore(engine)


@both
def test_feedback_comes_back_as_it_was_given(store: FeedbackStore, answers: dict[str, Answer]):
    given = [
        store.give(
            f"c:{name}",
            one,
            helpful=True,
            reasons=["unclear", "wrong"],
            words="That is right.\nNothing more.\x00",
        )
        for name, one in answers.items()
    ]
    assert store.all() == given[::-1]
    assert [store.get(one.id) for one in given] == given
    one = given[-1]
    assert (one.helpful, one.reasons, one.words) == (
        True,
        ("wrong", "unclear"),
        "That is right.\nNothing more.",
    )
    assert (one.question, one.model, one.library_version) == (answers["written"].question, "made", "1")
    assert one.safeguide == version("safeguide")


@both
def test_what_is_said_again_of_an_answer_takes_the_place_of_what_was_said_before(
    store: FeedbackStore, answers: dict[str, Answer]
):
    first = store.give("c:1", answers["quoted"], helpful=True, words="Good.")
    other = store.give("c:2", answers["quoted"], helpful=True)
    again = store.give("c:1", answers["written"], helpful=False, reasons=("missing",))
    assert (first.id, first.given) < (again.id, again.given)
    assert first.id == again.id != other.id
    assert store.all() == [again, other]
    assert store.all(search="good.") == []


def test_personal_data_is_taken_out_of_the_words(home: Path, starter: Assistant, answers: dict[str, Answer]):
    store = opened(Settings())
    message = starter.screen("My pupil Omar Khan is missing lessons.")
    words = "It says nothing of Omar, of my pupil Aisha Baker or of her mother on 07700 900123."
    given = store.give("c:1", answers["quoted"], helpful=False, words=words, known=message.known)
    assert given.words.startswith("It says nothing of CHILD-1, of my pupil CHILD-2 or of her mother on")
    held = (home / FILE).read_bytes()
    assert b"It says nothing of CHILD-1" in held
    assert not [
        name for name in ("Omar", "omar", "Aisha", "aisha", "Baker", "07700") if name.encode() in held
    ]
    store.delete(given.id)
    assert b"nothing" not in (home / FILE).read_bytes()


def test_feedback_does_not_tell_which_conversation_it_is_of(home: Path, answers: dict[str, Answer]):
    opened(Settings()).give("this-conversation:1", answers["quoted"], helpful=True)
    assert b"this-conversation" not in (home / FILE).read_bytes()


@both
def test_feedback_is_found_by_what_it_says(store: FeedbackStore, answers: dict[str, Answer]):
    good = store.give("1", answers["quoted"], helpful=True, words="100% of what I wanted")
    wrong = store.give("2", answers["quoted"], helpful=False, reasons=["wrong", "out of date"])
    old = store.give(
        "3", answers["abstained"], helpful=False, reasons=["out of date"], words="This has an odd _ sign"
    )
    assert store.all(helpful=True) == [good]
    assert store.all(helpful=False) == [old, wrong]
    assert store.all(reason="out of date") == [old, wrong]
    assert store.all(reason="wrong") == [wrong]
    assert store.all(reason="of") == store.all(reason="%") == []
    assert store.all(search="100%") == store.all(helpful=True, search="WHAT I") == [good]
    assert store.all(search="capital of france") == store.all(search="_ SIGN") == [old]
    assert store.all(search="must the core group") == [wrong, good]
    assert store.all(False, "out of date", "must the core group") == [wrong]
    assert store.all(search="1%w") == store.all(search="s_gn") == store.all(search="nothing so") == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"reasons": ["bad"]}, "no reason 'bad': choose of wrong, missing, out of date, unclear"),
        ({"reasons": ["wrong|missing"]}, "no reason"),
        ({"words": "x" * (LONGEST + 1)}, "This is 2,001 characters, and 2,000 can be kept"),
    ],
)
def test_what_cannot_be_kept_is_told(store: FeedbackStore, answers: dict[str, Answer], told, said: str):
    with pytest.raises(FeedbackError, match=said):
        store.give("1", answers["quoted"], helpful=False, **told)
    assert store.all() == []
    store.give("1", answers["quoted"], helpful=False, reasons=REASONS, words="x" * LONGEST)


@both
def test_what_is_deleted_is_not_there(store: FeedbackStore, answers: dict[str, Answer]):
    gone, stays = (store.give(key, answers["quoted"], helpful=True) for key in "ab")
    store.delete(gone.id)
    assert store.all() == [stays]
    for act in (store.get, store.delete):
        with pytest.raises(FeedbackError, match="is not kept"):
            act(gone.id)


def test_feedback_that_cannot_be_read_is_left_out_with_a_remark_and_can_be_deleted(
    store: FeedbackStore, engine: sa.Engine, answers: dict[str, Answer], caplog: pytest.LogCaptureFixture
):
    old, new = (store.give(key, answers["quoted"], helpful=True) for key in "ab")
    with engine.begin() as connection:
        connection.execute(FEEDBACK.update().where(FEEDBACK.c.id == old.id).values(answer="{}"))
    with caplog.at_level(logging.WARNING):
        assert store.all() == [new]
    assert caplog.messages == ["Of the feedback 1 of 2 cannot be read."]
    with pytest.raises(FeedbackError, match="cannot be read"):
        store.get(old.id)
    store.delete(old.id)


def test_feedback_outlasts_the_conversations(engine: sa.Engine, answers: dict[str, Answer]):
    store, conversations = FeedbackStore(engine), Conversations(engine, 0)
    given = store.give("1", answers["quoted"], helpful=True)
    conversations.sweep()
    conversations.delete_all()
    assert store.all() == [given]


@both
def test_several_people_say_something_of_one_answer_at_the_same_time(
    store: FeedbackStore, answers: dict[str, Answer]
):
    with ThreadPoolExecutor(8) as pool:
        given = list(
            pool.map(lambda n: store.give("c", answers["abstained"], helpful=bool(n % 2)), range(24))
        )
    (left,) = store.all()
    assert left in given


def test_feedback_is_plain_values_that_do_not_change(store: FeedbackStore, answers: dict[str, Answer]):
    given = store.give("c", answers["quoted"], helpful=True)
    assert [one.name for one in fields(given)] == [
        "id", "given", "helpful", "reasons", "words", "answer", "safeguide",
    ]  # fmt: skip
    with pytest.raises(AttributeError):
        given.helpful = False
