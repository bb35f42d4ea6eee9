"""Backing a library up and restoring it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest.errors import LibraryError
from ingest.library import schema
from ingest.library.backups import Advance, digests, read_manifest, restore_tables, write_backup
from ingest.library.errors import told
from ingest.library.library import Library
from ingest.library.queries import raise_revision
from ingest.library.records import DOCUMENTS, PENDING


def _silent(done: int, of: int) -> None:
    """Nobody asked."""


def backup(library: Library, file: Path, advance: Advance = _silent) -> dict[str, Any]:
    """Write a library to one file, and read it back to see that it is all there.

    Returns:
        The manifest of the backup.

    Raises:
        LibraryError: there is no library, or the file cannot be written.
    """
    if not library.stores.exists:
        raise LibraryError(f"There is no library in {library.stores.place} to back up.")
    with library.stores.exclusively() as engine:
        return write_backup(engine, file, advance)


def restore(
    library: Library, file: Path, *, replace: bool = False, advance: Advance = _silent
) -> Path | None:
    """Put what a backup holds in the place of what a library holds, all of it or nothing.

    Args:
        library: where to; a folder that is not there yet is made.
        file: what ``backup`` wrote.
        replace: whether a library that holds documents may be replaced; it is backed up first.
        advance: told how many rows are done.

    Returns:
        The backup of what was replaced, if anything was.

    Raises:
        LibraryError: the file is no whole backup, or the library holds documents and may not be replaced.
    """
    manifest = read_manifest(file)
    kept = _kept(library, replace)
    stores = library.stores
    with (
        told(f"{file} could not be restored to {stores.place}", "The library is as it was."),
        stores.exclusively() as engine,
    ):
        with engine.begin() as connection:
            before = connection.execute(sa.select(DOCUMENTS.c.id)).scalars().all()
            restore_tables(connection, file, manifest, advance)
            _check(connection, file, manifest)
            raise_revision(connection, "revision")
            after = connection.execute(sa.select(DOCUMENTS.c.id)).scalars().all()
            if changed := sorted({*before, *after}):
                connection.execute(sa.insert(PENDING), [{"document_id": id_} for id_ in changed])
        stores.fill_anew(engine)
        stores.settled(engine, changed)
    return kept


def _kept(library: Library, replace: bool) -> Path | None:
    held = len(library.documents())
    if not held:
        return None
    if not replace:
        raise LibraryError(
            f"The library in {library.stores.place} holds {held} document{'' if held == 1 else 's'}. To put "
            "the backup in their place, say --replace; they are backed up first."
        )
    folder = library.home / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"before-restore-{datetime.now():%Y-%m-%d-%H%M%S-%f}.safeguide"
    backup(library, kept)
    return kept


def _check(connection: sa.Connection, file: Path, manifest: dict[str, Any]) -> None:
    """Raise LibraryError if what was restored is not what was backed up; a backup of an older Safeguide has
    been changed on the way, so that only its rows can be counted."""
    restored = {name: list(told) for name, told in digests(connection).items()}
    backed_up = manifest["tables"]
    if manifest["revision"] != schema.HEAD:
        restored = {name: told[:1] for name, told in restored.items() if name != "settings"}
        backed_up = {name: told[:1] for name, told in backed_up.items() if name != "settings"}
    if restored != backed_up:
        raise LibraryError(f"What was read from {file} is not what was backed up. The library is as it was.")
