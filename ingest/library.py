"""The library: documents, passages and their keyword index in SQL, their vectors in Chroma.

SQL is the record. Vectors are written before the rows that refer to them and removed after, so a document
is in the library if and only if its SQL transaction has committed; vectors without a row are never read.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from ingest.documents import GuidanceDocument, Metadata, Passage, Role, Sentence
from ingest.embedding import EmbeddedPassage, Vectors
from ingest.errors import LibraryError

SCHEMA = "2"
"""Of the tables; raised when what they hold changes shape."""
_COLLECTION = "passages"
_CHROMA_BATCH = 1000
_SQL_BATCH = 500

_tables = sa.MetaData()
_settings = sa.Table(
    "settings", _tables, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String)
)
_documents = sa.Table(
    "documents",
    _tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("pages", sa.Integer),
    sa.Column("metadata", sa.JSON, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
_passages = sa.Table(
    "passages",
    _tables,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("heading_path", sa.JSON, nullable=False),
    sa.Column("numbers", sa.JSON, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("end_page", sa.Integer),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("body", sa.Integer, nullable=False),
    sa.Column("lead_in", sa.Text, nullable=False),
    sa.Column("strength", sa.String, nullable=False),
    sa.Column("sentences", sa.JSON, nullable=False),
    sa.Column("dimensions", sa.Integer, nullable=False),
    sa.Column("vectors", sa.LargeBinary, nullable=False),
)
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
        columns = [column for column in _documents.c if column.name != "text"]
        with self._engine.connect() as connection:
            found = [_document(dict(row._mapping)) for row in connection.execute(sa.select(*columns))]
        return sorted(
            found, key=lambda document: (document.metadata.title.casefold(), document.metadata.edition)
        )

    def text(self, document_id: str) -> str:
        """The whole text of a document, to which passages' spans refer; KeyError if it is not held."""
        with self._engine.connect() as connection:
            query = sa.select(_documents.c.text).where(_documents.c.id == document_id)
            text = connection.execute(query).scalar_one_or_none()
        if text is None:
            raise KeyError(document_id)
        return str(text)

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in the same order; those not held are left out."""
        held = {passage.id: passage for passage in self._select(_passages.c.id.in_(ids))} if ids else {}
        return [held[id_] for id_ in ids if id_ in held]

    def passages_of(self, document_id: str) -> list[Passage]:
        """All passages of one document, in the order of its text."""
        return self._select(_passages.c.document_id == document_id)

    def counts(self) -> dict[str, int]:
        """How many passages each document has, by document id."""
        if not self._exists:
            return {}
        query = sa.select(_passages.c.document_id, sa.func.count()).group_by(_passages.c.document_id)
        with self._engine.connect() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(query)}

    @property
    def version(self) -> str:
        """12 hexadecimal digits that change whenever the documents held do."""
        held = "".join(sorted(document.id for document in self.documents()))
        return hashlib.sha256(held.encode()).hexdigest()[:12]

    # --- searching -----------------------------------------------------------------------------------

    def nearest(self, vector: Vectors, count: int) -> dict[str, float]:
        """The passages nearest to a unit vector, nearest first, with their cosine similarity.

        There may be ids among them of an addition that was cut off; ``passages`` and ``vectors`` know none
        of those.
        """
        if not self._exists or not (held := self._vectors.count()):
            return {}
        found = self._vectors.query(
            query_embeddings=[vector], n_results=min(count, held), include=["distances"]
        )
        return {
            id_: 1.0 - distance for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        }

    def matching(self, terms: Sequence[str], count: int) -> dict[str, float]:
        """The passages that best match any of some words by BM25, best first, with their (positive) score."""
        if not self._exists or not terms:
            return {}
        match = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        query = sa.text(
            f"SELECT p.id, -bm25(passage_words, {_HEADING_WEIGHT}, 1.0) AS score FROM passage_words "  # noqa: S608
            "JOIN passages p ON p.key = passage_words.rowid WHERE passage_words MATCH :match "
            "ORDER BY score DESC, p.key LIMIT :count"
        )
        with self._engine.connect() as connection:
            return {
                str(id_): float(score)
                for id_, score in connection.execute(query, {"match": match, "count": count})
            }

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
        query = sa.select(_passages.c.id, _passages.c.dimensions, _passages.c.vectors).where(
            _passages.c.id.in_(ids)
        )
        with self._engine.connect() as connection:
            return {row.id: _unpacked(row.vectors, row.dimensions) for row in connection.execute(query)}

    # --- changing ------------------------------------------------------------------------------------

    def add(
        self,
        document: GuidanceDocument,
        text: str,
        passages: Sequence[Passage],
        embedded: Sequence[EmbeddedPassage],
        replaces: Sequence[str] = (),
    ) -> None:
        """Put a document in, whole or not at all.

        Args:
            document, text, passages, embedded: the document, its text, its passages and their vectors.
            replaces: ids of documents that it takes the place of; they go as it comes.
        """
        self.check_model()
        try:
            self._add(document, text, passages, embedded, replaces)
        except sa.exc.DatabaseError as error:
            raise LibraryError(
                f"{document.name} could not be stored in {self.home} ({_cause(error)}); the library is as "
                "it was. Check that the disk is not full and that nothing else holds the library, then add "
                "it again."
            ) from error

    def _add(
        self,
        document: GuidanceDocument,
        text: str,
        passages: Sequence[Passage],
        embedded: Sequence[EmbeddedPassage],
        replaces: Sequence[str],
    ) -> None:
        self._drop_vectors(document.id)  # those of an attempt that was cut off
        for start in range(0, len(passages), _CHROMA_BATCH):
            part = slice(start, start + _CHROMA_BATCH)
            self._vectors.add(
                ids=[passage.id for passage in passages[part]],
                embeddings=[one.whole for one in embedded[part]],
                metadatas=[{"document": document.id} for _ in passages[part]],
            )
        with self._engine.begin() as connection:
            for replaced in replaces:
                _delete(connection, replaced)
            connection.execute(sa.insert(_documents), _document_row(document, text))
            first = (connection.execute(sa.select(sa.func.max(_passages.c.key))).scalar() or 0) + 1
            rows = [
                {"key": key, **_passage_row(passage, vectors)}
                for key, (passage, vectors) in enumerate(zip(passages, embedded, strict=True), start=first)
            ]
            for start in range(0, len(rows), _SQL_BATCH):
                connection.execute(sa.insert(_passages), rows[start : start + _SQL_BATCH])
            words = sa.text(
                "INSERT INTO passage_words(rowid, headings, body) VALUES (:key, :headings, :body)"
            )
            if rows:
                connection.execute(words, [_words(row) for row in rows])
        for replaced in replaces:
            self._drop_vectors(replaced)

    def remove(self, document_id: str) -> None:
        """Take a document out with everything that belongs to it; KeyError if it is not held."""
        with self._engine.begin() as connection:
            if not _delete(connection, document_id):
                raise KeyError(document_id)
        self._drop_vectors(document_id)

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
                _tables.create_all(connection)
                connection.execute(sa.text(_WORDS))
                connection.execute(sa.text(_VOCABULARY))
                schema = _remember(connection, "schema", SCHEMA)
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

    def _drop_vectors(self, document_id: str) -> None:
        self._vectors.delete(where={"document": document_id})

    def _select(self, where: sa.ColumnElement[bool]) -> list[Passage]:
        if not self._exists:
            return []
        columns = [column for column in _passages.c if column.name not in ("key", "dimensions", "vectors")]
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(*columns).where(where).order_by(_passages.c.key)).all()
        return [_passage(dict(row._mapping)) for row in rows]


def _cause(error: Exception) -> str:
    """What went wrong, without SQLAlchemy's own advice to programmers."""
    return str(getattr(error, "orig", None) or error)


