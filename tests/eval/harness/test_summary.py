"""What the cases of a run amount to, on examples worked by hand."""

import json

import pytest
from made_runs import BELL, case, observed, row

from eval.harness.runs import results
from eval.harness.summary import figures, selective, speed, stages
from eval.metrics import THRESHOLDS, resampled

ROWS = [
    row("c1", 1, observed=observed(BELL, confidence=0.9), scores={"passed": 1.0, "nuggets": 1.0}),
    row("c2", 0, observed=observed(confidence=0.35), scores={"passed": 0.0, "nuggets": 0.5}),
    row("d1", 1, "theirs", case=case("d1", expects="decline"), observed=observed(confidence=0.6)),
    row(
        "s1", 1, "theirs", case=case("s1", expects="any", concern="none"), observed=observed(kind="screened")
    ),
]


def test_each_score_is_a_mean_over_the_cases_that_have_it():
    found = figures(ROWS)
    assert list(found) == ["ours", "theirs", "all"]
    assert (found["ours"]["passed"].value, found["ours"]["passed"].of) == (0.5, 2)
    assert (found["all"]["passed"].value, found["all"]["passed"].of) == (0.75, 4)
    assert (found["all"]["nuggets"].value, found["all"]["nuggets"].of) == (0.75, 2)
    assert "nuggets" not in found["theirs"]


def test_confidence_is_measured_where_there_is_something_to_tell_apart():
    found = figures(ROWS)
    assert (found["all"]["auroc"].value, found["all"]["auroc"].of) == (0.5, 3)  # 0.9 is over 0.6, 0.35 not
    assert "auroc" not in found["ours"]
    assert "auroc" not in found["theirs"]


def test_each_stage_says_how_many_cases_it_lost():
    assert stages([*ROWS, row("c3", 0, stage="cut apart"), row("c4", 0)]) == {
        "retrieved, not chosen": 2,
        "cut apart": 1,
    }


def test_what_is_answered_from_some_confidence_on_and_how_much_of_it_is_wrong():
    told = selective(ROWS)
    points = {point["threshold"]: point for point in told["points"]}
    assert list(points) == list(THRESHOLDS)
    assert (points[0.0]["coverage"], points[0.0]["risk"], points[0.0]["answered"]) == (1, 2 / 3, 3)
    assert (points[0.5]["coverage"], points[0.5]["risk"], points[0.5]["answered"]) == (2 / 3, 1 / 2, 2)
    assert (points[0.7]["coverage"], points[0.7]["risk"], points[0.7]["answered"]) == (1 / 3, 0, 1)
    assert told["aurc"] == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)


def test_time_and_tokens_are_of_what_was_answered_or_declined():
    timed = [
        row(
            "c1",
            observed=observed(BELL, timings={"search": 10.0, "write": 4.0}, tokens={"read": 5, "wrote": 1}),
        ),
        row("c2", observed=observed(timings={"search": 20.0}, tokens={"read": 2, "wrote": 0})),
        row("c3", observed=observed(kind="screened", timings={"screen": 99.0})),
        row("c4", observed=None, error="the judge failed"),
        row("c5", observed=observed(kind="quiz", timings={"quiz": 9_000.0}, tokens={"read": 1, "wrote": 1})),
    ]
    told = speed(timed)
    assert told["milliseconds"]["search"] == {"p50": 15, "p95": pytest.approx(19.5)}
    assert told["milliseconds"]["all"]["p50"] == 17
    assert set(told["milliseconds"]) == {"search", "write", "all"}
    assert told["making a quiz"] == {"p50": 9_000, "p95": 9_000}
    assert told["tokens"] == {"read": 8, "wrote": 2}


def test_a_case_that_was_not_scored_is_named_and_counts_in_no_figure():
    told = results([*ROWS, row("e1", observed=None, scores={}, error="the judge failed")])
    assert told["errors"] == {"ours e1": "the judge failed"}
    assert told["figures"] == results(ROWS)["figures"]


@pytest.mark.parametrize(
    "some", [[], [row("e1", observed=None, scores={}, error="it failed")], ROWS], ids=len
)
def test_the_results_of_any_run_are_plain_json_without_nan(some: list[object]):
    json.dumps(results(some), allow_nan=False)


def test_a_statistic_is_resampled_in_the_same_way_each_time():
    told = resampled([1, 2, 3, 4], max)
    assert told == resampled([1, 2, 3, 4], max)
    assert (told.value, told.of, told.high) == (4, 4, 4)
    assert told.low >= 1
    assert resampled([], max) == (0, 0, 0, 0)
