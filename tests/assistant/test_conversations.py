"""Conversations that are kept: whole, without personal data, found again, and forgotten for good."""

import logging
import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Assistant
from assistant.conversations import (
    CONVERSATIONS,
    LONGEST_TITLE,
    RECENT,
    TURNS,
    Before,
    ConversationError,
    Conversations,
    opened,
    title_of,
)
from assistant.kept import FILE, KeptError, database, moment, packed, unpacked
from assistant.settings import Settings, SettingsError

ROOT = Path(__file__).parents[2]
SHORT = "How soon must the core group meet?"
both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)


@pytest.fixture
def conversations(engine: sa.Engine) -> Conversations:
    return Conversations(engine, days=90)


def asking(answer: Answer, question: str) -> Answer:
    return replace(answer, question=question)


def aged(engine: sa.Engine, id_: str, days: int) -> None:
    with engine.begin() as connection:
        changed = CONVERSATIONS.update().where(CONVERSATIONS.c.id == id_)
        connection.execute(changed.values(changed=moment(days)))


def rows(engine: sa.Engine) -> tuple[int, ...]:
    with engine.connect() as connection:
        return tuple(
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (CONVERSATIONS, TURNS)
        )


@both
def test_every_kind_of_answer_comes_back_as_it_was_kept(conversations, answers: dict[str, Answer]):
    first, *others = answers.values()
    id_ = conversations.begin(first)
    assert [conversations.add(id_, one) for one in others] == [
        f"{id_}:{place}" for place in range(2, len(answers) + 1)
    ]
    turns = conversations.turns(id_)
    assert [one.answer for one in turns] == [*answers.values()]
    assert [one.answer.as_dict() for one in turns] == [one.as_dict() for one in answers.values()]
    assert [one.question for one in turns] == [one.question for one in answers.values()]
    assert [one.id for one in turns] == [f"{id_}:{place}" for place in range(1, len(answers) + 1)]


def test_the_answers_are_of_the_kinds_that_they_are_to_be(answers: dict[str, Answer]):
    assert {one.kind.value for one in answers.values()} == {"quoted", "written", "abstained"}
    assert answers["panel"].panel
    assert answers["panel"].removed
    assert answers["long ago"].scope.as_at
    assert answers["conflicts"].conflicts
    assert answers["quoted"].notices


def test_a_conversation_that_is_kept_is_gone_on_with_as_the_one_that_was_not(
    conversations, starter: Assistant, answers: dict[str, Answer]
):
    id_ = conversations.begin(answers["quoted"])
    (kept,) = conversations.turns(id_)
    again, before = (starter.ask("And who leads it?", [one]) for one in (kept.answer, answers["quoted"]))
    assert replace(again, timings={}) == replace(before, timings={})


@pytest.mark.parametrize(
    "text",
    ["", "{}", "null", "[", '{"answer": {}}', '{"format": 1, "answer": {}}', '{"format": 1}', "\x00"],
)
def test_what_is_damaged_is_not_read(text: str):
    assert unpacked(text) is None


def test_what_is_of_another_format_is_not_read(answers: dict[str, Answer]):
    written = packed(answers["quoted"])
    assert unpacked(written) == answers["quoted"]
    assert unpacked(written.replace('{"format":1,', '{"format":2,')) is None
    assert unpacked(written[:-9]) is None


@both
def test_the_next_question_of_a_long_conversation_is_told_the_last_answers_and_every_token(
    conversations, answers: dict[str, Answer]
):
    first = replace(asking(answers["quoted"], "May CHILD-1 go?"), removed=("CHILD-1",))
    id_ = conversations.begin(first)
    assert conversations.before(id_) == Before((first,), ("CHILD-1",))
    for number in range(RECENT):
        conversations.add(id_, asking(answers["quoted"], f"And {number}?"))
    before = conversations.before(id_)
    assert [one.question for one in before.answers] == [f"And {number}?" for number in range(RECENT)]
    assert before.tokens == ("CHILD-1",)
    with pytest.raises(ConversationError):
        conversations.of("another").before(id_)


@both
def test_an_answer_that_cannot_be_read_is_left_out_with_a_remark_and_costs_nothing_else(
    conversations, engine: sa.Engine, answers: dict[str, Answer], caplog: pytest.LogCaptureFixture
):
    id_ = conversations.begin(answers["quoted"])
    for one in (answers["abstained"], answers["written"]):
        conversations.add(id_, one)
    with engine.begin() as connection:
        connection.execute(TURNS.update().where(TURNS.c.place == 2).values(answer='{"format": 0}'))
    with caplog.at_level(logging.WARNING):
        turns = conversations.turns(id_)
    assert [(one.id, one.answer) for one in turns] == [
        (f"{id_}:1", answers["quoted"]),
        (f"{id_}:3", answers["written"]),
    ]
    assert caplog.messages == ["Of a conversation 1 of 3 answers cannot be read."]
    assert conversations.add(id_, answers["quoted"]) == f"{id_}:4"


