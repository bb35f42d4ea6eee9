"""``safeguide library diff``: what changed between two editions, held or not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from ingest.embedding import Embedder
from ingest.errors import IngestError

OLD = """# Harbour handbook 2024

## Visitors

Every visitor should sign the harbour book before the gate is opened.

The harbour master must reply within 15 working days of the letter.
"""
NEW = OLD.replace("15 working days", "10 working days").replace("2024", "2025")

Run = Callable[..., Result]


@pytest.fixture
def run(home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``safeguide library`` over a home of the test's own, which holds the old edition."""
    monkeypatch.setattr("assistant.Embedder", lambda name: embedder)
    monkeypatch.setenv("COLUMNS", "100")
    Path("old.md").write_text(OLD, encoding="utf-8")
    Path("new.md").write_text(NEW, encoding="utf-8")

    def run_(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["library", *map(str, arguments)])

    assert run_("add", "old.md").exit_code == 0
    return run_


def test_a_document_held_and_a_file_that_is_not_are_compared(run: Run):
    shown = run("diff", "old.md", "new.md")
    assert shown.exit_code == 0, shown.output
    assert "1. Timescale: within 15 working days → within 10 working days" in shown.output
    assert "[-15-] {+10+} working days" in shown.output
    assert "Visitors" in shown.output
    assert "new.md" not in run("list").output


def test_a_document_is_found_by_its_id(run: Run):
    (held,) = json.loads(run("list", "--json").output)
    assert json.loads(run("diff", held["id"], "new.md", "--json").output)["old"] == held["title"]


def test_json_has_the_changes_with_their_marks(run: Run):
    told = json.loads(run("diff", "old.md", "new.md", "--json").output)
    assert [change["rank_title"] for change in told["changes"]] == ["Timescales"]
    assert told["changes"][0]["marks"][0]["new"] == "within 10 working days"


@pytest.mark.parametrize(("option", "sign"), [("--markdown", "~~15~~ **10**"), ("--html", "<ins>10</ins>")])
def test_a_report_can_be_written_to_a_file(run: Run, option: str, sign: str):
    shown = run("diff", "old.md", "new.md", option, "--output", "changes")
    assert shown.output == "Wrote changes: 1 change.\n"
    assert sign in Path("changes").read_text(encoding="utf-8")


def test_two_that_go_by_the_same_edition_are_called_old_and_new(run: Run):
    shown = run("diff", "old.md", "old.md").output
    assert "No changes; 100% of the new text is unchanged." in shown
    Path("copy.md").write_text(OLD.replace("should", "must"), encoding="utf-8")
    assert json.loads(run("diff", "old.md", "copy.md", "--json").output)["old_short"] == "old"


def test_what_is_neither_held_nor_a_file_is_said_and_what_to_do(run: Run):
    problem = run("diff", "old.md", "nowhere").exception
    assert isinstance(problem, IngestError)
    assert "'nowhere': no document goes by it" in str(problem)
    assert "name its path" in str(problem)


def test_a_file_that_cannot_be_written_is_said(run: Run):
    problem = run("diff", "old.md", "new.md", "--output", "no/such/folder.txt").exception
    assert "no/such/folder.txt cannot be written" in str(problem)


def test_two_forms_at_once_are_refused(run: Run):
    assert run("diff", "old.md", "new.md", "--html", "--json").exit_code == 2


def test_nothing_in_a_document_moves_the_cursor(run: Run):
    Path("hostile.md").write_text(OLD + "\nA bell\x1b[31m rings \u202ein the attic.\n", encoding="utf-8")
    shown = run("diff", "old.md", "hostile.md").output
    assert "rings" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
