"""``python -m eval.quiz_linting`` on made items."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.commands import DATASETS
from eval.lines import read_lines
from eval.questions import EvaluationError
from eval.quiz_linting import Case, Score, app, scores

SOUND = ["*The police", "The head", "The court"]
FILLED = ["*The police", "The head", "None of the above"]


def _item(name: str, options: list[str]) -> dict[str, object]:
    shown = [{"text": one.removeprefix("*"), "correct": one.startswith("*")} for one in options]
    return {"id": name, "kind": "single", "stem": "Who is told about the bruise?", "options": shown}


def _written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """One flaw that is found, one that is there by the label only, and one that is not labelled."""
    return _written(
        tmp_path / "items.jsonl",
        {"item": _item("a", FILLED), "flaws": ["none of the above"]},
        {"item": _item("b", SOUND), "flaws": ["k-type"]},
        {"item": _item("c", FILLED), "flaws": [], "note": "labelled by a mistake"},
        {"items": [_item("d", SOUND), _item("e", FILLED)], "flaws": ["repeated fact"]},
    )


def test_labels_and_findings_are_counted_by_rule(labelled: Path) -> None:
    cases = read_lines(labelled, Case, "labelled item")
    found = [frozenset({"vague term", "k-type"}), frozenset({"k-type"}), frozenset(), frozenset()]
    assert scores(cases, found) == {
        "none of the above": Score(0, 1, 0),
        "k-type": Score(1, 0, 1),
        "vague term": Score(0, 0, 1),
        "repeated fact": Score(0, 1, 0),
        "all": Score(1, 2, 2),
    }


def test_of_several_items_only_what_lies_between_them_is_labelled(labelled: Path) -> None:
    assert read_lines(labelled, Case, "labelled item")[-1].found <= {"repeated fact"}


def test_it_prints_each_file_lists_differences_and_keeps_the_results(labelled: Path, tmp_path: Path) -> None:
    other = _written(tmp_path / "other.jsonl", {"item": _item("z", FILLED), "flaws": ["none of the above"]})
    kept = tmp_path / "kept.json"
    arguments = ["--tune", str(labelled), "--held-out", str(other), "--differences", "--json", str(kept)]

    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 0, result.output
    assert "items.jsonl, 4 cases; sound ones touched: 1 of 1" in result.output
    assert "b: missed k-type; wrongly none" in result.output
    assert "c: missed none; wrongly none of the above" in result.output
    assert "z:" not in result.output
    told = json.loads(kept.read_text(encoding="utf-8"))
    assert told["recipe"]["command"] == "python -m eval.quiz_linting"
    assert told["results"]["items.jsonl"]["none of the above"]["precision"]["value"] == 0.5
    assert told["results"]["other.jsonl"]["all"]["recall"]["value"] == 1


def test_totals_alone_say_nothing_of_a_rule(labelled: Path) -> None:
    result = CliRunner().invoke(app, ["--tune", str(labelled), "--held-out", str(labelled), "--totals"])
    assert result.exit_code == 0, result.output
    assert "k-type" not in result.output


@pytest.mark.parametrize(
    "row",
    [
        {"flaws": []},
        {"item": _item("a", SOUND), "items": [_item("b", SOUND)], "flaws": []},
        {"item": _item("a", SOUND), "flaws": ["too hard"]},
    ],
)
def test_a_line_that_is_no_labelled_item_is_told(tmp_path: Path, row: dict[str, object]) -> None:
    with pytest.raises(EvaluationError, match=r"row\.jsonl line 1"):
        read_lines(_written(tmp_path / "row.jsonl", row), Case, "labelled item")


def test_the_rules_that_are_looked_at_while_they_are_written_find_what_is_labelled() -> None:
    cases = read_lines(DATASETS / "quiz-lint-tune.jsonl", Case, "labelled item")
    together = scores(cases, [case.found for case in cases])["all"]
    assert together.precision.value >= 0.95
    assert together.recall.value >= 0.95