@both
def test_the_last_changed_is_listed_first(conversations, answers: dict[str, Answer]):
    first, second, third = (conversations.begin(asking(answers["quoted"], one)) for one in ("A?", "B?", "C?"))
    conversations.add(first, answers["abstained"])
    conversations.rename(second, "The second")
    listed = conversations.all()
    assert [(one.id, one.title, one.turns) for one in listed] == [
        (first, "A?", 2),
        (third, "C?", 1),
        (second, "The second", 1),
    ]
    assert listed[0].started < listed[1].started < listed[0].changed
    assert all(one.changed.endswith("+00:00") for one in listed)


def test_no_id_is_like_another(conversations, answers: dict[str, Answer]):
    ids = {conversations.begin(answers["abstained"]) for _ in range(20)}
    assert len({one[:4] for one in ids}) == 20
    assert all(len(one) >= 20 for one in ids)


@both
def test_a_question_that_is_asked_again_takes_the_place_of_the_last(
    conversations, engine: sa.Engine, answers: dict[str, Answer]
):
    id_ = conversations.begin(asking(answers["quoted"], "What of Bo?"))
    assert conversations.replace_last(id_, asking(answers["quoted"], "What of CHILD-1?")) == f"{id_}:1"
    assert [one.title for one in conversations.all()] == ["What of CHILD-1?"]
    assert conversations.all("bo?") == []
    conversations.add(id_, answers["abstained"])
    conversations.replace_last(id_, answers["written"])
    assert [one.question for one in conversations.turns(id_)] == [
        "What of CHILD-1?",
        answers["written"].question,
    ]
    assert [one.title for one in conversations.all()] == ["What of CHILD-1?"]
    assert rows(engine) == (1, 2)


def test_a_title_that_somebody_gave_outlasts_a_question_that_is_asked_again(
    conversations, answers: dict[str, Answer]
):
    id_ = conversations.begin(answers["quoted"])
    conversations.rename(id_, "Core groups")
    conversations.replace_last(id_, answers["abstained"])
    assert [one.title for one in conversations.all()] == ["Core groups"]


@both
def test_a_title_is_kept_without_personal_data_and_short(conversations, answers: dict[str, Answer]):
    id_ = conversations.begin(answers["quoted"])
    conversations.rename(id_, f"  What my pupil Aisha Khan\nsaid {'again ' * 20}")
    (one,) = conversations.all()
    assert one.title.startswith("What my pupil CHILD-1 said again")
    assert len(one.title) <= LONGEST_TITLE
    assert one.turns == 1
    for empty in ("", " \n", "\x00"):
        with pytest.raises(ConversationError, match="needs a title"):
            conversations.rename(id_, empty)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        (SHORT, SHORT),
        ("  two\nlines\x00 ", "two lines"),
        ("word " * 12, ("word " * 12).strip()),
        ("word, " * 20, "word, word, word, word, word, word, word, word, word, word…"),
        ("x" * 61, "x" * 59 + "…"),
        ("a" * 40 + " CHILD-1 " + "b" * 40, "a" * 40 + " CHILD-1…"),
    ],
)
def test_a_question_is_shortened_at_a_word(question: str, title: str):
    assert title_of(question) == title


@given(st.text(max_size=200))
def test_a_title_is_never_too_long_and_begins_as_the_question_does(question: str):
    title = title_of(question)
    assert len(title) <= LONGEST_TITLE
    assert title.isprintable()
    plain = " ".join("".join(one if one.isprintable() else " " for one in question).split())
    assert plain == title or (title.endswith("…") and plain.startswith(title[:-1]))


@both
def test_words_are_found_in_titles_questions_and_answers_as_they_stand(
    conversations, answers: dict[str, Answer]
):
    ids = {name: conversations.begin(one) for name, one in answers.items()}
    odd = conversations.begin(asking(answers["abstained"], r"100% of a_b, Straße, Ünder, a\b?"))
    conversations.rename(ids["abstained"], "About FEES, all")

    def found(search: str) -> set[str]:
        return {one.id for one in conversations.all(search)}

    everything = {*ids.values(), odd}
    assert found("") == found("  ") == everything
    assert found("about fees, ALL") == {ids["abstained"]}
    assert found("CAPITAL of\n France") == {ids["abstained"]}
    assert ids["quoted"] in found("must the core  GROUP")
    quote = answers["quoted"].statements[0].citations[0].quote
    assert ids["quoted"] in found(quote[5:40].upper())
    assert found("100%") == found("a_b") == found("STRASSE") == found("ünder") == found("A\\B") == {odd}
    assert found("1%f") == found("a%b") == found("_____") == found("\\%") == found("Aisha") == set()
    assert found("' OR 1=1 --") == found("Zyx\x00") == set()


