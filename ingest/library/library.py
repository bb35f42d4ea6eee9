"""The library: documents, passages and their keyword index in SQL, their vectors in Chroma."""

import hashlib
import math
from bisect import insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest.documents import Block, GuidanceDocument, Passage
from ingest.embedding import EmbeddedPassage, Vectors
from ingest.errors import LibraryError
from ingest.library.queries import raise_revision
from ingest.library.records import (
    DOCUMENTS,
    LISTED,
    PASSAGES,
    READ,
    document_row,
    listed_document,
    passage_row,
    stored_blocks,
    stored_passage,
    unpacked_vectors,
    words_row,
)
from ingest.library.stores import Stores
from ingest.library.vectors import Index

_SQL_BATCH = 500
_MOST_MATCHED = 10_000
"""Passages whose keywords are scored for a question, about; 50,000 take a tenth of a second."""
_MARGIN = 1.5
"""Of nearest vectors looked at, over the share that is expected to be of wanted documents."""
_MOST_SKIPPED = 5000
"""Nearest vectors looked through for those of wanted documents, before Chroma is asked to do it (slowly)."""


@dataclass(frozen=True)
class _Held:
    """What is held at one revision.

    Attributes:
        revision: the library's.
        documents: by title and edition.
        counts: passages of each, by id.
        models: the fingerprint of the embedding model that its vectors are of, by id.
    """

    revision: int
    documents: tuple[GuidanceDocument, ...]
    counts: Mapping[str, int]
    models: Mapping[str, str]

    @cached_property
    def version(self) -> str:
        told = "".join(sorted(f"{document.id}{document.metadata}" for document in self.documents))
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def changed(
        self, revision: int, gone: Collection[str], come: GuidanceDocument, count: int, model: str
    ) -> "_Held":
        """What is held after a change that took documents out and put one in."""
        kept = [one for one in self.documents if one.id not in gone]
        counts = {one.id: self.counts[one.id] for one in kept} | {come.id: count}
        models = {one.id: self.models[one.id] for one in kept} | {come.id: model}
        insort(kept, come, key=_place)
        return _Held(revision, tuple(kept), counts, models)


def _place(document: GuidanceDocument) -> tuple[str, str]:
    """What documents are listed by."""
    return document.metadata.title.casefold(), document.metadata.edition


_NOTHING = _Held(-1, (), {}, {})


