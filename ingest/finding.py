"""Which files a folder offers, and what a path is called in the library."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue.entries import is_beside
from ingest.errors import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to add.

    Attributes:
        files: to be read, each once.
        refused: what stands in a folder and is not read, because it is no file of that folder, with why.
    """

    files: tuple[Path, ...]
    refused: tuple[UnreadableDocument, ...] = ()


def find_files(paths: Sequence[Path]) -> Found:
    """The files to add: those named, and in folders all that are not hidden, in order of name.

    Nothing is read that stands outside a folder: links that lead out of it are refused. A link that was named
    itself is followed.
    """
    files: list[Path] = []
    refused: list[UnreadableDocument] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for part in sorted(_inside(path)):
            if problem := _problem(part, path.resolve()):
                refused.append(problem)
            else:
                files.append(part)
    return Found(tuple(dict.fromkeys(files)), tuple(refused))


def path_text(path: Path) -> str:
    """A path as text that any store can hold: bytes of a name that are no UTF-8 are written as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _inside(folder: Path) -> Iterator[Path]:
    """All in a folder and the folders in it, but what is hidden; links to folders are not followed."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _hidden(name)]
        links = [name for name in folders if Path(root, name).is_symlink()]
        for name in [*names, *links]:
            part = Path(root, name)
            if not _hidden(name) and not is_beside(part):
                yield part


def _problem(path: Path, folder: Path) -> UnreadableDocument | None:
    """Why a path in a folder is not read, if it is not."""
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):  # RuntimeError is how Python 3.11 says that links go in a circle
        return UnreadableDocument(path, "is a link that leads nowhere", "Take the link out of the folder.")
    if not target.is_relative_to(folder):
        advice = "If it is meant to be read, add the file that it leads to by its own name."
        return UnreadableDocument(path, "is a link to outside the folder", advice)
    if stat.S_ISDIR(mode):
        return UnreadableDocument(path, "is a link to a folder", "Its files are read where they stand.")
    if not stat.S_ISREG(mode):
        return UnreadableDocument(path, "is not a file but a device or pipe", "Take it out of the folder.")
    return None


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
