"""A tiny library, for reading only, and the command that is measured with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import assistant
from assistant.cli import app
from ingest.embedding import Embedder
from ingest.errors import IngestError
from ingest.library import Library
from ingest.pipeline import add_files

VISITS = """# Visits

The keeper must ring the bell within 3 days of every visit to the tower.

Visitors should write their names down in the book that lies by the door.

# Oil

Lamp oil is kept in the cellar.
"""
BRIDGES = """# Bridges

Whoever crosses the bridge with a cart must pay the warden two pence at the gate.
"""
Evaluate = Callable[..., Result]


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A home with two short documents in it."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "visits.md").write_text(VISITS, encoding="utf-8")
    (folder / "bridges.md").write_text(BRIDGES, encoding="utf-8")
    list(
        add_files(
            Library(folder / "home", embedder.fingerprint),
            embedder,
            [folder / "visits.md", folder / "bridges.md"],
        )
    )
    return folder / "home"


@pytest.fixture(scope="session")
def tiny(tiny_home: Path, embedder: Embedder) -> assistant.Assistant:
    """An assistant over them."""
    return assistant.Assistant(Library(tiny_home, embedder.fingerprint), embedder)


@pytest.fixture
def evaluate(home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Evaluate:
    """Runs ``safeguide eval`` with some arguments, in a home of the test's own."""
    monkeypatch.setattr("assistant.Embedder", lambda name: embedder)  # loaded once for all tests
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, ["eval", *map(str, arguments)])


@pytest.fixture
def refused(evaluate: Evaluate) -> Callable[..., str]:
    """What is said where it cannot be run."""

    def said(*arguments: object) -> str:
        result = evaluate(*arguments)
        assert isinstance(result.exception, IngestError), result.output
        return str(result.exception)

    return said
