"""One module per format, each with ``read(path) -> Reading``; this one chooses among them."""

import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ingest.documents import Reading
from ingest.errors import UnreadableDocument
from ingest.readers._sound import sound

READERS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".odt": "odt",
    ".pptx": "pptx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
"""File name ending to the module in this package that reads it."""

MAX_BYTES = 200 * 2**20
"""Guidance is at most some tens of megabytes; a larger file is a mistake or an attack."""


def read(path: Path) -> Reading:
    """Read one file into blocks; their text can be stored: UTF-8 has it, and nothing in it is a control.

    Raises:
        UnreadableDocument: the file is missing, empty, too large, of an unknown format, or damaged;
            the message names it and says what to do.
    """
    check(path)
    return sound(load(path)(path))


def load(path: Path) -> Callable[[Path], Reading]:
    """The ``read`` of the module that reads a file's format, imported if it is not yet; nothing is opened.

    Raises:
        UnreadableDocument: its format is unknown.
    """
    reader: Callable[[Path], Reading] = import_module(f"ingest.readers.{_module(path)}").read
    return reader


def _module(path: Path) -> str:
    found = READERS.get(path.suffix.lower())
    if found is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableDocument(path, "is of a kind that cannot be read", f"Save it as one of {known}.")
    return found


def check(path: Path) -> None:
    """Raise UnreadableDocument, as ``read`` does, for a file not worth opening; it is not opened."""
    _module(path)
    try:
        found = path.stat()
    except OSError as error:
        raise UnreadableDocument(
            path, f"cannot be opened ({error.strerror})", "Check that it exists and that you may read it."
        ) from error
    if not stat.S_ISREG(found.st_mode):  # to open a pipe would wait until somebody writes to it
        raise UnreadableDocument(path, "is not a file", "Save what it gives as a file, then add that.")
    if found.st_size == 0:
        raise UnreadableDocument(path, "is empty", "Download it again, then add it again.")
    if found.st_size > MAX_BYTES:
        raise UnreadableDocument(
            path, f"is larger than {MAX_BYTES >> 20} MB", "Split it, then add the parts."
        )
