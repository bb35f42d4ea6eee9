"""What the hostile files have in common: what each is called, how it is made, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECRET = "the-words-of-a-secret-file"  # noqa: S105 - no password
"""What stands in a file that no document may bring in."""


def secret(path: Path) -> Path:
    """Where a hostile file finds that file; outside of its folder."""
    return path.parent.parent / "secret.txt"


def canary(path: Path) -> Path:
    """What a hostile file would make if it could start anything."""
    return path.parent.parent / "canary"


@dataclass(frozen=True)
class Hostile:
    """A hostile file.

    Attributes:
        name: what it is called.
        make: writes it to a path.
        said: words that must be among what is read from it; it must not be refused.
        refused: words of the reason for which it must be refused. Without either, both may happen.
    """

    name: str
    make: Callable[[Path], object]
    said: str = ""
    refused: str = ""


def holding(data: bytes) -> Callable[[Path], object]:
    """Makes a file of some bytes."""
    return lambda path: path.write_bytes(data)