def _configure(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _remember(connection: sa.Connection, name: str, value: str) -> str:
    """The library's own value of a setting, which is set to this one if it had none."""
    held = connection.execute(sa.select(_settings.c.value).where(_settings.c.name == name)).scalar()
    if held is None:
        connection.execute(sa.insert(_settings), {"name": name, "value": value})
    return held or value


def _delete(connection: sa.Connection, document_id: str) -> bool:
    ours = sa.select(_passages.c.key).where(_passages.c.document_id == document_id)
    keys = [{"key": key} for key in connection.execute(ours).scalars()]
    if keys:
        connection.execute(sa.text("DELETE FROM passage_words WHERE rowid = :key"), keys)
    return connection.execute(sa.delete(_documents).where(_documents.c.id == document_id)).rowcount > 0


def _document_row(document: GuidanceDocument, text: str) -> dict[str, Any]:
    return {**asdict(document), "text": text}


def _document(row: Mapping[str, Any]) -> GuidanceDocument:
    return GuidanceDocument(**{**row, "metadata": Metadata(**row["metadata"])})


def _passage_row(passage: Passage, embedded: EmbeddedPassage) -> dict[str, Any]:
    return {
        **asdict(passage),
        "sentences": [[one.start, one.end, one.role.value, one.level] for one in passage.sentences],
        "dimensions": len(embedded.whole),
        "vectors": np.vstack([embedded.whole, embedded.sentences]).astype(np.float16).tobytes(),
    }


def _passage(row: Mapping[str, Any]) -> Passage:
    sentences = tuple(Sentence(a, b, Role(role), level) for a, b, role, level in row["sentences"])
    lists = {name: tuple(row[name]) for name in ("heading_path", "numbers")}
    return Passage(**{**row, **lists, "sentences": sentences})


def _words(row: Mapping[str, Any]) -> dict[str, Any]:
    headings = " ".join((*row["heading_path"], row["lead_in"]))
    return {"key": row["key"], "headings": headings, "body": row["text"][row["body"] :]}


def _unpacked(packed: bytes, dimensions: int) -> EmbeddedPassage:
    rows = np.frombuffer(packed, dtype=np.float16).astype(np.float32).reshape(-1, dimensions)
    return EmbeddedPassage(rows[0], rows[1:])
