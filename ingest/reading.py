"""Documents read in other processes, ahead of whoever wants them, within limits of time and memory.

A file is hostile until it has been read. A reader that hangs, crashes or eats memory takes its own process
with it and nothing else: the file is refused, and the next is read by a new process.
"""

import atexit
import hashlib
import logging
import os
import resource
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from ingest import readers
from ingest.documents import Reading
from ingest.errors import UnreadableDocument

_WORKERS = max(1, min(4, (os.cpu_count() or 1) // 4))
"""Most cores are for embedding, which takes several times as long as reading."""
_TASKS = 100
"""Files that one process reads before another takes over, so that what libraries leak does not add up."""
_PROGRAMS = ("tesseract",)
"""What a reader may start."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    Attributes:
        cpu_seconds: of the reading process's own; those of OCR, which is a process of its own, do not count.
        seconds: on the clock, for what waits for ever.
        memory: bytes of address space.
    """

    cpu_seconds: int = 120
    seconds: int = 900
    memory: int = 3 * 2**30


LIMITS = Limits()
"""A thousand pages take twenty seconds and a few hundred megabytes."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file as it was read, with the SHA-256 of its bytes in hexadecimal."""

    reading: Reading
    digest: str


def read_ahead(
    paths: Iterable[Path], limits: Limits = LIMITS
) -> Generator[tuple[Path, Fresh | UnreadableDocument]]:
    """Read files in order, a few ahead of the one that is asked for; a file that cannot be read gives why.

    Args:
        paths: the files; taken as they are needed.
        limits: for each of them.
    """
    waiting: deque[tuple[Path, Future[Fresh | UnreadableDocument]]] = deque()
    coming = iter(paths)
    try:
        while True:
            while len(waiting) <= _WORKERS and (path := next(coming, None)) is not None:
                waiting.append(
                    (
                        path,
                        _pool(limits.memory).schedule(
                            _read, (path.absolute(), limits), timeout=limits.seconds
                        ),
                    )
                )
            if not waiting:
                return
            path, future = waiting.popleft()
            yield path, _result(path, future, limits)
    finally:
        for _, future in waiting:
            future.cancel()


def _result(
    path: Path, future: "Future[Fresh | UnreadableDocument]", limits: Limits
) -> Fresh | UnreadableDocument:
    try:
        return future.result()
    except TimeoutError:
        return _too_slow(path)
    except MemoryError:
        return _too_large(path, limits)
    except ProcessExpired as error:
        if error.exitcode == -signal.SIGXCPU:
            return _too_slow(path)
        if error.exitcode == -signal.SIGKILL:
            return _too_large(path, limits)
        reason = "is damaged in a way that stops the reader"
        return UnreadableDocument(path, reason, "Open it in the program it was made with and save it again.")


def _too_slow(path: Path) -> UnreadableDocument:
    return UnreadableDocument(path, "takes too long to read", "Split it, or save it again in a simpler form.")


def _too_large(path: Path, limits: Limits) -> UnreadableDocument:
    reason = f"needs more memory than {limits.memory / 2**30:.0f} GB to read"
    return UnreadableDocument(path, reason, "Split it, or save it again in a simpler form.")


@cache
def _pool(memory: int) -> ProcessPool:
    """The processes that read, started when they are first needed and kept until this process ends."""
    pool = ProcessPool(
        max_workers=_WORKERS,
        max_tasks=_TASKS,
        context=get_context("spawn"),
        initializer=_start,
        initargs=(memory, os.getpid()),
    )
    atexit.register(_stop, pool)
    return pool


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


# --- in the other process ----------------------------------------------------------------------------


def _start(memory: int, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that was asked
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.dont_write_bytecode = True
    temporary = os.path.realpath(tempfile.gettempdir())  # asked for within the hook, it would wait for itself
    sys.addaudithook(partial(_refuse, (temporary + os.sep, os.devnull + os.sep)))


def _end_with(parent: int) -> None:
    """End when the process that started this one has, however it has."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _refuse(writable: tuple[str, ...], event: str, told: tuple[Any, ...]) -> None:
    """No reader connects to anything, starts a program but for OCR, or writes but to temporary files: should
    a file ever make one try, it fails."""
    if event in ("socket.connect", "socket.bind", "os.system", "os.exec"):
        raise PermissionError(f"a reader may not do this: {event}")
    if event in ("subprocess.Popen", "os.posix_spawn") and Path(os.fsdecode(told[0])).name not in _PROGRAMS:
        raise PermissionError(f"a reader may not start {told[0]!r}")
    if event == "open" and isinstance(told[0], str | bytes) and _writes(told[2]):
        path = os.path.realpath(os.fsdecode(told[0])) + os.sep
        if not path.startswith(writable):
            raise PermissionError(f"a reader may not write {path}")


def _writes(flags: int | None) -> bool:
    return bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))


def _read(path: Path, limits: Limits) -> Fresh | UnreadableDocument:
    """Read a file whose bytes stay the same meanwhile."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    try:
        readers.check(path)
        digest = digest_of(path)
        reading = readers.read(path)
        if digest_of(path) != digest:
            return UnreadableDocument(
                path, "changed while it was read", "Add it again when nothing writes to it."
            )
        return Fresh(reading, digest)
    except UnreadableDocument as error:
        return error
    except MemoryError:
        return _too_large(path, limits)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        _logger.info("%s at %s:%s", type(error).__name__, where.filename, where.lineno)
        reason = f"cannot be read ({type(error).__name__} in {Path(where.filename).stem})"
        return UnreadableDocument(path, reason, "Open it in the program it was made with and save it again.")


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal, by which a document is known.

    Raises:
        UnreadableDocument: the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableDocument(
            path, f"cannot be opened ({error.strerror})", "Check that it exists and that you may read it."
        ) from error
