"""``python -m eval.reading`` on a made-up document."""

import hashlib
import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from eval.questions import EvaluationError
from eval.reading.__main__ import app

DOCUMENT = "# Visits\n\n## Before a visit\n\nRing the bell once. Wait for an answer.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document, and truths of it and of another that is not there."""
    (tmp_path / "visits.md").write_text(DOCUMENT, encoding="utf-8")
    truth = tmp_path / "truth"
    truth.mkdir()
    known = {
        "file": "visits.md",
        "sha256": hashlib.sha256(DOCUMENT.encode()).hexdigest()[:16],
        "contents": [{"text": "Before a visit"}, {"text": "During a visit"}],
        "sentences": [{"text": "Wait for an answer."}],
    }
    (truth / "visits.yaml").write_text(yaml.safe_dump(known), encoding="utf-8")
    (truth / "other.yaml").write_text(yaml.safe_dump(known | {"file": "other.pdf"}), encoding="utf-8")
    return tmp_path


def test_it_scores_what_is_there_names_what_is_not_and_lists_misses(folder: Path) -> None:
    kept = folder / "kept.json"
    arguments = ["score", "--documents", str(folder / "visits.md"), "--truth", str(folder / "truth")]

    result = CliRunner().invoke(app, [*arguments, "--failures", "--json", str(kept)])

    assert result.exit_code == 0, result.output
    assert "other.pdf is not there" in result.output
    assert "0.500" in result.output
    assert "During a visit" in result.output
    told = json.loads(kept.read_text(encoding="utf-8"))
    assert told["recipe"]["command"] == "python -m eval.reading score"
    assert told["results"]["all"]["sentence"]["hits"] == 1
    assert told["results"]["documents"][0]["missed"] == [
        {"measure": "heading", "what": "During a visit", "page": None}
    ]


def test_it_warns_of_another_edition_of_the_file(folder: Path) -> None:
    (folder / "visits.md").write_text(DOCUMENT + "\nMore.\n", encoding="utf-8")
    arguments = ["score", "--documents", str(folder / "visits.md"), "--truth", str(folder / "truth")]

    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 0, result.output
    assert "visits.md is not the file" in result.output


def test_it_says_when_no_document_is_there(folder: Path) -> None:
    (folder / "visits.md").rename(folder / "renamed.md")
    arguments = ["score", "--documents", str(folder / "renamed.md"), "--truth", str(folder / "truth")]

    result = CliRunner().invoke(app, arguments)

    assert isinstance(result.exception, EvaluationError)
    assert "None of the documents" in str(result.exception)


def test_seal_writes_truths_without_their_words_and_never_over_the_plain_ones(folder: Path) -> None:
    plain = folder / "truth" / "visits.yaml"
    before = plain.read_text(encoding="utf-8")

    sealed = CliRunner().invoke(app, ["seal", str(plain), "--to", str(folder / "sealed")])
    over = CliRunner().invoke(app, ["seal", str(plain), "--to", str(folder / "truth")])

    assert sealed.exit_code == 0, sealed.output
    assert "answer" not in (folder / "sealed" / "visits.yaml").read_text(encoding="utf-8")
    assert isinstance(over.exception, EvaluationError)
    assert plain.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("command", ["score", "seal"])
def test_each_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})

    assert result.exit_code == 0
    assert "python -m eval.reading" in result.output
