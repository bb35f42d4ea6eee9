"""Files into the library: read, describe, cut into passages, embed, store."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from ingest import readers
from ingest.catalogue import describe
from ingest.documents import GuidanceDocument, Reading
from ingest.embedding import Embedder
from ingest.errors import IngestError, UnreadableDocument
from ingest.library import Library
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
        outcome: added; updated (another content was held for the same path); unchanged; or failed.
        document: as held now; None if it failed.
        passages: how many it was cut into.
        messages: why it failed and what to do, or warnings about parts that could not be read.
    """

    path: Path
    outcome: Outcome
    document: GuidanceDocument | None = None
    passages: int = 0
    messages: tuple[str, ...] = ()


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


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files to add: those named, and in folders all that are not hidden, in order of name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(part for part in path.rglob("*") if part.is_file())
            found += [part for part in inside if not _hidden(part.relative_to(path))]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def add_files(
    library: Library,
    embedder: Embedder,
    paths: Sequence[Path],
    report: Callable[[Progress], None] = lambda progress: None,
) -> Iterator[Result]:
    """Add files one after another; a file that cannot be read is reported, and the rest go in.

    A file whose bytes are held already costs a hash and nothing else. A file at a path that held other
    bytes takes the place of what was there.

    Raises:
        LibraryError: the library itself cannot be written; what is in it stays as it was.
    """
    held = {document.id: document for document in library.documents()}
    counts = library.counts()
    for path in paths:
        report(Progress(path))
        try:
            digest = _digest(path)
            if known := held.get(digest[:16]):
                for stale in [one for one in held.values() if one.path == str(path.resolve()) != known.path]:
                    library.remove(held.pop(stale.id).id)
                yield Result(path, Outcome.UNCHANGED, known, counts.get(known.id, 0))
                continue
            reading = readers.read(path)
        except UnreadableDocument as error:
            yield Result(path, Outcome.FAILED, messages=(str(error),))
            continue
        document = _document(reading, path, digest)
        old = [other.id for other in held.values() if other.path == document.path]
        count = _store(library, embedder, reading, document, old, report)
        for replaced in old:
            held.pop(replaced)
        held[document.id] = document
        yield Result(path, Outcome.UPDATED if old else Outcome.ADDED, document, count, reading.warnings)


def _digest(path: Path) -> str:
    readers.check(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _store(
    library: Library,
    embedder: Embedder,
    reading: Reading,
    document: GuidanceDocument,
    replaces: Sequence[str],
    report: Callable[[Progress], None],
) -> int:
    """Cut, embed and store what was read; returns the number of passages."""
    passages = cut_passages(reading.blocks, document, embedder.count_tokens, embedder.window)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        report(Progress(Path(document.path), done, len(passages)))

    embedded = list(embedder.embed_passages(passages, advance))
    library.add(document, reading.blocks, passages, embedded, replaces)
    return len(passages)


def _document(reading: Reading, path: Path, digest: str) -> GuidanceDocument:
    return GuidanceDocument(
        id=digest[:16],
        sha256=digest,
        path=str(path.resolve()),
        metadata=describe(reading, path),
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
