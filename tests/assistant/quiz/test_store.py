"""Quizzes that are kept: every version whole, results for as long as the settings say."""

import csv
import io
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from made_quiz_pages import of_every_kind, quiz, single, staged

from assistant.kept import FILE, KeptError, moment
from assistant.quiz.grading import Score
from assistant.quiz.results import harmless
from assistant.quiz.schema import QUIZZES, RESULTS, VERSIONS
from assistant.quiz.store import QuizStore, StoreError, opened
from assistant.settings import Settings

both = pytest.mark.parametrize("kept_settings", ["folder", "server"], indirect=True)
WHOLE = quiz(*of_every_kind().values(), *staged())
UNKNOWN = ("", "q2", "' OR 1=1 --", "x\x00y", "%", "é💥" * 500)
SCORE = Score(1, 2, 80)


@pytest.fixture
def store(engine: sa.Engine) -> QuizStore:
    return QuizStore(engine, days=30)


def rows(engine: sa.Engine) -> tuple[int, ...]:
    with engine.connect() as connection:
        return tuple(
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (QUIZZES, VERSIONS, RESULTS)
        )


@both
def test_a_quiz_comes_back_as_it_was_saved(store: QuizStore):
    odd = WHOLE.model_copy(update={"title": "“Odd”\u2028 \x00 ünd 💥", "reviewed_by": "A\x00da"})
    assert store.save(odd, "first\x00 draft") == 1
    assert store.get("q1") == odd
    (listed,) = store.listed()
    assert (listed.id, listed.number, listed.items, listed.note) == ("q1", 1, 8, "first draft")
    assert listed.title == "“Odd” ünd 💥"


@both
def test_every_save_is_a_version_and_earlier_ones_stay(store: QuizStore):
    versions = [quiz(title=title) for title in ("One", "Two", "Three")]
    assert [store.save(one, one.title) for one in versions] == [1, 2, 3]
    assert [store.get("q1", number) for number in (1, 2, 3)] == versions
    assert store.get("q1") == versions[-1]
    assert [(one.number, one.note) for one in store.versions("q1")] == [(3, "Three"), (2, "Two"), (1, "One")]
    assert [(one.title, one.number) for one in store.listed()] == [("Three", 3)]


@both
def test_the_last_saved_is_listed_first_with_who_reviewed_it(store: QuizStore):
    store.save(quiz(id="a"))
    store.save(quiz(id="b"))
    store.save(quiz(id="a", reviewed_by="Ada", reviewed_on="2026-03-02"))
    assert [(one.id, one.reviewed_by, one.reviewed_on) for one in store.listed()] == [
        ("a", "Ada", "2026-03-02"),
        ("b", "", ""),
    ]


@both
def test_several_who_save_at_once_each_get_a_version_of_their_own(store: QuizStore):
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: store.save(quiz()), range(12)))
    assert sorted(numbers) == list(range(1, 13))


@both
@pytest.mark.parametrize("id_", UNKNOWN)
def test_what_is_not_there_is_told_of(store: QuizStore, id_: str):
    store.save(quiz())
    for act in (store.get, store.versions, store.delete, store.results_csv):
        with pytest.raises(StoreError, match="This quiz is not kept"):
            act(id_)
    with pytest.raises(StoreError, match="This quiz is not kept"):
        store.give_result(id_, 1, "", SCORE, {})
    assert store.results(id_) == []


@both
@pytest.mark.parametrize("version", [0, -1, 2, 10**30, -(10**30)])
def test_a_version_that_is_not_there_is_told_of(store: QuizStore, version: int):
    store.save(quiz())
    with pytest.raises(StoreError, match="This quiz is not kept"):
        store.get("q1", version)


@pytest.mark.parametrize("id_", ["", " ", "a\x00b", "a\nb"])
def test_a_quiz_without_an_id_is_not_kept(store: QuizStore, id_: str):
    with pytest.raises(StoreError, match="no id"):
        store.save(quiz(id=id_))