@both
def test_what_is_deleted_is_not_there(conversations, engine: sa.Engine, answers: dict[str, Answer]):
    gone, stays = (conversations.begin(answers["quoted"]) for _ in range(2))
    conversations.delete(gone)
    assert [one.id for one in conversations.all()] == [stays]
    assert rows(engine) == (1, 1)
    for act in (
        conversations.turns,
        conversations.delete,
        lambda id_: conversations.add(id_, answers["quoted"]),
        lambda id_: conversations.replace_last(id_, answers["quoted"]),
        lambda id_: conversations.rename(id_, "So"),
    ):
        for id_ in (gone, "", "%", "'", f"{stays}:1"):
            with pytest.raises(ConversationError, match="is not kept"):
                act(id_)
    assert rows(engine) == (1, 1)
    conversations.delete_all()
    assert rows(engine) == (0, 0)


@both
def test_what_is_too_old_is_forgotten_whoever_it_was(engine: sa.Engine, answers: dict[str, Answer]):
    mine, theirs = (Conversations(engine, 30, owner) for owner in ("", "Ada"))
    old, kept = (mine.begin(answers["quoted"]) for _ in range(2))
    other = theirs.begin(answers["quoted"])
    for id_, days in ((old, 31), (kept, 29), (other, 31)):
        aged(engine, id_, days)
    with pytest.raises(ConversationError, match="for 30 days"):
        mine.add(old, answers["quoted"])
    assert [one.id for one in mine.all()] == [kept]
    assert rows(engine) == (1, 1)


def test_a_question_makes_a_conversation_young_again_and_a_title_does_not(
    engine: sa.Engine, answers: dict[str, Answer]
):
    store = Conversations(engine, 1)
    asked, named = (store.begin(answers["quoted"]) for _ in range(2))
    for id_ in (asked, named):
        with engine.begin() as connection:
            day = CONVERSATIONS.update().where(CONVERSATIONS.c.id == id_)
            connection.execute(day.values(changed=moment(1).replace(moment(1)[:10], moment()[:10])))
    before = {one.id: one.changed for one in store.all()}
    store.add(asked, answers["quoted"])
    store.rename(named, "So")
    after = {one.id: one.changed for one in store.all()}
    assert after[asked] > before[asked]
    assert after[named] == before[named]


@both
def test_with_no_days_nothing_is_kept_and_what_was_is_forgotten(
    kept_settings: Settings, engine: sa.Engine, answers: dict[str, Answer]
):
    before = Conversations(engine, 90)
    id_ = before.begin(answers["quoted"])
    none = opened(kept_settings.model_copy(update={"retention_days": 0}))
    assert rows(engine) == (0, 0)
    assert none.begin(answers["quoted"]) == ""
    assert none.add("", answers["quoted"]) == none.replace_last(id_, answers["quoted"]) == ""
    assert none.all() == none.turns(id_) == none.turns("") == []
    none.rename("", "")
    none.delete("")
    none.delete_all()
    none.sweep()
    assert rows(engine) == (0, 0)


@both
def test_what_is_anothers_is_not_there(engine: sa.Engine, answers: dict[str, Answer]):
    ada, bo = (Conversations(engine, 90, owner) for owner in ("ada", "bo"))
    id_ = ada.begin(answers["quoted"])
    assert bo.all() == bo.all("core group") == Conversations(engine, 90).all() == []
    for act in (
        bo.turns,
        bo.delete,
        lambda one: bo.add(one, answers["quoted"]),
        lambda one: bo.replace_last(one, answers["quoted"]),
        lambda one: bo.rename(one, "Mine"),
    ):
        with pytest.raises(ConversationError) as said:
            act(id_)
        with pytest.raises(ConversationError, match=re.escape(str(said.value))):
            act("there is none")
    bo.delete_all()
    assert [one.answer for one in ada.turns(id_)] == [answers["quoted"]]
    assert ada.all()[0].title == answers["quoted"].question


NAMES = ("Aisha", "Khan", "07700", "aisha")


