"""The benchmark of scale: sizes, figures worked by hand, and going on where a run was cut off."""

import json
from pathlib import Path

import pytest
import typer

from assistant.settings import Settings
from eval.benchmarks import curves, growing, scale
from eval.benchmarks import usual as usual_way
from eval.benchmarks.growing import disk, rate, spread
from eval.benchmarks.measuring import sizes_of
from eval.benchmarks.scale import Steps
from eval.questions import EvaluationError
from ingest.embedding import Embedder
from ingest.library import Library

STEP = {
    "passages": 1000,
    "growth": {
        "documents": 4,
        "stored": 1000,
        "per_second": 500.0,
        "last_per_second": 400.0,
        "memory": {"now": 90.0, "peak": 100.0},
    },
    "disk": {"sql": 8_000_000, "vectors": 2_000_000},
    "cold_seconds": [3.0, 2.5],
    "searches": {
        "milliseconds": {
            name: {"p50": 10.0, "p95": 20.0}
            for name in ("search", "nearest", "nearest in force", "matching in force")
        },
        "memory": {"now": 90.0, "peak": 100.0},
    },
}


def test_sizes_are_sorted_and_each_is_taken_once():
    assert sizes_of("3000, 1000,3000") == [1000, 3000]


@pytest.mark.parametrize("text", ["", "many", "1000,", "0,1000", "-5"])
def test_other_sizes_are_refused(text: str):
    with pytest.raises(typer.BadParameter):
        sizes_of(text)


def test_a_rate_weighs_documents_by_how_long_they_took():
    assert rate([(300, 1.0), (300, 3.0)]) == pytest.approx(150)
    assert rate([]) == 0


def test_a_spread_is_the_middle_and_the_slow_end():
    assert spread([4, 1, 2, 3, 5]) == {"p50": 3, "p95": pytest.approx(4.8)}


def test_disk_tells_sql_and_vectors_apart(tmp_path: Path):
    (tmp_path / "vectors" / "index").mkdir(parents=True)
    for name, size in (("library.sqlite", 5), ("library.sqlite-wal", 2), ("vectors/index/data.bin", 11)):
        (tmp_path / name).write_bytes(b"x" * size)

    assert disk(tmp_path) == {"sql": 7, "vectors": 11}


def test_what_was_measured_is_not_measured_again(tmp_path: Path):
    first = Steps(tmp_path / "steps.json", "abc")
    first.add(1000, "growth", lambda: {"stored": 1000})

    again = Steps(tmp_path / "steps.json", "def")
    again.add(1000, "growth", lambda: {"stored": 0})
    again.add(1000, "searches", lambda: {"milliseconds": {}})

    assert again.whole(1000)
    assert not first.whole(1000)
    (step,) = json.loads((tmp_path / "steps.json").read_text())
    assert step["growth"] == {"stored": 1000}
    assert step["code"] == {"growth": "abc", "searches": "def"}


def test_a_library_grows_to_the_very_size_and_goes_on_from_there(
    starter_home: Path, home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(growing, "PASSAGES", 8)
    assert Settings().home == home

    first = growing.grow(starter_home, home, 10)
    second = growing.grow(starter_home, home, 21)

    library = Library(home, embedder.fingerprint)
    assert (library.size(), growing.size_of(home)) == (21, 21)
    assert (first.documents, first.stored) == (2, 10)
    assert (second.documents, second.stored) == (4, 11)
    assert sorted(library.counts().values()) == [2, 3, 8, 8]


def test_a_library_that_is_too_large_for_a_size_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(growing, "size_of", lambda home: 5000)

    with pytest.raises(EvaluationError, match="holds 5,000 passages already"):
        scale._measure(Steps(tmp_path / "steps.json", ""), 1000, tmp_path, [])


def test_every_panel_draws_what_was_measured(tmp_path: Path):
    pytest.importorskip("matplotlib")

    curves.draw([STEP, STEP | {"passages": 3000}], tmp_path / "scale.svg")

    drawn = (tmp_path / "scale.svg").read_text(encoding="utf-8")
    assert "<svg" in drawn


def test_every_line_of_every_panel_is_measured():
    values = [value(STEP) for lines in curves._PANELS.values() for value in lines.values()]

    assert values[:4] == [500.0, 400.0, 8.0, 2.0]
    assert len(values) == 11


def test_ratios_are_told_of_sizes_that_both_were_measured_at():
    usual = {
        "per_second": 900.0,
        "milliseconds": {"p50": 5.0, "p95": 8.0},
        "memory": {"now": 60.0, "peak": 70.0},
    }

    told = scale.ratios([STEP | {"usual": usual}, STEP | {"passages": 3000}])

    assert told == {
        "search p50, 1,000 passages": pytest.approx(2),
        "memory, 1,000 passages": pytest.approx(1.5),
    }


def test_the_usual_store_holds_what_the_library_holds_and_goes_on_from_there(
    starter_home: Path, tmp_path: Path
):
    pytest.importorskip("langchain_chroma", reason="the benchmark extra is not installed")

    growing.usual(starter_home, tmp_path / "usual", ["How soon must the core group meet?"] * 11)
    again = growing.usual(starter_home, tmp_path / "usual", ["Who attends?"] * 11)

    assert usual_way.Store(tmp_path / "usual").size() == growing.size_of(starter_home)
    assert again.per_second == 0
    assert again.milliseconds["p50"] > 0
