"""One process writes to a library at a time: a lock of its folder, or of its PostgreSQL database.

Either is let go when its process ends, however it ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout

from ingest.errors import LibraryError

_ADVISORY_LOCK = 0x5AFE_601D
"""Of PostgreSQL's advisory locks, the library's; any number that nothing else in the database uses."""


class Busy(LibraryError):
    """Another process has held the lock for all the time that was waited."""

    def __init__(self) -> None:
        super().__init__(
            "Another Safeguide is writing to the library. The library is as it was: wait for the other to "
            "finish, then do it again."
        )


@contextmanager
def folder_lock(home: Path, wait: int) -> Iterator[None]:
    """Hold the lock of a folder; Busy if it cannot be had within so many seconds."""
    lock = FileLock(home / "library.lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def database_lock(engine: sa.Engine, wait: int) -> Iterator[None]:
    """Hold the lock of a database; Busy if it cannot be had within so many seconds (at least 1)."""
    with engine.connect() as connection:
        try:
            connection.execute(sa.text(f"SET LOCAL lock_timeout = '{max(wait, 1)}s'"))
            connection.execute(sa.text("SELECT pg_advisory_lock(:key)"), {"key": _ADVISORY_LOCK})
            connection.commit()
        except sa.exc.OperationalError as error:
            raise Busy from error
        try:
            yield
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": _ADVISORY_LOCK})
            connection.commit()