@both
def test_what_is_damaged_is_told_of_and_costs_nothing_else(store: QuizStore, engine: sa.Engine):
    store.save(quiz(title="One"))
    store.save(quiz(title="Two"))
    with engine.begin() as connection:
        connection.execute(VERSIONS.update().where(VERSIONS.c.number == 2).values(content="{"))
    with pytest.raises(StoreError, match="damaged") as told:
        store.get("q1")
    assert isinstance(told.value, KeptError)
    assert store.get("q1", 1).title == "One"
    assert [one.title for one in store.listed()] == ["Two"]


@both
def test_with_a_quiz_goes_all_that_is_of_it(store: QuizStore, engine: sa.Engine):
    store.save(quiz())
    store.save(quiz())
    store.save(quiz(id="q2"))
    store.give_result("q1", 2, "Ada", SCORE, {"one": True})
    store.delete("q1")
    assert rows(engine) == (1, 1, 0)
    assert store.save(quiz()) == 1


@both
def test_results_come_back_the_last_first(store: QuizStore):
    store.save(quiz())
    store.give_result("q1", 1, "  Ada\nLovelace\x00" + "x" * 200, SCORE, {"one": True, "two": False})
    store.give_result("q1", 1, "", Score(2, 2, 80), {})
    last, first = store.results("q1")
    assert (last.name, last.score, last.right) == ("", Score(2, 2, 80), {})
    assert first.name.startswith("Ada Lovelace x")
    assert len(first.name) == 100
    assert (first.version, first.score, first.right) == (1, SCORE, {"one": True, "two": False})


@both
def test_results_are_forgotten_after_their_days_and_quizzes_are_not(store: QuizStore, engine: sa.Engine):
    store.save(quiz())
    for _ in range(2):
        store.give_result("q1", 1, "Ada", SCORE, {})
    with engine.begin() as connection:
        old = sa.select(RESULTS.c.id).limit(1).scalar_subquery()
        connection.execute(RESULTS.update().where(RESULTS.c.id == old).values(given=moment(31)))
    assert len(store.results("q1")) == 1
    assert rows(engine) == (1, 1, 1)


@both
def test_where_nothing_is_kept_no_result_is_and_what_was_is_forgotten(
    store: QuizStore, engine: sa.Engine, kept_settings: Settings
):
    store.save(quiz())
    store.give_result("q1", 1, "Ada", SCORE, {})
    none = opened(kept_settings.model_copy(update={"retention_days": 0}))
    assert none.days == 0
    assert none.give_result("q1", 1, "Ada", SCORE, {}) == ""
    assert none.results("q1") == []
    assert rows(engine) == (1, 1, 0)


def test_a_damaged_result_costs_nothing_else(store: QuizStore, engine: sa.Engine):
    store.save(quiz())
    for _ in range(2):
        store.give_result("q1", 1, "Ada", SCORE, {"one": True})
    with engine.begin() as connection:
        connection.execute(RESULTS.update().values(right=sa.text("'[1'")))
    assert [one.right for one in store.results("q1")] == [{}, {}]


def test_the_table_has_a_row_for_each_result_and_a_column_for_each_question(store: QuizStore):
    store.save(quiz(single("one", "=HYPERLINK(1)"), single("two", 'Is "it", so?')))
    store.give_result("q1", 1, "@Ada", Score(1, 2, 50), {"one": True, "gone": False})
    heads, row = csv.reader(io.StringIO(store.results_csv("q1"), newline=""))
    assert heads[1:] == [
        *("Name", "Version", "Points", "Of", "Per cent", "Passed"),
        *("'=HYPERLINK(1)", 'Is "it", so?', "Earlier question gone"),
    ]
    assert row[1:] == ["'@Ada", "1", "1", "2", "50", "yes", "right", "", "wrong"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\n1"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(cell: str):
    assert harmless(cell) == f"'{cell}"
    assert harmless("Ada = +1") == "Ada = +1"


@pytest.mark.skipif(os.name == "nt", reason="no such rights there")
def test_only_its_owner_may_read_the_file(store: QuizStore, kept_settings: Settings):
    store.save(quiz())
    assert stat.S_IMODE((kept_settings.home / FILE).stat().st_mode) == 0o600


def test_a_database_that_fails_is_told_of_without_what_was_kept(kept_settings: Settings, store: QuizStore):
    (kept_settings.home / FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(KeptError) as told:
        store.save(quiz(title="Secret"))
    assert "Secret" not in str(told.value)
