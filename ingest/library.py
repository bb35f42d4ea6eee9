"""The library: documents, passages and their keyword index in SQL, their vectors in Chroma.

SQL is the record. Vectors are written before the rows that refer to them and removed after, so a document
is in the library if and only if its SQL transaction has committed; vectors without a row are never read.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest.documents import Block, GuidanceDocument, Passage
from ingest.embedding import EmbeddedPassage, Vectors
from ingest.errors import LibraryError
from ingest.records import (
    DOCUMENTS,
    LISTED,
    PASSAGES,
    READ,
    SETTINGS,
    TABLES,
    document_row,
    listed_document,
    passage_row,
    stored_blocks,
    stored_passage,
    unpacked_vectors,
    words_row,
)

SCHEMA = "4"
"""Of the tables; raised when what they hold changes shape."""
_MIGRATIONS = {"3": ("ALTER TABLE documents ADD COLUMN bases JSON NOT NULL DEFAULT '[]'", "4")}
"""What makes a library of an earlier schema one of a later."""
_COLLECTION = "passages"
_CHROMA_BATCH = 1000
_SQL_BATCH = 500

_WORDS = """CREATE VIRTUAL TABLE IF NOT EXISTS passage_words
            USING fts5(headings, body, tokenize='porter unicode61 remove_diacritics 2')"""
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS passage_terms USING fts5vocab(passage_words, 'row')"
_INDEX_WORDS = "INSERT INTO passage_words(rowid, headings, body) VALUES (:key, :headings, :body)"
_HEADING_WEIGHT = 0.5
"""Of a keyword in the headings, against one in the body."""


class Library:
    """A library of guidance in one folder, made when something is first added.

    Args:
        home: the folder.
        fingerprint: of the embedding model in use. A library remembers the model it was built with and
            takes no vectors of another.
    """

    def __init__(self, home: Path, fingerprint: str) -> None:
        self.home = home
        self._fingerprint = fingerprint

    # --- reading -------------------------------------------------------------------------------------

    def documents(self) -> list[GuidanceDocument]:
        """All documents, by title and edition."""
        if not self._exists:
            return []
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(*LISTED)).all()
        found = [listed_document(dict(row._mapping)) for row in rows]
        return sorted(
            found, key=lambda document: (document.metadata.title.casefold(), document.metadata.edition)
        )

    def text(self, document_id: str) -> str:
        """The whole text of a document, to which passages' spans refer; KeyError if it is not held."""
        return str(self._columns(document_id, DOCUMENTS.c.text)[0])

    def blocks(self, document_id: str) -> list[Block]:
        """The blocks of a document as its reader made them; KeyError if it is not held."""
        text, packed = self._columns(document_id, DOCUMENTS.c.text, DOCUMENTS.c.blocks)
        return list(stored_blocks(text, packed))

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in the same order; those not held are left out."""
        held = {passage.id: passage for passage in self._select(PASSAGES.c.id.in_(ids))} if ids else {}
        return [held[id_] for id_ in ids if id_ in held]

    def passages_of(self, document_id: str) -> list[Passage]:
        """All passages of one document, in the order of its text."""
        return self._select(PASSAGES.c.document_id == document_id)

    def counts(self) -> dict[str, int]:
        """How many passages each document has, by document id."""
        if not self._exists:
            return {}
        query = sa.select(PASSAGES.c.document_id, sa.func.count()).group_by(PASSAGES.c.document_id)
        with self._engine.connect() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(query)}

    @property
    def version(self) -> str:
        """12 hexadecimal digits that change whenever the documents held or their catalogue entries do."""
        held = "".join(sorted(f"{document.id}{document.metadata}" for document in self.documents()))
        return hashlib.sha256(held.encode()).hexdigest()[:12]

    # --- searching -----------------------------------------------------------------------------------

    def nearest(self, vector: Vectors, count: int, without: Collection[str] = ()) -> dict[str, float]:
        """The passages nearest to a unit vector, nearest first, with their cosine similarity; none of the
        documents ``without``, which are named by id.

        There may be ids among them of an addition that was cut off; ``passages`` and ``vectors`` know none
        of those.
        """
        if not self._exists or not (held := self._vectors.count()):
            return {}
        found = self._vectors.query(
            query_embeddings=[vector],
            n_results=min(count, held),
            include=["distances"],
            where={"document": {"$nin": sorted(without)}} if without else None,
        )
        return {
            id_: 1.0 - distance for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        }

    def matching(self, terms: Sequence[str], count: int, without: Collection[str] = ()) -> dict[str, float]:
        """The passages that best match any of some words by BM25, best first, with their (positive) score;
        none of the documents ``without``, which are named by id."""
        if not self._exists or not terms:
            return {}
        match = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        query = sa.text(
            f"SELECT p.id, -bm25(passage_words, {_HEADING_WEIGHT}, 1.0) AS score FROM passage_words "  # noqa: S608
            "JOIN passages p ON p.key = passage_words.rowid WHERE passage_words MATCH :match "
            "AND p.document_id NOT IN :without ORDER BY score DESC, p.key LIMIT :count"
        ).bindparams(sa.bindparam("without", expanding=True))
        given = {"match": match, "count": count, "without": sorted(without)}
        with self._engine.connect() as connection:
            return {str(id_): float(score) for id_, score in connection.execute(query, given)}

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each (porter-stemmed) word occurs; words that occur in none are left out."""
        if not self._exists:
            return {}
        query = sa.text("SELECT term, doc FROM passage_terms WHERE term IN :stems").bindparams(
            sa.bindparam("stems", expanding=True)
        )
        with self._engine.connect() as connection:
            return {
                str(term): int(count) for term, count in connection.execute(query, {"stems": list(stems)})
            }

    def size(self) -> int:
        """How many passages are held."""
        return sum(self.counts().values())

    def vectors(self, ids: Sequence[str]) -> dict[str, EmbeddedPassage]:
        """The unit vectors of some passages and their sentences, by passage id."""
        query = sa.select(PASSAGES.c.id, PASSAGES.c.dimensions, PASSAGES.c.vectors).where(
            PASSAGES.c.id.in_(ids)
        )
        with self._engine.connect() as connection:
            return {
                row.id: unpacked_vectors(row.vectors, row.dimensions) for row in connection.execute(query)
            }

    # --- changing ------------------------------------------------------------------------------------

    def add(
        self,
        document: GuidanceDocument,
        blocks: Sequence[Block],
        passages: Sequence[Passage],
        embedded: Sequence[EmbeddedPassage],
        replaces: Sequence[str] = (),
    ) -> None:
        """Put a document in, whole or not at all.

        Args:
            document, blocks, passages, embedded: the document, its blocks, its passages and their vectors.
            replaces: ids of documents that it takes the place of, which go as it comes; its own id where it
                is held already and was cut anew.
        """
        self.check_model()
        try:
            self._add(document, blocks, passages, embedded, replaces)
        except sa.exc.DatabaseError as error:
            raise LibraryError(
                f"{document.name} could not be stored in {self.home} ({_cause(error)}); the library is as "
                "it was. Check that the disk is not full and that nothing else holds the library, then add "
                "it again."
            ) from error

    def _add(
        self,
        document: GuidanceDocument,
        blocks: Sequence[Block],
        passages: Sequence[Passage],
        embedded: Sequence[EmbeddedPassage],
        replaces: Sequence[str],
    ) -> None:
        ids = {passage.id for passage in passages}
        stale = list(self._vectors.get(where={"document": document.id}, include=[])["ids"])
        for start in range(0, len(passages), _CHROMA_BATCH):
            part = slice(start, start + _CHROMA_BATCH)
            self._vectors.upsert(
                ids=[passage.id for passage in passages[part]],
                embeddings=[one.whole for one in embedded[part]],
                metadatas=[{"document": document.id} for _ in passages[part]],
            )
        with self._engine.begin() as connection:
            for replaced in replaces:
                _delete(connection, replaced)
            connection.execute(sa.insert(DOCUMENTS), document_row(document, blocks))
            first = (connection.execute(sa.select(sa.func.max(PASSAGES.c.key))).scalar() or 0) + 1
            rows = [
                {"key": key, **passage_row(passage, vectors)}
                for key, (passage, vectors) in enumerate(zip(passages, embedded, strict=True), start=first)
            ]
            for start in range(0, len(rows), _SQL_BATCH):
                connection.execute(sa.insert(PASSAGES), rows[start : start + _SQL_BATCH])
            if rows:
                connection.execute(sa.text(_INDEX_WORDS), [words_row(row) for row in rows])
        self._drop_vectors(id_ for id_ in stale if id_ not in ids)  # of an attempt that was cut off, too
        for replaced in set(replaces) - {document.id}:
            self._drop_vectors_of(replaced)

    def redescribe(self, document: GuidanceDocument) -> None:
        """Change the catalogue entry of a document that is held to what this one says; KeyError if it is not.

        What its passages are called depends on whether it is law and on its title: where those change, cut it
        anew and ``add`` it in its own place instead.
        """
        row = document_row(document, ())
        changed = {name: row[name] for name in ("metadata", "bases")}
        with self._engine.begin() as connection:
            done = connection.execute(
                sa.update(DOCUMENTS).where(DOCUMENTS.c.id == document.id).values(**changed)
            )
            if not done.rowcount:
                raise KeyError(document.id)

    def remove(self, document_id: str) -> None:
        """Take a document out with everything that belongs to it; KeyError if it is not held."""
        with self._engine.begin() as connection:
            if not _delete(connection, document_id):
                raise KeyError(document_id)
        self._drop_vectors_of(document_id)

    # --- stores --------------------------------------------------------------------------------------

    @property
    def _exists(self) -> bool:
        return (self.home / "library.sqlite").exists()

    @cached_property
    def _engine(self) -> sa.Engine:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            engine = sa.create_engine(f"sqlite:///{self.home / 'library.sqlite'}")
            sa.event.listen(engine, "connect", _configure)
            with engine.begin() as connection:
                TABLES.create_all(connection)
                connection.execute(sa.text(_WORDS))
                connection.execute(sa.text(_VOCABULARY))
                schema = _migrated(connection, _remember(connection, "schema", SCHEMA))
        except (OSError, sa.exc.DatabaseError) as error:
            raise LibraryError(
                f"The library in {self.home} cannot be opened ({_cause(error)}). Check that the folder can "
                "be written and is not damaged, or set SAFEGUIDE_HOME to another."
            ) from error
        if schema != SCHEMA:
            raise LibraryError(
                f"The library in {self.home} was made by another version of Safeguide. Add the documents "
                "again to a library in another SAFEGUIDE_HOME."
            )
        return engine

    @cached_property
    def _vectors(self) -> Any:
        import chromadb
        from chromadb.errors import ChromaError

        settings = chromadb.Settings(anonymized_telemetry=False)
        try:
            client = chromadb.PersistentClient(path=str(self.home / "vectors"), settings=settings)
            return client.get_or_create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 300}},
            )
        except (ChromaError, OSError, ValueError) as error:
            raise LibraryError(
                f"The vectors in {self.home / 'vectors'} cannot be opened ({error}). Add the documents again "
                "to a library in another SAFEGUIDE_HOME."
            ) from error

    def check_model(self) -> None:
        """Raise LibraryError if the library was built with another embedding model than the one in use."""
        with self._engine.begin() as connection:
            built_with = _remember(connection, "embedding", self._fingerprint)
        if built_with != self._fingerprint:
            raise LibraryError(
                f"The library in {self.home} was built with the embedding model {built_with}, not with "
                f"{self._fingerprint}. Set SAFEGUIDE_EMBEDDING_MODEL back, or add the documents again to a "
                "library in another SAFEGUIDE_HOME."
            )

    def _drop_vectors_of(self, document_id: str) -> None:
        self._vectors.delete(where={"document": document_id})

    def _drop_vectors(self, ids: Iterable[str]) -> None:
        if dropped := list(ids):
            self._vectors.delete(ids=dropped)

    def _columns(self, document_id: str, *columns: sa.ColumnElement[Any]) -> tuple[Any, ...]:
        """Of one document; KeyError if it is not held."""
        query = sa.select(*columns).where(DOCUMENTS.c.id == document_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise KeyError(document_id)
        return tuple(row)

    def _select(self, where: sa.ColumnElement[bool]) -> list[Passage]:
        if not self._exists:
            return []
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(*READ).where(where).order_by(PASSAGES.c.key)).all()
        return [stored_passage(dict(row._mapping)) for row in rows]


