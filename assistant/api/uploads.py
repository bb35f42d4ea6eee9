"""Files that were sent: the names that they may have, and their way to where they stay."""

import shutil
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import UploadFile

from assistant.api.problems import Problem
from assistant.uploads import moved
from ingest.readers import MAX_BYTES

LONGEST = 200
"""Bytes of a file's name without its ending."""


def named(file: UploadFile) -> Path:
    """What a file that was sent is called here: on one line, and in no folder."""
    last = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    path = Path("".join(one for one in last if one.isprintable()).strip(" ."))
    stem = path.stem.encode()[:LONGEST].decode(errors="ignore")
    return Path(f"{stem}{path.suffix}") if len(path.suffix) < LONGEST else Path(stem)


def stored(home: Path, files: Sequence[UploadFile]) -> list[Path]:
    """Put files where they stay.

    Args:
        home: the library's folder.
        files: as they were sent.

    Raises:
        Problem: one is larger than a document may be.
        OSError: one cannot be put there.
    """
    if any((file.size or 0) > MAX_BYTES for file in files):
        told = f"A file is larger than {MAX_BYTES >> 20} MB. Split it, then send the parts."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)
    with TemporaryDirectory() as folder:
        sent = []
        for place, file in enumerate(files):
            path = Path(folder) / str(place) / named(file)
            path.parent.mkdir()
            with path.open("wb") as whole:
                shutil.copyfileobj(file.file, whole)
            sent.append(path)
        return moved(home, sent)
