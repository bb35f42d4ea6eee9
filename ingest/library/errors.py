"""What the stores raise, as errors that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from ingest.errors import LibraryError


def cause(error: BaseException) -> str:
    """What went wrong in a line, without SQLAlchemy's own advice to programmers or an address's password."""
    told = str(getattr(error, "orig", None) or error).strip().splitlines()
    return told[0] if told else type(error).__name__


@contextmanager
def told(problem: str, advice: str, kind: type[LibraryError] = LibraryError) -> Iterator[None]:
    """Raise what a store raises as a LibraryError: the problem, its cause in brackets, and the advice."""
    try:
        yield
    except BaseException as error:
        if not (isinstance(error, sa.exc.SQLAlchemyError | OSError) or from_chroma(error)):
            raise
        raise kind(f"{problem} ({cause(error)}). {advice}") from error


def from_chroma(error: BaseException) -> bool:
    """Whether an error is Chroma's: one of its own, of its client's, or a panic of its Rust core (which is
    no Exception)."""
    return any(
        kind.__module__.startswith(("chromadb.", "httpx", "httpcore"))
        or kind.__name__ in ("PanicException", "VectorsError")
        for kind in type(error).__mro__
    )


def place(home: Path, database: str) -> str:
    """Where a library is, for messages: its folder, or the address of its database without the password."""
    if not database:
        return str(home)
    return sa.make_url(database).render_as_string(hide_password=True)