def _cause(error: Exception) -> str:
    """What went wrong, without SQLAlchemy's own advice to programmers."""
    return str(getattr(error, "orig", None) or error)


def _configure(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _remember(connection: sa.Connection, name: str, value: str) -> str:
    """The library's own value of a setting, which is set to this one if it had none."""
    held = connection.execute(sa.select(SETTINGS.c.value).where(SETTINGS.c.name == name)).scalar()
    if held is None:
        connection.execute(sa.insert(SETTINGS), {"name": name, "value": value})
    return held or value


def _migrated(connection: sa.Connection, schema: str) -> str:
    """The schema of a library after it has been brought as far forward as is known."""
    while schema in _MIGRATIONS:
        statement, schema = _MIGRATIONS[schema]
        connection.execute(sa.text(statement))
        connection.execute(sa.update(SETTINGS).where(SETTINGS.c.name == "schema").values(value=schema))
    return schema


def _delete(connection: sa.Connection, document_id: str) -> bool:
    ours = sa.select(PASSAGES.c.key).where(PASSAGES.c.document_id == document_id)
    keys = [{"key": key} for key in connection.execute(ours).scalars()]
    if keys:
        connection.execute(sa.text("DELETE FROM passage_words WHERE rowid = :key"), keys)
    return connection.execute(sa.delete(DOCUMENTS).where(DOCUMENTS.c.id == document_id)).rowcount > 0
