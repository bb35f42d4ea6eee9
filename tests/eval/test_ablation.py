"""Parts of retrieval switched off one by one, over questions whose answers are planted."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.ablation import app
from eval.questions import EvaluationError, read_questions
from eval.rules import read_rule_questions, write_rules

DATASETS = Path(__file__).parents[2] / "eval" / "datasets"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder as OR-ShARC has it, with two rules and a question on each."""
    folder = tmp_path / "or_sharc"
    folder.mkdir()
    texts = {"0": "# Boats\n\nYou can keep a boat for a year.", "1": "# Dogs\n\nA dog must have a licence."}
    (folder / "id2snippet.json").write_text(json.dumps(texts))
    asked = [
        {"scenario": "I live on a lake.", "question": "Can I keep a boat?", "gold_snippet_id": "0"},
        {"scenario": "", "question": "Does my dog need a licence?", "gold_snippet_id": "1"},
    ]
    lines = "\n".join(map(json.dumps, asked))
    (folder / "open_retrieval_sharc_dev.json").write_text(lines)
    return folder


def test_rule_texts_and_questions_are_read(rules: Path, tmp_path: Path):
    assert write_rules(rules, tmp_path / "written") == 2
    assert sorted(path.name for path in (tmp_path / "written").iterdir()) == ["0.md", "1.md"]
    assert [(one.text, one.rule) for one in read_rule_questions(rules)] == [
        ("I live on a lake. Can I keep a boat?", "0"),
        ("Does my dog need a licence?", "1"),
    ]
    with pytest.raises(EvaluationError, match="cannot be read"):
        write_rules(tmp_path / "nowhere", tmp_path / "written")


def test_each_part_has_a_row_beside_that_of_everything(rules: Path, tmp_path: Path):
    kept = tmp_path / "kept.json"
    options = ["--home", str(tmp_path / "home"), "--rules", str(rules), "--json", str(kept)]
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    rows = json.loads(kept.read_text())["results"]
    assert rows["everything"] == [1.0, 1.0, 1.0, 1.0]
    assert {"without the vocabulary", "without the signal “keyword”"} < rows.keys()


@pytest.mark.parametrize("name", ["fit", "tune", "held-out"])
def test_the_questions_that_come_with_the_project_can_be_read(name: str):
    questions = read_questions(DATASETS / f"guidance-{name}.jsonl")
    assert {question.answerable for question in questions} == {True, False}
