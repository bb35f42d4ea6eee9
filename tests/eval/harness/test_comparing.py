"""Two runs held against each other, on examples worked by hand."""

import json
from collections.abc import Sequence

import pytest
from made_runs import BELL, GATE, Shelf, case, observed, row, rows, run

from eval.harness.cases import Nugget
from eval.harness.comparing import Comparison, Moved, compared, invalidated
from eval.harness.diagnosis import Held
from eval.harness.rows import Row

LATER = "20260106-090000-bbbbbb"


def _compared(first: Sequence[Row], second: Sequence[Row], **told: object) -> Comparison:
    return compared(run(first), run(second, LATER, **told))


def _moved(comparison: Comparison, score: str, suite: str = "all") -> Moved:
    (found,) = [one for one in comparison.moved if (one.suite, one.score) == (suite, score)]
    return found


@pytest.mark.parametrize(
    ("score", "before", "now", "verdict"),
    [
        ("nuggets", [0] * 10, [1] * 10, "better"),  # by chance in 2 of 1,024 ways
        ("nuggets", [1] * 10, [0.5] * 10, "worse"),
        ("nuggets", [1] * 10, [0] * 4 + [1] * 6, "noise"),  # in 2 of 16
        ("nuggets", [0, 1, 0.5], [0, 1, 0.5], "same"),
        ("nuggets", [0, 1], [1, 0], "same"),
        ("over_refusal", [1] * 10, [0] * 10, "better"),
        ("under_refusal", [0] * 10, [1] * 10, "worse"),
        ("contradiction", [0] * 10, [0.5] * 10, "worse"),
    ],
)
def test_a_score_is_better_worse_noise_or_the_same(
    score: str, before: Sequence[float], now: Sequence[float], verdict: str
):
    assert _moved(_compared(rows(before, score), rows(now, score)), score).verdict == verdict


def test_a_score_moves_by_the_difference_of_its_means():
    moved = _moved(_compared(rows([0, 0.5, 1], "nuggets"), rows([1, 0.5, 0.75], "nuggets")), "nuggets")
    assert (moved.first, moved.second) == (0.5, 0.75)
    assert moved.change.difference == pytest.approx(0.25)
    assert moved.change.of == 3


def test_each_suite_moves_by_itself_and_all_together():
    first = [*rows([0], "nuggets", "ours"), *rows([1], "nuggets", "theirs")]
    second = [*rows([1], "nuggets", "ours"), *rows([1], "nuggets", "theirs")]
    comparison = _compared(first, second)
    told = [_moved(comparison, "nuggets", suite) for suite in ("all", "ours", "theirs")]
    assert [(one.first, one.second) for one in told] == [(0.5, 1), (0, 1), (1, 1)]


def test_only_what_both_scored_counts():
    first = [row("c1", scores={"passed": 1.0, "nuggets": 0.0}), row("c2", scores={"passed": 1.0})]
    second = [
        row("c1", scores={"passed": 1.0, "nuggets": 1.0}),
        row("c2", scores={"passed": 1.0, "nuggets": 0.0, "says": 1.0}),
    ]
    comparison = _compared(first, second)
    assert (_moved(comparison, "nuggets").second, _moved(comparison, "nuggets").change.of) == (1, 1)
    assert {one.score for one in comparison.moved} == {"passed", "nuggets"}


def test_cases_won_and_lost_are_named():
    comparison = _compared(
        [row("c1", 1), row("c2", 0), row("c3", 0)], [row("c1", 0), row("c2", 1), row("c3", 0)]
    )
    assert [one.case.id for one in comparison.lost] == ["c1"]
    assert [one.case.id for one in comparison.won] == ["c2"]


@pytest.mark.parametrize(
    ("second", "both", "alone"),
    [
        ([row("c1")], 1, 1),
        ([row("c1"), row("c2"), row("c3")], 2, 1),
        ([row("c1"), row("c3")], 1, 2),
        ([row("c1"), row("c2", suite="theirs")], 1, 2),
        ([row("c1"), row("c2", case=case("c2", "Asked otherwise?"))], 1, 2),
        ([row("c1"), row("c2", observed=None, scores={}, error="the judge failed")], 1, 1),
    ],
)
def test_what_only_one_run_has_is_counted_and_left_out(second: Sequence[Row], both: int, alone: int):
    comparison = _compared([row("c1"), row("c2")], second)
    assert comparison.alone == alone
    assert _moved(comparison, "passed").change.of == both


def test_cases_are_the_same_whatever_was_looked_for_in_them():
    looked_at = row("c1")
    assert looked_at.case.nuggets[0].in_text(BELL)
    assert _compared([looked_at], [row("c1")]).alone == 0


def test_runs_without_a_case_in_common_move_nothing():
    comparison = _compared([row("c1")], [row("c2")])
    assert (comparison.moved, comparison.won, comparison.lost, comparison.alone) == ((), (), (), 2)


def test_what_was_made_otherwise_is_told():
    assert _compared([row()], [row()]).recipes == ()
    comparison = _compared([row()], [row()], code="d00d", model="a:b")
    assert comparison.recipes == (("code", "c0de", "d00d"), ("model", "", "a:b"))


def test_a_comparison_is_plain_json():
    comparison = _compared([row("c1", 0), row("c2", 1)], [row("c1", 1), row("c2", 0)], code="d00d")
    told = json.loads(json.dumps(comparison.as_dict(), allow_nan=False))
    assert (told["first"], told["second"]) == ("20260105-090000-aaaaaa", LATER)
    assert (told["won"], told["lost"], told["alone"]) == (["ours c1"], ["ours c2"], 0)
    assert told["recipes"] == [["code", "c0de", "d00d"]]
    assert {one["verdict"] for one in told["moved"]} == {"same"}


def test_only_cases_whose_documents_are_not_as_they_were_are_to_be_run_again():
    before = Held(Shelf(england=[BELL], wales=[GATE]))
    now = Held(Shelf(england=[BELL], wales=[GATE, "It is green."]))
    bell, gate = case("c1"), case("c2", nuggets=(Nugget(text=GATE),))
    lost = case("c3", nuggets=(Nugget(text="the gong"),))
    kept = run(
        [
            *(row(one.id, case=one, evidence=before.evidence(one)) for one in (bell, gate, lost)),
            row("c4", case=case("c4", expects="decline")),
            row("c5", case=case("c5"), observed=None, scores={}, error="the judge failed"),
        ]
    )
    assert [one.case.id for one in invalidated(kept, now)] == ["c2", "c5"]
    assert [one.case.id for one in invalidated(kept, before)] == ["c5"]


def test_a_case_that_found_no_document_is_run_again_when_one_says_it():
    wanted = case(nuggets=(Nugget(text="the gong"),))
    kept = run([row(case=wanted, observed=observed(), scores={"passed": 0.0})])
    assert invalidated(kept, Held(Shelf(england=[BELL]))) == []
    assert len(invalidated(kept, Held(Shelf(england=[BELL, "They beat the gong."])))) == 1
