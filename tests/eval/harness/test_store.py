"""Runs that are kept: as they were made, by name, the latest first."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from made_runs import BELL, GATE, case, observed, row, run

from assistant.settings import Settings
from eval.harness.cases import Nugget, Personal
from eval.harness.observing import Said
from eval.harness.store import FORMAT, RUNS, RunStore, opened
from eval.questions import EvaluationError

FIRST, SECOND, THIRD = "20260105-090000-aaaaaa", "20260105-100000-aabbbb", "20260106-080000-cccccc"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = sa.create_engine(f"sqlite:///{tmp_path / 'runs.sqlite'}")
    yield made
    made.dispose()


@pytest.fixture
def store(engine: sa.Engine) -> RunStore:
    return RunStore(engine)


@pytest.fixture
def three(store: RunStore) -> RunStore:
    for id_ in (SECOND, FIRST, THIRD):
        store.add(run([row("c1"), row("c2", 0)], id_))
    return store


FULL = row(
    "c9",
    0,
    case=case(
        "c9",
        "Ist Ada – “da”?\n\u2028",
        history=("Who?",),
        nuggets=(Nugget(text=BELL, also=(GATE,)),),
        personal=(Personal(text="Ada", kind="CHILD"),),
    ),
    observed=observed(
        BELL,
        statements=(Said(BELL, ("p", "q"), (("p", BELL),)), Said(GATE, ("q",))),
        timings={"search": 1.5},
        tokens={"read": 7, "wrote": 2},
        model="a:b",
        prompts=("write 1",),
        panel="writer",
        removed=1,
        confidence=0.25,
        reason="not covered",
    ),
    why=("it is not so",),
    evidence="0123456789ab",
)


def test_a_run_comes_back_as_it_was_kept(store: RunStore):
    failed = row("c0", case=case("c0"), observed=None, scores={}, error="the judge failed")
    kept = run([FULL, failed, row("c1")], FIRST)
    store.add(kept)
    assert store.get(FIRST) == kept


def test_rows_come_back_in_their_order(store: RunStore):
    store.add(run([row(f"c{number}") for number in (3, 1, 2, *range(10, 30))]))
    assert [one.case.id for one in store.get("last").rows][:4] == ["c3", "c1", "c2", "c10"]


def test_a_run_without_cases_is_kept(store: RunStore):
    store.add(run([], FIRST))
    assert store.get(FIRST).rows == ()


def test_the_history_is_the_latest_first_and_without_cases(three: RunStore):
    assert [one.id for one in three.history()] == [THIRD, SECOND, FIRST]
    assert all(one.rows == () for one in three.history())


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("last", THIRD),
        ("last-0", THIRD),
        ("last-1", SECOND),
        ("last-2", FIRST),
        (SECOND, SECOND),
        ("20260106", THIRD),
        ("20260105-09", FIRST),
    ],
)
def test_a_run_is_got_by_its_place_its_id_or_how_that_begins(three: RunStore, name: str, id_: str):
    found = three.get(name)
    assert (found.id, len(found.rows)) == (id_, 2)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("last-3", "there is no run"),
        ("last--1", "there is no run"),
        ("lastly", "there is no run"),
        ("2025", "there is no run"),
        ("%", "there is no run"),
        ("20260105", "several runs begin"),
        ("", "several runs begin"),
    ],
)
def test_a_name_that_is_none_or_many_is_told_with_the_latest(three: RunStore, name: str, said: str):
    with pytest.raises(EvaluationError) as told:
        three.get(name)
    assert said in str(told.value)
    assert f"The latest: {THIRD}, {SECOND}, {FIRST}" in str(told.value)


def test_where_there_is_no_run_it_says_how_to_make_one(store: RunStore):
    assert store.history() == []
    with pytest.raises(EvaluationError, match="none yet: safeguide eval run"):
        store.get("last")


def test_a_run_of_another_format_is_not_read(three: RunStore, engine: sa.Engine):
    with engine.begin() as connection:
        connection.execute(RUNS.update().where(RUNS.c.id == THIRD).values(format=FORMAT + 1))
    assert three.get("last").id == SECOND


def test_runs_are_kept_in_the_home_and_outlast_whoever_opened_them(home: Path):
    opened(Settings()).add(run([row()], FIRST))
    assert (home / "evaluations.sqlite").exists()
    assert [one.id for one in opened(Settings()).history()] == [FIRST]


def test_a_row_is_plain_json():
    told = json.loads(json.dumps(FULL.as_dict(), allow_nan=False))
    assert type(FULL).of_dict(told) == FULL
