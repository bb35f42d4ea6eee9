"""The library's database: opened, made where there is none, brought forward where it is an older one's."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from ingest.errors import LibraryError

HEAD = "0003"
"""The newest revision in ``migrations``; kept here so that Alembic is imported only to migrate."""
_BEFORE_ALEMBIC = {"3": "0001", "4": "0002"}
"""What libraries called their schema in their settings, before Alembic."""

_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""With a server of a database, in libpq's words: whatever took its machine away, nobody waits for minutes."""


def connected(url: sa.URL) -> sa.Engine:
    """An engine whose transactions begin where they say; nothing is read yet."""
    server = url.get_backend_name() == "postgresql"
    # A server that was started again has closed the connections that are kept for the next who asks.
    kept: dict[str, Any] = {"pool_pre_ping": True, "connect_args": _PATIENCE} if server else {}
    engine = sa.create_engine(url, **kept)
    if not server:
        sa.event.listen(engine, "connect", _configure)
        sa.event.listen(engine, "begin", _begin)
    return engine


def bring_forward(engine: sa.Engine, back_up: Callable[[str], None]) -> None:
    """Make the tables, or migrate those of an older Safeguide, in one transaction; call it with the lock.

    Args:
        engine: of the library's database.
        back_up: called with the revision before a library that holds something is migrated.

    Raises:
        LibraryError: the library is of a newer Safeguide.
    """
    held = revision(engine)
    if held == HEAD:
        return
    if held:
        back_up(held)
    if engine.dialect.name == "sqlite":
        # with the lock, since whoever else has it open is in the way of this
        with closing(engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
    with engine.begin() as connection:
        migrate(connection, held)


def revision(engine: sa.Engine) -> str:
    """Of a library's tables; "" where there are none.

    Raises:
        LibraryError: the library is of a Safeguide that is not known here.
    """
    with engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        if "alembic_version" in tables:
            held = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or ""
        elif "settings" in tables:
            schema = connection.execute(sa.text("SELECT value FROM settings WHERE name = 'schema'")).scalar()
            held = _BEFORE_ALEMBIC.get(str(schema), str(schema))
        else:
            return ""
    if held > HEAD or not held.isdecimal():
        raise LibraryError(
            "The library was made by a newer version of Safeguide. Update Safeguide, or set SAFEGUIDE_HOME "
            "to another folder."
        )
    return held


def migrate(connection: sa.Connection, held: str, to: str = "head") -> None:
    """Bring tables from one revision ("" for none) to another, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "ingest.library:migrations")
    config.attributes["connection"] = connection
    if held and not sa.inspect(connection).has_table("alembic_version"):
        command.stamp(config, held)
    command.upgrade(config, to)


def drop(connection: sa.Connection) -> None:
    """Remove every table, within the connection's transaction."""
    tables = (
        "passage_terms",
        "passage_words",
        "pending",
        "passages",
        "documents",
        "settings",
        "alembic_version",
    )
    for table in tables:
        connection.execute(sa.text(f"DROP TABLE IF EXISTS {table}"))
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("DROP TEXT SEARCH CONFIGURATION IF EXISTS guidance"))
        connection.execute(sa.text("DROP TEXT SEARCH DICTIONARY IF EXISTS guidance_stem"))


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin late, and not at all for DDL
    for pragma in ("busy_timeout=30000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")
