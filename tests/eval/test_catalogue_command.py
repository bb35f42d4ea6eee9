"""The measure of catalogue entries: what is right, what is wrong, and whether a wrong guess said so."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.catalogue import Field, app, fields_of, read_labels
from eval.questions import EvaluationError

LABEL = {
    "file": "policy.md",
    "title": "Safeguarding policy",
    "publisher": "Hill House School",
    "year": "2024",
    "nation": "wales",
    "kind": "policy",
}
POLICY = "# Safeguarding policy\n\nHill House School\n\nPublished 3 May 2024\n\nWe tell Estyn.\n"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    (tmp_path / "policy.md").write_text(POLICY)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "wanted", "got", "unsure", "right"),
    [
        ("title", "Children's homes: staff", "Children’s homes: staff", False, True),
        ("title", "Information sharing", "Information sharing: advice for all", False, True),
        ("title", "Information sharing", "Information", False, False),
        ("publisher", "Ofsted", "", True, False),
        ("year", "2024", "2023", False, False),
        ("nation", "", "wales", True, True),
        ("nation", "", "wales", False, False),
        ("nation", "", "", True, True),
    ],
)
def test_a_field_is_right_if_it_is_what_a_person_says(
    name: str, wanted: str, got: str, unsure: bool, right: bool
):
    assert Field("x", name, wanted, got, unsure).right is right


def test_the_fields_of_a_document_are_compared(documents: Path):
    found = {one.name: one for one in fields_of(documents / "policy.md", LABEL)}
    assert all(one.right for one in found.values())
    assert found["nation"].unsure, "one mention of Estyn is a guess"


def test_the_command_prints_what_is_wrong_and_keeps_it(documents: Path, tmp_path: Path):
    labels, results = tmp_path / "labels.jsonl", tmp_path / "results.json"
    absent = {**LABEL, "file": "absent.pdf"}
    labels.write_text("\n".join(json.dumps(one) for one in ({**LABEL, "kind": "news"}, absent)))
    arguments = ["--documents", str(documents), "--labels", str(labels), "--json", str(results)]
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert "absent.pdf is not there" in done.output
    assert "policy.md: kind is 'news', guessed 'policy' (sure)" in done.output
    kept = json.loads(results.read_text())
    assert (kept["results"]["right"]["hits"], kept["results"]["right"]["of"]) == (4, 5)


@pytest.mark.parametrize(
    ("line", "said"), [("{", "is not JSON"), ('{"file": "x"}', "lacks title"), ("[]", "lacks")]
)
def test_labels_that_cannot_be_used_are_named(tmp_path: Path, line: str, said: str):
    (tmp_path / "labels.jsonl").write_text(line)
    with pytest.raises(EvaluationError, match=said):
        read_labels(tmp_path / "labels.jsonl")


def test_the_labels_that_come_with_the_project_are_whole():
    assert len(read_labels(None)) == 14
