"""``python -m eval.changes`` and the edits that it makes, on a made-up document."""

import json
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from eval.changes import app, measure
from eval.edits import disturbed, edited
from eval.questions import EvaluationError
from ingest.changes import ChangeKind, compare
from ingest.documents import Block, BlockKind

SENTENCES = [
    f"Keeper {number} must tell the police within {number} working days if ladder {number} is not found."
    for number in range(2, 150)
]
BLOCKS = [Block(BlockKind.PARAGRAPH, text, number=f"{at}.", page=1) for at, text in enumerate(SENTENCES, 1)]


def test_the_same_seed_makes_the_same_edits_and_another_seed_others() -> None:
    first, second, third = (edited(BLOCKS, 15, Random(seed)) for seed in (1, 1, 2))  # noqa: S311
    assert first == second
    assert first != third
    assert {edit.kind for edit in first[1]} >= set(ChangeKind) - {ChangeKind.CHANGED}


def test_noise_alone_is_no_change() -> None:
    blocks = [
        *BLOCKS,
        Block(BlockKind.PARAGRAPH, "As “paragraph 3” says – in full. Yes. No.", number="99.", page=2),
    ]
    new = disturbed(blocks, Random(0))  # noqa: S311
    assert [one for one in compare(blocks, new) if one.noise is None] == []


def test_every_edit_of_a_plain_document_is_found() -> None:
    outcome = measure(BLOCKS, 12, seed=3)
    assert len(outcome.found) >= 8
    assert [edit for edit, seen in outcome.found if not seen] == []
    assert all(outcome.right)


def test_an_edit_that_no_change_tells_of_counts_as_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.changes.compare", lambda old, new: ())
    outcome = measure(BLOCKS, 12, seed=3)
    assert not any(seen for _, seen in outcome.found)
    assert outcome.right == ()


def test_the_command_prints_shares_and_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "handbook.md").write_text("\n\n".join(SENTENCES), encoding="utf-8")
    kept = tmp_path / "kept.json"

    result = CliRunner().invoke(
        app, ["--documents", str(tmp_path / "handbook.md"), "--seeds", "1", "--json", str(kept)]
    )

    assert result.exit_code == 0, result.output
    assert "all edits reported" in result.output
    told = json.loads(kept.read_text(encoding="utf-8"))
    assert told["recipe"]["command"] == "python -m eval.changes"
    assert told["results"]["all edits reported"]["of"] > 0


def test_a_folder_with_nothing_to_edit_is_said(tmp_path: Path) -> None:
    (tmp_path / "short.md").write_text("# Visits\n", encoding="utf-8")

    result = CliRunner().invoke(app, ["--documents", str(tmp_path)])

    assert isinstance(result.exception, EvaluationError)
