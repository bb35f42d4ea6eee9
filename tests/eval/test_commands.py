"""The commands on a tiny library of made-up documents, with the real model."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from eval.benchmarks import ingest, scale, speed
from eval.commands import recipe
from eval.coverage import app as coverage
from eval.fit import app as fit
from eval.practice import app as practice
from eval.questions import EvaluationError

DOCUMENTS = {
    "conferences.md": "# Child protection conferences\n\nThe core group must meet within 10 working days "
    "of the initial child protection conference.\n\nThe lead practitioner chairs the core group.",
    "referrals.md": "# Referrals\n\nAnyone who has concerns about a child's welfare should make a referral "
    "to local authority children's social care.\n\nThe referral must be acknowledged within one working day.",
    "recruitment.md": "# Safer recruitment\n\nSchools should carry out an online search on shortlisted "
    "candidates as part of due diligence.",
    "capacity.md": "# Mental capacity\n\nA person must be assumed to have capacity unless it is established "
    "that they lack capacity.",
}
ASKED = [
    ("A1", "How soon must the core group meet?", "within 10 working days of the initial child protection"),
    ("A2", "Should schools search online for shortlisted candidates?", "carry out an online search"),
    ("A3", "Is a person assumed to have capacity?", "assumed to have capacity unless it is established"),
    ("A4", "Who should make a referral about a child?", "words that stand in no document"),
    ("U1", "What does a swimming lesson cost in pounds?", None),
]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    rows = [
        {"id": id_, "question": question, "answerable": evidence is not None, "evidence": evidence}
        for id_, question, evidence in ASKED
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def runner() -> CliRunner:
    return CliRunner()


def _refuse(paths: Iterable[Path]) -> Iterator[None]:
    for path in paths:
        raise AssertionError(f"nothing may be read again: {path}")
    yield from ()


def test_practice_asks_prints_and_keeps_its_recipe(
    runner: CliRunner,
    documents: Path,
    questions: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home, results = tmp_path / "home", tmp_path / "results.json"
    arguments = ["--questions", str(questions), "--documents", str(documents), "--home", str(home)]

    first = runner.invoke(practice, [*arguments, "--verbose", "--json", str(results)])
    monkeypatch.setattr("ingest.pipeline.read_ahead", _refuse)
    again = runner.invoke(practice, arguments)

    assert first.exit_code == again.exit_code == 0, first.output + again.output
    assert "4 answerable and 1 unanswerable" in first.output
    assert "stands in no document as read: A4" in first.output
    assert "How soon must the core group meet?" in first.output
    _check(json.loads(results.read_text(encoding="utf-8")), documents)


def _check(kept: dict[str, Any], documents: Path) -> None:
    recipe, results = kept["recipe"], kept["results"]
    assert recipe["command"] == "python -m eval.practice"
    assert recipe["arguments"]["documents"] == str(documents)
    assert recipe["library"]["documents"].keys() == DOCUMENTS.keys()
    assert recipe["model"].startswith("all-MiniLM-L6-v2")
    outcomes = {one["id"]: one for one in results["questions"]}
    assert [outcomes[id_]["rank"] for id_ in ("A1", "A2", "A3", "A4", "U1")] == [1, 1, 1, None, None]
    assert outcomes["A1"]["quoted"]
    assert results["recall"]["1"]["hits"] == 3
    assert results["unfindable"] == {"unread": ["A4"], "divided": []}


def test_fit_says_when_there_are_too_few_questions(
    runner: CliRunner, documents: Path, questions: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    runner.invoke(
        practice, ["--questions", str(questions), "--documents", str(documents), "--home", str(home)]
    )

    result = runner.invoke(fit, ["--questions", str(questions), "--home", str(home)])

    assert isinstance(result.exception, EvaluationError)
    assert "at least 5 answerable" in str(result.exception)


def test_coverage_says_when_there_are_no_pdf_files(runner: CliRunner, documents: Path) -> None:
    result = runner.invoke(coverage, ["--documents", str(documents)])

    assert isinstance(result.exception, EvaluationError)
    assert "no PDF" in str(result.exception)


def test_speed_times_the_ingest_the_embedding_the_stages_and_the_starts(
    runner: CliRunner, documents: Path, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "COLD_RUNS", 1)
    kept = tmp_path / "speed.json"

    result = runner.invoke(
        speed.app,
        ["--documents", str(documents), "--questions", str(questions), "--rounds", "1", "--json", str(kept)],
    )

    assert result.exit_code == 0, result.output
    told = json.loads(kept.read_text(encoding="utf-8"))["results"]
    assert told["ingest"]["documents"] == len(DOCUMENTS)
    assert 0 < told["ingest"]["embedding"] < told["ingest"]["whole"]
    assert {"whole", "find_passages"} <= told["warm_ms"].keys()
    assert [len(runs) for runs in told["cold_seconds"].values()] == [1, 1]


@pytest.mark.parametrize("app", [practice, fit, coverage, speed.app, ingest.app, scale.app])
def test_every_command_has_help_with_an_example(runner: CliRunner, app: Any) -> None:
    result = runner.invoke(app, ["--help"], env={"COLUMNS": "200", "TERM": "dumb"})

    assert result.exit_code == 0
    assert "python -m eval." in result.output


@pytest.mark.parametrize("name", ["practice", "python -m eval.practice"])
def test_a_recipe_names_the_command_that_can_be_run_again(name: str) -> None:
    context = typer.Context(typer.main.get_command(practice), info_name=name)

    assert recipe(context)["command"] == "python -m eval.practice"
