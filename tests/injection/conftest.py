"""A library of hostile documents and a few honest notes; every connection that is tried is noted."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_library import ENGLAND, HONEST, HostileLibrary, Remembering
from injected import HostileDocument, hostile_documents, hostile_questions

from assistant import Assistant
from assistant.asking import asked_in
from ingest import pipeline
from ingest.embedding import Embedder
from ingest.library import Library


@pytest.fixture(scope="session")
def connections() -> Iterator[list[str]]:
    """What is tried to be reached beyond this machine, by any means that Python has."""
    tried: list[str] = []
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _noting_address(getattr(socket.socket, name), tried))
    for name in ("getaddrinfo", "gethostbyname"):
        patch.setattr(socket, name, _noting_name(getattr(socket, name), tried))
    yield tried
    patch.undo()


def _noting_address(call, tried: list[str]):
    def noting(self, address, *more):
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            tried.append(str(address[0]))
        return call(self, address, *more)

    return noting


def _noting_name(call, tried: list[str]):
    def noting(host, *more, **named):
        if str(host) not in {"localhost", "127.0.0.1", "::1", "None", ""}:
            tried.append(str(host))
        return call(host, *more, **named)

    return noting


@pytest.fixture(scope="session")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, connections: list[str]
) -> HostileLibrary:
    """The library; for reading only."""
    folder = tmp_path_factory.mktemp("injection")
    files = folder / "files"
    files.mkdir()
    paths = [case.write(files) for case in hostile_documents()]
    paths += [Path(shutil.copy(pipeline.starter_notes() / name, files)) for name in HONEST]
    library = Library(folder / "home", embedder.fingerprint)
    results = {result.path.name: result for result in pipeline.add_files(library, embedder, paths)}
    remembering = Remembering(embedder)
    asked = [case.asks for case in (*hostile_documents(), *hostile_questions())]
    remembering.embed_questions([asking.text for question in asked for asking in asked_in(question)])
    return HostileLibrary(Assistant(library, remembering, scope=ENGLAND), results, connections)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Tests are named by the document, or by what the question tries."""
    return val.name if isinstance(val, HostileDocument) else getattr(val, "tries", None)