def bytes_of(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_no_name_that_was_typed_is_in_the_file_and_nothing_of_what_was_deleted(
    home: Path, starter: Assistant, answers: dict[str, Answer]
):
    store = opened(Settings())
    message = starter.screen(
        f"My pupil Aisha Khan is crying in my office. {SHORT} Call her mum on 07700 900123, aisha.k@me.org"
    )
    id_ = store.begin(starter.ask(message))
    second = starter.screen("What if Aisha's brother Omar Khan objects?", message.known)
    store.add(id_, starter.ask(second, [one.answer for one in store.turns(id_)]))
    store.rename(id_, "Aisha Khan")
    store.all("Aisha Khan")
    other = store.begin(answers["quoted"])
    held = bytes_of(home)
    assert b"crying in my office" in held
    assert b"CHILD-1" in held
    assert not [name for name in (*NAMES, "Omar") if name.encode() in held]
    store.delete(id_)
    left = bytes_of(home)
    assert not [said for said in (b"crying", b"CHILD-1", b"objects") if said in left]
    assert [one.id for one in store.all()] == [other]
    store.replace_last(other, asking(answers["abstained"], "Is this corrected?"))
    assert answers["quoted"].statements[0].text[:40].encode() not in bytes_of(home)
    store.delete_all()
    assert b"corrected" not in bytes_of(home)


def test_nothing_of_many_that_came_and_went_is_in_the_file(home: Path, answers: dict[str, Answer]):
    store, ids = opened(Settings()), []
    for number in range(60):
        ids.append(store.begin(asking(answers["quoted"], f"Is it SECRET-{number:03}?")))
        if number % 3 == 2:
            store.rename(ids[-1], f"TITLE-{number:03}")
            store.delete(ids.pop(len(ids) // 2))
        if number % 5 == 4:
            store.replace_last(ids[0], asking(answers["written"], f"Is it SECRET-A{number:03}?"))
    stay = {one.title for one in store.all()} | {store.turns(one)[0].question for one in ids}
    held = {one.decode() for one in re.findall(rb"(?:SECRET|TITLE)-A?\d{3}", bytes_of(home))}
    assert held == {found for one in stay for found in re.findall(r"(?:SECRET|TITLE)-A?\d{3}", one)}


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_its_owner_may_read_the_file(home: Path, answers: dict[str, Answer]):
    before = os.umask(0)
    try:
        opened(Settings()).begin(answers["quoted"])
        assert stat.S_IMODE((home / FILE).stat().st_mode) == 0o600
        (home / FILE).chmod(0o644)
        opened(Settings())
    finally:
        os.umask(before)
    assert stat.S_IMODE((home / FILE).stat().st_mode) == 0o600


def test_a_file_that_is_none_of_ours_is_told_in_a_sentence(home: Path):
    home.mkdir()
    (home / FILE).write_bytes(b"This is no database. " * 100)
    with pytest.raises(KeptError, match=r"cannot be read or written \(file is not a database\)"):
        opened(Settings())
    (home / FILE).unlink()
    (home / FILE).mkdir()
    with pytest.raises(KeptError, match="cannot be read or written"):
        opened(Settings())


def test_no_error_quotes_what_was_to_be_kept(conversations, engine: sa.Engine, answers: dict[str, Answer]):
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE conversation_turns"))
    with pytest.raises(KeptError) as said:
        conversations.begin(asking(answers["quoted"], "A secret?"))
    assert "secret" not in f"{said.value} {said.value.__cause__}"


@both
def test_several_threads_keep_all_that_they_are_given(conversations, engine, answers: dict[str, Answer]):
    id_ = conversations.begin(answers["abstained"])

    def work(number: int) -> None:
        conversations.add(id_, asking(answers["abstained"], f"{number}?"))
        conversations.begin(answers["abstained"])
        conversations.all(str(number))
        conversations.turns(id_)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(40)))
    asked = {one.question for one in conversations.turns(id_)[1:]}
    assert asked == {f"{number}?" for number in range(40)}
    assert rows(engine) == (41, 81)


OPENING = """
import sys
from assistant.conversations import opened
from assistant.kept import unpacked
from assistant.settings import Settings

answer = unpacked(sys.stdin.read())
store = opened(Settings())
for _ in range(10):
    store.add(store.begin(answer), answer)
"""


@both
def test_several_processes_open_and_keep_at_the_same_time(
    kept_settings: Settings, answers: dict[str, Answer]
):
    database_ = kept_settings.database.get_secret_value()
    env = os.environ | {"SAFEGUIDE_HOME": str(kept_settings.home), "PYTHONPATH": str(ROOT)}
    env |= {"SAFEGUIDE_DATABASE": database_} if database_ else {}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", OPENING], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
        )
        for _ in range(3)
    ]
    said = [one.communicate(packed(answers["abstained"]))[1] for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], said
    engine = database(kept_settings)
    assert rows(engine) == (30, 60)
    engine.dispose()


def test_the_settings_say_how_many_days(home: Path, monkeypatch: pytest.MonkeyPatch):
    assert Settings().retention_days == 90
    monkeypatch.setenv("SAFEGUIDE_RETENTION_DAYS", "7")
    assert Settings().retention_days == 7
    monkeypatch.setenv("SAFEGUIDE_RETENTION_DAYS", "-1")
    with pytest.raises(SettingsError, match="retention_days cannot be used"):
        Settings()