class Library:
    """A library of guidance, in a folder or on two servers; made when something is first added.

    Args:
        home: the folder.
        fingerprint: of the embedding model in use. A library takes no vectors of another than it was built
            with, and is not searched by another.
        database, chroma: addresses of a PostgreSQL database and a Chroma server; see ``Stores``.
    """

    def __init__(self, home: Path, fingerprint: str, database: str = "", chroma: str = "") -> None:
        self.home = home
        self.stores = Stores(home, fingerprint, database, chroma)
        self._last = _NOTHING

    # --- reading -------------------------------------------------------------------------------------

    def documents(self) -> list[GuidanceDocument]:
        """All documents, by title and edition."""
        return list(self._held.documents)

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
        return dict(self._held.counts)

    def size(self) -> int:
        """How many passages are held."""
        return sum(self._held.counts.values())

    @property
    def version(self) -> str:
        """12 hexadecimal digits that change whenever the documents held or their catalogue entries do."""
        return self._held.version

    @property
    def _held(self) -> _Held:
        """What is held, read again only after a change, whichever process made it."""
        if not self.stores.exists:
            return _NOTHING
        revision = self.stores.revision()
        if revision != self._last.revision:
            with self.stores.reading() as connection:
                rows = connection.execute(sa.select(*LISTED)).all()
            self._last = _Held(
                revision,
                tuple(sorted((listed_document(dict(row._mapping)) for row in rows), key=_place)),
                {row.id: row.passages for row in rows},
                {row.id: row.embedding for row in rows},
            )
        return self._last

    # --- searching -----------------------------------------------------------------------------------

    def nearest(self, vector: Vectors, count: int, without: Collection[str] = ()) -> dict[str, float]:
        """The passages nearest to a unit vector, nearest first, with their cosine similarity; none of the
        documents ``without``, which are named by id.

        There may be ids among them of an addition that is being made; ``passages`` and ``vectors`` know none
        of those.
        """
        if not self._held.documents:
            return {}
        with self.stores.index() as index:
            return self._nearest(index, vector, count, set(without))

    def _nearest(self, index: Index, vector: Vectors, count: int, without: set[str]) -> dict[str, float]:
        """More than wanted are looked at where some are left out, for Chroma filters by listing all that may
        stay: slow where that is most of a large library."""
        held, wanted = self.size(), sum(n for id_, n in self._held.counts.items() if id_ not in without)
        if not wanted:
            return {}
        looked_at = math.ceil(_MARGIN * count * held / wanted) if without else count
        while looked_at <= _MOST_SKIPPED or looked_at >= held:
            found = index.nearest(vector, min(looked_at, held))
            kept = {id_: similarity for id_, document, similarity in found if document not in without}
            if len(kept) >= count or looked_at >= held:
                return dict(list(kept.items())[:count])
            looked_at *= 4
        allowed = sorted(self._held.counts.keys() - without)
        where = {"document": {"$in": allowed} if len(allowed) < len(without) else {"$nin": sorted(without)}}
        return {id_: similarity for id_, _, similarity in index.nearest(vector, min(count, held), where)}

    def check_vectors(self) -> None:
        """See whether the vectors can be searched.

        Raises:
            LibraryError: they cannot.
        """
        if self._held.documents:
            with self.stores.index() as index:
                index.count()

    def matching(self, terms: Sequence[str], count: int, without: Collection[str] = ()) -> dict[str, float]:
        """The passages that best match any of some words by BM25 (or, in PostgreSQL, by what comes near it),
        best first, with their (positive) score; none of the documents ``without``, which are named by id."""
        if not self.stores.exists or not terms:
            return {}
        chosen = self._telling(terms)
        with self.stores.reading() as connection:
            return self.stores.keywords.matching(connection, chosen, count, without)

    def _telling(self, terms: Sequence[str]) -> list[str]:
        """Of a large library's words the rarest, until so many passages match: each match is scored, and a
        word that is nearly everywhere tells nothing apart."""
        if self.size() <= _MOST_MATCHED:
            return list(terms)
        held = self.frequencies(terms)
        rarest = sorted(dict.fromkeys(terms), key=lambda term: held.get(term, 0))
        matched = list(accumulate(held.get(term, 0) for term in rarest))
        return [
            term for term, so_far in zip(rarest, matched, strict=True) if so_far <= _MOST_MATCHED
        ] or rarest[:1]

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each (porter-stemmed) word occurs; words that occur in none are left out."""
        if not self.stores.exists:
            return {}
        with self.stores.reading() as connection:
            return self.stores.keywords.frequencies(connection, stems)

    def vectors(self, ids: Sequence[str]) -> dict[str, EmbeddedPassage]:
        """The unit vectors of some passages and their sentences, by passage id."""
        return self._vectors(PASSAGES.c.id.in_(ids))

    def vectors_of(self, document_id: str) -> dict[str, EmbeddedPassage]:
        """The same of all passages of one document."""
        return self._vectors(PASSAGES.c.document_id == document_id)

    def _vectors(self, where: sa.ColumnElement[bool]) -> dict[str, EmbeddedPassage]:
        query = sa.select(PASSAGES.c.id, PASSAGES.c.dimensions, PASSAGES.c.vectors).where(where)
        with self.stores.reading() as connection:
            rows = connection.execute(query).all()
        return {row.id: unpacked_vectors(row.vectors, row.dimensions) for row in rows}

    # --- changing ------------------------------------------------------------------------------------

    def add(
        self,
        document: GuidanceDocument,
        blocks: Sequence[Block],
        passages: Sequence[Passage],
        embedded: Sequence[EmbeddedPassage],
        replaces: Sequence[str] = (),
    ) -> None:
        """Put a document in, whole or not at all; if it is held already, in its own place.

        Args:
            document, blocks, passages, embedded: the document, its blocks, its passages and their vectors.
            replaces: ids of documents that it takes the place of, which go as it comes.

        Raises:
            LibraryError: it could not be stored; the library is as it was.
        """
        if document.id not in self.to_rebuild():
            self.check_model()
        stored = [one.rounded() for one in embedded]
        gone = dict.fromkeys([document.id, *replaces])
        problem = f"{document.name} could not be stored in {self.stores.place}"
        with self.stores.changing(list(gone), problem) as index:
            index.put(
                [passage.id for passage in passages],
                [document.id] * len(passages),
                [one.whole for one in stored],
            )
            index.suit_size()
            with self.stores.engine.begin() as connection:
                for replaced in gone:
                    self._delete(connection, replaced)
                self._insert(connection, document_row(document, blocks), passages, stored)
                revision = raise_revision(connection, "revision")
        if self._last.revision == revision - 1:  # else others have changed it too, and it is read again
            self._last = self._last.changed(revision, gone, document, len(passages), self.stores.fingerprint)

    def _insert(
        self,
        connection: sa.Connection,
        row: dict[str, Any],
        passages: Sequence[Passage],
        embedded: Sequence[EmbeddedPassage],
    ) -> None:
        counted = {"passages": len(passages), "embedding": self.stores.fingerprint}
        connection.execute(sa.insert(DOCUMENTS), {**row, **counted})
        first = (connection.execute(sa.select(sa.func.max(PASSAGES.c.key))).scalar() or 0) + 1
        rows = [
            {"key": key, **passage_row(passage, vectors)}
            for key, (passage, vectors) in enumerate(zip(passages, embedded, strict=True), start=first)
        ]
        for start in range(0, len(rows), _SQL_BATCH):
            part = rows[start : start + _SQL_BATCH]
            connection.execute(sa.insert(PASSAGES), part)
            self.stores.keywords.add(connection, [words_row(one) for one in part])

    def redescribe(self, document: GuidanceDocument) -> None:
        """Change the catalogue entry of a document that is held to what this one says; KeyError if it is not.

        What its passages are called depends on whether it is law and on its title: where those change, cut it
        anew and ``add`` it in its own place instead.
        """
        row = document_row(document, ())
        changed = {name: row[name] for name in ("metadata", "bases")}
        with self.stores.engine.begin() as connection:
            done = connection.execute(
                sa.update(DOCUMENTS).where(DOCUMENTS.c.id == document.id).values(**changed)
            )
            if not done.rowcount:
                raise KeyError(document.id)
            raise_revision(connection, "revision")

    def remove(self, document_id: str) -> None:
        """Take a document out with everything that belongs to it; KeyError if it is not held."""
        self._columns(document_id, DOCUMENTS.c.id)
        problem = f"{document_id} could not be removed from {self.stores.place}"
        with self.stores.changing([document_id], problem), self.stores.engine.begin() as connection:
            raise_revision(connection, "revision")
            self._delete(connection, document_id)

    def _delete(self, connection: sa.Connection, document_id: str) -> None:
        ours = sa.select(PASSAGES.c.key).where(PASSAGES.c.document_id == document_id)
        self.stores.keywords.remove(connection, list(connection.execute(ours).scalars()))
        connection.execute(sa.delete(DOCUMENTS).where(DOCUMENTS.c.id == document_id))

    # --- the embedding model -------------------------------------------------------------------------

    def check_model(self) -> None:
        """Raise LibraryError if any document was embedded with another model than the one in use, or in
        another way."""
        if others := set(self._held.models.values()) - {self.stores.fingerprint}:
            whole = len(self._held.documents)
            ours = whole - len(self.to_rebuild())
            raise LibraryError(
                f"The library in {self.stores.place} was embedded with {min(others)}, and this Safeguide "
                f"embeds with {self.stores.fingerprint} ({ours} of {whole} documents are). Embed everything "
                "again: safeguide library rebuild. Or, if you changed SAFEGUIDE_EMBEDDING_MODEL, set it back."
            )

    def to_rebuild(self) -> list[str]:
        """The ids of the documents that were embedded with another model than the one in use."""
        return [id_ for id_, model in self._held.models.items() if model != self.stores.fingerprint]

    # --- helpers -------------------------------------------------------------------------------------

    def _columns(self, document_id: str, *columns: sa.ColumnElement[Any]) -> tuple[Any, ...]:
        """Of one document; KeyError if it is not held."""
        if not self.stores.exists:
            raise KeyError(document_id)
        query = sa.select(*columns).where(DOCUMENTS.c.id == document_id)
        with self.stores.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise KeyError(document_id)
        return tuple(row)

    def _select(self, where: sa.ColumnElement[bool]) -> list[Passage]:
        if not self.stores.exists:
            return []
        with self.stores.reading() as connection:
            rows = connection.execute(sa.select(*READ).where(where).order_by(PASSAGES.c.key)).all()
        return [stored_passage(dict(row._mapping)) for row in rows]
