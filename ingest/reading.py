"""Files read in processes of their own, ahead of whoever takes them in: no file can stop the others.

What reads a file may crash, hang or fill the memory. Then its process ends, the file is refused with what
to do about it, and another process reads the next one.
"""

import hashlib
import logging
import os
import signal
import traceback
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ingest import confinement, readers
from ingest.documents import Reading
from ingest.errors import UnreadableDocument
from ingest.spawning import Context

if TYPE_CHECKING:
    from pebble import ProcessPool

FILES_PER_PROCESS = 100
"""A process is replaced after so many files, so that what libraries never give back does not add up."""
AHEAD = 8
"""Files that may be read and wait; enough that small ones after a large one do not leave embedding idle."""
STARTS = 3
"""How often processes are started for a file before it is given up."""
_OUT_OF_MEMORY = 99
"""Exit status of a process that ran out of memory."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost.

    Attributes:
        cpu_seconds: of the time that the process computes; OCR is done by other processes, and not counted.
        seconds: on the clock, for what waits for ever.
        memory: of the process, in bytes of address space.
    """

    cpu_seconds: int = 120
    seconds: int = 900
    memory: int = 3 * 2**30


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file as just read.

    Attributes:
        reading: what was read.
        digest: the SHA-256 of the very bytes that were read, in hexadecimal.
    """

    reading: Reading
    digest: str


@dataclass(frozen=True, slots=True)
class _Mistake:
    """What a reader did not foresee: an exception's type, and where it was raised, without its words, which
    may be the document's."""

    type: str
    trace: str


def read_ahead(
    paths: Iterable[Path], limits: Limits = Limits(), ahead: int = AHEAD
) -> Generator[tuple[Path, Fresh | UnreadableDocument]]:
    """Read files one after another, in their order, while whoever asks for them works on those before.

    Args:
        paths: the files; taken only as they are needed.
        limits: what one file may cost.
        ahead: how many files may be read, or waiting to be, beyond the one handed over last.

    Yields:
        Each path with what was read, or with why it cannot be read.
    """
    source = iter(paths)
    with _Processes(limits) as processes:
        while True:
            for path in islice(source, ahead + 1 - len(processes.waiting)):
                processes.start(path)
            if not processes.waiting:
                return
            yield processes.next()


class _Processes:
    """The process that reads, replaced whenever it ends, and the files that wait for it, in order."""

    def __init__(self, limits: Limits) -> None:
        self.waiting: deque[tuple[Path, Future[Any]]] = deque()
        self._limits = limits
        self._scratch = TemporaryDirectory(prefix="safeguide-", ignore_cleanup_errors=True)
        self._pool = self._new_pool()

    def __enter__(self) -> "_Processes":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        self._scratch.cleanup()

    def _new_pool(self) -> "ProcessPool":
        from pebble import ProcessPool

        return ProcessPool(
            max_workers=1,
            max_tasks=FILES_PER_PROCESS,
            initializer=confinement.confine,
            initargs=(self._limits.memory, Path(self._scratch.name)),
            context=Context(),
        )

    def _stop(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def start(self, path: Path) -> None:
        """Have a file read after those that wait."""
        self.waiting.append((path, self._scheduled(path)))

    def _scheduled(self, path: Path) -> Future[Any]:
        try:
            arguments = (path, self._limits.cpu_seconds)
            return self._pool.schedule(_read, args=arguments, timeout=self._limits.seconds)
        except RuntimeError as error:  # the pool has broken down, which is told, and mended, in turn
            broken: Future[Any] = Future()
            broken.set_exception(BrokenProcessPool(str(error)))
            return broken

    def next(self) -> tuple[Path, Fresh | UnreadableDocument]:
        """What became of the file that has waited longest, waiting for it."""
        path = self.waiting[0][0]
        for _ in range(STARTS):
            error = self._error(self.waiting[0][1])
            if not isinstance(error, BrokenProcessPool):
                _, future = self.waiting.popleft()
                return path, self._refusal(path, error) if error else _outcome(path, future.result())
            self._start_anew()
        self.waiting.popleft()
        return path, UnreadableDocument(
            path,
            "was not read: the process that reads files does not start",
            "Close other programs, which may need the memory, then add it again.",
        )

    def _error(self, future: Future[Any]) -> BaseException | None:
        """What reading a file ended with, when it has ended; a pool that breaks down forgets some files."""
        while not future.done() and self._pool.active:
            wait([future], timeout=1)
        return future.exception() if future.done() else BrokenProcessPool()

    def _start_anew(self) -> None:
        self._stop()
        self._pool = self._new_pool()
        for at, (path, future) in enumerate(self.waiting):
            if not future.done() or isinstance(future.exception(), BrokenProcessPool):
                self.waiting[at] = (path, self._scheduled(path))

    def _refusal(self, path: Path, error: BaseException) -> UnreadableDocument:
        """Why a file is not read when its process ended without an answer."""
        from pebble import ProcessExpired

        status = error.exitcode if isinstance(error, ProcessExpired) else None
        if isinstance(error, TimeoutError) or status == -getattr(signal, "SIGXCPU", 0):
            advice = "Split it, or save it anew in a simpler form, then add that."
            return UnreadableDocument(path, "takes too long to read", advice)
        killed = -getattr(signal, "SIGKILL", 0)  # which the system does to what fills the memory
        if status in (_OUT_OF_MEMORY, killed):
            most = f"{self._limits.memory / 2**30:.2g} GB"
            return UnreadableDocument(
                path, f"needs more memory than {most} to read", "Split it, then add the parts."
            )
        if status is not None:
            return UnreadableDocument(
                path,
                "is damaged in a way that stops the reader",
                "Open it in the program that it was made with, save it again, then add it again.",
            )
        return _unforeseen(path, _Mistake(type(error).__name__, str(error)))


def _outcome(path: Path, found: Fresh | UnreadableDocument | _Mistake) -> Fresh | UnreadableDocument:
    return _unforeseen(path, found) if isinstance(found, _Mistake) else found


def _unforeseen(path: Path, mistake: _Mistake) -> UnreadableDocument:
    _log.warning("%s: the reader stopped with %s\n%s", path, mistake.type, mistake.trace)
    return UnreadableDocument(
        path,
        f"cannot be read (the reader stopped with {mistake.type})",
        "Open it in the program that it was made with, save it again, then add it again.",
    )


def _read(path: Path, cpu_seconds: int) -> Fresh | UnreadableDocument | _Mistake:
    """Read a file; this runs in the process that reads."""
    try:
        readers.load(path)
        with confinement.reading(cpu_seconds):
            return _read_unchanged(path)
    except UnreadableDocument as error:
        return error
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # a process that was full is not used again
    except Exception as error:
        return _Mistake(type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


def _read_unchanged(path: Path) -> Fresh:
    readers.check(path)
    digest = digest_of(path)
    reading = readers.read(path)
    if digest_of(path) != digest:
        raise UnreadableDocument(path, "changed while it was read", "Add it again when nothing writes to it.")
    return Fresh(reading, digest)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal, by which a document is known.

    Raises:
        UnreadableDocument: it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableDocument(
            path, f"cannot be opened ({error.strerror})", "Check that it exists and that you may read it."
        ) from error
