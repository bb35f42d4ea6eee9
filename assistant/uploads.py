"""Files that were sent to the server, put where they stay."""

import shutil
from collections.abc import Sequence
from pathlib import Path

FOLDER = "uploads"


def moved(home: Path, sent: Sequence[Path]) -> list[Path]:
    """Put files where they stay; what is sent lies in a folder that is emptied.

    Two of one name get two names; one that was sent earlier gives way, as the library says of it.

    Args:
        home: the library's folder.
        sent: the files, each of a name without folders.

    Raises:
        OSError: one cannot be put there.
    """
    folder, put = home / FOLDER, list[Path]()
    folder.mkdir(parents=True, exist_ok=True)
    for file in sent:
        path, number = folder / file.name, 1
        while path in put:
            number += 1
            path = folder / f"{file.stem}-{number}{file.suffix}"
        put.append(Path(shutil.move(file, path)))
    return put
