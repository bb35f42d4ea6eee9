"""Whether a library is whole: database, documents, keyword index, vectors, and the files they came from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from ingest import originals
from ingest.documents import GuidanceDocument
from ingest.errors import UnreadableDocument
from ingest.library.errors import cause, from_chroma
from ingest.library.library import Library
from ingest.library.queries import ids_and_documents, whole_vectors
from ingest.library.records import PASSAGES, words_row
from ingest.library.vectors import BATCH, Index
from ingest.reading import digest_of

Say = Callable[[str], None]
"""Told what is being checked."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was not as it should be.

    Attributes:
        problem: what, as a sentence.
        repaired: whether it is right now.
        advice: what to do if it is not, as a sentence.
    """

    problem: str
    repaired: bool = False
    advice: str = ""


def verify(library: Library, repair: bool = True, say: Say = lambda what: None) -> Iterator[Finding]:
    """Check a library, and unless told otherwise repair what can be made from its own record.

    Nobody else can write to it meanwhile. The files that documents were added from are compared too; that one
    has changed or gone is worth knowing, and is not an error.

    Raises:
        LibraryError: the library cannot be opened at all.
    """
    if not library.stores.exists:
        return
    with library.stores.exclusively() as engine:
        say("the database")
        if damage := _damage(engine):
            advice = "Restore a backup: safeguide library restore FILE --replace"
            yield Finding(f"The database is damaged ({damage}).", advice=advice)
            return
        say("documents")
        yield from _documents(engine, library)
        say("keywords")
        yield from _keywords(engine, library, repair)
        say("vectors")
        yield from _vectors(engine, library, repair)
    say("files")
    yield from _models(library)
    yield from _files(library.documents())
    yield from _originals(library, repair)


def _damage(engine: sa.Engine) -> str:
    """What is wrong with the database's own file; servers look after theirs."""
    if engine.dialect.name != "sqlite":
        return ""
    try:
        with engine.connect() as connection:
            told = [str(row[0]) for row in connection.execute(sa.text("PRAGMA integrity_check(3)"))]
            strays = connection.execute(sa.text("PRAGMA foreign_key_check")).first()
    except sa.exc.DatabaseError as error:
        return cause(error)
    if told != ["ok"]:
        return "; ".join(told)
    return "there are passages of documents that are not held" if strays else ""


def _documents(engine: sa.Engine, library: Library) -> Iterator[Finding]:
    """Every document has all its passages, and each stands in its text where it says."""
    for document in library.documents():
        text = library.text(document.id)
        passages = library.passages_of(document.id)
        whole = len(passages) == library.counts()[document.id]
        if not whole or any(text[one.start : one.end] != one.text for one in passages):
            yield Finding(
                f"{document.name} ({document.id}) is not whole.",
                advice=f"Remove it and add it again: safeguide library remove {document.id}",
            )


def _keywords(engine: sa.Engine, library: Library, repair: bool) -> Iterator[Finding]:
    keywords = library.stores.keywords
    with engine.connect() as connection:
        indexed = keywords.keys(connection)
        held = set(connection.execute(sa.select(PASSAGES.c.key)).scalars())
    missing, extra = sorted(held - indexed), sorted(indexed - held)
    if not missing and not extra:
        return
    if repair:
        with engine.begin() as connection:
            keywords.remove(connection, extra)
            for start in range(0, len(missing), BATCH):
                query = sa.select(PASSAGES).where(PASSAGES.c.key.in_(missing[start : start + BATCH]))
                rows = [words_row(dict(row._mapping)) for row in connection.execute(query)]
                keywords.add(connection, rows)
    yield Finding(
        f"The keyword index lacked {len(missing)} passages and had {len(extra)} too many.", repair, _AGAIN
    )


def _vectors(engine: sa.Engine, library: Library, repair: bool) -> Iterator[Finding]:
    stores = library.stores
    try:
        index = stores.index_now(engine)
        wrong = _wrong_vectors(engine, index, stores.fingerprint)
        lost = not wrong and not stores.finds_its_own(engine, index)
    except BaseException as error:
        if not (from_chroma(error) or isinstance(error, OSError)):
            raise
        problem = f"The vectors cannot be read ({cause(error)})."
        wrong, lost = 1, True
    else:
        problem = f"{wrong} vectors were missing, left over or not those of the record."
        if lost:
            problem = "Passages were not found by their own vectors."
    if wrong or lost:
        if repair:
            stores.fill_anew(engine)
            stores.settled(engine, [])
        yield Finding(problem, repair, _AGAIN)


def _wrong_vectors(engine: sa.Engine, index: Index, fingerprint: str) -> int:
    """How many vectors are missing, left over, or are not those that SQL has."""
    wanted = ids_and_documents(engine, fingerprint)
    wrong = sum(id_ not in wanted for batch in index.ids() for id_ in batch)
    ids = list(wanted)
    for start in range(0, len(ids), BATCH):
        record = whole_vectors(engine, ids[start : start + BATCH])
        stored = index.stored(list(record))
        wrong += sum(
            id_ not in stored or not np.allclose(stored[id_], vector, atol=1e-3)
            for id_, vector in record.items()
        )
    return wrong


def _models(library: Library) -> Iterator[Finding]:
    if others := library.to_rebuild():
        yield Finding(
            f"{len(others)} of {len(library.documents())} documents were embedded with another model than "
            f"{library.stores.fingerprint}, and cannot be searched.",
            advice="Embed them again: safeguide library rebuild",
        )


def _files(documents: Sequence[GuidanceDocument]) -> Iterator[Finding]:
    for document in documents:
        path = Path(document.path)
        try:
            if path.is_file() and digest_of(path) != document.sha256:
                yield Finding(
                    f"{document.path} has changed since it was added.",
                    advice=f'Add it again: safeguide library add "{document.path}"',
                )
        except (OSError, UnreadableDocument):
            continue


def _originals(library: Library, repair: bool) -> Iterator[Finding]:
    """The copies that pages are shown from; one that is missing is made where the file is as it was added."""
    for document in library.documents():
        sound = originals.is_sound(library.home, document)
        renewed = repair and originals.renew(library.home, document)
        if not sound:
            problem = f"The copy of {document.path} that its pages are shown from is damaged."
            yield Finding(problem, renewed, f'Add it again: safeguide library add "{document.path}"')


_AGAIN = "Run it without --dry-run to repair it."
