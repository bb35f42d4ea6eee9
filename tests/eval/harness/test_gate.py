"""The gate: what a run must reach, what it may not exceed, and how far it may fall behind an earlier one."""

from pathlib import Path

import pytest
from made_runs import row, rows, run

from eval.harness.gate import Gate, read_gate, refusals
from eval.harness.scoring import BUDGETS, DEPTHS, SPOKEN
from eval.harness.suites import SHIPPED
from eval.questions import EvaluationError

HALF = run([row("c1", 1), row("c2", 0)])
LATER = "20260106-090000-bbbbbb"


def _refused(gate: dict[str, object], *runs: object) -> list[str]:
    return list(refusals(Gate.model_validate(gate), *runs))


@pytest.mark.parametrize(
    ("gate", "refused"),
    [
        ({}, []),
        ({"least": {"all": {"passed": 0.5}}}, []),
        ({"most": {"all": {"passed": 0.5}}}, []),
        (
            {"least": {"all": {"passed": 0.6}, "ours": {"passed": 0.51}}},
            [
                "all: passed is 0.500; it must be at least 0.6.",
                "ours: passed is 0.500; it must be at least 0.51.",
            ],
        ),
        ({"most": {"ours": {"passed": 0.4}}}, ["ours: passed is 0.500; it must be at most 0.4."]),
        ({"least": {"all": {"nuggets": 0}}}, ["all: nuggets was not measured."]),
        ({"most": {"ours": {"nuggets": 1}}}, ["ours: nuggets was not measured."]),
        (
            {"least": {"retrieval": {"passed": 1}}},
            ["The gate says nothing of the suites of this run; name one of your own with --gate."],
        ),
    ],
)
def test_figures_are_held_to_their_bounds(gate: dict[str, object], refused: list[str]):
    assert _refused(gate, HALF) == refused


FAILED = run([row("c1"), row("c2", observed=None, scores={}, suite="theirs", error="the judge failed")])


def test_a_suite_that_was_run_and_not_scored_is_refused():
    refused = _refused({"least": {"theirs": {"passed": 0}}, "errors": 1}, FAILED)
    assert refused == ["theirs: passed was not measured."]


@pytest.mark.parametrize(("errors", "refused"), [(0, 1), (1, 0)])
def test_so_many_cases_may_fail_to_be_scored(errors: int, refused: int):
    assert len(_refused({"errors": errors}, FAILED)) == refused


def _two(score: str, before: list[float], now: list[float]) -> tuple[object, object]:
    return run(rows(now, score), LATER), run(rows(before, score))


@pytest.mark.parametrize(
    ("score", "before", "now", "refused"),
    [
        ("nuggets", [1, 1, 1, 1], [1, 1, 1, 0.8], []),
        (
            "nuggets",
            [1, 1, 1, 1],
            [1, 1, 1, 0.5],
            ["ours: nuggets went from 1.000 to 0.875; it may fall by 0.1."],
        ),
        ("nuggets", [0, 0], [1, 1], []),
        ("over_refusal", [1, 1], [0, 0], []),
        (
            "over_refusal",
            [0, 0],
            [0, 1],
            ["ours: over_refusal went from 0.000 to 0.500; it may fall by 0.1."],
        ),
    ],
)
def test_a_figure_may_fall_so_far_behind_an_earlier_run(
    score: str, before: list[float], now: list[float], refused: list[str]
):
    assert _refused({"fall": {"ours": {score: 0.1}}}, *_two(score, before, now)) == refused


def test_nothing_falls_where_no_earlier_run_is_named():
    assert _refused({"fall": {"ours": {"passed": 0}}, "watch": ["passed"]}, HALF) == []


@pytest.mark.parametrize(("fallen", "suites"), [(10, ["all", "ours"]), (4, [])])
def test_a_watched_score_may_fall_only_by_chance(fallen: int, suites: list[str]):
    after, before = _two("nuggets", [1] * 10, [0] * fallen + [1] * (10 - fallen))
    refused = _refused({"watch": ["nuggets"]}, after, before)
    assert [one.partition(":")[0] for one in refused] == suites
    assert all("went from 1.000 to 0.000, by more than chance (p 0.00" in one for one in refused)


def test_a_watched_score_may_rise():
    assert _refused({"watch": ["nuggets"]}, *_two("nuggets", [0] * 10, [1] * 10)) == []


@pytest.mark.parametrize(
    "text",
    ["", "- passed", "least: high", "lest: {}", "least: {all: 1}", "errors: many", "least: [", "\tleast: {}"],
)
def test_a_file_that_is_no_gate_is_told_on_one_line(tmp_path: Path, text: str):
    path = tmp_path / "gate.yaml"
    path.write_text(text)
    with pytest.raises(EvaluationError, match="is no gate: ") as told:
        read_gate(path)
    assert "\n" not in str(told.value)
    assert "pydantic" not in str(told.value)


def test_a_gate_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(EvaluationError, match="is no gate: "):
        read_gate(tmp_path / "gate.yaml")


def test_the_gate_that_comes_with_safeguide_names_suites_and_scores_that_there_are():
    gate = read_gate()
    measured = {*SPOKEN, "auroc", *(f"recall@{k}" for k in DEPTHS), *(f"evidence@{b}" for b in BUDGETS)}
    for bounds in (gate.least, gate.most, gate.fall):
        assert set(bounds) <= {*SHIPPED, "all"}
        assert {score for some in bounds.values() for score in some} <= measured | {"precision@5"}
        assert all(0 <= bound <= 1 for some in bounds.values() for bound in some.values())
    assert set(gate.watch) <= measured
