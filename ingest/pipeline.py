"""Files into the library: read, describe, cut into passages, embed, store."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from ingest import originals, readers
from ingest.catalogue import Said, describe, redescribed
from ingest.catalogue.entries import said_beside
from ingest.documents import Block, GuidanceDocument, Reading
from ingest.editions import succeeded_by
from ingest.embedding import Embedder, Vectors
from ingest.errors import IngestError, UnreadableDocument
from ingest.library import Library
from ingest.names import path_text
from ingest.numbering import is_law, provision_name
from ingest.passages import cut_passages
from ingest.reading import Fresh, digest_of, read_ahead


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
    """Add files in order; one that cannot be read is reported, and the rest go in.

    A file whose bytes are held already costs a hash and nothing else. A file at a path that held other bytes
    takes the place of what was there, unless it is another edition: then both stay. While one is embedded the
    next are read, by other processes.

    Args:
        library, embedder: where to, and what turns text to vectors.
        paths: the files.
        report: told how far it is.
        said: what is said of some of the files, surest first; a TOML file beside one says more.

    Raises:
        LibraryError: the library cannot be written, or was built with another embedding model; what is in it
            stays as it was.
    """
    library.check_model()
    adding = _Adding(library, embedder, report)
    looks = [_look(path) for path in paths]
    held = {document.id for document in library.documents()}
    new = [bool(look.digest) and look.digest[:16] not in held for look in looks]
    with closing(read_ahead(look.path for look, is_new in zip(looks, new, strict=True) if is_new)) as fresh:
        for look, is_new in zip(looks, new, strict=True):
            report(Progress(look.path))
            read = next(fresh)[1] if is_new else None  # whatever becomes of it: the next is of the next file
            try:
                about = [*said.get(look.path, ()), *said_beside(look.path)]
                yield adding.add(look, read, about)
            except UnreadableDocument as error:
                yield Result(look.path, Outcome.FAILED, messages=(str(error),))


def rebuild(
    library: Library, embedder: Embedder, report: Callable[[Progress], None] = lambda progress: None
) -> Iterator[GuidanceDocument]:
    """Embed again each document that was embedded with another model; each is whole before and after, so that
    what is cut off goes on where it stopped.

    Raises:
        LibraryError: the library cannot be written; what is in it stays as it was.
    """
    wanted = set(library.to_rebuild())
    for document in library.documents():
        if document.id in wanted:
            report(Progress(Path(document.path)))
            _store(library, embedder, library.blocks(document.id), document, report=report)
            yield document


@dataclass(frozen=True, slots=True)
class _Look:
    """A file before it is read: the digest of its bytes, or why it is not worth reading."""

    path: Path
    digest: str = ""
    refused: UnreadableDocument | None = None


def _look(path: Path) -> _Look:
    try:
        readers.check(path)
        return _Look(path, digest_of(path))
    except UnreadableDocument as error:
        return _Look(path, refused=error)


class _Adding:
    """One run of ``add_files``."""

    def __init__(self, library: Library, embedder: Embedder, report: Callable[[Progress], None]) -> None:
        self._library, self._embedder, self._report = library, embedder, report

    def held(self, digest: str) -> GuidanceDocument | None:
        """The document that has these bytes."""
        return next((one for one in self._library.documents() if one.id == digest[:16]), None)

    def add(self, look: _Look, fresh: Fresh | UnreadableDocument | None, said: Sequence[Said]) -> Result:
        """Add one file: as it was read, or None where its bytes were held when it was looked at."""
        if look.refused:
            raise look.refused
        if fresh is None and (known := self.held(look.digest)):
            return self._again(look.path, known, said)
        read = fresh or _read(look.path)
        if isinstance(read, UnreadableDocument):
            raise read
        if known := self.held(read.digest):  # under another name, or added by somebody else meanwhile
            return self._again(look.path, known, said)
        return self._add(look.path, read, said)

    def _add(self, path: Path, read: Fresh, said: Sequence[Said]) -> Result:
        document = _document(read.reading, path, read.digest, said)
        replaced = [one for one in self._at(document.path) if _same_edition(one, document)]
        others = [one for one in self._library.documents() if one not in replaced]
        before = succeeded_by(document, others)
        follows = replaced[0] if replaced else before
        blocks = tuple(self._library.blocks(follows.id)) if follows else ()
        gone = [one.id for one in replaced]
        known = _known_vectors(self._library, self._embedder, follows)
        blocks_now = read.reading.blocks
        count = _store(self._library, self._embedder, blocks_now, document, gone, known, self._report)
        messages = (*read.reading.warnings, *self._kept(path, document, forget=bool(gone)))
        outcome = Outcome.UPDATED if replaced else Outcome.ADDED
        return Result(path, outcome, document, count, messages, follows, blocks)

    def _again(self, path: Path, known: GuidanceDocument, said: Sequence[Said]) -> Result:
        """A file whose bytes are held: what is newly said of it is kept, and where it is now."""
        at = self._at(path_text(path.resolve()))
        stale = [one.id for one in at if one.id != known.id and _same_edition(one, known)]
        for document_id in stale:
            self._library.remove(document_id)
        messages = self._kept(path, known, forget=bool(stale))
        told = redescribed(known, said)
        if told == known:
            count = self._library.counts().get(known.id, 0)
            return Result(path, Outcome.UNCHANGED, known, count, messages)
        count = change_entry(self._library, self._embedder, known, told)
        return Result(path, Outcome.UPDATED, told, count, messages)

    def _kept(self, path: Path, document: GuidanceDocument, *, forget: bool) -> tuple[str, ...]:
        """Keep a copy of a file that is held; returns why there is none, if so. With ``forget``, copies of
        what is no longer held go."""
        if forget:
            _forget_originals(self._library)
        told = originals.keep(self._library.home, path, document.sha256)
        return (told,) if told else ()

    def _at(self, path: str) -> list[GuidanceDocument]:
        return [one for one in self._library.documents() if one.path == path]


def _forget_originals(library: Library) -> None:
    originals.forget(library.home, lambda: {document.sha256 for document in library.documents()})


def _read(path: Path) -> Fresh | UnreadableDocument:
    with closing(read_ahead([path])) as fresh:
        return next(fresh)[1]


def _known_vectors(
    library: Library, embedder: Embedder, follows: GuidanceDocument | None
) -> Mapping[str, Vectors]:
    """Of the texts of the edition that a document follows; most of a new edition repeats the old one."""
    if follows is None:
        return {}
    passages = library.passages_of(follows.id)
    return embedder.known_vectors(passages, library.vectors_of(follows.id))


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
    return _store(library, embedder, library.blocks(known.id), told)


def _store(
    library: Library,
    embedder: Embedder,
    blocks: Sequence[Block],
    document: GuidanceDocument,
    replaces: Sequence[str] = (),
    known: Mapping[str, Vectors] = MappingProxyType({}),
    report: Callable[[Progress], None] = lambda progress: None,
) -> int:
    """Cut, embed and store what was read; returns the number of passages."""
    passages = cut_passages(blocks, document, embedder.count_tokens, embedder.window)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        report(Progress(Path(document.path), done, len(passages)))

    embedded = list(embedder.embed_passages(passages, advance, known))
    library.add(document, blocks, passages, embedded, replaces)
    return len(passages)


def _document(reading: Reading, path: Path, digest: str, said: Sequence[Said]) -> GuidanceDocument:
    metadata, bases = describe(reading, path, said)
    return GuidanceDocument(
        id=digest[:16],
        sha256=digest,
        path=path_text(path.resolve()),
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
    if chosen:
        _forget_originals(library)
    return list(chosen.values())


def _goes_by(document: GuidanceDocument, name: str) -> bool:
    names = (document.id, Path(document.path).name, document.metadata.title, document.name)
    return (
        name.casefold() in (known.casefold() for known in names)
        or path_text(Path(name).resolve()) == document.path
    )
