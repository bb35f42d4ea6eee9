"""The files to add among files and folders that a person named; nothing outside those folders is taken."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue.entries import is_beside
from ingest.errors import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        files: those to add, in order, each once.
        refused: what stands in a folder and is not taken, each with why; the person must be told.
    """

    files: tuple[Path, ...]
    refused: tuple[UnreadableDocument, ...]


def find(paths: Iterable[Path]) -> Found:
    """The files named, whatever they are, and in folders all that are not hidden, in order of name.

    A link is followed where a person named it. Within a folder a link is taken only if it leads to a file in
    that folder: others, folders that cannot be opened, and what is no file (a pipe, a device), are refused.
    """
    found: dict[Path, None] = {}
    refused: dict[Path, UnreadableDocument] = {}
    for path in paths:
        for one in _inside(path) if os.path.isdir(path) else (path,):
            if isinstance(one, UnreadableDocument):
                refused[one.path] = one
            else:
                found[one] = None
    return Found(tuple(found), tuple(one for path, one in refused.items() if path not in found))


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that ``find`` takes."""
    return list(find(paths).files)


def _inside(folder: Path) -> list[Path | UnreadableDocument]:
    """What is in a folder and those below it, in order of name."""
    root = folder.resolve()
    found = [one for one in _walked(folder) if not _hidden(_path(one).relative_to(folder))]
    judged = (_judged(one, root) if isinstance(one, Path) else one for one in found)
    return sorted((one for one in judged if one is not None), key=_path)


def _path(found: Path | UnreadableDocument) -> Path:
    return found if isinstance(found, Path) else found.path


def _walked(folder: Path) -> Iterator[Path | UnreadableDocument]:
    """All that is below a folder but folders, which are gone into, and links to folders, which are not."""
    refused: list[UnreadableDocument] = []

    def refuse(error: OSError) -> None:
        advice = "Check that you may open the folder, then add it again."
        refused.append(UnreadableDocument(Path(error.filename), _closed(error), advice))

    for place, folders, files in os.walk(folder, onerror=refuse):
        yield from (Path(place, name) for name in files)
        yield from (Path(place, name) for name in folders if os.path.islink(Path(place, name)))
    yield from refused


def _closed(error: OSError) -> str:
    return f"cannot be opened ({error.strerror})"


def _judged(path: Path, root: Path) -> Path | UnreadableDocument | None:
    """A path below a folder if it is to be read, why it is not, or None for what is beside a document."""
    if os.path.islink(path):
        return _judged_link(path, root)
    if not os.path.isfile(path):
        advice = "Save what it gives as a file, then add that."
        return UnreadableDocument(path, "is not a file", advice)
    return None if is_beside(path) else path


def _judged_link(path: Path, root: Path) -> Path | UnreadableDocument | None:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # a loop is a RuntimeError before Python 3.13
        return UnreadableDocument(path, "is a link that leads nowhere", "Take it away, or mend it.")
    if not target.is_relative_to(root):
        advice = "If you want what it leads to, add that by its own name."
        return UnreadableDocument(path, "is a link to outside the folder", advice)
    if not os.path.isfile(target):
        return UnreadableDocument(
            path, "is a link to no file", "Add the folder that it leads to by its name."
        )
    return None if is_beside(path) else path


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)
