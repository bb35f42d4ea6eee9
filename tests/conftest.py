"""What tests of the whole share: the packaged model, an assistant over the starter notes, real guidance."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import assistant
from assistant.settings import Settings
from ingest import pipeline
from ingest.documents import Reading
from ingest.embedding import Embedder
from ingest.finding import find_files
from ingest.library import Library
from ingest.reading import Fresh, digest_of

GUIDANCE = Path(__file__).parents[2] / "shared" / "guidance"


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The model that is installed with Safeguide."""
    return Embedder()


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A home with the starter notes in it; for reading only."""
    home = tmp_path_factory.mktemp("starter") / "home"
    library = Library(home, embedder.fingerprint)
    notes = find_files([pipeline.starter_notes()])
    assert not [r for r in pipeline.add_files(library, embedder, notes) if r.outcome != "added"]
    return home


@pytest.fixture(scope="session")
def starter(starter_home: Path, embedder: Embedder) -> assistant.Assistant:
    """An assistant over the starter notes; for reading only."""
    return assistant.Assistant(Library(starter_home, embedder.fingerprint), embedder)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, which the settings name too; no safeguide.toml is in reach."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SAFEGUIDE_{name.upper()}", raising=False)
    monkeypatch.setenv("SAFEGUIDE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def library(home: Path, embedder: Embedder) -> Library:
    """An empty library of the test's own."""
    return Library(home, embedder.fingerprint)


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[Reading], None]:
    """Makes every file read as a reading of the test's own, in this process or another."""

    def every_file(reading: Reading) -> None:
        def read_ahead(paths: Iterable[Path]) -> Iterator[tuple[Path, Fresh]]:
            return ((path, Fresh(reading, digest_of(path))) for path in paths)

        monkeypatch.setattr("ingest.pipeline.read_ahead", read_ahead)
        monkeypatch.setattr("ingest.readers.read", lambda path: reading)

    return every_file


@pytest.fixture(scope="session")
def guidance() -> Path:
    """The folder of real guidance, which is not part of the project; skips where it is absent."""
    if not GUIDANCE.is_dir():
        pytest.skip(f"needs the real documents in {GUIDANCE}, which are not part of the project")
    return GUIDANCE


@pytest.fixture(scope="session")
def guidance_home(guidance: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the real guidance in it, for reading only; it takes minutes to make, unless
    SAFEGUIDE_TEST_GUIDANCE_HOME names one."""
    if ready := os.environ.get("SAFEGUIDE_TEST_GUIDANCE_HOME"):
        return Path(ready)
    home = tmp_path_factory.mktemp("guidance") / "home"
    library = Library(home, embedder.fingerprint)
    list(pipeline.add_files(library, embedder, find_files([guidance])))
    return home
