"""The library's own copies of the PDFs that were added, so that a page can be shown as it was printed.

They lie in the home, ``originals/<sha256>.pdf``, wherever the library's database is. Nothing depends on one
being there: a document without is shown from its stored text.
"""

import os
import shutil
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from ingest.documents import GuidanceDocument
from ingest.errors import UnreadableDocument
from ingest.names import shown_name
from ingest.reading import digest_of

_FOLDER = "originals"
_LEFT_OVER = 24 * 3600
"""Seconds after which a copy that was never finished is no longer being made by anybody."""


def keep(home: Path, path: Path, sha256: str) -> str:
    """Copy a PDF into the home if it is not there yet, whole or not at all; other formats need no copy.

    Args:
        home: the library's folder.
        path: the file that was added.
        sha256: of the bytes that were read from it.

    Returns:
        Why there is no copy, as a sentence, or "".
    """
    if path.suffix.lower() != ".pdf":
        return ""
    copy = _copy(home, sha256)
    if copy.exists():
        return ""
    part = copy.with_name(f"{sha256}.{os.getpid()}.part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, part.open("wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        if digest_of(part) != sha256:
            return _not_kept(path, "it changed meanwhile")
        os.replace(part, copy)
    except (OSError, UnreadableDocument) as error:
        return _not_kept(path, getattr(error, "strerror", None) or "it cannot be read back")
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return ""


def find(home: Path, document: GuidanceDocument) -> Path | None:
    """The PDF that a document was read from: the copy, or else the file that was added if it is as it was."""
    added = Path(document.path)
    if added.suffix.lower() != ".pdf":
        return None
    copy = _copy(home, document.sha256)
    with suppress(OSError, UnreadableDocument):
        if copy.is_file():
            return copy
        if added.is_file() and digest_of(added) == document.sha256:
            return added
    return None


def is_sound(home: Path, document: GuidanceDocument) -> bool:
    """Whether a document's copy, if there is one, is still what was added."""
    try:
        copy = _copy(home, document.sha256)
        return not copy.is_file() or digest_of(copy) == document.sha256
    except (OSError, UnreadableDocument):
        return False


def renew(home: Path, document: GuidanceDocument) -> bool:
    """Take away a document's copy that is not sound, and make one that it lacks from the file that was added.

    Returns:
        Whether there is a sound copy now.
    """
    copy, added = _copy(home, document.sha256), Path(document.path)
    with suppress(OSError):
        if not is_sound(home, document):
            copy.unlink()
        if added.is_file():
            keep(home, added, document.sha256)
    return copy.is_file()


def forget(home: Path, held: Callable[[], Collection[str]]) -> None:
    """Take away the copies of what is not held; one that cannot be taken away now goes another time.

    Args:
        home: the library's folder.
        held: gives the SHA-256 of every document that is held. It is asked after the folder is listed, so
            that a document which somebody adds meanwhile does not lose its copy.
    """
    with suppress(OSError):
        found = list((home / _FOLDER).iterdir())
        wanted = {f"{sha256}.pdf" for sha256 in held()}
        for path in found:
            if path.name not in wanted and (path.suffix == ".pdf" or _is_left_over(path)):
                with suppress(OSError):
                    path.unlink()


def _copy(home: Path, sha256: str) -> Path:
    """Where the copy of some bytes lies; a restored backup may say anything, and names no other place."""
    return home / _FOLDER / f"{Path(sha256).name}.pdf"


def _is_left_over(path: Path) -> bool:
    return path.suffix == ".part" and path.stat().st_mtime < time.time() - _LEFT_OVER


def _not_kept(path: Path, why: str) -> str:
    return (
        f"{shown_name(path)}: no copy of it was kept ({why}), so its pages can be shown only while the file "
        "stays where it is. Add it again to keep one."
    )
