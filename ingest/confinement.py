"""What a process that reads files from strangers may do: use so much time and memory, and nothing but read.

The readers ask for none of what is refused here. It is refused all the same, in case a file makes some
library do it: connections, programs other than Tesseract, and writing outside the temporary folder.
"""

import math
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any

if sys.platform != "win32":
    import resource

_PROGRAM = "tesseract"
_STARTS = ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_reading = False
"""Whether a file is being read; before and after, modules are imported and results handed over."""


def confine(memory: int, scratch: Path) -> None:
    """Confine this process, for good; it ends when its parent does, with every program that it has started.

    Args:
        memory: the most that it may hold, in bytes of address space.
        scratch: a folder, the only one that it may write to.
    """
    tempfile.tempdir = os.environ["TMPDIR"] = os.path.realpath(scratch)
    if sys.platform != "win32":
        os.setpgrp()  # Ctrl-C goes to the parent alone, and Tesseract is ended with its starter
        signal.signal(signal.SIGTERM, lambda *_: _end_group())
        _limit(resource.RLIMIT_AS, memory)
        _limit(resource.RLIMIT_CORE, 0)
        Thread(target=_end_with_parent, daemon=True).start()
    sys.addaudithook(_refuse)
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what libraries complain of is not for the person, and may be the document's words
        os.dup2(silence, stream)


@contextmanager
def reading(cpu_seconds: int) -> Iterator[None]:
    """Within it a file is read, in at most some seconds of this process's own time; past them the process is
    ended by SIGXCPU, wherever it is."""
    global _reading  # noqa: PLW0603 - an audit hook can be neither taken away nor given arguments
    _limit_cpu(math.ceil(time.process_time()) + cpu_seconds)
    _reading = True
    try:
        yield
    finally:
        _reading = False
        _limit_cpu(None)


def _limit_cpu(seconds: int | None) -> None:
    if sys.platform != "win32":
        _limit(resource.RLIMIT_CPU, resource.RLIM_INFINITY if seconds is None else seconds)


def _limit(kind: int, most: int) -> None:
    """Set what this process is held to, within what the system lets it have."""
    _, hard = resource.getrlimit(kind)
    if resource.RLIM_INFINITY not in (most, hard):
        most = min(most, hard)
    elif most == resource.RLIM_INFINITY:
        most = hard
    with suppress(ValueError, OSError):  # macOS has no limit of address space
        resource.setrlimit(kind, (most, hard))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        _end_group()


def _end_group() -> None:
    os.killpg(0, signal.SIGKILL)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook: PermissionError for what reading a file never needs."""
    if not _reading:
        return
    if (
        (event == "open" and _writes(*arguments))
        or (event == "subprocess.Popen" and os.path.basename(os.fsdecode(arguments[0])) != _PROGRAM)
        or event in _STARTS
        or event.startswith("socket.")
    ):
        raise PermissionError(f"a reader may not do this: {event}")


def _writes(path: Any, mode: str | None, flags: int) -> bool:
    """Whether something is opened for writing that is not in the temporary folder."""
    if isinstance(path, int) or not flags & _WRITING:
        return False
    place = os.path.realpath(os.fsdecode(path))
    return place != os.devnull and not f"{place}{os.sep}".startswith(f"{tempfile.tempdir}{os.sep}")
