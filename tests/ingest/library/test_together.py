"""Several processes at one library: additions at once, and questions during an addition."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_library_documents import Made, reopened, unit_vectors

from ingest.library import Library, checks

ROOT = Path(__file__).parents[3]
PUTTING = Path(__file__).with_name("putting.py")
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def shared(library: Library) -> Library:
    """A library of either kind, for the model that the other processes name."""
    return reopened(library, "model")


@pytest.fixture
def start(shared: Library) -> Start:
    """Starts another process that adds documents."""
    stores = shared.stores
    address = getattr(stores._chroma, "_address", "")
    path = os.pathsep.join((str(ROOT), str(PUTTING.parent)))

    def started(name: str, count: int, *others: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, PUTTING, shared.home, stores._database, address, name, str(count), *others],
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
        )

    return started


def test_two_additions_and_questions_at_once_are_safe(shared: Library, start: Start):
    Made("First", "Ring the first bell.", size=384).put(shared)
    others = [start("Left", 12), start("Right", 12)]
    seen = {len(shared.documents())}
    probes = unit_vectors(20, seed=3, size=384)
    while any(other.poll() is None for other in others):
        for probe in probes:
            found = shared.passages(list(shared.nearest(probe, 20)))
            held = {document.id: document for document in shared.documents()}
            seen.add(len(held))
            assert {passage.document_id for passage in found} <= held.keys()
        for document_id, count in shared.counts().items():
            assert len(shared.passages_of(document_id)) == count
    for other in others:
        assert other.wait() == 0, other.communicate()
    assert len(shared.documents()) == 25
    assert len(seen) > 1, "documents come in while it is asked"
    assert shared.size() == 24 * 30 + 1
    everything = reopened(shared)
    for document in everything.documents():
        for passage in everything.passages_of(document.id)[:3]:
            vector = everything.vectors([passage.id])[passage.id].whole
            assert passage.id in everything.nearest(vector, 3)
            assert passage.id in shared.nearest(vector, 3), "what others added is seen here too"
    assert list(checks.verify(shared, repair=False)) == []


def test_what_another_process_removes_is_found_no_more(shared: Library, start: Start):
    assert start("Left", 2).wait() == 0
    one, two = shared.documents()
    vector = shared.vectors([shared.passages_of(one.id)[0].id]).popitem()[1].whole
    assert shared.nearest(vector, 1)
    reopened(shared).remove(one.id)
    assert shared.documents() == [two]
    found = shared.passages(list(shared.nearest(vector, 5)))
    assert {passage.document_id for passage in found} == {two.id}


def test_the_same_document_added_by_two_at_once_is_there_once(shared: Library, start: Start):
    others = [start("Same", 3), start("Same", 3)]
    assert [other.wait() for other in others] == [0, 0]
    assert len(shared.documents()) == 3
    assert list(checks.verify(shared, repair=False)) == []
