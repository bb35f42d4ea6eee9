"""What conversations, feedback, quizzes and people are kept in: their database, and an answer written down so
that none of it is lost.

SQLite writes zeros over what is deleted; PostgreSQL forgets it at its next vacuum. No error quotes what is
kept.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.dialects import postgresql, sqlite

from assistant.answers import Answer
from assistant.settings import Settings
from ingest.errors import IngestError
from ingest.library.errors import cause
from ingest.library.schema import connected

FILE = "conversations.sqlite"
FORMAT: Literal[1] = 1
"""Of an answer as it is written down; one of another format is not read."""
_INSERTS: Mapping[str, Callable[..., Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
_ADVISORY_LOCK = 0x5AFE_C04E
"""Of PostgreSQL's advisory locks, the one under which tables are made."""


class KeptError(IngestError):
    """What is kept cannot be read or written."""


@dataclass(frozen=True, slots=True)
class _Written:
    format: Literal[1]
    answer: Answer


_JSON = TypeAdapter(_Written)


def packed(answer: Answer) -> str:
    """An answer as JSON with the number of its format, whole."""
    return _JSON.dump_json(_Written(FORMAT, answer)).decode()


def unpacked(text: str) -> Answer | None:
    """The answer that was written down, or None if it cannot be read: it is damaged, or of another format."""
    try:
        return _JSON.validate_json(text).answer
    except ValidationError:
        return None


def database(settings: Settings) -> sa.Engine:
    """The database of some settings: PostgreSQL, or a file in the home folder that only its owner may read.

    Raises:
        KeptError: the file cannot be made, or made private.
    """
    address = settings.database.get_secret_value()
    if address:
        engine = connected(sa.make_url(address))
    else:
        path = settings.home / FILE
        with _told():
            settings.home.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            if path.stat().st_mode & 0o077:
                path.chmod(0o600)
        engine = connected(sa.URL.create("sqlite", database=str(path)))
        sa.event.listen(engine, "connect", _overwrite)
    engine.hide_parameters = True  # an error would quote what was being kept
    return engine


def make(tables: sa.MetaData, engine: sa.Engine) -> None:
    """Make the tables that are missing, whoever else does so at the same moment.

    Raises:
        KeptError: they cannot be made.
    """
    with transaction(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
        for table in tables.sorted_tables:
            connection.execute(sa.schema.CreateTable(table, if_not_exists=True))


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction. What writes in one writes first: on SQLite nobody who has read may wait to write.

    Raises:
        KeptError: the database cannot do what is asked.
    """
    with _told(), engine.begin() as connection:
        yield connection


def insert(engine: sa.Engine | sa.Connection, table: sa.Table) -> Any:
    """An insertion that can say what becomes of a row that is there already, in the database's own words."""
    return _INSERTS[engine.dialect.name](table)


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def moment(days_ago: int = 0) -> str:
    """Now, or some days ago, in UTC; earlier ones sort before later ones."""
    return (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="microseconds")


def printable(text: str) -> str:
    """A text with blanks for what no database takes and nobody sees; its lines stay."""
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)


def folded(text: str) -> str:
    """A text as it is searched: on one line, whatever its capitals and blanks."""
    return " ".join(printable(unicodedata.normalize("NFKC", text).casefold()).split())


def _overwrite(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA secure_delete=ON")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sa.exc.SQLAlchemyError, OSError) as error:
        raise KeptError(
            f"What is kept of people and what they did cannot be read or written ({cause(error)}). See "
            "whether the folder in SAFEGUIDE_HOME, or the database in SAFEGUIDE_DATABASE, is there and has "
            "room, and whether you may write to it."
        ) from error
