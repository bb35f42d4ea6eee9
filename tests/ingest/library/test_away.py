"""A server of the library that goes away while it is read, and comes back."""

import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from made_chroma import Chroma, running
from made_library_documents import Made, reopened
from made_service import Postgres
from servers import postgres_programs

from ingest.errors import LibraryError, VectorsUnreachable
from ingest.library import Library, checks, vectors


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Chroma]:
    with running(tmp_path) as made:
        yield made


@pytest.fixture
def bell() -> Made:
    return Made("Bells", *(f"Ring bell {at}." for at in range(30)))


@pytest.fixture
def held(home: Path, database: str, server: Chroma, bell: Made, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library on servers that holds a document and has been searched; little is waited for."""
    monkeypatch.setattr(vectors, "LEFT_ALONE", 0.3)
    monkeypatch.setattr(vectors, "FINDS_WITHIN", 1.0)
    library = Library(home, "model", database, server.address)
    bell.put(library)
    assert nearest(library, bell) == bell.ids[0]
    return library


def nearest(library: Library, document: Made) -> str:
    return next(iter(library.nearest(document.embedded[0].whole, 3)))


def comes_back(library: Library, document: Made, seconds: float = 20) -> str:
    """What is nearest once the vectors can be searched again."""
    until = time.monotonic() + seconds
    while True:
        try:
            return nearest(library, document)
        except VectorsUnreachable:
            assert time.monotonic() < until
            time.sleep(0.05)


def cut_off(library: Library, document: Made, server: Chroma) -> None:
    """Begin to add a document, while the server goes away."""
    with library.stores.changing([document.document.id], "It could not be added"):
        server.kill()
        raise httpx.ConnectError("gone")


def test_a_server_of_vectors_that_is_gone_is_told_apart_and_asked_again_by_itself(
    held: Library, server: Chroma, bell: Made
):
    server.kill()
    with pytest.raises(VectorsUnreachable):
        nearest(held, bell)
    assert held.matching(["bell"], 5), "keywords are found without it"
    with pytest.raises(VectorsUnreachable, match="a moment ago"):
        nearest(held, bell)
    server.start()
    assert comes_back(held, bell) == bell.ids[0]


def test_vectors_that_a_server_has_lost_are_told_of_and_filled_again(
    held: Library, server: Chroma, bell: Made
):
    server.kill()
    shutil.rmtree(server.data)
    server.start()
    with pytest.raises(VectorsUnreachable):
        nearest(held, bell)
    assert comes_back(held, bell) == bell.ids[0]
    assert list(checks.verify(held, repair=False)) == []


def test_of_all_who_ask_a_server_that_hangs_one_waits(
    held: Library, server: Chroma, bell: Made, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(vectors, "LEFT_ALONE", 0.0)
    server.running.send_signal(signal.SIGSTOP)
    with pytest.raises(VectorsUnreachable):
        nearest(held, bell)
    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(nearest, held, bell) for _ in range(8)]
        told = [str(one.exception()) for one in asked]
    assert sum("a moment ago" in one for one in told) >= 6, told
    server.running.send_signal(signal.SIGCONT)
    assert comes_back(held, bell) == bell.ids[0]


def test_a_library_opens_without_the_server_of_vectors_after_a_change_was_cut_off(
    held: Library, server: Chroma, bell: Made
):
    more = Made("More bells", "Ring another bell.", seed=1)
    with pytest.raises(LibraryError, match="as it was"):
        cut_off(held, more, server)
    opened = reopened(held)
    assert [one.name for one in opened.documents()] == ["Bells (2026)"]
    assert opened.matching(["bell"], 5)
    server.start()
    assert comes_back(opened, bell) == bell.ids[0]
    assert list(checks.verify(opened, repair=False)) == []
    more.put(opened)
    assert nearest(opened, more) == more.ids[0]


def test_a_database_that_is_gone_is_told_and_read_again_by_itself(
    home: Path, tmp_path: Path, chroma: str, bell: Made
):
    postgres = Postgres(postgres_programs(), tmp_path)
    try:
        postgres.start()
        library = Library(home, "model", postgres.address, chroma)
        bell.put(library)
        postgres.kill()
        for _ in range(2):
            with pytest.raises(LibraryError) as told:
                library.documents()
            assert not isinstance(told.value, VectorsUnreachable)
        with pytest.raises(LibraryError, match="cannot be opened"):
            reopened(library).documents()
        postgres.start()
        assert nearest(library, bell) == bell.ids[0]
        assert reopened(library).documents()
    finally:
        postgres.close()
