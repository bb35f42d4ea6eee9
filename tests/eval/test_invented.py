"""The invented rules: well-formed, and what is said of a file that is not."""

import json
from pathlib import Path

import pytest

from eval.invented import read_invented
from eval.questions import EvaluationError
from eval.screening import DATASETS

RULE = {"id": "r01-001", "family": "r01-f01", "text": "## Bells\n\nRing once.", "questions": ["How often?"]}


def _file(folder: Path, *lines: object) -> Path:
    path = folder / "rules.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return path


def test_those_that_come_with_the_project_have_families_that_stay_in_their_set():
    rules = read_invented(DATASETS / "rules.jsonl")

    assert len(rules) > 1000
    assert sum(len(rule.questions) for rule in rules) > 5000
    assert all(rule.family.startswith(f"{rule.set}-") for rule in rules)


def test_no_question_about_them_is_asked_of_two_rules():
    asked = [one.casefold() for rule in read_invented(DATASETS / "rules.jsonl") for one in rule.questions]

    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["{"], "line 1 is no rule"),
        ([RULE, {"id": "r01-002"}], "line 2 is no rule"),
        ([RULE | {"questions": []}], "line 1 is no rule"),
        ([RULE | {"id": "7"}], "line 1 is no rule"),
        ([RULE, RULE], "line 2: the id 'r01-001' came before"),
        ([], "holds no rules"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, lines: list[object], problem: str):
    with pytest.raises(EvaluationError, match=problem):
        read_invented(_file(tmp_path, *lines))


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(EvaluationError, match=r"rules\.jsonl cannot be read"):
        read_invented(tmp_path / "rules.jsonl")
