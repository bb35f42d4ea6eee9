"""A store that fails midway: a clear error, and the library as it was."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from chromadb.errors import InternalError
from made_library_documents import Made, reopened, unit_vectors

from ingest.errors import LibraryError
from ingest.library import Library, checks
from ingest.library.vectors import Index

ROOT = Path(__file__).parents[3]
PUTTING = Path(__file__).with_name("putting.py")


def put_elsewhere(home: Path, *others: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Another process that adds documents to the library in a folder."""
    path = os.pathsep.join((str(ROOT), str(PUTTING.parent)))
    return subprocess.run(
        [*before, sys.executable, PUTTING, home, "", "", *others],
        text=True,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": path},
    )


def whole(library: Library) -> list[str]:
    """The names of the documents of a library that has nothing wrong with it."""
    assert list(checks.verify(library, repair=False)) == []
    return [document.name for document in library.documents()]


@pytest.mark.parametrize("room", [0, 20_000, 60_000, 150_000])
def test_a_disk_that_fills_up_is_said_and_the_library_is_as_it_was(home: Path, room: int):
    assert put_elsewhere(home, "Kept", "2").returncode == 0
    largest = max(file.stat().st_size for file in home.rglob("*") if file.is_file())
    done = put_elsewhere(home, "New", "20", str(largest + room))
    assert done.returncode == 3, done.stderr
    assert "could not be" in done.stdout or "cannot be" in done.stdout
    names = whole(Library(home, "model"))
    assert names[:2] == ["Kept 0 (2026)", "Kept 1 (2026)"]
    assert put_elsewhere(home, "New", "20").returncode == 0, "with room again it goes on"
    assert len(whole(Library(home, "model"))) == 22


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="needs a user who is not root")
def test_a_folder_that_cannot_be_written_is_said_and_the_library_is_as_it_was(home: Path):
    assert put_elsewhere(home, "Kept", "1").returncode == 0
    files = [home, *home.rglob("*")]
    modes = [file.stat().st_mode for file in files]
    for file in files:
        file.chmod(0o555 if file.is_dir() else 0o444)
    bare = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
    done = put_elsewhere(home, "New", "1", before=bare if os.geteuid() == 0 else ())
    for file, mode in zip(files, modes, strict=True):
        file.chmod(mode)
    assert done.returncode == 3, done.stderr
    assert str(home) in done.stdout
    assert "written" in done.stdout
    assert whole(Library(home, "model")) == ["Kept 0 (2026)"]


@pytest.mark.parametrize("calls", [0, 1])
def test_chroma_failing_midway_leaves_the_library_as_it_was(
    library: Library, calls: int, monkeypatch: pytest.MonkeyPatch
):
    Made("Kept", "Ring the bell.").put(library)
    new = Made("New", *(f"Ring bell {at}." for at in range(40)), seed=1)
    put, done = Index.put, []

    def fail(index: Index, ids: list[str], *others: list[object]) -> None:
        if len(done) == calls:
            raise InternalError("the index is full")
        done.append(ids)
        put(index, ids[:20], *(some[:20] for some in others))
        raise InternalError("the index is full")

    with monkeypatch.context() as broken:
        broken.setattr(Index, "put", fail)
        with pytest.raises(LibraryError, match=r"New.*could not be stored.*the index is full.*as it was"):
            new.put(library)
    again = reopened(library)
    assert whole(again) == ["Kept (2026)"]
    assert set(again.nearest(unit_vectors(1)[0], 50)) == set(Made("Kept", "Ring the bell.").ids)
    new.put(library)
    assert whole(library) == ["Kept (2026)", "New (2026)"]


@pytest.mark.parametrize("statement", ["INSERT INTO documents", "INSERT INTO passages", "passage_words"])
def test_sql_failing_midway_leaves_the_library_as_it_was(library: Library, statement: str):
    kept, new = Made("Kept", "Ring the bell."), Made("New", "Ring twice.", seed=1)
    kept.put(library)
    engine = library.stores.engine

    def fail(_connection: object, _cursor: object, said: str, *_: object) -> None:
        if statement in said:
            raise sa.exc.OperationalError(said, {}, Exception("the disk is gone"))

    sa.event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(LibraryError, match=r"New.*could not be stored.*the disk is gone.*as it was"):
        new.put(library, replaces=[kept.document.id])
    sa.event.remove(engine, "before_cursor_execute", fail)
    assert whole(library) == ["Kept (2026)"]
    assert set(library.nearest(new.embedded[0].whole, 5)) == set(kept.ids)
    new.put(library, replaces=[kept.document.id])
    assert whole(library) == ["New (2026)"]


def test_both_stores_failing_at_once_is_set_right_at_the_next_opening(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    kept = Made("Kept", "Ring the bell.")
    kept.put(library)
    new = Made("New", "Ring twice.", seed=1)

    def fail(*_: object) -> None:
        raise InternalError("the server is gone")

    with monkeypatch.context() as broken:
        broken.setattr("ingest.library.library.passage_row", fail)
        broken.setattr(Index, "ids_of", fail)
        with pytest.raises(LibraryError, match="the server is gone"):
            new.put(library)
    with library.stores.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM pending")).scalar() == 1
    again = reopened(library)
    assert whole(again) == ["Kept (2026)"]
    with again.stores.index() as index:
        assert [id_ for batch in index.ids() for id_ in batch] == kept.ids


def test_a_server_that_does_not_answer_is_named_without_its_password(home: Path):
    library = Library(
        home, "model", "postgresql+psycopg://user:secret@127.0.0.1:9/none", "http://127.0.0.1:9"
    )
    with pytest.raises(LibraryError, match=r"user:\*\*\*@127\.0\.0\.1:9") as told:
        library.documents()
    assert "secret" not in str(told.value)


def test_a_chroma_server_that_does_not_answer_is_named(home: Path, database: str):
    library = Library(home, "model", database, "http://127.0.0.1:9")
    with pytest.raises(LibraryError, match=r"no Chroma server answers at http://127\.0\.0\.1:9"):
        Made("New", "Ring twice.").put(library)
    assert library.documents() == []


def test_one_server_alone_is_refused(home: Path):
    with pytest.raises(LibraryError, match="SAFEGUIDE_DATABASE and SAFEGUIDE_CHROMA"):
        Library(home, "model", "postgresql+psycopg://127.0.0.1/none")
