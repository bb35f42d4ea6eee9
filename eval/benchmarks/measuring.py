"""What benchmarks share: seconds, work in a process of its own, memory, and what must be installed for it."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

import typer

from eval.questions import EvaluationError

_MEBIBYTE = 1024
"""In the kilobytes of ``/proc``."""

Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory of this process with those that it started, in MiB; what they share counts for each.

    Attributes:
        now: at the time of asking.
        peak: the most of each until then; processes that have ended are not in it.
    """

    now: float
    peak: float


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def sizes_of(text: str) -> list[int]:
    """Numbers, smallest first, from "1000,10000"."""
    try:
        sizes = sorted({int(part) for part in text.split(",")})
    except ValueError as error:
        raise typer.BadParameter("give numbers with commas between them, as 1000,10000") from error
    if sizes[0] < 1:
        raise typer.BadParameter("a number is at least 1")
    return sizes


def in_new_process(work: Callable[Given, Made], /, *given: Given.args, **named: Given.kwargs) -> Made:
    """What a function of a module returns when it runs in a fresh process, which ends with it.

    Raises:
        EvaluationError: the process was ended from outside.
    """
    fresh = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as process:
            return process.submit(work, *given, **named).result()
    except BrokenProcessPool as error:
        raise EvaluationError(
            "The process that was measured was ended from outside: is there enough memory?"
        ) from error


def memory() -> Memory:
    """The resident memory of this process and of those that it started.

    It is read from ``/proc``: ``getrusage`` tells a child at least what its parent had.

    Raises:
        EvaluationError: this is not Linux.
    """
    told = {int(one["Pid"]): one for one in _statuses()}
    family = {multiprocessing.process.current_process().pid}
    for pid in sorted(told):  # a process is nearly always numbered after the one that started it
        if int(told[pid]["PPid"]) in family:
            family.add(pid)
    ours = [one for pid, one in told.items() if pid in family and "VmRSS" in one]
    if not ours:
        raise EvaluationError("Memory is read from /proc, which only Linux has")
    now, peak = (sum(int(one[name].split()[0]) for one in ours) for name in ("VmRSS", "VmHWM"))
    return Memory(now / _MEBIBYTE, peak / _MEBIBYTE)


def _statuses() -> Iterator[dict[str, str]]:
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:  # it has ended
            continue
        yield dict(line.split(":\t", 1) for line in lines if ":\t" in line)


@contextmanager
def benchmark_extra() -> Iterator[None]:
    """Around imports of what only benchmarks need.

    Raises:
        EvaluationError: it is not installed; it says how to.
    """
    try:
        yield
    except ImportError as error:
        raise EvaluationError(
            f"This benchmark needs what is not installed ({error}): pip install '.[benchmark]'"
        ) from error
