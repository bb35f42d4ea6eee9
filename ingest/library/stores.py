"""A library's two stores kept in step: SQL, the record, and Chroma, an index of its vectors.

A change is first noted as pending, then made: vectors are written, the SQL transaction commits, vectors that
nothing refers to any more are removed, and the note goes. Wherever that is cut off, the document is there
whole or not at all, because SQL decides; and whoever opens the library next finds the note and brings Chroma
into step from what SQL holds. One lock, of the folder or of the database, lets one process write at a time.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest.errors import LibraryError, VectorsUnreachable
from ingest.library import schema, vectors
from ingest.library.backups import back_up_before
from ingest.library.errors import cause, from_chroma, place, told
from ingest.library.keywords import Keywords, keywords_of
from ingest.library.locks import Busy, database_lock, folder_lock
from ingest.library.queries import (
    ids_and_documents,
    number,
    pending,
    raise_revision,
    setting,
    whole_vectors,
)
from ingest.library.records import DOCUMENTS, PASSAGES, PENDING
from ingest.library.vectors import BATCH, Folder, Index, Server

WAIT = 120
"""Seconds to wait for another process to finish writing; a document takes a few."""
_PROBED = 50
"""Documents whose first passage is looked for, to see whether Chroma's index is whole."""
_VERIFY = "Run `safeguide library verify`, which fills them again from the library's record."

_logger = logging.getLogger(__name__)


