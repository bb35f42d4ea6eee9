"""Pages of PDFs as pictures with quoted words marked, drawn in a process of its own.

A PDF may crash, hang or fill the memory of what draws it. Then that process ends, the page is refused, and
the next is drawn by another. The process stays between pages, for it takes longer to start than a page.
"""

import signal
from collections.abc import Sequence
from concurrent.futures import TimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from ingest import confinement
from ingest.errors import IngestError
from ingest.spawning import Context

if TYPE_CHECKING:
    from pebble import ProcessPool

CPU_SECONDS = 10
SECONDS = 20
MEMORY = 2 * 2**30
"""What one page may cost; a page of guidance takes a tenth of a second."""
PAGES_PER_PROCESS = 500
WIDTH = 1000
"""Pixels; wide enough to read on any screen."""


class PageNotShown(IngestError):
    """A page cannot be shown as a picture; the message says why, and names no file."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture.

    Attributes:
        png: the picture.
        marked: how many of the quotes are marked on it, each in whole or in part.
    """

    png: bytes
    marked: int


def page_picture(path: Path, page: int, quotes: Sequence[str] = (), width: int = WIDTH) -> PagePicture:
    """Draw a page of a PDF with quotes marked.

    Args:
        path: the PDF.
        page: physical page, from 1.
        quotes: the words to mark; what cannot be found is not marked.
        width: of the picture in pixels; less where its longest side would be longer than 2,000.

    Raises:
        PageNotShown: the PDF has no such page, is damaged or locked, or takes too long or too much memory.
    """
    return _DRAWER.draw(path, page, tuple(quotes), min(max(width, 1), 2000))


class _Drawer:
    """The process that draws, started when it is first needed and replaced when it has ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pool: ProcessPool | None = None
        self._scratch: TemporaryDirectory[str] | None = None

    def draw(self, path: Path, page: int, quotes: Sequence[str], width: int) -> PagePicture:
        """Draw one page; others that are asked for meanwhile wait their turn."""
        from pebble import ProcessExpired

        try:
            asked = (path, page, quotes, width, CPU_SECONDS)
            drawn = self._started().schedule(_draw, args=asked, timeout=SECONDS).result()
        except (TimeoutError, ProcessExpired) as error:
            raise PageNotShown(_ended(error)) from error
        except (BrokenProcessPool, RuntimeError, OSError) as error:
            raise PageNotShown("The process that draws pages does not start.") from error
        if isinstance(drawn, str):
            raise PageNotShown(drawn)
        return PagePicture(*drawn)

    def _started(self) -> "ProcessPool":
        from pebble import ProcessPool

        with self._lock:
            if self._pool is None or not self._pool.active:
                self._scratch = TemporaryDirectory(prefix="safeguide-", ignore_cleanup_errors=True)
                self._pool = ProcessPool(
                    max_workers=1,
                    max_tasks=PAGES_PER_PROCESS,
                    initializer=confinement.confine,
                    initargs=(MEMORY, Path(self._scratch.name)),
                    context=Context(),
                )
            return self._pool


_DRAWER = _Drawer()


def _ended(error: Exception) -> str:
    """Why a page was refused whose process ended without an answer."""
    status = getattr(error, "exitcode", None)
    if isinstance(error, TimeoutError) or status == -getattr(signal, "SIGXCPU", 0):
        return "The page takes too long to draw."
    return "The page cannot be drawn: the file is damaged, or asks for too much memory."


def _draw(
    path: Path, page: int, quotes: Sequence[str], width: int, cpu_seconds: int
) -> tuple[bytes, int] | str:
    """Draw a page, or say why not; this runs in the process that draws."""
    from pypdfium2 import PdfiumError

    from ingest.pages.drawing import NoSuchPage, drawn

    try:
        with confinement.reading(cpu_seconds):
            return drawn(path, page, quotes, width)
    except NoSuchPage as error:
        pages = error.args[0]
        return f"The document has {pages} page{'' if pages == 1 else 's'}, and no page {page}."
    except PdfiumError as error:
        locked = "password" in str(error).casefold()
        return f"The page cannot be drawn: the file is {'password-protected' if locked else 'damaged'}."
    except Exception as error:  # whatever a library makes of a hostile file is no reason to stop
        return f"The page cannot be drawn ({type(error).__name__})."
