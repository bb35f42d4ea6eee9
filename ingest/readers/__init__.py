"""One module per format, each with ``read(path) -> Reading``; this one chooses among them."""

import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ingest.documents import Reading
from ingest.errors import UnreadableDocument

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
    """Read one file into blocks.

    Raises:
        UnreadableDocument: the file is missing, empty, too large, of an unknown format, or damaged;
            the message names it and says what to do.
    """
    check(path)
    reader: Callable[[Path], Reading] = import_module(f"ingest.readers.{READERS[path.suffix.lower()]}").read
    return reader(path)


def check(path: Path) -> None:
    """Raise UnreadableDocument, as ``read`` does, for a file not worth opening."""
    if path.suffix.lower() not in READERS:
        known = ", ".join(sorted(READERS))
        raise UnreadableDocument(path, "is of a kind that cannot be read", f"Save it as one of {known}.")
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableDocument(
            path, f"cannot be opened ({error.strerror})", "Check that it exists and that you may read it."
        ) from error
    size = status.st_size
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableDocument(path, "is not a file", "Name a file, or a folder of files.")
    if size == 0:
        raise UnreadableDocument(path, "is empty", "Download it again, then add it again.")
    if size > MAX_BYTES:
        raise UnreadableDocument(
            path, f"is larger than {MAX_BYTES >> 20} MB", "Split it, then add the parts."
        )