class Stores:
    """The SQL and the Chroma side of one library; nothing is opened before it is needed.

    Args:
        home: the folder that holds everything, or what is not on servers.
        fingerprint: of the embedding model in use.
        database: an SQLAlchemy address of a PostgreSQL database, or "" for a file in ``home``.
        chroma: a Chroma server's address, or "" for a folder in ``home``; both are given or neither.
    """

    def __init__(self, home: Path, fingerprint: str, database: str = "", chroma: str = "") -> None:
        if bool(database) != bool(chroma):
            raise LibraryError(
                "A library is in a folder or on two servers: set SAFEGUIDE_DATABASE and SAFEGUIDE_CHROMA, or "
                "neither."
            )
        self.home = home
        self.fingerprint = fingerprint
        self._database = database
        self._chroma: Folder | Server = Server(chroma) if chroma else Folder(home / "vectors")
        self.place = place(home, database)

    @property
    def exists(self) -> bool:
        """Whether there may be anything in it; a folder is made when something is first added."""
        return bool(self._database) or (self.home / "library.sqlite").exists()

    # --- SQL -----------------------------------------------------------------------------------------

    @cached_property
    def engine(self) -> sa.Engine:
        """The database, made or brought forward, and what an addition that was cut off left set right."""
        with told(
            f"The library in {self.place} cannot be opened",
            "Check that it can be written to and is not damaged (`safeguide library verify`), restore a "
            "backup, or set SAFEGUIDE_HOME to another folder.",
        ):
            if not self._database:
                self.home.mkdir(parents=True, exist_ok=True)
            engine = schema.connected(self._url)
            if schema.revision(engine) != schema.HEAD:
                with self._locked(engine):
                    schema.bring_forward(engine, lambda held: back_up_before(engine, self.home, held))
            if pending(engine):
                self._recover(engine)
        return engine

    @property
    def _url(self) -> sa.URL:
        if self._database:
            return sa.make_url(self._database)
        return sa.URL.create("sqlite", database=str(self.home / "library.sqlite"))

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the library at one moment; what goes wrong is a LibraryError."""
        with (
            told(f"The library in {self.place} cannot be read", "Run `safeguide library verify`."),
            self.engine.connect() as connection,
        ):
            yield connection

    @cached_property
    def keywords(self) -> Keywords:
        """The keyword index of the database."""
        return keywords_of(self.engine)

    def revision(self) -> int:
        """A number that is another after every change to documents or entries."""
        with told(f"The library in {self.place} cannot be read", "Run `safeguide library verify`."):
            return number(self.engine, "revision")

    # --- Chroma --------------------------------------------------------------------------------------

    @contextmanager
    def index(self) -> Iterator[Index]:
        """The vectors for reading, as they are after the last change of any process.

        Raises:
            VectorsUnreachable: their server does not answer.
            LibraryError: they cannot be read.
        """
        engine = self.engine
        kind = VectorsUnreachable if isinstance(self._chroma, Server) else LibraryError
        with (
            self._one_thread,
            told(f"The vectors of {self.place} cannot be read", _VERIFY, kind),
            self._chroma.heeding(),
        ):
            current = self._chroma.is_current(number(engine, "vectors"))
            with nullcontext() if current else self.exclusively():
                index = self.index_now(engine)
            yield index

    def index_now(self, engine: sa.Engine) -> Index:
        """Chroma as it is now, and filled from SQL if it has not as many vectors as there are passages.

        Call it with the lock, unless this process is up to date.
        """
        current = self._chroma.is_current(number(engine, "vectors"))
        index = self._opened(engine, there=current and isinstance(self._chroma, Server))
        if not current and index.count() != self._passages(engine):
            self._fill(engine, index)
        return index

    def _opened(self, engine: sa.Engine, *, there: bool = False) -> Index:
        client = self._chroma.client(number(engine, "vectors"))
        return Index(client, setting(engine, "library"), self.fingerprint, there=there)

    @property
    def _one_thread(self) -> AbstractContextManager[Any]:
        return vectors.LOCK if isinstance(self._chroma, Folder) else nullcontext()

    def _passages(self, engine: sa.Engine) -> int:
        query = sa.select(sa.func.sum(DOCUMENTS.c.passages)).where(DOCUMENTS.c.embedding == self.fingerprint)
        with engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)

    # --- changing ------------------------------------------------------------------------------------

    @contextmanager
    def changing(self, document_ids: Sequence[str], problem: str) -> Iterator[Index]:
        """Change documents: inside, write vectors first and then commit SQL, once.

        Args:
            document_ids: all that are put in, replaced or removed.
            problem: what could not be done, for the error if it fails.

        Raises:
            LibraryError: it could not be done; the library is as it was.
        """
        advice = (
            "The library is as it was. Check that the disk is not full and that the library can be written "
            "to, then do it again."
        )
        with told(problem, advice), self.exclusively() as engine:
            index = self.index_now(engine)
            with engine.begin() as connection:
                connection.execute(sa.insert(PENDING), [{"document_id": id_} for id_ in document_ids])
            try:
                yield index
                self._agree(engine, index, document_ids)
            except BaseException:
                self._undo(engine, index, document_ids)
                raise

    @contextmanager
    def exclusively(self) -> Iterator[sa.Engine]:
        """The database with the lock, after what was cut off has been set right."""
        engine = self.engine
        with self._one_thread, self._locked(engine):
            if pending(engine):
                self._set_right(engine)
            yield engine

    def _agree(self, engine: sa.Engine, index: Index, ids: Sequence[str], refill: bool = False) -> None:
        """Make Chroma's vectors of some documents those that SQL has, and the change be seen."""
        for document_id in ids:
            wanted = ids_and_documents(engine, self.fingerprint, document_id)
            index.drop(set(index.ids_of(document_id)) - wanted.keys())
            if refill:
                _put_from_record(engine, index, wanted)
        self.settled(engine, ids)

    def settled(self, engine: sa.Engine, ids: Sequence[str]) -> None:
        """Say that the stores agree on some documents, and that there may be new vectors."""
        with engine.begin() as connection:
            connection.execute(sa.delete(PENDING).where(PENDING.c.document_id.in_(ids)))
            raised = raise_revision(connection, "vectors")
        self._chroma.now_at(raised)

    def _undo(self, engine: sa.Engine, index: Index, ids: Sequence[str]) -> None:
        """After a failure; if the stores fail again here, whoever opens the library next sets it right."""
        try:
            self._agree(engine, index, ids, refill=True)
        except BaseException as error:
            if not (isinstance(error, Exception) or from_chroma(error)):
                raise
            self._chroma.close()
            _logger.warning("%s is set right when it is next opened (%s)", self.place, cause(error))

    def _recover(self, engine: sa.Engine) -> None:
        """Set right what was cut off, unless the process that does it is still at work. Where the vectors'
        server is away, that is done once it is back, and the record can be read meanwhile."""
        try:
            with self._one_thread, self._locked(engine, wait=0):
                self._set_right(engine)
        except Busy:
            return
        except Exception as error:
            if isinstance(self._chroma, Folder) or not from_chroma(error):
                raise
            self._chroma.close()
            _logger.warning("%s is set right when its vectors are back (%s)", self.place, cause(error))

    def _set_right(self, engine: sa.Engine) -> None:
        """Bring Chroma into step on what is pending, or fill it anew if it was cut off while it wrote."""
        self._chroma.close()
        ids = pending(engine)
        try:
            index = self.index_now(engine)
            self._agree(engine, index, ids, refill=True)
            whole = self.finds_its_own(engine, index)
        except BaseException as error:
            if not from_chroma(error):
                raise
            whole = False
        if not whole:
            self.fill_anew(engine)
            self.settled(engine, ids)

    def fill_anew(self, engine: sa.Engine) -> None:
        """Throw Chroma's vectors away and fill it from SQL."""
        self._chroma.remove()
        index = self._opened(engine)
        index.clear()
        self._fill(engine, index)

    def _fill(self, engine: sa.Engine, index: Index) -> None:
        """Make Chroma's vectors those that SQL has."""
        wanted = ids_and_documents(engine, self.fingerprint)
        held = {id_ for batch in index.ids() for id_ in batch}
        index.drop(held - wanted.keys())
        _put_from_record(engine, index, {id_: of for id_, of in wanted.items() if id_ not in held})
        index.forget_other_models()
        index.suit_size()

    def finds_its_own(self, engine: sa.Engine, index: Index) -> bool:
        """Whether passages of some documents are found by their own vectors."""
        query = (
            sa.select(sa.func.min(PASSAGES.c.id))
            .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
            .where(DOCUMENTS.c.embedding == self.fingerprint)
            .group_by(PASSAGES.c.document_id)
            .limit(_PROBED)
        )
        with engine.connect() as connection:
            ids = list(connection.execute(query).scalars())
        return all(
            any(similarity > 0.999 for _, _, similarity in index.nearest(vector, 1))
            for vector in whole_vectors(engine, ids).values()
        )

    # --- the lock ------------------------------------------------------------------------------------

    @contextmanager
    def _locked(self, engine: sa.Engine, wait: int = WAIT) -> Iterator[None]:
        """One process at a time; ``Busy`` after so many seconds."""
        with database_lock(engine, wait) if self._database else folder_lock(self.home, wait):
            yield


def _put_from_record(engine: sa.Engine, index: Index, passages: Mapping[str, str]) -> None:
    """Write the vectors that SQL has of some passages, each given with its document."""
    ids = list(passages)
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        found = whole_vectors(engine, part)
        index.put(part, [passages[id_] for id_ in part], [found[id_] for id_ in part])
