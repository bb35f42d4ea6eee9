"""Libraries of both kinds: in a folder, and on a real PostgreSQL and a real Chroma server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from servers import chroma_server, postgres_server

from ingest.embedding import Embedder
from ingest.library import Library


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    """A PostgreSQL of the tests' own; skips where none is installed."""
    with postgres_server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of the tests' own."""
    with chroma_server(tmp_path_factory.mktemp("chroma")) as address:
        yield address


@pytest.fixture
def database(postgres: sa.URL, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    admin = sa.create_engine(postgres, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield postgres.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["folder", "servers"])
def library(request: pytest.FixtureRequest, home: Path, embedder: Embedder) -> Library:
    """An empty library of the test's own, of either kind."""
    if request.param == "folder":
        return Library(home, embedder.fingerprint)
    database, chroma = request.getfixturevalue("database"), request.getfixturevalue("chroma")
    return Library(home, embedder.fingerprint, database, chroma)
