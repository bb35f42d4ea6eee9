"""What a judge is worth, on pairs worked by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.grounding.source import Source
from assistant.grounding.verdict import Support, Verdict
from eval.harness.calibration import agreement, calibration
from eval.harness.judging import JudgeFailed
from eval.questions import EvaluationError

PAIRS = [(0.9, True), (0.8, False), (0.3, False), (0.6, True)]


def test_agreement_is_as_worked_by_hand():
    told = agreement(PAIRS, failed=2)
    assert (told["of"], told["failed"]) == (4, 2)
    assert told["auroc"]["value"] == 3 / 4  # 0.9 over both, 0.6 over 0.3
    assert told["correlation"]["value"] == pytest.approx(2 / 20**0.5)  # ranks 4 3 1 2 and 3.5 1.5 1.5 3.5
    assert (told["agreement"]["value"], told["agreement"]["hits"]) == (3 / 4, 3)
    assert told["brier"] == pytest.approx((0.01 + 0.64 + 0.09 + 0.16) / 4)


@pytest.mark.parametrize(("likely", "tenth"), [(0.0, 0), (0.05, 0), (0.1, 1), (0.5, 5), (0.99, 9), (1.0, 9)])
def test_each_probability_falls_into_its_tenth(likely: float, tenth: int):
    bins = agreement([(likely, True), (likely, False)])["bins"]
    assert [one["of"] for one in bins] == [2 if at == tenth else 0 for at in range(10)]
    assert bins[tenth] == {"of": 2, "likely": likely, "supported": 0.5}


def test_one_half_counts_as_yes():
    assert agreement([(0.5, True)])["agreement"]["hits"] == 1
    assert agreement([(0.5, False)])["agreement"]["hits"] == 0


def test_a_perfect_judge_is_told_from_one_that_is_always_wrong():
    right, wrong = agreement([(1.0, True), (0.0, False)] * 5), agreement([(0.0, True), (1.0, False)] * 5)
    for told, best in ((right, 1), (wrong, 0)):
        assert told["auroc"]["value"] == told["agreement"]["value"] == best
    assert (right["brier"], wrong["brier"]) == (0, 1)
    assert right["correlation"]["value"] == pytest.approx(1)
    assert wrong["correlation"]["value"] == pytest.approx(-1)


@pytest.mark.parametrize(
    "pairs", [[], [(0.7, True)], [(0.7, True), (0.2, True)], [(0.4, True), (0.4, False)]], ids=len
)
def test_what_cannot_be_told_is_0_or_a_half_and_never_nan(pairs: Sequence[tuple[float, bool]]):
    told = json.loads(json.dumps(agreement(pairs), allow_nan=False))
    assert told["correlation"]["value"] == 0
    assert told["auroc"]["value"] in (0, 0.5)


def test_the_intervals_are_the_same_each_time_and_hold_the_value():
    told = agreement(PAIRS * 5)
    assert told == agreement(PAIRS * 5)
    for name in ("auroc", "correlation", "agreement"):
        assert told[name]["low"] <= told[name]["value"] <= told[name]["high"]


def _judge(statement: str, sources: Sequence[Source]) -> Verdict:
    """Finds likely what stands in its source, and cannot tell of gongs."""
    if "gong" in statement:
        raise JudgeFailed("no idea")
    good = any(statement in one.text for one in sources)
    return Verdict(Support.SUPPORTED if good else Support.NOT, 0.9 if good else 0.2)


@pytest.fixture
def wice(tmp_path: Path) -> Path:
    rows = [
        {
            "claim": "The bell is rung.",
            "evidence": ["The bell is rung.", "It is loud."],
            "label": "supported",
        },
        {"claim": "The gate is shut.", "evidence": ["The gate is open."], "label": "partially_supported"},
        {"claim": "The gong is beaten.", "evidence": ["It is."], "label": "supported"},
    ]
    (tmp_path / "wice" / "claim").mkdir(parents=True)
    (tmp_path / "wice" / "claim" / "dev.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path / "wice"


@pytest.fixture
def begin(tmp_path: Path) -> Path:
    lines = [
        "knowledge\tresponse\tbegin_label",
        "Oil is dear.\tOil is dear.\tFully attributable",
        "Oil is dear.\tI like oil.\tNot fully attributable",
    ]
    (tmp_path / "begin").mkdir()
    (tmp_path / "begin" / "begin_dev_a.tsv").write_text("\n".join(lines))
    return tmp_path / "begin"


def test_a_judge_is_asked_about_what_people_labelled(wice: Path, begin: Path):
    told = calibration(_judge, wice, begin)
    assert list(told) == ["WiCE dev", "BEGIN dev"]
    assert [(one["of"], one["failed"], one["auroc"]["value"]) for one in told.values()] == [
        (2, 1, 1),
        (2, 0, 1),
    ]


def test_what_no_folder_is_named_for_is_left_out(begin: Path):
    assert list(calibration(_judge, None, begin)) == ["BEGIN dev"]
    assert calibration(_judge, None, None) == {}


@pytest.mark.parametrize("which", [0, 1])
def test_a_folder_that_does_not_hold_its_data_is_told(tmp_path: Path, which: int):
    folders = [None, None]
    folders[which] = tmp_path
    with pytest.raises(EvaluationError, match=r"cannot be read|does not hold"):
        calibration(_judge, *folders)
