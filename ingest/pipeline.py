"""Files into the library: read, describe, cut into passages, embed, store."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from ingest import readers
from ingest.catalogue import Said, describe, redescribed
from ingest.catalogue.entries import said_beside
from ingest.documents import Block, GuidanceDocument, Reading
from ingest.editions import succeeded_by
from ingest.embedding import Embedder
from ingest.errors import IngestError, UnreadableDocument
from ingest.finding import find_files as find_files  # noqa: PLC0414 - callers find it here
from ingest.library import Library
from ingest.numbering import is_law, provision_name
from ingest.passages import cut_passages


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file that was to be added.

    Attributes:
        path: the file.
        outcome: added; updated (another content was held for the same path, or something new was said of
            it); unchanged; or failed.
        document: as held now; None if it failed.
        before: the document that this one follows, as an earlier edition or as an earlier text of the same
            edition, and the blocks of that; None and () where there is none.
        passages: how many it was cut into.
        messages: why it failed and what to do, or warnings about parts that could not be read.
    """

    path: Path
    outcome: Outcome
    document: GuidanceDocument | None = None
    passages: int = 0
    messages: tuple[str, ...] = ()
    before: GuidanceDocument | None = None
    blocks_before: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is; each is a snapshot for a progress bar.

    Attributes:
        path: the file at work.
        done, total: passages of it embedded, and how many it has (0 until it has been read).
    """

    path: Path
    done: int = 0
    total: int = 0


def starter_notes() -> Path:
    """The folder of practice notes that come with Safeguide."""
    return Path(str(files("ingest") / "starter"))


def add_files(
    library: Library,
    embedder: Embedder,
    paths: Sequence[Path],
    report: Callable[[Progress], None] = lambda progress: None,
    said: Mapping[Path, Sequence[Said]] = MappingProxyType({}),
) -> Iterator[Result]:
    """Add files one after another; a file that cannot be read is reported, and the rest go in.

    A file whose bytes are held already costs a hash and nothing else. A file at a path that held other bytes
    takes the place of what was there, unless it is another edition: then both stay.

    Args:
        library, embedder: where to, and what turns text to vectors.
        paths: the files.
        report: told how far it is.
        said: what is said of some of the files, surest first; a TOML file beside one says more.

    Raises:
        LibraryError: the library itself cannot be written; what is in it stays as it was.
    """
    adding = _Adding(library, embedder, report)
    for path in paths:
        report(Progress(path))
        try:
            yield adding.add(path, [*said.get(path, ()), *said_beside(path)])
        except UnreadableDocument as error:
            yield Result(path, Outcome.FAILED, messages=(str(error),))


class _Adding:
    """One run of ``add_files``, with what is held as it goes."""

    def __init__(self, library: Library, embedder: Embedder, report: Callable[[Progress], None]) -> None:
        self._library, self._embedder, self._report = library, embedder, report
        self._held = {document.id: document for document in library.documents()}
        self._counts = library.counts()

    def add(self, path: Path, said: Sequence[Said]) -> Result:
        readers.check(path)
        digest = digest_of(path)
        if known := self._held.get(digest[:16]):
            return self._again(path, known, said)
        reading = readers.read(path)
        document = _document(reading, path, digest, said)
        replaced = [one for one in self._at(document.path) if _same_edition(one, document)]
        before = succeeded_by(document, [one for one in self._held.values() if one not in replaced])
        follows = replaced[0] if replaced else before
        blocks = tuple(self._library.blocks(follows.id)) if follows else ()
        count = self._store(reading.blocks, document, [one.id for one in replaced])
        for one in replaced:
            del self._held[one.id]
        self._held[document.id] = document
        outcome = Outcome.UPDATED if replaced else Outcome.ADDED
        return Result(path, outcome, document, count, reading.warnings, follows, blocks)

    def _again(self, path: Path, known: GuidanceDocument, said: Sequence[Said]) -> Result:
        """A file whose bytes are held: what is newly said of it is kept, and where it is now."""
        for stale in self._at(str(path.resolve())):
            if stale.id != known.id and _same_edition(stale, known):
                self._library.remove(self._held.pop(stale.id).id)
        told = redescribed(known, said)
        if told == known:
            return Result(path, Outcome.UNCHANGED, known, self._counts.get(known.id, 0))
        count = change_entry(self._library, self._embedder, known, told)
        self._held[told.id] = told
        return Result(path, Outcome.UPDATED, told, count)

    def _at(self, path: str) -> list[GuidanceDocument]:
        return [one for one in self._held.values() if one.path == path]

    def _store(self, blocks: Sequence[Block], document: GuidanceDocument, replaces: Sequence[str]) -> int:
        return _store(self._library, self._embedder, blocks, document, replaces, self._report)


def _same_edition(one: GuidanceDocument, other: GuidanceDocument) -> bool:
    """Whether two texts are of one edition, so that the later takes the place of the earlier."""
    told, others = one.metadata, other.metadata
    return (told.edition, told.version) == (others.edition, others.version)


def change_entry(
    library: Library, embedder: Embedder, known: GuidanceDocument, told: GuidanceDocument
) -> int:
    """Give a document that is held another catalogue entry; returns the number of its passages.

    Where its passages are called by it (law has sections, and a title heads nothing), it is cut anew.
    """
    names = (is_law(known.metadata), provision_name(known.metadata), known.metadata.title)
    if names == (is_law(told.metadata), provision_name(told.metadata), told.metadata.title):
        library.redescribe(told)
        return library.counts().get(known.id, 0)
    return _store(library, embedder, library.blocks(known.id), told, [known.id])


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal, by which a document is known."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _store(
    library: Library,
    embedder: Embedder,
    blocks: Sequence[Block],
    document: GuidanceDocument,
    replaces: Sequence[str],
    report: Callable[[Progress], None] = lambda progress: None,
) -> int:
    """Cut, embed and store what was read; returns the number of passages."""
    passages = cut_passages(blocks, document, embedder.count_tokens, embedder.window)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        report(Progress(Path(document.path), done, len(passages)))

    embedded = list(embedder.embed_passages(passages, advance))
    library.add(document, blocks, passages, embedded, replaces)
    return len(passages)


def _document(reading: Reading, path: Path, digest: str, said: Sequence[Said]) -> GuidanceDocument:
    metadata, bases = describe(reading, path, said)
    return GuidanceDocument(
        id=digest[:16],
        sha256=digest,
        path=str(path.resolve()),
        metadata=metadata,
        bases=bases,
        pages=reading.pages,
        page_labels=reading.page_labels,
        gaps=reading.gaps,
    )


def find_document(library: Library, name: str) -> GuidanceDocument:
    """The one document that goes by an id, a file name, a path or a title.

    Raises:
        IngestError: no document, or more than one, goes by it.
    """
    found = [document for document in library.documents() if _goes_by(document, name)]
    if len(found) != 1:
        listed = "; ".join(f"{document.id} {document.name}" for document in found)
        problem = f"more than one document goes by it: {listed}" if found else "no document goes by it"
        raise IngestError(f"{name!r}: {problem}. See `safeguide library list` for ids.")
    return found[0]


def remove_documents(library: Library, names: Sequence[str]) -> list[GuidanceDocument]:
    """Take out the documents named, as ``find_document`` knows them; none if any name is not clear."""
    chosen = {document.id: document for document in (find_document(library, name) for name in names)}
    for document in chosen.values():
        library.remove(document.id)
    return list(chosen.values())


def _goes_by(document: GuidanceDocument, name: str) -> bool:
    names = (document.id, Path(document.path).name, document.metadata.title, document.name)
    return (
        name.casefold() in (known.casefold() for known in names) or str(Path(name).resolve()) == document.path
    )
