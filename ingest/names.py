"""Names of files, which may hold any bytes but "/" and NUL, as text that can be stored and shown."""

import os
from pathlib import Path


def path_text(path: Path) -> str:
    """A path as text that can be stored, always the same; bytes that are no UTF-8 as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def shown_name(path: Path) -> str:
    """A file's name on one line; what would turn, hide or break it as ``\\u202e``."""
    name = path_text(Path(path.name)) if path.name else path_text(path)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
