"""A library in one file: an SQLite copy of its tables, whatever database they are in, checked when written.

Keyword index and Chroma are not in it: both are made from the tables when it is restored. Vectors are, so
that restoring embeds nothing. A backup keeps the revision of its tables, and one of an older Safeguide is
brought forward after it is restored.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest.errors import LibraryError
from ingest.library import schema
from ingest.library.errors import told
from ingest.library.keywords import keywords_of
from ingest.library.records import words_row

_TABLES = ("settings", "documents", "passages")
"""Those that are copied, in the order in which they are filled."""
_BATCH = 500
_OWN = ("library", "revision", "vectors")
"""Settings that belong to the place and not to what is held there."""
_MANIFEST = sa.Table(
    "backup", sa.MetaData(), sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String)
)

Advance = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


def write_backup(engine: sa.Engine, file: Path, advance: Advance = lambda done, of: None) -> dict[str, Any]:
    """Copy a library's tables to a file, which is there whole or not at all; call it with the library's lock.

    Returns:
        The manifest: revision, when it was made, rows and a digest of each table.

    Raises:
        LibraryError: the file exists, cannot be written, or does not read back as it was written.
    """
    if file.exists():
        raise LibraryError(f"{file} exists already. Give the backup another name, or move that file away.")
    part = file.with_name(f".{file.name}.part")
    advice = "Choose a folder that can be written to and has room, then back up again."
    with told(f"The backup {file} could not be written", advice):
        part.unlink(missing_ok=True)
        try:
            manifest = _written(engine, part, advance)
            if _digests_of_file(part) != manifest["tables"]:
                raise OSError("what was written does not read back")
            os.replace(part, file)
        finally:
            part.unlink(missing_ok=True)
    return manifest


def read_manifest(file: Path) -> dict[str, Any]:
    """What a backup says of itself, after every row has been checked against it.

    Raises:
        LibraryError: it is no backup, is damaged, or is of a newer Safeguide.
    """
    if not file.is_file():
        raise LibraryError(f"{file} is not there. Name a file that `safeguide library backup` wrote.")
    advice = "Use another backup."
    with told(f"{file} is not a backup of a library", advice), _opened(file) as copy, copy.connect() as rows:
        if not sa.inspect(rows).has_table("backup"):
            raise LibraryError(f"{file} is not a backup of a library. {advice}")
        manifest = {name: json.loads(value) for name, value in rows.execute(sa.select(_MANIFEST))}
    if manifest["revision"] > schema.HEAD:
        raise LibraryError(f"{file} was made by a newer version of Safeguide. Update Safeguide first.")
    with told(f"{file} is damaged", advice):
        if _digests_of_file(file) != manifest["tables"]:
            raise LibraryError(f"{file} is damaged: its contents are not those that were written. {advice}")
    return manifest


def restore_tables(
    connection: sa.Connection, file: Path, manifest: dict[str, Any], advance: Advance = lambda done, of: None
) -> None:
    """Put a backup's rows in the place of a library's, in the connection's transaction."""
    total, done = sum(rows for rows, _ in manifest["tables"].values()), 0
    own = dict(_own_settings(connection))
    schema.drop(connection)
    schema.migrate(connection, "", manifest["revision"])
    target = _reflected(connection)
    with _opened(file) as copy, copy.connect() as source:
        for name, table in _reflected(source).items():
            connection.execute(sa.delete(target[name]))
            for rows in _batches(source, table):
                connection.execute(sa.insert(target[name]), rows)
                done += len(rows)
                advance(done, total)
    schema.migrate(connection, manifest["revision"])
    settings = _reflected(connection)["settings"]
    for name, value in own.items():
        connection.execute(sa.update(settings).where(settings.c.name == name).values(value=value))
    _index_words(connection)


def digests(connection: sa.Connection) -> dict[str, tuple[int, str]]:
    """Of each table: how many rows it has, and the sum of their SHA-256 digests, which does not depend on the
    order that a database has them in; the settings that belong to the place left out."""
    found = {}
    for name, table in _reflected(connection).items():
        total, count = 0, 0
        for rows in _batches(connection, table):
            for row in rows:
                if name != "settings" or row["name"] not in _OWN:
                    told = json.dumps(row, sort_keys=True, default=_hexadecimal).encode()
                    total += int.from_bytes(hashlib.sha256(told).digest())
                    count += 1
        found[name] = (count, f"{total % 2**256:064x}")
    return found


def back_up_before(engine: sa.Engine, home: Path, held: str) -> None:
    """Write a backup into ``home`` before a library of an older revision is migrated."""
    made = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    folder = home / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    write_backup(engine, folder / f"before-migration-from-{held}-{made}.safeguide")


def _written(engine: sa.Engine, part: Path, advance: Advance) -> dict[str, Any]:
    with _opened(part) as copy, engine.connect() as source, copy.begin() as target:
        tables = _reflected(source)
        total = sum(_count(source, table) for table in tables.values())
        done = 0
        for table in tables.values():
            bare = _without_constraints(table)
            bare.create(target)
            for rows in _batches(source, table):
                target.execute(sa.insert(bare), rows)
                done += len(rows)
                advance(done, total)
        manifest = {
            "revision": schema.revision(engine),
            "made": datetime.now().astimezone().isoformat(timespec="seconds"),
            "tables": {name: list(told) for name, told in digests(source).items()},
        }
        _MANIFEST.create(target)
        target.execute(
            sa.insert(_MANIFEST), [{"name": name, "value": json.dumps(v)} for name, v in manifest.items()]
        )
    return manifest


def _digests_of_file(file: Path) -> dict[str, list[Any]]:
    with _opened(file) as copy, copy.connect() as rows:
        return {name: list(told) for name, told in digests(rows).items()}


@contextmanager
def _opened(file: Path) -> Iterator[sa.Engine]:
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(file)))
    try:
        yield engine
    finally:
        engine.dispose()


def _reflected(connection: sa.Connection) -> dict[str, sa.Table]:
    """The tables as they are, whatever revision they have, in types that every database knows."""
    metadata = sa.MetaData()

    @sa.event.listens_for(metadata, "column_reflect")
    def generic(_inspector: object, _table: object, column: Any) -> None:
        column["type"] = column["type"].as_generic(allow_nulltype=True)

    metadata.reflect(connection, only=_TABLES)
    return {name: metadata.tables[name] for name in _TABLES}


def _without_constraints(table: sa.Table) -> sa.Table:
    """A table of the same columns alone: what holds among them is the library's business."""
    columns = [sa.Column(one.name, one.type, primary_key=one.primary_key) for one in table.columns]
    return sa.Table(table.name, sa.MetaData(), *columns)


def _batches(connection: sa.Connection, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    (key,) = table.primary_key.columns
    last = None
    while True:
        query = sa.select(table).order_by(key).limit(_BATCH)
        if last is not None:
            query = query.where(key > last)
        rows = [dict(row._mapping) for row in connection.execute(query)]
        if not rows:
            return
        yield rows
        last = rows[-1][key.name]


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def _hexadecimal(value: object) -> str:
    return bytes(value).hex()  # type: ignore[call-overload, no-any-return]


def _own_settings(connection: sa.Connection) -> Sequence[Any]:
    settings = _reflected(connection)["settings"]
    query = sa.select(settings.c.name, settings.c.value).where(settings.c.name.in_(_OWN))
    return connection.execute(query).all()


def _index_words(connection: sa.Connection) -> None:
    passages = _reflected(connection)["passages"]
    keywords = keywords_of(connection.engine)
    for rows in _batches(connection, passages):
        keywords.add(connection, [words_row(row) for row in rows])
