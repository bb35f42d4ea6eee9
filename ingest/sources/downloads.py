"""Downloaded files: whether they are what they should be, and where they are put."""

import shutil
import zipfile
from pathlib import Path

from ingest.reading import digest_of
from ingest.sources.errors import BY_HAND, LATER, NotSaved, Truncated, WrongType
from ingest.sources.names import safe_folder, safe_name

FOLDER = "downloads"
_EDGE = 4096
"""Bytes at the beginning or end of a file in which its marks are looked for."""


def check(file: Path, ending: str, address: str, size: int | None) -> None:
    """See by its first and last bytes that a file is whole and of its kind.

    Args:
        file: as downloaded.
        ending: of the name that it will have.
        address: where it came from, for errors.
        size: in bytes, as the publisher states it, or None.

    Raises:
        WrongType, Truncated: it is not. A PDF that lacks its last line would be read as far as it goes, and
            nobody would know.
    """
    with file.open("rb") as opened:
        head = opened.read(_EDGE)
        opened.seek(max(file.stat().st_size - _EDGE, 0))
        tail = opened.read()
    if ending == ".pdf":
        right, whole = b"%PDF-" in head[:1024], b"%%EOF" in tail or file.stat().st_size == size
    elif ending in (".docx", ".docm", ".dotx", ".odt", ".pptx"):
        right, whole = head.startswith(b"PK\x03\x04"), zipfile.is_zipfile(file)
    else:
        right, whole = b"\x00" not in head and not head.startswith((b"%PDF-", b"PK\x03\x04")), True
    if not right:
        raise WrongType(address, f"sent something that is no {ending} file", BY_HAND)
    if not whole:
        raise Truncated(address, "sent a file that breaks off", LATER)


def put(staged: Path, home: Path, folder: str, name: str, ending: str) -> Path:
    """Copy a file into the downloads of a library, whole or not at all; returns where it is now.

    A file of the same name with other bytes stays: this one is named after its own bytes too.

    Args:
        staged: the file.
        home: the library's folder.
        folder, name, ending: what they would be called, said by a stranger.
    """
    into = home / FOLDER / safe_folder(folder)
    sha = digest_of(staged)
    target = into / safe_name(name, ending)
    try:
        into.mkdir(parents=True, exist_ok=True)
        if target.exists() and digest_of(target) != sha:
            target = target.with_name(f"{target.stem}-{sha[:8]}{ending}")
        part = target.with_name(f".{target.name}.part")
        shutil.copyfile(staged, part)
        part.replace(target)
    except OSError as error:
        raise NotSaved(
            str(into), f"cannot be written to ({error.strerror})", "Check that the disk is not full."
        ) from error
    return target
