"""What the stores ask of the library's tables to keep in step."""

from collections.abc import Sequence

import sqlalchemy as sa

from ingest.library.records import DOCUMENTS, PASSAGES, PENDING, SETTINGS, unpacked_vectors
from ingest.library.vectors import BATCH, Matrix


def raise_revision(connection: sa.Connection, name: str) -> int:
    """Say that something has changed: ``revision`` of documents and entries, ``vectors`` of Chroma's."""
    held = sa.select(SETTINGS.c.value).where(SETTINGS.c.name == name)
    raised = int(connection.execute(held).scalar_one()) + 1
    connection.execute(sa.update(SETTINGS).where(SETTINGS.c.name == name).values(value=str(raised)))
    return raised


def whole_vectors(engine: sa.Engine, ids: Sequence[str]) -> dict[str, Matrix]:
    """The vectors of whole passages that SQL has, by passage id."""
    query = sa.select(PASSAGES.c.id, PASSAGES.c.dimensions, PASSAGES.c.vectors).where(PASSAGES.c.id.in_(ids))
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return {row.id: unpacked_vectors(row.vectors, row.dimensions).whole for row in rows}


def setting(engine: sa.Engine, name: str) -> str:
    """What the library remembers by a name."""
    with engine.connect() as connection:
        query = sa.select(SETTINGS.c.value).where(SETTINGS.c.name == name)
        return str(connection.execute(query).scalar_one())


def number(engine: sa.Engine, name: str) -> int:
    """What the library remembers by a name, a number: ``revision`` or ``vectors``."""
    return int(setting(engine, name))


def pending(engine: sa.Engine) -> list[str]:
    """The documents that are being changed, or whose change was cut off."""
    with engine.connect() as connection:
        return list(connection.execute(sa.select(PENDING.c.document_id)).scalars())


def ids_and_documents(engine: sa.Engine, fingerprint: str, document_id: str = "") -> dict[str, str]:
    """Passages with vectors of a model, of one document or of all, each with its document."""
    query = (
        sa.select(PASSAGES.c.id, PASSAGES.c.document_id)
        .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
        .where(DOCUMENTS.c.embedding == fingerprint)
    )
    if document_id:
        query = query.where(DOCUMENTS.c.id == document_id)
    with engine.connect() as connection:
        return {row.id: row.document_id for row in connection.execute(query)}


def ids_of(engine: sa.Engine, document_id: str, fingerprint: str) -> list[str]:
    """The passages of one document that have vectors of a model."""
    return list(ids_and_documents(engine, fingerprint, document_id))


def vectors_of(engine: sa.Engine, document_id: str, fingerprint: str) -> dict[str, Matrix]:
    """The vectors of the passages of one document, if they are of a model."""
    found: dict[str, Matrix] = {}
    ids = ids_of(engine, document_id, fingerprint)
    for start in range(0, len(ids), BATCH):
        found |= whole_vectors(engine, ids[start : start + BATCH])
    return found
